"""Read news: from articles to events with evidence, and from events to moves that a person reviews."""

from __future__ import annotations

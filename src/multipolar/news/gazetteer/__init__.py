"""Who is meant: names of states, groups, organisations and leaders in a text, and what refers back to them."""

from __future__ import annotations

from multipolar.news.gazetteer.find import find_mentions
from multipolar.news.gazetteer.tables import Gazetteer

__all__ = ["Gazetteer", "find_mentions"]

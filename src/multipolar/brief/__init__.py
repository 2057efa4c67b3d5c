"""Brief: each claim of an article confronted with the data and the model; `multipolar.brief.article` makes one."""

from __future__ import annotations

from multipolar.brief.records import MARKS, VERDICTS, Brief, Claim, Figure, Finding

__all__ = ["MARKS", "VERDICTS", "Brief", "Claim", "Figure", "Finding"]

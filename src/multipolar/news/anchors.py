"""Well-known dated events, by which texts date others: 'a day after the inauguration', 'since the invasion'."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import functools
import re
from importlib import resources

__all__ = ["Anchor", "Anchored", "anchors", "find_anchors"]

REACH = 70
"""Characters around the event's noun within which its actor must stand."""


@dataclasses.dataclass(frozen=True)
class Anchor:
    """A dated event of the table.

    Args:
        date: its day. who: words of which one must stand near. what: phrases that name it.
    """

    date: datetime.date
    who: tuple[str, ...]
    what: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Anchored:
    """A passage that names a dated event.

    Args:
        start, end: in the text given. candidates: events that it can mean, earliest first.
    """

    start: int
    end: int
    candidates: tuple[Anchor, ...]


@functools.cache
def anchors() -> tuple[Anchor, ...]:
    """The packaged table of dated events, own compilation, by date."""
    text = resources.files("multipolar").joinpath("data/news/anchors.csv").read_text(encoding="utf8")
    rows = [
        Anchor(datetime.date.fromisoformat(r["date"]), _split(r["who"]), _split(r["what"]))
        for r in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(rows, key=lambda a: a.date))


def find_anchors(text: str) -> list[Anchored]:
    """Passages of a sentence that name a dated event, in order.

    Args:
        text: one sentence.
    """
    found: list[Anchored] = []
    phrases, by_phrase = _phrases()
    for match in phrases.finditer(text):
        near = text[max(0, match.start() - REACH) : match.end() + REACH]
        fits = tuple(a for a in by_phrase[match[0].lower()] if _near(a.who, near))
        if fits:
            found.append(Anchored(_start(text, match.start(), fits), match.end(), fits))
    return found


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, list[Anchor]]]:
    by_phrase: dict[str, list[Anchor]] = {}
    for anchor in anchors():
        for phrase in anchor.what:
            by_phrase.setdefault(phrase.lower(), []).append(anchor)
    longest = sorted(by_phrase, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), by_phrase


@functools.cache
def _names(who: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, who)) + r")(?!\w)")


def _near(who: tuple[str, ...], text: str) -> bool:
    return not who or bool(_names(who).search(text))


def _start(text: str, start: int, fits: tuple[Anchor, ...]) -> int:
    """Where the naming starts: at the actor, if it stands in front of the noun with no comma between."""
    before = text[max(0, start - REACH) : start]
    hits = [m for a in fits if a.who for m in _names(a.who).finditer(before)]
    last = max((m.start() for m in hits), default=None)
    if last is None or re.search(r"[,;:.!?] ", before[last:]):
        return start
    return start - len(before) + last

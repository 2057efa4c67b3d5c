"""When an act took place: dates stated in the text, dates relative to the report, and dates relative to known events."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from multipolar.news.anchors import find_anchors
from multipolar.news.calendar import (
    MONTH_NAMES,
    MONTH_NUMBER,
    Dated,
    Day,
    Reference,
    ago,
    anchored,
    around,
    day_and_month,
    month_alone,
    span_until,
    weekday,
    written_day,
)
from multipolar.news.document import Document

if TYPE_CHECKING:
    from multipolar.news.parse import Parsed

__all__ = ["NOW", "DateFound", "dated", "find_dates", "publication", "year_of"]

NOW = 2026
"""Year of an article that tells nothing of its own."""
EARLIEST = 1990
"""Years before it date no article: who names none but them speaks of the past."""

MONTH = rf"(?P<month>{MONTH_NAMES})"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NUMBER = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few|\d{1,3})"
UNIT = r"(?P<unit>minute|hour|day|week|month|quarter|year|decade)s?"
LEAD = r"(?:\b(?i:on|in|since|by|until|till|during|from|before|after|over|through|throughout|within|for|as of|late|earlier|later|as early as|around|between|and|to)\s+)?(?:\b(?i:the)\s+)?"
PART = r"(?:(?:early|late|mid|the (?:spring|summer|autumn|fall|winter) of|the (?:start|end|beginning|middle) of|the (?:first|second) half of)[ -])?"
PREPOSED = r"\b(?:in|since|by|until|till|during|from|before|after|of|through|throughout|between|and|to|year|summer|spring|autumn|fall|winter|early|late|mid)[ -]"
RELATION = r"(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})?\s*\b(?P<unit>minute|hour|day|week|month|year)s?\s+)?\b(?P<rel>ahead of|on the eve of|in the wake of|prior to|before|after|following|since|into|until|during|at)\s"

Resolve = Callable[["re.Match[str]", Reference | None], Dated | None]


@dataclasses.dataclass(frozen=True)
class DateFound:
    """A date expression.

    Args:
        start, end: in the cleaned text. text: as written. date: ISO day, month, year, or a decade such as 1970s; None where
        the reference is missing. basis: stated or relative. precision: day, week, month, year, decade. sentence: its number.
    """

    start: int
    end: int
    text: str
    date: str | None
    basis: str
    precision: str | None
    sentence: int


def _stated(m: re.Match[str], ref: Reference | None) -> Dated | None:
    return written_day(int(m["year"]), MONTH_NUMBER[m["month"][:3]], int(m["day"]))


def _iso(m: re.Match[str], ref: Reference | None) -> Dated | None:
    return written_day(int(m["year"]), int(m["month"]), int(m["day"]))


def _undated_day(m: re.Match[str], ref: Reference | None) -> Dated | None:
    return day_and_month(MONTH_NUMBER[m["month"][:3]], int(m["day"]), ref)


PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = (
    (re.compile(rf"{LEAD}(?:{WEEKDAY},?\s+)?{MONTH}\s+{DAY},?\s+{YEAR}\b"), _stated),
    (re.compile(rf"{LEAD}(?:{WEEKDAY},?\s+)?\b{DAY}(?:\s+of)?\s+{MONTH},?\s+{YEAR}\b"), _stated),
    (re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"), _iso),
    (
        re.compile(rf"{LEAD}{PART}{MONTH}(?:,|\s+of)?\s+{YEAR}\b"),
        lambda m, ref: Dated(f"{m['year']}-{MONTH_NUMBER[m['month'][:3]]:02d}", "stated", "month"),
    ),
    (re.compile(rf"{LEAD}(?:{WEEKDAY},?\s+)?{MONTH}\s+{DAY}\b(?![.,]?\d|%)"), _undated_day),
    (re.compile(rf"{LEAD}(?:{WEEKDAY},?\s+)?\b{DAY}(?:\s+of)?\s+{MONTH}\b(?!\w)"), _undated_day),
    (
        re.compile(rf"{LEAD}{PART}(?P<decade>(?:1[89]|20)\d0)s\b"),
        lambda m, ref: Dated(f"{m['decade']}s", "stated", "decade"),
    ),
    (
        re.compile(r"(?:\b(?:in|during|since|of)\s+)?the\s+(?:(?:early|late|mid)[ -])?['’](?P<decade>[2-9]0)s\b"),
        lambda m, ref: Dated(f"19{m['decade']}s", "stated", "decade"),
    ),
    (
        re.compile(rf"{LEAD}\b(?P<which>last|next|this|coming|previous|past)\s+{WEEKDAY}\b"),
        lambda m, ref: weekday(m["weekday"], ref, m["which"]),
    ),
    (re.compile(rf"{LEAD}\b{WEEKDAY}\b(?:\s+(?:morning|afternoon|evening|night))?"), lambda m, ref: weekday(m["weekday"], ref, "")),
    (
        re.compile(r"\b(?P<day>today|tonight|yesterday|tomorrow|overnight|this (?:morning|afternoon|evening))\b", re.I),
        lambda m, ref: around(m["day"].lower(), ref),
    ),
    (
        re.compile(
            rf"{LEAD}\b(?P<which>last|past|previous|recent|coming|next)\s+(?:(?P<n>two|three|four|five|six|seven|eight|nine|ten|few|several|\d{{1,2}})\s+)?(?P<unit>day|week|month|quarter|year|decade)s?\b",
            re.I,
        ),
        lambda m, ref: span_until(m["which"].lower(), m["n"], m["unit"].lower(), ref),
    ),
    (
        re.compile(rf"(?:\b(?:earlier|later|late|early)\s+)?{LEAD}\bthis\s+(?P<unit>week|weekend|month|quarter|year|summer|spring|autumn|fall|winter)\b", re.I),
        lambda m, ref: span_until("this", None, m["unit"].lower(), ref),
    ),
    (
        re.compile(rf"\b(?:(?:more|less) than |about |almost |nearly )?{NUMBER}\s+{UNIT}\s+(?P<way>ago|earlier|later)\b", re.I),
        lambda m, ref: ago(m["n"].lower(), m["unit"].lower(), m["way"].lower(), ref),
    ),
    (re.compile(r"\bover the (?P<unit>year|decade|month)s\b", re.I), lambda m, ref: Dated(None, "relative", m["unit"].lower())),
    (
        re.compile(rf"\b(?i:in|since|until|by|during|from|late|early|mid|last|next|this)[ -](?:late |early |mid-)?{MONTH}(?![\w.]*\s+(?:\d|[Jj]ust\b))"),
        lambda m, ref: month_alone(MONTH_NUMBER[m["month"][:3]], ref),
    ),
    (
        re.compile(rf"{PREPOSED}(?:(?:early|late|mid)[ -])?{YEAR}\b(?!\s*(?:%|percent|per cent|people|troops|soldiers|dollars|points|barrels|miles|k[mg]|tonnes|tons)|[.,]\d)", re.I),
        lambda m, ref: Dated(m["year"], "stated", "year"),
    ),
)  # fmt: skip
"""From the most to the least exact; what an earlier one took, a later one leaves alone."""


def find_dates(parsed: Sequence[Parsed], document: Document) -> tuple[DateFound, ...]:
    """All date expressions of a document, in order.

    Args:
        parsed: its sentences. document: for its date of publication, by which relative dates are resolved.
    """
    texts = [document.text[p.sentence.start : p.sentence.end] for p in parsed]
    reference = _reference(texts, document)
    found: list[DateFound] = []
    for number, (p, text) in enumerate(zip(parsed, texts, strict=True)):
        for start, end, dated in _in_sentence(text, reference):
            at = p.sentence.start
            words = document.text[at + start : at + end]
            found.append(DateFound(at + start, at + end, words, dated.date, dated.basis, dated.precision, number))
    return tuple(found)


def _in_sentence(text: str, reference: Reference | None) -> list[tuple[int, int, Dated]]:
    """Date expressions of one sentence: those relative to known events first, then by pattern."""
    taken: list[tuple[int, int, Dated]] = []
    for passage in find_anchors(text):
        relation = None
        for m in re.finditer(RELATION, text[: passage.start], re.I):
            relation = m
        if relation is None or re.search(r"[;:!?]|[a-z)]\.\s|,\s", text[relation.end() : passage.start]):
            continue
        if passage.start - relation.end() > 50:
            continue
        days = [a.date for a in passage.candidates]
        dated = anchored(
            days, relation["n"], (relation["unit"] or "").lower() or None, relation["rel"].lower(), reference, text
        )
        taken.append((_trim(text, relation.start()), passage.end, dated))
    for pattern, resolve in PATTERNS:
        for m in pattern.finditer(text):
            if any(m.start() < end and start < m.end() for start, end, _ in taken):
                continue
            resolved = resolve(m, reference)
            if resolved is not None:
                taken.append((_trim(text, m.start()), m.end(), resolved))
    return sorted(taken, key=lambda item: item[0])


def _trim(text: str, start: int) -> int:
    """The start without blanks in front."""
    return start + len(text[start:]) - len(text[start:].lstrip())


DATELINES = tuple(
    re.compile(rf"^[A-Z][A-Z .,/’'-]{{2,40}}(?:,\s*[A-Z][\w.]+)?[,:]?\s+(?:\w+day,?\s+)?{day}(?:,?\s+{YEAR})?\b", re.M)
    for day in (rf"{MONTH}\s+{DAY}", rf"{DAY}\s+{MONTH}")
)
"""The place in capitals and the day, month first or day first."""
STAMP = re.compile(r"\b(?:published|posted|updated|last modified|date|dated)\b[^\n]{0,40}$", re.I)
FULL = (PATTERNS[0], PATTERNS[1], PATTERNS[2])


def publication(document: Document) -> str | None:
    """ISO date of publication: stated by the document's metadata, by a stamp or a line of its own, or by its dateline.

    Args:
        document: with `published` where the file's metadata state it.
    """
    if document.published:
        return document.published[:10]
    lines = document.text.split("\n")
    for line in [*lines[:12], *lines[-8:]]:
        for pattern, resolve in FULL:
            for m in pattern.finditer(line):
                alone = len(line) - (m.end() - m.start()) <= 30 and not re.search(r"[.!?]\s*$", line)
                stamped = STAMP.search(line[: m.start()])
                headed = any((dateline := pattern.match(line)) and dateline["year"] for pattern in DATELINES)
                if alone or stamped or headed:
                    dated = resolve(m, None)
                    if dated is not None and dated.date:
                        return dated.date
    return _dateline(document.text)


def _dateline(text: str) -> str | None:
    """A dateline without year takes the latest year that the text names, of those that can date an article."""
    m = next((m for pattern in DATELINES if (m := pattern.search(text[:2000]))), None)
    if m is None:
        return None
    year = int(m["year"]) if m["year"] else max(_years(text), default=0)
    dated = written_day(year, MONTH_NUMBER[m["month"][:3]], int(m["day"])) if year else None
    return dated.date if dated else None


def _years(text: str) -> list[int]:
    """Years of a text that can date it: from `EARLIEST` to `NOW`, save those by or until which something is to come."""
    named = re.findall(r"(?<!by )(?<!until )\b(?:19[5-9]\d|20[0-4]\d)\b", text.lower())
    return [year for year in map(int, named) if EARLIEST <= year <= NOW]


def dated(document: Document) -> Document:
    """A document with its day of publication, where it tells one.

    Args:
        document: as ingested.
    """
    return dataclasses.replace(document, published=publication(document))


def year_of(document: Document) -> tuple[int, str]:
    """The year that a document speaks in, and in words whence it is taken; no words where it is that of publication.

    Args:
        document: as `dated` gives it.
    """
    if document.published:
        return int(document.published[:4]), ""
    if past := _years(document.text):
        return max(past), "the last year that the text names"
    return NOW, f"as the text names no year from {EARLIEST} on"


def _reference(texts: Sequence[str], document: Document) -> Reference | None:
    """The day by which relative dates are resolved: of publication, else the latest day that the report's start dates itself by."""
    published = publication(document)
    if published:
        return Reference(_day(published), True)
    days: list[Day] = []
    for text in texts[:10]:
        for _, _, dated in _in_sentence(text, None):
            if dated.date and dated.precision == "day":
                days.append(_day(dated.date))
    return Reference(max(days), False) if days else None


def _day(iso: str) -> Day:
    return datetime.date.fromisoformat(iso)

"""Arithmetic of dates as news states them: weekdays, months without a year, spans, and days counted from known events."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

__all__ = [
    "MONTH_NAMES",
    "MONTH_NUMBER",
    "Dated",
    "Day",
    "Reference",
    "ago",
    "anchored",
    "around",
    "day_and_month",
    "month_alone",
    "span_until",
    "weekday",
    "written_day",
]

Day = datetime.date
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_NAMES = r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
"""Pattern of the names of months, in full and shortened."""
WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
WORDS = {
    w: k
    for k, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
DAYS_OF = {"minute": 0, "hour": 0, "day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652}
PRECISION = {"minute": "day", "hour": "day", "quarter": "month", "weekend": "week"}
SEASONS = ("spring", "summer", "autumn", "fall", "winter")


@dataclasses.dataclass(frozen=True)
class Reference:
    """The day by which relative dates are resolved.

    Args:
        day: it. firm: whether it is the day of publication, which lies after what is reported.
    """

    day: Day
    firm: bool


@dataclasses.dataclass(frozen=True)
class Dated:
    """A resolved date: ISO text or None, basis, precision."""

    date: str | None
    basis: str
    precision: str | None


def written_day(year: int, month: int, day: int) -> Dated | None:
    """A day written in full; None if the calendar has no such day.

    Args:
        year, month, day: as written.
    """
    try:
        return Dated(datetime.date(year, month, day).isoformat(), "stated", "day")
    except ValueError:
        return None


def day_and_month(month: int, day: int, reference: Reference | None) -> Dated | None:
    """A day without its year: the nearest to the reference, the past one where both are near.

    Args:
        month, day: as written. reference: day of the report.
    """
    if not 1 <= day <= 31:
        return None
    if reference is None:
        return Dated(None, "relative", "day")
    found: list[Day] = []
    for year in (reference.day.year - 1, reference.day.year, reference.day.year + 1):
        try:
            found.append(datetime.date(year, month, day))
        except ValueError:
            continue
    if not found:
        return None
    best = min(found, key=lambda d: abs((d - reference.day).days) + (60 if d > reference.day else 0))
    return Dated(best.isoformat(), "relative", "day")


def month_alone(month: int, reference: Reference | None) -> Dated:
    """A month without its year, as `day_and_month` at its middle.

    Args:
        month: 1-12. reference: day of the report.
    """
    dated = day_and_month(month, 15, reference)
    return Dated(dated.date[:7] if dated and dated.date else None, "relative", "month")


def weekday(name: str, reference: Reference | None, which: str) -> Dated:
    """A weekday: the last one up to the day of publication, or the nearest to a day that the text dates itself by.

    Args:
        name: without 'day'. reference: day of the report. which: last, next, this, or empty.
    """
    if reference is None:
        return Dated(None, "relative", "day")
    behind = (reference.day.weekday() - WEEKDAYS.index(name)) % 7
    if which in ("next", "coming"):
        days = 7 - behind
    elif which in ("last", "past", "previous"):
        days = -(behind or 7)
    elif reference.firm or behind <= 3:
        days = -behind
    else:
        days = 7 - behind
    return Dated((reference.day + datetime.timedelta(days)).isoformat(), "relative", "day")


def around(word: str, reference: Reference | None) -> Dated:
    """Today, yesterday, tomorrow.

    Args:
        word: one of them, lower case. reference: day of the report.
    """
    if reference is None:
        return Dated(None, "relative", "day")
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return Dated((reference.day + datetime.timedelta(days)).isoformat(), "relative", "day")


def _count(word: str | None) -> int | None:
    if word is None or word in ("few", "several", "a few"):
        return None if word is None else 3
    word = word.lower()
    if word in ("a", "an"):
        return 1
    return WORDS[word] if word in WORDS else int(word)


def _shift(day: Day, unit: str, count: int) -> Day:
    """A day some units later; months and years by the calendar."""
    if unit in ("month", "quarter", "year", "decade"):
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit] * count
        total = day.year * 12 + day.month - 1 + months
        year, month = min(max(total // 12, 1), 9999), total % 12 + 1
        last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day if year < 9999 else 28
        return datetime.date(year, month, min(day.day, last))
    return day + datetime.timedelta(DAYS_OF[unit] * count)


def _cut(day: Day, precision: str) -> str:
    """ISO text at a precision."""
    if precision == "decade":
        return f"{day.year // 10 * 10}s"
    return day.isoformat()[: {"month": 7, "year": 4}.get(precision, 10)]


def ago(count: str, unit: str, way: str, reference: Reference | None) -> Dated:
    """'Three days ago'; 'earlier' and 'later' count from an unnamed day, so they give no date.

    Args:
        count: number or word. unit: of time. way: ago, earlier, later. reference: day of the report.
    """
    precision = PRECISION.get(unit, unit)
    if reference is None or way != "ago":
        return Dated(None, "relative", precision)
    return Dated(_cut(_shift(reference.day, unit, -(_count(count) or 1)), precision), "relative", precision)


def span_until(which: str, count: str | None, unit: str, reference: Reference | None) -> Dated:
    """A span that ends or starts with the report: 'last month', 'the past two weeks', 'this year'.

    Args:
        which: last, past, previous, recent, coming, next, this. count: number or word. unit: of time.
        reference: day of the report.
    """
    precision = "year" if unit in SEASONS else PRECISION.get(unit, unit)
    if reference is None:
        return Dated(None, "relative", precision)
    if unit in SEASONS or unit == "weekend":
        unit = {"weekend": "week"}.get(unit, "year")
    step = {"this": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}.get(which, 0)
    if count is not None or which in ("past", "recent"):
        step = 1 if step > 0 else 0  # a span up to now is dated by its end
    return Dated(_cut(_shift(reference.day, unit, step), precision), "relative", precision)


def anchored(
    days: Sequence[Day], count: str | None, unit: str | None, relation: str, reference: Reference | None, text: str
) -> Dated:
    """A date counted from a known event.

    Args:
        days: of the events that the words can mean, earliest first. count, unit: 'a day', 'two weeks', or None.
        relation: before, after, since, in the wake of ... reference: day of the report. text: the sentence; a year or a
        weekday in it chooses among the events.
    """
    before = relation in ("before", "ahead of", "on the eve of", "prior to", "until")
    number = _count(count) if count else 1
    step = 0 if unit is None or (count is None and unit != "day") else (number or 1) * (-1 if before else 1)
    if relation == "on the eve of":
        unit, step = "day", -1
    moved = [(d, _shift(d, unit or "day", step)) for d in days]
    named = [pair for pair in moved if str(pair[0].year) in text]
    if not named:
        names = [k for k, name in enumerate(WEEKDAYS) if f"{name}day" in text]
        named = [pair for pair in moved if pair[1].weekday() in names] if unit in ("day", "hour") else []
    if not named and reference is not None:
        named = [pair for pair in moved if pair[0] <= reference.day]
    date = (named or moved)[-1][1]
    exact = unit in ("minute", "hour", "day") or relation in ("on the eve of", "since", "at", "during", "until")
    precision = "day" if exact else {"week": "week", "month": "month", "year": "year"}.get(unit or "", "week")
    return Dated(_cut(date, precision), "relative", precision)

"""Numbers as people read them: true minus signs, fixed decimals in columns, short ones in sentences."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["MINUS", "MISSING", "magnitude", "plain", "short_decimals", "signed", "span", "words"]

MINUS = "\u2212"
MISSING = "\u2013"
"""Stands where a number does not exist; the captions say why."""


def plain(value: float | None, decimals: int = 2) -> str:
    """A number with fixed decimals and thousands separators; no sign for what rounds to zero."""
    if value is None:
        return MISSING
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text.replace("-", MINUS)


def signed(value: float | None, decimals: int = 2) -> str:
    """As `plain`, with a plus before increases: the direction must not hang on colour."""
    text = plain(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def short_decimals(value: float) -> int:
    """Decimals for a sentence: three below 0.1, two below 10, one below 100."""
    size = abs(value)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.0995 else 3


def magnitude(value: float) -> str:
    """Size without sign for a sentence."""
    return f"{abs(value):,.{short_decimals(value)}f}"


def span(low: float, high: float, decimals: int) -> str:
    """A range in a sentence: sizes where both ends have one sign, signed numbers otherwise."""
    if low >= 0 or high <= 0:
        first, last = sorted((abs(low), abs(high)))
        return f"{plain(first, decimals)} to {plain(last, decimals)}"
    return f"{signed(low, decimals)} to {signed(high, decimals)}"


def words(items: Iterable[str], limit: int | None = None) -> str:
    """A list in words: 'a', 'a and b', 'a, b and c', or 'a, b and 7 more'."""
    names = list(items)
    if limit is not None and len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""

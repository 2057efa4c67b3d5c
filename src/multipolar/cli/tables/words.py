"""Numbers, and words of others, in the cells of tables."""

from __future__ import annotations

import math

from rich.markup import escape

__all__ = ["known", "safe", "signed"]


def signed(value: float | None, digits: int = 3) -> str:
    """A number with its sign, or `no data`."""
    return "no data" if value is None else f"{value:+.{digits}f}"


def known(value: float | None) -> str:
    """A number with its sign; `no data` for NaN."""
    return signed(None if value is None or math.isnan(value) else value)


def safe(text: str) -> str:
    """Text of others without markup and without characters that steer a terminal."""
    return escape("".join(c if c.isprintable() else " " for c in text))

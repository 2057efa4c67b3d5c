"""Numbers in the cells of tables."""

from __future__ import annotations

import math

__all__ = ["known", "signed"]


def signed(value: float | None, digits: int = 3) -> str:
    """A number with its sign, or `no data`."""
    return "no data" if value is None else f"{value:+.{digits}f}"


def known(value: float | None) -> str:
    """A number with its sign; `no data` for NaN."""
    return signed(None if value is None or math.isnan(value) else value)

"""Chokepoints as rows of the tidy table, so that no file holds the long run alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from multipolar.chokepoints.entries import Chokepoint

__all__ = ["CURB_UNITS", "curb_rows"]

CURB_UNITS = {
    "curb_low_pct": "% change of real income, curb alone: low end of the interval",
    "curb_high_pct": "% change of real income, curb alone: high end; missing without a long run",
    "curb_long_run_pct": "% change of real income, curb alone: long run",
    "curb_short_run_pct": "% change of real income, curb alone: short run, central elasticity",
    "curb_leontief_pct": "% change of real income, curb alone: no substitution (Leontief)",
}
"""Variables by importer and input, and their units."""


def curb_rows(chokepoints: Sequence[Chokepoint]) -> Iterator[tuple[str, str, str, float]]:
    """ISO3, input, variable and value; several curbs on one input are told apart by their move."""
    count = Counter(entry.input for entry in chokepoints)
    for entry in chokepoints:
        name = entry.input if count[entry.input] == 1 else f"{entry.input} ({entry.move})"
        for row in entry.importers:
            low, high = row.interval_pct or (float("nan"), float("nan"))
            numbers = (low, high, row.long_run_pct, row.short_run_pct[1], row.leontief_pct)
            for variable, value in zip(CURB_UNITS, numbers, strict=True):
                yield row.iso3, name, variable, value

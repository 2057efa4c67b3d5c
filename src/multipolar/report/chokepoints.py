"""The section on chokepoints: per curb and importer the interval and, side by side, long run, short run and Leontief."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from multipolar.chokepoints import READ_ALL_THREE, Chokepoint, ImporterLoss, worst_first
from multipolar.report.charts import Bar
from multipolar.report.economies import display_name
from multipolar.report.numbers import words
from multipolar.result import Result

__all__ = ["chokepoint_section"]

PICTURED, NAMES_SHOWN = 10, 5
"""Importers with bars, and exporters named in a heading."""
WIDTH = 200.0
"""Length of an axis in its own units."""


@dataclass(frozen=True)
class Three:
    """Bars of one importer on an axis that its entry shares; zero and the ends of the short run as positions."""

    long_run: Bar | None
    short_run: Bar
    short_low: float
    short_high: float
    leontief: Bar
    zero: float


@dataclass(frozen=True)
class Axis:
    """A common axis that holds zero and every value, on `WIDTH` units.

    Args:
        low, high: ends, per cent.
    """

    low: float
    high: float

    def at(self, value: float) -> float:
        """Position of a value."""
        return round(WIDTH * (value - self.low) / (self.high - self.low), 1)

    def stroke(self, value: float) -> Bar:
        """Bar of a value."""
        ends = sorted((self.at(value), self.at(0.0)))
        return Bar(ends[0], round(ends[1] - ends[0], 1), value < 0)


def chokepoint_section(result: Result) -> dict[str, Any]:
    """What the template needs: one part for each curb and input, empty without chokepoints."""
    return {"note": READ_ALL_THREE, "entries": [_entry(entry, result) for entry in result.chokepoints]}


def _entry(entry: Chokepoint, result: Result) -> dict[str, Any]:
    rows = worst_first(entry)
    ends = [end for row in rows[:PICTURED] for end in row.interval_pct or () if not math.isnan(end)]
    axis = Axis(min(0.0, *ends, -1e-9), max(0.0, *ends))
    names = dict(zip(result.world.sectors, result.world.sector_names, strict=True))
    needs = [f"{names[code]} {100 * share:g} %" for code, share in entry.needs.items() if code in names]
    return {
        "title": entry.title,
        "exporters": words((display_name(code) for code in entry.exporters), NAMES_SHOWN),
        "share_pct": 100 * entry.share,
        "output_share_pct": None if math.isnan(entry.output_share_pct) else entry.output_share_pct,
        "needs": ", ".join(needs),
        "grade": entry.needs_grade,
        "limits": entry.limits,
        "axis": axis,
        "rows": [{**_row(row), "bars": _three(row, axis)} for row in rows[:PICTURED]],
        "others": [_row(row) for row in rows[PICTURED:]],
        "together": [_known(v) for v in entry.mean_pct],
        "hit": len(rows),
        "asked": len(entry.importers),
        "known": sum(not row.no_data for row in entry.importers),
        "no_data": [display_name(row.iso3) for row in entry.importers if row.no_data],
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _row(row: ImporterLoss) -> dict[str, Any]:
    return {
        "name": display_name(row.iso3),
        "thin": row.thin,
        "interval": None if row.interval_pct is None else [_known(end) for end in row.interval_pct],
        "long_run": _known(row.long_run_pct),
        "short_run": row.short_run_pct,
        "leontief": row.leontief_pct,
        "leontief_range": row.leontief_range_pct,
        "withheld": row.withheld_pct_of_supply,
        "lost": row.supply_loss_pct,
        "lost_range": row.supply_loss_range_pct,
    }


def _three(row: ImporterLoss, axis: Axis) -> Three:
    high, central, low = row.short_run_pct
    long_run = None if math.isnan(row.long_run_pct) else axis.stroke(row.long_run_pct)
    return Three(
        long_run, axis.stroke(central), axis.at(low), axis.at(high), axis.stroke(row.leontief_pct), axis.at(0.0)
    )

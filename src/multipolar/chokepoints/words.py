"""Sentences that go with every chokepoint, and the order in which importers are shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from multipolar.chokepoints.entries import Chokepoint, ImporterLoss
from multipolar.labels import state_name
from multipolar.params.commodities import short_run

__all__ = [
    "READ_ALL_THREE",
    "chokepoint_sources",
    "chokepoint_warnings",
    "common_limits",
    "hardest_hit_to_list",
    "worst_first",
]

READ_ALL_THREE = (
    "Read the interval, not one end of it: the long run holds after other sources are found, the short run before, and Leontief "
    "where nothing can be replaced. The smallest figure is not the answer."
)
"""Stands beside every table of chokepoints."""

FIXED = (
    "short run and Leontief: other sources send what they sent before, no stocks are drawn, nothing goes round through third "
    "countries; users of the using sectors' output lose nothing more"
)
TABLES = {
    "commodity_flows": "CEPII, BACI, HS 1992, 2022 (Gaulier and Zignago 2010), Etalab Open Licence 2.0; folded to the economies of 2022",
    "commodity_output": "own computation from World Mining Data (Austrian Federal Ministry of Finance; Reichl and Schatz), 2022",
    "needs": "judgement, graded C or D (params/needs.yaml)",
}
"""Sources of the tables of commodities."""
WRONG_BY = {"C": "two", "D": "three"}
"""Factor by which judged needs of a grade may be wrong (judgement)."""


def common_limits(judged: bool, grade: str) -> tuple[str, ...]:
    """Limits that hold for every input.

    Args:
        judged: whether the needs are shares judged by sector. grade: of the needs.
    """
    if not judged:
        return (FIXED,)
    needs = (
        "which sectors need it, and how much of them, is judgement, the same in every economy; "
        f"grade {grade}: it may be wrong by a factor of {WRONG_BY[grade]}, and short run and Leontief with it"
    )
    return (needs, FIXED)


def hardest_hit(chokepoints: Sequence[Chokepoint]) -> list[tuple[ImporterLoss, Chokepoint]]:
    """Importers of all curbs with an interval, the lowest end first; those marked thin and the aggregate left out."""
    rows = [(row, entry) for entry in chokepoints for row in worst_first(entry) if not row.thin and row.iso3 != "ROW"]
    known = [(row, entry) for row, entry in rows if row.interval_pct is not None]
    return sorted(known, key=lambda found: (found[0].interval_pct or (0.0,))[0])


def hardest_hit_to_list(chokepoints: Sequence[Chokepoint], count: int) -> list[dict[str, Any]]:
    """The first of `hardest_hit` as plain values, for the headline of a result; an end that is not known is NaN."""
    return [
        {
            "iso3": row.iso3,
            "name": state_name(row.iso3),
            "input": entry.input,
            "title": entry.title,
            "interval_pct": list(row.interval_pct or ()),
            "short_run_pct": row.short_run_pct[1],
        }
        for row, entry in hardest_hit(chokepoints)[:count]
    ]


def chokepoint_warnings(chokepoints: Sequence[Chokepoint]) -> list[str]:
    """A sentence that keeps the long run from being read alone, with the widest case; none without chokepoints."""
    found = hardest_hit(chokepoints)
    if not found:
        return []
    row, entry = found[0]
    low, high = row.interval_pct or (math.nan, math.nan)
    shown = f"{low:+.3f} %; the other end is not known" if math.isnan(high) else f"between {low:+.3f} and {high:+.3f} %"
    return [
        "chokepoints: real income below is the long run, after other sources are found. Hit hardest before that, at worst: "
        f"{state_name(row.iso3)} by {entry.title}, {shown}."
    ]


def chokepoint_sources(chokepoints: Sequence[Chokepoint]) -> dict[str, str]:
    """Whose data and parameters the figures rest on, by what; empty without chokepoints."""
    if not chokepoints:
        return {}
    found = {name: short_run(name).source.strip() for name in ("elasticity_of_input", "elasticity_over_sources")}
    if any(entry.kind == "commodity" for entry in chokepoints):
        found |= TABLES
    return found


def worst_first(entry: Chokepoint) -> list[ImporterLoss]:
    """Importers with figures and something withheld, the lowest end of the interval first; thin ones, then ROW last."""
    hit = [row for row in entry.importers if row.interval_pct is not None and row.withheld_pct_of_supply > 0]
    return sorted(hit, key=lambda row: (row.iso3 == "ROW", row.thin, (row.interval_pct or (math.inf,))[0]))

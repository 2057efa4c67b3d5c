"""Sentences that go with every chokepoint, and the order in which importers are shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.chokepoints.entries import Chokepoint, ImporterLoss
from multipolar.labels import state_name
from multipolar.params.commodities import needs_source, short_run
from multipolar.params.commodity_flows import NOT_REPORTED, table_source
from multipolar.world import REST

__all__ = [
    "READ_ALL_THREE",
    "chokepoint_sources",
    "chokepoint_warnings",
    "common_limits",
    "hardest_hit_to_list",
    "hole_limits",
    "services_limit",
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
TABLES = ("commodity_flows", "commodity_output", "commodity_holes")
"""Packaged tables of commodities, whose heads name their source."""
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


def hole_limits(
    countries: Sequence[str],
    holes: Mapping[tuple[int, int], str],
    exporters: Sequence[int],
    importers: Sequence[ImporterLoss],
) -> tuple[str, ...]:
    """Who has no figures because a flow is not in the data, and whose figures are too large because another one is not.

    Args:
        countries: ISO3. holes: (importer, exporter) positions with the reason. exporters: positions of who withholds.
        importers: rows of the curb.
    """
    aimed = {row.iso3 for row in importers}
    met = {row.iso3: row.no_data for row in importers if _is_hole(row)}
    others = sorted({countries[n] for n, i in holes if i not in exporters and countries[n] in aimed - set(met)})
    found = []
    for why in dict.fromkeys(met.values()):
        told = ", ".join(state_name(code) for code in met if met[code] == why)
        found.append(f"no data for {told}: {why}")
    if others:
        told = ", ".join(state_name(code) for code in others)
        found.append(
            f"supply from sources outside this curb is not in the data in full, so that the loss may be too large: {told}"
        )
    return tuple(found)


def services_limit(importers: Sequence[ImporterLoss]) -> tuple[str, ...]:
    """What the services that use an input would add to Leontief at most; nothing where judged needs decide.

    Args:
        importers: rows of the curb.
    """
    known = [row for row in importers if not math.isnan(row.services_left_out_pct)]
    if not known:
        return ()
    worst = min(known, key=lambda row: row.services_left_out_pct)
    mean = sum(row.services_left_out_pct * row.income_usd_mn for row in known) / sum(row.income_usd_mn for row in known)
    return (
        "services that use it are left out: mostly upkeep of equipment, which does not stop within months; counting them like goods "
        f"would add at most {mean:+.3f} to the Leontief figure of all importers together, and {worst.services_left_out_pct:+.3f} to that of "
        f"{state_name(worst.iso3)}, the most",
    )


def hardest_hit(chokepoints: Sequence[Chokepoint]) -> list[tuple[ImporterLoss, Chokepoint]]:
    """Importers of all curbs with an interval, the lowest end first; those marked thin and the aggregate left out."""
    rows = [(row, entry) for entry in chokepoints for row in worst_first(entry) if not row.thin and row.iso3 != REST]
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
    """Who has no data, and a sentence that keeps the long run from being read alone, with the widest case; none without chokepoints."""
    told = [_not_reported(entry) for entry in chokepoints if any(_is_hole(row) for row in entry.importers)]
    found = hardest_hit(chokepoints)
    if not found:
        return told
    row, entry = found[0]
    low, high = row.interval_pct or (math.nan, math.nan)
    shown = f"{low:+.3f} %; the other end is not known" if math.isnan(high) else f"between {low:+.3f} and {high:+.3f} %"
    return [
        "chokepoints: real income below is the long run, after other sources are found. Hit hardest over long run, short run and "
        f"Leontief: {state_name(row.iso3)} by {entry.title}, {shown}.",
        *told,
    ]


def _is_hole(row: ImporterLoss) -> bool:
    return row.no_data.startswith(NOT_REPORTED)


def _not_reported(entry: Chokepoint) -> str:
    """Importers whose flows from the curbing exporters are not in the data."""
    named = ", ".join(state_name(row.iso3) for row in entry.importers if _is_hole(row))
    return (
        f"{entry.move}: no data on {entry.title} for {named}: {NOT_REPORTED}, or fallen away in the year of the data; zero would be "
        "false, and the long run of their real income leaves this flow out as well."
    )


def chokepoint_sources(chokepoints: Sequence[Chokepoint]) -> dict[str, str]:
    """Whose data and parameters the figures rest on, by what; empty without chokepoints."""
    if not chokepoints:
        return {}
    found = {name: short_run(name).source.strip() for name in ("elasticity_of_input", "elasticity_over_sources")}
    if any(entry.kind == "commodity" for entry in chokepoints):
        found |= {name: table_source(name) for name in TABLES} | {"needs": needs_source()}
    return found


def worst_first(entry: Chokepoint) -> list[ImporterLoss]:
    """Importers with figures and something withheld, the lowest end of the interval first; thin ones, then ROW last."""
    hit = [row for row in entry.importers if row.interval_pct is not None and row.withheld_pct_of_supply > 0]
    return sorted(hit, key=lambda row: (row.iso3 == REST, row.thin, (row.interval_pct or (math.inf,))[0]))

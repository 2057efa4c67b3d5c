"""Commodities and who needs them: definitions, judgements and elasticities of the chokepoint layer."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from multipolar.errors import LabelError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table

__all__ = [
    "Commodity",
    "commodities",
    "commodity_named",
    "holes_by_hand",
    "needs_of",
    "needs_source",
    "proxy_note",
    "short_run",
]


@dataclass(frozen=True, eq=False)
class Commodity:
    """One commodity: what holds it and what of it is in the data.

    Args:
        name: in scenario files. title: in words. codes: HS 1992 codes by the sector whose flow contains them.
        sector_flows: the sector whose own flows stand for the commodity (a proxy); empty otherwise.
        note: of a proxy, what every curb on that sector has to say; empty otherwise.
        stage: what the codes cover. missing: what they leave out.
        output_stage: mine, smelter or refinery, whose output shares are known; empty without data.
        own_counted: whether own output is comparable with what is traded, so that it counts as own supply.
    """

    name: str
    title: str
    codes: Mapping[str, tuple[int, ...]]
    sector_flows: str
    note: str
    stage: str
    missing: str
    output_stage: str
    own_counted: bool

    @property
    def output_only(self) -> bool:
        """Whether only shares of world output are known, and no flow by pair."""
        return not self.codes and not self.sector_flows


@dataclass(frozen=True)
class Needs:
    """Which sectors need a commodity.

    Args:
        shares: fraction of value added that stops without it, by sector. grade: C or D, judgement. reason: uses.
    """

    shares: Mapping[str, float]
    grade: str
    reason: str


@dataclass(frozen=True)
class Range:
    """A parameter with its range, grade and source."""

    low: float
    central: float
    high: float
    grade: str
    source: str


@functools.cache
def commodities() -> Mapping[str, Commodity]:
    """All commodities by name."""
    found = {}
    for name, entry in read_table("commodities")["commodities"].items():
        output = entry.get("output", {})
        codes = {sector: tuple(codes) for sector, codes in entry.get("hs6", {}).items()}
        found[name] = Commodity(
            name=name,
            title=entry["title"],
            codes=codes,
            sector_flows=entry.get("flows", ""),
            note=entry.get("note", ""),
            stage=entry["stage"],
            missing=entry["missing"],
            output_stage=output.get("stage", ""),
            own_counted="own" in output,
        )
    return found


def commodity_named(name: str) -> Commodity:
    """The commodity of a name.

    Raises:
        LabelError: unknown, with the nearest name or what stands in for it.
    """
    known = commodities()
    if name in known:
        return known[name]
    absent = read_table("commodities")["absent"]
    if name in absent:
        raise LabelError(f"commodity {name!r}: {absent[name]}")
    hint = did_you_mean(name, known) or f"; known: {', '.join(known)}"
    raise LabelError(f"unknown commodity {name!r}{hint}")


def proxy_note(sector: str) -> str:
    """What a curb on a sector has to say where the sector stands for a commodity; empty otherwise.

    Args:
        sector: its code.
    """
    return next((c.note for c in commodities().values() if c.sector_flows == sector), "")


def holes_by_hand(name: str) -> Mapping[tuple[str, str], str]:
    """Flows of a commodity that no year of the data holds: (exporter, importer) with the reason.

    Args:
        name: of the commodity.
    """
    rows = (row for row in read_table("commodities")["holes"] if row["commodity"] == name)
    return {(row["exporter"], importer): row["why"] for row in rows for importer in row["importers"]}


def needs_source() -> str:
    """Whose the needs are, in words."""
    return str(read_table("needs")["source"])


def needs_of(name: str) -> Needs:
    """Sectors that need a commodity; those of a proxy for a whole sector come from the world's input shares instead.

    Args:
        name: a commodity with codes or output shares.
    """
    entry = read_table("needs")["needs"][name]
    return Needs(dict(entry["sectors"]), entry["grade"], entry["reason"])


def short_run(name: str) -> Range:
    """A parameter of the short run: elasticity_of_input, elasticity_over_sources or full_need_cost_share.

    Args:
        name: as in `needs.yaml`.
    """
    entry = read_table("needs")[name]
    return Range(entry["low"], entry["central"], entry["high"], entry["grade"], entry["source"])

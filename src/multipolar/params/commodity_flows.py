"""Packaged tables of commodities, aligned with the labels of a world: flows by pair, output shares, own supply."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from multipolar.errors import LabelError
from multipolar.params.commodities import Commodity

__all__ = ["FLOW_YEAR", "CommodityTable", "commodity_table"]

Array = npt.NDArray[np.float64]

FLOW_YEAR = 2022
"""Year of the packaged flows and shares."""
WORLD = "world"
"""Row of the output table that holds the value of the world market of a commodity without flows."""


@dataclass(frozen=True, eq=False)
class CommodityTable:
    """What is known of one commodity, for the economies of a world; million USD.

    Args:
        flow: [importer, exporter] by sector; the diagonal holds trade inside ROW. Empty without flows.
        output_share: [country] share of world output; None without data.
        own_supply: [country] own output that stays at home; None where it is unknown.
        world_value: value of the world market of a commodity without flows (judgement); None otherwise.
    """

    flow: Mapping[str, Array]
    output_share: Array | None
    own_supply: Array | None
    world_value: float | None


@functools.cache
def _rows(name: str) -> Mapping[str, tuple[dict[str, str], ...]]:
    """Rows of a packaged table by commodity."""
    text = resources.files("multipolar").joinpath(f"data/{name}_{FLOW_YEAR}.csv").read_text(encoding="utf8")
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        found.setdefault(row["commodity"], []).append(row)
    return {commodity: tuple(rows) for commodity, rows in found.items()}


@functools.cache
def _economies() -> frozenset[str]:
    rows = (row for rows in _rows("commodity_flows").values() for row in rows)
    return frozenset(code for row in rows for code in (row["exporter"], row["importer"]))


@functools.lru_cache(maxsize=256)
def commodity_table(commodity: Commodity, countries: tuple[str, ...], sectors: tuple[str, ...]) -> CommodityTable:
    """The tables of a commodity that is no proxy, aligned with a world.

    Args:
        commodity: its definition. countries, sectors: labels of the world.

    Raises:
        LabelError: the world has other economies than the tables, or lacks a sector that holds the commodity.
    """
    if set(countries) != _economies():
        raise LabelError(
            f"commodity {commodity.name!r}: its tables have the {len(_economies())} economies of the world of {FLOW_YEAR}, "
            "and this world has others; curb `sectors` instead"
        )
    lacking = [s for s in commodity.codes if s not in sectors]
    if lacking:
        raise LabelError(f"commodity {commodity.name!r} is part of sector {lacking[0]}, which this world does not have")
    at = {code: n for n, code in enumerate(countries)}
    flow = {sector: np.zeros((len(countries),) * 2) for sector in commodity.codes}
    for row in _rows("commodity_flows").get(commodity.name, ()):
        flow[row["sector"]][at[row["importer"]], at[row["exporter"]]] = float(row["kusd"]) / 1000
    share, own, value = np.zeros(len(countries)), np.zeros(len(countries)), None
    for row in _rows("commodity_output").get(commodity.name, ()):
        if row["country"] == WORLD:
            value = float(row["own_supply_kusd"]) / 1000
            continue
        share[at[row["country"]]] = float(row["output_share"])
        own[at[row["country"]]] = float(row["own_supply_kusd"] or 0) / 1000
    for array in (*flow.values(), share, own):
        array.setflags(write=False)
    known, counted = bool(commodity.output_stage), commodity.own_counted
    return CommodityTable(flow, share if known else None, own if counted else None, value)

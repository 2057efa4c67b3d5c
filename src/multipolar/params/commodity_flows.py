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
from multipolar.params.commodities import Commodity, holes_by_hand

__all__ = ["NOT_REPORTED", "CommodityTable", "commodity_table", "table_source"]

Array = npt.NDArray[np.float64]

FLOW_YEAR = 2022
"""Year of the packaged flows and shares."""
NOT_REPORTED = "not reported to customs statistics"
"""Begins the reason of every hole."""
WORLD = "world"
"""Row of the output table that holds the value of the world market of a commodity without flows."""


@dataclass(frozen=True, eq=False)
class CommodityTable:
    """What is known of one commodity, for the economies of a world; million USD.

    Args:
        flow: [importer, exporter] by sector; the diagonal holds trade inside ROW. Empty without flows.
        output_share: [country] share of world output; None without data.
        own_supply: [country] own output that stays at home, NaN where exports exceed the output that matters; None where it is unknown.
        world_value: value of the world market of a commodity without flows (judgement); None otherwise.
        holes: flows that exist and are not in the data, (importer, exporter) as positions, with the reason.
    """

    flow: Mapping[str, Array]
    output_share: Array | None
    own_supply: Array | None
    world_value: float | None
    holes: Mapping[tuple[int, int], str]


def _lines(name: str) -> list[str]:
    path = resources.files("multipolar").joinpath(f"data/{name}_{FLOW_YEAR}.csv")
    return path.read_text(encoding="utf8").splitlines()


def table_source(name: str) -> str:
    """Whose data a packaged table holds and under which terms: the second line of its head.

    Args:
        name: commodity_flows, commodity_output or commodity_holes.
    """
    return _lines(name)[1].removeprefix("# ")


@functools.cache
def _rows(name: str) -> Mapping[str, tuple[dict[str, str], ...]]:
    """Rows of a packaged table by commodity."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(line for line in _lines(name) if not line.startswith("#")):
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
        own[at[row["country"]]] = float(row["own_supply_kusd"] or "nan") / 1000
    for array in (*flow.values(), share, own):
        array.setflags(write=False)
    known, counted = bool(commodity.output_stage), commodity.own_counted
    holes = {(at[n], at[i]): why for (i, n), why in _holes(commodity.name).items()}
    return CommodityTable(flow, share if known else None, own if counted else None, value, holes)


def _holes(name: str) -> dict[tuple[str, str], str]:
    """Flows of a commodity that exist and are not in the data: (exporter, importer) with the reason."""
    found = {
        (row["exporter"], row["importer"]): (
            f"{NOT_REPORTED}, or ended: {row['before_pct']} % of its purchases of 2018 to 2021 and next to nothing in {FLOW_YEAR}"
        )
        for row in _rows("commodity_holes").get(name, ())
    }
    return found | {pair: f"{NOT_REPORTED}: {why}" for pair, why in holes_by_hand(name).items()}

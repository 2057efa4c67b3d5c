"""Trade-cost wedges on Russia's goods trade, fitted to its growth from 2022 to 2023."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

__all__ = ["SANCTIONED", "WEDGES", "russia_wedges", "wedge_costs_pct"]

SANCTIONED = "RUS"
"""One side of every pair with a wedge."""
WEDGES = "sanctions-2023"
"""The packaged scenario whose moves are the wedges; a test holds it against the table."""

Pair = tuple[str, str]


@functools.cache
def wedge_costs_pct() -> Mapping[Pair, float]:
    """Rise of the trade cost of all goods by (importer, exporter), per cent, from `params/russia_wedges.csv`."""
    text = resources.files("multipolar").joinpath("params/russia_wedges.csv").read_text(encoding="utf8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({(row["importer"], row["exporter"]): float(row["cost_pct"]) for row in rows})


@functools.cache
def russia_wedges() -> Mapping[Pair, float]:
    """Log trade-cost wedges by (importer, exporter)."""
    return MappingProxyType({pair: math.log1p(cost / 100) for pair, cost in wedge_costs_pct().items()})

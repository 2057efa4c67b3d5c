"""Goods trade of every pair of economies by year, from openly licensed sources, and who trades most with whom."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from multipolar.politics.tables import read_parquet

__all__ = ["BREAK", "PairTrade", "Partner", "is_silent", "pair_flows", "partners"]

BREAK = 2023
"""First year of the second source (BACI, border prices): its levels do not compare with those before (ICIO, basic prices)."""


@dataclass(frozen=True, eq=False)
class PairTrade:
    """Goods trade by pair and year, million current USD.

    Args:
        flows: by (exporter, importer), value by year; flows below 5 million are absent, and so are those of two silent states.
        years: all, in order. silent: by year, the states that had not reported: their trade with one another is not known.
    """

    flows: MappingProxyType[tuple[str, str], dict[int, float]]
    years: tuple[int, ...]
    silent: MappingProxyType[int, frozenset[str]]

    def between(self, a: str, b: str) -> dict[int, float]:
        """Trade both ways by year, of years in which either way is known.

        Args:
            a, b: ISO3.
        """
        there, back = self.flows.get((a, b), {}), self.flows.get((b, a), {})
        return {y: there.get(y, 0.0) + back.get(y, 0.0) for y in sorted({*there, *back})}


@dataclass(frozen=True)
class Partner:
    """A trading partner of a state: million USD, share of all its goods trade, rank from 1."""

    state: str
    usd_mn: float
    share: float
    rank: int


@functools.cache
def pair_flows() -> PairTrade:
    """The packaged table, 2011 to 2023."""
    table = read_parquet("pair_trade.parquet")
    flows: dict[tuple[str, str], dict[int, float]] = {}
    silent: dict[int, set[str]] = {}
    columns: list[npt.NDArray[np.generic]] = [table[c] for c in ("exporter", "importer", "year", "usd_mn")]
    for exporter, importer, year, value in zip(*(c.tolist() for c in columns), strict=True):
        if np.isnan(value):
            silent.setdefault(year, set()).add(exporter)
        else:
            flows.setdefault((exporter, importer), {})[year] = value
    years = tuple(sorted({int(y) for y in table["year"].tolist()}))
    return PairTrade(MappingProxyType(flows), years, MappingProxyType({y: frozenset(s) for y, s in silent.items()}))


def is_silent(state: str, year: int) -> bool:
    """Whether a state had not reported a year, so that its trade with other silent states is not known.

    Args:
        state: ISO3. year: of the table.
    """
    return state in pair_flows().silent.get(year, frozenset())


@functools.lru_cache(maxsize=512)
def partners(state: str, year: int, way: str = "both") -> tuple[Partner, ...]:
    """Partners of a state in a year by size, the largest first.

    Args:
        state: ISO3. year: of the table. way: `exports`, `imports` or `both`.
    """
    found: dict[str, float] = {}
    for (exporter, importer), values in pair_flows().flows.items():
        if year in values and state in (exporter, importer):
            other = importer if exporter == state else exporter
            if way == "both" or (way == "exports") == (exporter == state):
                found[other] = found.get(other, 0.0) + values[year]
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda entry: -entry[1])
    return tuple(Partner(s, v, v / total, rank) for rank, (s, v) in enumerate(ranked, start=1))

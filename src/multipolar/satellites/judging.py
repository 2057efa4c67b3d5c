"""How wrong the formula is: economies with an exact result treated as satellites, and the intervals that follow."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.drafts import pairs_touched
from multipolar.economy.equilibrium import Solution
from multipolar.economy.welfare import real_income
from multipolar.params.read import read_table
from multipolar.satellites.formula import Flows, effects
from multipolar.satellites.inputs import goods_theta, own_shocks, partners_of
from multipolar.world import REST, World, satellite_data

__all__ = [
    "FLOWS",
    "LARGE",
    "Judged",
    "error_band",
    "error_table",
    "errors",
    "flows_of",
    "interval",
    "judge",
    "judge_with",
    "scaled",
    "shock_size",
]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FLOWS = ("world", "2023")
"""Flows that the judged economies are given: the world's own, or those that satellites have (goods trade of 2023, GDP)."""

LARGE = ("CHN", "USA")
"""Judged, but not `small`: too large for a formula in which nobody moves his partners."""

DRAWS = 2000
"""Bootstrap samples behind a band; more would move its ends by less than the last digit shown."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Economies treated as satellites.

    Args:
        codes: of those that have a number. exact, approximate: [code] real income, per cent. small: [code] neither
            `LARGE` nor in transit in the flows used, as satellites with an interval.
        size: median absolute exact change over all economies of the world without the rest of the world, per cent.
    """

    codes: tuple[str, ...]
    exact: Array
    approximate: Array
    small: Mask
    size: float

    def of_small(self) -> Judged:
        """The same of small economies only."""
        keep = self.small
        codes = tuple(c for c, k in zip(self.codes, keep, strict=True) if k)
        return Judged(codes, self.exact[keep], self.approximate[keep], keep[keep], self.size)


def flows_of(world: World, solution: Solution, flows: str) -> tuple[tuple[str, ...], Flows]:
    """Codes and flows of the economies that can be judged; partners are the world's economies in their order.

    Args:
        world: with satellites. solution: of a scenario on it. flows: one of `FLOWS`.
    """
    place = {c: k for k, c in enumerate(world.countries)}
    if flows == "world":
        codes = tuple(c for c in world.countries if c != REST)
        rows = [place[c] for c in codes]
        trade = solution.base.flow[world.is_goods].sum(axis=0)
        np.fill_diagonal(trade, 0)
        return codes, Flows(trade.T[rows], trade[rows], solution.accounts.value_added[rows])
    data = satellite_data()
    codes = tuple(c for c in data.codes if c in place)
    rows = [data.codes.index(c) for c in codes]
    to_world = np.zeros((len(data.codes), world.n_countries))
    to_world[np.arange(len(data.codes)), [place.get(c, place[REST]) for c in data.codes]] = 1
    return codes, Flows(data.flow[rows] @ to_world, data.flow[:, rows].T @ to_world, data.gdp[rows])


def judge(world: World, solution: Solution, flows: str) -> Judged:
    """Treat every economy of a world as a satellite under a solved scenario.

    Args:
        world: with satellites. solution: of a scenario on it. flows: one of `FLOWS`.
    """
    return judge_with(world, solution, *flows_of(world, solution, flows))


def judge_with(world: World, solution: Solution, codes: tuple[str, ...], given: Flows) -> Judged:
    """Treat some economies of a world as satellites that trade what they are given.

    Args:
        world: with satellites. solution: of a scenario on it. codes: of the economies. given: their flows, partners
            as in the world.
    """
    rest, goods, base = world.countries.index(REST), world.is_goods, solution.accounts
    members = np.array([world.countries.index(c) for c in codes])
    partners, theta = np.arange(world.n_countries), goods_theta(solution, goods)
    own = own_shocks(base, goods, rest, pairs_touched(base, solution.shocks), theta, members, partners)
    found = effects(given, partners_of(solution, goods), own, theta, solution.closure)
    exact = 100 * real_income(solution)
    known = np.isfinite(found.real_income)
    small = ~given.transit & ~np.isin(codes, LARGE)
    return Judged(
        codes=tuple(c for c, k in zip(codes, known, strict=True) if k),
        exact=exact[members][known],
        approximate=100 * found.real_income[known],
        small=small[known],
        size=shock_size(world, exact),
    )


def shock_size(world: World, real_income_pct: Array) -> float:
    """Median absolute change of real income of the economies of a world, per cent: how large a shock is."""
    return float(np.median(abs(real_income_pct[_economies(world.countries)])))


@functools.lru_cache(maxsize=16)
def _economies(countries: tuple[str, ...]) -> Mask:
    """[country] whether it is one, not the rest of the world."""
    return np.array([c != REST for c in countries])


def _root(approximate: Array, size: float, weight: float) -> Array:
    """What errors are measured in and intervals made of, [code]: sqrt((weight effect)^2 + size^2), per cent."""
    return np.asarray(np.hypot(weight * approximate, size))


def scaled(judged: Judged, weight: float) -> Array:
    """Absolute errors over the size of the effect and of the shock, [code]: |error| / sqrt((weight effect)^2 + size^2).

    Args:
        judged: economies. weight: of the effect.
    """
    return np.asarray(abs(judged.approximate - judged.exact) / _root(judged.approximate, judged.size, weight))


def errors(judged: Judged) -> dict[str, float]:
    """One row of the table of errors.

    Correlations of Pearson, of Pearson without the two largest exact effects, and of Spearman; median absolute error of
    the formula, of a constant (the median exact effect) and of zero, which is the median effect; root mean square error;
    median error with its sign; share of right signs; slope of exact on approximate through the origin.
    """
    exact, approximate = judged.exact, judged.approximate
    gap, others = approximate - exact, np.argsort(abs(exact))[:-2]
    return {
        "economies": len(judged.codes),
        "correlation": _correlation(approximate, exact),
        "correlation_without_two": _correlation(approximate[others], exact[others]),
        "rank_correlation": _correlation(_ranks(approximate), _ranks(exact)),
        "median_error_pp": float(np.median(abs(gap))),
        "median_error_of_constant_pp": float(np.median(abs(exact - np.median(exact)))),
        "median_effect_pct": float(np.median(abs(exact))),
        "rmse_pp": float(np.sqrt((gap**2).mean())),
        "bias_pp": float(np.median(gap)),
        "sign_right": float((np.sign(approximate) == np.sign(exact)).mean()),
        "slope": float(approximate @ exact / (approximate @ approximate)),
    }


def error_band(judged: Judged, seed: int = 0) -> tuple[float, float]:
    """90 % bootstrap band of the median absolute error, percentage points: another draw of economies.

    Args:
        judged: economies. seed: of the draws.
    """
    gap = abs(judged.approximate - judged.exact)
    medians = np.median(np.random.default_rng(seed).choice(gap, (DRAWS, gap.size)), axis=1)
    low, high = np.quantile(medians, [0.05, 0.95])
    return float(low), float(high)


def _ranks(values: Array) -> Array:
    """Ranks from 0; equal values, which effects are not, in their order."""
    return np.argsort(np.argsort(values)).astype(np.float64)


def _correlation(left: Array, right: Array) -> float:
    return float(np.corrcoef(left, right)[0, 1])


def error_table() -> dict[str, Any]:
    """The packaged table of errors and the scale of the intervals (written by tools/build_data/satellite_errors.py)."""
    return read_table("satellite_errors")


def interval(approximate: Array, size: float) -> tuple[Array, Array]:
    """Interval of approximate effects that held nine in ten of the judged economies, [satellite] each, per cent.

    Args:
        approximate: [satellite] per cent. size: of the shock, see `shock_size`.
    """
    made = error_table()["interval"]
    reach = made["scale"] * _root(approximate, size, made["effect_weight"])
    return approximate - reach, approximate + reach

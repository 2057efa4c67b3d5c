"""How wrong the formula is: economies with an exact result treated as satellites, and the intervals that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.equilibrium import Solution
from multipolar.economy.welfare import real_income
from multipolar.params.read import read_table
from multipolar.satellites.formula import Effects, Flows, Partners, effects
from multipolar.satellites.inputs import goods_theta, own_shocks, partners_of
from multipolar.world import REST, World, satellite_data

__all__ = ["FLOWS", "LEFT_OUT", "Judged", "error_table", "errors", "interval", "judge", "scaled", "shock_size"]

Array = npt.NDArray[np.float64]

FLOWS = ("2023", "world")
"""Flows that the judged economies are given: those that satellites have (goods trade of 2023, GDP), or the world's own."""

LEFT_OUT = ("CHN", "USA", "HKG")
"""Judged, but left out of the errors that intervals use: two are too large for a formula in which nobody moves his
partners, and one passes on more goods than its GDP (satellites of that kind get no interval)."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Economies treated as satellites.

    Args:
        codes: of those that have a number. exact, approximate: [code] real income, per cent.
        size: median absolute exact change over all economies of the world without the rest of the world, per cent.
    """

    codes: tuple[str, ...]
    exact: Array
    approximate: Array
    size: float

    def without(self, left_out: tuple[str, ...]) -> Judged:
        """The same without some economies."""
        keep = np.array([c not in left_out for c in self.codes])
        codes = tuple(c for c in self.codes if c not in left_out)
        return Judged(codes, self.exact[keep], self.approximate[keep], self.size)


def judge(world: World, solution: Solution, flows: str = "2023") -> Judged:
    """Treat every economy of a world as a satellite under a solved scenario.

    Args:
        world: with satellites. solution: of a scenario on it. flows: one of `FLOWS`.
    """
    data, place = satellite_data(), {c: k for k, c in enumerate(world.countries)}
    rest, goods = place[REST], world.is_goods
    if flows == "2023":
        codes = tuple(c for c in data.codes if c in place)
        rows = [data.codes.index(c) for c in codes]
        partners = np.array([place.get(c, rest) for c in data.codes])
        given = Flows(data.flow[rows], data.flow[:, rows].T, data.gdp[rows])
    else:
        codes = tuple(c for c in world.countries if c != REST)
        rows, partners = [place[c] for c in codes], np.arange(world.n_countries)
        trade = solution.base.flow[goods].sum(axis=0)
        np.fill_diagonal(trade, 0)
        given = Flows(trade.T[rows], trade[rows], solution.accounts.value_added[rows])
    theta, changes, members = (
        goods_theta(solution, goods),
        partners_of(solution, goods),
        np.array([place[c] for c in codes]),
    )
    base = solution.accounts
    own = own_shocks(base, goods, rest, base.tariff, solution.shocks, theta, members, partners)
    changes = Partners(changes.demand[partners], changes.price[partners], changes.cost[partners])
    found: Effects = effects(given, changes, own, theta, solution.closure)
    exact = 100 * real_income(solution)
    known = np.isfinite(found.real_income)
    return Judged(
        codes=tuple(c for c, k in zip(codes, known, strict=True) if k),
        exact=exact[members][known],
        approximate=100 * found.real_income[known],
        size=shock_size(world, exact),
    )


def shock_size(world: World, real_income_pct: Array) -> float:
    """Median absolute change of real income of the economies of a world, per cent: how large a shock is."""
    return float(np.median(abs(real_income_pct[[c != REST for c in world.countries]])))


def scaled(judged: Judged) -> Array:
    """Absolute errors over the size of the effect and of the shock, [code]: |error| / sqrt(approximate^2 + size^2)."""
    return np.asarray(abs(judged.approximate - judged.exact) / np.hypot(judged.approximate, judged.size))


def errors(judged: Judged) -> dict[str, float]:
    """One row of the table of errors: correlation, median absolute error and effect, root mean square error, bias,
    and the share of economies whose sign is right."""
    gap = judged.approximate - judged.exact
    return {
        "economies": len(judged.codes),
        "correlation": float(np.corrcoef(judged.approximate, judged.exact)[0, 1]),
        "median_error_pp": float(np.median(abs(gap))),
        "median_effect_pct": float(np.median(abs(judged.exact))),
        "rmse_pp": float(np.sqrt((gap**2).mean())),
        "bias_pp": float(np.median(gap)),
        "sign_right": float((np.sign(judged.approximate) == np.sign(judged.exact)).mean()),
    }


def error_table() -> dict[str, Any]:
    """The packaged table of errors and the scale of the intervals (written by tools/build_data/satellite_errors.py)."""
    return read_table("satellite_errors")


def interval(approximate: Array, size: float) -> tuple[Array, Array]:
    """Interval of approximate effects that held nine in ten of the judged economies, [satellite] each, per cent.

    Args:
        approximate: [satellite] per cent. size: of the shock, see `shock_size`.
    """
    reach = error_table()["interval"]["scale"] * np.hypot(approximate, size)
    return approximate - reach, approximate + reach

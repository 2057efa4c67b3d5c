"""The sufficient statistic of Arkolakis, Costinot and Rodriguez-Clare (2012, AER 102(1)) and its form with many sectors.

Where only foreign costs change, an economy's own share of its spending tells its gain: P / w falls by
(domestic share hat)^(1/theta). With sectors and inputs (Costinot and Rodriguez-Clare 2014, Handbook of International
Economics 4, section 3) log prices over wages solve p = beta-free input costs + log(domestic share hat) / theta.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.measures import real_income, real_wage
from multipolar.published.comparison import Comparison
from multipolar.world import World, load_world

__all__ = ["foreign_cost_shock", "identity", "one_sector", "welfare_from_domestic_shares"]

Array = npt.NDArray[np.float64]

NAME = "domestic-share-identity"
ONE_SECTOR = (
    "Arkolakis, Costinot and Rodriguez-Clare (2012), AER 102(1), proposition 1; right-hand side from our result"
)
MANY = "Costinot and Rodriguez-Clare (2014), Handbook of International Economics 4, ch. 4, section 3; right-hand side from our result"
TOLERANCE = 1e-9
SHOWN = ("IND", "MEX", "USA", "VNM")


def one_sector(world: World) -> World:
    """The world folded into one sector without duties and inputs: flows at the border add up."""
    n = world.n_countries
    return world.replace(
        name=f"{world.name}, one sector",
        sectors=("ALL",),
        sector_names=("everything",),
        is_goods=np.ones(1, dtype=bool),
        flow=world.flow.sum(axis=2, keepdims=True),
        tariff=np.zeros((n, n, 1)),
        value_added_share=np.ones((n, 1)),
        input_share=np.zeros((n, 1, 1)),
        trade_elasticity=np.array([5.0]),
    )


def foreign_cost_shock(economy: Economy, closure: str, hit: str = "CHN") -> Shocks:
    """A shock that is foreign to all economies but one: its technology, and its trade costs with everyone, worsen."""
    shocks, at = no_shocks(economy.accounts(closure)), economy.world.countries.index(hit)
    shocks.productivity[:, at] = 0.9
    shocks.trade_cost[:, at, :] = shocks.trade_cost[:, :, at] = 1.2
    shocks.trade_cost[:, at, at] = 1
    return shocks


def welfare_from_domestic_shares(solution: Solution) -> Array:
    """Ratio of the real wage that the identity predicts, [country]; NaN where some good has no supplier at home.

    Equal to the ratio of real income where there are no duties and deficits. Holds for economies whose own technology
    and cost of selling to themselves are unchanged.
    """
    before = np.einsum("jnn->jn", solution.base.share)
    after = np.einsum("jnn->jn", solution.state.share)
    at_home = (before > 0) & (after > 0)
    growth = np.where(at_home, after, 1) / np.where(at_home, before, 1)
    own = np.log(growth) / solution.theta[:, None]
    accounts, size = solution.accounts, len(solution.theta)
    inputs = accounts.input_share_by_use  # [country, sector, input]
    price = np.linalg.solve(np.eye(size) - inputs, own.T[:, :, None])[:, :, 0].T
    needed = accounts.spending > 0
    return np.where((at_home | ~needed).all(axis=0), np.exp(-(accounts.final_share * price).sum(axis=0)), np.nan)


def identity(world: World | None = None) -> list[Comparison]:
    """Both forms on the packaged world of 2022, with the right-hand side computed from the same result."""
    world = world or load_world("2022")
    single, many = Economy(one_sector(world)), Economy(world)
    first = single.solve(foreign_cost_shock(single, "balanced"), "balanced")
    second = many.solve(foreign_cost_shock(many, "own"), "own")
    return [
        *_rows(world, "real income, one sector, balanced", first, 1 + real_income(first), ONE_SECTOR),
        *_rows(world, "real wage, all sectors and inputs, deficits own", second, 1 + real_wage(second), MANY),
    ]


def _rows(world: World, what: str, solution: Solution, ours: Array, source: str) -> list[Comparison]:
    predicted = welfare_from_domestic_shares(solution)
    gap = abs(ours / predicted - 1)
    gap[world.countries.index("CHN")] = np.nan  # its own technology changed
    known = np.isfinite(gap)
    rows = [
        Comparison(
            NAME,
            f"{c} {what}, ratio",
            float(predicted[world.countries.index(c)]),
            float(ours[world.countries.index(c)]),
            TOLERANCE,
            source,
        )
        for c in SHOWN
    ]
    largest = f"largest gap over {int(known.sum())} economies, {what}"
    return [*rows, Comparison(NAME, largest, 0.0, float(gap[known].max()), TOLERANCE, source)]

"""What the formula needs of a run: partners' changes, the elasticity of goods, and moves on the satellites' own flows."""

from __future__ import annotations

import dataclasses
import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.drafts import PairShocks
from multipolar.economy.equilibrium import Solution
from multipolar.satellites.formula import OwnShocks, Partners

__all__ = ["goods_theta", "own_shocks", "partners_of", "without_satellites"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int_]


def _mean(weights: Array, values: Array) -> Array:
    """[country] means over sectors of [sector, country] values."""
    total = weights.sum(axis=0)
    mean: Array = np.divide((weights * values).sum(axis=0), total, out=np.zeros_like(total), where=total > 0)
    return mean


def goods_theta(solution: Solution, goods: Mask) -> float:
    """Trade elasticity of goods: mean over goods sectors, weighted with the baseline's trade between economies.

    Args:
        solution: whose elasticities and baseline. goods: [sector].
    """
    weight = solution.accounts.exports.sum(axis=1)[goods]
    return float(weight @ solution.theta[goods] / weight.sum())


def partners_of(solution: Solution, goods: Mask) -> Partners:
    """Log changes of goods spending, of the goods price index and of the cost of goods sold, each [country].

    Prices are weighted with baseline spending, costs with baseline exports.

    Args:
        solution: solved. goods: [sector].
    """
    before, after = solution.base.spending[goods], solution.state.spending[goods]
    exports = solution.accounts.exports[goods]
    return Partners(
        demand=np.log(after.sum(axis=0) / before.sum(axis=0)),
        price=_mean(before, np.log(np.where(before > 0, solution.state.price[goods], 1))),
        cost=_mean(exports, np.log(solution.state.cost[goods])),
    )


def without_satellites(accounts: Accounts, rest: int, gdp: Array) -> Accounts:
    """Accounts whose rest of the world has the value added that the satellites leave of it.

    Args:
        accounts: of the world. rest: position of the rest of the world. gdp: [satellite] million USD.
    """
    value_added = accounts.value_added.copy()
    value_added[rest] = max(value_added[rest] - gdp.sum(), 0)
    return dataclasses.replace(accounts, value_added=value_added)


def own_shocks(
    world: Accounts, goods: Mask, rest: int, shocks: PairShocks, theta: float, members: Places, partners: Places
) -> OwnShocks:
    """Shocks by pair and sector as shares of the satellites' flows; sectors weigh as in the rest of the world's trade.

    A buyer's spending falls by (cost x duty x export tax)^-theta times what is available: exact at given prices, so
    that no duty takes more than the whole flow.

    Args:
        world: accounts whose rest of the world lends its sectors. goods: [sector]. rest: its position.
        shocks: on any axis that begins with the world's economies. theta: elasticity of goods.
        members, partners: positions of satellites and partners on that axis.
    """
    n, i, wedge = shocks.importer, shocks.exporter, _wedges(shocks, goods)
    row, column = _places(members, shocks.transfer.size), _places(partners, shocks.transfer.size)
    sold, bought = _lent(world, goods.tobytes(), rest)
    at = np.where(partners < world.value_added.size, partners, rest)
    kept = wedge.left * (wedge.cost * wedge.duty * wedge.tax) ** -theta
    change = kept / wedge.duty - 1

    def filled(satellite: Places, partner: Places, shares: Array, values: Array) -> Array:
        """[satellite, partner] means over sectors of [goods sector, pair] values."""
        s, p = row[satellite], column[partner]
        known = np.flatnonzero((s >= 0) & (p >= 0))
        s, p, found = s[known], p[known], np.zeros((members.size, partners.size))
        found[s, p] = (shares[:, at[p]] * values[:, known]).sum(axis=0)
        return found

    return OwnShocks(
        exports_change=filled(i, n, sold, change),
        imports_change=filled(n, i, bought, change),
        import_price=filled(n, i, bought, (1 - kept) / theta),
        import_duty=filled(n, i, bought, kept * (1 - 1 / wedge.duty)),
        export_tax=filled(i, n, sold, kept / wedge.duty * (1 - 1 / wedge.tax)),
        transfer=shocks.transfer[members],
    )


class _Wedges(NamedTuple):
    """Duty and export tax as ratios, trade cost and availability, [goods sector, pair]."""

    duty: Array
    tax: Array
    cost: Array
    left: Array


def _wedges(shocks: PairShocks, goods: Mask) -> _Wedges:
    duty = (1 + shocks.tariff[goods]) / (1 + shocks.base_tariff[goods])
    return _Wedges(duty, 1 + shocks.export_tax[goods], shocks.trade_cost[goods], shocks.availability[goods])


def _places(positions: Places, size: int) -> Places:
    """[position] place among some positions; -1 for the others."""
    place = np.full(size, -1)
    place[positions] = np.arange(positions.size)
    return place


@functools.lru_cache(maxsize=8)
def _lent(world: Accounts, goods: bytes, rest: int) -> tuple[Array, Array]:
    """[goods sector, economy] shares of sectors in what the rest of the world sells to and buys from each economy."""
    flow = world.flow[np.frombuffer(goods, dtype=bool)]
    return _sectors(flow[:, :, rest], rest), _sectors(flow[:, rest], rest)


def _sectors(flow: Array, rest: int) -> Array:
    """[goods sector, partner] shares of sectors in the rest of the world's trade with each partner.

    With itself, home sales included in the data, the shares are those of its trade with all others; so are they where
    there is no trade.
    """
    trade = flow.copy()
    trade[:, rest] = 0
    total = trade.sum(axis=1, keepdims=True)
    trade = np.where((trade.sum(axis=0) > 0), trade, total)
    return np.asarray(trade / trade.sum(axis=0))

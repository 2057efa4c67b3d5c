"""What the formula needs of a run: partners' changes, the elasticity of goods, and moves on the satellites' own flows."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.equilibrium import Solution
from multipolar.economy.shocks import Shocks
from multipolar.satellites.formula import OwnShocks, Partners

__all__ = ["goods_theta", "own_shocks", "partners_of", "widened"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


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


def widened(accounts: Accounts, rest: int, gdp: Array) -> Accounts:
    """Accounts whose duties have places for satellites, which pay and levy what the rest of the world does.

    Args:
        accounts: of the world; only duties, spending and value added are widened. rest: position of the rest of the
            world, whose value added is what the satellites leave of it. gdp: [satellite] million USD.
    """
    n = accounts.tariff.shape[1]
    place = np.concatenate([np.arange(n), np.full(gdp.size, rest)])
    value_added = np.concatenate([accounts.value_added, gdp])
    value_added[rest] = max(value_added[rest] - gdp.sum(), 0)
    return dataclasses.replace(
        accounts,
        tariff=accounts.tariff[:, place][:, :, place],
        spending=np.zeros((accounts.spending.shape[0], place.size)),
        value_added=value_added,
    )


def own_shocks(
    world: Accounts,
    goods: Mask,
    rest: int,
    base_tariff: Array,
    shocks: Shocks,
    theta: float,
    members: npt.NDArray[np.int_],
    partners: npt.NDArray[np.int_],
) -> OwnShocks:
    """Shocks by pair and sector as shares of the satellites' flows; sectors weigh as in the rest of the world's trade.

    A buyer's spending falls by (cost x duty x export tax)^-theta times what is available: exact at given prices, so
    that no duty takes more than the whole flow.

    Args:
        world: accounts whose rest of the world lends its sectors. goods: [sector]. rest: its position.
        base_tariff: [sector, importer, exporter] duties that `shocks` are compared with, on any axis that begins
            with the world's economies. members, partners: positions of satellites and partners on that axis.
        theta: elasticity of goods.
    """
    at = np.where(partners < world.flow.shape[1], partners, rest)
    sold, bought = (
        _sectors(world.flow[goods][:, :, rest], rest)[:, at],
        _sectors(world.flow[goods][:, rest], rest)[:, at],
    )
    sectors = np.flatnonzero(goods)
    duty, tax, cost, left = _wedges(base_tariff, shocks, np.ix_(sectors, partners, members))
    kept_out = left * (cost * duty * tax) ** -theta
    owed = np.einsum("jp,jps->sp", sold, kept_out / duty * (1 - 1 / tax))
    exports_change = np.einsum("jp,jps->sp", sold, kept_out / duty - 1)
    parts = _wedges(base_tariff, shocks, np.ix_(sectors, members, partners))
    duty, tax, cost, left = (part.swapaxes(1, 2) for part in parts)
    kept_in = left * (cost * duty * tax) ** -theta
    levied = np.einsum("jp,jps->sp", bought, kept_in * (1 - 1 / duty))
    imports_change = np.einsum("jp,jps->sp", bought, kept_in / duty - 1)
    price = np.einsum("jp,jps->sp", bought, (1 - kept_in) / theta)
    return OwnShocks(exports_change, imports_change, price, levied, owed, shocks.transfer[members])


def _wedges(base_tariff: Array, shocks: Shocks, cells: tuple[npt.NDArray[np.int_], ...]) -> tuple[Array, ...]:
    """Duty and export tax as ratios, trade cost and availability of some cells, [goods sector, importer, exporter]."""
    duty = (1 + shocks.tariff[cells]) / (1 + base_tariff[cells])
    return duty, 1 + shocks.export_tax[cells], shocks.trade_cost[cells], shocks.availability[cells]


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

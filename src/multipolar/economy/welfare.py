"""Who pays: real income, its first-order parts, real wages and prices of a solution."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.equilibrium import Solution
from multipolar.economy.shocks import is_one_number
from multipolar.economy.state import State

__all__ = ["decomposition", "price_index", "real_income", "real_wage"]

Array = npt.NDArray[np.float64]


def price_index(solution: Solution) -> Array:
    """Ratio of final prices, a Cobb-Douglas index with final expenditure shares, [country]."""
    return np.asarray(np.exp((solution.accounts.final_share * np.log(solution.state.price)).sum(axis=0)))


def real_income(solution: Solution) -> Array:
    """Exact change of real income I'/P' over I, fraction, [country]: value added, duties, export taxes and deficit."""
    return solution.state.income / solution.base.income / price_index(solution) - 1


def real_wage(solution: Solution) -> Array:
    """Change of the wage over final prices, fraction, [country]."""
    return solution.state.wage / price_index(solution) - 1


def decomposition(solution: Solution) -> tuple[Array, Array]:
    """First-order change of real income: terms of trade and volume of trade, fractions, [country].

    Caliendo and Parro (2015, equation 17 and table 2), in relative changes: exports and imports at border
    value weigh the change of border prices; duties weigh the change of import volumes. Border prices hold unit
    cost and export tax, on the importer's side trade cost and, where part of a supply is withheld, the price at
    which the rest is as dear as the loss of variety, availability^(-1/theta). NaN for importers of a good under
    a full ban, whose loss has no first order. Transfers and changes of deficits are no part of it. The sum can
    lie far from the exact figure when shocks are large.
    """
    base, cost, trade = solution.base, solution.state.cost, solution.base.trade
    with np.errstate(divide="ignore", invalid="ignore"):
        wedge, sold = _wedge(solution, trade)
        dearer = None if wedge is None else wedge * cost[:, None, :]
        if dearer is not None:
            dearer -= 1
        gained = (cost - 1) * solution.accounts.exports if sold is None else (trade * sold).sum(axis=1)
        terms = (gained.sum(axis=0) - _rise(trade, dearer, cost).sum(axis=0)) / base.income
        grown = _duties(solution.accounts, solution.state) - _duties_before(solution.accounts, base)
        volume = (grown - _rise(_taxed(solution.accounts, base), dearer, cost).sum(axis=0)) / base.income
    known = np.isfinite(terms) & np.isfinite(volume)
    return np.where(known, terms, np.nan), np.where(known, volume, np.nan)


def _duties(accounts: Accounts, state: State) -> Array:
    """[country] duties of the baseline's rates on the trade of a state."""
    duties, flow = accounts.tariff, state.flow
    return np.asarray(np.vecdot(duties, flow).sum(axis=0) - np.einsum("jnn,jnn->n", duties, flow))


_duties_before = functools.lru_cache(maxsize=8)(_duties)
"""The same of a baseline, which solutions share."""


@functools.lru_cache(maxsize=8)
def _taxed(accounts: Accounts, base: State) -> Array:
    """[sector, importer, exporter] duties paid on trade in the baseline."""
    return accounts.tariff * base.trade


def _wedge(solution: Solution, trade: Array) -> tuple[Array | None, Array | None]:
    """Border prices over unit costs: of buyers as a ratio to what they were, of sellers as a change.

    Returns:
        ratio of what buyers pay before duty to unit cost, and change of what sellers are paid, tax included, each
        [sector, importer, exporter]; None where it is 1 everywhere, or unit cost alone changes it.
    """
    shocks = solution.shocks
    wedge: Array | None = None if is_one_number(shocks.trade_cost) else shocks.trade_cost
    sold: Array | None = None
    if not is_one_number(shocks.export_tax):
        taxed = 1 + shocks.export_tax
        sold = (solution.state.cost - 1)[:, None, :] + solution.state.cost[:, None, :] * shocks.export_tax
        wedge = taxed if wedge is None else wedge * taxed
    if not is_one_number(shocks.availability):
        at = np.nonzero((shocks.availability != 1) & (trade > 0))
        wedge = np.ones(trade.shape) if wedge is None else wedge.copy()
        wedge[at] *= shocks.availability[at] ** (-1 / solution.theta[at[0]])
    return wedge, sold


def _rise(value: Array, dearer: Array | None, cost: Array) -> Array:
    """[sector, importer] what a rise of border prices adds to a value; exactly 0 where no price moves.

    Args:
        value: [sector, importer, exporter]. dearer: change of border prices, same shape; None where unit costs alone
            change them. cost: [sector, exporter] ratio of unit costs.
    """
    return np.asarray(np.matmul(value, (cost - 1)[:, :, None])[:, :, 0] if dearer is None else np.vecdot(value, dearer))

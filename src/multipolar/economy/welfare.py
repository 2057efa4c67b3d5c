"""Who pays: real income, its first-order parts, real wages and prices of a solution."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.equilibrium import Solution

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
    value weigh the change of unit costs; duties weigh the change of import volumes. Their sum is a first-order
    figure that can lie far from the exact one when shocks are large.
    """
    base, accounts = solution.base, solution.accounts
    trade = base.flow.copy()
    for n in range(trade.shape[1]):
        trade[:, n, n] = 0
    cost_change = (solution.state.cost - 1)[:, None, :]
    weighted = trade * cost_change
    terms = (weighted.sum(axis=(0, 1)) - weighted.sum(axis=(0, 2))) / base.income
    growth = np.divide(solution.state.flow, base.flow, out=np.ones_like(trade), where=base.flow > 0)
    volume = (accounts.tariff * trade * (growth - 1 - cost_change)).sum(axis=(0, 2)) / base.income
    return terms, volume

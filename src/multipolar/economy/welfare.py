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
    value weigh the change of border prices; duties weigh the change of import volumes. Border prices hold unit
    cost and export tax, on the importer's side trade cost and, where part of a supply is withheld, the price at
    which the rest is as dear as the loss of variety, availability^(-1/theta). NaN for importers of a good under
    a full ban, whose loss has no first order. Transfers and changes of deficits are no part of it. The sum can
    lie far from the exact figure when shocks are large.
    """
    base, accounts, shocks = solution.base, solution.accounts, solution.shocks
    trade = base.flow.copy()
    np.einsum("jnn->jn", trade)[:] = 0
    sold = solution.state.cost[:, None, :] * (1 + shocks.export_tax)
    with np.errstate(divide="ignore", invalid="ignore"):
        scarcity = shocks.availability ** (-1 / solution.theta[:, None, None])
        bought = np.where(trade > 0, sold * shocks.trade_cost * scarcity, 1.0)
        growth = np.divide(solution.state.flow, base.flow, out=np.ones_like(trade), where=base.flow > 0)
        terms = ((trade * (sold - 1)).sum(axis=(0, 1)) - (trade * (bought - 1)).sum(axis=(0, 2))) / base.income
        volume = (accounts.tariff * trade * (growth - bought)).sum(axis=(0, 2)) / base.income
    known = np.isfinite(terms) & np.isfinite(volume)
    return np.where(known, terms, np.nan), np.where(known, volume, np.nan)

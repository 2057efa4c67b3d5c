"""Trade, duties and work of a solution: totals, pairs, sectors, and who bears a duty."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.equilibrium import Solution
from multipolar.economy.state import State

__all__ = [
    "duty_revenue",
    "exports",
    "growth_pct",
    "imports",
    "labour_by_sector",
    "labour_reallocation",
    "output_by_sector",
    "pair_flows",
    "pass_through",
]

Array = npt.NDArray[np.float64]


def pair_flows(state: State) -> Array:
    """Trade between countries, [exporter, importer], million USD at the border, domestic sales left out."""
    return state.pairs


def growth_pct(before: Array, after: Array) -> Array:
    """Growth in per cent, same shape; NaN where nothing was."""
    return 100 * np.divide(after - before, before, out=np.full_like(before, np.nan), where=before > 0)


def exports(state: State) -> Array:
    """Exports, [country], million USD at constant world value added."""
    return np.asarray(pair_flows(state).sum(axis=1))


def imports(state: State) -> Array:
    """Imports before duty, [country], million USD at constant world value added."""
    return np.asarray(pair_flows(state).sum(axis=0))


def duty_revenue(solution: Solution) -> tuple[Array, Array]:
    """Import duties before and after as shares of value added, [country]."""
    before = solution.base.import_duties / solution.base.labour_income
    return before, solution.state.import_duties / solution.state.labour_income


def pass_through(solution: Solution) -> Array:
    """Share of raised duties that the importer's buyers bear, [country]; NaN where no duty rose.

    Change of the log duty-paid price over the change of log(1 + tariff), weighted by baseline imports times the
    rise; prices in units of world value added, trade costs and export taxes left out. 1: buyers pay all; below 1:
    exporters lowered their price.
    """
    before, after, n_countries = solution.accounts.tariff, solution.shocks.tariff, solution.base.income.size
    at = np.unravel_index(np.flatnonzero(after > before), after.shape)  # a few cells of many
    sold = solution.state.flow[at] > 0
    at = (at[0][sold], at[1][sold], at[2][sold])
    rise = np.log1p(after[at]) - np.log1p(before[at])
    price = np.log(solution.state.cost)[at[0], at[2]] + rise
    weight = solution.base.flow[at]
    paid = np.bincount(at[1], weight * np.where(rise > 0, price, 0), n_countries)
    owed = np.bincount(at[1], weight * rise, n_countries)
    borne: Array = np.divide(paid, owed, out=np.full(n_countries, np.nan), where=owed > 0)
    return borne


def output_by_sector(solution: Solution) -> Array:
    """Change of output volume (receipts over unit cost), fraction, [country, sector]; NaN where nothing is made."""
    before, after = solution.base.receipts, solution.state.receipts / solution.state.cost
    return np.divide(after, before, out=np.full_like(before, np.nan), where=before > 0).T - 1


def labour_by_sector(solution: Solution) -> Array:
    """Change of employment, fraction, [country, sector]; NaN where nothing is made."""
    before = solution.base.receipts
    after = solution.state.receipts / (solution.state.wage / solution.base.wage)
    return np.divide(after, before, out=np.full_like(before, np.nan), where=before > 0).T - 1


def labour_reallocation(solution: Solution) -> Array:
    """Share of workers who change sector, fraction, [country]: half the sum of absolute changes of sector shares."""
    va = solution.accounts.value_added_share
    before = va * solution.base.receipts / solution.base.labour_income
    after = va * solution.state.receipts / solution.state.labour_income
    return np.asarray(abs(after - before).sum(axis=0) / 2)

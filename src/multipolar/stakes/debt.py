"""Loans and the burden of debt: up to which size more lending attracts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from multipolar.alignment import Baseline, finance_of, turning_point
from multipolar.economy.names import Names
from multipolar.moves import SERVED, LoanTerms, Money
from multipolar.params.loans import grant_element

__all__ = ["Debt", "debts_of"]


@dataclass(frozen=True)
class Debt:
    """A loan of a pole to a state, and where more of it would stop attracting.

    Args:
        lender, borrower: who lends whom. lent_pct_gdp, lent_usd_bn: principal of the borrower's part.
        standing_service_pct_gdp: debt service to the lender before, a year, on stated terms. grant_element: share of the loan.
        turning_pct_gdp, turning_usd_bn: principal at which the next unit no longer attracts; None where every size does.
        attraction_dose: grant element less service past the threshold, present values, % of GDP.
    """

    lender: str
    borrower: str
    lent_pct_gdp: float
    lent_usd_bn: float
    standing_service_pct_gdp: float
    grant_element: float
    turning_pct_gdp: float | None
    turning_usd_bn: float | None
    attraction_dose: float


def debts_of(names: Names, base: Baseline, year: int) -> tuple[Debt, ...]:
    """Every loan with terms that a pole makes in a scenario, by borrower, largest first.

    Args:
        names: of the scenario. base: states and poles. year: of the run.
    """
    found: list[Debt] = []
    for move in names.scenario.moves:
        if (
            isinstance(move, Money)
            and isinstance(move.terms, LoanTerms)
            and move.stage(year, names.first_year) == SERVED
        ):
            found += _loan(names, base, move)
    return tuple(sorted(found, key=lambda d: (-d.lent_pct_gdp, d.borrower)))


def _loan(names: Names, base: Baseline, move: Money) -> list[Debt]:
    start = move.from_ or names.first_year
    assert isinstance(move.terms, LoanTerms)  # noqa: S101 (the caller has looked)
    rate, years = move.terms.loan.rate_pct, move.terms.loan.years
    _, dose, received = finance_of(move, base, start, start)
    rows = []
    for i, p in zip(*np.nonzero(received), strict=True):
        standing, gdp = float(base.debt_service[i, p]), float(base.gdp[i])
        if not math.isfinite(gdp):
            continue
        turn = turning_point(rate, years, standing)
        rows.append(
            Debt(
                lender=base.poles[p],
                borrower=base.states[i],
                lent_pct_gdp=float(received[i, p]),
                lent_usd_bn=float(received[i, p]) / 100 * gdp / 1000,
                standing_service_pct_gdp=standing,
                grant_element=grant_element(rate, years),
                turning_pct_gdp=turn,
                turning_usd_bn=None if turn is None else turn / 100 * gdp / 1000,
                attraction_dose=float(dose[i, p]),
            )
        )
    return rows

"""Finance as a lever: grants attract, loans attract by their grant element and repel by debt service past a threshold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.moves import SERVED, LoanTerms, Money
from multipolar.params.alignment import alignment_settings
from multipolar.params.loans import annuity, grant_element, loan_discount
from multipolar.world.groups import codes_of

__all__ = ["finance_doses", "finance_of", "loan_dose", "turning_point"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def finance_doses(
    move: Money, base: Baseline, receivers: Mask, givers: Array, year: int, start: int
) -> tuple[str | None, Array, Array]:
    """Lever, its dose and finance received, of a move in a year; nothing while it is asleep or after it is repaid.

    The sum is shared among receivers and among givers by their GDP, as in the economy; a receiver without GDP gets none.

    Args:
        move: grant or loan. base: states and poles. receivers: [state]. givers: [pole] share of the sum that the pole gives.
        year: at hand. start: first year of the move.

    Returns:
        name of the lever (None: a loan without terms), dose [state, pole], finance received [state, pole] in % of GDP.
    """
    paid = receivers & np.isfinite(base.gdp)
    met = np.outer(paid, givers > 0) * (1.0 - base.of_pole)
    size, none = float(base.gdp[paid].sum()), np.zeros_like(met)
    if not met.any() or move.stage(year, start) != SERVED:
        return "aid", none, none
    received = 100 * 1000 * move.usd_bn / size * givers * met
    if move.terms == "loan":
        return None, none, none
    if isinstance(move.terms, LoanTerms):
        loan = move.terms.loan
        dose = loan_dose(received, loan.rate_pct, loan.years, base.debt_service)
        return "loans", np.nan_to_num(dose * met), received if year == start else none
    kept = alignment_settings()["conditionality"].value if move.conditional else 1.0
    return "aid", kept * received, received


def finance_of(move: Money, base: Baseline, year: int, start: int) -> tuple[str | None, Array, Array]:
    """Lever, dose and finance received, see `finance_doses`, by members of groups in the first year of the move.

    Args:
        move: grant or loan. base: states and poles. year: at hand. start: first year of the move.
    """
    to, by = codes_of(move.to, start), codes_of(move.by, start)
    receivers = np.array(["all" in to or s in to for s in base.states])
    giving = np.array(["all" in by or s in by for s in base.states]) & np.isfinite(base.gdp)
    total = float(base.gdp[giving].sum())
    shares = np.array([base.gdp[giving & (base.of_pole[:, p] > 0)].sum() for p in range(len(base.poles))])
    return finance_doses(move, base, receivers, shares / total if total > 0 else 0.0 * shares, year, start)


def loan_dose(percent: Array | float, rate_pct: float, years: int, standing: Array) -> Array:
    """[state, pole] grant element of a loan less its debt service past the threshold, both present values in % of GDP.

    Args:
        percent: principal in % of GDP, a number or [state, pole]. rate_pct, years: terms. standing: [state, pole] debt service to the pole before
            the loan, % of GDP a year.
    """
    threshold = alignment_settings()["debt_burden_threshold_pct_gdp"].value
    worth = _present_worth(years)
    service = percent * _service(rate_pct, years)
    over = np.maximum(standing + service - threshold, 0.0) - np.maximum(standing - threshold, 0.0)
    return np.asarray(percent * grant_element(rate_pct, years) - over * worth)


def turning_point(rate_pct: float, years: int, standing: float) -> float | None:
    """Principal, % of GDP, at which more lending on these terms stops attracting; 0 where it repels from the start.

    None where it attracts at any size: every unit's grant element is worth more than its debt service past the
    threshold, or there is no grant element and below the threshold the loan leaves indifferent.

    Args:
        rate_pct, years: terms. standing: debt service before, % of GDP a year.
    """
    threshold = alignment_settings()["debt_burden_threshold_pct_gdp"].value
    gain, service = grant_element(rate_pct, years), _service(rate_pct, years)
    if service * _present_worth(years) <= gain:
        return None
    return max(0.0, (threshold - standing) / service)


def _service(rate_pct: float, years: int) -> float:
    """Level yearly service of a loan of 1, at its own rate."""
    return annuity(1.0, years, rate_pct) if rate_pct > 0 else 1.0 / years


def _present_worth(years: int) -> float:
    """Present value of 1 a year over the years of a loan, at the rate of discount."""
    return 1.0 / annuity(1.0, years, loan_discount().value_pct)

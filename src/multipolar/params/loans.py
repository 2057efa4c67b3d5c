"""Loans: how much of a loan is a gift, by the formula of the OECD for equal repayments of principal."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from multipolar.params.read import read_table

__all__ = ["Discount", "annuity", "grant_element", "loan_discount"]


@dataclass(frozen=True)
class Discount:
    """A rate of discount, per cent a year, with its range, source and grade."""

    value_pct: float
    range_pct: tuple[float, float]
    source: str
    grade: str


@functools.cache
def loan_discount() -> Discount:
    """The rate at which debt service is discounted."""
    entry = read_table("loan_discount")["discount_pct"]
    low, high = entry["range"]
    return Discount(entry["value"], (low, high), entry["source"], entry["grade"])


def grant_element(rate_pct: float, years: int, discount_pct: float | None = None) -> float:
    """Share of a loan that is a gift: 1 less the present value of its debt service, per unit lent; never below 0.

    (1 - r/d) [1 - (1 - (1 + d)^-M) / (d M)] with one payment a year, equal repayments of principal and no grace
    beyond the first year (OECD DAC, converged statistical reporting directives, grant element of a loan). A loan at
    or above the rate of discount is no gift, and not a burden either: its lender is paid for a risk.

    Args:
        rate_pct: interest, % a year. years: M, maturity. discount_pct: d; None takes `loan_discount()`.
    """
    d = (loan_discount().value_pct if discount_pct is None else discount_pct) / 100
    concession = 1 - rate_pct / 100 / d
    return max(0.0, concession * (1 - (1 - (1 + d) ** -years) / (d * years)))


def annuity(present_value: float, years: int, discount_pct: float | None = None) -> float:
    """Equal yearly payment, at the end of each of `years`, that has this present value."""
    d = (loan_discount().value_pct if discount_pct is None else discount_pct) / 100
    return float(present_value * d / (1 - (1 + d) ** -years))

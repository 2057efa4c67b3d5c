"""Measures of a solved equilibrium, each a function of a `Solution` or of one of its states (public; see the reference)."""

from multipolar.economy.trade import (
    duty_revenue,
    exports,
    imports,
    labour_by_sector,
    labour_reallocation,
    output_by_sector,
    pair_flows,
    pass_through,
)
from multipolar.economy.welfare import decomposition, price_index, real_income, real_wage

__all__ = [
    "decomposition",
    "duty_revenue",
    "exports",
    "imports",
    "labour_by_sector",
    "labour_reallocation",
    "output_by_sector",
    "pair_flows",
    "pass_through",
    "price_index",
    "real_income",
    "real_wage",
]

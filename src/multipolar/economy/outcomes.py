"""Outcomes that a derivative may be taken of: each a function of the solver's state, beside its published measure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from multipolar.economy import trade, welfare
from multipolar.economy.equations import Coefficients, Implied, implied, parts_of
from multipolar.economy.equilibrium import Solution

__all__ = ["OUTCOMES", "Outcome"]

Array = npt.NDArray[np.float64]


class Outcome(NamedTuple):
    """An outcome of an equilibrium.

    Args:
        formula: of state, what it implies and coefficients; [country] or [country, sector], a log or a level.
        value: the measure as results show it, of a solution; same shape.
        slope: derivative of the measure in the formula at a solution; same shape.
        by_sector: whether it has a second axis, sectors. unit: of the measure.
    """

    formula: Callable[[jax.Array, Implied, Coefficients], jax.Array]
    value: Callable[[Solution], Array]
    slope: Callable[[Solution], Array]
    by_sector: bool
    unit: str


def _final_price(state: jax.Array, new: Implied, c: Coefficients) -> jax.Array:
    """Log of the final price index, [country]."""
    _, log_price, _ = parts_of(state, c.theta.shape[0])
    return jnp.asarray((c.final_share * log_price).sum(axis=1))


def _log_or_zero(value: jax.Array) -> jax.Array:
    """Log where positive, else 0: a country without trade stays without."""
    positive = value > 0
    return jnp.where(positive, jnp.log(jnp.where(positive, value, 1.0)), 0.0)


def _in_logs(formula: Callable[..., jax.Array], value: Callable[[Solution], Array], unit: str) -> Outcome:
    """An outcome by country in per cent whose formula is a log: its slope is 100 times the ratio."""
    return Outcome(formula, value, lambda s: 100 + value(s), False, unit)


OUTCOMES: dict[str, Outcome] = {
    "real_income_pct": _in_logs(
        lambda x, new, c: jnp.log(new.income) - _final_price(x, new, c),
        lambda s: 100 * welfare.real_income(s),
        "% of real income",
    ),
    "real_wage_pct": _in_logs(
        lambda x, new, c: new.wage - _final_price(x, new, c),
        lambda s: 100 * welfare.real_wage(s),
        "% of the real wage",
    ),
    "price_pct": _in_logs(_final_price, lambda s: 100 * (welfare.price_index(s) - 1), "% of final prices"),
    "exports_pct": _in_logs(
        lambda x, new, c: _log_or_zero(new.exports),
        lambda s: trade.growth_pct(trade.exports(s.base), trade.exports(s.state)),
        "% of exports, value",
    ),
    "imports_pct": _in_logs(
        lambda x, new, c: _log_or_zero(new.imports),
        lambda s: trade.growth_pct(trade.imports(s.base), trade.imports(s.state)),
        "% of imports, value before duty",
    ),
    "duty_revenue_change_pp_gdp": Outcome(
        lambda x, new, c: new.duties / new.labour_income,
        lambda s: 100 * (trade.duty_revenue(s)[1] - trade.duty_revenue(s)[0]),
        lambda s: np.full(len(s.state.wage), 100.0),
        False,
        "points of GDP",
    ),
    "output_pct": Outcome(
        lambda x, new, c: (_log_or_zero(new.receipts) - new.cost).T,
        lambda s: 100 * trade.output_by_sector(s),
        lambda s: 100 + 100 * trade.output_by_sector(s),
        True,
        "% of output volume",
    ),
}
"""Every outcome by the name it has in results; each is 0 in the baseline."""


def formula_of(name: str, state: jax.Array, c: Coefficients, export_taxes: bool) -> jax.Array:
    """Formula of an outcome at a state."""
    return OUTCOMES[name].formula(state, implied(state, c, export_taxes), c)

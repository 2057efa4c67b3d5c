"""The equilibrium in changes: its unknowns, its conditions, and the coefficients they take.

Caliendo and Parro (2015, Rev. Econ. Stud. 82) in exact hat algebra (Dekle, Eaton and Kortum 2008), with export
taxes, iceberg costs, bans and transfers. Unknowns, one row a country: log wage, log prices [J], log spending [J],
all ratios to the baseline. Numbers in brackets are the conditions on the mathematics page.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.shocks import Offers, Shocks

__all__ = ["CLOSURES", "Coefficients", "Implied", "coefficients", "implied", "parts_of", "residuals"]

CLOSURES = ("own", "world", "balanced")
"""Rules for deficits: in proportion to own value added, fixed in world value added, or purged to zero first."""

TINY = 1e-30


class Coefficients(NamedTuple):
    """Data of one equilibrium problem; layout chosen so that each product reads memory in order.

    Args:
        paid, foreign, home, net: see `Offers`; `net` is empty where no export is taxed.
        theta: [sector, 1]. va_share: [country, sector]. cost_inputs: [country, sector, input].
        use_inputs: [country, input, sector]. final_share: [country, sector].
        value_added: [country], labour change included. baseline_value_added: [country].
        deficit: [country] baseline. transfer: [country]. world_value_added: baseline total, the numeraire.
        own, world: 1.0 where that closure holds, else 0.0.
        spending: [sector, country] baseline, 1 where inactive. active: [country, sector] goods that are bought.
        log_productivity: [country, sector].
    """

    paid: jax.Array
    foreign: jax.Array
    net: jax.Array
    home: jax.Array
    theta: jax.Array
    va_share: jax.Array
    cost_inputs: jax.Array
    use_inputs: jax.Array
    final_share: jax.Array
    value_added: jax.Array
    baseline_value_added: jax.Array
    deficit: jax.Array
    transfer: jax.Array
    world_value_added: jax.Array
    own: jax.Array
    world: jax.Array
    spending: jax.Array
    active: jax.Array
    log_productivity: jax.Array


def coefficients(
    accounts: Accounts,
    shocks: Shocks,
    offers: Offers,
    theta: npt.NDArray[np.float64],
    closure: str,
    active: npt.NDArray[np.bool_],
) -> Coefficients:
    """Coefficients of the conditions for one set of shocks.

    Args:
        accounts: the baseline. shocks: what changes. offers: made of both. theta: [sector] trade elasticities.
        closure: one of `CLOSURES`. active: [sector, country] goods that are bought after the shocks.
    """
    fields: dict[str, Any] = dict(  # numpy arrays: the compiled loop takes them as they are
        paid=offers.paid,
        foreign=offers.foreign,
        net=np.zeros(()) if offers.net is offers.foreign else offers.net,
        home=offers.home,
        theta=theta[:, None],
        **_of_baseline(accounts),
        value_added=accounts.value_added * shocks.labour,
        transfer=shocks.transfer,
        own=np.float64(closure == "own"),
        world=np.float64(closure == "world"),
        spending=np.where(active, accounts.spending, 1.0),
        active=active.T,
        log_productivity=np.log(shocks.productivity).T,
    )
    return Coefficients(**fields)


@functools.lru_cache(maxsize=8)
def _of_baseline(accounts: Accounts) -> dict[str, jax.Array]:
    """Coefficients that the accounts alone decide, where the compiled loop has them at hand: a call takes in fewer arrays."""
    with jax.enable_x64(True):
        return {
            "va_share": jnp.asarray(accounts.value_added_share.T),
            "cost_inputs": jnp.asarray(accounts.input_share_by_use),
            "use_inputs": jnp.asarray(accounts.input_share_by_input),
            "final_share": jnp.asarray(accounts.final_share.T),
            "baseline_value_added": jnp.asarray(accounts.value_added),
            "deficit": jnp.asarray(accounts.deficit),
            "world_value_added": jnp.asarray(accounts.value_added.sum()),
        }


def _dot(matrices: jax.Array, vectors: jax.Array) -> jax.Array:
    """Matrix times vector, for each of a stack."""
    return jnp.matmul(matrices, vectors[..., None])[..., 0]


def _dot_left(vectors: jax.Array, matrices: jax.Array) -> jax.Array:
    """Vector times matrix, for each of a stack."""
    return jnp.matmul(vectors[..., None, :], matrices)[..., 0, :]


def financed_deficit(c: Coefficients, income: jax.Array) -> jax.Array:
    """Deficit and transfers of each country under its closure, million USD.

    Args:
        income: [country] labour income w L VA at constant world value added.
    """
    paid = c.deficit * income / c.baseline_value_added
    own = paid - income / income.sum() * paid.sum()
    return c.own * own + c.world * c.deficit + c.transfer


class Implied(NamedTuple):
    """What a state implies, at constant world value added.

    Args:
        log_scale: log of world labour income over the numeraire; 0 in equilibrium.
        wage: [country] log wage in units of the numeraire. cost: [sector, country] log unit cost.
        price: [sector, country] log price that costs imply. receipts, spending: [sector, country] million USD; spending
            is the one that receipts and income imply.
        exports, imports, duties, taxes, finance, labour_income, income: [country] million USD.
    """

    log_scale: jax.Array
    wage: jax.Array
    cost: jax.Array
    price: jax.Array
    receipts: jax.Array
    spending: jax.Array
    exports: jax.Array
    imports: jax.Array
    duties: jax.Array
    taxes: jax.Array
    finance: jax.Array
    labour_income: jax.Array
    income: jax.Array


def parts_of(state: jax.Array, sectors: int) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Log wages [country], log prices and log spending [country, sector] of a state."""
    return state[:, 0], state[:, 1 : 1 + sectors], state[:, 1 + sectors :]


def implied(state: jax.Array, c: Coefficients, export_taxes: bool) -> Implied:
    """Conditions 1-6 from left to right: costs, prices, flows and incomes that a state implies.

    Args:
        state: [country, 1 + 2 J] log wage, log prices, log spending over the baseline.
        c: coefficients. export_taxes: False where no export is taxed, which saves one product.
    """
    log_wage, log_price, log_spending = parts_of(state, c.theta.shape[0])
    labour_income = jnp.exp(log_wage) * c.value_added
    scale = labour_income.sum() / c.world_value_added
    labour_income = labour_income / scale
    wage = log_wage - jnp.log(scale)  # world value added is the numeraire
    log_cost = (c.va_share * wage[:, None] + _dot(c.cost_inputs, log_price) - c.log_productivity).T  # (1)
    pull = jnp.exp(-c.theta * log_cost)
    bought = c.active.T
    total = jnp.where(bought, _dot(c.paid, pull), 1.0)
    new_price = jnp.where(bought, -jnp.log(total) / c.theta, 0.0)  # (2)
    spending = jnp.where(bought, c.spending * jnp.exp(log_spending.T), 0.0)
    per_pull = spending / total  # (3): flows are pull times attraction times this
    exported = pull * _dot_left(per_pull, c.foreign)
    received = pull * _dot_left(per_pull, c.net) if export_taxes else exported
    imported = per_pull * _dot(c.foreign, pull)
    home = per_pull * c.home * pull
    exports, imports, finance = exported.sum(0), imported.sum(0), financed_deficit(c, labour_income)
    duties, taxes = (spending - home).sum(0) - imports, exports - received.sum(0)
    income = labour_income + duties + taxes + finance  # (6)
    receipts = received + home
    new_spending = (_dot(c.use_inputs, receipts.T) + c.final_share * income[:, None]).T  # (4, 5)
    return Implied(
        log_scale=jnp.log(scale),
        wage=wage,
        cost=log_cost,
        price=new_price,
        receipts=receipts,
        spending=new_spending,
        exports=exports,
        imports=imports,
        duties=duties,
        taxes=taxes,
        finance=finance,
        labour_income=labour_income,
        income=income,
    )


def residuals(state: jax.Array, c: Coefficients, export_taxes: bool) -> jax.Array:
    """Distance of a state from the equilibrium, in logs: zero exactly where conditions 1-7 hold.

    Args:
        state, c, export_taxes: as in `implied`.

    Returns:
        [country, 1 + 2 J]: log of exports plus finance over imports; new minus old log price; the same for spending.
    """
    _, log_price, log_spending = parts_of(state, c.theta.shape[0])
    new, bought = implied(state, c, export_taxes), c.active.T
    lent, borrowed = jnp.maximum(-new.finance, 0), jnp.maximum(new.finance, 0)
    balance = jnp.log(new.exports + borrowed + TINY) - jnp.log(new.imports + lent + TINY)
    ratio = jnp.where(bought, new.spending / c.spending, 1.0)
    spending_gap = jnp.where(bought, jnp.log(ratio) - log_spending.T, 0.0)
    return jnp.concatenate(
        [(balance - new.log_scale)[:, None], new.price.T - log_price, spending_gap.T], axis=1
    )  # (7), by Walras' law in the form of the balance of payments

"""From wages, prices and spending to accounts: plain numpy, from the definitions, apart from the compiled loop."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts, read_only
from multipolar.economy.shocks import Offers, Shocks

__all__ = ["State", "condition_gaps", "largest_residual", "new_accounts", "state_from"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class State:
    """The world after the shocks, at constant world value added.

    Args:
        wage: [country] ratio. price: [sector, country] ratio. cost: [sector, country] ratio of unit costs.
        spending: X', [sector, country] million USD at duty-paid prices.
        offers: see `Offers`. pull: cost^-theta, bid: price^theta, [sector, country]: shares are offer x pull x bid.
        share_total: [sector, country] sum of the shares of all suppliers; 1 in equilibrium.
        imports, exports: [sector, country] trade at border value before duty, million USD.
        receipts: Y', [sector, country] million USD. import_duties, export_taxes: [country] million USD.
        deficit: [country] finance of imports beyond exports, transfers included. income: I', [country].
        labour_income: w L VA, [country].
    """

    wage: Array
    price: Array
    cost: Array
    spending: Array
    offers: Offers
    pull: Array
    bid: Array
    share_total: Array
    imports: Array
    exports: Array
    receipts: Array
    import_duties: Array
    export_taxes: Array
    deficit: Array
    income: Array
    labour_income: Array

    @functools.cached_property
    def share(self) -> Array:
        """pi', [sector, importer, exporter] spending shares."""
        share: Array = self.offers.paid * self.pull[:, None, :] * self.bid[:, :, None]
        share.setflags(write=False)
        return share

    @functools.cached_property
    def flow(self) -> Array:
        """F', [sector, importer, exporter] border value before duty, home sales on the diagonal, million USD."""
        flow: Array = self.offers.foreign * self.pull[:, None, :]
        flow *= (self.bid * self.spending)[:, :, None]
        np.einsum("jnn->jn", flow)[:] = self.offers.home * self.pull * self.bid * self.spending
        flow.setflags(write=False)
        return flow

    @functools.cached_property
    def pairs(self) -> Array:
        """Trade between countries over all sectors, [exporter, importer] million USD, home sales left out."""
        pairs: Array = self.flow.sum(axis=0).T.copy()
        np.fill_diagonal(pairs, 0)
        pairs.setflags(write=False)
        return pairs

    @functools.cached_property
    def trade(self) -> Array:
        """Flows between countries, [sector, importer, exporter], home sales left out."""
        trade = self.flow.copy()
        np.einsum("jnn->jn", trade)[:] = 0
        trade.setflags(write=False)
        return trade


def state_from(
    accounts: Accounts,
    shocks: Shocks,
    offers: Offers,
    theta: Array,
    closure: str,
    unknowns: tuple[Array, Array, Array],
) -> State:
    """All accounts implied by wages, prices and spending (conditions 1-3, 5, 6).

    Args:
        accounts: the baseline. shocks: what changes. offers: made of both. theta: [sector]. closure: of deficits.
        unknowns: wage [country] and price [sector, country], ratios; spending [sector, country], million USD.
    """
    wage, price, spending = unknowns
    inputs = np.matmul(accounts.input_share_by_use, np.log(price).T[:, :, None])[:, :, 0].T
    log_cost = accounts.value_added_share * np.log(wage) + inputs - np.log(shocks.productivity)
    pull, bid = np.exp(-theta[:, None] * log_cost), price ** theta[:, None]
    demand = bid * spending
    imports = demand * np.matmul(offers.foreign, pull[:, :, None])[:, :, 0]
    exports = pull * np.matmul(demand[:, None, :], offers.foreign)[:, 0, :]
    net = exports if offers.net is offers.foreign else pull * np.matmul(demand[:, None, :], offers.net)[:, 0, :]
    home = demand * offers.home * pull
    share_total = bid * np.matmul(offers.paid, pull[:, :, None])[:, :, 0]
    duties = (demand * np.matmul(offers.foreign * shocks.tariff, pull[:, :, None])[:, :, 0]).sum(axis=0)
    taxes = np.zeros_like(duties)
    if net is not exports:
        taxes = (pull * np.matmul(demand[:, None, :], offers.net * shocks.export_tax)[:, 0, :]).sum(axis=0)
    labour_income = wage * shocks.labour * accounts.value_added
    deficit = _deficit(accounts, closure, labour_income) + shocks.transfer
    return read_only(
        State(
            wage=wage,
            price=price,
            cost=np.exp(log_cost),
            spending=spending,
            offers=offers,
            pull=pull,
            bid=bid,
            share_total=share_total,
            imports=imports,
            exports=exports,
            receipts=net + home,
            import_duties=duties,
            export_taxes=taxes,
            deficit=deficit,
            income=labour_income + duties + taxes + deficit,
            labour_income=labour_income,
        )
    )


def _deficit(accounts: Accounts, closure: str, labour_income: Array) -> Array:
    """Deficits before transfers under a closure, million USD."""
    if closure == "world":
        return accounts.deficit
    if closure == "balanced":
        return np.zeros_like(accounts.deficit)
    scaled = accounts.deficit * labour_income / accounts.value_added
    return np.asarray(scaled - labour_income / labour_income.sum() * scaled.sum())


def condition_gaps(accounts: Accounts, state: State) -> dict[str, float]:
    """Largest log residual of every condition, by name; infinite where one side only of a condition is zero.

    Prices and shares (2, 3), goods markets (4, 5, 6), labour markets (7), the balance of payments that Walras' law
    makes redundant, and the choice of numeraire.
    """
    bought = state.spending > 0
    inputs = np.matmul(accounts.input_share_by_input, state.receipts.T[:, :, None])[:, :, 0].T
    use = inputs + accounts.final_share * state.income
    va = (accounts.value_added_share * state.receipts).sum(axis=0)
    landed, shipped = state.imports.sum(axis=0), state.exports.sum(axis=0)
    payments = abs(shipped + state.deficit - landed) / np.maximum(landed + shipped, 1e-6 * accounts.value_added)
    gaps = {
        "prices (2, 3)": _log_gap(np.where(bought, state.share_total, 1), np.ones_like(use)),
        "goods markets (4)": _log_gap(np.where(bought, use, 1), np.where(bought, state.spending, 1)),
        "labour markets (7)": _log_gap(state.labour_income, va),
        "balance of payments": payments,
        "numeraire": np.array([abs(np.log(state.labour_income.sum() / accounts.value_added.sum()))]),
    }
    return {name: float(gap.max()) if np.isfinite(gap).all() else np.inf for name, gap in gaps.items()}


def largest_residual(accounts: Accounts, state: State) -> tuple[float, str]:
    """Largest log residual of all conditions, and the name of the condition that has it."""
    gaps = condition_gaps(accounts, state)
    worst = max(gaps, key=lambda name: gaps[name])
    return gaps[worst], worst


def _log_gap(left: Array, right: Array) -> Array:
    """Absolute log ratio; infinite where either side is not positive."""
    bad = ~((left > 0) & (right > 0))
    with np.errstate(all="ignore"):
        return np.where(bad, np.inf, abs(np.log(np.where(bad, 1, left) / np.where(bad, 1, right))))


def new_accounts(accounts: Accounts, state: State, shocks: Shocks) -> Accounts:
    """The accounts of a state, to serve as a baseline of their own (no export taxes; used for the purge of deficits)."""
    return read_only(
        dataclasses.replace(
            accounts,
            share=state.share,
            tariff=shocks.tariff,
            spending=state.spending,
            receipts=state.receipts,
            value_added=state.labour_income,
            income=state.income,
            deficit=state.deficit,
            flow=state.flow,
        )
    )

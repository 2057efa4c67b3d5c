"""First-order effect on an economy that is too small to move its partners: a formula of plain arrays.

One good, one factor. The economy sells to partners whose demand and prices are given, buys from them at given costs, and
its wage clears its payments (docs/satellites.md derives it line by line).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["MOST_CUT", "Effects", "Flows", "OwnShocks", "Partners", "effects", "no_own_shocks"]

Array = npt.NDArray[np.float64]

MOST_CUT = 0.5
"""Share of exports or imports that its own flows may lose before a first order says nothing (judgement)."""


@dataclass(frozen=True, eq=False)
class Flows:
    """What a satellite trades and how large it is.

    Args:
        exports, imports: [satellite, partner] million USD before duty. gdp: [satellite] million USD.
    """

    exports: Array
    imports: Array
    gdp: Array

    @property
    def transit(self) -> npt.NDArray[np.bool_]:
        """[satellite] whether goods imports exceed GDP: most of them pass through, or are registered ships."""
        return np.asarray(self.total_imports > self.gdp)

    @functools.cached_property
    def total_exports(self) -> Array:
        """[satellite] million USD."""
        return np.asarray(self.exports.sum(axis=1))

    @functools.cached_property
    def total_imports(self) -> Array:
        """[satellite] million USD."""
        return np.asarray(self.imports.sum(axis=1))

    @functools.cached_property
    def sold(self) -> Array:
        """[satellite, partner] shares in exports; 0 where nothing is sold."""
        return _shares(self.exports, self.total_exports)

    @functools.cached_property
    def bought(self) -> Array:
        """[satellite, partner] shares in imports; 0 where nothing is bought."""
        return _shares(self.imports, self.total_imports)


@dataclass(frozen=True, eq=False)
class Partners:
    """Solved log changes of the partners, each [partner].

    Args:
        demand: E, of spending on goods. price: P, of the price index of goods. cost: of what they sell, at their border.
    """

    demand: Array
    price: Array
    cost: Array


@dataclass(frozen=True, eq=False)
class OwnShocks:
    """What moves do to the flows of the satellites themselves, at given wages and partners.

    Args:
        exports_change: [satellite, partner] change of the buyer's value before duty, fraction.
        imports_change: the same of imports. import_price: [satellite, partner] log change of the price paid, duty included,
            the loss of varieties priced in.
        import_duty, export_tax: [satellite, partner] revenue over the baseline flow. transfer: [satellite] million USD.
    """

    exports_change: Array
    imports_change: Array
    import_price: Array
    import_duty: Array
    export_tax: Array
    transfer: Array


@dataclass(frozen=True, eq=False)
class Effects:
    """The outcome, each [satellite]; NaN where more than `MOST_CUT` of exports or imports is cut off.

    Args:
        real_income: fraction. wage: log change. demand: log change of export demand at an unchanged wage.
        import_cost: log change of what its imports cost abroad. openness: mu, goods imports over GDP, at most 1.
        exports_cut, imports_cut: share of trade that moves on its own flows take away.
    """

    real_income: Array
    wage: Array
    demand: Array
    import_cost: Array
    openness: Array
    exports_cut: Array
    imports_cut: Array


def no_own_shocks(flows: Flows) -> OwnShocks:
    """The own shocks that change nothing."""
    zero = np.zeros(flows.exports.shape)
    return OwnShocks(zero, zero, zero, zero, zero, np.zeros(flows.gdp.shape))


def effects(flows: Flows, partners: Partners, own: OwnShocks, theta: float, closure: str) -> Effects:
    """Effect on real income: mu (w - c), plus what its own duties, taxes and transfers bring and cost.

    Args:
        flows: baseline. partners: solved changes. own: shocks to its own flows. theta: trade elasticity of goods.
        closure: `own` lets the goods deficit move with the wage, `world` keeps it fixed, `balanced` starts from
            imports and exports at their mean.

    A satellite without trade has effect 0, apart from transfers.
    """
    exports, imports, sold, bought = flows.total_exports, flows.total_imports, flows.sold, flows.bought
    openness = np.minimum(imports / flows.gdp, 1)
    scale = _ratio(openness * flows.gdp, imports)
    exports, imports = exports * scale, imports * scale
    if closure == "balanced":
        exports = imports = (exports + imports) / 2
        openness = np.minimum(imports / flows.gdp, 1)
    change_out, change_in, dearer, duty, tax = _own_sums(flows, own)
    demand = sold @ (theta * partners.price + partners.demand) + change_out
    cost = bought @ partners.cost
    paid = cost + dearer
    revenue = openness * duty
    revenue = revenue + exports / flows.gdp * tax + own.transfer / flows.gdp
    pulled = exports * demand + own.transfer
    pushed = imports * (change_in + revenue + theta * (openness * paid - cost))
    reaction = exports * theta + imports * theta * (1 - openness) + (exports if closure == "own" else imports)
    wage = _ratio(pulled - pushed, reaction)
    real = openness * wage + revenue - openness * paid
    known = (change_out >= -MOST_CUT) & (change_in >= -MOST_CUT)
    real, wage = np.where(known, real, np.nan), np.where(known, wage, np.nan)
    return Effects(real, wage, demand, cost, openness, -change_out, -change_in)


@functools.lru_cache(maxsize=8)
def _own_sums(flows: Flows, own: OwnShocks) -> tuple[Array, Array, Array, Array, Array]:
    """[satellite] changes of exports and imports, log price of imports, duty and export tax; draws share their own shocks."""
    sold, bought = flows.sold, flows.bought
    return (
        np.vecdot(sold, own.exports_change),
        np.vecdot(bought, own.imports_change),
        np.vecdot(bought, own.import_price),
        np.vecdot(bought, own.import_duty),
        np.vecdot(sold, own.export_tax),
    )


def _ratio(top: Array, bottom: Array) -> Array:
    return np.divide(top, bottom, out=np.zeros(bottom.shape), where=bottom > 0)


def _shares(flow: Array, total: Array) -> Array:
    """[satellite, partner] shares; 0 where nothing is traded."""
    return np.divide(flow, total[:, None], out=np.zeros(flow.shape), where=total[:, None] > 0)

"""Shocks: everything that a move may change in the conditions of the equilibrium."""

from __future__ import annotations

import dataclasses
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts, aligned, aligned_copy

__all__ = [
    "Offers",
    "Shocks",
    "dearer",
    "dearer_offers",
    "is_one_number",
    "no_shocks",
    "offers_of",
    "part_of",
    "settled",
]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, eq=False)
class Shocks:
    """New policies and fundamentals, levels or ratios to the baseline; axes [sector, importer, exporter].

    Args:
        tariff: tau', new duty level, fraction.
        export_tax: e', new export tax level, fraction of producer receipts.
        trade_cost: d, ratio of iceberg cost to the baseline.
        availability: share of the exporter's varieties that the importer may still buy: 1 all, 0 a ban.
        productivity: A, [sector, country] ratio. labour: L, [country] ratio.
        transfer: T, [country] million USD at constant world value added; sums to 0.
    """

    tariff: Array
    export_tax: Array
    trade_cost: Array
    availability: Array
    productivity: Array
    labour: Array
    transfer: Array


def no_shocks(accounts: Accounts) -> Shocks:
    """The shocks that change nothing: today's duties, no export taxes, ratios of 1; arrays of their own, to be filled."""
    shape, size = accounts.tariff.shape, accounts.spending.shape
    return Shocks(
        tariff=accounts.tariff.copy(),
        export_tax=np.zeros(shape),
        trade_cost=np.ones(shape),
        availability=np.ones(shape),
        productivity=np.ones(size),
        labour=np.ones(size[1]),
        transfer=np.zeros(size[1]),
    )


NEUTRAL = {"export_tax": 0.0, "trade_cost": 1.0, "availability": 1.0}
"""Shocks by pair that most scenarios leave alone, and the value that changes nothing."""


def settled(shocks: Shocks) -> Shocks:
    """The same shocks; what is neutral everywhere is held as one number, so that a solve need not read it."""
    neutral = {
        name: np.broadcast_to(np.float64(value), shocks.tariff.shape)
        for name, value in NEUTRAL.items()
        if not is_one_number(getattr(shocks, name)) and (getattr(shocks, name) == value).all()
    }
    return dataclasses.replace(shocks, **neutral)


def is_one_number(array: Array) -> bool:
    """Whether an array is a single neutral number seen everywhere, as `settled` leaves it.

    Args:
        array: trade cost, export tax or availability of `Shocks`.
    """
    return not any(array.strides)


def dearer(shocks: Shocks, goods: Mask, ratio: Array) -> Shocks:
    """The same shocks with trade costs of goods times a ratio.

    Args:
        shocks: without it, `settled`. goods: [sector]. ratio: [importer, exporter].
    """
    ratios = np.ones((goods.size, *ratio.shape))
    ratios[goods] = ratio
    trade_cost = ratios if is_one_number(shocks.trade_cost) else shocks.trade_cost * ratios
    return dataclasses.replace(shocks, trade_cost=trade_cost)


BAN_EXPONENT = 40.0
"""On the way to a ban availability falls to exp(-40) before it is cut to 0."""


def part_of(shocks: Shocks, accounts: Accounts, part: float) -> Shocks:
    """A shock of the same shape and lesser size: ratios to the power `part`, transfers times `part`.

    Args:
        part: between 0 (nothing) and 1 (all of it).
    """
    old = 1 + accounts.tariff
    reduced = np.where(shocks.availability > 0, shocks.availability, np.exp(-BAN_EXPONENT)) ** part
    return Shocks(
        tariff=old * ((1 + shocks.tariff) / old) ** part - 1,
        export_tax=(1 + shocks.export_tax) ** part - 1,
        trade_cost=shocks.trade_cost**part,
        availability=reduced,
        productivity=shocks.productivity**part,
        labour=shocks.labour**part,
        transfer=shocks.transfer * part,
    )


@dataclasses.dataclass(frozen=True, eq=False)
class Offers:
    """What suppliers offer before costs and prices move: shares times availability times the wedge to the power -theta.

    The wedge is d (1 + tau')(1 + e') / (1 + tau). Home sales stand apart, so that tiny trade is not lost in them.

    Args:
        paid: [sector, importer, exporter] per unit of duty-paid spending, home sales on the diagonal.
        foreign: the same over 1 + tau', suppliers abroad only. home: [sector, country] the diagonal over 1 + tau'.
        net: foreign over 1 + e' as well; the same array where no export is taxed.
    """

    paid: Array
    foreign: Array
    home: Array
    net: Array


DENSE = 0.25
"""Share of touched cells from which on all cells are computed."""


def offers_of(accounts: Accounts, shocks: Shocks, theta: Array) -> Offers:
    """Offers under a set of shocks; where few cells are touched they alone are computed, the others are the baseline's.

    Args:
        accounts: the baseline. shocks: what changes. theta: [sector] trade elasticities.
    """
    touched = shocks.tariff != accounts.tariff
    for name, neutral in NEUTRAL.items():
        if not is_one_number(getattr(shocks, name)):
            touched |= getattr(shocks, name) != neutral
    if np.count_nonzero(touched) > DENSE * touched.size:  # picking cells one by one would cost several times as much
        at: tuple[Any, ...] = (slice(None),) * 3
        power = -theta[:, None, None]
    else:
        at = np.unravel_index(np.flatnonzero(touched), touched.shape)
        power = -theta[at[0]]
    tax, export_tax = 1 + shocks.tariff[at], 1 + shocks.export_tax[at]
    wedge = shocks.trade_cost[at] * tax * export_tax / (1 + accounts.tariff[at])
    paid, foreign = aligned_copy(accounts.share), aligned_copy(accounts.share_fob)
    paid[at] *= shocks.availability[at] * np.exp(power * np.log(wedge))
    foreign[at] = paid[at] / tax
    diagonal = np.einsum("jnn->jn", foreign)
    home = diagonal.copy()
    diagonal[:] = 0
    net = foreign
    if export_tax.size and (export_tax != 1).any():
        net = aligned_copy(foreign)
        net[at] /= export_tax
    return Offers(paid, foreign, home, net)


def dearer_offers(offers: Offers, goods: Mask, ratio: Array, theta: Array) -> Offers:
    """The same offers with trade costs of goods times a ratio.

    Args:
        offers: without it. goods: [sector]. ratio: [importer, exporter]. theta: [sector] trade elasticities.
    """
    distinct, at = np.unique(theta[goods], return_inverse=True)
    exponent = aligned_copy(-distinct[:, None, None] * np.log(ratio))
    with jax.enable_x64(True):  # four numbers at a time, which numpy's does not do everywhere
        kept = np.asarray(_exp(exponent))  # [elasticity, importer, exporter]: sectors share elasticities

    factor: dict[int, Array] = {
        int(sector): kept[which] for sector, which in zip(np.flatnonzero(goods), at, strict=True)
    }

    def scaled(offer: Array) -> Array:
        found = aligned(offer.shape)
        for sector, old in enumerate(offer):
            np.multiply(old, factor.get(sector, 1.0), out=found[sector])
        return found

    home, foreign = offers.home.copy(), scaled(offers.foreign)
    home[goods] *= np.einsum("jnn->jn", kept)[at]
    net = foreign if offers.net is offers.foreign else scaled(offers.net)
    return Offers(scaled(offers.paid), foreign, home, net)


_exp = jax.jit(jnp.exp)

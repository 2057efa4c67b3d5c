"""Baseline accounts of a world: expenditure, shares, receipts, income, deficits (design notation in each field)."""

from __future__ import annotations

import dataclasses
import functools
import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from multipolar.world import World, final_demand

__all__ = ["Accounts", "accounts_of", "aligned", "aligned_copy", "read_only"]

Array = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Accounts:
    """Everything the equilibrium conditions need to know of the baseline; axes [sector, importer, exporter].

    Args:
        share: pi, [sector, importer, exporter] spending shares; 0 where nothing is bought.
        tariff: tau, [sector, importer, exporter] fraction.
        spending: X, [sector, country] at duty-paid prices, million USD.
        receipts: Y, [sector, country] producer receipts, million USD.
        value_added_share: beta, [sector, country]. input_share: gamma, [input, sector, country].
        final_share: alpha, [sector, country]; columns sum to 1.
        value_added: VA, [country]. income: I, [country]. deficit: D, [country], sums to 0; million USD.
        flow: F, [sector, importer, exporter] at the border before duty, million USD.
    """

    share: Array
    tariff: Array
    spending: Array
    receipts: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    value_added: Array
    income: Array
    deficit: Array
    flow: Array

    @functools.cached_property
    def share_fob(self) -> Array:
        """Shares over 1 + tariff, [sector, importer, exporter]: flows before duty per unit of spending."""
        return np.asarray(self.share / (1 + self.tariff))

    @functools.cached_property
    def trade(self) -> Array:
        """Flows between countries, [sector, importer, exporter], home sales left out."""
        trade = self.flow.copy()
        np.einsum("jnn->jn", trade)[:] = 0
        trade.setflags(write=False)
        return trade

    @functools.cached_property
    def exports(self) -> Array:
        """Sales abroad, [sector, exporter]."""
        return np.asarray(self.trade.sum(axis=1))

    @functools.cached_property
    def input_share_by_use(self) -> Array:
        """gamma as [country, sector, input], contiguous: cost of a sector by input."""
        return aligned_copy(self.input_share.transpose(2, 1, 0))

    @functools.cached_property
    def input_share_by_input(self) -> Array:
        """gamma as [country, input, sector], contiguous: use of an input by sector."""
        return aligned_copy(self.input_share.transpose(2, 0, 1))


def aligned(shape: tuple[int, ...]) -> Array:
    """An array to be filled that starts on a 64-byte boundary: the compiled loop then reads it in place (docs/decisions/002)."""
    size = math.prod(shape)
    buffer = np.empty(size + 8)
    start = (-buffer.ctypes.data % 64) // 8
    return buffer[start : start + size].reshape(shape)


def aligned_copy(array: Array) -> Array:
    """A copy in an `aligned` array."""
    copy = aligned(array.shape)
    copy[...] = array
    return copy


def read_only(value: T) -> T:
    """The same dataclass with its arrays made read-only, so that what is shared cannot be changed by who reads it."""
    parts: Any = value
    for field in dataclasses.fields(parts):
        array = getattr(value, field.name)
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return value


@functools.lru_cache(maxsize=4)
def accounts_of(world: World) -> Accounts:
    """Baseline accounts of a world; export taxes are 0 in the baseline."""
    flow = np.ascontiguousarray(world.flow.transpose(2, 1, 0))
    tariff = np.ascontiguousarray(world.tariff.transpose(2, 1, 0))
    paid = flow * (1 + tariff)
    spending = paid.sum(axis=2)
    share = np.divide(paid, spending[:, :, None], out=np.zeros_like(paid), where=spending[:, :, None] > 0)
    receipts = flow.sum(axis=1)
    va_share = np.ascontiguousarray(world.value_added_share.T)
    demand = np.maximum(final_demand(world), 0).T
    final_share = demand / demand.sum(axis=0)
    imports, exports = flow.sum(axis=(0, 2)), receipts.sum(axis=0)
    value_added = (va_share * receipts).sum(axis=0)
    deficit = imports - exports
    return read_only(
        Accounts(
            share=share,
            tariff=tariff,
            spending=spending,
            receipts=receipts,
            value_added_share=va_share,
            input_share=np.ascontiguousarray(world.input_share.transpose(1, 2, 0)),
            final_share=np.ascontiguousarray(final_share),
            value_added=value_added,
            income=value_added + (paid - flow).sum(axis=(0, 2)) + deficit,
            deficit=deficit,
            flow=flow,
        )
    )

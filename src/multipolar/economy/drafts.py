"""Shocks in the making: arrays that moves fill cell by cell, made when first written to.

Most moves touch one kind of shock on a few pairs. A draft keeps what nobody touches as one neutral number; one for
satellites, whose axis has seven times as many pairs as the accounts, holds the touched pairs alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.shocks import NEUTRAL, Shocks, no_shocks, settled

__all__ = ["Draft", "PairDraft", "PairShocks", "WorldDraft", "pairs_touched"]

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

BY_PAIR = ("tariff", *NEUTRAL)
"""Fields of `Shocks` by sector, importer and exporter."""


class Draft(Protocol):
    """What moves write to; see `Shocks` for the arrays. `transfer` is [position] million USD."""

    transfer: Array

    def array(self, name: str) -> Array:
        """An array to write to.

        Args:
            name: `tariff`, `export_tax`, `trade_cost` or `availability`.
        """
        ...

    def cells(self, sectors: list[int], importers: Positions, exporters: Positions) -> tuple[Any, ...]:
        """Index of the cells [sector, pair] of these sectors and pairs in every array.

        Args:
            sectors: positions, each once. importers, exporters: [pair] positions of different states, each pair once.
        """
        ...


class WorldDraft:
    """Shocks on the axis of a world's economies.

    Args:
        accounts: the baseline.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts, self._made = accounts, dict[str, Array]()
        self.transfer: Array = np.zeros(accounts.value_added.shape)

    def array(self, name: str) -> Array:
        """See `Draft`."""
        if name not in self._made:
            shape = self._accounts.tariff.shape
            self._made[name] = self._accounts.tariff.copy() if name == "tariff" else np.full(shape, NEUTRAL[name])
        return self._made[name]

    def cells(self, sectors: list[int], importers: Positions, exporters: Positions) -> tuple[Any, ...]:
        """See `Draft`."""
        return np.array(sectors, dtype=np.int64)[:, None], importers, exporters

    def shocks(self) -> Shocks:
        """What was written, settled."""
        shape, size = self._accounts.tariff.shape, self._accounts.spending.shape
        neutral = {name: np.broadcast_to(np.float64(value), shape) for name, value in NEUTRAL.items()}
        made = {"tariff": self._accounts.tariff, **neutral, **self._made}
        return settled(Shocks(**made, productivity=np.ones(size), labour=np.ones(size[1]), transfer=self.transfer))


@dataclass(frozen=True, eq=False)
class PairShocks:
    """Shocks to the trade of some pairs.

    Args:
        importer, exporter: [pair] positions. base_tariff: [sector, pair] duties before.
        tariff, export_tax, trade_cost, availability: [sector, pair] as in `Shocks`.
        transfer: [position] as in `Shocks`.
    """

    importer: Positions
    exporter: Positions
    base_tariff: Array
    tariff: Array
    export_tax: Array
    trade_cost: Array
    availability: Array
    transfer: Array


class PairDraft:
    """Shocks on an axis with satellites behind the economies; a pair has a column from when it is first touched.

    Args:
        accounts: of the economies. rest: position of the rest of the world, whose duties satellites levy and pay.
        satellites: how many.
    """

    def __init__(self, accounts: Accounts, rest: int, satellites: int) -> None:
        economies = accounts.value_added.size
        self._size, self._tariff = economies + satellites, accounts.tariff
        self._place = np.concatenate([np.arange(economies), np.full(satellites, rest)])
        self._column = np.full(self._size**2, -1)
        self._keys, self._made = np.empty(0, dtype=np.int64), dict[str, Array]()
        self.transfer: Array = np.zeros(self._size)

    def array(self, name: str) -> Array:
        """See `Draft`; [pair, sector], of which the pages of touched pairs alone are ever used."""
        if name not in self._made:
            self._made[name] = np.empty((self._size**2, len(self._tariff)))
            self._fill(name, 0)
        return self._made[name]

    def _fill(self, name: str, first: int) -> None:
        """Neutral values in the columns from the first on."""
        end = len(self._keys)
        self._made[name][first:end] = self._before(self._keys[first:]).T if name == "tariff" else NEUTRAL[name]

    def _before(self, keys: Positions) -> Array:
        """[sector, pair] duties of the baseline."""
        return np.asarray(self._tariff[:, self._place[keys // self._size], self._place[keys % self._size]])

    def cells(self, sectors: list[int], importers: Positions, exporters: Positions) -> tuple[Any, ...]:
        """See `Draft`."""
        keys = importers * self._size + exporters
        new = keys[self._column[keys] < 0]
        if new.size:
            first = len(self._keys)
            self._keys = np.concatenate([self._keys, new])
            self._column[new] = np.arange(first, len(self._keys))
            for name in self._made:
                self._fill(name, first)
        return self._column[keys], np.array(sectors, dtype=np.int64)[:, None]

    def shocks(self) -> PairShocks:
        """What was written."""
        before, count = self._before(self._keys), len(self._keys)
        neutral = {name: np.broadcast_to(np.float64(value), before.shape) for name, value in NEUTRAL.items()}
        made = {"tariff": before, **neutral, **{name: array[:count].T for name, array in self._made.items()}}
        n, i = self._keys // self._size, self._keys % self._size
        return PairShocks(importer=n, exporter=i, base_tariff=before, transfer=self.transfer, **made)


def pairs_touched(accounts: Accounts, shocks: Shocks) -> PairShocks:
    """Shocks on a world's axis as those of the pairs that they touch.

    Args:
        accounts: the baseline. shocks: of it.
    """
    neutral = no_shocks(accounts)
    changed = [(getattr(shocks, name) != getattr(neutral, name)).any(axis=0) for name in BY_PAIR]
    n, i = np.nonzero(np.logical_or.reduce(changed))
    parts = {name: getattr(shocks, name)[:, n, i] for name in BY_PAIR}
    before = accounts.tariff[:, n, i]
    return PairShocks(importer=n, exporter=i, base_tariff=before, transfer=shocks.transfer, **parts)

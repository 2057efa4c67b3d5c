"""From the stances of all candidates at once to shocks: which part of an offer holds for whom, and who is punished."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.coalition.stances import PAIRS, Deal, joined_sectors, with_transfer
from multipolar.economy.shocks import Shocks, settled
from multipolar.scenario import Punishment

__all__ = ["Profile", "Table", "table_of"]

Array = npt.NDArray[np.float64]
Cells = tuple[npt.NDArray[np.int64], ...]

Profile = tuple[str, ...]
"""A stance for each candidate, in their order."""


@dataclass(frozen=True, eq=False)
class Table:
    """What the decisions of all candidates do to the shocks, ready to be put together.

    Args:
        deals: one a candidate. punishment: what both sides threaten.
        accepted: shocks if all join. undone: per candidate, by kind of shock, the cells [sector, importer, exporter]
            that the offer changes for it and their values without the offer. money: [candidate, country] million
            USD of the offer that go only to a full joiner, with what the proposer then keeps.
    """

    deals: tuple[Deal, ...]
    punishment: Punishment
    accepted: Shocks
    undone: tuple[dict[str, tuple[Cells, Array]], ...]
    money: Array

    def shocks(self, profile: Profile, *, punished: bool, payments_usd_mn: Sequence[float] = ()) -> Shocks:
        """Shocks when every candidate has a stance.

        Cells between two candidates follow the offer where both join.

        Args:
            profile: a stance for each candidate. punished: whether both powers carry out their threats, on all at once.
            payments_usd_mn: of the proposer to each candidate, on top of the offer; none if empty.
        """
        changed: dict[str, Array] = {"tariff": self.accepted.tariff.copy()}
        transfer = self.accepted.transfer.copy()
        for k, (deal, stance) in enumerate(zip(self.deals, profile, strict=True)):
            apart = ~joined_sectors(deal, stance)
            for name, (cells, values) in self.undone[k].items():
                where = apart[cells[0]]
                if where.any():
                    if name not in changed:
                        changed[name] = np.array(getattr(self.accepted, name))
                    changed[name][tuple(axis[where] for axis in cells)] = values[where]
            if stance != "join":
                transfer -= self.money[k]
        if punished:
            self._punish(changed["tariff"], profile)
        shocks = dataclasses.replace(self.accepted, transfer=transfer, **changed)
        for deal, payment in zip(self.deals, payments_usd_mn, strict=False):
            shocks = with_transfer(shocks, deal, payment)
        return shocks

    def _punish(self, tariff: Array, profile: Profile) -> None:
        """Points of the target on what joins and of the proposer on what does not, added in place."""
        for deal, stance in zip(self.deals, profile, strict=True):
            joined = joined_sectors(deal, stance)
            for punisher, points, where in (
                (deal.target, self.punishment.by_target_pp, deal.goods & joined),
                (deal.proposer, self.punishment.by_proposer_pp, deal.goods & ~joined),
            ):
                tariff[np.ix_(np.flatnonzero(where), np.array(punisher), np.array(deal.candidate))] += points / 100

    def draws_punishment(self, profile: Profile) -> bool:
        """Whether anyone is punished under these stances."""
        drawn = {
            "join": self.punishment.by_target_pp != 0,
            "hedge": self.punishment.by_target_pp != 0 or self.punishment.by_proposer_pp != 0,
            "refuse": self.punishment.by_proposer_pp != 0,
        }
        return any(drawn[stance] for stance in profile)


def table_of(deals: Sequence[Deal], punishment: Punishment) -> Table:
    """The table at which all candidates decide together.

    Args:
        deals: one a candidate, in order, of one scenario and world. punishment: of its coalition block.
    """
    first = deals[0].accepted
    arrays: dict[str, Array] = {}
    for name in PAIRS:
        array = np.array(getattr(first, name))
        for deal in deals[1:]:
            inside, own = list(deal.candidate), getattr(deal.accepted, name)
            array[:, inside], array[:, :, inside] = own[:, inside], own[:, :, inside]
        arrays[name] = array
    accepted = settled(dataclasses.replace(first, **arrays))
    return Table(
        deals=tuple(deals),
        punishment=punishment,
        accepted=accepted,
        undone=tuple(_undone(accepted, deal) for deal in deals),
        money=np.array([_money(deal) for deal in deals]),
    )


def _undone(accepted: Shocks, deal: Deal) -> dict[str, tuple[Cells, Array]]:
    """Cells of a candidate where the offer changes something, and their values without it."""
    touched = np.zeros(accepted.tariff.shape[1:], dtype=bool)
    touched[list(deal.candidate)] = True
    touched[:, list(deal.candidate)] = True
    found: dict[str, tuple[Cells, Array]] = {}
    for name in PAIRS:
        without: Any = getattr(deal.declined, name)
        cells = np.nonzero((getattr(accepted, name) != without) & touched)
        if cells[0].size:
            found[name] = cells, without[cells]
    return found


def _money(deal: Deal) -> Array:
    """[country] million USD that the offer moves to a full joiner, with minus as much for the proposer."""
    moved, inside, payer = np.zeros_like(deal.value_added), list(deal.candidate), list(deal.proposer)
    moved[inside] = (deal.accepted.transfer - deal.declined.transfer)[inside]
    moved[payer] -= moved[inside].sum() * deal.value_added[payer] / deal.value_added[payer].sum()
    return moved

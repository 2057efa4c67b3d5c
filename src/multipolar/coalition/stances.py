"""From a stance (join, hedge, refuse) to shocks: which part of an offer holds, and who punishes whom where."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.players import Player, Players
from multipolar.economy.accounts import Accounts
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, settled
from multipolar.errors import ScenarioError
from multipolar.moves import (
    ExportCurb,
    ImportBan,
    Money,
    Move,
    Retaliation,
    Sanction,
    Tariff,
    TradeCost,
)
from multipolar.reach import acts_on_economy
from multipolar.scenario import Scenario
from multipolar.world import World

__all__ = ["STANCES", "Deal", "deal_of", "joined_sectors", "shocks_of", "with_transfer"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

STANCES = ("join", "hedge", "refuse")
"""What a candidate may do."""

ADOPTED = (Tariff, ExportCurb, Sanction, ImportBan, TradeCost)
"""Moves of the proposer against the target that a joiner makes its own."""
ACTORS = ("by", "on", "to", "between")
PAIRS = ("tariff", "export_tax", "trade_cost", "availability")


@dataclass(frozen=True, eq=False)
class Deal:
    """What hangs on one candidate's decision.

    Args:
        accepted, declined: shocks with and without the offer; they differ for the candidate where it is asked.
        candidate, proposer, target: positions of the economies. goods, strategic: [sector].
        value_added: [country] million USD, which splits money among the members of a player.
        notes: what of the offer changes nothing.
    """

    accepted: Shocks
    declined: Shocks
    candidate: tuple[int, ...]
    proposer: tuple[int, ...]
    target: tuple[int, ...]
    goods: Mask
    strategic: Mask
    value_added: Array
    notes: tuple[str, ...]


def joined_sectors(deal: Deal, stance: str) -> Mask:
    """Sectors in which a stance is that of a joiner: all, the strategic ones, or none."""
    everywhere = np.ones_like(deal.goods)
    return {"join": everywhere, "hedge": deal.strategic, "refuse": ~everywhere}[stance]


def shocks_of(deal: Deal, stance: str, by_proposer_pp: float = 0.0, by_target_pp: float = 0.0) -> Shocks:
    """Shocks under a stance, the rest of the world as the scenario has it.

    In the sectors that it joins, the candidate takes its part of the offer and the target punishes its goods; in the
    others the offer does not hold and the proposer punishes. Money of the offer goes to full joiners only.

    Args:
        deal: what is decided. stance: one of `STANCES`. by_proposer_pp, by_target_pp: points of duty, 0 for none.
    """
    joined = joined_sectors(deal, stance)
    touched = np.zeros(deal.accepted.tariff.shape[1:], dtype=bool)
    touched[list(deal.candidate)] = True
    touched[:, list(deal.candidate)] = True
    apart = ~joined[:, None, None] & touched
    changed: dict[str, Array] = {
        name: np.where(apart, getattr(deal.declined, name), getattr(deal.accepted, name)) for name in PAIRS
    }
    for punisher, points, where in (
        (deal.target, by_target_pp, deal.goods & joined),
        (deal.proposer, by_proposer_pp, deal.goods & ~joined),
    ):
        changed["tariff"][np.ix_(np.flatnonzero(where), np.array(punisher), np.array(deal.candidate))] += points / 100
    shocks = settled(dataclasses.replace(deal.accepted, **changed))
    if stance == "join":
        return shocks
    inside, payer, transfer = list(deal.candidate), list(deal.proposer), shocks.transfer.copy()
    transfer[inside] = deal.declined.transfer[inside]
    kept = (shocks.transfer - transfer)[inside].sum() * deal.value_added[payer] / deal.value_added[payer].sum()
    transfer[payer] += kept
    return dataclasses.replace(shocks, transfer=transfer)


def with_transfer(shocks: Shocks, deal: Deal, usd_mn: float) -> Shocks:
    """The same shocks with money from the proposer to the candidate, million USD a year, split by value added."""
    if usd_mn == 0:
        return shocks
    transfer = shocks.transfer.copy()
    for side, amount in ((deal.candidate, usd_mn), (deal.proposer, -usd_mn)):
        who = list(side)
        transfer[who] += amount * deal.value_added[who] / deal.value_added[who].sum()
    return dataclasses.replace(shocks, transfer=transfer)


def deal_of(
    scenario: Scenario, world: World, accounts: Accounts, players: Players, player: Player, strategic: Mask, year: int
) -> Deal:
    """What hangs on the decision of one candidate in a year.

    Args:
        scenario: with a coalition block. world, accounts: the baseline. players, player: who sits at the table, who
            decides. strategic: [sector]. year: which moves hold.

    Raises:
        ScenarioError: a name that means nothing here, or money in the offer that the proposer does not pay.
    """
    names = Names(scenario, world)
    offer = scenario.coalition.offer if scenario.coalition else ()
    adopted: list[Move] = []
    notes: list[str] = []
    named = False
    for at, move in enumerate(scenario.moves):
        if move.id not in offer:
            continue
        if not acts_on_economy(move, scenario.moves):
            notes.append(f"offer {move.id}: {move.kind} changes no real income; it counts through closeness alone.")
            continue
        _require_payer(move, names, at, players.proposer)
        if _names(move, names, at, ACTORS) & set(player.members):
            named = True
        elif isinstance(move, ADOPTED) and _is_of(move, names, at, players):
            adopted.append(move.model_copy(update={"by": player.members, "on": players.target.members, "id": None}))
    if not named and not adopted:
        notes.append(f"{player.code}: nothing in the offer that is modelled asks or gives it anything.")
    everything = scenario.model_copy(update={"moves": (*scenario.moves, *adopted)})
    nothing = scenario.model_copy(update={"moves": _ended(scenario.moves, offer, year)})
    places = {c: n for n, c in enumerate(world.countries)}
    return Deal(
        accepted=shocks_from(accounts, Names(everything, world), year),
        declined=shocks_from(accounts, Names(nothing, world), year),
        candidate=tuple(places[c] for c in player.members),
        proposer=tuple(places[c] for c in players.proposer.members),
        target=tuple(places[c] for c in players.target.members),
        goods=world.is_goods,
        strategic=strategic,
        value_added=accounts.value_added,
        notes=tuple(notes),
    )


def _names(move: Move, names: Names, at: int, fields: Sequence[str]) -> set[str]:
    """Economies that a move names in some of its fields."""
    year = move.from_ or names.first_year
    given = {what: getattr(move, what, None) for what in fields}
    return {c for what, who in given.items() if who for c in names.states(at, what, who, year)}


def _is_of(move: Move, names: Names, at: int, players: Players) -> bool:
    """Whether a move is one of the proposer against the target."""
    by, on = _names(move, names, at, ("by",)), _names(move, names, at, ("on",))
    return bool(by & set(players.proposer.members)) and bool(on & set(players.target.members))


def _require_payer(move: Move, names: Names, at: int, proposer: Player) -> None:
    if isinstance(move, Money) and not _names(move, names, at, ("by",)) <= set(proposer.members):
        where = names.scenario.where("moves", at, "by")
        raise ScenarioError(f"{where}: money on offer must come from the proposer, {proposer.code}.")


def _ended(moves: tuple[Move, ...], offer: tuple[str, ...], year: int) -> tuple[Move, ...]:
    """Moves with those on offer, and the answers to them, over before the year; ids stay, so that references hold."""
    return tuple(
        m.model_copy(update={"until": year - 1})
        if m.id in offer or (isinstance(m, Retaliation) and m.against in offer)
        else m
        for m in moves
    )

"""From moves to shocks: what each kind of move changes in the conditions of the equilibrium."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.commodity_parts import sector_parts
from multipolar.economy.drafts import Draft, PairDraft, PairShocks, WorldDraft
from multipolar.economy.energy import deliver
from multipolar.economy.names import Names
from multipolar.economy.relief import lift_sanctions
from multipolar.economy.shocks import Shocks
from multipolar.moves import (
    REPAID,
    ExportCurb,
    ImportBan,
    LoanTerms,
    Money,
    Move,
    Retaliation,
    Sanction,
    Tariff,
    TradeAgreement,
    TradeCost,
)
from multipolar.params.loans import annuity, grant_element, loan_discount
from multipolar.world import REST, satellite_data

__all__ = ["pair_shocks_from", "shocks_from", "shocks_of_curb"]

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


Pairs = tuple[Positions, Positions]


@dataclass(frozen=True)
class _Context:
    """What the application of a move needs: arrays to fill, names to resolve, the move's place in the file.

    Args:
        year: of the membership of groups. stage: of the move, see `Move.stage`.
    """

    accounts: Accounts
    draft: Draft
    names: Names
    at: int
    year: int
    stage: int

    def states(self, what: str, given: tuple[str, ...]) -> list[str]:
        return self.names.actors(self.at, what, given, self.year)

    def sectors(self, given: tuple[str, ...]) -> list[int]:
        return self.names.sectors(self.at, "sectors", given)

    def position(self, state: str) -> int:
        """Position on the axis; a satellite without a place of its own is part of the rest of the world."""
        place = self.names.everyone[state]
        return place if place < len(self.names.axis) else self.names.everyone[REST]

    def size(self, state: str) -> float:
        """Value added or GDP, million USD."""
        if self.names.everyone[state] < self.names.world.n_countries:
            return float(self.accounts.value_added[self.position(state)])
        data = satellite_data()
        return float(data.gdp[data.codes.index(state)])

    def pairs(self, importers: list[str], exporters: list[str], *, across_borders: bool = False) -> Pairs:
        """Positions of all pairs of different states; where satellites have places, only of pairs with one.

        Args:
            importers, exporters: states. across_borders: leave out pairs inside one customs union.
        """
        names, economies = self.names, self.names.world.n_countries
        end = len(names.axis)
        sides = ([k for s in side if (k := names.everyone[s]) < end] for side in (importers, exporters))
        n, i = (np.array(side, dtype=np.int64) for side in sides)
        meant = n[:, None] != i
        if names.with_satellites:
            meant &= (n >= economies)[:, None] | (i >= economies)
        for inside in names.unions(self.year) if across_borders else ():
            meant &= ~(inside[n][:, None] & inside[i])
        row, column = np.nonzero(meant)
        return n[row], i[column]

    def together(self, parts: Sequence[Pairs]) -> Pairs:
        """Pairs that are in any part, each once."""
        size = len(self.names.axis)
        keys = np.unique(np.concatenate([n * size + i for n, i in parts]))
        return keys // size, keys % size

    def scale(self, name: str, sectors: list[int], pairs: Pairs, ratio: float) -> None:
        """Multiply cells of an array."""
        self.draft.array(name)[self.draft.cells(sectors, *pairs)] *= ratio

    def tax(self, name: str, cells: tuple[Any, ...], level: Array) -> None:
        """Set cells of a tax.

        Raises:
            ScenarioError: they fall to -100 % or below.
        """
        self.draft.array(name)[cells] = level
        if (level <= -1).any():
            raise self.names.problem(self.at, "by", "the duty falls to -100 % or below")


def shocks_from(accounts: Accounts, names: Names, year: int, *, part: bool = False) -> Shocks:
    """Shocks of all modelled moves of a scenario that hold in a year, applied in the order of the file.

    Args:
        accounts: the baseline. names: of the scenario in its world. year: which moves hold.
        part: the moves are only some of a scenario's, so gifts that others repay are not checked.

    Raises:
        ScenarioError: a name that means nothing here, a duty that would fall to -100 % or below, or a gift larger
            than what the giver produces.
    """
    draft = WorldDraft(accounts)
    last_gift = _apply_all(accounts, draft, names, year)
    lift_sanctions(draft, names, year)
    deliver(accounts, draft, names, year)
    if not part:
        _require_affordable(accounts, draft.transfer, names, last_gift)
    return draft.shocks()


def pair_shocks_from(accounts: Accounts, names: Names, year: int) -> PairShocks:
    """What the moves that hold in a year do to trade with and among satellites, and to their transfers.

    Args:
        accounts: of the world's economies. names: of the scenario, with places for satellites. year: which moves hold.

    Raises:
        ScenarioError: as `shocks_from`.
    """
    draft = PairDraft(accounts, names.everyone[REST], len(names.satellites))
    _apply_all(accounts, draft, names, year)
    return draft.shocks()


def _apply_all(accounts: Accounts, draft: Draft, names: Names, year: int) -> int:
    """Apply the moves of a year; returns the position of the last one with money."""
    last_gift, first = 0, names.first_year
    for at, move in enumerate(names.scenario.moves):
        stage = move.stage(year, first)
        if stage and names.concerns(move, move.from_ or first):
            _apply(move, _Context(accounts, draft, names, at, move.from_ or first, stage))
            last_gift = at if isinstance(move, Money) else last_gift
    return last_gift


def _require_affordable(accounts: Accounts, transfer: Array, names: Names, at: int) -> None:
    """Refuse gifts, net of those received, that reach the value added of the giver.

    Args:
        transfer: [country] million USD. at: the move to name in the message.
    """
    short = np.flatnonzero(-transfer >= accounts.value_added)
    if short.size:
        giver = short[0]
        raise names.problem(
            at,
            "usd_bn",
            f"with this move {names.world.countries[giver]} gives away USD {-transfer[giver] / 1000:.6g} billion a "
            f"year, net of gifts to it, but its value added is {accounts.value_added[giver] / 1000:.6g} billion; "
            "give less, or name more givers",
        )


def shocks_of_curb(accounts: Accounts, names: Names, at: int, curb: ExportCurb, year: int) -> Shocks:
    """Shocks of one curb alone.

    Args:
        accounts: the baseline. names: of the scenario. at: position of the move that the curb is or is part of.
        curb: who withholds what from whom. year: of its groups.
    """
    draft = WorldDraft(accounts)
    _apply(curb, _Context(accounts, draft, names, at, year, stage=1))
    return draft.shocks()


@functools.singledispatch
def _apply(move: Move, c: _Context) -> None:
    """Moves that the economy does not know change nothing here, and sanctions lifted and energy deals act after all."""


@_apply.register
def _tariff(move: Tariff, c: _Context) -> None:
    setters = c.names.one_tariff(c.states("by", move.by), c.year)
    _set_duty(move, c, setters, c.states("on", move.on))


def _set_duty(move: Tariff, c: _Context, setters: list[str], targets: list[str]) -> None:
    cells = c.draft.cells(c.sectors(move.sectors), *c.pairs(setters, targets, across_borders=True))
    before = c.draft.array("tariff")[cells]
    if move.set_pct is not None:
        c.tax("tariff", cells, np.full_like(before, move.set_pct / 100))
    else:
        c.tax("tariff", cells, before + (move.add_pp or 0.0) / 100)


@_apply.register
def _retaliation(move: Retaliation, c: _Context) -> None:
    original = next((m for m in c.names.scenario.moves[: c.at] if m.id == move.against), None)
    answering = c.states("by", move.by)
    if isinstance(original, Tariff):
        provokers = c.names.one_tariff(c.states("against", original.by), c.year)
        _set_duty(original, c, c.names.one_tariff(answering, c.year), provokers)
    elif isinstance(original, ImportBan):
        provokers = c.names.one_tariff(c.states("against", original.by), c.year)
        _refuse(original, c, c.names.one_tariff(answering, c.year), provokers)
    elif isinstance(original, ExportCurb | Sanction):
        mirrored = original.model_copy(update={"by": move.by, "on": original.by})
        _apply(mirrored, c)
    else:
        found = f"a {original.kind} has no mirror" if original else f"no earlier move has id {move.against!r}"
        raise c.names.problem(c.at, "against", f"{found}; answer a tariff, import_ban, export_curb or sanction")


@_apply.register
def _export_curb(move: ExportCurb, c: _Context) -> None:
    if move.commodities is not None and c.names.with_satellites:
        return  # of satellites only the total of goods trade is known
    n, i = c.pairs(c.states("on", move.on), c.states("by", move.by))
    for sectors, part in _curbed(move, c, n, i):
        cells = c.draft.cells(sectors, n, i)
        if move.share is not None:
            c.draft.array("availability")[cells] *= 1 - move.share * part
        else:
            before = c.draft.array("export_tax")[cells]
            c.tax("export_tax", cells, before + (move.tax_pct or 0.0) / 100 * part)


def _curbed(move: ExportCurb, c: _Context, n: Positions, i: Positions) -> list[tuple[list[int], Array]]:
    """Sectors that a curb touches, with the part of each pair's flow that it touches, [pair]."""
    if move.commodities is None:
        return [(c.sectors(move.sectors or ()), np.ones(len(n)))]
    parts, notes = sector_parts(c.names.commodities(c.at, move.commodities), c.accounts.flow, c.names.world, n, i)
    for note in notes:
        c.names.warn(note)
    return [([sector], part) for sector, part in parts]


@_apply.register
def _sanction(move: Sanction, c: _Context) -> None:
    by, on, sectors = c.states("by", move.by), c.states("on", move.on), c.sectors(move.sectors)
    if not move.both_ways:
        c.names.warn(
            "sanction one way: exports of `by` to `on` are cut, imports go on; for the other way use import_ban."
        )
    hit = [c.pairs(on, by), c.pairs(by, on)] if move.both_ways else [c.pairs(on, by)]
    c.scale("availability", sectors, c.together(hit), 1 - move.share)


@_apply.register
def _import_ban(move: ImportBan, c: _Context) -> None:
    _refuse(move, c, c.names.one_tariff(c.states("by", move.by), c.year), c.states("on", move.on))


def _refuse(move: ImportBan, c: _Context, refusing: list[str], targets: list[str]) -> None:
    """Varieties of the targets that those who refuse may no longer buy; trade inside a customs union goes on."""
    c.scale("availability", c.sectors(move.sectors), c.pairs(refusing, targets, across_borders=True), 1 - move.share)


def _sides(move: TradeCost | TradeAgreement, c: _Context, union: bool) -> Pairs:
    """Pairs (importer, exporter) that a paired move touches: across its sides, or inside a single group.

    Args:
        union: whether sides are widened to whole customs unions, as duties are.
    """

    def who(what: str, given: tuple[str, ...]) -> list[str]:
        states = c.states(what, given)
        return c.names.one_tariff(states, c.year) if union else states

    if move.between is None:
        return c.pairs(who("by", move.by or ()), who("on", move.on or ()))
    sides = [who("between", (name,)) for name in move.between]
    if len(sides) == 1:
        return c.pairs(sides[0], sides[0])
    return c.together([c.pairs(a, b) for a, b in itertools.permutations(sides, 2)])


@_apply.register
def _trade_cost(move: TradeCost, c: _Context) -> None:
    c.scale("trade_cost", c.sectors(move.sectors), _sides(move, c, union=False), 1 + move.cost_pct / 100)


@_apply.register
def _trade_agreement(move: TradeAgreement, c: _Context) -> None:
    sectors, pairs = c.sectors(move.sectors), _sides(move, c, union=move.tariffs_to_pct is not None)
    if move.cost_pct is not None:
        c.scale("trade_cost", sectors, pairs, 1 + move.cost_pct / 100)
    if move.tariffs_to_pct is not None:
        cells = c.draft.cells(sectors, *pairs)
        c.tax("tariff", cells, np.minimum(c.draft.array("tariff")[cells], move.tariffs_to_pct / 100))


@_apply.register
def _money(move: Money, c: _Context) -> None:
    if move.conditional:
        c.names.warn(
            f"{move.kind}: conditions change no income: the money counts in full there; they lower its attraction."
        )
    givers, receivers = c.states("by", move.by), c.states("to", move.to)
    amount = 0.0 if c.stage == REPAID else 1000 * _yearly_gift_usd_bn(move, c)
    for states, sign in ((givers, -1), (receivers, 1)):
        size = np.array([c.size(s) for s in states])
        np.add.at(c.draft.transfer, [c.position(s) for s in states], sign * amount * size / size.sum())
    if move.trade_cost_pct is not None:
        both = c.together([c.pairs(givers, receivers), c.pairs(receivers, givers)])
        c.scale("trade_cost", c.sectors(("goods",)), both, 1 + move.trade_cost_pct / 100)


def _yearly_gift_usd_bn(move: Money, c: _Context) -> float:
    """The gift in a year: all of a grant; of a loan the annuity of its grant element over its years."""
    if isinstance(move.terms, LoanTerms):
        loan = move.terms.loan
        share = grant_element(loan.rate_pct, loan.years)
        if share == 0:
            c.names.warn(
                f"{move.kind}: a loan at {loan.rate_pct:g} % is at or above the rate of discount "
                f"({loan_discount().value_pct:g} %); no part of it is a gift, its burden is not modelled."
            )
        return annuity(share * move.usd_bn, loan.years)
    if move.terms == "loan":
        also = "" if move.trade_cost_pct is None else "; only its trade_cost_pct acts"
        c.names.warn(
            f"{move.kind}: a loan without rate and years is at market terms, and no part of it is a gift{also}."
        )
        return 0.0
    return move.usd_bn

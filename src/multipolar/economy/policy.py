"""From moves to shocks: what each kind of move changes in the conditions of the equilibrium."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.commodity_parts import sector_parts
from multipolar.economy.energy import deliver
from multipolar.economy.names import Names
from multipolar.economy.relief import lift_sanctions
from multipolar.economy.shocks import Shocks, no_shocks, settled
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

__all__ = ["shocks_from", "shocks_of_curb"]

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Context:
    """What the application of a move needs: arrays to fill, names to resolve, the move's place in the file.

    Args:
        year: of the membership of groups. stage: of the move, see `Move.stage`.
    """

    accounts: Accounts
    shocks: Shocks
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
        return self.names.axis.index(state if state in self.names.axis else REST)

    def size(self, state: str) -> float:
        """Value added or GDP, million USD."""
        if state in self.names.world.countries:
            return float(self.accounts.value_added[self.position(state)])
        data = satellite_data()
        return float(data.gdp[data.codes.index(state)])

    def pairs(self, importers: list[str], exporters: list[str]) -> Iterator[tuple[int, int]]:
        """Positions (importer, exporter) of all pairs of different states; where satellites have places, only theirs."""
        place = {state: k for k, state in enumerate(self.names.axis)}
        lent = set(self.names.satellites) if self.names.with_satellites else set(place)
        for n in importers:
            for i in exporters:
                if n != i and n in place and i in place and (n in lent or i in lent):
                    yield place[n], place[i]


def shocks_from(accounts: Accounts, names: Names, year: int, *, part: bool = False) -> Shocks:
    """Shocks of all modelled moves of a scenario that hold in a year, applied in the order of the file.

    Args:
        accounts: the baseline. names: of the scenario in its world. year: which moves hold.
        part: the moves are only some of a scenario's, so gifts that others repay are not checked.

    Raises:
        ScenarioError: a name that means nothing here, a duty that would fall to -100 % or below, or a gift larger
            than what the giver produces.
    """
    shocks = no_shocks(accounts)
    last_gift = 0
    for at, move in enumerate(names.scenario.moves):
        stage = move.stage(year, names.first_year)
        if stage and names.concerns(move, move.from_ or names.first_year):
            context = _Context(accounts, shocks, names, at, move.from_ or names.first_year, stage)
            _apply(move, context)
            last_gift = at if isinstance(move, Money) else last_gift
            if (shocks.tariff <= -1).any() or (shocks.export_tax <= -1).any():
                raise names.problem(at, "by", "the duty falls to -100 % or below")
    if not names.with_satellites:
        lift_sanctions(shocks, names, year)
        deliver(accounts, shocks, names, year)
        if not part:
            _require_affordable(accounts, shocks, names, last_gift)
    return settled(shocks)


def _require_affordable(accounts: Accounts, shocks: Shocks, names: Names, at: int) -> None:
    """Refuse gifts, net of those received, that reach the value added of the giver.

    Args:
        at: the move to name in the message.
    """
    short = np.flatnonzero(-shocks.transfer >= accounts.value_added)
    if short.size:
        giver = short[0]
        raise names.problem(
            at,
            "usd_bn",
            f"with this move {names.world.countries[giver]} gives away USD {-shocks.transfer[giver] / 1000:.6g} billion a "
            f"year, net of gifts to it, but its value added is {accounts.value_added[giver] / 1000:.6g} billion; "
            "give less, or name more givers",
        )


def shocks_of_curb(accounts: Accounts, names: Names, at: int, curb: ExportCurb, year: int) -> Shocks:
    """Shocks of one curb alone.

    Args:
        accounts: the baseline. names: of the scenario. at: position of the move that the curb is or is part of.
        curb: who withholds what from whom. year: of its groups.
    """
    context = _Context(accounts, no_shocks(accounts), names, at, year, stage=1)
    _apply(curb, context)
    return settled(context.shocks)


@functools.singledispatch
def _apply(move: Move, c: _Context) -> None:
    """Moves that the economy does not know change nothing here, and sanctions lifted and energy deals act after all."""


@_apply.register
def _tariff(move: Tariff, c: _Context) -> None:
    setters = c.names.one_tariff(c.states("by", move.by), c.year)
    _set_duty(move, c, setters, c.states("on", move.on))


def _set_duty(move: Tariff, c: _Context, setters: list[str], targets: list[str]) -> None:
    sectors = c.sectors(move.sectors)
    for n, i in c.pairs(setters, targets):
        if c.names.same_union(c.names.axis[n], c.names.axis[i], c.year):
            continue
        if move.set_pct is not None:
            c.shocks.tariff[sectors, n, i] = move.set_pct / 100
        else:
            c.shocks.tariff[sectors, n, i] += (move.add_pp or 0.0) / 100


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
    pairs = list(c.pairs(c.states("on", move.on), c.states("by", move.by)))
    n, i = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    for sector, part in _curbed(move, c, n, i):
        if move.share is not None:
            c.shocks.availability[sector, n, i] *= 1 - move.share * part
        else:
            c.shocks.export_tax[sector, n, i] += (move.tax_pct or 0.0) / 100 * part


def _curbed(move: ExportCurb, c: _Context, n: Positions, i: Positions) -> list[tuple[int, npt.NDArray[np.float64]]]:
    """Sectors that a curb touches, with the part of each pair's flow that it touches, [pair]."""
    if move.commodities is None:
        return [(sector, np.ones(len(n))) for sector in c.sectors(move.sectors or ())]
    parts, notes = sector_parts(c.names.commodities(c.at, move.commodities), c.accounts.flow, c.names.world, n, i)
    for note in notes:
        c.names.warn(note)
    return parts


@_apply.register
def _sanction(move: Sanction, c: _Context) -> None:
    by, on, sectors = c.states("by", move.by), c.states("on", move.on), c.sectors(move.sectors)
    if not move.both_ways:
        c.names.warn(
            "sanction one way: exports of `by` to `on` are cut, imports go on; for the other way use import_ban."
        )
    hit = set(c.pairs(on, by)) | (set(c.pairs(by, on)) if move.both_ways else set())
    for n, i in hit:
        c.shocks.availability[sectors, n, i] *= 1 - move.share


@_apply.register
def _import_ban(move: ImportBan, c: _Context) -> None:
    _refuse(move, c, c.names.one_tariff(c.states("by", move.by), c.year), c.states("on", move.on))


def _refuse(move: ImportBan, c: _Context, refusing: list[str], targets: list[str]) -> None:
    """Varieties of the targets that those who refuse may no longer buy; trade inside a customs union goes on."""
    sectors, axis = c.sectors(move.sectors), c.names.axis
    for n, i in c.pairs(refusing, targets):
        if not c.names.same_union(axis[n], axis[i], c.year):
            c.shocks.availability[sectors, n, i] *= 1 - move.share


def _sides(move: TradeCost | TradeAgreement, c: _Context, union: bool) -> set[tuple[int, int]]:
    """Pairs (importer, exporter) that a paired move touches: across its sides, or inside a single group.

    Args:
        union: whether sides are widened to whole customs unions, as duties are.
    """

    def who(what: str, given: tuple[str, ...]) -> list[str]:
        states = c.states(what, given)
        return c.names.one_tariff(states, c.year) if union else states

    if move.between is None:
        return set(c.pairs(who("by", move.by or ()), who("on", move.on or ())))
    sides = [who("between", (name,)) for name in move.between]
    if len(sides) == 1:
        return set(c.pairs(sides[0], sides[0]))
    return {p for a in range(len(sides)) for b in range(len(sides)) if a != b for p in c.pairs(sides[a], sides[b])}


@_apply.register
def _trade_cost(move: TradeCost, c: _Context) -> None:
    sectors = c.sectors(move.sectors)
    for n, i in _sides(move, c, union=False):
        c.shocks.trade_cost[sectors, n, i] *= 1 + move.cost_pct / 100


@_apply.register
def _trade_agreement(move: TradeAgreement, c: _Context) -> None:
    sectors = c.sectors(move.sectors)
    for n, i in _sides(move, c, union=move.tariffs_to_pct is not None):
        if move.cost_pct is not None:
            c.shocks.trade_cost[sectors, n, i] *= 1 + move.cost_pct / 100
        if move.tariffs_to_pct is not None:
            lowered = np.minimum(c.shocks.tariff[sectors, n, i], move.tariffs_to_pct / 100)
            c.shocks.tariff[sectors, n, i] = lowered


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
        np.add.at(c.shocks.transfer, [c.position(s) for s in states], sign * amount * size / size.sum())
    if move.trade_cost_pct is not None:
        goods = c.sectors(("goods",))
        for n, i in set(c.pairs(givers, receivers)) | set(c.pairs(receivers, givers)):
            c.shocks.trade_cost[goods, n, i] *= 1 + move.trade_cost_pct / 100


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

"""One answer a move on what stands today."""

from __future__ import annotations

import functools

from multipolar.economy.names import Names
from multipolar.errors import InputError
from multipolar.moves import (
    EnergyDeal,
    ExportCurb,
    Guarantee,
    ImportBan,
    InstitutionReform,
    Membership,
    Money,
    Move,
    PeaceDeal,
    Pressure,
    Retaliation,
    Sanction,
    SanctionsRelief,
    Tariff,
    TradeAgreement,
    TradeCost,
    Visit,
    Withdrawal,
)
from multipolar.reach import answered
from multipolar.scenario import Scenario
from multipolar.today import politics, trade
from multipolar.today.shared import Asked, Today, called, no_data, source_of
from multipolar.world import World, load_world

__all__ = ["Today", "today"]


def today(scenario: Scenario, world: World | None = None) -> list[Today]:
    """Today's policy for every move of a scenario, from the accounts and the packaged political tables.

    Args:
        scenario: moves, whether or not they could be run: a name that means nothing here is the reason of no answer.
        world: the accounts; None loads those that the scenario names. A scenario that it starts after is not solved.
    """
    names = Names(scenario, load_world(scenario.world) if world is None else world)
    return [_answer(Asked(names, at, move)) for at, move in enumerate(scenario.moves)]


def _answer(asked: Asked) -> Today:
    try:
        return _today(asked.move, asked)
    except InputError as error:
        return no_data(str(error))


@functools.singledispatch
def _today(move: Move, asked: Asked) -> Today:
    """Kinds of which no table holds today's state."""
    return no_data(f"no table holds today's state of what {move.kind.replace('_', ' ')} moves")


@_today.register
def _tariff(move: Tariff, asked: Asked) -> Today:
    return trade.tariff(asked, move)


@_today.register
def _retaliation(move: Retaliation, asked: Asked) -> Today:
    """What the answer would act on, in the words of the kind that it mirrors."""
    original = answered(move, asked.names.scenario.moves)
    actors = () if original is None else original.actors
    sides = {"by": move.by, "on": actors}
    if isinstance(original, Tariff | Sanction | ImportBan | ExportCurb) and actors:
        mirrored = original.model_copy(update={**sides, "from_": move.from_})
        found = _today(mirrored, Asked(asked.names, asked.index, mirrored))
        return Today(found.value, found.unit, found.text, found.source, None, None, found.reason)
    return no_data("the move that it answers is none that can be mirrored")


@_today.register
def _curb(move: ExportCurb, asked: Asked) -> Today:
    return trade.curb(asked, move)


@_today.register
def _sanction(move: Sanction, asked: Asked) -> Today:
    return politics.of_sanction(asked, move)


@_today.register
def _ban(move: ImportBan, asked: Asked) -> Today:
    """What is imported now, all of which a ban can refuse."""
    buyers, sellers = asked.economies("by", move.by), asked.economies("on", move.on)
    pairs = [(n, i) for n in buyers for i in sellers if n != i]
    flow = trade.flow_of(asked, pairs, asked.sectors(move.sectors)) / 1000
    if flow <= 0:
        return no_data(
            f"no imports of {called(move.by)} from {called(move.on)} in the accounts of {asked.world.name}", "share"
        )
    text = (
        f"imports of {trade.sector_words(asked, move.sectors)} from {called(move.on)} by {called(move.by)}: "
        f"{flow:,.3g} billion USD in {asked.world.year}"
    )
    return Today(flow, "billion USD a year", text, source_of(asked.world, "flow"), "share", 0.0)


@_today.register
def _trade_cost(move: TradeCost, asked: Asked) -> Today:
    return trade.trade_cost(asked, move)


@_today.register
def _agreement(move: TradeAgreement, asked: Asked) -> Today:
    return trade.agreement(asked, move)


@_today.register(SanctionsRelief)
@_today.register(PeaceDeal)
def _relief(move: SanctionsRelief | PeaceDeal, asked: Asked) -> Today:
    return trade.relief(asked, move)


@_today.register
def _deal(move: EnergyDeal, asked: Asked) -> Today:
    return trade.deal(asked, move)


@_today.register
def _money(move: Money, asked: Asked) -> Today:
    return politics.finance(asked, move)


@_today.register
def _visit(move: Visit, asked: Asked) -> Today:
    return politics.visit(asked, move)


@_today.register
def _guarantee(move: Guarantee, asked: Asked) -> Today:
    return politics.guarantee(asked, move)


@_today.register(Membership)
@_today.register(Withdrawal)
def _membership(move: Membership | Withdrawal, asked: Asked) -> Today:
    return politics.membership(asked, move)


@_today.register
def _pressure(move: Pressure, asked: Asked) -> Today:
    return politics.pressure(asked, move)


@_today.register
def _reform(move: InstitutionReform, asked: Asked) -> Today:
    return politics.reform(asked, move)

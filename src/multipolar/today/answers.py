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
from multipolar.today.shared import Asked, Today, no_data
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


_today.register(Tariff, trade.tariff)
_today.register(ExportCurb, trade.curb)
_today.register(ImportBan, trade.ban)
_today.register(TradeCost, trade.trade_cost)
_today.register(TradeAgreement, trade.agreement)
_today.register(EnergyDeal, trade.deal)
_today.register(Sanction, politics.sanction)
_today.register(Money, politics.finance)
_today.register(Visit, politics.visit)
_today.register(Guarantee, politics.guarantee)
_today.register(Pressure, politics.pressure)
_today.register(InstitutionReform, politics.reform)
for _lifting in (SanctionsRelief, PeaceDeal):
    _today.register(_lifting, trade.relief)
for _leaving in (Membership, Withdrawal):
    _today.register(_leaving, politics.membership)

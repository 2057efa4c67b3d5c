"""What moves do to the levers of alignment, beside the economy: contacts, promises, money, sanctions, memberships, deals.

Every kind of move that has a lever of its own fills the dose of that lever, in the unit that `params/alignment.yaml` names.
What a move does through real income and trade is added by `economic`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.alignment.money import finance_of
from multipolar.alignment.theatres import theatre
from multipolar.economy.names import Names
from multipolar.economy.relief import lifting_sides
from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.moves import (
    Attention,
    EnergyDeal,
    Guarantee,
    Membership,
    Money,
    Move,
    PeaceDeal,
    Pressure,
    Retaliation,
    Sanction,
    SanctionsRelief,
    Visit,
    Withdrawal,
)
from multipolar.params.alignment import alignment_settings, visit_weight
from multipolar.reach import answered
from multipolar.world.groups import codes_of, group_names, members

__all__ = ["LEVERS", "TIES", "Doses", "doses_of", "threatened"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LEVERS = ("income", "dependence", "loans", "aid", "visit", "guarantee", "sanction", "pressure", "attention")
"""Levers of attraction, as in `params/alignment.yaml`."""
TIES = (
    "tie_guarantee",
    "tie_sanction",
    "tie_visit",
    "tie_energy_deal",
    "tie_membership",
    "tie_finance",
    "tie_peace_deal",
    "tie_pressure",
)
"""Doses of ties, as in `params/alignment.yaml`."""
UNIVERSAL = ("UN", "UNGA", "UNSC", "WTO", "IMF", "WHO", "World Bank")
"""Bodies that all poles belong to: who joins or leaves them comes no nearer to one pole than to another."""
TRADE_KINDS = ("tariff", "export_curb", "sanction", "import_ban", "trade_cost")
"""Kinds whose threat is a doubt about the one who threatens an ally; a retaliation is of the kind that it answers."""


@dataclass(frozen=True, eq=False)
class Doses:
    """Doses of one year by group of moves.

    Args:
        attraction: [group, lever, state, pole] in the unit of each of `LEVERS`. credibility has not been applied.
        organisations: [group, state, pole] organisations more or fewer that a state shares with a pole.
        tie: [group, kind, state, pole] in the unit of each of `TIES`.
    """

    attraction: Array
    organisations: Array
    tie: Array

    def equals(self, other: Doses) -> bool:
        """Whether all doses are the same; one that is missing equals nothing.

        Args:
            other: of another year.
        """
        return (
            np.array_equal(self.attraction, other.attraction)
            and np.array_equal(self.organisations, other.organisations)
            and np.array_equal(self.tie, other.tie)
        )


@dataclass(frozen=True, eq=False)
class _Context:
    """What a move needs to fill its doses: arrays, who is who, its group, the year at hand and its own first year.

    Args:
        lifted: [state, pole] share of standing sanctions that earlier moves of the file lift, filled as moves act.
    """

    doses: Doses
    names: Names
    base: Baseline
    at: int
    group: int
    year: int
    lifted: Array

    @property
    def move(self) -> Move:
        return self.names.scenario.moves[self.at]

    @property
    def start(self) -> int:
        return self.move.from_ or self.names.first_year

    def who(self, given: Sequence[str]) -> Mask:
        """[state] named by codes, groups or `all`; unknown states are left out, names were checked before."""
        codes = codes_of(tuple(given), self.start)
        return np.array(["all" in codes or s in codes for s in self.base.states])

    def poles(self, given: Sequence[str]) -> Mask:
        """[pole] that the names hold, whole or a member of it."""
        codes = codes_of(tuple(given), self.start)
        return np.array(["all" in codes or bool(codes & codes_of((p,), self.start)) for p in self.base.poles])

    def pairs(self, states: Mask, poles: Mask) -> Array:
        """[state, pole] 1 where a state meets a pole that it is not part of."""
        met: Array = np.outer(states, poles) * (1.0 - self.base.of_pole)
        return met

    def both(self, one: Sequence[str], other: Sequence[str]) -> Array:
        """[state, pole] 1 for states of either side with poles of the other."""
        met = self.pairs(self.who(one), self.poles(other)) + self.pairs(self.who(other), self.poles(one))
        return np.minimum(met, 1.0)

    def lever(self, name: str, dose: Array) -> None:
        self.doses.attraction[self.group, LEVERS.index(name)] += dose

    def tie(self, name: str, dose: Array) -> None:
        self.doses.tie[self.group, TIES.index(name)] += dose


def doses_of(names: Names, base: Baseline, group_of: Sequence[int], year: int, *, only_spoken: bool = False) -> Doses:
    """Doses of all moves in a year, without what the economy adds.

    Args:
        names: of the scenario in its world. base: states and poles. group_of: [move] group of every move.
        year: visits fade with it, loans are served, moves begin and end.
        only_spoken: what the moves do by being announced or threatened, where they are not carried out.

    Raises:
        ScenarioError: a rank, body or theatre that means nothing here.
    """
    groups, shape = max(group_of, default=-1) + 1, base.tie.shape
    doses = Doses(
        np.zeros((groups, len(LEVERS), *shape)), np.zeros((groups, *shape)), np.zeros((groups, len(TIES), *shape))
    )
    lifted = np.zeros(shape)
    for at, move in enumerate(names.scenario.moves):
        context = _Context(doses, names, base, at, group_of[at], year, lifted)
        if year >= context.start:
            (_doubt if only_spoken else _fill)(move, context)
    return doses


@functools.singledispatch
def _fill(move: Move, c: _Context) -> None:
    """Moves on trade act through the economy; as threats on allies they are doubts."""
    _doubt(move, c)


def _doubt(move: Move, c: _Context) -> None:
    """A restriction that is announced or threatened and not in force: a doubt where there is a pact."""
    targets = threatened(move, c.names.scenario.moves)
    if targets and move.active(c.year):
        part = alignment_settings()["threat_doubt"].value
        c.lever("guarantee", -part * _exposed(c, c.pairs(c.who(targets), c.poles(move.actors)) * c.base.pact))


def threatened(move: Move, moves: Sequence[Move]) -> Sequence[str]:
    """Whom a move that is announced or threatened would restrict; empty for all other moves.

    Args:
        move: the move. moves: those of its scenario, to see whom a retaliation hits.
    """
    if move.status not in ("announced", "threatened"):
        return ()
    if isinstance(move, Retaliation):
        original = answered(move, moves)
        return () if original is None else original.actors
    return (getattr(move, "on", None) or ()) if move.kind in TRADE_KINDS else ()


def _exposed(c: _Context, dose: Array) -> Array:
    """A promise or a doubt counts with the exposure of the state to threat."""
    return dose * c.base.threat[:, None]


@_fill.register
def _visit(move: Visit, c: _Context) -> None:
    decay = alignment_settings()["visit_decay_years"].value
    last = c.start if move.until is None else min(move.until, c.year)
    try:
        weight = visit_weight(move.rank, call=move.kind == "call") * max(0.0, 1 - (c.year - last) / decay)
    except InputError as error:
        raise c.names.problem(c.at, "rank", str(error)) from error
    met = weight * c.both(move.by, move.to)
    c.lever("visit", met)
    c.tie("tie_visit", met)


@_fill.register
def _guarantee(move: Guarantee, c: _Context) -> None:
    if not move.active(c.year):
        return
    given = c.pairs(c.who(move.to), c.poles(move.by))
    mutual = np.maximum(given, c.pairs(c.who(move.by) & c.base.of_pole.any(axis=1), c.poles(move.to)))
    if move.level < 0:  # a doubt takes away what was promised, and nothing where nothing was
        given, mutual = given * c.base.pact, mutual * c.base.pact
    c.lever("guarantee", move.level * _exposed(c, given))
    c.tie("tie_guarantee", move.level * mutual)


def _sanctioned(c: _Context, by: Sequence[str], on: Sequence[str], share: float) -> None:
    """Sanctions put in force: they repel the target, and cool the tie of both."""
    hit = c.pairs(c.who(on), c.poles(by))
    c.lever("sanction", share * hit)
    c.tie("tie_sanction", share * np.maximum(hit, c.pairs(c.who(by), c.poles(on))))


@_fill.register
def _sanction(move: Sanction, c: _Context) -> None:
    _doubt(move, c)
    if move.active(c.year):
        _sanctioned(c, move.by, move.on, move.share)


@_fill.register
def _relief(move: SanctionsRelief, c: _Context) -> None:
    if move.active(c.year):
        _lifted(c, move.by, move.on, move.share)


def _lifted(c: _Context, by: Sequence[str], on: Sequence[str], share: float) -> None:
    """Sanctions lifted where they stand; where several moves lift them the largest share counts, as in the economy."""
    hit = share * c.pairs(c.who(on), c.poles(by)) * c.base.sanctioned
    more = np.maximum(hit - c.lifted, 0.0)
    c.lifted[:] = np.maximum(hit, c.lifted)
    c.lever("sanction", -more)
    c.tie("tie_sanction", -more)


@_fill.register
def _retaliation(move: Retaliation, c: _Context) -> None:
    _doubt(move, c)
    original = answered(move, c.names.scenario.moves)
    if isinstance(original, Sanction) and move.active(c.year):
        _sanctioned(c, move.by, original.by, original.share)


@_fill.register
def _peace(move: PeaceDeal, c: _Context) -> None:
    if not move.active(c.year):
        return
    c.tie("tie_peace_deal", c.both(move.parties, move.parties))
    sides = lifting_sides(move, c.start)
    if sides is not None:
        _lifted(c, *sides, move.lifts)


@_fill.register
def _membership(move: Membership, c: _Context) -> None:
    if move.active(c.year):
        _organisation(c, move.who, move.body, -1.0 if move.change == "leaves" else 1.0)


@_fill.register
def _withdrawal(move: Withdrawal, c: _Context) -> None:
    if move.active(c.year):
        _organisation(c, move.who, move.body, -1.0)


def _organisation(c: _Context, who: Sequence[str], body: str, change: float) -> None:
    """One organisation more or fewer that a state shares with every pole in the body, and members with a pole that moves."""
    if body in UNIVERSAL:
        return
    if body not in group_names():
        known = sorted({*group_names(), *UNIVERSAL})
        raise c.names.problem(c.at, "body", f"no list of members of {body!r}{did_you_mean(body, known)}")
    belongs = members(body, c.start)
    moving = codes_of(tuple(who), c.start)
    idle = moving <= set(belongs) if change > 0 else not moving & set(belongs)
    if idle:
        what = "belongs to it already" if change > 0 else "does not belong to it"
        c.names.warn(f"{c.move.kind}: {', '.join(who)}, {body}: {what} in {c.start}; it changes nothing.")
        return
    stay = tuple(m for m in belongs if m not in moving)
    shared = change * np.maximum(c.pairs(c.who(who), c.poles(belongs)), c.pairs(c.who(stay), c.poles(who)))
    c.doses.organisations[c.group] += shared
    c.tie("tie_membership", shared)


@_fill.register
def _energy(move: EnergyDeal, c: _Context) -> None:
    if not move.active(c.year):
        return
    met = c.both(move.by, move.to)
    if move.share is not None:
        tied = 100 * move.share * met
    else:  # a sum of money, against all goods trade of the state with the pole
        trade = np.maximum(c.base.dependence, 1e-9) / 100 * c.base.gdp[:, None]
        tied = np.minimum(100.0, 100 * 1000 * (move.usd_bn or 0.0) / trade) * met
    c.tie("tie_energy_deal", np.nan_to_num(tied))


@_fill.register
def _pressure(move: Pressure, c: _Context) -> None:
    if move.active(c.year):
        pressed = move.weight * c.pairs(c.who(move.on), c.poles(move.by))
        c.lever("pressure", pressed)
        c.tie("tie_pressure", pressed)


@_fill.register
def _attention(move: Attention, c: _Context) -> None:
    if move.active(c.year):
        for what, given, sign in (("from_theatre", move.from_theatre, -1.0), ("to_theatre", move.to_theatre, 1.0)):
            states = c.who(theatre(given, lambda text, what=what: c.names.problem(c.at, what, text)))  # type: ignore[misc]
            c.lever("attention", sign * move.weight * c.pairs(states, c.poles(move.by)))


@_fill.register
def _money(move: Money, c: _Context) -> None:
    lever, dose, received = finance_of(move, c.base, c.year, c.start)
    if lever is None:
        c.names.warn(f"{move.kind}: a loan without rate and years has no known burden; it moves no alignment.")
        return
    c.lever(lever, dose)
    c.tie("tie_finance", received)

"""Today's sanctions, pacts, visits, finance, memberships and rules for moves on politics."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from multipolar.errors import InputError
from multipolar.moves import (
    Guarantee,
    InstitutionReform,
    Membership,
    Money,
    Pressure,
    Sanction,
    Visit,
    Withdrawal,
)
from multipolar.params.read import read_table
from multipolar.politics.bodies import Body, body_called
from multipolar.politics.tables import Ties, ties
from multipolar.today.shared import Asked, Today, called, no_data
from multipolar.world.groups import group_names, members

__all__ = ["finance", "guarantee", "membership", "pressure", "reform", "sanction", "visit"]

LOOK_BACK = 5
"""Years of finance and of visits that count as of today."""
FRESH = 10
"""A record that ends more years before the table does is of a state that is no more, and says nothing of today."""


@dataclass(frozen=True)
class _Cell:
    """One entry of the table of ties: a state, a power, its values by year."""

    state: str
    power: str
    values: np.ndarray
    years: tuple[int, ...]

    @property
    def known(self) -> bool:
        return bool(np.isfinite(self.values).any())

    @property
    def last(self) -> tuple[float, int]:
        """The last known value and its year."""
        at = self._end
        return float(self.values[at]), self.years[at]

    @property
    def recent(self) -> float:
        """Sum over the last `LOOK_BACK` years of the record."""
        end = self._end + 1
        return float(np.nansum(self.values[max(end - LOOK_BACK, 0) : end]))

    @property
    def _end(self) -> int:
        return int(np.flatnonzero(np.isfinite(self.values))[-1])


def _cells(feature: str, states: Sequence[str], powers: Sequence[str]) -> list[_Cell]:
    """Entries of a feature for states with powers that have data of late."""
    table: Ties = ties()
    series = table.series(feature)
    found = [
        _Cell(s, p, series[table.states.index(s), table.powers.index(p)], table.years)
        for s, p in itertools.product(states, powers)
        if s != p and s in table.states and p in table.powers
    ]
    return [cell for cell in found if cell.known and cell.last[1] > table.years[-1] - FRESH]


def _when(cells: Iterable[_Cell]) -> str:
    """Last year of the records: one, or the first and last of them where they end at different times."""
    years = {cell.last[1] for cell in cells}
    return f"{max(years)}" if len(years) == 1 else f"{min(years)} to {max(years)} (records end at different times)"


def _lately(cells: Iterable[_Cell]) -> str:
    """The `LOOK_BACK` years to the end of the records, in words."""
    ends = sorted({cell.last[1] for cell in cells})
    if len(ends) > 1:
        return f"in the last {LOOK_BACK} years of each record, which end in {' and '.join(map(str, ends))}"
    return f"{ends[0] - LOOK_BACK + 1} to {ends[0]}"


def _source(component: str) -> str:
    return " ".join(str(read_table("ties")["components"][component]["source"]).split())


def sanction(move: Sanction, asked: Asked) -> Today:
    """Share of the pairs of two sides on which one has sanctions in force on the other.

    Args:
        move: what is asked about. asked: it in its world.
    """
    by, on = called(move.by), called(move.on)
    senders, targets = asked.codes(move.by), asked.codes(move.on)
    cells = {(c.power, c.state): c for c in _cells("sanction_by_power", targets, senders)}
    cells |= {
        (c.state, c.power): c for c in _cells("sanction_on_power", senders, targets) if (c.state, c.power) not in cells
    }
    if not cells:
        reason = f"the table of sanctions has named powers on one side: none among {by} or {on}"
        return no_data(reason, "share")
    standing = sum(c.last[0] > 0 for c in cells.values())
    when, share = _when(cells.values()), standing / len(cells)
    if len(cells) == 1:
        ((sender, target),) = cells
        text = (
            f"{'' if standing else 'no '}sanctions of {called((sender,))} on {called((target,))} in force in {when}, "
            "the last year of the table"
        )
    else:
        text = f"sanctions of {by} on {on} in force in {when}: {standing} of {len(cells)} pairs with data"
    return Today(share, "share of pairs", f"{text}; kind and size are not in it", _source("sanctions"), "share", 0.0)


def visit(move: Visit, asked: Asked) -> Today:
    """Trips of the leaders of the visiting power to the host, and the last year of one.

    Args:
        move: what is asked about. asked: it in its world.
    """
    cells = _cells("visits_by_power", asked.codes(move.to), asked.codes(move.by))
    if not cells:
        return no_data("trips are recorded for the leaders of the United States and China alone")
    trips = sum(cell.recent for cell in cells)
    dates = [y for c in cells for y, v in zip(c.years, c.values, strict=True) if np.isfinite(v) and v > 0]
    last = f"the last in {max(dates)}" if dates else "none since the record begins"
    what = "calls are not recorded; trips" if move.kind == "call" else "trips"
    text = f"{what} of leaders of {called(move.by)} to {called(move.to)}, {_lately(cells)}: {trips:.0f}, {last}"
    return Today(trips, f"trips in {LOOK_BACK} years", text, _source("visits"))


def guarantee(move: Guarantee, asked: Asked) -> Today:
    """Share of the receivers that have a defence pact with the giver.

    Args:
        move: what is asked about. asked: it in its world.
    """
    to, by = asked.codes(move.to), asked.codes(move.by)
    cells = _cells("pact", to, by)
    cells += [c for c in _cells("pact", by, to) if (c.power, c.state) not in {(x.state, x.power) for x in cells}]
    if not cells:
        return no_data(f"the table of pacts has none of {called(move.by)} among its powers", "level")
    kept = [c for c in cells if c.last[0] > 0]
    when, share = _when(cells), len(kept) / len(cells)
    if len(cells) == 1:
        text = f"{'a' if kept else 'no'} defence pact of {called(move.by)} and {called(move.to)} in force in {when}"
    else:
        text = f"defence pacts of {called(move.by)} with {called(move.to)} in {when}: {len(kept)} of {len(cells)} pairs"
    return Today(share, "share of pairs with a pact", text, _source("pact"), "level", 0.0)


def pressure(move: Pressure, asked: Asked) -> Today:
    """Whether the two are strategic rivals: of pressure itself there is no table.

    Args:
        move: what is asked about. asked: it in its world.
    """
    by, on = asked.codes(move.by), asked.codes(move.on)
    cells = _cells("rivalry", on, by) or _cells("rivalry", by, on)
    if not cells:
        return no_data("no table of pressure, and no data on rivalry of these states", "weight")
    rivals = [c for c in cells if c.last[0] != 0]
    text = f"no table of pressure; strategic rivals in {_when(cells)}: {len(rivals)} of {len(cells)} pairs"
    return Today(len(rivals) / len(cells), "share of pairs that are rivals", text, _source("rivalry"), "weight", 0.0)


def finance(move: Money, asked: Asked) -> Today:
    """What the givers have committed to the receivers; China alone is recorded.

    Args:
        move: what is asked about. asked: it in its world.
    """
    cells = _cells("finance_usd_mn", asked.codes(move.to), asked.codes(move.by))
    if not cells:
        return no_data("finance is recorded for China alone, to states that received any", "usd_bn")
    yearly = sum(cell.recent for cell in cells) / 1000 / LOOK_BACK
    givers, receivers = (tuple(sorted(set(codes))) for codes in zip(*((c.power, c.state) for c in cells), strict=True))
    known = "" if len(receivers) == len(asked.codes(move.to)) else f" ({len(receivers)} of them with records)"
    text = f"{called(givers)} committed {yearly:,.3g} billion USD a year to {called(move.to)}{known}, the mean of {_lately(cells)}"
    return Today(yearly, "billion USD a year", text, _source("finance"), "usd_bn", 0.0)


def membership(move: Membership | Withdrawal, asked: Asked) -> Today:
    """How many of those named belong to the body.

    Args:
        move: what is asked about. asked: it in its world.
    """
    who = asked.codes(move.who)
    if move.body in group_names():
        inside, source = set(members(move.body, asked.year)), f"own compilation of memberships, {asked.year}"
    else:
        try:
            body = body_called(move.body)
        except InputError as error:
            return no_data(str(error))
        if len(body.weights) < 2 or not set(who) & set(body.weights):
            return no_data(f"{body.title}: the table does not name all members")
        inside, source = set(body.weights), body.source
    belong = [code for code in who if code in inside]
    if len(who) == 1:
        text = f"{called(move.who)} {'belongs' if belong else 'does not belong'} to {move.body.replace('_', ' ')} in {asked.year}"
    else:
        text = f"{len(belong)} of {len(who)} states belong to {move.body.replace('_', ' ')} in {asked.year}"
    return Today(float(len(belong)), f"members of {len(who)}", text, source)


def reform(move: InstitutionReform, asked: Asked) -> Today:
    """The rule by which the body decides.

    Args:
        move: what is asked about. asked: it in its world.
    """
    try:
        body: Body = body_called(move.body)
    except InputError as error:
        return no_data(str(error), "quota")
    rule = body.rule()
    votes = sum(body.weights.values())
    share = rule.share if rule.share is not None else None if rule.votes is None or not votes else rule.votes / votes
    text = f"{body.title}: {rule.text}"
    if share is None:
        return Today(None, "", text, body.source, "quota", None, "the rule is no share of votes")
    return Today(float(share), "fraction of all votes", text, body.source, "quota", float(share))

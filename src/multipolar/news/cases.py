"""A case that rules look at: an act with the names of its sides; and what a rule makes of it."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from multipolar.news.merge import Act
from multipolar.news.records import Amount, Event
from multipolar.news.topics import Subject, penalty_of
from multipolar.world.groups import group_names as known_groups
from multipolar.world.groups import members

__all__ = [
    "SHRINKS",
    "Candidate",
    "Case",
    "Found",
    "candidate",
    "listed",
    "or_unnamed",
    "outsiders_of",
    "pairs_of",
    "pct_of",
    "share_of",
    "sides_of",
    "united",
    "usd_bn_of",
]

UNIONS = ("EU", "EAEU")
LATEST = 2024
"""Year of membership of groups where an act has no date."""
CURBING = frozenset(("SANCTION", "THREATEN", "COERCE", "CONCEDE", "RETREAT", "AGREE"))
TRADING = frozenset(("AGREE", "COOPERATE", "SUPPORT", "CONCEDE"))
UNNAMED = "who acts or who is addressed is not named as a state or a group of states"

SHRINKS = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|shr[aiu]nk\w*|declin\w*|dropp?(?:s|ed|ing)?|plung\w*|plummet\w*|slump\w*|collaps\w*|tumbl\w*|"
    r"dwindl\w*|decreas\w*|contract(?:ed|ing)|slid|dipped|halved|dried\s+up)\b",
    re.I,
)
"""Words of trade that becomes less."""


@dataclasses.dataclass(frozen=True)
class Candidate:
    """A move that an act stands for.

    Args:
        kind, fields: as a scenario file has them; open sizes are None. notes: what was judged. status: of the move where it
        is not that of the act. event: whose words name the move. wider: what stands for the goods that the text names.
    """

    kind: str
    fields: dict[str, Any]
    notes: tuple[str, ...] = ()
    status: str | None = None
    event: Event | None = None
    wider: str = ""


@dataclasses.dataclass(frozen=True)
class Case:
    """An act as rules see it.

    Args:
        act: merged. subject: what it is about. by, to: names of its sides in the scenario language. judged: what was judged
        in naming them.
    """

    act: Act
    subject: Subject
    by: list[str]
    to: list[str]
    judged: tuple[str, ...]

    @property
    def planned(self) -> bool:
        """Whether it is still to come."""
        return self.act.status in ("pledged", "offered", "proposed", "intended", "expected", "called_for")


Found = list[Candidate] | str
"""Moves, or why there is none."""


def sides_of(case: Case, first: str = "by", second: str = "on") -> dict[str, Any] | None:
    """Fields of both sides; None where one is missing.

    Args:
        case: see `Case`. first, second: names of the fields.
    """
    others = [c for c in case.to if c not in case.by]
    return {first: listed(case.by), second: listed(others)} if case.by and others else None


def listed(names: list[str]) -> Any:
    """One name by itself, several as a list.

    Args:
        names: of a side.
    """
    return names[0] if len(names) == 1 else names


def pairs_of(case: Case) -> list[dict[str, Any]]:
    """Each of one side with each of the other, for moves that are made pair by pair.

    Args:
        case: see `Case`.
    """
    if case.act.reciprocal and not case.to:
        return []
    pairs = {tuple(sorted((a, b))): None for a in case.by for b in case.to if a != b}
    return [{"between": list(pair)} for pair in list(pairs)[:12]]


def pct_of(amount: Amount | None, units: tuple[str, ...] = ("pct", "pp")) -> float | None:
    """Per cent or points that a text states; None for another unit.

    Args:
        amount: stated, if any. units: that count.
    """
    return amount.value if amount is not None and amount.unit in units else None


def usd_bn_of(amount: Amount | None) -> float | None:
    """Billion USD that a text states; None for another unit.

    Args:
        amount: stated, if any.
    """
    return round(amount.value / 1000, 6) if amount is not None and amount.unit == "usd_mn" else None


def share_of(amount: Amount | None) -> float | None:
    """Fraction from 0 to 1 that a text states; None for another unit.

    Args:
        amount: stated, if any.
    """
    if amount is None or amount.unit not in ("share", "pct"):
        return None
    value = amount.value / (100 if amount.unit == "pct" else 1)
    return value if 0 <= value <= 1 else None


def candidate(
    kind: str,
    fields: dict[str, Any] | None,
    *notes: str,
    status: str | None = None,
    event: Event | None = None,
    **more: Any,
) -> list[Candidate]:
    """One candidate, none without fields.

    Args:
        kind, fields, notes, status, event: see `Candidate`. more: further fields.
    """
    return [] if fields is None else [Candidate(kind, {**fields, **more}, notes, status, event)]


def or_unnamed(found: list[Candidate]) -> Found:
    """Candidates, or that nobody is named.

    Args:
        found: candidates.
    """
    return found or UNNAMED


def outsiders_of(case: Case) -> Case:
    """The case without targets that belong to who acts, and without the customs union of who acts.

    Args:
        case: see `Case`.
    """
    year = int(case.act.date[:4]) if case.act.date and re.match(r"\d{4}", case.act.date) else LATEST
    own = {code for name in case.by if name in known_groups() for code in members(name, year)}
    unions = {name for name in UNIONS if set(case.by) & set(members(name, year))}
    return dataclasses.replace(case, to=[c for c in case.to if c not in own | unions])


def united(case: Case) -> Case:
    """The case with the European Union for Europe where the act is one of trade, for which it acts and answers as one.

    Args:
        case: see `Case`.
    """
    if "Europe" not in {*case.by, *case.to}:
        return case
    curbed = case.act.plover in CURBING and penalty_of(case.act) is not None
    traded = case.act.plover in TRADING and case.subject.around("trade")
    if not (curbed or traded):
        return case
    by, to = (list(dict.fromkeys("EU" if c == "Europe" else c for c in side)) for side in (case.by, case.to))
    return dataclasses.replace(case, by=by, to=to, judged=(*case.judged, "the EU stands for Europe"))

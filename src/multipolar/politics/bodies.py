"""International bodies as data: who votes with what weight, what it takes to pass, and public proposals to change it."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table
from multipolar.politics.tables import ukraine_votes
from multipolar.politics.voting_power import VotingGame

__all__ = ["Body", "Proposal", "Rule", "bodies", "body_called", "game_of", "is_other"]

HUNDREDTHS = 100
"""Votes in per cent are counted in hundredths, whole numbers."""
OTHER = "other "
"""Members without a name begin so."""


@dataclass(frozen=True)
class Rule:
    """What it takes to pass.

    Args:
        text: in words. votes: needed, or None where `share` of all votes is. strict: more than the share. heads: share of
            members that must agree as well. vetoes: who can block, or `all`.
    """

    text: str
    votes: int | None = None
    share: Fraction | None = None
    strict: bool = False
    heads: Fraction | None = None
    vetoes: tuple[str, ...] | str = ()


@dataclass(frozen=True)
class Proposal:
    """A change of a body that somebody proposed in public, or a past state of it.

    Args:
        name: in the table. title, note: in words. source: document. verified: compared with a second source; checked: what
            was. weights: votes that differ, in the unit of the body. add: members that come in. rule: the new rule, or None.
    """

    name: str
    title: str
    source: str
    verified: bool
    checked: str = ""
    note: str = ""
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    add: Mapping[str, Fraction] = field(default_factory=dict)
    rule: Rule | None = None


@dataclass(frozen=True)
class Body:
    """A body that decides by votes.

    Args:
        name, title: short and full. date: of the weights, YYYY-MM-DD. source, grade: of the weights. verified: compared with
            a second source; checked: what was. unit: of the weights. weights: by member, the unnamed ones included.
        rules: by name, the first is the default. reforms: proposals by name. note: limits. fallback: what holds where
            nothing passes, as in the table. councils: members of past years.
    """

    name: str
    title: str
    date: str
    source: str
    grade: str
    verified: bool
    checked: str
    unit: str
    weights: Mapping[str, Fraction]
    rules: Mapping[str, Rule]
    reforms: Mapping[str, Proposal]
    note: str
    fallback: Mapping[str, Any] | None
    councils: Mapping[int, tuple[str, ...]]

    def rule(self, name: str | None = None) -> Rule:
        """A rule by name, or the default.

        Raises:
            InputError: unknown.
        """
        if name is None:
            return next(iter(self.rules.values()))
        if name not in self.rules:
            hint = did_you_mean(name, self.rules) or f"; known: {', '.join(self.rules)}."
            raise InputError(f"{self.name} has no rule {name!r}{hint}")
        return self.rules[name]

    def reform(self, name: str) -> Proposal:
        """A proposal by name.

        Raises:
            InputError: unknown.
        """
        if name not in self.reforms:
            known = f"; known: {', '.join(self.reforms)}." if self.reforms else "; the table holds no proposal for it."
            raise InputError(f"{self.name} has no reform {name!r}{did_you_mean(name, self.reforms) or known}")
        return self.reforms[name]


@functools.cache
def bodies() -> Mapping[str, Body]:
    """All bodies of the table, by name."""
    return MappingProxyType({name: _body(name, entry) for name, entry in read_table("institutions").items()})


def body_called(name: str) -> Body:
    """A body by its short name, its full name or another one.

    Raises:
        InputError: unknown, with the nearest.
    """
    known = bodies()
    called = {other.lower(): short for short, entry in read_table("institutions").items() for other in entry["called"]}
    found = name if name in known else name.strip().upper() if name.strip().upper() in known else None
    found = found or called.get(name.strip().lower())
    if found is None:
        hint = did_you_mean(name, [*known, *called]) or f"; known: {', '.join(known)}."
        raise InputError(f"no votes of {name!r} in the table of bodies{hint}")
    return known[found]


def game_of(weights: Mapping[str, Fraction], rule: Rule) -> VotingGame:
    """The voting game of members with their weights under a rule.

    Args:
        weights: votes, in any unit; counted in hundredths where one of them is not whole.

    Raises:
        InputError: a rule that cannot be met, or weights below 0.
    """
    scale = 1 if all(w.denominator == 1 for w in weights.values()) else HUNDREDTHS
    votes = {name: round(w * scale) for name, w in weights.items()}
    total = sum(votes.values())
    if rule.votes is not None:
        quota = rule.votes * scale
    else:
        needed = (rule.share or Fraction(1)) * total
        quota = math.floor(needed) + 1 if rule.strict else math.ceil(needed)
    heads = math.ceil(rule.heads * len(votes)) if rule.heads is not None else 0
    vetoes = frozenset(votes) if rule.vetoes == "all" else frozenset(rule.vetoes) & frozenset(votes)
    return VotingGame(tuple(votes), tuple(votes.values()), quota, vetoes, heads)


def is_other(name: str) -> bool:
    """Whether a member is one of those without a name."""
    return re.fullmatch(rf"{OTHER}\d+", name) is not None


def _body(name: str, entry: Mapping[str, Any]) -> Body:
    fallback = entry.get("fallback")
    return Body(
        name=name,
        title=entry["title"],
        date=str(entry["date"]),
        source=entry["source"],
        grade=entry["grade"],
        verified=entry["verified"],
        checked=entry.get("checked", "").strip(),
        unit=entry["unit"],
        weights=MappingProxyType(_weights(entry)),
        rules=MappingProxyType({key: _rule(value) for key, value in entry["rules"].items()}),
        reforms=MappingProxyType({key: _proposal(key, value) for key, value in entry.get("reforms", {}).items()}),
        note=entry.get("note", "").strip(),
        fallback=MappingProxyType(fallback) if fallback else None,
        councils=MappingProxyType({int(y): tuple(who) for y, who in entry.get("councils", {}).items()}),
    )


def _weights(entry: Mapping[str, Any]) -> dict[str, Fraction]:
    """Votes by member; those without a name share what is left, in whole votes or hundredths."""
    if "equal" in entry:
        named = sorted(ukraine_votes("ES-11/1")) if entry["equal"] == "un_members" else entry["equal"]
        rest = range(1, entry.get("members", len(named)) - len(named) + 1)
        return {**dict.fromkeys(named, Fraction(1)), **{f"{OTHER}{k}": Fraction(1) for k in rest}}
    found = _fractions(entry["weights"])
    unnamed = entry["members"] - len(found)
    left = round((entry["total"] - sum(found.values())) * HUNDREDTHS)
    for k in range(unnamed):
        found[f"{OTHER}{k + 1}"] = Fraction(left // unnamed + (k < left % unnamed), HUNDREDTHS)
    return found


def _fractions(weights: Mapping[str, Any]) -> dict[str, Fraction]:
    return {name: Fraction(str(w)) for name, w in weights.items()}


def _rule(entry: Mapping[str, Any]) -> Rule:
    share, heads, vetoes = entry.get("share"), entry.get("heads"), entry.get("vetoes", ())
    return Rule(
        text=entry["text"],
        votes=entry.get("votes"),
        share=None if share is None else Fraction(str(share)),
        strict=entry.get("strict", False),
        heads=None if heads is None else Fraction(str(heads)),
        vetoes=vetoes if isinstance(vetoes, str) else tuple(vetoes),
    )


def _proposal(name: str, entry: Mapping[str, Any]) -> Proposal:
    return Proposal(
        name=name,
        title=entry["title"],
        source=entry["source"],
        verified=entry["verified"],
        checked=entry.get("checked", ""),
        note=entry.get("note", ""),
        weights=MappingProxyType(_fractions(entry.get("weights", {}))),
        add=MappingProxyType(_fractions(entry.get("add", {}))),
        rule=_rule(entry["rule"]) if "rule" in entry else None,
    )

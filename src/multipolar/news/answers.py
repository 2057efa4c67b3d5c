"""Targets of verbs that answer what was told before: the accord is welcomed, the charge rejected, a plea declined."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.naming import Named
from multipolar.news.pointing import BLAME, DEALS, FRIENDLY, STEPS, WISHES, object_of, points
from multipolar.news.records import Actor, Event, Mention
from multipolar.news.words import words

__all__ = ["answered"]

REPLIES = words(
    "decline refuse reject deny dismiss rebuff accept oblige comply demur balk agree consent respond refute rebut retort object protest say walk stay"
)
"""Verbs that answer even without an object."""
ASKED = words("ask demand insist warn threaten vow appeal call press request seek caution plead")
GIFTS = words(
    "apology explanation clarification help assistance aid permission approval answer response guarantee assurance compensation access"
)
STANDS = frozenset({"SUPPORT", "ACCUSE", "REJECT", "CONCEDE", "AGREE"})
"""Types of acts that take a stand on what another did or asked."""
BLAMING = frozenset({"ACCUSE"})
ASKING = frozenset({"REQUEST", "THREATEN", "AGREE"})
HARMFUL = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN", "ACCUSE", "REJECT"})
TOLD = frozenset({"REQUEST", "THREATEN"})
RECENT = 8
"""Acts back that a reply can answer."""
NEAR = 2
"""The same where the wish was another's: the bid is blocked."""
LONG = 24
"""Acts back of which 'the deal' can speak."""


@dataclasses.dataclass(frozen=True)
class _Act:
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    plover: str
    mutual: bool


def answered(
    waiting: Sequence[Match], matches: Collection[Match], earlier: Sequence[Event], mentions: Mapping[int, Mention]
) -> list[Match]:
    """Matches without a target, with the one to whom they answer; those that answer nobody are left out.

    Args:
        waiting: of a sentence, source filled, best first for each trigger. matches: of the same sentence, targets filled.
        earlier: events of the sentences before, in order.
    """
    taken = {match.token.i for match in matches}
    found: list[Match] = []
    for match in waiting:
        if match.token.i in taken or match.frame.type not in STANDS | TOLD:
            continue
        before = sorted((m for m in matches if m.token.i < match.token.i and not m.literal), key=lambda m: -m.token.i)
        acts = [_Act(m.source.actors, m.target.actors, m.frame.type, m.frame.reciprocal) for m in before]
        acts += [_Act(e.source, e.target, e.plover, e.reciprocal) for e in reversed(earlier)]
        alone = _only_other(match, mentions)
        bare = object_of(match.token) is None and bool(alone)
        target = alone if bare else (_target(match, acts) if match.frame.type in STANDS else ()) or alone
        if target:
            taken.add(match.token.i)
            found.append(dataclasses.replace(match, target=Named(target, (), 0.7)))
    return found


def _target(match: Match, acts: Sequence[_Act]) -> tuple[Actor, ...]:
    noun = object_of(match.token)
    base = lemma(noun) if noun is not None else ""
    it = noun is not None and noun.pos_ == "PRON" and noun.lower_ in {"it", "this", "that"}
    own = match.source.codes
    if noun is not None and points(noun) and (base in DEALS or it):
        for act in acts[:LONG]:
            if act.mutual and act.plover in FRIENDLY:
                others = tuple(a for a in (*act.source, *act.target) if a.code not in own)
                if others:
                    return others
    if noun is not None and points(noun) and base in STEPS and match.frame.type in {"ACCUSE", "SUPPORT", "REJECT"}:
        for act in acts[:RECENT]:
            if act.plover in HARMFUL and not own & {a.code for a in act.source}:
                return act.source
    plain = noun is None and lemma(match.token) in REPLIES
    plain = plain or ((it or base == "none") and match.frame.type == "REJECT")
    answers = BLAMING if base in BLAME else ASKING if base in WISHES else (BLAMING | ASKING if plain else frozenset())
    if match.frame.type == "REJECT" or (match.frame.type == "AGREE" and (plain or base in WISHES)):
        for act in acts[:RECENT]:
            if act.plover in answers and own & {a.code for a in act.target}:
                return tuple(a for a in act.source if a.code not in own)
        if noun is not None and base in WISHES and points(noun):
            return next(
                (a.source for a in acts[:NEAR] if a.plover in answers and not own & {x.code for x in a.source}), ()
            )
    return ()


def _only_other(match: Match, mentions: Mapping[int, Mention]) -> tuple[Actor, ...]:
    """The only other actor of a sentence, told something by a verb that names nobody: when X asked for a clause, Y declined."""
    noun = object_of(match.token)
    base = lemma(match.token)
    told = (
        base in ASKED and (noun is None or lemma(noun) in WISHES | GIFTS)
        if match.frame.type in TOLD
        else noun is None and base in REPLIES
    )
    if match.frame.type not in {*TOLD, "REJECT"} or not told:
        return ()
    others = {a.code: a for m in mentions.values() for a in m.actors if a.code not in match.source.codes}
    return tuple(others.values()) if len(others) == 1 else ()

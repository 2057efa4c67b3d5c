"""Whom an act of running text is meant for that names nobody: troops on a border, an envoy called home, a crossing reopened."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.naming import Named
from multipolar.news.records import Actor, Event, Mention
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["counterparts"]

AT_SOMEBODY = frozenset({"MOBILIZE", "RETREAT", "SANCTION", "COERCE"})
"""Types of acts that have an other side even where the sentence leaves it out."""
EACH = frozenset({"MOBILIZE", "RETREAT"})
QUARREL = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "REQUEST"}
)
PEACE = words(
    "calm restraint ceasefire cease-fire truce dialogue talk negotiation peace de-escalation deescalation withdrawal pullback departure "
    "release mediation talks compromise solution settlement"
)
BESIDE = frozenset({"modifier", "against", "pro"})
RECENT = 20
"""Events back to which an act without a target can belong."""
NEAR = 4
"""The same for appeals and offers."""
SURE = 0.6


def counterparts(
    waiting: Sequence[Match],
    matches: Sequence[Match],
    earlier: Sequence[Event],
    mentions: Mapping[int, Mention],
) -> list[Match]:
    """Matches without a target, with the one whom their doer is at odds with; those without such a one are left out.

    Args:
        waiting: of a sentence, source filled. matches: of the same sentence, with targets. earlier: events of the sentences
        before, in order. mentions: of the sentence, by position of token.
    """
    taken = {match.token.i for match in matches}
    found: list[Match] = []
    for match in sorted(waiting, key=lambda m: m.rank, reverse=True):
        if match.token.i in taken or not match.frame.needs or _aside(match.token):
            continue
        if match.frame.type in EACH and len(match.source.actors) == 2 and not _together(match.token):
            taken.add(match.token.i)
            found.append(_each_other(match))
            continue
        if match.frame.type in AT_SOMEBODY:
            here, before = _here(match, mentions), _before(match, earlier)
            one = here if before is None or (here is not None and _at_odds(match, here, earlier)) else before
            outside = match.frame.type == "MOBILIZE"
            target = (one,) if one is not None else _parties(match, earlier) if outside else ()
        elif match.frame.type == "THREATEN":
            target = _doer_of(match, earlier)
        elif (match.frame.type == "REQUEST" and _names_peace(match.token)) or match.frame.status == "offered":
            target = _parties(match, earlier)
        else:
            continue
        if target:
            taken.add(match.token.i)
            found.append(dataclasses.replace(match, target=Named(target, (), SURE)))
    return found


def _each_other(match: Match) -> Match:
    """Two who do the same to each other: both sides sent more troops."""
    first, second = (Named((actor,), match.source.tokens, SURE) for actor in match.source.actors)
    return dataclasses.replace(match, source=first, target=second)


def _parties(match: Match, earlier: Sequence[Event]) -> tuple[Actor, ...]:
    """The other side of the last quarrel, or both sides for somebody who stands outside it."""
    own = match.source.codes
    quarrels = [e for e in earlier[-2 * NEAR :] if e.plover in QUARREL - {"REQUEST"}]
    for event in reversed(quarrels or [e for e in earlier[-NEAR:] if e.reciprocal]):
        return tuple({a.code: Actor(a.code) for a in (*event.source, *event.target) if a.code not in own}.values())
    return ()


def _doer_of(match: Match, earlier: Sequence[Event]) -> tuple[Actor, ...]:
    """Who did it, where the one it was done to vows to answer."""
    for event in reversed(earlier[-NEAR:]):
        if event.plover in QUARREL and match.source.codes & {a.code for a in event.target}:
            return tuple(Actor(a.code) for a in event.source if a.code not in match.source.codes)
    return ()


def _names_peace(verb: Token) -> bool:
    """Whether what is asked for ends a quarrel: calm, a ceasefire, the departure of soldiers."""
    return any(
        lemma(t) in PEACE
        for c in verb.children
        if c.i > verb.i and c.dep_ in {"dobj", "prep", "xcomp"}
        for t in c.subtree
    )


def _aside(verb: Token) -> bool:
    """Whether a verb only tells of an act in passing: into ending a war, of stirring up trouble."""
    return verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "advcl", "acl", "xcomp", "amod"}


def _here(match: Match, mentions: Mapping[int, Mention]) -> Actor | None:
    """The only other state of the sentence."""
    own = match.source.codes
    named = (m for m in mentions.values() if m.kind not in BESIDE)
    others = {a.code: Actor(a.code) for m in named for a in m.actors if a.code not in own and len(a.code) == 3}
    return next(iter(others.values())) if len(others) == 1 else None


def _at_odds(match: Match, other: Actor, earlier: Sequence[Event]) -> bool:
    """Whether the text has told of a quarrel of the doer with another."""
    for event in earlier[-RECENT:]:
        sides = {a.code for a in event.source}, {a.code for a in event.target}
        if event.plover in QUARREL and any(
            match.source.codes & sides[k] and other.code in sides[1 - k] for k in (0, 1)
        ):
            return True
    return False


def _together(verb: Token) -> bool:
    return any(t.lower_ in {"together", "jointly", "joint", "side"} for t in verb.subtree)


def _before(match: Match, earlier: Sequence[Event]) -> Actor | None:
    """The state with which the doer had its last quarrel of the text."""
    own = match.source.codes
    for event in reversed(earlier[-RECENT:]):
        if event.plover not in QUARREL:
            continue
        for doers, others in ((event.source, event.target), (event.target, event.source)):
            if own & {a.code for a in doers}:
                left = [a for a in others if a.code not in own and len(a.code) == 3]
                if len(left) == 1:
                    return Actor(left[0].code)
    return None

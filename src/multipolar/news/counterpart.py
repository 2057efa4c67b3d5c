"""Whom an act of running text is meant for that names nobody: troops on a border, an envoy called home, a crossing reopened."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.naming import Named
from multipolar.news.pointing import object_of
from multipolar.news.records import Actor, Event, Mention
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["counterparts", "mediated"]

AT_SOMEBODY = frozenset({"MOBILIZE", "RETREAT", "SANCTION", "COERCE"})
"""Types of acts that have an other side even where the sentence leaves it out."""
EACH = frozenset({"MOBILIZE", "RETREAT"})
FORCE = frozenset({"ASSAULT", "COERCE", "THREATEN"})
"""Acts of a quarrel of others that a third one arms itself against."""
ACROSS = words(
    "border frontier crossing checkpoint airspace port strait embassy consulate mission envoy ambassador diplomat consul attache visa "
    "payment export transit shipment flight licence license tanker freighter trawler vessel pipeline"
)
"""Objects by which a sanction or coercion that names nobody crosses a border: schools and journalists are a state's own."""
QUARREL = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "REQUEST"}
)
PEACE = words(
    "calm restraint ceasefire cease-fire truce dialogue talk negotiation peace de-escalation deescalation withdrawal pullback departure "
    "release mediation talks compromise solution settlement"
)
TAKEN_BACK = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
YIELDING = words("apologise apologize relent yield capitulate climb cave back give")
"""Verbs of giving in, to whom the doer quarrels with."""
MOVING = words("move shift cut end reduce")
"""Verbs that take forces elsewhere as well as back."""
BESIDE = frozenset({"modifier", "against", "pro"})
RECENT = 20
"""Events back to which an act without a target can belong."""
FADING = 0.9
"""What a quarrel counts for each event told since."""
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
    return _completed(waiting, matches, lambda match: _opposed(match, earlier, mentions))


def mediated(waiting: Sequence[Match], matches: Sequence[Match], earlier: Sequence[Event]) -> list[Match]:
    """Appeals for peace and offers without a target, with both sides of the last quarrel, or the other one.

    Args:
        waiting: of a sentence, source filled. matches: of the same sentence, with targets. earlier: events of the sentences
        before, in order.
    """
    return _completed(waiting, matches, lambda match: _appealed(match, earlier))


def _completed(
    waiting: Sequence[Match], matches: Sequence[Match], told: Callable[[Match], Match | None]
) -> list[Match]:
    """What can be told of matches without a target, the best of each word that is not told of otherwise.

    Args:
        waiting: of a sentence, source filled. matches: of the same sentence, with targets. told: a match with its target,
        None where it has none.
    """
    taken = {match.token.i for match in matches}
    found: list[Match] = []
    for match in sorted(waiting, key=lambda m: m.rank, reverse=True):
        whole = None if match.token.i in taken or _aside(match.token) else told(match)
        if whole is not None:
            taken.add(match.token.i)
            found.append(whole)
    return found


def _at(match: Match, target: tuple[Actor, ...]) -> Match | None:
    return dataclasses.replace(match, target=Named(target, (), SURE)) if target else None


def _opposed(match: Match, earlier: Sequence[Event], mentions: Mapping[int, Mention]) -> Match | None:
    kind, both = match.frame.type, len(match.source.actors) == 2
    theirs = _place_of_theirs(match.token, mentions)
    each = both and _to_each_other(match)
    if (kind == "RETREAT" and lemma(match.token) in MOVING) or not (match.frame.needs or theirs or each):
        return None
    if each or (both and _each_armed(match, earlier)):
        return _each_other(match)
    if kind == "THREATEN":
        return _at(match, _doer_of(match, earlier))
    if kind == "RETREAT" and not _did(match, earlier):
        inside = _inside(match, mentions) if match.frame.needs else None
        return _at(match, (inside,)) if inside is not None else None
    if _at_home(match):
        return None
    if kind in AT_SOMEBODY or (kind == "ASSAULT" and theirs):
        return _at(match, _rival(match, mentions, earlier))
    return None


def _appealed(match: Match, earlier: Sequence[Event]) -> Match | None:
    request = match.frame.type == "REQUEST"
    offer = match.frame.status == "offered" and bool(match.frame.needs)
    if offer or (request and _names_peace(match.token)):
        return _at(match, _parties(match, earlier))
    if request and lemma(match.token) == "demand":
        return _at(match, _doer_of(match, earlier))
    return None


def _rival(match: Match, mentions: Mapping[int, Mention], earlier: Sequence[Event]) -> tuple[Actor, ...]:
    here, before = _here(match, mentions), _before(match, earlier)
    one = here if before is None or (here is not None and _at_odds(match.source.codes, here.code, earlier)) else before
    if one is not None:
        return (one,)
    return _aggressor(match, earlier) if match.frame.type == "MOBILIZE" else ()


def _aggressor(match: Match, earlier: Sequence[Event]) -> tuple[Actor, ...]:
    """Who alone has used or threatened force in the text: whom a third one arms itself against; nobody where several have."""
    acts = (e for e in earlier[-RECENT:] if e.plover in FORCE)
    doers = {a.code for e in acts for a in e.source} - match.source.codes
    return tuple(map(Actor, doers)) if len(doers) == 1 else ()


def _at_home(match: Match) -> bool:
    """Whether a sanction or coercion that names nobody acts on nothing that crosses a border: closed three schools."""
    thing = object_of(match.token)
    return match.frame.type in {"SANCTION", "COERCE"} and (thing is None or lemma(thing) not in ACROSS)


def _each_armed(match: Match, earlier: Sequence[Event]) -> bool:
    """Whether two who move or withdraw forces do so against each other: as both sides of something, or as they quarrel in the text."""
    first, second = match.source.actors
    sides = any(lemma(c) == "side" and c.dep_ == "nsubj" for c in match.token.children)
    quarrel = sides or _at_odds({first.code}, second.code, earlier)
    return match.frame.type in EACH and quarrel and not _together(match.token)


def _each_other(match: Match) -> Match:
    """Two who do the same to each other: both sides sent more troops."""
    first, second = (Named((actor,), match.source.tokens, SURE) for actor in match.source.actors)
    return dataclasses.replace(match, source=first, target=second)


def _to_each_other(match: Match) -> bool:
    """Whether two do or promise something to each other: not to use force against each other."""
    told = " ".join(t.lower_ for t in match.token.subtree)
    return (
        match.frame.type in {"AGREE", "CONCEDE"} | EACH
        and re.search(r"\b(?:each other|one another)\b", told) is not None
    )


def _parties(match: Match, earlier: Sequence[Event]) -> tuple[Actor, ...]:
    """The other side of a quarrel of the doer, or both sides of the one that the text tells of most and last."""
    own = match.source.codes
    recent = earlier[-NEAR:]
    quarrels = [e for e in earlier if e.plover in QUARREL - {"REQUEST"}] or [e for e in recent if e.reciprocal]
    weights: dict[tuple[str, ...], float] = {}
    for age, event in enumerate(reversed(quarrels)):
        for doer in event.source:
            for other in event.target:
                pair = tuple(sorted({doer.code, other.code}))
                weights[pair] = weights.get(pair, 0.0) + FADING**age
    if not weights:
        return ()
    return tuple(Actor(code) for code in max(weights, key=lambda pair: weights[pair]) if code not in own)


def _doer_of(match: Match, earlier: Sequence[Event]) -> tuple[Actor, ...]:
    """Who did it, where the one it was done to vows to answer."""
    for event in reversed(earlier[-NEAR:]):
        if event.plover in QUARREL and match.source.codes & {a.code for a in event.target}:
            return tuple(Actor(a.code) for a in event.source if a.code not in match.source.codes)
    return ()


def _did(match: Match, earlier: Sequence[Event]) -> bool:
    """Whether the text has told of an act of the doer that can be taken back."""
    return any(e.plover in TAKEN_BACK and match.source.codes & {a.code for a in e.source} for e in earlier)


def _place_of_theirs(verb: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether a verb that says what happened acts on a place that we do not know: shelled a town in no list of ours."""
    place = object_of(verb)
    return (
        place is not None and place.pos_ == "PROPN" and place.i not in mentions and verb.tag_ in {"VBD", "VBN", "VBZ"}
    )


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


def _inside(match: Match, mentions: Mapping[int, Mention]) -> Actor | None:
    """The only other state that is named in what follows a verb in its own clause: recalled the ships stationed off Iran."""
    verb = match.token
    own = match.source.codes
    others: dict[str, Actor] = {}
    for token in verb.subtree:
        mention = mentions.get(token.i)
        if token.i < verb.i or mention is None or mention.kind in BESIDE:
            continue
        path = [token, *itertools.takewhile(lambda a: a.i != verb.i, token.ancestors)]
        if not any(a.dep_ in {"agent", "parataxis", "ccomp"} or (a.dep_ == "conj" and a.pos_ == "VERB") for a in path):
            others |= {a.code: Actor(a.code) for a in mention.actors if a.code not in own and len(a.code) == 3}
    return next(iter(others.values())) if len(others) == 1 else None


def _at_odds(own: Collection[str], other: str, earlier: Sequence[Event]) -> bool:
    """Whether the text has told of a quarrel of one of some actors with another."""
    for event in earlier[-RECENT:]:
        sides = {a.code for a in event.source}, {a.code for a in event.target}
        if event.plover in QUARREL and any(sides[k].intersection(own) and other in sides[1 - k] for k in (0, 1)):
            return True
    return False


def _together(verb: Token) -> bool:
    return any(t.lower_ in {"together", "jointly", "joint", "side"} for t in verb.subtree)


def _before(match: Match, earlier: Sequence[Event]) -> Actor | None:
    """The state with which the doer has quarrelled most and last in the text."""
    own = match.source.codes
    weights: dict[str, float] = {}
    for age, event in enumerate(reversed(earlier)):
        if event.plover not in QUARREL:
            continue
        for doers, others in ((event.source, event.target), (event.target, event.source)):
            if own & {a.code for a in doers}:
                left = [a.code for a in others if a.code not in own and len(a.code) == 3]
                for code in left:
                    weights[code] = weights.get(code, 0.0) + FADING**age / len(left)
    return Actor(max(weights, key=lambda code: weights[code])) if weights else None

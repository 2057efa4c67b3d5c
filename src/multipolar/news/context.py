"""Targets that the words of a clause leave to what was said before: answers to an act, and the parties of 'the deal'."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.naming import Named
from multipolar.news.pointing import DEALS, FRIENDLY, KINDS, STEPS, object_of, points
from multipolar.news.records import Actor, Event
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["completed"]

ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "ASSAULT", "SUPPORT", "CONCEDE"})
VERDICTS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
"""Types of acts that pass a verdict on what 'the deal' names."""
KIND = FRIENDLY | {"AID", "RETREAT"}
ENVOYS = words("ambassador envoy diplomat embassy mission staff consul attache troop delegation")
TIES = words("tie relation")
PLAINTS = words("protest complain object demur fume seethe")
NEAR = 3
"""Events back to which a complaint without object can point."""
RECENT = 6
"""Events back to which 'the deal' and 'the move' can point."""


def completed(waiting: Sequence[Match], matches: Sequence[Match], earlier: Sequence[Event]) -> list[Match]:
    """Matches without a target, with the one that the context gives; those that it gives none are left out.

    Args:
        waiting: of a sentence, source filled. matches: of the same sentence. earlier: events of sentences before it.
    """
    found: list[Match] = []
    taken = {match.token.i for match in matches}
    for match in waiting:
        if match.token.i in taken:
            continue
        target = (
            _of_first_verb(match, matches)
            or _of_answer(match, matches)
            or _of_same(match, matches)
            or _of_clause(match, matches)
            or _of_noun(match, matches, earlier)
        )
        if target:
            taken.add(match.token.i)
            found.append(dataclasses.replace(match, target=target))
    return found


def _of_first_verb(match: Match, matches: Sequence[Match]) -> Named | None:
    """Target of the verb that one without is joined to by 'and': demanded an apology from X and withdrew its ambassador."""
    if match.token.dep_ != "conj" or not match.frame.needs or match.token.i < match.token.head.i:
        return None
    for other in matches:
        if other.token.i == match.token.head.i and other.source.codes == match.source.codes and not other.literal:
            return Named(other.target.actors, (), other.target.sure)
    return None


def _of_answer(match: Match, matches: Sequence[Match]) -> Named | None:
    """Who did it, where the one it was done to answers: X fired missiles at Y, and Y denounced the launches."""
    if match.frame.type not in ANSWERS:
        return None
    for other in matches:
        if other.token.i > match.token.i and object_of(match.token) is None:
            continue
        answers = match.source.codes & other.target.codes and not match.source.codes & other.source.codes
        friendly = other.frame.type in KIND and match.frame.type not in FRIENDLY
        answers = answers and not friendly and other.token.dep_ not in {"acl", "relcl"}
        if answers and not other.literal and not _above(other.token, match.token) and _refers(match.token):
            return Named(other.source.actors, (), other.source.sure * 0.9)
    return None


def _of_same(match: Match, matches: Sequence[Match]) -> Named | None:
    """Whom another did the same to in the clause before: X cut ties with Y, and Z called its envoy home."""
    if match.frame.type not in ANSWERS or match.token.dep_ not in {"conj", "advcl", "dep"} or not _own(match.token):
        return None
    for other in matches:
        apart = not match.source.codes & (other.source.codes | other.target.codes)
        if (
            match.token.head in {other.token, other.token.head}
            and other.frame.type == match.frame.type
            and apart
            and not other.literal
        ):
            return Named(other.target.actors, (), other.target.sure * 0.9)
    return None


def _of_clause(match: Match, matches: Sequence[Match]) -> Named | None:
    """Who did what a relative clause speaks of: X lifted its embargo, which Y condemned; a step that angered Y."""
    verb = match.token
    if match.frame.type not in ANSWERS or verb.dep_ != "relcl":
        return None
    if not any(c.lower_ in {"which", "that"} and c.dep_ in {"dobj", "nsubj", "nsubjpass"} for c in verb.children):
        return None
    above = {t.i for t in verb.ancestors}
    acts = [m for m in matches if m.token.i in above and not m.literal and not m.source.codes & match.source.codes]
    if not acts:
        return None
    act = max(acts, key=lambda m: m.token.i)
    both = act.frame.reciprocal and act.frame.type in FRIENDLY
    return _named((*act.source.actors, *act.target.actors) if both else act.source.actors, match)


def _of_noun(match: Match, matches: Sequence[Match], earlier: Sequence[Event]) -> Named | None:
    noun = _other_noun(match)
    if match.frame.type not in ANSWERS or (noun is not None and not points(noun)):
        return None
    if noun is None:
        return _of_wrong(match, earlier) if lemma(match.token) in PLAINTS and match.frame.type == "ACCUSE" else None
    named = _antecedent(noun)
    base = lemma(named)
    recent = list(reversed(earlier[-RECENT:]))
    judged = match.frame.type in VERDICTS or not matches
    refused = named.pos_ == "PRON" and match.frame.type == "REJECT" and named.head != match.token
    if (
        (base in DEALS and judged)
        or refused
        or (named.pos_ == "PRON" and match.frame.type == "SUPPORT" and not matches)
    ):
        for event in recent:
            if event.reciprocal and event.plover in FRIENDLY:
                return _named((*event.source, *event.target), match)
    if base in KINDS:
        before = sorted((m for m in matches if m.token.i < match.token.i), key=lambda m: -m.token.i)
        acts = [(m.frame.type, m.source.actors) for m in before] + [(e.plover, e.source) for e in reversed(earlier)]
        for plover, doers in acts:
            found = _named(doers, match) if plover in KINDS[base] else None
            if found:
                return found
    step = base in STEPS and base not in KINDS
    if (step or (named.pos_ == "PRON" and match.frame.type != "SUPPORT")) and recent and not matches:
        last = recent[0]
        both = (*last.source, *last.target) if last.reciprocal and last.plover in FRIENDLY else last.source
        return _named(both, match) or _named(last.target, match)
    return None


def _named(actors: Sequence[Actor], match: Match) -> Named | None:
    left = tuple(actor for actor in actors if actor.code not in match.source.codes)
    return Named(left, (), 0.7) if left else None


def _other_noun(match: Match) -> Token | None:
    """What a verb acts on, or what it comes from where the frame reads it the other way round: the move angered Ankara."""
    if "subject" in match.frame.target and "subject" not in match.frame.source:
        return next((c for c in match.token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    noun = object_of(match.token)
    below = [c for c in match.token.children if c.dep_ == "xcomp"] if match.frame.type == "REJECT" else []
    return object_of(below[0]) if noun is None and below else noun


def _of_wrong(match: Match, earlier: Sequence[Event]) -> Named | None:
    """Who did it, where the one it was done to in the sentences before complains."""
    for event in reversed(earlier[-NEAR:]):
        if event.plover not in KIND and match.source.codes & {a.code for a in event.target}:
            return _named(event.source, match)
    return None


def _antecedent(noun: Token) -> Token:
    """The object of a verb before, of which an `it` of the same sentence speaks; any other word itself."""
    if noun.lower_ != "it":
        return noun
    before = [t for t in noun.sent if t.i < noun.i and t.dep_ in {"dobj", "nsubjpass"} and t.pos_ == "NOUN"]
    return before[-1] if before else noun


def _refers(verb: Token) -> bool:
    noun = object_of(verb)
    return (
        noun is None
        or points(noun)
        or _own(verb)
        or lemma(noun) in {"revenge", "retaliation", "fire", "charge", "objection"}
    )


def _own(verb: Token) -> bool:
    """Whether a verb's object is its subject's own people: withdrew its diplomats."""
    noun = object_of(verb)
    if noun is None or (lemma(noun) not in ENVOYS | TIES):
        return False
    return lemma(noun) in TIES or any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)


def _above(one: Token, other: Token) -> bool:
    return any(a.i == one.i for a in other.ancestors if a.dep_ != "conj" and other.dep_ in {"xcomp", "acl", "pcomp"})

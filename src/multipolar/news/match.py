"""Frames matched to the words of a sentence, and their sides filled by actors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from multipolar.news.frames import Frame, Frames
from multipolar.news.lemmas import lemma, variants
from multipolar.news.naming import Named, conjuncts, named
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention
from multipolar.news.slots import MEASURES, Held, is_passive, slots, trigger_kinds
from multipolar.news.status import is_negated
from multipolar.news.subjects import objects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Match", "Reading", "read_frames"]

Entries = tuple[tuple[tuple[str, ...], Frame], ...]
Table = Mapping[str, Entries]
MONEY = frozenset({"dollar", "euro", "yen", "yuan", "pound", "rouble", "ruble", "rupee", "billion", "million"})
SHIPS = frozenset({"HMS", "USS", "INS", "HMAS", "HMCS"})
"""Letters before the name of a warship."""
OCCASIONS = frozenset(
    {
        "invitation",
        "request",
        "behest",
        "urging",
        "insistence",
        "suggestion",
        "initiative",
        "summit",
        "conference",
        "sideline",
        "margin",
    }
)
"""At which others are named than those who act: talks at the invitation of Moscow."""
TIMES = frozenset({"when", "as", "after", "while", "once"})
"""Words that join a clause to the act at whose time it happens."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLAIMS = frozenset({"that", "predicate"})
"""Slots whose words are claimed of somebody, so that denied ones do not count."""
NO_NAME = Named()


@dataclasses.dataclass(frozen=True, eq=False)
class Match:
    """A frame at its trigger, with both sides filled.

    Args:
        token: the trigger. kind: verbs, nouns or adjectives. frame: what it reports. source, target, against: the sides.
        literal: whether a side stands for a group that the sentence does not name. rank: which of several frames is better.
    """

    token: Token
    kind: str
    frame: Frame
    source: Named
    target: Named
    against: Named
    literal: bool
    rank: tuple[int, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Reading:
    """What frames find in a sentence.

    Args:
        matches: the best of each trigger. embedding: frames that give a status to what stands under them, by trigger, whether
        or not their sides are filled. waiting: matches of verbs that lack a target.
    """

    matches: tuple[Match, ...]
    embedding: Mapping[int, Frame]
    waiting: tuple[Match, ...] = ()


def read_frames(parsed: Parsed, mentions: Mapping[int, Mention], frames: Frames) -> Reading:
    """Match frames in a sentence.

    Args:
        parsed: the sentence. mentions: by position of token. frames: to match.
    """
    matches: list[Match] = []
    embedding: dict[int, Frame] = {}
    waiting: list[Match] = []
    for token in parsed.span:
        if token.i in mentions and token.pos_ != "VERB":
            continue
        found: list[Match] = []
        for kind in trigger_kinds(token):
            if kind == "nouns" and token.dep_ == "compound" and not _names_act(token.head, frames):
                continue
            weight = -1
            for frame, held, words in _standing(token, kind, frames):
                score = len(frame.needs) + words
                if frame.embeds and score > weight and token.i not in embedding:
                    embedding[token.i], weight = frame, score
                match = _filled(token, kind, frame, held, mentions, words)
                if match is not None and match.target:
                    found.append(match)
                elif match is not None and ("doer" not in frame.target or "doer" in held):
                    waiting.append(match)
            if found:
                best = max(found, key=lambda m: m.rank)
                matches.append(best)
                if best.frame.embeds:
                    embedding[token.i] = best.frame
                break
    return Reading(tuple(matches), embedding, tuple(waiting))


def _names_act(noun: Token, frames: Frames) -> bool:
    base = lemma(noun)
    return base in frames.nouns or base in MEASURES or noun.pos_ == "PROPN"


def _standing(token: Token, kind: str, frames: Frames) -> Iterator[tuple[Frame, Held, int]]:
    entries = _entries(token, kind, getattr(frames, kind))
    if entries:
        held = slots(token, kind)
        if kind == "verbs":
            _inside_clauses(token, held)
        for rest, frame in entries:
            if _words_stand(token, rest, kind) and _holds(frame, held):
                yield frame, held, len(rest)


def _inside_clauses(verb: Token, held: Held) -> None:
    """Adds who does what a that-clause tells, none where a passive names no agent; and what happens when the verb's act does."""
    doers: list[Token] = []
    for told in held.get("that", ()):
        if is_passive(told):
            doers += [t for c in told.children if c.dep_ == "agent" for t in objects_of(c)]
        else:
            doers += [c for c in told.children if c.dep_ == "nsubj" and not (c.lower_ == "it" and _has_clause(told))]
    meanwhile = [c for c in verb.children if c.dep_ == "advcl" and any(w.lower_ in TIMES for w in c.children)]
    for slot, tokens in (
        ("doer", doers),
        ("when", [t for c in meanwhile for t in (c, *(s for s in c.children if s.dep_ in SUBJECTS))]),
    ):
        if tokens:
            held[slot] = tokens


def _has_clause(verb: Token) -> bool:
    """Whether what a copula's `it` stands for follows: it was wrong to doubt somebody."""
    predicates = [c for c in verb.children if c.dep_ in {"attr", "acomp"}]
    return any(c.dep_ in {"xcomp", "ccomp", "csubj"} for word in (verb, *predicates) for c in word.children)


def _entries(token: Token, kind: str, table: Table) -> Entries:
    base = lemma(token)
    entries = table.get(base, ())
    if token.lower_ != base and token.pos_ != "VERB":
        entries += table.get(token.lower_, ())
    if entries:
        return entries
    if token.pos_ == "VERB":
        others = variants(base)
    elif kind == "verbs" and token.pos_ in {"NOUN", "PROPN", "ADJ"} and len(base) > 3:
        ends = [token.lower_.removesuffix(end) for end in ("s", "es", "ed", "d", "ing")]
        others = (*ends, *(f"{end}e" for end in ends))
    else:
        others = (base.rsplit("-", 1)[-1],) if "-" in base else ()
    return tuple(entry for other in dict.fromkeys(others) for entry in table.get(other, ()))


def _words_stand(token: Token, rest: tuple[str, ...], kind: str) -> bool:
    if not rest:
        return True
    if kind == "nouns":
        first = token.i - len(rest)
        if first >= 0 and all(
            word in {token.doc[first + k].lower_, lemma(token.doc[first + k])} for k, word in enumerate(rest)
        ):
            return True
        parts = {w for c in token.children if c.i < token.i for w in (c.lower_, lemma(c))}
        return all(word in parts for word in rest)
    near = [c for c in token.children if c.i > token.i]
    near += [d for c in near if c.dep_ in {"prt", "dobj", "advmod", "prep", "attr", "acomp"} for d in c.children]
    words = {w for t in near for w in (t.lower_, lemma(t))}
    return all(word in words for word in rest)


def _holds(frame: Frame, held: Held) -> bool:
    return all(_has(held, slot, words) for slot, words in frame.needs) and not any(
        _has(held, slot, words) for slot, words in frame.bars
    )


def _has(held: Held, slot: str, words: frozenset[str]) -> bool:
    parts = ("infinitive", "that") if slot == "clause" else (slot,)
    found = {word for part in parts for word in _lemmas(held, part)}
    if slot in CLAIMS and "*" not in words:
        found = _lemmas({slot: [head for head in held.get(slot, ()) if not _denied(head)]}, slot)
    return bool(found & words) or ("*" in words and bool(found))


def _denied(head: Token) -> bool:
    """Whether a verb of a clause, or what its subject is said to be, is under a not or no: had not violated, is no threat."""
    return is_negated(head) or (head.dep_ in {"attr", "acomp", "xcomp"} and is_negated(head.head))


def _weight(held: Held, slot: str, words: frozenset[str]) -> int:
    """How much a condition tells: a phrase of two words more than one, one more than any."""
    if "*" in words:
        return 1
    found = _lemmas(held, slot) & words if slot != "clause" else words
    return 3 if any(" " in word for word in found) and slot != "clause" else 2


def _lemmas(held: Held, slot: str) -> set[str]:
    words: set[str] = set()
    for head in held.get(slot, ()):
        for token in conjuncts(head):
            base = lemma(token)
            words |= {base, token.lower_}
            parts = [c for c in token.children if c.dep_ in {"compound", "amod", "nmod"}]
            words |= {f"{c.lower_} {base}" for c in parts}
            if "-" in base:
                words.add(base.rsplit("-", 1)[-1])
            if token.pos_ == "PROPN" and base.endswith("s"):
                words.add(base[:-1])
            if token.pos_ == "PROPN":
                words |= {lemma(c) for c in token.children if c.dep_ == "appos"}
                words |= {"ship"} if any(c.text in SHIPS for c in token.children) else set()
            if token.i > 1 and token.doc[token.i - 1].text == "-":
                words |= {f"{token.doc[token.i - 2].lower_}-{base}", f"{token.doc[token.i - 2].lower_}{base}"}
            if token.pos_ == "SYM" or base in MONEY or token.like_num or any(c.pos_ == "SYM" for c in token.children):
                words.add("money")
            words |= {lemma(d) for c in token.children if c.lower_ == "of" and _measure(base) for d in c.children}
    return words


def _measure(base: str) -> bool:
    return base in {
        "series", "round", "set", "number", "package", "wave", "range", "array", "pair", "raft", "string", "batch", "kind",
        "sort", "type", "form", "shipment", "supply", "host", "slew", "spate", "billion", "million", "dozen", "hundred",
        "thousand", "percent", "worth", "exchange", "part", "end", "start", "amount", "level", "most", "some", "all", "half",
        "much", "many", "several", "rest", "day", "week", "month", "third", "quarter", "majority", "lot",
    }  # fmt: skip


def _filled(
    token: Token, kind: str, frame: Frame, held: Held, mentions: Mapping[int, Mention], words: int
) -> Match | None:
    source, place = _side(frame.source, frame, held, mentions, NO_NAME)
    target, other = _side(tuple(s for s in frame.target if s != "pair"), frame, held, mentions, source)
    if "pair" in frame.target and (not target or other >= 100):
        both = _pair(held, mentions, source)
        if len(both.actors) > 1 and not _third(held, mentions, both):
            source = Named(both.actors[:1], both.tokens[:1], both.sure)
            target = Named(both.actors[1:], both.tokens[1:] or both.tokens, both.sure)
            place, other = 0, frame.target.index("pair")
    if not source or not (target or kind == "verbs"):
        return None
    against, _ = _side(frame.against, frame, held, mentions, Named((*source.actors, *target.actors)))
    literal = place >= 100 or other >= 100
    rank = (0 if literal else 1, sum(_weight(held, *need) for need in frame.needs) + words * 2, -(place + other))
    return Match(token, kind, frame, source, target, against, literal, rank)


def _third(held: Held, mentions: Mapping[int, Mention], both: Named) -> bool:
    """Whether somebody outside a pair stands where the other side is named: then the pair acts as one."""
    for slot in ("with", "against", "on", "to", "at"):
        if named([t for t in held.get(slot, ()) if lemma(t) not in OCCASIONS], mentions).without(both):
            return True
    return False


def _pair(held: Held, mentions: Mapping[int, Mention], source: Named) -> Named:
    for slot in ("between", "among", "subject/between", "object/between", "subject/modifier"):
        both = named(held.get(slot, ()), mentions)
        if len(both.actors) > 1:
            return both
    if len(source.actors) > 1:
        return source
    for slot in (
        ("subject", "modifier", "possessor", "of") if "subject" in held else ("object", "modifier", "possessor", "of")
    ):
        both = named(held.get(slot, ()), mentions)
        if len(both.actors) > 1:
            return both
    return NO_NAME


def _side(
    names: tuple[str, ...], frame: Frame, held: Held, mentions: Mapping[int, Mention], other: Named
) -> tuple[Named, int]:
    used = {*frame.source, *frame.target, *frame.against}
    phrases = [slot for slot, _ in frame.needs if slot in {"subject", "object"}]
    for place, slot in enumerate(names):
        if slot.startswith("@"):
            return Named((Actor(slot),)), place + 100
        if slot == "pair":
            both = _pair(held, mentions, other)
            if both.without(other) and len(both.actors) > 1:
                return Named(both.actors[:1], both.tokens[:1], both.sure), place
            continue
        heads = held.get(slot, ())
        if slot == "possessor" and not heads and "of" not in used:
            heads = held.get("of", ())
        if slot == "subject" and not named(heads, mentions).without(other):
            heads = held.get("subject/outer", ())
        if slot == "subject" and not named(heads, mentions).without(other):
            heads = held.get("subject/place", ())
        if slot == "clause" and not named(heads, mentions).without(other):
            heads = held.get("clause/clause", ())
        for phrase in phrases:
            heads = heads or held.get(f"{phrase}/{slot}", ())
        if slot == "clause":
            heads = next(([head] for head in heads if named([head], mentions).without(other)), [])
        side = named(heads, mentions, slot == "anti").without(other)
        if side:
            return side, place
    return NO_NAME, 0

"""Sides of a claim: which actors stand in the slots of its trigger."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from multipolar.brief.patterns import Pattern
from multipolar.news.naming import Named, conjuncts, named
from multipolar.news.records import Mention
from multipolar.news.slots import MEASURES, Held, slots
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Sides", "sides_of"]

NEAR = 15
"""Tokens from the trigger to a side that still belongs to the quotation."""
NOBODY = frozenset({"@WORLD"})
"""Codes that name no state to look up."""
FACING = frozenset({"with", "to", "from", "against", "toward", "towards", "into"})
"""Slots that hold the other side: whoever is joined by `and` behind them does not face each other."""
MIGHT = words(
    "power influence dominance hegemony primacy order economy might strength supremacy empire leadership clout"
)
"""What rises and declines with its owner: the decline of American power."""
SUFFER = words("face suffer endure weather under withstand bear")
HOLD = words("have boast command possess own field operate be become remain constitute represent overtake surpass pass")
"""Verbs whose object, or complement, is what their subject has or is."""


@dataclasses.dataclass(frozen=True)
class Sides:
    """Codes of both sides, and the tokens that name them."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    tokens: tuple[int, ...]


def sides_of(token: Token, kind: str, pattern: Pattern, held: Held, mentions: Mapping[int, Mention]) -> Sides:
    """Sides of a trigger by the slots of its pattern.

    Args:
        token: the trigger. kind: nouns, verbs or adjectives. pattern: that matched. held: heads by slot. mentions: by token.
    """
    if pattern.both:
        return _both(token, kind, pattern, held, mentions)
    b = _first(token, kind, pattern.b, held, mentions, frozenset())
    a = _first(token, kind, pattern.a, held, mentions, b.codes)
    each_other = pattern.kind == "rivalry" and "owner" in pattern.a and len(_codes(b)) > 1
    if each_other and token.tag_ == "NNS" and not held.get("possessor"):
        return Sides(_codes(b)[:1], _codes(b)[1:], b.tokens)
    return Sides(_codes(a), _codes(b), tuple(i for i in (*a.tokens, *b.tokens) if abs(i - token.i) < NEAR))


def _both(token: Token, kind: str, pattern: Pattern, held: Held, mentions: Mapping[int, Mention]) -> Sides:
    """Actors of all slots; the subject only where the others name fewer than two, or one side alone."""
    ours: list[str] = []
    facing: list[str] = []
    tokens: list[int] = []
    for slot in sorted(pattern.both, key=lambda slot: slot == "subject"):
        if slot == "subject" and kind == "nouns" and (len(ours) > 1 or (ours and facing)):
            continue
        names = _named(token, kind, slot, held, mentions)
        side = facing if slot in FACING else ours
        side += [c for c in _codes(names) if c not in (*ours, *facing)]
        tokens += [i for i in names.tokens if slot != "subject" or kind != "nouns" or abs(i - token.i) < NEAR]
    if len(ours) + len(facing) < 2 and "between" in pattern.both:
        pair = _between(token, mentions)
        if len(_codes(pair)) == 2:
            return Sides(_codes(pair), (), pair.tokens)
    if pattern.kind == "rivalry" and len(ours) > 2 and not facing:
        return Sides((ours[0],), tuple(ours[1:]), tuple(tokens))
    if len(facing) > 1:
        return Sides(tuple(ours), tuple(facing), tuple(tokens)) if ours else Sides((), (), ())
    return Sides((*ours, *facing), (), tuple(tokens))


def _between(token: Token, mentions: Mapping[int, Mention]) -> Named:
    """The two names after `between` where the parser hangs them elsewhere."""
    doc = token.doc
    start = next((i for i in range(token.i + 1, min(token.i + 4, len(doc))) if doc[i].lower_ == "between"), None)
    if start is None:
        return Named()
    after = [i for i in range(start + 1, min(start + 8, len(doc))) if i in mentions]
    joined = [i for i in range(start + 1, min(start + 8, len(doc))) if doc[i].lower_ == "and"]
    if not after or not joined or not any(i > joined[0] for i in after):
        return Named()
    chosen = [after[0], next(i for i in after if i > joined[0])]
    return Named(tuple(mentions[i].actors[0] for i in chosen), tuple(chosen))


def _first(
    token: Token, kind: str, wanted: Iterable[str], held: Held, mentions: Mapping[int, Mention], without: frozenset[str]
) -> Named:
    for slot in wanted:
        names = _named(token, kind, slot, held, mentions)
        left = names.without(Named(tuple(a for a in names.actors if a.code in without)))
        if any(a.code not in NOBODY for a in left.actors):
            return left
    return Named()


def _named(token: Token, kind: str, slot: str, held: Held, mentions: Mapping[int, Mention]) -> Named:
    heads = [h for h in held.get(slot, ()) if h.i != token.i]
    if slot == "apposition":
        heads = _apposed(token)
    elif slot == "predicate":
        heads = _predicated(token)
    elif slot == "holder":
        heads = _holder(token)
    elif slot == "sufferer":
        suffers = token.dep_ in {"dobj", "pobj"} and token.head.lemma_.lower() in SUFFER
        verb = token.head.head if token.head.pos_ == "ADP" else token.head
        heads = list(slots(verb, "verbs").get("subject", ())) if suffers and verb.pos_ in {"VERB", "AUX"} else []
    elif slot == "itself":
        heads = [h for h in held.get("of", ()) if h.i in mentions or h.lemma_.lower() in MIGHT]
    elif slot == "doer":
        heads = _doer(token)
    elif slot == "owner":
        heads = _owner(token, mentions)
    elif slot == "nearest":
        before = [i for i in mentions if i < token.i]
        heads = [token.doc[max(before)]] if before else []
    elif slot == "subject" and not heads and kind == "nouns":
        heads = _clause_subject(token)
    elif not heads and kind == "nouns" and token.dep_ == "dobj":
        heads = [
            o
            for p in token.head.children
            if p.dep_ == "prep" and p.lower_ == slot
            for o in p.children
            if o.dep_ == "pobj"
        ]
    return named(heads, mentions)


def _apposed(token: Token) -> list[Token]:
    """What a noun stands beside: `China, the largest economy`, or `the largest economy, China`."""
    found = [c for c in token.children if c.dep_ == "appos"]
    if token.dep_ == "appos":
        listed = [c for c in token.head.children if c.dep_ in {"appos", "conj"} and c.i < token.i]
        one = listed and token.tag_ in {"NN", "NNP"}
        found += [listed[-1]] if one else [token.head]
    if token.dep_ in {"compound", "nmod"} and token.tag_ == "NNS" and token.i < token.head.i:
        found.append(token.head)
    return [t for first in found for t in conjuncts(first)]


def _holder(token: Token) -> list[Token]:
    """Who has or is what a noun says: `has the largest economy`, `became the largest`, `as a hegemon`."""
    word = token
    for _ in range(4):
        if word.dep_ in {"conj", "compound", "amod", "poss", "pobj", "appos"} and word.head.i != word.i:
            if word.dep_ == "pobj" and word.head.lower_ not in {"as", "of"}:
                return []
            word = word.head
            continue
        if word.dep_ == "prep" and word.lower_ in {"as", "of"} and word.head.i != word.i:
            word = word.head
            if word.pos_ in {"VERB", "AUX"}:
                break
            continue
        if word.dep_ in {"attr", "oprd", "dobj"} and word.head.lemma_.lower() in HOLD:
            word = word.head
        break
    if word.tag_ in {"WDT", "WP"} and word.dep_ == "appos":
        return [word.head]
    return list(slots(word, "verbs").get("subject", ())) if word.pos_ in {"VERB", "AUX"} else []


def _doer(token: Token) -> list[Token]:
    """Who does what a noun says: `imposed tariffs`, `hit India with a raft of duties`; nobody further up."""
    word = token
    for _ in range(6):
        head = word.head
        if word.dep_ == "conj" or (
            word.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in MEASURES
        ):
            word = head if word.dep_ == "conj" else head.head
        elif word.dep_ in {"dobj", "dative", "attr"} or (
            word.dep_ == "pobj" and head.lower_ in {"with", "by", "through"}
        ):
            verb = head if word.dep_ != "pobj" else head.head
            if verb.lemma_.lower() in SUFFER:
                return []
            return list(slots(verb, "verbs").get("subject", ())) if verb.pos_ in {"VERB", "AUX"} else []
        else:
            break
        if word.i == head.i and word.pos_ in {"VERB", "AUX"}:
            break
    return []


def _predicated(token: Token) -> list[Token]:
    """Who a noun is said of: `Japan is an ally`, `its ally is Japan`, `considers Japan an ally`."""
    if token.dep_ == "attr":
        return [c for c in token.head.children if c.dep_ == "nsubj"]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        return [c for c in token.head.children if c.dep_ == "attr"]
    if token.dep_ == "oprd":
        return [c for c in token.head.children if c.dep_ == "dobj"]
    return []


def _owner(token: Token, mentions: Mapping[int, Mention]) -> list[Token]:
    """Whose allies or rivals are meant where nobody is named beside the noun: the nearest subject above that is an actor."""
    word = token
    for _ in range(12):
        if word.head.i == word.i:
            return []
        word = word.head
        if word.pos_ in {"VERB", "AUX"}:
            found = [t for t in slots(word, "verbs").get("subject", ()) if t.i != token.i]
            if named(found, mentions):
                return found
    return []


def _clause_subject(token: Token) -> list[Token]:
    """Subject of the clause that a noun stands in."""
    word = token
    for _ in range(8):
        word = word.head
        if word.pos_ in {"VERB", "AUX"}:
            found = [t for t in slots(word, "verbs").get("subject", ()) if t.i != token.i]
            if found:
                return found
        if word.head.i == word.i:
            break
    return []


def _codes(names: Named) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.code for a in names.actors if a.code not in NOBODY))

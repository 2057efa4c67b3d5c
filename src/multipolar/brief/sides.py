"""Sides of a claim: which actors stand in the slots of its trigger."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from multipolar.brief.patterns import Pattern
from multipolar.news.naming import Named, named
from multipolar.news.records import Mention
from multipolar.news.slots import Held, slots

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Sides", "sides_of"]

NEAR = 15
"""Tokens from the trigger to a side that still belongs to the quotation."""
NOBODY = frozenset({"@WORLD"})
"""Codes that name no state to look up."""


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
    return Sides(_codes(a), _codes(b), tuple(i for i in (*a.tokens, *b.tokens) if abs(i - token.i) < NEAR))


def _both(token: Token, kind: str, pattern: Pattern, held: Held, mentions: Mapping[int, Mention]) -> Sides:
    """Actors of all slots; the subject only where the others name fewer than two."""
    found: list[str] = []
    tokens: list[int] = []
    for slot in pattern.both:
        if slot == "subject" and kind == "nouns" and len(found) > 1:
            continue
        names = _named(token, kind, slot, held, mentions)
        found += [c for c in _codes(names) if c not in found]
        tokens += [i for i in names.tokens if slot != "subject" or kind != "nouns" or abs(i - token.i) < NEAR]
    if len(found) < 2 and "between" in pattern.both:
        pair = _between(token, mentions)
        found, tokens = (list(_codes(pair)), list(pair.tokens)) if len(_codes(pair)) == 2 else (found, tokens)
    return Sides(tuple(found), (), tuple(tokens))


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
        found.append(token.head)
    return found


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

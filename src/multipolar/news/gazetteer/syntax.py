"""Where a mention stands in its sentence: the noun phrase, its role, and the verb that governs it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["MODIFIERS", "SUBJECTS", "Place", "co_arguments", "is_expletive", "place_of", "subject_of", "verb_of"]

MODIFIERS = frozenset(("amod", "compound", "poss", "nmod", "nummod", "det", "quantmod", "npadvmod", "predet"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECTS = frozenset(("dobj", "dative", "attr", "oprd"))
QUANTITIES = frozenset(
    ("thousand", "hundred", "dozen", "number", "group", "majority", "score", "million", "handful", "pair")
)
JUDGING = frozenset(("be", "seem", "appear", "remain", "become", "take", "make", "look", "prove", "feel", "matter"))


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a mention stands.

    Args:
        root: its topmost token. phrase: head of the noun phrase that it is part of. role: subject, object or other.
        part: head (it is the phrase), modifier, or inside (of a prepositional phrase). verb: that governs the phrase.
        first: of a coordination, by which its members are joined.
    """

    root: Token
    phrase: Token
    role: str
    part: str
    verb: Token | None
    first: Token


def place_of(tokens: list[Token]) -> Place:
    """Place of the mention that consists of these tokens.

    Args:
        tokens: not empty, of one sentence.
    """
    inside = {t.i for t in tokens}
    root = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
    first = _first(root)
    part, phrase = "head", first
    for _ in range(8):
        if phrase.dep_ in MODIFIERS and phrase.head.pos_ in ("NOUN", "PROPN", "PRON"):
            part = "modifier" if part == "head" else part
            phrase = _first(phrase.head)
        elif phrase.dep_ == "appos":
            phrase = _first(phrase.head)
        elif phrase.dep_ == "pobj" and phrase.head.head.pos_ in ("NOUN", "PROPN") and phrase.head.dep_ == "prep":
            part = part if phrase.head.head.lemma_.lower() in QUANTITIES else "inside"
            phrase = _first(phrase.head.head)
        else:
            break
    role = "subject" if phrase.dep_ in SUBJECTS else "object" if phrase.dep_ in OBJECTS else "other"
    return Place(root, phrase, role, part, verb_of(phrase), first)


def _first(token: Token) -> Token:
    """First member of the coordination in which a noun or an adjective stands."""
    while token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def verb_of(token: Token) -> Token | None:
    """The nearest verb above a token, or None.

    Args:
        token: any.
    """
    for _ in range(12):
        if token.head.i == token.i:
            return token if token.pos_ in ("VERB", "AUX") else None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def subject_of(verb: Token) -> Token | None:
    """Subject of a verb, inherited by infinitives, participles and conjuncts.

    Args:
        verb: of the clause.
    """
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ == "acl" and verb.tag_ == "VBD":
            return verb.head  # the parser took a sentence for a noun phrase
        if verb.dep_ == "xcomp":
            controlled = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
            if controlled is not None:
                return controlled
        if verb.dep_ in ("xcomp", "conj", "advcl", "pcomp") and verb.head.i != verb.i:
            above = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb_of(verb)
            if above is None:
                return None
            verb = above
        else:
            return None
    return None


def co_arguments(pronoun: Token) -> set[int]:
    """Tokens that cannot be what a pronoun stands for: other arguments of its verb and of the verb's infinitive.

    Args:
        pronoun: personal, not possessive.
    """
    head = pronoun.head
    if pronoun.dep_ == "pobj":
        head = head.head
    verbs = [head, *(c for c in head.children if c.dep_ == "xcomp")] if head.pos_ in ("VERB", "AUX") else []
    found: set[int] = set()
    for verb in verbs:
        for child in verb.children:
            if child.dep_ in OBJECTS or child.dep_ in SUBJECTS:
                found.add(child.i)
            elif child.dep_ in ("prep", "agent"):
                found.update(c.i for c in child.children if c.dep_ == "pobj")
        if verb is head and verb.dep_ == "xcomp" and pronoun.dep_ not in SUBJECTS:
            above = subject_of(verb)
            found.update((above.i,) if above is not None else ())
    found.discard(pronoun.i)
    return found | {c.i for i in found for c in pronoun.doc[i].conjuncts}


PERSONAL = words(
    "willing ready able prepared eager keen determined unable unwilling reluctant poised committed happy glad sorry confident aware "
    "concerned alarmed worried opposed open grateful proud satisfied set due loath hesitant anxious afraid bound entitled"
)
"""Adjectives that only say something of somebody: it was willing to talk, so `it` is a state."""


def is_expletive(it: Token) -> bool:
    """Whether an `it` stands for a clause or nothing: it is clear that, it remains to be seen.

    Args:
        it: the pronoun.
    """
    verb = it.head
    if it.dep_ == "expl":
        return True
    if it.dep_ not in SUBJECTS or verb.lemma_ not in JUDGING:
        return False
    if any(c.dep_ == "acomp" and c.lemma_ in PERSONAL for c in verb.children):
        return False
    parts = {c.dep_ for c in verb.children}
    clausal = parts & {"ccomp", "xcomp", "advcl", "csubj", "acl", "relcl"}
    below = any(g.dep_ in ("relcl", "acl", "ccomp", "xcomp") for c in verb.children for g in c.children if c.i > it.i)
    judged = parts & {"acomp", "attr", "oprd", "dobj"}
    return bool(
        (judged and (clausal or below))
        or (verb.lemma_ in ("remain", "seem", "appear") and "ccomp" in parts)
        or _remains(verb)
    )


def _remains(verb: Token) -> bool:
    """It remains to be seen."""
    return verb.lemma_ == "remain" and any(c.dep_ == "xcomp" and c.lemma_ == "see" for c in verb.children)

"""Who speaks: words that attribute, subjects of verbs, and the actors of a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from multipolar.news.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from multipolar.news.parse import Parsed

__all__ = [
    "NAMING",
    "NOUN_CUES",
    "SAYING",
    "SPEAKING",
    "actors_of",
    "affiliation",
    "ancestors",
    "name_of",
    "phrase",
    "subject",
]


def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("multipolar").joinpath("data/news/speech.yaml").read_text(encoding="utf8")
    table: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: frozenset(words) for name, words in table.items()}


_words = _lists()
SAYING = _words["saying"]
"""Verbs whose complement clause is what somebody says or holds."""
NAMING = _words["naming"]
"""Verbs that put a name on a thing: 'what Beijing calls ...', 'termed', 'described as'."""
SPEAKING = SAYING | NAMING | _words["speaking"]
"""All verbs by whose subject a quotation is attributed."""
NOUN_CUES = _words["nouns"]
"""Nouns whose possessor is the speaker: "Ankara's fears of a ...", 'his vow to ...'."""
BREAKS = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "punct", "cc"})
LINKS = frozenset({"xcomp", "conj", "advcl", "pcomp"})
VAGUE = frozenset({"it", "they", "he", "she", "we", "i", "who", "which", "that", "what", "this", "you"})


def ancestors(token: Token) -> Iterator[Token]:
    """The token and its heads up to the root.

    Args:
        token: where to start.
    """
    yield token
    yield from token.ancestors


def subject(verb: Token) -> Token | None:
    """Who does what a verb says: its subject, the agent of a passive, or that of the verb it hangs on.

    Args:
        verb: any token.
    """
    seen = verb
    for _ in range(6):
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in seen.children)
        for child in seen.children:
            if child.dep_ == "nsubj" and not passive:
                return _antecedent(child)
            if child.dep_ == "agent":
                return next((g for g in child.children if g.dep_ == "pobj"), None)
        if passive:
            return None
        if seen.dep_ in ("acl", "relcl") and seen.tag_ == "VBN":
            return None
        wanted = _for_whom(seen)
        if wanted is not None:
            return wanted
        possessor = next((c for c in seen.head.children if c.dep_ == "poss"), None)
        if seen.dep_ in ("acl", "pcomp") and possessor is not None:
            return possessor
        if seen.dep_ in ("acl", "relcl"):
            return seen.head
        if seen.dep_ not in LINKS or seen.head.i == seen.i:
            return None
        seen = seen.head if seen.dep_ != "pcomp" else seen.head.head
    return None


def _for_whom(verb: Token) -> Token | None:
    """The subject of an infinitive that stands with 'for' in front: 'space for Lee to argue'."""
    mark = next((c for c in verb.children if c.tag_ == "TO"), None)
    if mark is None or mark.i < 2:
        return None
    noun = mark.nbor(-1)
    while noun.dep_ not in ("pobj", "ROOT") and noun.head.i not in (verb.i, noun.i):
        noun = noun.head
    while noun.dep_ == "pobj" and noun.head.lower_ in ("like", "of", "in", "as"):
        noun = noun.head.head
    return noun if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.i < verb.i else None


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token."""
    verb = token.head
    if token.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return token


def phrase(head: Token) -> list[Token]:
    """Tokens of a noun phrase without its relative clauses, appositions and coordinations.

    Args:
        head: its head.
    """
    found: list[Token] = []
    queue = [head]
    while queue:
        token = queue.pop()
        found.append(token)
        queue += [c for c in token.children if c.dep_ not in BREAKS and not (c.dep_ == "conj" and token.i == head.i)]
    return sorted(found, key=lambda t: t.i)


def name_of(p: Parsed, head: Token) -> str:
    """A speaker as written, without article and without what follows the name.

    Args:
        p: the sentence. head: of the noun phrase.
    """
    tokens = [t for t in phrase(head) if t.i <= head.i]
    tokens += [t for t in phrase(head) if t.i > head.i and t.dep_ in ("flat", "compound", "nummod")]
    while len(tokens) > 1 and (tokens[0].pos_ in ("DET", "PUNCT", "SPACE") or tokens[0].dep_ in ("advmod", "predet")):
        tokens = tokens[1:]
    first, last = tokens[0], tokens[-1]
    text: str = p.span.doc.text[first.idx : last.idx + len(last)]
    return " ".join(text.split())


def affiliation(p: Parsed, head: Token) -> str | None:
    """The house that an apposition gives a speaker: 'fellow at the Cedar Institute'.

    Args:
        p: the sentence. head: of the speaker's noun phrase.
    """
    for apposed in (c for c in head.children if c.dep_ == "appos"):
        for token in apposed.subtree:
            if (
                token.dep_ == "pobj"
                and token.pos_ == "PROPN"
                and token.head.lower_ in ("at", "of", "with", "for", "from")
            ):
                return name_of(p, token)
    return None


def actors_of(p: Parsed, head: Token, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """Actors of a noun phrase: a person where one is named, else who is mentioned nearest to its head.

    Args:
        p: the sentence. head: of the noun phrase. mentions: of the sentence.
    """
    spans = [(p.start(t), p.end(t)) for t in phrase(head)]
    inside = [m for m in mentions if any(m.start < end and start < m.end for start, end in spans)]
    persons = [m for m in inside if any(a.person for a in m.actors)]
    at = p.start(head)
    best = min(persons or inside, key=lambda m: 0 if m.start <= at < m.end else 1 + abs(m.start - at), default=None)
    found = best.actors if best else ()
    others = [c for c in head.children if c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN", "PRON")]
    for other in others[:3]:
        found += tuple(a for a in actors_of(p, other, mentions) if a not in found)
    return found

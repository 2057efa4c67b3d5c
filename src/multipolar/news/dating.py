"""Which date of a sentence is that of an act: the one that its own clause, or the nearest verb above it, carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["CROSSING", "FAR", "steps_to_date", "topmost"]

FAR = 9
"""Steps from an act to a date, at most."""
CROSSING = {"ccomp": 3, "relcl": 6, "parataxis": 3}
"""Steps that the border of an act's clause counts; other borders count one."""
CLAUSES = frozenset({"relcl", "ccomp", "advcl", "acl", "pcomp", "csubj", "parataxis"})
"""Clauses whose dates are not those of what stands outside of them."""
TIMING = words("after before since following until till because although though unless once")
"""Words whose clause or noun tells another time than that of the verb above."""
OTHER_TIMES = TIMING | words("despite ahead amid over about")


def topmost(tokens: Sequence[Token]) -> Token:
    """The first token whose head lies outside.

    Args:
        tokens: of one sentence, at least one.
    """
    own = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in own or t.head.i == t.i), tokens[0])


def steps_to_date(act: Token, date: Sequence[Token]) -> int | None:
    """Steps in the tree from an act to a date; None where the date belongs to another clause.

    Args:
        act: its verb or noun. date: words of the date, at least one.
    """
    above = _above(act, date[0].i)
    word, steps = topmost(date), 0
    sentence = act.sent
    if date[0].i == sentence.start and sentence.root.pos_ in {"VERB", "AUX"} and sentence.root.i > date[-1].i:
        return above[sentence.root.i] + 1 if sentence.root.i in above else None
    top = word
    while word.i not in above:
        if word.i == word.head.i or _closed(word, top, act):
            return None
        steps, word = steps + 1, word.head
    return steps + above[word.i]


def _above(act: Token, date: int) -> dict[int, int]:
    """Places of what stands above an act, with the steps to it, up to the clause whose dates can be its own."""
    places = {act.i: 0}
    word, cost = act, 0
    while word.i != word.head.i:
        head = word.head
        if word.dep_ == "relcl" and head.pos_ == "PROPN":
            break
        if word.dep_ in {"advcl", "pcomp"} and (_begins(word) in TIMING or head.lower_ in TIMING):
            break
        if word.dep_ == "conj" and _has_subject(word) and not date < _first(head):
            break
        cost += CROSSING.get(word.dep_, 1)
        places[head.i] = cost
        word = head
    return places


def _closed(word: Token, date: Token, act: Token) -> bool:
    """Whether the way up from a date crosses into what tells another time."""
    if word.dep_ in CLAUSES:
        return not _dates_noun(word, act)
    if word.dep_ == "conj" and word.pos_ in {"VERB", "AUX"}:
        return _has_subject(word) and not _clause_of(act, word)
    return word.i != date.i and word.dep_ == "prep" and word.lower_ in OTHER_TIMES and not _under(act, word)


def _dates_noun(clause: Token, act: Token) -> bool:
    """Whether a participle tells of the deed itself: a tariff announced in March; duties that it imposed, announced in March."""
    if clause.dep_ != "acl" or clause.tag_ != "VBN":
        return False
    if act.pos_ == "NOUN" and clause.head.pos_ == "PROPN" and _under(clause.head, act):
        return True
    return clause.head.i == act.i or (act.dep_ in {"relcl", "acl"} and act.head.i == clause.head.i)


def _under(word: Token, top: Token) -> bool:
    return any(a.i == top.i for a in word.ancestors)


def _clause_of(word: Token, top: Token) -> bool:
    return word.i == top.i or _under(word, top)


def _begins(clause: Token) -> str:
    marks = (c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod", "prep"} and c.i < clause.i)
    return next((m for m in marks if m in TIMING), "")


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)


def _first(verb: Token) -> int:
    """Place of a verb or of its subject, whichever comes first."""
    return min([verb.i, *(c.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"})])

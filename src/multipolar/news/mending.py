"""Faults of the parser that are common in news, mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mended"]

TIMES = words(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday spring summer autumn winter"
)
BEFORE_TIMES = words("in on by since until")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def mended(doc: Doc) -> Doc:
    """The same parse, with the subject told apart from the month in front of it: In August Greece signed.

    Args:
        doc: parsed.
    """
    for prep in doc:
        if prep.dep_ == "prep" and prep.lower_ in BEFORE_TIMES and prep.i + 2 < len(doc):
            time = prep.nbor()
            if time.lower_ in TIMES and time.dep_ == "compound":
                _part(prep, time, time.head)
    return doc


def _part(prep: Token, time: Token, name: Token) -> None:
    verb = prep.head
    if name.dep_ != "pobj" or name.head != prep or not prep.i < name.i < verb.i or verb.pos_ not in {"VERB", "AUX"}:
        return
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    time.head, time.dep_ = prep, "pobj"
    name.head, name.dep_ = verb, "nsubjpass" if passive else "nsubj"

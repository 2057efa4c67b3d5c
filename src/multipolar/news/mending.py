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
STOPS = {
    "halts": "halt",
    "bans": "ban",
    "curbs": "curb",
    "cuts": "cut",
    "limits": "limit",
    "blocks": "block",
    "caps": "cap",
    "bars": "bar",
}
"""Verbs that the parser takes for nouns of a compound, in which no noun stands in the plural."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def mended(doc: Doc) -> Doc:
    """The same parse, with the subject told apart from the month in front of it: In August Greece signed; and from the verb: India halts wheat exports.

    Args:
        doc: parsed.
    """
    for prep in doc:
        if prep.dep_ == "prep" and prep.lower_ in BEFORE_TIMES and prep.i + 2 < len(doc):
            time = prep.nbor()
            if time.lower_ in TIMES and time.dep_ == "compound":
                _part(prep, time, time.head)
    for verb in doc:
        if verb.lower_ in STOPS and verb.tag_ in {"NNS", "VBZ"} and verb.dep_ == "compound" and verb.i:
            _stop(verb, verb.nbor(-1), verb.head)
    return doc


def _stop(verb: Token, name: Token, stopped: Token) -> None:
    """A name, a verb and what it stops in place of one long noun."""
    if name.pos_ != "PROPN" or name.dep_ != "compound" or stopped.dep_ != "ROOT" or stopped.i < verb.i:
        return
    verb.pos_, verb.tag_, verb.lemma_, verb.dep_ = "VERB", "VBZ", STOPS[verb.lower_], "ROOT"
    verb.head = verb
    before = [t for t in stopped.children if t.i < verb.i]
    stopped.head, stopped.dep_ = verb, "dobj"
    name.head, name.dep_ = verb, "nsubj"
    for token in before:
        if token != name:
            token.head = name


def _part(prep: Token, time: Token, name: Token) -> None:
    verb = prep.head
    if name.dep_ != "pobj" or name.head != prep or not prep.i < name.i < verb.i or verb.pos_ not in {"VERB", "AUX"}:
        return
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    time.head, time.dep_ = prep, "pobj"
    name.head, name.dep_ = verb, "nsubjpass" if passive else "nsubj"

"""Sentences as a whole: conditions and predictions, offers and threats, aims and views."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.brief.conditions import CLEAR
from multipolar.brief.records import Candidate
from multipolar.brief.runs import nearest_answer
from multipolar.brief.words import years_in
from multipolar.news.parse import Parsed
from multipolar.news.records import Mention
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

EFFECTS = words("impact effect consequence repercussion toll damage hurt harm risk")
__all__ = ["sentence_claim"]

MODALS = frozenset({"could", "may", "might", "would", "will", "'ll", "’ll"})
SCENARIOS = frozenset({"scenario", "prospect", "possibility"})
LIKELY = frozenset({"likely", "poised", "bound", "expected", "set"})
OFFERS = words("promise pledge vow offer propose threaten threat proposal promise pledge")
AIMS = words(
    "seek aim goal ambition hope intend intent plan strive effort attempt bid desire objective vision urge want "
    "push campaign determination commitment maneuver manoeuvre"
)
VIEWS = words(
    "believe think view see perceive argue fear worry concern anxiety wary skepticism scepticism doubt distrust caution "
    "warn suggest consider describe praise commend welcome frustration confidence opinion"
)
SPEAKERS = words("expert analyst critic observer scholar commentator")
OFFERED = words(
    "deal loan aid money billion million support help concession investment security guarantee tariff trade weapon arm mineral "
    "cooperation talk peace term incentive market access partnership treaty alliance protection credit fund troop relief pact"
)
"""What somebody offers where it is an offer at all: a bridge or a lesson is none."""
WANTING = words("failure fail refuse refusal reject rejection lack absence decline")
"""Words under which an offer or a threat is not made."""
SAYING = words(
    "say argue believe note claim warn point caution suggest think expect contend maintain insist add tell go"
)
IDLE_IF = re.compile(r"\bif (?:anything|not|so|any|ever)\b", re.IGNORECASE)
"""Words with an if that suppose nothing."""
HABIT = re.compile(r"^(?:every time|whenever|each time|time and again|in those days)\b", re.IGNORECASE)


def sentence_claim(
    number: int, parsed: Parsed, codes: Sequence[str], mentions: Mapping[int, Mention], others: bool, year: int
) -> Candidate | None:
    """A claim of a whole sentence, where it supposes, offers, aims or feels; None where it does none of it.

    Args:
        number: of the sentence. parsed: it. codes: of its actors. mentions: by token. others: whether it holds other claims.
        year: of the article.
    """
    lemmas = tuple(frozenset({t.lemma_.lower(), t.lower_}) for t in parsed.span)
    said = frozenset().union(*lemmas)
    text = parsed.span.text
    kind, why = None, ""
    asks = text.rstrip().rstrip("”\"'’").endswith("?")
    near = nearest_answer(codes, lemmas, CLEAR) is not None
    supposes = near if asks else _supposes(parsed)
    if codes and (supposes or (EFFECTS & said and near)):
        kind = "condition"
    elif codes and not asks and any(_offers(t, mentions) for t in parsed.span):
        kind = "offer"
    elif not others and mentions and not asks and not _orders(parsed):
        aims, views = any(t.lemma_.lower() in AIMS for t in parsed.span), any(_views(t) for t in parsed.span)
        why = "aims and views" if aims and views else "intentions" if aims else "views and feelings" if views else ""
        kind = "opinion" if why else None
    if kind is None:
        return None
    return Candidate(
        kind, f"sentence.{kind}", number, parsed.sentence.start, parsed.sentence.end, tuple(codes),
        years=years_in(text, year), options={"lemmas": lemmas, "why": why}, text=text.lower(),
    )  # fmt: skip


def _orders(parsed: Parsed) -> bool:
    """Whether a sentence tells its reader to do something: `consider technology`."""
    root = parsed.span.root
    return root.tag_ == "VB" and not any(
        c.dep_ in {"nsubj", "nsubjpass", "aux", "expl", "csubj"} for c in root.children
    )


def _offers(token: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether a word offers, promises or threatens; the year that promises to be hard does not."""
    if token.lemma_.lower() not in OFFERS or token.dep_ in {"pcomp", "attr", "amod", "compound"}:
        return False
    if any(word.lemma_.lower() in WANTING for word in list(token.ancestors)[:4]):
        return False
    if token.pos_ not in {"VERB", "AUX"}:
        aimed = any(c.dep_ in {"acl", "relcl"} or (c.dep_ == "prep" and c.lower_ == "of") for c in token.children)
        return token.pos_ == "NOUN" and (token.lemma_.lower() != "threat" or aimed)
    if any(c.dep_ == "nsubjpass" for c in token.children) and not any(
        t.i in mentions for c in token.children if c.dep_ == "agent" for t in c.children
    ):
        return False
    things = [c.lemma_.lower() for c in token.children if c.dep_ == "dobj"]
    if token.lemma_.lower() == "offer" and things and not any(t in OFFERED for t in things):
        return False
    doers = [c for c in token.children if c.dep_ == "nsubj"]
    named = any(t.i in mentions for c in doers for t in c.subtree)
    return named or not doers or not any(c.dep_ in {"xcomp", "dobj"} and c.lemma_ == "be" for c in token.children)


def _views(token: Token) -> bool:
    """Whether a word tells of a view or a feeling; experts and critics do where they say something."""
    lemma = token.lemma_.lower()
    if lemma in SPEAKERS:
        return token.dep_ in {"nsubj", "agent", "pobj"} and token.head.lemma_.lower() in {*SAYING, "to"}
    loose = (
        token.tag_ == "VBG" and token.dep_ in {"pcomp", "conj"} and not any(c.dep_ == "nsubj" for c in token.children)
    )
    return lemma in VIEWS and not loose


def _supposes(parsed: Parsed) -> bool:
    text = parsed.span.text
    if re.match(r"(?:Should|Were|Had) \w+", text) and not re.match(r"(?:Were|Had) \w+ \w+ed\b", text):
        return True
    return not HABIT.match(text) and any(_modal(t) or t.lower_ in SCENARIOS for t in parsed.span)


def _modal(token: Token) -> bool:
    if token.tag_ == "MD" and token.lower_ in MODALS:
        return not _of_speech(token.head)
    if token.dep_ == "mark" and token.lower_ in {"if", "unless", "whether"}:
        return not IDLE_IF.match(" ".join(t.text for t in token.doc[token.i : token.i + 2]))
    return token.lower_ in LIKELY and token.pos_ in {"ADJ", "VERB"} and any(c.dep_ == "xcomp" for c in token.children)


def _of_speech(verb: Token) -> bool:
    """Whether a modal only softens what is said: `it would seem`, `it would be easy to blame`."""
    empty = any(c.dep_ in {"nsubj", "expl"} and c.lower_ in {"it", "one"} for c in verb.children)
    judged = verb.lemma_ == "be" and any(c.dep_ == "acomp" for c in verb.children)
    return empty and (verb.lemma_ in {"seem", "appear", "say", "think"} or judged)

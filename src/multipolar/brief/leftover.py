"""Sentences as a whole: conditions and predictions, offers and threats, aims and views."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

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
    "warn suggest consider describe praise commend welcome frustration confidence opinion expert analyst critic observer"
)


def sentence_claim(
    number: int, parsed: Parsed, codes: Sequence[str], mentions: Mapping[int, Mention], others: bool, year: int
) -> Candidate | None:
    """A claim of a whole sentence, where it supposes, offers, aims or feels; None where it does none of it.

    Args:
        number: of the sentence. parsed: it. codes: of its actors. mentions: by token. others: whether it holds other claims.
        year: of the article.
    """
    lemmas = tuple({t.lemma_.lower() for t in parsed.span} | {t.lower_ for t in parsed.span})
    text = parsed.span.text
    kind, why = None, ""
    if codes and (_supposes(parsed) or (EFFECTS & set(lemmas) and nearest_answer(codes, lemmas) is not None)):
        kind = "condition"
    elif codes and OFFERS & set(lemmas):
        kind = "offer"
    elif not others and codes:
        aims, views = bool(AIMS & set(lemmas)), bool(VIEWS & set(lemmas))
        why = "aims and views" if aims and views else "intentions" if aims else "views and feelings" if views else ""
        kind = "opinion" if why else None
    if kind is None:
        return None
    return Candidate(
        kind, f"sentence.{kind}", number, parsed.sentence.start, parsed.sentence.end, tuple(codes),
        years=years_in(text, year), options={"lemmas": lemmas, "why": why}, text=text.lower(),
    )  # fmt: skip


def _supposes(parsed: Parsed) -> bool:
    text = parsed.span.text
    if text.rstrip().rstrip("”\"'’").endswith("?"):
        return True
    if re.match(r"(?:Should|Were|Had) \w+", text) and not re.match(r"(?:Were|Had) \w+ \w+ed\b", text):
        return True
    return any(_modal(t) or t.lower_ in SCENARIOS for t in parsed.span)


def _modal(token: Token) -> bool:
    if token.tag_ == "MD" and token.lower_ in MODALS:
        return True
    if token.dep_ == "mark" and token.lower_ in {"if", "unless", "whether"}:
        return True
    return token.lower_ in LIKELY and token.pos_ in {"ADJ", "VERB"} and any(c.dep_ == "xcomp" for c in token.children)

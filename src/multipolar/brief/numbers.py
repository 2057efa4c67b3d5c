"""Numbers in the words of a claim that its check does not test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.brief.words import MONTHS

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["untested_number"]

TESTED = frozenset({"amount", "record", "tariff", "finance", "export_curb", "visit", "partner_count"})
"""Kinds that hold a sum or a rate against the data, or are never more than not testable."""
RANKED = frozenset({"partner", "rank"})
"""Kinds of which only the words up to the noun are the claim: `largest partner with goods worth 300 billion`."""
YEAR = re.compile(r"^(1[89]|20)\d\ds?$")
FEW = frozenset({"one", "two", "both"})
"""Words that count the sides themselves."""
TIMES = frozenset(
    [
        "year",
        "decade",
        "month",
        "week",
        "day",
        "century",
        *MONTHS,
        "p.m.",
        "a.m.",
        "$",
        "time",
    ]
)
SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen", "score"})


COUNTS = dict(
    zip(
        ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], range(3, 13), strict=True
    )
)


def untested_number(token: Token, kind: str, words: Sequence[Token], named: int = 0) -> str | None:
    """First number among the words of a claim that the data are not asked about; None where there is none.

    Args:
        token: the trigger. kind: of the claim. words: of its quotation. named: sides that the claim names: `the five members`
            before five names counts them, and so it does where one more faces them.
    """
    if kind in TESTED:
        return None
    for word in words:
        if kind in RANKED and word.i > token.i:
            break
        numeral = word.tag_ == "CD" or word.lemma_.lower() in SCALES
        if not numeral or word.ent_type_ in {"DATE", "TIME", "GPE", "ORG", "EVENT"} or YEAR.match(word.text):
            continue
        if word.i > 0 and word.nbor(-1).lower_ in {"no", "no.", "number"}:
            continue
        count = COUNTS.get(word.lower_) or (int(word.text) if word.text.isdigit() else 0)
        if named > 2 and count in {named, named - 1}:
            continue
        if word.lower_ in FEW or word.head.lemma_.lower() in TIMES or word.text.startswith("'"):
            continue
        noun = word.head.text if word.head.pos_ in {"NOUN", "PROPN", "SYM"} and word.head.i == word.i + 1 else ""
        return f"{word.text} {noun}".strip()
    return None

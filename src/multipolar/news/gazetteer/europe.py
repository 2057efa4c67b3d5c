"""Whom 'European' means: the Union beside goods, firms, its officials and trade; the states of the continent otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.scan import Hit
from multipolar.news.lemmas import lemma
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_union"]

CONTINENT = "@EUROPE"
ADJECTIVE, PEOPLE, LEADERS = ("European",), ("Europeans",), ("European", "leaders")
IDIOMS = (
    r"(?!\s+(?:\w+\s+)?(?:barbs?|fire|gunfire|blows?|punches|insults?|jibes?|taunts?|accusations?|allegations?|recriminations?|threats|"
    r"shots|salvos|strikes|missiles|blame|places|unions?|unionists?)\b)"
)
"""Behind 'trade' or 'trading': what is traded in no market."""
TARIFF = (
    r"(?:customs|import|export|excise|anti-?dumping|countervailing|punitive|retaliatory|percent|per cent|%)\s+dut(?:y|ies)|"
    r"(?<!\bon )(?<!line of )(?<!active )duty on|duty[- ]free|duties (?:on|against)|"
    r"(?:impos(?:e[ds]?|ing)|rais(?:e[ds]?|ing)|lift(?:s|ed|ing)?|slapp?(?:s|ed|ing)?|cut(?:s|ting)?|new|higher|lower|steep) dut(?:y|ies)"
)
"""Duties that goods pay, and not those of soldiers and officials."""
TRADED = re.compile(
    rf"\b(?:trad(?:e|ing){IDIOMS}|{TARIFF}|tariffs?|lev(?:y|ies)|customs|quotas?|imports?|imported|exports?|exporting|exporters?|importers?|"
    r"anti-?dumping|dumping|anti-?subsidy|subsid(?:y|ies|ised|ized|ising|izing)|single market|market access|goods)\b",
    re.IGNORECASE,
)
OWN = words(
    "official commissioner regulator negotiator lawmaker legislator parliamentarian bureaucrat eurocrat treaty directive "
    "firm company business carmaker automaker manufacturer maker producer exporter importer retailer airline bank brewer distiller "
    "vintner steelmaker winemaker shipper supplier industry farmer investor consumer market tariff duty levy quota export import good "
    "product commodity trade car vehicle wine spirit cheese steel aluminium aluminum brandy pork beef dairy machinery chemical goods"
)
"""What trades, is traded or governs trade under one customs union and one market."""
STATES = words(
    "country nation state government capital ally partner power neighbour neighbor member republic kingdom continent security defence "
    "defense soldier troop force army navy pillar theatre war order history city people public voter union territory land soil"
)
"""What belongs to states, whatever the sentence is about."""


def is_union(hit: Hit, tokens: Sequence[Token], text: str) -> bool:
    """Whether a name of the continent stands for the European Union.

    Args:
        hit: the name. tokens: the parser's tokens of the hit. text: of the sentence.
    """
    if hit.name.code != CONTINENT or not tokens:
        return False
    if hit.name.words in (PEOPLE, LEADERS):
        return TRADED.search(text) is not None
    if hit.name.words != ADJECTIVE:
        return False
    nouns = _qualified(tokens[-1])
    if any(noun in STATES for noun in nouns):
        return False
    return any(noun in OWN for noun in nouns) or (bool(nouns) and TRADED.search(text) is not None)


def _qualified(adjective: Token) -> list[str]:
    """The nouns that an adjective stands before, up to the head of its phrase, with those joined to it."""
    found: list[str] = []
    for token in adjective.doc[adjective.i + 1 : adjective.sent.end]:
        if token.pos_ in {"NOUN", "PROPN"}:
            found.append(lemma(token))
        elif token.pos_ not in {"ADJ", "VERB"} or token.tag_ not in {"JJ", "JJR", "JJS", "VBG", "VBN"} or found:
            break
    return found

"""Goods that a duty or a curb names: sectors and commodities of the model for them, and the words that have none."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from multipolar.news.merge import Act
from multipolar.news.records import Event
from multipolar.news.topics import table
from multipolar.params.commodities import commodities
from multipolar.params.read import read_table

__all__ = ["commodities_named", "goods_taxed"]

ENDS = (
    r"(?:made|produced|built|assembled|from|in|to|by|if|as|after|over|that|unless|until|when|while|with|for|of|at|worth|starting|"
    r"because|despite|amid|under|since|on|during|before|where|which|who|is|are|was|were|will|would|could|may|has|have|had)"
)
LIST = rf"(?P<goods>(?:(?!{ENDS}\b)[^\W\d][\w-]*(?:\s+|,\s+(?=(?:[a-z-]+\s+){{0,2}}[a-z-]+(?:,|\s+and\b)))?){{1,9}})"
TAXED = re.compile(
    rf"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax|taxes|surcharges?|quotas?)\b(?:[^.;]|\.\d){{0,60}}?\bon\s+{LIST}",
    re.I,
)
CURBED = re.compile(
    rf"\b(?:exports?|shipments?|sales?|supply|supplies)\s+of\s+{LIST}"
    rf"|\b(?:curbs?|controls?|restrictions?|bans?|limits?|quotas?)\s+on\s+(?:the\s+)?(?:exports?\s+of\s+)?{LIST.replace('goods', 'more')}",
    re.I,
)
GENERIC = frozenset(
    ["all", "any", "some", "many", "most", "other", "its", "their", "the", "a", "an", "these", "those", "such", "new", "certain", "more",
     "key", "several", "various", "foreign", "goods", "good", "imports", "import", "exports", "export", "products", "product", "items",
     "item", "countries", "country", "nations", "states", "partners", "allies", "trade", "trading", "everyone", "everything", "else",
     "both", "each", "it", "them", "him", "her", "us", "and", "world", "rest", "additional", "neighbours", "neighbors", "rivals",
     "companies", "shipments", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)  # fmt: skip
EDIBLE = re.compile(
    r"\b(?:palm|olive|cooking|vegetable|edible|sunflower|soybean|soya|fish|essential|seed)\s+oils?\b", re.I
)


def goods_taxed(act: Act) -> tuple[list[str], str]:
    """Sectors for the goods that a duty is on, and the goods as written; no sectors where one of them has none.

    Args:
        act: a duty.
    """
    for event in act.events:
        m = TAXED.search(_told(event))
        named = list(_items(m["goods"])) if m else []
        if named:
            codes = [_sector(item) for item in named]
            known = all(codes) and _known(tuple(code for code in codes if code))
            return (list(dict.fromkeys(c for c in codes if c)) if known else []), _series(named)
    return [], ""


def commodities_named(act: Act) -> tuple[list[str], list[str]]:
    """Commodities of the model that a curb names, and the goods as written that the model does not know.

    Args:
        act: a curb on exports.
    """
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for event in act.events:
        for m in CURBED.finditer(_told(event)):
            for item in _items(m["goods"] or m["more"]):
                meant = _commodities(item)
                known |= dict.fromkeys(meant)
                unknown |= {} if meant else {item: None}
    return list(known), list(unknown)


def _told(event: Event) -> str:
    """From the start of the evidence to the end of its clause."""
    rest = event.sentence[event.start - event.sentence_start :]
    return " ".join(rest.split())


def _items(phrase: str) -> Iterator[str]:
    """Goods of a series, without names of countries and words that say nothing."""
    for part in re.split(r",\s*|\s+and\s+|\s+or\s+", phrase.strip()):
        words = part.split()
        start = next((k for k in range(len(words), 0, -1) if not words[k - 1][0].islower()), 0)
        kept = [w for w in words[start:] if w not in GENERIC]
        if kept:
            yield " ".join(kept[-3:])


def _sector(item: str) -> str | None:
    words = read_table("sector_words")
    last = item.rsplit(" ", 1)[-1].lower()
    if EDIBLE.search(item):
        return str(words["food"])
    return next((str(words[w]) for w in (last, f"{last}s", last.removesuffix("s")) if w in words), None)


@functools.cache
def _known(codes: tuple[str, ...]) -> bool:
    from multipolar.world import load_world

    return set(codes) <= set(load_world("2022").sectors)


def _commodities(item: str) -> list[str]:
    if EDIBLE.search(item):
        return []
    low = item.lower().removesuffix("s")
    for word, meant in table()["curbed"].items():
        if re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", item, re.I):
            return [str(name) for name in meant]
    spelt = low.replace("aluminum", "aluminium")
    return [name for name in commodities() if re.search(rf"(?<!\w){name.replace('_', ' ')}$", spelt)]


def _series(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

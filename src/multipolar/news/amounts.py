"""Sizes stated in a text: sums of money, per cent, percentage points, shares, and counts of things."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.records import Amount

if TYPE_CHECKING:
    from multipolar.news.parse import Parsed

__all__ = ["AmountFound", "find_amounts", "number_of"]

SMALL = {
    w: k
    for k, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * k for k, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALE = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "bln": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
CURRENCY = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "€": "eur", "eur": "eur", "euro": "eur", "£": "gbp", "gbp": "gbp",
    "pound": "gbp", "¥": "jpy", "jpy": "jpy", "yen": "jpy", "yuan": "cny", "rmb": "cny", "cny": "cny", "renminbi": "cny",
    "ruble": "rub", "rouble": "rub", "rub": "rub", "rupee": "inr", "₹": "inr", "inr": "inr", "won": "krw", "krw": "krw",
    "c$": "cad", "a$": "aud", "hk$": "hkd", "real": "brl", "reais": "brl", "brl": "brl", "r$": "brl", "franc": "chf", "chf": "chf",
    "riyal": "sar", "dirham": "aed", "lira": "try", "rand": "zar", "peso": "mxn", "hryvnia": "uah",
}  # fmt: skip
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
THINGS = (
    "barrels", "bpd", "tons", "tonnes", "troops", "soldiers", "peacekeepers", "personnel", "ships", "warships", "vessels", "tankers",
    "aircraft", "jets", "planes", "missiles", "drones", "tanks", "systems", "people", "workers", "jobs", "refugees", "prisoners",
    "companies", "firms", "entities", "individuals", "cubic metres",
    "cubic meters", "bcm", "megawatts", "gigawatts", "vehicles", "cars", "doses", "agreements", "deals", "projects",
)  # fmt: skip

DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SPELT = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(SMALL)[1:10])}))?|(?:{'|'.join(sorted(SMALL, key=len, reverse=True))})"
PLAIN = rf"(?:{DIGITS}|\b(?:{SPELT})\b)"
SCALED = r"(?:[\s-]*(?:hundred|thousand|million|mn|mln|billion|bn|bln|trillion|tn|trn)\b|[mbk](?![\w'’]))"
MARKS = r"(?:US\$|C\$|A\$|HK\$|R\$|[$€£¥₹]|\b(?:USD|EUR|GBP|RMB|CNY|JPY)\s?)"
NAMES = (
    r"(?:(?:US|U\.S\.|American|Canadian|Australian|Chinese|Russian|Indian|Swiss)\s+)?"
    r"(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|renminbi|rmb|roubles?|rubles?|rupees?|won|francs?|riyals?|dirhams?|lira|rand|pesos?|hryvnias?|reais)\b"
)
PERCENT = r"\s*(?:-\s?)?(?:%|per\s?cents?\b|percents?\b|pct\b)"
POINTS = r"[\s-]*(?:percentage[\s-]points?|per cent points?|percent points?|ppts?\b|pp\b)"

TO = r"(?:\s*[-–—]\s*|\s+to\s+)"


def _lower(unit: str) -> str:
    """Pattern of the first number of a range: 'between 5 and', '5-', '5 to'."""
    spelt = rf"\bbetween\s+(?P<least>{PLAIN})(?:{unit})?\s+and\s+|(?P<low>{DIGITS})(?:{unit})?{TO}|(?P<worded>\b(?:{SPELT}))(?:{unit})?\s+to\s+"
    return f"(?:{spelt})?"


MONEY = re.compile(
    rf"(?P<between>\bbetween\s+)?(?P<mark>{MARKS})\s?(?P<low>{DIGITS})(?:\s?(?P<lowscale>{SCALED}))?"
    rf"(?:(?:{TO}|(?(between)\s+and\s+|(?!)))(?:{MARKS})?\s?(?P<high>{DIGITS})(?:\s?(?P<scale>{SCALED}))?)?",
    re.I,
)
NAMED = re.compile(rf"{_lower(SCALED)}(?P<high>{PLAIN}|\ba\b)\s?(?P<scale>{SCALED})?[\s-]+(?P<name>{NAMES})", re.I)
POINT = re.compile(rf"{_lower(POINTS)}(?P<high>{PLAIN}){POINTS}", re.I)
RATE = re.compile(rf"{_lower(PERCENT)}(?P<high>{PLAIN}){PERCENT}(?!\s*points?)", re.I)
SHARE = re.compile(
    r"(?:\b(?P<count>an?|one|two|three|four|nine)[\s-]|\b(?=half\b))(?P<part>half|thirds?|quarters?|fifths?|sixth|eighth|tenths?)"
    r"(?=\s+(?:of|its|their|his|the|all|as)\b|[,.;]|\s*$)",
    re.I,
)
COUNT = re.compile(
    rf"{_lower(SCALED)}(?P<high>{PLAIN})\s?(?P<scale>{SCALED})?\s+(?:[a-z-]+\s+)?(?P<thing>{'|'.join(THINGS)})\b"
    r"(?P<rate>\s+(?:a|per)\s+(?:day|year|month))?"
)


@dataclasses.dataclass(frozen=True)
class AmountFound:
    """A stated size and where it stands.

    Args:
        start, end: in the cleaned text. amount: the size. sentence: its number.
    """

    start: int
    end: int
    amount: Amount
    sentence: int


def number_of(text: str) -> float:
    """The number that digits or words stand for.

    Args:
        text: such as 1,250.5 or twenty-five.

    Raises:
        ValueError: neither.
    """
    text = text.strip().lower()
    if text in ("a", "an"):
        return 1.0
    if text[:1].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", text))
    total = 0
    for word in re.split(r"[- ]", text):
        if word not in SMALL and word not in TENS:
            raise ValueError(f"not a number: {text}")
        total += SMALL.get(word, 0) + TENS.get(word, 0)
    return float(total)


def find_amounts(parsed: Sequence[Parsed], document: Document) -> tuple[AmountFound, ...]:
    """All sizes that a document states, in order.

    Args:
        parsed: its sentences. document: it.
    """
    found: list[AmountFound] = []
    for number, p in enumerate(parsed):
        at = p.sentence.start
        for start, end, value, unit in _in_sentence(document.text[at : p.sentence.end]):
            text = document.text[at + start : at + end]
            found.append(AmountFound(at + start, at + end, Amount(value, unit, text), number))
    return tuple(found)


def _in_sentence(text: str) -> list[tuple[int, int, float, str]]:
    """Start, end, value and unit of the sizes in one sentence; what an earlier pattern took, a later one leaves alone."""
    taken: list[tuple[int, int, float, str]] = []
    if not CUE.search(text):
        return taken
    for pattern, measure in MEASURES:
        for m in pattern.finditer(text):
            if any(m.start() < end and start < m.end() for start, end, _, _ in taken):
                continue
            value, unit = measure(m, text)
            taken.append((m.start(), m.start() + len(m[0].rstrip()), value, unit))
    return sorted(taken)


def _scale(word: str | None) -> float:
    return SCALE[word.strip(" \t\n-").lower()] if word else 1.0


def _middle(low: float, high: float, before: str) -> float:
    """One number for a range: the end of 'from 10 to 25', else the middle."""
    return high if re.search(r"\bfrom\s+$", before, re.I) else (low + high) / 2


def _between(m: re.Match[str], text: str) -> float:
    high = number_of(m["high"])
    low = m["least"] or m["low"] or m["worded"]
    return high if low is None else _middle(number_of(low), high, text[: m.start()])


def _money(m: re.Match[str], text: str) -> tuple[float, str]:
    """Sum with its mark in front, in millions."""
    currency = CURRENCY[m["mark"].strip().lower()]
    scale = _scale(m["scale"] or m["lowscale"])
    low = number_of(m["low"])
    if m["high"] is None:
        return low * scale / 1e6, f"{currency}_mn"
    low, high = low * _scale(m["lowscale"] or m["scale"]), number_of(m["high"]) * scale
    return _middle(low, high, text[: m.start()]) / 1e6, f"{currency}_mn"


def _named(m: re.Match[str], text: str) -> tuple[float, str]:
    """Sum with its currency in words, in millions."""
    words = m["name"].lower().removesuffix("sterling").split()
    currency = CURRENCY.get(words[-1]) or CURRENCY[words[-1].removesuffix("s")]
    currency = {"canadian": "cad", "australian": "aud"}.get(words[0], currency)
    return _between(m, text) * _scale(m["scale"]) / 1e6, f"{currency}_mn"


def _points(m: re.Match[str], text: str) -> tuple[float, str]:
    return _between(m, text), "pp"


def _rate(m: re.Match[str], text: str) -> tuple[float, str]:
    return _between(m, text), "pct"


def _share(m: re.Match[str], text: str) -> tuple[float, str]:
    count = m["count"]
    return (number_of(count) if count else 1.0) * FRACTIONS[m["part"].lower()], "share"


def _count(m: re.Match[str], text: str) -> tuple[float, str]:
    return _between(m, text) * _scale(m["scale"]), "count"


MEASURES = ((MONEY, _money), (NAMED, _named), (POINT, _points), (RATE, _rate), (SHARE, _share), (COUNT, _count))
CUE = re.compile(rf"[\d$€£¥%]|\b(?:{SPELT}|{'|'.join(FRACTIONS)}|a)\b", re.I)

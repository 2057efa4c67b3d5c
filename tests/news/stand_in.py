"""A small table of names for tests that look at grammar, not at names: states, demonyms and capitals."""

from __future__ import annotations

import re

from multipolar.news.document import Document
from multipolar.news.records import Actor, Mention

NAMES = {
    "ARG": "Argentina Argentine Argentinian", "AUS": "Australia Australian Canberra", "BRA": "Brazil Brazilian Brasilia",
    "CAN": "Canada Canadian Ottawa", "CHL": "Chile Chilean", "CHN": "China Chinese Beijing", "COL": "Colombia Colombian",
    "CUB": "Cuba Cuban Havana", "DEU": "Germany German Berlin", "EGY": "Egypt Egyptian Cairo", "ESP": "Spain Spanish",
    "ETH": "Ethiopia Ethiopian", "EU": "EU Brussels", "FRA": "France French Paris", "GBR": "Britain British London",
    "GRC": "Greece Greek Athens", "IDN": "Indonesia Indonesian Jakarta", "IND": "India Indian", "IRN": "Iran Iranian Tehran",
    "IRQ": "Iraq Iraqi Baghdad", "ISR": "Israel Israeli", "ITA": "Italy Italian Rome", "JPN": "Japan Japanese Tokyo",
    "KAZ": "Kazakhstan Kazakh", "KEN": "Kenya Kenyan Nairobi", "KOR": "Seoul", "MEX": "Mexico Mexican", "MYS": "Malaysia",
    "NATO": "NATO", "NGA": "Nigeria Nigerian", "NOR": "Norway Norwegian Oslo", "PAK": "Pakistan Pakistani Islamabad",
    "PER": "Peru Peruvian", "PHL": "Philippines Philippine Manila", "POL": "Poland Polish Warsaw", "PRK": "Pyongyang",
    "RUS": "Russia Russian Moscow Kremlin", "SAU": "Riyadh Saudi", "SWE": "Sweden Swedish", "SYR": "Syria Syrian Damascus",
    "TUR": "Turkey Turkish Ankara", "TWN": "Taiwan Taiwanese", "UKR": "Ukraine Ukrainian Kyiv", "UN": "UN",
    "USA": "Washington American U.S. US", "VNM": "Vietnam Vietnamese Hanoi", "ZAF": "Pretoria", "ZMB": "Zambia Zambian",
}  # fmt: skip
CODES = {name: code for code, names in NAMES.items() for name in names.split()} | {
    "United States": "USA", "South Korea": "KOR", "North Korea": "PRK", "Saudi Arabia": "SAU", "South Africa": "ZAF",
    "European Union": "EU", "United Nations": "UN", "South Korean": "KOR", "North Korean": "PRK",
}  # fmt: skip
PATTERN = re.compile(r"(?<!\w)(" + "|".join(re.escape(n) for n in sorted(CODES, key=len, reverse=True)) + r")(?!\w)")


def stand_in_mentions(document: Document) -> tuple[Mention, ...]:
    """Names of the table in the cleaned text."""
    return tuple(Mention(m.start(), m.end(), (Actor(CODES[m[1]]),), "state") for m in PATTERN.finditer(document.text))

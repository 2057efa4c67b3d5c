"""Names of the organisations whose members are listed, as against offices, seats and bodies inside or beside them."""

from __future__ import annotations

__all__ = ["PLAIN", "names_body"]

NAMES = {
    "EU": "european union|eu|e.u.|eu27|eu-27|27-member bloc|27-nation bloc|european community|european communities|eec"
    "|european economic community|common market",
    "NATO": "nato|north atlantic treaty organisation|north atlantic treaty organization|atlantic alliance|north atlantic alliance",
    "BRICS": "brics|brics plus|brics+|brics bloc",
    "ASEAN": "asean|association of southeast asian nations|association of south-east asian nations"
    "|association of south east asian nations",
    "AU": "au|african union",
    "CPTPP": "cptpp|comprehensive and progressive agreement for trans-pacific partnership",
    "CSTO": "csto|collective security treaty organisation|collective security treaty organization",
    "EAEU": "eaeu|eurasian economic union",
    "G20": "g20|g-20|group of 20|group of twenty",
    "G7": "g7|g-7|group of 7|group of seven",
    "GCC": "gcc|gulf cooperation council",
    "OECD": "oecd|organisation for economic co-operation and development|organisation for economic cooperation and development"
    "|organization for economic cooperation and development",
    "RCEP": "rcep|regional comprehensive economic partnership",
    "SCO": "sco|shanghai cooperation organisation|shanghai cooperation organization",
}
PLAIN = frozenset(
    [
        "member",
        "state",
        "country",
        "nation",
        "bloc",
        "alliance",
        "group",
        "grouping",
        "club",
        "organisation",
        "organization",
        "association",
        "union",
        "pact",
        "membership",
        "economy",
        "partner",
        "family",
        "treaty",
        "framework",
        "power",
    ]
)
"""Nouns that a name of a body may stand before and still mean the body: `NATO member`, `the BRICS group`."""


def names_body(code: str, words: str) -> bool:
    """Whether words name the organisation itself: the eurozone, the European Parliament and the G8 are others.

    Args:
        code: of the organisation. words: as they stand in the text.
    """
    said = words.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s").strip()
    return said in NAMES.get(code, "").split("|")

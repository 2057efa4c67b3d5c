"""Descriptions that stand for actors: the two leaders, both countries, the Chinese president, the bloc."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from multipolar.news.gazetteer.scan import Hit
from multipolar.news.gazetteer.words import Word

__all__ = ["BODIES", "OFFICES", "Description", "Office", "descriptions", "office_after", "office_before", "offices_for"]

PERSONS = (
    "leaders|presidents|prime ministers|premiers|men|women|heads of state|heads of government|statesmen|chancellors"
)
PARTIES = (
    "countries|nations|sides|powers|states|capitals|governments|economies|neighbou?rs|rivals|allies|superpowers|parties|"
    "giants|peoples|militaries|armies|republics|foes|adversaries|partners|foreign ministers|ministers|delegations|signatories|claimants|"
    "belligerents|combatants|camps|kingdoms|emirates|enemies"
)
ADJECTIVES = r"(?:[a-z][a-z-]+\s+){0,2}?"
NUMBERED = re.compile(
    rf"\b(?:(?:the|these|those|all|their)\s+(two|three)|both)\s+{ADJECTIVES}(?:({PERSONS})|({PARTIES}))\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\b(?:(?:the\s+|their\s+)(?:respective\s+)?(leaders|pair|duo|presidents)|(?:the|their)\s+(?:respective\s+)?(countries|nations|sides|"
    r"neighbou?rs|rivals|governments)|(?:either|neither|each)\s+(?:side|country|nation|party|government|leader))\b"
    r"(?!\s+(?:of|that|which|who|in|with|from|like|such|around|where|outside|across)\b)",
    re.IGNORECASE,
)
SINGLE = re.compile(
    rf"\b(?:[Tt]he|[Tt]his)\s+({ADJECTIVES})"
    r"(country|nation|kingdom|republic|bloc|council|alliance|island|regime|government|administration|cartel|group|grouping|"
    r"organi[sz]ation|union|monarchy|superpower|emirate|sultanate|agency|watchdog|fund|bank|lender|body|navy|air force|defen[cs]e ministry|junta|military|army|foreign ministry|communist party)"
    r"\b(?!\s+(?:of|official|party|school|theatre|club|house|music|which)\b)(?!-)"
)
OTHER = re.compile(
    rf"\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]he)\s+{ADJECTIVES}(?:[A-Z][a-z]+\s+)?(neighbou?r|rival|foe|enemy|adversary|host|hosts)\b"
    r"(?!\s+(?:(?:of|to|in|country|countries|nation|state|party|city|cities)\b|[A-Z]))(?!-)"
)
"""One state by what it is to another: its smaller neighbour."""
KOREAS = re.compile(r"\b(?:(?:[Tt]he two|[Bb]oth) (Koreas)|[Tt]he (North|South)(?!\s+[A-Z])(?!-))\b")
HOLDER = re.compile(
    r"\b(?:[Tt]he)\s+(president|prime minister|premier|chancellor|king|emperor|supreme leader|crown prince|dictator|"
    r"foreign minister|secretary of state|secretary general|secretary-general)\b(?!\s+(?:of|elect|[A-Z]\w))(?!-)",
)

BODIES: dict[str, frozenset[str]] = {
    "bloc": frozenset(
        ("EU", "ASEAN", "BRICS", "MERCOSUR", "GCC", "AU", "ECOWAS", "EAEU", "G7", "SCO", "CARICOM", "CIS")
    ),
    "union": frozenset(("EU", "AU", "EAEU")),
    "council": frozenset(("UN", "EU", "GCC")),
    "alliance": frozenset(("NATO", "WARSAW_PACT", "CSTO", "AES", "AUKUS", "QUAD")),
    "cartel": frozenset(("OPEC",)),
    "grouping": frozenset(("BRICS", "G7", "G20", "ASEAN", "QUAD", "SCO", "EU", "APEC", "G77", "MERCOSUR", "CELAC")),
    "group": frozenset(("BRICS", "G7", "G20", "QUAD", "SCO", "OPEC", "G77", "ISIS", "AQ", "armed")),
    "organization": frozenset(
        ("UN", "WTO", "WHO", "SCO", "OPCW", "OSCE", "OAS", "IAEA", "OPEC", "NATO", "OECD", "ILO")
    ),
    "agency": frozenset(("IAEA", "IEA", "WHO", "UN")),
    "watchdog": frozenset(("IAEA", "OPCW")),
    "fund": frozenset(("IMF",)),
    "bank": frozenset(("WB",)),
    "lender": frozenset(("WB", "IMF")),
    "sultanate": frozenset(("OMN", "BRN")),
    "body": frozenset(("UN", "WTO", "AU", "ARAB_LEAGUE", "OIC", "ECOWAS", "WHO")),
    "kingdom": frozenset(
        ("SAU", "JOR", "GBR", "MAR", "BHR", "THA", "ESP", "NLD", "BEL", "DNK", "SWE", "NOR", "KHM", "BTN")
    ),
    "monarchy": frozenset(("SAU", "JOR", "MAR", "BHR", "KWT", "OMN", "QAT", "ARE", "THA", "GBR", "NPL", "BRN")),
    "emirate": frozenset(("QAT", "KWT", "ARE")),
    "island": frozenset(("TWN", "CUB", "CYP", "LKA", "HTI", "MLT", "IRL", "SGP", "BHR", "GRL", "JAM", "TLS", "FJI")),
    "communist party": frozenset(("CHN", "VNM", "LAO", "CUB", "RUS", "PRK")),
    "superpower": frozenset(("USA", "CHN", "RUS")),
}
"""Which actors a common noun can stand for; nouns that are not here stand for states."""

OFFICES: dict[str, tuple[str, ...]] = {
    "leader": ("leader", "president", "prime minister", "chancellor", "king"),
    "ruler": ("leader", "king", "president", "prime minister"),
    "strongman": ("leader", "president", "prime minister"),
    "dictator": ("leader", "president"),
    "supreme leader": ("leader",),
    "president": ("president",),
    "premier": ("prime minister",),
    "prime minister": ("prime minister",),
    "pm": ("prime minister",),
    "chancellor": ("chancellor",),
    "king": ("king",),
    "monarch": ("king",),
    "emperor": ("king",),
    "sultan": ("king",),
    "emir": ("king",),
    "crown prince": ("crown prince",),
    "head of state": ("president", "king"),
    "head of government": ("prime minister", "chancellor"),
    "foreign minister": ("foreign minister",),
    "foreign secretary": ("foreign minister",),
    "secretary of state": ("foreign minister",),
    "vice president": ("vice president",),
    "treasury secretary": ("finance minister",),
    "finance minister": ("finance minister",),
    "trade representative": ("trade minister",),
    "commerce secretary": ("commerce minister",),
    "commerce minister": ("trade minister",),
    "trade minister": ("trade minister",),
    "defense secretary": ("defence minister",),
    "defence minister": ("defence minister",),
    "defense minister": ("defence minister",),
    "secretary general": ("head",),
    "secretary-general": ("head",),
    "director general": ("head",),
    "director-general": ("head",),
    "managing director": ("head",),
    "chief": ("head", "foreign minister"),
    "foreign policy chief": ("foreign minister",),
}
"""Words for an office, and the offices of the table of leaders in which its holder is looked for."""

PARLIAMENTARY = frozenset(
    [
        "DEU",
        "ITA",
        "ISR",
        "IND",
        "AUT",
        "GRC",
        "HUN",
        "CZE",
        "IRL",
        "FIN",
        "PRT",
        "PAK",
        "SGP",
        "LBN",
        "IRQ",
        "ETH",
        "BGD",
        "LVA",
        "EST",
        "HRV",
        "SVK",
        "SVN",
        "BGR",
        "ALB",
        "POL",
        "MNE",
        "MLT",
        "ISL",
        "JPN",
        "GBR",
        "CAN",
        "AUS",
        "NZL",
        "ESP",
        "NLD",
        "BEL",
        "SWE",
        "NOR",
        "DNK",
        "THA",
        "LUX",
        "XKX",
        "MKD",
    ]
)
"""States where 'the leader' is the head of government, though another office ranks above it in protocol."""

OFFICE_WORDS = sorted(((tuple(o.replace("-", " - ").split()), o) for o in OFFICES), key=lambda pair: -len(pair[0]))
QUALIFIERS = frozenset(
    [
        "new",
        "current",
        "incumbent",
        "top",
        "paramount",
        "supreme",
        "long-time",
        "veteran",
        "strongman",
        "hardline",
        "communist",
        "outgoing",
        "incoming",
        "interim",
    ]
)


def offices_for(office: str, code: str) -> tuple[str, ...]:
    """Offices of the table of leaders that a word means, in order of preference.

    Args:
        office: key of OFFICES. code: of the state.
    """
    if code == "EU" and office == "president":
        return ("commission president",)
    if office in ("leader", "ruler", "strongman") and code in PARLIAMENTARY:
        return ("leader", "chancellor", "prime minister", "president", "king")
    return OFFICES[office]


@dataclasses.dataclass(frozen=True)
class Description:
    """A description found.

    Args:
        start, end: in the sentence's text. sort: leaders, parties, single, or holder. noun: its word. count: of actors.
    """

    start: int
    end: int
    sort: str
    noun: str
    count: int = 1


@dataclasses.dataclass(frozen=True)
class Office:
    """An office that stands beside the name of a state: the Chinese president, president of Russia.

    Args:
        first, last: words that name state and office together. office: key of OFFICES.
    """

    first: int
    last: int
    office: str


def descriptions(text: str) -> Iterator[Description]:
    """Descriptions in a sentence; those that overlap are all given, the first is the best.

    Args:
        text: of the sentence.
    """
    for match in NUMBERED.finditer(text):
        sort = "leaders" if match[2] else "parties"
        yield Description(
            match.start(), match.end(), sort, match[2] or match[3], 3 if (match[1] or "").lower() == "three" else 2
        )
    for match in BARE.finditer(text):
        noun = match[1] or match[2] or match[0].split()[-1]
        sort = "leaders" if noun.lower() in ("leaders", "leader", "pair", "duo", "presidents") else "parties"
        yield Description(match.start(), match.end(), sort, noun, 2)
    for match in KOREAS.finditer(text):
        yield Description(match.start(), match.end(), "koreas", match[1] or match[2], 2)
    for match in OTHER.finditer(text):
        yield Description(match.start(), match.end(), "other", match[1].lower())
    for match in SINGLE.finditer(text):
        yield Description(
            match.start(), match.end(), "single", match[2].lower().replace("organisation", "organization")
        )
    for match in HOLDER.finditer(text):
        yield Description(match.start(), match.end(), "holder", match[1].lower())


def _office_at(words: Sequence[Word], place: int) -> tuple[int, str] | None:
    for parts, office in OFFICE_WORDS:
        if place + len(parts) <= len(words) and all(words[place + n].key == p for n, p in enumerate(parts)):
            return place + len(parts) - 1, office
    return None


def office_after(words: Sequence[Word], hit: Hit) -> Office | None:
    """The office that a demonym or a state's genitive qualifies, where no name follows.

    Args:
        words: of the sentence. hit: the state or the demonym.
    """
    place = hit.last + 1
    if place + 1 < len(words) and words[place].key == "'" and words[place + 1].key == "s":
        place += 2
    found = _office_at(words, place)
    for _ in range(2):
        if found is None and place < len(words) and words[place].key in QUALIFIERS:
            place += 1
            found = _office_at(words, place)
    if found is None:
        return None
    last, office = found
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and (after.capital or after.key in ("-", "of", "elect")):
        return None
    return Office(hit.first, last, office)


def office_before(words: Sequence[Word], hit: Hit) -> Office | None:
    """The office in front of `of` and a state, where no name follows: the president of Russia.

    Args:
        words: of the sentence. hit: the state.
    """
    place = hit.first - 1
    if place >= 0 and words[place].key == "the":
        place -= 1
    if place < 1 or words[place].key != "of":
        return None
    for parts, office in OFFICE_WORDS:
        first = place - len(parts)
        if first >= 0 and all(words[first + n].key == p for n, p in enumerate(parts)):
            after = words[hit.last + 1] if hit.last + 1 < len(words) else None
            named = after is not None and after.capital
            former = first > 0 and words[first - 1].key in (
                "former",
                "ex",
                "late",
                "vice",
                "deputy",
                "then",
                "next",
                "future",
            )
            former = former or (first > 0 and words[first - 1].text[0].isdigit())
            return None if named or former else Office(first, hit.last, office)
    return None

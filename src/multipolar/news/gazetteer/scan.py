"""Names in one sentence: the longest entry of the trie at each place that fits in case and context."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from multipolar.news.gazetteer.style import COMMON, Style
from multipolar.news.gazetteer.tables import END, Gazetteer, Name
from multipolar.news.gazetteer.words import Word

__all__ = ["Hit", "scan"]

LED = frozenset(
    [
        "led",
        "backed",
        "brokered",
        "imposed",
        "sponsored",
        "made",
        "funded",
        "mediated",
        "supplied",
        "trained",
        "dominated",
        "controlled",
        "occupied",
        "run",
        "built",
        "held",
        "owned",
        "based",
        "born",
        "educated",
        "style",
        "bound",
        "aligned",
        "friendly",
        "allied",
        "supported",
        "drafted",
        "proposed",
        "initiated",
        "installed",
        "administered",
        "centric",
        "speaking",
        "language",
        "focused",
        "centered",
        "centred",
        "driven",
        "designed",
        "financed",
        "flagged",
        "registered",
        "listed",
        "protected",
        "ruled",
    ]
)
PREFIXES = {
    "sino": "CHN", "russo": "RUS", "anglo": "GBR", "franco": "FRA", "indo": "IND", "euro": "@EUROPE", "greco": "GRC",
    "turko": "TUR", "turco": "TUR", "italo": "ITA", "germano": "DEU", "hispano": "ESP", "afro": "@AFRICA",
    "americano": "USA", "austro": "AUT", "polono": "POL", "serbo": "SRB",
}  # fmt: skip
NOT_ACTORS = frozenset(("non", "post", "ex", "trans", "intra", "pre"))
WITH_US = frozenset(("with", "to", "from", "against", "by", "between", "and", "on", "for", "via"))


@dataclasses.dataclass(frozen=True)
class Hit:
    """An entry found.

    Args:
        first, last: words of the sentence, last included. name: the entry. kind: of the entry, or the part that it plays in
        a compound: modifier (U.S.-led), against (anti-Western), pro (pro-Russian). sure: probability.
    """

    first: int
    last: int
    name: Name
    kind: str
    sure: float = 1.0


def scan(words: Sequence[Word], style: Style, gazetteer: Gazetteer, written: frozenset[str] = frozenset()) -> list[Hit]:
    """Names of a sentence in order, without overlap; masks are left out.

    Args:
        words: of the sentence. style: how it is written. gazetteer: names. written: keys that the document writes with a
        capital somewhere.
    """
    hits: list[Hit] = []
    place = 0
    while place < len(words):
        hit = _at(words, place, style, gazetteer, written)
        if hit is None:
            place += 1
            continue
        if hit.kind != "mask":
            hits.append(hit)
        place = hit.last + 1
    return hits


def _at(words: Sequence[Word], place: int, style: Style, gazetteer: Gazetteer, written: frozenset[str]) -> Hit | None:
    prefix = _prefix(words, place)
    node = gazetteer.trie.get(words[place].key)
    if node is None:
        return prefix
    found: list[tuple[int, list[Name]]] = []
    last = place
    while node is not None:
        if END in node:
            found.append((last, node[END]))
        last += 1
        node = node.get(words[last].key) if last < len(words) else None
    for last, names in reversed(found):
        for name in names:
            hit = _judge(words, place, last, name, style, written)
            if hit is not None:
                return hit
    return prefix


def _prefix(words: Sequence[Word], place: int) -> Hit | None:
    code = PREFIXES.get(words[place].key)
    if code is None or place + 2 >= len(words) or words[place + 1].key != "-" or not words[place + 2].capital:
        return None
    return Hit(place, place, Name((words[place].text,), code, "demonym"), "demonym", 0.95)


def _judge(
    words: Sequence[Word], first: int, last: int, name: Name, style: Style, written: frozenset[str]
) -> Hit | None:
    if not all(_case(want, words[first + n], style, written) for n, want in enumerate(name.words)):
        return _headline_us(words, first, name, style)
    if name.kind == "mask":
        return Hit(first, last, name, "mask")
    kind, sure = name.kind, 1.0
    before = words[first - 1].key if first else ""
    after = words[last + 1].key if last + 1 < len(words) else ""
    if before == "-" and first > 1:
        part = words[first - 2].key
        if part in NOT_ACTORS:
            return Hit(first, last, name, "mask")
        kind = {"anti": "against", "pro": "pro"}.get(part, kind)
    if after == "-" and last + 2 < len(words) and words[last + 2].key in LED:
        kind = "modifier"
    if name.rule == "the" and not (before == "the" or "-" in (before, after) or style.title or style.lower):
        return None
    if name.rule == "the" and after == "of":
        return None
    if name.rule == "home":
        sure = 0.75
    if name.rule == "weak":
        sure = 0.5
    return Hit(first, last, name, kind, sure)


def _case(want: str, word: Word, style: Style, written: frozenset[str]) -> bool:
    """Whether a word is written as its entry asks."""
    if not want[0].isupper():
        return True
    text = word.text
    acronym = len(want) > 1 and want.isupper()
    if text[0].isupper():
        if acronym and not text.isupper():
            return False
        short = len(want) <= 3 and acronym and "." not in text
        return not (style.caps and short and word.key in ("us", "who", "is", "it", "au", "un")) or word.key == "us"
    if acronym and "." in text:
        return True
    return style.lower and (word.key not in COMMON or (word.key in written and word.key not in ("us", "who", "is")))


def _headline_us(words: Sequence[Word], first: int, name: Name, style: Style) -> Hit | None:
    """Lower-case `us` behind a preposition in a title: the United States, where nobody speaks in it."""
    if name.code != "USA" or words[first].text != "us" or not style.heading or not first:
        return None
    keys = {w.key for w in words}
    if words[first - 1].key not in WITH_US or keys & {"we", "our", "ours", "let", "i", "you", '"', "“"}:
        return None
    return Hit(first, first, name, "state", 0.8)


def spans(hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Word ranges of hits."""
    for hit in hits:
        yield hit.first, hit.last

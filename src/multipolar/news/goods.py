"""Goods that a duty or a curb names: sectors and commodities of the model for them, and the words that have none."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from multipolar.news.gazetteer import Gazetteer
from multipolar.news.merge import Act
from multipolar.news.records import Event
from multipolar.news.topics import table
from multipolar.params.commodities import commodities
from multipolar.params.read import read_table

__all__ = ["Goods", "commodities_named", "goods_banned", "goods_taxed"]

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
    rf"|\b(?:curbs?|controls?|restrictions?|bans?|limits?|quotas?)\s+on\s+(?:the\s+)?(?:exports?\s+of\s+)?{LIST.replace('goods', 'goods2')}",
    re.I,
)
STOPS = (
    r"(?:ban|banned|banning|bans|bar|bars|barred|barring|block\w*|curb\w*|curtail\w*|cut|cuts|cutting|embargo\w*|end|ends|ended|ending|forb[ia]d\w*|"
    r"freez\w*|froze|halt\w*|limit\w*|off|paus\w*|prohibit\w*|restrict\w*|stop|stops|stopped|stopping|suspend\w*|suspension|boycott\w*)"
)
LEAVING = ("export", "shipment", "sale", "suppl", "deliver")
WAY = r"(?:exports?|imports?|shipments?|sales?|supply|supplies|deliver(?:y|ies)|purchases?)"
MOVED = re.compile(
    rf"\b(?P<way>(?i:{WAY}))\s+of\s+{LIST}"
    rf"|(?:\b(?:{STOPS}|on|all|any|its|their)|['’]s?|\b[A-Z][\w-]+)\s+"
    rf"(?P<goods2>(?:(?!(?:{ENDS}|{STOPS}|all|any|its|their|{WAY})\b)(?:[a-z][a-z-]*|LNG),?\s+){{1,6}})(?P<way2>{WAY})\b"
)
"""Goods before or behind the word for their trade: imports of seafood, wheat exports."""
GOVERNS = re.compile(
    rf"\b(?:{STOPS}|controls?)(?:\s+on)?\s+(?P<own>(?:(?:all|any|the|its|their|most|some|new|further|direct|and|[A-Z][\w.-]*(?:['’]s?)?)\s+)*)$"
)
"""A verb or noun of stopping right before goods or the word for their trade, with the name of their owner between."""
REASON = re.compile(
    r"\b(?:over|for|because|after|since|amid|as|if|unless|until|despite|when|while|accus\w+|response\s+to)\b[^,;]*$"
)
"""What is told as the reason or the condition of an act, up to the end of its clause, is not what the act does."""
FROM = re.compile(r"\s*(?:[a-z]+\s+)?(?:from|by)\s+(?:the\s+)?(?P<own>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*)")
BARRED = re.compile(
    rf"\b(?:ban(?:s|ned|ning)?|bar(?:s|red)|boycott\w*|embargo\w*)\s+(?:on\s+)?(?:(?:all|the)\s+)?(?=[A-Z]){LIST}"
)
"""Goods that are themselves refused: bans Norwegian salmon."""
BOUGHT = re.compile(
    rf"\b(?:stop|quit|end|halt|ceas|give up|gave up|suspend)\w*\s+(?:buying|purchasing|importing)\s+{LIST}", re.I
)
CUT_OFF = re.compile(rf"\bcut\s+off\s+from\s+{LIST}", re.I)
GENERIC = frozenset(
    ["all", "any", "some", "many", "most", "other", "its", "their", "the", "a", "an", "these", "those", "such", "new", "certain", "more",
     "key", "several", "various", "foreign", "goods", "good", "imports", "import", "exports", "export", "products", "product", "items",
     "item", "countries", "country", "nations", "states", "partners", "allies", "trade", "trading", "everyone", "everything", "else",
     "both", "each", "it", "them", "him", "her", "us", "and", "world", "rest", "additional", "neighbours", "neighbors", "rivals",
     "companies", "shipments", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)  # fmt: skip
SHORT = frozenset({"LNG", "LPG", "EVs", "EV"})
"""Goods written in capitals."""
EDIBLE = re.compile(
    r"\b(?:palm|olive|cooking|vegetable|edible|sunflower|soybean|soya|fish|essential|seed)\s+oils?\b", re.I
)


@dataclasses.dataclass(frozen=True)
class Goods:
    """Goods as a text names them.

    Args:
        written: in its words; empty where it names none. sectors: that hold them all; none where one of them has none.
        leaving: whether it is exports of who acts that are held back, not imports.
    """

    written: str = ""
    sectors: tuple[str, ...] = ()
    leaving: bool = False

    @property
    def wider(self) -> str:
        """What stands for the goods, in words; empty where none are named."""
        if not self.written:
            return ""
        whole = f"sector{'s' if len(self.sectors) > 1 else ''} {', '.join(self.sectors)} as a whole"
        one = len(self.sectors) == 1
        return (
            f"the text names {self.written}: {whole if self.sectors else 'all goods'} stand{'s' if one else ''} for it"
        )


def goods_taxed(act: Act) -> Goods:
    """Goods that a duty is on.

    Args:
        act: a duty.
    """
    for event in act.events:
        m = TAXED.search(_told(event))
        if m and (named := list(_items(m["goods"]))):
            return _goods(named)
    return Goods()


def goods_banned(act: Act, sanction: bool = False) -> Goods | None:
    """Goods whose imports or exports an act stops; None where its words tell of neither.

    Args:
        act: a penalty. sanction: whether it is named a sanction: then only goods that a word of stopping governs count, and
        none that stand in the reason for it.
    """
    told = [found for event in act.events if (found := _stopped(_told(event), act, sanction)) is not None]
    same = [items for leaving, items in told if leaving == told[0][0]]
    return _goods(list(dict.fromkeys(item for items in same for item in items)), told[0][0]) if told else None


def _stopped(text: str, act: Act, sanction: bool) -> tuple[bool, list[str]] | None:
    """Whether exports or imports are stopped, and of what; goods that are refused by themselves count where we know them."""
    for m in MOVED.finditer(text):
        leaving = _group(m, "way").lower().startswith(LEAVING)
        if not _others(text, m, act, leaving) and (not sanction or _governed(text, m)):
            return leaving, list(_items(_group(m, "goods")))
    for pattern, leaving in ((BOUGHT, False), (BARRED, False), (CUT_OFF, True)):
        hit = pattern.search(text)
        items = list(_items(hit["goods"])) if hit and not (sanction and REASON.search(text[: hit.start()])) else []
        if _goods(items).sectors:
            return leaving, items
    return None


def _governed(text: str, m: re.Match[str]) -> bool:
    """Whether a word of stopping governs the goods, outside of any reason; whose exports 'its' means is left open."""
    before = text[: _start(m)]
    governs = GOVERNS.search(before)
    return governs is not None and not REASON.search(before) and not re.search(r"\b(?:its|their)\b", governs["own"])


def _others(text: str, m: re.Match[str], act: Act, leaving: bool) -> bool:
    """Whether it is the target that exports or buys: Iran's oil exports; Iranian imports are such as come from Iran."""
    before = re.search(r"(?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w.-]*(?P<whose>['’]s?)?\s+$", text[: _start(m)])
    named = [] if before is None or not (leaving or before["whose"]) else [re.sub(r"['’]s?\s+$", "", before[0])]
    if leaving:
        behind = FROM.match(text, m.end())
        named += [_group(m, "goods"), *([behind["own"]] if behind else [])]
    words = [phrase.split() for phrase in named]
    spans = {" ".join(w[i:j]) for w in words for i in range(len(w)) for j in range(i + 1, min(i + 4, len(w) + 1))}
    return bool({_states()[s] for s in spans & _states().keys()} & {a.code for a in act.target})


@functools.cache
def _states() -> dict[str, str]:
    """Codes of states and groups by their names and adjectives."""
    return {" ".join(n.words): n.code for n in Gazetteer.packaged().names if n.code and n.kind != "leader"}


def _start(m: re.Match[str]) -> int:
    """Where the goods and the word for their trade begin."""
    return m.start("way") if m["way"] else m.start("goods2")


def commodities_named(act: Act) -> tuple[list[str], Goods]:
    """Commodities of the model that a curb names, and the goods that are none of them.

    Args:
        act: a curb on exports.
    """
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for event in act.events:
        told = _told(event)
        for m in (*CURBED.finditer(told), *MOVED.finditer(told), *CUT_OFF.finditer(told)):
            for item in _items(_group(m, "goods")):
                meant = _commodities(item)
                known |= dict.fromkeys(meant)
                unknown |= {} if meant else {item: None}
    return list(known), _goods(list(unknown), True)


def _goods(named: list[str], leaving: bool = False) -> Goods:
    codes = [_sector(item) for item in named]
    known = bool(named) and all(codes) and _known(tuple(code for code in codes if code))
    return Goods(_series(named), tuple(dict.fromkeys(c for c in codes if c)) if known else (), leaving)


def _group(m: re.Match[str], name: str) -> str:
    """What the first filled group of a name holds; alternatives of a pattern number their groups."""
    return next((v for n, v in m.groupdict().items() if n.rstrip("2") == name and v), "")


def _told(event: Event) -> str:
    """From the start of the evidence to the end of its clause."""
    rest = event.sentence[event.start - event.sentence_start :]
    return " ".join(rest.split())


def _items(phrase: str) -> Iterator[str]:
    """Goods of a series, without names of countries and words that say nothing."""
    for part in re.split(r",\s*|\s+and\s+|\s+or\s+", phrase.strip()):
        words = part.split()
        start = next((k for k in range(len(words), 0, -1) if not _plain(words[k - 1])), 0)
        kept = [w for w in words[start:] if w not in GENERIC]
        if kept:
            yield " ".join(kept[-3:])


def _plain(word: str) -> bool:
    """Whether a word is no name."""
    return word[0].islower() or word in SHORT


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
    spelt = re.sub(r"\s+(?:ore|concentrate)$", "", low.replace("aluminum", "aluminium"))
    return [name for name in commodities() if re.search(rf"(?<!\w){name.replace('_', ' ')}$", spelt)]


def _series(words: list[str]) -> str:
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"

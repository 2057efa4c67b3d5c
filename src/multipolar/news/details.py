"""Details of an act that sources may tell differently: by which channel, when, how long, how much."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Sequence
from importlib import resources

import yaml

from multipolar.news.amounts import number_of
from multipolar.news.anchors import find_anchors
from multipolar.news.records import Event

__all__ = [
    "BLANK",
    "Detail",
    "Text",
    "amount_detail",
    "conflicts",
    "details_in",
    "following",
    "nearest",
    "tells_of_contact",
]

NUMBER = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+(?:\.\d+)?"
DURATION = re.compile(
    rf"\b(?:(?P<n>{NUMBER}|half)[\s-](?:an?\s)?(?P<unit>hour|minute|day)s?(?P<half>[\s-]and[\s-]a[\s-]half)?"
    rf"|(?P<and>{NUMBER})[\s-]and[\s-]a[\s-]half[\s-](?P<unit2>hour|minute|day)s?"
    r"|(?P<h3>hour)[\s-]and[\s-]a[\s-]half|(?P<long>hour|day)[\s-]long)\b"
    r"(?=[\s-]+(?:long|call|conversation|talks?|meeting|visit|summit|discussion|phone|video|telephone|session|trip|tour|encounter)|[,.;]|\s*$)",
    re.I,
)
BLANK = re.compile(r"\s*")
LASTED = re.compile(r"\b(?:lasted|for|lasting|spoke for|talked for|ran for|took)\s+(?:\w+\s+){0,3}$", re.I)
ANAPHOR = re.compile(
    r"(?:[“\"'‘]\s*)?(?:In|During|After|Following|At)?\s*(?:the|this|that|their|both)\s+(?:\w+\s+){0,2}?(?:call|conversation|talks?|meeting|"
    r"announcement|visit|summit|exchange|discussions?|statement|decision|move|measures?|deal|agreement|pledge|vow|trip|duty|duties|tariffs?|"
    r"sanctions?|curbs?|loan|package|ban|embargo|strike|attack)\b",
    re.I,
)
TIMES = re.compile(
    rf"\b(?:(?:just|only|barely|mere|merely|less than|more than|about|some|within)\s+)*(?:(?P<n>{NUMBER}|several|few|a few)\s+)?"
    r"(?P<unit>minute|hour|day|week|month)s?\s+(?P<rel>before|after|following|ahead of|into)\b(?:U\.S\.|U\.K\.|[^.;,!?\n]){0,90}",
    re.I,
)
CONTACT = re.compile(
    r"\b(?:call|calls|called|phoned|telephoned|conversation|conference|talks?|meeting|met|summit|visit|visited|trip|discussions?|link|spoke|speaks?)\b",
    re.I,
)


@dataclasses.dataclass(frozen=True)
class Detail:
    """One statement on an act.

    Args:
        kind: channel, timing, duration, amount. value: normalised, by which statements are compared. text: as written.
        file, start, end: raw offsets of the words.
    """

    kind: str
    value: str
    text: str
    file: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True)
class Text:
    """A sentence in which details of an act may stand.

    Args:
        file: of it. start, end: raw offsets. raw: the words.
    """

    file: str
    start: int
    end: int
    raw: str


def following(raw: str, end: int) -> tuple[int, int] | None:
    """Raw offsets of the next sentence of the same paragraph, if it goes on about the same act: 'The call came ...'.

    Args:
        raw: of the document. end: of a sentence.
    """
    start = BLANK.match(raw, end).end()  # type: ignore[union-attr]
    if re.search(r"\n\s*\n", raw[end:start]) or start >= len(raw) or not ANAPHOR.match(raw, start):
        return None
    m = re.compile(r"(?<!\bU\.S)(?<!\bMr)(?<!\bDr)[.!?][”’\"]?(?=\s|$)|\n\s*\n").search(raw, start)
    return start, m.end() if m else len(raw)


def details_in(text: Text) -> tuple[Detail, ...]:
    """Details of channel, timing and duration that a sentence states, whatever they belong to.

    Args:
        text: the sentence.
    """
    return (*_channels(text), *_timing(text), *_durations(text))


def tells_of_contact(text: Text) -> bool:
    """Whether a sentence speaks of a call, a meeting or a visit.

    Args:
        text: the sentence.
    """
    return CONTACT.search(text.raw) is not None


def nearest(detail: Detail, text: Text, near: Sequence[tuple[int, int]]) -> int:
    """Number of the act to which a detail belongs: whose words are nearest; after 'their' the first.

    Args:
        detail: it. text: its sentence. near: raw offsets of the evidence of each act in the sentence, not empty.
    """
    before = text.raw[: max(0, detail.start - text.start)]
    if len(near) < 2 or re.search(r"\b(?:their|both leaders'?)\s+(?:\w+\s+)?$", before, re.I):
        return 0
    gaps = [max(start - detail.end, detail.start - end, 0) for start, end in near]
    return gaps.index(min(gaps))


def _channels(text: Text) -> Iterable[Detail]:
    flat = re.sub(r"\s", " ", text.raw)
    taken: list[tuple[int, int]] = []
    for m in _patterns().finditer(flat):
        if any(m.start() < end and start < m.end() for start, end in taken):
            continue
        taken.append(m.span())
        words = text.raw[m.start() : m.end()]
        yield Detail(
            "channel", _meaning()[m[0].lower()], words, text.file, text.start + m.start(), text.start + m.end()
        )


@functools.cache
def _meaning() -> dict[str, str]:
    text = resources.files("multipolar").joinpath("data/news/details.yaml").read_text(encoding="utf8")
    table: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {words: value for value, listed in table["channel"].items() for words in listed}


@functools.cache
def _patterns() -> re.Pattern[str]:
    longest = sorted(_meaning(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.I)


def _timing(text: Text) -> Iterable[Detail]:
    for m in TIMES.finditer(text.raw):
        words = m[0].rstrip()
        known = find_anchors(words)
        event = (
            known[0].candidates[-1].date.isoformat()
            if known
            else " ".join(words[m.end("rel") - m.start() :].lower().split())
        )
        number = m["n"].lower() if m["n"] else "some"
        number = f"{number_of(number):g}" if number not in ("some", "several", "few", "a few") else "some"
        value = f"{number} {m['unit'].lower()}{'' if number == '1' else 's'} {m['rel'].lower()} {event}"
        yield Detail("timing", value, words, text.file, text.start + m.start(), text.start + m.start() + len(words))


def _durations(text: Text) -> Iterable[Detail]:
    for m in DURATION.finditer(text.raw):
        rest = text.raw[m.end() : m.end() + 12].lstrip(" -")
        ends = not rest or rest[0] in ",.;"
        if re.match(r"\s*(?:after|before|ago|later|earlier)", text.raw[m.end() :]) or (
            ends and not LASTED.search(text.raw[: m.start()])
        ):
            continue
        minutes = _minutes(m)
        yield Detail("duration", f"{minutes:g} minutes", m[0], text.file, text.start + m.start(), text.start + m.end())


def _minutes(m: re.Match[str]) -> float:
    unit = (m["unit"] or m["unit2"] or m["h3"] or m["long"]).lower()
    if m["n"]:
        number = 0.5 if m["n"].lower() == "half" else number_of(m["n"])
        number += 0.5 if m["half"] else 0
    else:
        number = number_of(m["and"]) + 0.5 if m["and"] else 1.5 if m["h3"] else 1.0
    return number * {"minute": 1, "hour": 60, "day": 1440}[unit]


def amount_detail(event: Event) -> Detail | None:
    """The size that an event states, as a detail of its act.

    Args:
        event: with its amount.
    """
    if event.amount is None:
        return None
    at = event.sentence.find(event.amount.text)
    start = event.sentence_start + max(at, 0)
    words = event.amount.text
    return Detail("amount", f"{event.amount.value:g} {event.amount.unit}", words, event.file, start, start + len(words))


def conflicts(details: Iterable[Detail]) -> dict[str, tuple[Detail, ...]]:
    """Kinds of detail on which the statements differ, with one statement for each value and file.

    Args:
        details: of one act.
    """
    table: dict[str, dict[tuple[str, str], Detail]] = {}
    for d in details:
        table.setdefault(d.kind, {}).setdefault((d.value, d.file), d)
    return {kind: tuple(held.values()) for kind, held in table.items() if len({value for value, _ in held}) > 1}

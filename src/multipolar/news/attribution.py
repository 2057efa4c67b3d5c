"""Date, size, quoted words and source of every event: what stands nearest to it in the grammar of its sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar.news.amounts import AmountFound, find_amounts
from multipolar.news.dates import DateFound, find_dates, publication
from multipolar.news.dating import CROSSING, FAR, steps_to_date, topmost
from multipolar.news.document import Document
from multipolar.news.quotations import Speech, Voice, find_speech
from multipolar.news.records import Amount, Event, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from multipolar.news.parse import Parsed

__all__ = ["attribute"]

CLOSED = frozenset({"relcl", "ccomp", "advcl", "acl"})
"""Clauses whose dates and sizes do not belong to what stands outside of them."""
NEAR = 5
UNDATED = frozenset({"historical", "hypothetical", "feared", "expected", "intended"})
"""Statuses of what need not have come up when the text was published."""


def attribute(
    events: Iterable[Event],
    parsed: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    document: Document,
    speech: Sequence[Speech] | None = None,
) -> tuple[Event, ...]:
    """Events with date, stated size, quoted words and who says so.

    Args:
        events: of the document. parsed: its sentences. mentions: of each sentence. document: it.
        speech: what `find_speech` gives, where the caller has it.
    """
    said = find_speech(parsed, mentions, document) if speech is None else speech
    dates = _by_sentence(find_dates(parsed, document))
    amounts = _by_sentence(find_amounts(parsed, document))
    voices: dict[int, list[Speech]] = {}
    for s in said:
        voices.setdefault(s.sentence, []).append(s)
    published = publication(document)
    starts = [p.sentence.start for p in parsed]
    placed = [_place(event, document, parsed, starts) for event in events]
    sizes = _sizes(placed, amounts)
    return tuple(
        dataclasses.replace(
            p.event,
            **_dated(p, dates.get(p.number, ()), published),
            **_said(p, voices.get(p.number, ()), said),
            amount=p.event.amount or sizes.get(k),
        )
        for k, p in enumerate(placed)
    )


@dataclasses.dataclass(frozen=True, eq=False)
class _Placed:
    """An event with its sentence, its words in the cleaned text, the topmost of its tokens, and the one that tells of the act."""

    event: Event
    parsed: Parsed
    number: int
    start: int
    end: int
    top: Token
    word: Token


def _place(event: Event, document: Document, parsed: Sequence[Parsed], starts: Sequence[int]) -> _Placed:
    start = int(np.searchsorted(document.first, event.start, side="right")) - 1
    end = int(np.searchsorted(document.last, event.end, side="left")) + 1
    number = max(0, int(np.searchsorted(starts, start, side="right")) - 1)
    p = parsed[number]
    inside = [t for t in p.span if p.start(t) < end and p.end(t) > start and not t.is_punct]
    top = topmost(inside) if inside else p.span.root
    at = start if event.word is None else int(np.searchsorted(document.first, event.word, side="right")) - 1
    told = top if event.word is None else next((t for t in inside if p.start(t) <= at < p.end(t)), top)
    return _Placed(event, p, number, start, end, top, told)


def _by_sentence(found: Iterable[DateFound | AmountFound]) -> dict[int, list[DateFound | AmountFound]]:
    table: dict[int, list[DateFound | AmountFound]] = {}
    for item in found:
        table.setdefault(item.sentence, []).append(item)
    return table


def _words(p: Parsed, start: int, end: int) -> list[Token]:
    return [t for t in p.span if p.start(t) < end and p.end(t) > start and not t.is_punct]


def _distance(placed: _Placed, start: int, end: int) -> int | None:
    """Steps in the tree from a passage to the event; None where a clause's border parts them."""
    p = placed.parsed
    words = _words(p, start, end)
    if not words:
        return None
    up, steps = topmost(words), 0
    above: dict[int, int] = {}
    token, cost = placed.top, 0
    while True:
        above[token.i] = cost
        if token.head.i == token.i:
            break
        cost += CROSSING.get(token.dep_, 1)
        token = token.head
    while True:
        if placed.start <= p.start(up) < placed.end:
            return steps
        if up.i in above:
            return steps + above[up.i]
        if up.head.i == up.i or up.dep_ in CLOSED:
            return None
        steps, up = steps + 1, up.head


def _dated(placed: _Placed, dates: Sequence[DateFound | AmountFound], published: str | None) -> Mapping[str, Any]:
    """Fields of the date: of the nearest expression, else the day of publication."""
    event = placed.event
    ranked = []
    for found in dates:
        words = _words(placed.parsed, found.start, found.end)
        steps = steps_to_date(placed.word, words) if words else None
        if steps is not None and steps <= FAR and isinstance(found, DateFound):
            ranked.append((found.date is None, steps, abs(found.start - placed.start), found))
    if ranked:
        best = min(ranked, key=lambda item: item[:3])[3]
        return {
            "date": best.date, "date_text": best.text, "date_basis": best.basis, "date_precision": best.precision,
        }  # fmt: skip
    if published and event.status not in UNDATED:
        return {"date": published, "date_text": None, "date_basis": "publication", "date_precision": "week"}
    return {}


def _sizes(placed: Sequence[_Placed], amounts: Mapping[int, Sequence[DateFound | AmountFound]]) -> dict[int, Amount]:
    """The size of each event by its number: an amount goes to the events nearest to it."""
    ranked: dict[int, list[tuple[int, int, AmountFound]]] = {}
    nearest: dict[int, int] = {}
    for k, event in enumerate(placed):
        for found in amounts.get(event.number, ()):
            steps = _distance(event, found.start, found.end)
            if steps is None or steps > NEAR or not isinstance(found, AmountFound):
                continue
            ranked.setdefault(k, []).append((steps, abs(found.start - event.start), found))
            nearest[found.start] = min(steps, nearest.get(found.start, steps))
    sizes: dict[int, Amount] = {}
    for k, found_here in ranked.items():
        own = [item for item in found_here if item[0] == nearest[item[2].start]]
        if own:
            sizes[k] = min(own, key=lambda item: item[:2])[2].amount
    return sizes


def _said(placed: _Placed, here: Sequence[Speech], said: Sequence[Speech]) -> Mapping[str, Any]:
    """Who says so and the quoted words: the passage that holds the event, or the words that the event itself puts forward."""
    event, p = placed.event, placed.parsed
    at = p.start(placed.top)
    around = [s for s in said if s.start <= at < s.end and s.voice != Voice()]
    text = p.span.doc.text
    for speech in sorted(here, key=lambda s: s.start):
        cue = speech.cue_at is not None and placed.start <= speech.cue_at < placed.end
        overlaps = speech.start < placed.end and placed.start < speech.end
        if speech.direct and (cue or overlaps) and not speech.start <= at < speech.end:
            name = attributed(speech.voice) or (_actor(event) if cue else None)
            return {"attributed_to": name, "quote": text[speech.start - p.offset : speech.end - p.offset]}
    if not around:
        return {}
    inner = min(around, key=lambda s: s.end - s.start)
    quote = text[inner.start - p.offset : inner.end - p.offset] if inner.direct else None
    return {"attributed_to": attributed(inner.voice), "quote": quote or None}


def _actor(event: Event) -> str | None:
    first = event.source[0] if event.source else None
    return (first.person or first.code) if first else None


def attributed(voice: Voice) -> str | None:
    """A speaker in a few words: the person, a capital with its state, or as written.

    Args:
        voice: who speaks.
    """
    if voice.actors and voice.actors[0].person:
        return voice.actors[0].person
    if voice.name is None:
        return None
    if voice.actors:
        proper = " " not in voice.name and voice.name[:1].isupper() and not voice.name.endswith(("ese", "ian", "can"))
        pronoun = voice.name.lower() in ("it", "its", "they", "their", "he", "she", "his", "her", "we", "who", "which")
        code = voice.actors[0].code
        return code if pronoun else f"{code} ({voice.name})" if proper else voice.name
    if voice.name.lower() in ("it", "its", "they", "their", "he", "she", "his", "her", "we", "i", "who", "which"):
        return None
    return f"{voice.name} ({voice.house})" if voice.house else voice.name

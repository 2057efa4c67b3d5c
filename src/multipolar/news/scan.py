"""Moves that a text tells of without naming two sides: bodies to be recast, attention that moves between theatres."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from multipolar.news.details import BLANK
from multipolar.news.document import Document
from multipolar.news.merge import Act, Source
from multipolar.news.topics import first_word, table, theatres

__all__ = ["offers", "scan", "with_targets"]

REFORM = re.compile(r"\b(?:reform\w*|reshap\w+|overhaul\w*|restructur\w+|recast\w*)\b", re.I)
CALLED = re.compile(
    r"\b(?:these|those|the|such|both|multilateral|global|international)\s+(?:\w+\s+)?(?:institutions|bodies|organi[sz]ations)\b",
    re.I,
)
SENTENCE = re.compile(r"(?<!\bU\.S)(?<!\bU\.K)(?<!\bMr)(?<!\bDr)(?<=[.!?])[”’\"]?\s+(?=[A-Z“\"‘])|\n\s*\n")
OFFER = re.compile(
    r"(?:This|The|That|Its|His|Her|Their|These|It)\s+(?:[\w-]+\s+){0,2}?(?:pitch|offers?|proposals?|plans?|packages?|deals?|agreements?|pacts?|"
    r"accords?|initiatives?|programmes?|programs?|promises|pledges|terms|outreach)\b"
)
OFFERED = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "REQUEST", "SUPPORT"})
SKIPPED = frozenset({"boilerplate", "duplicate", "related", "caption", "heading"})


def with_targets(acts: Sequence[Act]) -> list[Act]:
    """Penalties without a named target, told in one sentence with another of the same actor, as aimed at the same state.

    Args:
        acts: merged.
    """
    aimed: dict[tuple[object, ...], Act] = {}
    for act in acts:
        if act.plover == "SANCTION" and not any(a.code == "@WORLD" for a in act.target):
            for e in act.events:
                aimed.setdefault((e.file, e.sentence_start, frozenset(a.code for a in act.source)), act)
    result = []
    for act in acts:
        other = None
        if act.plover == "SANCTION" and all(a.code == "@WORLD" for a in act.target):
            who = frozenset(a.code for a in act.source)
            other = next((o for e in act.events if (o := aimed.get((e.file, e.sentence_start, who)))), None)
        result.append(dataclasses.replace(act, target=other.target) if other else act)
    return result


def offers(acts: Sequence[Act], documents: Sequence[Document]) -> Iterator[Act]:
    """What the next sentence says that an act holds: 'This offer includes loans for railways'; acts without a key.

    Args:
        acts: merged. documents: of them.
    """
    by_file = {d.file: d for d in documents}
    told = {(e.file, e.sentence_start) for act in acts for e in act.events}
    for act in acts:
        if act.plover not in OFFERED:
            continue
        e = act.events[0]
        document = by_file.get(e.file)
        place = _next(document.raw, e.sentence_end) if document else None
        if document is None or place is None or (e.file, place[0]) in told:
            continue
        words = document.raw[slice(*place)]
        event = dataclasses.replace(
            e, evidence=words, start=place[0], end=place[1], sentence=words, sentence_start=place[0], sentence_end=place[1],
            instrument=None, method="the sentence after", amount=None,
        )  # fmt: skip
        status = act.status if act.plover == "AGREE" else "pledged"
        yield dataclasses.replace(
            act, key="", plover="AGREE", status=status, events=(event,), instrument=None, amount=None, details=(),
            sources=(Source(e.file, *place, words),),
        )  # fmt: skip


def _next(raw: str, end: int) -> tuple[int, int] | None:
    """Raw offsets of the next sentence of the paragraph, if it speaks of an offer or a deal."""
    start = BLANK.match(raw, end).end()  # type: ignore[union-attr]
    if re.search(r"\n\s*\n", raw[end:start]) or not OFFER.match(raw, start):
        return None
    m = SENTENCE.search(raw, start)
    stop = m.start() if m else len(raw)
    return start, start + len(raw[start:stop].rstrip())


def scan(documents: Sequence[Document]) -> Iterator[tuple[str, dict[str, Any], Source, str]]:
    """Kind, fields, passage and note of each.

    Args:
        documents: tagged; only their body is read.
    """
    for document in documents:
        for block in document.blocks:
            if block.tag not in SKIPPED:
                yield from _in_block(document, block.start, block.end)


def _in_block(document: Document, first: int, last: int) -> Iterator[tuple[str, dict[str, Any], Source, str]]:
    before = ""
    places = [first, *(m.end() + first for m in SENTENCE.finditer(document.text[first:last])), last]
    for start, end in itertools.pairwise(places):
        text = document.text[start:end].strip()
        if not text:
            continue
        start += len(document.text[start:end]) - len(document.text[start:end].lstrip())
        raw_start, raw_end = document.span(start, start + len(text))
        source = Source(document.file, raw_start, raw_end, document.raw[raw_start:raw_end])
        if REFORM.search(text):
            named = _bodies(text) or (_bodies(before) if CALLED.search(text) else [])
            note = "A reform in words without numbers is named and not computed."
            for body in named:
                yield "institution_reform", {"body": body, "weights": "not stated", "quota": "unchanged"}, source, note
        moved = theatres(text)
        if moved and re.search(r"\b(?:U\.S\.|US|United States|America|American|Washington)(?!\w)", text):
            fields = {"by": "USA", "from_theatre": moved[0], "to_theatre": moved[1], "weight": None}
            yield "attention", fields, source, "A theatre stands for the state named."
        before = text


def _bodies(text: str) -> list[str]:
    named = [
        meant
        for word, meant in table()["bodies"].items()
        if first_word("bodies", text) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    ]
    return [b for b in dict.fromkeys(named) if b in table()["reformed"]]

"""Where an event stands: its words and its sentence in the raw file, from offsets in the cleaned text."""

from __future__ import annotations

from typing import Any

from multipolar.news.document import Document
from multipolar.news.parse import Parsed
from multipolar.news.records import Event

__all__ = ["event_at"]


def event_at(document: Document, parsed: Parsed, start: int, end: int, **fields: Any) -> Event:
    """An event told by some words of a sentence.

    Args:
        document: it stands in. parsed: the sentence. start, end: of the words in the cleaned text. fields: of `Event`,
        those besides its place.
    """
    first, last = document.span(start, end)
    sentence_start, sentence_end = document.span(parsed.sentence.start, parsed.sentence.end)
    return Event(
        doc=document.doc,
        file=document.file,
        evidence=document.raw[first:last],
        start=first,
        end=last,
        sentence=document.raw[sentence_start:sentence_end],
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        tag=document.blocks[parsed.sentence.block].tag if document.blocks else "body",
        **fields,
    )

"""Reads one text as the pipeline does, for tests of single stages."""

from __future__ import annotations

import hashlib

import numpy as np

from multipolar.news.dates import year_of
from multipolar.news.document import Document
from multipolar.news.events import find_events
from multipolar.news.frames import Frames
from multipolar.news.parse import parse
from multipolar.news.records import Event, Mention
from news.stand_in import stand_in_mentions

try:
    from multipolar.news.gazetteer import Gazetteer, find_mentions
except ImportError:
    Gazetteer = None


def plain_document(text: str, file: str = "own.txt") -> Document:
    """A document without markup: cleaned and raw text are the same."""
    places = np.arange(len(text))
    return Document(file, "own", hashlib.sha256(text.encode()).hexdigest(), "utf-8", text, text, places, places + 1)


def read_text(text: str, frames: Frames, published: str | None = None) -> tuple[Event, ...]:
    """Events of a text, with the packaged gazetteer where it is there."""
    document = plain_document(text)
    parsed = parse(document)
    mentions: tuple[Mention, ...]
    if Gazetteer is None:
        mentions = stand_in_mentions(document)
    else:
        groups = find_mentions(parsed, Gazetteer.packaged(), published, document)
        mentions = tuple(mention for group in groups for mention in group)
    return find_events(parsed, mentions, document, frames, year_of(document)[0])

"""Reads actors out of sentences of our own."""

from __future__ import annotations

import numpy as np

from multipolar.news.document import Block, Document, Tag
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.parse import parse
from multipolar.news.records import Mention

__all__ = ["actors", "codes", "document", "mentions"]


def document(text: str, tag: Tag = "body") -> Document:
    """A text as one block, raw as cleaned."""
    count = np.arange(len(text))
    return Document("own.txt", "own", "", "utf8", text, text, count, count + 1, (Block(0, len(text), tag),))


def mentions(text: str, when: str | None = None, tag: Tag = "body") -> list[Mention]:
    """Mentions of all sentences in order."""
    whole = document(text, tag)
    return [m for group in find_mentions(parse(whole), Gazetteer.packaged(), when, whole) for m in group]


def codes(text: str, when: str | None = None, tag: Tag = "body") -> list[str]:
    """Codes of all mentions in order; those of one mention joined by +."""
    return ["+".join(a.code for a in m.actors) for m in mentions(text, when, tag)]


def actors(text: str, when: str | None = None, tag: Tag = "body") -> dict[str, str]:
    """Passages and whom they stand for, a person behind a slash; of equal passages the last one counts."""
    return {
        text[m.start : m.end]: "+".join(f"{a.code}/{a.person}" if a.person else a.code for a in m.actors)
        for m in mentions(text, when, tag)
    }

"""Every state by its names, and traps of names, on sentences of our own."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("spacy")

from multipolar.news.document import Block, Document
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.parse import parse


def document(text: str, tag: str = "body") -> Document:
    """A text as one block."""
    count = np.arange(len(text))
    return Document("own.txt", "own", "", "utf8", text, text, count, count + 1, (Block(0, len(text), tag),))  # type: ignore[arg-type]


def codes(text: str, when: str | None = None, tag: str = "body") -> list[str]:
    """Codes of all mentions in order, persons behind a slash."""
    whole = document(text, tag)
    groups = find_mentions(parse(whole), Gazetteer.packaged(), when, whole)
    return [f"{a.code}/{a.person}" if a.person else a.code for g in groups for m in g for a in m.actors]


def test_a_sentence() -> None:
    found = codes("China and the U.S. met EU officials in Moscow.")
    assert found == ["CHN", "USA", "EU", "RUS"]

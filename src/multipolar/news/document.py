"""A document with exact offsets: the raw text, the cleaned text, and where each cleaned character stands in the raw one."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePath
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["TAGS", "Block", "Document", "Sentence", "Tag", "document_key"]

Tag = Literal["body", "heading", "boilerplate", "caption", "related", "duplicate"]
TAGS: tuple[Tag, ...] = ("body", "heading", "boilerplate", "caption", "related", "duplicate")


@dataclasses.dataclass(frozen=True)
class Block:
    """A run of cleaned text of one kind.

    Args:
        start, end: in the cleaned text. tag: what it is. twin: file and raw offsets of the passage that it repeats.
    """

    start: int
    end: int
    tag: Tag = "body"
    twin: tuple[str, int, int] | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class Document:
    """One article: nothing of the raw text is deleted; blocks say what each part is.

    Args:
        file: its name as given, without folders. doc: short key (see `document_key`). sha256: of its bytes.
        encoding: by which the bytes were read. raw: the decoded file; all offsets that leave the package count its
        characters. text: cleaned (lines joined again, entities and markup resolved, encoding repaired).
        first, last: raw offset of the first character and one past the last that became `text[i]`, (len(text),).
        blocks: in order, without overlap. title, outlet, published (ISO date): where the document states them.
    """

    file: str
    doc: str
    sha256: str
    encoding: str
    raw: str
    text: str
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: str | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a passage of the cleaned text.

        Args:
            start, end: of the passage, not empty.
        """
        return int(self.first[start]), int(self.last[end - 1])


@dataclasses.dataclass(frozen=True)
class Sentence:
    """One sentence of a block.

    Args:
        start, end: in the cleaned text of its document. block: its number among the document's blocks.
    """

    start: int
    end: int
    block: int


def document_key(file: str) -> str:
    """Short key of a document: the number in front of an underscore, else the name without its ending.

    Args:
        file: name or path.
    """
    stem = PurePath(file).stem
    number = re.match(r"(\d+)_", stem)
    return number[1] if number else stem

"""Loaded phrases, by who uses them: a quoted speaker, or the outlet in its own words."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

import yaml

from multipolar.news.document import Block, Document
from multipolar.news.records import Actor, Framing, Quotation

__all__ = ["Phrase", "find_framings", "phrases"]

WORD = re.compile(r"U\.S\.|U\.K\.|[^\W_]+")
SKIPPED = frozenset({"boilerplate", "duplicate", "related"})

Pattern = tuple[tuple[frozenset[str], bool], ...]
"""Words of a pattern: alternatives (a star at the end stands for any ending), and whether the word may be left out."""


@dataclasses.dataclass(frozen=True)
class Phrase:
    """An entry of the lexicon.

    Args:
        name: of the phrase. family: what it belongs to. sense, users: what it does and who typically uses it, our judgement.
        patterns: word by word.
    """

    name: str
    family: str
    sense: str
    users: str
    patterns: tuple[Pattern, ...]


@functools.cache
def phrases() -> tuple[Phrase, ...]:
    """The packaged lexicon, own judgement, in its order."""
    text = resources.files("multipolar").joinpath("data/news/framing.yaml").read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        Phrase(name, family, entry["sense"], entry["users"], tuple(_pattern(p) for p in written))
        for family, entry in table["families"].items()
        for name, written in entry["phrases"].items()
    )


def find_framings(document: Document, quotations: Sequence[Quotation] = ()) -> tuple[Framing, ...]:
    """Loaded phrases in a document, in order; of overlapping ones the longest.

    Args:
        document: furniture and repeats in it are passed over. quotations: of the document, for the speakers.
    """
    found: list[Framing] = []
    for block in document.blocks or (Block(0, len(document.text)),):
        if block.tag in SKIPPED:
            continue
        words = [
            (m[0].lower().replace(".", ""), m.start(), m.end())
            for m in WORD.finditer(document.text, block.start, block.end)
        ]
        for name, first, last in _matches([w for w, _, _ in words]):
            start, end = document.span(words[first][1], words[last - 1][2])
            speaker = _speaker(start, end, quotations)
            found.append(Framing(document.file, name, start, end, document.raw[start:end], speaker, document.outlet))
    return tuple(found)


def _matches(words: list[str]) -> list[tuple[str, int, int]]:
    """Name, first and one past the last word of the phrases, without overlap."""
    starts, stems = _index()
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        word = words[at]
        candidates = starts.get(word, []) + [
            pair for stem, pairs in stems.items() if word.startswith(stem) for pair in pairs
        ]
        ends = [(_end(pattern, words, at), name) for name, pattern in candidates]
        last, name = max(((e, n) for e, n in ends if e is not None), default=(0, ""))
        if last:
            found.append((name, at, last))
        at = max(last, at + 1)
    return found


def _end(pattern: Pattern, words: list[str], at: int) -> int | None:
    """Where a pattern ends that starts at a word, the longest way; None where it does not fit."""
    if not pattern:
        return at
    (alternatives, optional), rest = pattern[0], pattern[1:]
    if at < len(words) and _fits(words[at], alternatives):
        found = _end(rest, words, at + 1)
        if found is not None:
            return found
    return _end(rest, words, at) if optional else None


def _fits(word: str, alternatives: frozenset[str]) -> bool:
    return word in alternatives or any(a.endswith("*") and word.startswith(a[:-1]) for a in alternatives)


def _pattern(written: str) -> Pattern:
    return tuple((frozenset(part.removesuffix("?").split("|")), part.endswith("?")) for part in written.lower().split())


Index = dict[str, list[tuple[str, Pattern]]]


@functools.cache
def _index() -> tuple[Index, Index]:
    """Patterns by the words that they can start with, and by the stems."""
    words: Index = {}
    stems: Index = {}
    for phrase in phrases():
        for pattern in phrase.patterns:
            for length, (alternatives, optional) in enumerate(pattern):
                for a in alternatives:
                    table = stems if a.endswith("*") else words
                    table.setdefault(a.removesuffix("*"), []).append((phrase.name, pattern[length:]))
                if not optional:
                    break
    return words, stems


def _speaker(start: int, end: int, quotations: Sequence[Quotation]) -> tuple[Actor, ...]:
    """Who is quoted with a passage: of the quotations that share words with it the shortest that has a speaker."""
    around = [q for q in quotations if q.start < end and start < q.end and q.speaker]
    best = min(around, key=lambda q: q.end - q.start, default=None)
    return best.speaker if best else ()

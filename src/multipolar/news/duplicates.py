"""Passages that repeat others: within a document and across documents, word for word or nearly so."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from multipolar.news.document import Block, Document
from multipolar.news.words import words

__all__ = ["ALIKE", "SHORTEST", "tag_repeats"]

ALIKE = 0.7
"""Share of runs of three words that two passages have in common (Jaccard) from which they count as the same,
unless names or numbers differ in more than that one passage has more of them."""

CONTAINED = 0.9
"""Share of a passage's runs of three words that earlier passages of its document hold, from which it repeats them."""

SHORTEST = 12
"""Words from which passages are compared by their runs of words; shorter ones repeat only word for word."""

DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
FEW = 2_000
"""Passages up to which candidates are found by an index of all runs, which needs no MinHash and misses none."""

PERMUTATIONS = 64
WORD = re.compile(r"[^\W_]+")


@dataclasses.dataclass(frozen=True)
class _Seen:
    file: str
    start: int
    end: int
    runs: frozenset[str]
    names: tuple[str, ...]


def tag_repeats(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Documents in which every block that repeats an earlier one is tagged duplicate, with the place of its twin.

    Upper and lower case, punctuation and spaces make no difference. Of more than two thousand passages MinHash (Broder 1997;
    datasketch) names the candidates; likeness is always counted exactly. Headings and related lines count as repeated too; boilerplate stays what it is. Short lines are
    compared within their document only, since many pages have the same headings.

    Args:
        documents: tagged, in the order in which they are read; the first occurrence stays.
    """
    shelf = _Shelf(sum(len(document.blocks) for document in documents))
    return tuple(_tagged(document, shelf) for document in documents)


class _Shelf:
    """Passages of all documents so far, found word for word and by likeness.

    Args:
        passages: how many there may be; of few every one that shares a run is counted, of many those that MinHash names.
    """

    def __init__(self, passages: int) -> None:
        self.exact: dict[str, _Seen] = {}
        self.seen: list[_Seen] = []
        self.runs: dict[str, list[int]] = {}
        self.near: Any = None
        if passages > FEW:
            from datasketch import MinHashLSH

            self.near = MinHashLSH(threshold=0.6, num_perm=PERMUTATIONS)

    def find(self, key: str, runs: frozenset[str], names: tuple[str, ...]) -> _Seen | None:
        """The earliest passage that is the same, or nearly."""
        if key in self.exact:
            return self.exact[key]
        for number in self._candidates(runs):
            other = self.seen[number]
            same = _within(names, other.names) or _within(other.names, names)
            if same and len(runs & other.runs) >= ALIKE * len(runs | other.runs):
                return other
        return None

    def _candidates(self, runs: frozenset[str]) -> list[int]:
        if self.near is not None:
            return sorted(int(name) for name in self.near.query(_sketch(runs)))
        return sorted({number for run in runs for number in self.runs.get(run, ())})

    def put(self, key: str, seen: _Seen) -> None:
        """Keeps a passage for those that follow."""
        self.exact[key] = seen
        if self.near is not None:
            self.near.insert(str(len(self.seen)), _sketch(seen.runs))
        else:
            for run in seen.runs:
                self.runs.setdefault(run, []).append(len(self.seen))
        self.seen.append(seen)


def _sketch(runs: frozenset[str]) -> Any:
    from datasketch import MinHash

    found = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=zlib.crc32)
    found.update_batch([run.encode() for run in sorted(runs)])
    return found


def _tagged(document: Document, shelf: _Shelf) -> Document:
    blocks: list[Block] = []
    here: dict[str, tuple[str, int, int]] = {}
    held: dict[str, _Seen] = {}
    for block in document.blocks:
        found = [word.casefold() for word in WORD.findall(document.text[block.start : block.end])]
        if block.tag in {"boilerplate", "duplicate"} or not found:
            blocks.append(block)
            continue
        key = " ".join(found)
        place = (document.file, *document.span(block.start, block.end))
        twin = here.get(key)
        if twin is None and len(found) >= SHORTEST:
            runs = frozenset(" ".join(found[n : n + 3]) for n in range(len(found) - 2))
            names = _names(document.text[block.start : block.end])
            other = shelf.find(key, runs, names) or _holder(runs, held)
            if other is None:
                shelf.put(key, seen := _Seen(*place, runs, names))
                held.update(dict.fromkeys(runs, seen))
            else:
                twin = (other.file, other.start, other.end)
        here.setdefault(key, place)
        blocks.append(block if twin is None else dataclasses.replace(block, tag="duplicate", twin=twin))
    return dataclasses.replace(document, blocks=tuple(blocks))


def _names(text: str) -> tuple[str, ...]:
    """Numbers and capitalised words but days of the week, in small letters and in order."""
    found = [word.casefold() for word in WORD.findall(text) if word[0].isdigit() or word[0].isupper()]
    return tuple(word for word in found if word not in DAYS)


def _within(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the names stand among the others in the same order."""
    left = iter(others)
    return all(name in left for name in names)


def _holder(runs: frozenset[str], held: dict[str, _Seen]) -> _Seen | None:
    """The earlier passage of the document that holds most of a passage that earlier ones hold nearly whole."""
    inside = [held[run] for run in sorted(runs) if run in held]
    if len(inside) < CONTAINED * len(runs):
        return None
    places = [(seen.start, seen.end) for seen in inside]
    values, counts = np.unique(np.array(places), axis=0, return_counts=True)
    start, end = values[int(np.argmax(counts))].tolist()
    return next(seen for seen in inside if (seen.start, seen.end) == (start, end))

"""Text that knows of each of its characters where it came from, through any number of replacements."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Mapped"]


@dataclasses.dataclass(frozen=True, eq=False)
class Mapped:
    """A text with raw offsets of every character.

    Args:
        text: the characters. first, last: raw offset of the first character and one past the last that became `text[i]`,
        (len(text),), neither ever falling.
    """

    text: str
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> Mapped:
        """A passage of a raw text as it stands.

        Args:
            raw: the text. start, end: of the passage; the whole by default.
        """
        end = len(raw) if end is None else end
        first = np.arange(start, end, dtype=np.int64)
        return cls(raw[start:end], first, first + 1)

    @classmethod
    def joined(cls, parts: Sequence[Mapped], between: str = "") -> Mapped:
        """Parts in a row; what stands between two of them spans the raw text between them.

        Args:
            parts: in raw order. between: separator, of any length.
        """
        kept = [part for part in parts if part.text]
        if not kept:
            return cls.of("")
        firsts, lasts = [kept[0].first], [kept[0].last]
        for before, after in itertools.pairwise(kept):
            start, end = int(before.last[-1]), int(after.first[0])
            firsts += [np.full(len(between), min(start, end)), after.first]
            lasts += [np.full(len(between), max(start, end)), after.last]
        return cls(between.join(part.text for part in kept), np.concatenate(firsts), np.concatenate(lasts))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Mapped:
        """The passage from `start` to `end`."""
        return Mapped(self.text[start:end], self.first[start:end], self.last[start:end])

    def stripped(self) -> Mapped:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))

    def translated(self, table: Mapping[int, int]) -> Mapped:
        """Single characters replaced by single characters.

        Args:
            table: code point for code point.
        """
        return Mapped(self.text.translate(table), self.first, self.last)

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Every match replaced; each new character spans all that it replaces.

        Args:
            pattern: matches at least one character. new: the replacement, or a function of the match that gives it.
        """
        texts: list[str] = []
        firsts: list[NDArray[np.int64]] = []
        lasts: list[NDArray[np.int64]] = []
        at = 0
        for match in pattern.finditer(self.text):
            put = new if isinstance(new, str) else new(match)
            if put == match[0]:
                continue
            start, end = match.span()
            texts += [self.text[at:start], put]
            firsts += [self.first[at:start], np.full(len(put), self.first[start])]
            lasts += [self.last[at:start], np.full(len(put), self.last[end - 1])]
            at = end
        if not at:
            return self
        texts.append(self.text[at:])
        return Mapped(
            "".join(texts), np.concatenate([*firsts, self.first[at:]]), np.concatenate([*lasts, self.last[at:]])
        )

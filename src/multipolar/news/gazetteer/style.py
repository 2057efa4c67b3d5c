"""How a sentence is written: in sentence case, as a title, in capitals only, or without capitals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from multipolar.news.gazetteer.words import Word, word_list

__all__ = ["COMMON", "Style", "style_of"]

COMMON = word_list("common_words.txt")
"""Words in lower case that do not name an actor unless the text writes the name with a capital elsewhere."""


@dataclasses.dataclass(frozen=True)
class Style:
    """How a sentence is written.

    Args:
        tag: kind of its block. lower: no capital after the first word. title: nearly all words begin with capitals.
        caps: nearly all letters are capitals.
    """

    tag: str = "body"
    lower: bool = False
    title: bool = False
    caps: bool = False

    @property
    def heading(self) -> bool:
        """Whether it is a title or a line that points to another article."""
        return self.tag in ("heading", "related")


def style_of(words: Sequence[Word], tag: str) -> Style:
    """How a sentence is written.

    Args:
        words: of the sentence. tag: kind of its block.
    """
    letters = [w for w in words if w.text[0].isalpha() and len(w.text) > 1]
    after = letters[1:]
    long = [w for w in letters if len(w.text) > 3]
    capital = sum(w.capital for w in long)
    caps = sum(w.text.isupper() for w in long)
    lower = len(after) >= 3 and not any(w.capital for w in after)
    title = len(long) >= 3 and capital >= 0.8 * len(long)
    return Style(tag, lower, title, len(long) >= 3 and caps >= 0.8 * len(long))

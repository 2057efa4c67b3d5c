"""A sentence with its actors as places, `@0`, so that comparisons and shares are found by their words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from multipolar.news.parse import Parsed
from multipolar.news.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Masked", "mask"]


@dataclasses.dataclass(frozen=True, eq=False)
class Masked:
    """Words of a sentence with a place for each actor.

    Args:
        text: the words. places: of each character, position of its token in the parsed text. actors: codes by number of the place.
        parsed: the sentence. ends: of each place of an actor, from its first token to its last.
    """

    text: str
    places: tuple[int, ...]
    actors: tuple[tuple[str, ...], ...]
    parsed: Parsed
    ends: Mapping[int, int]

    def codes(self, words: str) -> tuple[str, ...]:
        """Codes of the places in some words, each once.

        Args:
            words: part of the text, with places such as `@0`.
        """
        numbers = [int(word) for word in _places(words)]
        return tuple(dict.fromkeys(code for n in numbers for code in self.actors[n]))

    def token(self, at: int) -> Token:
        """Token at a character.

        Args:
            at: position in the text.
        """
        return self.parsed.span.doc[self.places[min(at, len(self.places) - 1)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of a part in the cleaned text of the document.

        Args:
            start, end: of the part.
        """
        last = self.token(max(end - 1, start))
        while last.is_space and last.i > self.places[start]:
            last = last.nbor(-1)
        final = self.parsed.span.doc[self.ends.get(last.i, last.i)]
        return self.parsed.start(self.token(start)), self.parsed.end(final)


def mask(parsed: Parsed, mentions: Mapping[int, Mention]) -> Masked:
    """A sentence with places for its actors.

    Args:
        parsed: the sentence. mentions: by position of token.
    """
    text = ""
    places: list[int] = []
    actors: list[tuple[str, ...]] = []
    ends_at: dict[int, int] = {}
    before: Mention | None = None
    for token in parsed.span:
        mention = mentions.get(token.i)
        if mention is not None and (token.tag_ == "PRP$" or all(a.code == "@WORLD" for a in mention.actors)):
            mention = None
        if mention is not None and mention is before and places:
            continue
        if mention is not None:
            words, last = f"@{len(actors)}", mention
            actors.append(tuple(dict.fromkeys(actor.code for actor in mention.actors)))
            ends = max(t.i for t in parsed.span if mentions.get(t.i) is mention)
            ends_at[token.i] = ends
            space = parsed.span.doc[ends].whitespace_
        else:
            words, last, space = token.text.replace("@", "#"), None, token.whitespace_  # a place of no actor
        text += words + space
        places += [token.i] * len(words + space)
        before = last
    return Masked(text, tuple(places), tuple(actors), parsed, ends_at)


def _places(words: str) -> list[str]:
    return re.findall(r"@(\d+)", words)

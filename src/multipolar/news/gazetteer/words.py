"""Words of a sentence with offsets and comparable keys, independent of the parser's own tokens."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from importlib import resources

__all__ = ["Word", "key_of", "spellings", "split_words", "word_list"]

WORD = re.compile(r"(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?|\w+|[^\w\s]")
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
HYPHENS = dict.fromkeys(map(ord, "‐‑–"), "-")


@dataclasses.dataclass(frozen=True)
class Word:
    """A word, a number or one other character.

    Args:
        text: as written. key: lower case without accents and points. start, end: in the text that was split.
    """

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@functools.lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Form under which spellings of a word meet: lower case, without accents, points of abbreviations dropped.

    Args:
        word: one word.
    """
    if len(word) == 1:
        return word.translate(APOSTROPHES).translate(HYPHENS).casefold()
    if word.isascii():
        return word.replace(".", "").casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace(".", "").casefold()


def split_words(text: str) -> list[Word]:
    """Words of a text in order: `U.S.-led` gives U.S., - and led; `China's` gives China, ' and s.

    Args:
        text: any.
    """
    return [Word(m[0], key_of(m[0]), m.start(), m.end()) for m in WORD.finditer(text)]


def spellings(text: str) -> tuple[str, ...]:
    """Words of a text as written, in order.

    Args:
        text: any.
    """
    return tuple(WORD.findall(text))


def word_list(file: str) -> frozenset[str]:
    """Keys of the words in a packaged list.

    Args:
        file: name in the folder of the news data.
    """
    text = resources.files("multipolar").joinpath("data/news", file).read_text(encoding="utf8")
    return frozenset(key_of(word) for word in text.split())

"""How a sentence is written: in sentence case, as a title, in capitals only, or without capitals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from multipolar.news.gazetteer.words import Word

__all__ = ["COMMON", "Style", "style_of"]

COMMON = frozenset(
    [
        "turkey",
        "china",
        "jordan",
        "chad",
        "guinea",
        "polish",
        "pole",
        "poles",
        "us",
        "who",
        "is",
        "au",
        "un",
        "it",
        "trump",
        "bush",
        "may",
        "brown",
        "major",
        "swiss",
        "togo",
        "mali",
        "cuba",
        "niger",
        "oman",
        "georgia",
        "rice",
        "day",
        "west",
        "gulf",
        "quad",
        "states",
        "fed",
        "senate",
        "congress",
        "commonwealth",
        "french",
        "dutch",
        "danish",
        "thai",
        "java",
        "porto",
        "perth",
        "cork",
        "hama",
        "gao",
        "fatah",
        "hue",
        "male",
        "reunion",
        "nice",
        "car",
        "isi",
        "rsa",
        "quad",
        "bis",
        "aids",
        "eta",
        "golan",
        "mace",
        "ford",
        "grant",
        "gore",
        "power",
        "price",
        "wright",
        "walls",
        "short",
        "hunt",
        "cook",
        "cox",
        "mark",
        "long",
        "straw",
        "cash",
        "black",
        "white",
        "green",
        "gray",
        "grey",
        "king",
        "prince",
        "young",
        "hu",
        "xi",
        "jiang",
        "li",
        "abe",
        "modi",
        "obama",
        "lee",
        "park",
        "moon",
        "kim",
        "roh",
        "chun",
        "han",
        "ban",
        "su",
        "ma",
        "wen",
        "zhu",
        "deng",
        "lam",
        "ha",
        "se",
        "sa",
        "khan",
        "singh",
        "hunt",
        "ardern",
        "key",
        "clark",
        "english",
        "truss",
        "sunak",
        "blair",
        "cameron",
        "thatcher",
        "castle",
        "lugar",
        "baker",
        "christopher",
        "hills",
        "bond",
        "barns",
        "states",
        "rubio",
        "bolton",
        "carter",
        "lew",
        "snow",
        "bessent",
        "barr",
        "ross",
        "fox",
        "bonn",
        "essen",
        "bali",
        "bern",
        "riga",
        "lima",
        "doha",
        "oslo",
        "baku",
        "lome",
        "suva",
        "praia",
        "minsk",
        "nassau",
        "apia",
        "juba",
        "dili",
        "sana",
        "aden",
        "homs",
        "rafah",
        "cairo",
        "accra",
        "kano",
        "goma",
        "gori",
    ]
)
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

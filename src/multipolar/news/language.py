"""Whether a text is English: by the share of its words that only English uses so often."""

from __future__ import annotations

import re
import unicodedata

from multipolar.news.words import words

__all__ = ["not_english"]

ENGLISH = words(
    "the of to and in a is that for on as with was it by be has have from at its an are not this but he his they their who "
    "which will were been had or would said after over about than more also could against into"
)
OTHERS = (
    words(
        "der die das und ist nicht mit von den ein eine zu auf für dem des im sich le la les des et est dans pour que qui une du "
        "sur pas au aux el los las y es por con para una del se su lo al il di che e della per un nel sono con o os do da em não "
        "com uma het een van en niet dat zijn och att som på av är ve bir bu için ile"
    )
    - ENGLISH
)
WORD = re.compile(r"[^\W\d_]+")
OWN = ENGLISH & words(
    "the of and to for with by from that after its will said against would their after amid over into"
)
FEW = 0.03
"""Share of function words that no other language writes so from which a text is English; news have 0.15 to 0.25 of them, a list of
headlines has 0.05, other languages have below 0.01."""

SHORT = 60
SOME = 0.12
VARIED = 3
"""A text of fewer than SHORT words is English where this share of them, and so many different ones, are words that English has too."""

SAMPLE = 40_000


def not_english(text: str) -> str | None:
    """Why a text is not taken for English, or None if it is; texts of few words pass unless their letters speak against it.

    Args:
        text: cleaned; its first 40,000 characters are looked at.
    """
    words = [w.lower() for w in WORD.findall(text[:SAMPLE])]
    if not words:
        return "no words"
    letters = "".join(words)
    foreign = [c for c in letters if c > "\u024f"]
    if len(foreign) > 0.5 * len(letters):
        scripts = [unicodedata.name(c, "unknown").split()[0] for c in foreign[:2000]]
        name = max(dict.fromkeys(scripts), key=scripts.count)
        return f"not English: written in {'Chinese characters' if name == 'CJK' else name.capitalize() + ' letters'}"
    english = sum(1 for w in words if w in ENGLISH)
    other = sum(1 for w in words if w in OTHERS)
    own = sum(1 for w in words if w in OWN)
    varied = len(ENGLISH.intersection(words)) >= VARIED
    short = varied and len(words) < SHORT and english >= max(2 * other, SOME * len(words))
    if (own >= FEW * len(words) and own >= other) or (len(words) < 20 and english >= other) or short:
        return None
    return f"not English: {own} of {len(words)} words are function words of English alone"

"""Headlines In Title Case, in which the parser takes every word for a name: words that name no one are lowered for it."""

from __future__ import annotations

import functools
import re

from multipolar.news.frames import packaged_frames
from multipolar.news.words import words

__all__ = ["lower_title_case"]

TITLE = re.compile(r"\b[A-Z][a-z]+\b")
WORD = re.compile(r"\b[A-Za-z]+\b")
LONGEST = 200
"""Characters of a headline, at most."""

SMALL = words(
    "a an the of for from to in into on at by with against over under after before amid near as and or but not no new fresh "
    "more joint top big first last next former old two three four five six dozens hundreds thousands troops ships diplomats "
    "envoy envoys minister ministers president leader leaders officials farmers workers truckers army navy police court "
    "imports exports goods cars chips oil gas grain steel trade border nuclear military economic electric foreign peace "
    "ambassador ambassadors embassy prime defense defence security its his their it he they who which that than out up down "
    "off back again soon ahead about between during without all some most could may might will would is are was were be been "
    "has have had do does did says said over set due"
)
IRREGULAR = words(
    "struck hit cut sent gave took met held led told sold bought built left fought shot broke drew threw withdrew"
)


def lower_title_case(text: str) -> str:
    """The same text, of the same length, with a headline's common words in lower case.

    Args:
        text: of one block.
    """
    if len(text) > LONGEST or text.rstrip().endswith((".", "?", '"')):
        return text
    long = [word for word in WORD.findall(text) if len(word) > 3]
    if len(long) < 3 or sum(word[0].isupper() for word in long) < 0.9 * len(long):
        return text
    common = _common()
    return TITLE.sub(lambda match: match[0].lower() if match[0].lower() in common else match[0], text)


@functools.cache
def _common() -> frozenset[str]:
    frames = packaged_frames()
    found = set(SMALL | IRREGULAR)
    for table in (frames.verbs, frames.nouns, frames.adjectives):
        for base in table:
            stem = base.removesuffix("e")
            found |= {
                base,
                f"{base}s",
                f"{base}es",
                f"{stem}ed",
                f"{stem}ing",
                f"{base}{base[-1]}ed",
                f"{base}{base[-1]}ing",
            }
            if base.endswith("y"):
                found |= {f"{base[:-1]}ies", f"{base[:-1]}ied"}
    for frame in frames.frames:
        for _, conditions in frame.needs:
            for condition in conditions:
                for part in condition.split():
                    found |= {part, f"{part}s"}
    return frozenset(found)

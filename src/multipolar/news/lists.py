"""Lists of single sentences: each line was picked because it reports an act, which running text was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.lemmas import lemma
from multipolar.news.naming import Named
from multipolar.news.pairs import Pair, only_pair
from multipolar.news.parse import Parsed
from multipolar.news.records import Mention
from multipolar.news.slots import is_passive
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_list", "pair_by_order"]

LONGEST = 60
"""Words of a line, at most."""

LINKED = words(
    "he she it they but however this that these those meanwhile his her its their also and yet still so then mr mrs ms"
)
"""First words that lean on a sentence before: usual in articles, rare in lists."""

COMPARED = words("deny than unlike versus compare rank rival")
IDLE = words("be lie border flow rise fall grow live study teach sell resemble outnumber trail lag export")


def is_list(parsed: Sequence[Parsed], document: Document) -> bool:
    """Whether nearly every block is one sentence that stands by itself.

    Args:
        parsed: all sentences of the document. document: theirs.
    """
    if not parsed:
        return False
    blocks: dict[int, int] = {}
    for sentence in parsed:
        blocks[sentence.sentence.block] = blocks.get(sentence.sentence.block, 0) + 1
    lines = len(blocks)
    single = sum(count == 1 for count in blocks.values())
    linked = sum(sentence.span[0].lower_ in LINKED for sentence in parsed)
    longest = max(len(sentence.span) for sentence in parsed)
    return single >= 0.9 * lines and linked <= 0.1 * lines and longest <= 2 * LONGEST


def pair_by_order(parsed: Parsed, mentions: Mapping[int, Mention]) -> Pair | None:
    """Doer and other of a line in which nothing else was found: by the main verb, else in the order of the text.

    Args:
        parsed: the sentence. mentions: by position of token.
    """
    root = parsed.span.root
    if len(parsed.span) > LONGEST or any(lemma(t) in COMPARED or t.dep_ == "neg" for t in parsed.span):
        return None
    if lemma(root) in IDLE and not any(t.pos_ == "VERB" and lemma(t) not in IDLE for t in parsed.span):
        return None
    found = only_pair(parsed, mentions)
    if found is not None:
        return found
    sides: list[Named] = []
    for i in sorted(mentions):
        mention = mentions[i]
        known = {code for side in sides for code in side.codes}
        if mention.kind not in {"pro", "against"} and not {a.code for a in mention.actors} & known:
            sides.append(Named(mention.actors, (i,), mention.sure))
    if len(sides) < 2:
        return None
    first, second = sides[:2]
    verb = _verb_between(parsed, first.tokens[0], second.tokens[0]) or root
    place = parsed.span.doc[second.tokens[0]]
    if _after_by(place) and is_passive(verb):
        first, second = second, first
    return Pair(verb, "verbs", first, second, ("subject", "object"))


def _verb_between(parsed: Parsed, first: int, second: int) -> Token | None:
    return next((t for t in parsed.span if first < t.i < second and t.pos_ == "VERB"), None)


def _after_by(token: Token) -> bool:
    return any(a.lower_ == "by" for a in token.ancestors)

"""Ranks and comparisons: the largest economy after China is neither China nor anybody who is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.scan import Hit
from multipolar.news.gazetteer.words import Word
from multipolar.news.lemmas import lemma
from multipolar.news.words import words as word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["without_ranks"]

BEHIND = word_set("after behind besides except outside")
SKIPPED = word_set("the only just for of than")
SUPERLATIVE = word_set(
    "largest biggest richest wealthiest poorest greatest strongest weakest smallest oldest fastest busiest heaviest highest leading top "
    "most second third fourth fifth sixth seventh eighth ninth tenth"
)
RANKED = word_set(
    "economy country nation state power market exporter importer buyer producer consumer democracy lender donor creditor debtor "
    "supplier seller maker manufacturer grower miner refiner user customer emitter polluter investor spender contributor recipient "
    "partner ally rival army navy force military arsenal fleet port republic kingdom member source destination shareholder"
)
"""What is ranked by size; a rank before any other noun counts things done, and 'after' behind it tells when."""
OF_REGION = RANKED - word_set(
    "partner market supplier buyer customer lender donor creditor ally rival source destination investor seller"
)
"""What a region has of its own; its largest partner is somebody's relation with it."""
FAR = 12
"""Words between a rank and what it is counted from, at most."""


def without_ranks(words: Sequence[Word], hits: list[Hit], inside: Callable[[int, int], list[Token]]) -> list[Hit]:
    """Names of a sentence without those that only tell what a rank is counted from or in.

    Args:
        words: of the sentence. hits: names in it, in order. inside: gives the parser's tokens of a passage of the text.
    """
    if not any(w.key in BEHIND or w.key == "than" or w.key in SUPERLATIVE for w in words):
        return hits
    kept: list[Hit] = []
    counted = -2
    for hit in hits:
        if _counted_from(words, hit, inside) or _joined(words, counted, hit.first):
            counted = hit.last
            before = kept[-1] if kept else None
            if before is not None and words[before.last].key in RANKED and _reaches(words, before.last + 1, hit.first):
                kept.pop()
        elif not _counted_in(words, hit):
            kept.append(hit)
    return kept


def _counted_from(words: Sequence[Word], hit: Hit, inside: Callable[[int, int], list[Token]]) -> bool:
    """Whether a superlative without a verb, and then 'after', stands in front of a name."""
    place = hit.first - 1
    while place > 0 and words[place].key in SKIPPED:
        place -= 1
    other = words[place].key == "other" and words[place + 1].key == "than"
    if place < 1 or not (words[place].key in BEHIND or other):
        return False
    first = max(0, place - FAR)
    ranks = [n for n in range(first, place) if words[n].key in SUPERLATIVE]
    if not ranks or any(
        words[n].key in {",", ";", ":", "-", '"'} and n > ranks[-1] + 1 for n in range(ranks[-1], place)
    ):
        return False
    rank = inside(words[ranks[-1]].start, words[ranks[-1]].end)[0]
    between = inside(words[ranks[-1]].end + 1, words[place].start)
    if any(t.pos_ in {"AUX", "PRON", "ADV"} or (t.pos_ == "VERB" and t.tag_ not in {"VBN", "VBG"}) for t in between):
        return False
    behind = inside(words[hit.first].start, words[hit.last].end)[-1]
    if not _is_ranked(rank, between) or (behind.dep_ in {"poss", "amod"} and behind.head.i > behind.i):
        return False
    clause = behind.dep_ in {"nsubj", "nsubjpass"} and behind.head.i > behind.i
    return not clause or not _governed(rank)


def _is_ranked(rank: Token, behind: Sequence[Token]) -> bool:
    """Whether what a superlative stands before, or else speaks of, is ranked: the second exporter, not the second package."""
    nouns = [t for t in behind if t.pos_ == "NOUN" and not (t.dep_ in {"compound", "nmod", "amod"} and t.head.i > t.i)]
    nouns = nouns or [t for t in rank.doc[rank.sent.start : rank.i] if lemma(t) in RANKED]
    return bool(nouns) and lemma(nouns[0]) in RANKED


def _governed(rank: Token) -> bool:
    """Whether the phrase of a rank has a verb besides that behind it, so that 'after' begins a clause of time."""
    sentence = rank.sent
    before = any(t.pos_ in {"VERB", "AUX"} for t in rank.doc[sentence.start : rank.i])
    return before or sum(t.tag_ in {"VBD", "VBZ", "VBP"} for t in rank.doc[rank.i : sentence.end]) > 1


def _joined(words: Sequence[Word], last: int, first: int) -> bool:
    """Whether only 'and', 'or', a comma or an article stand between what a rank is counted from and a name."""
    between = [w.key for w in words[last + 1 : first]] if 0 <= last < first else [""]
    return len(between) <= 3 and bool({"and", "or"} & set(between)) and set(between) <= {",", "and", "or", "the"}


def _reaches(words: Sequence[Word], start: int, end: int) -> bool:
    return all(w.key in BEHIND or w.key in SKIPPED or w.key == "other" for w in words[start:end])


def _counted_in(words: Sequence[Word], hit: Hit) -> bool:
    """Whether a name is that of a region in which somebody ranks: Africa's largest economy."""
    at = hit.last + 3
    if not hit.name.code.startswith("@") or at >= len(words) or words[hit.last + 1].key != "'":
        return False
    return words[at].key in SUPERLATIVE and any(w.key in OF_REGION for w in words[at + 1 : at + 5])

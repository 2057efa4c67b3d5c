"""Which question somebody means: by name, or by words."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.questions.table import Question, questions

__all__ = ["find_question"]

ALIKE, ENOUGH = 0.8, 0.45
"""Two words count as one from the first on; a match needs the second."""
EMPTY = frozenset(
    {
        *("a", "an", "and", "are", "at", "by", "do", "does", "for", "from", "if", "in", "is", "it", "of", "on", "or"),
        *("the", "to", "what", "when", "which", "who", "whom", "with"),
    }
)
"""Words that say nothing of what is asked."""


def find_question(asked: str, table: Sequence[Question] | None = None) -> Question:
    """The question that is meant.

    Args:
        asked: its id, or words. table: questions to choose from; None for all.

    Raises:
        InputError: nothing fits, with the nearest names.
    """
    known = {q.id: q for q in (questions() if table is None else table)}
    name = asked.strip().lower()
    if name in known:
        return known[name]
    scores = _scores(_words(name), known)
    best = max(scores, key=lambda i: scores[i])
    if scores[best] < ENOUGH:
        near = sorted(known, key=lambda i: -scores[i])[:3]
        hint = did_you_mean(name, known) or f"; nearest: {', '.join(near)}."
        raise InputError(f"question {asked!r}: none is like it{hint} `multipolar ask` lists all.")
    return known[best]


def _scores(wanted: list[str], known: dict[str, Question]) -> dict[str, float]:
    """Share of the words that a question has, rare words counting more; from 0 to 1."""
    bags = {i: set(_words(f"{i.replace('-', ' ')} {q.question} {q.mechanism}")) for i, q in known.items()}
    common = Counter(word for bag in bags.values() for word in bag)
    scores = {}
    for name, bag in bags.items():
        total = gained = 0.0
        for word in wanted:
            like = difflib.get_close_matches(word, bag, n=1, cutoff=ALIKE)
            weight = 1 / (common[like[0]] if like else 1) ** 0.5
            total += weight
            gained += weight if like else 0.0
        scores[name] = gained / total if total else 0.0
    return scores


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in EMPTY]

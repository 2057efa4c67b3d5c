"""Status of an act: from modality, tense, negation, and the words that embed its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_negated", "status_of"]

MODALS: dict[str, Status] = {
    "could": "hypothetical", "may": "hypothetical", "might": "hypothetical", "would": "hypothetical",
    "can": "hypothetical", "should": "called_for", "must": "called_for", "will": "expected", "shall": "expected",
    "'ll": "expected",
}  # fmt: skip


def is_negated(token: Token) -> bool:
    """Whether a verb is denied: not, never, no longer.

    Args:
        token: the verb.
    """
    return any(child.dep_ == "neg" for child in token.children)


def status_of(token: Token, default: Status) -> Status:
    """Status of the act that a trigger reports.

    Args:
        token: the trigger. default: of its frame.
    """
    for child in token.children:
        if child.dep_ == "aux" and child.lower_ in MODALS and default == "happened":
            return MODALS[child.lower_]
    return default

"""Words that point back to what was told before: the deal, this move, it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["BLAME", "DEALS", "FRIENDLY", "STEPS", "WISHES", "object_of", "points"]

DEALS = words(
    "deal accord pact agreement treaty memorandum partnership alliance truce ceasefire summit meeting talks signing settlement contract"
)
BLAME = words("charge accusation allegation claim criticism complaint blame report")
WISHES = words(
    "demand request offer proposal call ultimatum appeal plea invitation overture pressure idea plan condition"
)
STEPS = words(
    "move decision step action raid attack launch drill exercise tariff measure sanction ban remark comment statement test incident "
    "strike bombing seizure arrest expulsion invasion incursion deployment announcement duty levy curb restriction embargo blockade "
    "shelling provocation violation closure detention visit threat gesture apology release"
)
FRIENDLY = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT", "CONCEDE"})
"""Types of which a deal may speak."""
POINTING = words("the this that these those it both such")
PRONOUNS = words("it this that they them these those")


def object_of(verb: Token) -> Token | None:
    """What a verb acts on: its object, or the subject of a passive.

    Args:
        verb: of a sentence.
    """
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def points(noun: Token) -> bool:
    """Whether a noun points to something told before: a pronoun, or one with `the`, `this` and the like.

    Args:
        noun: of a sentence.
    """
    if noun.pos_ == "PRON":
        return noun.lower_ in PRONOUNS
    return any(c.dep_ == "det" and c.lower_ in POINTING for c in noun.children)

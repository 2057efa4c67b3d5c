"""Words that point back to what was told before: the deal, this move, it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["BLAME", "DEALS", "FRIENDLY", "KINDS", "STEPS", "WISHES", "object_of", "points"]

DEALS = words(
    "deal accord pact agreement treaty memorandum partnership alliance truce ceasefire summit meeting talks signing settlement contract"
)
BLAME = words("charge accusation allegation claim criticism complaint blame report")
WISHES = words(
    "demand request offer proposal order call ultimatum appeal plea invitation overture pressure idea plan condition bid application"
)
STEPS = words(
    "move decision step action raid attack launch drill exercise tariff measure sanction ban remark comment statement test incident "
    "strike bombing seizure arrest expulsion invasion incursion deployment announcement duty levy curb restriction embargo blockade "
    "shelling provocation violation closure detention visit threat gesture apology release"
)
KINDS = {
    noun: frozenset(types.split())
    for nouns, types in (
        (
            "raid attack bombing strike invasion incursion shelling assault offensive killing shooting bombardment intrusion",
            "ASSAULT",
        ),
        (
            "launch drill exercise manoeuvre maneuver deployment build-up buildup mobilisation mobilization patrol voyage call-up",
            "MOBILIZE",
        ),
        (
            "tariff sanction ban expulsion embargo duty levy curb restriction boycott closure suspension recall",
            "SANCTION COERCE",
        ),
        ("blockade seizure detention closure arrest annexation pressure", "COERCE SANCTION ASSAULT"),
        ("withdrawal pullback pull-back pullout retreat release evacuation reopening handover", "RETREAT CONCEDE"),
        ("charge charges accusation claim criticism allegation complaint", "ACCUSE"),
        ("threat warning ultimatum", "THREATEN"),
        ("demand request order appeal ruling verdict call plea", "REQUEST"),
        ("offer proposal invitation pledge", "AGREE"),
        ("visit trip tour", "CONSULT"),
        ("aid loan gift grant donation", "AID"),
    )
    for noun in nouns.split()
}
"""Types of the acts that a noun points back to."""
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

"""Conditions, predictions, offers and views: the nearest packaged answer of the model, or one line on why there is none."""

from __future__ import annotations

from multipolar.brief.records import Candidate, Figure, Finding
from multipolar.brief.runs import Answered, nearest_answer

__all__ = ["condition", "offer", "opinion"]

CLEAR = 1.8
"""Score from which on an answer is near enough: one word and one more, or two words."""
MODEL = "own model; {}"


def condition(claim: Candidate, year: int) -> Finding:
    """What the model says of a condition or a prediction.

    Args:
        claim: codes of its sentence in a; options: `lemmas`. year: not used.
    """
    found = nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR)
    if found is None:
        return Finding(
            "not testable", "A prediction that no packaged scenario comes near; what may come is not in our data."
        )
    reason = "A supposition; the nearest packaged scenario, taken as an assumption, gives the figure."
    return Finding("assumption", reason, _figure(found), _limits(found), found.command, "", (found.size,))


def offer(claim: Candidate, year: int) -> Finding:
    """What an offer or a threat would do if it were carried out.

    Args:
        claim: codes of its sentence in a; options: `lemmas`. year: not used.
    """
    found = nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR)
    if found is None:
        return Finding("not testable", "Offers and threats are not in our data, and no packaged scenario comes near.")
    reason = "Whether it comes is not in our data; the nearest packaged scenario carries it out and gives the figure."
    return Finding("assumption", reason, _figure(found), _limits(found), found.command, "", (found.size,))


def opinion(claim: Candidate, year: int) -> Finding:
    """Why an aim or a view is not testable, and where the matter itself can be run.

    Args:
        claim: codes of its sentence in a; options: `lemmas`, `why`. year: not used.
    """
    found = nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR)
    why = str(claim.options.get("why", "intentions"))
    reason = f"{why[0].upper()}{why[1:]} are not in our data."
    if found is None:
        return Finding("not testable", reason)
    return Finding("not testable", reason, None, "", found.command)


def _figure(found: Answered) -> Figure:
    return Figure(
        found.sentence,
        MODEL.format(found.source),
        "world of 2022",
        found.value,
        found.unit,
        found.interval,
        found.interval_of,
    )


def _limits(found: Answered) -> str:
    weak = "Weak evidence: it tells no sign. " if found.weak else ""
    return f"{weak}Conditional on the scenario, not a forecast."

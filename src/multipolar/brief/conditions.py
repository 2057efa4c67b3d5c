"""Conditions, predictions, offers and views: the nearest packaged answer of the model, or one line on why there is none."""

from __future__ import annotations

import re

from multipolar.brief.check_trade import losses
from multipolar.brief.evidence import said
from multipolar.brief.records import Candidate, Figure, Finding
from multipolar.brief.runs import Answered, nearest_answer

__all__ = ["CLEAR", "condition", "offer", "opinion"]

CLEAR = 1.8
"""Score from which on an answer is near enough: one word and one more, or two words."""
PARTED = re.compile(
    r"\b(trade|commerce|exports|imports|sales|shipments)\b[^,;]{0,40}\b(stopp?(?:s|ed)?|end(?:s|ed)?|halt(?:s|ed)?|ceas(?:es|ed)|severed|suspended|"
    r"collaps(?:es|ed)|dri(?:es|ed) up|(?:were|was|is|are|be) (?:cut|blocked|banned))\b"
    r"|\b(stop|stopped|halt|halted|end|ended|cut|cut off|sever|severed|suspend|suspended|without|embargo|boycott)\b (?:all |its |their |off )*"
    r"(?:\w+ )?(?:trade|commerce|trading)\b|\blos(?:e|es|t|ing) (?:access to )?(?:its|their|the) (?:\w+ )?market\b",
    re.IGNORECASE,
)
"""Words by which a text supposes that trade stops."""
MODEL = "own model; {}"


def condition(claim: Candidate, year: int) -> Finding:
    """What the model says of a condition or a prediction.

    Args:
        claim: codes of its sentence in a; options: `lemmas`. year: not used.
    """
    found = nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR)
    if found is None and (parted := _parted(claim)) is not None:
        return parted
    if found is None:
        return Finding(
            "not testable", "A prediction that no packaged scenario comes near; what may come is not in our data."
        )
    reason = "A supposition; the nearest packaged scenario, taken as an assumption, gives the figure."
    return Finding("assumption", reason, _figure(found), _limits(found), found.command, "", (found.size,))


def _parted(claim: Candidate) -> Finding | None:
    """What two states would lose if their trade stopped, where that is what the text supposes; None elsewhere."""
    states = [code for code in claim.options.get("own", claim.a) if len(code) == 3 or code == "EU"]
    if len(states) != 2 or not PARTED.search(claim.text):
        return None
    found = [losses(*pair) for pair in (states, states[::-1])]
    known = [
        (pair[0], value) for pair, value in zip((states, states[::-1]), found, strict=True) if value[0] is not None
    ]
    if not known:
        return None
    text = "without trade with each other " + " and ".join(
        f"{said((s,))} would lose {v[0]:.2f} % of real income" for s, v in known
    )
    source = "own equilibrium, world of 2022, long run"
    figure = Figure(
        text, source, "world of 2022", known[0][1][0], "% of real income", known[0][1][1], "over elasticity sets"
    )
    reason = "A supposition; what both lose where their trade stops, taken as an assumption, gives the figure."
    limits = "A long-run figure, silent on the first months of a cut-off."
    return Finding("assumption", reason, figure, limits, f"multipolar exposure {known[0][0]}")


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

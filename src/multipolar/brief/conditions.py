"""Conditions, predictions, offers and views: the nearest packaged answer of the model, or one line on why there is none."""

from __future__ import annotations

import re

from multipolar.brief.check_trade import losses
from multipolar.brief.evidence import said
from multipolar.brief.records import Candidate, Figure, Finding
from multipolar.brief.runs import Answered, nearest_answer
from multipolar.brief.supposed import Supposed, own_scenario

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
        claim: codes of its sentence in a; options: `lemmas`, `supposed`. year: not used.
    """
    found = _nearest(claim)
    if found is None and (parted := _parted(claim)) is not None:
        return parted
    if found is None:
        return _own(claim, "A supposition") or Finding(
            "not testable", f"A prediction that {_unfound(claim)}; what may come is not in our data."
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
        claim: codes of its sentence in a; options: `lemmas`, `supposed`. year: not used.
    """
    found = _nearest(claim)
    if found is None:
        return _own(claim, "Whether it comes is not in our data") or Finding(
            "not testable", f"Offers and threats are not in our data; {_unfound(claim)}."
        )
    reason = "Whether it comes is not in our data; the nearest packaged scenario carries it out and gives the figure."
    return Finding("assumption", reason, _figure(found), _limits(found), found.command, "", (found.size,))


def opinion(claim: Candidate, year: int) -> Finding:
    """Why an aim or a view is not testable, and where the matter itself can be run.

    Args:
        claim: codes of its sentence in a; options: `lemmas`, `supposed`, `why`. year: not used.
    """
    found = _nearest(claim)
    why = str(claim.options.get("why", "intentions"))
    reason = f"{why[0].upper()}{why[1:]} are not in our data."
    if found is None:
        return Finding("not testable", reason)
    return Finding("not testable", reason, None, "", found.command)


def _nearest(claim: Candidate) -> Answered | None:
    """The nearest packaged answer whose scenario is about the actors of the claim."""
    held = claim.options.get("supposed", Supposed())
    return nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR, held.concerns)


def _unfound(claim: Candidate) -> str:
    """Why no packaged scenario answers: none is near in words, or the one that is concerns others."""
    near = nearest_answer(claim.a, claim.options.get("lemmas", ()), CLEAR)
    return (
        "no packaged scenario comes near"
        if near is None
        else "no packaged scenario is about: the nearest is on other states"
    )


def _own(claim: Candidate, why: str) -> Finding | None:
    """The claim's own move to be run, where it is one of the model; None elsewhere."""
    move = claim.options.get("supposed", Supposed()).move
    if move is None:
        return None
    called, text, defaults = own_scenario(move)
    sizes = f" ({'; '.join(defaults)})" if defaults else ""
    reason = f"{why}, and no packaged scenario is about it: its own move can be run, {called}{sizes}."
    limits = "Its number comes from that run; conditional on the scenario, not a forecast."
    return Finding("assumption", reason, None, limits, "multipolar run claim.yaml", text, defaults)


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

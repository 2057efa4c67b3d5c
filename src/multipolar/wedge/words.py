"""The sentences of a wedge: its terms, what stays fixed, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping

from multipolar.wedge.game import Game
from multipolar.wedge.sides import Sides
from multipolar.wedge.terms import Terms

__all__ = ["NO_FORMULA", "notes_of", "terms_in_words"]

NO_FORMULA = (
    "No accepted formula says what splits two powers: Crawford (2011, Preventing Enemy Coalitions, International Security "
    "35(4)) and Izumikawa (2013, To Coerce or Reward?, Security Studies 22(3)) argue from cases. "
    "This is a comparative static of this model, not a prediction."
)


def terms_in_words(terms: Terms, sides: Sides) -> tuple[str, ...]:
    """The whole offer and the whole answer.

    Args:
        terms: sizes. sides: who.
    """
    who = f"{sides.offerer} and {len(sides.allies)} allies lift" if sides.with_allies else f"{sides.offerer} lifts"
    return (
        f"whole offer: {who} {terms.relief:.0%} of the fitted wedges on trade with {sides.target}; {sides.offerer} buys "
        f"{_deals(terms.deals)} of {sides.target}'s exports; {terms.visits:g} visit of its head of state a year.",
        f"whole answer: trade costs of {sides.rival} and {sides.target} change by {terms.agreement_cost_pct:g} %; "
        f"{sides.rival} buys {_deals(terms.answer_deals)} more of {sides.target}'s exports. It grows with the offer: no offer, no answer.",
    )


def _deals(deals: Mapping[str, float]) -> str:
    return ", ".join(f"{size:.1%} ({what.replace('_', ' ')})" for what, size in deals.items()) or "nothing"


def notes_of(game: Game) -> tuple[str, ...]:
    """What a reader must know before any number.

    Args:
        game: at hand.
    """
    sides, base = game.sides, game.base
    own, others = base.position[game.row], base.pole_position
    return (
        NO_FORMULA,
        f"{sides.target} is a pole: its position ({own:+.2f}; {sides.offerer} {others[0]:+.2f}, {sides.rival} "
        f"{others[1]:+.2f}) is fixed, so closeness moves through ties and dependence alone, and votes hold it.",
        f"starts after {game.scenario.after}: changes are relative to that world. Wedges are residuals; no government can lift them whole.",
        "The answer costs the rival nothing in this model: a lower trade cost has no price, so the rival gains by it.",
        f"Sanctions of {sides.target} on {sides.offerer} are taken to go with those on it.",
        *game.warnings,
    )

"""The rival's answer: among a few sizes the one that restores the target's closeness at least cost to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multipolar.wedge.game import Game
from multipolar.wedge.thresholds import RIVAL, crossing

__all__ = ["Answer", "answers", "best_answer", "restoring_size"]

Values = Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """One answer to the whole offer.

    Args:
        size: part of the whole answer. closeness: of the target to the rival. restores: at least as it was before the offer.
        rival_real_income_pct: change against no offer and no answer, %.
    """

    size: float
    closeness: float
    restores: bool
    rival_real_income_pct: float


def answers(game: Game, values: Values) -> tuple[Answer, ...]:
    """All answers of the terms to the whole offer.

    Args:
        game: at hand. values: of the parameters.
    """
    before = float(game.closeness(0.0, 0.0, game.place(0.0, 0.0).dependence, values)[RIVAL])
    found = []
    for size in game.terms.sizes:
        place = game.place(1.0, size)
        close = float(game.closeness(1.0, size, place.dependence, values)[RIVAL])
        income = game.income_pct(place, game.sides.within(game.sides.rival))
        found.append(Answer(size, close, close >= before, income if income is not None else float("nan")))
    return tuple(found)


def best_answer(tried: tuple[Answer, ...]) -> Answer:
    """The cheapest answer that restores; where none does, the one that leaves the target closest, cheapest where equal.

    Args:
        tried: of `answers`.
    """
    restoring = [a for a in tried if a.restores]
    if restoring:
        return max(restoring, key=lambda a: a.rival_real_income_pct)
    return max(tried, key=lambda a: (a.closeness, a.rival_real_income_pct))


def restoring_size(game: Game, values: Values) -> float | None:
    """The smallest part of the whole answer that restores closeness under the whole offer; None where not even all of it does.

    Args:
        game: at hand. values: of the parameters.
    """
    before = float(game.closeness(0.0, 0.0, game.place(0.0, 0.0).dependence, values)[RIVAL])

    def gap(size: float) -> float:
        return float(game.closeness(1.0, size, game.place(1.0, size).dependence, values)[RIVAL]) - before

    return crossing(gap, game.terms.sizes)

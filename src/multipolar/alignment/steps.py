"""Alignment year by year: the doses of a year, the deviation it leaves, and what distance does to trade costs a year later."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.alignment.doses import LEVERS, Doses, doses_of
from multipolar.alignment.economic import Economic, acting
from multipolar.alignment.motion import CHANNELS, Parts, resting_parts, shifted_ties
from multipolar.alignment.outcome import AlignmentYear
from multipolar.economy.names import Names
from multipolar.politics.game import Game
from multipolar.politics.motion import moved

__all__ = ["Resting", "at_rest", "resting_under", "trade_cost_ratio", "with_economy", "year_on"]

Array = npt.NDArray[np.float64]


def at_rest(base: Baseline, groups: int) -> Parts:
    """No deviation.

    Args:
        base: states and poles. groups: of moves, and one for what they do together.
    """
    shape = (groups + 1, len(CHANNELS), len(base.poles), len(base.states))
    return Parts(np.zeros(shape), np.zeros(shape))


def with_economy(names: Names, base: Baseline, group_of: Sequence[int], year: int, economic: Economic) -> Doses:
    """All doses of a year: those of the moves themselves, and those of the economy, with the group of joint effects last.

    Args:
        names: of the scenario. base: states and poles. group_of: [move]. year: at hand. economic: of the year.
    """
    doses = doses_of(names, base, group_of, year)
    groups = len(economic.income) - 1
    share = np.concatenate([acting(names, base.poles, group_of, groups), np.zeros((1, len(base.poles)))])
    outside = 1.0 - base.of_pole
    attraction = np.concatenate([doses.attraction, np.zeros((1, *doses.attraction.shape[1:]))])
    attraction[:, LEVERS.index("income")] += economic.income[:, :, None] * share[:, None, :] * outside
    attraction[:, LEVERS.index("dependence")] += economic.dependence * outside
    more = [np.concatenate([a, np.zeros((1, *a.shape[1:]))]) for a in (doses.organisations, doses.tie)]
    return Doses(attraction, *more)


@dataclass(frozen=True, eq=False)
class Resting:
    """Where a year's doses lead: the deviation at which states rest, by part, and ties and dependence after the moves.

    Args:
        doses: of the year. parts: deviation at rest. tie, dependence: [state, pole].
    """

    doses: Doses
    parts: Parts
    tie: Array
    dependence: Array

    def holds_for(self, doses: Doses) -> bool:
        """Whether other doses are these, so that a year without a new move need not be computed anew."""
        return self.doses is doses or self.doses.equals(doses)


def resting_under(base: Baseline, game: Game, doses: Doses, values: Mapping[str, float]) -> Resting:
    """Where the doses of a year lead.

    Args:
        base: states and poles. game: at the baseline. doses: of the year. values: of the parameters.
    """
    change = doses.attraction[:, LEVERS.index("dependence")].sum(axis=0)
    return Resting(
        doses, resting_parts(game, doses, values), shifted_ties(base, doses, values), base.dependence + change
    )


def year_on(before: Parts, resting: Resting, doses: Doses, speed: float, year: int) -> AlignmentYear:
    """Alignment one year on.

    Args:
        before: deviations of the year before. resting: where the doses of this year lead. doses: of this year.
        speed: part of the way that states go in a year. year: at hand.
    """
    rest = resting.parts
    parts = Parts(moved(before.direct, rest.direct, speed), moved(before.peers, rest.peers, speed))
    return AlignmentYear(year, parts, doses, resting.tie, resting.dependence)


def trade_cost_ratio(base: Baseline, countries: Sequence[str], deviation: Array, per_unit_pct: float) -> Array | None:
    """[importer, exporter] ratio of trade costs that changed distances bring; None where no distance changed.

    Args:
        base: states and their positions. countries: of the world; those without a position keep a ratio of 1.
        deviation: [state] of positions. per_unit_pct: rise of the trade cost per unit of distance, %.
    """
    if not deviation.any() or per_unit_pct == 0:
        return None
    rows, both = _rows(base.states, tuple(countries))
    before = base.position[rows]
    after = before + deviation[rows]
    change = abs(after[:, None] - after) - abs(before[:, None] - before)
    return np.where(both, 1 + per_unit_pct / 100 * change, 1.0)


@functools.lru_cache(maxsize=16)
def _rows(states: tuple[str, ...], countries: tuple[str, ...]) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.bool_]]:
    """[country] place among the states, -1 for none; and [country, country] whether both have one."""
    place = {s: k for k, s in enumerate(states)}
    rows = np.array([place.get(c, -1) for c in countries])
    return rows, np.outer(rows >= 0, rows >= 0)

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
from multipolar.alignment.motion import CHANNELS, Parts, resting_parts, resting_whole, shifted_ties
from multipolar.alignment.outcome import AlignmentYear
from multipolar.economy.names import Names
from multipolar.politics.game import Game
from multipolar.politics.motion import moved

__all__ = ["Resting", "at_rest", "resting_under", "trade_cost_ratio", "with_economy", "year_on"]

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int_]


def at_rest(base: Baseline, groups: int | None) -> Parts:
    """No deviation.

    Args:
        base: states and poles. groups: of moves, and one for what they do together; None where parts are not told apart.
    """
    parts = (1, 1, 1) if groups is None else (groups + 1, len(CHANNELS), len(base.poles))
    shape = (*parts, len(base.states))
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


def resting_under(
    base: Baseline, game: Game, doses: Doses, values: Mapping[str, float], *, whole: bool = False
) -> Resting:
    """Where the doses of a year lead.

    Args:
        base: states and poles. game: at the baseline. doses: of the year. values: of the parameters.
        whole: whether the parts of a deviation need not be told apart.
    """
    change = doses.attraction[:, LEVERS.index("dependence")].sum(axis=0)
    parts = (resting_whole if whole else resting_parts)(game, doses, values)
    return Resting(doses, parts, shifted_ties(base, doses, values), base.dependence + change)


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
    rows, before, both = _gaps(base.states, tuple(countries), base.position.tobytes())
    after = base.position[rows] + deviation[rows]
    change = after[:, None] - after
    np.abs(change, out=change)
    change -= before
    change *= per_unit_pct / 100 * both
    change += 1
    return change


@functools.lru_cache(maxsize=16)
def _gaps(states: tuple[str, ...], countries: tuple[str, ...], position: bytes) -> tuple[Places, Array, Array]:
    """Of the economies of a world: places among the states, -1 for none; distances; and 1 where both have a position.

    Args:
        states, countries: codes. position: [state] as bytes.
    """
    place = {s: k for k, s in enumerate(states)}
    rows = np.array([place.get(c, -1) for c in countries])
    here = np.frombuffer(position)[rows]
    return rows, abs(here[:, None] - here), np.outer(rows >= 0, rows >= 0).astype(float)

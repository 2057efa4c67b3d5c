"""Alignment year by year: the doses of a year, the deviation it leaves, and what distance does to trade costs a year later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

__all__ = ["at_rest", "trade_cost_ratio", "with_economy", "year_on"]

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


def year_on(
    base: Baseline, game: Game, before: Parts, doses: Doses, values: Mapping[str, float], year: int
) -> AlignmentYear:
    """Alignment one year on.

    Args:
        base: states and poles. game: at the baseline. before: deviations of the year before. doses: of this year.
        values: of the parameters. year: at hand.
    """
    rest = resting_parts(game, doses, values)
    parts = Parts(
        moved(before.direct, rest.direct, values["speed"]), moved(before.peers, rest.peers, values["speed"])
    )  # fmt: skip
    change = doses.attraction[:, LEVERS.index("dependence")].sum(axis=0)
    return AlignmentYear(year, parts, doses, shifted_ties(base, doses, values), base.dependence + change)


def trade_cost_ratio(base: Baseline, countries: Sequence[str], deviation: Array, per_unit_pct: float) -> Array | None:
    """[importer, exporter] ratio of trade costs that changed distances bring; None where no distance changed.

    Args:
        base: states and their positions. countries: of the world; those without a position keep a ratio of 1.
        deviation: [state] of positions. per_unit_pct: rise of the trade cost per unit of distance, %.
    """
    if not deviation.any() or per_unit_pct == 0:
        return None
    place = {s: k for k, s in enumerate(base.states)}
    rows = np.array([place.get(c, -1) for c in countries])
    known = rows >= 0
    before = base.position[rows]
    after = before + deviation[rows]
    change = abs(after[:, None] - after) - abs(before[:, None] - before)
    return np.where(np.outer(known, known), 1 + per_unit_pct / 100 * change, 1.0)

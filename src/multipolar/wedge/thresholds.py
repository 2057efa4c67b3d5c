"""Where closeness has fallen far enough or the pattern of ties turns: roots in the share of the offer, at the point and by draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

from multipolar.wedge.game import Game
from multipolar.wedge.ties import pair_values

__all__ = [
    "Curve",
    "closeness_threshold",
    "crossing",
    "curve_of",
    "pattern_threshold",
    "position_shift",
    "required_multiple",
]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float]
Curve = Callable[[float], Array]
"""[pole] dependence at a share of the offer."""

XTOL = 1e-6
"""Shares nearer to each other are one."""
OFFERER, RIVAL = 0, 1


def crossing(gap: Callable[[float], float], grid: Sequence[float]) -> float | None:
    """The smallest share at which a gap is no longer negative, to `XTOL`; None where it is negative on the whole grid.

    The grid only brackets the root: a gap that closes and opens again between two of its shares is not seen.

    Args:
        gap: of a share. grid: rising shares.
    """
    before = None
    for share in grid:
        if gap(share) >= 0:
            return share if before is None else float(brentq(gap, before, share, xtol=XTOL))
        before = share
    return None


def curve_of(game: Game, size: float, grid: Sequence[float]) -> Curve:
    """Dependence between the shares of a grid, by monotone cubic pieces, so that all draws share the economy.

    Args:
        game: solved. size: of the answer to the whole offer. grid: rising shares.
    """
    rows = np.array([game.place(s, size * s).dependence for s in grid])
    pieces = PchipInterpolator(np.array(grid), np.nan_to_num(rows), axis=0)
    missing = np.where(np.isnan(rows).any(axis=0), np.nan, 0.0)
    return lambda share: np.asarray(pieces(share)) + missing


def closeness_threshold(
    game: Game, size: float, values: Values, fall: float, grid: Sequence[float], curve: Curve | None = None
) -> float | None:
    """The smallest share at which the target's closeness to the rival has fallen so far; None within the sweep.

    Args:
        game: at hand. size: of the answer to the whole offer. values: of the parameters. fall: of closeness.
        grid: that brackets. curve: of dependence; None solves the economy at every share that is tried.
    """
    start = float(game.closeness(0.0, 0.0, game.place(0.0, 0.0).dependence, values)[RIVAL])

    def gap(share: float) -> float:
        dependence = game.place(share, size * share).dependence if curve is None else curve(share)
        return start - float(game.closeness(share, size * share, dependence, values)[RIVAL]) - fall

    return crossing(gap, grid)


def pattern_threshold(game: Game, size: float, grid: Sequence[float]) -> float | None:
    """The smallest share at which a tie of the triangle has changed its sign, and with it the pattern; None within the sweep.

    Args:
        game: at hand. size: of the answer to the whole offer. grid: that brackets.
    """
    sign = np.where(pair_values(game, game.place(0.0, 0.0)) > 0, 1.0, -1.0)

    def gap(share: float) -> float:
        return -float((sign * pair_values(game, game.place(share, size * share))).min())

    return crossing(gap, grid)


def required_multiple(game: Game, size: float, values: Values, fall: float) -> float | None:
    """How many times what the whole offer does to the log odds of rival against offerer a fall of closeness takes.

    Args:
        game: at hand. size: of the answer. values: of the parameters. fall: of closeness.

    Returns:
        None where the whole offer does nothing or brings the two nearer, or closeness is no larger than the fall.
    """
    before = game.closeness(0.0, 0.0, game.place(0.0, 0.0).dependence, values)
    after = game.closeness(1.0, size, game.place(1.0, size).dependence, values)
    odds = [float(np.log(c[RIVAL] / c[OFFERER])) for c in (before, after)]
    wanted = float(before[RIVAL]) - fall
    if wanted <= 0 or odds[1] >= odds[0]:
        return None
    return (odds[0] - float(np.log(wanted / (1 - wanted)))) / (odds[0] - odds[1])


def position_shift(game: Game, values: Values, fall: float) -> float | None:
    """How far towards the offerer the target's position would have to be, with no offer, for the same fall of closeness.

    Args:
        game: at hand. values: of the parameters. fall: of closeness.

    Returns:
        ideal points; None where not even the offerer's own position does it.
    """
    base, dependence = game.base, game.place(0.0, 0.0).dependence
    own, there = float(base.position[game.row]), float(base.pole_position[OFFERER])
    start = float(game.closeness(0.0, 0.0, dependence, values)[RIVAL])

    def gap(part: float) -> float:
        at = own + part * (there - own)
        return start - float(game.closeness(0.0, 0.0, dependence, values, at)[RIVAL]) - fall

    part = crossing(gap, (0.0, 1.0))
    return None if part is None else part * abs(there - own)

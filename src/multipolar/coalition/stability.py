"""Whether members of a coalition stay and outsiders stay out: margins, linear in every weight, and where they turn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.game import Game, Weights
from multipolar.coalition.profiles import Profile
from multipolar.coalition.replies import replaced

__all__ = ["LEAVES", "Margins", "Span", "margins_of", "members_of", "stable_ends", "stable_span"]

Array = npt.NDArray[np.float64]

LEAVES = ("hedge", "refuse")
"""Ways to leave a coalition, in part or in full."""
ROUNDING_PCT = 1e-9
"""Per cent of real income; a member that would gain less than this by leaving stays."""


@dataclass(frozen=True)
class Span:
    """Values from 0 on of one weight for which something holds.

    Args:
        low, high: its ends, the flip points; high is None where there is no upper end.
    """

    low: float
    high: float | None


@dataclass(frozen=True, eq=False)
class Margins:
    """What moving from one stance to another costs each of some candidates, the others staying as they are.

    A margin is the payoff of the stance held less that of the other one: a member stays where it is positive.

    Args:
        who: positions of the candidates. to: the other stances, in order of the axis `option`.
        income: [2, who, option] difference of log real income, %, without and with punishment.
        closeness: [2, ..., who, option] difference of closeness to the proposer. rivalry: [who, option] of rivalry.
    """

    who: tuple[int, ...]
    to: tuple[str, ...]
    income: Array
    closeness: Array
    rivalry: Array

    def constant(self, probability: float) -> Array:
        """[who, option] margin where closeness and rivalry weigh nothing, %."""
        return np.asarray((1 - probability) * self.income[0] + probability * self.income[1])

    def slope(self, probability: float) -> Array:
        """[..., who, option] change of the margin per unit of lambda."""
        return np.asarray((1 - probability) * self.closeness[0] + probability * self.closeness[1])

    def at(self, weights: Weights) -> Array:
        """[..., who, option] margins, % of real income."""
        p = weights.probability
        return self.constant(p) + weights.closeness * self.slope(p) - weights.rivalry * self.rivalry


def members_of(profile: Profile) -> tuple[int, ...]:
    """Positions of the candidates that join in full."""
    return tuple(i for i, stance in enumerate(profile) if stance == "join")


def margins_of(game: Game, profile: Profile, who: tuple[int, ...], to: tuple[str, ...]) -> Margins:
    """Margins of some candidates over other stances; internal stability asks members, external ones outsiders.

    Args:
        game: payoffs. profile: stances held. who: positions. to: for members `LEAVES`, for outsiders `("join",)`.

    Raises:
        NotSolvedError: no equilibrium of the economy under some profile.
    """
    held = game.parts(profile)
    others = [[game.parts(replaced(profile, i, stance)) for stance in to] for i in who]
    shape = (len(who), len(to))
    income, rivalry = np.zeros((2, *shape)), np.zeros(shape)
    closeness = np.zeros((*held.closeness.shape[:-2], *shape))
    for k, i in enumerate(who):
        for o, other in enumerate(others[k]):
            income[:, k, o] = held.income[:, i] - other.income[:, i]
            closeness[..., k, o] = held.closeness[..., 0, i] - other.closeness[..., 0, i]
            rivalry[k, o] = held.rivalry[i] - other.rivalry[i]
    return Margins(who, to, income, closeness, rivalry)


def stable_ends(constant: Array, slope: Array) -> tuple[Array, Array]:
    """Ends of the weights from 0 on for which margins that are linear in one weight are all at least zero, exact.

    Args:
        constant, slope: [..., line] margins are constant + slope x weight.

    Returns:
        [...] low and high; low lies above high where there is no such weight, high is infinite where it has no end.
    """
    zero = np.where(np.abs(constant) <= ROUNDING_PCT, 0.0, constant)
    slope = np.broadcast_to(slope, zero.shape)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        turns = -zero / slope
    low = np.where(slope > 0, np.maximum(turns, 0.0), 0.0).max(axis=-1, initial=0.0)
    high = np.where(slope < 0, turns, np.inf).min(axis=-1, initial=np.inf)
    never = ((slope == 0) & (zero < 0)).any(axis=-1)
    return np.where(never, np.inf, low), np.where(never, -np.inf, high)


def stable_span(constant: Array, slope: Array) -> Span | None:
    """The same for one set of margins of any shape; None where they are at least zero together for no weight."""
    low, high = (float(end) for end in stable_ends(constant.ravel(), slope.ravel()))
    return None if low > high else Span(low, None if math.isinf(high) else high + 0.0)

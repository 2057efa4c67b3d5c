"""What it costs the proposer to keep all members: the least payments that close every margin at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.game import Game, Weights
from multipolar.coalition.profiles import Profile
from multipolar.coalition.replies import replaced
from multipolar.coalition.stability import LEAVES, margins_of, members_of
from multipolar.errors import NotSolvedError

__all__ = ["Price", "price_of"]

Array = npt.NDArray[np.float64]

CLOSED_PCT = 1e-5
"""Per cent of real income; margins smaller than this count as closed."""
ATTEMPTS = 15


@dataclass(frozen=True)
class Price:
    """Payments of the proposer under which no member gains by leaving.

    Args:
        payments_usd_mn: [candidate] million USD a year; None where none were found. note: why not, or "".
    """

    payments_usd_mn: tuple[float, ...] | None
    note: str = ""

    @property
    def total_usd_mn(self) -> float | None:
        """All payments together."""
        return None if self.payments_usd_mn is None else sum(self.payments_usd_mn)


def price_of(game: Game, profile: Profile, weights: Weights) -> Price:
    """Least yearly payments that make every member of a coalition stay, all paid at once.

    A member that leaves loses its payment; the others keep theirs. Payments are in the equilibrium. Each is
    moved by the secant of its own margin, from the first-order one on, until all margins are closed.

    Args:
        game: payoffs. profile: stances. weights: of their parts.
    """
    members = members_of(profile)
    payments = np.zeros(game.size)
    if not members:
        return Price(tuple(payments.tolist()))
    gap = _gaps(game, profile, weights, payments, members)
    slope = 100 / game.income_usd_mn()
    last, last_gap = payments, gap
    try:
        for _ in range(ATTEMPTS):
            if (np.abs(np.where((payments > 0) | (gap < 0), gap, 0.0)) <= CLOSED_PCT).all():
                return Price(tuple(payments.tolist()))
            moved = payments != last
            secant = np.divide(gap - last_gap, payments - last, out=slope.copy(), where=moved)
            slope = np.where(secant > slope / 4, secant, slope)
            last, last_gap = payments, gap
            payments = np.maximum(0.0, payments - gap / slope)
            gap = _gaps(game, profile, weights, payments, members)
    except NotSolvedError as error:
        return Price(None, f"no payments keep all members ({error.reason}).")
    return Price(None, "no payments were found that keep all members.")


def _gaps(game: Game, profile: Profile, weights: Weights, payments: Array, members: tuple[int, ...]) -> Array:
    """[candidate] margin of each member over its best way out, given all payments; 0 for outsiders."""
    found = np.zeros(game.size)
    if not payments.any():
        found[list(members)] = margins_of(game, profile, members, LEAVES).at(weights).min(axis=-1)
        return found
    held = game.paid_parts(profile, payments.tolist()).payoff(weights)
    for i in members:
        others = np.where(np.arange(game.size) == i, 0.0, payments).tolist()
        out = [game.paid_parts(replaced(profile, i, s), others).payoff(weights)[i] for s in LEAVES]
        found[i] = held[i] - max(out)
    return found

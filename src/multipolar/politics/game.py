"""Where states come to rest: a linear-quadratic network game with poles.

State i chooses its position theta_i to minimise
d (theta - alpha_i)^2 / 2 + rho sum_j w_ij (theta - theta_j)^2 / 2 + sum_p A_ip (theta - theta_p)^2 / 2,
so that (d + rho + sum_p A_ip) theta_i = d alpha_i + rho sum_j w_ij theta_j + sum_p A_ip theta_p: one linear system
(Ballester, Calvo-Armengol and Zenou 2006, Econometrica 74(5), with fixed poles as in French and Friedkin). Anchors
alpha are inverted so that without moves states rest where they are: every lever is a deviation from the baseline.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Game", "anchored", "game_of", "resting_change", "transmitted"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Game:
    """A game at its baseline.

    Args:
        own: d, weight of a state's own anchor. peers: [state, state] rho w, rows sum to rho or to 0.
        pull: [state, pole] A at the baseline, positive. position: [state] theta at rest.
        pole_position: [pole]. fixed: [state] states whose position no lever moves (poles, and states without data).
        anchor: [state] alpha.
    """

    own: float
    peers: Array
    pull: Array
    position: Array
    pole_position: Array
    fixed: npt.NDArray[np.bool_]
    anchor: Array

    def system(self, pull: Array) -> Array:
        """[state, state] matrix of the conditions of rest at some attraction; rows of fixed states are the identity."""
        weight = self.own + self.peers.sum(axis=1) + pull.sum(axis=1)
        matrix = -self.peers
        np.einsum("ii->i", matrix)[:] += weight
        matrix[self.fixed] = 0.0
        np.einsum("ii->i", matrix)[self.fixed] = 1.0
        return matrix


def game_of(
    position: Array,
    pole_position: Array,
    peers: Array,
    pull: Array,
    fixed: npt.NDArray[np.bool_],
    own: float = 1.0,
) -> Game:
    """A game whose states rest at given positions.

    Args:
        position: [state] where they are. pole_position: [pole]. peers: [state, state] rho w with a zero diagonal.
        pull: [state, pole] attraction at the baseline, positive. fixed: [state] whom no lever moves. own: d.
    """
    return anchored(Game(own, peers, pull, position, pole_position, fixed, np.zeros_like(position)))


def anchored(game: Game) -> Game:
    """The same game with the anchors at which its positions are at rest."""
    weight = game.own + game.peers.sum(axis=1) + game.pull.sum(axis=1)
    others = game.peers @ game.position + game.pull @ game.pole_position
    return dataclasses.replace(game, anchor=(weight * game.position - others) / game.own)


def resting_change(
    game: Game, pull: Array, pole_change: Array | None = None, anchor_change: Array | None = None
) -> Array:
    """[state] theta* less the baseline under another attraction, other pole positions or shifted anchors.

    Args:
        game: at its baseline. pull: [state, pole] new attraction. pole_change: [pole]. anchor_change: [state].
    """
    push = ((pull - game.pull) * (game.pole_position - game.position[:, None])).sum(axis=1)
    if pole_change is not None:
        push = push + pull @ pole_change
    if anchor_change is not None:
        push = push + game.own * anchor_change
    return transmitted(game, pull, push[:, None])[:, 0]


def transmitted(game: Game, pull: Array, pushes: Array, system: Array | None = None) -> Array:
    """[state, part] what pushes do once every state has answered its peers: M^-1 times each column.

    The system is linear in the pushes, so that parts add up to what their sum does, to rounding.

    Args:
        game: at its baseline. pull: [state, pole] new attraction. pushes: [state, part]; those on fixed states are dropped.
        system: of the game at this attraction, if already made.
    """
    held = np.where(game.fixed[:, None], 0.0, pushes)
    return np.asarray(np.linalg.solve(game.system(pull) if system is None else system, held))

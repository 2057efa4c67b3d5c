"""One year of alignment: from doses to where states would rest, with the part of every move, channel and pole."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.alignment.doses import LEVERS, TIES, Doses
from multipolar.params.alignment import alignment_priors
from multipolar.politics.attraction import Attraction, attraction
from multipolar.politics.closeness import closeness
from multipolar.politics.game import Game, game_of, transmitted

__all__ = [
    "CHANNELS",
    "Parts",
    "close_to",
    "game_under",
    "pulled",
    "resting_parts",
    "resting_whole",
    "shifted_ties",
    "tie_change",
]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float]

CHANNELS = (*LEVERS, "membership")
"""Ways in which a move acts on a position; what peers pass on is told apart in each."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Deviations of positions from the baseline, by group of moves, channel and pole; they sum to the whole.

    Args:
        direct: [group, channel, pole, state] what a state itself answers. peers: the same shape, what it takes over from others.
    """

    direct: Array
    peers: Array

    @functools.cached_property
    def total(self) -> Array:
        """[state] deviation."""
        return np.asarray((self.direct + self.peers).sum(axis=(0, 1, 2)))


@functools.cache
def typical_doses() -> Array:
    """[lever] s of tanh(x / s)."""
    priors = alignment_priors("measured")
    found = np.array([priors[name].dose for name in LEVERS])
    found.setflags(write=False)
    return found


def game_under(base: Baseline, values: Values) -> Game:
    """The game at the baseline under values of the parameters.

    Args:
        base: states and poles. values: of `pull` and `peers`.
    """
    pull = np.full(base.tie.shape, values["pull"] / len(base.poles))
    return game_of(base.position, base.pole_position, values["peers"] * base.peers, pull, base.fixed)


def pulled(game: Game, doses: Doses, values: Values) -> Attraction:
    """Attraction under doses; promises count with their credibility.

    Args:
        game: at the baseline. doses: of a year. values: of the levers' betas and of credibility.
    """
    given = doses.attraction.copy()
    given[:, LEVERS.index("guarantee")] *= values["credibility"]
    beta = np.array([values[name] for name in LEVERS])
    return attraction(game.pull, given, beta, typical_doses())


def resting_parts(game: Game, doses: Doses, values: Values) -> Parts:
    """Deviation at rest by group, channel and pole.

    Args:
        game: at the baseline. doses: of a year. values: of the parameters.
    """
    found = pulled(game, doses, values)
    gap = game.pole_position - game.position[:, None]
    push = np.concatenate([found.parts * gap, _joined(game, doses, values, gap)[:, None]], axis=1)
    push = np.where(game.fixed[:, None], 0.0, push).transpose(0, 1, 3, 2)
    flat = push.reshape(-1, push.shape[-1])
    used = flat.any(axis=1)
    direct, whole = np.zeros_like(flat), np.zeros_like(flat)
    matrix = game.system(found.pull)
    direct[used] = flat[used] / np.diag(matrix)
    whole[used] = transmitted(game, found.pull, flat[used].T, matrix).T
    return Parts(direct.reshape(push.shape), (whole - direct).reshape(push.shape))


def resting_whole(game: Game, doses: Doses, values: Values) -> Parts:
    """Deviation at rest as a whole, for those who ask for nothing else: one part, in which nothing is told apart.

    Args:
        game: at the baseline. doses: of a year. values: of the parameters.
    """
    found = pulled(game, doses, values)
    gap = game.pole_position - game.position[:, None]
    push = (found.change * gap).sum(axis=1) + _joined(game, doses, values, gap).sum(axis=(0, 2))
    whole = transmitted(game, found.pull, push[:, None])[:, 0]
    return Parts(whole[None, None, None], np.zeros((1, 1, 1, whole.size)))


def _joined(game: Game, doses: Doses, values: Values, gap: Array) -> Array:
    """[group, state, pole] push of shared organisations: the parameter is a shift of the position, peers aside."""
    weight = game.own + game.peers.sum(axis=1) + game.pull.sum(axis=1)
    per_one = values["membership"] / alignment_priors("measured")["membership"].dose
    return np.asarray(per_one * doses.organisations * np.tanh(gap) * weight[:, None])


def shifted_ties(base: Baseline, doses: Doses, values: Values) -> Array:
    """[state, pole] ties after what moves add to them, within [-1, 1].

    Args:
        base: ties before. doses: of a year. values: of the doses of ties.
    """
    return np.asarray(np.clip(base.tie + tie_change(doses.tie.sum(axis=0), values), -1.0, 1.0))


def tie_change(doses: Array, values: Values) -> Array:
    """[state, pole] what doses add to ties, before the bounds.

    Args:
        doses: [kind, state, pole]. values: of the doses of ties.
    """
    return np.tensordot(np.array([values[name] for name in TIES]) / _tie_steps(), doses, axes=1)


@functools.cache
def _tie_steps() -> Array:
    """[kind] dose of a tie that its parameter is stated for."""
    priors = alignment_priors("measured")
    found = np.array([priors[name].dose if np.isfinite(priors[name].dose) else 1.0 for name in TIES])
    found.setflags(write=False)
    return found


def close_to(base: Baseline, position: Array, tie: Array, dependence: Array, values: Values) -> Array:
    """[..., state, pole] closeness, fractions that sum to one.

    Args:
        base: states and poles. position: [..., state]. tie, dependence: [..., state, pole]; points of GDP.
        values: of the weights of closeness.
    """
    distance = abs(position[..., None] - base.pole_position) / base.spread
    distance = np.where(base.of_pole > 0, np.nan, distance)
    typical = alignment_priors("measured")["closeness_dependence"].dose
    weights = (values["closeness_distance"], values["closeness_tie"], values["closeness_dependence"])
    found: Array = closeness(distance, tie, np.tanh(dependence / typical), weights)
    return found

"""What any model of positions has to beat: no change, return to the five-year mean, and return with peers.

A baseline gives a location for every state from what was known at the origin; its spread comes from its own past errors
(`origins.py`). Speeds are least squares over earlier forecasts whose target lies at or before the origin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["ANCHOR_YEARS", "History", "Locations", "random_walk", "reversion", "reversion_with_peers", "weights"]

Array = npt.NDArray[np.float64]

ANCHOR_YEARS = 5
"""Years whose mean is a state's anchor, the last one being the origin."""


@dataclass(frozen=True, eq=False)
class History:
    """What every origin knew of positions, and what came.

    Args:
        states: ISO3 codes. origins: years, without gaps.
        now: [origin, state] position in the year of the origin, as known then; NaN where none.
        anchor: [origin, state] mean of the five years that end with the origin, as known then; NaN where a year is missing.
        truth: [origin, state, horizon] position that many years later; NaN where none or not yet.
        horizons: years ahead.
    """

    states: tuple[str, ...]
    origins: tuple[int, ...]
    now: Array
    anchor: Array
    truth: Array
    horizons: tuple[int, ...]

    def change(self, horizon: int) -> Array:
        """[origin, state] move of the position over the horizon; NaN where either end is missing."""
        moved: Array = self.truth[:, :, self.horizons.index(horizon)] - self.now
        return moved


@dataclass(frozen=True, eq=False)
class Locations:
    """Centres of the forecasts of one model at one horizon.

    Args:
        move: [origin, state] expected move from the origin's position. variance: [origin, state] of the expected move, from
            coefficients that are estimated; zero where past errors alone speak for it.
    """

    move: Array
    variance: Array


def weights(at: int, count: int, horizon: int, half_life: float) -> Array:
    """[origin] weights of earlier forecasts in what is learnt at origin number `at`: none whose target lies behind it.

    Args:
        at: number of the origin. count: of origins. horizon: years ahead.
        half_life: years after which a forecast counts half; infinity forgets nothing.
    """
    age = at - horizon - np.arange(count)
    return np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / half_life), 0.0)


def random_walk(history: History) -> Locations:
    """No change."""
    zero = np.where(np.isnan(history.now), np.nan, 0.0)
    return Locations(zero, np.zeros_like(zero))


def reversion(history: History, horizon: int, half_life: Array) -> Locations:
    """Part of the way back to the state's five-year mean; the part, in [0, 1], is learnt up to each origin."""
    gap = history.anchor - history.now
    slopes = _slopes(gap[:, :, None], history.change(horizon), horizon, half_life)
    return Locations(np.clip(slopes[:, 0, None], 0.0, 1.0) * gap, np.zeros_like(gap))


def reversion_with_peers(history: History, peers: Array, horizon: int, half_life: Array) -> Locations:
    """Return to the five-year mean and to the mean of the peers' anchors, with two slopes learnt up to each origin.

    Args:
        peers: [origin, state] mean anchor of the peers; NaN where a state has none, who then only returns to its own.
    """
    gap = history.anchor - history.now
    pull = np.where(np.isnan(peers), 0.0, peers - history.anchor)
    both = np.stack([gap, pull], axis=2)
    slopes = _slopes(both, history.change(horizon), horizon, half_life)
    return Locations((slopes[:, None, :] * both).sum(axis=2), np.zeros_like(gap))


def _slopes(regressors: Array, change: Array, horizon: int, half_life: Array) -> Array:
    """Weighted least squares without intercept at every origin, [origin, regressor]; zero before any data."""
    known = ~np.isnan(change) & ~np.isnan(regressors).any(axis=2)
    x, y = np.where(known[:, :, None], regressors, 0.0), np.where(known, change, 0.0)
    gram, cross = np.einsum("tsj,tsk->tjk", x, x), np.einsum("tsj,ts->tj", x, y)
    count, size = len(change), regressors.shape[2]
    found = np.zeros((count, size))
    for at in range(count):
        w = weights(at, count, horizon, half_life[at])
        left = np.einsum("t,tjk->jk", w, gram)
        if np.trace(left) > 0:
            found[at] = np.linalg.lstsq(left, w @ cross, rcond=None)[0]
    return found

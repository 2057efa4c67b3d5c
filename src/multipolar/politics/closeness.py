"""Closeness to poles, hedging and engagement: what 'towards a pole' means here.

One axis of votes does not order states between three poles, so that position is one component of closeness:
c_ip is proportional to exp(-a |theta_i - theta_p| / sd + b Tie_ip + c Dependence_ip), and sums to one over the poles.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["closeness", "engagement", "hedging"]

Array = npt.NDArray[np.float64]


def closeness(distance: Array, tie: Array, dependence: Array, weights: tuple[float, float, float]) -> Array:
    """[..., state, pole] closeness, fractions that sum to one over the poles that a state can be close to.

    Args:
        distance: [..., state, pole] absolute distance of positions in standard deviations over states.
        tie: [..., state, pole] in [-1, 1], votes and trade left out. dependence: [..., state, pole] in [0, 1].
        weights: a, b, c. A state is not close to itself: NaN in any of the three leaves that pole out; where
            fewer than two poles are left all are NaN.
    """
    a, b, c = weights
    score = np.ascontiguousarray(np.moveaxis(-a * distance + b * tie + c * dependence, -1, 0))  # few poles, many states
    known = np.isfinite(score)
    score[~known] = -np.inf
    score -= score.max(axis=0, initial=-1e9)
    weight = np.exp(score, out=score)  # 0 where unknown
    total = weight.sum(axis=0)
    known &= known.sum(axis=0) > 1
    weight /= np.where(total > 0, total, 1.0)
    weight[~known] = np.nan
    return np.moveaxis(weight, 0, -1)


def hedging(close: Array) -> Array:
    """[..., state] (1 - sum c^2) / (1 - 1/P): 0 at one pole, 1 where all are equally close; P poles that have a number."""
    by_pole = np.moveaxis(close, -1, 0)
    known = np.isfinite(by_pole)
    count = known.sum(axis=0)
    spread = 1 - np.where(known, by_pole**2, 0.0).sum(axis=0)
    return np.where(count > 1, spread / (1 - 1 / np.maximum(count, 2)), np.nan)


def engagement(tie: Array) -> Array:
    """[..., state] sum of ties over poles: a state detached from all has little, and is no hedger for that.

    Args:
        tie: [..., state, pole] in [-1, 1]; NaN poles are left out, NaN where all are.
    """
    known = np.isfinite(tie).any(axis=-1)
    return np.where(known, np.nansum(tie, axis=-1), np.nan)

"""Motion: positions close part of the way to rest each year, and are disturbed.

theta_t = theta_{t-1} + speed (theta*_t - theta_{t-1}) + noise. In deviations from the baseline, where states are at rest,
every part of a deviation moves by the same rule, so that parts add up in every year. The noise is a disturbance that
fades: eta_t = (1 - speed) eta_{t-1} + sd e_t, the mean reversion that the votes show.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["drifting_anchors", "fading", "moved", "widest_noise"]

Array = npt.NDArray[np.float64]


def moved(deviation: Array, resting: Array, speed: float) -> Array:
    """A deviation, or its parts, one year on.

    Args:
        deviation: last year. resting: deviation at rest in this year, same shape. speed: part of the way closed in a year.
    """
    return deviation + speed * (resting - deviation)


def fading(fresh: Array, speed: Array) -> Array:
    """[draw, year, state] disturbances that fade at the speed of motion, from those that come new in each year.

    Args:
        fresh: [draw, year, state] new in the year. speed: [draw].
    """
    path, last = np.empty_like(fresh), np.zeros_like(fresh[:, 0])
    for t in range(fresh.shape[1]):
        last = (1 - speed)[:, None] * last + fresh[:, t]
        path[:, t] = last
    return path


def drifting_anchors(steps: Array, speed: Array) -> Array:
    """[draw, year, state] shift of positions whose place of rest walks at random.

    Args:
        steps: [draw, year, state] of the place of rest in the year. speed: [draw].
    """
    return fading(speed[:, None, None] * np.cumsum(steps, axis=1), speed)


def widest_noise(speed: float, sd: float) -> float:
    """Standard deviation of the disturbance in the long run."""
    return float(sd / np.sqrt(speed * (2 - speed)))

"""How noisy a state is: its own yearly changes against those of all states."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.params.alignment import alignment_settings

__all__ = ["noise_scale"]


def noise_scale(positions: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Factor on the common noise of positions, by state.

    One noise for all states covers too much in the middle (65 % of positions three years ahead lie in the 50 % interval), because some
    states move many times more than others. The variance is a mean of the state's own over the last years and of the
    common one, with the weights of `params/alignment.yaml`.

    Args:
        positions: [state, year] ideal points, the latest year last; NaN where none.

    Returns:
        [state] factor; 1 for the common noise, also where fewer than three changes are known.
    """
    settings = alignment_settings()
    window, own = int(settings["noise_window_years"].value), settings["noise_own_weight"].value
    squares = np.diff(positions[:, -window - 1 :], axis=1) ** 2
    known = np.isfinite(squares)
    count = known.sum(axis=1)
    mean = np.where(known, squares, 0).sum(axis=1) / np.maximum(count, 1)
    enough = count >= 3
    common = mean[enough].mean()
    return np.sqrt(np.where(enough, own * mean / common + 1 - own, 1.0))

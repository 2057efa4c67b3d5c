"""Made-up histories of positions whose law is known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import History

Array = npt.NDArray[np.float64]


def reverting(
    seed: int = 0,
    states: int = 60,
    years: int = 60,
    *,
    drift: float = 0.05,
    noise: float = 0.12,
    push: Array | None = None,
) -> tuple[History, Array]:
    """Slow random walks seen with passing disturbances; [year, state] positions beside the history.

    Args:
        seed: of the draws. states, years: numbers. drift: sd of the yearly step of the lasting part.
        noise: sd of the passing part. push: [year, state] lasting move into each year.
    """
    random = np.random.default_rng(seed)
    steps = drift * random.standard_normal((years, states))
    steps[0] = random.standard_normal(states)
    lasting = np.cumsum(steps + (0 if push is None else push), axis=0)
    return history_from(lasting + noise * random.standard_normal((years, states))), lasting


def history_from(position: Array, horizons: tuple[int, ...] = (1, 3)) -> History:
    """A history of positions that are known without error, origins from the fifth year on.

    Args:
        position: [year, state]. horizons: years ahead.
    """
    years, states = position.shape
    origins = tuple(range(1964, 1960 + years))
    now = position[4:]
    anchor = np.stack([position[t - 4 : t + 1].mean(axis=0) for t in range(4, years)])
    truth = np.full((*now.shape, len(horizons)), np.nan)
    for k, h in enumerate(horizons):
        truth[: len(now) - h, :, k] = position[4 + h :]
    return History(tuple(f"S{n:02d}" for n in range(states)), origins, now, anchor, truth, horizons)

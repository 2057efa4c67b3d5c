"""Positions estimated at every origin from the votes up to it: the packaged table, or all estimates anew."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import ANCHOR_YEARS
from multipolar.politics.ideal_points_estimate import estimate_ideal_points
from multipolar.politics.tables import votes
from multipolar.progress import Progress, silent

__all__ = ["ORIGINS", "WINDOW", "Estimates", "estimate_at", "estimate_origins", "packaged_estimates"]

Array = npt.NDArray[np.float64]

TABLE = "data/politics/origins.parquet"
ORIGINS = tuple(range(1990, 2020))
"""Origins; votes are packaged to January 2020. Estimates that end before 1990 lie on another axis than the published points: their
correlation with them is 0.74 to 0.88, and 0.96 and more from 1991."""
WINDOW = 10
"""Calendar years of votes, the origin's among them, that an estimate takes."""

MOST_STEPS = 500
"""Newton steps allowed: the window that ends in 1991 needs 162."""


@dataclass(frozen=True, eq=False)
class Estimates:
    """Positions by origin, each origin on the scale of its own estimate.

    Args:
        states: ISO3 codes. origins: years. position: [origin, state, back] `back` years before the origin, 0 to 4; NaN where
            a state cast no vote.
    """

    states: tuple[str, ...]
    origins: tuple[int, ...]
    position: Array


def estimate_at(origin: int) -> dict[str, Array]:
    """By state [back] positions from the ten years of votes that end on 31 December of the origin.

    Args:
        origin: year.
    """
    window = (origin - WINDOW + 1, origin)
    found = estimate_ideal_points(votes(), *window, until=f"{origin}-12-31", max_iterations=MOST_STEPS)
    return dict(zip(found.states, found.mean[:, : -ANCHOR_YEARS - 1 : -1], strict=True))


def estimate_origins(progress: Progress = silent) -> Estimates:
    """All estimates, one after another: some minutes.

    Args:
        progress: called after each origin.
    """
    found = []
    for n, origin in enumerate(ORIGINS, 1):
        found.append(estimate_at(origin))
        progress(f"positions as of {origin}", n, len(ORIGINS))
    states = tuple(sorted(set().union(*found)))
    nothing = np.full(ANCHOR_YEARS, np.nan)
    return Estimates(states, ORIGINS, np.array([[one.get(s, nothing) for s in states] for one in found]))


@functools.cache
def packaged_estimates() -> Estimates:
    """The packaged table; `tools/build_data/backtest_origins.py` makes it."""
    from pyarrow.parquet import read_table

    content = resources.files("multipolar").joinpath(TABLE).read_bytes()
    table = read_table(io.BytesIO(content))
    origin, iso3, year, position = (table.column(c).to_numpy() for c in ("origin", "iso3", "year", "position"))
    states, row = np.unique(iso3.astype(str), return_inverse=True)
    origins = tuple(range(int(origin.min()), int(origin.max()) + 1))
    grid = np.full((len(origins), len(states), ANCHOR_YEARS), np.nan)
    grid[origin - origins[0], row, origin - year] = position
    return Estimates(tuple(states.tolist()), origins, grid)

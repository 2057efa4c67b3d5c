"""Estimated positions beside the published ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.politics.ideal_points_estimate import IdealPointEstimate
from multipolar.politics.tables import IdealPoints, ideal_points

__all__ = ["correlations", "published_like"]

Array = npt.NDArray[np.float64]
FEWEST = 3
"""States below which a year has no correlation."""


def published_like(estimate: IdealPointEstimate, published: IdealPoints | None = None) -> Array:
    """Published positions of the states and years of an estimate [state, year]; NaN where there is none.

    Args:
        estimate: whose states and years. published: None takes the packaged series.
    """
    table = published or ideal_points()
    out = np.full(estimate.mean.shape, np.nan)
    rows = {s: k for k, s in enumerate(table.states)}
    columns = {y: k for k, y in enumerate(table.years)}
    for i, state in enumerate(estimate.states):
        for j, year in enumerate(estimate.years):
            if state in rows and year in columns:
                out[i, j] = table.values[rows[state], columns[year]]
    return out


def correlations(estimate: IdealPointEstimate, published: IdealPoints | None = None) -> tuple[float, dict[int, float]]:
    """Correlation with the published positions over all state-years, and by year.

    Args:
        estimate: ours. published: None takes the packaged series.
    """
    theirs = published_like(estimate, published)
    both = np.isfinite(theirs) & np.isfinite(estimate.mean)
    by_year = {
        year: _r(estimate.mean[both[:, j], j], theirs[both[:, j], j])
        for j, year in enumerate(estimate.years)
        if both[:, j].sum() >= FEWEST
    }
    return _r(estimate.mean[both], theirs[both]), by_year


def _r(x: Array, y: Array) -> float:
    """Pearson correlation."""
    return float(np.corrcoef(x, y)[0, 1])

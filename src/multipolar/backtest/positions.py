"""Positions as an origin knew them: estimated from votes up to the origin, or, leaky, the published series cut off there."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import ANCHOR_YEARS, History
from multipolar.politics import tables
from multipolar.world.groups import group_names, members

__all__ = ["HORIZONS", "POLES", "History", "Vintages", "history_of", "peer_anchors", "published"]

Array = npt.NDArray[np.float64]

POLES = ("USA", "CHN", "RUS")
"""Powers whose own positions are not scored."""
HORIZONS = (1, 3, 5, 8)
"""Years ahead."""


@dataclass(frozen=True, eq=False)
class Vintages:
    """Positions by the year whose knowledge they rest on.

    Args:
        states: ISO3 codes. origins: years of knowledge, without gaps.
        recent: [origin, state, back] position `back` years before the origin, 0 to 4, as known at the origin.
        years: of the truth. truth: [state, year] what forecasts are held against; NaN where none.
    """

    states: tuple[str, ...]
    origins: tuple[int, ...]
    recent: Array
    years: tuple[int, ...]
    truth: Array

    def pole_anchors(self) -> Array:
        """[origin, pole] five-year means of the powers."""
        return np.stack([self.recent[:, self.states.index(p)].mean(axis=1) for p in POLES], axis=1)


def _truth_grid() -> tuple[tuple[str, ...], tuple[int, ...], Array]:
    """Published points on years without gaps."""
    points = tables.ideal_points()
    years = tuple(range(points.years[0], points.years[-1] + 1))
    grid = np.full((len(points.states), len(years)), np.nan)
    grid[:, [y - years[0] for y in points.years]] = points.values
    return points.states, years, grid


def _recent(grid: Array, years: Sequence[int], origin: int) -> Array:
    """[state, back] the last five years up to an origin."""
    at = origin - years[0]
    return grid[:, [at - back for back in range(ANCHOR_YEARS)]]


def published(first: int) -> Vintages:
    """The published series, cut off at every origin; smoothed with later votes, so it leaks.

    Args:
        first: first origin.
    """
    states, years, grid = _truth_grid()
    origins = tuple(range(first, years[-1] + 1))
    recent = np.stack([_recent(grid, years, o) for o in origins])
    return Vintages(states, origins, recent, years, grid)


def history_of(vintages: Vintages, horizons: tuple[int, ...] = HORIZONS) -> History:
    """What each origin knew and what came, for third countries; the powers' own moves are left out.

    Args:
        vintages: positions by knowledge. horizons: years ahead.
    """
    shape = (len(vintages.origins), len(vintages.states), len(horizons))
    truth = np.full(shape, np.nan)
    for t, origin in enumerate(vintages.origins):
        for k, horizon in enumerate(horizons):
            at = origin + horizon - vintages.years[0]
            if at < len(vintages.years):
                truth[t, :, k] = vintages.truth[:, at]
    truth[:, [vintages.states.index(p) for p in POLES]] = np.nan
    anchor = vintages.recent.mean(axis=2)
    now = np.where(np.isnan(anchor), np.nan, vintages.recent[:, :, 0])
    return History(vintages.states, vintages.origins, now, anchor, truth, horizons)


def peer_anchors(history: History) -> Array:
    """[origin, state] mean anchor of the states that share groups, weighted by how many they share; NaN without any.

    Groups are those of the scenario language, by their members in the year of the origin.
    """
    found = np.full(history.now.shape, np.nan)
    for t, origin in enumerate(history.origins):
        belongs = np.array([[s in set(members(g, origin)) for s in history.states] for g in group_names()], dtype=float)
        shared = belongs.T @ belongs
        np.fill_diagonal(shared, 0.0)
        known = ~np.isnan(history.anchor[t])
        weight = shared @ known
        mean = shared @ np.where(known, history.anchor[t], 0.0)
        found[t] = np.divide(mean, weight, out=np.full(len(weight), np.nan), where=weight > 0)
    return found

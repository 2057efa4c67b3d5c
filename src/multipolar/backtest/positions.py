"""Positions as an origin knew them: estimated from votes up to the origin, or, leaky, the published series cut off there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import ANCHOR_YEARS, History
from multipolar.backtest.estimates import Estimates
from multipolar.politics import tables
from multipolar.world.groups import group_names, members

__all__ = [
    "HORIZONS",
    "POLES",
    "History",
    "Vintages",
    "history_of",
    "peer_anchors",
    "peer_weights",
    "published",
    "re_estimated",
]

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
    recent: Array = grid[:, [at - back for back in range(ANCHOR_YEARS)]]
    return recent


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


def peer_weights(states: tuple[str, ...], origins: Sequence[int]) -> Array:
    """[origin, state, state] groups that two states share, as a share of the row's sum; a row is 0 without any.

    Groups are those of the scenario language, by their members in the year of the origin.
    """
    found = np.zeros((len(origins), len(states), len(states)))
    for t, origin in enumerate(origins):
        sets = [set(members(g, origin)) for g in group_names()]
        belongs = np.array([[s in group for s in states] for group in sets], dtype=float)
        shared = belongs.T @ belongs
        np.fill_diagonal(shared, 0.0)
        total = shared.sum(axis=1, keepdims=True)
        found[t] = np.divide(shared, total, out=np.zeros_like(shared), where=total > 0)
    return found


def peer_anchors(history: History, weights: Array) -> Array:
    """[origin, state] mean anchor of the peers whose anchor is known; NaN without any.

    Args:
        history: positions. weights: [origin, state, state] of `peer_weights`.
    """
    known = ~np.isnan(history.anchor)
    total = np.einsum("tij,tj->ti", weights, known)
    sums = np.einsum("tij,tj->ti", weights, np.where(known, history.anchor, 0.0))
    mean: Array = np.divide(sums, total, out=np.full_like(sums, np.nan), where=total > 0)
    return mean


def re_estimated(estimates: Estimates, own_truth: bool) -> Vintages:
    """Positions estimated at every origin from the votes up to it, brought to the published scale.

    An estimate's scale is its own. The straight line that brings it to the published one is fitted to the published points of
    the last five years up to the origin.

    Args:
        estimates: of every origin.
        own_truth: forecasts are held against the estimate made in the target year, from votes up to it; else against the
            published point of that year, which later votes smooth.
    """
    states, origins, raw = estimates.states, estimates.origins, estimates.position
    names, years, grid = _truth_grid()
    rows = [names.index(s) for s in states]
    mapped = np.stack([_on_scale(raw[t], _recent(grid, years, o)[rows]) for t, o in enumerate(origins)])
    if own_truth:
        return Vintages(states, origins, mapped, origins, mapped[:, :, 0].T)
    return Vintages(states, origins, mapped, years, grid[rows])


def _on_scale(own: Array, reference: Array) -> Array:
    """A straight line of one array to another, fitted where both are known."""
    both = ~np.isnan(own) & ~np.isnan(reference)
    slope, level = np.polyfit(own[both], reference[both], 1)
    scaled: Array = level + slope * own
    return scaled

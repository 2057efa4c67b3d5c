"""Forecast distributions at every origin: a model's centre, a spread from its own past errors, nothing from after the origin.

A state's spread is the root of its mean squared past error, shrunk to that of all states; the shape is that of all past
standardised errors, so that fat tails need no assumption. An error counts once its target lies at or before the origin. It holds
what the model, its coefficients and the estimate of the position got wrong, so it widens with the horizon by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import History, Locations, reversion, weights
from multipolar.backtest.scores import covered, crps_ensemble

__all__ = ["HALF_LIVES", "MEMBERS", "Forecasts", "chosen_half_lives", "forecasts"]

Array = npt.NDArray[np.float64]

MEMBERS = 99
"""Equally likely values that stand for a forecast."""
SHRINKAGE = 5.0
"""Errors that the spread of all states counts for, beside a state's own."""
HALF_LIVES = (3.0, 5.0, 10.0, float("inf"))
"""Years after which a past error counts half; the best so far is taken at every origin."""
LEAST_ERRORS = 100
"""Past errors without which an origin makes no forecast."""


@dataclass(frozen=True, eq=False)
class Forecasts:
    """Forecasts of one model at one horizon, case by case: a state at an origin whose later position is known.

    Args:
        origin: [case] year. state: [case] number of the state in the history. horizon: years ahead.
        error: [case] truth less the centre. crps: [case]. inside_50, inside_90: [case] truth in the central interval.
        sd: [case] standard deviation of the forecast.
    """

    origin: npt.NDArray[np.int64]
    state: npt.NDArray[np.int64]
    horizon: int
    error: Array
    crps: Array
    inside_50: npt.NDArray[np.bool_]
    inside_90: npt.NDArray[np.bool_]
    sd: Array

    @property
    def squared(self) -> Array:
        """[case] squared errors."""
        return self.error**2


def forecasts(history: History, centres: Locations, horizon: int, half_life: Array, first: int) -> Forecasts:
    """Spread the centres of a model by its own past errors and score them.

    Args:
        history: what was known and what came. centres: of the model. horizon: years ahead.
        half_life: [origin] years after which a past error counts half. first: first origin to be scored.
    """
    error = history.change(horizon) - centres.move
    known = ~np.isnan(error)
    squares = np.where(known, error**2, 0.0)
    standard = np.full_like(error, np.nan)
    cases: list[tuple[npt.NDArray[Any], ...]] = []
    for at, year in enumerate(history.origins):
        w = weights(at, len(error), horizon, half_life[at])
        if known[w > 0].sum() < LEAST_ERRORS:
            continue
        scale = np.sqrt(_variance(w, squares, known, horizon) + centres.variance[at])
        standard[at] = error[at] / scale
        here = np.flatnonzero(known[at])
        if year < first or not len(here):
            continue
        shape = _shape(standard, error / scale, w)
        z, s = standard[at, here], scale[here]
        # All members are the centre plus the scale times one shape, so scores are those of the shape, scaled.
        inside = (covered(z, shape[None], level) for level in (0.5, 0.9))
        scored = (s * crps_ensemble(z, shape), *inside, s * shape.std())
        cases.append((np.full(len(here), year), here, error[at, here], *scored))
    origin, state, away, crps, half, most, sd = (np.concatenate(part) for part in zip(*cases, strict=True))
    return Forecasts(origin, state, horizon, away, crps, half, most, sd)


def _variance(w: Array, squares: Array, known: npt.NDArray[np.bool_], horizon: int) -> Array:
    """[state] mean squared past error, shrunk to that of all; overlapping errors of h years count as one."""
    of_all = (w @ squares).sum() / (w @ known).sum()
    shrunk: Array = (SHRINKAGE * of_all + w @ squares / horizon) / (SHRINKAGE + w @ known / horizon)
    return shrunk


def _shape(standard: Array, by_now: Array, w: Array) -> Array:
    """[member] weighted quantiles of past errors, each standardised by the spread that was forecast for it.

    At the first origins there is no past spread yet: there, past errors are standardised by today's.
    """
    used = ~np.isnan(standard) & (w > 0)[:, None]
    if used.sum() < LEAST_ERRORS:
        standard = by_now
        used = ~np.isnan(standard) & (w > 0)[:, None]
    values, weight = standard[used], np.broadcast_to(w[:, None], standard.shape)[used]
    order = np.argsort(values, kind="stable")
    middle = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    shape: Array = np.interp((np.arange(MEMBERS) + 0.5) / MEMBERS, middle, values[order])
    return shape


def chosen_half_lives(history: History, horizon: int, choices: Sequence[float] = HALF_LIVES) -> Array:
    """[origin] half-life with the lowest mean CRPS of mean reversion over all forecasts whose target has come.

    Args:
        history: what was known and what came. horizon: years ahead. choices: half-lives in years.
    """
    count = len(history.origins)
    scores = np.full((len(choices), count), np.nan)
    for k, choice in enumerate(choices):
        constant = np.full(count, choice)
        done = forecasts(history, reversion(history, horizon, constant), horizon, constant, history.origins[0])
        for year in np.unique(done.origin):
            scores[k, history.origins.index(int(year))] = done.crps[done.origin == year].mean()
    picked = np.full(count, choices[len(choices) // 2])
    for at in range(count):
        past = scores[:, : max(at - horizon + 1, 0)]
        past = past[:, ~np.isnan(past).any(axis=0)]
        if past.shape[1]:
            picked[at] = choices[int(np.argmin(past.mean(axis=1)))]
    return picked

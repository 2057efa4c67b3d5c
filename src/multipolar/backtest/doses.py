"""Doses of the levers as they were observed: trade dependence, Chinese finance, visits, sanctions, shared organisations.

A dose at an origin is a change, as a move is in the model: the year of the origin less the mean of the anchor's years. What is
not known is NaN and moves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import ANCHOR_YEARS
from multipolar.backtest.positions import POLES
from multipolar.params.alignment import alignment_settings
from multipolar.politics.tables import Economies, Ties

__all__ = ["LEVERS", "Doses", "changes", "decayed", "doses_of", "levels", "relative"]

Array = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]

LEVERS = {
    "dependence": "trade with the power, both ways, % of GDP",
    "loans": "commitments of Chinese finance in the year, % of GDP",
    "visit": "trips of the power's leader to the state, fading over two years",
    "sanction": "sanctions of the power on the state in force",
    "membership": "organisations shared with the power",
}
"""Levers for which there are observed doses, with their unit; names are those of the parameters."""
LEAST_YEARS = 3
"""Years of the anchor in which a dose must be known, the origin among them."""


@dataclass(frozen=True, eq=False)
class Doses:
    """Observed levels of the levers, in the units of `LEVERS`.

    Args:
        years: without gaps. level: by lever [state, pole, year], NaN where there are no data.
        source: [state, pole, year] name of the trade series; a change is taken within one series only.
    """

    years: tuple[int, ...]
    level: Mapping[str, Array]
    source: Texts


def doses_of(states: tuple[str, ...], ties: Ties, economies: Economies) -> Doses:
    """Doses of the powers that are scored against, for given states.

    Args:
        states: ISO3 codes, the rows. ties, economies: packaged tables; a state that they lack has no doses.
    """
    years = tuple(range(ties.years[0], ties.years[-1] + 1))
    powers = [ties.powers.index(p) for p in POLES]
    rows = [(n, ties.states.index(s)) for n, s in enumerate(states) if s in ties.states]
    mine, theirs = [list(part) for part in zip(*rows, strict=True)]
    columns = [years.index(y) for y in ties.years]

    def placed(values: npt.NDArray[np.generic], empty: object) -> npt.NDArray[np.generic]:
        grid = np.full((len(states), len(POLES), len(years)), empty, dtype=values.dtype)
        grid[np.ix_(mine, range(len(POLES)), columns)] = values[np.ix_(theirs, powers, range(len(ties.years)))]
        return grid

    def feature(name: str) -> Array:
        return np.asarray(placed(ties.series(name), np.nan), dtype=float)

    gdp = _gdp(states, years, economies)[:, None, :]
    level = {
        "dependence": 100 * (feature("exports_usd_mn") + feature("imports_usd_mn")) / gdp,
        "loans": 100 * feature("finance_usd_mn") / gdp,
        "visit": decayed(feature("visits_by_power"), alignment_settings()["visit_decay_years"].value),
        "sanction": feature("sanction_by_power"),
        "membership": feature("shared_igos"),
    }
    return Doses(years, level, np.asarray(placed(ties.trade_source, ""), dtype=str))


def _gdp(states: tuple[str, ...], years: tuple[int, ...], economies: Economies) -> Array:
    """[state, year] GDP in million USD, NaN where unknown or not positive."""
    grid = np.full((len(states), len(years)), np.nan)
    for n, state in enumerate(states):
        if state in economies.states:
            row = economies.gdp_usd_mn[economies.states.index(state)]
            for year, value in zip(economies.years, row, strict=True):
                if year in years and value > 0:
                    grid[n, years.index(year)] = value
    return grid


def decayed(visits: Array, years: float) -> Array:
    """Visits whose weight falls in a straight line to zero, [..., year].

    Args:
        visits: [..., year] count. years: until nothing is left. The first years, whose past is unknown, are NaN.
    """
    total = np.zeros_like(visits)
    for back in range(math.ceil(years)):
        earlier = np.roll(visits, back, axis=-1)
        earlier[..., :back] = np.nan
        total = total + (1 - back / years) * earlier
    return total


def changes(doses: Doses, lever: str, origin: int, ahead: int = 0) -> Array:
    """[state, pole] dose of an origin: its year, or the mean of the years after it, less the mean of the anchor's years.

    Args:
        doses: observed levels. lever: name. origin: year.
        ahead: 0 for what was known at the origin; h for the mean of the h years after it, which no forecaster knows.
    """
    level, years = doses.level[lever], doses.years
    if origin not in years:
        return np.full(level.shape[:2], np.nan)
    last = years.index(origin)
    window = list(range(max(last - ANCHOR_YEARS + 1, 0), last + 1))
    then = list(range(last + 1, min(last + ahead, len(years) - 1) + 1)) if ahead else [last]
    past, later = level[:, :, window], level[:, :, then]
    if lever == "dependence":
        same = doses.source[:, :, last, None]
        past = np.where(doses.source[:, :, window] == same, past, np.nan)
        later = np.where(doses.source[:, :, then] == same, later, np.nan)
    enough = (~np.isnan(past)).sum(axis=2) >= LEAST_YEARS
    usable = enough & ~np.isnan(level[:, :, last]) & (~np.isnan(later)).any(axis=2)
    return np.where(usable, _mean(later) - _mean(past), np.nan)


def relative(shift: Array, rows: npt.NDArray[np.bool_]) -> Array:
    """[origin, state, pole] doses less their mean over third countries at each origin: who got more than others.

    Args:
        shift: [origin, state, pole]. rows: [state] third countries.
    """
    known = ~np.isnan(shift) & rows[None, :, None]
    count = known.sum(axis=1, keepdims=True)
    mean = np.where(known, shift, 0.0).sum(axis=1, keepdims=True) / np.maximum(count, 1)
    found: Array = shift - mean
    return found


def levels(doses: Doses, lever: str, origin: int) -> Array:
    """[state, pole] level in the year of the origin, in place of a change."""
    level = doses.level[lever]
    found = level[:, :, doses.years.index(origin)] if origin in doses.years else np.full(level.shape[:2], np.nan)
    return np.asarray(found)


def _mean(values: Array) -> Array:
    """Mean over the last axis of what is known; 0 where nothing is."""
    known = ~np.isnan(values)
    mean: Array = np.where(known, values, 0.0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    return mean

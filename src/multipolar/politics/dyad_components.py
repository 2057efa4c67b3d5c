"""The components of a tie, each a formula on the packaged tables; sources and scales in `params/ties.yaml`."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.params.read import read_table
from multipolar.politics.tables import Economies, IdealPoints, Ties, economies, ideal_points, ties

__all__ = ["COMPONENTS", "components_of", "memberships", "trade_intensity", "voting_agreement"]

Array = npt.NDArray[np.float64]

COMPONENTS: tuple[str, ...] = tuple(read_table("ties")["components"])
"""Names, in the order of the last axis of every table of ties."""


@functools.lru_cache(maxsize=128)
def components_of(year: int) -> Array | None:
    """[state, power, component] of the packaged tables in a year, without carrying; None outside their years."""
    table = ties()
    if year not in table.years:
        return None
    entries, points = read_table("ties")["components"], ideal_points()
    trade = table.values("exports_usd_mn", year) + table.values("imports_usd_mn", year)
    of_state, of_power = gdp(table.states, year), gdp(table.powers, year)
    found = {
        "votes": _votes(table, points, year),
        "trade": trade_intensity(trade, entries["trade"]["scale"]),
        "dependence_on": np.tanh(trade / of_state[:, None] / entries["dependence_on"]["scale"]),
        "dependence_by": np.tanh(trade / of_power[None, :] / entries["dependence_by"]["scale"]),
        "pact": table.values("pact", year),
        "rivalry": -table.values("rivalry", year),
        "dispute": -table.values("hostile", year),
        "sanctions": -_either(table.values("sanction_by_power", year), table.values("sanction_on_power", year)),
        "organisations": memberships(table.values("shared_igos", year), entries["organisations"]["scale"]),
        "finance": _finance(table, year, of_state, entries["finance"]),
        "visits": _visits(table, year, entries["visits"]),
    }
    values = np.stack([found[name] for name in COMPONENTS], axis=-1)
    own = np.array([[s == p for p in table.powers] for s in table.states])
    values[own] = np.nan
    values.setflags(write=False)
    return values


def voting_agreement(state: Array, power: Array, everyone: Array) -> Array:
    """[state, power] 1 - distance / mean distance of two states, not below -1: 0 is a pair drawn at random.

    Args:
        state, power, everyone: positions; NaN where there are none.
    """
    known = np.sort(everyone[np.isfinite(everyone)])
    if len(known) < 2:
        return np.full((len(state), len(power)), np.nan)
    n = len(known)
    mean = float(2 * ((2 * np.arange(n) - n + 1) * known).sum() / (n * (n - 1)))
    return np.maximum(1 - abs(state[:, None] - power[None, :]) / mean, -1.0)


def trade_intensity(trade: Array, scale: float) -> Array:
    """[state, power] log of trade over what the totals of the two predict, over log(scale), cut at -1 and 1.

    Args:
        trade: [state, power] both ways, NaN where there are no data. scale: how many times the prediction counts as 1.
    """
    known = np.isfinite(trade)
    filled = np.where(known, trade, 0.0)
    total = filled.sum()
    if total <= 0:
        return np.full(trade.shape, np.nan)
    predicted = filled.sum(axis=1, keepdims=True) * filled.sum(axis=0, keepdims=True) / total
    ratio = np.divide(filled, predicted, out=np.zeros(trade.shape), where=predicted > 0)
    value = np.clip(np.log(np.maximum(ratio, 1e-12)) / np.log(scale), -1, 1)
    return np.where(known & (predicted > 0), value, np.nan)


def memberships(shared: Array, scale: float) -> Array:
    """[state, power] shared organisations against the mean of the power's, in `scale` standard deviations, by tanh."""
    found = np.full(shared.shape, np.nan)
    for p in range(shared.shape[1]):
        column = shared[:, p]
        known = np.isfinite(column)
        if known.sum() > 1 and (sd := float(column[known].std())) > 0:
            found[:, p] = np.tanh((column - column[known].mean()) / (scale * sd))
    return found


def gdp(states: tuple[str, ...], year: int) -> Array:
    """[state] GDP in million USD, NaN where there is none."""
    table: Economies = economies()
    if year not in table.years:
        return np.full(len(states), np.nan)
    column, at = table.gdp_usd_mn[:, table.years.index(year)], {s: n for n, s in enumerate(table.states)}
    return np.array([column[at[s]] if s in at else np.nan for s in states])


def _votes(table: Ties, points: IdealPoints, year: int) -> Array:
    if year not in points.years:
        return np.full((len(table.states), len(table.powers)), np.nan)
    everyone, at = points.at(year), {s: n for n, s in enumerate(points.states)}
    of = [np.array([everyone[at[s]] if s in at else np.nan for s in who]) for who in (table.states, table.powers)]
    return voting_agreement(of[0], of[1], everyone)


def _either(a: Array, b: Array) -> Array:
    """Larger of two, or the one that is known."""
    return np.fmax(a, b)


def _finance(table: Ties, year: int, of_state: Array, entry: dict[str, Any]) -> Array:
    """Sum of the years up to this one, all of which must be known, over GDP."""
    years = [y for y in range(year - entry["years"] + 1, year + 1) if y in table.years]
    total = sum((table.values("finance_usd_mn", y) for y in years), np.zeros((len(table.states), len(table.powers))))
    return np.asarray(np.tanh(total / of_state[:, None] / entry["scale"]))


def _visits(table: Ties, year: int, entry: dict[str, Any]) -> Array:
    """Trips of the power's leaders, older ones worth less; an unknown earlier year adds nothing."""
    now = table.values("visits_by_power", year)
    total = np.zeros(now.shape)
    for back, weight in enumerate(entry["decay"]):
        if year - back in table.years:
            total += weight * np.nan_to_num(table.values("visits_by_power", year - back), nan=0.0)
    return np.where(np.isfinite(now), np.tanh(total / entry["scale"]), np.nan)

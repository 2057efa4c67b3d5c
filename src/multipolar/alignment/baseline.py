"""Where states stand before any move: positions, ties, dependence, pacts, sanctions, debt and exposure to threat."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from multipolar.params.alignment import alignment_settings
from multipolar.params.loans import annuity
from multipolar.politics import Ties, ideal_points, ties
from multipolar.politics.dyads import TieTable, tie, tie_components, tie_weights
from multipolar.politics.peers import peer_weights
from multipolar.world import satellite_data
from multipolar.world.groups import codes_of

__all__ = ["LEFT_OUT", "Baseline", "baseline_of", "no_baseline", "ties_under"]

Array = npt.NDArray[np.float64]
Over = Literal["mean", "max", "sum"]

FIRST_WORLD_YEAR = 2020
"""Worlds of earlier years would meet positions, ties and trade that are not theirs."""
LEFT_OUT = ("votes", "trade", "dependence_on", "dependence_by")
"""Components of ties that closeness has in distance and dependence already."""
CARRIED_YEARS = 10
"""Components of ties whose series end are carried forward at most so long: to the shared organisations of 2014."""
LENT_YEARS = 15
"""Finance of so many years, the last that the series has, is still being served."""


@dataclass(frozen=True, eq=False)
class Baseline:
    """Members of the General Assembly and the poles of a scenario at the start.

    Args:
        states: ISO3 of those with a position. poles: as in the scenario, states or groups.
        position: [state] mean ideal point over the anchor years; higher is closer to the United States.
        observed: [state] the last one; NaN where there is none in that year. years: of the anchor, first and last.
        spread: standard deviation of positions over states. pole_position: [pole]; of a group weighted with GDP.
        of_pole: [state, pole] 1 where the state is the pole or belongs to it.
        tie: [state, pole] in [-1, 1], votes and trade left out. dependence: [state, pole] goods trade, % of GDP.
        pact, sanctioned: [state, pole] 1 where there is a defence pact; where the pole's sanctions are in force.
        threat: [state] exposure to threat, 0 to 1. debt_service: [state, pole] % of GDP a year. gdp: [state] million USD.
        peers: [state, state] rows sum to 1. vintages: what is of which years.
    """

    states: tuple[str, ...]
    poles: tuple[str, ...]
    position: Array
    observed: Array
    years: tuple[int, int]
    spread: float
    pole_position: Array
    of_pole: Array
    tie: Array
    dependence: Array
    pact: Array
    sanctioned: Array
    threat: Array
    debt_service: Array
    gdp: Array
    peers: Array
    vintages: Mapping[str, str]

    @functools.cached_property
    def fixed(self) -> npt.NDArray[np.bool_]:
        """[state] whose position no lever moves: members of poles."""
        return np.asarray(self.of_pole.any(axis=1))

    @functools.cached_property
    def pole_weight(self) -> Array:
        """[state, pole] weight of a member in its pole, GDP; columns sum to one."""
        weight = _pole_weight(self.gdp, self.of_pole)
        return np.asarray(weight / weight.sum(axis=0))


def no_baseline(poles: tuple[str, ...], world_year: int) -> str | None:
    """Why alignment cannot be computed for a world and poles, in a sentence; None where it can.

    Args:
        poles: of the scenario. world_year: of the world's data.
    """
    if world_year < FIRST_WORLD_YEAR:
        return f"alignment: not computed; positions and ties are those of today, the world is that of {world_year}"
    points, count = ideal_points(), int(alignment_settings()["anchor_years"].value)
    now = np.asarray(np.isfinite(points.values[:, -count:]).any(axis=1))
    known = {s for s, here in zip(points.states, now.tolist(), strict=True) if here}
    for pole in poles:
        if not codes_of((pole,), world_year) & known:
            return f"alignment: not computed; the pole {pole} has no position in the General Assembly"
        if not codes_of((pole,), world_year) & set(ties().powers):
            powers = ", ".join(ties().powers)
            return f"alignment: not computed; ties with the pole {pole} are not measured, only with {powers}"
    return None if len(poles) > 1 else "alignment: not computed; it takes two poles"


@functools.lru_cache(maxsize=8)
def baseline_of(poles: tuple[str, ...]) -> Baseline:
    """The baseline of a set of poles.

    Args:
        poles: states or groups with positions; see `no_baseline`.
    """
    points, last = ideal_points(), ideal_points().years[-1]
    count = int(alignment_settings()["anchor_years"].value)
    window = points.values[:, -count:]
    kept = np.flatnonzero(np.isfinite(window).any(axis=1))
    states = tuple(points.states[k] for k in kept)
    position = np.nanmean(window[kept], axis=1)
    gdp, trade_partner = _sizes(states)
    of_pole = np.array([[s in codes_of((p,), last) for p in poles] for s in states], dtype=float)
    weight = _pole_weight(gdp, of_pole)
    data = ties()
    spread_over = functools.partial(_by_pole, data, states, poles)
    table = _components(last)
    relations = tie(table, tie_weights(), leave_out=LEFT_OUT)
    return Baseline(
        states=states,
        poles=poles,
        position=position,
        observed=window[kept, -1],
        years=(last - count + 1, last),
        spread=float(position.std()),
        pole_position=(weight * position[:, None]).sum(axis=0) / weight.sum(axis=0),
        of_pole=of_pole,
        tie=_on_poles(relations, table.states, table.powers, states, poles, "mean"),
        dependence=100 * trade_partner(poles) / gdp[:, None],
        pact=np.nan_to_num(spread_over(_carried(data.series("pact")))),
        sanctioned=np.nan_to_num(spread_over(_carried(data.series("sanction_by_power")))),
        threat=_threat(data, states),
        debt_service=_debt_service(data, states, poles, gdp),
        gdp=gdp,
        peers=peer_weights(states),
        vintages={
            "positions": f"{last - count + 1} to {last}",
            "trade": "2023",
            **{
                name: f"to {years[1]}"
                for name, years in table.vintages().items()
                if years is not None and name not in LEFT_OUT
            },
        },
    )


def ties_under(base: Baseline, weights: Array) -> Array:
    """[state, pole] ties at the baseline under other weights of their components.

    Args:
        base: states and poles. weights: [component].
    """
    table = _components(base.years[1])
    relations = tie(table, weights, leave_out=LEFT_OUT)
    return _on_poles(relations, table.states, table.powers, base.states, base.poles, "mean")


@functools.cache
def _components(year: int) -> TieTable:
    return tie_components(year, carry=CARRIED_YEARS)


def _pole_weight(gdp: Array, of_pole: Array) -> Array:
    return np.where(np.isfinite(gdp), gdp, 0.0)[:, None] * of_pole + 1e-9 * of_pole


def _carried(series: Array) -> Array:
    """[state, power] the last value known of every pair; NaN where there never was one."""
    known = np.isfinite(series)
    last = series.shape[2] - 1 - np.argmax(known[:, :, ::-1], axis=2)
    found = np.take_along_axis(series, last[:, :, None], axis=2)[:, :, 0]
    return np.where(known.any(axis=2), found, np.nan)


def _by_pole(data: Ties, states: tuple[str, ...], poles: tuple[str, ...], values: Array) -> Array:
    """[state, pole] of [state, power] features: the largest over the members of a pole that are named powers."""
    return _on_poles(values, data.states, data.powers, states, poles, "max")


def _on_poles(
    values: Array,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    states: tuple[str, ...],
    poles: tuple[str, ...],
    over: Over,
) -> Array:
    """[state, pole] from [row, column], the mean, max or sum over the members of a pole that have data.

    NaN for a state or pole without data, and for a pole with itself.
    """
    row, members = _cells(rows, columns, states, poles)
    found = np.full((len(states), len(poles)), np.nan)
    for p, (inside, others) in enumerate(members):
        given = values[np.ix_(row[others], inside)]
        known = np.isfinite(given)
        count = known.sum(axis=1)
        if over == "max":
            taken = np.max(np.where(known, given, -np.inf), axis=1, initial=-np.inf)
        else:
            taken = np.where(known, given, 0.0).sum(axis=1) / (np.maximum(count, 1) if over == "mean" else 1)
        found[others, p] = np.where(count > 0, taken, np.nan)
    return found


Places = npt.NDArray[np.int_]


@functools.lru_cache(maxsize=32)
def _cells(
    rows: tuple[str, ...], columns: tuple[str, ...], states: tuple[str, ...], poles: tuple[str, ...]
) -> tuple[Places, tuple[tuple[Places, Places], ...]]:
    """[state] its row, -1 for none; and of every pole the columns of its members and the states with a row outside it."""
    place = {s: k for k, s in enumerate(rows)}
    row = np.array([place.get(s, -1) for s in states])
    found = []
    for pole in poles:
        members = codes_of((pole,), ideal_points().years[-1])
        inside = np.array([k for k, c in enumerate(columns) if c in members], dtype=int)
        others = np.array([i for i, s in enumerate(states) if row[i] >= 0 and s not in members], dtype=int)
        found.append((inside, others))
    return row, tuple(found)


def _sizes(states: tuple[str, ...]) -> tuple[Array, functools.partial[Array]]:
    """GDP of states, million USD, and a function that gives their goods trade with poles, [state, pole] million USD."""
    data = satellite_data()
    place = {c: k for k, c in enumerate(data.codes)}
    rows = [place.get(s, -1) for s in states]
    gdp = np.array([data.gdp[k] if k >= 0 else np.nan for k in rows])
    return gdp, functools.partial(_trade, states, rows)


def _trade(states: tuple[str, ...], rows: list[int], poles: tuple[str, ...]) -> Array:
    """[state, pole] exports and imports of goods, million USD, 2023; where customs have none, the last year that has.

    Russia's trade with some states is not reported for 2023: a zero both ways there is taken for a hole. Where no year
    since 2000 shows any trade either (Bhutan or Tonga with Russia) it is 0.
    """
    data, earlier = satellite_data(), ties()
    both = data.flow + data.flow.T
    before = earlier.series("exports_usd_mn") + earlier.series("imports_usd_mn")
    before = _carried(np.where(before > 0, before, np.nan))
    found = np.full((len(states), len(poles)), np.nan)
    for p, pole in enumerate(poles):
        members = codes_of((pole,), ideal_points().years[-1])
        inside = [k for k, c in enumerate(data.codes) if c in members]
        lent = [k for k, c in enumerate(earlier.powers) if c in members]
        for i, state in enumerate(states):
            if rows[i] >= 0 and state not in members:
                found[i, p] = both[rows[i], inside].sum()
                if found[i, p] == 0 and state in earlier.states:
                    found[i, p] = np.nansum(before[earlier.states.index(state), lent])
    return found


def _threat(data: Ties, states: tuple[str, ...]) -> Array:
    """[state] exposure to threat: a rivalry with a named power, a militarized dispute in ten years, or neither."""
    settings = alignment_settings()
    rival = np.nan_to_num(_carried(data.series("rivalry"))).max(axis=1)
    last = data.years.index(data.span("hostile")[1])
    dispute = np.nan_to_num(data.series("hostile")[:, :, last - 9 : last + 1]).max(axis=(1, 2))
    level = np.where(
        rival > 0, 1.0, np.where(dispute > 0, settings["threat_dispute"].value, settings["threat_floor"].value)
    )
    by_state = dict(zip(data.states, level.tolist(), strict=True))
    return np.array([by_state.get(s, settings["threat_floor"].value) for s in states])


def _debt_service(data: Ties, states: tuple[str, ...], poles: tuple[str, ...], gdp: Array) -> Array:
    """[state, pole] yearly service of finance received in the last years on stated terms, % of GDP; 0 without data."""
    last = data.years.index(data.span("finance_usd_mn")[1])
    lent = np.nansum(data.series("finance_usd_mn")[:, :, last - LENT_YEARS + 1 : last + 1], axis=2)
    rate = alignment_settings()["standing_loan_rate_pct"].value
    yearly = annuity(1.0, LENT_YEARS, rate) * _on_poles(lent, data.states, data.powers, states, poles, "sum")
    return np.nan_to_num(100 * yearly / gdp[:, None])

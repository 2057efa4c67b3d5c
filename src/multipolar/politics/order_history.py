"""The order year by year from the packaged tables, and what it would be if shares were held or went on as they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.politics.order import POLES, Order, order_at
from multipolar.politics.polarity import NO_BLOC, Polarity, inside_share, nearest_pole, polarity
from multipolar.politics.tables import concentration, economies, ideal_points, ties
from multipolar.world.groups import members

__all__ = [
    "FIRST_YEAR",
    "MEASURES",
    "NO_GROWTH_MODEL",
    "Projection",
    "Tension",
    "YearOfOrder",
    "last_year",
    "order_history",
    "project",
    "project_order",
]

Array = npt.NDArray[np.float64]

MEASURES = {
    "gdp": "GDP at current prices and market rates, states",
    "gdp_eu_as_one": "GDP, the 27 members of the EU as one in all years",
    "cinc_raw": "material capabilities (CINC), shares as published",
    "military": "military spending, COW version 6",
    "trade": "exports and imports of goods, 80 economies",
}
"""Kinds of size by measure of the packaged table, in the order shown."""
FIRST_YEAR = 1946
NO_GROWTH_MODEL = (
    "There is no growth model: sizes are held as they were last observed, or shares go on as they did in the years "
    "shown. Neither is a forecast."
)
EU_OF = 2024
"""Year of the membership that `gdp_eu_as_one` holds fixed."""
DRAWS, HORIZON = 2000, 10
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Tension:
    """How tense the order was, beside how many poles it had; None where the series does not reach.

    Args:
        hostile, rival: share of dyads among the named powers with a militarized dispute in the year, or a strategic
            rivalry. dyads: how many such dyads had data, of the first and the second. trade_inside: share of trade among
            the named powers that stays inside the bloc of the nearer pole. trade_source: of that trade.
    """

    hostile: float | None
    rival: float | None
    dyads: tuple[int, int]
    trade_inside: float | None
    trade_source: str


@dataclass(frozen=True)
class YearOfOrder:
    """The order in a year.

    Args:
        year: of everything. sizes: concentration by measure, None where the measure has no data. positions: spread of
            positions and the blocs, weighted with GDP, None before GDP begins. by_population: the same weighted with
            population. tension: hostile ties and trade between the blocs.
    """

    year: int
    sizes: dict[str, Polarity | None]
    positions: Order | None
    by_population: Order | None
    tension: Tension


@dataclass(frozen=True)
class Projection:
    """Effective number of poles some years on: sizes held, and shares that go on as they did.

    Args:
        measure: of `MEASURES`. last, horizon: year of the last data, and years from it. held: at the last shares.
        median, low, high: with shares going on, 5 and 95 % over draws. history: first and last year drawn from.
        method: in words.
    """

    measure: str
    last: int
    horizon: int
    held: float
    median: float
    low: float
    high: float
    history: tuple[int, int]
    method: str


def last_year() -> int:
    """Last year of positions."""
    return ideal_points().years[-1]


def order_history(years: Sequence[int], poles: Sequence[str] = POLES) -> tuple[YearOfOrder, ...]:
    """The order in some years.

    Args:
        years: from 1946 to the last year of positions. poles: states that blocs gather around.

    Raises:
        InputError: a year outside the data, or a pole without a position in it.
    """
    outside = [y for y in years if not FIRST_YEAR <= y <= last_year()]
    if outside:
        raise InputError(f"order: no year {outside[0]}; the tables reach from {FIRST_YEAR} to {last_year()}.")
    sizes = {(c.year, c.measure): Polarity(c.n_eff, c.hhi, c.ray_singer, c.states) for c in concentration()}
    found = []
    for year in years:
        points = ideal_points()
        where = dict(zip(points.states, points.at(year), strict=True))
        found.append(
            YearOfOrder(
                year,
                {m: sizes.get((year, m)) for m in MEASURES},
                _positions(year, where, poles, "gdp_usd_mn"),
                _positions(year, where, poles, "population"),
                _tension(year, where, poles),
            )
        )
    return tuple(found)


def project(shares: Array, horizon: int, *, draws: int = DRAWS, seed: int = 1) -> Array:
    """[draw] effective numbers of poles if log shares walk on with drift, as they did.

    Each draw first resamples the years of the history, which makes the drift uncertain, and then takes a year's
    changes of all states together for each year ahead, which keeps their correlation. Shares are scaled to sum to 1.

    Args:
        shares: [state, year] sizes above 0 in consecutive years. horizon: years ahead. draws, seed: of the walk.

    Raises:
        InputError: fewer than five yearly changes, or a size that is not above 0.
    """
    if shares.shape[1] < 6 or not (shares > 0).all():
        raise InputError("projection: needs six years or more of sizes above 0.")
    logs = np.log(shares / shares.sum(axis=0))
    changes, random = np.diff(logs, axis=1), np.random.default_rng(seed)
    n = changes.shape[1]
    found = np.empty(draws)
    for k in range(draws):
        known = random.integers(n, size=n)
        ahead = np.exp(logs[:, -1] + changes[:, known[random.integers(n, size=horizon)]].sum(axis=1))
        found[k] = polarity(ahead).n_eff
    return found


def project_order(horizon: int = HORIZON, since: int = 1991) -> tuple[Projection, ...]:
    """Effective number of poles by measure, some years after the last data of each.

    GDP walks state by state. The other measures are packaged without the shares of all states, so that the logarithm
    of their effective number walks as a whole.

    Args:
        horizon: years ahead, 1 to 30. since: first year of the history drawn from.

    Raises:
        InputError: a horizon outside 1 to 30, or too short a history.
    """
    if not 1 <= horizon <= 30:
        raise InputError(f"projection: horizon {horizon}; choose 1 to 30 years.")
    found = []
    for measure in MEASURES:
        if measure.startswith("gdp"):
            shares, first, last = _gdp_shares(since, eu_as_one=measure == "gdp_eu_as_one")
            drawn, held = project(shares, horizon), polarity(shares[:, -1]).n_eff
            how = f"log shares of {len(shares)} states with data in every year, random walk with drift"
        else:
            rows = sorted((c.year, c.n_eff) for c in concentration() if c.measure == measure and c.year >= since)
            (first, last), series = (rows[0][0], rows[-1][0]), np.array([n for _, n in rows])
            drawn, held = _walk(series, horizon), float(series[-1])
            how = "logarithm of the effective number itself, random walk with drift"
        low, median, high = (float(q) for q in np.quantile(drawn, LEVELS))
        found.append(Projection(measure, last, horizon, held, median, low, high, (first, last), how))
    return tuple(found)


def _walk(series: Array, horizon: int, draws: int = DRAWS, seed: int = 1) -> Array:
    if len(series) < 6:
        raise InputError("projection: needs six years or more.")
    changes, random = np.diff(np.log(series)), np.random.default_rng(seed)
    known = changes[random.integers(len(changes), size=(draws, len(changes)))]
    ahead = np.take_along_axis(known, random.integers(len(changes), size=(draws, horizon)), axis=1)
    found: Array = np.maximum(1.0, series[-1] * np.exp(ahead.sum(axis=1)))
    return found


def _gdp_shares(since: int, eu_as_one: bool) -> tuple[Array, int, int]:
    """[state, year] GDP of states with data in every year, with first and last year."""
    table = economies()
    reach = [k for k, y in enumerate(table.years) if y >= since and np.isfinite(table.gdp_usd_mn[:, k]).any()]
    gdp = table.gdp_usd_mn[:, reach].astype(float)
    known = np.isfinite(gdp).all(axis=1) & (gdp > 0).all(axis=1)
    shares = gdp[known]
    if eu_as_one:
        union = np.isin(np.array(table.states)[known], members("EU", EU_OF))
        shares = np.vstack([shares[~union], shares[union].sum(axis=0)])
    return shares, table.years[reach[0]], table.years[reach[-1]]


def _positions(year: int, where: dict[str, float], poles: Sequence[str], weight: str) -> Order | None:
    """Positions and blocs weighted with GDP or population; None where a pole has no position or the year no weights."""
    table = economies()
    if year not in table.years:
        return None
    sizes = getattr(table, weight)[:, table.years.index(year)].astype(float)
    positions = np.array([where.get(s, np.nan) for s in table.states])
    both = np.isfinite(sizes) & np.isfinite(positions)
    if not all(p in table.states and both[table.states.index(p)] for p in poles):
        return None
    together = members("EU", EU_OF)
    return order_at(table.states, sizes, positions, poles=poles, together=together)


def _tension(year: int, where: dict[str, float], poles: Sequence[str]) -> Tension:
    table = ties()
    if year not in table.years:
        return Tension(None, None, (0, 0), None, "")
    at = [table.states.index(p) for p in table.powers]
    shares, counts = [], []
    for feature in ("hostile", "rivalry"):
        values = table.values(feature, year)[at]
        pairs = np.fmax(values, values.T)[np.triu_indices(len(at), 1)]
        known = pairs[np.isfinite(pairs)]
        counts.append(len(known))
        shares.append(float(known.mean()) if len(known) else None)
    positions = np.array([where.get(p, np.nan) for p in table.powers])
    anchors = np.array([where.get(p, np.nan) for p in poles])
    trade = table.values("exports_usd_mn", year)[at]
    if not np.isfinite(trade).any() or not np.isfinite(anchors).all():
        return Tension(shares[0], shares[1], (counts[0], counts[1]), None, "")
    bloc = nearest_pole(positions, anchors)
    bloc[~np.isfinite(trade).any(axis=1)] = NO_BLOC
    sources = np.unique(table.trade_source[at][:, :, table.years.index(year)])
    inside, _ = inside_share(trade, bloc)
    return Tension(shares[0], shares[1], (counts[0], counts[1]), inside, "+".join(s for s in sources if s))

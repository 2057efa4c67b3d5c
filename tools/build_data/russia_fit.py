"""Fit trade-cost wedges on Russia's pairs so that the equilibrium reproduces the growth of goods trade.

Sources: OECD ICIO flows of 2022 (in the packaged world), CEPII BACI goods matrix of 2023.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks, settled
from multipolar.world import World
from multipolar.world.groups import members

Array = npt.NDArray[np.float64]

RUSSIA = "RUS"
SMALLEST_USD_MN = 250.0
"""Pairs below this in 2022 take no wedge: their growth is noise."""
LARGEST_RATIO = 3.0
"""A partner whose imports or exports differ by more than this between the sources, beyond the world's ratio, is odd."""
BORROWS_EU = ("POL",)
"""Members of the EU without data for 2023: they take the growth of the other members, whose sanctions they share."""
FIT_TOLERANCE, FIT_STEPS = 1e-7, 60


@dataclass(frozen=True)
class Goods:
    """Goods trade of both years between the economies of the world.

    Args:
        before, after: [exporter, importer] million USD; NaN is no data.
        ratio: [country] how far an economy's whole trade differs between the sources, beyond the world's ratio.
        world_growth: total of 2023 over total of 2022, over pairs that both hold; Russia and odd partners left out.
    """

    before: Array
    after: Array
    ratio: Array
    world_growth: float


def read_goods(raw: Path, world: World) -> Goods:
    """Goods trade of 2022 and 2023, and the ratio of their totals over pairs that both sources hold, Russia's left out.

    In the matrix of 2023 two states that had both not reported have 0 in both directions: no data. Taiwan is missing.
    """
    before = world.flow[:, :, world.is_goods].sum(axis=2)
    np.fill_diagonal(before, np.nan)
    with np.load(raw / "liberation_day" / "trade_2023.npz", allow_pickle=False) as file:
        iso, matrix = [str(c) for c in file["iso"]], file["X_kusd"].astype(float) / 1e3
    after = np.full_like(before, np.nan)
    inside = [(k, iso.index(c)) for k, c in enumerate(world.countries) if c in iso]
    for k, a in inside:
        for m, b in inside:
            if k != m and (matrix[a, b] > 0 or matrix[b, a] > 0):
                after[k, m] = matrix[a, b]
    both = np.isfinite(after) & np.isfinite(before)
    ratio = _source_ratio(np.where(both, before, 0), np.where(both, after, 0))
    left_out = abs(np.log(ratio)) > np.log(LARGEST_RATIO)
    left_out[world.countries.index(RUSSIA)] = True
    both[left_out], both[:, left_out] = False, False
    return Goods(before, after, ratio, float(after[both].sum() / before[both].sum()))


def _source_ratio(before: Array, after: Array) -> Array:
    """[country] growth of imports or exports over the world's, whichever is further from 1; 1 without data."""
    world = after.sum() / before.sum()
    sides = [(after.sum(axis=a), before.sum(axis=a)) for a in (0, 1)]
    logs = [np.log(np.where(old > 0, new / np.where(old > 0, old, 1) / world, 1.0)) for new, old in sides]
    return np.asarray(np.exp(np.where(abs(logs[0]) > abs(logs[1]), *logs)))


def targets(goods: Goods, world: World) -> pd.DataFrame:
    """One row a pair of Russia and direction: flows, growth relative to the world's, and what is done with it."""
    rows = []
    russia = world.countries.index(RUSSIA)
    for exporting in (True, False):
        borrowed = _eu_growth(goods, world, exporting)
        for k, code in enumerate(world.countries):
            if code == RUSSIA:
                continue
            i, n = (russia, k) if exporting else (k, russia)
            old, new = float(goods.before[i, n]), float(goods.after[i, n])
            growth, basis = new / old / goods.world_growth, "fitted"
            if code in BORROWS_EU and not np.isfinite(new):
                growth, basis = borrowed, "borrowed"
            elif code == "ROW":
                growth, basis = np.nan, "no data: many states outside did not report"
            elif not np.isfinite(new):
                growth, basis = np.nan, "no data"
            elif new == 0:
                growth, basis = np.nan, "no data: 0 in the matrix"
            elif not 1 / LARGEST_RATIO < goods.ratio[k] < LARGEST_RATIO:
                growth, basis = np.nan, "sources disagree on the partner"
            if old < SMALLEST_USD_MN and basis in ("fitted", "borrowed"):
                growth, basis = np.nan, "small"
            rows.append((world.countries[i], world.countries[n], old, new, growth, basis))
    names = ["exporter", "importer", "usd_mn_2022", "usd_mn_2023", "growth_relative_to_world", "basis"]
    return pd.DataFrame(rows, columns=names)


def _eu_growth(goods: Goods, world: World, exporting: bool) -> float:
    """Growth of Russia's exports to, or imports from, the EU members with data, relative to the world's."""
    russia = world.countries.index(RUSSIA)
    inside = [world.countries.index(c) for c in members("EU", 2023) if c in world.countries]
    old = goods.before[russia, inside] if exporting else goods.before[inside, russia]
    new = goods.after[russia, inside] if exporting else goods.after[inside, russia]
    known = np.isfinite(new)
    return float(new[known].sum() / old[known].sum() / goods.world_growth)


def fit(world: World, table: pd.DataFrame) -> tuple[Array, Array]:
    """Log wedges of the rows with a target, and the growth that the equilibrium gives with them.

    Each step corrects a wedge by the gap in log growth over the elasticity of its pair, weighted with flows; the
    steps are mixed with Anderson's rule over the last five.

    Raises:
        SystemExit: the gaps did not fall below `FIT_TOLERANCE`.
    """
    economy = Economy(world)
    goods = np.flatnonzero(world.is_goods)
    i, n = (np.array([world.countries.index(c) for c in table[side]]) for side in ("exporter", "importer"))
    flow = economy.observed.flow[goods][:, n, i]
    theta = (flow * economy.theta[goods, None]).sum(axis=0) / flow.sum(axis=0)
    wanted = np.log(table.growth_relative_to_world.to_numpy())
    log_wedge = -wanted / theta
    points: list[tuple[Array, Array]] = []
    for _ in range(FIT_STEPS):
        growth = model_growth(economy, goods, n, i, log_wedge)
        gap = (np.log(growth) - wanted) / theta
        if abs(gap * theta).max() < FIT_TOLERANCE:
            return log_wedge, growth
        points = [*points[-5:], (log_wedge, gap)]
        log_wedge = _mixed(points)
    raise SystemExit(f"the wedges did not converge: largest gap in log growth {abs(gap * theta).max():.1e}")


def model_growth(economy: Economy, goods: Array, importer: Array, exporter: Array, log_wedge: Array) -> Array:
    """Growth of goods trade of the pairs in the equilibrium with these wedges."""
    shocks = no_shocks(economy.observed)
    cost = shocks.trade_cost.copy()
    cost[goods[:, None], importer, exporter] = np.exp(log_wedge)
    state = economy.solve(settled(dataclasses.replace(shocks, trade_cost=cost))).state
    before = economy.observed.flow[goods][:, importer, exporter].sum(axis=0)
    return np.asarray(state.flow[goods][:, importer, exporter].sum(axis=0) / before)


def _mixed(points: list[tuple[Array, Array]]) -> Array:
    """The next point of Anderson's rule for x + gap(x) = x."""
    x, gap = points[-1]
    if len(points) < 2:
        return np.asarray(x + gap)
    steps = np.stack([x - p for p, _ in points[:-1]], axis=1)
    changes = np.stack([gap - g for _, g in points[:-1]], axis=1)
    weights = np.linalg.lstsq(changes, gap, rcond=None)[0]
    return np.asarray(x + gap - (steps + changes) @ weights)

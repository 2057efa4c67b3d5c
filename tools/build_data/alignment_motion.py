"""How positions move by themselves, with their peers, and what distance does to trade: parts of alignment_panel.py."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from panel_regression import Fit, least_squares, numbered, poisson
from scipy.optimize import least_squares as minimise

from multipolar.politics.peers import peer_weights
from multipolar.politics.tables import ties

ANCHOR = 5
"""Years of the mean to which positions return."""
SEED = 2024
REPLICATIONS = 200


@dataclass(frozen=True)
class Row:
    """One regression: what on what, how, and its result. horizon in years; se clustered by state, pair or origin."""

    lever: str
    power: str
    outcome: str
    specification: str
    horizon: int
    sample: str
    estimate: float
    se: float
    p: float
    n: int
    clusters: int
    unit: str
    note: str

    def texts(self) -> list[str]:
        """Cells of the table, numbers to five digits."""
        return [f"{v:.5g}" if isinstance(v := getattr(self, f.name), float) else str(v) for f in fields(self)]


def row_of(fit: Fit, *labels: Any, unit: str, note: str) -> Row:
    """A row from the first coefficient of a regression."""
    return Row(*labels, float(fit.estimate[0]), float(fit.se[0]), fit.p_value(), fit.n, fit.clusters, unit, note)


def anchors(theta: np.ndarray) -> np.ndarray:
    """[state, year] mean of this and the four years before; NaN where one is missing."""
    out = np.full_like(theta, np.nan)
    for t in range(ANCHOR - 1, theta.shape[1]):
        out[:, t] = theta[:, t - ANCHOR + 1 : t + 1].mean(axis=1)
    return out


def errors(theta: np.ndarray, speed: float, horizon: int, origins: range) -> np.ndarray:
    """[state, origin] error of the return to the anchor at a speed, over a horizon."""
    anchor = anchors(theta)
    kept = (1 - speed) ** horizon
    parts = [theta[:, t + horizon] - anchor[:, t] - kept * (theta - anchor)[:, t] for t in origins]
    return np.stack(parts, axis=1)


def implied_sd(speed: float, noise: float, drift: float, horizon: int) -> float:
    """Standard deviation of the error that a speed, a noise and a drift of the anchor imply."""
    kept = (1 - speed) ** np.arange(horizon)
    pulled = 1 - (1 - speed) ** np.arange(1, horizon + 1)
    return float(np.sqrt(noise**2 * np.sum(kept**2) + drift**2 * np.sum(pulled**2)))


def fit_motion(theta: np.ndarray, first: int) -> np.ndarray:
    """Speed, noise and drift: the speed with the least squared error over horizons 1 to 8, then the two that match its size."""
    horizons = range(1, 9)
    span = {h: range(2000 - first, theta.shape[1] - h) for h in horizons}

    def sizes(speed: float) -> np.ndarray:
        return np.array([np.sqrt(np.nanmean(errors(theta, speed, h, span[h]) ** 2)) for h in horizons])

    grid = np.linspace(0.02, 0.98, 49)
    scale = sizes(0.0)
    loss = [float(np.sum((sizes(s) / scale) ** 2)) for s in grid]
    best = min(max(int(np.argmin(loss)), 1), len(grid) - 2)
    a, b, _ = np.polyfit(grid[best - 1 : best + 2], loss[best - 1 : best + 2], 2)
    speed = float(np.clip(-b / (2 * a), grid[0], grid[-1]))
    seen = sizes(speed)
    found = minimise(
        lambda v: [implied_sd(speed, v[0], v[1], h) / s - 1 for h, s in zip(horizons, seen, strict=True)],
        [0.15, 0.05],
        bounds=([0.01, 0.0], [1.0, 1.0]),
    )
    return np.array([speed, *found.x])


def motion_estimates(theta: np.ndarray, first: int) -> dict[str, tuple[float, float]]:
    """Mean and standard error of speed, noise_sd and anchor_drift_sd.

    Args:
        theta: [state, year]. first: year of the first column.
    """
    point = fit_motion(theta, first)
    rng = np.random.default_rng(SEED)
    draws = [fit_motion(theta[rng.integers(0, len(theta), len(theta))], first) for _ in range(REPLICATIONS)]
    se = np.std(draws, axis=0, ddof=1)
    names = ("speed", "noise_sd", "anchor_drift_sd")
    return {n: (float(m), float(s)) for n, m, s in zip(names, point, se, strict=True)}


def peer_movement(states: tuple[str, ...], theta: np.ndarray) -> np.ndarray:
    """[state, year] mean distance of a state's peers from their own anchors; NaN where it has none with data."""
    weights = peer_weights(states)
    moved = theta - anchors(theta)
    known = np.isfinite(moved)
    total = weights @ known
    return np.where(total > 0.5, weights @ np.where(known, moved, 0) / np.where(total > 0, total, 1), np.nan)


def peer_rows(states: tuple[str, ...], theta: np.ndarray, first: int) -> list[Row]:
    """Whether states follow their peers: in the panel, and in forecasts out of sample."""
    gap, peers = anchors(theta) - theta, peer_movement(states, theta)
    rows = []
    for horizon in (1, 3, 5):
        starts = np.arange(2000 - first, theta.shape[1] - horizon)
        y = theta[:, starts + horizon] - theta[:, starts]
        x = np.stack([peers[:, starts], gap[:, starts]], axis=-1)
        ok = np.isfinite(y) & np.isfinite(x).all(axis=-1)
        state, year = (g[ok] for g in np.meshgrid(np.arange(len(y)), starts, indexing="ij"))
        sample = f"2000-{first + int(starts[-1])}"
        fit = least_squares(y[ok], x[ok], [numbered(year)], numbered(state))
        share, se = follow_share(fit)
        note = "yearly change on peers' mean movement and own gap to the anchor, year effects"
        labels = ("peers", "all", "follow", "changes", horizon, sample)
        p = float(fit.p_value(0))
        rows.append(Row(*labels, share, se, p, fit.n, fit.clusters, "share of peers' movement", note))
        rows.append(out_of_sample(y, x, starts, horizon, first))
    return rows


def follow_share(fit: Fit) -> tuple[float, float]:
    """Peers' coefficient over the speed of return: what is followed in the long run, with its delta-method error."""
    peers, own = fit.estimate
    return float(peers / own), float(np.hypot(fit.se[0] / own, peers * fit.se[1] / own**2))


def out_of_sample(y: np.ndarray, x: np.ndarray, starts: np.ndarray, horizon: int, first: int) -> Row:
    """Change of the squared forecast error, in % of that without peers, origins from 2008; clusters are origins."""
    losses = []
    for k, start in enumerate(starts):
        past = starts + horizon <= start
        if first + start < 2008 or past.sum() < 3:
            continue
        seen = np.isfinite(y[:, past]) & np.isfinite(x[:, past]).all(axis=-1)
        now = np.isfinite(y[:, k]) & np.isfinite(x[:, k]).all(axis=-1)
        pair = []
        for columns in ((1,), (0, 1)):
            design = np.column_stack([np.ones(seen.sum()), x[:, past][seen][:, columns]])
            coefficients = np.linalg.lstsq(design, y[:, past][seen], rcond=None)[0]
            guess = np.column_stack([np.ones(now.sum()), x[now, k][:, columns]]) @ coefficients
            pair.append(np.mean((y[now, k] - guess) ** 2))
        losses.append(pair)
    alone, with_peers = np.array(losses).T
    change = 100 * (with_peers - alone) / alone.mean()
    n, se = len(change), float(change.std(ddof=1) / np.sqrt(len(change)))
    labels = ("peers", "all", "forecast", "out of sample", horizon, f"2008-{first + int(starts[-1])}")
    mean = float(change.mean())
    from scipy.stats import t as student

    p = float(2 * student.sf(abs(mean / se), n - 1))
    return Row(*labels, mean, se, p, n, n, "% of squared error", "negative: peers help")


def trade_pairs(states: tuple[str, ...], theta: np.ndarray, first: int) -> dict[str, np.ndarray]:
    """Flows in the accounts between states and named powers, both ways, with the distance of positions by lag.

    Returns:
        exporter, importer, year, flow (million USD), distance 0 and 1 years before, each [n]; a pair of powers once.
    """
    table = ties()
    place = {s: i for i, s in enumerate(states)}
    cells: dict[str, list[Any]] = {k: [] for k in ("exporter", "importer", "year", "flow", "0", "1")}
    for i, state in enumerate(table.states):
        for p, power in enumerate(table.powers):
            if state == power or state not in place or power not in place or (state in table.powers and state > power):
                continue
            gap = np.abs(theta[place[state]] - theta[place[power]])
            for feature, ends in (("exports_usd_mn", (state, power)), ("imports_usd_mn", (power, state))):
                for t, year in enumerate(table.years):
                    flow, at = table.columns[feature][i, p, t], year - first
                    if (
                        table.trade_source[i, p, t] == "icio"
                        and np.isfinite(flow)
                        and np.isfinite(gap[at - 1 : at + 1]).all()
                    ):
                        for key, value in zip(cells, (*ends, year, flow, gap[at], gap[at - 1]), strict=True):
                            cells[key].append(value)
    return {k: np.array(v) for k, v in cells.items()}


def gravity_rows(states: tuple[str, ...], theta: np.ndarray, first: int) -> list[Row]:
    """Log trade on distance of positions: exporter-year, importer-year and pair effects, errors clustered by pair."""
    d = trade_pairs(states, theta, first)
    pair = numbered(d["exporter"], d["importer"])
    both = numbered(np.minimum(d["exporter"], d["importer"]), np.maximum(d["exporter"], d["importer"]))
    traded = (np.bincount(pair, d["flow"]) > 0)[pair] & (d["flow"] >= 0)
    rows = []
    for name, estimator, keep in (("ppml", poisson, traded), ("ols", least_squares, traded & (d["flow"] > 0))):
        effects = [
            numbered(pair[keep]),
            numbered(d["exporter"][keep], d["year"][keep]),
            numbered(d["importer"][keep], d["year"][keep]),
        ]
        y = d["flow"][keep] if name == "ppml" else np.log(d["flow"][keep])
        for lag in (0, 1):
            fit = estimator(y, d[str(lag)][keep][:, None], effects, numbered(both[keep]))
            sample = f"{d['year'].min()}-{d['year'].max()}"
            note = f"ICIO flows between economies and named powers, distance {lag} years before, {name}"
            labels = ("distance on trade", "all", "trade", name, lag, sample)
            rows.append(row_of(fit, *labels, unit="log trade per ideal point", note=note))
    return rows

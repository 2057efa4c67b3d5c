"""How positions move by themselves, with their peers, and what distance does to trade: parts of alignment_panel.py."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy import stats
from scipy.optimize import least_squares as minimise

from multipolar.politics.peers import peer_weights
from multipolar.politics.tables import ties

from panel_regression import Fit, least_squares, numbered, poisson

ANCHOR = 5
"""Years of the mean to which positions return."""
SEED = 2024
REPLICATIONS = 200
MOTION_HORIZONS = tuple(range(1, 9))
SPEEDS = np.linspace(0.0, 0.96, 49)


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
        values = [getattr(self, f.name) for f in fields(self)]
        return ["" if v != v else f"{v:.5g}" if isinstance(v, float) else str(v) for v in values]


def row_of(fit: Fit, *labels: Any, unit: str, note: str) -> Row:
    """A row from the first coefficient of a regression."""
    return Row(*labels, float(fit.estimate[0]), float(fit.se[0]), fit.p_value(), fit.n, fit.clusters, unit, note)


def anchors(theta: np.ndarray) -> np.ndarray:
    """[state, year] mean of this and the four years before; NaN where one is missing."""
    out = np.full_like(theta, np.nan)
    for t in range(ANCHOR - 1, theta.shape[1]):
        out[:, t] = theta[:, t - ANCHOR + 1 : t + 1].mean(axis=1)
    return out


def implied_sd(speed: float, noise: float, drift: float, horizon: int) -> float:
    """Standard deviation of the error that a speed, a noise and a drift of the anchor imply."""
    kept = (1 - speed) ** np.arange(horizon)
    pulled = 1 - (1 - speed) ** np.arange(1, horizon + 1)
    return float(np.sqrt(noise**2 * np.sum(kept**2) + drift**2 * np.sum(pulled**2)))


def squared_errors(theta: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum of squared errors [state, horizon, speed] of the return to the anchor, and their number; origins from 2000."""
    sums = np.zeros((len(theta), len(MOTION_HORIZONS), len(SPEEDS)))
    counts = np.zeros(sums.shape[:2])
    anchor = anchors(theta)
    for k, h in enumerate(MOTION_HORIZONS):
        start = np.arange(2000 - first, theta.shape[1] - h)
        later, gap = theta[:, start + h] - anchor[:, start], (theta - anchor)[:, start]
        known = np.isfinite(later) & np.isfinite(gap)
        later, gap = np.where(known, later, 0), np.where(known, gap, 0)
        kept = (1 - SPEEDS) ** h
        squares, cross, gaps = (v.sum(axis=1)[:, None] for v in (later**2, later * gap, gap**2))
        sums[:, k] = squares - 2 * kept * cross + kept**2 * gaps
        counts[:, k] = known.sum(axis=1)
    return sums, counts


def fit_motion(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Speed, noise and drift: the speed of least squared error over all horizons, then the two that match its size.

    Each horizon counts by its error relative to that of no movement at all, so that long ones do not rule.
    """
    mean = sums.sum(axis=0) / counts.sum(axis=0)[:, None]
    loss = (mean / mean[:, :1]).sum(axis=0)
    best = min(max(int(np.argmin(loss)), 1), len(SPEEDS) - 2)
    near = slice(best - 1, best + 2)
    a, b, _ = np.polyfit(SPEEDS[near], loss[near], 2)
    speed = float(np.clip(-b / (2 * a), SPEEDS[0], SPEEDS[-1]))
    seen = [np.sqrt(np.interp(speed, SPEEDS, m)) for m in mean]
    found = minimise(
        lambda v: [implied_sd(speed, v[0], v[1], h) / s - 1 for h, s in zip(MOTION_HORIZONS, seen, strict=True)],
        [0.15, 0.05],
        bounds=([0.01, 0.0], [1.0, 1.0]),
    )
    return np.array([speed, *found.x])


def motion_estimates(theta: np.ndarray, first: int) -> dict[str, tuple[float, float]]:
    """Mean and standard error of speed, noise_sd and anchor_drift_sd.

    Args:
        theta: [state, year]. first: year of the first column.
    """
    sums, counts = squared_errors(theta, first)
    point = fit_motion(sums, counts)
    rng = np.random.default_rng(SEED)
    samples = [rng.integers(0, len(theta), len(theta)) for _ in range(REPLICATIONS)]
    se = np.std([fit_motion(sums[s], counts[s]) for s in samples], axis=0, ddof=1)
    names = ("speed", "noise_sd", "anchor_drift_sd")
    return {n: (float(m), float(s)) for n, m, s in zip(names, point, se, strict=True)}


def motion_rows(theta: np.ndarray, first: int) -> list[Row]:
    """By horizon: the speed of least error, and its gain on no movement at all."""
    sums, counts = squared_errors(theta, first)
    mean = sums.sum(axis=0) / counts.sum(axis=0)[:, None]
    rows = []
    for k, h in enumerate(MOTION_HORIZONS):
        best = int(np.argmin(mean[k]))
        walk, least = np.sqrt(mean[k, 0]), np.sqrt(mean[k, best])
        note = f"root mean square error {least:.4f}, of no movement {walk:.4f}; in sample"
        labels = (
            "return to the anchor",
            "all",
            "forecast",
            "speed of least error",
            h,
            f"2000-{first + theta.shape[1] - 1 - h}",
        )
        n = int(counts[:, k].sum())
        rows.append(
            Row(*labels, float(SPEEDS[best]), np.nan, np.nan, n, int((counts[:, k] > 0).sum()), "share a year", note)
        )
    return rows


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
    p = float(2 * stats.t.sf(abs(mean / se), n - 1))
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
    swapped = d["exporter"] > d["importer"]
    both = numbered(*(np.where(swapped, d[a], d[b]) for a, b in (("exporter", "importer"), ("importer", "exporter"))))
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

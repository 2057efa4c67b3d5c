"""Estimate what the packaged tables say about alignment: the panel of levers, motion, peers, trade and distance.

Writes params/alignment_panel.csv (every specification that was run, nulls too) and params/alignment_estimates.yaml (the numbers
that `measured` takes from them). Reads packaged tables only.

    python tools/build_data/alignment_panel.py --out src/multipolar/params
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from alignment_motion import Row, gravity_rows, motion_estimates, peer_rows
from panel_regression import least_squares, numbered

from multipolar.params.alignment import alignment_priors
from multipolar.params.alignment_units import (
    adjusted_share,
    beta_of_slope,
    iceberg_pct,
    peers_of_slope,
    share_of_beta,
    spread_of_bound,
)
from multipolar.politics.tables import economies, ideal_points, ties
from multipolar.world import load_world

POWERS = ("USA", "CHN", "RUS")
FIRST, LAST = 1992, 2024
HORIZONS = (1, 3, 5)
HEADLINE = {"specification": "changes", "power": "all", "outcome": "gap", "horizon": 3}
"""The specification that feeds `measured`, the same for all levers, fixed before any was run."""
SIGNIFICANT = 0.05

HEADER = """# Computed from the packaged tables by tools/build_data/alignment_panel.py; not to be edited.
# Where an effect cannot be told from zero (p > 0.05) the mean is zero and the standard error stays.
"""


@dataclass(frozen=True)
class Lever:
    """A lever in the panel: values [state, power, year], unit, and the years and trade source of each sample."""

    name: str
    unit: str
    values: np.ndarray
    samples: tuple[tuple[int, int], ...]


def on_years(values: np.ndarray, years: tuple[int, ...]) -> np.ndarray:
    """Last axis brought to FIRST ... LAST, NaN outside."""
    out = np.full((*values.shape[:-1], LAST - FIRST + 1), np.nan)
    for t, year in enumerate(years):
        if FIRST <= year <= LAST:
            out[..., year - FIRST] = values[..., t]
    return out


def on_states(values: np.ndarray, have: tuple[str, ...], want: tuple[str, ...]) -> np.ndarray:
    """First axis brought to the wanted states, NaN where missing."""
    out = np.full((len(want), *values.shape[1:]), np.nan)
    for i, state in enumerate(want):
        if state in have:
            out[i] = values[have.index(state)]
    return out


@dataclass(frozen=True)
class Panel:
    """States, their positions [state, year] and the levers."""

    states: tuple[str, ...]
    theta: np.ndarray
    levers: tuple[Lever, ...]

    def pole(self, power: str) -> np.ndarray:
        """[year] positions of a power."""
        return self.theta[self.states.index(power)]


def moving_sum(values: np.ndarray, weights: tuple[float, ...]) -> np.ndarray:
    """Weighted sum over this and earlier years along the last axis; NaN where a year is missing."""
    out = np.full_like(values, np.nan)
    t = np.arange(len(weights) - 1, values.shape[-1])
    out[..., t] = sum(w * values[..., t - lag] for lag, w in enumerate(weights))
    return out


def panel() -> Panel:
    """The packaged tables as one panel from 1992."""
    points, pairs, sizes = ideal_points(), ties(), economies()
    theta = on_years(points.values, points.years)
    states = tuple(s for s, row in zip(points.states, theta, strict=True) if np.isfinite(row).any())
    theta = on_states(theta, points.states, states)
    gdp = on_states(on_years(sizes.gdp_usd_mn, sizes.years), sizes.states, states)[:, None]

    def feature(name: str) -> np.ndarray:
        return on_states(on_years(pairs.series(name), pairs.years), pairs.states, states)

    source = np.full((len(states), len(pairs.powers), LAST - FIRST + 1), "", dtype=pairs.trade_source.dtype)
    for i, state in enumerate(states):
        if state in pairs.states:
            for t, year in enumerate(pairs.years):
                if FIRST <= year <= LAST:
                    source[i, :, year - FIRST] = pairs.trade_source[pairs.states.index(state), :, t]
    trade = feature("exports_usd_mn") + feature("imports_usd_mn")
    chosen = [pairs.powers.index(p) for p in POWERS]

    def trades(origin: str) -> tuple[np.ndarray, np.ndarray]:
        of = np.where(source == origin, trade, np.nan)
        known = np.isfinite(of)
        total = np.where(known.sum(axis=1) > 12, np.nansum(of, axis=1), np.nan)[:, None]
        return 100 * (of / gdp)[:, chosen], 100 * (of / total)[:, chosen]

    (icio_gdp, icio_share), (cow_gdp, cow_share) = trades("icio"), trades("cow")
    finance = 100 * moving_sum(feature("finance_usd_mn"), (1.0, 1.0, 1.0)) / gdp
    visits = moving_sum(feature("visits_by_power"), (1.0, 0.5))
    levers = (
        Lever("trade over GDP (ICIO)", "point of GDP", icio_gdp, ((2011, 2022),)),
        Lever("trade over GDP (COW)", "point of GDP", cow_gdp, ((2000, 2014),)),
        Lever("share of trade (ICIO)", "point of trade with named powers", icio_share, ((2011, 2022),)),
        Lever("share of trade (COW)", "point of trade with named powers", cow_share, ((2000, 2014),)),
        Lever("finance", "% of GDP, three years", finance[:, chosen], ((2011, 2021), (2002, 2021))),
        Lever("visits", "visit, decaying over two years", visits[:, chosen], ((2011, 2022), (1993, 2024))),
        Lever("sanctions", "sanctions in force", feature("sanction_by_power")[:, chosen], ((2011, 2022), (1992, 2022))),
        Lever("shared organisations", "organisation", feature("shared_igos")[:, chosen], ((1992, 2014),)),
    )
    return Panel(states, theta, levers)


def outcome(data: Panel, power: str, kind: str) -> np.ndarray:
    """[state, year] what a lever of a power may move.

    Args:
        data: the panel. power: the pole. kind: `distance` to it, or `toward`: own position, signed so that up is to its mean.
    """
    pole = data.pole(power)
    if kind == "distance":
        return np.abs(data.theta - pole)
    side = np.sign(np.nanmean(pole) - np.nanmean(data.theta, axis=1))
    return side[:, None] * data.theta


def gap_lever(data: Panel, values: np.ndarray, window: slice) -> tuple[np.ndarray, str]:
    """[state, year] sum over poles of lever times mean distance to the pole, and the poles that have data."""
    total, named = 0.0, []
    own = np.nanmean(data.theta[:, window], axis=1)
    for p, power in enumerate(POWERS):
        if np.isfinite(values[:, p, window]).any():
            gap = np.nanmean(data.pole(power)[window]) - own
            total = total + values[:, p] * gap[:, None]
            named.append(power)
    return np.asarray(total), "+".join(named)


def regress(y: np.ndarray, x: np.ndarray, years: range, horizon: int, specification: str, leave: set[int]) -> Any:
    """A regression in levels (y of t + h on x of t, state and year effects) or changes (over h years, year effects).

    Args:
        y, x: [state, year] from FIRST. years: of x. horizon: h. specification: levels or changes. leave: rows left out.
    """
    changes = specification == "changes"
    starts = [t - FIRST for t in years if t + horizon <= (years[-1] if changes else LAST)]
    rows = [i for i in range(len(y)) if i not in leave]
    later = [t + horizon for t in starts]
    y_used = y[np.ix_(rows, later)] - (y[np.ix_(rows, starts)] if changes else 0)
    x_used = x[np.ix_(rows, later)] - x[np.ix_(rows, starts)] if changes else x[np.ix_(rows, starts)]
    ok = np.isfinite(y_used) & np.isfinite(x_used)
    state, year = (g[ok] for g in np.meshgrid(rows, starts, indexing="ij"))
    if ok.sum() < 100 or np.ptp(x_used[ok]) == 0:
        return None
    effects = [numbered(year)] if changes else [numbered(state), numbered(year)]
    return least_squares(y_used[ok], x_used[ok][:, None], effects, numbered(state))


def lever_rows(data: Panel, lever: Lever) -> Iterator[Row]:
    """Every specification of one lever."""
    for first, last in lever.samples:
        window = slice(first - FIRST, last - FIRST + 1)
        gap, named = gap_lever(data, lever.values, window)
        poles = {data.states.index(p) for p in POWERS}
        cases = [("all", "gap", data.theta, gap, poles)]
        for p, power in enumerate(POWERS):
            for kind in ("distance", "toward"):
                own = {data.states.index(power)}
                cases.append((power, kind, outcome(data, power, kind), lever.values[:, p], own))
        for power, kind, y, x, leave in cases:
            for specification in ("levels", "changes"):
                for horizon in HORIZONS:
                    fit = regress(y, x, range(first, last + 1), horizon, specification, leave)
                    if fit is None or not np.isfinite(fit.se[0]):
                        continue
                    note = f"poles {named}" if power == "all" else ""
                    what = "share of distance" if kind == "gap" else "ideal point"
                    yield Row(
                        lever.name,
                        power,
                        kind,
                        specification,
                        horizon,
                        f"{first}-{last}",
                        float(fit.estimate[0]),
                        float(fit.se[0]),
                        fit.p_value(),
                        fit.n,
                        fit.clusters,
                        f"{what} per {lever.unit}",
                        note,
                    )


def headline(rows: list[Row], lever: str, **want: Any) -> Row:
    """The one row that feeds `measured`: the first sample of the lever under the fixed specification."""
    asked = HEADLINE | want
    return next(r for r in rows if r.lever == lever and all(getattr(r, k) == v for k, v in asked.items()))


def entry(mean: float, sd: float, source: str, grade: str, note: str = "") -> dict[str, Any]:
    """A block of the table of estimates."""
    block = {"mean": round(float(mean), 4), "sd": round(float(sd), 4), "source": source, "grade": grade}
    return block | ({"note": note} if note else {})


def lever_entry(row: Row, dose: float, pull: float, peers: float, speed: float) -> dict[str, Any]:
    """A lever's beta from its row: slope over the share of adjustment made, in units of one dose; null means zero."""
    made = float(np.mean([adjusted_share(speed, k + 0.5) for k in range(row.horizon)]))
    beta, se = (beta_of_slope(v / made, dose, pull, peers) for v in (row.estimate, row.se))
    null = row.p > SIGNIFICANT
    source = f"own panel, {row.lever}, {row.sample}: {row.specification} over {row.horizon} years, {row.note}"
    said = f"{row.estimate:+.4f} +- {row.se:.4f} {row.unit} (n {row.n}, {row.clusters} states), beta {beta:+.3f} +- {se:.3f}"
    return entry(0.0 if null else beta, se, source, f"estimated{' (null)' if null else ''}, association", said)


def estimates(rows: list[Row], motion: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """The table of estimates from the rows of the panel.

    Args:
        rows: all. motion: mean and standard error of speed, noise_sd and anchor_drift_sd.
    """
    entries: dict[str, Any] = {}
    source = "own estimate on the positions of all states, origins 2000-2023, horizons 1 to 8 (bootstrap by state)"
    for name, (mean, se) in motion.items():
        entries[name] = entry(mean, se, source, "estimated")
    pull = alignment_priors("literature")["pull"].mean
    row = headline(rows, "peers", specification="changes", horizon=1, outcome="follow", power="all")
    rho, se = peers_of_slope(max(row.estimate, 0.0), pull), row.se * (1 + pull) / (1 - max(row.estimate, 0.0)) ** 2
    said = f"follows {row.estimate:+.3f} +- {row.se:.3f} of its peers' mean movement; see the rows out of sample"
    entries["peers"] = entry(
        max(rho, se / 2), se, f"own panel, {row.sample}: {row.note}", "estimated, association", said
    )
    peers, speed = entries["peers"]["mean"], motion["speed"][0]
    doses = {name: prior.dose for name, prior in alignment_priors("literature").items()}
    for name, lever in (
        ("dependence", "trade over GDP (ICIO)"),
        ("loans", "finance"),
        ("visit", "visits"),
        ("sanction", "sanctions"),
    ):
        entries[name] = lever_entry(headline(rows, lever), doses[name], pull, peers, speed)
    sd = spread_of_bound(0.05, pull, peers)
    entries["income"] = entry(
        0.0,
        sd,
        "judgement on the null of trade: zero-centred, 2.5 % that a gain of 1 % closes more than 5 % of the distance",
        "judgement (calibrated)",
        f"beta {1.959964 * sd:.3f} closes {share_of_beta(1.959964 * sd, pull, peers):.3f} at the pull and peers of this table",
    )
    row = headline(rows, "shared organisations", specification="levels", power="USA", outcome="toward", horizon=1)
    said = f"{row.estimate:+.4f} +- {row.se:.4f} {row.unit} (n {row.n}, {row.clusters} states)"
    entries["membership"] = entry(
        0.0 if row.p > SIGNIFICANT else 10 * row.estimate,
        10 * row.se,
        f"own panel, {row.lever} with the USA, {row.sample}: levels, a year ahead, state and year effects",
        "estimated, association",
        said,
    )
    entries["feedback"] = feedback_entry(rows)
    return entries


def feedback_entry(rows: list[Row]) -> dict[str, Any]:
    """Trade cost per unit of distance from the gravity row with distance a year before."""
    row = headline(rows, "distance on trade", specification="ppml", power="all", outcome="trade", horizon=1)
    world = load_world("2022")
    traded = world.flow.sum(axis=(0, 1)) - np.einsum("iij->j", world.flow)
    elasticity = float(np.average(world.trade_elasticity, weights=traded))
    null = row.p > SIGNIFICANT
    cost, se = iceberg_pct(row.estimate, elasticity), 100 * row.se / elasticity
    return entry(
        0.0 if null else cost,
        se,
        f"own gravity, {row.note}, {row.sample}; cost by an elasticity of trade of {elasticity:.2f} (world 2022, weighted)",
        f"estimated{' (null)' if null else ''}, association",
        f"log trade {row.estimate:+.4f} +- {row.se:.4f} per unit of distance (n {row.n}, {row.clusters} pairs), cost {cost:+.3f} %",
    )


def write(out: Path, rows: list[Row], entries: dict[str, Any]) -> None:
    """Both tables."""
    with (out / "alignment_panel.csv").open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row.__dataclass_fields__)
        for row in rows:
            writer.writerow(row.texts())
    text = HEADER + yaml.safe_dump(entries, sort_keys=True, width=120, allow_unicode=True)
    (out / "alignment_estimates.yaml").write_text(text, encoding="utf8")


def compute() -> tuple[list[Row], dict[str, Any]]:
    """All rows and the table of estimates."""
    data = panel()
    motion = motion_estimates(data.theta, FIRST)
    rows = [row for lever in data.levers for row in lever_rows(data, lever)]
    rows += peer_rows(data.states, data.theta, FIRST)
    rows += gravity_rows(data.states, data.theta, FIRST)
    return rows, estimates(rows, motion)


def main() -> None:
    """Estimate, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows, entries = compute()
    write(args.out, rows, entries)
    tested = [r for r in rows if r.outcome in ("gap", "distance", "toward")]
    print(f"{len(tested)} regressions of levers, {sum(r.p <= SIGNIFICANT for r in tested)} with p <= {SIGNIFICANT}")
    for name, block in sorted(entries.items()):
        print(f"{name}: {block['mean']} +- {block['sd']} [{block['grade']}] {block.get('note', '')}")


if __name__ == "__main__":
    main()

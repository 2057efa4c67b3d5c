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
from scipy import stats

from multipolar.politics.tables import economies, ideal_points, ties

from alignment_beliefs import HEADLINE, SIGNIFICANT, estimates
from alignment_motion import SEED, Row, gravity_rows, motion_estimates, motion_rows, peer_rows, row_of
from panel_regression import Fit, least_squares, numbered

POWERS = ("USA", "CHN", "RUS")
FIRST, LAST = 1980, 2024
HORIZONS = (1, 3, 5)
SPECIFICATIONS = ("levels", "levels by position", "changes", "changes by position")
PLACEBOS = 100
FEWEST = 10
"""States in which a lever must move; with fewer, errors clustered by state mean nothing and the row is not run."""
GRANT_SHARE = 0.2
"""Grant element of Chinese commitments, judgement: a dose of 1 % of GDP in grants is 5 % of GDP in commitments."""

HEADER = """# Computed from the packaged tables by tools/build_data/alignment_panel.py; not to be edited.
# Where an effect cannot be told from zero (p > 0.05) the mean is zero and the standard error stays.
"""


@dataclass(frozen=True)
class Lever:
    """A lever in the panel: values [state, power, year], size and unit of a dose, and the years of each sample.

    The first samples of a lever do not overlap and are pooled for `measured`.
    """

    name: str
    dose: float
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


def mean_known(values: np.ndarray) -> np.ndarray:
    """[state] mean over the years with data; NaN without any."""
    known = np.isfinite(values)
    return np.where(
        known.any(axis=1), np.where(known, values, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1), np.nan
    )


def moving_sum(values: np.ndarray, weights: tuple[float, ...]) -> np.ndarray:
    """Weighted sum over this and earlier years along the last axis; NaN where a year is missing."""
    out = np.full_like(values, np.nan)
    t = np.arange(len(weights) - 1, values.shape[-1])
    out[..., t] = sum(w * values[..., t - lag] for lag, w in enumerate(weights))
    return out


def panel() -> Panel:
    """The packaged tables as one panel from 1980."""
    points, pairs, sizes = ideal_points(), ties(), economies()
    theta = on_years(points.values, points.years)
    states = tuple(s for s, row in zip(points.states, theta, strict=True) if np.isfinite(row).any())
    theta = on_states(theta, points.states, states)
    gdp = on_states(on_years(sizes.gdp_usd_mn, sizes.years), sizes.states, states)[:, None]

    def feature(name: str) -> np.ndarray:
        return on_states(on_years(pairs.series(name), pairs.years), pairs.states, states)

    def sources(table: Any) -> np.ndarray:
        codes = np.select([table.trade_source == "icio", table.trade_source == "cow"], [1.0, 2.0], np.nan)
        return on_states(on_years(codes, table.years), table.states, states)

    total = on_states(on_years(sizes.exports_usd_mn + sizes.imports_usd_mn, sizes.years), sizes.states, states)[:, None]
    trade = feature("exports_usd_mn") + feature("imports_usd_mn")
    chosen = [pairs.powers.index(p) for p in POWERS]

    def traded(code: float, over: np.ndarray) -> np.ndarray:
        same = (sources(pairs) == code) & ((sources(sizes) == code)[:, None] if over is total else True)
        return 100 * (np.where(same, trade, np.nan) / over)[:, chosen]

    finance = 100 * moving_sum(feature("finance_usd_mn"), (1.0, 1.0, 1.0)) / gdp
    visits = moving_sum(feature("visits_by_power"), (1.0, 0.5))
    sanctions, shared = feature("sanction_by_power")[:, chosen], feature("shared_igos")[:, chosen]
    icio, cow = ((2011, 2022),), ((2000, 2010),)
    levers = (
        Lever("trade over GDP (ICIO)", 5.0, "5 points of GDP", traded(1.0, gdp), icio),
        Lever("trade over GDP (COW)", 5.0, "5 points of GDP", traded(2.0, gdp), cow),
        Lever("share of trade (ICIO)", 5.0, "5 points of trade", traded(1.0, total), icio),
        Lever("share of trade (COW)", 5.0, "5 points of trade", traded(2.0, total), cow),
        Lever(
            "finance", 1 / GRANT_SHARE, "5 % of GDP in three years", finance[:, chosen], ((2011, 2021), (2002, 2010))
        ),
        Lever("visits", 1.0, "visit, decaying over two years", visits[:, chosen], ((2011, 2024), (1993, 2010))),
        Lever("sanctions", 1.0, "sanctions in force", sanctions, ((2011, 2022), (1992, 2010))),
        Lever("shared organisations", 10.0, "10 organisations", shared, ((1992, 2014), (1980, 2014))),
    )
    return Panel(states, theta, levers)


def outcome(data: Panel, power: str, kind: str, window: slice) -> np.ndarray:
    """[state, year] what a lever of a power may move.

    Args:
        data: the panel. power: the pole. kind: `distance` to it, or `toward`: own position, signed so that up is to the
            power's mean of the window. window: columns of the sample.
    """
    pole = data.pole(power)
    if kind == "distance":
        return np.abs(data.theta - pole)
    side = np.sign(np.nanmean(pole[window]) - mean_known(data.theta[:, window]))
    return side[:, None] * data.theta


@dataclass(frozen=True)
class Sample:
    """Rows of a regression: outcome, lever, state and first year, each [n]."""

    y: np.ndarray
    x: np.ndarray
    state: np.ndarray
    year: np.ndarray


def design(values: np.ndarray, dose: float, starts: np.ndarray, horizon: int, changes: bool) -> np.ndarray:
    """Lever as the model takes it, tanh(x/dose): x from the state's mean with the power, or its change over the horizon.

    Args:
        values: [state, power, year]. dose: s. starts: columns of the first years. horizon: years. changes: or levels.

    Returns:
        [state, power, start], bounded by 1 so that no small economy rules a regression.
    """
    if changes:
        return np.tanh((values[..., starts + horizon] - values[..., starts]) / dose)
    used = values[..., starts]
    mean = np.stack([mean_known(used[:, p]) for p in range(used.shape[1])], axis=1)
    return np.tanh((used - mean[..., None]) / dose)


def cases(data: Panel, x: np.ndarray, window: slice) -> Iterator[tuple[str, str, np.ndarray, np.ndarray, set[int]]]:
    """Power, outcome, its values [state, year], regressor [state, start] and rows left out; all powers come last."""
    own, total = mean_known(data.theta[:, window]), np.zeros(x[:, 0].shape)
    for p, power in enumerate(POWERS):
        if not np.isfinite(x[:, p]).any():
            continue
        total = total + x[:, p] * (np.nanmean(data.pole(power)[window]) - own)[:, None]
        for kind in ("distance", "toward"):
            yield power, kind, outcome(data, power, kind, window), x[:, p], {data.states.index(power)}
    yield "all", "gap", data.theta, total, {data.states.index(p) for p in POWERS}


def sample_of(y: np.ndarray, x: np.ndarray, starts: np.ndarray, horizon: int, changes: bool, leave: set[int]) -> Sample:
    """Rows with data of one regression: y of t + h, or its change, on x.

    Args:
        y: [state, year]. x: [state, start]. starts: columns of y. horizon: h. changes: or levels. leave: states left out.
    """
    rows = np.array([i for i in range(len(y)) if i not in leave])
    y_used = y[np.ix_(rows, starts + horizon)] - (y[np.ix_(rows, starts)] if changes else 0)
    ok = np.isfinite(y_used) & np.isfinite(x[rows])
    state, year = (g[ok] for g in np.meshgrid(rows, starts, indexing="ij"))
    return Sample(y_used[ok], x[rows][ok], state, year)


def regress(sample: Sample, specification: str, position: np.ndarray) -> Fit | None:
    """One specification on a sample; None where the lever moves in too few states.

    Levels have state and year effects, changes year effects. `by position` lets each year move states by their mean position,
    as it does when other items come to the vote.

    Args:
        sample: the data. specification: one of SPECIFICATIONS. position: [state] mean.
    """
    y, x, state, year = sample.y, sample.x, sample.state, sample.year
    if sum(np.ptp(x[state == s]) > 1e-9 for s in np.unique(state)) < FEWEST:
        return None
    changes = specification.startswith("changes")
    columns = [x]
    if specification.endswith("by position"):
        columns += [position[state] * (year == t) for t in np.unique(year)[0 if changes else 1 :]]
    effects = [numbered(year)] if changes else [numbered(state), numbered(year)]
    return least_squares(y, np.stack(columns, axis=1), effects, numbered(state))


def lever_rows(data: Panel, lever: Lever, placebos: int = PLACEBOS) -> Iterator[Row]:
    """Every specification of one lever; last the placebo, the lever shuffled among states.

    Args:
        data: the panel. lever: what moves. placebos: shuffles of each; 0 for none.
    """
    for first, last in lever.samples:
        window = slice(first - FIRST, last - FIRST + 1)
        position = mean_known(data.theta[:, window])
        for specification in SPECIFICATIONS:
            changes = specification.startswith("changes")
            for horizon in HORIZONS:
                ends = last - horizon if changes else min(last, LAST - horizon)
                starts = np.arange(first, ends + 1) - FIRST
                x = design(lever.values, lever.dose, starts, horizon, changes)
                for power, kind, y, regressor, leave in cases(data, x, window):
                    fit = regress(sample_of(y, regressor, starts, horizon, changes, leave), specification, position)
                    if fit is None:
                        continue
                    unit = f"{'share of distance' if kind == 'gap' else 'ideal point'} per tanh of {lever.unit}"
                    labels = (lever.name, power, kind, specification, horizon, f"{first}-{last}")
                    yield row_of(fit, *labels, unit=unit, note="")
                    if changes and kind == "gap" and horizon == HEADLINE["horizon"] and placebos:
                        yield placebo_row(
                            data, x, starts, window, (specification, horizon, placebos), (fit, labels, unit)
                        )


def placebo_row(
    data: Panel, x: np.ndarray, starts: np.ndarray, window: slice, how: tuple[str, int, int], real: tuple[Fit, Any, str]
) -> Row:
    """Mean and standard deviation of the estimate when the lever is shuffled among states that have it.

    Args:
        data, x, starts, window: of the real regression. how: specification, horizon, shuffles. real: its fit, labels, unit.
    """
    (specification, horizon, shuffles), (fit, labels, unit) = how, real
    rng = np.random.default_rng(SEED)
    position = mean_known(data.theta[:, window])
    has = np.flatnonzero(np.isfinite(x).any(axis=(1, 2)))
    found = []
    for _ in range(shuffles):
        order = np.arange(len(x))
        order[has] = rng.permutation(has)
        *_, (_, _, y, regressor, leave) = cases(data, x[order], window)
        fake = regress(sample_of(y, regressor, starts, horizon, True, leave), specification, position)
        if fake is not None:
            found.append(fake.estimate[0])
    p = float(np.mean(np.abs(found) >= abs(fit.estimate[0])))
    name, power, kind, _, _, sample = labels
    note = "mean and spread over shuffles; p: share of shuffles at least as large as the real estimate"
    where = (name, power, kind, f"placebo of {specification}", horizon, sample)
    return Row(*where, float(np.mean(found)), float(np.std(found)), p, fit.n, fit.clusters, unit, note)


def cross_section(data: Panel, year: int = 2022) -> Row:
    """Across states in one year: rank correlation of position with the share of trade with the USA less that with China."""
    lever = next(v for v in data.levers if v.name == "share of trade (ICIO)")
    usa, china = (lever.values[:, POWERS.index(p), year - FIRST] for p in ("USA", "CHN"))
    theta = data.theta[:, year - FIRST]
    ok = np.isfinite(usa) & np.isfinite(china) & np.isfinite(theta)
    found = stats.spearmanr(usa[ok] - china[ok], theta[ok])
    labels = (lever.name, "USA-CHN", "position", "rank correlation across states", 0, str(year))
    n = int(ok.sum())
    error = float(np.sqrt((1 - found.statistic**2) / (n - 2)))
    return Row(*labels, float(found.statistic), error, float(found.pvalue), n, n, "rank correlation", "")


def write(out: Path, rows: list[Row], entries: dict[str, Any]) -> None:
    """Both tables."""
    with (out / "alignment_panel.csv").open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row.__dataclass_fields__)
        for row in rows:
            writer.writerow(row.texts())
    text = HEADER + yaml.safe_dump(entries, sort_keys=True, width=120, allow_unicode=True)
    (out / "alignment_estimates.yaml").write_text(text, encoding="utf8")


def compute(placebos: int = PLACEBOS) -> tuple[list[Row], dict[str, Any]]:
    """All rows and the table of estimates.

    Args:
        placebos: shuffles of each lever.
    """
    data = panel()
    motion = motion_estimates(data.theta, FIRST)
    rows = [row for lever in data.levers for row in lever_rows(data, lever, placebos)]
    rows.append(cross_section(data))
    rows += motion_rows(data.theta, FIRST)
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
    tested = [r for r in rows if r.outcome in ("gap", "distance", "toward") and "placebo" not in r.specification]
    print(f"{len(tested)} regressions of levers, {sum(r.p <= SIGNIFICANT for r in tested)} with p <= {SIGNIFICANT}")
    for name, block in sorted(entries.items()):
        print(f"{name}: {block['mean']} +- {block['sd']} [{block['grade']}] {block.get('note', '')}")


if __name__ == "__main__":
    main()

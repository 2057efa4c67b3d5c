"""The whole backtest: an honest table, a leaky one, every lever alone, and placebo levers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.doses import LEVERS
from multipolar.backtest.estimates import Estimates, estimate_origins, packaged_estimates
from multipolar.backtest.levers import Board, default_priors
from multipolar.backtest.models import MODELS, WIDE, Course, course_of
from multipolar.backtest.origins import Forecasts
from multipolar.backtest.positions import Vintages, published, re_estimated
from multipolar.backtest.scores import Comparison, compare
from multipolar.progress import Progress, silent

__all__ = [
    "SERIES",
    "Ablation",
    "Backtest",
    "Placebo",
    "Row",
    "Table",
    "backtest",
    "placebos_of",
    "table_of",
    "vintages_of",
]

Array = npt.NDArray[np.float64]

LEAKY_FROM = 1990
"""First origin of the published series that teaches, as of the estimates."""
SHUFFLES, QUICK_SHUFFLES = 100, 10
"""Placebo draws."""
SEED = 20250701
LEVERS_ON = "honest"
"""Set of positions on which levers are taken one by one and dealt to other states."""
LEAST_STATES = 30
"""States with a dose that is not zero, without which an origin does not count for a lever."""

SERIES = {
    "honest": "positions re-estimated from votes up to the origin, against the estimate from votes up to the target year",
    "honest_published": "positions re-estimated from votes up to the origin, against the published point of the target year",
    "leaky": "leaky: the published series cut off at the origin, which later votes have smoothed",
}
"""Sets of positions by name, and what they are."""


def vintages_of(series: str, estimates: Estimates) -> Vintages:
    """Positions by knowledge of one of `SERIES`.

    Args:
        series: name. estimates: of every origin.
    """
    if series == "leaky":
        return published(LEAKY_FROM)
    return re_estimated(estimates, own_truth=series == "honest")


@dataclass(frozen=True)
class Row:
    """One model at one horizon.

    Args:
        model: name. horizon: years ahead. origins, first, last: number and span of the origins. cases: forecasts.
        rmse, crps: in ideal points. coverage_50_pct, coverage_90_pct: truths inside the central intervals.
        late_50_pct, late_90_pct: the same over the later half of the origins: a pool can hide errors that offset each other.
        rmse_gain, crps_gain: by baseline, `random_walk` and `mean_reversion`; the model's own is not there.
    """

    model: str
    horizon: int
    origins: int
    first: int
    last: int
    cases: int
    rmse: float
    crps: float
    coverage_50_pct: float
    coverage_90_pct: float
    late_50_pct: float
    late_90_pct: float
    rmse_gain: dict[str, Comparison]
    crps_gain: dict[str, Comparison]


@dataclass(frozen=True)
class Table:
    """Rows on one set of positions: its name, what it is, and the rows by horizon and model."""

    series: str
    meaning: str
    rows: tuple[Row, ...]

    def row(self, model: str, horizon: int) -> Row:
        """The row of a model at a horizon."""
        return next(r for r in self.rows if (r.model, r.horizon) == (model, horizon))


@dataclass(frozen=True)
class Ablation:
    """One lever alone, over the origins and states that have its data, against mean reversion on the same cases.

    Args:
        lever: name. horizon: years ahead. first, last: span of the origins.
        with_prior, wide_prior: gains of RMSE under the prior of the model and under a wide one.
    """

    lever: str
    horizon: int
    first: int
    last: int
    with_prior: Comparison
    wide_prior: Comparison


@dataclass(frozen=True)
class Placebo:
    """A model with its doses dealt to other states, many times.

    Args:
        model: `default`, or `relative`, whose doses hold no trend that all states share. horizon: years ahead. shuffles: number. gain_pct: RMSE gain of the true doses over mean reversion.
        mean_pct, low_pct, high_pct: of the shuffled doses: mean, 5th and 95th percentile.
        as_good_pct: share of shuffles that gain at least as much as the true doses.
    """

    model: str
    horizon: int
    shuffles: int
    gain_pct: float
    mean_pct: float
    low_pct: float
    high_pct: float
    as_good_pct: float


@dataclass(frozen=True)
class Backtest:
    """What was found: tables, ablations and placebos of the honest series by default, and whether it is the quick version."""

    tables: tuple[Table, ...]
    ablations: tuple[Ablation, ...]
    placebos: tuple[Placebo, ...]
    quick: bool

    def table(self, series: str) -> Table:
        """The table on a set of positions."""
        return next(t for t in self.tables if t.series == series)


def backtest(*, quick: bool = False, recompute: bool = False, progress: Progress | None = None) -> Backtest:
    """Score the default model against its baselines at every origin from 2000.

    Args:
        quick: ten placebo draws instead of a hundred. recompute: estimate the positions of every origin anew, some
            minutes, instead of taking the packaged ones. progress: called after each piece of work.
    """
    report = progress or silent
    estimates = estimate_origins(report) if recompute else packaged_estimates()
    courses, found = {}, []
    for done, (name, meaning) in enumerate(SERIES.items(), 1):
        courses[name] = course_of(vintages_of(name, estimates))
        found.append(table_of(name, meaning, courses[name]))
        report(f"table {name}", done, len(SERIES) + 1)
    course = courses[LEVERS_ON]
    ablations = tuple(a for h in course.history.horizons for a in _ablations(course, h))
    report("levers one by one", len(SERIES) + 1, len(SERIES) + 1)
    placebos = placebos_of(course, QUICK_SHUFFLES if quick else SHUFFLES, report)
    return Backtest(tuple(found), ablations, placebos, quick)


def table_of(name: str, meaning: str, course: Course) -> Table:
    """All models at all horizons on one set of positions.

    Args:
        name: of the set. meaning: what it is. course: all that the models need.
    """
    rows = []
    for horizon in course.history.horizons:
        done = {m: course.scored(course.centres(m, horizon), horizon) for m in MODELS}
        rows += [_row(m, done) for m in MODELS]
    return Table(name, meaning, tuple(rows))


def _row(model: str, done: dict[str, Forecasts]) -> Row:
    ours = done[model]
    others = {m: done[m] for m in ("random_walk", "mean_reversion") if m != model}
    at = (ours.origin, ours.horizon)
    late = ours.origin > np.median(np.unique(ours.origin))
    return Row(
        model=model,
        horizon=ours.horizon,
        origins=len(np.unique(ours.origin)),
        first=int(ours.origin.min()),
        last=int(ours.origin.max()),
        cases=len(ours.error),
        rmse=float(np.sqrt(ours.squared.mean())),
        crps=float(ours.crps.mean()),
        coverage_50_pct=100 * float(ours.inside_50.mean()),
        coverage_90_pct=100 * float(ours.inside_90.mean()),
        late_50_pct=100 * float(ours.inside_50[late].mean()),
        late_90_pct=100 * float(ours.inside_90[late].mean()),
        rmse_gain={m: compare(ours.squared, f.squared, *at, root=True) for m, f in others.items()},
        crps_gain={m: compare(ours.crps, f.crps, *at) for m, f in others.items()},
    )


def _ablations(course: Course, horizon: int) -> list[Ablation]:
    """Every lever alone, where it has data and enough origins for an interval."""
    found = []
    base = course.bases[horizon]
    years = np.broadcast_to(np.array(course.history.origins)[:, None], base.move.shape)
    for lever in LEVERS:
        shift = course.known_shifts[lever]
        seen = (~np.isnan(shift)).any(axis=2)
        active = (np.nan_to_num(shift) != 0).any(axis=2).sum(axis=1) >= LEAST_STATES
        priors = default_priors((lever,))
        boards = [course.board(course.known_shifts, p) for p in (priors, priors.free(WIDE))]
        centres = [course.levered(b, horizon) for b in boards]
        errors = [course.history.change(horizon) - c.move for c in (base, *centres)]
        cases = seen & active[:, None] & ~np.isnan(errors[0]) & (years >= 2000)
        origin = years[cases].astype(np.int64)
        if len(np.unique(origin)) <= horizon:
            continue
        squared = [e[cases] ** 2 for e in errors]
        gains = [compare(s, squared[0], origin, horizon, root=True) for s in squared[1:]]
        found.append(Ablation(lever, horizon, int(origin.min()), int(origin.max()), *gains))
    return found


def placebos_of(course: Course, shuffles: int, progress: Progress = silent) -> tuple[Placebo, ...]:
    """Deal the doses to other states and see what they gain, at every horizon, for doses as they are and relative ones.

    Args:
        course: all that the models need. shuffles: number of draws, from a fixed seed; more draws begin with the fewer.
        progress: called after each draw.
    """
    horizons = course.history.horizons
    base = {h: course.errors(course.bases[h], h).mean() for h in horizons}

    def gains(board: Board) -> list[float]:
        errors = [course.errors(course.first_order(board, h), h).mean() / base[h] for h in horizons]
        return [100 * (1 - float(np.sqrt(e))) for e in errors]

    models = {"default": course.known_shifts, "relative": course.relative_shifts}
    generator = np.random.default_rng(SEED)
    dealt = np.empty((len(models), shuffles, len(horizons)))
    for n in range(shuffles):
        order = course.dealt(generator)
        dealt[:, n] = [gains(course.dealt_board(shifts, order)) for shifts in models.values()]
        progress("placebo levers", n + 1, shuffles)
    found = []
    for model, values in zip(models, dealt, strict=True):
        true = gains(course.boards[model])
        low, high = np.quantile(values, [0.05, 0.95], axis=0)
        as_good = 100 * (values >= np.array(true)).mean(axis=0)
        columns = zip(horizons, true, values.mean(axis=0), low, high, as_good, strict=True)
        found += [Placebo(model, h, shuffles, *(float(v) for v in numbers)) for h, *numbers in columns]
    return tuple(found)

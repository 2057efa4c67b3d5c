"""The backtest as plain values, with its JSON Schema, and as the sentences and tables that pages show."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from typing import Any

from multipolar.backtest.models import MODELS
from multipolar.backtest.run import Ablation, Backtest, Placebo, Row, Table
from multipolar.backtest.scores import Comparison
from multipolar.json_schema import DRAFT, NUMBER, TEXT, TEXTS, by_key, closed, described

__all__ = [
    "HEADS",
    "TITLES",
    "ablation_cells",
    "backtest_schema",
    "backtest_to_dict",
    "placebo_cells",
    "row_cells",
    "sentences",
]

REQUIRED = (3, 5)
"""Horizons at which coverage has to lie near its nominal value."""
NEAR = 5.0
"""Percentage points that count as near."""
TITLES = {
    "random_walk": "random walk",
    "mean_reversion": "mean reversion",
    "peers": "mean reversion + peers",
    "default": "default model",
    "relative": "relative doses",
    "wide_prior": "levers, wide prior",
    "levels": "levels of levers, wide prior",
    "realised": "levers as they came (not known then)",
}
"""Models as tables name them."""
HEADS = {
    "table": (
        "years",
        "model",
        "RMSE",
        "CRPS",
        "inside 50 %",
        "inside 90 %",
        "later half: 50 / 90 %",
        "RMSE gain on random walk, %",
        "RMSE gain on mean reversion, %",
        "CRPS gain on mean reversion, %",
    ),
    "ablations": ("lever", "years ahead", "origins", "RMSE gain, prior of the model, %", "RMSE gain, wide prior, %"),
    "placebos": (
        "model",
        "years",
        "gain of the true doses, %",
        "mean of the shuffled, %",
        "5th to 95th, %",
        "as good, %",
    ),
}
"""Heads of the columns, by table."""


def _comparison(c: Comparison) -> dict[str, Any]:
    """Numbers of a comparison; None where there are too few origins."""
    plain = {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in dataclasses.asdict(c).items()}
    reach = c.plus_minus_pct
    return {**plain, "plus_minus_pct": None if math.isnan(reach) else reach}


def _row(row: Row) -> dict[str, Any]:
    gains = {kind: {m: _comparison(c) for m, c in getattr(row, kind).items()} for kind in ("rmse_gain", "crps_gain")}
    return {**{f.name: getattr(row, f.name) for f in dataclasses.fields(Row)}, **gains}


def _ablation(a: Ablation) -> dict[str, Any]:
    both = {kind: _comparison(getattr(a, kind)) for kind in ("with_prior", "wide_prior")}
    return {"lever": a.lever, "horizon": a.horizon, "first": a.first, "last": a.last, **both}


def backtest_to_dict(found: Backtest) -> dict[str, Any]:
    """The object that `multipolar backtest --json` prints.

    Args:
        found: the backtest.
    """
    return {
        "quick": found.quick,
        "models": dict(MODELS),
        "tables": [{"series": t.series, "meaning": t.meaning, "rows": [_row(r) for r in t.rows]} for t in found.tables],
        "ablations": [_ablation(a) for a in found.ablations],
        "placebos": [dataclasses.asdict(p) for p in found.placebos],
        "sentences": sentences(found),
    }


def backtest_schema() -> dict[str, Any]:
    """JSON Schema of `backtest_to_dict`."""
    count = {"type": "integer"}
    comparison = closed(
        {
            "gain_pct": described("loss saved, % of the baseline's; positive is better than the baseline"),
            "low_pct": described("5th percentile, clustered by origin; null with too few origins"),
            "high_pct": described("95th percentile"),
            "statistic": described("Diebold-Mariano, corrected for small samples; positive favours the model"),
            "p_value": described("two-sided"),
            "origins": count,
            "cases": count,
            "plus_minus_pct": described("half the width of the interval, percentage points"),
        }
    )
    row = {
        "model": TEXT,
        **dict.fromkeys(("horizon", "origins", "first", "last", "cases"), count),
        "rmse": described("ideal points"),
        "crps": described("ideal points"),
        "coverage_50_pct": described("% of truths inside the central 50 % interval"),
        "coverage_90_pct": described("% of truths inside the central 90 % interval"),
        "late_50_pct": described("coverage_50_pct over the later half of the origins"),
        "late_90_pct": described("coverage_90_pct over the later half of the origins"),
        "rmse_gain": by_key(comparison),
        "crps_gain": by_key(comparison),
    }
    table = {"series": TEXT, "meaning": TEXT, "rows": {"type": "array", "items": closed(row)}}
    ablation = {"lever": TEXT, **dict.fromkeys(("horizon", "first", "last"), count)}
    kinds = {"model": TEXT, "horizon": count, "shuffles": count}
    placebo = {f.name: kinds.get(f.name, NUMBER) for f in dataclasses.fields(Placebo)}
    schema = closed(
        {
            "quick": {"type": "boolean"},
            "models": by_key(TEXT),
            "tables": {"type": "array", "items": closed(table)},
            "ablations": {
                "type": "array",
                "items": closed({**ablation, "with_prior": comparison, "wide_prior": comparison}),
            },
            "placebos": {"type": "array", "items": closed(placebo)},
            "sentences": TEXTS,
        }
    )
    schema["$schema"] = DRAFT
    return schema


def _signed(c: Comparison | None, digits: int = 2) -> str:
    """Gain with its clustered 90 % interval as plus or minus."""
    if c is None:
        return ""
    reach = f" ± {c.plus_minus_pct:.{digits}f}" if not math.isnan(c.plus_minus_pct) else ""
    return f"{c.gain_pct:+.{digits}f}{reach}"


def row_cells(row: Row) -> tuple[str, ...]:
    """Cells of a row under `HEADS["table"]`."""
    gains = (row.rmse_gain.get("random_walk"), row.rmse_gain.get("mean_reversion"), row.crps_gain.get("mean_reversion"))
    return (
        str(row.horizon),
        TITLES[row.model],
        f"{row.rmse:.3f}",
        f"{row.crps:.4f}",
        f"{row.coverage_50_pct:.1f}",
        f"{row.coverage_90_pct:.1f}",
        f"{row.late_50_pct:.0f} / {row.late_90_pct:.0f}",
        *(_signed(c) for c in gains),
    )


def ablation_cells(a: Ablation) -> tuple[str, ...]:
    """Cells of a row under `HEADS["ablations"]`."""
    return (a.lever, str(a.horizon), f"{a.first}-{a.last}", _signed(a.with_prior), _signed(a.wide_prior))


def placebo_cells(p: Placebo) -> tuple[str, ...]:
    """Cells of a row under `HEADS["placebos"]`."""
    span = f"{p.low_pct:+.3f} to {p.high_pct:+.3f}"
    return (TITLES[p.model], str(p.horizon), f"{p.gain_pct:+.3f}", f"{p.mean_pct:+.3f}", span, f"{p.as_good_pct:.0f}")


def sentences(found: Backtest) -> list[str]:
    """What was found, in words: levers, mean reversion, coverage, placebo; failures are said as plainly as successes."""
    return [line for table in found.tables for line in _of_table(table)] + list(_of_placebos(found.placebos))


def _years(horizons: list[int]) -> str:
    """1, 3, 5 and 8."""
    return f"{', '.join(map(str, horizons[:-1]))} and {horizons[-1]}"


def _of_table(table: Table) -> Iterable[str]:
    horizons = sorted({r.horizon for r in table.rows})
    by_year = [(h, table.row("default", h)) for h in horizons]
    for baseline, what in (("mean_reversion", "Levers add"), ("random_walk", "The default model gains")):
        parts = [f"{_signed(r.rmse_gain[baseline])} %" for _, r in by_year]
        yield f"{table.series}: {what} {', '.join(parts)} at {_years(horizons)} years over {TITLES[baseline]} (RMSE, 90 % intervals clustered by origin)."
    for h in REQUIRED:
        row = table.row("default", h)
        near = abs(row.coverage_50_pct - 50) <= NEAR and abs(row.coverage_90_pct - 90) <= NEAR
        yield (
            f"{table.series}: at {h} years the default model's 50 and 90 % intervals hold {row.coverage_50_pct:.1f} and "
            f"{row.coverage_90_pct:.1f} % of what came: {'within' if near else 'NOT within'} {NEAR:g} points of nominal."
        )


def _of_placebos(placebos: tuple[Placebo, ...]) -> Iterable[str]:
    for model in dict.fromkeys(p.model for p in placebos):
        parts = [
            f"{p.mean_pct:+.2f} ({p.low_pct:+.2f} to {p.high_pct:+.2f}; true {p.gain_pct:+.2f})"
            for p in placebos
            if p.model == model
        ]
        at = _years([p.horizon for p in placebos if p.model == model])
        yield f"Placebo, {TITLES[model]}: doses dealt to other states add, in %, {', '.join(parts)} at {at} years."

"""Tornado: how far each thing that is drawn moves one outcome alone, and how much of its spread each explains."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.intervals.draws import DIMENSIONS, Draws, column
from multipolar.labels import did_you_mean

__all__ = ["Bar", "Tornado", "tornado_of"]

Array = npt.NDArray[np.float64]
WORLD = "world_real_income_pct"
FEW = 3
"""Fewer draws than this have no correlation."""


@dataclass(frozen=True)
class Bar:
    """One thing drawn.

    Args:
        name, meaning: of it. low_value, high_value: its ends, in words. low, high: the outcome there, all else at the
            point. swing: high less low, absolute. explained: squared rank correlation across draws, None without spread.
    """

    name: str
    meaning: str
    low_value: str
    high_value: str
    low: float
    high: float
    swing: float
    explained: float | None


@dataclass(frozen=True)
class Tornado:
    """Bars of one outcome in the last year, widest first.

    Args:
        outcome: variable. who: ISO3, None for the world. unit: of the outcome. point: of the run.
    """

    outcome: str
    who: str | None
    unit: str
    point: float
    bars: tuple[Bar, ...]

    def to_dict(self) -> dict[str, Any]:
        """As in `Result.to_dict()`."""
        return {**asdict(self), "bars": [asdict(b) for b in self.bars]}


def tornado_of(draws: Draws, outcome: str, who: str | None, unit: str) -> Tornado:
    """The tornado of an outcome.

    Args:
        draws: with cases. outcome: `world_real_income_pct`, or a variable of an economy, a state or a satellite;
            closeness with the pole, as `closeness_CHN`. who: ISO3 code where it is not the world's. unit: of it.

    Raises:
        InputError: no such outcome, state, or no number for it.
    """
    name, at = _where(draws, outcome, who)
    values, cases = column(draws.numbers[name], at), draws.case_numbers
    if not draws.cases or name not in cases:
        raise InputError("tornado: this run has none; run it with draws.")
    found = column(cases[name], at).astype(float)
    if not np.isfinite(found[0]):
        raise InputError(f"tornado: {who} has no {outcome}.")
    ends: dict[str, list[tuple[float, str]]] = {}
    for case, value in zip(draws.cases[1:], found[1:].tolist(), strict=True):
        ends.setdefault(case.name, []).append((value, case.value))
    bars = [_bar(draws, label, rows, _drawn(draws, label, who), values) for label, rows in ends.items()]
    kept = sorted((b for b in bars if b.swing > 0), key=lambda b: -b.swing)
    return Tornado(outcome, who, unit, float(found[0]), tuple(kept))


def _where(draws: Draws, outcome: str, who: str | None) -> tuple[str, tuple[int, ...]]:
    """Name of a number and its place in the last year."""
    last = len(draws.labels["year"]) - 1
    if outcome == WORLD:
        return f"world_by_year.{WORLD}", (last,)
    choices: dict[str, tuple[str, tuple[int, ...]]] = {}
    for name in draws.numbers:
        part, _, variable = name.partition(".")
        axes = DIMENSIONS[part]
        axis = next((a for a in ("country", "satellite", "state") if a in axes), None)
        if axis is None or part in ("sector", "income_by_year", "noise") or who not in draws.labels[axis]:
            continue
        at = {"year": last, axis: draws.place(axis, who)}
        for p, pole in enumerate(draws.labels.get("pole", ()) if "pole" in axes else ("",)):
            label = f"{variable}_{pole}" if pole else variable
            choices[label] = name, tuple(p if a == "pole" else at[a] for a in axes)
    if who is not None and not choices:
        codes = [c for axis in ("country", "satellite", "state") for c in draws.labels.get(axis, ())]
        raise InputError(f"tornado: no state {who!r} with numbers{did_you_mean(who, codes) or '.'}")
    if outcome not in choices:
        known = [WORLD, *choices]
        raise InputError(
            f"tornado: no outcome {outcome!r}{did_you_mean(outcome, known) or '; known: ' + ', '.join(known)}"
        )
    return choices[outcome]


def _drawn(draws: Draws, label: str, who: str | None) -> Array | None:
    """[draw] what was drawn under a label; noise is that of the state at hand."""
    if label in draws.inputs:
        return draws.inputs[label]
    if label == "noise of positions" and who in draws.labels.get("state", ()):
        return draws.numbers["noise.position"][:, draws.place("state", who)].astype(float)
    return None


def _bar(draws: Draws, label: str, rows: list[tuple[float, str]], drawn: Array | None, values: Any) -> Bar:
    low, high = rows[0], rows[-1]
    if len(rows) > 2:  # one of several sets has no order: lowest and highest outcome
        low, high = min(rows), max(rows)
    explained = None if drawn is None else _explained(drawn, values.astype(float), label == "elasticities")
    meaning = draws.meanings.get(label, "")
    return Bar(label, meaning, low[1], high[1], low[0], high[0], abs(high[0] - low[0]), explained)


def _explained(drawn: Array, values: Array, unordered: bool) -> float | None:
    """Squared rank correlation; of an unordered input the share of the variance of ranks between its values."""
    known = np.isfinite(values)
    if known.sum() < FEW:
        return None
    x, y = drawn[known], _ranks(values[known])
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    if unordered:
        within = np.concatenate([y[x == v] - y[x == v].mean() for v in np.unique(x)])
        return float(1 - (within**2).sum() / ((y - y.mean()) ** 2).sum())
    return float(np.corrcoef(_ranks(x), y)[0, 1] ** 2)


def _ranks(values: Array) -> Array:
    """Ranks, ties at their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[inverse])

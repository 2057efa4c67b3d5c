"""Draws of a run: every number in every draw, and quantiles over them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.labels import did_you_mean

__all__ = ["QUANTILES", "Case", "Draws", "LeftOut", "column", "quantiles_of"]

Single = npt.NDArray[np.float32]

QUANTILES = {"p10": 0.1, "p90": 0.9, "p025": 0.025, "p975": 0.975}
"""Ends of the intervals of 80 % and of 95 %."""

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "country": ("country",),
    "sector": ("country", "sector"),
    "satellite": ("satellite",),
    "pair": ("pair",),
    "income_by_year": ("year", "country"),
    "world_by_year": ("year",),
    "state": ("year", "state"),
    "closeness": ("year", "state", "pole"),
    "tie": ("state", "pole"),
    "noise": ("state",),
    "order": ("measure",),
}
"""Axes behind the draw of every number, by the part of its name before the point."""


@dataclass(frozen=True)
class LeftOut:
    """A draw of which something was not found: its place, what is missing (all or alignment), and why."""

    draw: int
    what: str
    reason: str


@dataclass(frozen=True)
class Case:
    """One thing drawn, set to one end while all else stays at the point.

    Args:
        name: of the thing. end: low or high, the 10 % and the 90 % quantile, or one of several sets. value: in words.
    """

    name: str
    end: str
    value: str


@dataclass(frozen=True, eq=False)
class Draws:
    """Numbers of a run in every draw; names are a part of `DIMENSIONS`, a point and a variable.

    Args:
        seed: of all streams. asked: draws asked for. used: their places, those without an equilibrium left out.
        left_out: draws of which something is missing. labels: by axis. numbers: [draw, ...] single precision.
        inputs: [draw] what was drawn, by name; the set of elasticities by its place in `sets`, moves carried out as 1.
        sets: elasticity sets drawn from. odds: probability of every move drawn, by name of the input.
        meanings: of inputs, in words. cases, case_numbers: the tornado, [case, ...]; the first is the point.
    """

    seed: int
    asked: int
    used: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    labels: Mapping[str, tuple[Any, ...]]
    numbers: Mapping[str, Single]
    inputs: Mapping[str, npt.NDArray[np.float64]]
    sets: tuple[str, ...]
    odds: Mapping[str, float]
    meanings: Mapping[str, str]
    cases: tuple[Case, ...] = ()
    case_numbers: Mapping[str, Single] = field(default_factory=dict)
    _kept: dict[str, Single] = field(default_factory=dict)
    _listed: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def quantiles(self, name: str) -> Single:
        """[quantile, ...] of a number, in the order of `QUANTILES`; NaN where no draw has one.

        Args:
            name: of `numbers`.
        """
        if name not in self._kept:
            self._kept[name] = quantiles_of(self.numbers[name], tuple(QUANTILES.values()))
        return self._kept[name]

    def last_quantiles(self, name: str) -> Single:
        """[quantile, ...] of a number by year, in its last year alone.

        Args:
            name: of `numbers`, with the year as its first axis.
        """
        kept = self._kept.get(name)
        return quantiles_of(self.numbers[name][:, -1], tuple(QUANTILES.values())) if kept is None else kept[:, -1]

    def listed(self, name: str, *, last: bool = False) -> Any:
        """Quantiles of a number as nested lists, [...][quantile]: faster to pick thousands from than an array.

        Args:
            name: of `numbers`. last: of the last year alone, see `last_quantiles`.
        """
        key = (name, last)
        if key not in self._listed:
            found = self.last_quantiles(name) if last else self.quantiles(name)
            self._listed[key] = np.moveaxis(found, 0, -1).tolist()
        return self._listed[key]

    def place(self, axis: str, label: Any) -> int:
        """Position of a label on an axis.

        Raises:
            InputError: there is none, with the nearest one.
        """
        places = self._places.get(axis, {})
        if label not in places:
            raise InputError(f"draws: no {axis} {label!r}{did_you_mean(str(label), [str(k) for k in places]) or '.'}")
        return places[label]

    @functools.cached_property
    def _places(self) -> dict[str, dict[Any, int]]:
        """Position of every label, by axis."""
        return {axis: {label: k for k, label in enumerate(labels)} for axis, labels in self.labels.items()}

    @functools.cached_property
    def gaps(self) -> dict[str, int]:
        """Variables that some draws have and others have not, with the most draws that lack one."""
        found = {}
        for name, values in self.numbers.items():
            missing = np.isnan(values).sum(axis=0)
            partly = np.where(missing < len(values), missing, 0)
            if partly.size and partly.max() > 0:
                found[name] = int(partly.max())
        return found


def column(values: Single, at: tuple[int, ...]) -> Single:
    """[draw] or [quantile] of one number.

    Args:
        values: first axis, then those of the number. at: its position behind the first axis.
    """
    key: Any = (slice(None), *at)
    return np.asarray(values[key])


def quantiles_of(values: Single, levels: tuple[float, ...]) -> Single:
    """[level, ...] quantiles over the first axis, linear between neighbours; missing values are left out.

    Args:
        values: [draw, ...]. levels: between 0 and 1.
    """
    cells = np.array(values.reshape(len(values), -1).T, order="C")  # a copy, to be sorted in place
    cells.sort(axis=1)  # missing values come last
    count, rows = np.isfinite(cells).sum(axis=1), np.arange(len(cells))
    last = np.maximum(count - 1, 0)
    found = np.empty((len(levels), len(cells)), dtype=np.float32)
    for k, level in enumerate(levels):
        at = level * last
        low = np.floor(at).astype(int)
        high, part = np.minimum(low + 1, last), at - low
        below, above = (cells[rows, place].astype(float) for place in (low, high))
        found[k] = np.where(count > 0, below + part * (above - below), np.nan)
    return found.reshape(len(levels), *values.shape[1:])

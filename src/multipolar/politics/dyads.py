"""Tie of a state with a power in [-1, 1]: components, each with its vintage, and their weighted mean.

Components, weights and sources: `params/ties.yaml`. Bandwidth (trade) and dependence either way are components of
their own, as in the Formal Bilateral Influence Capacity index (Moyer et al. 2018). A component without data is left
out and the weights of the rest are renormalised; it is never read as 0.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError, LabelError
from multipolar.labels import did_you_mean, state_name
from multipolar.params.read import read_table
from multipolar.politics.dyad_components import COMPONENTS, components_of

__all__ = [
    "COMPONENTS",
    "PairTie",
    "TieTable",
    "draw_weights",
    "pair_tie",
    "tie",
    "tie_components",
    "tie_weights",
    "weights_at",
]

Array = npt.NDArray[np.float64]
Weights = Mapping[str, float] | Array

DRAWS, SEED = 1000, 0
"""Of the weights, for the interval of a pair."""
MIRRORED = {"dependence_on": "dependence_by", "dependence_by": "dependence_on"}
"""Components that change their name when the two states change places."""


@dataclass(frozen=True, eq=False)
class TieTable:
    """Components of the ties of all states with some powers in one year.

    Args:
        year: asked for. carry: most years that a component was carried forward. states, powers: ISO3.
        components: names. values: [state, power, component] in [-1, 1]; NaN where there are no data.
        vintage: [state, power, component] year of the value; 0 where there is none.
    """

    year: int
    carry: int
    states: tuple[str, ...]
    powers: tuple[str, ...]
    components: tuple[str, ...]
    values: Array
    vintage: npt.NDArray[np.int64]

    @functools.cached_property
    def known_values(self) -> tuple[Array, Array]:
        """Values with 0 where there are no data, and 1 where there are; both [state, power, component]."""
        known = np.isfinite(self.values)
        return np.where(known, self.values, 0.0), known.astype(float)

    def at(self, state: str, power: str) -> tuple[int, int]:
        """Row and column of a pair.

        Raises:
            LabelError: no such state or power.
        """
        return _place(self.states, state, "state"), _place(self.powers, power, "power")

    def vintages(self, powers: Sequence[str] | None = None) -> dict[str, tuple[int, int] | None]:
        """First and last year of the values of each component, over some powers; None where there are none."""
        columns = [self.powers.index(p) for p in powers or self.powers]
        found: dict[str, tuple[int, int] | None] = {}
        for c, name in enumerate(self.components):
            years = self.vintage[:, columns, c]
            known = years[years > 0]
            found[name] = (int(known.min()), int(known.max())) if known.size else None
        return found

    def with_group(self, name: str, members: Sequence[str]) -> TieTable:
        """The same table with a group as one more power: the mean over those of its members that are powers here.

        A component of a member without data is left out of that mean; the vintage is the oldest that went in.

        Args:
            name: of the new power. members: ISO3; those that are no powers of the table are passed over.

        Raises:
            InputError: no member is a power of the table, or the name is one already.
        """
        columns = [self.powers.index(m) for m in members if m in self.powers]
        if not columns or name in self.powers:
            raise InputError(f"ties: {name} needs a new name and a member among {', '.join(self.powers)}.")
        values, years = self.values[:, columns], self.vintage[:, columns]
        known = np.isfinite(values).sum(axis=1)
        mean = np.divide(np.nansum(values, axis=1), known, out=np.full(known.shape, np.nan), where=known > 0)
        oldest = np.where(years > 0, years, np.iinfo(np.int64).max).min(axis=1)
        return dataclasses.replace(
            self,
            powers=(*self.powers, name),
            values=np.concatenate([self.values, mean[:, None]], axis=1),
            vintage=np.concatenate([self.vintage, np.where(known > 0, oldest, 0)[:, None]], axis=1),
        )

    def filled(self, component: str, value: float = 0.0) -> TieTable:
        """The same table with a component set where it has no data: an explicit act, whose vintage stays 0.

        A dose on a component without data also brings in its weight; fill it first for a response that starts at 0.

        Args:
            component: to fill. value: within the range of the component.

        Raises:
            LabelError: no such component.
        """
        c, values = _place(self.components, component, "component"), self.values.copy()
        missing = np.isnan(values[:, :, c])
        for column, power in enumerate(self.powers):
            if power in self.states:
                missing[self.states.index(power), column] = False
        values[:, :, c][missing] = value
        return dataclasses.replace(self, values=values)

    def dosed(self, doses: Mapping[tuple[str, str, str], float]) -> TieTable:
        """The same table after acts that move single components, such as ('KEN', 'CHN', 'visits'): 0.5.

        A value stays within the range of its component. Where there were no data the dose is all there is.

        Args:
            doses: by state, power and component.

        Raises:
            LabelError: no such state, power or component.
        """
        values, entries = self.values.copy(), read_table("ties")["components"]
        for (state, power, component), dose in doses.items():
            row, column = self.at(state, power)
            c = _place(self.components, component, "component")
            base = values[row, column, c]
            moved = dose if np.isnan(base) else base + dose
            values[row, column, c] = np.clip(moved, *entries[component]["range"])
        return dataclasses.replace(self, values=values)


@dataclass(frozen=True)
class PairTie:
    """The tie of two states, both ways taken together.

    Args:
        a, b: ISO3. value: weighted mean; None without data. interval: its 5 and 95 % over draws of the weights, the
            uncertainty of the weights alone; None without data or where weights were given. components: by name, None without data; dependence_on is
            that of a on b. vintage: by name, None without data. shares: what each component adds to the value.
    """

    a: str
    b: str
    year: int
    value: float | None
    interval: tuple[float, float] | None
    components: Mapping[str, float | None]
    vintage: Mapping[str, int | None]
    shares: Mapping[str, float | None]

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "a": self.a,
            "b": self.b,
            "a_name": state_name(self.a),
            "b_name": state_name(self.b),
            "year": self.year,
            "tie": self.value,
            "interval": None if self.interval is None else list(self.interval),
            "components": dict(self.components),
            "vintage": dict(self.vintage),
            "shares": dict(self.shares),
        }


def tie_weights() -> dict[str, float]:
    """Weight of each component, by name."""
    return {name: float(entry["weight"]) for name, entry in read_table("ties")["components"].items()}


def draw_weights(count: int, seed: int | np.random.Generator) -> Array:
    """[draw, component] weights drawn log-normally around those of `tie_weights`."""
    random = np.random.default_rng(seed)
    spread = read_table("ties")["distribution"]["spread"]
    centre = np.array(list(tie_weights().values()))
    return np.asarray(centre * np.exp(spread * random.standard_normal((count, len(centre)))))


def weights_at(level: float) -> Array:
    """[component] quantile of the weights that `draw_weights` draws.

    Args:
        level: between 0 and 1.
    """
    from scipy.special import ndtri

    spread = read_table("ties")["distribution"]["spread"]
    return np.asarray(np.array(list(tie_weights().values())) * np.exp(spread * ndtri(level)))


def tie_components(year: int, powers: Sequence[str] | None = None, carry: int = 0) -> TieTable:
    """Components of the ties of all states with the named powers in a year.

    Args:
        year: of the ties. powers: ISO3; None takes all named powers.
        carry: a component whose data end before `year` is carried forward at most so many years, with its vintage kept; 0 leaves it out.

    Raises:
        LabelError: no such power. InputError: a year outside the tables, or carry below 0.
    """
    from multipolar.politics.tables import ties

    if carry < 0:
        raise InputError(f"carry {carry}: years to carry a component forward, at least 0.")
    table = ties()
    chosen = tuple(powers) if powers is not None else table.powers
    if not table.years[0] <= year <= table.years[-1]:
        raise InputError(f"year {year}: the ties run from {table.years[0]} to {table.years[-1]}; take one of these.")
    columns = [_place(table.powers, p, "power") for p in chosen]
    entries = read_table("ties")["components"]
    events = [c for c, name in enumerate(COMPONENTS) if not entries[name].get("carried", True)]
    values: Array | None = None
    vintage = np.zeros(0, dtype=np.int64)
    for back in range(carry + 1):
        found = components_of(year - back)
        if found is None:
            continue
        here = found[:, columns, :]
        if values is None:
            values, vintage = np.full(here.shape, np.nan), np.zeros(here.shape, dtype=np.int64)
        new = np.isnan(values) & np.isfinite(here)
        if back:
            new[:, :, events] = False
        values[new], vintage[new] = here[new], year - back
    if values is None:
        first, last = table.years[0], table.years[-1]
        raise InputError(f"year {year}: the ties run from {first} to {last}; take one of these, or carry forward.")
    return TieTable(year, carry, table.states, chosen, COMPONENTS, values, vintage)


def tie(table: TieTable, weights: Weights | None = None, leave_out: Sequence[str] = ()) -> Array:
    """Weighted mean of the components that have data, [state, power]; NaN where none has.

    Args:
        table: of `tie_components`. weights: by component name, or [component], or [draw, component], which gives
            [draw, state, power]; None takes those of the parameters. leave_out: components not to count.

    Raises:
        LabelError: no such component. InputError: weights of another length, negative, or all 0.
    """
    return _mean_of(*table.known_values, _weights(table.components, weights, leave_out))


def pair_tie(table: TieTable, a: str, b: str, weights: Weights | None = None, leave_out: Sequence[str] = ()) -> PairTie:
    """The tie of two states, at least one of them a power: components both ways averaged where both are known.

    Raises:
        LabelError: neither is a power of the table, or no such state.
    """
    values, years = pair_components(table, a, b)
    weight = _weights(table.components, weights, leave_out)
    value = float(_mean(values, table.components, weight, ()))
    known = np.isfinite(values)
    total, names = float((weight * known).sum()), table.components
    return PairTie(
        a=a,
        b=b,
        year=table.year,
        value=value if np.isfinite(value) else None,
        interval=_interval(values, names, leave_out) if weights is None and np.isfinite(value) else None,
        components={n: float(v) if k else None for n, v, k in zip(names, values, known, strict=True)},
        vintage={n: int(y) or None for n, y in zip(names, years, strict=True)},
        shares={
            n: float(w * v / total) if k and total > 0 else None
            for n, v, k, w in zip(names, values, known, weight, strict=True)
        },
    )


def _interval(values: Array, names: tuple[str, ...], leave_out: Sequence[str]) -> tuple[float, float]:
    """5 and 95 % of a pair's tie over draws of the weights."""
    low, high = np.quantile(_mean(values, names, draw_weights(DRAWS, SEED), leave_out), [0.05, 0.95])
    return float(low), float(high)


def pair_components(table: TieTable, a: str, b: str) -> tuple[Array, npt.NDArray[np.int64]]:
    """[component] values of a pair and their vintages, as in `pair_tie`."""
    found, years = [], []
    mirrored = [table.components.index(MIRRORED.get(c, c)) for c in table.components]
    for state, power, order in ((a, b, slice(None)), (b, a, mirrored)):
        if power in table.powers and state in table.states:
            row, column = table.at(state, power)
            found.append(table.values[row, column][order])
            years.append(table.vintage[row, column][order])
    if not found or a == b:
        valid = table.states if a in table.powers or b in table.powers else table.powers
        unknown = next((x for x in (a, b) if x not in valid), b)
        raise LabelError(
            f"tie of {a} and {b}: needs two states, one of them a named power{did_you_mean(unknown, valid) or '.'}"
        )
    stack = np.array(found)
    known = np.isfinite(stack).sum(axis=0)
    total = np.nansum(stack, axis=0)
    mean = np.divide(total, known, out=np.full(len(total), np.nan), where=known > 0)
    return mean, np.max(years, axis=0)


def _mean(values: Array, names: tuple[str, ...], weights: Weights | None, leave_out: Sequence[str]) -> Array:
    """Mean over the last axis, over components with data."""
    known = np.isfinite(values)
    return _mean_of(np.where(known, values, 0.0), known.astype(float), _weights(names, weights, leave_out))


def _mean_of(filled: Array, known: Array, weight: Array) -> Array:
    """Mean over the last axis of values that are 0 where they are missing, and 1 or 0 for whether they are known."""
    over, under = filled @ weight.T, known @ weight.T
    mean = np.divide(over, under, out=np.full(over.shape, np.nan), where=under > 0)
    return np.asarray(np.moveaxis(mean, -1, 0) if weight.ndim == 2 else mean)


def _weights(names: tuple[str, ...], weights: Weights | None, leave_out: Sequence[str]) -> Array:
    """[component] or [draw, component] weights, 0 for those left out."""
    given = tie_weights() if weights is None else weights
    if isinstance(given, Mapping):
        for name in given:
            _place(names, name, "component")
        array = np.array([float(given.get(n, 0.0)) for n in names])
    else:
        array = np.array(given, dtype=float)
    if array.shape[-1:] != (len(names),) or not (array >= 0).all() or not (array > 0).any():
        raise InputError(f"weights: give one for each of {', '.join(names)}, none negative, not all 0.")
    for name in leave_out:
        array[..., _place(names, name, "component")] = 0
    return array


def _place(labels: Sequence[str], wanted: str, what: str) -> int:
    """Position of a label, or an error with the nearest one."""
    if wanted not in labels:
        raise LabelError(f"ties: no {what} {wanted!r}{did_you_mean(wanted, labels) or '.'}")
    return labels.index(wanted)

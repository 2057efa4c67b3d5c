"""Cohesion of a bloc and the pair that breaks it: ties inside, the weakest of them, frustration and camps."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError, LabelError
from multipolar.json_schema import DRAFT, NUMBER, TEXT, TEXTS, by_key, closed
from multipolar.labels import code_of, did_you_mean
from multipolar.politics.dyad_components import gdp
from multipolar.politics.dyads import PairTie, TieTable, draw_weights, pair_components, pair_tie, tie_components
from multipolar.politics.frustration import Frustration, frustration
from multipolar.politics.landscape import LARGEST, Camps, local_minima
from multipolar.politics.tables import economies
from multipolar.world.groups import group_names, members

__all__ = ["Bloc", "bloc_cohesion", "bloc_members", "bloc_schema"]

Array = npt.NDArray[np.float64]

DRAWS, SEED = 2000, 0


@dataclass(frozen=True)
class Bloc:
    """How a bloc holds together.

    Args:
        name: as asked for. year: of the ties. members: those with ties to each other. left_out: members that are no
            named powers, of whose ties with each other nothing is known here. ties: all pairs, the weakest first.
        mean: of the ties. weighted: the same with the product of the two GDPs as weight; None without GDP.
        size_year: of the GDPs. weakest: likelihood over draws of the weights that a pair is the weakest, the most
            likely first. interval: 5 and 95 % of the mean over the same draws. tension: frustration index of the
            ties. camps: stable divisions of landscape theory with GDP as size, the deepest first; empty without GDP
            or for more than `LARGEST` members.
    """

    name: str
    year: int
    members: tuple[str, ...]
    left_out: tuple[str, ...]
    ties: tuple[PairTie, ...]
    mean: float
    weighted: float | None
    size_year: int | None
    weakest: Mapping[str, float]
    interval: tuple[float, float]
    tension: Frustration
    camps: tuple[Camps, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "name": self.name,
            "year": self.year,
            "members": list(self.members),
            "left_out": list(self.left_out),
            "mean": self.mean,
            "mean_interval": list(self.interval),
            "weighted": self.weighted,
            "size_year": self.size_year,
            "weakest": dict(self.weakest),
            "ties": [t.to_dict() for t in self.ties],
            "frustration": self.tension.to_dict(),
            "camps": [c.to_dict() for c in self.camps],
        }


def bloc_members(names: Sequence[str], powers: Sequence[str], year: int) -> tuple[list[str], list[str]]:
    """Members of a bloc that are named powers, and those that are not.

    Args:
        names: states by ISO3 or English name, or groups. powers: the named powers. year: of the groups.

    Raises:
        LabelError: no such state, power or group.
    """
    inside: list[str] = []
    outside: list[str] = []
    for name in names:
        code = code_of(name) or name
        if name in group_names():
            for state in members(name, year):
                (inside if state in powers else outside).append(state)
        elif code.upper() in powers:
            inside.append(code.upper())
        else:
            valid = (*powers, *group_names())
            raise LabelError(
                f"bloc: {name!r} is no named power and no group{did_you_mean(name, valid) or '; powers: ' + ', '.join(powers) + '.'}"
            )
    return list(dict.fromkeys(inside)), list(dict.fromkeys(outside))


def bloc_cohesion(
    names: Sequence[str],
    year: int,
    *,
    carry: int = 0,
    leave_out: Sequence[str] = (),
    table: TieTable | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Bloc:
    """Cohesion of a bloc of named powers and the pair that breaks it.

    Args:
        names: powers or groups (of a group those members that are named powers). year: of the ties. carry: as in
            `tie_components`. leave_out: components not counted. table: ties to use instead, for instance after a
            dose. draws, seed: of the weights.

    Raises:
        LabelError: no such power, group or component. InputError: fewer than two powers, or a pair without data.
    """
    known = tie_components(year, None, carry) if table is None else table
    inside, outside = bloc_members(names, known.powers, known.year)
    if len(inside) < 2:
        raise InputError(f"bloc: {', '.join(names)} holds {len(inside)} named powers; a bloc needs two or more.")
    pairs = list(itertools.combinations(inside, 2))
    found = [pair_tie(known, a, b, leave_out=leave_out) for a, b in pairs]
    values = np.array([np.nan if t.value is None else t.value for t in found])
    if np.isnan(values).any():
        a, b = pairs[int(np.flatnonzero(np.isnan(values))[0])]
        raise InputError(
            f"bloc: no data on {a} and {b} in {known.year}; carry components forward or take another year."
        )
    drawn = _drawn(known, pairs, leave_out, draws, seed)
    first, counts = np.unique(drawn.argmin(axis=1), return_counts=True)
    likely = {"-".join(pairs[k]): float(c / draws) for c, k in sorted(zip(counts, first, strict=True), reverse=True)}
    size, size_year = _sizes(tuple(inside), known.year)
    matrix = _matrix(values, len(inside))
    weight = (
        None if size is None else np.array([size[i] * size[j] for i, j in itertools.combinations(range(len(size)), 2)])
    )
    return Bloc(
        name=", ".join(names),
        year=known.year,
        members=tuple(inside),
        left_out=tuple(outside),
        ties=tuple(found[k] for k in np.argsort(values, kind="stable")),
        mean=float(values.mean()),
        weighted=None if weight is None else float(np.average(values, weights=weight)),
        size_year=size_year,
        weakest=likely,
        interval=tuple(float(q) for q in np.quantile(drawn.mean(axis=1), [0.05, 0.95])),  # type: ignore[arg-type]
        tension=frustration(inside, matrix),
        camps=() if size is None or len(inside) > LARGEST else local_minima(inside, size / size.sum(), matrix),
    )


def _drawn(table: TieTable, pairs: list[tuple[str, str]], leave_out: Sequence[str], draws: int, seed: int) -> Array:
    """[draw, pair] ties under drawn weights."""
    weights = draw_weights(draws, seed)
    for name in leave_out:
        weights[:, table.components.index(name)] = 0
    values = np.array([pair_components(table, a, b)[0] for a, b in pairs])
    known = np.isfinite(values)
    return np.asarray((weights @ np.where(known, values, 0).T) / (weights @ known.T.astype(float)))


def _matrix(values: Array, n: int) -> Array:
    """[member, member] from pairs in the order of combinations."""
    matrix = np.zeros((n, n))
    matrix[np.triu_indices(n, 1)] = values
    return matrix + matrix.T


def _sizes(states: tuple[str, ...], year: int) -> tuple[Array | None, int | None]:
    """[state] GDP in million USD of the year, or of the last one with data for all; None where one has none."""
    for known in [y for y in reversed(economies().years) if y <= year]:
        size = gdp(states, known)
        if np.isfinite(size).all():
            return size, known
    return None, None


def bloc_schema() -> dict[str, Any]:
    """JSON Schema of `Bloc.to_dict()`."""
    from multipolar.politics.triangle import pair_schema

    whole = {"type": "integer"}
    pair = closed({"pair": TEXTS, "tie": NUMBER})
    tension = dict.fromkeys(("index", "bound", "total", "negative"), NUMBER)
    camps = {"energy": NUMBER, "first": TEXTS, "second": TEXTS, "strict": {"type": "boolean"}}
    return closed(
        {
            "name": TEXT,
            "year": whole,
            "members": TEXTS,
            "left_out": TEXTS,
            "mean": NUMBER,
            "mean_interval": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
            "weighted": {"type": ["number", "null"]},
            "size_year": {"type": ["integer", "null"]},
            "weakest": by_key(NUMBER),
            "ties": {"type": "array", "items": pair_schema()},
            "frustration": closed(
                {
                    **tension,
                    "exact": {"type": "boolean"},
                    "camps": {"type": "array", "items": TEXTS},
                    "frustrated": {"type": "array", "items": pair},
                }
            ),
            "camps": {"type": "array", "items": closed(camps)},
        }
    ) | {"$schema": DRAFT}

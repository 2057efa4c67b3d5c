"""Landscape theory: into which two camps states fall, by size and by their propensity to work together.

Axelrod and Bennett (1993), A landscape theory of aggregation, British Journal of Political Science 23(2), 211-233.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError

__all__ = ["LARGEST", "Camps", "energy", "local_minima"]

Array = npt.NDArray[np.float64]

LARGEST = 20
"""Most states whose configurations are all looked at: 2^19 of them."""
CHUNK = 1 << 14
"""Configurations in memory at a time."""
TIED = 1e-9
"""A change of energy below this share of the sum of absolute terms is no change."""


@dataclass(frozen=True)
class Camps:
    """Two camps from which no single state gains by changing sides.

    Args:
        energy: as `energy` gives it; lower is more stable. first, second: names, the first name of all in `first`.
        strict: whether every change of sides raises the energy; else some state is indifferent.
    """

    energy: float
    first: tuple[str, ...]
    second: tuple[str, ...]
    strict: bool

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"energy": self.energy, "first": list(self.first), "second": list(self.second), "strict": self.strict}


def energy(size: Array, propensity: Array, side: npt.NDArray[np.bool_]) -> float:
    """E(X) = sum over i and j of s_i s_j p_ij d_ij(X), with d = 1 across camps and 0 within (each pair counts twice).

    Args:
        size: s, [state], above 0. propensity: p, [state, state], symmetric, positive where two would work together.
        side: camp of each state.
    """
    weight = size[:, None] * size[None, :] * propensity
    return float(weight[side[:, None] != side[None, :]].sum())


def local_minima(names: Sequence[str], size: Array, propensity: Array) -> tuple[Camps, ...]:
    """All configurations from which no single state lowers its frustration by changing camps, deepest first.

    A configuration and its mirror are one. With nobody in the second camp the first is a bloc of all.

    Args:
        names: of n states, n at most `LARGEST`. size: [n]. propensity: [n, n].

    Raises:
        InputError: too many states, sizes that are not positive, or propensities not symmetric and finite.
    """
    n = len(names)
    if not 1 <= n <= LARGEST:
        raise InputError(f"landscape: {n} states; give 1 to {LARGEST}, or use the frustration index for more.")
    if size.shape != (n,) or propensity.shape != (n, n):
        raise InputError(f"landscape: sizes {size.shape} and propensities {propensity.shape} do not fit {n} states.")
    if not (np.isfinite(size).all() and (size > 0).all()):
        raise InputError("landscape: sizes must be finite and above 0.")
    if not (np.isfinite(propensity).all() and np.allclose(propensity, propensity.T)):
        raise InputError("landscape: propensities must be finite and symmetric; a pair without data has none.")
    weight = size[:, None] * size[None, :] * propensity
    np.fill_diagonal(weight, 0)
    tied = TIED * max(float(abs(weight).sum()), 1e-300)
    found: list[tuple[float, npt.NDArray[np.int64], bool]] = []
    for start in range(0, 1 << (n - 1), CHUNK):
        codes = np.arange(start, min(start + CHUNK, 1 << (n - 1)))
        spin = 1 - 2 * (codes[:, None] << 1 >> np.arange(n)[None, :] & 1)
        rise = 2 * spin * (spin @ weight)  # of the energy when the state of that column changes sides
        stable = np.flatnonzero((rise >= -tied).all(axis=1))
        levels = (weight.sum() - np.einsum("ci,ij,cj->c", spin[stable], weight, spin[stable])) / 2
        for row, level in zip(stable, levels, strict=True):
            found.append((float(level), spin[row], bool((rise[row] > tied).all())))
    found.sort(key=lambda entry: (entry[0], tuple(-entry[1])))
    return tuple(Camps(level, _names(names, spin, 1), _names(names, spin, -1), strict) for level, spin, strict in found)


def _names(names: Sequence[str], spin: npt.NDArray[np.int64], camp: int) -> tuple[str, ...]:
    return tuple(name for name, s in zip(names, spin, strict=True) if s == camp)

"""Formulas of polarity: how concentrated sizes are, how spread and how split positions are. Pure functions of arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError

__all__ = [
    "Polarity",
    "bimodality",
    "bloc_distance",
    "dispersion",
    "inside_share",
    "nearest_pole",
    "polarisation",
    "polarity",
]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]

NO_BLOC = -1
"""Bloc of a state without a position."""


@dataclass(frozen=True)
class Polarity:
    """Concentration of sizes; s are shares, n how many there are.

    Args:
        n_eff: effective number of poles, 1 / sum s^2, from 1 to n. hhi: sum s^2.
        ray_singer: sqrt((sum s^2 - 1/n) / (1 - 1/n)), 0 all equal to 1 all in one.
        states: n.
    """

    n_eff: float
    hhi: float
    ray_singer: float
    states: int


def polarity(sizes: Array) -> Polarity:
    """Concentration of sizes (Laakso and Taagepera 1979; Ray and Singer 1973; Singer, Bremer and Stuckey 1972).

    Args:
        sizes: [state] any unit, 0 or more; NaN is no data and is left out.

    Raises:
        InputError: a negative size, or none above 0.
    """
    known = sizes[np.isfinite(sizes)]
    if not len(known) or known.min() < 0 or known.sum() <= 0:
        raise InputError("polarity: needs sizes of 0 or more, one of them above 0.")
    shares = known / known.sum()
    hhi, n = float(shares @ shares), len(shares)
    spread = (hhi - 1 / n) / (1 - 1 / n) if n > 1 else 1.0
    return Polarity(1 / hhi, hhi, float(np.sqrt(max(spread, 0.0))), n)


def dispersion(positions: Array, weights: Array) -> float:
    """Standard deviation of positions, weighted; NaN in either is left out.

    Args:
        positions: [state]. weights: [state] sizes.
    """
    x, w = _known(positions, weights)
    return float(np.sqrt(w @ (x - w @ x) ** 2))


def bimodality(positions: Array, weights: Array) -> float:
    """Bimodality coefficient (squared skewness + 1) / kurtosis, weighted moments; NaN in either is left out.

    5/9 for the uniform distribution, 1/3 for the normal, 1 for two points; above 5/9 suggests two groups, and so does
    a long tail alone (SAS Institute 1990; Pfister et al. 2013). NaN where all positions are alike.

    Args:
        positions: [state]. weights: [state] sizes.
    """
    x, w = _known(positions, weights)
    x = x - w @ x
    variance = w @ x**2
    if variance <= 1e-24 * (1 + np.max(np.abs(positions[np.isfinite(positions)])) ** 2):
        return float("nan")
    skewness, kurtosis = (w @ x**3) / variance**1.5, (w @ x**4) / variance**2
    return float((skewness**2 + 1) / kurtosis)


def polarisation(positions: Array, weights: Array, alpha: float = 1.0) -> float:
    """Polarisation sum_ij s_i^(1 + alpha) s_j |x_i - x_j| (Esteban and Ray 1994), each state a group of its size.

    Args:
        positions: [state]. weights: [state] sizes, taken as shares; NaN in either is left out. alpha: identification, above
            0, at most 1.6.
    """
    x, s = _known(positions, weights)
    return float(s ** (1 + alpha) @ np.abs(x[:, None] - x) @ s)


def nearest_pole(positions: Array, poles: Array) -> Ints:
    """[state] which pole is nearest; `NO_BLOC` without a position.

    Args:
        positions: [state]. poles: [pole] positions of the poles.
    """
    gap = np.abs(positions[:, None] - poles)
    known = np.isfinite(positions)
    found = np.full(len(positions), NO_BLOC)
    found[known] = gap[known].argmin(axis=1)
    return found


def bloc_distance(positions: Array, weights: Array, bloc: Ints) -> Array:
    """[bloc, bloc] distance between weighted mean positions; NaN for a bloc that is empty.

    Args:
        positions: [state]. weights: [state] sizes. bloc: [state] from 0, `NO_BLOC` for none.
    """
    used = np.isfinite(positions) & np.isfinite(weights) & (bloc != NO_BLOC)
    means = np.full(bloc.max() + 1, np.nan)
    for b in range(len(means)):
        inside = used & (bloc == b)
        size = weights[inside].sum()
        if size > 0:
            means[b] = weights[inside] @ positions[inside] / size
    found: Array = np.abs(means[:, None] - means)
    return found


def inside_share(trade: Array, bloc: Ints) -> tuple[float, float]:
    """Share of trade between states that stays inside a bloc, and share of all trade that has blocs on both ends.

    Args:
        trade: [exporter, importer] any unit; the diagonal is left out, NaN is no data. bloc: [state] `NO_BLOC` for none.

    Returns:
        inside / (inside + between), and (inside + between) / all; NaN where there is no trade.
    """
    flows = np.where(np.isfinite(trade), trade, 0.0)
    np.fill_diagonal(flows, 0.0)
    member = (bloc == np.arange(bloc.max(initial=0) + 1)[:, None]).astype(float)  # [bloc, state]
    between = member @ flows @ member.T  # [bloc of exporter, bloc of importer]
    both, inside, whole = between.sum(), np.trace(between), flows.sum()
    return (float(inside / both) if both else float("nan"), float(both / whole) if whole else float("nan"))


def _known(positions: Array, weights: Array) -> tuple[Array, Array]:
    """Positions and weights where both are known, weights as shares.

    Raises:
        InputError: no state has both.
    """
    used = np.isfinite(positions) & np.isfinite(weights)
    if weights[used].sum() <= 0 or weights[used].min() < 0:
        raise InputError("positions: no state has both a position and a size above 0.")
    return positions[used], weights[used] / weights[used].sum()

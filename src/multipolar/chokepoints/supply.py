"""What is left of an input when some of its sources are withheld."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["effective_supply", "withheld_share"]

Array = npt.NDArray[np.float64]


def effective_supply(supply: Array, left: Array, elasticity: float) -> Array:
    """Effective supply of each importer over its baseline, a CES aggregate over sources with fixed quantities.

    Q_n = [sum_i a_in left_in^((e-1)/e)]^(e/(e-1)), a_in = supply_in / sum_i supply_in. Convex in what is withheld: the last
    source costs more than the first. Clayton, Maggiori and Schreger (2024) for the argument; docs/chokepoints.md, equation 1.

    Args:
        supply: [importer, source] million USD, own supply among the sources. left: [importer, source] part of it
            that still comes, 0 to 1. elasticity: over sources, above 1.

    Returns:
        [importer] between 0 and 1; NaN where nothing is supplied in the data.

    Raises:
        ValueError: an elasticity of 1 or less, at which one source withheld whole is the loss of all.
    """
    if elasticity <= 1:
        raise ValueError(f"elasticity over sources is {elasticity:g}; it must be above 1")
    power = (elasticity - 1) / elasticity
    total = supply.sum(axis=1, keepdims=True)
    shares = np.divide(supply, total, out=np.full_like(supply, np.nan), where=total > 0)
    return np.asarray(np.minimum(1.0, (shares * left**power).sum(axis=1)) ** (1 / power))


def withheld_share(supply: Array, left: Array) -> Array:
    """Share of an importer's supply that no longer comes, plain sum over sources, [importer]; NaN without supply.

    Args:
        supply, left: as in `effective_supply`.
    """
    total = supply.sum(axis=1)
    gone = (supply * (1 - left)).sum(axis=1)
    return np.asarray(np.divide(gone, total, out=np.full_like(total, np.nan), where=total > 0))

"""Trade elasticities: named long-run sets by sector, and their shorter horizons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.errors import LabelError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table

__all__ = [
    "ElasticitySet",
    "at_floor",
    "at_horizon",
    "covers",
    "elasticity_sets",
    "load_elasticities",
    "named",
    "replaced",
]

SHORT_RUN_SHARE, FULL_YEARS, FLOOR = 0.38, 10, 0.25
"""Boehm, Levchenko and Pandalai-Nayar (2023, AER 113(4)): flows react in year one with 0.76 and after ten years with
about 2, a ratio of 0.38; between the two we interpolate linearly (judgement). The floor keeps theta positive."""


@dataclass(frozen=True)
class ElasticitySet:
    """One published set of trade elasticities.

    Args:
        name: short name. theta: [sector] positive. source: citation. grade: estimated, published or judgement.
    """

    name: str
    theta: npt.NDArray[np.float64]
    source: str
    grade: str


def elasticity_sets() -> dict[str, str]:
    """Names of the packaged sets and their sources; `world` means the set in the world file."""
    return {name: entry["source"] for name, entry in read_table("trade_elasticity").items()}


def covers(name: str, sectors: tuple[str, ...]) -> bool:
    """Whether a named set has a value for every sector."""
    return set(sectors) <= set(read_table("trade_elasticity")[name]["theta"])


def load_elasticities(name: str, sectors: tuple[str, ...]) -> ElasticitySet:
    """A named set for the sectors at hand.

    Args:
        name: one of `elasticity_sets()`. sectors: codes; every one must be in the set.

    Raises:
        LabelError: unknown set, or the set does not cover these sectors.
    """
    table = read_table("trade_elasticity")
    if name not in table:
        raise LabelError(f"elasticities: unknown set {name!r}{did_you_mean(name, table)} Known: {', '.join(table)}.")
    theta = table[name]["theta"]
    missing = [s for s in sectors if s not in theta]
    if missing:
        raise LabelError(
            f"elasticities: set {name} does not cover sector {missing[0]} ({len(missing)} missing); "
            "use `elasticities: world`, the set in the world file."
        )
    return ElasticitySet(name, np.array([theta[s] for s in sectors]), table[name]["source"], table[name]["grade"])


def named(theta: npt.NDArray[np.float64], sectors: tuple[str, ...]) -> str | None:
    """Name of the packaged set that these numbers are, or None."""
    for name in read_table("trade_elasticity"):
        if covers(name, sectors) and np.allclose(load_elasticities(name, sectors).theta, theta, rtol=1e-9, atol=0):
            return name
    return None


def replaced(
    theta: npt.NDArray[np.float64], sectors: tuple[str, ...], own: Mapping[str, float]
) -> npt.NDArray[np.float64]:
    """Elasticities with those of some sectors replaced; the same array where nothing changes.

    Args:
        theta: [sector]. sectors: codes. own: by code.

    Raises:
        LabelError: a sector that is not among them.
    """
    unknown = next((s for s in own if s not in sectors), None)
    if unknown is not None:
        hint = did_you_mean(unknown, sectors) or f"; known: {', '.join(sectors)}."
        raise LabelError(f"trade_elasticity.{unknown}: unknown sector {unknown!r}{hint}")
    found = np.array([own.get(s, t) for s, t in zip(sectors, theta.tolist(), strict=True)])
    return theta if np.array_equal(found, theta) else found


def at_horizon(theta: npt.NDArray[np.float64], years: int | None) -> npt.NDArray[np.float64]:
    """Elasticities `years` after a shock: 1 + theta_h = s(h) (1 + theta), s from 0.38 in year one to 1 in year ten.

    Args:
        theta: [sector] long-run values. years: 1 for the year of the shock; None for the long run.
    """
    if years is None or years >= FULL_YEARS:
        return theta
    share = SHORT_RUN_SHARE + (1 - SHORT_RUN_SHARE) * (max(years, 1) - 1) / (FULL_YEARS - 1)
    return np.minimum(theta, np.maximum(share * (1 + theta) - 1, FLOOR))


def at_floor(theta: npt.NDArray[np.float64], years: int | None) -> npt.NDArray[np.bool_]:
    """[sector] where the floor binds at a horizon, so that the published ratio does not hold."""
    return np.asarray((at_horizon(theta, years) == FLOOR) & (theta > FLOOR))

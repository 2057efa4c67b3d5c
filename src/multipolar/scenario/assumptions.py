"""Values of parameters that a scenario sets by itself, in place of what the tables believe."""

from __future__ import annotations

from collections.abc import Mapping

from multipolar.labels import did_you_mean
from multipolar.params.alignment import BELIEFS, alignment_priors

__all__ = ["THETA_BOUNDS", "THETA_PREFIX", "checked", "of_alignment", "of_elasticities"]

THETA_PREFIX, THETA_BOUNDS = "trade_elasticity.", (0.5, 30.0)
"""How the elasticity of a sector is named, and what it may be: wider than all published sets, narrow enough to solve."""


def checked(given: Mapping[str, float]) -> dict[str, float]:
    """The values, each within the bounds of its parameter.

    Args:
        given: by name: a parameter of `params/alignment.yaml`, or `trade_elasticity.` with the code of a sector, which is
            compared with the sectors of the world when it is known.

    Raises:
        ValueError: unknown name, with the nearest one, or a value outside the bounds.
    """
    priors = alignment_priors(BELIEFS[0])  # the bounds are the same under all beliefs
    for name, value in given.items():
        if name.startswith(THETA_PREFIX) and len(name) > len(THETA_PREFIX):
            low, high = THETA_BOUNDS
        elif name in priors:
            low, high = priors[name].low, priors[name].high
        else:
            known = [*priors, f"{THETA_PREFIX}C26"]
            hint = did_you_mean(name, known) or f"; known: trade_elasticity.SECTOR, {', '.join(priors)}"
            raise ValueError(f"unknown parameter {name!r}{hint}")
        if not low <= value <= high:
            raise ValueError(f"{name}: {value:g} lies outside {low:g} to {high:g}")
    return dict(given)


def of_alignment(assumptions: Mapping[str, float]) -> dict[str, float]:
    """Those that set a parameter of alignment."""
    return {name: value for name, value in assumptions.items() if not name.startswith(THETA_PREFIX)}


def of_elasticities(assumptions: Mapping[str, float]) -> dict[str, float]:
    """Those that set the trade elasticity of a sector, by its code."""
    return {n.removeprefix(THETA_PREFIX): v for n, v in assumptions.items() if n.startswith(THETA_PREFIX)}

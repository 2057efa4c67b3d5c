"""Values of parameters that a scenario sets by itself, in place of what the tables believe."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from multipolar.labels import did_you_mean
from multipolar.params.alignment import BELIEFS, Prior, alignment_priors

__all__ = ["BY_USER", "THETA_BOUNDS", "THETA_PREFIX", "believed", "checked", "own_elasticities"]

THETA_PREFIX, THETA_BOUNDS = "trade_elasticity.", (0.5, 30.0)
"""How the elasticity of a sector is named, and what it may be: wider than all published sets, narrow enough to solve."""
BY_USER = "judgement of the user"
"""Grade of a value that a scenario sets."""


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
            hint = did_you_mean(name, [*priors, f"{THETA_PREFIX}C26"])
            raise ValueError(
                f"unknown parameter {name!r}{hint or f'; known: {THETA_PREFIX}SECTOR, ' + ', '.join(priors)}"
            )
        if not low <= value <= high:
            raise ValueError(f"{name}: {value:g} lies outside {low:g} to {high:g}")
    return dict(given)


def believed(belief: str, assumptions: Mapping[str, float]) -> Mapping[str, Prior]:
    """Parameters of alignment under a belief, those that a scenario sets held at its values.

    Args:
        belief: measured, literature or article. assumptions: of the settings; elasticities among them are passed over.
    """
    priors = alignment_priors(belief)
    own = {name: value for name, value in assumptions.items() if name in priors}
    if not own:
        return priors
    held = {name: _held(priors[name], value) for name, value in own.items()}
    return MappingProxyType({**priors, **held})


def _held(prior: Prior, value: float) -> Prior:
    """A parameter without doubt: every draw of it is the value."""
    return dataclasses.replace(
        prior,
        mean=value,
        sd=0.0,
        source="set by the user in the scenario",
        grade=BY_USER,
        note=f"in place of {prior.mean:g} ± {prior.sd:g}, {prior.grade}",
    )


def own_elasticities(assumptions: Mapping[str, float]) -> dict[str, float]:
    """Trade elasticities that a scenario sets, by code of the sector.

    Args:
        assumptions: of the settings.
    """
    return {n.removeprefix(THETA_PREFIX): v for n, v in assumptions.items() if n.startswith(THETA_PREFIX)}

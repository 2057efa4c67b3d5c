"""Economies by world and elasticities, each made once."""

from __future__ import annotations

import functools

import numpy as np

from multipolar.economy.elasticities import theta_under
from multipolar.economy.equilibrium import Economy
from multipolar.params.elasticities import load_elasticities
from multipolar.scenario import Settings
from multipolar.world import World

__all__ = ["economy_of", "economy_under"]


@functools.lru_cache(maxsize=24)
def economy_of(world: World, elasticities: str) -> Economy:
    """The economy of a world under a named set of trade elasticities.

    Args:
        world: the data. elasticities: name of a set, or `world` for the set in the world file.

    Raises:
        LabelError: unknown set, or one that does not cover the sectors of the world.
    """
    if elasticities == "world":
        return Economy(world)
    return Economy(world, load_elasticities(elasticities, world.sectors).theta)


def economy_under(world: World, settings: Settings, elasticities: str | None = None) -> Economy:
    """The economy of a world under the settings of a run, with the elasticities that they set themselves.

    Args:
        world: the data. settings: of the run. elasticities: name of another set than that of the settings.

    Raises:
        LabelError: as `economy_of`, or an elasticity is set for a sector that the world does not have.
    """
    plain = economy_of(world, settings.elasticities if elasticities is None else elasticities)
    theta = theta_under(world, settings, elasticities)
    return plain if np.array_equal(theta, plain.theta) else _economy_with(world, theta.tobytes())


@functools.lru_cache(maxsize=12)
def _economy_with(world: World, theta: bytes) -> Economy:
    return Economy(world, np.frombuffer(theta, dtype=np.float64))

"""Economies by world and name of an elasticity set, each made once."""

from __future__ import annotations

import functools

from multipolar.economy.equilibrium import Economy
from multipolar.params.elasticities import load_elasticities
from multipolar.world import World

__all__ = ["economy_of"]


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

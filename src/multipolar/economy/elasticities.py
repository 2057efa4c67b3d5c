"""Trade elasticities under the settings of a run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.params.elasticities import load_elasticities, named, replaced
from multipolar.scenario import Settings, own_elasticities
from multipolar.world import World

__all__ = ["set_name", "theta_under"]


def theta_under(world: World, settings: Settings, elasticities: str | None = None) -> npt.NDArray[np.float64]:
    """[sector] long-run elasticities: those of a set, and on top those that the settings set themselves.

    Args:
        world: the data. settings: of the run. elasticities: name of another set than that of the settings.

    Raises:
        LabelError: unknown set, one that does not cover the sectors, or a sector that the world does not have.
    """
    theta = _of_set(world, settings.elasticities if elasticities is None else elasticities)
    own = own_elasticities(settings.assumptions)
    return replaced(theta, world.sectors, own) if own else theta


def set_name(world: World, settings: Settings) -> str:
    """Name of the published set under the settings of a run, whatever they set on top; `world` where it is none.

    Args:
        world: the data. settings: of the run.
    """
    return named(_of_set(world, settings.elasticities), world.sectors) or "world"


def _of_set(world: World, name: str) -> npt.NDArray[np.float64]:
    return world.trade_elasticity if name == "world" else load_elasticities(name, world.sectors).theta

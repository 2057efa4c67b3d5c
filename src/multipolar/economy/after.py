"""The world after an equilibrium, to start another run from."""

from __future__ import annotations

import numpy as np

from multipolar.economy.equilibrium import Solution
from multipolar.economy.shocks import Shocks
from multipolar.errors import InputError
from multipolar.world import World

__all__ = ["require_baseline", "world_after"]


def require_baseline(shocks: Shocks, name: str) -> None:
    """Refuse shocks that the accounts of a baseline cannot hold.

    Args:
        shocks: those of the equilibrium to start from. name: of its scenario, for the message.

    Raises:
        InputError: an export tax or a transfer.
    """
    what = "export taxes" if (shocks.export_tax != 0).any() else "transfers" if shocks.transfer.any() else None
    if what is not None:
        raise InputError(
            f"after: {name} holds {what}; the accounts of a starting world know none, so nothing can start after it. "
            "Put those moves into the scenario itself, or drop them from the one before."
        )


def world_after(world: World, solution: Solution, name: str) -> World:
    """The world whose flows and duties are those of an equilibrium; coefficients and elasticities stay.

    Deficits follow from the flows. Costs, availability, productivity and labour are absorbed in them: the new
    world is its own baseline, and no shock on it is exactly no change.

    Args:
        world: the data that the solution was computed from. solution: the equilibrium. name: of its scenario.

    Raises:
        InputError: an export tax or a transfer, which a baseline cannot hold.
        WorldError: the flows break a promise of a world.
    """
    require_baseline(solution.shocks, name)
    note = f"flows and duties are those of the equilibrium of {name} (deficits {solution.closure}), not observed"
    earlier = [text] if isinstance(text := world.attrs.get("after"), str) else []
    return world.replace(
        name=f"{world.name} after {name}",
        flow=np.ascontiguousarray(solution.state.flow.transpose(2, 1, 0)),
        tariff=np.ascontiguousarray(solution.shocks.tariff.transpose(2, 1, 0)),
        attrs={**world.attrs, "after": "; ".join([*earlier, note])},
    )

"""Who a state's peers are: states that share organisations and regions with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.world.groups import group_names, members

__all__ = ["LEFT_OUT", "peer_weights"]

LEFT_OUT = ("G20", "P5")
"""Groups whose members bargain with each other rather than vote alike."""


def peer_weights(states: Sequence[str], year: int = 2024, without: Sequence[str] = ()) -> npt.NDArray[np.float64]:
    """Weight of state j among the peers of state i.

    Each group that i shares with others gives the weight 1 in equal parts to its other members, so that a small
    group ties its members closer than a large one; rows are then brought to sum 1. Organisations and regions are those of
    `data/memberships.csv`. No trade enters: flows with all partners are packaged for 80 economies alone.

    Args:
        states: ISO3. year: of the memberships. without: states that are nobody's peer, such as the poles; they keep a row.

    Returns:
        [i, j], zero on the diagonal; rows sum to 1, or to 0 for a state that shares no group: it has no peers.

    Source: own choice of weights, grade judgement; memberships own work from public records.
    """
    place = {state: i for i, state in enumerate(states)}
    weights = np.zeros((len(states), len(states)))
    for group in group_names():
        if group in LEFT_OUT:
            continue
        inside = [place[s] for s in members(group, year) if s in place]
        heard = [place[s] for s in members(group, year) if s in place and s not in without]
        for i in inside:
            others = [j for j in heard if j != i]
            if others:
                weights[i, others] += 1 / len(others)
    total = weights.sum(axis=1, keepdims=True)
    shares: npt.NDArray[np.float64] = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return shares

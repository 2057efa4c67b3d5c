"""How much of world trade stays inside blocs, on the flows of a world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.politics.order import POLES
from multipolar.politics.polarity import NO_BLOC, inside_share, nearest_pole
from multipolar.politics.tables import ideal_points
from multipolar.world import World
from multipolar.world.groups import group_names, members

__all__ = ["GROUPS", "BlocTrade", "trade_by_groups", "trade_by_nearest_pole"]

GROUPS = ("West", "BRICS")
"""Groups taken as blocs by default; states in neither are in no bloc."""


@dataclass(frozen=True)
class BlocTrade:
    """Trade inside blocs against between them.

    Args:
        how: which blocs, in words. inside: share of trade with a bloc on both ends that stays inside one. covered: share of
            all trade between economies that has a bloc on both ends. sizes: name of a bloc and how many economies it has.
        without: economies in no bloc.
    """

    how: str
    inside: float
    covered: float
    sizes: tuple[tuple[str, int], ...]
    without: tuple[str, ...]


def trade_by_nearest_pole(world: World, poles: Sequence[str] = POLES) -> BlocTrade:
    """Blocs of states by the pole whose position is nearest, in the year of the world.

    Args:
        world: its flows, all sectors, without domestic sales. poles: ISO3.

    Raises:
        InputError: a pole without a position, or a year without positions.
    """
    points = ideal_points()
    where = dict(zip(points.states, points.at(world.year), strict=True))
    missing = [p for p in poles if not np.isfinite(where.get(p, np.nan))]
    if missing:
        raise InputError(f"pole {missing[0]!r} has no position in {world.year}{did_you_mean(missing[0], where) or '.'}")
    positions = np.array([where.get(c, np.nan) for c in world.countries])
    bloc = nearest_pole(positions, np.array([where[p] for p in poles]))
    return _found(world, f"nearest pole by positions of {world.year}", bloc, poles)


def trade_by_groups(world: World, groups: Sequence[str] = GROUPS) -> BlocTrade:
    """Blocs that are groups of states, with the members of the year of the world; a state in two is in the first.

    Args:
        world: its flows, all sectors, without domestic sales. groups: names.

    Raises:
        InputError: unknown group.
    """
    bloc = np.full(len(world.countries), NO_BLOC)
    for k, group in reversed(list(enumerate(groups))):
        if group not in group_names():
            raise InputError(f"no group {group!r}{did_you_mean(group, group_names()) or '.'}")
        bloc[np.isin(np.array(world.countries), members(group, world.year))] = k
    return _found(world, f"members of {' and '.join(groups)} in {world.year}", bloc, groups)


def _found(world: World, how: str, bloc: npt.NDArray[np.int_], names: Sequence[str]) -> BlocTrade:
    inside, covered = inside_share(world.flow.sum(axis=2), bloc)
    sizes = tuple((name, int((bloc == k).sum())) for k, name in enumerate(names))
    without = tuple(c for c, b in zip(world.countries, bloc, strict=True) if b == NO_BLOC)
    return BlocTrade(how, inside, covered, sizes, without)

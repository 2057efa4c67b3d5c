"""Groups of states (EU, NATO, BRICS, West ...) with dated membership."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from multipolar.errors import InputError, LabelError
from multipolar.labels import did_you_mean
from multipolar.world.model import World

__all__ = ["CUSTOMS_UNIONS", "group_called", "group_names", "members", "positions_of"]

CUSTOMS_UNIONS = ("EU",)
"""Groups whose members share one external tariff."""


@dataclass(frozen=True)
class _Spell:
    """One membership: years from `joined` up to and without `left`; open ends are infinite."""

    iso3: str
    joined: float
    left: float


@functools.cache
def _table() -> dict[str, tuple[_Spell, ...]]:
    text = resources.files("multipolar").joinpath("data/memberships.csv").read_text(encoding="utf8")
    groups: dict[str, list[_Spell]] = {}
    for row in csv.DictReader(text.splitlines()):
        joined = float(row["joined"][:4]) if row["joined"] else float("-inf")
        left = float(row["left"][:4]) if row["left"] else float("inf")
        groups.setdefault(row["group"], []).append(_Spell(row["iso3"], joined, left))
    return {name: tuple(spells) for name, spells in groups.items()}


ALIASES = {
    "european union": "EU",
    "europe union": "EU",
    "north atlantic treaty organization": "NATO",
    "the west": "West",
}
"""Other names of groups, in lower case."""


def group_called(name: str) -> str | None:
    """The group that is called so, exactly or by another name."""
    return ALIASES.get(name.strip().lower())


def group_names() -> tuple[str, ...]:
    """Names of all groups."""
    return tuple(sorted(_table()))


def members(group: str, year: int) -> tuple[str, ...]:
    """ISO3 codes of the members of a group in a year (a state that joins in the year counts).

    Raises:
        LabelError: unknown group.
    """
    if group not in _table():
        raise LabelError(f"unknown group {group!r}{did_you_mean(group, _table()) or '.'}")
    return tuple(sorted({s.iso3 for s in _table()[group] if s.joined <= year < s.left}))


def positions_of(
    world: World, name: str, year: int, *, what: str = "economy", also: tuple[str, ...] = ()
) -> tuple[int, ...]:
    """Positions in a world of an economy, or of the members of a group that the world has, in its order.

    Args:
        world: the data. name: code of an economy or name of a group. year: of the membership.
        what: field for the message. also: other names that the caller would take.

    Raises:
        InputError: neither, or a group of which the world has no member; with the nearest name.
    """
    inside = {name} if name in world.countries else set(members(name, year)) if name in group_names() else set()
    found = tuple(n for n, c in enumerate(world.countries) if c in inside)
    if not found:
        hint = did_you_mean(name, [*world.countries, *group_names(), *also])
        choices = ", ".join(("an ISO3 code", "a group", *also))
        raise InputError(
            f"{what}: {name!r} is no economy or group of world {world.name!r}{hint or f'; choose {choices}.'}"
        )
    return found

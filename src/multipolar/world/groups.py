"""Groups of states (EU, NATO, BRICS, West ...) with dated membership."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from multipolar.errors import InputError, LabelError
from multipolar.labels import code_of, did_you_mean, state_name, state_names
from multipolar.world.model import World
from multipolar.world.satellites import satellite_codes

__all__ = ["CUSTOMS_UNIONS", "codes_of", "group_called", "group_names", "members", "members_of_any", "positions_of"]

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


BESIDE = {
    "MERCOSUR": (
        *(_Spell(state, 1991, float("inf")) for state in ("ARG", "BRA", "PRY", "URY")),
        _Spell("VEN", 2012, 2017),  # suspended on 2 December 2016
        _Spell("BOL", 2024, float("inf")),
    )
}
"""Groups that texts name, beside those of the models: in the packaged table they would make peers and blocs."""

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


@functools.cache
def group_names() -> tuple[str, ...]:
    """Names of all groups."""
    return tuple(sorted(_table()))


@functools.lru_cache(maxsize=4096)
def members(group: str, year: int) -> tuple[str, ...]:
    """ISO3 codes of the members of a group in a year (a state that joins in the year counts).

    Raises:
        LabelError: unknown group.
    """
    if group not in _table():
        raise LabelError(f"unknown group {group!r}{did_you_mean(group, _table()) or '.'}")
    return tuple(sorted({s.iso3 for s in _table()[group] if s.joined <= year < s.left}))


def members_of_any(group: str, year: int) -> tuple[str, ...]:
    """Members of a group of ours, or of one that texts name and no model uses; empty for other names.

    Args:
        group: name. year: of the membership.
    """
    if group in _table():
        return members(group, year)
    return tuple(sorted({s.iso3 for s in BESIDE.get(group, ()) if s.joined <= year < s.left}))


def codes_of(names: tuple[str, ...], year: int) -> frozenset[str]:
    """Codes meant by a list of codes and groups; `all` and other names stand for themselves.

    Args:
        names: as written. year: of the membership.
    """
    found: set[str] = set()
    for name in names:
        found.update(members(name, year) if name in _table() else (name,))
    return frozenset(found)


def outside_accounts(world: World, name: str) -> str | None:
    """Why a known state is no economy of a world, in a sentence; None for other names.

    Args:
        world: the data. name: code or English name.
    """
    code = name if name in state_names() else code_of(name)
    if code is None or code in world.countries:
        return None
    if code in satellite_codes(world):
        what = "only a run's approximate effect on it is known; see `multipolar run --show`"
        return f"{code} ({state_name(code)}) has no accounts of its own in world {world.name!r}: {what}."
    return f"{code} ({state_name(code)}) is not in the data of world {world.name!r}: no data."


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
        if (outside := outside_accounts(world, name)) is not None:
            raise InputError(f"{what}: {outside}")
        hint = did_you_mean(name, [*world.countries, *group_names(), *also])
        choices = ", ".join(("an ISO3 code", "a group", *also))
        raise InputError(
            f"{what}: {name!r} is no economy or group of world {world.name!r}{hint or f'; choose {choices}.'}"
        )
    return found

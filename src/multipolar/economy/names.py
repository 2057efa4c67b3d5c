"""Who and what a move means in a world: states, groups and sectors to positions, with errors that name the line."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from multipolar.errors import LabelError, ScenarioError
from multipolar.labels import code_of, did_you_mean, nearest, state_name, state_names
from multipolar.moves import Move, Retaliation
from multipolar.params.commodities import Commodity, commodity_named
from multipolar.params.commodity_flows import CommodityTable, commodity_table
from multipolar.params.read import read_table
from multipolar.scenario import THETA_PREFIX, Scenario, own_elasticities
from multipolar.world import REST, World, satellite_codes
from multipolar.world.groups import CUSTOMS_UNIONS, codes_of, group_called, group_names, members

__all__ = ["Names", "check_names", "sector_hint"]

SECTOR_WORDS = ("goods", "services", "all")
SIDES = ("by", "on", "to", "between")
"""Fields of moves with the two sides of what satellites may take part in."""


@dataclass
class Names:
    """Resolves the names of one scenario in one world; collects what it had to leave out.

    Args:
        scenario: for positions in messages. world: whose labels count. warnings: filled while resolving.
        with_satellites: whether shocks are collected on the axis of the world's economies and its satellites.
        near_groups: groups met so far with members outside the accounts, and how many; filled while resolving.

    Groups are those of a move's first year (`from`), else of the first year of the scenario.
    """

    scenario: Scenario
    world: World
    warnings: list[str] = field(default_factory=list)
    with_satellites: bool = False
    near_groups: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _found: dict[tuple[tuple[str, ...], int], list[str]] = field(default_factory=dict, repr=False, compare=False)
    _unions: dict[int, list[npt.NDArray[np.bool_]]] = field(default_factory=dict, repr=False, compare=False)
    _sectors: dict[tuple[str, ...], list[int]] = field(default_factory=dict, repr=False, compare=False)

    @functools.cached_property
    def first_year(self) -> int:
        """First year of any move."""
        return self.scenario.first_year

    @functools.cached_property
    def satellites(self) -> tuple[str, ...]:
        """States outside the world's accounts that a move may still name."""
        return satellite_codes(self.world)

    @functools.cached_property
    def everyone(self) -> dict[str, int]:
        """Position of every economy and satellite, economies first."""
        return {c: k for k, c in enumerate((*self.world.countries, *self.satellites))}

    @functools.cached_property
    def axis(self) -> tuple[str, ...]:
        """Who has a place in the arrays that moves fill."""
        return tuple(self.everyone) if self.with_satellites else self.world.countries

    def concerns(self, move: Move, year: int) -> bool:
        """Whether a move can touch what has a place here; with satellites only what names them, `all` or ROW does.

        Args:
            year: of the membership of groups.
        """
        if not self.with_satellites:
            return True
        if isinstance(move, Retaliation):
            return any(self.concerns(m, year) for m in self.scenario.moves if m.id == move.against) or self._near(
                move, year
            )
        return self._near(move, year)

    def _near(self, move: Move, year: int) -> bool:
        given = (names for what, names in move.named() if what in SIDES)
        return any(_holds_satellites(self.satellites, names, year) for names in given)

    def acting_poles(self, move: Move) -> tuple[str, ...]:
        """Poles of the scenario that make a move, alone or inside a group, in the order of the scenario."""
        year = move.from_ or self.first_year
        actors = codes_of(move.actors, year)
        return tuple(p for p in self.scenario.poles if codes_of((p,), year) & actors)

    def warn(self, text: str) -> None:
        """Add a warning once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def states(self, at: int, what: str, names: tuple[str, ...], year: int) -> list[str]:
        """Economies of the world meant by a list of codes and groups, in the order of the world; satellites left out.

        Raises:
            ScenarioError: see `actors`.
        """
        economies = self.world.n_countries
        return [c for c in self.actors(at, what, names, year) if self.everyone[c] < economies]

    def actors(self, at: int, what: str, names: tuple[str, ...], year: int) -> list[str]:
        """Economies and satellites meant by a list of codes and groups, in the order of the world, then of the table.

        `all` and `ROW` hold the satellites too, but only where they have a place of their own: elsewhere they are
        part of ROW.

        Args:
            at: index of the move. what: field. names: codes, groups or `all`. year: of the membership.

        Raises:
            ScenarioError: unknown name, or none of the states meant is an economy of the world or a satellite.
        """
        if (names, year) not in self._found:
            found = self._resolved(at, what, names, year)
            self._found[names, year] = sorted(found, key=lambda c: self.everyone[c])
        return [*self._found[names, year]]

    def _resolved(self, at: int, what: str, names: tuple[str, ...], year: int) -> set[str]:
        """See `actors`."""
        found: set[str] = set()
        for name in names:
            if name == "all":
                found.update(self.axis)
            elif name in self.world.countries:
                found.add(name)
                found.update(self.satellites if name == REST and self.with_satellites else ())
            elif name in self.satellites:
                self.warn(
                    f"{name} ({state_name(name)}) has no accounts of its own: the move acts on it to first order "
                    "(approximate); its partners' side is ignored."
                )
                found.add(name)
            elif name in group_names():
                found.update(self._group(at, what, name, year))
            else:
                raise self.problem(at, what, self._unknown(name))
        return found

    def _group(self, at: int, what: str, name: str, year: int) -> list[str]:
        """Members of a group that a move can act on, with a warning about the others."""
        everyone, economies = members(name, year), self.world.n_countries
        outside = [c for c in everyone if self.everyone.get(c, economies) >= economies]
        near = [c for c in outside if c in self.everyone]
        if len(everyone) == len(outside) and not near:
            raise self.problem(at, what, f"no member of {name} in {year} is an economy of this world")
        if near:
            self._note_near(name, (len(near), len(outside) - len(near), len(everyone)))
        elif outside:
            self.warn(
                f"{name}: {len(outside)} of {len(everyone)} members are not economies of their own in this "
                "world (they are in ROW, the rest of the world) and are left out of the move."
            )
        return [c for c in everyone if c not in outside or c in near]

    def _note_near(self, group: str, counts: tuple[int, int, int]) -> None:
        """One warning for all groups with members outside the accounts.

        Args:
            counts: members acted on to first order, members without data, all members.
        """
        before = self._near_text()
        self.near_groups[group] = counts
        if before in self.warnings:
            self.warnings[self.warnings.index(before)] = self._near_text()
        else:
            self.warn(self._near_text())

    def _near_text(self) -> str:
        parts = [
            f"{group} {near} of {everyone}{f' ({lost} more without data, left out)' if lost else ''}"
            for group, (near, lost, everyone) in self.near_groups.items()
        ]
        return (
            f"members without accounts of their own: {', '.join(parts)}. Moves act on them to first order (approximate); "
            "their partners' side is ignored."
        )

    def one_tariff(self, setters: list[str], year: int) -> list[str]:
        """States that set a duty, widened to whole customs unions, whose members share one tariff."""
        for union in CUSTOMS_UNIONS:
            inside, given = _inside(self.world.countries, union, year), set(setters)
            some = [c for c in inside if c in given]
            if some and len(some) < len(inside):
                self.warn(
                    f"{union} members share one trade policy: what {', '.join(some[:3])} does at the border is done by all of {union}."
                )
                setters = [c for c in self.everyone if c in given or c in inside]
        return setters

    def unions(self, year: int) -> list[npt.NDArray[np.bool_]]:
        """For every customs union, [position] whether a state is in it: inside no duty lies.

        Args:
            year: of the membership.
        """
        if year not in self._unions:
            found = np.zeros((len(CUSTOMS_UNIONS), len(self.everyone)), dtype=bool)
            for row, union in zip(found, CUSTOMS_UNIONS, strict=True):
                row[[self.everyone[c] for c in members(union, year) if c in self.everyone]] = True
            self._unions[year] = list(found)
        return self._unions[year]

    def same_union(self, a: str, b: str, year: int) -> bool:
        """Whether two states are in one customs union, so that no duty lies between them.

        Args:
            a, b: their codes. year: of the membership.
        """
        return any({a, b} <= set(members(u, year)) for u in CUSTOMS_UNIONS)

    def sectors(self, at: int, what: str, names: tuple[str, ...]) -> list[int]:
        """Positions of the sectors meant by codes, `goods`, `services` or `all`.

        Raises:
            ScenarioError: unknown sector.
        """
        if names not in self._sectors:
            self._sectors[names] = self._positions(at, what, names)
        return [*self._sectors[names]]

    def _positions(self, at: int, what: str, names: tuple[str, ...]) -> list[int]:
        """See `sectors`."""
        found: set[int] = set()
        for name in names:
            if name in self.world.sectors:
                found.add(self.world.sectors.index(name))
            elif name in SECTOR_WORDS:
                goods = self.world.is_goods
                found.update(
                    j for j in range(self.world.n_sectors) if name == "all" or bool(goods[j]) == (name == "goods")
                )
            else:
                parts = [s for s in self.world.sectors if s.startswith(name)]
                several = f"; did you mean {' and '.join(parts)}?" if len(parts) > 1 else ""
                hint = several or sector_hint(self.world, name) or did_you_mean(name, SECTOR_WORDS)
                full = [f"{s} {n}" for s, n in zip(self.world.sectors, self.world.sector_names, strict=True)]
                hint = hint or f"; known: {', '.join([*full, *SECTOR_WORDS])}"
                raise self.problem(at, what, f"unknown sector {name!r}{hint}")
        return sorted(found)

    def commodities(self, at: int, names: tuple[str, ...]) -> list[tuple[Commodity, CommodityTable | None]]:
        """Commodities meant, with their tables on this world; None for one that stands for a whole sector.

        Raises:
            ScenarioError: unknown commodity, or its tables do not fit the world.
        """
        try:
            found = [commodity_named(name) for name in dict.fromkeys(names)]
            proxies = [c.sector_flows for c in found if c.sector_flows]
            self.sectors(at, "commodities", tuple(proxies))
            labels = self.world.countries, self.world.sectors
            return [(c, None if c.sector_flows else commodity_table(c, *labels)) for c in found]
        except LabelError as error:
            raise self.problem(at, "commodities", str(error)) from error

    def problem(self, at: int, what: str, message: str) -> ScenarioError:
        """An error at a field of a move."""
        return self.scenario.problem(("moves", at, what), message)

    def _unknown(self, name: str) -> str:
        if name in state_names():
            rest = (
                "it is part of ROW, the rest of the world" if REST in self.world.countries else "it is not in the data"
            )
            if self.satellites:
                rest = "no data: it is in neither the accounts nor the goods trade of 2023 that satellites are made of"
            return f"{name} ({state_name(name)}) is not an economy of its own in world {self.world.name!r}; {rest}"
        here = [*self.world.countries, *self.satellites, *group_names(), "all"]
        if (group := group_called(name)) is not None:
            return f"unknown state or group {name!r}; did you mean {group}?"
        if (code := code_of(name)) is not None:
            here.append(code)
        near = did_you_mean(name, here) or did_you_mean(name, state_names())
        return f"unknown state or group {name!r}{near or '; use ISO3 codes or group names'}"


@functools.lru_cache(maxsize=4096)
def _holds_satellites(satellites: tuple[str, ...], names: tuple[str, ...], year: int) -> bool:
    """Whether names mean satellites, some alone or among others."""
    near = {"all", REST, *satellites}
    return any(n in near or (n in group_names() and not near.isdisjoint(members(n, year))) for n in names)


@functools.lru_cache(maxsize=256)
def _inside(countries: tuple[str, ...], group: str, year: int) -> tuple[str, ...]:
    """Members of a group that are economies of a world, in the order of the group."""
    return tuple(c for c in members(group, year) if c in countries)


def sector_hint(world: World, name: str) -> str:
    """'; did you mean C29 (Motor vehicles)?' for a code, a name or an everyday word that is near; else empty.

    Args:
        world: whose sectors are meant. name: what was written.
    """
    full = dict(zip(world.sectors, world.sector_names, strict=True))
    word = str(read_table("sector_words").get(name.strip().lower(), ""))
    named = {n: c for c, n in full.items()}
    within = next((c for c, n in full.items() if len(name) > 2 and name.lower() in n.lower()), None)
    code = word if word in full else within or nearest(name, full) or named.get(nearest(name, named) or "")
    return f"; did you mean {code} ({full[code]})?" if code else ""


def check_names(scenario: Scenario, world: World) -> None:
    """Check every actor of every move, modelled or not, against the world, all known states and groups.

    Raises:
        ScenarioError: unknown name, with line, field and nearest name.
    """
    names = Names(scenario, world)
    valid = {*world.countries, *group_names(), *state_names(), "all"}
    for at, move in enumerate(scenario.moves):
        for what, given in move.named():
            if not valid.issuperset(given):
                raise names.problem(at, what, names._unknown(next(name for name in given if name not in valid)))
    for k, name in enumerate(scenario.poles):
        if name not in valid:
            raise scenario.problem(("poles", k), names._unknown(name))
    for sector in own_elasticities(scenario.settings.assumptions):
        if sector not in world.sectors:
            hint = sector_hint(world, sector) or f"; known: {', '.join(world.sectors)}"
            where = ("settings", "assumptions", f"{THETA_PREFIX}{sector}")
            raise scenario.problem(where, f"unknown sector {sector!r}{hint}")
    block = scenario.coalition
    for what, given in (
        ()
        if block is None
        else (
            ("proposer", (block.proposer,)),
            ("target", (block.target,)),
            ("candidates", block.candidates),
            ("rivals", tuple(name for pair in block.rivals for name in pair)),
        )
    ):
        for name in given:
            if name not in valid:
                raise scenario.problem(("coalition", what), names._unknown(name))

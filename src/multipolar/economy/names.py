"""Who and what a move means in a world: states, groups and sectors to positions, with errors that name the line."""

from __future__ import annotations

from dataclasses import dataclass, field

from multipolar.errors import LabelError, ScenarioError
from multipolar.labels import code_of, did_you_mean, state_name, state_names
from multipolar.params.commodities import Commodity, commodity_named
from multipolar.params.commodity_flows import CommodityTable, commodity_table
from multipolar.scenario import Scenario
from multipolar.world import World
from multipolar.world.groups import CUSTOMS_UNIONS, group_called, group_names, members

__all__ = ["Names", "check_names"]

SECTOR_WORDS = ("goods", "services", "all")


@dataclass
class Names:
    """Resolves the names of one scenario in one world; collects what it had to leave out.

    Args:
        scenario: for positions in messages. world: whose labels count. warnings: filled while resolving.

    Groups are those of a move's first year (`from`), else of the first year of the scenario.
    """

    scenario: Scenario
    world: World
    warnings: list[str] = field(default_factory=list)

    @property
    def first_year(self) -> int:
        """First year of any move."""
        return self.scenario.first_year

    def warn(self, text: str) -> None:
        """Add a warning once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def states(self, at: int, what: str, names: tuple[str, ...], year: int) -> list[str]:
        """Economies of the world meant by a list of codes and groups, in the order of the world.

        Args:
            at: index of the move. what: field. names: codes, groups or `all`. year: of the membership.

        Raises:
            ScenarioError: unknown name, or none of the states meant is an economy of the world.
        """
        found: set[str] = set()
        for name in names:
            if name == "all":
                found.update(self.world.countries)
            elif name in self.world.countries:
                found.add(name)
            elif name in group_names():
                inside = [c for c in members(name, year) if c in self.world.countries]
                outside = len(members(name, year)) - len(inside)
                if not inside:
                    raise self.problem(at, what, f"no member of {name} in {year} is an economy of this world")
                if outside:
                    self.warn(
                        f"{name}: {outside} of {outside + len(inside)} members are not economies of their own in this "
                        "world (they are in ROW, the rest of the world) and are left out of the move."
                    )
                found.update(inside)
            else:
                raise self.problem(at, what, self._unknown(name))
        return [c for c in self.world.countries if c in found]

    def one_tariff(self, setters: list[str], year: int) -> list[str]:
        """States that set a duty, widened to whole customs unions, whose members share one tariff."""
        for union in CUSTOMS_UNIONS:
            inside = [c for c in members(union, year) if c in self.world.countries]
            some = [c for c in inside if c in setters]
            if some and len(some) < len(inside):
                self.warn(
                    f"{union} members share one tariff: a duty of {', '.join(some[:3])} is applied by all of {union}."
                )
                setters = [c for c in self.world.countries if c in setters or c in inside]
        return setters

    def same_union(self, a: str, b: str, year: int) -> bool:
        """Whether two states are in one customs union, so that no duty lies between them."""
        return any(a in members(u, year) and b in members(u, year) for u in CUSTOMS_UNIONS)

    def sectors(self, at: int, what: str, names: tuple[str, ...]) -> list[int]:
        """Positions of the sectors meant by codes, `goods`, `services` or `all`.

        Raises:
            ScenarioError: unknown sector.
        """
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
                labels = [*self.world.sectors, *SECTOR_WORDS]
                parts = [s for s in self.world.sectors if s.startswith(name)]
                several = f"; did you mean {' and '.join(parts)}?" if len(parts) > 1 else ""
                hint = (
                    several
                    or did_you_mean(name, labels)
                    or self._by_sector_name(name)
                    or f"; known: {', '.join(labels)}"
                )
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
        end = "" if message.endswith((".", "?")) else "."
        return ScenarioError(f"{self.scenario.where('moves', at, what)}: {message}{end}")

    def _by_sector_name(self, name: str) -> str:
        hint = did_you_mean(name, self.world.sector_names)
        for code, full in zip(self.world.sectors, self.world.sector_names, strict=True):
            if hint and full in hint:
                return f"; did you mean {code} ({full})?"
        return ""

    def _unknown(self, name: str) -> str:
        if name in state_names():
            rest = (
                "it is part of ROW, the rest of the world" if "ROW" in self.world.countries else "it is not in the data"
            )
            return f"{name} ({state_name(name)}) is not an economy of its own in world {self.world.name!r}; {rest}"
        here = [*self.world.countries, *group_names(), "all"]
        if (group := group_called(name)) is not None:
            return f"unknown state or group {name!r}; did you mean {group}?"
        if (code := code_of(name)) is not None:
            here.append(code)
        near = did_you_mean(name, here) or did_you_mean(name, state_names())
        return f"unknown state or group {name!r}{near or '; use ISO3 codes or group names'}"


ACTORS = ("by", "on", "to", "between", "who", "parties", "includes", "excludes")


def check_names(scenario: Scenario, world: World) -> None:
    """Check every actor of every move, modelled or not, against the world, all known states and groups.

    Raises:
        ScenarioError: unknown name, with line, field and nearest name.
    """
    names = Names(scenario, world)
    valid = {*world.countries, *group_names(), *state_names(), "all"}
    for at, move in enumerate(scenario.moves):
        for what in ACTORS:
            for name in getattr(move, what, None) or ():
                if name not in valid:
                    raise names.problem(at, what, names._unknown(name))
    for k, name in enumerate(scenario.poles):
        if name not in valid:
            raise ScenarioError(f"{scenario.where('poles', k)}: {names._unknown(name)}.")
    block = scenario.coalition
    for what, given in (
        ()
        if block is None
        else (
            ("proposer", (block.proposer,)),
            ("target", (block.target,)),
            ("candidates", block.candidates),
        )
    ):
        for name in given:
            if name not in valid:
                raise ScenarioError(f"{scenario.where('coalition', what)}: {names._unknown(name)}.")

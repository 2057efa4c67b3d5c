"""What the answers on today's policy share: the answer itself, who is meant, and names for sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass

from multipolar.economy.names import Names
from multipolar.errors import LabelError
from multipolar.labels import did_you_mean, state_in_text, state_names
from multipolar.moves import Move
from multipolar.world import REST, World
from multipolar.world.groups import codes_of, group_names

__all__ = ["Asked", "Today", "called", "no_data", "source_of"]

WITH_ARTICLE = frozenset(
    ("EU", "AU", "GCC", "EAEU", "CSTO", "SCO", "G7", "G20", "OECD", "West", "Global_South", "Middle_East")
)
"""Groups that a sentence calls by `the`."""


@dataclass(frozen=True)
class Today:
    """Today's policy for one move.

    Args:
        field: of the move that a tick belongs to; at: where on its slider today lies. value, unit: what is observed, None
            where there are no data. text: in a sentence. source: whose data. reason: why there is no value; else empty.
    """

    value: float | None
    unit: str
    text: str
    source: str
    field: str | None = None
    at: float | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, object]:
        """As plain values."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class Asked:
    """A move of a scenario in a world, and who is meant by it.

    Args:
        names: of the scenario. index: of the move. move: itself; that of a retaliation is what it mirrors.
    """

    names: Names
    index: int
    move: Move

    @property
    def world(self) -> World:
        """The world at hand."""
        return self.names.world

    @property
    def year(self) -> int:
        """Year in which groups have their members."""
        return self.move.from_ or self.names.first_year

    def economies(self, field: str, given: tuple[str, ...]) -> list[int]:
        """Positions of the economies of the world that a field means.

        Raises:
            ScenarioError: unknown name, or none of them is an economy or a satellite.
        """
        found = self.names.states(self.index, field, given, self.year)
        return [self.world.countries.index(code) for code in found]

    def sectors(self, given: tuple[str, ...]) -> list[int]:
        """Positions of sectors.

        Raises:
            ScenarioError: unknown sector.
        """
        return self.names.sectors(self.index, "sectors", given)

    def codes(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """Codes of all states that names mean, whether or not they are economies of the world.

        Raises:
            LabelError: a name that is neither a state nor a group.
        """
        economies = [code for code in self.world.countries if code != REST]
        found = {c for name in given for c in (economies if name == "all" else codes_of((name,), self.year))}
        known = {*economies, REST, *state_names()}
        for name in sorted(found - known):
            hint = did_you_mean(name, [*known, *group_names(), "all"]) or "; use ISO3 codes or group names."
            raise LabelError(f"unknown state or group {name!r}{hint}")
        return tuple(sorted(found))


def called(given: tuple[str, ...]) -> str:
    """Names for a sentence: up to three in words, else how many."""
    words = [_word(name) for name in given]
    if len(words) > 3:
        return f"{len(words)} states and groups"
    return " and ".join(words) if len(words) < 3 else f"{words[0]}, {words[1]} and {words[2]}"


def _word(name: str) -> str:
    if name == "all":
        return "all economies"
    if name in group_names():
        return f"the {name.replace('_', ' ')}" if name in WITH_ARTICLE else name.replace("_", " ")
    return "the rest of the world" if name == REST else state_in_text(name)


def no_data(reason: str, field: str | None = None) -> Today:
    """The answer where there is none.

    Args:
        reason: a sentence. field: of the move that a tick would belong to.
    """
    return Today(None, "", f"no data: {reason}", "", field, None, reason)


def source_of(world: World, what: str) -> str:
    """Whose data a variable of a world holds, in the words of its file; its name where the file does not say.

    Args:
        world: the data. what: name of the variable.
    """
    try:
        return str(json.loads(str(world.attrs["sources"]))[what])
    except (KeyError, ValueError):
        return world.name

"""Who sits at the table: proposer, target and candidates, with a customs union as one player."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.economy.names import check_names
from multipolar.errors import InputError, ScenarioError
from multipolar.labels import state_name, state_names
from multipolar.scenario import Coalition, Scenario
from multipolar.world import World
from multipolar.world.groups import CUSTOMS_UNIONS, group_names, members, positions_of

__all__ = ["Player", "Players", "players_of"]


@dataclass(frozen=True)
class Player:
    """One decision maker: a state, or states that can only decide together.

    Args:
        code: ISO3 code or name of the group. members: economies of the world, in its order.
    """

    code: str
    members: tuple[str, ...]

    @property
    def name(self) -> str:
        """English name."""
        return state_name(self.code)


@dataclass(frozen=True)
class Players:
    """Proposer, target and candidates, with sentences on how names were read."""

    proposer: Player
    target: Player
    candidates: tuple[Player, ...]
    notes: tuple[str, ...]


def players_of(scenario: Scenario, world: World) -> Players:
    """The players of a scenario's coalition block.

    A customs union is one player, and a member that is named stands for all of it. Any other group among the
    candidates stands for its members, each of which decides for itself; as proposer or target it acts as one.

    Raises:
        ScenarioError: no block, an unknown name, a candidate that is the proposer or the target.
    """
    block = scenario.coalition
    if block is None:
        raise ScenarioError(
            f"{scenario.where('coalition')}: the scenario has no coalition block; "
            "add `coalition: {proposer: USA, target: CHN, candidates: [JPN, EU], offer: [id of a move]}`."
        )
    check_names(scenario, world)
    notes: list[str] = []
    proposer, target = (_one(scenario, world, what, getattr(block, what), notes) for what in ("proposer", "target"))
    if set(proposer.members) & set(target.members):
        raise ScenarioError(f"{scenario.where('coalition', 'target')}: the target is the proposer, {target.code}.")
    candidates = tuple(_candidates(scenario, world, block, proposer, target, notes))
    if not candidates:
        raise ScenarioError(f"{scenario.where('coalition', 'candidates')}: no candidate is left to decide.")
    return Players(proposer, target, candidates, tuple(dict.fromkeys(notes)))


def _candidates(
    scenario: Scenario, world: World, block: Coalition, proposer: Player, target: Player, notes: list[str]
) -> list[Player]:
    """Candidates in the order of the file, each once."""
    found: dict[str, Player] = {}
    for name in block.candidates:
        listed = (
            [name] if name in CUSTOMS_UNIONS or name not in group_names() else _inside(scenario, world, name, notes)
        )
        for single in listed:
            player = _one(scenario, world, "candidates", single, notes)
            role = next((r for r, p in (("proposer", proposer), ("target", target)) if _shared(p, player)), None)
            if role is None:
                found.setdefault(player.code, player)
            elif listed == [name]:
                where = scenario.where("coalition", "candidates")
                raise ScenarioError(f"{where}: {name} is the {role}; name third countries only.")
    return list(found.values())


def _shared(a: Player, b: Player) -> bool:
    return bool(set(a.members) & set(b.members))


def _inside(scenario: Scenario, world: World, group: str, notes: list[str]) -> list[str]:
    """Members of a group that are economies of the world, with a note on how many are not."""
    everyone = members(group, scenario.first_year)
    inside = [c for c in everyone if c in world.countries]
    if len(inside) < len(everyone):
        notes.append(
            f"{group}: {len(everyone) - len(inside)} of {len(everyone)} members are not economies of their own in this "
            "world: no data."
        )
    return inside


def _one(scenario: Scenario, world: World, what: str, name: str, notes: list[str]) -> Player:
    """A name as one player."""
    year = scenario.first_year
    for union in CUSTOMS_UNIONS:
        united = members(union, year)
        if name in united and name in world.countries:
            notes.append(f"{name}: {union} members share one tariff, so the whole {union} decides.")
            name = union
    if name in group_names():
        _inside(scenario, world, name, notes)
    try:
        found = positions_of(world, name, year)
    except InputError as error:
        where = scenario.where("coalition", what)
        known = f"{name} ({state_name(name)})" if name in state_names() else name
        raise ScenarioError(f"{where}: {known} is not an economy of world {world.name!r}: no data.") from error
    return Player(name, tuple(world.countries[n] for n in found))

"""What answers are computed from: runs of scenarios and the plain objects of commands, changed where a check asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from multipolar.coalition import coalition_choices, coalition_game
from multipolar.engine import simulate
from multipolar.errors import InputError
from multipolar.exposure.packaged import packaged_exposure
from multipolar.labels import did_you_mean
from multipolar.moves import MOVE_TYPES
from multipolar.politics import ideal_points
from multipolar.politics.blocs import bloc_cohesion
from multipolar.politics.institutions import power_after_reform, power_after_withdrawal, power_of
from multipolar.politics.institutions_plain import power_plain
from multipolar.politics.order_history import order_history, project_order
from multipolar.politics.order_plain import order_plain
from multipolar.politics.pair_history import pair_history
from multipolar.politics.regions import region_file
from multipolar.politics.trade_blocs import trade_by_groups, trade_by_nearest_pole
from multipolar.politics.triangle import strategic_triangle
from multipolar.progress import Progress
from multipolar.questions.table import Change, Question
from multipolar.result import Result
from multipolar.scenario import Scenario, load_scenario, with_settings
from multipolar.world import load_world

__all__ = ["COMMANDS", "Found", "changed", "found_for"]

CARRIED = 12
"""Years that a component of a tie is carried beyond its data, as the commands do by default."""


@dataclass(frozen=True)
class Found:
    """What a question is answered from: the plain object, and the run where there is one."""

    plain: Mapping[str, Any]
    result: Result | None = None


def _latest() -> int:
    return int(ideal_points().years[-1])


def _bloc(members: list[str], without: tuple[str, ...] = ()) -> dict[str, Any]:
    return bloc_cohesion(members, _latest(), carry=CARRIED, leave_out=without).to_dict()


def _ties(a: str, b: str, years: list[int] | None = None, without: tuple[str, ...] = ()) -> dict[str, Any]:
    return pair_history(a, b, years or (_latest(),), carry=CARRIED, leave_out=without).to_dict()


def _triangle(powers: tuple[str, ...] = ("USA", "CHN", "RUS"), year: int | None = None) -> dict[str, Any]:
    return strategic_triangle(year or _latest(), powers, carry=CARRIED).to_dict()


def _order(years: list[int] | None = None, horizon: int = 10) -> dict[str, Any]:
    world = load_world("2022")
    trade = [trade_by_nearest_pole(world), trade_by_groups(world)]
    return order_plain(order_history(tuple(years or (2022,))), project_order(horizon), trade)


def _institutions(body: str, reform: str | None = None, leaves: list[str] | None = None) -> dict[str, Any]:
    if reform:
        return power_plain(power_after_reform(body, name=reform))
    return power_plain(power_after_withdrawal(body, leaves) if leaves else power_of(body))


def _region(name: str, states: list[str] | None = None) -> dict[str, Any]:
    found = region_file(name)
    return {**found.to_dict(), "asked": {s: found.position(s).to_dict() for s in states or ()}}


def _exposure(who: str | None = None) -> dict[str, Any]:
    table = packaged_exposure()
    return {"pairs": [row for row in table.rows() if who in (None, row["state"], row["pole"])]}


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "bloc": _bloc,
    "ties": _ties,
    "triangle": _triangle,
    "order": _order,
    "institutions": _institutions,
    "region": _region,
    "exposure": _exposure,
}
"""Plain objects of commands by name; `coalition` is apart, because it takes a scenario."""


def changed(scenario: Scenario, change: Change) -> Scenario:
    """A scenario with a change.

    Args:
        scenario: as packaged. change: fields of a move, moves added or left out, settings.

    Raises:
        InputError: no such move, with the nearest id.
    """
    ids = [m.id for m in scenario.moves if m.id]
    for name in (*change.drop, *((change.move,) if change.move else ())):
        if name not in ids:
            raise InputError(f"{scenario.name}: no move {name!r}{did_you_mean(name, ids) or '.'}")
    moves = [m for m in scenario.moves if m.id not in change.drop]
    for at, move in enumerate(moves):
        if move.id is not None and move.id == change.move:
            plain = move.model_dump(by_alias=True, exclude_none=True)
            moves[at] = type(move).model_validate({**plain, **change.fields})
    for entry in change.add:
        moves += [MOVE_TYPES[kind].model_validate(fields) for kind, fields in entry.items()]
    return with_settings(scenario.model_copy(update={"moves": tuple(moves)}), change.settings)


def _merged(first: Change, second: Change) -> Change:
    """Both changes; the second wins where both name a value.

    Raises:
        InputError: they name different moves, whose fields would be mixed.
    """
    if first.move and second.move and first.move != second.move:
        raise InputError(f"questions: one change is of move {first.move!r}, the other of {second.move!r}; name one.")
    return Change(
        move=second.move or first.move,
        fields={**first.fields, **second.fields},
        add=(*first.add, *second.add),
        drop=(*first.drop, *second.drop),
        arguments={**first.arguments, **second.arguments},
        settings={**first.settings, **second.settings},
    )


def _coalition(scenario: Scenario, arguments: Mapping[str, Any], report: Progress | None) -> dict[str, Any]:
    """Choices one at a time (`part: choices`) or the game of all (`part: game`), with fields of the block replaced."""
    options = {k: v for k, v in arguments.items() if k not in ("scenario", "part", "draws")}
    if scenario.coalition is None:
        raise InputError(f"{scenario.name}: no coalition block.")
    block = type(scenario.coalition).model_validate({**scenario.coalition.model_dump(exclude_none=True), **options})
    asked = scenario.model_copy(update={"coalition": block})
    if arguments.get("part") == "game":
        return {"game": coalition_game(asked, draws=arguments.get("draws", 200), progress=report).to_dict()}
    return coalition_choices(asked, progress=report).to_dict()


def _loaded(scenario: Scenario | str) -> Scenario:
    return load_scenario(scenario) if isinstance(scenario, str) else scenario


def found_for(
    question: Question,
    *changes: Change,
    scenario: Scenario | str | None = None,
    ranges: bool = False,
    politics: bool = True,
    draws: int = 0,
    seed: int = 0,
    progress: Progress | None = None,
) -> Found:
    """What a question is answered from.

    Args:
        question: with a source. changes: applied in order. scenario: in place of the question's own.
        ranges: also solve other closures and elasticity sets. politics: also compute alignment.
        draws: of what is uncertain, all moves carried out; 0 for none. seed: of them.
        progress: called after each step.
    """
    source, change = question.source, Change()
    if source is None:
        raise InputError(f"question {question.id}: not yet answered; {question.missing}")
    for more in changes:
        change = _merged(change, more)
    if source.command is not None:
        arguments = {**source.arguments, **change.arguments}
        if source.command == "coalition":
            arguments |= {"draws": draws} if draws else {}
            return Found(_coalition(changed(_loaded(scenario or arguments["scenario"]), change), arguments, progress))
        return Found(COMMANDS[source.command](**arguments))
    asked = changed(_loaded(scenario or source.scenario or ""), change)
    if draws:  # a question is what the moves would do: whether they come is another one
        sure = tuple(move.model_copy(update={"probability": 1.0}) for move in asked.moves)
        asked = asked.model_copy(update={"moves": sure})
    explain = politics and question.reason is not None and question.reason.split is not None
    result = simulate(
        asked, sensitivity=ranges, explain=explain, politics=politics, draws=draws, seed=seed, progress=progress
    )
    return Found(result.to_dict(), result)

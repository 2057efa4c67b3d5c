"""Scenarios from files, text and plain values: `extends` resolved, every value checked, errors with their place."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from multipolar.errors import ScenarioError
from multipolar.labels import did_you_mean
from multipolar.moves import MOVE_TYPES, Move
from multipolar.scenario.model import MAX_MOVES, Scenario, Settings
from multipolar.scenario.places import Places, problem
from multipolar.scenario.problems import from_pydantic
from multipolar.scenario.sizes import sized
from multipolar.world import packaged_worlds
from multipolar.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_EVENTS, Lines, parse_yaml, read_yaml

__all__ = ["load_scenario", "packaged_scenarios", "parse_scenario", "scenario_from_dict", "with_settings"]

MAX_EXTENDS, MAX_PARENTS = 8, 8


@dataclass(frozen=True)
class _Origin:
    """Where a piece of a scenario comes from.

    Args:
        name: what to call it in messages. file: None for text and values in memory. packaged_only: whether it may name
            packaged things alone. default_sizes: whether open sizes are filled.
    """

    name: str
    file: Path | None = None
    packaged_only: bool = False
    default_sizes: bool = False

    @property
    def folder(self) -> Path | None:
        return None if self.file is None else self.file.parent


def packaged_scenarios() -> dict[str, Path]:
    """Files of the packaged scenarios, by name."""
    return dict(_packaged())


@functools.cache
def _packaged() -> dict[str, Path]:
    folder = Path(str(resources.files("multipolar").joinpath("scenarios")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_scenario(name: str | Path, *, default_sizes: bool = False) -> Scenario:
    """Read a scenario by packaged name or from a file; a world that it names is looked for beside it first.

    Args:
        name: packaged, or of a file. default_sizes: take sizes that are left open (null) from `params/default_sizes.yaml`.

    Raises:
        ScenarioError: with file, line, field and the nearest valid name.
    """
    path = _find(str(name), None)
    return _validated(*_read(path, ()), _Origin(str(path), path, default_sizes=default_sizes))


def parse_scenario(
    text: str, name: str = "scenario", *, packaged_only: bool = False, default_sizes: bool = False
) -> Scenario:
    """Read a scenario from the text of a file.

    Args:
        text: YAML. name: what to call it in messages. packaged_only: as in `Scenario.from_dict`.
        default_sizes: as in `load_scenario`.

    Raises:
        ScenarioError: with name, line, field and the nearest valid name.
    """
    origin = _Origin(name, packaged_only=packaged_only, default_sizes=default_sizes)
    return _validated(*_resolved(*parse_yaml(text, name), origin, ()), origin)


def scenario_from_dict(
    data: Mapping[str, Any], *, packaged_only: bool = False, default_sizes: bool = False
) -> Scenario:
    """A scenario from plain values; see `Scenario.from_dict`.

    Args:
        data: as a file holds it. packaged_only: whether it may name packaged things alone. default_sizes: as in
            `load_scenario`.

    Raises:
        ScenarioError: with field and nearest name.
    """
    origin = _Origin("scenario", packaged_only=packaged_only, default_sizes=default_sizes)
    return _validated(*_resolved(_Copy().of(data), {}, origin, ()), origin)


class _Copy:
    """A copy of plain values as the reader of YAML would give them, within the same bounds."""

    def __init__(self) -> None:
        self._values = self._bytes = 0

    def of(self, value: Any, depth: int = 1) -> Any:
        """The copy.

        Raises:
            ScenarioError: nested too deep, too many or too long, or no plain value.
        """
        self._values += 1
        if self._values > MAX_EVENTS:
            raise ScenarioError(f"scenario: more than {MAX_EVENTS:,} values; a scenario holds a few hundred moves.")
        if isinstance(value, Mapping | list | tuple):
            if depth > MAX_DEPTH:
                raise ScenarioError(f"scenario: nested more than {MAX_DEPTH} levels deep.")
            if isinstance(value, Mapping):
                return {self._key(key): self.of(held, depth + 1) for key, held in value.items()}
            return [self.of(held, depth + 1) for held in value]
        if isinstance(value, str):
            return self._text(value)
        if value is None or isinstance(value, bool | float):
            return value
        if isinstance(value, int):
            large = math.inf if value > 0 else -math.inf
            return value if abs(value) < 10**18 else large if abs(value) > 1e308 else float(value)
        raise ScenarioError(f"scenario: holds a {type(value).__name__}; a scenario is names, numbers, texts and lists.")

    def _key(self, key: Any) -> str:
        if not isinstance(key, str):
            raise ScenarioError("scenario: keys must be plain names.")
        return self._text(key)

    def _text(self, text: str) -> str:
        try:
            self._bytes += len(text.encode("utf8"))
        except UnicodeEncodeError as error:
            raise ScenarioError("scenario: holds a text that is not UTF-8.") from error
        if "\x00" in text:
            raise ScenarioError("scenario: holds binary data.")
        if self._bytes > MAX_BYTES:
            raise ScenarioError(f"scenario: larger than {MAX_BYTES:,} bytes; it holds a few hundred moves, not data.")
        return text


def with_settings(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with some settings replaced.

    Raises:
        ScenarioError: unknown setting or value.
    """
    try:
        settings = Settings.model_validate({**scenario.settings.model_dump(), **changes})
    except ValidationError as error:
        raise from_pydantic(error, {}, "settings", (), sorted(Settings.model_fields)) from error
    return scenario.model_copy(update={"settings": settings})


def _find(name: str, beside: Path | None) -> Path:
    """A packaged scenario by its bare name, else a file beside the one that names it, else a file."""
    packaged = packaged_scenarios()
    stem = name.removesuffix(".yaml")
    if name in packaged:
        return packaged[name]
    try:
        for path in ([beside / name] if beside else []) + [Path(name)]:
            if path.exists():
                return path
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{name[:80]}: is not the name of a file ({type(error).__name__}).") from error
    if stem in packaged:
        return packaged[stem]
    hint = did_you_mean(Path(stem).name, packaged)
    raise ScenarioError(
        f"{name}: no such file, and not a packaged scenario{hint or '; see `multipolar scenario list`.'}"
    )


def _read(path: Path, chain: tuple[str, ...]) -> tuple[dict[str, Any], Places]:
    """One file with those it builds on; a packaged one is read once. What is returned is not to be changed."""
    if path in _packaged().values():
        return _read_packaged(path)
    return _resolved(*read_yaml(path), _Origin(str(path), path), chain)


@functools.lru_cache(maxsize=64)
def _read_packaged(path: Path) -> tuple[dict[str, Any], Places]:
    return _resolved(*read_yaml(path), _Origin(str(path), path), ())


def _resolved(data: Any, lines: Lines, origin: _Origin, chain: tuple[str, ...]) -> tuple[dict[str, Any], Places]:
    """A scenario and, through `extends`, those it builds on: theirs first, in order; same id replaced, settings merged."""
    name = origin.name
    places: Places = {at: (name, line) for at, line in lines.items()}
    if not isinstance(data, dict):
        first = 1 if lines else None
        where = f"{name}:1" if lines else name
        raise ScenarioError(f"{where}: a scenario is a block of keys, starting with `multipolar: 1`.", line=first)
    _check_lists(data, places, name)
    if isinstance(data.get("after"), str) and data["after"] not in packaged_scenarios():
        if origin.packaged_only:
            raise _not_packaged(places, ("after",), data["after"], packaged_scenarios(), name)
        data["after"] = str(_find(data["after"], origin.folder))
    parents = data.pop("extends", None) or []
    base: dict[str, Any] = {}
    base_places: Places = {}
    here = name if origin.file is None else str(origin.file.resolve())
    listed = [parents] if isinstance(parents, str) else parents if isinstance(parents, list) else [None]
    if len(listed) > MAX_PARENTS:
        raise problem(places, ("extends",), f"{len(listed):,} names; at most {MAX_PARENTS} are accepted", name)
    for parent in listed:
        if not isinstance(parent, str):
            raise problem(places, ("extends",), "must be the name of a scenario or file", name)
        if origin.packaged_only and parent not in packaged_scenarios():
            raise _not_packaged(places, ("extends",), parent, packaged_scenarios(), name)
        found = _find(parent, origin.folder)
        base, base_places = _merged(base, base_places, *_parent(found, (*chain, here)))
    if parents:
        data, places = _merged(base, base_places, data, places)
        _bound_moves(data, places, name)
    elif data.get("drop"):
        raise problem(places, ("drop",), "needs extends: there is nothing to drop from", name)
    return data, places


def _parent(path: Path, chain: tuple[str, ...]) -> tuple[dict[str, Any], Places]:
    """A file that others extend, with those it builds on."""
    if str(path.resolve()) in chain:
        raise ScenarioError(f"{path}: extends itself through {' -> '.join(Path(p).name for p in chain)}.")
    if len(chain) >= MAX_EXTENDS:
        raise ScenarioError(f"{path}: more than {MAX_EXTENDS} files extend one another.")
    return _read(path, chain)


def _check_lists(data: dict[str, Any], places: Places, name: str) -> None:
    lists = (
        ("moves", list, "a list of moves"),
        ("drop", list, "a list of ids"),
        ("caveats", list, "a list of sentences"),
    )
    for key, kind, what in (*lists, ("settings", dict, "a block of keys")):
        if data.get(key) is not None and not isinstance(data[key], kind):
            raise problem(places, (key,), f"must be {what}", name)
    _bound_moves(data, places, name)


def _not_packaged(places: Places, at: tuple[str, ...], given: str, packaged: Any, name: str) -> ScenarioError:
    """The error for a name of something that does not come with the package."""
    hint = did_you_mean(given, packaged) or f"; packaged: {', '.join(packaged)}"
    return problem(places, at, f"{given[:80]!r} is not a packaged name, and files are not read here{hint}", name)


def _bound_moves(data: dict[str, Any], places: Places, name: str) -> None:
    count = len(data.get("moves") or [])
    if count > MAX_MOVES:
        raise problem(places, ("moves",), f"{count:,} moves; at most {MAX_MOVES:,} are accepted", name)


def _merged(
    base: dict[str, Any], base_places: Places, data: dict[str, Any], places: Places
) -> tuple[dict[str, Any], Places]:
    """Two files as one, the second on top; a move with an inherited id takes its place, `drop` leaves moves out."""
    own, inherited = data.get("moves") or [], base.get("moves") or []
    own_ids, inherited_ids = [_id(m) for m in own], [_id(m) for m in inherited]
    dropped = [d for d in data.get("drop") or [] if isinstance(d, str)]
    unknown = [d for d in data.get("drop") or [] if not isinstance(d, str) or d not in inherited_ids]
    if unknown:
        hint = did_you_mean(str(unknown[0]), [i for i in inherited_ids if i is not None])
        raise problem(places, ("drop",), f"no inherited move has id {str(unknown[0])!r}{hint}", "scenario")
    sources: list[tuple[Any, Places, int]] = []
    for k, (move, name) in enumerate(zip(inherited, inherited_ids, strict=True)):
        if name is not None and name in own_ids:
            at = own_ids.index(name)
            sources.append((own[at], places, at))
        elif name is None or name not in dropped:
            sources.append((move, base_places, k))
    replaced = {j for _, origin, j in sources if origin is places}
    sources += [(m, places, j) for j, m in enumerate(own) if j not in replaced]
    merged: Places = {at: p for at, p in {**base_places, **places}.items() if len(at) < 2 or at[0] != "moves"}
    of_move = {id(origin): _by_move(origin) for origin in (base_places, places)}
    for position, (_, origin, k) in enumerate(sources):
        merged |= {("moves", position, *rest): p for rest, p in of_move[id(origin)].get(k, ())}
    settings = {**(base.get("settings") or {}), **(data.get("settings") or {})}
    caveats = [*(base.get("caveats") or []), *(data.get("caveats") or [])]
    top = {key: value for key, value in data.items() if key != "drop"}
    return {**base, **top, "moves": [m for m, _, _ in sources], "settings": settings, "caveats": caveats}, merged


def _by_move(places: Places) -> dict[int, list[tuple[tuple[str | int, ...], tuple[str, int]]]]:
    """Places inside each move, by its index."""
    found: dict[int, list[tuple[tuple[str | int, ...], tuple[str, int]]]] = {}
    for at, where in places.items():
        if len(at) > 1 and at[0] == "moves" and isinstance(at[1], int):
            found.setdefault(at[1], []).append((at[2:], where))
    return found


def _id(move: Any) -> str | None:
    """The id of a move that is not yet checked; None where it has none or one that cannot be."""
    fields = next(iter(move.values()), None) if isinstance(move, dict) and move else None
    name = fields.get("id") if isinstance(fields, dict) else None
    return name if isinstance(name, str) else None


def _validated(data: dict[str, Any], places: Places, origin: _Origin) -> Scenario:
    name = origin.name
    moves = tuple(_move(entry, i, places, origin) for i, entry in enumerate(data.get("moves") or []))
    try:
        scenario = Scenario.model_validate({**data, "moves": ()})
    except ValidationError as error:
        raise from_pydantic(error, places, name, (), sorted(Scenario.model_fields)) from error
    changes: dict[str, Any] = {"moves": moves}
    if origin.packaged_only and scenario.world not in packaged_worlds():
        raise _not_packaged(places, ("world",), scenario.world, packaged_worlds(), name)
    if origin.folder is not None:
        beside = origin.folder / scenario.world[:200]
        if beside.suffix == ".nc" and beside.is_file():
            changes["world"] = str(beside)
    scenario = scenario.model_copy(update=changes)
    scenario._file, scenario._places = origin.file, places
    _check_references(scenario)
    return scenario


def _move(entry: Any, i: int, places: Places, origin: _Origin) -> Move:
    at: tuple[str | int, ...] = ("moves", i)
    file = origin.name
    if not isinstance(entry, dict) or len(entry) != 1:
        raise problem(places, at, "must be one move, written `- tariff: {by: USA, on: CHN, add_pp: 60}`", file)
    kind, fields = next(iter(entry.items()))
    if kind not in MOVE_TYPES:
        hint = did_you_mean(kind, MOVE_TYPES) or f"; known: {', '.join(MOVE_TYPES)}"
        raise problem(places, (*at, kind), f"unknown kind of move {kind!r}{hint}", file)
    if not isinstance(fields, dict):
        raise problem(places, (*at, kind), "needs fields in braces, for example {by: USA, on: CHN}", file)
    fields = sized(kind, fields, places, (*at, kind), file, fill=origin.default_sizes)
    model = MOVE_TYPES[kind]
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        names = sorted(f.alias or name for name, f in model.model_fields.items())
        raise from_pydantic(error, places, file, (*at, kind), names) from error


def _check_references(scenario: Scenario) -> None:
    """Ids are unique; `against` and `offer` name moves that exist."""
    ids: list[str] = []
    for i, move in enumerate(scenario.moves):
        against = getattr(move, "against", None)
        if against is not None and against not in ids:
            hint = did_you_mean(against, ids) or "; give the id of an earlier move"
            raise scenario.problem(("moves", i, "against"), f"no earlier move has id {against!r}{hint}")
        if move.id is not None:
            if move.id in ids:
                raise scenario.problem(("moves", i, "id"), f"id {move.id!r} is used twice")
            ids.append(move.id)
    for offer in scenario.coalition.offer if scenario.coalition else ():
        if offer not in ids:
            raise scenario.problem(("coalition", "offer"), f"no move has id {offer!r}{did_you_mean(offer, ids)}")

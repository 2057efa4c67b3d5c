"""Scenarios: a frozen list of moves with settings, read from a file that a person can review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, SerializeAsAny, ValidationError, field_validator

from multipolar.errors import ScenarioError
from multipolar.labels import did_you_mean
from multipolar.move_base import Amount
from multipolar.moves import MOVE_TYPES, Frozen, Move, Name, Names, Percent, Share, Text, Year
from multipolar.yaml_reader import read_yaml

__all__ = ["Scenario", "Settings", "load_scenario", "packaged_scenarios", "scenario_schema", "with_settings"]

MAX_MOVES = 2000
MAX_EXTENDS = 8
DEFAULT_FIRST_YEAR = 2026


Places = dict[tuple[str | int, ...], tuple[Path, int]]
"""File and line of every value, by its path."""


class Settings(Frozen):
    """How a scenario is run.

    Args:
        horizon: last year. elasticities: name of a set (FGO, IS, GYY, CP, U4 ...), or `world` for the set in
            the world file, which in the packaged world is FGO.
        deficits: closure. adjustment: `long_run` elasticities in every year, or the `path` of Boehm et al. (2023)
            that grows from the first year of the moves. beliefs, feedback: for politics, carried.
    """

    horizon: Year = 2035
    elasticities: Name = "world"
    deficits: Literal["own", "world", "balanced"] = "own"
    adjustment: Literal["long_run", "path"] = "long_run"
    beliefs: Literal["measured", "literature", "article"] = "measured"
    feedback: bool = True


class Document(Frozen):
    """A document that moves cite; the checksum tells whether the copy at hand is the same text."""

    file: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Punishment(Frozen):
    """What refusers and joiners are threatened with, points of tariff."""

    by_proposer_pp: Percent = 0.0
    by_target_pp: Percent = 0.0
    probability: Share = 1.0


class Coalition(Frozen):
    """Who proposes to whom, against whom, with which moves on offer (ids).

    Args:
        strategic_sectors: where a hedger joins. closeness_weight: lambda, % of real income per unit (0-1) of closeness
            to the proposer. rivalry_weight: % of real income that being in one coalition with a rival costs. None
            takes the default of `params/coalition.yaml`. rivals: pairs among proposer and candidates.
    """

    proposer: Name
    target: Name
    candidates: Names
    offer: tuple[Name, ...] = ()
    punishment: Punishment | None = None
    strategic_sectors: Names | None = None
    closeness_weight: Amount | None = None
    rivalry_weight: Amount | None = None
    rivals: Annotated[tuple[tuple[Name, Name], ...], Field(max_length=300)] = ()


class Scenario(Frozen):
    """A frozen list of moves on a world, with the settings of the run.

    Args:
        multipolar: version of the format, 1. name: title. description: own words. world: packaged name or file.
        after: name or file of a scenario; the run starts from the world after its equilibrium.
        poles: the great powers. moves: in order; later ones act on what earlier ones left.
        settings: see `Settings`. documents: texts that moves cite. caveats: sentences that every result repeats. coalition: optional block.
    """

    multipolar: Literal[1]
    name: Name
    description: Annotated[str, Field(max_length=10000)] = ""
    world: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = "2022"
    after: Annotated[str, Field(min_length=1)] | None = None
    poles: Names = ("USA", "CHN", "RUS")
    documents: tuple[Document, ...] = ()
    caveats: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    moves: tuple[SerializeAsAny[Move], ...] = ()
    settings: Settings = Settings()
    coalition: Coalition | None = None

    @field_validator("poles")
    @classmethod
    def _poles_once(cls, poles: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(poles)) < len(poles):
            raise ValueError("a pole is named twice; name each once")
        return poles

    _file: Path | None = PrivateAttr(default=None)
    _places: Places = PrivateAttr(default_factory=dict)

    @property
    def first_year(self) -> int:
        """First year of any move; `DEFAULT_FIRST_YEAR` where none is dated."""
        return min((m.from_ for m in self.moves if m.from_ is not None), default=DEFAULT_FIRST_YEAR)

    @property
    def file(self) -> Path | None:
        """The file that it was read from; None if it was built in memory."""
        return self._file

    def where(self, *path: str | int) -> str:
        """File, line and field of a value, for messages; the line of the nearest value that holds it.

        Args:
            path: for example ("moves", 3, "by").
        """
        full = list(path)
        if len(full) > 2 and full[0] == "moves" and isinstance(full[1], int):
            full.insert(2, self.moves[full[1]].kind)
        return _place(self._places, tuple(full), str(self._file or "scenario"))

    def to_dict(self) -> dict[str, Any]:
        """The scenario as plain values, in the layout of the file."""
        plain = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"moves"})
        plain["moves"] = [
            {m.kind: m.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)}
            for m in self.moves
        ]
        return plain


def packaged_scenarios() -> dict[str, Path]:
    """Files of the packaged scenarios, by name."""
    folder = Path(str(resources.files("multipolar").joinpath("scenarios")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_scenario(name: str | Path) -> Scenario:
    """Read a scenario by packaged name or from a file; a world that it names is looked for beside it first.

    Raises:
        ScenarioError: with file, line, field and the nearest valid name.
    """
    path = _find(str(name), None)
    data, places = _read(path, ())
    return _validated(data, places, path)


def with_settings(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with some settings replaced.

    Raises:
        ScenarioError: unknown setting or value.
    """
    try:
        settings = Settings.model_validate({**scenario.settings.model_dump(), **changes})
    except ValidationError as error:
        raise _from_pydantic(error, {}, "settings", (), sorted(Settings.model_fields)) from error
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


def _read(path: Path, chain: tuple[Path, ...]) -> tuple[dict[str, Any], Places]:
    """One file and, through `extends`, those it builds on: theirs first, in order; same id replaced, settings merged."""
    if path.resolve() in chain:
        raise ScenarioError(f"{path}: extends itself through {' -> '.join(p.name for p in chain)}.")
    if len(chain) >= MAX_EXTENDS:
        raise ScenarioError(f"{path}: more than {MAX_EXTENDS} files extend one another.")
    data, lines = read_yaml(path)
    places: Places = {at: (path, line) for at, line in lines.items()}
    if not isinstance(data, dict):
        raise ScenarioError(f"{path}:1: a scenario is a block of keys, starting with `multipolar: 1`.")
    lists = (
        ("moves", list, "a list of moves"),
        ("drop", list, "a list of ids"),
        ("caveats", list, "a list of sentences"),
    )
    for key, kind, what in (*lists, ("settings", dict, "a block of keys")):
        if data.get(key) is not None and not isinstance(data[key], kind):
            raise _problem(places, (key,), f"must be {what}", str(path))
    _bound_moves(data, places, path)
    if isinstance(data.get("after"), str) and data["after"] not in packaged_scenarios():
        data["after"] = str(_find(data["after"], path.parent))
    parents = data.pop("extends", None) or []
    base: dict[str, Any] = {}
    base_places: Places = {}
    for parent in [parents] if isinstance(parents, str) else parents if isinstance(parents, list) else [None]:
        if not isinstance(parent, str):
            raise _problem(places, ("extends",), "must be the name of a scenario or file", str(path))
        base, base_places = _merged(base, base_places, *_read(_find(parent, path.parent), (*chain, path.resolve())))
    if parents:
        data, places = _merged(base, base_places, data, places)
        _bound_moves(data, places, path)
    elif data.get("drop"):
        raise _problem(places, ("drop",), "needs extends: there is nothing to drop from", str(path))
    return data, places


def _bound_moves(data: dict[str, Any], places: Places, path: Path) -> None:
    count = len(data.get("moves") or [])
    if count > MAX_MOVES:
        raise _problem(places, ("moves",), f"{count:,} moves; at most {MAX_MOVES:,} are accepted", str(path))


def _merged(
    base: dict[str, Any], base_places: Places, data: dict[str, Any], places: Places
) -> tuple[dict[str, Any], Places]:
    """Two files as one, the second on top; a move with an inherited id takes its place, `drop` leaves moves out."""
    own, inherited = data.get("moves") or [], base.get("moves") or []
    dropped = data.get("drop") or []
    unknown = [d for d in dropped if d not in [_id(m) for m in inherited]]
    if unknown:
        hint = did_you_mean(str(unknown[0]), [i for m in inherited if isinstance(i := _id(m), str)])
        raise _problem(places, ("drop",), f"no inherited move has id {str(unknown[0])!r}{hint}", "scenario")
    sources: list[tuple[Any, Places, int]] = []
    for k, move in enumerate(inherited):
        same = [j for j, m in enumerate(own) if _id(move) is not None and _id(m) == _id(move)]
        if same:
            sources.append((own[same[0]], places, same[0]))
        elif _id(move) is None or _id(move) not in dropped:
            sources.append((move, base_places, k))
    replaced = [j for _, origin, j in sources if origin is places]
    sources += [(m, places, j) for j, m in enumerate(own) if j not in replaced]
    merged: Places = {at: p for at, p in {**base_places, **places}.items() if len(at) < 2 or at[0] != "moves"}
    for position, (_, origin, k) in enumerate(sources):
        merged |= {("moves", position, *at[2:]): p for at, p in origin.items() if at[:2] == ("moves", k)}
    settings = {**(base.get("settings") or {}), **(data.get("settings") or {})}
    caveats = [*(base.get("caveats") or []), *(data.get("caveats") or [])]
    top = {key: value for key, value in data.items() if key != "drop"}
    return {**base, **top, "moves": [m for m, _, _ in sources], "settings": settings, "caveats": caveats}, merged


def _id(move: Any) -> Any:
    fields = next(iter(move.values()), None) if isinstance(move, dict) and move else None
    return fields.get("id") if isinstance(fields, dict) else None


def _validated(data: dict[str, Any], places: Places, file: Path) -> Scenario:
    moves = tuple(_move(entry, i, places, str(file)) for i, entry in enumerate(data.get("moves") or []))
    try:
        scenario = Scenario.model_validate({**data, "moves": ()})
    except ValidationError as error:
        raise _from_pydantic(error, places, str(file), (), sorted(Scenario.model_fields)) from error
    changes: dict[str, Any] = {"moves": moves}
    beside = file.parent / scenario.world[:200]
    if beside.suffix == ".nc" and beside.is_file():
        changes["world"] = str(beside)
    scenario = scenario.model_copy(update=changes)
    scenario._file, scenario._places = file, places
    _check_references(scenario)
    return scenario


def _move(entry: Any, i: int, places: Places, file: str) -> Move:
    at: tuple[str | int, ...] = ("moves", i)
    if not isinstance(entry, dict) or len(entry) != 1:
        raise _problem(places, at, "must be one move, written `- tariff: {by: USA, on: CHN, add_pp: 60}`", file)
    kind, fields = next(iter(entry.items()))
    if kind not in MOVE_TYPES:
        hint = did_you_mean(kind, MOVE_TYPES) or f"; known: {', '.join(MOVE_TYPES)}"
        raise _problem(places, (*at, kind), f"unknown kind of move {kind!r}{hint}", file)
    if not isinstance(fields, dict):
        raise _problem(places, (*at, kind), "needs fields in braces, for example {by: USA, on: CHN}", file)
    model = MOVE_TYPES[kind]
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        names = sorted(f.alias or name for name, f in model.model_fields.items())
        raise _from_pydantic(error, places, file, (*at, kind), names) from error


def _check_references(scenario: Scenario) -> None:
    """Ids are unique; `against` and `offer` name moves that exist."""
    ids: list[str] = []
    for i, move in enumerate(scenario.moves):
        against = getattr(move, "against", None)
        if against is not None and against not in ids:
            hint = did_you_mean(against, ids) or "; give the id of an earlier move"
            raise ScenarioError(f"{scenario.where('moves', i, 'against')}: no earlier move has id {against!r}{hint}")
        if move.id is not None:
            if move.id in ids:
                raise ScenarioError(f"{scenario.where('moves', i, 'id')}: id {move.id!r} is used twice.")
            ids.append(move.id)
    for offer in scenario.coalition.offer if scenario.coalition else ():
        if offer not in ids:
            raise ScenarioError(
                f"{scenario.where('coalition', 'offer')}: no move has id {offer!r}{did_you_mean(offer, ids)}"
            )


def _from_pydantic(
    error: ValidationError, places: Places, file: str, at: tuple[str | int, ...], fields: list[str]
) -> ScenarioError:
    """The first complaint of pydantic in our words, with line, field and nearest name."""
    problems = sorted(error.errors(), key=lambda p: p["type"] != "extra_forbidden")  # a misspelt field first
    first = problems[0]
    path = (*at, *(p for p in first["loc"] if not (isinstance(p, str) and ("[" in p or p in TYPE_TAGS))))
    message = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        name = str(first["loc"][-1])
        nested = len(first["loc"]) > 1
        known = sorted(Settings.model_fields) if first["loc"][0] == "settings" else [] if nested else fields
        listed = f"; known: {', '.join(known)}" if known else ""
        message = f"unknown field {name!r}{did_you_mean(name, known) or listed}"
    elif first["type"] == "missing":
        message = "is missing"
    elif first["type"] != "value_error" and not isinstance(first["input"], dict | list):
        message = f"{message} (found {str(first['input'])[:60]!r})"
        if first["type"] == "less_than_equal" and first["ctx"]["le"] == 1:
            message += "; a share is a fraction: write 0.3 for 30 %"
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return _problem(places, path, message + more, file)


TYPE_TAGS = {"str", "Passage", "LoanTerms", "float", "int", "dict"}
"""Names of union branches that pydantic puts into the location of an error."""


def _problem(places: Places, path: tuple[str | int, ...], message: str, file: str) -> ScenarioError:
    end = "" if message.endswith((".", "?")) else "."
    return ScenarioError(f"{_place(places, path, file)}: {message}{end}")


def _place(places: Places, path: tuple[str | int, ...], file: str) -> str:
    """File, line and field of a value; the line of the nearest value that holds it."""
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            where, line = places[path[:length]]
            return f"{where}:{line}: {_dotted(path) or 'scenario'}"
    return f"{file}: {_dotted(path) or 'scenario'}"


def _dotted(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".")


def scenario_schema() -> dict[str, Any]:
    """JSON Schema of the scenario file."""
    schema = Scenario.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    kinds = {}
    for kind, model in MOVE_TYPES.items():
        move = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(move.pop("$defs", {}))
        kinds[kind] = move
    schema["properties"]["moves"] = {
        "type": "array",
        "maxItems": MAX_MOVES,
        "items": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": kinds,
        },
    }
    schema["properties"]["extends"] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    schema["properties"]["drop"] = {"type": "array", "items": {"type": "string"}}
    schema["properties"]["world"] = {"anyOf": [{"type": "string"}, {"type": "integer"}], "default": "2022"}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    definitions.pop("Move", None)
    return dict(json.loads(json.dumps(schema)))

"""Scenarios from plain values and text, and back as the text of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar import Scenario, load_scenario
from multipolar.engine import check_scenario
from multipolar.errors import ScenarioError
from multipolar.moves import MOVE_TYPES, Tariff
from multipolar.scenario import packaged_scenarios, parse_scenario

HEAD = {"multipolar": 1, "name": "test"}


def same(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios hold the same values, those that were given told from those left to default."""
    given_fields = [[m.model_fields_set for m in s.moves] for s in (one, other)]
    return one.to_dict() == other.to_dict() and one.moves == other.moves and given_fields[0] == given_fields[1]


@pytest.mark.parametrize("name", packaged_scenarios())
def test_every_packaged_scenario_survives_text_and_plain_values(name: str) -> None:
    scenario = load_scenario(name)
    text = scenario.to_yaml()
    assert same(parse_scenario(text, packaged_only=True), scenario)
    assert parse_scenario(text).to_yaml() == text
    assert (
        Scenario.from_dict(json.loads(json.dumps(scenario.to_dict())), packaged_only=True).to_dict()
        == scenario.to_dict()
    )
    assert max(len(line) for line in text.splitlines()) <= 300
    other_reader = {str(key): value for key, value in yaml.load(text, Loader=yaml.BaseLoader).items()}
    assert [next(iter(m)) for m in other_reader.get("moves", [])] == [m.kind for m in scenario.moves]


def test_a_file_is_written_as_a_person_would() -> None:
    move = Tariff.model_validate({"by": ["USA"], "on": ["CHN"], "add_pp": 60.0, "from": 2026})
    text = Scenario(multipolar=1, name="A duty", description="word " * 40, moves=(move,)).to_yaml()
    lines = text.splitlines()
    assert lines[:3] == ["multipolar: 1", "name: A duty", "description: >-"] or lines[2].startswith('description: "')
    assert "  - tariff: {by: USA, on: CHN, add_pp: 60, from: 2026}" in lines
    assert "poles: [USA, CHN, RUS]" in lines
    assert "world: 2022" in lines


NAMES = st.sampled_from(
    ["USA", "CHN", "EU", "on", "no", "2022", "1e3", "true", "null", "~", "a b", "x: y", "#z", "é, ü", "[", "-"]
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=120)
LONG = st.lists(
    st.sampled_from(["word", "two  spaces", "a\n", "\nb", "tab\t", "- item", "# no", "key: value", " ", "é" * 30]),
    max_size=30,
)
NUMBERS = st.floats(0, 1) | st.sampled_from([0, 1, 0.1, 1e-7, 0.30000000000000004])
SHARED = {
    "from": st.integers(1900, 2000),
    "until": st.integers(2001, 2200),
    "status": st.sampled_from(["in_force", "threatened"]),
    "probability": NUMBERS,
    "source": TEXTS | st.fixed_dictionaries({"file": NAMES, "start": st.integers(0, 9), "end": st.integers(0, 9)}),
    "size": TEXTS,
    "note": LONG.map(" ".join) | TEXTS,
}
SIDES = {"by": st.lists(NAMES, min_size=1, max_size=40), "on": NAMES}
TO = {"by": NAMES, "to": st.lists(NAMES, min_size=1, max_size=3)}
MONEY = {
    **TO,
    "usd_bn": NUMBERS,
    "terms": st.sampled_from(["grant", "loan"])
    | st.fixed_dictionaries({"loan": st.fixed_dictionaries({"rate_pct": NUMBERS, "years": st.integers(1, 9)})}),
    "conditional": st.booleans(),
}
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "tariff": {**SIDES, "add_pp": NUMBERS | st.floats(-99, 1e7)},
    "export_curb": {"by": NAMES, "commodities": st.lists(NAMES, min_size=1, max_size=9), "tax_pct": NUMBERS},
    "sanction": {**SIDES, "both_ways": st.booleans(), "sectors": st.lists(NAMES, min_size=1)},
    "sanctions_relief": {**SIDES, "share": NUMBERS},
    "import_ban": {**SIDES, "share": NUMBERS},
    "trade_cost": {"between": st.lists(NAMES, min_size=1, max_size=40), "cost_pct": NUMBERS},
    "trade_agreement": {**SIDES, "tariffs_to_pct": NUMBERS},
    "transfer": MONEY,
    "aid": MONEY,
    "infrastructure_finance": MONEY,
    "energy_deal": {**TO, "commodity": NAMES, "share": NUMBERS, "sanction_exposed": st.booleans()},
    "visit": {**TO, "rank": NAMES},
    "call": TO,
    "guarantee": {**TO, "level": st.floats(-1, 1)},
    "membership": {"who": NAMES, "joins": NAMES},
    "peace_deal": {"parties": NAMES, "includes": NAMES, "lifts": NUMBERS},
    "pressure": {**SIDES, "weight": NUMBERS},
    "attention": {"by": NAMES, "from_theatre": NAMES, "to_theatre": NAMES},
    "institution_reform": {"body": NAMES, "weights": TEXTS | st.dictionaries(NAMES, NUMBERS), "quota": TEXTS | NUMBERS},
    "withdrawal": {"who": NAMES, "body": NAMES},
}


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A valid scenario as plain values."""
    moves = []
    for k, kind in enumerate(draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=5))):
        fields = draw(st.fixed_dictionaries(FIELDS[kind], optional=SHARED))
        moves.append({kind: {**fields, "id": f"{k}" if draw(st.booleans()) else f"move {k}: x"}})
    if moves:
        against = next(iter(moves[0].values()))["id"]
        moves.append({"retaliation": {"by": draw(NAMES), "against": against, "kind": "mirror"}})
    optional = {
        "description": LONG.map("".join) | LONG.map(" ".join) | TEXTS,
        "poles": st.lists(NAMES, min_size=1, unique=True),
        "caveats": st.lists(TEXTS, max_size=2),
        "documents": st.lists(st.fixed_dictionaries({"file": NAMES, "sha256": st.just("0" * 64)}), max_size=2),
        "settings": st.fixed_dictionaries({}, optional={"horizon": st.integers(2026, 2040), "feedback": st.booleans()}),
        "coalition": st.fixed_dictionaries(
            {"proposer": NAMES, "target": NAMES, "candidates": st.lists(NAMES, min_size=1)},
            optional={
                "punishment": st.fixed_dictionaries({"by_target_pp": NUMBERS}),
                "closeness_weight": NUMBERS,
                "rivals": st.lists(st.tuples(NAMES, NAMES), max_size=2),
            },
        ),
    }
    return {**HEAD, "name": draw(NAMES), "moves": moves, **draw(st.fixed_dictionaries({}, optional=optional))}


def test_every_kind_of_move_is_tried() -> None:
    assert {*FIELDS, "retaliation"} == set(MOVE_TYPES)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_any_scenario_survives_text(data: dict[str, Any]) -> None:
    scenario = Scenario.from_dict(data)
    text = scenario.to_yaml()
    assert same(parse_scenario(text), scenario)
    plain = yaml.load(text, Loader=yaml.SafeLoader)  # other readers see the same moves
    assert len(plain.get("moves") or []) == len(scenario.moves)


def test_plain_values_extend_a_packaged_scenario() -> None:
    data = {**HEAD, "extends": "us-china-60-retaliation", "drop": ["china-answers"], "settings": {"deficits": "world"}}
    before = json.dumps(data)
    scenario = Scenario.from_dict(data, packaged_only=True)
    assert [m.id for m in scenario.moves] == ["us-duty"]
    assert (scenario.settings.deficits, scenario.file) == ("world", None)
    assert json.dumps(data) == before


BAD: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "field": (
        {"moves": [{"tariff": {"by": "USA", "onn": "CHN", "add_pp": 1}}]},
        "did you mean on",
        "moves[0].tariff.onn",
    ),
    "kind": ({"moves": [{"tarif": {}}]}, "unknown kind of move 'tarif'; did you mean tariff", "moves[0].tarif"),
    "value": ({"settings": {"horizon": "late"}}, "settings.horizon: .*found 'late'", "settings.horizon"),
    "huge": (
        {"moves": [{"tariff": {"by": "USA", "on": "CHN", "add_pp": 10**400}}]},
        "add_pp",
        "moves[0].tariff.add_pp",
    ),
    "object": ({"description": object()}, "holds a object", None),
    "keys": ({"settings": {1: 2}}, "keys must be plain names", None),
    "surrogate": ({"description": "\ud800"}, "not UTF-8", None),
    "surrogate key": ({"\ud800": 1}, "not UTF-8", None),
    "zero": ({"description": "\x00"}, "binary", None),
    "moves": ({"moves": [{"visit": {"by": "A", "to": "B"}}] * 2001}, "2,001 moves; at most 2,000", "moves"),
    "values": ({"poles": ["A"] * 200_001}, "more than 200,000 values", None),
    "bytes": ({"description": "x" * 1_000_001}, "larger than 1,000,000 bytes", None),
    "parents": ({"extends": ["us-china-60"] * 9}, "at most 8", "extends"),
    "circle": (
        {"moves": [{"retaliation": {"by": "CHN", "against": "x"}}]},
        "no earlier move has id 'x'",
        "moves[0].retaliation.against",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_plain_values_give_one_message_with_the_field(case: str) -> None:
    data, message, field = BAD[case]
    with pytest.raises(ScenarioError, match=message) as error:
        Scenario.from_dict({**HEAD, **data})
    assert str(error.value).startswith("scenario: ")
    assert (error.value.field, error.value.line) == (field, None)
    str(error.value).encode()


def test_depth_bombs_are_refused() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(ScenarioError, match="nested more than 12 levels deep"):
        Scenario.from_dict({**HEAD, "description": deep})
    with pytest.raises(ScenarioError, match="nested more than 12 levels deep") as error:
        parse_scenario("multipolar: 1\nname: a\nmoves: " + "[" * 500 + "]" * 500)
    assert error.value.line == 3
    wide: Any = {}
    for _ in range(5000):
        wide = {"a": wide}
    with pytest.raises(ScenarioError, match="levels deep"):
        Scenario.from_dict(wide)


@pytest.mark.parametrize("key", ["world", "after", "extends"])
@pytest.mark.parametrize("name", ["us-china-6", "us-china-60.yaml", "/etc/passwd", "../x.yaml", "2022.nc"])
def test_a_server_reads_packaged_things_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "us-china-60.yaml").write_text("multipolar: 1\nname: mine\n")
    for read in (Scenario.from_dict, lambda d, **k: parse_scenario(json.dumps(d), **k)):
        with pytest.raises(ScenarioError, match="is not a packaged name, and files are not read here") as error:
            read({**HEAD, key: name}, packaged_only=True)
        assert error.value.field == key


def test_text_has_lines_in_its_errors() -> None:
    with pytest.raises(ScenarioError, match=r"^draft:4: moves\[0\]\.tariff\.onn: unknown field") as error:
        parse_scenario("multipolar: 1\nname: a\nmoves:\n  - tariff: {by: USA, onn: CHN, add_pp: 1}\n", "draft")
    assert (error.value.field, error.value.line) == ("moves[0].tariff.onn", 4)
    with pytest.raises(ScenarioError, match=r"^draft:\d: not valid YAML") as error:
        parse_scenario("multipolar: 1\nname: [\n", "draft")
    assert error.value.line in (2, 3)


def test_names_of_a_text_are_checked_against_the_world_with_their_line() -> None:
    text = "multipolar: 1\nname: a\nmoves:\n  - tariff: {by: USA, on: CHNA, add_pp: 1}\n"
    with pytest.raises(
        ScenarioError, match=r"^draft:4: moves\[0\]\.tariff\.on: unknown state or group 'CHNA'"
    ) as error:
        check_scenario(parse_scenario(text, "draft"))
    assert (error.value.field, error.value.line) == ("moves[0].tariff.on", 4)
    check_scenario(Scenario.from_dict({**HEAD, "moves": [{"visit": {"by": "CHN", "to": "PRK"}}]}))


KEYS = [
    "by",
    "on",
    "tariff",
    "moves",
    "extends",
    "after",
    "world",
    "settings",
    "assumptions",
    "terms",
    "loan",
    "weights",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | NAMES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*Scenario.model_fields, "extends", "drop", "x"]), JSON), st.booleans())
def test_any_plain_values_load_or_are_refused_in_one_line(data: dict[str, Any], headed: bool) -> None:
    given_values = {**data, **HEAD} if headed else data
    try:
        scenario = Scenario.from_dict(given_values, packaged_only=True)
    except ScenarioError as error:
        assert "\n" not in str(error)
        str(error).encode()
    else:
        assert same(parse_scenario(scenario.to_yaml(), packaged_only=True), scenario)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("utf8", "surrogateescape")))
def test_any_text_loads_or_is_refused_in_one_line(text: str) -> None:
    for given_text in (text, f"multipolar: 1\nname: a\n{text}"):
        try:
            parse_scenario(given_text, packaged_only=True)
        except ScenarioError as error:
            assert "\n" not in str(error)
            str(error).encode()

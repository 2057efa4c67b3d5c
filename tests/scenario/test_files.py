"""Scenario files: good ones load, bad ones give one message with file, line, field and nearest name."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar import load_scenario
from multipolar.errors import InputError, ScenarioError
from multipolar.moves import MOVE_TYPES
from multipolar.scenario import packaged_scenarios, scenario_schema, with_settings

HEAD = "multipolar: 1\nname: test\n"


def write(tmp_path: Path, text: str | bytes) -> Path:
    """A scenario file with this content."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_packaged_scenarios_load_and_meet_the_schema() -> None:
    schema = scenario_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    names = packaged_scenarios()
    wanted = {"us-china-60", "us-china-60-retaliation", "in-force-2026", "announced-2025-04-02", "partners-join"}
    wanted |= {"east-west-decoupling", "taiwan-electronics", "nafta-1993"} | {f"article-00{i}" for i in range(5)}
    assert wanted <= set(names)
    for name in names:
        jsonschema.validate(json.loads(json.dumps(load_scenario(name).to_dict())), schema)


def test_a_scenario_shown_as_yaml_is_the_same_scenario(tmp_path: Path) -> None:
    for name in ("article-001", "us-china-60-retaliation"):
        first = load_scenario(name)
        path = tmp_path / "again.yaml"
        path.write_text(yaml.safe_dump(first.to_dict(), sort_keys=False, allow_unicode=True), encoding="utf8")
        assert load_scenario(path).to_dict() == first.to_dict()


@pytest.mark.parametrize("number", range(5))
def test_article_moves_cite_a_sentence_and_its_document(number: int) -> None:
    scenario = load_scenario(f"article-00{number}")
    files = {d.file for d in scenario.documents}
    assert len(files) == 1
    assert files.pop().startswith(f"00{number}_")
    for move in scenario.moves:
        source = move.source
        assert not isinstance(source, str | None), move
        assert source.file in {d.file for d in scenario.documents}
        assert 0 <= source.start < source.end
        assert source.sentence is None  # the texts are not ours to ship
        if move.status in ("threatened", "pledged", "called_for"):
            assert move.probability < 1, move


def test_extends_adds_replaces_by_id_and_merges_settings(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEAD + "extends: us-china-60-retaliation\nmoves:\n"
        "  - tariff: {by: USA, on: CHN, add_pp: 10, id: us-duty}\n"
        "  - retaliation: {by: CHN, against: us-duty, id: china-answers}\n"
        "settings: {deficits: world}\n",
    )
    scenario = load_scenario(path)
    assert scenario.name == "test"
    assert [m.id for m in scenario.moves] == ["us-duty", "china-answers"]
    assert scenario.settings.deficits == "world"
    assert scenario.settings.horizon == 2035


def test_extends_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text(HEAD + "extends: a.yaml\n")
    with pytest.raises(ScenarioError, match="extends itself"):
        load_scenario(tmp_path / "a.yaml")


BAD = {
    "unknown kind": (
        "moves:\n  - tarif: {by: USA}\n",
        r":4: moves\[0\].tarif: unknown kind of move 'tarif'; did you mean tariff",
    ),
    "unknown field": ("moves:\n  - tariff: {by: USA, onn: CHN, add_pp: 1}\n", "unknown field 'onn'; did you mean on"),
    "unknown key": ("movs: []\n", r":3: movs: unknown field 'movs'; did you mean moves"),
    "unknown setting": (
        "settings: {deficts: own}\n",
        r":3: settings.deficts: unknown field 'deficts'; did you mean deficits",
    ),
    "missing field": ("moves:\n  - tariff: {by: USA, add_pp: 1}\n", r":4: moves\[0\].tariff.on: is missing"),
    "two sizes": (
        "moves:\n  - tariff: {by: USA, on: CHN, add_pp: 1, set_pct: 2}\n",
        "exactly one of add_pp and set_pct",
    ),
    "nan": ("moves:\n  - tariff: {by: USA, on: CHN, add_pp: .nan}\n", r":4: moves\[0\].tariff.add_pp: .*finite"),
    "infinity": ("moves:\n  - tariff: {by: USA, on: CHN, add_pp: .inf}\n", "add_pp"),
    "below -100": ("moves:\n  - tariff: {by: USA, on: CHN, set_pct: -100}\n", "greater than -100"),
    "text for a number": ("moves:\n  - tariff: {by: USA, on: CHN, add_pp: many}\n", "found 'many'"),
    "year order": (
        "moves:\n  - tariff: {by: USA, on: CHN, add_pp: 1, from: 2030, until: 2026}\n",
        "until 2026 lies before",
    ),
    "fractional year": ("moves:\n  - tariff: {by: USA, on: CHN, add_pp: 1, from: 2026.5}\n", "from"),
    "bad status": ("moves:\n  - tariff: {by: USA, on: CHN, add_pp: 1, status: maybe}\n", "status"),
    "doubled id": (
        "moves:\n  - visit: {by: CHN, to: VNM, id: a}\n  - visit: {by: CHN, to: MYS, id: a}\n",
        r":5: moves\[1\].visit.id: id 'a' is used twice",
    ),
    "doubled key": ("name: again\n", r":3: key 'name' appears twice"),
    "alias": ("moves: &a []\n", "anchors and aliases are not allowed"),
    "tag": ("description: !!python/object:os.system x\n", "tag .* is not allowed"),
    "version": ("multipolar: 2\n", "appears twice"),
    "syntax": ("moves: [\n", "not valid YAML"),
    "moves not a list": ("moves: {a: 1}\n", "must be a list of moves"),
    "settings not a block": ("settings: 7\n", "must be a block of keys"),
    "move not a block": ("moves: [5]\n", r"moves\[0\]: must be one move"),
    "deep": ("description: " + "[" * 50 + "]" * 50 + "\n", "levels deep"),
    "offer": ("coalition: {proposer: CHN, target: USA, candidates: [IND], offer: [x]}\n", "no move has id 'x'"),
    "empty list": ("moves:\n  - tariff: {by: [], on: CHN, add_pp: 1}\n", "by"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_give_one_message_with_place(tmp_path: Path, case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(ScenarioError, match=message) as error:
        load_scenario(write(tmp_path, HEAD + text))
    assert "bad.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_yaml_bomb_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a: &a [lol, lol]"] + [f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]" for i in range(9)]
    with pytest.raises(ScenarioError, match="anchors and aliases"):
        load_scenario(write(tmp_path, HEAD + "\n".join(lines)))


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00m", b"\x89PNG\r\n\x1a\n", b"", b"42", b"[1, 2]"])
def test_files_that_are_no_scenario(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ScenarioError, match=r"bad\.yaml"):
        load_scenario(write(tmp_path, content))


def test_a_directory_and_too_many_moves(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is a directory"):
        load_scenario(tmp_path)
    many = HEAD + "moves:\n" + "  - visit: {by: A, to: B}\n" * 20_000
    with pytest.raises(ScenarioError, match="20,000 moves; at most 2,000"):
        load_scenario(write(tmp_path, many))
    more = HEAD + "moves:\n" + "  - tariff: {by: USA, on: CHN, add_pp: 1}\n" * 100_000
    with pytest.raises(ScenarioError, match="larger than"):
        load_scenario(write(tmp_path, more))


def test_on_off_and_no_stay_text(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "moves:\n  - tariff: {by: NOR, on: no, add_pp: 1, note: off}\n")
    move = load_scenario(path).moves[0]
    assert move.on == ("no",)  # type: ignore[attr-defined]
    assert move.note == "off"


def test_bad_settings_from_the_command_line() -> None:
    with pytest.raises(ScenarioError, match="deficits"):
        with_settings(load_scenario("us-china-60"), {"deficits": "owm"})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    [
        "by",
        "on",
        "to",
        "add_pp",
        "set_pct",
        "sectors",
        "from",
        "until",
        "share",
        "between",
        "status",
        "id",
        "terms",
        "source",
    ]
)
moves = st.lists(
    st.dictionaries(
        st.sampled_from([*MOVE_TYPES, "tarif"]), st.dictionaries(fields, values, max_size=5), min_size=1, max_size=2
    ),
    max_size=3,
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    moves,
    st.dictionaries(
        st.sampled_from(["name", "world", "poles", "settings", "extends", "coalition"]), values, max_size=3
    ),
)
def test_any_structure_loads_or_is_refused_in_one_line(
    tmp_path: Path, moves: list[object], rest: dict[str, object]
) -> None:
    for extends in ({}, {"extends": "us-china-60"}):
        text = yaml.safe_dump({"multipolar": 1, "name": "x", **extends, **rest, "moves": moves})
        _loads_or_is_refused(tmp_path, text.encode())


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_load_or_are_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    _loads_or_is_refused(tmp_path, b"multipolar: 1\nname: x\n" + data)


def _loads_or_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz.yaml"
    path.write_bytes(data)
    try:
        load_scenario(path)
    except InputError as error:
        assert "\n" not in str(error), str(error)


def test_later_parents_override_earlier_ones(tmp_path: Path) -> None:
    for name, points in (("a", 1), ("b", 2)):
        text = (
            HEAD
            + f"moves:\n  - tariff: {{by: USA, on: CHN, add_pp: {points}, id: x}}\n  - visit: {{by: CHN, to: VNM, id: {name}}}\n"
        )
        (tmp_path / f"{name}.yaml").write_text(text)
    scenario = load_scenario(
        write(tmp_path, HEAD + "extends: [a.yaml, b.yaml]\nmoves:\n  - visit: {by: USA, to: JPN}\n")
    )
    assert [m.id for m in scenario.moves] == ["x", "a", "b", None]
    assert scenario.moves[0].add_pp == 2  # type: ignore[attr-defined]


def test_a_move_replaced_by_its_id_stays_where_it_was(tmp_path: Path) -> None:
    text = HEAD + "extends: us-china-60-retaliation\nmoves:\n  - tariff: {by: USA, on: CHN, add_pp: 30, id: us-duty}\n"
    scenario = load_scenario(write(tmp_path, text))
    assert [m.id for m in scenario.moves] == ["us-duty", "china-answers"]
    assert scenario.moves[0].add_pp == 30  # type: ignore[attr-defined]
    assert scenario.where("moves", 0, "add_pp").endswith("bad.yaml:5: moves[0].tariff.add_pp")


def test_inherited_moves_can_be_dropped(tmp_path: Path) -> None:
    text = HEAD + "extends: us-china-60-retaliation\ndrop: [china-answers]\n"
    assert [m.id for m in load_scenario(write(tmp_path, text)).moves] == ["us-duty"]
    with pytest.raises(ScenarioError, match="did you mean china-answers"):
        load_scenario(write(tmp_path, text.replace("answers", "answer")))
    with pytest.raises(ScenarioError, match="needs extends"):
        load_scenario(write(tmp_path, HEAD + "drop: [x]\n"))


def test_an_error_in_a_parent_names_the_parent(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(
        HEAD + "moves:\n  - visit: {by: CHN, to: VNM}\n  - tariff: {by: USA, on: CHN}\n"
    )
    with pytest.raises(ScenarioError, match=r"parent\.yaml:5: moves\[1\]\.tariff"):
        load_scenario(write(tmp_path, HEAD + "extends: parent.yaml\n"))


@pytest.mark.parametrize("text", ["settings: [1]\n", "moves:\n  - tariff: {id: [a]}\n", "settings: 5\n", "moves: x\n"])
def test_wrong_types_on_top_of_a_parent_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ScenarioError, match=r"bad\.yaml:[45]"):
        load_scenario(write(tmp_path, HEAD + "extends: us-china-60\n" + text))


def test_names_too_long_for_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is not the name of a file"):
        load_scenario(write(tmp_path, HEAD + f"extends: {'x' * 5000}\n"))


def test_a_folder_does_not_shadow_a_packaged_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "us-china-60").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load_scenario("us-china-60").name == "US tariffs of 60 % on China"


def test_a_world_beside_the_scenario_is_found(tmp_path: Path) -> None:
    (tmp_path / "mine.nc").write_bytes(b"")
    scenario = load_scenario(write(tmp_path, HEAD + "world: mine.nc\n"))
    assert scenario.world == str(tmp_path / "mine.nc")

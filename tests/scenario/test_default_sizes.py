"""Sizes that a file leaves open: refused with file, line, field and remedy; filled and labelled where asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from multipolar import Scenario, load_scenario
from multipolar.cli import app
from multipolar.engine import simulate
from multipolar.errors import ScenarioError
from multipolar.moves import MOVE_TYPES, Tariff
from multipolar.params.default_sizes import DEFAULT_SIZE, default_sizes, sized_fields
from multipolar.params.read import read_table
from multipolar.report.quotes import Library
from multipolar.scenario import packaged_scenarios, parse_scenario
from multipolar.warn import _default_sizes

OPEN = """multipolar: 1
name: Open sizes
documents:
  - {file: a.txt, sha256: ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff}
moves:
  - call: {by: JPN, to: VNM, from: 2026}
  - tariff:
      by: JPN
      on: VNM
      add_pp: null
      size: "open: no rate in the text"
      id: duty
      source: {file: a.txt, start: 3, end: 24, sentence: "Japan taxes Vietnam."}
  - infrastructure_finance: {by: JPN, to: VNM, usd_bn: 4, terms: null, trade_cost_pct: null, id: rails}
"""


def test_an_open_size_is_refused_with_file_line_field_and_remedy(tmp_path: Path) -> None:
    file = tmp_path / "open.yaml"
    file.write_text(OPEN)
    with pytest.raises(ScenarioError) as refused:
        load_scenario(file)
    message = str(refused.value)
    assert message.startswith(f"{file}:10: moves[1].tariff.add_pp: the size is left open (null)")
    assert "--default-sizes" in message
    assert "here 10, judgement" in message
    assert refused.value.line == 10
    assert "\n" not in message


def test_an_open_size_is_filled_and_labelled_where_asked_for() -> None:
    scenario = parse_scenario(OPEN, default_sizes=True)
    assert [m.size for m in scenario.moves] == [None, DEFAULT_SIZE, DEFAULT_SIZE]
    assert scenario.moves[1].add_pp == 10  # type: ignore[attr-defined]
    assert scenario.moves[2].usd_bn == 4  # type: ignore[attr-defined]
    assert scenario.moves[2].trade_cost_pct == -1  # type: ignore[attr-defined]
    again = parse_scenario(scenario.to_yaml())
    assert again.moves == scenario.moves


def test_without_defaults_what_goes_with_a_given_size_may_stay_open() -> None:
    plain = {
        "multipolar": 1,
        "name": "x",
        "moves": [{"energy_deal": {"by": "RUS", "to": "CHN", "commodity": "crude", "usd_bn": 3}}],
    }
    assert Scenario.from_dict(plain).moves[0].size is None


def test_the_command_refuses_and_runs(tmp_path: Path) -> None:
    file = tmp_path / "open.yaml"
    file.write_text(OPEN.replace("VNM", "BOR").replace("JPN", "AUR") + "world: fictional\n")
    shown = CliRunner().invoke(app, ["scenario", "show", str(file), "--default-sizes"])
    assert shown.exit_code == 0
    assert "add_pp: 10" in shown.output
    refused = CliRunner().invoke(app, ["scenario", "show", str(file)])
    assert isinstance(refused.exception, ScenarioError)


def test_twenty_default_sizes_are_all_named() -> None:
    moves = [Tariff(by=("CAN",), on=("BRA",), add_pp=10, id=f"duty-{k}", size=DEFAULT_SIZE) for k in range(20)]
    (told,) = _default_sizes(moves)
    assert "duty-19." in told
    assert "more" not in told


def test_the_result_says_which_sizes_are_defaults() -> None:
    fictional = OPEN.replace("poles", "#") + "world: 2022\nsettings: {horizon: 2026}\n"
    result = simulate(parse_scenario(fictional, default_sizes=True), sensitivity=False, explain=False)
    assert "2 of 3 sizes are defaults, judgement: the text states none for duty, rails." in result.warnings


def test_a_sentence_of_the_file_is_cited_where_the_text_is_not_at_hand() -> None:
    scenario = parse_scenario(OPEN, default_sizes=True)
    citation = Library(scenario, []).cite(scenario.moves[1].source)  # type: ignore[arg-type]
    assert (citation.sentence, citation.start, citation.end) == ("Japan taxes Vietnam.", 3, 24)
    assert "as the scenario file holds it" in citation.remark


@pytest.mark.parametrize("kind", sorted(read_table("default_sizes")["kinds"]))
def test_every_default_is_a_field_of_its_move(kind: str) -> None:
    entry = read_table("default_sizes")["kinds"][kind]
    fields = MOVE_TYPES[kind].model_fields
    assert set(sized_fields(kind)) <= set(fields)
    assert entry["note"]
    for case in entry.get("cases", ()):
        assert set(case) - {"when", "note"} <= set(entry["fields"])
        assert set(case["when"]) <= set(fields)
        assert case["note"]


@pytest.mark.parametrize("name", sorted(n for n in packaged_scenarios() if n.startswith("article-")))
def test_defaults_are_those_of_the_packaged_articles(name: str) -> None:
    """Of moves that the articles set by default, at least two in three get the same size from the table."""
    same, all_sizes = 0, 0
    for entry in load_scenario(name).to_dict()["moves"]:
        ((kind, fields),) = entry.items()
        size = sized_fields(kind)
        if fields.get("size") != "default, judgement" or not size:
            continue
        all_sizes += 1
        same += default_sizes(kind, fields)[size[0]] == fields.get(
            size[0], MOVE_TYPES[kind].model_fields[size[0]].default
        )
    assert same >= 2 / 3 * all_sizes, f"{same} of {all_sizes}"

"""Commands on ties: JSON that meets its schema, tables with vintages, errors with the nearest name."""

from __future__ import annotations

import json
import sys
from typing import Any

import jsonschema
import pytest

from multipolar import cli
from multipolar.schema import SCHEMAS


def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    monkeypatch.setattr(sys, "argv", ["multipolar", *arguments])
    code = 0
    try:
        cli.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("triangle", ("triangle", "--year", "1972", "--year", "2024")),
        ("triangle", ("triangle", "India", "china", "PAK", "--without", "votes")),
        ("ties", ("ties", "China", "rus", "--record", "2024")),
        ("ties", ("ties", "KEN", "CHN", "--year", "2010", "--carry", "0")),
        ("bloc", ("bloc", "RUS", "IND", "CHN")),
        ("bloc", ("bloc", "G7", "--year", "1990")),
        ("region", ("region", "syria")),
        ("region", ("region", "ukraine", "India", "VNM")),
    ],
)
def test_json_meets_its_schema(
    schema: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = call(capsys, monkeypatch, *arguments, "--json")
    assert (code, err) == (0, "")
    described = SCHEMAS[schema]()
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.validate(json.loads(out), described)


def test_chosen_states_and_years_alone_are_in_the_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: dict[str, Any] = json.loads(call(capsys, monkeypatch, "region", "ukraine", "India", "VNM", "--json")[1])
    assert set(plain["states"]) == {"IND", "VNM"}
    plain = json.loads(call(capsys, monkeypatch, "ties", "CHN", "RUS", "--year", "2010", "--json")[1])
    assert [t["year"] for t in plain["ties"]] == [2010]
    assert plain["record"] is None


def test_tables_show_vintages_and_what_is_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = call(capsys, monkeypatch, "bloc", "RUS", "IND", "CHN")
    assert code == 0
    for part in ("IND-CHN", "rivalry", "(2020)", "(2014)", "Left out for want of data: dispute, visits"):
        assert part in out
    out = call(capsys, monkeypatch, "triangle", "--year", "1958", "--without", "visits")[1]
    assert "ambiguous" in out
    assert "Left out on request: visits" in " ".join(out.split())
    out = call(capsys, monkeypatch, "region", "north-korea")[1]
    assert "2005-12-16 to 2015-12-17" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("triangle", "USA", "CHN"), "three different powers"),
        (("triangle", "USA", "CHN", "Rusia"), "did you mean RUS (Russia)?"),
        (("triangle", "--without", "pacts"), "did you mean pact?"),
        (("triangle", "--year", "1900", "--carry", "0"), "the ties run from 1946 to 2024"),
        (("ties", "KEN", "UGA"), "one of them a named power"),
        (("ties", "CHN", "  "), "neither an ISO3 code nor an English name"),
        (("ties", "CHN", "RUS", "--carry", "-1"), "at least 0"),
        (("bloc", "BRICK"), "did you mean BRICS?"),
        (("bloc", "RUS"), "needs two or more"),
        (("region", "sirya"), "did you mean syria?"),
        (("region", "syria", "Taiwan"), "no data"),
    ],
)
def test_bad_input_gives_one_line_and_exit_2(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = call(capsys, monkeypatch, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1

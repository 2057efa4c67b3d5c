"""The command line as a user meets it: exit codes, one-line errors, JSON that meets its schema, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
import xarray as xr

from multipolar import cli
from multipolar.schema import result_schema


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


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A function that runs a command."""
    return lambda *arguments: call(capsys, monkeypatch, *arguments)


def test_run_json_meets_its_schema(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("run", "us-china-60-retaliation", "--json")
    assert (code, err) == (0, "")
    plain = json.loads(out)
    schema = result_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plain, schema)
    assert plain["residual"] <= 1e-9
    assert plain["countries"]["USA"]["real_income_pct"] < 0
    assert plain["world"]["year"] == 2022
    assert len(plain["countries"]) == 80


@pytest.mark.parametrize("name", ["article-000", "article-001", "article-002", "article-003", "article-004"])
def test_articles_run_with_every_move_acting_on_something(run, name: str) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", name, "--json")
    assert code == 0
    plain = json.loads(out)
    assert not any("not yet modelled" in w for w in plain["warnings"])
    assert any(abs(c["real_income_pct"]) > 1e-4 for c in plain["countries"].values())
    assert all(m["acts_on"] for m in plain["moves"])


def test_run_writes_every_format(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "us-china-60", "--horizon", "2026", "--out", str(tmp_path / "out"))
    assert code == 0
    folder = tmp_path / "out"
    assert {p.name for p in folder.iterdir()} == {f"result.{s}" for s in ("json", "csv", "parquet", "nc")} | {
        "report.html"
    }
    assert "report.html" in out
    frame = pd.read_parquet(folder / "result.parquet")
    table = pd.read_csv(folder / "result.csv", keep_default_na=False, na_values=[""])
    assert list(frame.columns) == ["year", "country", "sector", "variable", "value", "unit"]
    assert len(frame) == len(table)
    plain = json.loads((folder / "result.json").read_text())
    usa = frame[(frame.country == "USA") & (frame.variable == "real_income_pct")]["value"].iloc[0]
    assert usa == plain["countries"]["USA"]["real_income_pct"]
    with xr.open_dataset(folder / "result.nc", engine="h5netcdf") as data:
        assert float(data["real_income_pct"].sel(year=2026, country="USA")) == usa
        assert data["flow_after"].attrs["units"].startswith("million USD")


SMALL = "multipolar: 1\nname: s\nworld: fictional\nmoves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20}\nsettings: {horizon: 2026}\n"


def test_formats_are_chosen(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "s.yaml"
    path.write_text(SMALL)
    for asked, suffixes in (
        ("dta, xlsx", {"dta", "xlsx"}),
        ("html", {"html"}),
        ("all", {"html", "json", "csv", "parquet", "nc", "dta", "xlsx"}),
    ):
        folder = tmp_path / asked
        code, out, _ = run("run", str(path), "--out", str(folder), "--formats", asked)
        assert code == 0
        assert {p.suffix[1:] for p in folder.iterdir()} == suffixes
        assert all(f".{suffix}" in out for suffix in suffixes)


def test_a_comparison_is_written_and_checked_before_anything_is_solved(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "s.yaml", tmp_path / "t.yaml"
    path.write_text(SMALL)
    other.write_text(SMALL.replace("20", "30", 1))
    code, out, _ = run("compare", str(path), str(other), "--out", str(tmp_path / "c"), "--formats", "all", "--json")
    assert code == 0
    assert set(json.loads(out)["files"]) == {"html", "csv", "xlsx"}
    assert {p.name for p in (tmp_path / "c").iterdir()} == {f"comparison.{s}" for s in ("html", "csv", "xlsx")}
    monkeypatch.setattr("multipolar.engine.simulate", None)
    code, _, err = run("compare", str(path), "us-china-60")
    assert code == 2
    assert "different worlds" in err


def test_options_override_the_file_and_are_named_in_the_result(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run(
        "run", "us-china-60", "--deficits", "balanced", "--elasticities", "IS", "--horizon", "2026", "--json"
    )
    assert code == 0
    plain = json.loads(out)
    assert plain["provenance"]["deficits"] == "balanced"
    assert plain["provenance"]["elasticities"]["name"] == "IS"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "us-chna-60"), "did you mean us-china-60"),
        (("run", "us-china-60", "--world", "nowhere.nc"), "no such file"),
        (("run", "us-china-60", "--deficits", "owned"), "deficits"),
        (("run", "us-china-60", "--elasticities", "FGP"), "did you mean FGO"),
        (("run", "us-china-60", "--horizon", "2020"), "before the first move"),
        (("run", "."), "is a directory"),
        (("world", "show", "2023"), "did you mean 2022"),
        (("world", "export", "/nonexistent/folder/w.nc"), "existing folder"),
        (("scenario", "validate", "nothing"), "no such file"),
        (("scenario", "schema", "resul"), "did you mean result"),
        (("replicate", "caliendo-parro"), "did you mean caliendo-parro-2015"),
        (("compare", "us-china-60", "nafta-1993"), "different worlds"),
        (("run", "us-china-60", "--formats", "xlsx"), "give one with --out"),
        (("run", "us-china-60", "--out", "nowhere", "--formats", "csv,xslx"), "did you mean xlsx"),
        (("compare", "us-china-60", "partners-join", "--out", "nowhere", "--formats", "dta"), "unknown format 'dta'"),
        (("run", "nafta-1993", "--elasticities", "FGO"), "does not cover"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(run, arguments: tuple[str, ...], message: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.startswith("error: ")
    assert err.count("\n") == 1


def test_unknown_options_exit_2(run) -> None:  # type: ignore[no-untyped-def]
    assert run("run", "us-china-60", "--nonsense")[0] == 2
    assert run("nonsense")[0] == 2


def test_no_equilibrium_is_exit_3_without_numbers(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "ban.yaml"
    path.write_text(
        "multipolar: 1\nname: ban\nmoves:\n  - sanction: {by: all, on: USA, sectors: all, both_ways: false}\n"
    )
    code, out, err = run("run", str(path))
    assert code == 3
    assert out == ""
    assert "no finite wage" in err or "No supplier" in err
    code, out, _ = run("run", str(path), "--json")
    assert code == 3
    assert set(json.loads(out)) == {"status", "reason", "remedy"}


def test_nothing_is_written_when_nothing_was_solved(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "ban.yaml"
    path.write_text(
        "multipolar: 1\nname: ban\nmoves:\n  - sanction: {by: all, on: USA, sectors: all, both_ways: false}\n"
    )
    run("run", str(path), "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_out_folder_that_is_a_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "file"
    target.write_text("x")
    code, _, err = run("run", "us-china-60", "--horizon", "2026", "--out", str(target))
    assert code == 2
    assert err.startswith("error: ")
    assert target.read_text() == "x"


def test_worlds_are_exported_validated_and_run(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "mine.nc"
    assert run("world", "export", str(path), "--world", "fictional")[0] == 0
    code, out, _ = run("world", "validate", str(path))
    assert (code, out.startswith("valid: ")) == (0, True)
    scenario = tmp_path / "s.yaml"
    scenario.write_text("multipolar: 1\nname: own world\nmoves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20}\n")
    code, out, _ = run("run", str(scenario), "--world", str(path), "--json")
    assert code == 0
    assert json.loads(out)["countries"]["LEM"]["real_income_pct"] < 0
    path.write_bytes(b"broken")
    code, _, err = run("world", "validate", str(path))
    assert (code, err.count("\n")) == (2, 1)


def test_odd_names_of_folders_and_scenarios_are_printed_as_they_are(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "s.yaml"
    path.write_text(
        "multipolar: 1\nname: '[red]x[/y] \u00fc'\nworld: fictional\nsettings: {horizon: 2026}\n", encoding="utf8"
    )
    code, out, _ = run("run", str(path), "--out", str(tmp_path / "o[old]"))
    assert code == 0
    assert "[red]x[/y] \u00fc" in out
    assert "o[old]" in out


def test_compare_and_the_lists(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("compare", "us-china-60", "us-china-60-retaliation", "--horizon", "2026", "--json")
    assert code == 0
    plain = json.loads(out)
    assert plain["b_minus_a_real_income_pp"]["USA"] < 0
    code, out, _ = run("compare", "us-china-60", "partners-join", "--horizon", "2026", "--out", str(tmp_path / "c"))
    assert code == 0
    assert {p.name for p in (tmp_path / "c").iterdir()} == {"comparison.html", "comparison.csv"}
    assert (tmp_path / "c" / "comparison.html").stat().st_size > 10_000
    assert "us-china-60" in run("scenario", "list")[1]
    assert json.loads(run("scenario", "schema")[1])["title"] == "Scenario"
    assert "tariff:" in run("scenario", "show", "us-china-60")[1]
    assert json.loads(run("world", "show", "--json")[1])["totals"]["economies"] == 80


def test_replicate_agrees_with_the_printed_table(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("replicate", "--json")
    assert code == 0
    rows = json.loads(out)
    assert sum(r["name"] == "caliendo-parro-2015" for r in rows) == 15
    assert all(
        set(r) == {"name", "quantity", "published", "ours", "tolerance", "ok", "source", "verdict"} for r in rows
    )
    assert all(abs(r["ours"] - r["published"]) <= r["tolerance"] for r in rows)


def test_a_help_page_loads_neither_the_solver_nor_what_reads_worlds() -> None:
    code = "import sys, multipolar.cli.tables.dependence, multipolar.cli; sys.exit(bool({'jax', 'h5py'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_state_outside_the_accounts_can_be_asked_for(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "us-china-60", "--show", "KEN", "--show", "Qatar", "--show", "Cuba")
    assert code == 0
    assert "KEN Kenya" in out
    assert "QAT Qatar" in out
    assert "CUB Cuba: no data" in out


def test_bad_input_is_an_object_with_json(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "nonsense", "--json")
    assert code == 2
    assert json.loads(out)["status"] == "bad input"


@pytest.mark.parametrize("arguments", [("scenario", "list"), ("scenario", "show", "us-china-60", "--json")])
def test_a_reader_that_has_read_enough_is_no_error(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    code = f"import sys; sys.argv = ['multipolar', *{arguments}]; from multipolar import cli; cli.main()"
    done = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")

"""The command `read`: what it prints, writes and refuses."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from multipolar.cli import main
from multipolar.news.export import FIELDS

STORY = "Canada imposed a 25 percent tariff on Brazilian steel on Monday, and officials said that it would stay.\n"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Exit code of a command line."""
    monkeypatch.setattr(sys, "argv", ["multipolar", "read", *map(str, words)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with one event."""
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf8")
    return path


def test_tables_files_and_store(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "evil.txt").write_text(
        "Peru \x1b[31m[bold]condemned[/bold] Chile on Monday, officials in Lima said after talks.", encoding="utf8"
    )
    store, target = tmp_path / "news.duckdb", tmp_path / "events.jsonl"
    assert (
        run(monkeypatch, article, tmp_path / "none.txt", tmp_path / "evil.txt", "--out", target, "--store", store) == 0
    )
    shown = capsys.readouterr().out
    assert "CAN to BRA" in shown
    assert "no such file" in shown
    assert "\x1b[31m" not in shown
    assert "held before" in shown
    records = [json.loads(line) for line in target.read_text(encoding="utf8").splitlines()]
    assert list(records[0]) == list(FIELDS)
    assert records[0]["evidence"] == STORY[records[0]["start"] : records[0]["end"]]
    assert run(monkeypatch, article, "--store", store) == 0
    assert "0 new documents, 0 new events, 1 held before" in capsys.readouterr().out


def test_json(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert run(monkeypatch, article, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"][0]["blocks"] == [{"tag": "body", "start": 0, "end": len(STORY) - 1, "twin": None}]
    assert found["events"][0]["plover"] == "SANCTION"
    assert found["unreadable"] == []
    assert found["acts"][0]["sources"][0]["sentence"] == STORY.strip()


def test_what_several_documents_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    told = "In a {} on Tuesday, January 21, 2025, Chilean President Gabriel Boric spoke with Brazilian President Lula da Silva{}."
    (tmp_path / "a.txt").write_text(told.format("phone call", " for an hour"), encoding="utf8")
    (tmp_path / "b.txt").write_text(
        told.format("video conference", ", officials told reporters in Lima"), encoding="utf8"
    )
    assert run(monkeypatch, tmp_path / "a.txt", tmp_path / "b.txt") == 0
    shown = capsys.readouterr().out
    assert "Told by several documents" in shown
    assert "a.txt, b.txt" in shown


def test_moves_and_acts_that_move_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "a.txt").write_text(
        f"{STORY}Peru condemned Chile on Tuesday, officials in Lima said.\n", encoding="utf8"
    )
    moves = tmp_path / "moves.yaml"
    assert run(monkeypatch, tmp_path / "a.txt", "--scenario", moves) == 0
    shown = capsys.readouterr().out
    assert "Candidate moves" in shown
    assert "Acts that move nothing" in shown
    assert "ACCUSE-PER-CHL" in shown
    assert "tariff" in moves.read_text(encoding="utf8")


def test_nothing_to_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert run(monkeypatch, tmp_path / "none.txt") == 2
    told = capsys.readouterr()
    assert "no such file" in told.out
    assert "could not be read" in told.err


def test_a_target_is_checked_before_reading(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert run(monkeypatch, article, "--out", "events.docx") == 2
    assert "give a name that ends so" in capsys.readouterr().err
    for option in ("--store", "--scenario"):
        assert run(monkeypatch, article, option, article.parent / "none" / "file") == 2
        assert "not a file in an existing folder" in capsys.readouterr().err
    other = article.parent / "other.txt"
    other.write_text("no store")
    assert run(monkeypatch, article, "--store", other) == 2
    assert "no DuckDB file" in capsys.readouterr().err
    assert run(monkeypatch, article, "--scenario", article.parent / "moves.txt") == 2
    assert "give a name such as moves.yaml" in capsys.readouterr().err


def test_what_is_read_is_never_written_over(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    link = article.parent / "link.yaml"
    link.symlink_to(article)
    lines = article.parent / "lines.jsonl"
    lines.write_text(json.dumps({"text": STORY}))
    for option, target, read in (
        ("--scenario", link, article), ("--store", article, article), ("--out", lines, lines)
    ):  # fmt: skip
        before = target.read_text()
        assert run(monkeypatch, read, option, target, "--force") == 2
        assert f"{option} {target}: the file is one of those that are read" in capsys.readouterr().err
        assert target.read_text() == before
    one = article.parent / "one.yaml"
    assert run(monkeypatch, article, "--store", one, "--scenario", one) == 2
    assert "is that of --store as well" in capsys.readouterr().err


def test_a_scenario_is_written_over_only_by_force(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    target = article.parent / "moves.yaml"
    target.write_text("mine")
    assert run(monkeypatch, article, "--scenario", target) == 2
    told = capsys.readouterr().err
    assert str(target) in told
    assert "--force to write over it" in told
    assert target.read_text() == "mine"
    assert run(monkeypatch, article, "--scenario", target, "--force") == 0
    assert target.read_text().startswith("multipolar: 1")


def test_without_moves_it_says_that_no_scenario_is_written(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    article.write_text("The weather in the valley was fine on Monday, and people went out for a walk.")
    target = article.parent / "moves.yaml"
    assert run(monkeypatch, article, "--scenario", target) == 0
    assert "was not written: the text holds no act that is a move" in capsys.readouterr().out
    assert not target.exists()


def test_other_commands_load_nothing_of_the_extra() -> None:
    code = (
        "import sys, multipolar.cli; print(sorted({'spacy', 'duckdb', 'trafilatura', 'datasketch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_extra_is_named_with_the_remedy(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "spacy" else real(name, *rest))
    assert run(monkeypatch, article) == 2
    told = capsys.readouterr().err
    assert "reading news needs spacy" in told
    assert "make news" in told

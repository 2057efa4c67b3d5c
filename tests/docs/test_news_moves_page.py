"""The page on moves read from news shows what is printed, and its statuses are those of the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("spacy")
from multipolar.cli import app
from multipolar.news.topics import table

PAGE = (Path(__file__).parents[2] / "docs" / "news-moves.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"```(?:text|yaml)\n(.*?)```", PAGE, re.S)


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_the_page_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    harbour, lantern, shown, duty, still = BLOCKS
    Path("harbour.txt").write_text(harbour)
    Path("lantern.txt").write_text(lantern)
    done = CliRunner().invoke(app, ["read", "harbour.txt", "lantern.txt", "--scenario", "moves.yaml"])
    assert done.exit_code == 0, done.output
    printed = _flat(done.output)
    for line in shown.splitlines():
        if not re.match(r"[┏┡└]", line):
            assert _flat(line) in printed, line
    written = _flat(Path("moves.yaml").read_text())
    assert _flat(duty) in written
    assert _flat(still) in written


def test_statuses_are_those_of_the_table() -> None:
    told: dict[str, tuple[str, str]] = {}
    for acts, move, probability in re.findall(r"^\| ([\w, ]+) \| (\w+) \| ([\d.]*) ?\|$", PAGE, re.M):
        told |= dict.fromkeys(acts.split(", "), (move, probability or "1"))
    assert told == {act: (str(move), f"{p:g}") for act, (move, p) in table()["statuses"].items()}

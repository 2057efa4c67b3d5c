"""The pages of the mechanisms show what `multipolar ask` prints, and the page of questions lists all of them."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from multipolar import cli
from multipolar.cli import ask as command
from multipolar.questions import questions

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted((DOCS / "mechanisms").glob("m*.md"))
BLOCKS = [
    b for page in PAGES for b in re.findall(r"```\n\$ multipolar (.*?)\n(.*?)```", page.read_text("utf8"), re.DOTALL)
]
MOST_LINES = 70


@pytest.mark.parametrize(("typed", "shown"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_the_pages_show_what_is_printed(typed: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(command, "out", Console(file=printed, width=100))
    monkeypatch.setattr(sys, "argv", ["multipolar", *typed.split()])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    assert [x.rstrip() for x in printed.getvalue().splitlines()] == [x.rstrip() for x in shown.splitlines()]


def test_every_question_is_answered_on_its_page() -> None:
    assert len(PAGES) == 16
    assert sorted(c.split()[1] for c, _ in BLOCKS) == sorted(q.id for q in questions() if not q.missing)
    for page in PAGES:
        text = page.read_text("utf8")
        assert len(text.splitlines()) <= MOST_LINES
        for heading in ("Answer and interval", "Evidence and grade", "What it leaves out", "Known criticism"):
            assert f"## {heading}" in text, f"{page.name}: {heading}"


def test_the_page_lists_all_questions() -> None:
    text = (DOCS / "questions.md").read_text("utf8")
    for q in questions():
        assert f"| [`{q.id}`]({q.page}) | {q.question} | {q.mechanism} | `{q.command}` |" in text
    for page in PAGES:
        assert f"](mechanisms/{page.name})" in text.split("## Mechanisms")[1]

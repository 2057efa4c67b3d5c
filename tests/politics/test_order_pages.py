"""What the pages on the order and on institutions show is what the commands print, and their figures are the model's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from multipolar.cli.commands import app
from multipolar.politics.bodies import bodies
from multipolar.politics.order_history import order_history
from multipolar.politics.order_plain import disagreement

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def squeezed(text: str) -> str:
    """Without runs of blanks, which depend on the width of the screen, and with one kind of rule between cells."""
    return re.sub(r"\s+", " ", text.replace("┃", "│")).strip()


@pytest.mark.parametrize("name", ["order", "institutions"])
def test_lines_shown_are_printed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text, shown = (DOCS / f"{name}.md").read_text(encoding="utf8"), 0
    for block in FENCE.findall(text):
        lines = block.splitlines()
        if not lines[0].startswith("$ ") and "│" not in block:
            continue
        command = lines[0].removeprefix("$ multipolar ") if lines[0].startswith("$ ") else name
        run = CliRunner().invoke(app, shlex.split(command))
        assert run.exit_code == 0
        printed = {squeezed(line) for line in run.stdout.splitlines()}
        for line in lines:
            if not line.startswith("$ "):
                assert squeezed(line) in printed, f"{name}.md: {line}"
                shown += 1
    assert shown >= 10


def test_the_page_tells_how_the_measures_disagree() -> None:
    text = (DOCS / "order.md").read_text(encoding="utf8")
    for row in disagreement():
        cells = f"| {row['from']:.1f} to {row['to']:.1f} | {row['change_pct']:+.0f} % |"
        assert cells in text, row["measure"]
    (last,) = order_history((2014,))
    assert f"{100 * (last.tension.hostile or 0):.1f} % in 2014" in text


def test_every_body_and_proposal_is_documented() -> None:
    text = (DOCS / "institutions.md").read_text(encoding="utf8")
    for body in bodies().values():
        assert body.name in text
        assert all(name in text for name in body.reforms)

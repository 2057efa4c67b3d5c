"""The pages on ties, triangle, blocs and regional files show what the commands print and the data give."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from multipolar import cli
from multipolar.cli import ties as commands
from multipolar.params.read import read_table
from multipolar.politics.dyads import COMPONENTS
from multipolar.politics.triangle import Triangle, strategic_triangle

DOCS = Path(__file__).parents[2] / "docs"
NAMES = ("ties", "triangle", "blocs", "regional-files")
PAGES = {name: (DOCS / f"{name}.md").read_text("utf8") for name in NAMES}
BLOCKS = [b for text in PAGES.values() for b in re.findall(r"```\n\$ multipolar (.*?)\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_the_pages_show_what_is_printed(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(commands, "out", Console(file=printed, width=100))
    monkeypatch.setattr(sys, "argv", ["multipolar", *command.split()])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    assert lines == [line.rstrip() for line in shown.splitlines()]


def test_every_page_shows_output() -> None:
    assert all("$ multipolar" in text for text in PAGES.values())
    assert len(BLOCKS) >= 8


def row_of(label: str, text: str) -> str:
    """The first row of a table that begins with a label."""
    return next(line for line in text.splitlines() if line.startswith(f"| {label} |"))


def said(found: Triangle) -> str:
    """Pattern and who stands apart."""
    return ", ".join([found.pattern, *(f"{r} {p}" for p, r in found.roles.items() if r in ("pivot", "outcast"))])


@pytest.mark.parametrize("year", [1955, 1972, 1985, 2024])
def test_the_four_years(year: int) -> None:
    carry = 12 if year > 2014 else 0
    found = strategic_triangle(year, carry=carry)
    row = row_of(str(year), PAGES["triangle"])
    top = next(iter(found.likelihood.values()))
    values = " | ".join(f"{t.value:+.2f}" for t in found.ties)
    assert f"**{said(found)}** ({100 * top:.0f} % of draws) | {values}" in row
    assert row.endswith(f"| {said(strategic_triangle(year, carry=carry, leave_out=('pact',)))} |")


@pytest.mark.parametrize("name", COMPONENTS)
def test_components_are_documented_and_what_leaving_them_out_does(name: str) -> None:
    entry = read_table("ties")["components"][name]
    low, high = entry["range"]
    assert f"| `{name}` | {entry['weight']:g} | {low} to {high} | {entry['formula']} |" in PAGES["ties"]
    assert f"- `{name}`: {entry['source']}." in PAGES["ties"]
    shown = [part.strip() for part in row_of(f"`{name}`", PAGES["triangle"]).split("|")[2:-1]]
    years = ((1955, 0), (1972, 0), (1985, 0), (2024, 12))
    assert shown == [said(strategic_triangle(y, carry=c, leave_out=(name,))) for y, c in years]


def test_figures_in_the_text() -> None:
    text, tie = PAGES["triangle"], {y: strategic_triangle(y).ties for y in (1972, 1974, 1985)}
    assert f"from {tie[1972][0].value:.2f} in 1972 to {tie[1974][0].value:.2f} in\n  1974" in text
    assert f"and {tie[1985][0].value:.2f} in 1985" in text
    bare = strategic_triangle(1972, leave_out=("pact",)).ties[2].value
    assert f"{tie[1972][2].value:.2f}, without pacts {bare:.2f}" in text
    assert f"{strategic_triangle(1985, leave_out=('votes',)).ties[0].value:+.2f} and the pattern" in text
    assert 0.15 < strategic_triangle(1972).sign_shares[2] < 0.25
    files = read_table("regions")
    assert [len(files[n]["rolls"]) for n in ("ukraine", "syria", "north-korea")] == [6, 12, 9]

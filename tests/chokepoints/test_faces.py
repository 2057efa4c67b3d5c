"""Chokepoints as a reader meets them: on the command line and in the report."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from multipolar import Result, cli, load_scenario, simulate
from multipolar.chokepoints import READ_ALL_THREE
from multipolar.cli import commands
from multipolar.report import write_report


@pytest.fixture(scope="module")
def gallium() -> Result:
    """A run without flows by pair."""
    return simulate(load_scenario("china-gallium-germanium"), sensitivity=False)


def page(result: Result, folder: Path) -> str:
    """The report as text."""
    write_report(result, folder / "report.html", command="multipolar run")
    return (folder / "report.html").read_text(encoding="utf8")


def test_the_command_line_shows_the_interval_before_real_income(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["multipolar", "run", "china-rare-earths"])
    monkeypatch.setattr(commands, "out", Console(width=140))
    cli.app(standalone_mode=False)
    shown = capsys.readouterr().out
    assert "-1.068 to -0.000" in shown
    assert shown.index("Chokepoint: rare earths") < shown.index("Real income, long run, % change (")
    assert READ_ALL_THREE.split(":")[0] in shown
    assert "limit: covers compounds and unwrought metals" in shown
    assert "permanent magnets" in shown


def test_the_report_puts_them_high_and_says_what_is_missing(gallium: Result, tmp_path: Path) -> None:
    text = page(gallium, tmp_path)
    section = text.split('<section id="chokepoints"')[1].split("</section>")[0]
    assert text.index('id="chokepoints"') < text.index('<section id="map"')
    assert READ_ALL_THREE in section
    assert section.count("<table") == 2
    assert len(re.findall(r"<tr><th scope=\"row\">", section)) == 14
    assert "to no data" in section
    assert "shares of world output" in section
    assert "World Mining Data" in text


def test_a_report_without_curbs_has_no_such_section(tmp_path: Path) -> None:
    text = page(simulate(load_scenario("us-china-60"), sensitivity=False), tmp_path)
    assert 'id="chokepoints"' not in text
    assert "#chokepoints" not in text


def test_bars_stay_on_their_axis(tmp_path: Path) -> None:
    text = page(simulate(load_scenario("taiwan-electronics"), sensitivity=False), tmp_path)
    section = text.split('<section id="chokepoints"')[1].split("</section>")[0]
    bars = re.findall(r'<rect class="(falls|rises)[^"]*" x="([\d.]+)" y="\d+" width="([\d.]+)"', section)
    assert len(bars) == 30
    assert all(float(x) + float(width) <= 200.05 for _, x, width in bars)
    assert any(kind == "rises" for kind, _, _ in bars)

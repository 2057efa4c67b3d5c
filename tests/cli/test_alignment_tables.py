"""Alignment on the command line: who moves and why, why nobody does, the belief chosen, two runs side by side."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

from multipolar import cli

BRIEF = ("--horizon", "2026")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A function that runs a command in a wide terminal: exit code, standard output, standard error."""
    monkeypatch.setattr("multipolar.cli.commands.out", Console(width=400))

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["multipolar", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_where_nothing_moves_the_run_says_why_and_what_it_would_take(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "us-china-60", *BRIEF, "--show", "KEN", "--show", "CUB")
    assert code == 0
    assert "No state's position moves: the moves act through real income and dependence on trade" in out
    assert "centred on zero" in out
    assert "times the upper end of the estimate" in out
    assert "KEN Kenya, parts of the change: nothing moves its position" in out
    assert "half-way to China: the moves do not pull it there" in out
    assert "CUB Cuba, alignment: no data" in out
    assert "wanders by" in out


def test_under_another_belief_states_move_and_the_evidence_is_graded(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "us-china-60", *BRIEF, "--beliefs", "article", "--show", "VNM")
    assert code == 0
    assert "belief article" in out
    assert "No state's position moves" not in out
    row = next(line for line in out.splitlines() if "VNM Vietnam" in line and "→" in line)
    assert "us-duty: " in row
    assert "real income: weak evidence, judgement (the article's assumption)" in out
    assert "VNM Vietnam, parts of the change: +" in out


def test_an_unknown_belief_is_one_line_and_exit_2(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("run", "us-china-60", "--beliefs", "hopes")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "beliefs" in err


def test_compare_shows_alignment_in_both_and_the_difference(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    both = ("compare", "us-china-60", "us-china-60-retaliation", *BRIEF, "--beliefs", "article")
    code, out, _ = run(*both)
    assert code == 0
    assert "Alignment, change of position in ideal points, closeness in %" in out
    code, out, _ = run(*both, "--json")
    plain = json.loads(out)
    assert plain["a"]["alignment"]["belief"] == plain["b"]["alignment"]["belief"] == "article"
    gap = plain["b_minus_a_alignment_change"]
    sides = [plain[side]["alignment"]["states"]["VNM"]["alignment_change"] for side in ("a", "b")]
    assert gap["VNM"] == pytest.approx(sides[1] - sides[0])
    assert gap["VNM"] != 0


def test_a_world_without_positions_of_today_prints_no_table_and_says_so(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("run", "nafta-1993", *("--beliefs", "article"))
    assert code == 0
    assert "alignment: not computed" in out
    assert "first reason" not in out

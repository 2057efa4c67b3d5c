"""The page on wedges shows what the command prints and what other wedges come to."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from multipolar.cli import app
from multipolar.wedge import wedge_sweep

PAGE = (Path(__file__).parents[2] / "docs" / "wedge.md").read_text("utf8")


def test_the_page_shows_what_is_printed() -> None:
    ((shown,),) = [re.findall(r"```\n\$ multipolar wedge\n(.*?)```", PAGE, re.DOTALL)]
    run = CliRunner().invoke(app, ["wedge"], env={"COLUMNS": "110"})
    assert run.exit_code == 0, run.output
    printed = {line.rstrip() for line in run.output.splitlines()}
    missing = [line for line in shown.splitlines() if line not in printed]
    assert not missing, missing


def test_the_page_says_what_other_wedges_come_to() -> None:
    europe = wedge_sweep("EU", ranges=False)
    shares = [response.turning.share for response in (europe.passive, europe.answering)]
    assert all(share is not None for share in shares)
    costs = [response.turning.offerer_usd_bn.point for response in (europe.passive, europe.answering)]
    assert f"| {shares[0]:.0%}".replace("%", " % of the offer") in PAGE
    assert f"| {shares[1]:.0%}".replace("%", " %") in PAGE
    assert f"{costs[0]:+.1f}, {costs[1]:+.1f} |" in PAGE
    allied = wedge_sweep(with_allies=True, ranges=False)
    assert allied.passive.turning.share is None
    target = allied.passive.points[-1].real_income_pct["target"]
    assert target is not None
    assert f"({target.point:+.3f} %)" in PAGE

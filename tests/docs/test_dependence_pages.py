"""The pages on exposure and coalitions show what the commands print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from multipolar import load_scenario
from multipolar.coalition import coalition_choices
from multipolar.exposure.packaged import packaged_exposure
from multipolar.scenario import Coalition

DOCS = Path(__file__).parents[2] / "docs"
RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"
BLOCKS = re.findall(r"```\n\$ multipolar (exposure.*?)\n(.*?)```", (DOCS / "exposure.md").read_text("utf8"), re.DOTALL)
assert BLOCKS, "docs/exposure.md shows no command"


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_the_page_on_exposure_shows_what_is_printed(command: str, shown: str) -> None:
    environment = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *command.split()], capture_output=True, text=True, env=environment, check=True
    )
    for line in shown.splitlines():
        assert line in done.stdout, line


def test_the_figures_in_the_text_are_those_of_the_table() -> None:
    text, table = (DOCS / "exposure.md").read_text("utf8"), packaged_exposure()
    assert f"correlate {table.correlation():.2f} with" in text
    assert f"(US {table.correlation('USA'):.2f}, China {table.correlation('CHN'):.2f}" in text
    asymmetry = sorted(row["asymmetry"] for row in table.rows() if row["asymmetry"] is not None)
    assert f"Over all {len(asymmetry)} pairs" in text
    assert f"loses {asymmetry[len(asymmetry) // 2]:.0f} times" in text
    assert sum(a < 1 for a in asymmetry) == 9


def test_the_page_on_coalitions_shows_what_is_computed() -> None:
    scenario = load_scenario("washington-presses")
    assert isinstance(scenario.coalition, Coalition)
    block = scenario.coalition.model_copy(update={"candidates": ("MEX",)})
    mexico = coalition_choices(scenario.model_copy(update={"coalition": block})).candidate("MEX")
    text = (DOCS / "coalitions.md").read_text("utf8")
    spans = f"{mexico.margin_low_pct:+.3f} to {mexico.margin_high_pct:+.3f}"
    price = f"joins above {mexico.break_even_probability:.2f} | {mexico.side_payment_usd_mn:,.0f} |"
    assert f"| Mexico | {mexico.margin_pct:+.3f} | {spans} | {price}" in text
    assert len(mexico.reversed_by) == 5
    joins = mexico.payoffs["join"]
    assert f"{joins.expected_pct:+.3f} ({joins.unpunished_pct:+.2f} / {joins.punished_pct:+.2f})" in text

"""The page on chokepoints shows the tables of the package and the figures of its runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.labels import code_of
from multipolar.params.commodities import commodities, needs_of

PAGE = (Path(__file__).parents[2] / "docs" / "chokepoints.md").read_text(encoding="utf8")


@pytest.fixture(scope="module", params=["china-rare-earths", "taiwan-electronics"])
def documented(request: pytest.FixtureRequest) -> tuple[str, Result]:
    """A scenario with its run."""
    return request.param, simulate(load_scenario(request.param), sensitivity=False)


def test_figures_are_those_of_the_runs(documented: tuple[str, Result]) -> None:
    name, result = documented
    rows = {row.iso3: row for row in result.chokepoints[0].importers}
    table = PAGE.split(f"**`{name}`**")[1].split("\n\n")[1].splitlines()[2:-1]
    assert len(table) >= 4
    for line in table:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        code = code_of(cells[0])
        assert code is not None
        row = rows[code]
        low, high = row.interval_pct or (0.0, 0.0)
        assert cells[1] == f"{low:.3f} to {high:+.3f}".replace("+-", "-"), cells[0]
        assert float(cells[2]) == pytest.approx(row.long_run_pct, abs=6e-4)
        assert cells[3] == " / ".join(f"{v:.3f}" for v in row.short_run_pct)
        worst, least = row.leontief_range_pct
        assert cells[4] == f"{row.leontief_pct:.3f} ({worst:.3f} to {least:.3f})"
        assert cells[5] == f"{row.withheld_pct_of_supply:.0f}"
        ends = " to ".join(f"{v:.0f}" for v in row.supply_loss_range_pct)
        assert cells[6] == f"{row.supply_loss_pct:.0f} ({ends})"


@pytest.mark.parametrize("name", commodities())
def test_every_commodity_is_listed_with_its_needs(name: str) -> None:
    row = next((line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")), "")
    assert row, name
    commodity = commodities()[name]
    assert commodity.stage in row
    if not commodity.sector_flows:
        needs = needs_of(name)
        assert ", ".join(f"{s} {100 * v:g}" for s, v in needs.shares.items()) in row
        assert f"| {needs.grade} |" in row

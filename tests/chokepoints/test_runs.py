"""Curbs on commodities and sectors in whole runs: what enters the equilibrium, and the three figures."""

from __future__ import annotations

import math
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.chokepoints import Chokepoint, ImporterLoss, worst_first
from multipolar.economy.equilibrium import Economy
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks
from multipolar.errors import ScenarioError
from multipolar.params.commodities import commodities
from multipolar.params.commodity_flows import commodity_table
from multipolar.schema import result_schema
from multipolar.world import World


def written(tmp_path: Path, moves: str) -> Path:
    """A scenario file of one year."""
    path = tmp_path / "s.yaml"
    path.write_text(f"multipolar: 1\nname: test\nmoves:\n{moves}settings: {{horizon: 2026}}\n", encoding="utf8")
    return path


def run(tmp_path: Path, moves: str) -> Result:
    """A run without sensitivity."""
    return simulate(load_scenario(written(tmp_path, moves)), sensitivity=False)


def curb(commodity: str, by: str = "CHN", on: str = "USA", size: str = "share: 1", name: str = "c") -> str:
    """One curb as a line of a file."""
    return f"  - export_curb: {{by: {by}, on: {on}, commodities: [{commodity}], {size}, from: 2026, id: {name}}}\n"


def shocks(tmp_path: Path, economy: Economy, moves: str) -> tuple[Shocks, Names]:
    """Shocks of the moves."""
    names = Names(load_scenario(written(tmp_path, moves)), economy.world)
    return shocks_from(economy.observed, names, 2026), names


def importer(entry: Chokepoint, code: str) -> ImporterLoss:
    """Row of an importer."""
    return next(row for row in entry.importers if row.iso3 == code)


def part(world: World, economy: Economy, name: str, sector: str, n: str, i: str) -> float:
    """What part of a sector's flow a commodity is, by hand."""
    flow = commodity_table(commodities()[name], world.countries, world.sectors).flow[sector]
    at = world.countries.index(n), world.countries.index(i)
    whole = economy.observed.flow[world.sectors.index(sector)][at]
    return float(flow[at] / whole)


def test_a_curb_touches_only_its_part_of_the_sector(tmp_path: Path, world: World, economy: Economy) -> None:
    found, _ = shocks(tmp_path, economy, curb("tungsten", size="share: 0.5"))
    n, i = world.countries.index("USA"), world.countries.index("CHN")
    metals = world.sectors.index("C24B")
    size = part(world, economy, "tungsten", "C24B", "USA", "CHN")
    assert 0 < size < 0.2
    assert found.availability[metals, n, i] == pytest.approx(1 - 0.5 * size)
    untouched = np.delete(found.availability, [metals, world.sectors.index("B07")], axis=0)
    assert (untouched == 1).all()


def test_two_commodities_of_a_sector_add_up(tmp_path: Path, world: World, economy: Economy) -> None:
    found, _ = shocks(tmp_path, economy, curb("tungsten, bismuth", size="share: 0.5"))
    size = sum(part(world, economy, name, "C24B", "USA", "CHN") for name in ("tungsten", "bismuth"))
    n, i = world.countries.index("USA"), world.countries.index("CHN")
    assert found.availability[world.sectors.index("C24B"), n, i] == pytest.approx(1 - 0.5 * size)


def test_a_tax_is_put_on_in_proportion_and_has_no_short_run(tmp_path: Path, world: World, economy: Economy) -> None:
    moves = curb("tungsten", size="tax_pct: 50")
    found, _ = shocks(tmp_path, economy, moves)
    n, i = world.countries.index("USA"), world.countries.index("CHN")
    size = part(world, economy, "tungsten", "C24B", "USA", "CHN")
    assert found.export_tax[world.sectors.index("C24B"), n, i] == pytest.approx(0.5 * size)
    result = run(tmp_path, moves)
    assert result.chokepoints == ()
    assert any("withholds no quantity" in w for w in result.warnings)


def test_a_commodity_larger_than_its_sector_is_capped_and_said(tmp_path: Path, world: World, economy: Economy) -> None:
    found, names = shocks(tmp_path, economy, curb("coal", by="AUS", on="JPN"))
    n, i = world.countries.index("JPN"), world.countries.index("AUS")
    assert part(world, economy, "coal", "B05", "JPN", "AUS") > 1
    assert found.availability[world.sectors.index("B05"), n, i] == 0
    assert any("is larger than all of B05" in w for w in names.warnings)


def test_germanium_and_gallium_ban_no_sector(tmp_path: Path) -> None:
    result = run(tmp_path, curb("germanium, gallium"))
    assert not any(result.country("exports_pct").values())
    for entry in result.chokepoints:
        row = importer(entry, "USA")
        assert math.isnan(row.long_run_pct)
        assert row.interval_pct is not None
        assert row.interval_pct[0] == row.leontief_range_pct[0] <= row.leontief_pct
        assert math.isnan(row.interval_pct[1])
        assert row.supply_loss_pct > 90
        assert row.leontief_pct <= row.short_run_pct[1] < 0
        assert any("shares of world output" in limit for limit in entry.limits)
    assert any("equilibrium is left unchanged" in w for w in result.warnings)


def test_three_figures_of_rare_earths(tmp_path: Path) -> None:
    result = run(tmp_path, curb("rare_earths", on="[USA, JPN]", size="share: 0.8"))
    [entry] = result.chokepoints
    for row in entry.importers:
        high, central, low = row.short_run_pct
        assert row.leontief_pct <= low <= central <= high <= row.long_run_pct
        assert row.interval_pct == (row.leontief_range_pct[0], row.long_run_pct)
        assert row.leontief_range_pct[0] < row.leontief_pct < row.leontief_range_pct[1]
        worst = -row.dependent_pct_of_income * row.supply_loss_range_pct[1] / 100
        assert row.leontief_range_pct[0] == pytest.approx(worst)
        assert row.long_run_pct == result.country("real_income_pct")[row.iso3]
        assert row.supply_loss_pct > row.withheld_pct_of_supply > 10
        assert math.isnan(row.second_order_pct)
        assert row.leontief_pct == pytest.approx(-row.dependent_pct_of_income * row.supply_loss_pct / 100)


def test_second_order_is_given_for_small_cuts_only(tmp_path: Path) -> None:
    [entry] = run(tmp_path, curb("rare_earths", size="share: 0.05")).chokepoints
    row = importer(entry, "USA")
    assert row.withheld_pct_of_supply < 10
    assert row.second_order_pct == pytest.approx(row.short_run_pct[1], rel=0.05)


def test_the_long_run_is_that_of_the_curb_alone(tmp_path: Path) -> None:
    alone = run(tmp_path, curb("crude_oil", by="SAU", on="JPN")).chokepoints[0]
    tariff = "  - tariff: {by: USA, on: CHN, add_pp: 60, from: 2026}\n"
    result = run(tmp_path, curb("crude_oil", by="SAU", on="JPN") + tariff)
    row = importer(result.chokepoints[0], "JPN")
    assert row.long_run_pct == pytest.approx(importer(alone, "JPN").long_run_pct, abs=1e-9)
    assert abs(row.long_run_pct - result.country("real_income_pct")["JPN"]) > 1e-3


def test_an_importer_of_one_source_loses_all(tmp_path: Path) -> None:
    [entry] = run(tmp_path, curb("rare_earths", by="all", on="KOR")).chokepoints
    row = importer(entry, "KOR")
    assert row.supply_loss_pct == pytest.approx(100)
    assert row.short_run_pct == pytest.approx((row.leontief_pct,) * 3)


def test_electronics_is_the_sector_by_another_name(tmp_path: Path) -> None:
    by_name = run(tmp_path, curb("electronics", by="TWN", on="all"))
    by_code = run(tmp_path, "  - export_curb: {by: TWN, on: all, sectors: [C26], share: 1, from: 2026}\n")
    assert by_name.country("real_income_pct") == by_code.country("real_income_pct")
    a, b = by_name.chokepoints[0], by_code.chokepoints[0]
    assert [repr(row) for row in a.importers] == [repr(row) for row in b.importers]
    assert any("proxy for chips" in limit for limit in a.limits)
    assert worst_first(b)[0].iso3 == "SGP"


def test_a_mirrored_curb_is_a_chokepoint_of_its_own(tmp_path: Path, world: World, economy: Economy) -> None:
    moves = curb("tungsten", size="share: 0.5") + "  - retaliation: {by: USA, against: c, from: 2026, id: answer}\n"
    found, _ = shocks(tmp_path, economy, moves)
    size = part(world, economy, "tungsten", "C24B", "CHN", "USA")
    n, i = world.countries.index("CHN"), world.countries.index("USA")
    assert found.availability[world.sectors.index("C24B"), n, i] == pytest.approx(1 - 0.5 * size)
    result = run(tmp_path, moves)
    assert [(e.move, e.exporters) for e in result.chokepoints] == [("c", ("CHN",)), ("answer", ("USA",))]
    assert all("economy" in m["acts_on"] for m in result.to_dict()["moves"])


def test_a_curb_on_all_goods_is_no_chokepoint_of_one_input(tmp_path: Path) -> None:
    result = run(tmp_path, "  - export_curb: {by: TWN, on: USA, sectors: goods, share: 0.1, from: 2026}\n")
    assert result.chokepoints == ()
    assert any("no chokepoint of one input" in w for w in result.warnings)


@pytest.mark.parametrize(
    ("name", "message"),
    [("tungstn", "did you mean tungsten"), ("semiconductors", "electronics, a proxy"), ("magnets", "rare_earths")],
)
def test_unknown_commodities_are_errors_with_a_place(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=rf"s\.yaml:4: moves\[0\]\.export_curb\.commodities: .*{message}"):
        run(tmp_path, curb(name))


def test_missing_numbers_are_null_and_the_schema_holds(tmp_path: Path) -> None:
    plain = run(tmp_path, curb("uranium, gallium", by="RUS", on="[JPN, USA]")).to_dict()
    jsonschema.validate(plain, result_schema())
    uranium, gallium = plain["chokepoints"]
    assert uranium["importers"]["JPN"]["supply_loss_pct"] is None
    assert uranium["importers"]["JPN"]["leontief_pct"] is None
    assert gallium["importers"]["USA"]["long_run_pct"] is None
    assert gallium["importers"]["USA"]["interval_pct"][1] is None
    assert gallium["all_importers_pct"]["long_run_pct"] is None
    assert gallium["importers"]["USA"]["supply_usd_mn"] is None


def test_the_widest_case_is_named_before_any_number(tmp_path: Path) -> None:
    result = run(tmp_path, curb("electronics", by="TWN", on="all"))
    [sentence] = [w for w in result.warnings if w.startswith("chokepoints:")]
    low, high = worst_first(result.chokepoints[0])[0].interval_pct or (0, 0)
    assert "Singapore" in sentence
    assert f"between {low:+.3f} and {high:+.3f} %" in sentence


def test_the_long_run_is_long_also_on_a_path_of_adjustment(tmp_path: Path) -> None:
    path = written(tmp_path, curb("crude_oil", by="SAU", on="JPN"))
    text = path.read_text(encoding="utf8")
    long_run = simulate(load_scenario(path), sensitivity=False).chokepoints[0]
    path.write_text(text.replace("horizon: 2026", "horizon: 2026, adjustment: path"), encoding="utf8")
    result = simulate(load_scenario(path), sensitivity=False)
    assert importer(result.chokepoints[0], "JPN").long_run_pct == importer(long_run, "JPN").long_run_pct
    assert result.country("real_income_pct")["JPN"] < 1.5 * importer(long_run, "JPN").long_run_pct

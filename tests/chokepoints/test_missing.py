"""What the data lack is shown as missing: flows kept from customs statistics, own supply that cannot be known, services."""

from __future__ import annotations

import math
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import yaml

from multipolar import Result, load_scenario, simulate
from multipolar.chokepoints import Chokepoint, ImporterLoss
from multipolar.chokepoints.inputs import sector_input
from multipolar.economy.equilibrium import Economy
from multipolar.params.commodities import commodities
from multipolar.params.commodity_flows import NOT_REPORTED, commodity_table, table_source
from multipolar.report import write_report
from multipolar.schema import result_schema
from multipolar.world import World

CHECKS = yaml.safe_load((Path(__file__).parents[1] / "data/raw_materials_checks.yaml").read_text(encoding="utf8"))


def run(folder: Path, curb: str) -> Result:
    """A run of one curb."""
    path = folder / "s.yaml"
    path.write_text(
        f"multipolar: 1\nname: test\nmoves:\n  - export_curb: {curb}\nsettings: {{horizon: 2026}}\n", encoding="utf8"
    )
    return simulate(load_scenario(path), sensitivity=False, explain=False)


def importer(entry: Chokepoint, code: str) -> ImporterLoss:
    """Row of an importer."""
    return next(row for row in entry.importers if row.iso3 == code)


@pytest.fixture(scope="module")
def russian_gas(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """All Russian gas withheld from everyone."""
    folder = tmp_path_factory.mktemp("gas")
    return run(folder, "{by: RUS, on: all, commodities: [natural_gas], share: 1, from: 2026, id: gas}")


@pytest.fixture(scope="module")
def chips() -> Chokepoint:
    """Taiwan's electronics withheld from everyone."""
    return simulate(load_scenario("taiwan-electronics"), sensitivity=False, explain=False).chokepoints[0]


@pytest.mark.parametrize("pair", CHECKS["missing_flows"], ids=lambda p: "-".join(p))
def test_missing_flows_are_holes(pair: list[str], world: World) -> None:
    name, exporter, importing = pair
    table = commodity_table(commodities()[name], world.countries, world.sectors)
    at = world.countries.index(importing), world.countries.index(exporter)
    assert table.holes[at].startswith(NOT_REPORTED)
    total = sum(flow[at[0]].sum() for flow in table.flow.values())
    assert sum(flow[at] for flow in table.flow.values()) <= 0.02 * total


@pytest.mark.parametrize("pair", CHECKS["ended_flows"], ids=lambda p: "-".join(p))
def test_flows_known_to_have_ended_are_none(pair: list[str], world: World) -> None:
    name, exporter, importing = pair
    table = commodity_table(commodities()[name], world.countries, world.sectors)
    assert (world.countries.index(importing), world.countries.index(exporter)) not in table.holes


def test_a_hole_that_meets_the_curb_has_no_figure(russian_gas: Result) -> None:
    [entry] = russian_gas.chokepoints
    missing = {row.iso3 for row in entry.importers if row.no_data.startswith(NOT_REPORTED)}
    assert missing == {"AUT", "BLR", "DEU", "POL", "TUR"}
    for code in missing:
        row = importer(entry, code)
        assert row.interval_pct is None
        assert all(
            math.isnan(v) for v in (*row.figures, row.withheld_pct_of_supply, row.supply_usd_mn, row.supply_loss_pct)
        )
        assert row.dependent_pct_of_income > 0
    assert importer(entry, "SVK").no_data == ""


def test_a_hole_leaves_the_mean_and_is_named(russian_gas: Result, tmp_path: Path) -> None:
    [entry] = russian_gas.chokepoints
    known = [row for row in entry.importers if not math.isnan(row.leontief_pct)]
    weights = [row.income_usd_mn for row in known]
    assert entry.mean_pct[-1] == pytest.approx(np.average([row.leontief_pct for row in known], weights=weights))
    [warning] = [w for w in russian_gas.warnings if w.startswith("gas:") and NOT_REPORTED in w]
    [limit] = [text for text in entry.limits if "Germany" in text]
    for text in (warning, limit):
        assert all(name in text for name in ("Austria", "Germany", "Poland", "rkiye"))
    plain = russian_gas.to_dict()
    jsonschema.validate(plain, result_schema())
    row = plain["chokepoints"][0]["importers"]["DEU"]
    assert row["leontief_pct"] is None
    assert row["interval_pct"] is None
    assert row["no_data"].startswith(NOT_REPORTED)
    write_report(russian_gas, tmp_path / "r.html", command="")
    section = (tmp_path / "r.html").read_text(encoding="utf8").split('id="chokepoints"')[1]
    assert "Germany" in section.split("<table")[0]


def test_a_hole_of_another_exporter_is_said(tmp_path: Path) -> None:
    [entry] = run(tmp_path, "{by: NOR, on: DEU, commodities: [natural_gas], share: 1, from: 2026, id: c}").chokepoints
    assert importer(entry, "DEU").leontief_pct < 0
    assert any("may be too large: Germany" in limit for limit in entry.limits)


def test_only_holes_leave_no_entry_without_a_word(tmp_path: Path) -> None:
    result = run(tmp_path, "{by: RUS, on: BLR, commodities: [crude_oil], share: 1, from: 2026, id: c}")
    assert result.to_dict()["headline"]["chokepoints"] == []
    assert any("no data on crude oil for Belarus" in w for w in result.warnings)


def test_own_supply_of_an_exporter_of_more_than_its_output_is_unknown(tmp_path: Path, world: World) -> None:
    own = commodity_table(commodities()["natural_gas"], world.countries, world.sectors).own_supply
    assert own is not None
    assert math.isnan(own[world.countries.index("NOR")])
    assert own[world.countries.index("FRA")] == 0
    [entry] = run(tmp_path, "{by: RUS, on: NOR, commodities: [natural_gas], share: 1, from: 2026, id: c}").chokepoints
    row = importer(entry, "NOR")
    assert math.isnan(row.withheld_pct_of_supply)
    assert "own supply is not known" in row.no_data
    assert not math.isnan(row.long_run_pct)


def test_services_do_not_count_as_users_of_a_sector(chips: Chokepoint, economy: Economy, world: World) -> None:
    found = sector_input(world.sectors.index("C26"), economy.observed, world)
    assert not found.exposure.dependent[~world.is_goods].any()
    assert found.left_out is not None
    assert (found.left_out >= 0).all()
    row = importer(chips, "SGP")
    assert not set(row.output_by_sector_pct) & {
        s for s, goods in zip(world.sectors, world.is_goods, strict=True) if not goods
    }
    goods, services = CHECKS["singapore_electronics"]["goods_pct"], CHECKS["singapore_electronics"]["all_users_pct"]
    assert row.leontief_pct == pytest.approx(goods, abs=0.006)
    assert row.leontief_pct + row.services_left_out_pct == pytest.approx(services, abs=0.006)
    assert any("services that use it are left out" in limit and "Singapore" in limit for limit in chips.limits)


def test_the_interval_holds_leontief_at_every_elasticity_over_sources(chips: Chokepoint) -> None:
    row = importer(chips, "SGP")
    low, _ = row.interval_pct or (0.0, 0.0)
    assert low == pytest.approx(-row.dependent_pct_of_income * row.supply_loss_range_pct[1] / 100)
    assert low < 1.5 * row.leontief_pct


def test_the_warning_does_not_call_the_long_run_short(russian_gas: Result) -> None:
    [told] = [w for w in russian_gas.warnings if w.startswith("chokepoints:")]
    row = importer(russian_gas.chokepoints[0], "SVK")
    assert row.long_run_pct == (row.interval_pct or (0,))[0]
    assert "Slovakia" in told
    assert "over long run, short run and Leontief" in told
    assert "before that" not in told


def test_sources_are_those_of_the_heads(russian_gas: Result) -> None:
    for name in ("commodity_flows", "commodity_output", "commodity_holes"):
        assert russian_gas.provenance["sources"][name] == table_source(name)
    assert "BACI" in russian_gas.provenance["sources"]["commodity_flows"]
    assert "World Mining Data" in russian_gas.provenance["sources"]["commodity_output"]


def test_the_page_counts_whom_the_long_run_hits_harder_than_leontief(russian_gas: Result) -> None:
    page = (Path(__file__).parents[2] / "docs" / "chokepoints.md").read_text(encoding="utf8")
    entry = russian_gas.chokepoints[0]
    known = [row for row in entry.importers if row.interval_pct is not None]
    worse = [row for row in known if row.long_run_pct < row.leontief_range_pct[0] - 1e-9]
    buying = [row for row in worse if row.withheld_pct_of_supply > 0]
    assert f"| Russia's gas | {len(known)} | {len(worse)} | {len(buying)} |" in page
    for code, name in (("HUN", "Hungary has {} to\n{}"), ("ITA", "Italy {} to {}")):
        low, high = importer(entry, code).interval_pct or (0.0, 0.0)
        assert name.format(f"{low:.3f}", f"{high:.3f}") in page

"""simulate: years, horizons, ranges, warnings, provenance, and the library face."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from multipolar import Result, Scenario, World, load_scenario, simulate
from multipolar.params.elasticities import at_horizon
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS
from multipolar.scenario import with_settings


def scenario(tmp_path: Path, body: str) -> Scenario:
    """A scenario on the fictional world."""
    path = tmp_path / "s.yaml"
    path.write_text(f"multipolar: 1\nname: test\nworld: fictional\n{body}", encoding="utf8")
    return load_scenario(path)


@pytest.fixture
def plain(tmp_path: Path, fictional: World) -> Result:
    """A duty of 20 points on the fictional world, 2026 to 2028."""
    return simulate(
        scenario(
            tmp_path, "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026}\nsettings: {horizon: 2028}\n"
        )
    )


def test_years_between_share_their_solution(plain: Result) -> None:
    assert [y.year for y in plain.years] == [2026, 2027, 2028]
    assert len({id(y.solution) for y in plain.years}) == 1


def test_a_move_that_ends_leaves_no_trace(tmp_path: Path) -> None:
    body = "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026, until: 2027}\nsettings: {horizon: 2028}\n"
    result = simulate(scenario(tmp_path, body))
    assert result.years[1].by_country["real_income_pct"].any()
    assert not result.years[2].by_country["real_income_pct"].any()
    assert any("end before 2028" in w for w in result.warnings)


def test_adjustment_path_uses_the_published_ratio(tmp_path: Path, fictional: World) -> None:
    base = scenario(
        tmp_path, "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026}\nsettings: {horizon: 2035}\n"
    )
    path = simulate(with_settings(base, {"adjustment": "path"}))
    assert np.allclose(1 + path.years[0].solution.theta, 0.38 * (1 + fictional.trade_elasticity))
    assert (path.last.solution.theta == fictional.trade_elasticity).all()
    long_run = simulate(base)
    lem = fictional.countries.index("LEM")
    first, last = (path.years[i].by_country["exports_pct"][lem] for i in (0, -1))
    assert abs(first) < abs(last)
    assert last == long_run.last.by_country["exports_pct"][lem]


def test_at_horizon_has_a_floor() -> None:
    assert at_horizon(np.array([1.0, 5.0]), 1).tolist() == [0.25, 0.38 * 6 - 1]
    assert at_horizon(np.array([1.0, 5.0]), None).tolist() == [1.0, 5.0]


def test_closures_and_ranges_enclose_the_headline(plain: Result) -> None:
    assert set(plain.closures) == {"own", "world", "balanced"}
    ranges = plain.real_income_range_pct()
    for n, code in enumerate(plain.world.countries):
        values = [100 * o.real_income[n] for o in plain.closures.values() if o.real_income is not None]
        assert ranges[code] == (min(values), max(values))
    assert ranges["LEM"][0] < ranges["LEM"][1]
    assert plain.elasticity_outcomes == {}  # the published sets do not know these sectors
    assert plain.range_over() == "deficit closures"


def test_a_closure_without_solution_says_why(tmp_path: Path) -> None:
    body = (
        "moves:\n  - sanction: {by: ARC, on: [LEM, THU], sectors: all}\nsettings: {horizon: 2026, deficits: balanced}\n"
    )
    result = simulate(scenario(tmp_path, body))
    assert result.closures["balanced"].real_income is not None
    assert "ARC is cut off" in str(result.closures["own"].reason)
    assert result.to_dict()["closures"]["own"]["real_income_pct"] is None


def test_frames_and_arrays_agree(plain: Result) -> None:
    frame, data = plain.to_frame(), plain.to_xarray()
    assert set(frame.variable) == {*COUNTRY_UNITS, *SECTOR_UNITS}
    row = frame[(frame.year == 2028) & (frame.country == "LEM") & (frame.variable == "exports_pct")]
    assert row["value"].item() == float(data["exports_pct"].sel(year=2028, country="LEM"))
    assert np.isnan(data["output_pct"].sel(year=2026, country="THU", sector="MACH").item())
    before = data["flow_before"].values
    assert np.allclose(before, plain.world.flow)


def test_missing_is_null_and_never_a_number(plain: Result) -> None:
    thule = plain.to_dict()["countries"]["THU"]
    assert thule["sectors"]["MACH"]["output_pct"] is None
    assert thule["buyers_bear_pct"] is None
    assert thule["alignment"] is None


def test_threats_are_said_to_be_threats() -> None:
    result = simulate(load_scenario("us-china-60"), sensitivity=False)
    assert any("threatened" in w and "if carried out" in w for w in result.warnings)


def test_runs_are_reproducible_and_bound_by_hashes(tmp_path: Path) -> None:
    body = "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026}\nsettings: {horizon: 2026}\n"
    first, second = (simulate(scenario(tmp_path, body)).to_dict() for _ in range(2))
    assert first == second
    for key in ("scenario_sha256", "parameters_sha256"):
        assert len(first["provenance"][key]) == 64


def test_pairs_are_sorted_by_size_of_change(plain: Result) -> None:
    changes = [abs(p["change_usd_mn"]) for p in plain.pairs()]
    assert changes == sorted(changes, reverse=True)
    assert plain.pairs()[0]["exporter"] == "LEM"
    assert plain.pairs()[0]["importer"] == "ARC"


SMALL = {
    "tariff": "tariff: {by: ARC, on: LEM, add_pp: 0.01}",
    "export tax": "export_curb: {by: ARC, sectors: [MACH], tax_pct: 0.01}",
    "trade cost": "trade_cost: {by: ARC, on: LEM, cost_pct: 0.01}",
    "supply withheld": "export_curb: {by: LEM, on: ARC, sectors: [MACH], share: 0.0001}",
    "sanction": "sanction: {by: ARC, on: LEM, share: 0.0001}",
}


@pytest.mark.parametrize("kind", SMALL)
def test_first_order_parts_approach_the_exact_change_for_small_shocks(tmp_path: Path, kind: str) -> None:
    body = f"moves:\n  - {SMALL[kind]}\nsettings: {{horizon: 2026, deficits: balanced}}\n"
    values = simulate(scenario(tmp_path, body)).last.by_country
    parts = values["terms_of_trade_pct"] + values["volume_of_trade_pct"]
    assert np.allclose(parts, values["real_income_pct"], rtol=0.02, atol=3e-7)
    assert abs(values["real_income_pct"][0]) > 1e-5


def test_a_full_ban_has_no_first_order(tmp_path: Path) -> None:
    body = "moves:\n  - export_curb: {by: LEM, on: ARC, sectors: [MACH], share: 1}\nsettings: {horizon: 2026}\n"
    result = simulate(scenario(tmp_path, body))
    arcadia = result.to_dict()["countries"]["ARC"]
    assert arcadia["terms_of_trade_pct"] is None
    assert arcadia["real_income_pct"] < 0
    assert any("no first order" in reason for reason in arcadia["why"])


def test_what_a_reader_changes_does_not_reach_the_next_run(tmp_path: Path) -> None:
    body = "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026}\nsettings: {horizon: 2026}\n"
    first = simulate(scenario(tmp_path, body))
    before = first.country("exports_pct")
    first.to_xarray()["flow_before"].values[:] = 0
    with pytest.raises(ValueError, match="read-only"):
        first.last.solution.base.flow[:] = 0
    with pytest.raises(ValueError, match="read-only"):
        first.world.flow[:] = 0
    assert simulate(scenario(tmp_path, body)).country("exports_pct") == before


def test_without_sensitivity_ranges_and_signs_are_missing(tmp_path: Path) -> None:
    body = "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 20, from: 2026}\nsettings: {horizon: 2026}\n"
    arcadia = simulate(scenario(tmp_path, body), sensitivity=False).to_dict()["countries"]["ARC"]
    assert arcadia["real_income_range_pct"] is None
    assert arcadia["sign_differs_between_closures"] is None


def test_what_changes_nothing_is_said(tmp_path: Path) -> None:
    body = """moves:
  - visit: {by: ARC, to: LEM, id: trip, from: 2026}
  - retaliation: {by: LEM, against: trip, from: 2040}
  - tariff: {by: ARC, on: LEM, add_pp: 5, from: 2040}
settings: {horizon: 2026}
"""
    result = simulate(scenario(tmp_path, body))
    assert ["economy" in m["acts_on"] for m in result.to_dict()["moves"]] == [False, False, True]
    for text in ("no move changes the economies", "begin after 2026", "alignment: not computed"):
        assert any(text in w for w in result.warnings), text


def test_a_binding_floor_is_reported() -> None:
    base = with_settings(load_scenario("us-china-60"), {"adjustment": "path", "elasticities": "CP", "horizon": 2026})
    result = simulate(base, sensitivity=False)
    assert any("rests on its floor" in w and "C29" in w for w in result.warnings)


def test_a_set_is_named_by_its_numbers(world: World) -> None:
    scenario = load_scenario("us-china-60")
    assert simulate(scenario, world, sensitivity=False).provenance["elasticities"]["name"] == "FGO"
    doubled = world.replace(trade_elasticity=2 * world.trade_elasticity)
    assert simulate(scenario, doubled, sensitivity=False).provenance["elasticities"]["name"] == "world"

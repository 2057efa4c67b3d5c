"""Satellites in a run: who has a number, what moves on them do, how wrong the formula is, what the outputs say."""

from __future__ import annotations

import io
from pathlib import Path
from textwrap import dedent

import jsonschema
import numpy as np
import pytest
import yaml
from rich.console import Console

from multipolar import Result, World, load_scenario, load_world, simulate
from multipolar.cli import tables
from multipolar.economy.names import Names, check_names
from multipolar.errors import ScenarioError
from multipolar.politics.pair_trade import pair_flows
from multipolar.reach import ECONOMIC
from multipolar.report import write_report
from multipolar.report.map import map_policy, shapes
from multipolar.satellites import error_table
from multipolar.satellites.judging import error_band, errors, interval, judge
from multipolar.schema import result_schema
from multipolar.world import satellite_codes, satellite_data, silent_codes

EXPECTED = yaml.safe_load((Path(__file__).parents[1] / "data" / "satellites.yaml").read_text(encoding="utf8"))


def run(world: World, folder: Path, *moves: str) -> Result:
    text = "multipolar: 1\nname: t\nworld: 2022\npoles: [USA]\nmoves:\n" + "".join(f"  - {m}\n" for m in moves)
    path = folder / "t.yaml"
    path.write_text(text, encoding="utf8")
    return simulate(load_scenario(path), world, sensitivity=False)


def income(result: Result, code: str) -> float:
    return result.satellites.by_code[code].numbers["real_income_pct"]


@pytest.fixture(scope="module")
def result(world: World) -> Result:
    return simulate(load_scenario("us-china-60"), world, sensitivity=False)


def test_every_state_of_the_matrix_outside_the_accounts_has_a_number(world: World, result: Result) -> None:
    data = satellite_data()
    assert set(result.satellites.by_code) == set(data.codes) - set(world.countries)
    assert len(result.satellites.by_code) == EXPECTED["satellites"]
    assert data.flow.sum() / 1e6 == pytest.approx(EXPECTED["trade_trillion_usd"], abs=0.005)
    assert all(np.isfinite(income(result, c)) for c in result.satellites.by_code)
    assert {"CUB", "PRK"} <= set(result.satellites.no_data)
    assert not {"TWN", "KEN", "QAT"} & set(result.satellites.no_data)


def test_kenya_and_qatar_have_numbers_with_intervals_and_reasons(result: Result) -> None:
    for code, name in (("KEN", "Kenya"), ("QAT", "Qatar")):
        entry = result.to_dict()["satellites"][code]
        low, high = entry["interval_pct"]
        assert entry["name"] == name
        assert low < entry["real_income_pct"] < high
        assert entry["approximate"] is True
        assert "China" in " ".join(entry["why"]) or "United States" in " ".join(entry["why"])


def test_transit_economies_and_old_gdp_are_named(result: Result) -> None:
    assert result.satellites.by_code["LBR"].interval_pct is None
    assert "transit" in " ".join(result.satellites.by_code["LBR"].why)
    assert "GDP of 2014" in result.satellites.by_code["VEN"].why


def table_row(scenario: str, flows: str, who: str) -> dict[str, float]:
    return next(r for r in error_table()["table"] if (r["scenario"], r["flows"], r["who"]) == (scenario, flows, who))


def test_the_first_row_judges_all_economies_on_their_own_flows(world: World, result: Result) -> None:
    row, limits = error_table()["table"][0], EXPECTED["us_china_60"]
    assert (row["scenario"], row["flows"], row["who"]) == ("us-china-60", "world", "all")
    found = errors(judge(world, result.last.solution, "world"))
    assert found["economies"] == row["economies"] == limits["economies"] == len(world.countries) - 1
    assert found["correlation"] >= limits["correlation"]
    assert found["median_error_pp"] <= limits["median_error_pp"]


@pytest.mark.parametrize(("flows", "who"), [("world", "all"), ("2023", "all"), ("2023", "small")])
def test_us_china_60_is_judged_as_the_packaged_table_says(world: World, result: Result, flows: str, who: str) -> None:
    judged, row = judge(world, result.last.solution, flows), table_row("us-china-60", flows, who)
    judged = judged.of_small() if who == "small" else judged
    for name, value in errors(judged).items():
        assert value == pytest.approx(row[name], abs=2e-4), name
    assert error_band(judged) == pytest.approx(row["median_error_band_pp"], abs=2e-4)


def test_the_pieces_of_the_error_begin_and_end_at_rows_of_the_table(world: World, result: Result) -> None:
    pieces, late = error_table()["pieces"], table_row("us-china-60", "2023", "small")
    assert (pieces["economies"], pieces["all 2023"]) == (late["economies"], late["median_error_pp"])
    own, codes = (
        judge(world, result.last.solution, "world"),
        judge(world, result.last.solution, "2023").of_small().codes,
    )
    gap = [abs(a - e) for c, a, e in zip(own.codes, own.approximate, own.exact, strict=True) if c in codes]
    assert np.median(gap) == pytest.approx(pieces["own flows"], abs=2e-4)


def test_small_is_a_rule_of_size_and_transit(world: World, result: Result) -> None:
    own, late = (judge(world, result.last.solution, flows) for flows in ("world", "2023"))
    assert set(own.codes) - set(own.of_small().codes) == {"USA", "CHN"}
    data = satellite_data()
    transit = {c for c, m, y in zip(data.codes, data.flow.sum(axis=0), data.gdp, strict=True) if m > y}
    assert set(late.codes) - set(late.of_small().codes) == {"USA", "CHN"} | transit & set(world.countries)
    without = {c for c, entry in result.satellites.by_code.items() if entry.interval_pct is None}
    assert without == transit - set(world.countries)


def test_intervals_hold_the_share_they_promise_on_the_judged(world: World, result: Result) -> None:
    judged = judge(world, result.last.solution, "2023").of_small()
    low, high = interval(judged.approximate, judged.size)
    held = ((low <= judged.exact) & (judged.exact <= high)).mean()
    assert held >= error_table()["interval"]["share"] - 0.05


def test_an_interval_can_exclude_zero_where_an_effect_is_large_for_the_shock() -> None:
    low, high = interval(np.array([0.1, 10.0, -10.0]), 1.0)
    assert low[0] < 0 < high[0]
    assert low[1] > 0
    assert high[2] < 0
    assert high - np.array([0.1, 10.0, -10.0]) == pytest.approx(np.array([0.1, 10.0, -10.0]) - low)


def test_no_move_no_effect(world: World, tmp_path: Path) -> None:
    still = run(world, tmp_path, "visit: {by: USA, to: KEN, from: 2026}")
    assert {income(still, c) for c in still.satellites.by_code} == {0.0}
    assert still.satellites.by_code["KEN"].interval_pct == (0.0, 0.0)


def test_a_tariff_on_kenya_hurts_kenya_alone(world: World, tmp_path: Path) -> None:
    hit = run(world, tmp_path, "tariff: {by: USA, on: KEN, add_pp: 30, from: 2026}")
    assert income(hit, "KEN") < 0
    assert {income(hit, c) for c in hit.satellites.by_code if c != "KEN"} == {0.0}
    assert not hit.last.by_country["real_income_pct"].any()
    assert any("KEN (Kenya) has no accounts of its own" in w for w in hit.warnings)
    assert any("their numbers are those of the baseline" in w for w in hit.warnings)


@pytest.mark.parametrize(
    ("move", "sign"),
    [
        ("trade_cost: {by: CHN, on: KEN, cost_pct: 10, from: 2026}", -1),
        ("trade_cost: {between: [KEN, UGA], cost_pct: -10, from: 2026}", 1),
        ("export_curb: {by: CHN, on: KEN, sectors: goods, share: 0.5, from: 2026}", -1),
        ("sanction: {by: USA, on: KEN, from: 2026}", -1),
        ("trade_agreement: {between: [KEN, CHN], cost_pct: -5, tariffs_to_pct: 0, from: 2026}", 1),
        ("tariff: {by: USA, on: AU, add_pp: 10, sectors: [C13T15], from: 2026}", -1),
        ("tariff: {by: KEN, on: CHN, add_pp: 1, from: 2026}", 1),
        ("transfer: {by: CHN, to: KEN, usd_bn: 1, from: 2026}", 1),
        ("aid: {by: EU, to: KEN, usd_bn: 1, from: 2026}", 1),
        (
            "infrastructure_finance: {by: CHN, to: KEN, usd_bn: 5, terms: {loan: {rate_pct: 2, years: 20}}, from: 2026}",
            1,
        ),
        ("import_ban: {by: USA, on: all, sectors: goods, share: 0.1, from: 2026}", -1),
    ],
)
def test_every_kind_of_move_acts_on_a_satellite(world: World, tmp_path: Path, move: str, sign: int) -> None:
    assert np.sign(income(run(world, tmp_path, move), "KEN")) == sign


def test_a_cut_off_from_the_main_buyer_has_a_reason_in_place_of_a_number(world: World, tmp_path: Path) -> None:
    entry = run(world, tmp_path, "sanction: {by: CHN, on: MNG, from: 2026}").to_dict()["satellites"]["MNG"]
    assert entry["real_income_pct"] is None
    assert entry["interval_pct"] is None
    assert entry["why"][0].startswith("no first order: moves cut off 9")


def test_all_and_row_hold_the_satellites(world: World, tmp_path: Path) -> None:
    on_all = run(world, tmp_path, "tariff: {by: USA, on: all, add_pp: 10, from: 2026}")
    on_row = run(world, tmp_path, "tariff: {by: USA, on: ROW, add_pp: 10, from: 2026}")
    for found in (on_all, on_row):
        assert "moves act on its own trade" in " ".join(found.satellites.by_code["HND"].why)
        assert income(found, "HND") < -0.1


def test_money_given_to_a_satellite_is_given_to_the_rest_of_the_world(world: World, tmp_path: Path) -> None:
    given = run(world, tmp_path, "transfer: {by: CHN, to: KEN, usd_bn: 10, from: 2026}")
    transfer = given.last.solution.shocks.transfer
    assert transfer[world.countries.index("ROW")] == pytest.approx(10_000)
    assert transfer.sum() == pytest.approx(0, abs=1e-9)


def test_a_move_on_services_says_that_it_changes_nothing(world: World, tmp_path: Path) -> None:
    found = run(world, tmp_path, "trade_cost: {between: [KEN, UGA], cost_pct: 10, sectors: services, from: 2026}")
    assert income(found, "KEN") == 0
    assert any("services only" in w for w in found.warnings)


def test_names_without_data_are_refused_and_old_worlds_keep_their_words(world: World, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"PRK \(North Korea\) is not an economy.*no data"):
        run(world, tmp_path, "tariff: {by: USA, on: PRK, add_pp: 10, from: 2026}")
    path = tmp_path / "t.yaml"
    path.write_text(
        dedent(
            """\
            multipolar: 1
            name: t
            world: cp2015
            poles: [USA]
            moves:
              - tariff: {by: USA, on: KEN, add_pp: 10, from: 1994}
            """
        ),
        encoding="utf8",
    )
    old, scenario = load_world("cp2015"), load_scenario(path)
    check_names(scenario, old)
    with pytest.raises(ScenarioError, match="part of ROW, the rest of the world"):
        Names(scenario, old).actors(0, "on", ("KEN",), 1994)
    assert satellite_codes(old) == ()


def test_worlds_without_satellites_say_nothing_of_them(tmp_path: Path) -> None:
    plain = simulate(load_scenario("nafta-1993"), sensitivity=False).to_dict()
    assert plain["satellites"] == {}
    assert plain["no_data"] == []
    assert "satellites" not in plain["provenance"]
    jsonschema.validate(plain, result_schema())


def test_outputs_mark_the_numbers_as_approximate(result: Result, tmp_path: Path) -> None:
    plain = result.to_dict()
    jsonschema.validate(plain, result_schema())
    frame = result.to_frame()
    rows = frame[frame["variable"] == "real_income_pct_approximate"]
    assert set(rows["country"]) == set(plain["satellites"])
    assert set(rows["year"]) == {result.last.year}
    assert not set(rows["country"]) & set(frame[frame["variable"] == "real_income_pct"]["country"])
    arrays = result.to_xarray()
    assert float(arrays["real_income_pct_approximate"].sel(satellite="KEN")) == income(result, "KEN")
    out = io.StringIO()
    tables.result(Console(file=out, width=120), result)
    assert "Outside the world's accounts, approximate (6 of 116)" in out.getvalue()
    write_report(result, tmp_path / "r.html", command="multipolar run us-china-60")
    html = (tmp_path / "r.html").read_text(encoding="utf8")
    assert "Economies outside the world's accounts (approximate)" in html
    assert "Kenya" in html


def test_the_map_marks_approximate_and_missing(result: Result) -> None:
    plain = result.to_dict()
    drawn = {
        s.title.split("\n")[0].split(":")[0]: s for s in shapes(plain["countries"], satellites=plain["satellites"])
    }
    assert drawn["Kenya"].approximate
    assert drawn["Kenya"].steps["a"] == "p1"
    assert drawn["Kenya"].steps["c"] == "void"
    assert "approximate" in drawn["Kenya"].title
    assert drawn["Cuba"].steps == {}
    assert "neither the accounts nor the goods trade" in drawn["Cuba"].title
    assert not drawn["China"].approximate
    assert "approximate" in map_policy(plain["countries"], plain["satellites"])
    assert "approximate" not in map_policy(plain["countries"])


def test_effects_follow_the_closure_and_the_elasticities_of_the_run(world: World) -> None:
    scenario = load_scenario("us-china-60")
    found = set()
    for changes in ({"deficits": "own"}, {"deficits": "balanced"}, {"elasticities": "CP"}):
        settings = scenario.settings.model_copy(update=changes)
        changed = simulate(scenario.model_copy(update={"settings": settings}), world, sensitivity=False)
        found.add(round(income(changed, "KEN"), 6))
    assert len(found) == 3


def test_the_error_table_covers_every_scenario_with_both_flows() -> None:
    table = error_table()["table"]
    names = {row["scenario"] for row in table}
    assert names >= {"us-china-60", "us-10-on-all", "in-force-2026", "east-west-decoupling", "partners-join"}
    for name in names:
        kinds = [(row["flows"], row["who"]) for row in table if row["scenario"] == name]
        assert kinds == [("world", "all"), ("2023", "all"), ("2023", "small")]
    assert all(("held" in row) == (row["who"] == "small") for row in table)


def test_a_ban_that_names_a_satellite_is_answered_in_kind(world: World, tmp_path: Path) -> None:
    ban = "import_ban: {by: [CHN, ETH], on: USA, sectors: [A01], share: 0.2, from: 2026, id: ban}"
    answered = run(world, tmp_path, ban + "\n  - retaliation: {by: USA, against: ban, from: 2026}")
    alone = run(world, tmp_path, ban)
    assert income(answered, "ETH") < income(alone, "ETH")


def test_every_modelled_kind_has_been_tried_on_a_satellite_or_is_known_not_to_reach_one() -> None:
    tried = {mark.split(":")[0] for mark, _ in test_every_kind_of_move_acts_on_a_satellite.pytestmark[0].args[1]}
    by_their_nature = {"energy_deal", "peace_deal", "sanctions_relief"}  # act on flows and wedges of the accounts
    assert tried | {"retaliation"} | by_their_nature == ECONOMIC


def test_a_satellite_that_had_not_reported_says_what_is_missing(result: Result) -> None:
    silent, data = silent_codes(), satellite_data()
    assert silent == pair_flows().silent[2023]
    places = [data.codes.index(c) for c in silent]
    assert not data.flow[np.ix_(places, places)].any()
    found = result.satellites.by_code
    told = {c for c, entry in found.items() if any("had not reported 2023, Russia" in why for why in entry.why)}
    assert told == silent & set(found)
    assert len(told) == 64
    assert {"GEO", "MNG"} <= told

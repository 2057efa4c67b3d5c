"""Intervals in every face of a result, quantiles, the tornado, and the schema of it all."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pyarrow.parquet as parquet
import pytest
import xarray as xr
from rich.console import Console

from multipolar import Result, load_scenario, load_world, measures, simulate
from multipolar.alignment import Baseline
from multipolar.cli.tables.results import result as show
from multipolar.ensemble import with_draws
from multipolar.errors import InputError
from multipolar.export_files import write_result
from multipolar.intervals import QUANTILES, quantiles_of
from multipolar.politics.motion import drifting_anchors, fading, widest_noise
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS
from multipolar.schema import result_schema
from multipolar.stakes import DRAWN, Economies, order_sentence

KEYS = {"point", *QUANTILES}


def intervals_in(value: Any) -> list[dict[str, float]]:
    """Every interval inside plain values."""
    if isinstance(value, dict):
        if value.keys() == KEYS:
            return [value]
        return [found for v in value.values() for found in intervals_in(v)]
    return [found for v in value for found in intervals_in(v)] if isinstance(value, list) else []


def test_quantiles_are_those_of_numpy_and_leave_out_what_is_missing() -> None:
    values = np.random.default_rng(0).random((9, 4)).astype(np.float32)
    values[:3, 1], values[:, 2] = np.nan, np.nan
    found = quantiles_of(values, (0.1, 0.5, 0.975))
    expected = np.nanquantile(values[:, [0, 1, 3]].astype(float), (0.1, 0.5, 0.975), axis=0)
    assert np.allclose(found[:, [0, 1, 3]], expected, rtol=1e-6)
    assert np.isnan(found[:, 2]).all()


@pytest.mark.parametrize("shape", [(5,), (5, 1), (5, 3), (1, 3)])
def test_quantiles_leave_the_draws_in_their_order(shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(1).random(shape).astype(np.float32)
    before = values.copy()
    quantiles_of(values, (0.5,))
    np.testing.assert_array_equal(values, before)


def test_every_number_that_draws_know_is_an_interval(run: Result) -> None:
    plain = run.to_dict()
    usa = plain["countries"]["USA"]
    for name in COUNTRY_UNITS:
        assert usa[name] is None or usa[name].keys() == KEYS, name
    assert all(
        usa["sectors"]["MACH" if "MACH" in usa["sectors"] else next(iter(usa["sectors"]))][n].keys() == KEYS
        for n in SECTOR_UNITS
    )
    for row in (plain["headline"], *plain["years"]):
        assert row["world_real_income_pct"].keys() == KEYS
    assert plain["years"][0]["real_income_pct"]["USA"].keys() == KEYS
    assert plain["headline"]["losers"][0]["real_income_pct"].keys() == KEYS
    assert plain["pairs"][0]["change_usd_mn"].keys() == KEYS
    vietnam = plain["alignment"]["states"]["VNM"]
    for name in ("alignment", "alignment_change", "hedging", "engagement"):
        assert vietnam[name].keys() == KEYS, name
    for name in ("closeness", "closeness_change", "tie", "dependence_pct_gdp"):
        assert vietnam[name]["CHN"].keys() == KEYS, name
    assert plain["countries"]["VNM"]["closeness"] == vietnam["closeness"]
    near = [row["real_income_pct"] for row in plain["satellites"].values() if row["interval_pct"] is not None]
    assert near
    assert all(value.keys() == KEYS for value in near)


def test_intervals_are_in_order_and_hold_the_median(run: Result) -> None:
    found = intervals_in(run.to_dict())
    assert len(found) > 5000
    assert all(v["p025"] <= v["p10"] <= v["p90"] <= v["p975"] for v in found)
    assert run.draws is not None
    for name, values in run.draws.numbers.items():
        middle, ends = quantiles_of(values, (0.5,))[0], run.draws.quantiles(name)
        known = np.isfinite(middle)
        assert (ends[0][known] <= middle[known]).all(), name
        assert (middle[known] <= ends[1][known]).all(), name


def test_the_warning_says_that_the_point_is_everything_carried_out(run: Result) -> None:
    said = [w for w in run.warnings if "carried out in some draws only" in w]
    assert len(said) == 1
    assert "may lie outside" in said[0]


@pytest.mark.parametrize("name", ["us-china-60", "article-004"])
def test_schema_holds_with_draws(name: str) -> None:
    scenario = load_scenario(name)
    point = simulate(scenario, sensitivity=False, explain=False)
    result = with_draws(point, load_world(scenario.world), 3, 0, tornado=False)
    plain = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    jsonschema.validate(plain, result_schema())
    jsonschema.validate(json.loads(json.dumps(point.to_dict(), allow_nan=False)), result_schema())


def test_schema_holds_with_a_tornado(run: Result) -> None:
    plain = json.loads(json.dumps(run.to_dict(), allow_nan=False))
    jsonschema.validate(plain, result_schema())
    assert [t["outcome"] for t in plain["draws"]["tornado"]][:2] == ["world_real_income_pct", "alignment_change"]


def test_a_tornado_is_widest_first_and_its_point_is_the_runs(run: Result) -> None:
    found = run.tornado("alignment_change", "VNM")
    assert run.alignment is not None
    assert found.point == pytest.approx(run.alignment.change()[run.alignment.base.states.index("VNM")], abs=1e-5)
    swings = [b.swing for b in found.bars]
    assert swings == sorted(swings, reverse=True)
    names = {b.name for b in found.bars}
    assert {"income", "pull", "move other"} & names
    assert "visit" not in names  # no move has a dose of it
    assert all(b.explained is None or 0 <= b.explained <= 1 + 1e-9 for b in found.bars)
    threat = next(b for b in run.tornado("real_income_pct", "MEX").bars if b.name == "move threat")
    assert (threat.low_value, threat.high_value) == ("not carried out", "carried out")
    assert threat.high < threat.low


def test_a_tornado_of_the_noise_moves_positions_and_not_their_change(run: Result) -> None:
    assert "noise of positions" in {b.name for b in run.tornado("alignment", "VNM").bars}
    assert "noise of positions" not in {b.name for b in run.tornado("alignment_change", "VNM").bars}


def test_a_tornado_names_what_it_does_not_know(run: Result) -> None:
    with pytest.raises(InputError, match="closeness_CHN"):
        run.tornado("closeness_CHNA", "VNM")
    with pytest.raises(InputError, match="no state 'XXX'"):
        run.tornado("alignment", "XXX")
    with pytest.raises(InputError, match="no draws"):
        dataclasses.replace(run, draws=None).tornado()


def test_files_hold_quantiles_and_draws(run: Result, tmp_path: Path) -> None:
    files = write_result(run, tmp_path, ["csv", "nc", "parquet", "dta", "xlsx", "draws"])
    frame = run.to_frame()
    row = frame[(frame.country == "USA") & (frame.variable == "real_income_pct") & (frame.year == run.last.year)]
    interval = run.to_dict()["countries"]["USA"]["real_income_pct"]
    assert row[list(QUANTILES)].to_numpy()[0].tolist() == [interval[k] for k in QUANTILES]
    close = frame[(frame.country == "VNM") & (frame.variable == "closeness_CHN") & (frame.year == run.last.year)]
    assert close["p10"].item() == run.to_dict()["countries"]["VNM"]["closeness"]["CHN"]["p10"]
    assert "p025" in parquet.read_table(files["parquet"]).column_names
    with xr.open_dataset(files["nc"]) as data:
        found = data["real_income_pct_quantiles"].sel(country="USA", quantile=0.1, year=run.last.year)
        assert float(found) == interval["p10"]
    table = parquet.read_table(files["draws"]).to_pandas()
    assert run.draws is not None
    one = table[
        (table.draw == 3)
        & (table.variable == "real_income_pct")
        & (table.code == "USA")
        & (table.year == run.last.year)
    ]
    expected = run.draws.numbers["country.real_income_pct"][run.draws.used.index(3), run.draws.place("country", "USA")]
    assert (one["value"] == expected).all()
    assert len(one) == 2  # by itself and by year
    assert len(table[table.variable == "input: speed"]) == len(run.draws.used)


def test_noise_widens_to_its_long_run_and_anchors_drift_further() -> None:
    random = np.random.default_rng(1)
    speed, sd = np.full(400, 0.4), 0.1
    fresh = sd * random.standard_normal((400, 30, 3))
    assert fading(fresh, speed)[:, -1].std() == pytest.approx(widest_noise(0.4, sd), rel=0.1)
    walk = drifting_anchors(fresh, speed)
    assert (walk[:, 0] == 0.4 * fresh[:, 0]).all()
    assert walk[:, 29].std() > 1.5 * walk[:, 9].std() > 1.5 * walk[:, 1].std()


def test_pole_weights_give_the_positions_of_poles(run: Result) -> None:
    assert run.alignment is not None
    base: Baseline = run.alignment.base
    assert np.allclose(base.position @ base.pole_weight, base.pole_position)


def test_tables_of_the_command_line_show_intervals(run: Result) -> None:
    text = io.StringIO()
    show(Console(file=text, width=240), run)
    said = text.getvalue()
    assert "80 % of draws" in said
    assert "explains" in said
    assert "Alignment, " in said


def test_the_command_prints_a_tornado_as_json(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "multipolar: 1\nname: t\nmoves:\n  - tariff: {by: USA, on: CHN, add_pp: 30, from: 2026}\nsettings: {horizon: 2026}\n",
        encoding="utf8",
    )
    main = [sys.executable, "-c", "from multipolar.cli import main; main()"]
    asked = ["tornado", str(path), "--who", "VNM", "--outcome", "closeness_CHN", "--draws", "3", "--json"]
    done = subprocess.run([*main, *asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["outcome"], found["who"]) == ("closeness_CHN", "VNM")
    assert found["bars"]


def test_the_order_has_intervals_of_its_change(run: Result) -> None:
    order = run.to_dict()["order"]
    for name in DRAWN:
        assert order["after"][name].keys() == order["change"][name].keys() == KEYS, name
        assert isinstance(order["before"][name], float), name
    assert order["change"]["trade_inside"]["p10"] < order["change"]["trade_inside"]["p90"]
    assert isinstance(order["change"]["bimodality"], float)
    said, point = order_sentence(order), order_sentence(run.to_dict(intervals=False)["order"])
    assert said is not None
    assert f"effective poles by GDP {order['after']['n_eff']['point']:.2f} (" in said
    assert f"trade inside blocs {100 * order['after']['trade_inside']['point']:.1f} % of trade (" in said
    assert said.count("80 % of draws") == 3
    assert point is not None
    assert "draws" not in point


def test_a_draw_has_the_orders_own_numbers(run: Result) -> None:
    alignment, solution = run.alignment, run.years[-1].solution
    assert alignment is not None
    economies = Economies.of(run.world.countries, alignment.base)
    assert economies is not None
    before, after = alignment.base.position, alignment.position()
    whole = economies.change(solution, before, after).to_dict()
    flows = measures.pair_flows(solution.base), measures.pair_flows(solution.state)
    new, change = economies.drawn(solution, before, after, flows)
    assert new == pytest.approx([whole["after"][name] for name in DRAWN], rel=1e-12)
    assert change == pytest.approx([whole["change"][name] for name in DRAWN], rel=1e-9, abs=1e-14)
    still = economies.drawn(solution, before, before, (flows[0], flows[0]))
    assert still[1][DRAWN.index("polarisation")] != 0  # sizes alone change it
    assert still[1][DRAWN.index("trade_inside")] == 0

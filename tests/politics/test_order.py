"""Polarity, blocs and tension: identities, invariants, the packaged history, and what the command prints."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from multipolar.cli.commands import app
from multipolar.errors import InputError
from multipolar.politics.order import ORDER_UNITS, order_at, order_of
from multipolar.politics.order_history import MEASURES, order_history, project, project_order
from multipolar.politics.order_plain import disagreement, order_change_schema
from multipolar.politics.polarity import (
    NO_BLOC,
    bimodality,
    bloc_distance,
    dispersion,
    inside_share,
    nearest_pole,
    polarisation,
    polarity,
)
from multipolar.politics.tables import concentration, economies
from multipolar.politics.trade_blocs import trade_by_groups, trade_by_nearest_pole
from multipolar.published import replications
from multipolar.schema import SCHEMAS
from multipolar.world import World

Array = npt.NDArray[np.float64]
SIZES = st.lists(st.floats(0, 1e6), min_size=2, max_size=12).filter(lambda x: max(x) > 1e-3).map(np.array)
POSITIONS = st.lists(st.floats(-3, 3), min_size=3, max_size=12).map(np.array)


@given(SIZES, st.floats(1e-3, 1e3))
def test_effective_number_lies_between_one_and_n_and_knows_no_unit(sizes: Array, factor: float) -> None:
    found = polarity(sizes)
    assert 1 - 1e-9 <= found.n_eff <= len(sizes) * (1 + 1e-9)
    assert 0 <= found.ray_singer <= 1 + 1e-9
    assert found.hhi * found.n_eff == pytest.approx(1)
    assert polarity(sizes * factor).n_eff == pytest.approx(found.n_eff)
    assert polarity(np.append(sizes, 0.0)).n_eff == pytest.approx(found.n_eff), "a state without size is no pole"
    assert polarity(np.append(sizes, np.nan)) == found, "no data is left out"


def test_equal_sizes_and_one_alone() -> None:
    assert polarity(np.ones(7)).n_eff == pytest.approx(7)
    assert polarity(np.ones(7)).ray_singer == pytest.approx(0, abs=1e-7)
    assert polarity(np.array([5.0, 0, 0])).n_eff == 1
    assert polarity(np.array([5.0, 0, 0])).ray_singer == 1
    for bad in (np.array([-1.0, 2.0]), np.zeros(3), np.array([np.nan])):
        with pytest.raises(InputError, match="polarity"):
            polarity(bad)


@given(POSITIONS, st.floats(0.1, 10), st.floats(-5, 5))
def test_spread_moves_with_scale_and_shape_does_not(x: Array, factor: float, shift: float) -> None:
    assume(np.ptp(x) > 0.1)
    w = np.arange(1.0, len(x) + 1)
    assert dispersion(factor * x + shift, w) == pytest.approx(factor * dispersion(x, w), rel=1e-6)
    assert bimodality(factor * x + shift, w) == pytest.approx(bimodality(x, w), rel=1e-5)
    assert polarisation(factor * x + shift, w) == pytest.approx(factor * polarisation(x, w), rel=1e-6)
    assert bimodality(x, w) <= 1 + 1e-9
    assert polarisation(x, 3 * w) == pytest.approx(polarisation(x, w))


def test_bimodality_of_known_distributions() -> None:
    assert bimodality(np.array([0.0, 1.0]), np.ones(2)) == pytest.approx(1)
    assert bimodality(np.linspace(0, 1, 100001), np.ones(100001)) == pytest.approx(5 / 9, abs=1e-6)
    assert np.isnan(bimodality(np.ones(3), np.ones(3)))
    # two equal points at distance 1: 2 * (1/2)^(1 + alpha) * 1/2
    assert polarisation(np.array([0.0, 1.0]), np.ones(2), alpha=1.6) == pytest.approx(2 * 0.5**2.6 * 0.5)


def test_blocs_by_hand() -> None:
    x = np.array([2.0, 1.0, -1.0, -2.0, np.nan])
    bloc = nearest_pole(x, np.array([2.0, -1.0]))
    assert bloc.tolist() == [0, 0, 1, 1, NO_BLOC]
    assert bloc_distance(x, np.array([1.0, 3, 1, 1, 9]), bloc)[0, 1] == pytest.approx(1.25 + 1.5)
    trade = np.array([[9.0, 2, 1, 0, 5], [2, 9, 0, 1, 0], [1, 0, 9, 3, 0], [0, 1, 3, 9, 0], [5, 0, 0, 0, 9]])
    inside, covered = inside_share(trade, bloc)
    assert inside == pytest.approx(10 / 14)
    assert covered == pytest.approx(14 / 24)
    assert trade[0, 0] == 9, "the caller's flows are left alone"


STATES = ("USA", "CHN", "DEU", "FRA", "TWN")
GDP = np.array([25.0, 18, 4, 3, 1])
POINTS = np.array([2.2, -0.9, 1.2, 1.3, np.nan])
TRADE = np.arange(25.0).reshape(5, 5)


def test_no_change_leaves_the_order_as_it_is() -> None:
    found = order_of(STATES, GDP, GDP, POINTS, POINTS, TRADE, TRADE, together=("DEU", "FRA")).to_dict()
    assert all(v == 0 for v in found["change"].values())
    assert set(found["change"]) == set(ORDER_UNITS)
    assert found["before"]["without_position"] == ["TWN"]
    assert found["before"]["n_eff_together"] < found["before"]["n_eff"]
    Draft202012Validator(order_change_schema()).validate(found)
    Draft202012Validator(order_change_schema()).validate(order_of(STATES, GDP, GDP).to_dict())


def test_changes_go_the_expected_way() -> None:
    fewer = order_of(STATES, GDP, GDP * [2, 1, 1, 1, 1]).to_dict()["change"]
    assert fewer["n_eff"] < 0 < fewer["ray_singer"]
    assert fewer["dispersion"] is None
    smaller, larger = (
        order_of(STATES, GDP, GDP, POINTS, POINTS - [0, k, 0, 0, 0]).to_dict()["change"]["bloc_distance"]
        for k in (0.1, 0.5)
    )
    assert 0 < smaller < larger
    decoupled = TRADE.copy()
    decoupled[0, 1] = decoupled[1, 0] = 0
    assert order_of(STATES, GDP, GDP, POINTS, POINTS, TRADE, decoupled).to_dict()["change"]["trade_inside"] > 0


def test_states_stay_in_their_bloc_unless_asked() -> None:
    moved = POINTS - [0, 0, 0, 2, 0]
    fixed, free = (order_of(STATES, GDP, GDP, POINTS, moved, blocs_fixed=f) for f in (True, False))
    assert dict(fixed.after.blocs) == {"USA": 3, "CHN": 1}
    assert dict(free.after.blocs) == {"USA": 2, "CHN": 2}


def test_order_refuses_other_labels() -> None:
    with pytest.raises(InputError, match="did you mean CHN"):
        order_at(STATES, GDP, POINTS, poles=("USA", "CNH"))
    with pytest.raises(InputError, match="pole TWN has no position"):
        order_at(STATES, GDP, POINTS, poles=("USA", "TWN"))
    with pytest.raises(InputError, match="shape"):
        order_at(STATES, GDP[:4])
    with pytest.raises(InputError, match="trade has shape"):
        order_at(STATES, GDP, POINTS, TRADE[:2])


def test_cinc_polarity_agrees() -> None:
    rows = replications("cinc-polarity")
    assert [row.ok for row in rows] == [True, True, True]


def test_packaged_gdp_polarity_follows_from_the_packaged_gdp() -> None:
    table = economies()
    packaged = {c.year: c for c in concentration() if c.measure == "gdp"}
    for year in (1990, 2011, 2022):
        ours = polarity(table.gdp_usd_mn[:, table.years.index(year)].astype(float))
        assert ours.n_eff == pytest.approx(packaged[year].n_eff, rel=1e-5)
        assert ours.ray_singer == pytest.approx(packaged[year].ray_singer, rel=1e-5)


def test_measures_disagree_from_2011_to_2022() -> None:
    change = {row["measure"]: row["change_pct"] for row in disagreement()}
    assert set(change) == set(MEASURES)
    assert change["gdp"] < -25
    assert change["gdp_eu_as_one"] < -10
    assert abs(change["cinc_raw"]) < 10
    assert change["military"] > 0


def test_history_says_where_it_has_no_data() -> None:
    first, last = order_history((1946, 2024))
    assert first.sizes["gdp"] is None
    assert first.positions is None
    assert first.sizes["cinc_raw"] is not None
    assert last.sizes["cinc_raw"] is None
    assert last.tension.hostile is None
    assert last.tension.rival is None
    assert last.positions is None, "GDP ends in 2023"
    with pytest.raises(InputError, match="no year 1900"):
        order_history((1900,))


def test_projection_of_held_shares_is_certain_and_of_a_trend_is_not() -> None:
    steady = np.repeat(np.array([[3.0], [2.0], [1.0]]), 10, axis=1)
    assert project(steady, 5, draws=20) == pytest.approx(np.full(20, polarity(steady[:, 0]).n_eff))
    growing = steady * np.exp(np.outer([0.1, 0.0, 0.0], np.arange(10)))
    ahead = project(growing, 10, draws=20)
    assert (ahead < polarity(growing[:, -1]).n_eff).all(), "the largest grows: fewer poles"
    with pytest.raises(InputError, match="six years"):
        project(steady[:, :4], 5)
    with pytest.raises(InputError, match="horizon 99"):
        project_order(99)


def test_intervals_of_projections_widen() -> None:
    near, far = (project_order(h) for h in (2, 20))
    for a, b in zip(near, far, strict=True):
        assert a.low < a.median < a.high
        assert np.log(b.high / b.low) > np.log(a.high / a.low)
        assert a.held == b.held


def test_trade_inside_blocs_of_the_world(world: World) -> None:
    nearest, groups = trade_by_nearest_pole(world), trade_by_groups(world)
    for found in (nearest, groups):
        assert 0 < found.inside < 1
        assert 0 < found.covered <= 1
        assert sum(n for _, n in found.sizes) + len(found.without) == world.n_countries
    assert {"TWN", "HKG", "ROW"} == set(nearest.without)
    with pytest.raises(InputError, match="did you mean BRICS"):
        trade_by_groups(world, ("West", "BRIKS"))
    with pytest.raises(InputError, match="no position"):
        trade_by_nearest_pole(world, ("USA", "TWN"))


def test_the_command_answers_and_its_json_fits_the_schema() -> None:
    run = CliRunner().invoke(app, ["order", "--years", "2021:2023", "--json"])
    assert run.exit_code == 0, run.output
    plain: dict[str, Any] = json.loads(run.stdout)
    Draft202012Validator(SCHEMAS["order"]()).validate(plain)
    assert [y["year"] for y in plain["years"]] == [2021, 2022, 2023]
    assert any("no growth model" in note for note in plain["notes"])
    shown = CliRunner().invoke(app, ["order"])
    assert shown.exit_code == 0
    assert "no growth model" in shown.stdout
    assert "None" not in shown.stdout
    assert "nan" not in shown.stdout


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ("1900:1950", "no year 1900"),
        ("2022:2011", "lies after"),
        ("recent", "such as 2011:2022"),
        ("2030", "no year 2030"),
    ],
)
def test_bad_years_are_one_sentence(years: str, message: str) -> None:
    run = CliRunner().invoke(app, ["order", "--years", years])
    assert isinstance(run.exception, InputError)
    assert message in str(run.exception)

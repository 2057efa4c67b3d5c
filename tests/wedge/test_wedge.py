"""Wedges: no offer changes nothing, offers and answers pull the right way, thresholds are roots, draws repeat."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import math

import jsonschema
import numpy as np
import pytest
from typer.testing import CliRunner

from multipolar import load_world, simulate
from multipolar.cli import app
from multipolar.errors import InputError
from multipolar.params.alignment import alignment_priors, point_values
from multipolar.politics.triangle import strategic_triangle
from multipolar.scenario import Scenario, Settings
from multipolar.wedge import Wedge, default_terms, sides_of, wedge_schema, wedge_sweep
from multipolar.wedge.answers import Answer, best_answer
from multipolar.wedge.game import Game, game_of
from multipolar.wedge.terms import moves_of, visit_of
from multipolar.wedge.thresholds import (
    RIVAL,
    closeness_threshold,
    crossing,
    curve_of,
    pattern_threshold,
    position_shift,
)
from multipolar.wedge.ties import table_after

VALUES = point_values(alignment_priors("measured"))


@functools.cache
def game(offerer: str = "USA") -> Game:
    world = load_world("2022")
    sides = sides_of(offerer, "RUS", "CHN", False, world, 2026)
    return game_of(sides, default_terms(), Settings(), world)


@functools.cache
def found() -> Wedge:
    return wedge_sweep(ranges=False, steps=2, draws=20)


def test_no_offer_is_the_world_after_the_sanctions() -> None:
    now = strategic_triangle(2024, carry=12)
    for response in (found().passive, found().answering):
        start = response.points[0]
        assert all(change.point == 0 and change.p90 == 0 for change in start.closeness_change.values())
        assert all(abs(span.point) < 1e-6 for span in start.real_income_pct.values() if span is not None)
        ties = {"USA-CHN": now.ties[0], "USA-RUS": now.ties[1], "CHN-RUS": now.ties[2]}
        for pair, tie in ties.items():
            assert start.pair_ties[pair] == pytest.approx(tie.value, abs=1e-9)
        assert (start.pattern, dict(start.roles)) == (now.pattern, dict(now.roles))


def test_more_on_offer_brings_the_target_nearer_and_an_answer_takes_some_back() -> None:
    passive, answering = found().passive.points, found().answering.points
    assert found().answering.size > 0
    for before, after in itertools.pairwise(passive):
        assert after.closeness["USA"].point > before.closeness["USA"].point  # type: ignore[operator]
        assert after.pair_ties["USA-RUS"] > before.pair_ties["USA-RUS"]
        assert after.dependence_pct_gdp["USA"] > before.dependence_pct_gdp["USA"]
        assert after.real_income_pct["target"].point > before.real_income_pct["target"].point  # type: ignore[union-attr]
    for alone, met in zip(passive[1:], answering[1:], strict=True):
        assert met.closeness["CHN"].point > alone.closeness["CHN"].point  # type: ignore[operator]
        assert met.pair_ties["CHN-RUS"] > alone.pair_ties["CHN-RUS"]
        assert met.dependence_pct_gdp["CHN"] > alone.dependence_pct_gdp["CHN"]
    for point in (*passive, *answering):
        assert sum(c.point for c in point.closeness.values()) == pytest.approx(1)  # type: ignore[misc]


def test_an_empty_offer_does_nothing_at_any_share() -> None:
    nothing = dataclasses.replace(default_terms(), relief=0.0, deals={}, visits=0.0, sizes=(0.0,))
    empty = wedge_sweep(ranges=False, steps=2, draws=5, terms=nothing)
    for point in empty.passive.points:
        assert point.closeness_change["CHN"].point == pytest.approx(0, abs=1e-9)
        assert point.real_income_pct["target"].point == pytest.approx(0, abs=1e-6)  # type: ignore[union-attr]
        assert point.pair_ties == pytest.approx(empty.passive.points[0].pair_ties, abs=1e-9)
    assert empty.passive.turning.share is None
    assert empty.passive.turning.reached_in_draws == 0


def test_closeness_is_that_of_a_full_run() -> None:
    terms = default_terms()
    offered, answered = moves_of(terms, game().sides, 1.0, 1.0)
    visit = visit_of(terms, game().sides).model_copy(update={"until": 2026})
    scenario = Scenario(
        multipolar=1,
        name="all of it",
        after="sanctions-2023",
        moves=(*offered, *answered, visit),
        settings=Settings(horizon=2026),
    )
    run = simulate(scenario, sensitivity=False, explain=False).alignment
    assert run is not None
    row, poles = run.base.states.index("RUS"), run.base.poles
    place = game().place(1.0, 1.0)
    close = game().closeness(1.0, 1.0, place.dependence, VALUES)
    for k, pole in enumerate(("USA", "CHN")):
        assert close[k] == pytest.approx(run.closeness()[row, poles.index(pole)], abs=1e-9)


def test_thresholds_are_roots_and_not_shares_of_the_grid() -> None:
    grid, fall = (0.0, 0.25, 0.5, 0.75, 1.0), 0.05
    europe = game("EU")
    share = closeness_threshold(europe, 0.0, VALUES, fall, grid)
    assert share is not None
    assert share not in grid
    rest = europe.closeness(0.0, 0.0, europe.place(0.0, 0.0).dependence, VALUES)[RIVAL]
    there = europe.closeness(share, 0.0, europe.place(share, 0.0).dependence, VALUES)[RIVAL]
    assert rest - there == pytest.approx(fall, abs=1e-6)
    drawn = closeness_threshold(europe, 0.0, VALUES, fall, grid, curve_of(europe, 0.0, grid))
    assert drawn == pytest.approx(share, abs=2e-3)
    assert closeness_threshold(europe, 1.0, VALUES, fall, grid) > share  # type: ignore[operator]
    assert closeness_threshold(game(), 0.0, VALUES, fall, (0.0, 0.5, 1.0)) is None
    assert found().passive.turning.share is None


def test_the_pattern_turns_where_a_tie_is_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pattern_threshold(game(), 0.0, (0.0, 1.0)) is None
    ties = {"value": lambda share: np.array([-0.4, -0.5 + 0.8 * share, 0.3])}
    monkeypatch.setattr("multipolar.wedge.thresholds.pair_values", lambda _, place: ties["value"](place.share))
    assert pattern_threshold(game(), 0.0, (0.0, 0.5, 1.0)) == pytest.approx(0.625, abs=1e-5)
    ties["value"] = lambda share: np.array([-0.4, -0.5, 0.3 - 0.5 * share])
    assert pattern_threshold(game(), 0.0, (0.0, 0.5, 1.0)) == pytest.approx(0.6, abs=1e-5)
    assert crossing(lambda x: x * x - 0.49, (0.0, 0.5, 1.0)) == pytest.approx(0.7, abs=1e-6)
    assert crossing(lambda x: x - 2, (0.0, 1.0)) is None
    assert crossing(lambda x: x, (0.0, 1.0)) == 0.0


def test_lifting_all_takes_the_sanctions_out_of_the_tie() -> None:
    for share, left in ((0.0, -1.0), (0.25, -0.75), (1.0, 0.0)):
        table = table_after(game(), game().place(share, 0.0))
        for pair in (("RUS", "USA"), ("USA", "RUS")):
            row, column = table.at(*pair)
            assert table.values[row, column, table.components.index("sanctions")] == pytest.approx(left)
        row, column = table.at("CHN", "USA")
        assert table.values[row, column, table.components.index("sanctions")] == -1


def test_a_shift_of_position_does_the_same_as_the_fall() -> None:
    shift = position_shift(game(), VALUES, 0.05)
    assert shift is not None
    own, rest = float(game().base.position[game().row]), game().place(0.0, 0.0).dependence
    close = [float(game().closeness(0.0, 0.0, rest, VALUES, at)[RIVAL]) for at in (own, own + shift)]
    assert close[0] - close[1] == pytest.approx(0.05, abs=1e-5)
    assert found().position_shift.point == pytest.approx(shift)


def test_the_rival_restores_at_least_cost_or_comes_as_near_as_it_can() -> None:
    tried = (Answer(0, 0.6, False, 0.0), Answer(0.5, 0.8, True, -0.1), Answer(1, 0.9, True, -0.3))
    assert best_answer(tried).size == 0.5
    assert best_answer(tuple(dataclasses.replace(a, restores=False) for a in tried)).size == 1


def test_draws_repeat_and_spread_around_the_point() -> None:
    again = wedge_sweep(ranges=False, steps=2, draws=20)
    assert again.to_dict() == found().to_dict()
    other = wedge_sweep(ranges=False, steps=2, draws=20, seed=1).passive.points[-1].closeness["CHN"]
    last = found().passive.points[-1].closeness["CHN"]
    assert other.point == last.point
    assert other.p10 != last.p10
    assert last.p025 <= last.p10 < last.p90 <= last.p975  # type: ignore[operator]
    none = wedge_sweep(ranges=False, steps=2).passive
    assert none.turning.reached_in_draws is None
    assert none.points[1].closeness["CHN"].p10 is None


def test_allies_lift_more_and_gain() -> None:
    with_allies = wedge_sweep(with_allies=True, ranges=False, steps=2).passive.points[-1].real_income_pct
    alone = found().passive.points[-1].real_income_pct
    for who in ("target", "allies"):
        assert with_allies[who].point > alone[who].point + 0.05  # type: ignore[union-attr]
    assert "DEU" in found().sides.allies
    assert "USA" not in found().sides.allies


def test_the_price_is_that_of_the_share() -> None:
    turn, last = found().passive.turning, found().passive.points[-1]
    assert turn.cost_at == 1.0
    income = last.real_income_pct["offerer"]
    assert income is not None
    assert turn.offerer_real_income_pct.point == income.point
    usd = game().income_usd_bn(frozenset({"USA"})) * income.point / 100
    assert turn.offerer_usd_bn.point == pytest.approx(usd)
    assert turn.required_multiple.point is not None
    assert turn.required_multiple.point > 1


@pytest.mark.parametrize(
    ("sides", "more", "says"),
    [
        (("USA", "RUS", "TWN"), {}, "against: no data on the ties of TWN"),
        (("USA", "IND", "CHN"), {}, "on: no sanctions on IND are fitted"),
        (("USA", "RUS", "RUS"), {}, "overlap"),
        (("IND", "RUS", "CHN"), {}, "no sanctions in force"),
        (("USA", "RUS", "CHN"), {"fall": math.nan}, "threshold"),
        (("USX", "RUS", "CHN"), {}, "did you mean USA"),
    ],
)
def test_what_cannot_be_used_is_refused(sides: tuple[str, str, str], more: dict[str, float], says: str) -> None:
    with pytest.raises(InputError, match=says):
        wedge_sweep(*sides, ranges=False, **more)  # type: ignore[arg-type]


def test_the_command_prints_what_the_schema_says() -> None:
    run = CliRunner().invoke(app, ["wedge", "--json", "--no-ranges", "--steps", "2", "--draws", "5"])
    assert run.exit_code == 0, run.output
    plain = json.loads(run.stdout)
    jsonschema.validate(plain, wedge_schema())
    assert [p["share"] for p in plain["passive"]["points"]] == [0.0, 0.5, 1.0]
    assert np.isfinite(plain["passive"]["turning"]["offerer_usd_bn"]["point"])
    assert any("Crawford" in note and "not a prediction" in note for note in plain["notes"])


def test_the_command_shows_tables() -> None:
    run = CliRunner().invoke(app, ["wedge", "--no-ranges", "--steps", "2", "--draws", "5"], env={"COLUMNS": "160"})
    assert run.exit_code == 0, run.output
    for text in ("CHN passive", "CHN answering", "No offer within the sweep does it", "billion USD a year", "80 %"):
        assert text in run.output

"""Draws: reproducible, with common random numbers, equal in every scheduler, and inside what they may be."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from multipolar import Result, Scenario, load_scenario, load_world, simulate
from multipolar.alignment import baseline_of
from multipolar.ensemble import drawn, with_draws
from multipolar.ensemble.cases import point_of
from multipolar.ensemble.inputs import carried_out, uncertain_moves
from multipolar.ensemble.walker import Walker
from multipolar.errors import InputError
from multipolar.params.alignment import alignment_priors, draw, stream
from multipolar.politics import ideal_points
from multipolar.scenario import with_settings

DRAWS, SEED = 12, 7


def run_of(scenario: Scenario, n: int = DRAWS, seed: int = SEED, *, politics: bool = True) -> Result:
    """A run with draws and without the cases of a tornado."""
    point = simulate(scenario, sensitivity=False, explain=False, politics=politics)
    return with_draws(point, load_world("2022"), n, seed, tornado=False)


def same(a: Result, b: Result) -> bool:
    """Whether both have the same bytes in every number."""
    assert a.draws is not None and b.draws is not None  # noqa: PT018
    left, right = a.draws.numbers, b.draws.numbers
    return left.keys() == right.keys() and all(left[k].tobytes() == right[k].tobytes() for k in left)


def test_the_point_case_is_the_point_run(run: Result, mixed: Scenario) -> None:
    """Everything carried out at central values: the walk of a draw gives the numbers of the run, but for the
    three points of the path that real income is split along, where the point run takes six or more."""
    numbers, missing = Walker(mixed, load_world("2022"), True, [(0, 1)]).numbers(point_of(mixed))
    assert missing == ""
    assert run.alignment is not None
    for name, values in run.last.by_country.items():
        assert np.allclose(numbers[f"country.{name}"], values, atol=1e-4, equal_nan=True), name
    change = run.alignment.change()
    assert np.nanmax(abs(change)) > 1e-3
    assert np.allclose(numbers["state.alignment_change"][-1], change, atol=1e-5, equal_nan=True)
    close = run.alignment.closeness()
    assert np.allclose(numbers["closeness.closeness"][-1], close, atol=1e-5, equal_nan=True)
    near = [s.numbers["real_income_pct"] for s in run.satellites.by_code.values()]
    assert np.allclose(numbers["satellite.real_income_pct"], near, atol=1e-4, equal_nan=True)


def test_feedback_before_the_last_year_is_that_of_the_exact_run() -> None:
    """Draws scale the feedback of the last year to the years before; the point run solves every year."""
    scenario = with_settings(load_scenario("us-china-60"), {"beliefs": "article", "horizon": 2031})
    exact = simulate(scenario, sensitivity=False, explain=False)
    without = simulate(with_settings(scenario, {"feedback": False}), sensitivity=False, explain=False)
    numbers, _ = Walker(scenario, load_world("2022"), True, [(0, 1)]).numbers(point_of(scenario))
    found = numbers["income_by_year.real_income_pct"]
    for k, (year, plain) in enumerate(zip(exact.years, without.years, strict=True)):
        effect = year.by_country["real_income_pct"] - plain.by_country["real_income_pct"]
        error = found[k] - year.by_country["real_income_pct"]
        assert k == 0 or abs(effect).max() > 1e-3  # there is something to be right about
        assert abs(error).max() < 1.2e-3  # points of real income, under the belief with the strongest feedback
        assert abs(error).mean() < 0.15 * abs(effect).mean() + 1e-6


def test_draws_do_not_change_the_point(run: Result, mixed: Scenario) -> None:
    plain = simulate(mixed, sensitivity=False, explain=False).to_dict()
    again = run.to_dict(intervals=False)
    for key in ("countries", "years", "headline", "alignment", "satellites", "pairs"):
        assert plain[key] == again[key], key


def test_same_seed_same_bytes_in_processes_too(run: Result, mixed: Scenario) -> None:
    assert same(run, simulate(mixed, sensitivity=False, explain=False, draws=DRAWS, seed=SEED, workers=2))
    other = run_of(mixed, seed=SEED + 1)
    assert not same(run, other)


def test_the_first_draws_of_many_are_those_of_few(run: Result, mixed: Scenario) -> None:
    few = run_of(mixed, 5)
    assert run.draws is not None and few.draws is not None  # noqa: PT018
    for name, values in few.draws.numbers.items():
        assert values.tobytes() == run.draws.numbers[name][:5].tobytes(), name


def test_streams_depend_on_seed_and_name_alone() -> None:
    priors = alignment_priors("measured")
    some = {name: priors[name] for name in ("speed", "income")}
    whole, part = draw(priors, 3, 10), draw(some, 3, 10)
    assert all((whole[name] == part[name]).all() for name in some)
    assert (stream(3, "a").random(4) != stream(3, "b").random(4)).all()


def test_scenarios_share_what_they_have_in_common(mixed: Scenario) -> None:
    world, base = load_world("2022"), baseline_of(mixed.poles)
    longer = with_settings(mixed.model_copy(update={"moves": mixed.moves[:1]}), {"horizon": 2030})
    for a, b in zip(drawn(mixed, world, base, 4, 1), drawn(longer, world, base, 4, 1), strict=True):
        assert a.elasticities == b.elasticities
        assert a.values == b.values
        assert a.noise is not None and b.noise is not None  # noqa: PT018
        assert (a.noise == b.noise[: len(a.noise)]).all()


def test_scenarios_that_start_in_other_years_share_the_noise_of_a_year_and_restless_states_have_more() -> None:
    world, base = load_world("2022"), baseline_of(("USA", "CHN", "RUS"))
    early, late = (
        drawn(with_settings(load_scenario(name), {"horizon": 2031}), world, base, 60, SEED)
        for name in ("us-china-60", "un-reform")
    )
    for a, b in zip(early, late, strict=True):
        assert a.noise is not None and b.noise is not None  # noqa: PT018
        assert np.array_equal(a.noise[-1], b.noise[-1])
    spread = np.std([d.noise[-1] for d in early if d.noise is not None], axis=0)
    calm, restless = (spread[base.states.index(s)] for s in ("MYS", "PRK"))
    assert restless > 3 * calm


def test_paired_differences_vary_less_than_unpaired(run: Result, mixed: Scenario) -> None:
    stronger = mixed.model_copy(
        update={"moves": (mixed.moves[0].model_copy(update={"add_pp": 40.0}), *mixed.moves[1:])}
    )
    other = run_of(stronger)
    assert run.draws is not None and other.draws is not None  # noqa: PT018
    state = run.draws.place("state", "VNM")
    for name, at in (
        ("country.real_income_pct", (run.draws.place("country", "USA"),)),
        ("state.alignment", (-1, state)),
    ):
        a, b = (d.numbers[name][(slice(None), *at)].astype(float) for d in (run.draws, other.draws))
        assert np.var(b - a) < 0.25 * np.var(b - np.roll(a, 1)), name


def test_nobody_retaliates_for_what_was_not_done(run: Result, mixed: Scenario) -> None:
    assert uncertain_moves(mixed) == (2, 3, 4, 5)
    assert carried_out(mixed, {2: False}) == (True, True, False, False, True, True)
    assert run.draws is not None
    assert (run.draws.inputs["move threat"] == run.draws.inputs["move 3"]).all()
    assert 0 < run.draws.inputs["move threat"].mean() < 1


def test_a_move_of_probability_zero_does_nothing(run: Result, mixed: Scenario) -> None:
    without = mixed.model_copy(update={"moves": mixed.moves[:-1]})
    other = run_of(without)
    assert run.draws is not None and other.draws is not None  # noqa: PT018
    assert not run.draws.inputs["move never"].any()
    for name, values in other.draws.numbers.items():
        if not name.startswith("pair."):  # which pairs are shown is decided at the point
            assert np.allclose(run.draws.numbers[name], values, atol=1e-6, equal_nan=True), name


def test_a_threat_is_heard_even_where_it_is_not_carried_out(tmp_path: Path) -> None:
    path = tmp_path / "threat.yaml"
    move = "tariff: {by: USA, on: JPN, add_pp: 25, from: 2026, status: threatened, probability: 0}"
    path.write_text(f"multipolar: 1\nname: t\nmoves:\n  - {move}\nsettings: {{horizon: 2026}}\n", encoding="utf8")
    result = run_of(load_scenario(path), 3)
    assert result.draws is not None
    assert not result.draws.numbers["country.real_income_pct"].any()
    assert (result.draws.numbers["state.alignment_change"][:, -1, result.draws.place("state", "JPN")] != 0).all()


def test_without_moves_nothing_changes_in_any_draw(tmp_path: Path) -> None:
    path = tmp_path / "nothing.yaml"
    path.write_text("multipolar: 1\nname: nothing\nmoves: []\nsettings: {horizon: 2027}\n", encoding="utf8")
    result = run_of(load_scenario(path), 6)
    assert result.draws is not None
    for name in ("state.alignment_change", "country.real_income_pct", "satellite.real_income_pct"):
        assert not np.nan_to_num(result.draws.numbers[name]).any(), name
    assert not np.nan_to_num(result.draws.numbers["closeness.closeness_change"]).any()
    assert result.draws.numbers["state.alignment"][:, -1].std(axis=0).min() > 0  # the noise is there all the same


def test_no_draw_leaves_the_observed_range_by_more_than_its_noise(run: Result) -> None:
    assert run.draws is not None and run.alignment is not None  # noqa: PT018
    position = run.draws.numbers["state.alignment"][:, -1] - run.draws.numbers["noise.position"]
    seen = ideal_points().values  # weaker pulls let a state back to its anchor, which may lie beyond its recent mean
    assert np.nanmin(position) >= np.nanmin(seen)
    assert np.nanmax(position) <= np.nanmax(seen)


def test_a_state_without_data_has_no_number_in_any_draw(run: Result) -> None:
    assert run.draws is not None and run.alignment is not None  # noqa: PT018
    unknown = run.alignment.unknown
    assert unknown.any()
    assert np.isnan(run.draws.numbers["state.alignment"][:, :, unknown]).all()
    assert not set(np.array(run.alignment.base.states)[unknown]) & set(run.to_dict()["alignment"]["states"])


def test_draws_without_equilibrium_are_counted_and_said(tmp_path: Path) -> None:
    path = tmp_path / "cut.yaml"
    move = "sanction: {by: [USA, CHN, EU], on: all, sectors: all, from: 2026, probability: 0.5, id: all}"
    first = "tariff: {by: USA, on: CHN, add_pp: 10, from: 2026}"
    path.write_text(
        f"multipolar: 1\nname: t\nmoves:\n  - {first}\n  - {move}\nsettings: {{horizon: 2026}}\n", encoding="utf8"
    )
    scenario = load_scenario(path)
    point = scenario.model_copy(update={"moves": scenario.moves[:1]})
    plain = simulate(point, sensitivity=False, explain=False)
    result = with_draws(dataclasses.replace(plain, scenario=scenario), load_world("2022"), 8, 1, tornado=False)
    assert result.draws is not None
    assert 0 < len(result.draws.used) < result.draws.asked == 8
    assert len(result.draws.used) + sum(gap.what == "all" for gap in result.draws.left_out) == 8
    assert any("without an equilibrium, left out" in w for w in result.warnings)


@pytest.mark.parametrize(("n", "seed"), [(-1, 0), (10**6, 0), (5, -1)])
def test_impossible_requests_are_refused(mixed: Scenario, n: int, seed: int) -> None:
    with pytest.raises(InputError, match="draws"):
        run_of(mixed, n, seed, politics=False)

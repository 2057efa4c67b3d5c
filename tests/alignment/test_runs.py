"""Alignment of runs on the packaged world: rest without moves, parts that sum, directions, placebos, missing data, feedback."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.errors import InputError
from multipolar.moves import MOVE_TYPES
from multipolar.reach import acts_on
from multipolar.scenario import with_settings

HEAD = "multipolar: 1\nname: t\nmoves:\n"


@functools.cache
def run(moves: str, settings: str = "", poles: str = "[USA, CHN, RUS]") -> Result:
    """A run of moves to 2030, from a file in memory's stead."""
    import tempfile

    body = "".join(f"  - {m.strip()}\n" for m in moves.split(";") if m.strip()) or "  []\n"
    text = f"multipolar: 1\nname: t\npoles: {poles}\nmoves:\n{body}settings: {{horizon: 2030, {settings}}}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.yaml"
        path.write_text(text)
        return simulate(load_scenario(path), sensitivity=False)


def change(result: Result, state: str) -> float:
    assert result.alignment is not None
    return float(result.alignment.change()[result.alignment.base.states.index(state)])


def closeness(result: Result, state: str, pole: str) -> float:
    """Change of closeness."""
    found = result.alignment
    assert found is not None
    return float(found.closeness_change()[found.base.states.index(state), found.base.poles.index(pole)])


def test_without_moves_nothing_drifts() -> None:
    found = run("").alignment
    assert found is not None
    assert all(not y.parts.total.any() for y in found.years)
    assert not np.nan_to_num(found.closeness_change()).any()


def test_a_tariff_moves_no_position_where_the_pull_of_income_is_centred_on_zero() -> None:
    measured = run("tariff: {by: USA, on: CHN, add_pp: 60, from: 2026}")
    assert change(measured, "VNM") == 0
    literature = run("tariff: {by: USA, on: CHN, add_pp: 60, from: 2026}", "beliefs: literature")
    gain = literature.country("real_income_pct")
    assert gain["VNM"] > 0
    assert change(literature, "VNM") > 0
    assert change(literature, "THA") > 0


@pytest.mark.parametrize("belief", ["literature", "article"])
def test_parts_of_every_change_sum_to_it(belief: str) -> None:
    scenario = with_settings(load_scenario("article-002"), {"beliefs": belief, "horizon": 2028})
    result = simulate(scenario, sensitivity=False)
    found = result.alignment
    assert found is not None
    for i, state in enumerate(found.base.states):
        assert sum(r.size for r in found.reasons(state)) == pytest.approx(found.last.parts.total[i], abs=1e-12)
    assert abs(np.nan_to_num(found.change())).max() > 1e-4
    assert result.split is not None
    gap = result.split.parts["real_income_pct"].sum(axis=0) + result.split.remainder["real_income_pct"]
    assert gap == pytest.approx(result.split.change["real_income_pct"], abs=1e-9)


DIRECTIONS = {
    "sanction": ("sanction: {{by: USA, on: VNM, share: {}, sectors: [C13T15], from: 2026}}", (0.2, 0.9), "VNM", "USA", -1),
    "guarantee": ("guarantee: {{by: USA, to: VNM, level: {}, from: 2026}}", (0.2, 0.9), "VNM", "USA", 1),
    "doubt": ("guarantee: {{by: USA, to: JPN, level: -{}, from: 2026}}", (0.2, 0.9), "JPN", "USA", -1),
    "aid": ("aid: {{by: USA, to: KEN, usd_bn: {}, from: 2026}}", (0.5, 2), "KEN", "USA", 1),
    "energy": ("energy_deal: {{by: RUS, to: IND, commodity: crude, share: {}, from: 2026}}", (0.05, 0.3), "IND", "RUS", 1),
    "pressure": ("pressure: {{by: CHN, on: VNM, weight: {}, from: 2026}}", (0.2, 0.9), "VNM", "CHN", -1),
    "visits": ("visit: {{by: USA, to: VNM, rank: {}, from: 2029}}", ("envoy", "head_of_state"), "VNM", "USA", 1),
}  # fmt: skip


@pytest.mark.parametrize("kind", DIRECTIONS)
def test_a_larger_dose_moves_closeness_further_the_expected_way(kind: str) -> None:
    text, doses, state, pole, sign = DIRECTIONS[kind]
    small, large = (sign * closeness(run(text.format(dose)), state, pole) for dose in doses)
    assert 0 < small < large


def test_a_doubt_where_nothing_was_promised_changes_nothing() -> None:
    result = run("guarantee: {by: USA, to: IND, level: -0.8, from: 2026}")
    assert change(result, "IND") == 0
    assert closeness(result, "IND", "USA") == 0


def test_moves_between_states_that_are_no_poles_move_nobody() -> None:
    result = run("visit: {by: FRA, to: KEN, rank: head_of_state, from: 2030}; guarantee: {by: FRA, to: KEN, level: 1}")
    assert not np.nan_to_num(result.alignment.change()).any()  # type: ignore[union-attr]


def test_a_visit_wears_off() -> None:
    found = run("visit: {by: USA, to: VNM, rank: head_of_state, from: 2026}", "beliefs: article").alignment
    assert found is not None
    i = found.base.states.index("VNM")
    path = [y.parts.total[i] for y in found.years]
    assert path[0] > 0
    assert path[1] > path[0] > path[-1] > 0
    assert closeness(run("visit: {by: USA, to: VNM, rank: head_of_state, from: 2026}"), "VNM", "USA") == 0


def test_states_without_data_never_get_a_number() -> None:
    plain = run("tariff: {by: USA, on: CHN, add_pp: 20, from: 2026}", "beliefs: literature").to_dict()
    for code in ("TWN", "HKG", "ROW"):
        assert plain["countries"][code]["alignment"] is None
    assert "TWN" in plain["alignment"]["no_data"]
    assert "economy" in plain["alignment"]["no_data"]["CUB"]
    assert "CUB" not in plain["alignment"]["states"]
    assert all("CUB" not in y["alignment_change"] for y in plain["alignment"]["years"])


def test_huge_losses_keep_states_within_the_observed_range_and_its_noise() -> None:
    found = run("sanction: {by: [USA, CHN], on: KHM, from: 2026}", "beliefs: article").alignment
    assert found is not None
    position = found.position()
    assert np.nanmin(position) >= found.base.position.min() - found.noise()
    assert np.nanmax(position) <= found.base.position.max() + found.noise()
    assert abs(change(run("sanction: {by: [USA, CHN], on: KHM, from: 2026}", "beliefs: article"), "KHM")) < 1


def test_feedback_raises_trade_costs_a_year_later_and_can_be_switched_off() -> None:
    moves = "guarantee: {by: USA, to: [VNM, IND], level: 1, from: 2026}"
    on, off = (run(moves, f"beliefs: literature, feedback: {f}") for f in ("true", "false"))
    assert not on.years[0].by_country["real_income_pct"].any()
    assert on.years[1].by_country["real_income_pct"].any()
    assert not off.last.by_country["real_income_pct"].any()
    at = on.world.countries.index("VNM"), on.world.countries.index("USA")
    cost = on.last.solution.shocks.trade_cost[on.world.is_goods]
    assert (cost[:, at[0], at[1]] < 1).all()  # nearer to each other, cheaper to trade
    assert on.split is not None
    assert "feedback of alignment on trade costs" in on.split.labels


def test_required_effect_is_the_multiple_that_brings_a_state_half_way() -> None:
    found = run("guarantee: {by: USA, to: VNM, level: 0.05, from: 2026}").alignment
    assert found is not None
    i, p = found.base.states.index("VNM"), found.base.poles.index("USA")
    times = next(r for r in found.required("VNM") if r.pole == "USA").times_estimate
    assert times is not None
    pull = found.values["pull"] / 3
    rest = 1 + found.values["peers"] + 2 * pull
    grown = pull * np.exp(times * found.index[i, p])
    # half-way of a state that rests at theta_0: (A' - A) / (A' + rest) = 1/2
    assert (grown - pull) / (grown + rest) == pytest.approx(0.5)


def test_a_group_may_be_a_pole() -> None:
    result = run("guarantee: {by: EU, to: UKR, level: 0.5, from: 2026}", poles="[USA, EU, RUS]")
    found = result.alignment
    assert found is not None
    assert found.base.fixed[found.base.states.index("FRA")]
    assert change(result, "FRA") == 0
    assert closeness(result, "UKR", "EU") > 0


def test_every_kind_acts_on_something() -> None:
    for kind in MOVE_TYPES:
        if kind not in ("retaliation",):
            assert acts_on(MOVE_TYPES[kind].model_construct(**_least(kind)), ())


def _least(kind: str) -> dict[str, object]:
    return {"lifts": 0.0} if kind == "peace_deal" else {}


@pytest.mark.parametrize(
    ("move", "text"),
    [
        ("visit: {by: USA, to: VNM, rank: king, from: 2026}", "rank"),
        ("membership: {who: VNM, joins: NATOO, from: 2026}", "NATO"),
        ("attention: {by: USA, from_theatre: Europ, to_theatre: Asia, from: 2026}", "Europe"),
        ("institution_reform: {body: UNSCC, quota: 0.5, from: 2026}", "UNSC"),
    ],
)
def test_names_that_mean_nothing_name_the_line_and_the_nearest(move: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        run(move)
    assert "moves[0]" in str(caught.value)
    assert text in str(caught.value)


def test_worlds_of_other_years_have_no_alignment_and_say_why() -> None:
    result = simulate(load_scenario("nafta-1993"), sensitivity=False, explain=False)
    assert result.alignment is None
    assert any("alignment: not computed" in w for w in result.warnings)

"""Mistakes that were made once: missing data read as nothing, doses counted twice, poles that answer for others' moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from multipolar import load_scenario, load_world, simulate
from multipolar.alignment import LEVERS, Doses, baseline_of, doses_of
from multipolar.alignment import economic as effects
from multipolar.coalition import coalition_game
from multipolar.economy.names import Names
from multipolar.result import Result
from multipolar.scenario import Scenario
from multipolar.split import alone, move_groups

POLES = ("USA", "CHN", "RUS")
BASE = baseline_of(POLES)


def at(state: str, pole: str) -> tuple[int, int]:
    return BASE.states.index(state), BASE.poles.index(pole)


def test_every_state_has_a_position() -> None:
    assert np.isfinite(BASE.position).all()  # one that is not known would make trade costs of others unknown


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def scenario(moves: str, more: str = "") -> Scenario:
        body = "".join(f"  - {m.strip()}\n" for m in moves.split(";"))
        (tmp_path / "s.yaml").write_text(f"multipolar: 1\nname: t\nmoves:\n{body}{more}settings: {{horizon: 2027}}\n")
        return load_scenario(tmp_path / "s.yaml")

    return scenario


def doses(scenario: Scenario, year: int = 2026) -> Doses:
    names = Names(scenario, load_world("2022"))
    return doses_of(names, BASE, [0] * len(scenario.moves), year)


def lever(found: Doses, name: str, state: str, pole: str) -> float:
    return float(found.attraction[0, LEVERS.index(name)][at(state, pole)])


def run(scenario: Scenario) -> Result:
    return simulate(scenario, sensitivity=False, explain=False)


def test_a_group_without_an_equilibrium_of_its_own_takes_nothing_from_the_others(read, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    two = "tariff: {by: USA, on: CHN, add_pp: 30, from: 2026}; tariff: {by: CHN, on: USA, add_pp: 30, from: 2026}"
    before = run(read(two)).alignment
    monkeypatch.setattr(effects, "_solved", lambda *given: None)
    after = run(read(two)).alignment
    assert before is not None and after is not None  # noqa: PT018
    income = LEVERS.index("income")
    i = BASE.states.index("VNM")
    same = [a.last.doses.attraction[:, income, i].sum(axis=0) for a in (before, after)]
    assert same[0] == pytest.approx(same[1], abs=1e-9)
    assert abs(same[0]).max() > 0.01
    near = BASE.states.index("KEN")  # its part of each group is not known, so it has no number
    assert not before.unknown[near]
    assert after.unknown[near]


def test_a_satellite_without_a_first_order_has_no_number(read) -> None:  # type: ignore[no-untyped-def]
    found = run(read("sanction: {by: [USA, EU, CHN, RUS, IND, JPN], on: MDG, share: 1, from: 2026}"))
    assert found.alignment is not None
    assert found.alignment.unknown[BASE.states.index("MDG")]
    assert "MDG" in found.to_dict()["alignment"]["no_data"]


def test_sleeping_and_repaid_loans_have_no_dose(read) -> None:  # type: ignore[no-untyped-def]
    loan = "infrastructure_finance: {by: CHN, to: KEN, usd_bn: 5, terms: {loan: {rate_pct: 2, years: 10}}, from: 2026}"
    scenario = read(loan)
    assert lever(doses(scenario), "loans", "KEN", "CHN") != 0
    assert lever(doses(scenario, 2036), "loans", "KEN", "CHN") == 0
    names = alone(Names(scenario, load_world("2022")), set())
    assert not doses_of(names, BASE, [0], 2026).attraction.any()


def test_services_do_not_change_dependence_on_goods(read) -> None:  # type: ignore[no-untyped-def]
    found = run(read("trade_cost: {between: [USA, IRL], cost_pct: 20, sectors: services, from: 2026}")).alignment
    assert found is not None
    change = (found.last.dependence - BASE.dependence)[at("IRL", "USA")]
    goods = run(read("trade_cost: {between: [USA, IRL], cost_pct: 20, sectors: goods, from: 2026}")).alignment
    assert goods is not None
    assert abs(change) < 0.05 * abs((goods.last.dependence - BASE.dependence)[at("IRL", "USA")])


def test_sanctions_are_lifted_once_and_by_those_who_hold_them_against_russia(read) -> None:  # type: ignore[no-untyped-def]
    relief = "sanctions_relief: {by: USA, on: RUS, share: 0.4, from: 2026}"
    deal = "peace_deal: {parties: [USA, RUS, UKR], lifts: 0.25, from: 2026}"
    found = doses(read(f"{relief}; {deal}", "after: sanctions-2023\n"))
    assert lever(found, "sanction", "RUS", "USA") == pytest.approx(-0.4)
    assert lever(found, "sanction", "UKR", "USA") == 0
    without = doses(read("peace_deal: {parties: [USA, RUS], excludes: [USA], lifts: 0.25, from: 2026}"))
    assert lever(without, "sanction", "RUS", "USA") == 0


def test_bodies_that_all_belong_to_move_nobody(read) -> None:  # type: ignore[no-untyped-def]
    found = doses(read("membership: {who: HUN, leaves: WTO, from: 2026}"))
    assert not found.organisations.any()
    assert not found.tie.any()


def test_a_pole_that_leaves_a_body_is_missed_by_its_members(read) -> None:  # type: ignore[no-untyped-def]
    found = doses(read("membership: {who: USA, leaves: NATO, from: 2026}"))
    assert found.organisations[0][at("POL", "USA")] == -1
    assert found.organisations[0][at("POL", "CHN")] == 0
    assert found.organisations[0][at("KEN", "USA")] == 0


def test_givers_and_receivers_share_a_sum_as_in_the_economy(read) -> None:  # type: ignore[no-untyped-def]
    alone_gives = lever(doses(read("aid: {by: CHN, to: KEN, usd_bn: 1, from: 2026}")), "aid", "KEN", "CHN")
    together = lever(doses(read("aid: {by: [CHN, JPN], to: KEN, usd_bn: 1, from: 2026}")), "aid", "KEN", "CHN")
    place = {s: BASE.gdp[BASE.states.index(s)] for s in ("CHN", "JPN")}
    assert together / alone_gives == pytest.approx(place["CHN"] / (place["CHN"] + place["JPN"]))
    nobody = doses(read("aid: {by: CHN, to: [CUB, KEN], usd_bn: 1, from: 2026}"))
    assert lever(nobody, "aid", "CUB", "CHN") == 0  # without GDP no share can be told
    assert lever(nobody, "aid", "KEN", "CHN") == pytest.approx(alone_gives)


def test_groups_of_moves_never_mix_poles(read) -> None:  # type: ignore[no-untyped-def]
    many = [
        f"tariff: {{by: VNM, on: {c}, add_pp: 1, from: 2026}}"
        for c in ["DEU", "FRA", "ITA", "ESP", "NLD", "BEL", "AUT", "POL", "SWE", "DNK", "FIN", "IRL"]
    ]
    mixed = ["tariff: {by: [JPN, KOR, AUS, USA], on: CHN, add_pp: 5, from: 2026}", "tariff: {by: [JPN, KOR, AUS, GBR], on: CHN, add_pp: 5, from: 2026}"]  # fmt: skip
    scenario = read("; ".join(many + mixed))
    names = Names(scenario, load_world("2022"))
    for moves in move_groups(names).values():
        assert len({names.acting_poles(scenario.moves[k]) for k in moves}) == 1


def test_an_answer_that_is_threatened_is_a_doubt_too(read) -> None:  # type: ignore[no-untyped-def]
    first = "tariff: {by: JPN, on: USA, add_pp: 5, id: first, from: 2026}"
    found = doses(read(f"{first}; retaliation: {{by: USA, against: first, from: 2026, status: threatened}}"))
    assert lever(found, "guarantee", "JPN", "USA") < 0


def test_a_pole_without_ties_is_said_and_a_game_with_it_has_no_closeness(read) -> None:  # type: ignore[no-untyped-def]
    scenario = read("tariff: {by: USA, on: CHN, add_pp: 5, from: 2026}", "poles: [USA, NZL]\n")
    result = run(scenario)
    assert result.alignment is None
    assert any("ties with the pole NZL" in w for w in result.warnings)
    game = read(
        "tariff: {by: NZL, on: CHN, add_pp: 5, id: duty, from: 2026}",
        "coalition: {proposer: NZL, target: CHN, candidates: [VNM], offer: [duty]}\n",
    )
    assert np.isfinite(coalition_game(game, draws=4).to_dict()["coalitions"][0]["members"][0]["margin_pct"])


def test_a_withdrawal_without_rules_of_voting_is_said(read) -> None:  # type: ignore[no-untyped-def]
    result = run(read("withdrawal: {who: USA, body: NATO, from: 2026}"))
    assert any("withdrawal from NATO" in n for n in result.stakes.notes)


def test_the_upper_end_is_never_below_the_estimate(read) -> None:  # type: ignore[no-untyped-def]
    moves = "aid: {by: USA, to: VNM, usd_bn: 2, from: 2026}; guarantee: {by: USA, to: VNM, level: 0.5, from: 2026}"
    found = run(read(moves)).alignment
    assert found is not None
    usa = next(r for r in found.required("VNM") if r.pole == "USA")
    assert usa.times_estimate is not None
    assert usa.times_upper_end is not None
    assert usa.times_upper_end < usa.times_estimate

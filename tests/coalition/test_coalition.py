"""Third countries between two powers: payoffs agree with ordinary runs, limits are right, names are checked."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar import cli, load_scenario, simulate
from multipolar.coalition import coalition_choices, players_of, shocks_of
from multipolar.coalition.outcome import CandidateChoice, break_even
from multipolar.coalition.stances import ADOPTED, deal_of, with_transfer
from multipolar.economy.equilibrium import Economy
from multipolar.errors import ScenarioError
from multipolar.moves import MOVE_TYPES, Money
from multipolar.reach import ECONOMIC
from multipolar.scenario import Scenario
from multipolar.schema import SCHEMAS
from multipolar.world import World

HEAD = "multipolar: 1\nname: test\nworld: fictional\nsettings: {horizon: 2026}\n"
DUTY = "  - tariff: {by: ARC, on: LEM, add_pp: 30, from: 2026, id: duty}\n"
BLOCK = (
    "coalition:\n  proposer: ARC\n  target: LEM\n  candidates: [THU]\n  offer: [duty]\n"
    "  strategic_sectors: [MACH]\n  punishment: {by_proposer_pp: %g, by_target_pp: %g, probability: %s}\n"
)


def scenario(folder: Path, text: str) -> Scenario:
    """A scenario from text."""
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf8")
    return load_scenario(path)


def choice(folder: Path, proposer: float = 0, target: float = 0, probability: float = 1.0) -> CandidateChoice:
    """Thule's choice under a punishment."""
    text = f"{HEAD}moves:\n{DUTY}{BLOCK % (proposer, target, probability)}"
    return coalition_choices(scenario(folder, text)).candidate("THU")


def ordinary_run(folder: Path, moves: str) -> float:
    """Thule's real income, per cent, when the same moves are written out as a plain scenario."""
    return simulate(scenario(folder, f"{HEAD}moves:\n{moves}"), sensitivity=False).country("real_income_pct")["THU"]


def test_nothing_asked_and_nothing_threatened_is_worth_nothing(tmp_path: Path) -> None:
    text = f"{HEAD}{BLOCK % (0, 0, 1)}".replace("[duty]", "[]")
    chosen = coalition_choices(scenario(tmp_path, text)).candidate("THU")
    for payoff in chosen.payoffs.values():
        assert (payoff.expected_pct, payoff.low_pct, payoff.high_pct) == (0, 0, 0)
    assert (chosen.margin_pct, chosen.side_payment_usd_mn, chosen.best) == (0, 0, "refuse")
    assert any("nothing in the offer" in note for note in chosen.notes)


def test_the_larger_punishment_decides(tmp_path: Path) -> None:
    pressed, deterred = choice(tmp_path, proposer=300, target=1), choice(tmp_path, proposer=1, target=300)
    assert pressed.margin_pct > 0.1
    assert pressed.payoffs["join"].expected_pct > pressed.payoffs["refuse"].expected_pct
    assert deterred.margin_pct < -0.1
    assert deterred.best == "refuse"


def test_payoffs_are_those_of_ordinary_runs(tmp_path: Path) -> None:
    chosen = choice(tmp_path, proposer=20, target=10)
    joins = DUTY + "  - tariff: {by: THU, on: LEM, add_pp: 30, from: 2026}\n"
    expected = {
        "join": (joins, joins + "  - tariff: {by: LEM, on: THU, add_pp: 10, from: 2026}\n"),
        "refuse": (DUTY, DUTY + "  - tariff: {by: ARC, on: THU, add_pp: 20, from: 2026}\n"),
    }
    hedges = DUTY + "  - tariff: {by: THU, on: LEM, add_pp: 30, sectors: MACH, from: 2026}\n"
    punished = "  - tariff: {by: LEM, on: THU, add_pp: 10, sectors: MACH, from: 2026}\n"
    punished += "  - tariff: {by: ARC, on: THU, add_pp: 20, sectors: FOOD, from: 2026}\n"
    expected["hedge"] = (hedges, hedges + punished)
    for stance, (free, hit) in expected.items():
        payoff = chosen.payoffs[stance]
        assert payoff.unpunished_pct == pytest.approx(ordinary_run(tmp_path, free), abs=1e-7), stance
        assert payoff.punished_pct == pytest.approx(ordinary_run(tmp_path, hit), abs=1e-7), stance


def test_payoffs_start_after_another_scenario(tmp_path: Path) -> None:
    cut = "moves:\n  - sanction: {by: ARC, on: THU, share: 0.6, from: 2025}\n"
    (tmp_path / "first.yaml").write_text(f"{HEAD}{cut}", encoding="utf8")
    joins = DUTY + "  - tariff: {by: THU, on: LEM, add_pp: 30, from: 2026}\n"
    text = f"{HEAD}moves:\n{DUTY}{BLOCK % (0, 0, 1)}"
    after = f"after: first.yaml\n{text}"
    choices = coalition_choices(scenario(tmp_path, after))
    payoff = choices.candidate("THU").payoffs["join"].unpunished_pct
    run = simulate(scenario(tmp_path, f"after: first.yaml\n{HEAD}moves:\n{joins}"), sensitivity=False)
    assert payoff == pytest.approx(run.country("real_income_pct")["THU"], abs=1e-7)
    without = coalition_choices(scenario(tmp_path, text))
    assert abs(payoff - without.candidate("THU").payoffs["join"].unpunished_pct) > 1e-3
    assert choices.notes[0].startswith("starts after first: every change is relative to the world after it")
    assert (choices.world, choices.world_sha256) == (run.world.name, run.world.sha256())


def test_ranges_start_after_another_scenario_under_each_set(tmp_path: Path, world: World) -> None:
    head = "multipolar: 1\nname: t\nafter: sanctions-2023\nsettings: {horizon: 2026}\nmoves:\n"
    duty = "  - tariff: {by: USA, on: CHN, add_pp: 60, from: 2026, id: d}\n"
    block = "coalition: {proposer: USA, target: CHN, candidates: [RUS], offer: [d]}\n"
    joins = coalition_choices(scenario(tmp_path, head + duty + block), world).candidate("RUS").payoffs["join"]
    run = simulate(
        scenario(tmp_path, head + duty + duty.replace("USA", "RUS").replace(", id: d", "")), world, explain=False
    )
    at = world.countries.index("RUS")
    solved = [*run.closures.values(), *run.elasticity_outcomes.values()]
    found = [100 * o.real_income[at] for o in solved if o.real_income is not None]
    assert joins.expected_pct == pytest.approx(run.country("real_income_pct")["RUS"], abs=1e-7)
    assert (joins.low_pct, joins.high_pct) == pytest.approx((min(found), max(found)), abs=1e-7)


def test_an_import_ban_is_adopted(tmp_path: Path) -> None:
    ban = "  - import_ban: {by: ARC, on: LEM, share: 0.5, from: 2026, id: duty}\n"
    chosen = coalition_choices(scenario(tmp_path, f"{HEAD}moves:\n{ban}{BLOCK % (0, 0, 1)}")).candidate("THU")
    joins = ban + "  - import_ban: {by: THU, on: LEM, share: 0.5, from: 2026}\n"
    assert chosen.payoffs["join"].expected_pct == pytest.approx(ordinary_run(tmp_path, joins), abs=1e-7)
    assert abs(chosen.margin_pct) > 1e-3


def test_every_modelled_kind_is_adopted_or_known_not_to_be() -> None:
    towards_the_target = {"sanctions_relief", "trade_agreement", "peace_deal", "energy_deal"}
    money = {"transfer", "aid", "infrastructure_finance"}
    answers = {"retaliation"}
    adopted = {kind.kind for kind in ADOPTED}
    assert adopted.isdisjoint(towards_the_target | money | answers)
    assert adopted | towards_the_target | money | answers == ECONOMIC
    assert money == {name for name, kind in MOVE_TYPES.items() if issubclass(kind, Money)}


@pytest.mark.parametrize("kind", ["transfer", "aid", "infrastructure_finance"])
def test_money_on_offer_comes_from_the_proposer(tmp_path: Path, kind: str) -> None:
    offer = f"  - {kind}: {{by: LEM, to: THU, usd_bn: 0.001, from: 2026, id: duty}}\n"
    with pytest.raises(ScenarioError, match="must come from the proposer"):
        coalition_choices(scenario(tmp_path, f"{HEAD}moves:\n{offer}{BLOCK % (0, 0, 1)}"))


def test_expected_payoffs_are_linear_in_the_probability(tmp_path: Path) -> None:
    never, sometimes, always = (choice(tmp_path, 20, 10, p) for p in (0, 0.3, 1))
    for stance, payoff in sometimes.payoffs.items():
        ends = never.payoffs[stance].expected_pct, always.payoffs[stance].expected_pct
        assert payoff.expected_pct == pytest.approx(0.7 * ends[0] + 0.3 * ends[1], abs=1e-12)
        assert ends == (payoff.unpunished_pct, payoff.punished_pct)
        assert payoff.low_pct <= payoff.expected_pct <= payoff.high_pct


def test_at_the_break_even_probability_the_margin_is_zero(tmp_path: Path) -> None:
    even = choice(tmp_path, 40, 1, 0.5).break_even_probability
    assert even is not None
    assert 0 < even < 1
    assert choice(tmp_path, 40, 1, even).margin_pct == pytest.approx(0, abs=1e-9)


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_break_even_is_a_zero_of_the_margin(free: float, hit: float) -> None:
    even = break_even(free, hit)
    if even is None:
        assert free * hit > 0 or free == hit or max(abs(free), abs(hit)) < 1e-300
    else:
        assert (1 - even) * free + even * hit == pytest.approx(0, abs=1e-12)


def test_the_side_payment_closes_the_margin(tmp_path: Path) -> None:
    chosen = choice(tmp_path, 0, 25, 1)
    paid = chosen.side_payment_usd_mn
    assert chosen.margin_pct < 0
    assert paid is not None
    assert paid > 0
    moves = DUTY + "  - tariff: {by: THU, on: LEM, add_pp: 30, from: 2026}\n"
    moves += "  - tariff: {by: LEM, on: THU, add_pp: 25, from: 2026}\n"
    moves += f"  - transfer: {{by: ARC, to: THU, usd_bn: {paid / 1000!r}, from: 2026}}\n"
    assert ordinary_run(tmp_path, moves) == pytest.approx(chosen.payoffs["refuse"].expected_pct, abs=1e-5)
    assert paid == pytest.approx(chosen.first_order_payment_usd_mn, rel=0.5)
    assert paid != chosen.first_order_payment_usd_mn


def test_an_offer_that_names_the_candidate_is_lost_by_refusing(tmp_path: Path) -> None:
    offer = "  - trade_cost: {between: [ARC, THU], cost_pct: -10, from: 2026, id: access}\n"
    offer += "  - transfer: {by: ARC, to: THU, usd_bn: 0.001, from: 2026, id: money}\n"
    block = (BLOCK % (0, 0, 1)).replace("[duty]", "[access, money]")
    chosen = coalition_choices(scenario(tmp_path, f"{HEAD}moves:\n{DUTY}{offer}{block}")).candidate("THU")
    assert chosen.payoffs["join"].expected_pct == pytest.approx(ordinary_run(tmp_path, DUTY + offer), abs=1e-7)
    assert chosen.payoffs["refuse"].expected_pct == pytest.approx(ordinary_run(tmp_path, DUTY), abs=1e-7)
    assert chosen.margin_pct > 0
    assert chosen.side_payment_usd_mn == 0


def deal(fictional: World, folder: Path) -> Any:
    """Thule's deal in the fictional world."""
    text = scenario(folder, f"{HEAD}moves:\n{DUTY}{BLOCK % (0, 0, 1)}")
    players = players_of(text, fictional)
    strategic = np.array([s == "MACH" for s in fictional.sectors])
    accounts = Economy(fictional).observed
    return deal_of(text, fictional, accounts, players, players.candidates[0], strategic, 2026)


def test_hedging_lies_between_joining_and_refusing(fictional: World, tmp_path: Path) -> None:
    made = deal(fictional, tmp_path)
    everywhere = np.ones(3, dtype=bool)
    for strategic, stance in ((everywhere, "join"), (~everywhere, "refuse")):
        hedged = shocks_of(dataclasses.replace(made, strategic=strategic), "hedge", 7, 5)
        assert np.array_equal(hedged.tariff, shocks_of(made, stance, 7, 5).tariff)


def test_a_transfer_sums_to_zero(fictional: World, tmp_path: Path) -> None:
    made = deal(fictional, tmp_path)
    paid = with_transfer(shocks_of(made, "join"), made, 3.0)
    assert paid.transfer.tolist() == [-3.0, 0.0, 3.0]


def test_the_union_is_one_player(tmp_path: Path, world: World) -> None:
    text = "multipolar: 1\nname: t\nmoves:\n  - tariff: {by: USA, on: CHN, add_pp: 60, from: 2026, id: d}\n"
    text += "coalition: {proposer: USA, target: CHN, candidates: [DEU, G7, FRA], offer: [d]}\n"
    players = players_of(scenario(tmp_path, text), world)
    assert [p.code for p in players.candidates] == ["EU", "CAN", "GBR", "JPN"]
    assert len(players.candidates[0].members) == 27
    assert any(note.startswith("DEU: EU members share one tariff") for note in players.notes)
    text = text.replace("[DEU, G7, FRA]", "[DEU]")
    made = coalition_choices(scenario(tmp_path, text), world).candidate("EU")
    run = text.split("coalition")[0] + "  - tariff: {by: EU, on: CHN, add_pp: 60, from: 2026}\n"
    result = simulate(scenario(tmp_path, run), sensitivity=False)
    inside = [world.countries.index(c) for c in made.player.members]
    weight = result.last.solution.base.income[inside]
    income = result.last.by_country["real_income_pct"][inside]
    assert made.payoffs["join"].unpunished_pct == pytest.approx(income @ weight / weight.sum(), abs=1e-7)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[THU]", "[THUL]", "did you mean THU"),
        ("[THU]", "[LEM]", "LEM is the target"),
        ("[THU]", "[ARC]", "ARC is the proposer"),
        ("[THU]", "[IRN]", "IRN .Iran. is not an economy"),
        ("target: LEM", "target: ARC", "the target is the proposer"),
        ("[MACH]", "[MACHI]", "did you mean MACH"),
        ("  strategic_sectors: [MACH]\n", "", "unknown sector 'B07'"),
        ("by: ARC, on: LEM, add_pp: 30", "by: ARC, on: LEMM, add_pp: 30", "did you mean LEM"),
        (
            "tariff: {by: ARC, on: LEM, add_pp: 30",
            "transfer: {by: LEM, to: THU, usd_bn: 1",
            "must come from the proposer",
        ),
    ],
)
def test_errors(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = f"{HEAD}moves:\n{DUTY}{BLOCK % (1, 1, 1)}"
    assert old in text
    with pytest.raises(ScenarioError, match=message):
        coalition_choices(scenario(tmp_path, text.replace(old, new)))


def test_command_and_warning(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = f"{HEAD}moves:\n{DUTY}{BLOCK % (20, 10, 0.5)}"
    warnings = simulate(scenario(tmp_path, text), sensitivity=False).warnings
    assert any("multipolar coalition" in w for w in warnings)
    printed = {}
    for flags in ([], ["--json"]):
        monkeypatch.setattr(sys, "argv", ["multipolar", "coalition", str(tmp_path / "test.yaml"), *flags])
        cli.app(standalone_mode=False)
        printed[bool(flags)] = capsys.readouterr().out
    assert "THU" in printed[False]
    plain = json.loads(printed[True])
    jsonschema.validate(plain, SCHEMAS["coalition"]())
    assert plain["candidates"][0]["code"] == "THU"
    assert plain["probability"] == 0.5

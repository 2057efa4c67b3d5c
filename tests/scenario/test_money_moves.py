"""Gifts, loans and import bans: what they change in the shocks, by hand, and in which direction the economy goes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar import Result, load_scenario, simulate
from multipolar.economy.accounts import accounts_of
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.errors import ScenarioError
from multipolar.params.loans import annuity, grant_element, loan_discount
from multipolar.world import World
from multipolar.world.groups import members

ARC, LEM, THU = 0, 1, 2
FOOD, MACH, SERV = 0, 1, 2
LOAN = "terms: {loan: {rate_pct: 2, years: 3}}"


def written(tmp_path: Path, moves: str, settings: str = "{}") -> Path:
    """A scenario file on the fictional world with these moves."""
    path = tmp_path / "s.yaml"
    text = f"multipolar: 1\nname: test\nworld: fictional\nsettings: {settings}\nmoves:\n{dedent(moves)}"
    path.write_text(text, encoding="utf8")
    return path


def shocks_of(tmp_path: Path, world: World, moves: str, year: int = 2026) -> tuple[Shocks, Names]:
    """Shocks of a scenario with these moves."""
    names = Names(load_scenario(written(tmp_path, moves)), world)
    return shocks_from(accounts_of(world), names, year), names


def run(tmp_path: Path, moves: str, settings: str = "{horizon: 2026}") -> Result:
    """A run on the fictional world."""
    return simulate(load_scenario(written(tmp_path, moves, settings)), sensitivity=False)


def equal(a: Shocks, b: Shocks) -> bool:
    """Whether two shocks are the same in every number."""
    return all(np.array_equal(getattr(a, f), getattr(b, f)) for f in vars(a))


def debt_service_value(rate: float, years: int, discount: float) -> float:
    """Present value of the debt service of a loan of 1, payment by payment."""
    payments = [1 / years + rate * (1 - t / years) for t in range(years)]
    return sum(p / (1 + discount) ** (t + 1) for t, p in enumerate(payments))


@given(st.floats(0, 100), st.integers(1, 100))
def test_grant_element_is_what_debt_service_leaves(rate_pct: float, years: int) -> None:
    expected = max(0.0, 1 - debt_service_value(rate_pct / 100, years, 0.05))
    assert grant_element(rate_pct, years) == pytest.approx(expected, abs=1e-12)


def test_the_rate_of_discount_and_its_source() -> None:
    discount = loan_discount()
    assert discount.value_pct == 5
    assert discount.range_pct == (5, 9)
    assert "IMF" in discount.source
    assert grant_element(5, 20) == grant_element(7, 20) == 0
    assert grant_element(2, 20, 9) > grant_element(2, 20, 5) > grant_element(4, 20, 5) > 0


def test_annuity_has_the_present_value_it_came_from() -> None:
    paid = annuity(7.0, 15)
    assert sum(paid / 1.05**t for t in range(1, 16)) == pytest.approx(7.0)


@pytest.mark.parametrize("kind", ["transfer", "aid", "infrastructure_finance"])
def test_a_grant_is_a_gift_every_year(tmp_path: Path, fictional: World, kind: str) -> None:
    shocks, names = shocks_of(tmp_path, fictional, f"  - {kind}: {{by: ARC, to: [LEM, THU], usd_bn: 0.001}}")
    va = accounts_of(fictional).value_added
    assert shocks.transfer[ARC] == pytest.approx(-1.0)
    assert shocks.transfer[LEM] == pytest.approx(va[LEM] / (va[LEM] + va[THU]))
    assert shocks.transfer.sum() == pytest.approx(0)
    assert (shocks.trade_cost == 1).all()
    assert names.warnings == []


def test_a_loan_counts_with_its_grant_element_until_it_is_repaid(tmp_path: Path, fictional: World) -> None:
    move = f"  - aid: {{by: ARC, to: LEM, usd_bn: 0.001, {LOAN}, from: 2026}}"
    expected = annuity(grant_element(2, 3), 3)
    for year, gift in ((2025, 0.0), (2026, expected), (2028, expected), (2029, 0.0)):
        shocks, _ = shocks_of(tmp_path, fictional, move, year)
        assert shocks.transfer[LEM] == pytest.approx(gift)
        assert shocks.transfer.sum() == pytest.approx(0)


def test_trade_costs_of_infrastructure_outlast_its_loan(tmp_path: Path, fictional: World) -> None:
    move = f"  - infrastructure_finance: {{by: ARC, to: LEM, usd_bn: 0.001, {LOAN}, trade_cost_pct: -4, from: 2026}}"
    for year in (2026, 2029):
        shocks, _ = shocks_of(tmp_path, fictional, move, year)
        assert shocks.trade_cost[FOOD, ARC, LEM] == shocks.trade_cost[MACH, LEM, ARC] == pytest.approx(0.96)
        assert shocks.trade_cost[SERV, ARC, LEM] == shocks.trade_cost[FOOD, ARC, THU] == 1
    outcome = run(tmp_path, move, "{horizon: 2029}")
    changes = [y.by_country["real_income_pct"][LEM] for y in outcome.years]
    assert changes[0] == changes[1] == changes[2] > changes[3] > 0


def test_overlapping_sides_change_each_pair_once(tmp_path: Path, fictional: World) -> None:
    move = "  - infrastructure_finance: {by: [ARC, LEM], to: [ARC, LEM], usd_bn: 0, trade_cost_pct: 10}"
    shocks, _ = shocks_of(tmp_path, fictional, move)
    assert shocks.trade_cost[FOOD, ARC, LEM] == shocks.trade_cost[FOOD, LEM, ARC] == pytest.approx(1.1)
    assert not shocks.transfer.any()


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ("terms: loan", "aid: a loan without rate and years is at market terms, and no part of it is a gift."),
        ("terms: loan, trade_cost_pct: -1", "no part of it is a gift; only its trade_cost_pct acts."),
        ("terms: {loan: {rate_pct: 6, years: 10}}", "a loan at 6 % is at or above the rate of discount (5 %)"),
    ],
)
def test_loans_at_market_terms_are_no_gift(tmp_path: Path, fictional: World, fields: str, warning: str) -> None:
    shocks, names = shocks_of(tmp_path, fictional, f"  - aid: {{by: ARC, to: LEM, usd_bn: 0.001, {fields}}}")
    assert not shocks.transfer.any()
    assert warning in names.warnings[0]


def test_conditions_are_said_not_to_count(tmp_path: Path, fictional: World) -> None:
    _, names = shocks_of(tmp_path, fictional, "  - aid: {by: ARC, to: LEM, usd_bn: 0.001, conditional: true}")
    assert names.warnings == [
        "aid: conditions change no income: the money counts in full there; they lower its attraction."
    ]


def test_placebo_moves_change_nothing(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - aid: {by: ARC, to: LEM, usd_bn: 0}
      - infrastructure_finance: {by: ARC, to: LEM, usd_bn: 0.001, terms: loan, trade_cost_pct: 0}
      - import_ban: {by: ARC, on: LEM, share: 0}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert equal(shocks, no_shocks(accounts_of(fictional)))
    assert not run(tmp_path, moves).last.by_country["real_income_pct"].any()


def test_gifts_cost_the_giver_and_help_the_receiver(tmp_path: Path) -> None:
    changes = run(tmp_path, "  - aid: {by: ARC, to: LEM, usd_bn: 0.01}").country("real_income_pct")
    assert changes["ARC"] < 0 < changes["LEM"]
    softer = run(tmp_path, f"  - aid: {{by: ARC, to: LEM, usd_bn: 0.01, {LOAN}}}").country("real_income_pct")
    assert 0 < softer["LEM"] < changes["LEM"]


def test_a_gift_beyond_the_means_of_the_giver_is_refused(tmp_path: Path, fictional: World) -> None:
    value_added = accounts_of(fictional).value_added[LEM] / 1000
    with pytest.raises(ScenarioError, match=r":6: moves\[0\].transfer.usd_bn: with this move LEM gives away USD"):
        shocks_of(tmp_path, fictional, f"  - transfer: {{by: LEM, to: ARC, usd_bn: {value_added}}}")
    moves = f"""\
      - transfer: {{by: LEM, to: ARC, usd_bn: {value_added}}}
      - transfer: {{by: ARC, to: LEM, usd_bn: {value_added / 2}}}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert shocks.transfer[LEM] == pytest.approx(-500 * value_added)


def test_an_import_ban_acts_on_the_side_of_the_importer(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - import_ban: {by: ARC, on: LEM, sectors: [MACH], share: 0.25}")
    assert shocks.availability[MACH, ARC, LEM] == pytest.approx(0.75)
    assert np.count_nonzero(shocks.availability != 1) == 1
    whole, _ = shocks_of(tmp_path, fictional, "  - import_ban: {by: ARC, on: LEM}")
    assert not whole.availability[[FOOD, MACH], ARC, LEM].any()
    assert whole.availability[SERV, ARC, LEM] == whole.availability[FOOD, LEM, ARC] == 1


def test_an_import_ban_is_the_other_half_of_a_sanction(tmp_path: Path, fictional: World) -> None:
    ban, _ = shocks_of(tmp_path, fictional, "  - import_ban: {by: ARC, on: LEM, share: 0.5}")
    turned, _ = shocks_of(tmp_path, fictional, "  - sanction: {by: LEM, on: ARC, share: 0.5, both_ways: false}")
    assert equal(ban, turned)


def test_an_import_ban_is_answered_in_kind(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - import_ban: {by: ARC, on: LEM, sectors: [FOOD], share: 0.4, id: ban}
      - retaliation: {by: LEM, against: ban}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert shocks.availability[FOOD, ARC, LEM] == shocks.availability[FOOD, LEM, ARC] == pytest.approx(0.6)


def test_an_import_ban_hurts_the_banned_seller(tmp_path: Path) -> None:
    outcome = run(tmp_path, "  - import_ban: {by: ARC, on: LEM, sectors: [MACH], share: 0.9}")
    assert outcome.country("exports_pct")["LEM"] < 0
    assert outcome.country("real_income_pct")["LEM"] < 0
    before, after = (s.flow[MACH, ARC, LEM] for s in (outcome.last.solution.base, outcome.last.solution.state))
    assert after < 0.5 * before


def test_an_import_ban_of_one_member_binds_the_customs_union(tmp_path: Path, world: World) -> None:
    shocks, names = shocks_of(tmp_path, world, "  - import_ban: {by: DEU, on: [RUS, FRA], share: 0.5}")
    at = world.countries.index
    for code in members("EU", 2026):
        if code in world.countries:
            assert (shocks.availability[0, at(code), at("RUS")]) == pytest.approx(0.5)
    assert shocks.availability[0, at("DEU"), at("FRA")] == 1
    assert shocks.availability[0, at("RUS"), at("DEU")] == 1
    assert "share one trade policy" in names.warnings[0]


def test_rates_of_loans_are_checked(tmp_path: Path) -> None:
    move = "  - aid: {by: ARC, to: LEM, usd_bn: 1, terms: {loan: {rate_pct: -1, years: 10}}}"
    with pytest.raises(ScenarioError, match="rate_pct"):
        load_scenario(written(tmp_path, move))

"""Energy deals by hand on the fictional world, and what sanctions of others cut from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from multipolar import load_scenario, simulate
from multipolar.economy.accounts import accounts_of
from multipolar.economy.energy import deals_of
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks
from multipolar.errors import ScenarioError
from multipolar.params.commodities import commodities
from multipolar.params.energy import dealt_products, held_by
from multipolar.params.read import read_table
from multipolar.world import World

ARC, LEM, THU = 0, 1, 2
FOOD, MACH = 0, 1
HEAD = "multipolar: 1\nname: test\nworld: fictional\nsettings: {horizon: 2026}\nmoves:\n"


def names_of(folder: Path, world: World, *moves: str) -> Names:
    """Names of a scenario with these moves."""
    path = folder / "s.yaml"
    path.write_text(HEAD + "".join(f"  - {m}\n" for m in moves), encoding="utf8")
    return Names(load_scenario(path), world)


def shocks_of(folder: Path, world: World, *moves: str) -> Shocks:
    """Shocks of a scenario with these moves."""
    return shocks_from(accounts_of(world), names_of(folder, world, *moves), 2026)


def test_the_partial_response_is_the_amount_asked_for(tmp_path: Path, fictional: World) -> None:
    given = shocks_of(tmp_path, fictional, "energy_deal: {by: ARC, to: LEM, commodity: FOOD, usd_bn: 0.003}")
    flow = fictional.flow[ARC, LEM, FOOD]  # 10 million USD
    ratio = given.trade_cost[FOOD, LEM, ARC]
    assert flow * ratio ** -fictional.trade_elasticity[FOOD] == pytest.approx(flow + 3)
    given.trade_cost[FOOD, LEM, ARC] = 1
    assert (given.trade_cost == 1).all()


def test_a_share_is_a_share_of_the_sellers_exports(tmp_path: Path, fictional: World) -> None:
    given = shocks_of(tmp_path, fictional, "energy_deal: {by: ARC, to: LEM, commodity: MACH, share: 0.25}")
    flow, exports = fictional.flow[ARC, LEM, MACH], fictional.flow[ARC, 1:, MACH].sum()
    asked = (given.trade_cost[MACH, LEM, ARC] ** -fictional.trade_elasticity[MACH] - 1) * flow
    assert asked == pytest.approx(0.25 * exports)


def test_amounts_are_spread_over_sellers_and_buyers_by_flow(tmp_path: Path, fictional: World) -> None:
    move = "energy_deal: {by: [ARC, LEM], to: [LEM, THU], commodity: FOOD, usd_bn: 0.01}"
    names = names_of(tmp_path, fictional, move)
    (deal,) = deals_of(accounts_of(fictional), names, 2026)
    assert deal.asked.sum() == pytest.approx(10)
    assert np.allclose(deal.asked / deal.flow, 10 / deal.flow.sum())
    assert len(deal.flow) == 3  # ARC-LEM, ARC-THU, LEM-THU


def test_the_deal_raises_the_flow_in_the_equilibrium_and_says_so(tmp_path: Path, fictional: World) -> None:
    names = names_of(tmp_path, fictional, "energy_deal: {by: ARC, to: LEM, commodity: FOOD, usd_bn: 0.003}")
    result = simulate(names.scenario)
    solution = result.last.solution
    before, after = solution.base.flow[FOOD, LEM, ARC], solution.state.flow[FOOD, LEM, ARC]
    assert before < after < before + 3.5
    said = next(w for w in result.warnings if w.startswith("energy_deal ARC to LEM"))
    assert f"trade goes from {before / 1000:.2f} to {after / 1000:.2f}" in said
    assert result.to_dict()["moves"][0]["acts_on"] == ["economy", "alignment"]


def test_sanctions_of_third_parties_cut_exposed_deals_only(tmp_path: Path, fictional: World) -> None:
    deal = "energy_deal: {{by: ARC, to: LEM, commodity: FOOD, usd_bn: 0.004, sanction_exposed: {}}}"
    third = "sanction: {by: THU, on: ARC, share: 0.75}"
    theta = fictional.trade_elasticity[FOOD]

    def added(*moves: str) -> float:
        ratio = shocks_of(tmp_path, fictional, *moves).trade_cost[FOOD, LEM, ARC]
        return float(fictional.flow[ARC, LEM, FOOD] * (ratio**-theta - 1))

    assert added(deal.format("true")) == pytest.approx(4)
    assert added(deal.format("true"), third) == pytest.approx(1)
    assert added(third, deal.format("true")) == pytest.approx(1)
    assert added(deal.format("false"), third) == pytest.approx(4)
    assert added(deal.format("true"), "sanction: {by: THU, on: ARC, share: 0.75, sectors: [MACH]}") == pytest.approx(4)
    assert added(deal.format("true"), "sanction: {by: LEM, on: ARC, share: 0.75}") == pytest.approx(4)
    assert added(deal.format("true"), "sanction: {by: THU, on: ARC, share: 0.75, from: 2030}") == pytest.approx(4)


def test_the_share_out_of_reach_is_said(tmp_path: Path, fictional: World) -> None:
    moves = [
        "energy_deal: {by: ARC, to: LEM, commodity: FOOD, usd_bn: 0.01, sanction_exposed: false}",
        "energy_deal: {by: ARC, to: THU, commodity: FOOD, usd_bn: 0.03}",
        "sanction: {by: LEM, on: ARC, share: 1, sectors: [FOOD], both_ways: false}",
    ]
    with pytest.raises(ScenarioError, match="give exactly one of usd_bn and share"):
        names_of(tmp_path, fictional, "energy_deal: {by: ARC, to: LEM, commodity: FOOD}")
    warnings = simulate(names_of(tmp_path, fictional, *moves).scenario, sensitivity=False).warnings
    assert any(w.startswith("energy deals: 0.01 of 0.04 billion USD a year (25%) are out of reach") for w in warnings)
    assert any("0.00 of it left by sanctions" in w for w in warnings)


@pytest.mark.parametrize(
    ("move", "message"),
    [
        ("energy_deal: {by: ARC, to: LEM, commodity: crude, share: 0.1}", "sector B06, which this world lacks"),
        (
            "energy_deal: {by: ARC, to: LEM, commodity: crud, share: 0.1}",
            "unknown commodity 'crud'; did you mean crude",
        ),
        ("energy_deal: {by: ARC, to: LEM, commodity: gallium, share: 0.1}", "no flow of gallium is in the data"),
        ("energy_deal: {by: THU, to: ARC, commodity: MACH, usd_bn: 1}", "a lower cost cannot create it"),
    ],
)
def test_deals_that_mean_nothing_are_refused(tmp_path: Path, fictional: World, move: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        shocks_of(tmp_path, fictional, move)


def test_a_partner_without_baseline_trade_is_left_out_and_named(tmp_path: Path, fictional: World) -> None:
    names = names_of(tmp_path, fictional, "energy_deal: {by: [ARC, THU], to: LEM, commodity: MACH, usd_bn: 0.001}")
    shocks_from(accounts_of(fictional), names, 2026)
    assert names.warnings == ["energy_deal, MACH: THU sell none in the baseline and are left out."]


def test_every_product_lies_in_sectors_of_the_world_that_are_described(world: World) -> None:
    for product in dealt_products().values():
        assert product.sectors
        assert set(product.sectors) <= set(world.sectors), product
        assert all(held_by(sector) for sector in product.sectors), product


def test_one_word_means_one_sector_in_deals_and_in_curbs() -> None:
    with_flow = {name: c for name, c in commodities().items() if not c.output_only}
    assert not set(with_flow) & set(read_table("energy")["products"])
    for name, product in dealt_products().items():
        if name in with_flow:
            assert product.name == name
            assert set(product.sectors) == set(with_flow[name].codes) | ({with_flow[name].sector_flows} - {""})
    assert dealt_products()["nickel"].sectors == ("B07",)
    assert dealt_products()["rare_earth"].sectors == ("C20",)


def test_other_names_belong_to_one_product_each() -> None:
    others = [other for names in read_table("energy")["also_called"].values() for other in names]
    assert len(others) == len(set(others))
    assert not set(others) & set(read_table("energy")["products"])
    assert not set(others) & {name for name, c in commodities().items() if not c.output_only}

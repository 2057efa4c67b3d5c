"""What must hold in every world: no shock no change, Walras, units, order, Lerner, merging, and a second solver."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from economy.random_worlds import permuted, random_shocks, random_world
from economy.reference import solve as reference_solve
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.economy.state import condition_gaps, largest_residual
from multipolar.economy.welfare import decomposition, price_index, real_income, real_wage
from multipolar.world import World

CLOSURES = ["own", "world", "balanced"]
seeds = st.integers(0, 10_000)
few = settings(max_examples=15, deadline=None)
fewer = settings(max_examples=8, deadline=None)


@pytest.mark.parametrize("closure", CLOSURES)
def test_no_shock_changes_exactly_nothing(world: World, economy: Economy, closure: str) -> None:
    solution = economy.solve(no_shocks(economy.accounts(closure)), closure)
    assert solution.iterations == 0
    assert not real_income(solution).any()
    assert not real_wage(solution).any()
    assert (price_index(solution) == 1).all()
    assert (solution.state.flow == solution.base.flow).all()
    assert not np.any(decomposition(solution))


@few
@given(seeds, st.sampled_from(CLOSURES))
def test_residual_recomputed_and_walras(seed: int, closure: str) -> None:
    economy = Economy(random_world(seed))
    accounts = economy.accounts(closure)
    solution = economy.solve(random_shocks(seed, accounts), closure)
    assert largest_residual(accounts, solution.state)[0] <= 1e-9
    state = solution.state
    duties = np.einsum("jni,jni->n", state.flow, solution.shocks.tariff)
    assert np.allclose(state.import_duties, duties, rtol=1e-10, atol=1e-12)
    received = (state.flow / (1 + solution.shocks.export_tax)).sum(axis=1)
    assert np.allclose(state.receipts, received, rtol=1e-10, atol=1e-12)
    assert state.spending.sum() - duties.sum() == pytest.approx(state.flow.sum(), rel=1e-10)
    assert state.deficit.sum() == pytest.approx(0, abs=1e-10 * state.income.sum())
    share_sum = state.share.sum(axis=2)
    assert np.allclose(share_sum[state.spending > 0], 1, rtol=0, atol=1e-10)


@fewer
@given(seeds, st.sampled_from(CLOSURES))
def test_an_independent_solver_agrees(seed: int, closure: str) -> None:
    world = random_world(seed)
    economy = Economy(world)
    shocks = random_shocks(seed, economy.observed)
    if closure == "balanced":
        world, shocks = balanced_copy(world, economy), shocks
    ours = Economy(world).solve(shocks, closure)
    theirs = reference_solve(world, shocks, closure)
    assert np.allclose(real_income(ours), theirs.real_income, rtol=0, atol=1e-9)
    assert np.allclose(
        real_wage(ours), theirs.real_wage, rtol=0, atol=1e-9
    )  # a country without trade has no nominal wage


def balanced_copy(world: World, economy: Economy) -> World:
    """The world after its deficits are purged, as a world of its own."""
    return world.replace(flow=np.ascontiguousarray(economy.balanced.flow.transpose(2, 1, 0)))


@few
@given(seeds)
def test_scaling_all_nominal_values_keeps_the_conditions(seed: int) -> None:
    """Numeraire: wages, prices and money times any factor satisfy every condition but the choice of numeraire."""
    economy = Economy(random_world(seed))
    solution = economy.solve(random_shocks(seed, economy.observed), "own")
    factor, state = 3.7, solution.state
    money = ("wage", "price", "cost", "spending", "imports", "exports", "receipts", "import_duties", "export_taxes")
    money += ("deficit", "income", "labour_income")
    scaled = dataclasses.replace(state, **{name: factor * getattr(state, name) for name in money})
    gaps = condition_gaps(solution.accounts, scaled)
    assert gaps.pop("numeraire") == pytest.approx(np.log(factor))
    assert max(gaps.values()) <= 1e-10


@few
@given(seeds, st.sampled_from([1e-6, 1e3]))
def test_unit_of_money_does_not_matter(seed: int, unit: float) -> None:
    world = random_world(seed)
    a, b = Economy(world), Economy(world.replace(flow=world.flow * unit))
    first, second = (e.solve(random_shocks(seed, e.observed), "own") for e in (a, b))
    assert np.allclose(real_income(first), real_income(second), rtol=0, atol=1e-10)


@few
@given(seeds, st.permutations(range(3)))
def test_order_of_countries_does_not_matter(seed: int, order: list[int]) -> None:
    world = random_world(seed)
    a, b = Economy(world), Economy(permuted(world, order))
    shocks = random_shocks(seed, a.observed)
    first = a.solve(shocks, "own")
    second = b.solve(reordered(shocks, order), "own")
    assert np.allclose(real_income(first)[order], real_income(second), rtol=0, atol=1e-10)


def test_order_of_countries_does_not_matter_in_the_world_of_2022(world: World, economy: Economy) -> None:
    order = list(np.random.default_rng(0).permutation(world.n_countries))
    shocks = no_shocks(economy.observed)
    usa, chn = world.countries.index("USA"), world.countries.index("CHN")
    shocks.tariff[:27, usa, chn] += 0.6
    first = economy.solve(shocks, "own")
    second = Economy(permuted(world, order)).solve(reordered(shocks, order), "own")
    assert np.allclose(real_income(first)[order], real_income(second), rtol=0, atol=1e-10)


def reordered(shocks: Shocks, order: list[int]) -> Shocks:
    """Shocks with their countries in another order."""
    pairs = {
        f: getattr(shocks, f)[:, order][:, :, order] for f in ("tariff", "export_tax", "trade_cost", "availability")
    }
    return dataclasses.replace(
        shocks,
        **pairs,
        productivity=shocks.productivity[:, order],
        labour=shocks.labour[order],
        transfer=shocks.transfer[order],
    )


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_lerner_symmetry_in_the_balanced_world_of_2022(world: World, economy: Economy, rate: float) -> None:
    """A uniform import duty equals a uniform export tax, services included, where trade is balanced."""
    accounts = economy.accounts("balanced")
    usa = world.countries.index("USA")
    abroad = np.arange(world.n_countries) != usa
    duty, tax = no_shocks(accounts), no_shocks(accounts)
    duty.tariff[:, usa, abroad] = (1 + accounts.tariff[:, usa, abroad]) * (1 + rate) - 1
    tax.export_tax[:, abroad, usa] = rate
    by_duty, by_tax = economy.solve(duty, "balanced"), economy.solve(tax, "balanced")
    assert np.allclose(real_income(by_duty), real_income(by_tax), rtol=0, atol=1e-9)
    assert abs(real_income(by_duty)[usa]) > 1e-4


@few
@given(seeds)
def test_merging_identical_countries_changes_nothing(seed: int) -> None:
    """Country 0 split into two equal halves that trade freely: everybody's real income is the same."""
    world = random_world(seed)
    half = split_first(world)
    shocks = random_shocks(seed, Economy(world).observed)
    copied = reordered(shocks, [0, 0, 1, 2])
    for name in ("tariff", "export_tax"):
        getattr(copied, name)[:, :2, :2] = 0
    for name in ("trade_cost", "availability"):
        getattr(copied, name)[:, :2, :2] = 1
    whole = real_income(Economy(world).solve(shocks, "own"))
    parts = real_income(Economy(half).solve(copied, "own"))
    assert parts[0] == pytest.approx(parts[1], abs=1e-11)
    assert np.allclose(parts[1:], whole, rtol=0, atol=1e-10)


def split_first(world: World) -> World:
    """A world whose first country appears twice, each half of its size."""
    order = [0, 0, 1, 2]
    flow = world.flow[np.ix_(order, order)].copy()
    flow[:2] /= 2
    flow[:, :2] /= 2
    tariff = world.tariff[np.ix_(order, order)].copy()
    tariff[:2, :2] = 0
    return world.replace(
        countries=("C0a", "C0b", "C1", "C2"),
        flow=flow,
        tariff=tariff,
        value_added_share=world.value_added_share[order],
        input_share=world.input_share[order],
    )


def test_foreign_shock_obeys_the_sufficient_statistic() -> None:
    """Arkolakis, Costinot and Rodriguez-Clare (2012): one sector, no inputs, no duties: welfare = home share^(-1/theta)."""
    flow = np.array([[[60.0], [10.0], [5.0]], [[8.0], [70.0], [9.0]], [[7.0], [5.0], [50.0]]])
    flow[:, :, 0] = flow[:, :, 0] + flow[:, :, 0].T  # balanced trade
    world = random_world(0, sectors=1).replace(
        flow=flow,
        tariff=np.zeros_like(flow),
        value_added_share=np.ones((3, 1)),
        input_share=np.zeros((3, 1, 1)),
        trade_elasticity=np.array([5.0]),
    )
    economy = Economy(world)
    shocks = no_shocks(economy.observed)
    shocks.trade_cost[0, 2, 1] = 1.5
    shocks.trade_cost[0, 1, 2] = 1.3
    solution = economy.solve(shocks, "own")
    home = np.einsum("jnn->jn", solution.state.share / solution.accounts.share)[0]
    assert real_income(solution)[0] == pytest.approx(home[0] ** (-1 / 5) - 1, abs=1e-11)
    assert abs(real_income(solution)[0]) > 1e-5

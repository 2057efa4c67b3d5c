"""Shocks that break other models: solved to 1e-9, or refused with reason and remedy and no numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.economy.state import largest_residual
from multipolar.economy.welfare import real_income
from multipolar.errors import NotSolvedError
from multipolar.params.elasticities import load_elasticities
from multipolar.world import World, load_world

Fill = Callable[[Shocks, World], None]


def _at(world: World, code: str) -> int:
    return world.countries.index(code)


def _others(world: World, code: str) -> np.ndarray:
    return np.arange(world.n_countries) != _at(world, code)


def _pair_duty(shocks: Shocks, world: World) -> None:
    usa, chn = _at(world, "USA"), _at(world, "CHN")
    shocks.tariff[:, usa, chn] = shocks.tariff[:, chn, usa] = 1e4


def _pair_ban(shocks: Shocks, world: World) -> None:
    usa, chn = _at(world, "USA"), _at(world, "CHN")
    shocks.availability[:, usa, chn] = shocks.availability[:, chn, usa] = 0


def _goods_import_ban(shocks: Shocks, world: World) -> None:
    shocks.availability[:27, _at(world, "USA"), _others(world, "USA")] = 0


def _export_ban_of_a_sector(shocks: Shocks, world: World) -> None:
    shocks.availability[world.sectors.index("C26"), _others(world, "TWN"), _at(world, "TWN")] = 0


def _all_duties(shocks: Shocks, world: World) -> None:
    shocks.tariff[:, ~np.eye(world.n_countries, dtype=bool)] = 10


def _collapse(shocks: Shocks, world: World) -> None:
    shocks.productivity[:, _at(world, "CHN")] = 0.1


@pytest.mark.parametrize("closure", ["own", "balanced"])
@pytest.mark.parametrize(
    "fill", [_pair_duty, _pair_ban, _goods_import_ban, _export_ban_of_a_sector, _all_duties, _collapse]
)
def test_solved_to_the_promised_residual(world: World, economy: Economy, fill: Fill, closure: str) -> None:
    accounts = economy.accounts(closure)
    shocks = no_shocks(accounts)
    fill(shocks, world)
    solution = economy.solve(shocks, closure)
    assert largest_residual(accounts, solution.state)[0] <= 1e-9
    assert np.isfinite(real_income(solution)).all()


def test_a_prohibitive_duty_is_a_ban(world: World, economy: Economy) -> None:
    duty, ban = (no_shocks(economy.observed) for _ in range(2))
    _pair_duty(duty, world)
    _pair_ban(ban, world)
    first, second = economy.solve(duty), economy.solve(ban)
    assert np.allclose(real_income(first), real_income(second), rtol=0, atol=1e-6)
    usa, chn = _at(world, "USA"), _at(world, "CHN")
    assert not second.state.flow[:, usa, chn].any()


def test_autarky_has_its_closed_form(world: World, economy: Economy) -> None:
    """Cut off both ways under balanced trade: prices follow from home shares and the Leontief inverse alone.

    With the wage as numeraire log P = (I - G')^-1 (1/theta) log(home share), and without trade income is the wage
    bill plus nothing, so real income = (wage bill / old income) / P (Arkolakis, Costinot and Rodriguez-Clare 2012).
    """
    accounts = economy.accounts("balanced")
    shocks = no_shocks(accounts)
    usa, abroad = _at(world, "USA"), _others(world, "USA")
    shocks.availability[:, usa, abroad] = 0
    shocks.availability[:, abroad, usa] = 0
    solution = economy.solve(shocks, "balanced")
    assert largest_residual(accounts, solution.state)[0] <= 1e-9
    assert not solution.state.flow[:, usa, abroad].any()
    assert not solution.state.flow[:, abroad, usa].any()
    home = accounts.share[:, usa, usa]
    used = accounts.spending[:, usa] > 0
    inputs = accounts.input_share[:, :, usa][np.ix_(used, used)]
    log_price = np.linalg.solve(np.eye(int(used.sum())) - inputs.T, -np.log(home[used]) / -economy.theta[used])
    index = np.exp(-(accounts.final_share[used, usa] @ log_price))
    expected = accounts.value_added[usa] / accounts.income[usa] / index - 1
    assert real_income(solution)[usa] == pytest.approx(expected, abs=1e-9)


def test_one_sided_total_ban_is_refused_with_reason_and_remedy(world: World, economy: Economy) -> None:
    shocks = no_shocks(economy.observed)
    shocks.availability[:, _at(world, "USA"), _others(world, "USA")] = 0
    for closure in ("own", "world", "balanced"):
        with pytest.raises(NotSolvedError, match="no finite wage") as error:
            economy.solve(shocks, closure)
        assert "USA" in error.value.reason
        assert "both_ways" in error.value.remedy


def test_no_supplier_left_is_refused_by_name(world: World, economy: Economy) -> None:
    shocks = no_shocks(economy.observed)
    deu, abroad = _at(world, "DEU"), _others(world, "DEU")
    shocks.availability[:, deu, abroad] = 0
    with pytest.raises(NotSolvedError, match="No supplier is left for B07 in DEU"):
        economy.solve(shocks)


def test_cut_off_with_a_deficit_is_refused(world: World, economy: Economy) -> None:
    shocks = no_shocks(economy.observed)
    usa, abroad = _at(world, "USA"), _others(world, "USA")
    shocks.availability[:, usa, abroad] = 0
    shocks.availability[:, abroad, usa] = 0
    with pytest.raises(NotSolvedError, match="USA is cut off"):
        economy.solve(shocks, "own")


def test_zero_flows_stay_zero(world: World, economy: Economy) -> None:
    shocks = no_shocks(economy.observed)
    _pair_duty(shocks, world)
    solution = economy.solve(shocks)
    empty = solution.accounts.flow == 0
    assert empty.sum() > 1000
    assert not solution.state.flow[empty].any()


def test_petroleum_elasticity_of_65_is_solved() -> None:
    world = load_world("cp2015")
    assert world.trade_elasticity.max() > 60
    economy = Economy(world)
    accounts = economy.accounts("balanced")
    shocks = no_shocks(accounts)
    shocks.tariff[:20][:, ~np.eye(world.n_countries, dtype=bool)] *= 0.5
    solution = economy.solve(shocks, "balanced")
    assert largest_residual(accounts, solution.state)[0] <= 1e-9


@pytest.mark.parametrize("name", ["FGO", "IS", "U4", "CP", "BSY", "GYY", "Shap", "LL"])
def test_every_elasticity_set_solves(world: World, name: str) -> None:
    economy = Economy(world, load_elasticities(name, world.sectors).theta)
    shocks = no_shocks(economy.observed)
    _pair_ban(shocks, world)
    solution = economy.solve(shocks)
    assert solution.residual <= 1e-9
    assert real_income(solution)[_at(world, "CHN")] < 0


def test_answers_do_not_depend_on_what_was_asked_before(world: World) -> None:
    fresh, used = Economy(world), Economy(world)
    shocks = no_shocks(fresh.observed)
    _pair_ban(shocks, world)
    other = no_shocks(fresh.observed)
    _all_duties(other, world)
    used.solve(other)
    assert (used.solve(shocks).state.income == fresh.solve(shocks).state.income).all()

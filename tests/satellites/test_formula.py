"""The formula of satellite economies: limits that can be worked out by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.satellites.formula import MOST_CUT, Flows, OwnShocks, Partners, effects, no_own_shocks

THETA = 4.0
CLOSURES = ("own", "world", "balanced")
size = st.floats(0.1, 100)
change = st.floats(-0.05, 0.05)


def flows(exports: list[float], imports: list[float], gdp: float = 1000) -> Flows:
    return Flows(np.array([exports]), np.array([imports]), np.array([gdp]))


def partners(demand: list[float], price: list[float], cost: list[float]) -> Partners:
    return Partners(np.array(demand), np.array(price), np.array(cost))


def shocked(given: Flows, **changes: float | list[float]) -> OwnShocks:
    """Own shocks with some parts replaced."""
    arrays = {k: np.array([v]) if isinstance(v, list) else np.full(1, v) for k, v in changes.items()}
    return dataclasses.replace(no_own_shocks(given), **arrays)


def real(f: Flows, p: Partners, own: OwnShocks | None = None, closure: str = "own") -> float:
    return float(effects(f, p, own or no_own_shocks(f), THETA, closure).real_income[0])


STILL = partners([0, 0], [0, 0], [0, 0])


@pytest.mark.parametrize("closure", CLOSURES)
def test_no_shock_changes_nothing(closure: str) -> None:
    assert real(flows([10, 5], [8, 20]), STILL, closure=closure) == 0


@pytest.mark.parametrize("closure", CLOSURES)
@given(a=change, b=change, c=change)
def test_who_trades_with_nobody_is_untouched(closure: str, a: float, b: float, c: float) -> None:
    f = flows([0, 0], [0, 0])
    assert real(f, partners([a, b], [b, c], [c, a]), closure=closure) == 0


@given(x=size, y=size, m=size, k=change)
def test_all_prices_and_wages_of_the_world_scaled_alike_change_nothing(x: float, y: float, m: float, k: float) -> None:
    p = partners([k, k], [k, k], [k, k])
    assert real(flows([x, y], [m, y]), p, closure="own") == pytest.approx(0, abs=1e-12)
    assert real(flows([x, y], [m, y]), p, closure="balanced") == pytest.approx(0, abs=1e-12)


@given(x=size, m=size, a=change, b=change, c=change, unit=st.floats(0.01, 100))
def test_units_of_money_change_nothing(x: float, m: float, a: float, b: float, c: float, unit: float) -> None:
    p = partners([a, b], [b, c], [c, a])
    one, other = flows([x, 2], [3, m], 900), flows([x * unit, 2 * unit], [3 * unit, m * unit], 900 * unit)
    assert real(one, p) == pytest.approx(real(other, p), rel=1e-9, abs=1e-15)


@given(x=size, m=size, a=change, c=change, split=st.floats(0.05, 0.95))
def test_two_partners_alike_are_one(x: float, m: float, a: float, c: float, split: float) -> None:
    whole = real(flows([x], [m]), partners([a], [a], [c]))
    parts = real(flows([x * split, x - x * split], [m * split, m - m * split]), partners([a, a], [a, a], [c, c]))
    assert parts == pytest.approx(whole, rel=1e-9, abs=1e-15)


@given(x=size, m=size, up=st.floats(1e-4, 0.05))
def test_demand_and_prices_abroad_help_and_dearer_sources_hurt(x: float, m: float, up: float) -> None:
    f = flows([x], [m])
    assert real(f, partners([up], [0], [0])) > 0
    assert real(f, partners([0], [up], [0])) > 0
    assert real(f, partners([0], [0], [up])) < 0


def test_matches_the_formula_of_the_design_by_hand() -> None:
    f, p = flows([30, 10], [20, 40], 300), partners([0.01, 0.02], [-0.01, 0.03], [0.005, -0.002])
    xhat = (30 * (THETA * -0.01 + 0.01) + 10 * (THETA * 0.03 + 0.02)) / 40
    cost = (20 * 0.005 + 40 * -0.002) / 60
    mu = 60 / 300
    wage = (40 * xhat + 60 * THETA * (1 - mu) * cost) / (60 * THETA * (1 - mu) + 60 + 40 * THETA)
    assert real(f, p, closure="world") == pytest.approx(mu * (wage - cost), rel=1e-12)


def test_a_small_duty_abroad_is_its_elasticity_times_its_share() -> None:
    f, duty = flows([30, 10], [20, 40], 300), 1e-6
    kept = (1 + duty) ** -(1 + THETA)
    found = effects(f, STILL, shocked(f, exports_change=[kept - 1, 0.0]), THETA, "own")
    assert found.demand[0] == pytest.approx(-(1 + THETA) * duty * 30 / 40, rel=1e-4)
    assert found.real_income[0] < 0


def test_an_own_duty_is_paid_back_and_moves_the_terms_of_trade() -> None:
    """By hand: w = M (1 + theta)(1 - mu) t / (X theta + M theta (1 - mu) + X), effect = mu w."""
    f, t = flows([50.0, 0], [50.0, 0], 250), 1e-6
    own = shocked(f, imports_change=[(1 + t) ** -(1 + THETA) - 1, 0], import_price=[t, 0], import_duty=[t, 0])
    mu, m = 0.2, 50
    wage = m * (1 + THETA) * (1 - mu) * t / (m * THETA + m * THETA * (1 - mu) + m)
    assert real(f, STILL, own) == pytest.approx(mu * wage, rel=1e-4)


def test_a_transfer_is_worth_itself_and_a_better_wage() -> None:
    f = flows([50.0, 0], [50.0, 0], 250)
    assert real(f, STILL, shocked(f, transfer=2.5)) > 0.01
    assert real(flows([0, 0], [0, 0], 250), STILL, shocked(f, transfer=2.5)) == pytest.approx(0.01)


def test_a_cut_off_has_no_first_order() -> None:
    f = flows([60, 40], [50, 50])
    assert real(f, STILL, shocked(f, exports_change=[0.0, -1.0])) < 0
    assert np.isnan(real(f, STILL, shocked(f, exports_change=[-1.0, 0.0])))
    assert MOST_CUT == 0.5


def test_imports_beyond_gdp_count_as_transit() -> None:
    p = partners([0.01], [0.01], [0.002])
    assert real(flows([100.0], [300.0], 100), p) == pytest.approx(real(flows([1000.0], [3000.0], 100), p), rel=1e-12)

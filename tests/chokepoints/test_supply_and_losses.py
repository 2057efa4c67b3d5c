"""Effective supply and the nest of input and rest: limits, closed forms, order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.chokepoints.losses import (
    Exposure,
    leontief_loss,
    nest_output,
    second_order_loss,
    short_run_loss,
)
from multipolar.chokepoints.supply import effective_supply, withheld_share

SHARES = st.floats(0.01, 0.99)
ELASTICITIES = st.floats(0.03, 0.5)


def supply_left(shares: list[float], left: list[float], elasticity: float) -> float:
    """Effective supply of one importer."""
    return float(effective_supply(np.array([shares]), np.array([left]), elasticity)[0])


def exposure(cost_share: float, dependent: float = 20.0, income: float = 100.0) -> Exposure:
    """One importer, one using sector."""
    return Exposure(np.array([[dependent]]), np.array([[cost_share]]), np.array([income]))


def test_a_source_withheld_whole_is_finite_and_matches_the_closed_form() -> None:
    # e = 2: Q = (1 - a)^2.
    assert supply_left([0.6, 0.4], [0.0, 1.0], 2.0) == pytest.approx(0.4**2)
    assert supply_left([0.6, 0.4], [0.0, 1.0], 5.0) == pytest.approx(0.4**1.25)


def test_near_perfect_substitutes_lose_what_is_withheld() -> None:
    assert supply_left([0.6, 0.4], [0.5, 1.0], 1e7) == pytest.approx(0.7, abs=1e-5)


def test_a_single_source_withheld_is_a_total_loss() -> None:
    assert supply_left([3.0, 0.0], [0.0, 1.0], 2.0) == 0.0


def test_no_supply_in_the_data_is_no_number() -> None:
    assert np.isnan(supply_left([0.0, 0.0], [0.0, 1.0], 2.0))
    assert np.isnan(withheld_share(np.zeros((1, 2)), np.ones((1, 2)))[0])


def test_an_elasticity_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="above 1"):
        supply_left([0.5, 0.5], [0.5, 1.0], 1.0)


@given(share=SHARES, small=st.floats(0.05, 0.5), elasticity=st.floats(1.2, 8.0))
def test_loss_is_convex_in_the_share_withheld_and_at_least_what_is_withheld(
    share: float, small: float, elasticity: float
) -> None:
    none, half, full = (1 - supply_left([share, 1 - share], [1 - w, 1.0], elasticity) for w in (0, small, 2 * small))
    assert none == pytest.approx(0, abs=1e-12)
    assert full - half >= half - none - 1e-12
    assert half >= share * small - 1e-12


@given(q=st.floats(0.01, 1.0), b=SHARES, elasticity=ELASTICITIES)
def test_nest_lies_between_its_parts_and_equals_the_closed_form(q: float, b: float, elasticity: float) -> None:
    output = float(nest_output(np.array(q), np.array(b), elasticity))
    power = (elasticity - 1) / elasticity
    assert output == pytest.approx(((1 - b) + b * q**power) ** (1 / power), rel=1e-9)
    assert q - 1e-12 <= output <= 1 + 1e-12


def test_nest_tends_to_leontief_and_survives_the_ends() -> None:
    b = np.array(0.001)
    assert float(nest_output(np.array(0.3), b, 0.002)) == pytest.approx(0.3, rel=0.02)
    assert float(nest_output(np.array(0.0), b, 0.1)) == 0.0
    assert float(nest_output(np.array(1.0), b, 0.1)) == 1.0
    assert float(nest_output(np.array(1e-200), b, 0.01)) < 1e-190
    assert float(nest_output(np.array(0.5), np.array(0.0), 0.1)) == 1.0
    assert np.isnan(nest_output(np.array(np.nan), b, 0.1))


@given(q=st.floats(0.01, 1.0), b=st.floats(1e-5, 0.9))
def test_order_of_the_figures(q: float, b: float) -> None:
    at = np.array([q])
    losses = [float(short_run_loss(exposure(b), at, s)[0]) for s in (0.2, 0.1, 0.04)]
    bound = float(leontief_loss(exposure(b), at)[0])
    assert -1e-15 <= losses[0] <= losses[1] + 1e-12
    assert losses[1] <= losses[2] + 1e-12
    assert losses[2] <= bound + 1e-12
    assert bound == pytest.approx(0.2 * (1 - q))


def test_second_order_agrees_at_small_cuts_and_not_at_large_ones() -> None:
    small, large = np.array([0.98]), np.array([0.05])
    exact = float(short_run_loss(exposure(0.01), small, 0.1)[0])
    assert float(second_order_loss(exposure(0.01), small, 0.1)[0]) == pytest.approx(exact, rel=0.03)
    exact = float(short_run_loss(exposure(0.001), large, 0.1)[0])
    assert exact > 5 * float(second_order_loss(exposure(0.001), large, 0.1)[0])

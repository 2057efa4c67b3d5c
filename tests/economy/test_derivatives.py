"""Derivatives: against central differences on the real world, and adjoint against tangent everywhere."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from economy.random_worlds import random_world
from multipolar import load_scenario, load_world
from multipolar.economy import equilibrium
from multipolar.economy.adjoint import gradient, response
from multipolar.economy.equilibrium import CLOSURES, Economy
from multipolar.economy.names import Names
from multipolar.economy.outcomes import OUTCOMES
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, no_shocks

Array = npt.NDArray[np.float64]

CELLS, TOLERANCE = 100, 1e-5
SMALLEST_FLOW = 0.1
"""Million USD; a difference of two solutions in double precision cannot resolve the effect of smaller flows, which are
0.004 % of trade."""
FIELDS = ("tariff", "export_tax", "trade_cost")


def test_adjoint_meets_central_differences_on_random_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equilibrium, "TARGET", 2e-15)
    world = load_world()
    economy = Economy(world)
    scenario = load_scenario("us-china-60-retaliation")
    shocks = shocks_from(economy.observed, Names(scenario, world), 2035)
    solution = economy.solve(shocks)
    rng = np.random.default_rng(20261123)
    abroad = ~np.eye(world.n_countries, dtype=bool)
    cells = np.argwhere((economy.observed.flow >= SMALLEST_FLOW) & abroad)
    chosen = cells[rng.choice(len(cells), CELLS, replace=False)]
    value = OUTCOMES["real_income_pct"].value
    for k, (j, n, i) in enumerate(chosen):
        field = FIELDS[k % 3]

        def changed(step: float, field: str = field, cell: tuple[int, ...] = (j, n, i)) -> float:
            array = np.array(getattr(shocks, field))
            array[cell] += step
            return float(value(economy.solve(dataclasses.replace(shocks, **{field: array})))[cell[1]])

        own = np.eye(world.n_countries)[n]
        found = getattr(gradient(economy, solution, "real_income_pct", own), field)[j, n, i]
        assert found == pytest.approx(_richardson(changed, 0.3 / (1 + economy.theta[j])), rel=TOLERANCE)


def _richardson(function, step: float) -> float:  # type: ignore[no-untyped-def]
    """Derivative at zero from central differences at three steps."""
    a, b, c = ((function(h) - function(-h)) / (2 * h) for h in (step, step / 2, step / 4))
    return float((16 * (4 * c - b) - (4 * b - a)) / 45)


def _direction(shocks: Shocks, rng: np.random.Generator) -> Shocks:
    """A random small direction of all policies; none at home."""
    abroad = 1 - np.eye(shocks.tariff.shape[1])
    parts = {name: rng.standard_normal(shocks.tariff.shape) * abroad for name in (*FIELDS, "availability")}
    transfer = rng.standard_normal(len(shocks.transfer))
    zeros = {"productivity": 0 * shocks.productivity, "labour": 0 * shocks.labour}
    return Shocks(**parts, **zeros, transfer=transfer - transfer.mean())


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(CLOSURES), st.sampled_from(sorted(OUTCOMES)))
def test_adjoint_and_tangent_agree(seed: int, closure: str, outcome: str) -> None:
    """The derivative along a direction is the same, whether summed over cells or pushed forward."""
    rng = np.random.default_rng(seed)
    economy = Economy(random_world(seed))
    shocks = no_shocks(economy.accounts(closure))
    abroad = ~np.eye(shocks.tariff.shape[1], dtype=bool)
    shocks.tariff[:, abroad] += 0.3 * rng.random(shocks.tariff[:, abroad].shape)
    shocks.export_tax[:, abroad] += 0.1 * rng.random(shocks.tariff[:, abroad].shape)
    solution = economy.solve(shocks, closure)
    direction = dataclasses.replace(_direction(shocks, rng), availability=np.zeros_like(shocks.tariff))
    pushed = response(economy, solution, direction, (outcome,))[outcome]
    weights = np.where(np.isfinite(pushed), rng.standard_normal(pushed.shape), 0.0)
    found = gradient(economy, solution, outcome, weights)
    along = sum(float((getattr(found, f) * getattr(direction, f)).sum()) for f in FIELDS)
    along += float(found.transfer @ direction.transfer)
    size = np.abs(np.nan_to_num(pushed) * weights).sum()
    assert along == pytest.approx(float(np.nansum(pushed * weights)), abs=1e-7 * size)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(CLOSURES))
def test_tangent_meets_differences_also_at_a_ban(seed: int, closure: str) -> None:
    rng = np.random.default_rng(seed)
    economy = Economy(random_world(seed))
    shocks = no_shocks(economy.accounts(closure))
    shocks.availability[0, 0, 1] = 0.0
    direction = _direction(shocks, rng)
    direction.availability[:] = 0.0
    direction.availability[0, 0, 1] = 1.0
    names = tuple(OUTCOMES)
    pushed = response(economy, economy.solve(shocks, closure), direction, names)

    def at(step: float) -> dict[str, Array]:
        fields = ("tariff", "export_tax", "trade_cost", "availability", "transfer")
        moved = {f: getattr(shocks, f) + step * getattr(direction, f) for f in fields}
        solution = economy.solve(dataclasses.replace(shocks, **moved), closure)
        return {name: OUTCOMES[name].value(solution) for name in names}

    step = 1e-4
    here, one, two = at(0.0), at(step), at(2 * step)
    for name in names:
        forward = (4 * one[name] - two[name] - 3 * here[name]) / (2 * step)  # availability cannot fall below zero
        size = max(1.0, float(np.nanmax(abs(pushed[name]))))
        np.testing.assert_allclose(pushed[name], forward, atol=1e-3 * size, equal_nan=True)

"""The example of the Python package gegravity 0.3: an agreement between Canada and Japan."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.equations import CLOSURES
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.errors import NotSolvedError
from multipolar.measures import real_income, real_wage
from multipolar.published.comparison import Comparison, in_words
from multipolar.published.gegravity_case import Example, example
from multipolar.published.structural_gravity import counterfactual, predicted_world
from multipolar.world import World

__all__ = ["agreement_shocks", "canada_japan", "markets_clear", "with_fixed_world_shares"]

Array = npt.NDArray[np.float64]

SETTLED, ROUNDS = 1e-9, 40
"""Largest change of nominal output that counts as none, and most solves to get there."""


def agreement_shocks(economy: Economy, closure: str, case: Example) -> Shocks:
    """The agreement as a fall of trade costs: freeness is cost to the power 1 - sigma."""
    shocks = no_shocks(economy.accounts(closure))
    shocks.trade_cost[0] = ((case.after / case.before) ** (1 / (1 - case.sigma))).T
    return shocks


def with_fixed_world_shares(economy: Economy, shocks: Shocks) -> Solution:
    """The engine under gegravity's assumption: labour moves against the wage so that nominal output stays.

    Raises:
        NotSolvedError: output does not settle.
    """
    for _ in range(ROUNDS):
        solution = economy.solve(shocks, "world")
        if np.max(abs(solution.state.labour_income / solution.base.labour_income - 1)) <= SETTLED:
            return solution
        shocks.labour[:] = 1 / solution.state.wage
    raise NotSolvedError(f"Output did not settle in {ROUNDS} solves.", "Take a smaller shock.")


def canada_japan() -> list[Comparison]:
    """The published statistic by its own conditions, and by the engine under them."""
    case = example()
    world = predicted_world(case.gravity, case.before, case.sigma)
    economy = Economy(world)
    own_routine = counterfactual(case.gravity, case.before, case.after, case.sigma)
    engine = 1 / (1 + real_wage(with_fixed_world_shares(economy, agreement_shocks(economy, "world", case))))
    return [
        _row(case, world, country, how, statistic, case.data["tolerance"])
        for how, statistic in (("its own conditions", own_routine), ("engine, world shares fixed", engine))
        for country in case.data["welfare_statistic"]
    ]


def markets_clear() -> list[Comparison]:
    """The same agreement where goods markets clear at the new incomes, under each deficit closure: no test."""
    case = example()
    world = predicted_world(case.gravity, case.before, case.sigma)
    economy = Economy(world)
    rows = []
    for closure in CLOSURES:
        statistic = 1 / (1 + real_income(economy.solve(agreement_shocks(economy, closure, case), closure)))
        for country in case.data["welfare_statistic"]:
            rows.append(_row(case, world, country, f"markets clear, deficits {closure}", statistic, None))
    return rows


def _row(case: Example, world: World, country: str, how: str, statistic: Array, tolerance: float | None) -> Comparison:
    published, ours = case.data["welfare_statistic"][country], float(statistic[world.countries.index(country)])
    verdict = ""
    if tolerance is None:  # compared as effects, which are distances from 1
        effects = f"{100 * (1 / ours - 1):+.4f} against {100 * (1 / published - 1):+.4f} %"
        verdict = f"{in_words(1 / published - 1, 1 / ours - 1)} ({effects}); {case.data['why']}"
    name = case.data["name"] if tolerance is not None else case.data["name_of_orders"]
    quantity = f"{country} welfare statistic, {how}"
    return Comparison(name, quantity, published, ours, tolerance, case.data["source"], verdict)

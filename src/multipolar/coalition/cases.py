"""Ways to close and to calibrate the model, each with the world that a scenario starts from under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.economy.elasticities import set_name, theta_under
from multipolar.economy.equations import CLOSURES
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.named import economy_under
from multipolar.economy.shocks import Shocks
from multipolar.errors import NotSolvedError
from multipolar.params.elasticities import covers, elasticity_sets
from multipolar.scenario import Scenario, with_settings
from multipolar.start import depends_on_elasticities, span_of, starting_world, theta_of
from multipolar.world import World

__all__ = ["Case", "cases_of"]


@dataclass(frozen=True, eq=False)
class Case:
    """One way to close and to calibrate the model.

    Args:
        name: for people. scenario: with the settings of the case. world: that it starts from. economy: of that world.
        closure: of trade deficits. elasticities: name of the set.
    """

    name: str
    scenario: Scenario
    world: World
    economy: Economy
    closure: str
    elasticities: str

    def solve(self, shocks: Shocks) -> Solution:
        """The equilibrium in the last year of the scenario.

        Raises:
            NotSolvedError: there is none.
        """
        theta = theta_of(self.economy, self.scenario, span_of(self.scenario)[1])
        return self.economy.solve(shocks, self.closure, theta)


def cases_of(scenario: Scenario, observed: World) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """The scenario's own closure and set first, then the other closures, then the other sets; notes on sets left out.

    Under another set the world that the scenario starts from and the sizes of energy deals are those of that set.

    Args:
        scenario: what is asked. observed: the world before the scenario that it starts after.

    Raises:
        InputError: a scenario that it starts after cannot be used.
        NotSolvedError: that scenario has no equilibrium under the settings of this one.
    """
    world, closure = starting_world(scenario, observed), scenario.settings.deficits
    own = economy_under(world, scenario.settings)
    called = set_name(world, scenario.settings)
    cases = [Case("own settings", scenario, world, own, closure, called)]
    cases += [Case(f"deficits {c}", scenario, world, own, c, called) for c in CLOSURES if c != closure]
    notes = []
    for name in elasticity_sets():
        if not covers(name, world.sectors) or np.array_equal(theta_under(world, scenario.settings, name), own.theta):
            continue
        then, start = scenario, world
        try:
            if depends_on_elasticities(scenario):
                then = with_settings(scenario, {"elasticities": name})
                start = starting_world(then, observed)
        except NotSolvedError as error:
            notes.append(f"elasticities {name}: no world to start from ({error.reason}); the ranges leave it out.")
            continue
        cases.append(
            Case(f"elasticities {name}", then, start, economy_under(start, scenario.settings, name), closure, name)
        )
    return tuple(cases), tuple(notes)

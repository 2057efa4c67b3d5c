"""Where a run starts: the economy of its settings, its years, and the world as observed or after another scenario."""

from __future__ import annotations

import dataclasses
import functools
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.after import require_baseline, world_after
from multipolar.economy.elasticities import theta_under
from multipolar.economy.equilibrium import Economy
from multipolar.economy.named import economy_under
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.errors import InputError
from multipolar.moves import EnergyDeal
from multipolar.params.alignment import alignment_priors
from multipolar.params.elasticities import at_horizon
from multipolar.predecessors import predecessors
from multipolar.scenario import THETA_PREFIX, Scenario, with_settings
from multipolar.world import World

__all__ = [
    "assumption_notes",
    "assumptions_of",
    "check_start",
    "depends_on_elasticities",
    "span_of",
    "start_notes",
    "starting_world",
    "theta_of",
]

MAX_YEARS = 100


def span_of(scenario: Scenario) -> tuple[int, int]:
    """First and last year of the run.

    Raises:
        InputError: the horizon lies before the first move, or the run is too long.
    """
    first = scenario.first_year
    horizon = scenario.settings.horizon
    if horizon < first:
        raise InputError(f"horizon: {horizon} lies before the first move in {first}.")
    if horizon - first >= MAX_YEARS:
        raise InputError(f"horizon: {first} to {horizon} is more than {MAX_YEARS} years.")
    return first, horizon


def theta_of(economy: Economy, scenario: Scenario, year: int) -> npt.NDArray[np.float64]:
    """[sector] elasticities in force in a year: the long-run ones, or those of the time since the first move."""
    if scenario.settings.adjustment == "long_run":
        return economy.theta
    return at_horizon(economy.theta, year - scenario.first_year + 1)


def starting_world(scenario: Scenario, world: World) -> World:
    """The world that a scenario starts from: as given, or after the equilibrium of the scenario named in `after`.

    The scenario before is solved for its own last year, with the deficit closure and elasticities of the one that starts
    after it; a chain is solved from its far end. Each is solved once in a process.

    Args:
        scenario: the run. world: the data.

    Raises:
        InputError: a scenario of the chain cannot be read or used, or holds what a baseline cannot hold.
        NotSolvedError: a scenario of the chain has no equilibrium.
    """
    for name, before in reversed(predecessors(scenario)):
        world = _after(world, _step(name, before, scenario))
    return world


def depends_on_elasticities(scenario: Scenario) -> bool:
    """Whether the starting world or the shocks of a scenario, and not only the answer to them, depend on elasticities."""
    return scenario.after is not None or any(isinstance(m, EnergyDeal) for m in scenario.moves)


def check_start(scenario: Scenario, world: World) -> None:
    """Check the scenarios that a scenario starts after, names and shocks, without solving.

    Raises:
        InputError: what is wrong, with line and field.
    """
    for name, before in predecessors(scenario):
        step = _step(name, before, scenario)
        check_names(step.scenario, world)
        economy = economy_under(world, step.scenario.settings)
        last = span_of(step.scenario)[1]
        require_baseline(shocks_from(economy.observed, Names(step.scenario, world), last), step.name)


def start_notes(scenario: Scenario) -> list[str]:
    """Sentences on where a run starts, with the caveats of the scenarios before it; empty from the observed world."""
    chain = predecessors(scenario)
    if not chain:
        return []
    names = " and ".join(Path(name).stem for name, _ in reversed(chain))
    first = f"starts after {names}: every change is relative to the world after it, not to the world as observed."
    return [first, *(text for _, before in reversed(chain) for text in before.caveats)]


def assumptions_of(scenario: Scenario, world: World) -> list[dict[str, Any]]:
    """What the user has set in place of the tables: name, value, default and unit of each.

    Args:
        scenario: of the run. world: whose elasticities are the defaults.
    """
    settings = scenario.settings
    priors, plain = alignment_priors(settings.beliefs), settings.model_copy(update={"assumptions": {}})
    theta = dict(zip(world.sectors, theta_under(world, plain).tolist(), strict=True))
    found = []
    for name, value in settings.assumptions.items():
        prior = priors.get(name)
        default = theta[name.removeprefix(THETA_PREFIX)] if prior is None else prior.mean
        unit = "theta" if prior is None else prior.unit
        found.append({"name": name, "value": value, "default": default, "unit": unit, "source": "set by the user"})
    return found


def assumption_notes(scenario: Scenario, world: World) -> list[str]:
    """A sentence on what the user has set; empty where nothing is.

    Args:
        scenario: of the run. world: whose elasticities are the defaults.
    """
    found = [f"{a['name']} {a['value']:g} (default {a['default']:g})" for a in assumptions_of(scenario, world)]
    return [f"assumptions set by the user, and held in draws: {', '.join(found)}."] if found else []


@dataclasses.dataclass(frozen=True)
class _Step:
    """A scenario to be solved before another; equal where the content is."""

    name: str
    key: str
    scenario: Scenario = dataclasses.field(compare=False)


def _step(name: str, before: Scenario, then: Scenario) -> _Step:
    own = {n: v for n, v in then.settings.assumptions.items() if n.startswith(THETA_PREFIX)}
    rules = {
        "deficits": then.settings.deficits,
        "elasticities": then.settings.elasticities,
        "assumptions": own,
    }
    changed = with_settings(before, rules)
    return _Step(Path(name).stem, json.dumps(changed.to_dict(), sort_keys=True), changed)


@functools.lru_cache(maxsize=16)
def _after(world: World, step: _Step) -> World:
    scenario = step.scenario
    check_names(scenario, world)
    economy, last = economy_under(world, scenario.settings), span_of(scenario)[1]
    shocks = shocks_from(economy.observed, Names(scenario, world), last)
    require_baseline(shocks, step.name)
    theta = theta_of(economy, scenario, last)
    return world_after(world, economy.solve(shocks, scenario.settings.deficits, theta), step.name)

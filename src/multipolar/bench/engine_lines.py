"""The engine on the packaged world of 2022: loop and solve by scenario, embargoes, a whole simulation, the bound."""

from __future__ import annotations

import functools

import numpy as np

from multipolar.bench.machine import IN_CACHE, bandwidth_gb_s
from multipolar.bench.problem import bytes_per_iteration, loop_of
from multipolar.bench.timing import Line, timed
from multipolar.economy.adjoint import gradient
from multipolar.economy.equations import CLOSURES
from multipolar.economy.equilibrium import Economy
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks
from multipolar.engine import simulate
from multipolar.exposure import POLES
from multipolar.exposure.embargo import computed
from multipolar.params.elasticities import elasticity_sets
from multipolar.scenario import load_scenario
from multipolar.world import World, load_world

__all__ = ["exposure_lines", "gradient_lines", "scenario_lines", "simulation_lines"]

SCENARIOS = (
    "us-china-60",
    "us-china-60-retaliation",
    "in-force-2026",
    "taiwan-electronics",
    "east-west-decoupling",
)
PASSES = 30


def scenario_lines(quick: bool) -> list[Line]:
    """Iterations, loop and solve of packaged scenarios, beside passes over the trade array and the bytes-moved bound.

    A pass reads the trade array, of doubles, once and writes it once.
    """
    world, repeat = load_world(), 15 if quick else 40
    economy, lines, group = Economy(world), [], f"one equilibrium, {_size(world)}, warm"
    moved = bytes_per_iteration(world.n_countries, world.n_sectors)
    least = moved / (1e6 * bandwidth_gb_s(IN_CACHE))
    note = f"{least:.3f} ms at the measured in-cache bandwidth"
    lines.append(Line(group, "bytes an iteration moves", moved / 1e6, "MB", note=note))
    array = np.random.default_rng(0).random((world.n_countries, world.n_countries, world.n_sectors))
    target = np.empty_like(array)
    for name in SCENARIOS[:2] if quick else SCENARIOS:
        shocks = _shocks(economy, name)
        loop = loop_of(economy, shocks)
        iterations = int(loop().iterations)
        looped, solved = timed(loop, repeat), timed(functools.partial(economy.solve, shocks, "own"), repeat)
        passes = PASSES * timed(functools.partial(np.multiply, array, 1.0001, out=target), 100)[0]
        bound = iterations * least
        far = f"best {looped[1] / bound:.1f} times the bytes-moved bound of {bound:.2f} ms"
        lines += [
            Line(group, f"{name}: iterations", float(iterations), ""),
            Line(group, f"{name}: loop", *_both(looped), f"{looped[0] / passes:.1f} times {PASSES} passes; {far}"),
            Line(group, f"{name}: solve", *_both(solved), f"{solved[0] / passes:.1f} times {PASSES} passes"),
        ]
    return lines


def _both(times: tuple[float, float]) -> tuple[float, str, float]:
    """Median, unit and best, in the order of a line."""
    return times[0], "ms", times[1]


def exposure_lines(quick: bool) -> list[Line]:
    """Every state cut off by each power in turn, on the balanced baseline."""
    world, poles = load_world(), POLES[:1] if quick else POLES
    total = timed(functools.partial(computed, world, "FGO", poles), 1, warm=False)[0]
    count = len(poles) * (world.n_countries - 1)
    what = f"exposure of {world.n_countries - 1} states to {len(poles)} powers"
    return [
        Line("exposure", what, total / 1000, "s", note=f"{total / count:.1f} ms a pair, first compilation included")
    ]


def gradient_lines(quick: bool) -> list[Line]:
    """Value and derivatives of one outcome in every tariff, export tax and trade cost, beside a solve."""
    world, repeat = load_world(), 15 if quick else 40
    economy, lines, group = Economy(world), [], f"value and gradient, {_size(world)}, warm"
    weights = np.eye(world.n_countries)[world.countries.index("USA")]
    for name in SCENARIOS[:1] if quick else SCENARIOS:
        shocks = _shocks(economy, name)

        def both(shocks: Shocks = shocks) -> None:
            gradient(economy, economy.solve(shocks, "own"), "real_income_pct", weights)

        solved, together = timed(functools.partial(economy.solve, shocks, "own"), repeat), timed(both, repeat)
        note = f"{together[0] / solved[0]:.2f} solves (best of each: {together[1] / solved[1]:.2f})"
        lines.append(Line(group, f"{name}: {3 * economy.observed.tariff.size:,} derivatives", *_both(together), note))
    return lines


def simulation_lines(quick: bool) -> list[Line]:
    """A whole scenario in process."""
    world, scenario, repeat = load_world(), load_scenario("us-china-60"), 3 if quick else 7
    plain = timed(lambda: simulate(scenario, world, sensitivity=False), repeat)
    full = timed(lambda: simulate(scenario, world), repeat)
    note = f"{len(CLOSURES)} closures and {len(elasticity_sets())} elasticity sets"
    return [
        Line("a scenario in process", "us-china-60, one closure", plain[0], "ms", plain[1]),
        Line("a scenario in process", "us-china-60, all closures and sets", full[0], "ms", full[1], note),
    ]


def _size(world: World) -> str:
    """Economies by sectors."""
    return f"{world.n_countries} x {world.n_sectors}"


def _shocks(economy: Economy, name: str) -> Shocks:
    scenario = load_scenario(name)
    return shocks_from(economy.observed, Names(scenario, economy.world), scenario.settings.horizon)

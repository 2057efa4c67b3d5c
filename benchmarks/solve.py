"""Time of one solve of the world of 2022, beside passes over an array of the size of its trade (no pass or fail).

    python benchmarks/solve.py

A pass reads the 80 x 80 x 28 array of doubles once and writes it once (numpy multiply into a given array).
"""

from __future__ import annotations

import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np

from multipolar import load_scenario, load_world, simulate
from multipolar.economy.equations import coefficients, residuals
from multipolar.economy.equilibrium import ITERATIONS, TARGET, Economy, practise
from multipolar.economy.feasibility import require_feasible
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.preconditioner import country_blocks
from multipolar.economy.shocks import offers_of
from multipolar.economy.solver import accelerate

PASSES = 30


def best_ms(work: Callable[[], object], repeat: int = 60) -> float:
    """Best wall time of a call in milliseconds, after one to warm up: what others do on the machine only adds to it."""
    work()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def main() -> None:
    """Measure and print."""
    world = load_world()
    economy = Economy(world)
    print(
        f"{'scenario':28s} {'iterations':>10s} {'loop ms':>8s} {'solve ms':>9s} {'loop/30 passes':>15s} {'solve/30 passes':>16s}"
    )
    array = np.random.default_rng(0).random((world.n_countries, world.n_countries, world.n_sectors))
    target = np.empty_like(array)
    for name in (
        "us-china-60",
        "us-china-60-retaliation",
        "in-force-2026",
        "taiwan-electronics",
        "east-west-decoupling",
    ):
        scenario = load_scenario(name)
        shocks = shocks_from(economy.observed, Names(scenario, world), scenario.settings.horizon)
        bought = require_feasible(economy.observed, shocks, "own", world.countries, world.sectors)
        offers = offers_of(economy.observed, shocks, economy.theta)
        data = coefficients(economy.observed, shocks, offers, economy.theta, "own", bought)
        blocks = jnp.asarray(country_blocks(economy.observed, economy.theta, "own"))
        practised = practise(economy.observed, economy.theta, "own", blocks)
        start = np.zeros((world.n_countries, 1 + 2 * world.n_sectors))
        flags = (offers.net is not offers.foreign,)

        def loop(data=data, blocks=blocks, start=start, flags=flags, practised=practised) -> object:  # type: ignore[no-untyped-def]
            with jax.enable_x64(True):
                found = accelerate(residuals, flags, start, blocks, data, practised, TARGET, ITERATIONS)
                return found.state.block_until_ready()

        one_pass = best_ms(lambda: np.multiply(array, 1.0001, out=target), 200)
        looped = best_ms(loop)
        solved = best_ms(lambda shocks=shocks: economy.solve(shocks, "own"))  # type: ignore[misc]
        iterations = economy.solve(shocks, "own").iterations
        passes = PASSES * one_pass
        print(
            f"{name:28s} {iterations:10d} {looped:8.2f} {solved:9.2f} {looped / passes:15.2f} {solved / passes:16.2f}"
        )
    print(f"one pass over {array.nbytes / 1e6:.2f} MB: {one_pass:.4f} ms")
    scenario = load_scenario("us-china-60")
    print(
        f"simulate us-china-60, one closure:            {best_ms(lambda: simulate(scenario, world, sensitivity=False), 9):8.1f} ms"
    )
    print(f"simulate with closures and elasticity sets:  {best_ms(lambda: simulate(scenario, world), 5):8.1f} ms")


if __name__ == "__main__":
    main()

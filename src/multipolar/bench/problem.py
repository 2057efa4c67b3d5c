"""One equilibrium problem taken apart, so that its loop can be timed and its bytes counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from multipolar.economy.equations import coefficients, residuals
from multipolar.economy.equilibrium import ITERATIONS, TARGET, Economy, practise
from multipolar.economy.feasibility import require_feasible
from multipolar.economy.preconditioner import country_blocks
from multipolar.economy.shocks import Shocks, offers_of
from multipolar.economy.solver import DEPTH, accelerate

__all__ = ["Loop", "array_bytes", "bytes_per_iteration", "loop_of", "working_set"]

DOUBLE, SINGLE = 8, 4


@dataclass(frozen=True, eq=False)
class Loop:
    """The compiled loop of one problem, with its data made beforehand.

    Args:
        run: runs it and returns what it found. arrays: the large arrays that an iteration works on, by what they are.
    """

    run: Callable[[], Any]
    arrays: Mapping[str, Any]

    def __call__(self) -> Any:
        """Run the loop once."""
        return self.run()


def loop_of(economy: Economy, shocks: Shocks) -> Loop:
    """The loop alone, closure `own`, for shocks that tax no exports."""
    accounts, theta, world = economy.observed, economy.theta, economy.world
    bought = require_feasible(accounts, shocks, "own", world.countries, world.sectors)
    offers = offers_of(accounts, shocks, theta)
    data = coefficients(accounts, shocks, offers, theta, "own", bought)
    blocks = jnp.asarray(country_blocks(accounts, theta, "own"))
    practised = practise(accounts, theta, "own", blocks)
    start = np.zeros((world.n_countries, 1 + 2 * world.n_sectors))
    flags = (offers.net is not offers.foreign,)

    def run() -> Any:
        with jax.enable_x64(True):
            found = accelerate(residuals, flags, start, blocks, data, practised, TARGET, ITERATIONS)
            found.state.block_until_ready()
        return found

    arrays = {
        "offers, all": data.paid,
        "offers abroad": data.foreign,
        "input shares by cost": data.cost_inputs,
        "input shares by use": data.use_inputs,
        "preconditioner": blocks,
        "steps remembered": practised[0],
        "changes remembered": practised[1],
    }
    return Loop(run, MappingProxyType(arrays))


def _parts(countries: int, sectors: int) -> dict[str, tuple[int, int]]:
    """Bytes of each large array of an iteration, and how often it is read or written."""
    unknowns = countries * (1 + 2 * sectors)
    trade, inputs = countries**2 * sectors * DOUBLE, countries * sectors**2 * DOUBLE
    return {
        "offers, all": (trade, 1),
        "offers abroad": (trade, 2),  # by importer and by exporter
        "input shares by cost": (inputs, 1),
        "input shares by use": (inputs, 1),
        "preconditioner": (countries * (1 + 2 * sectors) ** 2 * SINGLE, 1),
        "changes remembered": (DEPTH * unknowns * SINGLE, 3),  # two products and the step
        "steps remembered": (DEPTH * unknowns * SINGLE, 1),
    }


def array_bytes(countries: int, sectors: int) -> dict[str, int]:
    """Bytes of each large array of an iteration, by the names of `Loop.arrays`."""
    return {name: size for name, (size, _) in _parts(countries, sectors).items()}


def bytes_per_iteration(countries: int, sectors: int) -> int:
    """Bytes that an iteration must move at least, if nothing stays in registers between its products."""
    return sum(size * times for size, times in _parts(countries, sectors).values())


def working_set(countries: int, sectors: int) -> int:
    """Bytes that an iteration comes back to."""
    return sum(array_bytes(countries, sectors).values())

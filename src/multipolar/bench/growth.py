"""How the time of a solve grows with the number of economies and sectors, on synthetic worlds."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from multipolar.bench.machine import Caches, caches
from multipolar.bench.problem import loop_of, working_set
from multipolar.bench.timing import Line, timed
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks, settled
from multipolar.world import World

__all__ = ["GRID", "cache_level", "fitted_exponents", "growth_lines", "synthetic_world"]

Array = npt.NDArray[np.float64]

GRID = (
    (10, 28),
    (20, 28),
    (40, 28),
    (80, 28),
    (120, 28),
    (150, 28),
    (80, 1),
    (80, 7),
    (80, 14),
    (80, 45),
    (20, 7),
    (120, 45),
)
"""Economies and sectors of each synthetic world."""
QUICK = ((10, 7), (20, 7), (40, 7), (40, 14))
LARGE = 40_000
GROUP = "growth with economies N and sectors J"


def synthetic_world(countries: int, sectors: int, seed: int = 0) -> World:
    """A consistent world of random shares: log-normal trade, two thirds spent at home, inputs half of output."""
    rng = np.random.default_rng(seed)
    flow = np.exp(rng.normal(0, 1, (countries, countries, sectors)))
    at = np.arange(countries)
    flow[at, at] = flow.sum(axis=0) + flow.sum(axis=1)
    output, use = flow.sum(axis=1), flow.sum(axis=0)
    inputs = rng.random((countries, sectors, sectors)) / sectors
    inputs /= np.maximum(1, 1.25 * np.einsum("nkj,nj->nk", inputs, output) / use)[:, :, None]
    return World(
        name=f"synthetic {countries} x {sectors}",
        year=2000,
        countries=tuple(f"C{n}" for n in range(countries)),
        sectors=tuple(f"S{j}" for j in range(sectors)),
        sector_names=tuple(f"sector {j}" for j in range(sectors)),
        is_goods=np.ones(sectors, dtype=bool),
        flow=flow,
        tariff=np.zeros_like(flow),
        value_added_share=1 - inputs.sum(axis=1),
        input_share=inputs,
        trade_elasticity=rng.uniform(3, 8, sectors),
    )


def fitted_exponents(sizes: Array, times: Array) -> tuple[float, float]:
    """Exponents a, b of time = c N^a J^b by least squares in logs.

    Args:
        sizes: [case, 2] N and J. times: [case].
    """
    regressors = np.column_stack([np.ones(len(times)), np.log(sizes)])
    found = np.linalg.lstsq(regressors, np.log(times), rcond=None)[0]
    return float(found[1]), float(found[2])


def cache_level(size: int, known: Caches) -> str:
    """The smallest cache that holds a working set, in words."""
    if known.level_2 is not None and size <= known.level_2:
        return "fits L2"
    if known.level_3 is not None and size <= known.level_3:
        return "fits L3, not L2"
    return "beyond the known caches"


def growth_lines(quick: bool) -> list[Line]:
    """Time of an iteration and of a solve over a grid, exponents, and where a cache is left behind.

    Exponents and times of an iteration are those of the best repetitions: what others do on the machine only adds to them.
    """
    grid, known, lines = QUICK if quick else GRID, caches(), []
    per_iteration, solves = [], []
    for countries, sectors in grid:
        economy = Economy(synthetic_world(countries, sectors))
        shocks = no_shocks(economy.observed)
        shocks.tariff[:, 0, 1] += 0.3
        shocks = settled(shocks)
        loop = loop_of(economy, shocks)
        iterations = int(loop().iterations)
        looped, solved = timed(loop, 15), timed(functools.partial(economy.solve, shocks, "own"), 15)
        per_iteration.append(looped[1] / max(iterations, 1))
        solves.append(solved[1])
        size = working_set(countries, sectors)
        note = (
            f"{iterations} iterations of {per_iteration[-1]:.3f} ms, {1e6 * per_iteration[-1] / (countries**2 * sectors):.2f} "
            f"ns a trade cell; working set {size / 2**20:.2f} MiB, {cache_level(size, known)}"
        )
        lines.append(Line(GROUP, f"N = {countries}, J = {sectors}: solve", solved[0], "ms", solved[1], note))
    return [*lines, *_exponents(grid, {"an iteration": per_iteration, "a solve": solves})]


def _exponents(grid: Sequence[tuple[int, int]], measured: Mapping[str, list[float]]) -> list[Line]:
    """Exponents over the whole grid, and over the large problems alone, where there are enough of them."""
    sizes, lines = np.array(grid, dtype=float), []
    large = [k for k, (n, j) in enumerate(grid) if n * n * j >= LARGE]
    for what, times in measured.items():
        for which, cases in (("whole grid", list(range(len(grid)))), (f"{LARGE:,} trade cells or more", large)):
            if len(cases) >= 4:
                a, b = fitted_exponents(sizes[cases], np.array(times)[cases])
                lines.append(Line(GROUP, f"exponent of N, {what}, {which}", a, ""))
                lines.append(Line(GROUP, f"exponent of J, {what}, {which}", b, ""))
    return lines

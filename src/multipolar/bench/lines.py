"""The list of what is measured, in the order in which it is printed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from multipolar.bench.cold import cold_lines
from multipolar.bench.draws_lines import draws_lines
from multipolar.bench.engine_lines import exposure_lines, gradient_lines, scenario_lines, simulation_lines
from multipolar.bench.gegravity_side import gegravity_lines
from multipolar.bench.growth import growth_lines
from multipolar.bench.machine import machine_lines
from multipolar.bench.politics_lines import ideal_point_lines
from multipolar.bench.timing import Line
from multipolar.progress import Progress, silent

__all__ = ["LINES", "Line", "benchmarks"]

LINES: list[Callable[[bool], list[Line]]] = [
    machine_lines,
    cold_lines,
    scenario_lines,
    simulation_lines,
    gradient_lines,
    exposure_lines,
    draws_lines,
    growth_lines,
    ideal_point_lines,
    # Add a measurement here: a function of `quick` that returns lines.
]


def benchmarks(quick: bool = False, environment: Path | None = None, progress: Progress | None = None) -> list[Line]:
    """Measure everything in one run.

    Args:
        quick: fewer repetitions and smaller grids. environment: folder for gegravity's own environment; None takes
            one in the user's cache directory. progress: called after each group.
    """
    report = progress or silent
    steps: list[Callable[[bool], list[Line]]] = [*LINES, functools.partial(gegravity_lines, folder=environment)]
    found: list[Line] = []
    for done, step in enumerate(steps, start=1):
        found += step(quick)
        report(found[-1].group, done, len(steps))
    return found

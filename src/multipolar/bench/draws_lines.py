"""Draws: the default scenario many times, in this process and in two."""

from __future__ import annotations

import functools
import time

from multipolar.bench.timing import Line
from multipolar.engine import simulate
from multipolar.ensemble import in_processes, serial, with_draws
from multipolar.scenario import load_scenario
from multipolar.world import load_world

__all__ = ["draws_lines"]

SCENARIO = "us-china-60"


def draws_lines(quick: bool) -> list[Line]:
    """Draws of the default scenario with exact equilibria in every year; start of the processes included."""
    n, world, scenario = 20 if quick else 200, load_world(), load_scenario(SCENARIO)
    point = simulate(scenario, world, sensitivity=False, explain=False)
    years = len(point.years)
    lines = []
    for label, scheduler in (("2 processes", in_processes(2)), ("1 process", serial)):
        for tornado in (False, True) if label == "2 processes" else (False,):
            work = functools.partial(with_draws, point, world, n, 0, tornado=tornado, scheduler=scheduler)
            start = time.perf_counter()
            work()
            seconds = time.perf_counter() - start
            what = f"{SCENARIO}, {n} draws of {years} years, {label}{', with tornado' if tornado else ''}"
            lines.append(Line("draws", what, seconds, "s", note=f"{1000 * seconds / n:.0f} ms a draw; one run"))
    return lines

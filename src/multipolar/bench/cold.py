"""Cold starts: a new process from its start to an answer, with and without compiled code in the cache."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from multipolar.bench.timing import Line

__all__ = ["cold_lines"]

GROUP = "cold: a new process to its answer, import included"

SCENARIO = """
from multipolar import load_scenario, simulate
simulate(load_scenario("us-china-60"), sensitivity=False)
"""
ENGINE = """
from multipolar.published.gegravity import agreement_shocks
from multipolar.published.gegravity_case import example
from multipolar.published.structural_gravity import predicted_world
from multipolar.economy.equilibrium import Economy
from multipolar.measures import real_income
case = example()
economy = Economy(predicted_world(case.gravity, case.before, case.sigma))
real_income(economy.solve(agreement_shocks(economy, "own", case), "own"))
"""
CONDITIONS = """
from multipolar.published.gegravity_case import example
from multipolar.published.structural_gravity import counterfactual
case = example()
counterfactual(case.gravity, case.before, case.after, case.sigma)
"""


def cold_lines(quick: bool) -> list[Line]:
    """Wall time of new processes; compiled code is looked for in a directory of the benchmark's own."""
    lines = []
    with tempfile.TemporaryDirectory() as cache:
        for what, code in (
            ("us-china-60, 80 x 28, one closure", SCENARIO),
            ("gegravity's example, engine, markets clear", ENGINE),
            ("gegravity's example, its conditions (no compiled code)", CONDITIONS),
        ):
            first = _wall_ms(code, cache)
            again = [_wall_ms(code, cache) for _ in range(2 if quick else 5)]
            lines.append(Line(GROUP, f"{what}: empty compilation cache", first, "ms", note="one run"))
            lines.append(Line(GROUP, f"{what}: filled cache", statistics.median(again), "ms", min(again)))
    return lines


def _wall_ms(code: str, cache: str) -> float:
    """Milliseconds from start to end of a process that runs some code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "MULTIPOLAR_CACHE": cache})
    return 1000 * (time.perf_counter() - start)

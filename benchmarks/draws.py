"""Draws in a warm server: seconds of a run with draws, and what a solve in the same process takes meanwhile.

python benchmarks/draws.py
python benchmarks/draws.py --scenarios us-china-60 article-000 --draws 200 --workers 2 --runs 3

Prints for each scenario the wall and processor seconds of its first and following runs with draws on a pool of warm workers,
plain values included, and the median and 95th percentile of one solve in the main process, alone and while draws run. The
figures are in docs/uncertainty.md. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from pathlib import Path

import numpy as np

from multipolar import Result, World, load_scenario, load_world, simulate
from multipolar.economy.named import economy_under
from multipolar.ensemble import Pool, warm_pool, with_draws

SCENARIOS = ("us-china-60", "us-china-60-retaliation", "un-reform", "east-west-decoupling", "article-000")
PAUSE = 0.02
"""Seconds between two solves, as between two positions of a slider."""


def processor_seconds(pool: Pool) -> float:
    """Processor seconds of this process and of the workers so far; of the workers where the system tells (/proc)."""
    total, tick = time.process_time(), os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for pid in pool.processes():
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / tick
    return total


def run(point: Result, world: World, n: int, seed: int, pool: Pool) -> tuple[float, float, float]:
    """Wall seconds until all is in plain values, processor seconds, and wall seconds until the first draws."""
    first: list[float] = []
    start, used = time.perf_counter(), processor_seconds(pool)
    drawn = with_draws(
        point,
        world,
        n,
        seed,
        tornado=False,
        scheduler=pool,
        progress=lambda *_: first.append(time.perf_counter() - start),
    )
    drawn.to_dict()
    return time.perf_counter() - start, processor_seconds(pool) - used, first[0]


def solves(point: Result, seconds: float) -> np.ndarray:
    """Milliseconds of every solve of the last year in this process for some seconds."""
    economy = economy_under(point.world, point.scenario.settings)
    last, found, end = point.last.solution, [], time.perf_counter() + seconds
    economy.solve(last.shocks, last.closure)
    while time.perf_counter() < end:
        start = time.perf_counter()
        economy.solve(last.shocks, last.closure)
        found.append(1000 * (time.perf_counter() - start))
        time.sleep(PAUSE)
    return np.array(found)


def beside(point: Result, world: World, n: int, pool: Pool, seconds: float) -> np.ndarray:
    """The same while runs with draws follow one another."""
    stop = threading.Event()

    def draw() -> None:
        while not stop.is_set():
            run(point, world, n, 0, pool)

    thread = threading.Thread(target=draw)
    thread.start()
    found = solves(point, seconds)
    stop.set()
    thread.join()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenarios", nargs="+", default=SCENARIOS)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    world = load_world()
    start = time.perf_counter()
    with warm_pool(given.workers) as pool:
        pool.warm(600)
        print(f"{given.workers} workers warm after {time.perf_counter() - start:.1f} s", flush=True)
        points = {
            name: simulate(load_scenario(name), world, sensitivity=False, explain=False) for name in given.scenarios
        }
        for name, point in points.items():
            for k in range(given.runs):
                wall, used, first = run(point, world, given.draws, k, pool)
                print(
                    f"{name}, run {k + 1}: {given.draws} draws of {len(point.years)} years in {wall:.2f} s, processor "
                    f"{used:.2f} s, first draws after {first:.2f} s",
                    flush=True,
                )
        point = points[given.scenarios[0]]
        for label, times in (
            ("alone", solves(point, given.seconds)),
            ("while draws run", beside(point, world, given.draws, pool, given.seconds)),
        ):
            print(
                f"a solve in the main process {label}: p50 {np.median(times):.1f} ms, p95 {np.quantile(times, 0.95):.1f} "
                f"ms, {len(times)} solves",
                flush=True,
            )


if __name__ == "__main__":
    main()

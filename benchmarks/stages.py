"""Time of the stages of a run, by scenario: what a reader waits for who moves a slider.

Every call is asked anew: the first number of a move differs a little from call to call, so no answer can be kept.
Times are of the wall and of the processor (all threads); on a busy machine the second tells what the work costs.

    python benchmarks/stages.py [--calls 20] [--stages last,path] [scenario ...]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence

from multipolar import Scenario, load_scenario, load_world
from multipolar.scenario import packaged_scenarios
from multipolar.stages import STAGES, stages

LEVERS = ("add_pp", "set_pct", "cost_pct", "share", "tax_pct", "usd_bn", "lifts")
"""Fields of moves that a slider moves."""


def moved(scenario: Scenario, call: int) -> Scenario:
    """The scenario with the first number of its moves a little smaller, another for every call."""
    moves = list(scenario.moves)
    for at, move in enumerate(moves):
        for name in LEVERS:
            value = getattr(move, name, None)
            if isinstance(value, float) and value:
                moves[at] = move.model_copy(update={name: value * (1 - 1e-3 * (call + 1))})
                return scenario.model_copy(update={"moves": tuple(moves)})
    return scenario


def timed(scenario: Scenario, names: Sequence[str], calls: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of the wall and of the processor, by stage, one pair a call."""
    world = load_world(scenario.world)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for call in range(-2, calls):  # two to warm up
        began = time.process_time()
        for stage in stages(moved(scenario, call + 2), world, wanted=names):
            used = time.process_time() - began
            if call >= 0:
                found[stage.name].append((stage.seconds, used))
            began = time.process_time()
    return found


def percentile(values: Sequence[float], part: float) -> float:
    """A value below which a part of them lies, by rank."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main() -> None:
    """Print a line for every scenario and stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("scenarios", nargs="*", default=["us-china-60", "taiwan-electronics", "us-russia-deal"])
    parser.add_argument("--calls", type=int, default=20)
    parser.add_argument("--stages", default=",".join(STAGES[:2]))
    parser.add_argument("--all", action="store_true", help="all packaged scenarios")
    given = parser.parse_args()
    names = given.stages.split(",")
    print(f"{'scenario':32}{'stage':8}{'median ms':>10}{'p95 ms':>8}{'processor: median ms':>22}{'p95 ms':>8}")
    for scenario in packaged_scenarios() if given.all else given.scenarios:
        for name, pairs in timed(load_scenario(scenario), names, given.calls).items():
            wall, used = ([1e3 * p[k] for p in pairs] for k in (0, 1))
            cells = f"{statistics.median(wall):10.1f}{percentile(wall, 0.95):8.1f}"
            print(
                f"{scenario:32}{name:8}{cells}{statistics.median(used):22.1f}{percentile(used, 0.95):8.1f}", flush=True
            )


if __name__ == "__main__":
    main()

"""Estimation of ideal points from votes."""

from __future__ import annotations

import statistics
import time

from multipolar.bench.timing import Line
from multipolar.politics.ideal_points_estimate import estimate_ideal_points
from multipolar.politics.tables import votes

__all__ = ["ideal_point_lines"]

GROUP = "ideal points from votes"


def ideal_point_lines(quick: bool) -> list[Line]:
    """Wall time of one window, and the processor time that it takes."""
    data, first = votes(), 2018 if quick else 2010
    walls, processor = [], 0.0
    for _ in range(1 if quick else 3):
        wall, cpu = time.perf_counter(), time.process_time()
        estimate = estimate_ideal_points(data, first, 2019)
        walls.append(time.perf_counter() - wall)
        processor = time.process_time() - cpu
    what = f"ideal points {first}-19"
    size = f"{len(estimate.items.rcid)} roll calls, {len(estimate.states)} states, {estimate.iterations} iterations"
    return [
        Line(GROUP, f"{what}: estimate with posterior sd", statistics.median(walls), "s", min(walls), size),
        Line(GROUP, f"{what}: processor time", processor, "s", note="one run"),
    ]

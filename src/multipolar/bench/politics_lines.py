"""Estimation of ideal points from votes."""

from __future__ import annotations

import functools
import time

from multipolar.bench.timing import Line, timed
from multipolar.politics.ideal_points import estimate_ideal_points
from multipolar.politics.tables import votes

__all__ = ["ideal_point_lines"]

GROUP = "ideal points from votes"


def ideal_point_lines(quick: bool) -> list[Line]:
    """Wall time of one window, and the processor time that it takes."""
    data, first = votes(), 2017 if quick else 2010
    start = time.process_time()
    estimate = estimate_ideal_points(data, first, 2019)
    processor = time.process_time() - start
    median, best = timed(functools.partial(estimate_ideal_points, data, first, 2019), 1 if quick else 3, warm=False)
    what = f"ideal points {first}-19"
    size = f"{len(estimate.items.rcid)} roll calls, {len(estimate.states)} states, {estimate.iterations} iterations"
    return [
        Line(GROUP, f"{what}: estimate with posterior sd", median / 1000, "s", best / 1000, size),
        Line(GROUP, f"{what}: processor time", processor, "s", note="one run"),
    ]

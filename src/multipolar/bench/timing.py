"""What a benchmark says, and how long a call takes."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from typing import Any

__all__ = ["Line", "not_measured", "timed"]


@dataclasses.dataclass(frozen=True)
class Line:
    """One measured number.

    Args:
        group: heading. what: measured. value: median, or a count or ratio; None where it could not be measured.
        unit: of the value. best: the smallest of the repetitions, in the same unit. note: how, or why not measured.
    """

    group: str
    what: str
    value: float | None
    unit: str
    best: float | None = None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As `bench --json` prints it."""
        return dataclasses.asdict(self)


def not_measured(group: str, what: str, why: str) -> Line:
    """A line that says why there is no number."""
    return Line(group, what, None, "", note=f"not measured: {why}")


def timed(work: Callable[[], object], repeat: int = 30, warm: bool = True) -> tuple[float, float]:
    """Median and best wall time of a call, milliseconds, after one call to warm up."""
    if warm:
        work()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), min(times)

"""Small SVG charts: bars from a common zero, ranges with their point, lines over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multipolar.report.numbers import signed

__all__ = ["Bar", "Line", "LineChart", "Whisker", "bar", "limit_of", "line_chart", "whisker"]

HALF = 100.0
"""Half the width of a bar chart in its own units: zero is in the middle."""
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760.0, 250.0, 62.0, 150.0, 14.0, 28.0
LABEL_GAP = 15.0


@dataclass(frozen=True)
class Bar:
    """A bar from zero: left edge, width, and whether it is a decrease."""

    x: float
    width: float
    falls: bool


@dataclass(frozen=True)
class Whisker:
    """A range and the point within it, as positions."""

    low: float
    high: float
    point: float


@dataclass(frozen=True)
class Line:
    """A series: its name, points for a polyline, number of its style, height of its label and last value."""

    name: str
    points: str
    style: int
    label_y: float
    last: str


@dataclass(frozen=True)
class LineChart:
    """Lines with the ticks of both axes as (position, label)."""

    lines: list[Line]
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    zero_y: float
    view_box: str = f"0 0 {WIDTH:g} {HEIGHT:g}"
    left: float = LEFT
    right: float = WIDTH - RIGHT


def limit_of(values: Sequence[float | None]) -> float:
    """Largest size in a list, the end of a common axis; never zero."""
    return max((abs(v) for v in values if v is not None), default=0.0) or 1.0


def _at(value: float, limit: float) -> float:
    return round(HALF * (1 + max(-1.0, min(1.0, value / limit))), 1)


def bar(value: float | None, limit: float) -> Bar:
    """A bar of a value on an axis from -limit to limit."""
    end = _at(value or 0.0, limit)
    return Bar(min(end, HALF), round(abs(end - HALF), 1), end < HALF)


def whisker(value: float, low: float, high: float, limit: float) -> Whisker:
    """A range and its point on an axis from -limit to limit."""
    return Whisker(_at(low, limit), _at(high, limit), _at(value, limit))


def line_chart(years: Sequence[int], series: Mapping[str, Sequence[float]]) -> LineChart:
    """Lines over years; the axis holds zero and every value.

    Args:
        years: at least two. series: name to one value a year, in the order of the styles.
    """
    values = [v for line in series.values() for v in line]
    ticks = _ticks(min(0.0, *values), max(0.0, *values))
    low, high = ticks[0], ticks[-1]

    def x(year: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (year - years[0]) / (years[-1] - years[0]), 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    labels = _spread({name: y(line[-1]) for name, line in series.items()})
    lines = [
        Line(
            name,
            " ".join(f"{x(t)},{y(v)}" for t, v in zip(years, line, strict=True)),
            k,
            labels[name],
            signed(line[-1]),
        )
        for k, (name, line) in enumerate(series.items())
    ]
    every = max(1, round(len(years) / 8))
    shown = [t for t in years if (years[-1] - t) % every == 0]
    decimals = 2 if high - low < 2 else 1
    y_ticks = [(y(v), signed(v, decimals)) for v in ticks]
    return LineChart(lines, [(x(t), str(t)) for t in shown], y_ticks, y(0.0))


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round values that hold the range."""
    size = (high - low) or 1.0
    step = next(s * 10.0**e for e in range(-6, 7) for s in (1, 2, 5) if size / (s * 10.0**e) <= 6)
    first = int(low // step)
    count = 1
    while (first + count) * step < high:
        count += 1
    return [(first + k) * step for k in range(count + 1)]


def _spread(heights: Mapping[str, float]) -> dict[str, float]:
    """Heights moved apart so that labels do not overlap, in the order of the lines' ends."""
    placed: dict[str, float] = {}
    last = TOP - LABEL_GAP
    for name in sorted(heights, key=lambda n: heights[n]):
        last = max(heights[name], last + LABEL_GAP)
        placed[name] = round(last, 1)
    return placed

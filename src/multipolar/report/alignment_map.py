"""Map of alignment: position, its change, and closeness to each pole, on scales that are the same in every report."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multipolar.alignment.words import number, point
from multipolar.labels import state_name
from multipolar.report.map import LegendStep, Scale, Shape, drawing_of_the_world, legend
from multipolar.report.numbers import MINUS, plain, signed

__all__ = ["CHANGE", "MOST_POLES", "POSITION", "Level", "alignment_map", "closeness_scale", "level_legend"]

MOST_POLES = 6
"""Poles that the map has a tab for."""
POLE_KEYS = "ijklno"
"""Names of their CSS properties; a to h are taken."""


@dataclass(frozen=True)
class Level:
    """A scale of levels, from little to much.

    Args:
        key: one letter, the name of its CSS property. label, unit: for people. limits: between the seven classes.
        decimals: of the legend.
    """

    key: str
    label: str
    unit: str
    limits: tuple[float, float, float, float, float, float]
    decimals: int

    def step(self, value: float | None) -> str:
        """Class of a value: q0 (least) to q6; void where there is none."""
        return "void" if value is None else f"q{bisect.bisect_right(self.limits, value)}"


POSITION = Level("g", "Position", "ideal point, higher is closer to the United States", (-1, -0.5, 0, 0.5, 1, 1.5), 1)
CHANGE = Scale("h", "alignment_change", "Change of position", "hundredths of an ideal point", (0.1, 0.3, 1, 3, 10), 1)
"""Hundredths, so that the labels of the classes are short."""
CLOSENESS_LIMITS = (5.0, 15.0, 25.0, 40.0, 55.0, 70.0)


def closeness_scale(place: int, pole: str) -> Level:
    """The scale of closeness to a pole.

    Args:
        place: of the pole among the poles. pole: its code.
    """
    return Level(POLE_KEYS[place], f"Closeness: {state_name(pole)}", "% of closeness to all poles", CLOSENESS_LIMITS, 0)


def level_legend(scale: Level) -> list[LegendStep]:
    """Swatches from the least to the most."""
    limits = [f"{v:.{scale.decimals}f}".replace("-", MINUS) for v in scale.limits]
    between = [f"{low} to {high}" for low, high in itertools.pairwise(limits)]
    labels = [f"below {limits[0]}", *between, f"above {limits[-1]}"]
    return [LegendStep(f"q{k}", label) for k, label in enumerate(labels)]


def alignment_map(aligned: Mapping[str, Any]) -> dict[str, Any]:
    """Shapes with their classes, scales with their legends, and how many changes have an uncertain sign.

    Args:
        aligned: `alignment` of `Result.to_dict()`.
    """
    poles = aligned["poles"][:MOST_POLES]
    close = [closeness_scale(k, pole) for k, pole in enumerate(poles)]
    shapes = [
        _shape(entry, number_, aligned, poles, close)
        for number_, entry in [*enumerate(drawing_of_the_world()["shapes"]), *_dots()]
    ]
    shapes.sort(key=lambda s: (s.outline is None, s.disputed, bool(s.steps)))
    return {
        "shapes": shapes,
        "tabs": [
            {"scale": POSITION, "legend": level_legend(POSITION)},
            {"scale": CHANGE, "legend": legend(CHANGE)},
            *({"scale": scale, "legend": level_legend(scale)} for scale in close),
        ],
        "uncertain": sum(s.uncertain for s in shapes),
        "drawn": any(isinstance(row["alignment_change"], Mapping) for row in aligned["states"].values()),
        "left_out": aligned["poles"][MOST_POLES:],
    }


def _dots() -> list[tuple[None, dict[str, Any]]]:
    return [(None, dot) for dot in drawing_of_the_world()["dots"]]


def _shape(
    entry: Mapping[str, Any], outline: int | None, aligned: Mapping[str, Any], poles: Sequence[str], close: list[Level]
) -> Shape:
    code, x, y = entry["iso3"], float(entry.get("x", 0)), float(entry.get("y", 0))
    disputed = outline is not None and bool(entry["disputed"])
    row = aligned["states"].get(code)
    if row is None:
        reason = aligned["no_data"].get(code, "no data") if code else "no figures of its own"
        title = f"{entry['name']}: {reason}{'; disputed' if disputed else ''}"
        return Shape(outline, x, y, {}, False, disputed, title)
    change = number(row["alignment_change"])
    steps = {
        POSITION.key: POSITION.step(point(row["alignment"])),
        CHANGE.key: "void" if change is None or row["is_pole"] else CHANGE.step(100 * change.point),
        **{scale.key: scale.step(_percent(row, pole)) for scale, pole in zip(close, poles, strict=True)},
    }
    uncertain = change is not None and change.uncertain and not row["is_pole"]
    return Shape(outline, x, y, steps, uncertain, disputed, _title(entry["name"], row, poles))


def _percent(row: Mapping[str, Any], pole: str) -> float | None:
    value = point(row["closeness"][pole])
    return None if value is None else 100 * value


def _title(name: str, row: Mapping[str, Any], poles: Sequence[str]) -> str:
    change = number(row["alignment_change"])
    lines = [
        name,
        f"Position {signed(point(row['alignment']), 2)}, change {signed(change.point if change else None, 3)}",
    ]
    if change is not None and change.low is not None:
        lines[1] += f" (80 % interval {signed(change.low, 3)} to {signed(change.high, 3)})"
    shown = [f"{state_name(p)} {plain(_percent(row, p), 0)} %" for p in poles if _percent(row, p) is not None]
    return "\n".join([*lines, f"Closeness: {', '.join(shown)}"])

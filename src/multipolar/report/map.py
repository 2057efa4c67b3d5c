"""World map as SVG parts: which class of a fixed scale each shape has, for every variable at once."""

from __future__ import annotations

import bisect
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from multipolar.report.economies import interval
from multipolar.report.numbers import MINUS, plain, signed, words
from multipolar.world import REST

__all__ = [
    "REAL_INCOME",
    "SCALES",
    "LegendStep",
    "Scale",
    "Shape",
    "drawing_of_the_world",
    "home_of_the_missing",
    "legend",
    "map_policy",
    "outlines",
    "shapes",
]

NO_SATELLITES: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Scale:
    """A diverging scale that is the same in every report, so that maps can be compared.

    Args:
        key: one letter, the name of its CSS property. variable: of `Result`. label, unit: for people.
        steps: class limits on each side of zero, rising; inside the first a change counts as near zero.
        decimals: in tooltips.
    """

    key: str
    variable: str
    label: str
    unit: str
    steps: tuple[float, float, float, float, float]
    decimals: int = 2

    def step(self, value: float | None) -> str:
        """Class of a value: m5 (largest decrease) to m1, z (near zero), p1 to p5; x where there is none."""
        if value is None:
            return "x"
        level = bisect.bisect_right(self.steps, abs(value))
        return "z" if level == 0 else f"{'p' if value > 0 else 'm'}{level}"


REAL_INCOME = Scale("a", "real_income_pct", "Real income", "% change", (0.01, 0.1, 0.3, 1, 3), 3)
SCALES = (
    REAL_INCOME,
    Scale("b", "real_wage_pct", "Real wage", "% change", (0.01, 0.1, 0.3, 1, 3), 3),
    Scale("c", "exports_pct", "Exports", "% change of value", (0.1, 1, 3, 10, 30)),
    Scale("d", "imports_pct", "Imports", "% change of value before duty", (0.1, 1, 3, 10, 30)),
    Scale("e", "price_pct", "Prices", "% change of final prices", (0.03, 0.3, 1, 3, 10)),
    Scale(
        "f", "duty_revenue_change_pp_gdp", "Duty revenue", "change in points of GDP", (0.001, 0.01, 0.03, 0.1, 0.3), 3
    ),
)


@dataclass(frozen=True)
class LegendStep:
    """One swatch: its class and the values it stands for."""

    step: str
    label: str


@dataclass(frozen=True)
class Shape:
    """A country on the map.

    Args:
        outline: number of its outline; None for a dot. x, y: centre of a dot. steps: scale key to class; empty
            without data. uncertain: the sign of real income is not sure. disputed: dashed. title: tooltip.
        approximate: a satellite, which has a number for real income alone.
    """

    outline: int | None
    x: float
    y: float
    steps: dict[str, str]
    uncertain: bool
    disputed: bool
    title: str
    approximate: bool = False


@functools.cache
def drawing_of_the_world() -> dict[str, Any]:
    """Shapes and dots of the packaged map, with their codes and names."""
    text = resources.files("multipolar").joinpath("data/map_110m.json").read_text(encoding="utf8")
    drawing: dict[str, Any] = json.loads(text)
    return drawing


def outlines() -> dict[str, Any]:
    """What every map on a page shares: view box, edge of the world, and the outline of each shape by number."""
    drawing = drawing_of_the_world()
    return {
        "view_box": " ".join(str(v) for v in drawing["view_box"]),
        "sphere": drawing["sphere"],
        "paths": [shape["path"] for shape in drawing["shapes"]],
        "source": drawing["source"],
        "licence": drawing["licence"],
    }


def shapes(
    countries: dict[str, Any], scales: Sequence[Scale] = SCALES, satellites: Mapping[str, Any] = NO_SATELLITES
) -> list[Shape]:
    """Every shape and dot with its classes; those without data first, disputed outlines last, so that they show.

    Args:
        countries, satellites: of `Result.to_dict()`. scales: the variables that the map can show.
    """
    found = []
    for number, shape in enumerate(drawing_of_the_world()["shapes"]):
        found.append(_shape(shape, number, bool(shape["disputed"]), countries, scales, satellites))
    found.sort(key=lambda s: (s.disputed, bool(s.steps)))
    dots = [_shape(dot, None, False, countries, scales, satellites) for dot in drawing_of_the_world()["dots"]]
    return [*found, *sorted(dots, key=lambda s: bool(s.steps))]


def home_of_the_missing(countries: Mapping[str, Any], satellites: Mapping[str, Any]) -> str:
    """Why a state without a number has none, in words.

    Args:
        countries, satellites: of `Result.to_dict()`.
    """
    if satellites:
        return "in neither the accounts nor the goods trade of 2023"
    return "part of rest-of-world" if REST in countries else "not in this world"


def _shape(
    entry: dict[str, Any],
    number: int | None,
    disputed: bool,
    countries: dict[str, Any],
    scales: Sequence[Scale],
    satellites: Mapping[str, Any],
) -> Shape:
    code, x, y = entry["iso3"], float(entry.get("x", 0)), float(entry.get("y", 0))
    country = countries.get(code)
    if country is None and code in satellites:
        near = satellites[code]
        value, known = near["real_income_pct"], near["real_income_pct"] is not None
        steps = {s.key: s.step(value) if s is REAL_INCOME else "void" for s in scales} if known else {}
        return Shape(number, x, y, steps, False, disputed, _approximate_title(entry["name"], near), approximate=known)
    if country is None:
        reason = f"no data: {home_of_the_missing(countries, satellites)}" if code else "no figures of its own"
        return Shape(number, x, y, {}, False, disputed, f"{entry['name']}: {reason}{'; disputed' if disputed else ''}")
    steps = {scale.key: scale.step(country[scale.variable]) for scale in scales}
    return Shape(number, x, y, steps, bool(country["sign_note"]), disputed, _title(entry["name"], country, scales))


def _approximate_title(name: str, near: dict[str, Any]) -> str:
    if near["real_income_pct"] is None:
        return f"{name}: no number: {near['why'][0]}"
    spread = near["interval_pct"]
    shown = "no interval" if spread is None else f"interval {signed(spread[0], 3)} to {signed(spread[1], 3)}"
    return f"{name}\n{REAL_INCOME.label} {signed(near['real_income_pct'], 3)} % (approximate, first order; {shown})"


def _title(name: str, country: dict[str, Any], scales: Sequence[Scale]) -> str:
    low, high = interval(country)
    lines = [name]
    for scale in scales:
        unit = "points of GDP" if "points" in scale.unit else "%"
        line = f"{scale.label} {signed(country[scale.variable], scale.decimals)} {unit}"
        if scale is REAL_INCOME:
            line += f" (range {signed(low, 3)} to {signed(high, 3)}{'; ' + n if (n := country['sign_note']) else ''})"
        lines.append(line)
    return "\n".join(lines)


def legend(scale: Scale) -> list[LegendStep]:
    """The swatches of a scale from the largest decrease to the largest increase."""
    limits = [f"{limit:g}" for limit in scale.steps]
    down = [LegendStep("m5", f"below {MINUS}{limits[-1]}")]
    up = [LegendStep("p5", f"above {limits[-1]}")]
    for level in range(4, 0, -1):
        down.append(LegendStep(f"m{level}", f"{MINUS}{limits[level]} to {MINUS}{limits[level - 1]}"))
        up.append(LegendStep(f"p{level}", f"{limits[level - 1]} to {limits[level]}"))
    return [*down, LegendStep("z", f"within {plain(scale.steps[0], 3).rstrip('0')}"), *up[::-1]]


def map_policy(countries: dict[str, Any], satellites: Mapping[str, Any] = NO_SATELLITES) -> str:
    """Sentences on what outlines, names and marks mean.

    Args:
        countries, satellites: as for `shapes`; tell whether Taiwan and Hong Kong are economies of this world, and
            whether any number is approximate.
    """
    dashed = words(sorted(s["name"] for s in drawing_of_the_world()["shapes"] if s["disputed"]))
    own = [name for code, name in (("TWN", "Taiwan"), ("HKG", "Hong Kong")) if code in countries]
    in_data = f"; {words(own)} {'are economies' if len(own) > 1 else 'is an economy'} in the data" if own else ""
    near = (
        " States outside the world's accounts are paler and lined: their figures are approximate." if satellites else ""
    )
    return (
        "Outlines are those of Natural Earth 1:110m through world-atlas (public domain); names and outlines imply no "
        "position on the status of any territory. "
        f"Dashed outlines mark disputed areas: {dashed} (Crimea is drawn as a shape of its own){in_data}.{near}"
    )

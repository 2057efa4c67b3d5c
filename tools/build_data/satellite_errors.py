"""Judge the satellite formula on the world's own economies: write the table of errors and the scale of the intervals.

Run after satellites.py; reads the packaged world and scenarios only.

    python tools/build_data/satellite_errors.py --out src/multipolar/params
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from multipolar import World, load_scenario, load_world, simulate
from multipolar.economy.equilibrium import Solution
from multipolar.satellites.formula import Flows
from multipolar.satellites.judging import FLOWS, Judged, error_band, errors, flows_of, judge, judge_with, scaled

SCENARIOS = (
    "us-china-60",
    "us-china-60-retaliation",
    "us-10-on-all",
    "in-force-2026",
    "announced-2025-04-02",
    "partners-join",
    "east-west-decoupling",
    "taiwan-electronics",
)
CLOSURES = ("own", "world", "balanced")
SHARE = 0.9
"""Share of the judged economies that an interval holds."""
EFFECT_WEIGHT = 0.5
"""Weight of the effect in the root: judgement, not fitted (decision 013)."""
TRIED = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Weights printed for comparison."""

HEADER = """# Errors of the satellite formula on the world's own economies; written by tools/build_data/satellite_errors.py.
# table: under deficits `own`. flows world: with the goods trade and value added of the world's accounts; 2023: with the goods
# trade and GDP that satellites have. who all: nobody left out (2023 has no Taiwan; cut off by more than half: no number);
# small: without the United States, China and those whose goods imports exceed their GDP in the flows used.
# correlation_without_two: without the two largest exact effects. median_error_band_pp: 90 % bootstrap. median_effect_pct: also the
# median error of zero. slope: of exact on approximate through the origin. held: share of economies whose exact result
# lies inside the interval made from the other scenarios, mean of three closures. signed: share of intervals made from the
# other scenarios that exclude zero; signed_wrong: share on the wrong side of it.
# pieces: median error in us-china-60 of small economies in both flows, from the accounts' own flows to those of 2023.
"""


def scenario_path(name: str) -> str:
    """A packaged name, or the file beside this script."""
    beside = Path(__file__).with_name(f"{name}.yaml")
    return str(beside) if beside.exists() else name


def rounded(row: dict[str, float]) -> dict[str, float]:
    """Numbers with the digits that mean something."""
    return {k: int(v) if k == "economies" else round(float(v), 4) for k, v in row.items()}


def quantile(parts: list[Judged], weight: float) -> float:
    """The scale: every scenario has the same weight whatever its number of economies."""
    errors_, weights = (
        np.concatenate([scaled(p, weight) for p in parts]),
        [np.full(len(p.codes), 1 / len(p.codes)) for p in parts],
    )
    order = np.argsort(errors_)
    reached = np.cumsum(np.concatenate(weights)[order]) / len(parts)
    return float(errors_[order][np.searchsorted(reached, SHARE)])


def solved(name: str, closure: str, world: World) -> Solution:
    """The last year of a scenario under a closure."""
    scenario = load_scenario(scenario_path(name))
    settings = scenario.settings.model_copy(update={"deficits": closure})
    return simulate(scenario.model_copy(update={"settings": settings}), world, sensitivity=False).last.solution


def held_out(pooled: dict[str, list[Judged]], name: str, weight: float) -> dict[str, float]:
    """How intervals made from all other scenarios do in one: share held, share that exclude zero, share that err in sign."""
    scale = quantile([p for other, ps in pooled.items() if other != name for p in ps], weight)
    held, signed, wrong = [], [], []
    for p in pooled[name]:
        excludes = abs(p.approximate) > scale * np.hypot(weight * p.approximate, p.size)
        held.append((scaled(p, weight) <= scale).mean())
        signed.append(excludes.mean())
        wrong.append((excludes & (np.sign(p.approximate) != np.sign(p.exact))).mean())
    return {"held": np.mean(held), "signed": np.mean(signed), "signed_wrong": np.mean(wrong)}


def pieces(world: World, solution: Solution) -> dict[str, Any]:
    """What of the error comes from the data: each piece of 2023 alone put in place of the accounts' own."""
    codes, late = flows_of(world, solution, "2023")
    all_codes, own = flows_of(world, solution, "world")
    rows = [all_codes.index(c) for c in codes]
    own = Flows(own.exports[rows], own.imports[rows], own.gdp[rows])
    small = judge_with(world, solution, codes, late).small & judge_with(world, solution, codes, own).small

    def error(exports: Flows, imports: Flows, out: Flows, into: Flows, gdp: Flows) -> float:
        sold = exports.exports * (out.exports.sum(axis=1) / exports.exports.sum(axis=1))[:, None]
        bought = imports.imports * (into.imports.sum(axis=1) / imports.imports.sum(axis=1))[:, None]
        found = judge_with(world, solution, codes, Flows(sold, bought, gdp.gdp))
        return float(np.median(abs(found.approximate - found.exact)[small]))

    def ratio(new: np.ndarray, old: np.ndarray) -> float:
        return float(np.median((new / old)[small]))

    return {
        "economies": int(small.sum()),
        "own flows": error(own, own, own, own, own),
        "GDP 2023": error(own, own, own, own, late),
        "export shares 2023": error(late, own, own, own, own),
        "import shares 2023": error(own, late, own, own, own),
        "both shares 2023": error(late, late, own, own, own),
        "totals 2023": error(own, own, late, late, own),
        "totals and GDP 2023": error(own, own, late, late, late),
        "all 2023": error(late, late, late, late, late),
        "ratio of imports": ratio(late.imports.sum(axis=1), own.imports.sum(axis=1)),
        "ratio of exports": ratio(late.exports.sum(axis=1), own.exports.sum(axis=1)),
        "ratio of GDP": ratio(late.gdp, own.gdp),
    }


def rows_of(name: str, world: World, solution: Solution) -> list[dict[str, Any]]:
    """Rows of the table for one scenario."""
    own, late = (judge(world, solution, flows) for flows in FLOWS)
    return [
        {
            "scenario": name,
            "flows": flows,
            "who": who,
            **rounded(errors(judged)),
            "median_error_band_pp": [round(bound, 4) for bound in error_band(judged)],
        }
        for flows, who, judged in (("world", "all", own), ("2023", "all", late), ("2023", "small", late.of_small()))
    ]


def main() -> None:
    """Solve, judge, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    world = load_world("2022")
    pooled: dict[str, list[Judged]] = {}
    table: list[dict[str, Any]] = []
    parts_of_error: dict[str, Any] = {}
    for name in SCENARIOS:
        solutions = [solved(name, closure, world) for closure in CLOSURES]
        pooled[name] = [judge(world, s, "2023").of_small() for s in solutions]
        table += rows_of(name, world, solutions[0])
        parts_of_error = parts_of_error or rounded(pieces(world, solutions[0]))
    for row in table:
        if row["who"] == "small":
            row.update(rounded(held_out(pooled, row["scenario"], EFFECT_WEIGHT)))
    parts = [p for ps in pooled.values() for p in ps]
    content = {
        "interval": {
            "scale": round(quantile(parts, EFFECT_WEIGHT), 3),
            "effect_weight": EFFECT_WEIGHT,
            "share": SHARE,
            "unit": "reach of the interval over sqrt((effect_weight effect)^2 + size^2), size: median absolute exact effect "
            "of the world's economies in the same run",
            "source": "own judging of the formula on the economies of World 2022, eight scenarios under three closures",
            "grade": "estimated (in sample; `held` is out of sample); effect_weight: judgement",
        },
        "pieces": parts_of_error,
        "table": table,
    }
    path = args.out / "satellite_errors.yaml"
    path.write_text(HEADER + yaml.safe_dump(content, sort_keys=False, width=120), encoding="utf8")
    print(f"{path}: {content['interval']}\n{parts_of_error}")
    for weight in TRIED:
        out = {name: held_out(pooled, name, weight) for name in SCENARIOS}
        worst = min(out, key=lambda name: out[name]["held"])
        mean = np.mean([o["signed"] for o in out.values()]), np.mean([o["signed_wrong"] for o in out.values()])
        width = np.mean([np.mean(np.hypot(weight * p.approximate, p.size) / p.size) for p in parts])
        scale = quantile(parts, weight)
        print(
            f"weight {weight}: scale {scale:.3f}, mean reach over size {scale * width:.2f}, worst {worst} "
            f"{out[worst]['held']:.3f}, exclude zero {mean[0]:.3f}, of all wrongly {mean[1]:.3f}"
        )
    print({name: [round(quantile([p], EFFECT_WEIGHT), 2) for p in ps] for name, ps in pooled.items()})
    for row in table:
        print(row)


if __name__ == "__main__":
    main()

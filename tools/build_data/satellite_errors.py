"""Judge the satellite formula on the world's own economies: write the table of errors and the scale of the intervals.

Run after satellites.py; reads the packaged world and scenarios only.

    python tools/build_data/satellite_errors.py --out src/multipolar/params
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import yaml

from multipolar import load_scenario, load_world, simulate
from multipolar.satellites.judging import FLOWS, LEFT_OUT, Judged, errors, judge, scaled

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

HEADER = """# Errors of the satellite formula on the world's own economies; written by tools/build_data/satellite_errors.py.
# table: under deficits `own`, without the United States, China and Hong Kong (`all`: with them). flows 2023: with the goods trade
# and GDP that satellites have; flows world: with the goods trade and value added of the world's accounts.
# held: share of economies whose exact result lies inside the interval made from the other scenarios.
"""


def scenario_path(name: str) -> str:
    """A packaged name, or the file beside this script."""
    beside = Path(__file__).with_name(f"{name}.yaml")
    return str(beside) if beside.exists() else name


def rounded(row: dict[str, float]) -> dict[str, float]:
    """Numbers with the digits that mean something."""
    return {k: int(v) if k == "economies" else round(float(v), 4) for k, v in row.items()}


def quantile(parts: list[Judged]) -> float:
    """The scale: every scenario has the same weight whatever its number of economies."""
    errors_, weights = (
        np.concatenate([scaled(p) for p in parts]),
        [np.full(len(p.codes), 1 / len(p.codes)) for p in parts],
    )
    order = np.argsort(errors_)
    reached = np.cumsum(np.concatenate(weights)[order]) / len(parts)
    return float(errors_[order][np.searchsorted(reached, SHARE)])


def main() -> None:
    """Solve, judge, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    world = load_world("2022")
    pooled: dict[str, list[Judged]] = {name: [] for name in SCENARIOS}
    table = []
    for name in SCENARIOS:
        scenario = load_scenario(scenario_path(name))
        for closure in CLOSURES:
            settings = scenario.settings.model_copy(update={"deficits": closure})
            run = simulate(scenario.model_copy(update={"settings": settings}), world, sensitivity=False)
            for flows in FLOWS if closure == "own" else FLOWS[:1]:
                judged = judge(world, run.last.solution, flows)
                if closure == "own":
                    row = {"scenario": name, "flows": flows, **rounded(errors(judged.without(LEFT_OUT)))}
                    table.append({**row, "all": rounded(errors(judged))})
                if flows == FLOWS[0]:
                    pooled[name].append(judged.without(LEFT_OUT))
    parts = [p for ps in pooled.values() for p in ps]
    scale = quantile(parts)
    for row in table:
        own = pooled[row["scenario"]]
        others = quantile([p for name, ps in pooled.items() if name != row["scenario"] for p in ps])
        if row["flows"] == FLOWS[0]:
            row["held"] = round(float(np.mean([(scaled(p) <= others).mean() for p in own])), 2)
    content = {
        "interval": {
            "scale": round(scale, 3),
            "share": SHARE,
            "unit": "reach of the interval over sqrt(effect^2 + size^2), size: median absolute exact effect of the world's "
            "economies in the same run",
            "source": "own judging of the formula on the economies of World 2022, eight scenarios under three closures",
            "grade": "estimated (in sample; `held` is out of sample)",
        },
        "table": table,
    }
    path = args.out / "satellite_errors.yaml"
    path.write_text(HEADER + yaml.safe_dump(content, sort_keys=False, width=120), encoding="utf8")
    print(f"{path}: scale {scale:.3f}")
    print({name: [round(quantile([p]), 2) for p in ps] for name, ps in pooled.items()})
    for row in table:
        shown = {k: v for k, v in row.items() if k != "all"}
        print(shown, "all:", row["all"]["correlation"], row["all"]["median_error_pp"])


if __name__ == "__main__":
    main()

"""Write the tables of docs/alignment-parameters.md from the packaged parameters and the packaged panel.

python tools/build_data/alignment_tables.py --docs docs/alignment-parameters.md
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from multipolar.params.alignment import BELIEFS, alignment_priors, alignment_settings

Cells = dict[str, str]


def panel_rows() -> list[Cells]:
    """Rows of the packaged panel."""
    text = resources.files("multipolar").joinpath("params/alignment_panel.csv").read_text(encoding="utf8")
    return list(csv.DictReader(text.splitlines()))


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def prior_table(section: str) -> str:
    """Parameters of a section: what they are, and mean and sd by belief."""
    by = {belief: alignment_priors(belief) for belief in BELIEFS}
    rows = []
    for name, prior in by["measured"].items():
        if prior.section == section:
            dose = "" if math.isnan(prior.dose) else f"{prior.dose:g} {prior.dose_unit}"
            values = [f"{by[b][name].mean:.3g} ± {by[b][name].sd:.3g}" for b in BELIEFS]
            bounds = f"{prior.distribution}, {prior.low:g} to {prior.high:g}"
            rows.append([f"`{name}`", prior.meaning, dose, prior.unit, *values, bounds])
    return table(["Parameter", "Meaning", "Dose", "Unit", *BELIEFS, "Distribution"], rows)


def source_table() -> str:
    """Source and grade of every number, each once."""
    rows, seen = [], set()
    for belief in BELIEFS:
        for name, prior in alignment_priors(belief).items():
            if (name, prior.source) not in seen and prior.source != "judgement":
                seen.add((name, prior.source))
                rows.append(
                    [f"`{name}`", belief, prior.grade, prior.source + (f" ({prior.note})" if prior.note else "")]
                )
    return table(["Parameter", "Belief", "Grade", "Source"], sorted(rows))


def setting_table() -> str:
    """Values that are not drawn."""
    rows = [[f"`{s.name}`", f"{s.value:g} {s.unit}", s.meaning, s.grade] for s in alignment_settings().values()]
    return table(["Setting", "Value", "Meaning", "Grade"], rows)


def lever_table() -> str:
    """Share of the distance to the poles that levers close, all poles together."""
    wanted = [r for r in panel_rows() if r["outcome"] == "gap"]
    keys = list(dict.fromkeys((r["lever"], r["sample"]) for r in wanted))
    rows = []
    for lever, sample in keys:
        own = [r for r in wanted if (r["lever"], r["sample"]) == (lever, sample)]
        cells = [lever, sample]
        for specification in ("levels by position", "changes by position"):
            for horizon in ("1", "3", "5"):
                found = [r for r in own if r["specification"] == specification and r["horizon"] == horizon]
                cells.append(estimate(found[0]) if found else "not run")
        shuffled = next(r for r in own if r["specification"] == "placebo of changes by position")
        states = next(r for r in own if r["specification"] == "changes by position")["clusters"]
        rows.append([*cells, f"{float(shuffled['se']):.3f}", states])
    levels, changes = ([f"{kind}, {h} y" for h in (1, 3, 5)] for kind in ("levels", "changes"))
    return table(["Lever", "Years", *levels, *changes, "shuffled, 3 y", "States"], rows)


def estimate(row: Cells) -> str:
    """Estimate and standard error; a star at p <= 0.05."""
    star = "*" if float(row["p"]) <= 0.05 else ""
    return f"{float(row['estimate']):+.3f}{star} ({float(row['se']):.3f})"


def other_table() -> str:
    """Peers, motion and gravity."""
    rows = []
    for r in panel_rows():
        if r["lever"] in ("return to the anchor", "peers", "distance on trade") or r["outcome"] == "position":
            error = f"{float(r['se']):.3f}" if r["se"] else ""
            cells = (r["lever"], r["specification"], r["horizon"], r["sample"], f"{float(r['estimate']):+.3f}")
            p = f"{float(r['p']):.2g}" if r["p"] else ""
            rows.append([*cells, error, p, r["unit"], r["note"]])
    return table(["What", "How", "Years", "Sample", "Estimate", "Error", "p", "Unit", "Note"], rows)


def count_line() -> str:
    """How many regressions of levers there are, and how many come out."""
    tested = [
        r for r in panel_rows() if r["outcome"] in ("gap", "distance", "toward") and "placebo" not in r["specification"]
    ]
    low = sum(float(r["p"]) <= 0.05 for r in tested)
    fixed = [r for r in tested if r["outcome"] == "gap" and r["specification"] == "changes by position"]
    few = sum(float(r["p"]) <= 0.05 for r in fixed)
    return (
        f"Of {len(tested)} regressions of levers {low} have p ≤ 0.05, where {len(tested) * 0.05:.0f} would by chance; of the "
        f"{len(fixed)} in changes by position on all poles, {few}."
    )


TABLES: dict[str, Callable[[], str]] = {
    "levers": lambda: prior_table("levers"),
    "ties": lambda: prior_table("ties"),
    "structure": lambda: prior_table("structure"),
    "settings": setting_table,
    "sources": source_table,
    "panel": lever_table,
    "others": other_table,
    "count": count_line,
}


def filled(text: str) -> str:
    """The page with every marked table written anew."""
    for name, make in TABLES.items():
        mark = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not mark.search(text):
            raise ValueError(f"the page has no place for the table {name}")
        body = make()
        text = mark.sub(lambda found, body=body: found[1] + body + "\n" + found[2], text)
    return text


def main() -> None:
    """Fill the page in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, required=True)
    args = parser.parse_args()
    args.docs.write_text(filled(args.docs.read_text(encoding="utf8")), encoding="utf8")


if __name__ == "__main__":
    main()

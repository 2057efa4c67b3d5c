"""gegravity 0.3 on its own example beside us: installed in an environment of its own, run in the same measurement."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from multipolar.atomic import write_atomic
from multipolar.bench.timing import Line, not_measured, timed
from multipolar.economy.equilibrium import Economy
from multipolar.economy.runtime import cache_directory
from multipolar.published.gegravity import agreement_shocks
from multipolar.published.gegravity_case import Example, example
from multipolar.published.structural_gravity import counterfactual, predicted_world, sample_path

__all__ = ["PINNED", "gegravity_lines"]

PINNED = ("gegravity==0.3", "gme==1.3.1", "numpy==2.4.6", "pandas==3.1.1", "scipy==1.17.1", "statsmodels==0.15.0")
GROUP = "gegravity 0.3, its own example"
WAIT = 600
"""Seconds that an installation or a run may take."""


def gegravity_lines(quick: bool, folder: Path | None) -> list[Line]:
    """Both programs warm and cold on the same numbers, and how far the answers are apart.

    Args:
        quick: fewer repetitions. folder: environment of gegravity; None takes one in the user's cache directory.
    """
    case = example()
    ours = _ours_warm(case, 5 if quick else 30)
    try:
        python = _environment(folder or cache_directory() / "bench-gegravity")
        _run(python, case, 1)  # the first run of all reads everything from disk; it is not counted
        runs = [_run(python, case, 1) for _ in range(1 if quick else 3)]
        warm, _ = _run(python, case, 1 if quick else 3)
    except (OSError, subprocess.SubprocessError, json.JSONDecodeError) as error:
        return [*ours, not_measured(GROUP, "gegravity", _reason(error))]
    theirs = 1000 * statistics.median(np.add(warm["baseline_s"], warm["counterfactual_s"]))
    cold = 1000 * statistics.median([wall for _, wall in runs])
    imported = 1000 * statistics.median([run["import_s"] for run, _ in runs])
    statistic = counterfactual(case.gravity, case.before, case.after, case.sigma)
    gap = max(abs(statistic[n] - warm["welfare_statistic"][c]) for n, c in enumerate(case.gravity.countries))
    lines = [
        Line(GROUP, "gegravity: baseline", 1000 * statistics.median(warm["baseline_s"]), "ms"),
        Line(GROUP, "gegravity: counterfactual", 1000 * statistics.median(warm["counterfactual_s"]), "ms"),
        Line(GROUP, "gegravity: import", imported, "ms"),
        Line(GROUP, "gegravity: new process to answer", cold, "ms", note="import, data, baseline, counterfactual"),
        Line(GROUP, f"largest difference of the {len(statistic)} statistics", gap, "", note="same conditions"),
    ]
    lines += [
        Line(
            GROUP,
            f"ratio: gegravity / {line.what}",
            theirs / line.value,
            "times",
            note="baseline and counterfactual of both, warm",
        )
        for line in ours
        if line.value
    ]
    return [*lines, *ours]


def _ours_warm(case: Example, repeat: int) -> list[Line]:
    """Our times on the same problem, compiled."""

    def from_data() -> None:
        economy = Economy(predicted_world(case.gravity, case.before, case.sigma))
        economy.solve(agreement_shocks(economy, "own", case), "own")

    economy = Economy(predicted_world(case.gravity, case.before, case.sigma))
    shocks = agreement_shocks(economy, "own", case)
    same = timed(lambda: counterfactual(case.gravity, case.before, case.after, case.sigma), repeat)
    whole, again = timed(from_data, repeat), timed(lambda: economy.solve(shocks, "own"), repeat)
    return [
        Line(GROUP, "ours, its conditions: baseline and counterfactual", same[0], "ms", same[1]),
        Line(
            GROUP, "ours, engine: predicted flows, baseline, one equilibrium", whole[0], "ms", whole[1], "markets clear"
        ),
        Line(GROUP, "ours, engine: one more equilibrium", again[0], "ms", again[1], "markets clear"),
    ]


def _environment(folder: Path) -> Path:
    """Python of an environment with gegravity, made once."""
    python, ready = folder / "bin" / "python", folder / "ready.txt"
    wanted = "\n".join(PINNED)
    if not (ready.is_file() and ready.read_text(encoding="utf8") == wanted):
        folder.parent.mkdir(parents=True, exist_ok=True)
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED],
        ):
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=WAIT)
        write_atomic(ready, lambda path: path.write_text(wanted, encoding="utf8"))
    return python


def _run(python: Path, case: Example, repetitions: int) -> tuple[dict[str, Any], float]:
    """What the example prints, and the seconds from start to end of its process."""
    script = str(resources.files("multipolar.bench").joinpath("gegravity_example.py"))
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps(case.data), encoding="utf8")
        command = [str(python), "-W", "ignore", script, str(sample_path()), str(given), str(repetitions)]
        start = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=WAIT)
        wall = time.perf_counter() - start
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found, wall


def _reason(error: Exception) -> str:
    """The last line of what a failed command said, else the error itself."""
    said = (getattr(error, "stderr", None) or str(error)).strip()
    last = str(said).splitlines()[-1] if said else type(error).__name__
    return f"gegravity could not be installed or run ({last})"

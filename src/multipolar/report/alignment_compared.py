"""Alignment of two to four runs side by side: change of position and closeness in each, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.alignment.words import CLOSER, MOVED, number, point
from multipolar.report.economies import display_name

__all__ = ["alignment_compared"]


def alignment_compared(plains: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows of the states that all runs have, the widest gap first; `known` is False where a run has no alignment.

    Args:
        plains: `Result.to_dict()` of each run, in the order shown.
    """
    aligned = [plain["alignment"] for plain in plains]
    if any(run is None for run in aligned):
        return {"known": False}
    poles = [p for p in aligned[0]["poles"] if all(p in run["poles"] for run in aligned)]
    states = [s for s in aligned[0]["states"] if all(s in run["states"] for run in aligned)]
    rows = [_row(state, aligned, poles) for state in states]
    rows.sort(key=lambda row: (-round(row["gap"], 3), -max(map(abs, row["apart"]), default=0.0)))
    return {
        "known": True,
        "poles": poles,
        "beliefs": [run["belief"] for run in aligned],
        "two": len(aligned) == 2,
        "rows": rows,
        "differ": sum(row["gap"] > MOVED or max(map(abs, row["apart"]), default=0.0) > 100 * CLOSER for row in rows),
    }


def _row(state: str, aligned: Sequence[Mapping[str, Any]], poles: Sequence[str]) -> dict[str, Any]:
    cells = [run["states"][state] for run in aligned]
    changes = [number(cell["alignment_change"]) for cell in cells]
    points = [0.0 if change is None else change.point for change in changes]
    close = [[_percent(cell["closeness"][pole]) for cell in cells] for pole in poles]
    return {
        "code": state,
        "name": display_name(state),
        "runs": [{"change": change, "closeness": [pole[k] for pole in close]} for k, change in enumerate(changes)],
        "difference": points[-1] - points[0],
        "gap": max(points) - min(points),
        "apart": [_apart(pole) for pole in close],
    }


def _percent(value: Any) -> float | None:
    found = point(value)
    return None if found is None else 100 * found


def _apart(values: Sequence[float | None]) -> float:
    """The last less the first of two, the widest gap of more; 0 for a pole with itself."""
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return 0.0
    return known[-1] - known[0] if len(known) == 2 else max(known) - min(known)

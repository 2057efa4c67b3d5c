"""Two to four runs side by side: one small map each and a table of real income."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multipolar.report.alignment_compared import alignment_compared
from multipolar.report.document import map_context, reproduction
from multipolar.report.economies import display_name, interval
from multipolar.report.map import REAL_INCOME, home_of_the_missing, legend, map_policy, shapes
from multipolar.report.numbers import words
from multipolar.report.sentences import facts, limits
from multipolar.result import Result
from multipolar.world import REST

__all__ = ["comparison_context"]


def comparison_context(results: Sequence[Result], command: str) -> dict[str, Any]:
    """Everything that the template of the comparison needs.

    Args:
        results: the runs, in the order shown. command: the command line.
    """
    plains = [result.to_dict(intervals=False) for result in results]
    everywhere = {code: country for plain in plains for code, country in plain["countries"].items()}
    near = {code: entry for plain in plains for code, entry in plain["satellites"].items()}
    return {
        "title": f"{len(results)} scenarios compared",
        "runs": [_run(plain, command) for plain in plains],
        "notices": _notices(plains),
        "map": map_context(),
        "legend": legend(REAL_INCOME),
        "scale": REAL_INCOME,
        "policy": map_policy(everywhere, near),
        "home": home_of_the_missing(everywhere, near),
        "approximate": bool(near),
        "has_aggregate": REST in everywhere,
        "rows": _rows(plains),
        "alignment": alignment_compared([result.to_dict() for result in results]),
        "limits": limits(words(sorted({str(p["world"]["year"]) for p in plains}))),
        "command": command,
    }


def _run(plain: dict[str, Any], command: str) -> dict[str, Any]:
    return {
        "name": plain["scenario"]["name"],
        "facts": facts(plain),
        "world_real_income_pct": plain["headline"]["world_real_income_pct"],
        "hits": plain["headline"]["chokepoints"][:1],
        "moves": len(plain["moves"]),
        "warnings": plain["warnings"],
        "shapes": shapes(plain["countries"], (REAL_INCOME,), plain["satellites"]),
        "reproduction": reproduction(plain, command)["rows"],
    }


def _notices(plains: Sequence[dict[str, Any]]) -> list[str]:
    """What differs besides the moves, so that differences are not laid at their door."""
    traits = {
        "worlds (data)": {p["world"]["sha256"] for p in plains},
        "deficit closures": {p["provenance"]["deficits"] for p in plains},
        "elasticities": {p["provenance"]["parameters_sha256"] for p in plains},
        "beliefs on alignment": {p["scenario"]["settings"]["beliefs"] for p in plains},
        "assumptions": {str(sorted(p["scenario"]["settings"].get("assumptions", {}).items())) for p in plains},
        "years shown": {p["headline"]["year"] for p in plains},
    }
    return [
        f"The scenarios have different {name}: not every difference comes from the moves."
        for name, v in traits.items()
        if len(v) > 1
    ]


def _rows(plains: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row an economy: real income, range and sign in each scenario; the widest gap between scenarios first."""
    codes = dict.fromkeys(code for plain in plains for code in plain["countries"])
    rows = []
    for code in codes:
        cells = [plain["countries"].get(code) for plain in plains]
        values = [cell["real_income_pct"] for cell in cells if cell is not None]
        rows.append(
            {
                "code": code,
                "name": display_name(code),
                "cells": [
                    None
                    if cell is None
                    else {
                        "value": cell["real_income_pct"],
                        "range": interval(cell),
                        "sign": cell["sign_note"],
                    }
                    for cell in cells
                ],
                "gap": max(values) - min(values),
            }
        )
    return sorted(rows, key=lambda row: (row["code"] == REST, -row["gap"]))

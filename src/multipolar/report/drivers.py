"""What drives the result: real income by move, and which levers would matter most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multipolar.levers import Levers, in_words, what_matters
from multipolar.report.charts import bar, limit_of
from multipolar.report.economies import actors, display_name
from multipolar.result import Result

__all__ = ["by_move", "levers"]

VARIABLE = "real_income_pct"
MOST_ECONOMIES, LEVERS_SHOWN = 6, 8


def by_move(result: Result, ranked: Sequence[str]) -> dict[str, Any]:
    """Parts of the change of real income, one panel an economy; empty with fewer than two moves that matter.

    Args:
        result: the run. ranked: economies from the largest loss to the largest gain.
    """
    parts = result.split
    if parts is None or len(parts.labels) < 2:
        return {"panels": [], "single": parts is not None}
    chosen = list(dict.fromkeys([*actors(result), ranked[0], ranked[-1]]))[:MOST_ECONOMIES]
    at = {code: result.world.countries.index(code) for code in chosen}
    values = {code: parts.parts[VARIABLE][:, n].tolist() for code, n in at.items()}
    limit = limit_of([v for row in values.values() for v in row])
    panels = [
        {
            "name": display_name(code),
            "rows": [
                {"label": label, "value": v, "bar": bar(v, limit)}
                for label, v in zip(parts.labels, values[code], strict=True)
            ],
            "remainder": float(parts.remainder[VARIABLE][n]),
            "change": float(parts.change[VARIABLE][n]),
        }
        for code, n in at.items()
    ]
    return {"panels": panels, "limit": limit, "single": False}


def levers(result: Result, ranked: Sequence[str]) -> list[dict[str, Any]]:
    """The levers that would move real income most: of the world, who acts first, and who loses and gains most.

    With a curb, those whom it hits hardest stand in place of the last two.

    Args:
        result: the run. ranked: economies from the largest loss to the largest gain.
    """
    hit = [entry["iso3"] for entry in result.headline()["chokepoints"][:2]]
    chosen = dict.fromkeys(["world", *actors(result)[:1], *(hit or (ranked[0], ranked[-1]))])
    return [_panel(what_matters(result, VARIABLE, who, count=LEVERS_SHOWN)) for who in chosen]


def _panel(found: Levers) -> dict[str, Any]:
    limit = limit_of([lever.effect for lever in found.ranked])
    rows = []
    for lever in found.ranked:
        what, step = in_words(lever)
        rows.append({"what": what, "step": step, "effect": lever.effect, "bar": bar(lever.effect, limit)})
    return {"name": "World" if found.who == "world" else display_name(found.who), "rows": rows}

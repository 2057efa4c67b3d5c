"""Who depends on whom: what the acting and the most affected economies would lose without each great power."""

from __future__ import annotations

from typing import Any

from multipolar.exposure import ExposureTable
from multipolar.report.economies import actors, begin, display_name, in_text
from multipolar.report.numbers import magnitude
from multipolar.result import Result

__all__ = ["dependence"]

TOLD = 3
"""Pairs that the sentences name."""
BAR_WIDTH = 200.0


def dependence(result: Result, plain: dict[str, Any]) -> dict[str, Any]:
    """Panels by pole, sentences and the table twin for the economies of a run; `known` is False without a table.

    Args:
        result: the run. plain: its `to_dict()`.
    """
    table = result.exposure
    if table is None:
        return {"known": False, "world": result.world.name}
    head = plain["headline"]
    ranked = [row["iso3"] for row in (*head["losers"], *head["gainers"])]
    shown = [c for c in dict.fromkeys([*actors(result), *ranked]) if c in table.states]
    pairs = [table.pair(state, pole) for state in shown for pole in table.poles]
    limit = max((row["loss_pct"] or 0.0 for row in pairs), default=0.0) or 1.0
    return {
        "known": True,
        "limit": limit,
        "panels": [_panel(table, pole, shown, limit) for pole in table.poles],
        "undefined": any(row["reason"] and row["state"] != row["pole"] for row in pairs),
        "sentences": _sentences(pairs),
        "twin": [_twin(row) for row in pairs if row["state"] != row["pole"]],
        "facts": table.facts(),
        "correlation": table.correlation(),
        "differs": table.elasticities != plain["provenance"]["elasticities"]["name"],
    }


def _panel(table: ExposureTable, pole: str, shown: list[str], limit: float) -> dict[str, Any]:
    """Losses of the economies shown if one pole stops trade, largest first; those without a number last."""
    rows = [table.pair(state, pole) for state in shown if state != pole]
    rows.sort(key=lambda row: -(row["loss_pct"] or 0.0))
    return {
        "name": in_text(pole),
        "rows": [
            {
                "name": display_name(row["state"]),
                "loss": row["loss_pct"],
                "pole_loss": row["pole_loss_pct"],
                "width": round(BAR_WIDTH * max(0.0, row["loss_pct"] or 0.0) / limit, 1),
            }
            for row in rows
        ],
    }


def _sentences(pairs: list[dict[str, Any]]) -> list[str]:
    """'Vietnam would lose 4.96 % if China stopped all trade with it; China would lose 0.13 %.'"""
    known = sorted((row for row in pairs if row["loss_pct"] is not None), key=lambda row: -row["loss_pct"])
    return [
        f"{begin(in_text(row['state']))} would lose {magnitude(row['loss_pct'])} % of real income if "
        f"{in_text(row['pole'])} stopped all trade with it; {in_text(row['pole'])} would lose "
        f"{magnitude(row['pole_loss_pct'])} %.".replace(" %", "\u00a0%")
        for row in known[:TOLD]
    ]


def _twin(row: dict[str, Any]) -> dict[str, Any]:
    ranged = row["loss_low_pct"] is not None
    return {
        "state": display_name(row["state"]),
        "pole": display_name(row["pole"]),
        "loss": row["loss_pct"],
        "range": (row["loss_low_pct"], row["loss_high_pct"]) if ranged else None,
        "pole_loss": row["pole_loss_pct"],
        "asymmetry": row["asymmetry"],
        "trade": row["trade_pct_gdp"],
        "reason": row["reason"],
    }

"""The section on economies outside the world's accounts: approximate effects, how wrong they are, who has no data."""

from __future__ import annotations

from typing import Any

from multipolar.labels import state_name
from multipolar.satellites import SATELLITE_UNITS, error_table

__all__ = ["section"]

RANKED = 8
"""Largest losers and gainers shown before the whole table; those without an interval are not ranked."""


def section(plain: dict[str, Any]) -> dict[str, Any] | None:
    """What the template of the section needs; None for worlds without satellites.

    Args:
        plain: `Result.to_dict()`.
    """
    states = plain["satellites"]
    if not states:
        return None
    rows = [{"code": code, **entry} for code, entry in states.items()]
    known = sorted((r for r in rows if r["real_income_pct"] is not None), key=lambda r: float(r["real_income_pct"]))
    firm = [r for r in known if r["interval_pct"] is not None]
    missing = [r for r in rows if r["real_income_pct"] is None]
    table = error_table()
    judged = [row for row in table["table"] if row["who"] == "small"]
    return {
        "ranked": firm if len(firm) <= 2 * RANKED else [*firm[:RANKED], *firm[-RANKED:]],
        "rows": [*known, *missing],
        "share": table["interval"]["share"],
        "errors": table["table"],
        "headline": table["table"][0],
        "best": max(judged, key=lambda row: float(row["correlation"])),
        "worst": min(judged, key=lambda row: float(row["correlation"])),
        "no_data": sorted(
            ({**e, "name": state_name(e["iso3"])} for e in plain["no_data"]), key=lambda e: str(e["name"])
        ),
        "meanings": SATELLITE_UNITS,
    }

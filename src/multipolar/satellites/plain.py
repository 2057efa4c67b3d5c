"""Satellites as plain values, their JSON Schema, and their rows of the tidy table."""

from __future__ import annotations

from typing import Any

from multipolar.json_schema import NUMBER, TEXT, TEXTS, by_key, closed, drawn
from multipolar.satellites.outcome import SATELLITE_UNITS, Satellites

__all__ = ["APPROXIMATE", "satellite_rows", "satellites_schema", "satellites_to_dict"]

APPROXIMATE = "real_income_pct_approximate"
"""Variable under which satellites stand in tables and labelled arrays, so that nobody mixes them with exact results."""


def satellites_to_dict(satellites: Satellites) -> dict[str, Any]:
    """`satellites` and `no_data` of `Result.to_dict()`."""
    return {
        "satellites": {
            code: {
                "name": entry.name,
                **entry.numbers,
                "interval_pct": None if entry.interval_pct is None else list(entry.interval_pct),
                "approximate": True,
                "why": list(entry.why),
            }
            for code, entry in satellites.by_code.items()
        },
        "no_data": [{"iso3": code, "reason": reason} for code, reason in satellites.no_data.items()],
    }


def satellites_schema() -> dict[str, Any]:
    """JSON Schemas of the keys of `satellites_to_dict`."""
    entry: dict[str, Any] = {
        "name": TEXT,
        **{name: drawn(unit) for name, unit in SATELLITE_UNITS.items()},
        "interval_pct": {"type": ["array", "null"], "items": NUMBER, "minItems": 2, "maxItems": 2},
        "approximate": {"const": True},
        "why": TEXTS,
    }
    return {
        "satellites": by_key(closed(entry)),
        "no_data": {"type": "array", "items": closed({"iso3": TEXT, "reason": TEXT})},
    }


def satellite_rows(satellites: Satellites) -> tuple[list[str], list[float], str]:
    """Codes, real income in per cent, and unit, for tables."""
    codes = list(satellites.by_code)
    values = [satellites.by_code[c].numbers["real_income_pct"] for c in codes]
    return codes, values, SATELLITE_UNITS["real_income_pct"]

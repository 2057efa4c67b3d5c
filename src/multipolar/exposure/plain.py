"""Exposure of one economy of a result as plain values, with its schema."""

from __future__ import annotations

from typing import Any

from multipolar.exposure.packaged import POLES
from multipolar.exposure.table import ExposureTable
from multipolar.json_schema import closed, described

__all__ = ["exposure_by_pole", "exposure_schema"]


def exposure_by_pole(table: ExposureTable | None, state: str) -> dict[str, float | None]:
    """Loss in per cent by pole for one economy of a result; None where there is no number."""
    return dict.fromkeys(POLES) if table is None else table.of(state)


def exposure_schema() -> dict[str, Any]:
    """JSON Schema of `exposure_by_pole`."""
    text = "% of real income lost (positive is a loss) if the pole stopped all trade; null: no data"
    return closed({pole: described(text) for pole in POLES})

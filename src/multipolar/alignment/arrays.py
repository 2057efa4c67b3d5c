"""Alignment as labelled arrays: by year and state, and by year, state and pole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.alignment.outcome import Alignment, AlignmentYear
from multipolar.alignment.plain import ALIGNMENT_UNITS, CLOSE, CLOSE_CHANGE

__all__ = ["POLE_UNITS", "alignment_arrays"]

Array = npt.NDArray[np.float64]

POLE_UNITS = {
    "closeness": CLOSE,
    "closeness_change": CLOSE_CHANGE,
    "tie": "tie between -1 and 1, votes and trade left out",
    "dependence_pct_gdp": "goods trade with the pole, % of GDP",
}
"""Variables by year, state and pole, and their units."""


def alignment_arrays(found: Alignment | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Variables as (dimensions, values, attributes), and coordinates; both empty without alignment.

    Args:
        found: alignment of a run. Values are NaN where there are no data.
    """
    if found is None:
        return {}, {}
    lost = np.where(found.unknown, np.nan, 0.0)
    by_state: dict[str, Callable[[AlignmentYear], Array]] = {
        "alignment": found.position,
        "alignment_change": found.change,
        "hedging": found.hedging,
        "engagement": lambda year: found.engagement(year) + lost,
    }
    by_pole: dict[str, Callable[[AlignmentYear], Array]] = {
        "closeness": found.closeness,
        "closeness_change": found.closeness_change,
        "tie": lambda year: year.tie + lost[:, None],
        "dependence_pct_gdp": lambda year: year.dependence + lost[:, None],
    }
    data: dict[str, Any] = {}
    for names, units, dims in (
        (by_state, ALIGNMENT_UNITS, ("year", "state")),
        (by_pole, POLE_UNITS, ("year", "state", "pole")),
    ):
        for name, values in names.items():
            data[name] = (dims, np.stack([values(year) for year in found.years]), {"units": units[name]})
    states, poles = (np.array(names, dtype=object) for names in (found.base.states, found.base.poles))
    return data, {"state": states, "pole": poles}

"""Alignment as plain values, with its JSON Schema and units."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from multipolar.alignment.outcome import Alignment
from multipolar.json_schema import NUMBER, TEXT, TEXTS, by_key, closed, described, drawn
from multipolar.labels import state_name, state_names
from multipolar.params.alignment import alignment_settings

__all__ = ["ALIGNMENT_UNITS", "alignment_of_state", "alignment_rows", "alignment_schema", "alignment_to_dict"]

ALIGNMENT_UNITS = {
    "alignment": "ideal point, higher is closer to the United States",
    "alignment_change": "ideal points, change by the moves",
    "hedging": "0 all with one pole, 1 equally close to all",
    "engagement": "sum of ties with the poles, each between -1 and 1",
}
"""Numbers of a state and their units."""
CLOSE, CLOSE_CHANGE = "fraction, sums to one over poles", "change of the fraction"
REASONS = 12
NO_POSITION = "no position: not a member of the General Assembly, so it has no votes to measure"
NO_ECONOMY = (
    "no data: its economy is in neither the accounts nor the customs data, so what the moves do to it is not known"
)


def alignment_to_dict(found: Alignment | None) -> dict[str, Any] | None:
    """Everything that a run says of alignment, by state and year; None where it was not computed.

    Args:
        found: alignment of a run.
    """
    if found is None:
        return None
    base = found.base
    arrays = {
        "alignment": found.position(),
        "alignment_change": found.change(),
        "hedging": found.hedging(),
        "engagement": found.engagement(),
        "closeness": found.closeness(),
        "closeness_change": found.closeness_change(),
        "tie": found.last.tie,
        "dependence_pct_gdp": found.last.dependence,
    }
    whole = {s: _state(found, i, arrays) for i, s in enumerate(base.states)}
    lost = {s: NO_ECONOMY for i, s in enumerate(base.states) if found.unknown[i]}
    lost |= {s: NO_POSITION for s in state_names() if s not in base.states}
    return {
        "poles": list(base.poles),
        "belief": found.belief,
        "positions_of": f"mean of {base.years[0]} to {base.years[1]}",
        "year": found.last.year,
        "noise_sd": found.noise(),
        "spread": base.spread,
        "pole_positions": dict(zip(base.poles, base.pole_position.tolist(), strict=True)),
        "states": {s: row for s, row in whole.items() if s not in lost},
        "no_data": lost,
        "years": [
            {"year": y.year, "alignment_change": _by_state(found, np.where(found.unknown, np.nan, y.parts.total))}
            for y in found.years
        ],
        "parameters": {name: float(v) for name, v in found.values.items()},
        "settings": {name: s.value for name, s in alignment_settings().items()},
        "vintages": dict(base.vintages),
    }


def _by_state(found: Alignment, values: Any) -> dict[str, float]:
    return {s: float(v) for s, v in zip(found.base.states, values, strict=True) if math.isfinite(v)}


def _state(found: Alignment, i: int, arrays: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers and reasons of one state in the last year, the numbers out of arrays of all states."""
    base, state = found.base, found.base.states[i]
    reasons = found.reasons(state)
    return {
        "name": state_name(state),
        "observed": float(base.observed[i]),
        "alignment": float(arrays["alignment"][i]),
        "alignment_change": float(arrays["alignment_change"][i]),
        "is_pole": bool(base.fixed[i]),
        "closeness": _poles(found, arrays["closeness"][i]),
        "closeness_change": _poles(found, arrays["closeness_change"][i]),
        "hedging": float(arrays["hedging"][i]),
        "engagement": float(arrays["engagement"][i]),
        "tie": _poles(found, arrays["tie"][i]),
        "dependence_pct_gdp": _poles(found, arrays["dependence_pct_gdp"][i]),
        "why": [
            {"moves": r.moves, "channel": r.channel, "pole": r.pole, "ideal_points": r.size} for r in reasons[:REASONS]
        ],
        "why_rest": math.fsum(r.size for r in reasons[REASONS:]),
        "required_half_way": {
            r.pole: {"times_estimate": r.times_estimate, "times_upper_end": r.times_upper_end}
            for r in found.required(state)
        },
    }


def _poles(found: Alignment, values: Any) -> dict[str, float]:
    return {p: float(v) for p, v in zip(found.base.poles, values, strict=True)}


def alignment_of_state(found: dict[str, Any] | None, state: str) -> dict[str, Any]:
    """The keys of alignment that an economy carries; null without data.

    Args:
        found: of `alignment_to_dict`. state: ISO3.
    """
    row = None if found is None else found["states"].get(state)
    return {
        name: None if row is None else row[name]
        for name in ("alignment", "alignment_change", "closeness", "closeness_change", "hedging", "engagement")
    }


def alignment_rows(found: Alignment | None) -> list[tuple[int, str, str, float, str]]:
    """Rows of a tidy table: year, state, variable, value, unit; missing numbers have no row."""
    rows: list[tuple[int, str, str, float, str]] = []
    if found is None:
        return rows
    for year in found.years:
        columns = {
            "alignment": found.position(year),
            "alignment_change": found.change(year),
            "hedging": found.hedging(year),
            "engagement": np.where(found.unknown, np.nan, found.engagement(year)),
        }
        units = dict(ALIGNMENT_UNITS)
        for p, pole in enumerate(found.base.poles):
            for name, values, unit in (
                ("closeness", found.closeness(year), CLOSE),
                ("closeness_change", found.closeness_change(year), CLOSE_CHANGE),
            ):
                columns[f"{name}_{pole}"], units[f"{name}_{pole}"] = values[:, p], unit
        for name, values in columns.items():
            for state, value in zip(found.base.states, values.tolist(), strict=True):
                if math.isfinite(value):
                    rows.append((year.year, state, name, value, units[name]))
    return rows


def alignment_schema() -> dict[str, Any]:
    """JSON Schema of `alignment_to_dict`."""
    poles = by_key(drawn())
    reason = closed({"moves": TEXT, "channel": TEXT, "pole": TEXT, "ideal_points": described("ideal points")})
    required = closed(
        {
            "times_estimate": described("multiple of the pull under the belief"),
            "times_upper_end": described("multiple of its upper end, 97.5 %"),
        }
    )
    state = closed(
        {
            "name": TEXT,
            "observed": described("ideal point of the last year with votes"),
            **{name: drawn(unit) for name, unit in ALIGNMENT_UNITS.items() if name.startswith("alignment")},
            "is_pole": {"type": "boolean"},
            "closeness": poles,
            "closeness_change": poles,
            "hedging": drawn(ALIGNMENT_UNITS["hedging"]),
            "engagement": drawn(ALIGNMENT_UNITS["engagement"]),
            "tie": poles,
            "dependence_pct_gdp": poles,
            "why": {"type": "array", "items": reason},
            "why_rest": described("ideal points of all reasons not listed"),
            "required_half_way": by_key(required),
        }
    )
    year = closed({"year": {"type": "integer"}, "alignment_change": by_key(drawn(null=False))})
    whole = closed(
        {
            "poles": TEXTS,
            "belief": TEXT,
            "positions_of": TEXT,
            "year": {"type": "integer"},
            "noise_sd": described("ideal points: spread of a position that no move explains"),
            "spread": described("ideal points: standard deviation over states"),
            "pole_positions": by_key(NUMBER),
            "states": by_key(state),
            "no_data": by_key(TEXT),
            "years": {"type": "array", "items": year},
            "parameters": by_key(NUMBER),
            "settings": by_key(NUMBER),
            "vintages": by_key(TEXT),
        }
    )
    return {"anyOf": [{"type": "null"}, whole]}

"""A Result as plain values, labelled arrays and tidy tables; as files, by `export_files`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar.alignment import ALIGNMENT_UNITS, alignment_of_state, alignment_rows, alignment_to_dict
from multipolar.alignment.arrays import alignment_arrays
from multipolar.chokepoints import CURB_UNITS, chokepoints_to_list, curb_rows
from multipolar.exposure import exposure_by_pole
from multipolar.intervals import QUANTILES, Draws, quantile_columns, with_intervals
from multipolar.labels import state_name
from multipolar.moves import Passage
from multipolar.reach import acts_on
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS, ClosureOutcome, Result
from multipolar.satellites import SATELLITE_UNITS
from multipolar.satellites.plain import APPROXIMATE, satellite_rows, satellites_to_dict
from multipolar.stakes import stakes_to_dict

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

__all__ = [
    "result_to_dict",
    "result_to_frame",
    "result_to_xarray",
    "run_to_dict",
    "unit_of",
    "with_draws_to_dict",
    "without_nan",
]


WHOLE = frozenset({str, int, bool, type(None)})
"""Types of leaves that are never missing; most leaves are looked at once and passed by."""


def unit_of(outcome: str) -> str:
    """Unit of a variable of the world, an economy, a state or a satellite; of closeness with a pole too."""
    if outcome.startswith("closeness"):
        return (
            "change of the fraction" if outcome.startswith("closeness_change") else "fraction, sums to one over poles"
        )
    known = {**SATELLITE_UNITS, **ALIGNMENT_UNITS, **COUNTRY_UNITS}
    return known.get(outcome, "% change" if outcome == "world_real_income_pct" else "")


def _tornados(result: Result) -> list[dict[str, Any]]:
    """World real income, and the state whose position the moves change most."""
    if result.draws is None or not result.draws.cases:
        return []
    found, aligned = [result.tornado()], result.alignment
    if aligned is not None:
        spread = result.draws.last_quantiles("state.alignment_change")[:2]
        reach = np.nan_to_num(np.maximum(abs(aligned.change()), spread[1] - spread[0]))
        place = int(np.argmax(reach))
        span = result.draws.last_quantiles("closeness.closeness_change")[:2, place]
        widest = np.nan_to_num(span[1] - span[0])
        if reach[place] > 0:
            found.append(result.tornado("alignment_change", aligned.base.states[place]))
        if reach[place] > 0 and widest.any():
            pole = aligned.base.poles[int(np.argmax(widest))]
            found.append(result.tornado(f"closeness_change_{pole}", aligned.base.states[place]))
    return [t.to_dict() for t in found]


def result_to_dict(result: Result, *, intervals: bool = True) -> dict[str, Any]:
    """The object that `run --json` prints; NaN becomes null.

    Args:
        result: of a run. intervals: whether numbers that draws know become intervals.
    """
    aligned = alignment_to_dict(result.alignment)
    plain = {
        "scenario": result.scenario.to_dict(),
        **run_to_dict(result),
        "countries": _countries(result, aligned),
        "closures": _outcomes(result, result.closures),
        "elasticity_sets": _outcomes(result, result.elasticity_outcomes),
        "pairs": result.pairs(),
        "by_move": None if result.split is None else result.split.to_plain(result.world.countries),
        "alignment": aligned,
        "order": None if result.stakes.order is None else result.stakes.order.to_dict(),
        "stakes": stakes_to_dict(result.stakes),
        "draws": None,
        "moves": _moves(result),
        "warnings": list(result.warnings),
        "provenance": dict(result.provenance),
        "chokepoints": chokepoints_to_list(result.chokepoints),
        **satellites_to_dict(result.satellites),
    }
    cleaned: dict[str, Any] = without_nan(plain)
    return with_draws_to_dict(cleaned, result) if result.draws is not None and intervals else cleaned


def with_draws_to_dict(plain: dict[str, Any], result: Result) -> dict[str, Any]:
    """The object of a result with draws, from that of the same result without them.

    Args:
        plain: without missing numbers; its lists and tables are not changed. result: with draws.
    """
    if result.draws is None:
        raise ValueError("a result without draws")
    found = with_intervals(plain, result.draws)
    found["draws"]["tornado"] = without_nan(_tornados(result))
    return {**found, "warnings": list(result.warnings)}


def run_to_dict(result: Result) -> dict[str, Any]:
    """World, status, years and headline of `Result.to_dict()`.

    Args:
        result: of a run.
    """
    return {
        "world": {"name": result.world.name, "year": result.world.year, "sha256": result.world.sha256()},
        "status": result.last.solution.status,
        "residual": max(y.solution.residual for y in result.years),
        "iterations": result.last.solution.iterations,
        "years": [
            {
                "year": y.year,
                "world_real_income_pct": y.world_real_income_pct(),
                "moves_in_force": len(y.active),
                "real_income_pct": dict(zip(result.world.countries, y.real_income_pct.tolist(), strict=True)),
            }
            for y in result.years
        ],
        "headline": result.headline(),
    }


def _outcomes(result: Result, outcomes: Mapping[str, ClosureOutcome]) -> dict[str, Any]:
    """Real income under other closures or elasticity sets, or the reason why there is none."""
    return {
        name: {
            "reason": o.reason,
            "real_income_pct": None
            if o.real_income is None
            else dict(zip(result.world.countries, (100 * o.real_income).tolist(), strict=True)),
        }
        for name, o in outcomes.items()
    }


def _countries(result: Result, aligned: dict[str, Any] | None) -> dict[str, Any]:
    values, signs, ranges = result.last.by_country, result.sign_changes(), result.real_income_range_pct()
    sectors, notes, uncertain = result.last.by_sector, result.data_notes(), result.sign_notes()
    out: dict[str, Any] = {}
    for n, code in enumerate(result.world.countries):
        numbers = {name: float(values[name][n]) for name in COUNTRY_UNITS}
        out[code] = {
            "name": state_name(code),
            **numbers,
            "real_income_range_pct": list(ranges[code]) if code in ranges else None,
            "sign_differs_between_closures": signs.get(code),
            "sign_note": uncertain.get(code, ""),
            **alignment_of_state(aligned, code),
            "exposure": exposure_by_pole(result.exposure, code),
            "why": _why(numbers) + ([notes[code]] if code in notes else []),
            "sectors": {
                s: {name: float(sectors[name][n, j]) for name in SECTOR_UNITS}
                for j, s in enumerate(result.world.sectors)
            },
        }
    return out


def _why(numbers: dict[str, float]) -> list[str]:
    """Reasons in words: the first-order parts, duties, and work that moves."""
    reasons = ["terms and volume of trade: no data, a full ban has no first order"]
    if not math.isnan(numbers["terms_of_trade_pct"]):
        reasons = [
            f"terms of trade {numbers['terms_of_trade_pct']:+.3f} % of income, first order",
            f"volume of taxed imports {numbers['volume_of_trade_pct']:+.3f} % of income, first order",
        ]
    reasons.append(f"duty revenue {numbers['duty_revenue_change_pp_gdp']:+.3f} points of GDP")
    if not math.isnan(numbers["buyers_bear_pct"]):
        reasons.append(f"its buyers bear {numbers['buyers_bear_pct']:.0f} % of the duties that rose")
    return reasons


def _moves(result: Result) -> list[dict[str, Any]]:
    rows = []
    for move in result.scenario.moves:
        source = move.source.model_dump(exclude_none=True) if isinstance(move.source, Passage) else move.source
        rows.append(
            {
                "id": move.id,
                "kind": move.kind,
                "status": move.status,
                "probability": move.probability,
                "acts_on": list(acts_on(move, result.scenario.moves)),
                "source": source,
                "size": move.size,
                "note": move.note,
            }
        )
    return rows


def without_nan(value: Any) -> Any:
    """A plain value whose missing numbers are None.

    Args:
        value: a dict, list, tuple or leaf; tuples become lists.
    """
    if isinstance(value, dict):
        return {
            k: v if (kind := type(v)) in WHOLE else (v if v - v == 0 else None) if kind is float else without_nan(v)
            for k, v in value.items()
        }
    if isinstance(value, list | tuple):
        return [
            v if (kind := type(v)) in WHOLE else (v if v - v == 0 else None) if kind is float else without_nan(v)
            for v in value
        ]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def result_to_xarray(result: Result) -> xr.Dataset:
    """See `Result.to_xarray`."""
    import xarray as xr

    data: dict[str, Any] = {}
    for name, unit in COUNTRY_UNITS.items():
        data[name] = (("year", "country"), np.stack([y.by_country[name] for y in result.years]), {"units": unit})
    for name, unit in SECTOR_UNITS.items():
        stacked = np.stack([y.by_sector[name] for y in result.years])
        data[name] = (("year", "country", "sector"), stacked, {"units": unit})
    if result.draws is not None:
        data |= _quantile_arrays(result.draws)
    for name, state in (("flow_before", result.last.solution.base), ("flow_after", result.last.solution.state)):
        flows = state.flow.transpose(2, 1, 0)
        data[name] = (
            ("exporter", "importer", "sector"),
            flows.copy(),
            {"units": "million USD at the border, before duty"},
        )
    codes, values, unit = satellite_rows(result.satellites)
    if codes:
        data[APPROXIMATE] = (("satellite",), np.array(values), {"units": unit})
    aligned, places = alignment_arrays(result.alignment)
    countries = np.array(result.world.countries, dtype=object)
    meta = {
        "title": result.scenario.name,
        "world": result.world.name,
        "world_sha256": result.world.sha256(),
        "deficits": result.scenario.settings.deficits,
        "warnings": "\n".join(result.warnings),
        "provenance": json.dumps(dict(result.provenance)),
    }
    coords = {
        "year": [y.year for y in result.years],
        "country": countries,
        "exporter": countries,
        "importer": countries,
        "sector": np.array(result.world.sectors, dtype=object),
        **({"satellite": np.array(codes, dtype=object)} if codes else {}),
        **({"quantile": list(QUANTILES.values())} if result.draws is not None else {}),
    }
    if result.alignment is not None:
        meta["belief"] = result.alignment.belief
    return xr.Dataset(data | aligned, coords=coords | places, attrs=meta)


def _quantile_arrays(draws: Draws) -> dict[str, Any]:
    """Quantiles over draws of the last year, and of real income in every year, along an axis of their own."""
    found: dict[str, Any] = {}
    for name in draws.numbers:
        part, _, variable = name.partition(".")
        label = f"{variable}_quantiles"
        if part == "country" and variable != "real_income_pct":
            found[label] = (("quantile", "country"), draws.quantiles(name), {"units": COUNTRY_UNITS[variable]})
        elif part == "income_by_year":
            axes = ("quantile", "year", "country")
            found[label] = (axes, draws.quantiles(name), {"units": COUNTRY_UNITS[variable]})
        elif part == "sector":
            axes = ("quantile", "country", "sector")
            found[label] = (axes, draws.quantiles(name), {"units": SECTOR_UNITS[variable]})
        elif part == "satellite" and variable == "real_income_pct":
            unit = {"units": SATELLITE_UNITS[variable]}
            found[f"{APPROXIMATE}_quantiles"] = (("quantile", "satellite"), draws.quantiles(name), unit)
    return found


def result_to_frame(result: Result) -> pd.DataFrame:
    """See `Result.to_frame`."""
    import pandas as pd

    columns: dict[str, list[Any]] = {k: [] for k in ("year", "country", "sector", "variable", "value", "unit")}

    def add(year: int, sector: str, variable: str, values: list[float], unit: str) -> None:
        count = len(result.world.countries)
        columns["year"] += [year] * count
        columns["country"] += result.world.countries
        columns["sector"] += [sector] * count
        columns["variable"] += [variable] * count
        columns["value"] += values
        columns["unit"] += [unit] * count

    for y in result.years:
        for name, unit in COUNTRY_UNITS.items():
            add(y.year, "", name, y.by_country[name].tolist(), unit)
        for name, unit in SECTOR_UNITS.items():
            for j, sector in enumerate(result.world.sectors):
                add(y.year, sector, name, y.by_sector[name][:, j].tolist(), unit)
    codes, approximate, unit = satellite_rows(result.satellites)
    last: dict[str, Any] = {"year": result.last.year, "sector": "", "variable": APPROXIMATE, "unit": unit}
    columns["country"] += codes
    columns["value"] += approximate
    for name, same in last.items():
        columns[name] += [same] * len(codes)
    for code, curbed, variable, value in curb_rows(result.chokepoints):
        row = (result.last.year, code, curbed, variable, value, CURB_UNITS[variable])
        for name, cell in zip(columns, row, strict=True):
            columns[name].append(cell)
    for row_of_state in alignment_rows(result.alignment):
        year_of, code, variable, value, unit = row_of_state
        for name, cell in zip(columns, (year_of, code, "", variable, value, unit), strict=True):
            columns[name].append(cell)
    if result.draws is not None:
        keys = zip(columns["year"], columns["country"], columns["sector"], columns["variable"], strict=True)
        ends = quantile_columns(result.draws, list(keys))
        columns |= {name: ends[:, k].tolist() for k, name in enumerate(QUANTILES)}
    return pd.DataFrame(columns)

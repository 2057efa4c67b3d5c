"""JSON Schemas of what goes in and what comes out: the scenario file and the result object."""

from __future__ import annotations

import json
from typing import Any

from multipolar.chokepoints import chokepoints_schema
from multipolar.coalition import coalition_schema
from multipolar.errors import InputError
from multipolar.exposure import exposure_schema
from multipolar.labels import did_you_mean
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS
from multipolar.satellites.plain import satellites_schema
from multipolar.scenario import scenario_schema
from multipolar.split import OUTCOMES

__all__ = ["SCHEMAS", "result_schema", "schema_text"]

NUMBER: dict[str, Any] = {"type": "number"}
NUMBER_OR_NULL: dict[str, Any] = {"type": ["number", "null"]}
TEXT: dict[str, Any] = {"type": "string"}
NO_DATA_YET: dict[str, Any] = {"type": "null", "description": "not yet modelled"}


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A closed object with all properties required."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def _by_country(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _country() -> dict[str, Any]:
    units = {name: {**NUMBER_OR_NULL, "description": unit} for name, unit in COUNTRY_UNITS.items()}
    sector = _object({name: {**NUMBER_OR_NULL, "description": unit} for name, unit in SECTOR_UNITS.items()})
    return _object(
        {
            "name": TEXT,
            **units,
            "real_income_range_pct": {"type": ["array", "null"], "items": NUMBER, "minItems": 2, "maxItems": 2},
            "sign_differs_between_closures": {"type": ["boolean", "null"]},
            "sign_note": TEXT,
            "alignment": NO_DATA_YET,
            "alignment_change": NO_DATA_YET,
            "closeness": NO_DATA_YET,
            "hedging": NO_DATA_YET,
            "exposure": exposure_schema(),
            "why": {"type": "array", "items": TEXT},
            "sectors": _by_country(sector),
        }
    )


def _split() -> dict[str, Any]:
    """Changes by move: every outcome by country, for each group of moves and for the remainder."""
    outcomes = {
        name: _by_country({**NUMBER_OR_NULL, "description": outcome.unit})
        for name, outcome in OUTCOMES.items()
        if not outcome.by_sector
    }
    group = {"label": TEXT, "positions": {"type": "array", "items": {"type": "integer"}}, **outcomes}
    return _object(
        {
            "method": TEXT,
            "moves": {"type": "array", "items": _object(group)},
            "remainder": _object(outcomes),
        }
    )


def result_schema() -> dict[str, Any]:
    """JSON Schema of `Result.to_dict()` and of what `run --json` prints."""
    ranked = {"type": "array", "items": _object({"iso3": TEXT, "name": TEXT, "real_income_pct": NUMBER})}
    pair = {
        "exporter": TEXT,
        "importer": TEXT,
        "before_usd_mn": NUMBER,
        "after_usd_mn": NUMBER,
        "change_usd_mn": NUMBER,
        "change_pct": NUMBER_OR_NULL,
    }
    year = {
        "year": {"type": "integer"},
        "world_real_income_pct": NUMBER,
        "moves_in_force": {"type": "integer"},
        "real_income_pct": _by_country(NUMBER),
    }
    closure = {
        "reason": {"type": ["string", "null"]},
        "real_income_pct": {"anyOf": [{"type": "null"}, _by_country(NUMBER)]},
    }
    move = {
        "id": {"type": ["string", "null"]},
        "kind": TEXT,
        "status": TEXT,
        "probability": NUMBER,
        "modelled": {"type": "boolean"},
        "source": {"type": ["string", "object", "null"]},
        "size": {"type": ["string", "null"]},
        "note": {"type": ["string", "null"]},
    }
    hit = {
        "iso3": TEXT,
        "name": TEXT,
        "input": TEXT,
        "title": TEXT,
        "interval_pct": {"type": "array", "items": NUMBER_OR_NULL, "minItems": 2, "maxItems": 2},
        "short_run_pct": NUMBER,
    }
    hits = {"type": "array", "items": _object(hit)}
    headline = {
        "year": {"type": "integer"},
        "chokepoints": hits,
        "world_real_income_pct": NUMBER,
        "losers": ranked,
        "gainers": ranked,
    }
    schema = _object(
        {
            "scenario": {"type": "object"},
            "world": _object({"name": TEXT, "year": {"type": "integer"}, "sha256": TEXT}),
            "status": {"const": "converged"},
            "residual": NUMBER,
            "iterations": {"type": "integer"},
            "years": {"type": "array", "items": _object(year)},
            "headline": _object(headline),
            "countries": _by_country(_country()),
            "closures": _by_country(_object(closure)),
            "elasticity_sets": _by_country(_object(closure)),
            "pairs": {"type": "array", "items": _object(pair)},
            "by_move": {"anyOf": [{"type": "null"}, _split()]},
            "order": NO_DATA_YET,
            "moves": {"type": "array", "items": _object(move)},
            "warnings": {"type": "array", "items": TEXT},
            "provenance": {"type": "object"},
            "chokepoints": chokepoints_schema(),
            **satellites_schema(),
        }
    )
    schema["properties"]["files"] = _by_country(TEXT)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


SCHEMAS = {"scenario": scenario_schema, "result": result_schema, "coalition": coalition_schema}
"""Schemas by name."""


def schema_text(name: str) -> str:
    """A schema as JSON text.

    Raises:
        InputError: unknown name.
    """
    if name not in SCHEMAS:
        raise InputError(
            f"unknown schema {name!r}{did_you_mean(name, SCHEMAS) or '; known: scenario, result, coalition.'}"
        )
    return json.dumps(SCHEMAS[name](), indent=2)

"""JSON Schemas of what goes in and what comes out: the scenario file and the result object."""

from __future__ import annotations

import json
from typing import Any

from multipolar.alignment import ALIGNMENT_UNITS, alignment_schema
from multipolar.backtest.plain import backtest_schema
from multipolar.chokepoints import chokepoints_schema
from multipolar.coalition import coalition_schema
from multipolar.errors import InputError
from multipolar.exposure import exposure_schema
from multipolar.intervals import draws_schema
from multipolar.json_schema import DRAFT, NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, by_key, closed, described, drawn
from multipolar.labels import did_you_mean
from multipolar.politics.blocs import bloc_schema
from multipolar.politics.institutions_plain import institutions_schema
from multipolar.politics.order_plain import order_change_schema, order_schema
from multipolar.politics.pair_history import history_schema
from multipolar.politics.regions import region_schema
from multipolar.politics.triangle import triangle_schema
from multipolar.questions import answer_schema
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS
from multipolar.satellites.plain import satellites_schema
from multipolar.scenario import scenario_schema
from multipolar.split import OUTCOMES
from multipolar.stakes import stakes_schema
from multipolar.wedge import wedge_schema

__all__ = ["SCHEMAS", "result_schema", "schema_text"]


def _country() -> dict[str, Any]:
    units = {name: drawn(unit) for name, unit in COUNTRY_UNITS.items()}
    sector = closed({name: drawn(unit) for name, unit in SECTOR_UNITS.items()})
    return closed(
        {
            "name": TEXT,
            **units,
            "real_income_range_pct": {"type": ["array", "null"], "items": NUMBER, "minItems": 2, "maxItems": 2},
            "sign_differs_between_closures": {"type": ["boolean", "null"]},
            "sign_note": TEXT,
            "alignment": drawn(ALIGNMENT_UNITS["alignment"]),
            "alignment_change": drawn(ALIGNMENT_UNITS["alignment_change"]),
            "closeness": {"anyOf": [{"type": "null"}, by_key(drawn())]},
            "closeness_change": {"anyOf": [{"type": "null"}, by_key(drawn())]},
            "hedging": drawn(ALIGNMENT_UNITS["hedging"]),
            "engagement": drawn(ALIGNMENT_UNITS["engagement"]),
            "exposure": exposure_schema(),
            "why": TEXTS,
            "sectors": by_key(sector),
        }
    )


def _split() -> dict[str, Any]:
    """Changes by move: every outcome by country, for each group of moves and for the remainder."""
    outcomes = {name: by_key(described(outcome.unit)) for name, outcome in OUTCOMES.items() if not outcome.by_sector}
    group = {"label": TEXT, "positions": {"type": "array", "items": {"type": "integer"}}, **outcomes}
    return closed(
        {
            "method": TEXT,
            "moves": {"type": "array", "items": closed(group)},
            "remainder": closed(outcomes),
        }
    )


def _headline() -> dict[str, Any]:
    """Year, importers hit hardest by curbs, world, losers and gainers."""
    ranked = {"type": "array", "items": closed({"iso3": TEXT, "name": TEXT, "real_income_pct": drawn(null=False)})}
    hit = {
        "iso3": TEXT,
        "name": TEXT,
        "input": TEXT,
        "title": TEXT,
        "interval_pct": {"type": "array", "items": NUMBER_OR_NULL, "minItems": 2, "maxItems": 2},
        "short_run_pct": NUMBER,
    }
    return closed(
        {
            "year": {"type": "integer"},
            "chokepoints": {"type": "array", "items": closed(hit)},
            "world_real_income_pct": drawn(null=False),
            "losers": ranked,
            "gainers": ranked,
        }
    )


def result_schema() -> dict[str, Any]:
    """JSON Schema of `Result.to_dict()` and of what `run --json` prints."""
    pair = {
        "exporter": TEXT,
        "importer": TEXT,
        "before_usd_mn": drawn(null=False),
        "after_usd_mn": drawn(null=False),
        "change_usd_mn": drawn(null=False),
        "change_pct": drawn(),
    }
    year = {
        "year": {"type": "integer"},
        "world_real_income_pct": drawn(null=False),
        "moves_in_force": {"type": "integer"},
        "real_income_pct": by_key(drawn(null=False)),
    }
    closure = {
        "reason": {"type": ["string", "null"]},
        "real_income_pct": {"anyOf": [{"type": "null"}, by_key(NUMBER)]},
    }
    move = {
        "id": {"type": ["string", "null"]},
        "kind": TEXT,
        "status": TEXT,
        "probability": NUMBER,
        "acts_on": {"type": "array", "items": {"enum": ["economy", "alignment", "institutions"]}},
        "source": {"type": ["string", "object", "null"]},
        "size": {"type": ["string", "null"]},
        "note": {"type": ["string", "null"]},
    }
    schema = closed(
        {
            "scenario": {"type": "object"},
            "world": closed({"name": TEXT, "year": {"type": "integer"}, "sha256": TEXT}),
            "status": {"const": "converged"},
            "residual": NUMBER,
            "iterations": {"type": "integer"},
            "years": {"type": "array", "items": closed(year)},
            "headline": _headline(),
            "countries": by_key(_country()),
            "closures": by_key(closed(closure)),
            "elasticity_sets": by_key(closed(closure)),
            "pairs": {"type": "array", "items": closed(pair)},
            "by_move": {"anyOf": [{"type": "null"}, _split()]},
            "alignment": alignment_schema(),
            "order": {"anyOf": [{"type": "null"}, order_change_schema()]},
            "stakes": stakes_schema(),
            "draws": draws_schema(),
            "moves": {"type": "array", "items": closed(move)},
            "warnings": TEXTS,
            "provenance": {"type": "object"},
            "chokepoints": chokepoints_schema(),
            **satellites_schema(),
        }
    )
    schema["properties"]["files"] = by_key(TEXT)
    schema["$schema"] = DRAFT
    return schema


SCHEMAS = {
    "scenario": scenario_schema,
    "result": result_schema,
    "coalition": coalition_schema,
    "answer": answer_schema,
    "wedge": wedge_schema,
    "order": order_schema,
    "backtest": backtest_schema,
    "institutions": institutions_schema,
    "triangle": triangle_schema,
    "ties": history_schema,
    "bloc": bloc_schema,
    "region": region_schema,
}
"""Schemas by name."""


def schema_text(name: str) -> str:
    """A schema as JSON text.

    Raises:
        InputError: unknown name.
    """
    if name not in SCHEMAS:
        known = ", ".join(SCHEMAS)
        raise InputError(f"unknown schema {name!r}{did_you_mean(name, SCHEMAS) or f'; known: {known}.'}")
    return json.dumps(SCHEMAS[name](), indent=2)

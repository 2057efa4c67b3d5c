"""Chokepoints as plain values, and the JSON Schema of these."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from multipolar.chokepoints.entries import Chokepoint, ImporterLoss
from multipolar.json_schema import NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, by_key, closed, described
from multipolar.labels import state_name

__all__ = ["chokepoints_schema", "chokepoints_to_list"]

ELASTICITIES = ("high", "central", "low")
"""Elasticities between input and rest, in the order of `ImporterLoss.short_run_pct`."""


def chokepoints_to_list(chokepoints: Iterable[Chokepoint]) -> list[dict[str, Any]]:
    """Entries as plain values; importers by ISO3. NaN is left to the caller."""
    return [
        {
            "move": entry.move,
            "input": entry.input,
            "title": entry.title,
            "kind": entry.kind,
            "exporters": list(entry.exporters),
            "share_withheld": entry.share,
            "output_share_pct": entry.output_share_pct,
            "needs": dict(entry.needs),
            "needs_grade": entry.needs_grade,
            "limits": list(entry.limits),
            "all_importers_pct": _figures(entry.mean_pct),
            "importers": {row.iso3: _importer(row) for row in entry.importers},
        }
        for entry in chokepoints
    ]


def _figures(values: tuple[float, ...]) -> dict[str, Any]:
    """Long run, short run and Leontief by name; all null where a curb meets no importer."""
    long_run, *short_run, leontief = values or (math.nan,) * 5
    return {
        "long_run_pct": long_run,
        "short_run_pct": dict(zip(ELASTICITIES, short_run, strict=True)),
        "leontief_pct": leontief,
    }


def _importer(row: ImporterLoss) -> dict[str, Any]:
    return {
        "name": state_name(row.iso3),
        "interval_pct": None if row.interval_pct is None else list(row.interval_pct),
        **_figures(row.figures),
        "leontief_range_pct": list(row.leontief_range_pct),
        "second_order_pct": row.second_order_pct,
        "services_left_out_pct": row.services_left_out_pct,
        "supply_usd_mn": row.supply_usd_mn,
        "withheld_pct_of_imports": row.withheld_pct_of_imports,
        "withheld_pct_of_supply": row.withheld_pct_of_supply,
        "supply_loss_pct": row.supply_loss_pct,
        "supply_loss_range_pct": list(row.supply_loss_range_pct),
        "dependent_pct_of_income": row.dependent_pct_of_income,
        "thin_supply": row.thin,
        "output_by_sector_pct": dict(row.output_by_sector_pct),
        "no_data": row.no_data or None,
    }


def chokepoints_schema() -> dict[str, Any]:
    """JSON Schema of `chokepoints` in the result."""
    income = "% change of real income"
    pair = {"type": ["array", "null"], "items": NUMBER_OR_NULL, "minItems": 2, "maxItems": 2}
    figures = {
        "long_run_pct": described(f"{income}, equilibrium with this curb alone; null without flows"),
        "short_run_pct": closed({name: described(f"{income}, {name} elasticity") for name in ELASTICITIES}),
        "leontief_pct": described(f"{income}, no substitution"),
    }
    importer = {
        "name": TEXT,
        "interval_pct": {
            **pair,
            "description": f"{income}, lowest and highest over long run, short run and Leontief (at its worst over the elasticity over sources); upper end null without long run",
        },
        **figures,
        "leontief_range_pct": {**pair, "description": f"{income}, over the range of the elasticity over sources"},
        "services_left_out_pct": described(f"{income}, what services that use the input would add to Leontief at most"),
        "second_order_pct": described(f"{income}, second order; only below 10 % of supply withheld"),
        "supply_usd_mn": described("million USD of the input, own supply included"),
        "withheld_pct_of_imports": described("% of imports of the input"),
        "withheld_pct_of_supply": described("% of supply of the input, own included"),
        "supply_loss_pct": described("% fall of effective supply"),
        "supply_loss_range_pct": {**pair, "description": "% fall over the range of the elasticity over sources"},
        "dependent_pct_of_income": described("value added that needs the input, % of income"),
        "thin_supply": {
            "type": "boolean",
            "description": "buys under a tenth of the world's mean per dependent value added",
        },
        "output_by_sector_pct": by_key(NUMBER_OR_NULL),
        "no_data": {"type": ["string", "null"], "description": "why there are no figures of what is lost"},
    }
    entry = {
        "move": TEXT,
        "input": TEXT,
        "title": TEXT,
        "kind": {"enum": ["commodity", "sector"]},
        "exporters": TEXTS,
        "share_withheld": NUMBER,
        "output_share_pct": described("% of world output made by the exporters"),
        "needs": {"type": "object", "additionalProperties": NUMBER},
        "needs_grade": TEXT,
        "limits": TEXTS,
        "all_importers_pct": closed(figures),
        "importers": {"type": "object", "additionalProperties": closed(importer)},
    }
    return {"type": "array", "items": closed(entry)}

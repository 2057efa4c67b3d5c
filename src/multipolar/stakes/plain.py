"""Stakes as plain values, with their JSON Schema and units."""

from __future__ import annotations

import dataclasses
from typing import Any

from multipolar.json_schema import NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, closed, described
from multipolar.labels import state_name
from multipolar.politics.institutions_plain import power_plain
from multipolar.stakes.outcome import Stakes

__all__ = ["stakes_schema", "stakes_to_dict"]

TRIPLE: dict[str, Any] = {
    "type": ["array", "null"],
    "items": NUMBER_OR_NULL,
    "minItems": 3,
    "maxItems": 3,
    "description": "% of real income, positive is a loss: point, smallest and largest over elasticity sets",
}


def stakes_to_dict(stakes: Stakes) -> dict[str, Any]:
    """Everything at stake, by kind; empty lists and nulls where the scenario has no such move.

    Args:
        stakes: of a run.
    """
    return {
        "institutions": [power_plain(change) for change in stakes.institutions],
        "leverage": [_named(x, "by", "on") for x in stakes.leverage],
        "commitments": [_named(x, "state") for x in stakes.commitments],
        "debts": [_named(x, "borrower") for x in stakes.debts],
        "energy": None
        if stakes.energy is None
        else {**dataclasses.asdict(stakes.energy), "free_share": stakes.energy.free_share},
        "notes": list(stakes.notes),
    }


def _named(entry: Any, *fields: str) -> dict[str, Any]:
    plain = {k: list(v) if isinstance(v, tuple) else v for k, v in dataclasses.asdict(entry).items()}
    return {**plain, **{f"{name}_name": state_name(str(plain[name])) for name in fields}}


def stakes_schema() -> dict[str, Any]:
    """JSON Schema of `stakes_to_dict`."""
    leverage = {
        "by": TEXT,
        "on": TEXT,
        "weight": described("0 to 1"),
        "target_loss_pct": TRIPLE,
        "presser_loss_pct": TRIPLE,
        "asymmetry": described("loss of the target over loss of the presser, both in %"),
        "reason": TEXT,
        "by_name": TEXT,
        "on_name": TEXT,
    }
    commitment = {
        "state": TEXT,
        "pole": TEXT,
        "index": described("0 to 1"),
        "treaty": {"type": "boolean"},
        "threat": described("0 to 1"),
        "nearness": described("0 to 1"),
        "spending_gap": described("fraction of 2 % of GDP"),
        "doubt": described("part of a full guarantee"),
        "index_low": described("0 to 1, any one part left out"),
        "index_high": described("0 to 1, any one part left out"),
        "state_name": TEXT,
    }
    debt = {
        "lender": TEXT,
        "borrower": TEXT,
        "lent_pct_gdp": described("% of the borrower's GDP"),
        "lent_usd_bn": described("billion USD"),
        "standing_service_pct_gdp": described("% of GDP a year"),
        "grant_element": described("fraction of the loan"),
        "turning_pct_gdp": described("% of GDP; null where every size attracts"),
        "turning_usd_bn": described("billion USD"),
        "attraction_dose": described("% of GDP, present value"),
        "borrower_name": TEXT,
    }
    energy = closed({"total_usd_bn": NUMBER, "free_usd_bn": NUMBER, "free_share": NUMBER})
    return closed(
        {
            "institutions": {"type": "array", "items": {"type": "object"}},
            "leverage": {"type": "array", "items": closed(leverage)},
            "commitments": {"type": "array", "items": closed(commitment)},
            "debts": {"type": "array", "items": closed(debt)},
            "energy": {"anyOf": [{"type": "null"}, energy]},
            "notes": TEXTS,
        }
    )

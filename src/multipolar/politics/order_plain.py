"""What `multipolar order` prints, as plain values with their JSON Schema."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

from multipolar.json_schema import DRAFT, NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, Schema, by_key, closed, described, drawn
from multipolar.politics.order import ORDER_UNITS, Order
from multipolar.politics.order_history import MEASURES, NO_GROWTH_MODEL, Projection, YearOfOrder, order_history
from multipolar.politics.trade_blocs import BlocTrade

__all__ = ["NOTES", "disagreement", "order_change_schema", "order_plain", "order_schema"]

COMMON = (2011, 2022)
"""First and last year in which every measure has data."""
NOTES = (
    NO_GROWTH_MODEL,
    "The measure decides the story: read them together. GDP is at market exchange rates, which move it by themselves.",
    "Militarized disputes end in 2014, rivalries in 2020, capabilities and military spending in 2022, GDP in 2023: later is "
    "no data, not peace.",
    "Trade among the named powers joins three sources (cow, icio, baci): a change of source is not a change of trade.",
    "Blocs are states by the nearer pole on one axis of votes in the General Assembly; they are not alliances.",
)
"""What must be read with the numbers."""


def disagreement() -> list[dict[str, Any]]:
    """Effective number of poles in the first and last year that all measures have, with the change in %."""
    first, last = order_history(COMMON)
    rows = []
    for measure in MEASURES:
        old, new = first.sizes[measure], last.sizes[measure]
        if old is not None and new is not None:
            change = 100 * (new.n_eff / old.n_eff - 1)
            rows.append({"measure": measure, "from": old.n_eff, "to": new.n_eff, "change_pct": change})
    return rows


def order_plain(
    years: Sequence[YearOfOrder], projection: Sequence[Projection], trade: Sequence[BlocTrade]
) -> dict[str, Any]:
    """All of it as `order --json` prints it."""
    return {
        "measures": dict(MEASURES),
        "units": dict(ORDER_UNITS),
        "years": [_year(y) for y in years],
        "compared": {"first_year": COMMON[0], "last_year": COMMON[1], "n_eff": disagreement()},
        "trade_inside_blocs": [
            {**dataclasses.asdict(t), "sizes": dict(t.sizes), "without": list(t.without)} for t in trade
        ],
        "projection": [{**dataclasses.asdict(p), "history": list(p.history)} for p in projection],
        "notes": list(NOTES),
    }


def order_schema() -> dict[str, Any]:
    """JSON Schema of `order_plain`."""
    polarity = closed({"n_eff": NUMBER, "hhi": NUMBER, "ray_singer": NUMBER, "states": {"type": "integer"}})
    order = _order_schema()
    tension = closed(
        {
            "hostile": described("share of dyads among the named powers with a militarized dispute in the year"),
            "rival": described("share of dyads among the named powers with a strategic rivalry"),
            "dyads": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            "trade_inside": described("share of trade among the named powers that stays inside a bloc"),
            "trade_source": TEXT,
        }
    )
    year = closed(
        {
            "year": {"type": "integer"},
            "sizes": by_key({"anyOf": [{"type": "null"}, polarity]}),
            "positions": {"anyOf": [{"type": "null"}, order]},
            "by_population": {"anyOf": [{"type": "null"}, order]},
            "tension": tension,
        }
    )
    row = closed({"measure": TEXT, "from": NUMBER, "to": NUMBER, "change_pct": NUMBER})
    whole = {"type": "integer"}
    trade = {"how": TEXT, "inside": NUMBER_OR_NULL, "covered": NUMBER_OR_NULL, "sizes": by_key(whole), "without": TEXTS}
    projection = {
        "measure": TEXT,
        "last": whole,
        "horizon": whole,
        **{name: described("effective number of poles") for name in ("held", "median", "low", "high")},
        "history": {"type": "array", "items": whole, "minItems": 2, "maxItems": 2},
        "method": TEXT,
    }
    compared = {"first_year": whole, "last_year": whole, "n_eff": {"type": "array", "items": row}}
    schema = closed(
        {
            "measures": by_key(TEXT),
            "units": by_key(TEXT),
            "years": {"type": "array", "items": year},
            "compared": closed(compared),
            "trade_inside_blocs": {"type": "array", "items": closed(trade)},
            "projection": {"type": "array", "items": closed(projection)},
            "notes": TEXTS,
        }
    )
    schema["$schema"] = DRAFT
    return schema


def order_change_schema() -> dict[str, Any]:
    """JSON Schema of `OrderChange.to_dict()`: the order before and after a run, in a run with draws with intervals."""
    change = closed({name: drawn(unit) for name, unit in ORDER_UNITS.items()})
    after = _order_schema(drawn)
    return closed({"before": _order_schema(), "after": after, "change": change, "blocs_fixed": {"type": "boolean"}})


def _order_schema(number: Callable[[str], Schema] = described) -> dict[str, Any]:
    units = {name: number(unit) for name, unit in ORDER_UNITS.items()}
    return closed({**units, "blocs": by_key({"type": "integer"}), "without_position": TEXTS})


def _year(y: YearOfOrder) -> dict[str, Any]:
    return {
        "year": y.year,
        "sizes": {m: None if p is None else dataclasses.asdict(p) for m, p in y.sizes.items()},
        "positions": _order(y.positions),
        "by_population": _order(y.by_population),
        "tension": {**dataclasses.asdict(y.tension), "dyads": list(y.tension.dyads)},
    }


def _order(order: Order | None) -> dict[str, Any] | None:
    if order is None:
        return None
    plain = dataclasses.asdict(order)
    numbers = {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in plain.items()}
    return {**numbers, "blocs": dict(order.blocs), "without_position": list(order.without_position)}

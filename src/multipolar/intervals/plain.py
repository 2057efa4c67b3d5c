"""Intervals in plain values: where a result without draws has a number, one with draws has {point, p10, p90, p025, p975}."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.intervals.draws import Draws
from multipolar.json_schema import NUMBER, TEXT, by_key, closed

__all__ = ["draws_schema", "with_intervals"]

Plain = dict[str, Any]
STATE = ("alignment", "alignment_change", "hedging", "engagement")
CLOSE = ("closeness", "closeness_change")
LAST = ("tie", "dependence_pct_gdp")


def with_intervals(plain: Plain, draws: Draws) -> Plain:
    """The same object with intervals; what is missing in the point run stays missing, and data stay numbers.

    Args:
        plain: of a result. draws: of the same run.
    """
    found = {**plain, "draws": _about(draws)}
    last = draws.labels["year"][-1]
    found["years"] = [_year(draws, row) for row in plain["years"]]
    found["headline"] = _headline(draws, plain["headline"], last)
    found["countries"] = {c: _country(draws, c, row) for c, row in plain["countries"].items()}
    found["satellites"] = {c: _satellite(draws, c, row) for c, row in plain["satellites"].items()}
    found["pairs"] = [_filled(draws, "pair", row, k) for k, row in enumerate(plain["pairs"])]
    if plain["alignment"] is not None and "state.alignment" in draws.numbers:
        found["alignment"] = _alignment(draws, plain["alignment"])
    if plain["order"] is not None and "order.after" in draws.numbers:
        found["order"] = _order(draws, plain["order"])
    return found


def _interval(draws: Draws, name: str, at: tuple[int, ...], point: Any, *, last: bool = False) -> Any:
    """Point and quantiles of one number, or of its last year; the point alone where it is missing or the draws have none."""
    if point is None or (isinstance(point, float) and math.isnan(point)):
        return None
    values = draws.listed(name, last=last)
    for place in at:
        values = values[place]
    p10, p90, p025, p975 = values
    return point if math.isnan(p10) else {"point": point, "p10": p10, "p90": p90, "p025": p025, "p975": p975}


def _filled(draws: Draws, part: str, row: Mapping[str, Any], *at: int) -> Plain:
    """A row of numbers with intervals where the draws know the variable."""
    return {
        name: _interval(draws, f"{part}.{name}", at, value) if f"{part}.{name}" in draws.numbers else value
        for name, value in row.items()
    }


def _year(draws: Draws, row: Plain) -> Plain:
    t = draws.place("year", row["year"])
    income = {
        c: _interval(draws, "income_by_year.real_income_pct", (t, draws.place("country", c)), v)
        for c, v in row["real_income_pct"].items()
    }
    return {**_filled(draws, "world_by_year", row, t), "real_income_pct": income}


def _headline(draws: Draws, row: Plain, last: int) -> Plain:
    t = draws.place("year", last)

    def ranked(rows: Sequence[Plain]) -> list[Plain]:
        return [_filled(draws, "country", r, draws.place("country", r["iso3"])) for r in rows]

    filled = _filled(draws, "world_by_year", row, t)
    return {**filled, "losers": ranked(row["losers"]), "gainers": ranked(row["gainers"])}


def _country(draws: Draws, code: str, row: Plain) -> Plain:
    n = draws.place("country", code)
    sectors = {s: _filled(draws, "sector", v, n, draws.place("sector", s)) for s, v in row["sectors"].items()}
    filled = {**_filled(draws, "country", row, n), "sectors": sectors}
    if row["alignment"] is not None and code in draws.labels.get("state", ()):
        filled |= _of_state(draws, code, row)
    return filled


def _satellite(draws: Draws, code: str, row: Plain) -> Plain:
    return _filled(draws, "satellite", row, draws.place("satellite", code))


def _of_state(draws: Draws, code: str, row: Plain) -> Plain:
    """The numbers of alignment that a row has, in the last year."""
    if "state.alignment" not in draws.numbers:
        return {}
    i = draws.place("state", code)
    found: Plain = {name: _interval(draws, f"state.{name}", (i,), row[name], last=True) for name in STATE}
    for part, names, by_year in (("closeness", CLOSE, True), ("tie", LAST, False)):
        for name in names:
            if name in row:
                found[name] = {
                    p: _interval(draws, f"{part}.{name}", (i, draws.place("pole", p)), v, last=by_year)
                    for p, v in row[name].items()
                }
    return found


def _alignment(draws: Draws, plain: Plain) -> Plain:
    years = []
    for row in plain["years"]:
        t = draws.place("year", row["year"])
        change = {
            s: _interval(draws, "state.alignment_change", (t, draws.place("state", s)), v)
            for s, v in row["alignment_change"].items()
        }
        years.append({**row, "alignment_change": change})
    states = {s: {**row, **_of_state(draws, s, row)} for s, row in plain["states"].items()}
    return {**plain, "states": states, "years": years}


def _order(draws: Draws, plain: Plain) -> Plain:
    """The order after the moves and its change; of before the point alone, which is data."""
    found = dict(plain)
    for side in ("after", "change"):
        drawn = {
            m: _interval(draws, f"order.{side}", (k,), plain[side][m]) for k, m in enumerate(draws.labels["measure"])
        }
        found[side] = {**plain[side], **drawn}
    return found


def _about(draws: Draws) -> Plain:
    """What was drawn and what is missing."""
    return {
        "asked": draws.asked,
        "used": len(draws.used),
        "seed": draws.seed,
        "elasticity_sets": list(draws.sets),
        "moves_drawn": dict(draws.odds),
        "left_out": [{"draw": gap.draw, "what": gap.what, "reason": gap.reason} for gap in draws.left_out],
        "missing_in_some": dict(draws.gaps),
        "tornado": [],
    }


def draws_schema() -> Plain:
    """JSON Schema of the key `draws`; null in a run without draws."""
    whole: Plain = {"type": "integer"}
    bar = {
        "name": TEXT,
        "meaning": TEXT,
        "low_value": TEXT,
        "high_value": TEXT,
        "low": NUMBER,
        "high": NUMBER,
        "swing": NUMBER,
        "explained": {"type": ["number", "null"], "description": "squared rank correlation across draws"},
    }
    tornado = closed(
        {
            "outcome": TEXT,
            "who": {"type": ["string", "null"]},
            "unit": TEXT,
            "point": NUMBER,
            "bars": {"type": "array", "items": closed(bar)},
        }
    )
    gap = closed({"draw": whole, "what": TEXT, "reason": TEXT})
    about = closed(
        {
            "asked": whole,
            "used": whole,
            "seed": whole,
            "elasticity_sets": {"type": "array", "items": TEXT},
            "moves_drawn": by_key(NUMBER),
            "left_out": {"type": "array", "items": gap},
            "missing_in_some": by_key(whole),
            "tornado": {"type": "array", "items": tornado},
        }
    )
    return {"anyOf": [{"type": "null"}, about]}

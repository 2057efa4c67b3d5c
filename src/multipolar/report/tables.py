"""Rows of the tables: economies, closures, sectors, pairs and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from multipolar.report.charts import LineChart, Whisker, bar, limit_of, line_chart, whisker
from multipolar.report.economies import actors, display_name, interval
from multipolar.result import COUNTRY_UNITS, SIGN_TOLERANCE_PCT, Result
from multipolar.world import REST

__all__ = ["COLUMNS", "Column", "closures", "economies", "elasticity_sets", "pairs", "sectors", "years"]

CLOSURE_ROWS, SECTOR_BARS, PAIR_ROWS = 15, 12, 20


@dataclass(frozen=True)
class Column:
    """A column of numbers: variable of `Result`, header, unit, decimals, and whether increases carry a plus."""

    variable: str
    label: str
    unit: str
    decimals: int
    change: bool = True

    @property
    def meaning(self) -> str:
        """Definition of the variable."""
        return COUNTRY_UNITS[self.variable]


COLUMNS = (
    Column("terms_of_trade_pct", "Terms of trade", "% of income", 3),
    Column("volume_of_trade_pct", "Volume of trade", "% of income", 3),
    Column("real_wage_pct", "Real wage", "%", 3),
    Column("price_pct", "Prices", "%", 2),
    Column("exports_pct", "Exports", "%", 2),
    Column("imports_pct", "Imports", "%", 2),
    Column("duty_revenue_pct_gdp", "Duty revenue", "% of GDP", 3, change=False),
    Column("duty_revenue_change_pp_gdp", "Duty revenue, change", "points of GDP", 3),
    Column("buyers_bear_pct", "Buyers bear", "% of raised duties", 0, change=False),
    Column("labour_reallocation_pct", "Change sector", "% of workers", 2, change=False),
)
"""Columns of the table of economies after real income, its range and its sign."""


def economies(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """One row an economy, from the largest loss to the largest gain, the aggregate last."""
    countries = plain["countries"]
    limit = limit_of([v for c in countries.values() for v in interval(c)])
    order = sorted(countries, key=lambda code: (code == REST, countries[code]["real_income_pct"]))
    return [
        {
            "code": code,
            "name": display_name(code),
            "value": countries[code]["real_income_pct"],
            "range": interval(countries[code]),
            "sign": countries[code]["sign_note"],
            "whisker": _whisker(countries[code], limit),
            "numbers": [countries[code][column.variable] for column in COLUMNS],
        }
        for code in order
    ]


def _whisker(country: dict[str, Any], limit: float) -> Whisker:
    low, high = interval(country)
    return whisker(country["real_income_pct"], low, high, limit)


def closures(plain: dict[str, Any], poles: tuple[str, ...]) -> dict[str, Any]:
    """Real income under every deficit closure for the largest changes and the poles."""
    countries = plain["countries"]
    ranked = sorted((c for c in countries if c != REST), key=lambda c: -abs(countries[c]["real_income_pct"]))
    shown = list(dict.fromkeys([*ranked[:CLOSURE_ROWS], *(p for p in poles if p in countries)]))
    outcomes = plain["closures"]
    rows = []
    for code in sorted(shown, key=lambda c: countries[c]["real_income_pct"]):
        values = [o["real_income_pct"][code] if o["real_income_pct"] else None for o in outcomes.values()]
        differ = countries[code]["sign_differs_between_closures"]
        rows.append({"name": display_name(code), "values": values, "sign": "sign changes" if differ else "same sign"})
    return {
        "names": list(outcomes),
        "chosen": plain["provenance"]["deficits"],
        "rows": rows,
        "reasons": {name: o["reason"] for name, o in outcomes.items() if o["reason"]},
        "sign_changes": sum(bool(c["sign_differs_between_closures"]) for c in countries.values()),
        "ranked": min(CLOSURE_ROWS, len(ranked)),
    }


def elasticity_sets(result: Result) -> dict[str, Any]:
    """Real income of the acting economies and poles under every published elasticity set."""
    position = {c: n for n, c in enumerate(result.world.countries)}
    shown = [c for c in dict.fromkeys([*actors(result), *result.scenario.poles]) if c in position]
    rows = [
        {
            "name": name,
            "values": [None if o.real_income is None else 100 * float(o.real_income[position[c]]) for c in shown],
            "reason": o.reason or "",
        }
        for name, o in result.elasticity_outcomes.items()
    ]
    return {"economies": [display_name(c) for c in shown], "rows": rows}


def sectors(result: Result, plain: dict[str, Any]) -> dict[str, Any]:
    """Output and employment by sector: bars for the largest changes on one common axis, and every number."""
    names = dict(zip(result.world.sectors, result.world.sector_names, strict=True))
    shown = actors(result)
    limit = limit_of([v for c in shown for s in plain["countries"][c]["sectors"].values() for v in s.values()])
    panels = []
    for code in shown:
        by_sector = plain["countries"][code]["sectors"]
        ranked = sorted(by_sector, key=lambda s: -abs(by_sector[s]["output_pct"] or 0.0))[:SECTOR_BARS]
        ranked.sort(key=lambda s: -(by_sector[s]["output_pct"] or 0.0))
        rows = []
        for sector in ranked:
            output, labour = by_sector[sector]["output_pct"], by_sector[sector]["labour_pct"]
            bars = {"output_bar": bar(output, limit), "labour_bar": bar(labour, limit)}
            rows.append({"name": names[sector], "output": output, "labour": labour, **bars})
        panels.append({"name": display_name(code), "rows": rows})
    twin = [
        {"code": s, "name": n, "cells": [plain["countries"][c]["sectors"][s] for c in shown]} for s, n in names.items()
    ]
    return {"panels": panels, "limit": limit, "twin": twin, "economies": [display_name(c) for c in shown]}


def pairs(result: Result) -> list[dict[str, Any]]:
    """The pairs whose trade changes most, with a bar of the change."""
    rows = result.pairs(PAIR_ROWS)
    limit = limit_of([row["change_usd_mn"] for row in rows])
    return [
        {
            "exporter": display_name(row["exporter"]),
            "importer": display_name(row["importer"]),
            "before": row["before_usd_mn"] / 1000,
            "after": row["after_usd_mn"] / 1000,
            "change": row["change_usd_mn"] / 1000,
            "change_pct": row["change_pct"],
            "bar": bar(row["change_usd_mn"], limit),
        }
        for row in rows
    ]


def years(result: Result, plain: dict[str, Any]) -> dict[str, Any]:
    """Real income by year of the world and the acting economies; a chart only where years differ."""
    outcomes, shown = plain["years"], actors(result)
    series = {"World": [o["world_real_income_pct"] for o in outcomes]}
    for code in shown:
        series[display_name(code)] = [o["real_income_pct"][code] for o in outcomes]
    differ = any(max(line) - min(line) > SIGN_TOLERANCE_PCT for line in series.values())
    chart: LineChart | None = line_chart([o["year"] for o in outcomes], series) if differ else None
    rows = [
        {"year": o["year"], "moves": o["moves_in_force"], "values": [line[k] for line in series.values()]}
        for k, o in enumerate(outcomes)
    ]
    return {"chart": chart, "names": list(series), "rows": rows, "first": rows[0], "last": rows[-1]}

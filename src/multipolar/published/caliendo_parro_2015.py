"""Caliendo and Parro (2015), table 2: welfare effects of NAFTA's tariff reductions."""

from __future__ import annotations

from multipolar.engine import simulate
from multipolar.published.comparison import Comparison, expected
from multipolar.scenario import load_scenario

__all__ = ["nafta"]


def nafta() -> list[Comparison]:
    """Run the packaged scenario `nafta-1993` and compare with the printed table, number by number."""
    data = expected("caliendo_parro_2015_table2.yaml")
    result = simulate(load_scenario(data["scenario"]), sensitivity=False)
    values = dict(result.last.by_country)
    values["welfare_pct"] = values["terms_of_trade_pct"] + values["volume_of_trade_pct"]
    rows = []
    for row in data["rows"]:
        for country, published in row["values"].items():
            rows.append(
                Comparison(
                    name=data["name"],
                    quantity=f"{country} {row['quantity']}, %, deficits {result.scenario.settings.deficits}",
                    published=published,
                    ours=float(values[row["variable"]][result.world.countries.index(country)]),
                    tolerance=row["tolerance"],
                    source=row["source"],
                )
            )
    return rows

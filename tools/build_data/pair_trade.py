"""Build goods trade of all pairs of economies by year, and the duties that the United States added in 2025 and 2026, by date.

python tools/build_data/pair_trade.py --raw ../shared/data --out src/multipolar/data
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from arguments import raw_and_out
from politics_trade import BACI, ICIO_YEARS, SOURCES, trade, unreported
from politics_write import record, write_parquet

DUTIES = "us_tariffs/us_tariff_by_country_date.csv"
LAST_OBSERVED = "2026-07-22"
"""Dates after this one were announced, not observed, when the source was taken."""
IN_EU = "SVK"
"""The one member of the EU that the source lists beside the EU, whose duties are those of the EU."""
LEAST_USD_MN = 5.0
"""Smaller flows are left out: they are no partner's largest."""


def pair_trade(raw: Path) -> pd.DataFrame:
    """`exporter`, `importer`, `year`, `usd_mn`: the openly licensed sources alone, four significant digits; null is unreported.

    Args:
        raw: folder of the raw data.
    """
    every = trade(raw)
    every = every[every["source"].isin(["icio", "baci"])]
    every = every[(every["exporter"] != "ROW") & (every["importer"] != "ROW") & (every["value"] >= LEAST_USD_MN)]
    every = pd.concat([every, unreported(raw)])
    rounded = [float(f"{v:.4g}") for v in every["value"]]
    table = every[["exporter", "importer"]].assign(year=every["year"].astype("int16"), usd_mn=rounded)
    return table.astype({"usd_mn": "float32"})


def duties(raw: Path) -> pd.DataFrame:
    """`iso3`, `date`, `added_pct`, `before_pct`: rows where the mean duty of a partner changes.

    Args:
        raw: folder of the raw data.
    """
    table = pd.read_csv(raw / DUTIES).sort_values(["iso3", "date"])
    table = table[(table["date"] <= LAST_OBSERVED) & (table["iso3"] != IN_EU)]
    table = table.assign(added_pct=table["new_tariff_pct"].round(1), before_pct=table["tariff_2024_pct"].round(1))
    changes = table.groupby("iso3")["added_pct"].transform(lambda added: added.ne(added.shift()))
    return table[changes][["iso3", "date", "added_pct", "before_pct"]]


def main() -> None:
    """Write the tables."""
    given = raw_and_out(__doc__)
    path = given.out / "politics" / "pair_trade.parquet"
    write_parquet(pair_trade(given.raw), path, ["exporter", "importer", "year"])
    facts = {
        "source": {name: SOURCES[name] for name in ("icio", "baci")},
        "licence": "OECD CC BY 4.0; BACI Etalab Open Licence 2.0",
        "years": f"{ICIO_YEARS[0]}-{ICIO_YEARS[-1]} (icio, 80 economies), 2023 (baci, 194 economies, no Taiwan)",
        "computed": "Goods trade of every pair, million current USD, four digits; flows below 5 million left out; null between "
        "76 states that had not reported 2023. icio is at basic prices, baci at border prices: levels of 2022 and 2023 do not "
        "compare.",
    }
    inputs = [BACI, "icio/sectors.csv", *(f"icio/flows_{y}.npz" for y in ICIO_YEARS)]
    record(path, given.raw, inputs, facts)
    dated = given.out / "us_duties.csv"
    duties(given.raw).to_csv(dated, index=False, lineterminator="\n")
    told = {
        "source": "M. Waugh, trade-war tracker (tradewartracker/trade-war-redux-2025)",
        "licence": "MIT",
        "years": f"2025-02-04 to {LAST_OBSERVED}",
        "computed": "Mean duty of the United States by partner over goods, weighted with imports of 2024: rows where what was "
        "added since January 2025 changes. Members of the EU stand under EU.",
    }
    record(dated, given.raw, [DUTIES], told)


if __name__ == "__main__":
    main()

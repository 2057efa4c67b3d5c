"""Build GDP, population, military spending and total goods trade of states, and how concentrated power is.

python tools/build_data/politics_economies.py --raw ../shared/data --out src/multipolar/data/politics
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from arguments import raw_and_out
from politics_codes import CowCodes
from politics_names import Groups, Names
from politics_trade import INPUTS as TRADE_INPUTS
from politics_trade import SOURCES as TRADE_SOURCES
from politics_trade import totals
from politics_write import record, write_parquet

GDP, PEOPLE = "politics/world_bank_gdp.csv.gz", "politics/world_bank_population.csv.gz"
MILITARY, POWER = "politics/military_expenditure_sipri_owid.csv.gz", "politics/cow_nmc_v6.csv.gz"
FIRST = 1946
GDP_FROM = 1990
"""First year in which the World Bank has the GDP of the successors of the Soviet Union and most others."""
WEST_GERMANY = 260
EU_YEAR = 2024
"""Year whose members of the European Union are put together in all years of `gdp_eu_as_one`."""
TOP = 8
WORLD_BANK = "World Bank, World Development Indicators, {}, CC BY 4.0."
NMC = "Singer, J. D. (1987), National Material Capabilities, version 6, Correlates of War, 1946-2022."


def _world_bank(raw: Path, names: Names) -> pd.DataFrame:
    """`iso3`, `year`, GDP in million USD and population, of states and territories alone."""
    gdp, people = (pd.read_csv(raw / f)[["iso3", "year", v]] for f, v in ((GDP, "gdp_usd"), (PEOPLE, "population")))
    table = gdp.merge(people, on=["iso3", "year"], how="outer")
    return (
        table[table["iso3"].isin(names.iso3)]
        .rename(columns={"gdp_usd": "gdp_usd_mn"})
        .eval("gdp_usd_mn=gdp_usd_mn/1e6")
    )


def _military(raw: Path, names: Names) -> pd.DataFrame:
    """`iso3`, `year`, spending as a percentage of GDP."""
    table = pd.read_csv(raw / MILITARY).dropna(subset="military_expenditure_share_gdp")
    table["iso3"] = [names.of(e, int(y)) for e, y in zip(table["Entity"], table["Year"], strict=True)]
    table = table.dropna(subset="iso3").rename(columns={"Year": "year", "military_expenditure_share_gdp": "share"})
    return table[["iso3", "year", "share"]]


def economies(raw: Path, names: Names) -> pd.DataFrame:
    """The table of economies.

    Args:
        raw: folder of the raw data. names: of states.
    """
    key = ["iso3", "year"]
    table = _world_bank(raw, names).merge(_military(raw, names), on=key, how="left")
    table["military_usd_mn"] = table["share"] / 100 * table["gdp_usd_mn"]
    table = table.merge(totals(raw), on=key, how="outer").astype({"year": "int16"})
    amounts = ["gdp_usd_mn", "population", "military_usd_mn", "exports_usd_mn", "imports_usd_mn"]
    table[amounts] = table[amounts].astype("float32")
    return table[[*key, *amounts, "trade_source"]]


def _row(year: int, measure: str, shares: pd.Series) -> dict[str, object]:
    """Concentration of shares, which need not sum to one."""
    shares, size = shares.sort_values(ascending=False, kind="stable"), len(shares)
    hhi = float((shares**2).sum())
    return {
        "year": year,
        "measure": measure,
        "n_eff": 1 / hhi,
        "hhi": hhi,
        "ray_singer": float(np.sqrt(max(hhi - 1 / size, 0) / (1 - 1 / size))),
        "states": size,
        "top": ";".join(f"{state}:{share:.4f}" for state, share in shares.head(TOP).items()),
    }


def _shared(values: pd.Series) -> pd.Series:
    return values / values.sum()


def concentration(raw: Path, table: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """The table of concentration.

    Args:
        raw: folder of the raw data. table: of economies. groups: to put the members of the EU together.
    """
    rows = []
    known = table[(table["year"] >= GDP_FROM) & table["gdp_usd_mn"].notna()]
    for year, part in known.groupby("year"):
        gdp = part.set_index("iso3")["gdp_usd_mn"].astype(float)
        rows.append(_row(int(year), "gdp", _shared(gdp)))
        for measure, of in (("gdp_eu_as_one", EU_YEAR), ("gdp_eu_of_the_year", int(year))):
            union = groups.members("EU", of)
            one = gdp.groupby(lambda state, union=union: "EU" if state in union else state).sum()
            rows.append(_row(int(year), measure, _shared(one)))
    power = pd.read_csv(raw / POWER).query("year >= @FIRST")
    power["iso3"] = CowCodes(raw).iso3(power["ccode"], power["year"])
    twice = (power["ccode"] == WEST_GERMANY) & power.duplicated(["iso3", "year"], keep=False)
    power["iso3"] = power["iso3"].mask(twice, "FRG")
    for year, part in power.groupby("year"):
        by_state = part.set_index("iso3")
        rows.append(_row(int(year), "cinc_raw", by_state["cinc"]))
        rows.append(_row(int(year), "cinc_normalised", _shared(by_state["cinc"])))
        rows.append(_row(int(year), "military", _shared(by_state["milex"].dropna())))
    for year, part in table[table["trade_source"] == "icio"].groupby("year"):
        total = part.set_index("iso3")[["exports_usd_mn", "imports_usd_mn"]].astype(float).sum(axis=1)
        rows.append(_row(int(year), "trade", _shared(total)))
    return pd.DataFrame(rows).astype({"year": "int16", "states": "int16"})


def main() -> None:
    """Write the two tables."""
    args = raw_and_out(__doc__)
    names, groups = Names(args.out.parent / "states.csv"), Groups(args.out.parent / "memberships.csv")
    table = economies(args.raw, names)
    path = args.out / "economies.parquet"
    write_parquet(table, path, ["iso3", "year"])
    facts = {
        "source": {
            "gdp_usd_mn": WORLD_BANK.format("NY.GDP.MKTP.CD"),
            "population": WORLD_BANK.format("SP.POP.TOTL"),
            "military_usd_mn": "SIPRI Military Expenditure Database, share of GDP, through Our World in Data; times the GDP above.",
            "exports_usd_mn, imports_usd_mn": TRADE_SOURCES,
        },
        "licence": "World Bank CC BY 4.0; SIPRI free with citation, so only the product with GDP is here; trade as in ties.parquet",
        "years": {
            "gdp_usd_mn": "1960-2023",
            "population": "1960-2024",
            "military_usd_mn": "1960-2020",
            "trade": "2000-2023",
        },
        "computed": "Million current USD, persons. military_usd_mn: share of GDP times GDP. exports_usd_mn, imports_usd_mn: all "
        "goods trade of a state, from one source a year (trade_source). The World Bank leaves Taiwan out.",
    }
    record(path, args.raw, [GDP, PEOPLE, MILITARY, *TRADE_INPUTS], facts, ["states.csv"])
    print(
        f"{path.name}: {len(table)} rows, {path.stat().st_size} bytes",
        table.groupby("trade_source")["year"].agg(["min", "max"]),
    )
    poles = concentration(args.raw, table, groups)
    path = args.out / "concentration.parquet"
    write_parquet(poles, path, ["measure", "year"])
    facts = {
        "source": {
            "gdp, gdp_eu_as_one, gdp_eu_of_the_year": WORLD_BANK.format("NY.GDP.MKTP.CD"),
            "cinc_raw, cinc_normalised, military": NMC,
            "trade": TRADE_SOURCES["icio"],
        },
        "licence": "World Bank CC BY 4.0; Correlates of War free with citation, so only indices and the largest shares are here",
        "years": {
            "gdp, gdp_eu_as_one, gdp_eu_of_the_year": f"{GDP_FROM}-2023",
            "cinc, military": "1946-2022",
            "trade": "2011-2022",
        },
        "computed": "n_eff = 1/sum s^2, hhi = sum s^2, ray_singer = sqrt((sum s^2 - 1/n)/(1 - 1/n)) (Ray and Singer 1973; Singer, "
        "Bremer and Stuckey 1972), n states with data. cinc_raw: shares as published, which sum to about 1.007; all other "
        "measures are normalised. military: current USD (milex). trade: exports and imports of goods of 80 economies, "
        f"the rest of the world left out. gdp_eu_as_one: the 27 members of "
        f"{EU_YEAR} in all years; gdp_eu_of_the_year: the members of each year. 1990 has West Germany (FRG) beside Germany and both "
        f"Yemens beside Yemen, as the source. top: the {TOP} largest with their shares.",
    }
    record(path, args.raw, [GDP, POWER, *TRADE_INPUTS], facts, ["memberships.csv", "states.csv"])
    print(f"{path.name}: {len(poles)} rows, {path.stat().st_size} bytes")
    print(poles[poles["year"].isin([1946, 1990, 2011, 2016, 2022])].to_string())


if __name__ == "__main__":
    main()

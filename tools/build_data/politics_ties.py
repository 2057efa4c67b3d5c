"""Build the ties of every state with the named powers: pacts, rivalry, disputes, sanctions, organisations, visits, money, trade.

python tools/build_data/politics_ties.py --raw ../shared/data --out src/multipolar/data/politics

What is written are features of a pair that we compute; no row of a source is passed on.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from arguments import raw_and_out
from politics_codes import POWERS, CowCodes, states_in_years
from politics_names import Groups, Names
from politics_trade import INPUTS as TRADE_INPUTS
from politics_trade import SOURCES as TRADE_SOURCES
from politics_trade import trade
from politics_write import record, write_parquet

FIRST, LAST = 1946, 2024
PACKAGED = ("memberships.csv", "states.csv")
KEY = ["iso3", "power", "year"]
SPANS = {
    "pact": (1946, 2024),
    "rivalry": (1946, 2020),
    "hostile": (1946, 2014),
    "sanction_by_power": (1949, 2022),
    "sanction_on_power": (1949, 2022),
    "shared_igos": (1946, 2014),
}
PACT_ATOP, PACT_TREATIES = 2018, ("NATO", "CSTO")
VISITS = {"USA": (1946, 2024), "CHN": (1949, 2020)}
FINANCE = (2000, 2021)
DIGITS = 4
"""Significant digits of amounts of money."""
SOURCE = {
    "pact": "Leeds, B. A. et al. (2002), Alliance Treaty Obligations and Provisions 5.1, to 2018; from 2019 own list of members "
    "of NATO and CSTO.",
    "rivalry": "Thompson, W. R., K. Sakuwa and P. H. Suhas (2021), Analyzing Strategic Rivalries in World Politics.",
    "hostile": "Palmer, G. et al. (2022), Militarized Interstate Disputes 5, Correlates of War.",
    "sanctions": "Felbermayr, G. et al. (2020) and Syropoulos, C. et al. (2022), Global Sanctions Data Base, release 3.",
    "shared_igos": "Pevehouse, J. et al. (2020), Intergovernmental Organizations 3.0, Correlates of War.",
    "visits_by_power": "USA: Department of State, Office of the Historian, public domain. CHN: Who-Where-When 1.1.",
    "finance_usd_mn": "Custer, S. et al. (2023), Global Chinese Development Finance 3.0, AidData, ODC-BY 1.0.",
    "trade": TRADE_SOURCES,
}
COMPUTED = (
    "pact: 1 where either owes the other defence in the year (ATOP to 2018); from 2019 1 where both are in NATO or in CSTO, "
    "else null. rivalry: 1 from first to last year of a strategic rivalry; 2020 is the end of the series. hostile: 1 where a "
    "militarized dispute ran between them. sanction_by_power, sanction_on_power: 1 where a case was in force in the year, a "
    "sender EU, EEC, G7, NATO, AU or ASEAN stands for its members of the year, the United Nations and other groups are left "
    "out; cases that end 2022 mostly go on. shared_igos: organisations with both as full members; a membership that the source does not know counts "
    "as none, years before 1965 are partly imputed there. visits_by_power: trips of "
    "the President of the United States; of China's president, premier or party leader. finance_usd_mn: China's grants, "
    "loans and vague commitments of the year, constant USD of 2021, 0 in years without for recipients of the data set. "
    f"exports_usd_mn, imports_usd_mn: goods, million current USD; amounts of money to {DIGITS} digits."
)


def _panel(raw: Path) -> pd.DataFrame:
    """Every state with every power in the years in which both were states."""
    states = states_in_years(raw, FIRST, LAST)
    powers = states[states["iso3"].isin(POWERS)].rename(columns={"iso3": "power"})
    pairs = states.merge(powers, on="year")
    return pairs[pairs["iso3"] != pairs["power"]]


def _both_ways(one: pd.Series, two: pd.Series, year: pd.Series) -> set[tuple[str, str, int]]:
    """Pairs and years in both orders."""
    rows = set(zip(one, two, year, strict=True))
    return rows | {(b, a, y) for a, b, y in rows}


def _pacts(raw: Path, groups: Groups) -> set[tuple[str, str, int]]:
    table = pd.read_csv(raw / "politics" / "atop_dyad_year.csv.gz")
    table, codes = table[table["atop_defense"] == 1], CowCodes(raw)
    found = _both_ways(
        codes.iso3(table["ccode1"], table["year"]), codes.iso3(table["ccode2"], table["year"]), table["year"]
    )
    for year in range(PACT_ATOP + 1, LAST + 1):
        for treaty in PACT_TREATIES:
            members = groups.members(treaty, year)
            found |= {(a, b, year) for a in members for b in members}
    return found


def _rivalries(raw: Path) -> set[tuple[str, str, int]]:
    table, codes = pd.read_csv(raw / "politics" / "rivalries_tss.csv.gz"), CowCodes(raw)
    spans = zip(table["start"], table["end"], strict=True)
    table["year"] = [list(range(max(a, FIRST), b + 1)) for a, b in spans]
    table = table.explode("year").dropna(subset="year").astype({"year": int})
    return _both_ways(
        codes.iso3(table["ccode1"], table["year"]), codes.iso3(table["ccode2"], table["year"]), table["year"]
    )


def _disputes(raw: Path) -> set[tuple[str, str, int]]:
    table, codes = pd.read_csv(raw / "politics" / "mid_cow_directed_dyad.csv.gz"), CowCodes(raw)
    table = table[table["cowmidongoing"] == 1]
    return _both_ways(
        codes.iso3(table["ccode1"], table["year"]), codes.iso3(table["ccode2"], table["year"]), table["year"]
    )


def _sanctions(raw: Path, names: Names, groups: Groups) -> tuple[set[tuple[str, str, int]], list[str]]:
    """Sender, target and year of every case, groups as their members; and the names that stand for no state."""
    table = pd.read_csv(raw / "politics" / "gsdb_v3_sanctions.csv.gz", keep_default_na=False)
    found, unknown = set(), set()
    for row in table.itertuples():
        for year in range(max(row.begin, FIRST), row.end + 1):
            sides = []
            for text in (row.sanctioning_state, row.sanctioned_state):
                side: set[str] = set()
                for name in names.parts(text):
                    code = names.of(name, year)
                    side |= {code} if code else groups.members(name, year)
                    if not code and not groups.members(name, year):
                        unknown.add(name)
                sides.append(side)
            found |= {(a, b, year) for a in sides[0] for b in sides[1]}
    return found, sorted(unknown)


def _organisations(raw: Path, names: Names) -> dict[tuple[str, str, int], int]:
    """Organisations in which state and power are full members; a name that is two states over time is split."""
    table = pd.read_csv(raw / "politics" / "igo_membership.csv.gz", low_memory=False)
    columns = list(table.columns[3 : table.columns.get_loc("zimbabwe") + 1])
    found = {}
    for year, rows in table[table["year"] >= FIRST].groupby("year"):
        codes = [names.of(c, int(year)) for c in columns]
        full = (rows[columns] == 1).to_numpy()
        by_code: dict[str, np.ndarray] = {}
        for code, column in zip(codes, full.T, strict=True):
            if column.any():
                if code is None:
                    raise ValueError(f"no ISO3 for a member of organisations in {year}")
                by_code[code] = by_code.get(code, np.zeros(len(rows), dtype=bool)) | column
        for state, its in by_code.items():
            for power in POWERS:
                if power in by_code and power != state:
                    found[state, power, int(year)] = int((its & by_code[power]).sum())
    return found


def _visits(raw: Path, names: Names) -> dict[tuple[str, str, int], int]:
    """Trips of leaders by host, power and year."""
    states = pd.read_csv(raw / "politics" / "us_leader_trips.csv.gz", keep_default_na=False)
    states = states[states["office"] == "president"]
    china = pd.read_csv(raw / "politics" / "china_leader_trips.csv.gz", keep_default_na=False)
    trips = [("USA", c, int(d[:4])) for c, d in zip(states["country"], states["start-date"], strict=True)]
    trips += [("CHN", c, int(y)) for c, y in zip(china["Country"], china["Year"], strict=True)]
    found: dict[tuple[str, str, int], int] = {}
    for power, host, year in trips:
        code = names.of(host, year)
        if code is None:
            raise ValueError(f"no ISO3 for the host {host!r}")
        found[code, power, year] = found.get((code, power, year), 0) + 1
    return found


def _finance(raw: Path) -> tuple[dict[tuple[str, str, int], float], set[str]]:
    """Commitments of China by recipient and year, million USD of 2021, and all recipients."""
    table = pd.read_csv(raw / "politics" / "aiddata_gcdf3_recipient_year.csv.gz")
    table["iso3"] = CowCodes(raw).iso3(table["ccode"], table["year"])
    table["value"] = table[["oof_adj", "oda_adj", "vof_adj"]].sum(axis=1) / 1e6
    rows = zip(table["iso3"], table["year"], table["value"], strict=True)
    return {(s, "CHN", y): v for s, y, v in rows}, set(table["iso3"])


def _digits(values: pd.Series) -> pd.Series:
    """Values to a few significant digits."""
    size = np.floor(np.log10(values.where(values > 0)))
    step = 10.0 ** (DIGITS - 1 - size)
    return ((values * step).round() / step).where(values > 0, values).astype("float32")


def _flags(table: pd.DataFrame, rows: set[tuple[str, str, int]], feature: str) -> pd.Series:
    """1 and 0 within the years of a feature, null outside."""
    first, last = SPANS[feature]
    keys = zip(table["iso3"], table["power"], table["year"], strict=True)
    flag = pd.Series([k in rows for k in keys], index=table.index).astype("Int8")
    return flag.where(table["year"].between(first, last) & table["member"])


def _add_trade(panel: pd.DataFrame, raw: Path) -> pd.DataFrame:
    """The panel with exports and imports; states outside the system that trade with a power come in as rows."""
    flows = trade(raw)
    flows = flows[(flows["exporter"] != "ROW") & (flows["importer"] != "ROW")]
    names = {"exporter": "iso3", "importer": "power", "value": "exports_usd_mn"}
    out = flows[flows["importer"].isin(POWERS)].rename(columns=names)
    names = {"importer": "iso3", "exporter": "power", "value": "imports_usd_mn"}
    into = flows[flows["exporter"].isin(POWERS)].rename(columns=names)
    both = out.merge(into, on=[*KEY, "source"], how="outer").rename(columns={"source": "trade_source"})
    both["exports_usd_mn"], both["imports_usd_mn"] = _digits(both["exports_usd_mn"]), _digits(both["imports_usd_mn"])
    return panel.assign(member=True).merge(both, on=KEY, how="outer").assign(member=lambda t: t["member"].eq(True))


def build(raw: Path, out: Path) -> None:
    """Write the table.

    Args:
        raw: folder of the raw data. out: folder of the political tables, in the folder of packaged data.
    """
    names, groups = Names(out.parent / "states.csv"), Groups(out.parent / "memberships.csv")
    table = _add_trade(_panel(raw), raw)
    keys = pd.MultiIndex.from_frame(table[KEY])
    known = table["year"].le(PACT_ATOP)
    pacts = _flags(table, _pacts(raw, groups), "pact")
    table["pact"] = pacts.where(known | pacts.eq(1))
    table["rivalry"] = _flags(table, _rivalries(raw), "rivalry")
    table["hostile"] = _flags(table, _disputes(raw), "hostile")
    sanctions, unknown = _sanctions(raw, names, groups)
    table["sanction_by_power"] = _flags(table, {(b, a, y) for a, b, y in sanctions}, "sanction_by_power")
    table["sanction_on_power"] = _flags(table, sanctions, "sanction_on_power")
    shared = pd.Series(_organisations(raw, names)).reindex(keys).to_numpy()
    table["shared_igos"] = pd.Series(shared, index=table.index).where(table["member"]).astype("Int16")
    visits = pd.Series(_visits(raw, names)).reindex(keys).fillna(0).to_numpy()
    first, last = (table["power"].map({p: span[i] for p, span in VISITS.items()}) for i in (0, 1))
    travelled = table["member"] & (table["year"] >= first) & (table["year"] <= last)
    table["visits_by_power"] = pd.Series(visits, index=table.index).where(travelled).astype("Int8")
    given, recipients = _finance(raw)
    amounts = pd.Series(pd.Series(given).reindex(keys).fillna(0).to_numpy(), index=table.index)
    financed = table["iso3"].isin(recipients) & table["power"].eq("CHN") & table["year"].between(*FINANCE)
    table["finance_usd_mn"] = _digits(amounts.where(financed & table["member"]))
    _write(table, raw, out, unknown)


def _write(table: pd.DataFrame, raw: Path, out: Path, unknown: list[str]) -> None:
    features = [*SPANS, "visits_by_power", "finance_usd_mn", "exports_usd_mn", "imports_usd_mn", "trade_source"]
    path = out / "ties.parquet"
    write_parquet(table[[*KEY, *features]].astype({"year": "int16"}), path, KEY)
    files = ["atop_dyad_year", "rivalries_tss", "mid_cow_directed_dyad", "gsdb_v3_sanctions", "igo_membership"]
    files += ["us_leader_trips", "china_leader_trips", "aiddata_gcdf3_recipient_year", "cow_states"]
    facts = {
        "source": SOURCE,
        "licence": "ATOP, Correlates of War, rivalries, GSDB and Chinese trips: free with citation, no open licence, so only "
        "features that we compute are here; AidData ODC-BY 1.0; trips of the United States public domain; OECD CC BY 4.0; "
        "BACI Etalab Open Licence 2.0",
        "years": {
            **{f: f"{a}-{b}" for f, (a, b) in SPANS.items()},
            "visits_by_power": {p: f"{a}-{b}" for p, (a, b) in VISITS.items()},
            "finance_usd_mn": f"{FINANCE[0]}-{FINANCE[1]}, by CHN",
            "trade": "2000-2023",
        },
        "computed": COMPUTED,
        "sanction_names_left_out": unknown,
    }
    record(path, raw, [*(f"politics/{f}.csv.gz" for f in files), *TRADE_INPUTS], facts, PACKAGED)
    print(f"{path.name}: {len(table)} rows, {path.stat().st_size} bytes; names left out: {unknown}")
    print(table[features].notna().sum().to_dict())


def main() -> None:
    """Write the ties."""
    args = raw_and_out(__doc__)
    build(args.raw, args.out)


if __name__ == "__main__":
    main()

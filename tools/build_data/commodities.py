"""Build the tables of commodities, folded to the economies of world 2022: flows by pair, flows that fell away, shares of output.

Sources: ``raw_materials/`` in the folder of raw data (CEPII BACI, Etalab Open Licence 2.0; World Mining Data, free with
citation, of which only shares and our own estimates of own supply are packaged) and ``commodities.yaml`` of the package.

    python tools/build_data/commodities.py --raw ../shared/data --out src/multipolar/data
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from multipolar.world import load_world

YEAR = 2022
"""The year of the world: flows of a commodity are compared with flows of a sector."""
BEFORE = (2018, 2019, 2020, 2021)
"""Years whose purchases show which flow fell away in the year of the world."""
LARGE, GONE, OFTEN, SMALLEST_KUSD = 0.25, 0.02, 3, 10_000
"""A hole: at least this share of an importer's purchases before, less than this in the year, in at least so many years, so much a year."""
MATTERS = 0.10
"""Part of output in output and imports above which own supply is unknown where exports exceed output (judgement)."""
PAIRS, OUTPUT = "baci_raw_material_pairs_2015_2024.csv.gz", "mine_production_2018_2024.csv.gz"
RECODED = {"S19": "TWN"}
"""CEPII's "Other Asia, n.e.s.", which is Taiwan; the pairs are recoded at source, the output is not."""

Pair = tuple[str, str]


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a compressed table."""
    with gzip.open(path, "rt", encoding="utf8", newline="") as file:
        yield from csv.DictReader(file)


class Fold:
    """Codes of the world; whoever is not an economy of its own is ROW."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        self.countries = countries

    def __call__(self, code: str) -> str:
        """Economy of the world that a state belongs to."""
        code = RECODED.get(code, code)
        return code if code in self.countries else "ROW"


def flows(path: Path, fold: Fold) -> tuple[dict[int, dict[Pair, float]], dict[int, float]]:
    """Thousand USD by code and pair (exporter, importer), trade inside ROW included; and USD a tonne by code, over rows with tonnes."""
    table: dict[int, dict[Pair, float]] = defaultdict(lambda: defaultdict(float))
    value: dict[int, float] = defaultdict(float)
    tonnes: dict[int, float] = defaultdict(float)
    for row in read(path):
        if int(row["year"]) == YEAR:
            code = int(row["hs6"])
            table[code][fold(row["exporter"]), fold(row["importer"])] += float(row["value_kusd"])
            if row["tonnes"]:
                value[code] += float(row["value_kusd"])
                tonnes[code] += float(row["tonnes"])
    return table, {code: 1000 * value[code] / tonnes[code] for code in value}


def history(path: Path, fold: Fold, commodity: dict[int, list[str]]) -> dict[tuple[str, int], dict[Pair, float]]:
    """Thousand USD by commodity and year, and pair, for the years before and the year itself."""
    table: dict[tuple[str, int], dict[Pair, float]] = defaultdict(lambda: defaultdict(float))
    for row in read(path):
        year = int(row["year"])
        if year in (*BEFORE, YEAR):
            for name in commodity.get(int(row["hs6"]), ()):
                table[name, year][fold(row["exporter"]), fold(row["importer"])] += float(row["value_kusd"])
    return table


def holes(name: str, table: dict[tuple[str, int], dict[Pair, float]], ended: set[Pair]) -> Iterator[str]:
    """Rows of flows that were large before and are next to nothing in the year, but for those known to have ended."""
    bought: dict[tuple[int, str], float] = defaultdict(float)
    for year in (*BEFORE, YEAR):
        for (_, importer), amount in table[name, year].items():
            bought[year, importer] += amount
    pairs = sorted({pair for year in BEFORE for pair in table[name, year]} - ended)
    for exporter, importer in pairs:
        before = [table[name, year].get((exporter, importer), 0.0) for year in BEFORE]
        total = sum(bought[year, importer] for year in BEFORE)
        often = sum(v > 0.01 * bought[year, importer] for v, year in zip(before, BEFORE, strict=True))
        now = table[name, YEAR].get((exporter, importer), 0.0)
        large = sum(before) >= max(LARGE * total, SMALLEST_KUSD * len(BEFORE))
        if large and often >= OFTEN and now <= GONE * bought[YEAR, importer]:
            yield f"{name},{exporter},{importer},{100 * sum(before) / total:.0f}"


def output(path: Path, fold: Fold) -> dict[str, dict[str, float]]:
    """Output by series and economy, in the unit of the series."""
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in read(path):
        if row[str(YEAR)]:
            table[row["commodity"]][fold(row["Country_ISO"])] += float(row[str(YEAR)])
    return table


def unit_value(codes: list[int], table: dict[int, dict[Pair, float]], price: dict[int, float]) -> float:
    """Mean USD a tonne of several codes, weighted with tonnes."""
    value = {code: sum(table[code].values()) for code in codes}
    return sum(value.values()) / sum(value[code] / price[code] for code in codes)


def worth_of(
    entry: dict[str, Any],
    made: dict[str, dict[str, float]],
    table: dict[int, dict[Pair, float]],
    price: dict[int, float],
) -> dict[str, float] | None:
    """Thousand USD of output by economy at the mean value of world trade; None where output and trade are of other stages."""
    parts = entry["output"].get("own")
    if parts is None:
        return None
    worth: dict[str, float] = defaultdict(float)
    for part in parts:
        each = unit_value(part["hs6"], table, price) / part["content"] / 1000
        for country, amount in made[part["series"]].items():
            worth[country] += amount * each
    return worth


def own_supply(
    entry: dict[str, Any], worth: dict[str, float] | None, table: dict[int, dict[Pair, float]]
) -> dict[str, float | None] | None:
    """Thousand USD of own output that stays at home, by economy; None where it is unknown.

    Where exports exceed output it lies between 0 and output: 0 where that is little beside imports, else unknown.
    """
    if worth is None:
        return None
    sold: dict[str, float] = defaultdict(float)
    bought: dict[str, float] = defaultdict(float)
    for code in (code for codes in entry["hs6"].values() for code in codes):
        for (exporter, importer), amount in table[code].items():
            sold[exporter] += amount * (exporter != importer)
            bought[importer] += amount * (exporter != importer)

    def left(country: str, amount: float) -> float | None:
        if amount >= sold[country]:
            return amount - sold[country]
        return None if amount > MATTERS * (amount + bought[country]) else 0.0

    return {country: left(country, amount) for country, amount in worth.items()}


def shares(
    entry: dict[str, Any], made: dict[str, dict[str, float]], worth: dict[str, float] | None
) -> dict[str, float]:
    """Share of world output by economy: of one series as it stands, of several by worth."""
    names = entry["output"]["series"]
    if len(names) > 1 and worth is None:
        raise ValueError(f"{names}: several series need `own`, to be added up by worth")
    amounts = made[names[0]] if len(names) == 1 or worth is None else worth
    return {country: amount / sum(amounts.values()) for country, amount in amounts.items()}


def head(raw: Path, what: str, licence: str) -> str:
    """Comment lines: what, whose, under which terms, from which files."""
    sums = [f"# sha256 of {n}: {hashlib.sha256((raw / n).read_bytes()).hexdigest()}" for n in (PAIRS, OUTPUT)]
    return "\n".join([f"# {what} Built by tools/build_data/commodities.py.", f"# {licence}", *sums, ""])


def main() -> None:
    """Read the raw tables and write the three packaged ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    raw = args.raw / "raw_materials"
    definitions = yaml.safe_load((args.out.parent / "params" / "commodities.yaml").read_text(encoding="utf8"))
    countries = load_world(str(YEAR)).countries
    fold = Fold(countries)
    table, price = flows(raw / PAIRS, fold)
    made = output(raw / OUTPUT, fold)
    pairs, mines = ["commodity,sector,exporter,importer,kusd"], ["commodity,country,output_share,own_supply_kusd"]
    for name, entry in definitions["commodities"].items():
        for sector, codes in entry.get("hs6", {}).items():
            total: dict[Pair, float] = defaultdict(float)
            for code in codes:
                for pair, amount in table[code].items():
                    total[pair] += amount
            pairs += [f"{name},{sector},{e},{n},{total[e, n]:.0f}" for e, n in sorted(total) if total[e, n] >= 0.5]
        if "output" in entry:
            worth = worth_of(entry, made, table, price)
            own = own_supply(entry, worth, table)
            for country, share in sorted(shares(entry, made, worth).items()):
                if share > 0:
                    kept = None if own is None else own[country]
                    mines.append(f"{name},{country},{share:.5f},{'' if kept is None else f'{kept:.0f}'}")
            world = sum(made[series][c] for series in entry["output"]["series"] for c in made[series])
            if "unit_value_usd" in entry:
                mines.append(f"{name},world,1,{world * entry['unit_value_usd'] / 1000:.0f}")
    baci = "CEPII BACI HS 1992 (Gaulier and Zignago 2010), Etalab Open Licence 2.0; folded to 79 economies and ROW."
    text = f"Flows of commodities by pair, {YEAR}, thousand USD, fob; ROW to ROW is trade among its states."
    write(args.out / "commodity_flows_2022.csv", head(raw, text, baci), pairs)
    wmd = (
        "Own computation from World Mining Data (Austrian Federal Ministry of Finance; Reichl and Schatz) and CEPII BACI "
        "(Etalab Open Licence 2.0); no figure of World Mining Data is reproduced."
    )
    text = f"Shares of world output, {YEAR}, and estimated own supply, thousand USD (empty where unknown); the row world is a market value (judgement)."
    write(args.out / "commodity_output_2022.csv", head(raw, text, wmd), mines)
    text = (
        f"Flows of at least {100 * LARGE:g} % of an importer's purchases in {BEFORE[0]} to {BEFORE[-1]} and at most {100 * GONE:g} % in {YEAR}: "
        "not reported, or ended; see `ended` in params/commodities.yaml."
    )
    write(args.out / "commodity_holes_2022.csv", head(raw, text, baci), fallen(raw, fold, definitions))


def fallen(raw: Path, fold: Fold, definitions: dict[str, Any]) -> list[str]:
    """Rows of the table of holes, with their heading."""
    commodity: dict[int, list[str]] = defaultdict(list)
    for name, entry in definitions["commodities"].items():
        for code in (code for codes in entry.get("hs6", {}).values() for code in codes):
            commodity[code].append(name)
    table = history(raw / PAIRS, fold, commodity)
    rows = ["commodity,exporter,importer,before_pct"]
    for name in definitions["commodities"]:
        ended = {(e["exporter"], e["importer"]) for e in definitions["ended"] if e["commodity"] == name}
        rows += holes(name, table, ended)
    return rows


def write(path: Path, comment: str, rows: list[str]) -> None:
    """Write a table with its comment."""
    path.write_text(comment + "\n".join(rows) + "\n", encoding="utf8", newline="\n")


if __name__ == "__main__":
    main()

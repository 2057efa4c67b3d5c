"""Build the table of satellite economies: goods trade of 2023 and GDP of the states outside the world's accounts.

The trade of the world's own economies is kept as well, so that each can be treated as a satellite to judge the formula.

    python tools/build_data/satellites.py --raw ../shared/data --out src/multipolar/data
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from pathlib import Path

import h5netcdf
import numpy as np

SOURCES = {
    "flow": "CEPII, BACI HS22, 2023, version 202501 (Gaulier and Zignago 2010); Etalab Open Licence 2.0; all goods, "
    "thousand USD turned into million; as assembled by Ignatenko, Lashkaripour, Macedoni and Simonovska (2025).",
    "gdp": "World Bank, World Development Indicators, NY.GDP.MKTP.CD, latest year as of 2025-03-24; CC BY 4.0.",
}
RECENT = 2023
"""Year put on a GDP whose series goes on to 2022 or later: the value is of 2022, 2023 or 2024."""


def read_gdp(raw: Path, codes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """GDP in million USD and its year, by code.

    The file of GDP gives no years. A value that equals the last of the World Bank's series has the year of that one
    where it lies before 2022; every other is of 2022, 2023 or 2024 and gets the mark 2023.
    """
    with open(raw / "liberation_day" / "countries_gdp_usrate.csv", encoding="utf8") as handle:
        gdp = {row["iso3"]: float(row["gdp_usd"]) / 1e6 for row in csv.DictReader(handle)}
    last: dict[str, tuple[int, float]] = {}
    with gzip.open(raw / "politics" / "world_bank_gdp.csv.gz", "rt", encoding="utf8") as handle:
        for row in csv.DictReader(handle):
            entry = int(row["year"]), float(row["gdp_usd"]) / 1e6
            last[row["iso3"]] = max(entry, last.get(row["iso3"], entry))
    ended = [last[c][0] < 2022 and abs(last[c][1] / gdp[c] - 1) < 1e-3 for c in codes]
    years = [last[c][0] if stopped else RECENT for c, stopped in zip(codes, ended, strict=True)]
    return np.array([gdp[c] for c in codes]), np.array(years)


def main() -> None:
    """Read, convert, write, print what it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    inputs = [
        "liberation_day/trade_2023.npz",
        "liberation_day/countries_gdp_usrate.csv",
        "politics/world_bank_gdp.csv.gz",
    ]
    with np.load(args.raw / inputs[0], allow_pickle=False) as data:
        codes = [str(c) for c in data["iso"]]
        flow = (data["X_kusd"].astype(float) / 1000).astype(np.float32)
    gdp, years = read_gdp(args.raw, codes)
    path = args.out / "satellites-2023.nc"
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"exporter": len(codes), "importer": len(codes)}
        text = np.array([c.encode() for c in codes], dtype="S3")
        file.create_variable("exporter", ("exporter",), data=text)
        file.create_variable("importer", ("importer",), data=text)
        packed = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
        file.create_variable("flow", ("exporter", "importer"), data=flow, **packed)
        file.create_variable("gdp", ("exporter",), data=gdp.astype(np.float32))
        file.create_variable("gdp_year", ("exporter",), data=years.astype(np.int16))
        file.attrs["title"] = f"Goods trade 2023 and GDP of {len(codes)} economies, million USD"
        file.attrs["licence"] = "flow: Etalab Open Licence 2.0 (attribute CEPII); gdp: CC BY 4.0 (attribute World Bank)"
        file.attrs["sources"] = json.dumps(SOURCES)
        digests = {f: hashlib.sha256((args.raw / f).read_bytes()).hexdigest() for f in inputs}
        file.attrs["sha256_of_inputs"] = json.dumps(digests)
        file.attrs["built_by"] = "tools/build_data/satellites.py"
    print(f"{path}: {path.stat().st_size} bytes, {len(codes)} economies, trade {flow.sum() / 1e6:.2f} trillion USD")
    old = {c: int(y) for c, y in zip(codes, years, strict=True) if y < 2022}
    print(f"GDP of a year before 2022: {old}")


if __name__ == "__main__":
    main()

"""Goods trade between states by year, from three sources that differ in valuation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from politics_codes import CowCodes

__all__ = ["INPUTS", "SOURCES", "totals", "trade", "unreported"]

COW = "politics/cow_dyadic_trade_2000_2014.csv.gz"
BACI = "liberation_day/trade_2023.npz"
ICIO_YEARS = range(2011, 2023)
BACI_YEAR = 2023
CERTAINLY_SILENT = ("RUS", "KOR", "ARG", "POL", "VNM")
"""Large states that had not reported 2023 when the source was made: they have no trade with one another in it."""
INPUTS = (COW, BACI, "politics/cow_iso3.csv", "icio/sectors.csv", *(f"icio/flows_{y}.npz" for y in ICIO_YEARS))
SOURCES = {
    "cow": "Barbieri, K. and O. M. G. Keshk, Correlates of War Dyadic Trade 4.0: imports as reported, 2000-2010, and to 2014 "
    "for pairs outside the ICIO tables.",
    "icio": "OECD, Inter-Country Input-Output Database, 2025 edition (inferred), CC BY 4.0: goods at basic prices, 2011-2022.",
    "baci": "CEPII, BACI HS22, 2023, version 202501 (Gaulier and Zignago 2010), Etalab Open Licence 2.0.",
}


def _cow(raw: Path) -> pd.DataFrame:
    """Both directions of every reported pair; what was not reported is left out."""
    table = pd.read_csv(raw / COW)
    codes = CowCodes(raw)
    one, two = (codes.iso3(table[c], table["year"]) for c in ("ccode1", "ccode2"))
    there = pd.DataFrame({"exporter": two, "importer": one, "year": table["year"], "value": table["flow1"]})
    back = pd.DataFrame({"exporter": one, "importer": two, "year": table["year"], "value": table["flow2"]})
    both = pd.concat([there, back]).assign(source="cow")
    return both[both["value"].notna() & (both["value"] >= 0)]


def _long(flow: np.ndarray, states: list[str], year: int, source: str) -> pd.DataFrame:
    """[exporter, importer] flows as rows, without home sales."""
    size = len(states)
    table = pd.DataFrame(
        {
            "exporter": np.repeat(states, size),
            "importer": np.tile(states, size),
            "year": year,
            "value": flow.ravel(),
            "source": source,
        }
    )
    return table[table["exporter"] != table["importer"]]


def _icio(raw: Path) -> Iterator[pd.DataFrame]:
    goods = pd.read_csv(raw / "icio" / "sectors.csv")["is_goods"].to_numpy(bool)
    for year in ICIO_YEARS:
        with np.load(raw / "icio" / f"flows_{year}.npz", allow_pickle=False) as data:
            flow = data["X"][:, :, goods].astype(float).sum(axis=2)
            yield _long(flow, [str(c) for c in data["countries"]], year, "icio")


def _baci_all(raw: Path) -> pd.DataFrame:
    """Every pair; null between states that had not reported, 0 where one that had reported names none.

    Raises:
        ValueError: the silent states of the source trade with one another.
    """
    with np.load(raw / BACI, allow_pickle=False) as data:
        flow, states = data["X_kusd"].astype(float) / 1000, [str(c) for c in data["iso"]]
    nothing = (flow == 0) & (flow.T == 0)
    core = [states.index(c) for c in CERTAINLY_SILENT]
    silent = np.flatnonzero(nothing[:, core].all(axis=1))
    if not nothing[np.ix_(silent, silent)].all():
        raise ValueError(f"{BACI}: some of the states that trade with none of {', '.join(CERTAINLY_SILENT)} trade.")
    flow[np.ix_(silent, silent)] = np.nan
    return _long(flow, states, BACI_YEAR, "baci")


def _baci(raw: Path) -> pd.DataFrame:
    """Both directions of every pair that either side reported."""
    table = _baci_all(raw)
    return table[table["value"].notna()]


def unreported(raw: Path) -> pd.DataFrame:
    """`exporter`, `importer`, `year`, `value` (null), `source`: pairs neither side of which had reported."""
    table = _baci_all(raw)
    return table[table["value"].isna()]


def trade(raw: Path) -> pd.DataFrame:
    """`exporter`, `importer`, `year`, `value` (million current USD), `source`; one row a pair and year.

    The ICIO tables come before COW where they have both states; `ROW` is their rest of the world.
    """
    every = pd.concat([*_icio(raw), _cow(raw), _baci(raw)])
    return every.drop_duplicates(["exporter", "importer", "year"], keep="first").reset_index(drop=True)


def totals(raw: Path) -> pd.DataFrame:
    """`iso3`, `year`, `exports_usd_mn`, `imports_usd_mn`, `trade_source`: every state's goods trade with all, from one source.

    A state of the ICIO tables counts its trade with their rest of the world, and none with COW's pairs.
    """
    parts = []
    for table in (pd.concat(list(_icio(raw))), _cow(raw), _baci(raw)):
        out = table.groupby(["exporter", "year"])["value"].sum().rename_axis(["iso3", "year"]).rename("exports_usd_mn")
        into = table.groupby(["importer", "year"])["value"].sum().rename_axis(["iso3", "year"]).rename("imports_usd_mn")
        source = str(table["source"].iloc[0])
        parts.append(pd.concat([out, into], axis=1).reset_index().assign(trade_source=source))
    every = pd.concat(parts).drop_duplicates(["iso3", "year"], keep="first")
    return every[every["iso3"] != "ROW"].reset_index(drop=True)

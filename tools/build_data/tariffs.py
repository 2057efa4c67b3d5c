"""Baseline tariffs: the raw table corrected for its known defects, United States duties of January 2025.

Sources: Teti (2024), Global Tariff Database beta1-2024-12 (corrected numbers only); Waugh, trade-war tracker
(MIT): duties collected in 2024 by partner and HS2 chapter, folded to sectors; US Harmonized Tariff Schedule 2025.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

FOOD_CAP = 0.10
"""Cap on food duties where the importer's own crop duty is not higher: the tobacco artefact."""


def correct(tariff: Array, countries: list[str], sectors: list[str], eu: list[str]) -> Array:
    """Remove the known artefacts of the raw table.

    Services carry no duty; food (a plain mean of food and tobacco) is capped at 10 % or the importer's
    crop duty on the same exporter, whichever is higher; members of the EU share the German rates and
    trade freely among themselves.

    Args:
        tariff: [exporter, importer, sector] raw fractions.
    """
    fixed = tariff.astype(float).copy()
    food, crops = sectors.index("C10T12"), sectors.index("A01")
    fixed[:, :, food] = np.minimum(fixed[:, :, food], np.maximum(FOOD_CAP, fixed[:, :, crops]))
    germany = countries.index("DEU")
    members = [countries.index(c) for c in eu]
    fixed[:, members, :] = fixed[:, [germany], :]
    fixed[members, :, :] = fixed[[germany], :, :]
    fixed[np.ix_(members, members)] = 0
    fixed[:, :, sectors.index("SERV")] = 0
    fixed[np.arange(len(countries)), np.arange(len(countries)), :] = 0
    return fixed


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf8") as handle:
        yield from csv.DictReader(handle)


def us_collected(raw: Path, countries: list[str], sectors: list[str]) -> tuple[Array, int]:
    """United States duty rates of January 2025 by exporter and sector, as collected in 2024.

    Partners outside the list are pooled into `ROW`. Electrical equipment takes the rate of HS chapter 85 and
    coal that of chapter 27, whose primary sectors are others. Where nothing was imported the rate is the
    partner's mean over goods.

    Returns:
        rates [exporter, sector], and the number of cells filled with the partner's mean.
    """
    index = {c: i for i, c in enumerate(countries)}
    imports, duty = np.zeros((2, len(countries), len(sectors)))
    for row in _rows(raw / "us_tariff_by_country_icio28_snapshot.csv.gz"):
        if row["iso3"] in ("EU", "USA", "") or row["sector"] not in sectors or row["sector"] == "SERV":
            continue
        i, j = index.get(row["iso3"], index["ROW"]), sectors.index(row["sector"])
        imports[i, j] += float(row["imports_2024_usd"])
        duty[i, j] += float(row["duty_2024_usd"])
    for chapter, sector in (("85", "C27"), ("27", "B05")):
        j = sectors.index(sector)
        imports[:, j] = duty[:, j] = 0
        for row in _rows(raw / "us_tariff_by_country_hs2.csv.gz"):
            if row["hs2"].zfill(2) == chapter and row["iso3"] not in ("EU", "USA", ""):
                i = index.get(row["iso3"], index["ROW"])
                imports[i, j] += float(row["imports_2024_usd"] or 0)
                duty[i, j] += float(row["duty_2024_usd"] or 0)
    mean = duty.sum(axis=1) / np.maximum(imports.sum(axis=1), 1)
    rates = np.divide(duty, imports, out=np.repeat(mean[:, None], len(sectors), axis=1), where=imports > 0)
    rates[:, sectors.index("SERV")] = 0
    rates[:, sectors.index("B09")] = 0
    rates[index["USA"]] = 0
    filled = int(((imports <= 0) & (rates > 0)).sum())
    return rates, filled

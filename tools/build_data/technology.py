"""Technology of 2020 (45 industries) folded into the 28 sectors of the flows.

Source: OECD ICIO, 2023 edition, value-added and input shares (set `icio_technology`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

DONORS = {"AGO": "NGA", "ARE": "SAU", "COD": "ZAF"}
"""Economies without coefficients in the 2020 tables, and the neighbour whose technology they borrow."""


@dataclass(frozen=True)
class Shares45:
    """The raw coefficients: value added and inputs over gross output, final expenditure shares."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    value_added: Array  # [sector, country]
    inputs: Array  # [country, input, sector]
    final: Array  # [sector, country]
    children: dict[str, list[str]]  # 45-industry code -> codes of the 28


def read_shares(raw: Path) -> Shares45:
    """Read the coefficient file and its bridge to the 28 sectors."""
    with np.load(raw / "icio2020_shares.npz", allow_pickle=False) as data:
        with open(raw / "sector_bridge_to_icio28.csv", encoding="utf8") as handle:
            children = {r["sector_45"]: r["sectors_28"].split(";") for r in csv.DictReader(handle)}
        return Shares45(
            tuple(str(c) for c in data["iso"]),
            tuple(str(s) for s in data["sector"]),
            data["B"].astype(float),
            data["G"].astype(float).transpose(1, 0, 2),  # stored as [input, country, sector]
            data["alpha"].astype(float),
            children,
        )


def services_weights(va: Array, inputs: Array, final: Array, goods: Array, output: Array, total: float) -> Array:
    """Output weights of the service industries of one country, by a Leontief closure.

    Services are taken as sold at home: y_s = G_ss y_s + G_sg y_g + phi a_s, with phi such that the
    industries add up to the services output of the flows.

    Args:
        va: [45] value-added shares. inputs: [input 45, sector 45]. final: [45] final expenditure shares.
        goods: [45] whether the industry is a goods industry. output: [45] output of goods industries.
        total: services output, million USD.
    """
    services = ~goods
    solve = np.linalg.inv(np.eye(int(services.sum())) - inputs[np.ix_(services, services)])
    fed = solve @ (inputs[np.ix_(services, goods)] @ output[goods])
    shape = solve @ final[services]
    phi = (total - fed.sum()) / shape.sum()
    weights = np.maximum(fed + phi * shape, 0) if phi > 0 else fed
    weights = np.where(va[services] > 0, weights, 0)
    return np.asarray(weights / weights.sum())


def fold_country(
    shares: Shares45, country: str, sectors: tuple[str, ...], output: Array, use: Array
) -> tuple[Array, Array]:
    """Value-added shares [28] and input shares [input 28, sector 28] of one country.

    A row of the 45 that feeds several of the 28 is split in proportion to the country's use of each.
    """
    n = shares.countries.index(country)
    parent = {child: k for k, s in enumerate(shares.sectors) for child in shares.children[s] if child != "SERV"}
    is_goods = np.array([shares.children[s] != ["SERV"] for s in shares.sectors])
    y45 = np.zeros(len(shares.sectors))
    for j, s in enumerate(sectors):
        if s in parent:
            y45[parent[s]] += output[j]
    columns = np.zeros((len(shares.sectors), len(sectors)))  # technology of each of the 28, in weights over the 45
    for j, s in enumerate(sectors):
        if s in parent:
            columns[parent[s], j] = 1
    serv = sectors.index("SERV")
    columns[~is_goods, serv] = services_weights(
        shares.value_added[:, n], shares.inputs[n], shares.final[:, n], is_goods, y45, float(output[serv])
    )
    rows = np.zeros((len(sectors), len(shares.sectors)))
    for k, s in enumerate(shares.sectors):
        kids = [sectors.index(c) for c in shares.children[s]]
        weight = use[kids] if use[kids].sum() > 0 else np.ones(len(kids))
        rows[kids, k] = weight / weight.sum()
    return shares.value_added[:, n] @ columns, rows @ shares.inputs[n] @ columns


def fold(
    shares: Shares45, countries: tuple[str, ...], sectors: tuple[str, ...], output: Array, use: Array
) -> tuple[Array, Array, dict[str, str]]:
    """Coefficients of all economies, and by economy what is borrowed.

    Args:
        output: [country, sector] producer receipts. use: [country, sector] purchases at duty-paid prices.

    Returns:
        value-added shares [country, sector], input shares [country, input, sector], what is borrowed.
    """
    va = np.zeros((len(countries), len(sectors)))
    inputs = np.zeros((len(countries), len(sectors), len(sectors)))
    borrowed: dict[str, str] = {}
    for i, country in enumerate(countries):
        donor = DONORS.get(country, country)
        if donor != country:
            borrowed[country] = f"all sectors from {donor}"
        va[i], inputs[i] = fold_country(shares, donor, sectors, output[i], use[i])
    absent = (va <= 0) | (abs(va + inputs.sum(axis=1) - 1) > 1e-6)
    for j in np.flatnonzero(absent.any(axis=0)):
        have = ~absent[:, j]
        weight = output[have, j] / output[have, j].sum()
        for i in np.flatnonzero(absent[:, j]):
            va[i, j] = weight @ va[have, j]
            inputs[i, :, j] = np.tensordot(weight, inputs[have, :, j], 1)
            if output[i, j] > 0:
                borrowed[countries[i]] = f"{sectors[j]} from the world average (industry absent in 2020)"
    total = va + inputs.sum(axis=1)
    return va / total, inputs / total[:, None, :], borrowed

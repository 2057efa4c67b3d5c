"""Build the packaged world of 2022 from the raw sets.

python tools/build_data/world_2022.py --raw ../shared/data --out src/multipolar/data
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from multipolar.params.elasticities import load_elasticities
from multipolar.world import World, final_demand, save_world
from multipolar.world.repair import RepairSize, repair

import tariffs
import technology
from arguments import raw_and_out

Array = npt.NDArray[np.float64]

SOURCES = {
    "flow": "OECD, Inter-Country Input-Output tables, 2025 edition (inferred), year 2022, https://oe.cd/icio; CC BY 4.0; "
    "intermediate plus final use, negative cells set to 0 by the source; Sao Tome and Principe merged into ROW.",
    "value_added_share, input_share": "OECD ICIO, 2023 edition, year 2020, https://oe.cd/icio; CC BY 4.0; 45 industries "
    "folded into 28 (services weights by a Leontief closure), smallest cross-entropy repair of final demand.",
    "tariff": "Teti, F. (2024), 30 Years of Trade Policy: Evidence from 160 Countries, Global Tariff Database "
    "beta1-2024-12, year 2021, corrected: services 0, food capped (tobacco), EU members unified. United States: duties "
    "of January 2025 as collected in 2024, Waugh, trade-war tracker (MIT), by partner and sector.",
    "trade_elasticity": "Fontagne, Guimbard and Orefice (2022), Tariff-based product-level trade elasticities, J. Int. "
    "Econ. 137; theta = sigma - 1; services 4.",
}


def read_flows(raw: Path) -> tuple[Array, Array, list[str], list[str], list[str]]:
    """Flows and raw tariffs with Sao Tome merged into the rest of the world (tariffs weighted by flows)."""
    with np.load(raw / "icio" / "flows_2022.npz", allow_pickle=False) as data:
        flow, tariff = data["X"].astype(float), data["t"].astype(float)
        countries, sectors = [str(c) for c in data["countries"]], [str(s) for s in data["sectors"]]
    with open(raw / "icio" / "sectors.csv", encoding="utf8") as handle:
        names = [row["name"] for row in csv.DictReader(handle)]
    gone, into = countries.index("STP"), countries.index("ROW")
    duty = flow * tariff
    for axis in (0, 1):
        for array in (flow, duty):
            view = np.moveaxis(array, axis, 0)
            view[into] += view[gone]
    keep = [i for i in range(len(countries)) if i != gone]
    flow, duty, tariff = (a[np.ix_(keep, keep)] for a in (flow, duty, tariff))
    merged = np.divide(duty, flow, out=tariff.copy(), where=flow > 0)
    touched = np.zeros(flow.shape, dtype=bool)
    row = keep.index(into)
    touched[row], touched[:, row] = True, True
    tariff = np.where(touched, merged, tariff)
    tariff[:, row] = 0  # the rest of the world's own duties are unknown
    return flow, tariff, [countries[i] for i in keep], sectors, names


def eu_members(raw: Path) -> list[str]:
    """Members of the European Union today."""
    with open(raw / "memberships" / "memberships.csv", encoding="utf8") as handle:
        return [r["iso3"] for r in csv.DictReader(handle) if r["organisation"] == "EU" and not r["left"]]


def checksums(raw: Path) -> dict[str, str]:
    """SHA-256 of every input file."""
    files = [
        "icio/flows_2022.npz",
        "icio/sectors.csv",
        "icio_technology/icio2020_shares.npz",
        "icio_technology/sector_bridge_to_icio28.csv",
        "memberships/memberships.csv",
        "us_tariffs/us_tariff_by_country_icio28_snapshot.csv.gz",
        "us_tariffs/us_tariff_by_country_hs2.csv.gz",
    ]
    return {f: hashlib.sha256((raw / f).read_bytes()).hexdigest() for f in files}


def build(raw: Path) -> tuple[World, RepairSize]:
    """The world of 2022 and the size of the repair."""
    flow, tariff, countries, sectors, names = read_flows(raw)
    tariff = tariffs.correct(tariff, countries, sectors, eu_members(raw))
    tariff[:, countries.index("USA"), :], filled = tariffs.us_collected(raw / "us_tariffs", countries, sectors)
    output, use = flow.sum(axis=1), (flow * (1 + tariff)).sum(axis=0)
    shares = technology.read_shares(raw / "icio_technology")
    va, inputs, borrowed = technology.fold(shares, tuple(countries), tuple(sectors), output, use)
    inputs, size = repair(tuple(countries), inputs, output, use)
    va = 1 - inputs.sum(axis=1)
    theta = load_elasticities("FGO", tuple(sectors)).theta
    world = World(
        name="World 2022",
        year=2022,
        countries=tuple(countries),
        sectors=tuple(sectors),
        sector_names=tuple(names),
        is_goods=np.array([s != "SERV" for s in sectors]),
        flow=flow,
        tariff=tariff,
        value_added_share=va,
        input_share=inputs,
        trade_elasticity=theta,
        attrs={
            "licence": "CC BY 4.0 for the OECD figures (attribute OECD); our own corrections and folding: CC BY 4.0",
            "sources": json.dumps(SOURCES),
            "borrowed_coefficients": json.dumps(borrowed),
            "repair": json.dumps(size.__dict__),
            "tariff_notes": f"ROW's own duties are unknown and entered as 0; {filled} US cells without imports in 2024 "
            "hold the partner's mean duty; food capped at 10 % or the crop duty of the pair.",
            "sha256_of_inputs": json.dumps(checksums(raw)),
            "satellites": "satellites-2023",
            "built_by": "tools/build_data/world_2022.py",
        },
    )
    return world, size


def main() -> None:
    """Build, print the checks, write."""
    args = raw_and_out(__doc__)
    world, size = build(args.raw)
    output = world.flow.sum(axis=1)
    va = (world.value_added_share * output).sum(axis=1) / 1e6
    for c in ("USA", "CHN"):
        print(f"value added {c} {va[world.countries.index(c)]:.2f} trillion USD")
    print(f"value added world {va.sum():.2f} trillion USD; smallest final demand {final_demand(world).min():.3g}")
    us = world.countries.index("USA")
    deficit = world.flow[:, us].sum() - world.flow[us].sum()
    goods = world.is_goods
    bought = world.flow[:, us, goods].copy()
    bought[us] = 0
    print(
        f"US deficit {deficit / 1e6:.3f} trillion USD; US goods duty {(bought * world.tariff[:, us, goods]).sum() / bought.sum():.4f}"
    )
    print(size)
    path = args.out / "world-2022.nc"
    save_world(world, path)
    print(f"{path}: {path.stat().st_size} bytes, world {world.sha256()[:16]}")


if __name__ == "__main__":
    main()

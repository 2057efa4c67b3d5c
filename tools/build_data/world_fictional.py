"""Build the fictional world: three economies, three sectors, numbers small enough to check by hand.

python tools/build_data/world_fictional.py --out src/multipolar/data
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from multipolar.world import World, save_world


def build() -> World:
    """Arcadia, Lemuria and Thule trade food, machines and services; Thule makes no machines."""
    flow = np.zeros((3, 3, 3))
    flow[:, :, 0] = [[80, 10, 10], [5, 90, 5], [10, 10, 30]]  # food
    flow[:, :, 1] = [[60, 20, 20], [15, 70, 15], [0, 0, 0]]  # machines
    flow[:, :, 2] = [[150, 5, 5], [5, 140, 5], [2, 2, 60]]  # services
    tariff = np.zeros((3, 3, 3))
    tariff[1, 0, :2], tariff[2, 0, 0] = 0.05, 0.10
    tariff[0, 1, :2], tariff[0, 2, 0] = 0.10, 0.02
    value_added = np.full((3, 3), 0.6)
    inputs = np.zeros((3, 3, 3))
    inputs[:, 0, :] = 0.05
    inputs[:, 1, :] = 0.10
    inputs[:, 2, :] = 0.25
    return World(
        name="Fictional three-country world",
        year=2000,
        countries=("ARC", "LEM", "THU"),
        sectors=("FOOD", "MACH", "SERV"),
        sector_names=("Food", "Machines", "Services"),
        is_goods=np.array([True, True, False]),
        flow=flow,
        tariff=tariff,
        value_added_share=value_added,
        input_share=inputs,
        trade_elasticity=np.array([3.0, 5.0, 4.0]),
        attrs={
            "licence": "Apache-2.0",
            "sources": '{"all": "invented"}',
            "built_by": "tools/build_data/world_fictional.py",
        },
    )


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    world = build()
    save_world(world, args.out / "world-fictional.nc")
    print(f"{args.out / 'world-fictional.nc'}: world {world.sha256()[:16]}")


if __name__ == "__main__":
    main()

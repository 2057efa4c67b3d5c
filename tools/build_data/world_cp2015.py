"""Build the packaged world of 1993 behind Caliendo and Parro (2015), and the scenario of their NAFTA experiment.

    python tools/build_data/world_cp2015.py --raw ../shared/data --out src/multipolar

The data do not clear sector by sector as published (use differs from supply by 1.5 % in the median cell), and the
authors' code clips negative final demand. As they do, the equilibrium at the tariffs of 1993 is solved first, with
observed trade shares, technology, labour income and deficits, and serves as the baseline.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.equilibrium import solve_accounts
from multipolar.economy.shocks import no_shocks
from multipolar.world import World, save_world

from arguments import raw_and_out

Array = npt.NDArray[np.float64]

SOURCE = (
    "Caliendo and Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Rev. Econ. Stud. 82(1):1-44, "
    "supplementary data, as restructured in the R package cp2015 (P. F. A. Oliveira, MIT licence)"
)
NAFTA = ("CAN", "MEX", "USA")


def raw_accounts(data: Any) -> Accounts:
    """Accounts of 1993 with final demand clipped at zero; not yet an equilibrium."""
    flow, tariff = data["X"].transpose(0, 2, 1).copy(), data["t1993"].transpose(0, 2, 1).copy()
    paid, receipts = flow * (1 + tariff), flow.sum(axis=1)
    inputs = data["Z"] / (data["VA"] + data["Z"].sum(axis=0))
    va_share = 1 - inputs.sum(axis=0)
    inputs = np.maximum(inputs, 0)  # one coefficient is -0.0006 (Canada, other goods in basic metals)
    inputs *= np.divide(1 - va_share, inputs.sum(axis=0), out=np.ones_like(va_share), where=va_share < 1)
    demand = np.maximum(paid.sum(axis=2) - np.einsum("kjn,jn->kn", inputs, receipts), 0)
    deficit = flow.sum(axis=(0, 2)) - receipts.sum(axis=0)
    value_added = (va_share * receipts).sum(axis=0)
    return Accounts(
        share=paid / paid.sum(axis=2)[:, :, None],
        tariff=tariff,
        spending=paid.sum(axis=2),
        receipts=receipts,
        value_added_share=va_share,
        input_share=inputs,
        final_share=demand / demand.sum(axis=0),
        value_added=value_added,
        income=value_added + (paid - flow).sum(axis=(0, 2)) + deficit,
        deficit=deficit,
        flow=flow,
    )


def with_markets_cleared(a: Accounts) -> Accounts:
    """Spending and receipts that clear goods markets at unchanged wages and prices (a linear fixed point)."""
    spending = a.spending
    for _ in range(5000):
        flow = a.share * spending[:, :, None] / (1 + a.tariff)
        income = a.value_added + (flow * a.tariff).sum(axis=(0, 2)) + a.deficit
        new = np.einsum("jkn,kn->jn", a.input_share, flow.sum(axis=1)) + a.final_share * income
        if np.max(abs(new / spending - 1)) < 1e-13:
            return dataclasses.replace(a, spending=new, flow=flow, receipts=flow.sum(axis=1), income=income)
        spending = new
    raise ValueError("goods markets did not clear")


def build(path: Path) -> tuple[World, Array]:
    """The world of 1993, and the tariffs of the NAFTA experiment [exporter, importer, sector]."""
    with np.load(path, allow_pickle=False) as data:
        countries, sectors = tuple(str(c) for c in data["iso"]), tuple(str(s) for s in data["sector"])
        theta = data["theta"].astype(float)
        accounts = with_markets_cleared(raw_accounts(data))
        new_tariff = data["t_nafta_cfl"].transpose(1, 2, 0)
        observed = data["X"].transpose(1, 2, 0)
    shocks = no_shocks(accounts)
    state, residual, _ = solve_accounts(accounts, shocks, theta, "world", countries, sectors)
    flow = state.flow.transpose(2, 1, 0)
    moved = abs(flow - observed).sum() / observed.sum()
    print(f"baseline residual {residual:.1e}; flows moved by {moved:.4f} of their sum")
    world = World(
        name="Caliendo-Parro 1993",
        year=1993,
        countries=countries,
        sectors=sectors,
        sector_names=sectors,
        is_goods=np.arange(len(sectors)) < 20,
        flow=np.ascontiguousarray(flow) / 1e6,
        tariff=np.ascontiguousarray(accounts.tariff.transpose(2, 1, 0)),
        value_added_share=np.ascontiguousarray(accounts.value_added_share.T),
        input_share=np.ascontiguousarray(accounts.input_share.transpose(2, 0, 1)),
        trade_elasticity=theta,
        attrs={
            "licence": "MIT (data set of the R package cp2015)",
            "sources": json.dumps({"all": SOURCE}),
            "baseline": f"equilibrium at the tariffs of 1993; flows moved by {moved:.4f} of their sum; "
            "one negative input coefficient (CAN, Other in Basic metals, -0.0006) set to 0",
            "sha256_of_inputs": json.dumps({path.name: hashlib.sha256(path.read_bytes()).hexdigest()}),
            "built_by": "tools/build_data/world_cp2015.py",
        },
    )
    return world, new_tariff


def scenario_text(world: World, new_tariff: Array) -> str:
    """The NAFTA tariff changes as a scenario file."""
    lines = [
        "# Written by tools/build_data/world_cp2015.py; do not edit by hand.",
        "multipolar: 1",
        "name: NAFTA's tariff reductions, 1993 to 2005",
        "description: >",
        "  The experiment of table 2 in Caliendo and Parro (2015): tariffs among Canada, Mexico and the United",
        "  States go to their levels of 2005, all other tariffs stay as in 1993.",
        "world: cp2015",
        "poles: [USA, CAN, MEX]",
        "moves:",
    ]
    for importer in NAFTA:
        for exporter in NAFTA:
            i, n = world.countries.index(exporter), world.countries.index(importer)
            for j, sector in enumerate(world.sectors):
                if new_tariff[i, n, j] != world.tariff[i, n, j]:
                    lines.append(
                        f"  - tariff: {{by: {importer}, on: {exporter}, set_pct: {100 * new_tariff[i, n, j]:.6g}, "
                        f"sectors: [{json.dumps(sector)}], from: 1994}}"
                    )
    lines.append("settings: {horizon: 1994, elasticities: world, deficits: balanced}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Build and write both."""
    args = raw_and_out(__doc__)
    world, new_tariff = build(args.raw / "caliendo_parro_1993" / "cp2015.npz")
    save_world(world, args.out / "data" / "world-cp2015.nc")
    path = args.out / "scenarios" / "nafta-1993.yaml"
    path.write_text(scenario_text(world, new_tariff), encoding="utf8")
    print(f"world {world.sha256()[:16]}; {path}")


if __name__ == "__main__":
    main()

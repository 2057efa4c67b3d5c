"""What a world holds, in numbers a person can check."""

from __future__ import annotations

from typing import Any

import numpy as np

from multipolar.world.model import World, final_demand

__all__ = ["world_summary"]


def world_summary(world: World) -> dict[str, Any]:
    """Totals, market clearing, and provenance of a world.

    Returns:
        name, year, sha256; totals with units in their names; attributes as stored, JSON texts parsed.
    """
    output = world.flow.sum(axis=1)
    value_added = (world.value_added_share * output).sum(axis=1) / 1e6
    demand = final_demand(world)
    abroad = ~np.eye(world.n_countries, dtype=bool)[:, :, None]
    trade = (world.flow * abroad).sum(axis=(0, 2)) - (world.flow * abroad).sum(axis=(1, 2))
    duties = (world.flow * world.tariff).sum(axis=(0, 2))
    gap = np.max(abs(demand.sum(axis=1) / (1e6 * value_added + duties + trade) - 1))
    largest = np.argsort(-value_added)[:8]
    totals: dict[str, Any] = {
        "year": world.year,
        "economies": world.n_countries,
        "sectors": world.n_sectors,
        "world value added, trillion USD": float(value_added.sum()),
        "international trade, trillion USD": float((world.flow * abroad).sum() / 1e6),
    }
    for n in largest:
        totals[f"value added {world.countries[n]}, trillion USD"] = float(value_added[n])
    for n in np.argsort(-trade)[:3]:
        totals[f"deficit {world.countries[n]}, trillion USD"] = float(trade[n] / 1e6)
    totals["smallest final demand, million USD"] = float(demand.min())
    totals["largest gap of final demand to income, share"] = float(gap)
    totals["cells without output"] = int((output <= 0).sum())
    attributes: dict[str, Any] = {"countries": " ".join(world.countries), "sectors": " ".join(world.sectors)}
    for key in world.attrs:
        attributes[str(key)] = world.attribute(key)
    return {
        "name": world.name,
        "year": world.year,
        "sha256": world.sha256(),
        "totals": totals,
        "attributes": attributes,
    }

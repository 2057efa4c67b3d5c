"""From commodities to sectors: which part of a sector's flow between two economies a commodity is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.params.commodities import Commodity
from multipolar.params.commodity_flows import CommodityTable
from multipolar.world import World

__all__ = ["sector_parts"]

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


def sector_parts(
    curbed: Sequence[tuple[Commodity, CommodityTable | None]],
    flow: Array,
    world: World,
    importers: Positions,
    exporters: Positions,
) -> tuple[list[tuple[int, Array]], list[str]]:
    """The part of every sector's flow that some commodities are, on given pairs, at most all of it.

    Args:
        curbed: commodities with their tables; None stands for a whole sector. flow: [sector, importer, exporter]
            million USD. world: its labels. importers, exporters: [pair] positions.

    Returns:
        sector positions with the part, [pair] between 0 and 1; sentences on what could not be met in full.
    """
    touched: dict[int, Array] = {}
    notes = []
    for commodity, table in curbed:
        if table is None:
            touched[world.sectors.index(commodity.sector_flows)] = np.full(len(importers), np.inf)
        elif commodity.output_only:
            notes.append(
                f"{commodity.name}: only shares of world output are in the data, no flow by pair; the equilibrium is left "
                "unchanged, the short-run figures rest on output shares."
            )
        else:
            for sector, values in table.flow.items():
                j = world.sectors.index(sector)
                value = values[importers, exporters]
                notes += _excess(commodity.name, sector, value, flow[j, importers, exporters])
                touched[j] = touched.get(j, 0.0) + value
    return [(j, _part(value, flow[j, importers, exporters])) for j, value in sorted(touched.items())], notes


def _part(value: Array, whole: Array) -> Array:
    return np.minimum(1.0, np.divide(value, whole, out=np.zeros_like(whole), where=whole > 0))


def _excess(name: str, sector: str, value: Array, whole: Array) -> list[str]:
    """Customs values and input-output tables disagree on many pairs: say how much of the commodity finds no room."""
    lost = np.maximum(value - whole, 0.0)
    if not lost.any():
        return []
    return [
        f"{name}: on {np.count_nonzero(lost)} of {np.count_nonzero(value)} curbed pairs its recorded trade is larger than all "
        f"of {sector} in the world's table, by {lost.sum() / 1000:,.2f} of {value.sum() / 1000:,.2f} billion USD; there the whole "
        "sector's flow counts as the commodity."
    ]

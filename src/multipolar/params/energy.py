"""Sectors in which energy and minerals are sold, for the move `energy_deal`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from multipolar.params.commodities import commodities
from multipolar.params.read import read_table

__all__ = ["DealtProduct", "dealt_products", "held_by"]


@dataclass(frozen=True)
class DealtProduct:
    """What an energy deal can be about.

    Args:
        name: as in the tables. sectors: codes that hold it.
    """

    name: str
    sectors: tuple[str, ...]


@functools.cache
def dealt_products() -> Mapping[str, DealtProduct]:
    """Products by name and by their other names.

    Commodities with a flow have the sectors of `params/commodities.yaml`; the products of `params/energy.yaml` are those
    that it lacks.
    """
    table = read_table("energy")
    sectors = {c.name: (*c.codes, c.sector_flows) if c.sector_flows else tuple(c.codes) for c in commodities().values()}
    sectors = {name: where for name, where in sectors.items() if where} | {
        name: tuple(where) for name, where in table["products"].items()
    }
    found = {name: DealtProduct(name, where) for name, where in sectors.items()}
    found |= {other: found[name] for name, others in table["also_called"].items() for other in others}
    return MappingProxyType(found)


def held_by(sector: str) -> str:
    """What a sector holds, in words; empty where no product of a deal is sold in it.

    Args:
        sector: code in the world of 2022.
    """
    return str(read_table("energy")["sectors_hold"].get(sector, ""))

"""Sectors in which energy and minerals are sold, for the move `energy_deal`."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from multipolar.params.read import read_table

__all__ = ["Commodity", "energy_commodities"]


@dataclass(frozen=True)
class Commodity:
    """A commodity of energy or minerals.

    Args:
        name: as in the table. sectors: codes that hold it. also: what else they hold, in words.
    """

    name: str
    sectors: tuple[str, ...]
    also: str


@functools.cache
def energy_commodities() -> dict[str, Commodity]:
    """Commodities by name and by their other names (`params/energy.yaml`)."""
    found: dict[str, Commodity] = {}
    for name, entry in read_table("energy").items():
        commodity = Commodity(name, tuple(entry["sectors"]), str(entry["also"]))
        found |= dict.fromkeys((name, *entry["names"]), commodity)
    return found

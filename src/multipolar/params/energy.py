"""Sectors in which energy and minerals are sold, for the move `energy_deal`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

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
    text = resources.files("multipolar").joinpath("params/energy.yaml").read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, Commodity] = {}
    for name, entry in table.items():
        commodity = Commodity(name, tuple(entry["sectors"]), str(entry["also"]))
        found |= dict.fromkeys((name, *entry["names"]), commodity)
    return found

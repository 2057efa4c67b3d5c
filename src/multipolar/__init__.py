"""Multipolar: an open, real-time model of the international order."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multipolar.engine import simulate
    from multipolar.exposure import exposure_table
    from multipolar.result import Result
    from multipolar.scenario import Scenario, load_scenario
    from multipolar.world import World, load_world

__all__ = ["Result", "Scenario", "World", "exposure_table", "load_scenario", "load_world", "simulate"]

_HOME = {
    "Result": "result",
    "Scenario": "scenario",
    "World": "world",
    "exposure_table": "exposure",
    "load_scenario": "scenario",
    "load_world": "world",
    "simulate": "engine",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that the command line answers before the solver is imported."""
    if name in _HOME:
        return getattr(importlib.import_module(f"multipolar.{_HOME[name]}"), name)
    raise AttributeError(f"module 'multipolar' has no attribute {name!r}")

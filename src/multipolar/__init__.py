"""Multipolar: an open, real-time model of the international order."""

from multipolar.engine import simulate
from multipolar.result import Result
from multipolar.scenario import Scenario, load_scenario
from multipolar.world import World, load_world

__all__ = ["Result", "Scenario", "World", "load_scenario", "load_world", "simulate"]

"""Scenarios: a frozen list of moves with settings, read from a file that a person can review."""

from multipolar.scenario.assumptions import THETA_BOUNDS, THETA_PREFIX, own_elasticities
from multipolar.scenario.json_schema import scenario_schema
from multipolar.scenario.model import DEFAULT_FIRST_YEAR, Coalition, Document, Punishment, Scenario, Settings
from multipolar.scenario.reading import load_scenario, packaged_scenarios, parse_scenario, with_settings

__all__ = [
    "DEFAULT_FIRST_YEAR",
    "THETA_BOUNDS",
    "THETA_PREFIX",
    "Coalition",
    "Document",
    "Punishment",
    "Scenario",
    "Settings",
    "load_scenario",
    "own_elasticities",
    "packaged_scenarios",
    "parse_scenario",
    "scenario_schema",
    "with_settings",
]

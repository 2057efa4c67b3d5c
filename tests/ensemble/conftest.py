"""Runs with draws, made once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar import Result, Scenario, load_scenario, simulate

DRAWS, SEED = 12, 7

MIXED = """
multipolar: 1
name: mixed
moves:
  - tariff: {by: USA, on: CHN, add_pp: 30, from: 2026, id: duty}
  - tariff: {by: CHN, on: VNM, add_pp: 20, from: 2026, id: other}
  - tariff: {by: USA, on: MEX, add_pp: 25, from: 2026, status: threatened, probability: 0.5, id: threat}
  - retaliation: {by: MEX, against: threat, kind: mirror, from: 2026}
  - guarantee: {by: USA, to: [PHL], level: 0.5, from: 2026, probability: 0.5, id: promise}
  - tariff: {by: IND, on: CHN, add_pp: 50, from: 2026, probability: 0, id: never}
settings: {horizon: 2027, beliefs: literature}
"""
"""Certain, threatened, answered and impossible moves of several poles."""


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Certain, threatened, answered and impossible moves."""
    path: Path = tmp_path_factory.mktemp("ensemble") / "mixed.yaml"
    path.write_text(MIXED, encoding="utf8")
    return load_scenario(path)


@pytest.fixture(scope="session")
def run(mixed: Scenario) -> Result:
    """The mixed scenario with draws."""
    return simulate(mixed, sensitivity=False, explain=False, draws=DRAWS, seed=SEED)

"""The rule of the build tool that finds flows which fell away, and own supply that cannot be known."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

YEARS = (2018, 2019, 2020, 2021)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that builds the tables of commodities."""
    path = Path(__file__).parents[2] / "tools" / "build_data" / "commodities.py"
    found = importlib.util.spec_from_file_location("build_commodities", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def history(
    before: list[float], now: float, other: float = 50_000.0
) -> dict[tuple[str, int], dict[tuple[str, str], float]]:
    """Purchases of B from A, and from C beside it."""
    amounts = dict(zip(YEARS, before, strict=True)) | {2022: now}
    return {("ore", year): {("A", "B"): v, ("C", "B"): other} for year, v in amounts.items()}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([50_000.0] * 4, 0.0, ["ore,A,B,50"]),
        ([50_000.0] * 3 + [0.0], 0.0, ["ore,A,B,43"]),
        ([50_000.0] * 4, 2_000.0, []),
        ([10_000.0] * 4, 0.0, []),
        ([200_000.0, 0.0, 0.0, 0.0], 0.0, []),
    ],
    ids=["gone", "gone a year earlier", "still there", "never large", "one year only"],
)
def test_flows_that_fell_away(tool: ModuleType, before: list[float], now: float, expected: list[str]) -> None:
    assert list(tool.holes("ore", history(before, now), set())) == expected


def test_small_flows_and_those_known_to_have_ended_are_left_out(tool: ModuleType) -> None:
    assert not list(tool.holes("ore", history([900.0] * 4, 0.0, other=0.0), set()))
    assert not list(tool.holes("ore", history([50_000.0] * 4, 0.0), {("A", "B")}))


@pytest.mark.parametrize(("output", "expected"), [(500.0, 200.0), (100.0, None), (20.0, 0.0)])
def test_own_supply_is_unknown_where_exports_exceed_an_output_that_matters(
    tool: ModuleType, output: float, expected: float | None
) -> None:
    flows = {1: {("A", "B"): 300.0, ("C", "A"): 400.0}}
    assert tool.own_supply({"hs6": {"B07": [1]}}, {"A": output}, flows) == {"A": expected}

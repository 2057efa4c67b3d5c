"""The wedges of `sanctions-2023`: the equilibrium reproduces the growth of trade that the packaged table implies."""

from __future__ import annotations

import math
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from multipolar import load_scenario
from multipolar.economy.equilibrium import Economy
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.moves import TradeCost
from multipolar.params.russia_wedges import WEDGES, russia_wedges, wedge_costs_pct
from multipolar.world import World
from multipolar.world.groups import members

FILE = resources.files("multipolar").joinpath("data/russia_trade_2023.csv")
CHECKS = yaml.safe_load((Path(__file__).parents[1] / "data" / "russia_2023_checks.yaml").read_text())
WORLD_GROWTH = next(
    float(line.split("=")[1]) for line in FILE.read_text().splitlines() if line.startswith("# world_growth =")
)
FITTED = ["fitted", "borrowed"]
TOLERANCE = 1e-5
"""Of log growth; the build fits to 1e-7 and rounds wedges to 1e-5 per cent."""


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The packaged table."""
    return pd.read_csv(str(FILE), comment="#")


def test_the_equilibrium_reproduces_every_target(world: World, economy: Economy, table: pd.DataFrame) -> None:
    names = Names(load_scenario("sanctions-2023"), world)
    solution = economy.solve(shocks_from(economy.observed, names, 2035))
    goods = world.is_goods
    before = solution.base.flow[goods].sum(axis=0)
    after = solution.state.flow[goods].sum(axis=0)
    used = table[table.basis.isin(FITTED)]
    assert len(used) == 101
    for row in used.itertuples():
        n, i = world.countries.index(row.importer), world.countries.index(row.exporter)
        assert before[n, i] == pytest.approx(row.usd_mn_2022, rel=1e-6)
        target = row.growth_relative_to_world
        if row.basis == "fitted":
            assert row.usd_mn_2023 / row.usd_mn_2022 / WORLD_GROWTH == pytest.approx(target, rel=1e-9)
        assert math.log(after[n, i] / before[n, i]) == pytest.approx(math.log(target), abs=TOLERANCE), row


def test_each_target_has_one_wedge_and_no_other_pair_has_any(table: pd.DataFrame) -> None:
    used = table[table.basis.isin(FITTED)]
    assert set(russia_wedges()) == set(zip(used.importer, used.exporter, strict=True))
    for partner in ("TWN", "KOR", "BLR", "ROW"):
        assert not any(partner in pair for pair in russia_wedges())


def test_the_scenario_and_the_table_of_wedges_are_the_same() -> None:
    moves = load_scenario(WEDGES).moves
    assert all(isinstance(m, TradeCost) and m.sectors == ("goods",) for m in moves)
    assert all(len(m.by) == len(m.on) == 1 for m in moves)
    assert {(m.by[0], m.on[0]): m.cost_pct for m in moves} == dict(wedge_costs_pct())
    assert len(moves) == len(wedge_costs_pct())
    for pair, cost in wedge_costs_pct().items():
        assert russia_wedges()[pair] == pytest.approx(math.log(1 + cost / 100), rel=1e-12)


def test_poland_borrows_the_growth_of_the_other_members_of_the_eu(table: pd.DataFrame) -> None:
    others = [c for c in members("EU", 2023) if c != "POL"]
    for side, other in (("importer", "exporter"), ("exporter", "importer")):
        rows = table[table[side].isin(others) & (table[other] == "RUS")]
        growth = rows.usd_mn_2023.sum() / rows.usd_mn_2022.sum() / WORLD_GROWTH
        poland = table[(table[side] == "POL") & (table[other] == "RUS")].iloc[0]
        assert poland.basis == "borrowed"
        assert np.isnan(poland.usd_mn_2023)
        assert poland.growth_relative_to_world == pytest.approx(growth, rel=1e-9)


@pytest.mark.parametrize("pair", CHECKS["pairs"], ids=lambda p: f"{p['exporter']}-{p['importer']}")
def test_the_table_meets_the_totals_of_its_sources(table: pd.DataFrame, pair: dict[str, float]) -> None:
    def side(code: object) -> set[str]:
        return set(members("EU", 2023)) if code == "EU" else {str(code)}

    rows = table[table.exporter.isin(side(pair["exporter"])) & table.importer.isin(side(pair["importer"]))]
    for year in (2022, 2023):
        found = rows[f"usd_mn_{year}"].sum() / 1000
        assert found == pytest.approx(pair[f"usd_bn_{year}"], abs=CHECKS["tolerance_usd_bn"])


def test_wedges_have_the_signs_of_the_record() -> None:
    wedges = russia_wedges()
    for partner in ("USA", "GBR", "DEU", "FRA", "ITA", "JPN", "CAN"):
        assert wedges[partner, "RUS"] > 0.1
        assert wedges["RUS", partner] > 0.1
    assert wedges["CHN", "RUS"] < 0
    assert wedges["RUS", "CHN"] < 0
    assert wedges["IND", "RUS"] < wedges["CHN", "RUS"]

"""The packaged tables and judgements: totals, shares, sectors that exist, names and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from multipolar.errors import LabelError
from multipolar.params.commodities import Commodity, commodities, commodity_named, needs_of, short_run
from multipolar.params.commodity_flows import CommodityTable, commodity_table
from multipolar.world import World

CHECKS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data/raw_materials_checks.yaml").read_text())
WITH_TABLES = [c for c in commodities().values() if not c.sector_flows]


def table(name: str, world: World) -> CommodityTable:
    """Table of a commodity on the world of 2022."""
    return commodity_table(commodities()[name], world.countries, world.sectors)


def test_crude_exports_are_the_published_ones(world: World) -> None:
    flow = table("crude_oil", world).flow["B06"]
    for code, published in CHECKS["crude_exports_bn_usd"].items():
        found = flow.sum() if code == "world" else flow[:, world.countries.index(code)].sum()
        assert found / 1000 == pytest.approx(published, abs=CHECKS["tolerance_bn_usd"]), code


@pytest.mark.parametrize("name", CHECKS["china_output_share_pct"])
def test_output_shares_of_china(name: str, world: World) -> None:
    share = table(name, world).output_share
    assert share is not None
    low, high = CHECKS["china_output_share_pct"][name]
    assert low <= 100 * share[world.countries.index("CHN")] <= high


@pytest.mark.parametrize("commodity", WITH_TABLES, ids=lambda c: c.name)
def test_tables_are_whole(commodity: Commodity, world: World) -> None:
    found = commodity_table(commodity, world.countries, world.sectors)
    assert found.output_share is not None
    assert found.output_share.sum() == pytest.approx(1, abs=1e-3)
    for sector, flow in found.flow.items():
        assert flow.sum() > 1, f"{sector} holds nothing"
        own = np.diag(flow).copy()
        own[world.countries.index("ROW")] = 0
        assert not own.any()
    assert (found.own_supply is None) != commodity.own_counted
    assert (found.world_value is not None) == commodity.output_only
    needs = needs_of(commodity.name)
    assert needs.grade in {"C", "D"}
    assert needs.reason
    assert set(needs.shares) <= set(world.sectors)
    assert all(0 < share <= 1 for share in needs.shares.values())


def test_ranges_of_the_parameters() -> None:
    for name in ("elasticity_of_input", "elasticity_over_sources", "full_need_cost_share"):
        found = short_run(name)
        assert 0 < found.low < found.central < found.high
        assert found.source
        assert found.grade
    assert short_run("elasticity_of_input").high < 1 < short_run("elasticity_over_sources").low


def test_unknown_names_are_told_the_nearest_and_what_stands_in() -> None:
    with pytest.raises(LabelError, match="did you mean rare_earths"):
        commodity_named("rare_earth")
    with pytest.raises(LabelError, match="electronics, a proxy"):
        commodity_named("chips")
    with pytest.raises(LabelError, match="no table here, neither flows nor output"):
        commodity_named("magnets")


def test_what_has_no_flows_by_pair_says_so(world: World) -> None:
    for name in ("gallium", "germanium", "indium", "tellurium"):
        assert commodities()[name].output_only
        assert not table(name, world).flow
    assert not commodities()["rare_earths"].output_only


def test_another_world_is_refused(fictional: World) -> None:
    with pytest.raises(LabelError, match="economies of the world of 2022"):
        commodity_table(commodities()["cobalt"], fictional.countries, fictional.sectors)

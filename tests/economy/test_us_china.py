"""The US-China experiment against an earlier computation of ours, by other code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from multipolar import load_scenario
from multipolar.economy.equilibrium import Economy
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.welfare import real_income
from multipolar.params.elasticities import load_elasticities
from multipolar.world import World

EARLIER = yaml.safe_load((Path(__file__).parents[1] / "data" / "us_china_60_earlier.yaml").read_text())


def _outcome(world: World, name: str) -> dict[str, float]:
    theta = load_elasticities(name, world.sectors).theta.copy()
    theta[world.sectors.index("SERV")] = EARLIER["sets"][name]["services"]
    economy = Economy(world, theta)
    names = Names(load_scenario("us-china-60-retaliation"), world)
    solution = economy.solve(shocks_from(economy.observed, names, 2035), "world")
    return dict(zip(world.countries, (100 * real_income(solution)).tolist(), strict=True))


@pytest.mark.parametrize("name", ["FGO", "IS"])
def test_agrees_with_the_earlier_figures_where_duties_agree(world: World, name: str) -> None:
    ours = _outcome(world, name)
    for country, value in EARLIER["sets"][name]["values"].items():
        assert ours[country] == pytest.approx(value, abs=EARLIER["tolerance"]), country


@pytest.mark.parametrize("name", ["FGO", "IS"])
def test_the_united_states_differ_because_duties_on_china_were_there_before(world: World, name: str) -> None:
    """With the duties on China before 2018 restored to 5.3 %, the mean of 2021, the figure is the earlier one again."""
    low, high = EARLIER["united_states"]["difference_between"]
    published = EARLIER["united_states"][name]
    assert low <= _outcome(world, name)["USA"] - published <= high
    usa, chn = world.countries.index("USA"), world.countries.index("CHN")
    tariff = world.tariff.copy()
    scale = 0.053 / np.average(tariff[chn, usa, :27], weights=world.flow[chn, usa, :27])
    tariff[chn, usa, :27] *= scale
    before_2018 = _repaired(world, tariff)
    assert _outcome(before_2018, name)["USA"] == pytest.approx(published, abs=0.03)


def _repaired(world: World, tariff: np.ndarray) -> World:
    """The world with other duties: inputs of goods whose use falls are scaled so that final demand stays positive."""
    output = world.flow.sum(axis=1)
    use = (world.flow * (1 + tariff)).sum(axis=0)
    load = np.einsum("nkj,nj->nk", world.input_share, output)
    scale = np.minimum(1, 0.999999 * use / np.maximum(load, 1e-300))
    inputs = world.input_share * scale[:, :, None]
    return world.replace(tariff=tariff, input_share=inputs, value_added_share=1 - inputs.sum(axis=1))

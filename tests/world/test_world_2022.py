"""The packaged world: published magnitudes, accounts that add up, marks where figures are borrowed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from multipolar.economy.accounts import accounts_of
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks, offers_of
from multipolar.economy.state import condition_gaps, state_from
from multipolar.world import World, final_demand, world_summary

CHECKS = yaml.safe_load((Path(__file__).parents[1] / "data" / "world_2022_checks.yaml").read_text())


def test_size(world: World) -> None:
    assert world.n_countries == 80
    assert world.countries[-1] == "ROW"
    assert "STP" not in world.countries
    assert world.n_sectors == 28
    assert world.is_goods.sum() == 27


def test_value_added_is_that_of_an_earlier_computation(world: World) -> None:
    output = world.flow.sum(axis=1)
    value_added = (world.value_added_share * output).sum(axis=1) / 1e6
    found = {c: value_added[world.countries.index(c)] for c in ("USA", "CHN")} | {"world": value_added.sum()}
    for name, earlier in CHECKS["value_added"].items():
        assert found[name] == pytest.approx(earlier, rel=CHECKS["tolerance"]), name
    usa = world.countries.index("USA")
    deficit = (world.flow[:, usa].sum() - world.flow[usa].sum()) / 1e6
    assert deficit == pytest.approx(CHECKS["us_deficit"], rel=CHECKS["tolerance"])


def test_every_market_clears(world: World, economy: Economy) -> None:
    """Purchases recomputed from technology and income equal observed purchases in every market."""
    accounts = accounts_of(world)
    ones, neutral = np.ones_like(accounts.spending), no_shocks(accounts)
    offers = offers_of(accounts, neutral, world.trade_elasticity)
    unknowns = (ones[0], ones, accounts.spending)
    state = state_from(accounts, neutral, offers, world.trade_elasticity, "own", unknowns)
    assert max(condition_gaps(accounts, state).values()) <= 1e-9


def test_no_negative_final_demand(world: World) -> None:
    assert final_demand(world).min() >= 0


def test_repair_is_small_and_reported(world: World) -> None:
    repair = json.loads(world.attrs["repair"])
    assert repair["coefficients_moved"] / repair["coefficients_sum"] < 0.02
    assert repair["flows_moved_share"] < 0.02
    assert repair["cells"] > 0


def test_provenance_names_sources_licence_and_borrowed_coefficients(world: World) -> None:
    sources = json.loads(world.attrs["sources"])
    assert set(sources) >= {"flow", "tariff", "trade_elasticity"}
    assert "CC BY 4.0" in world.attrs["licence"]
    for economy in ("AGO", "ARE", "COD"):
        assert json.loads(world.attrs["borrowed_coefficients"])[economy].startswith("all sectors from")
    assert all(len(v) == 64 for v in json.loads(world.attrs["sha256_of_inputs"]).values())


def test_duties_are_corrected(world: World) -> None:
    serv, food = world.sectors.index("SERV"), world.sectors.index("C10T12")
    assert not world.tariff[:, :, serv].any()
    deu, fra, chn, usa = (world.countries.index(c) for c in ("DEU", "FRA", "CHN", "USA"))
    assert not world.tariff[deu, fra].any()
    assert (world.tariff[chn, deu] == world.tariff[chn, fra]).all()
    assert world.tariff[:, usa, food].max() < 0.25
    goods = world.flow[chn, usa, :27]
    assert 0.09 < (goods * world.tariff[chn, usa, :27]).sum() / goods.sum() < 0.13
    assert not np.diagonal(world.tariff).any()


def test_summary_agrees_with_the_arrays(world: World) -> None:
    totals = world_summary(world)["totals"]
    assert totals["economies"] == 80
    assert totals["largest gap of final demand to income, share"] <= 1e-9
    assert totals["value added USA, trillion USD"] == pytest.approx(25.6, rel=0.03)

"""Today's policy: duties and flows against the arrays of the world, politics against the tables, reasons where there are no data."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from multipolar import Scenario, load_world
from multipolar.catalogue import catalogue
from multipolar.moves import MOVE_TYPES
from multipolar.scenario import load_scenario, packaged_scenarios
from multipolar.today import Today, today
from multipolar.world.groups import members

WORLD = load_world("2022")
AT = {code: k for k, code in enumerate(WORLD.countries)}


def asked(*moves: dict[str, Any]) -> list[Today]:
    """Today's policy for moves."""
    return today(Scenario.from_dict({"multipolar": 1, "name": "x", "moves": list(moves)}))


def test_mean_duty_is_weighted_by_imports() -> None:
    flow, duty = (a[AT["CHN"], AT["USA"]][WORLD.is_goods] for a in (WORLD.flow, WORLD.tariff))
    (found,) = asked({"tariff": {"by": "USA", "on": "CHN", "add_pp": 60}})
    assert found.value == pytest.approx(100 * (flow * duty).sum() / flow.sum(), rel=1e-12)
    assert found.value == pytest.approx(11.8, abs=0.05)  # January 2025, with the duties of section 301
    assert (found.field, found.at, found.unit) == ("add_pp", 0.0, "%")
    assert "11.8 %" in found.text
    assert "Waugh" in found.source
    (level,) = asked({"tariff": {"by": "USA", "on": "CHN", "set_pct": 60}})
    assert (level.field, level.at) == ("set_pct", found.value)


def test_a_duty_of_one_sector_and_of_a_union() -> None:
    sector = WORLD.sectors.index("C29")
    (one,) = asked({"tariff": {"by": "USA", "on": "DEU", "add_pp": 5, "sectors": "C29"}})
    assert one.value == pytest.approx(100 * WORLD.tariff[AT["DEU"], AT["USA"], sector])
    inside = [AT[c] for c in members("EU", 2026) if c in AT]
    outside = [k for k in range(WORLD.n_countries) if k not in inside]
    goods = np.flatnonzero(WORLD.is_goods)
    flow, duty = (a[np.ix_(outside, inside, goods)] for a in (WORLD.flow, WORLD.tariff))
    (union,) = asked({"tariff": {"by": "EU", "on": "all", "add_pp": 1}})
    assert union.value == pytest.approx(100 * (flow * duty).sum() / flow.sum())


def test_an_answer_in_kind_looks_at_the_other_side() -> None:
    there, back, answer = asked(
        {"tariff": {"by": "USA", "on": "CHN", "add_pp": 60, "id": "first"}},
        {"tariff": {"by": "CHN", "on": "USA", "add_pp": 60}},
        {"retaliation": {"by": "CHN", "against": "first"}},
    )
    assert answer.value == back.value != there.value
    assert answer.field is None


def test_flows_of_curbs_bans_costs_and_deals() -> None:
    chips = WORLD.sectors.index("C26")
    bought = WORLD.flow[:, AT["USA"], chips].sum() - WORLD.flow[AT["USA"], AT["USA"], chips]
    gas = WORLD.sectors.index("B06")
    goods = WORLD.is_goods
    both = WORLD.flow[AT["USA"], AT["CHN"], goods].sum() + WORLD.flow[AT["CHN"], AT["USA"], goods].sum()
    curb, proxy, ban, cost, deal = asked(
        {"export_curb": {"by": "TWN", "on": "USA", "sectors": "C26", "share": 0.5}},
        {"export_curb": {"by": "TWN", "on": "USA", "commodities": "electronics", "share": 0.5}},
        {"import_ban": {"by": "USA", "on": "CHN"}},
        {"trade_cost": {"between": ["USA", "CHN"], "cost_pct": 5}},
        {"energy_deal": {"by": "RUS", "to": "CHN", "commodity": "natural_gas", "usd_bn": 5}},
    )
    assert curb.value == pytest.approx(100 * WORLD.flow[AT["TWN"], AT["USA"], chips] / bought)
    assert proxy.value == pytest.approx(curb.value)
    assert ban.value == pytest.approx(WORLD.flow[AT["CHN"], AT["USA"], goods].sum() / 1000)
    assert cost.value == pytest.approx(both / 1000)
    assert deal.value == pytest.approx(WORLD.flow[AT["RUS"], AT["CHN"], gas] / 1000)
    assert deal.unit == "billion USD a year"


def test_politics_are_those_of_the_tables() -> None:
    on, off, pact, few, member, rule, vote = asked(
        {"sanction": {"by": "USA", "on": "RUS"}},
        {"sanction": {"by": "USA", "on": "DEU"}},
        {"guarantee": {"by": "USA", "to": "NATO", "level": -0.3}},
        {"guarantee": {"by": "USA", "to": "IND", "level": 0.3}},
        {"membership": {"who": "KEN", "joins": "BRICS"}},
        {"institution_reform": {"body": "IMF", "quota": 0.6}},
        {"withdrawal": {"who": "USA", "body": "NATO"}},
    )
    assert (on.value, off.value) == (1.0, 0.0)
    assert (pact.value, few.value) == (1.0, 0.0)
    assert member.value == 0.0
    assert (rule.value, rule.at) == (0.85, 0.85)
    assert vote.value == 1.0
    lend, give, trip = asked(
        {"infrastructure_finance": {"by": "CHN", "to": "KEN", "usd_bn": 1}},
        {"aid": {"by": "USA", "to": "KEN", "usd_bn": 1}},
        {"visit": {"by": "CHN", "to": "VNM"}},
    )
    assert lend.value is not None
    assert 0.1 < lend.value < 3
    assert give.value is None
    assert "China alone" in give.reason
    assert trip.value == 1


def test_records_of_different_length_are_read_each_to_its_own_end() -> None:
    both, china, states = asked(
        {"visit": {"by": ["CHN", "USA"], "to": ["VNM", "JPN", "DEU"]}},
        {"visit": {"by": "CHN", "to": ["VNM", "JPN", "DEU"]}},
        {"visit": {"by": "USA", "to": ["VNM", "JPN", "DEU"]}},
    )
    assert both.value == (china.value or 0) + (states.value or 0)
    assert "2016 to 2020" in china.text
    assert "2020 to 2024" in states.text
    assert "end in 2020 and 2024" in both.text
    (pacts,) = asked({"guarantee": {"by": "USA", "to": ["DEU", "JPN"], "level": 0.3}})
    assert "in 2018 to 2024" in pacts.text
    (gone,) = asked({"sanction": {"by": "USA", "on": "DDR"}})
    assert gone.value is None


def test_all_means_the_economies_and_lenders_are_named_with_their_records() -> None:
    everyone, lent = asked(
        {"sanction": {"by": "USA", "on": "all"}},
        {"infrastructure_finance": {"by": ["CHN", "USA"], "to": ["KEN", "DEU"], "usd_bn": 1}},
    )
    assert everyone.value is not None
    assert 0 < everyone.value < 0.5
    assert lent.text.startswith("China committed")
    assert "(1 of them with records)" in lent.text


def test_a_curb_names_the_commodities_whose_flows_are_unknown() -> None:
    part, alone = asked(
        {"export_curb": {"by": "CHN", "commodities": ["rare_earths", "gallium"], "share": 0.5}},
        {"export_curb": {"by": "CHN", "commodities": "rare_earths", "share": 0.5}},
    )
    assert part.value == alone.value
    assert "of gallium no flows by pair are known" in part.text


def test_sides_that_do_not_trade_have_no_wedge() -> None:
    flow = WORLD.flow.copy()
    flow[AT["USA"], AT["RUS"]] = flow[AT["RUS"], AT["USA"]] = 0.0
    silent = WORLD.replace(flow=flow)
    relief = {"sanctions_relief": {"by": "USA", "on": "RUS", "share": 0.5}}
    (found,) = today(Scenario.from_dict({"multipolar": 1, "name": "x", "moves": [relief]}), silent)
    assert "do not trade goods" in found.reason


def test_what_stands_to_be_lifted() -> None:
    alone, peace, nobody = asked(
        {"sanctions_relief": {"by": "USA", "on": "RUS", "share": 0.5}},
        {"peace_deal": {"parties": ["RUS", "USA"]}},
        {"peace_deal": {"parties": ["IND", "PAK"]}},
    )
    assert alone.value == pytest.approx(peace.value)
    assert alone.value is not None
    assert alone.value > 10
    assert nobody.value is None


@pytest.mark.parametrize(
    "move",
    [
        {"tariff": {"by": "USA", "on": "KEN", "add_pp": 5}},
        {"tariff": {"by": "DEU", "on": "FRA", "add_pp": 5}},
        {"tariff": {"by": "USAA", "on": "CHN", "add_pp": 5}},
        {"tariff": {"by": "USA", "on": "CHN", "add_pp": 5, "sectors": "X99"}},
        {"export_curb": {"by": "CHN", "commodities": "gallium", "share": 0.5}},
        {"export_curb": {"by": "CHN", "commodities": "chips", "share": 0.5}},
        {"energy_deal": {"by": "RUS", "to": "CHN", "commodity": "sunshine", "usd_bn": 5}},
        {"sanction": {"by": "KEN", "on": "TZA"}},
        {"sanction": {"by": "USAA", "on": "RUS"}},
        {"attention": {"by": "USA", "from_theatre": "Europe", "to_theatre": "Asia"}},
        {"withdrawal": {"who": "USA", "body": "Paris Agreement"}},
    ],
)
def test_no_data_has_a_reason(move: dict[str, Any]) -> None:
    (found,) = asked(move)
    assert found.value is None
    assert found.reason
    assert found.text == f"no data: {found.reason}"


@pytest.mark.parametrize("name", packaged_scenarios())
def test_every_packaged_move_gets_an_answer(name: str) -> None:
    scenario = load_scenario(name)
    found = today(scenario)
    assert len(found) == len(scenario.moves)
    fields = {k["kind"]: {f["name"] for f in k["fields"]} for k in catalogue()["kinds"]}
    for move, answer in zip(scenario.moves, found, strict=True):
        json.dumps(answer.to_dict(), allow_nan=False)
        assert (answer.value is None) == bool(answer.reason)
        assert bool(answer.source) == (answer.value is not None)
        assert answer.field is None or answer.field in fields[move.kind]
    assert set(fields) == set(MOVE_TYPES)

"""What each kind of move changes in the shocks of the fictional world, by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from multipolar import load_scenario
from multipolar.economy.accounts import accounts_of
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.errors import ScenarioError
from multipolar.world import World, load_world
from multipolar.world.groups import group_names, members

ARC, LEM, THU = 0, 1, 2
FOOD, MACH, SERV = 0, 1, 2


def shocks_of(tmp_path: Path, world: World, moves: str, year: int = 2026) -> tuple[Shocks, Names]:
    """Shocks of a scenario with these moves."""
    path = tmp_path / "s.yaml"
    path.write_text(f"multipolar: 1\nname: test\nworld: fictional\nmoves:\n{dedent(moves)}", encoding="utf8")
    names = Names(load_scenario(path), world)
    return shocks_from(accounts_of(world), names, year), names


def test_tariff_adds_points_on_goods_by_default(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - tariff: {by: ARC, on: LEM, add_pp: 60}")
    expected = accounts_of(fictional).tariff.copy()
    expected[:2, ARC, LEM] += 0.6
    assert np.allclose(shocks.tariff, expected)


def test_tariff_sets_a_level_and_later_moves_act_on_it(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - tariff: {by: ARC, on: [LEM, THU], set_pct: 20, sectors: [FOOD]}
      - tariff: {by: ARC, on: THU, add_pp: 5, sectors: [FOOD]}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert shocks.tariff[FOOD, ARC, LEM] == pytest.approx(0.20)
    assert shocks.tariff[FOOD, ARC, THU] == pytest.approx(0.25)


def test_retaliation_mirrors_a_tariff(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - tariff: {by: ARC, on: LEM, add_pp: 30, sectors: [MACH], id: first}
      - retaliation: {by: LEM, against: first, kind: mirror}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    before = accounts_of(fictional).tariff
    assert shocks.tariff[MACH, LEM, ARC] == pytest.approx(before[MACH, LEM, ARC] + 0.30)
    assert shocks.tariff[FOOD, LEM, ARC] == before[FOOD, LEM, ARC]


def test_retaliation_mirrors_an_export_curb(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - export_curb: {by: ARC, on: LEM, sectors: [MACH], share: 0.5, id: curb}
      - retaliation: {by: LEM, against: curb}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert shocks.availability[MACH, ARC, LEM] == pytest.approx(0.5)
    assert shocks.availability[MACH, LEM, ARC] == pytest.approx(0.5)


def test_export_curb_withholds_or_taxes(tmp_path: Path, fictional: World) -> None:
    moves = """\
      - export_curb: {by: ARC, sectors: [MACH], share: 1}
      - export_curb: {by: LEM, on: ARC, sectors: [FOOD], tax_pct: 10}
    """
    shocks, _ = shocks_of(tmp_path, fictional, moves)
    assert not shocks.availability[MACH, [LEM, THU], ARC].any()
    assert shocks.availability[MACH, ARC, ARC] == 1
    assert shocks.export_tax[FOOD, ARC, LEM] == pytest.approx(0.10)
    assert np.count_nonzero(shocks.export_tax) == 1


def test_sanction_cuts_both_ways_by_default(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - sanction: {by: ARC, on: LEM, share: 0.25}")
    assert shocks.availability[FOOD, LEM, ARC] == shocks.availability[FOOD, ARC, LEM] == pytest.approx(0.75)
    assert shocks.availability[SERV, LEM, ARC] == 1
    one_way, _ = shocks_of(tmp_path, fictional, "  - sanction: {by: ARC, on: LEM, both_ways: false}")
    assert one_way.availability[FOOD, LEM, ARC] == 0
    assert one_way.availability[FOOD, ARC, LEM] == 1


def test_trade_cost_between_and_one_way(tmp_path: Path, fictional: World) -> None:
    both, _ = shocks_of(tmp_path, fictional, "  - trade_cost: {between: [ARC, LEM], cost_pct: 10, sectors: all}")
    assert both.trade_cost[SERV, ARC, LEM] == both.trade_cost[SERV, LEM, ARC] == pytest.approx(1.1)
    one, _ = shocks_of(tmp_path, fictional, "  - trade_cost: {by: ARC, on: LEM, cost_pct: -10}")
    assert one.trade_cost[FOOD, ARC, LEM] == pytest.approx(0.9)
    assert one.trade_cost[FOOD, LEM, ARC] == 1


def test_trade_agreement_lowers_and_never_raises(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - trade_agreement: {between: [ARC, LEM], tariffs_to_pct: 7}")
    assert shocks.tariff[FOOD, ARC, LEM] == pytest.approx(0.05)
    assert shocks.tariff[FOOD, LEM, ARC] == pytest.approx(0.07)


def test_transfer_sums_to_zero_and_is_split_by_value_added(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - transfer: {by: ARC, to: [LEM, THU], usd_bn: 0.001}")
    va = accounts_of(fictional).value_added
    assert shocks.transfer[ARC] == pytest.approx(-1.0)
    assert shocks.transfer[LEM] == pytest.approx(va[LEM] / (va[LEM] + va[THU]))
    assert shocks.transfer.sum() == pytest.approx(0)


def test_years(tmp_path: Path, fictional: World) -> None:
    move = "  - tariff: {by: ARC, on: LEM, add_pp: 60, from: 2027, until: 2028}"
    for year, holds in ((2026, False), (2027, True), (2028, True), (2029, False)):
        shocks, _ = shocks_of(tmp_path, fictional, move, year)
        assert (shocks.tariff != no_shocks(accounts_of(fictional)).tariff).any() == holds


def test_eu_members_share_one_tariff(world: World) -> None:
    names = Names(load_scenario("us-china-60"), world)
    widened = names.one_tariff(["DEU"], 2026)
    assert set(widened) == {c for c in members("EU", 2026) if c in world.countries}
    assert "share one trade policy" in names.warnings[0]
    (inside,) = names.unions(2026)
    assert {c for c, k in names.everyone.items() if inside[k]} == set(members("EU", 2026))


def test_groups_are_dated(world: World) -> None:
    assert "GBR" in members("EU", 2019)
    assert "GBR" not in members("EU", 2021)
    assert "FIN" not in members("NATO", 2022)
    assert len(members("NATO", 2026)) == 32
    assert len(members("EU", 2026)) == 27
    west = set(members("West", 2026))
    assert west >= {*members("EU", 2026), *members("NATO", 2026), *members("G7", 2026), "AUS", "NZL", "KOR", "CHE"}
    assert not west & set(members("Global_South", 2026))
    assert {"EU", "NATO", "BRICS", "ASEAN", "G7", "West", "Global_South"} <= set(group_names())


def test_group_members_outside_the_world_are_named_in_a_warning(world: World) -> None:
    names = Names(load_scenario("us-china-60"), world)
    found = names.states(0, "on", ("ASEAN",), 2026)
    assert "VNM" in found
    assert names.actors(0, "on", ("ASEAN",), 2026) == [*found, "TLS"]
    assert "without accounts of their own: ASEAN 1 of 11" in names.warnings[0]
    names.actors(0, "on", ("Latin_America",), 2026)
    assert "Latin_America 25 of 33 (1 more without data, left out)" in names.warnings[0]


def test_members_outside_a_world_without_satellites_are_left_out() -> None:
    names = Names(load_scenario("nafta-1993"), load_world("cp2015"))
    assert names.states(0, "on", ("ASEAN",), 2026) == ["IDN"]
    assert "left out" in names.warnings[0]


@pytest.mark.parametrize(
    ("moves", "message"),
    [
        (
            "  - tariff: {by: ARK, on: LEM, add_pp: 1}",
            r":5: moves\[0\].tariff.by: unknown state or group 'ARK'; did you mean ARC",
        ),
        ("  - tariff: {by: ARC, on: LEM, add_pp: 1, sectors: [FOD]}", "unknown sector 'FOD'; did you mean FOOD"),
        ("  - tariff: {by: ARC, on: Germany, add_pp: 1}", "did you mean DEU"),
        ("  - tariff: {by: ARC, on: KEN, add_pp: 1}", "not an economy of its own"),
        ("  - tariff: {by: ARC, on: EU, add_pp: 1}", "no member of EU in 2026 is an economy of this world"),
        ("  - tariff: {by: ARC, on: LEM, add_pp: -99}\n  - tariff: {by: ARC, on: LEM, add_pp: -9}", "-100 % or below"),
        ("  - retaliation: {by: ARC, against: nothing}", "no earlier move has id 'nothing'"),
    ],
)
def test_names_that_mean_nothing_are_refused_with_line_and_remedy(
    tmp_path: Path, fictional: World, moves: str, message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        shocks_of(tmp_path, fictional, moves)


def test_actors_of_moves_not_yet_modelled_are_checked_too(tmp_path: Path, fictional: World) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("multipolar: 1\nname: t\nmoves:\n  - visit: {by: CHN, to: Vietnm}\n", encoding="utf8")
    with pytest.raises(
        ScenarioError, match=r":4: moves\[0\].visit.to: unknown state or group 'Vietnm'; did you mean VNM"
    ):
        check_names(load_scenario(path), fictional)


def test_a_sanction_inside_overlapping_sides_applies_once(tmp_path: Path, fictional: World) -> None:
    shocks, _ = shocks_of(tmp_path, fictional, "  - sanction: {by: [ARC, LEM], on: [ARC, LEM], share: 0.5}")
    assert shocks.availability[FOOD, ARC, LEM] == shocks.availability[FOOD, LEM, ARC] == pytest.approx(0.5)


def test_retaliation_hits_the_whole_customs_union(tmp_path: Path, world: World) -> None:
    moves = """\
      - tariff: {by: DEU, on: CHN, add_pp: 10, id: duty}
      - retaliation: {by: CHN, against: duty}
    """
    shocks, _ = shocks_of(tmp_path, world, moves)
    chn, fra = world.countries.index("CHN"), world.countries.index("FRA")
    before = accounts_of(world).tariff
    assert shocks.tariff[0, fra, chn] == pytest.approx(before[0, fra, chn] + 0.1)
    assert shocks.tariff[0, chn, fra] == pytest.approx(before[0, chn, fra] + 0.1)


def test_an_agreement_of_one_member_binds_the_customs_union(tmp_path: Path, world: World) -> None:
    shocks, _ = shocks_of(tmp_path, world, "  - trade_agreement: {between: [DEU, CHN], tariffs_to_pct: 0}")
    chn, fra = world.countries.index("CHN"), world.countries.index("FRA")
    assert not shocks.tariff[:, fra, chn].any()
    assert not shocks.tariff[:, chn, fra].any()


def test_unknown_poles_are_refused(tmp_path: Path, fictional: World) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("multipolar: 1\nname: t\npoles: [USA, XXYY]\n", encoding="utf8")
    with pytest.raises(ScenarioError, match="unknown state or group 'XXYY'"):
        check_names(load_scenario(path), fictional)

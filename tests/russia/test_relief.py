"""Lifting shares of the fitted wedges: exact inverse, nothing, monotone, largest share, peace deals, refusals."""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.economy.accounts import accounts_of
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.relief import held_wedges
from multipolar.economy.shocks import Shocks
from multipolar.errors import ScenarioError
from multipolar.params.russia_wedges import WEDGES, russia_wedges
from multipolar.reach import acts_on_economy
from multipolar.world import World

START = "multipolar: 1\nname: test\nafter: sanctions-2023\nsettings: {horizon: 2026}\n"


def run(folder: Path, moves: str, head: str = START) -> Result:
    """A run after `sanctions-2023` with these moves."""
    path = folder / "s.yaml"
    path.write_text(f"{head}moves:\n{moves}", encoding="utf8")
    return simulate(load_scenario(path), sensitivity=False)


def shocks(folder: Path, moves: str, world: World, head: str = START) -> tuple[Shocks, Names]:
    """Shocks of these moves on the observed world."""
    path = folder / "s.yaml"
    path.write_text(f"{head}moves:\n{moves}", encoding="utf8")
    names = Names(load_scenario(path), world)
    return shocks_from(accounts_of(world), names, 2026), names


@functools.cache
def sanctions() -> Result:
    """The effect of the wedges themselves."""
    return simulate(load_scenario("sanctions-2023"), sensitivity=False)


@pytest.mark.parametrize("closure", ["own", "world"])
def test_lifting_everything_brings_the_observed_world_back(tmp_path: Path, closure: str, world: World) -> None:
    head = START.replace("horizon: 2026", f"horizon: 2026, deficits: {closure}")
    back = run(tmp_path, "  - sanctions_relief: {by: all, on: RUS, share: 1}\n", head)
    assert np.allclose(back.last.solution.state.flow.transpose(2, 1, 0), world.flow, rtol=1e-6, atol=1e-3)
    if closure == "own":
        there = sanctions().last.by_country["real_income_pct"] / 100
        product = (1 + there) * (1 + back.last.by_country["real_income_pct"] / 100)
        assert np.allclose(product, 1, rtol=0, atol=1e-8)


def test_more_relief_gives_more_and_none_gives_nothing(tmp_path: Path, world: World) -> None:
    shares = [0, 0.25, 0.5, 1]
    russia, germany = world.countries.index("RUS"), world.countries.index("DEU")
    found = []
    for share in shares:
        result = run(tmp_path, f"  - sanctions_relief: {{by: West, on: RUS, share: {share}}}\n")
        found.append(result.last.by_country["real_income_pct"])
    assert not found[0].any()
    for one in (russia, germany):
        assert (np.diff([values[one] for values in found]) > 0).all()
    goods_in = result.last.solution.state.flow[:27, germany, russia].sum()
    assert goods_in == pytest.approx(world.flow[russia, germany, :27].sum(), rel=0.2)  # near 2022, others' wedges stay


def test_relief_touches_goods_of_the_named_pairs_only_both_ways(tmp_path: Path, world: World) -> None:
    given, _ = shocks(tmp_path, "  - sanctions_relief: {by: [USA, CHN], on: RUS, share: 0.5}\n", world)
    usa, chn, rus = (world.countries.index(c) for c in ("USA", "CHN", "RUS"))
    expected = np.ones_like(given.trade_cost)
    for n, i in ((usa, rus), (rus, usa), (chn, rus), (rus, chn)):
        expected[world.is_goods, n, i] = np.exp(-0.5 * russia_wedges()[world.countries[n], world.countries[i]])
    assert np.allclose(given.trade_cost, expected, rtol=1e-12)
    assert given.trade_cost[0, chn, rus] > 1  # the wedge of China's purchases is negative: lifting it makes them dearer


def test_the_largest_share_counts_and_a_peace_deal_lifts_what_is_positive(tmp_path: Path, world: World) -> None:
    one, _ = shocks(tmp_path, "  - sanctions_relief: {by: USA, on: RUS, share: 0.4}\n", world)
    moves = (
        "  - sanctions_relief: {by: USA, on: RUS, share: 0.1}\n"
        "  - peace_deal: {parties: [USA, RUS], includes: [CHN, DEU], excludes: [DEU], lifts: 0.4}\n"
    )
    both, _ = shocks(tmp_path, moves, world)
    assert (one.trade_cost == both.trade_cost).all()


def test_what_a_peace_deal_does_not_do_is_said(tmp_path: Path, world: World) -> None:
    move = "  - peace_deal: {parties: [USA, RUS], lifts: 0.4, reconstruction_usd_bn: 10}\n"
    _, names = shocks(tmp_path, move, world)
    assert any("reconstruction is carried" in w for w in names.warnings)
    plain = load_scenario(tmp_path / "s.yaml").moves
    assert acts_on_economy(plain[0], plain)
    path = tmp_path / "t.yaml"
    path.write_text("multipolar: 1\nname: t\nmoves:\n  - peace_deal: {parties: [USA, RUS]}\n")
    idle = load_scenario(path).moves
    assert not acts_on_economy(idle[0], idle)


def test_partners_without_data_are_named(tmp_path: Path, world: World) -> None:
    _, names = shocks(tmp_path, "  - sanctions_relief: {by: [USA, KOR, TWN], on: RUS, share: 1}\n", world)
    assert names.warnings == ["sanctions-2023: no wedge on trade with KOR, TWN; nothing is lifted there."]


@pytest.mark.parametrize(
    ("head", "move", "message"),
    [
        (
            START.replace("after: sanctions-2023\n", ""),
            "sanctions_relief: {by: USA, on: RUS, share: 1}",
            r"s\.yaml:5: moves\[0\].*add `after: sanctions-2023`",
        ),
        (
            START.replace("after: sanctions-2023\n", "extends: sanctions-2023\n"),
            "peace_deal: {parties: [USA, RUS], lifts: 0.5}",
            "add `after: sanctions-2023`",
        ),
        (START, "sanctions_relief: {by: USA, on: CHN, share: 1}", r"s\.yaml:6: .*no wedge between these states"),
        (START, "peace_deal: {parties: [USA, CHN], lifts: 0.5}", "no wedge between these states"),
        (START, "sanctions_relief: {by: USA, on: RUS, share: 1.5}", "less than or equal to 1"),
    ],
)
def test_relief_without_a_wedge_is_refused(tmp_path: Path, world: World, head: str, move: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        shocks(tmp_path, f"  - {move}\n", world, head)


PACKAGED = Path(str(resources.files("multipolar").joinpath(f"scenarios/{WEDGES}.yaml")))
OTHER_COST = "  - trade_cost: {by: DEU, on: RUS, cost_pct: 50, sectors: goods, from: 2023, id: wedge-rus-deu}\n"


@pytest.mark.parametrize(
    "content",
    [
        PACKAGED.read_text(encoding="utf8"),
        f"multipolar: 1\nname: more\nextends: {WEDGES}\n",
        f"multipolar: 1\nname: on top\nafter: {WEDGES}\nsettings: {{horizon: 2026}}\n",
    ],
    ids=["copy", "extends", "two steps"],
)
def test_the_start_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path, content: str, world: World) -> None:
    move = "  - sanctions_relief: {by: [USA, DEU], on: RUS, share: 0.5}\n"
    wanted, _ = shocks(tmp_path, move, world)
    (tmp_path / "mine.yaml").write_text(content, encoding="utf8")
    given, _ = shocks(tmp_path, move, world, START.replace(WEDGES, "mine.yaml"))
    assert (given.trade_cost == wanted.trade_cost).all()


def test_a_wedge_that_was_dropped_or_changed_is_not_lifted(tmp_path: Path, world: World) -> None:
    head = f"multipolar: 1\nname: mine\nextends: {WEDGES}\n"
    after_mine = START.replace(WEDGES, "mine.yaml")
    relief = "  - sanctions_relief: {by: [USA, DEU], on: RUS, share: 0.5}\n"
    (tmp_path / "mine.yaml").write_text(f"{head}moves:\n{OTHER_COST}", encoding="utf8")
    with pytest.raises(ScenarioError, match=r"s\.yaml:6: .*another trade cost of DEU on goods from RUS than"):
        shocks(tmp_path, relief, world, after_mine)
    shocks(tmp_path, relief.replace("[USA, DEU]", "USA"), world, after_mine)
    (tmp_path / "mine.yaml").write_text(f"{head}drop: [wedge-rus-deu, wedge-deu-rus]\n", encoding="utf8")
    given, names = shocks(tmp_path, relief, world, after_mine)
    germany, russia = (world.countries.index(c) for c in ("DEU", "RUS"))
    assert (given.trade_cost[:, germany, russia] == 1).all()
    assert any("no wedge on trade with DEU" in text for text in names.warnings)


def test_a_file_that_holds_no_wedge_is_no_start_for_relief(tmp_path: Path, world: World) -> None:
    (tmp_path / f"{WEDGES}.yaml").write_text("multipolar: 1\nname: same name, other content\n", encoding="utf8")
    with pytest.raises(ScenarioError, match="no sanction to lift in the world that this run starts from"):
        shocks(
            tmp_path,
            "  - sanctions_relief: {by: USA, on: RUS, share: 1}\n",
            world,
            START.replace(WEDGES, f"./{WEDGES}.yaml"),
        )


def test_wedges_are_held_while_their_moves_are(tmp_path: Path) -> None:
    head = f"multipolar: 1\nname: mine\nextends: {WEDGES}\nmoves:\n"
    ends = OTHER_COST.replace("cost_pct: 50", "cost_pct: 97.83104, until: 2024")
    (tmp_path / "mine.yaml").write_text(head + ends, encoding="utf8")
    held, changed = held_wedges(load_scenario(tmp_path / "mine.yaml"))
    assert held == set(russia_wedges()) - {("DEU", "RUS")}
    assert not changed


@pytest.mark.parametrize("name", ["sanctions-lifted", "sanctions-half-lifted", "us-russia-deal", "china-russia-energy"])
def test_packaged_scenarios_start_after_the_sanctions_and_help_russia(name: str) -> None:
    result = simulate(load_scenario(name), sensitivity=False)
    assert result.world.name.endswith("after sanctions-2023")
    assert result.country("real_income_pct")["RUS"] > 0.01

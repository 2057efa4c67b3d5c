"""What would matter most: levers agree with runs that move them, and with each other."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.economy.named import economy_of
from multipolar.economy.shocks import Shocks
from multipolar.errors import InputError
from multipolar.levers import KINDS, OUTCOMES, Lever, Levers, in_words, what_matters
from multipolar.measures import real_income
from multipolar.world.groups import members


@pytest.fixture(scope="module")
def result() -> Result:
    return simulate(load_scenario("us-china-60"), sensitivity=False, explain=False)


def moved(result: Result, lever: Lever, step: float) -> Shocks:
    """The shocks of a run with one lever moved on goods, in both directions for a trade cost."""
    world, old = result.world, result.last.solution.shocks
    new = Shocks(**{k: np.array(v) for k, v in vars(old).items()})
    sides = [
        [c for c in world.countries if c == s or (s == "EU" and c in members("EU", 2035))] for s in (lever.by, lever.on)
    ]
    by, on = ([world.countries.index(c) for c in side] for side in sides)
    goods = np.flatnonzero(world.is_goods)
    if lever.kind == "tariff":
        new.tariff[np.ix_(goods, by, on)] += step / 100
    elif lever.kind == "export_tax":
        new.export_tax[np.ix_(goods, on, by)] += step / 100
    else:
        new.trade_cost[np.ix_(goods, by, on)] *= 1 + step / 100
        new.trade_cost[np.ix_(goods, on, by)] *= 1 + step / 100
    return new


@pytest.mark.parametrize("who", ["VNM", "USA"])
def test_the_first_levers_do_what_they_say(result: Result, who: str) -> None:
    economy = economy_of(result.world, "FGO")
    at = result.world.countries.index(who)
    found = what_matters(result, who=who, count=30)
    for kind in KINDS:
        lever = next(lever for lever in found.ranked if lever.kind == kind)
        up, down = (100 * real_income(economy.solve(moved(result, lever, s)))[at] for s in (0.01, -0.01))
        assert lever.effect == pytest.approx((up - down) / 0.02, rel=1e-3)


def test_levers_are_ranked_and_unions_act_as_one(result: Result) -> None:
    found = what_matters(result, who="EU", count=40)
    sizes = [abs(lever.effect) for lever in found.ranked]
    assert sizes == sorted(sizes, reverse=True)
    actors = {name for lever in found.ranked for name in (lever.by, lever.on)}
    assert "EU" in actors
    assert not actors & set(members("EU", 2035))


def test_cells_sum_to_the_levers(result: Result) -> None:
    found = what_matters(result, who="VNM", count=60)
    cells = found.to_xarray()["tariff"]
    lever = next(lever for lever in found.ranked if lever.kind == "tariff" and "EU" not in (lever.by, lever.on))
    goods = [s for s, g in zip(result.world.sectors, result.world.is_goods, strict=True) if g]
    total = float(cells.sel(importer=lever.by, exporter=lever.on, sector=goods).sum())
    assert total == pytest.approx(lever.effect, rel=1e-9)
    by_sector: Levers = what_matters(result, who="VNM", by_sector=True, count=5)
    for one in by_sector.ranked:
        assert one.sector in goods


def test_a_group_is_the_weighted_mean_of_its_members(result: Result) -> None:
    weight = result.last.solution.base.income
    inside = [c for c in members("G7", 2035) if c in result.world.countries]
    at = [result.world.countries.index(c) for c in inside]
    whole = what_matters(result, who="G7").to_xarray()["tariff"]
    parts = [what_matters(result, who=c).to_xarray()["tariff"] for c in inside]
    mean = sum(w * part for w, part in zip(weight[at] / weight[at].sum(), parts, strict=True))
    np.testing.assert_allclose(whole, mean, atol=1e-12)


def test_every_outcome_and_kind_reads_well(result: Result) -> None:
    for name, outcome in OUTCOMES.items():
        found = what_matters(result, name, "VNM", sector="C26" if outcome.by_sector else None, count=3)
        assert len(found.ranked) == 3
        assert found.to_dict()["unit"] == outcome.unit
    said = {kind: in_words(Lever(kind, "EU", "USA", "goods", 1.0)) for kind in KINDS}
    assert said == {
        "tariff": ("duty of EU on goods from United States", "+1 point"),
        "export_tax": ("export tax of EU on goods to United States", "+1 point"),
        "trade_cost": ("trade cost of goods between EU and United States", "+1 %"),
    }


def test_as_many_levers_as_are_asked_for(result: Result) -> None:
    many = what_matters(result, who="VNM", count=1000)
    assert len(many.ranked) == 1000
    first = what_matters(result, who="VNM", count=3)
    assert first.ranked == many.ranked[:3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"outcome": "real_incme_pct"}, "did you mean real_income_pct"),
        ({"who": "VMN"}, "did you mean VNM"),
        ({"who": "PRK"}, "PRK .North Korea. is not in the data"),
        ({"who": "KEN"}, "KEN .Kenya. has no accounts of its own"),
        ({"outcome": "output_pct", "who": "VNM"}, "needs a sector"),
        ({"outcome": "output_pct", "who": "VNM", "sector": "C99"}, "C99"),
        ({"sector": "C26"}, "has no sectors"),
        ({"count": 0}, "give 1 or more"),
    ],
)
def test_errors_name_field_and_remedy(result: Result, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        what_matters(result, **arguments)  # type: ignore[arg-type]

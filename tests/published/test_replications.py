"""Published numbers: those that must agree do, those that are orders of magnitude are said to be that."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rich.console import Console

from economy.random_worlds import random_world
from economy.reference import solve as reference_solve
from multipolar.cli import tables
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks
from multipolar.errors import InputError, NotSolvedError
from multipolar.exposure import exposure_table
from multipolar.measures import real_income, real_wage
from multipolar.params.elasticities import elasticity_sets
from multipolar.published import ORDERS, REPLICATIONS, Comparison, replications
from multipolar.published.comparison import expected, in_words
from multipolar.published.domestic_shares import foreign_cost_shock, identity, welfare_from_domestic_shares
from multipolar.published.gegravity import agreement_shocks, markets_clear, with_fixed_world_shares
from multipolar.published.gegravity_case import Example, example
from multipolar.published.orders_of_magnitude import decoupling, embargoes, trade_war_2018
from multipolar.published.structural_gravity import counterfactual, predicted_world, sample_path
from multipolar.world import World

EXPECTED = yaml.safe_load((Path(__file__).parents[1] / "data" / "replications.yaml").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def case() -> Example:
    """gegravity's example."""
    return example()


@pytest.fixture(scope="module")
def predicted(case: Example) -> Economy:
    """The economy of its predicted flows."""
    return Economy(predicted_world(case.gravity, case.before, case.sigma))


@pytest.mark.parametrize("name", ["gegravity-0.3", "domestic-share-identity"])
def test_replications_agree(name: str) -> None:
    rows = replications(name)
    assert rows
    assert all(row.ok is True for row in rows), [row for row in rows if not row.ok]
    assert {row.name for row in rows} == {name}


def test_gegravity_itself_is_met_to_its_own_precision(case: Example) -> None:
    known, countries = EXPECTED["gegravity"], case.gravity.countries
    ours = counterfactual(case.gravity, case.before, case.after, case.sigma)
    for country, published in known["welfare_statistic"].items():
        assert ours[countries.index(country)] == pytest.approx(published, abs=known["tolerance"])


def test_the_sample_is_the_one_that_was_packaged(case: Example) -> None:
    text = sample_path().read_text(encoding="utf8")
    assert "MIT licence, Copyright (c) 2021 Peter R. Herman" in text
    assert hashlib.sha256(text.encode()).hexdigest() == EXPECTED["gegravity"]["sample_sha256"]
    assert len(case.gravity.countries) == 30
    assert case.gravity.output.sum() / case.gravity.expenditure.sum() == pytest.approx(1.00818, abs=1e-5)


def test_predicted_flows_add_up(case: Example, predicted: Economy) -> None:
    flow, scale = predicted.world.flow[:, :, 0], case.gravity.expenditure.sum() / case.gravity.output.sum()
    assert np.allclose(flow.sum(axis=0), case.gravity.expenditure, rtol=1e-10, atol=0)
    assert np.allclose(flow.sum(axis=1), case.gravity.output * scale, rtol=1e-10, atol=0)


def test_the_engine_meets_its_conditions_when_output_is_held(case: Example, predicted: Economy) -> None:
    solution = with_fixed_world_shares(predicted, agreement_shocks(predicted, "world", case))
    ours = 1 / (1 + real_wage(solution))
    assert np.allclose(ours, counterfactual(case.gravity, case.before, case.after, case.sigma), rtol=0, atol=1e-9)


def test_output_that_cannot_settle_is_refused(case: Example, predicted: Economy, monkeypatch: Any) -> None:
    monkeypatch.setattr("multipolar.published.gegravity.ROUNDS", 2)
    with pytest.raises(NotSolvedError, match="did not settle"):
        with_fixed_world_shares(predicted, agreement_shocks(predicted, "world", case))


def test_where_markets_clear_the_answer_differs_and_a_second_solver_says_so_too(
    case: Example, predicted: Economy
) -> None:
    shocks = agreement_shocks(predicted, "own", case)
    ours = real_income(predicted.solve(shocks, "own"))
    theirs = reference_solve(predicted.world, shocks, "own").real_income
    assert np.allclose(ours, theirs, rtol=0, atol=1e-9)
    canada = predicted.world.countries.index("CAN")
    gap = 1 / (1 + ours[canada]) - case.data["welfare_statistic"]["CAN"]
    assert abs(gap) > 20 * case.data["tolerance"]
    rows = markets_clear()
    assert {row.ok for row in rows} == {None}
    assert all("markets do not clear" in row.verdict for row in rows)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("closure", ["own", "world", "balanced"])
def test_domestic_shares_tell_the_real_wage_in_any_world(seed: int, closure: str) -> None:
    economy = Economy(random_world(seed))
    solution = economy.solve(foreign_cost_shock(economy, closure, "C0"), closure)
    predicted = welfare_from_domestic_shares(solution)[1:]
    assert np.allclose(1 + real_wage(solution)[1:], predicted, rtol=0, atol=1e-9)
    assert abs(predicted - 1).max() > 1e-4


def test_domestic_shares_do_not_tell_a_country_whose_own_technology_changed() -> None:
    economy = Economy(random_world(0))
    solution = economy.solve(foreign_cost_shock(economy, "own", "C0"), "own")
    assert abs(real_wage(solution)[0] + 1 - welfare_from_domestic_shares(solution)[0]) > 0.01


def test_identity_leaves_out_economies_without_a_home_supplier(world: World) -> None:
    rows = identity(world)
    assert "largest gap over 79 economies" in rows[4].quantity
    assert "largest gap over 58 economies" in rows[-1].quantity
    assert all(np.isfinite(row.published) for row in rows)


def test_decoupling_and_the_trade_war_are_what_a_second_solver_finds() -> None:
    codes = ("DEU", "FRA", "CHN", "RUS", "USA")
    world = random_world(2, countries=len(codes)).replace(countries=codes)
    economy = Economy(world)
    sides = ("DEU", "FRA"), ("CHN",)
    eu, chn = (np.array([codes.index(c) for c in side]) for side in sides)
    shocks = no_shocks(economy.observed)
    for near, far in ((eu, chn), (chn, eu)):
        for n in near:
            shocks.trade_cost[:, n, far] = 2.0
    change = 100 * reference_solve(world, shocks, "own").real_income
    rows = {row.quantity.split(" real income")[0]: row for row in decoupling(economy, rows=1)}
    assert rows["EU"].ours == pytest.approx(np.average(change[eu], weights=economy.observed.value_added[eu]), abs=1e-7)
    assert rows["CHN"].ours == pytest.approx(change[chn[0]], abs=1e-7)

    usa, levels, rates = codes.index("USA"), [], expected("orders_of_magnitude.yaml")["trade_war_2018"]
    for ours, theirs in zip(rates["usa_on_china_pct"], rates["china_on_usa_pct"], strict=True):
        duties = no_shocks(economy.observed)
        duties.tariff[:, usa, chn[0]], duties.tariff[:, chn[0], usa] = ours / 100, theirs / 100
        levels.append(1 + reference_solve(world, duties, "own").real_income[usa])
    assert trade_war_2018(economy)[0].ours == pytest.approx(100 * (levels[1] / levels[0] - 1), abs=1e-7)


def test_orders_of_magnitude_have_a_verdict_and_no_pass_or_fail(economy: Economy) -> None:
    rows = [*decoupling(economy), *trade_war_2018(economy)]
    assert all(row.ok is None for row in rows)
    assert all(row.published < 0 and row.ours < 0 for row in rows)
    for row in rows:
        low, high = (float(part.split()[-1]) for part in row.verdict.split("(")[1].split(" over ")[0].split(" to "))
        assert low < high
        assert low - 0.005 <= row.ours <= high + 0.005
        assert f"over {len(elasticity_sets())} elasticity sets" in row.verdict


def test_embargo_rows_say_that_they_are_no_publication() -> None:
    for row in embargoes(exposure_table()):
        assert "a second computation of ours" in row.source
        assert "a second computation of ours" in row.verdict
        assert row.ok is None


def test_embargo_ranks() -> None:
    rows = embargoes(exposure_table())
    ranks = {row.quantity: row.ours for row in rows[:-1]}
    assert all(rank <= EXPECTED["embargo_leaders"]["near_top"] for rank in ranks.values()), ranks
    assert 0.8 < rows[-1].ours < 1


def test_a_comparison_in_words() -> None:
    said = {
        (-0.8, -0.84): "same order",
        (-9.7, -2.7): "a quarter of it",
        (1.0, -1.0): "opposite sign",
        (1.0, 0.0): "no effect on one side",
        (1.0, 3.0): "3.0 times as large",
        (1.0, 0.4): "less than half of it",
        (1.0, 0.1): "one 10th of it",
    }
    assert {pair: in_words(*pair) for pair in said} == said


def test_a_number_beyond_the_tolerance_does_not_agree_and_none_is_no_test() -> None:
    assert Comparison("n", "q", 1.0, 1.006, 0.005, "s").ok is False
    assert Comparison("n", "q", 1.0, 1.005, 0.005, "s").ok is True
    order = Comparison("n", "q", 1.0, 3.0, None, "s", "3.0 times as large")
    assert order.ok is None
    keys = {"name", "quantity", "published", "ours", "tolerance", "ok", "source", "verdict"}
    assert set(order.to_dict()) == keys
    out = io.StringIO()
    tables.replication(Console(file=out, width=160), [order.to_dict()])
    assert "3.0 times as large" in out.getvalue()
    assert "nothing here passes or fails" in out.getvalue()


def test_unknown_replications_name_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean gegravity-0\.3"):
        replications("gegravity")
    with pytest.raises(InputError, match="did you mean orders-of-magnitude"):
        replications("order-of-magnitude")
    assert not set(ORDERS) & set(REPLICATIONS)


def test_the_page_shows_every_number_that_must_agree() -> None:
    page = (Path(__file__).parents[2] / "docs" / "replications.md").read_text(encoding="utf8")
    rows = replications()
    assert f"all that must agree: {len(rows)} numbers" in page
    for row in rows:
        if not row.quantity.startswith("largest gap"):
            line = next((text for text in page.splitlines() if text.startswith(f"| {row.quantity} |")), "")
            assert f"| {row.ours:.6f} |" in line, f"{row.quantity} {row.ours:.6f} is not on the page"


def test_the_page_shows_the_orders_of_magnitude(economy: Economy) -> None:
    page = (Path(__file__).parents[2] / "docs" / "replications.md").read_text(encoding="utf8")
    for row in [*decoupling(economy), *trade_war_2018(economy)]:
        line = next((text for text in page.splitlines() if text.startswith(f"| {row.quantity} |")), "")
        assert f"| {row.ours:.3f} |" in line, f"{row.quantity} {row.ours:.3f} is not on the page"

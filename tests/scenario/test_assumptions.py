"""Assumptions of the user: checked by name and bounds, in force everywhere, held in draws, said in warnings and provenance."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from multipolar import Scenario, load_scenario, load_world, simulate
from multipolar.alignment import baseline_of
from multipolar.alignment.words import evidence, weak
from multipolar.catalogue import parameters
from multipolar.cli.tables.results import comparison
from multipolar.coalition.cases import cases_of
from multipolar.economy.named import economy_of, economy_under
from multipolar.economy.names import check_names
from multipolar.ensemble.cases import cases_of as tornado_cases
from multipolar.ensemble.inputs import drawn
from multipolar.ensemble.shared import Case
from multipolar.errors import ScenarioError
from multipolar.moves import MOVE_TYPES
from multipolar.params.alignment import BELIEFS, alignment_priors
from multipolar.params.elasticities import elasticity_sets
from multipolar.report.comparison import _notices
from multipolar.scenario import Settings, parse_scenario, with_settings
from multipolar.scenario.assumptions import BY_USER
from multipolar.start import starting_world

WORLD = load_world("2022")
C26 = WORLD.sectors.index("C26")
MOVES = [
    {"tariff": {"by": "USA", "on": "CHN", "add_pp": 20, "from": 2026}},
    {"visit": {"by": "CHN", "to": "VNM", "rank": "head_of_state", "from": 2026, "until": 2027}},
    {"guarantee": {"by": "USA", "to": "NATO", "level": -0.5, "from": 2026}},
]


def scenario(**assumptions: float) -> Scenario:
    """A short scenario of trade and politics with assumptions; `__` in a name stands for a dot."""
    given = {name.replace("__", "."): value for name, value in assumptions.items()}
    settings = {"horizon": 2027, "assumptions": given}
    return Scenario.from_dict({"multipolar": 1, "name": "x", "moves": MOVES, "settings": settings})


def run(given: Scenario, **how: Any) -> dict[str, Any]:
    """A run without ranges, as plain values."""
    return simulate(given, WORLD, **{"sensitivity": False, **how}).to_dict()


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    return run(scenario())


BAD = {
    "misspelt": ({"fedback": 1}, "unknown parameter 'fedback'; did you mean feedback"),
    "no sector": ({"trade_elasticity.": 4}, "unknown parameter"),
    "above": ({"feedback": 7}, "feedback: 7 lies outside -3 to 6"),
    "negative elasticity": ({"trade_elasticity.C26": -1}, "lies outside 0.5 to 30"),
    "not finite": ({"feedback": float("nan")}, "finite"),
    "a text": ({"feedback": "much"}, "found 'much'"),
    "a list": ([1], "dictionary"),
}


@pytest.mark.parametrize("case", BAD)
def test_names_and_values_are_checked(case: str) -> None:
    given, message = BAD[case]
    data = {"multipolar": 1, "name": "x", "settings": {"assumptions": given}}
    with pytest.raises(ScenarioError, match=message) as error:
        Scenario.from_dict(data)
    assert str(error.value.field).startswith("settings.assumptions")


def test_an_unknown_sector_is_refused_with_its_line() -> None:
    text = "multipolar: 1\nname: x\nsettings:\n  assumptions:\n    trade_elasticity.chips: 3\n"
    with pytest.raises(ScenarioError, match=r"^draft:5: settings.*unknown sector 'chips'; did you mean C26"):
        check_names(parse_scenario(text, "draft"), WORLD)


def test_bounds_do_not_depend_on_the_belief() -> None:
    bounds = [[(p.low, p.high) for p in alignment_priors(b).values()] for b in BELIEFS]
    assert bounds[0] == bounds[1] == bounds[2]


def test_every_editable_parameter_can_be_set_to_its_value_and_bounds() -> None:
    rows = [row for row in parameters() if row["editable"]]
    assert len(rows) > 50
    for key in ("value", "low", "high"):
        Settings(assumptions={row["name"]: row[key] for row in rows})


def test_without_assumptions_nothing_is_written(plain: dict[str, Any]) -> None:
    assert "assumptions" not in scenario().to_dict()["settings"]
    assert "assumptions" not in scenario().to_yaml()
    assert "assumptions" not in plain["provenance"]
    assert economy_under(WORLD, scenario().settings) is economy_of(WORLD, "world")


def test_default_values_set_by_hand_change_no_bit(plain: dict[str, Any]) -> None:
    rows = [row for row in parameters() if row["editable"]]
    given = with_settings(scenario(), {"assumptions": {row["name"]: row["value"] for row in rows}})
    again = run(given)
    for part in ("countries", "satellites", "years", "pairs", "by_move", "order", "headline", "residual", "iterations"):
        if part == "countries":
            for code, country in plain[part].items():
                told = {n: v for n, v in again[part][code].items() if n != "why"}
                assert told == {n: v for n, v in country.items() if n != "why"}, code
        else:
            assert again[part] == plain[part], part
    one, other = plain["alignment"], again["alignment"]
    assert one["parameters"] == other["parameters"]
    for code, state in one["states"].items():
        for name in ("alignment", "alignment_change", "closeness", "closeness_change", "tie", "hedging", "engagement"):
            assert state[name] == other["states"][code][name], (code, name)


def test_an_elasticity_moves_trade_and_says_so(plain: dict[str, Any]) -> None:
    found = run(scenario(trade_elasticity__C26=12.0))
    before, after = (p["countries"]["USA"]["sectors"]["C26"]["output_pct"] for p in (plain, found))
    assert after > before + 0.1  # buyers turn to goods made at home more readily
    assert found["provenance"]["elasticities"] == plain["provenance"]["elasticities"]
    assert found["provenance"]["parameters_sha256"] != plain["provenance"]["parameters_sha256"]
    (told,) = found["provenance"]["assumptions"]
    assert told == {
        "name": "trade_elasticity.C26",
        "value": 12,
        "default": 5.14,
        "unit": "theta",
        "source": "set by the user",
    }
    sentence = "assumptions set by the user, and held in draws: trade_elasticity.C26 12 (default 5.14)."
    assert sentence in found["warnings"]


def test_parameters_of_alignment_move_what_they_should(plain: dict[str, Any]) -> None:
    def change(result: dict[str, Any], code: str, pole: str) -> float:
        return float(result["alignment"]["states"][code]["closeness_change"][pole])

    visits = run(scenario(visit=0.5, tie_visit=0.1))
    assert change(visits, "VNM", "CHN") > change(plain, "VNM", "CHN") + 1e-4
    assert change(visits, "POL", "USA") == pytest.approx(change(plain, "POL", "USA"), abs=1e-3)
    doubt = run(scenario(guarantee=1.0, credibility=1.0, tie_guarantee=0.5))
    assert change(doubt, "POL", "USA") < change(plain, "POL", "USA") - 1e-3
    assert doubt["countries"]["USA"]["real_income_pct"] == plain["countries"]["USA"]["real_income_pct"]
    feedback = run(scenario(feedback=5.0, guarantee=1.0, credibility=1.0))
    assert feedback["countries"]["POL"]["real_income_pct"] != plain["countries"]["POL"]["real_income_pct"]
    assert feedback["years"][0]["real_income_pct"] == plain["years"][0]["real_income_pct"]
    held = simulate(scenario(guarantee=1.0), WORLD, sensitivity=False, explain=False).alignment
    assert held is not None
    assert evidence(held, "guarantee") == BY_USER
    assert weak(BY_USER)


def test_ranges_put_the_elasticity_on_top_of_every_set() -> None:
    given = scenario(trade_elasticity__C26=2.0)
    result = simulate(given, WORLD, politics=False, explain=False)
    for name in ("GYY", "FGO"):
        alone = simulate(
            with_settings(given, {"elasticities": name}), WORLD, sensitivity=False, politics=False, explain=False
        )
        told = result.elasticity_outcomes[name].real_income
        np.testing.assert_allclose(100 * np.asarray(told), alone.last.by_country["real_income_pct"], atol=1e-9)
        assert Case.of(given, WORLD, name).economy.theta[C26] == 2.0


def test_draws_hold_them_and_nothing_else_moves() -> None:
    base = baseline_of(scenario().poles)
    free = drawn(scenario(), WORLD, base, 5, 0)
    held = drawn(scenario(feedback=2.0, trade_elasticity__C26=3.0), WORLD, base, 5, 0)
    for one, other in zip(free, held, strict=True):
        assert other.values["feedback"] == 2.0 != one.values["feedback"]
        assert {n: v for n, v in other.values.items() if n != "feedback"} == {
            n: v for n, v in one.values.items() if n != "feedback"
        }
        assert (other.elasticities, other.carried) == (one.elasticities, one.carried)
        np.testing.assert_array_equal(np.asarray(other.noise), np.asarray(one.noise))
    quick = {"explain": False, "draws": 6, "seed": 1}
    result = simulate(scenario(feedback=0.0, noise_sd=0.1), WORLD, sensitivity=False, **quick)
    assert result.draws is not None
    assert set(result.draws.inputs["feedback"].tolist()) == {0.0}
    assert set(result.draws.inputs["noise_sd"].tolist()) == {0.1}
    assert len(set(result.draws.inputs["speed"].tolist())) == 6


def test_the_tornado_leaves_out_what_is_held() -> None:
    given = scenario(speed=0.2)
    result = simulate(given, WORLD, sensitivity=False)
    labels = {case.name for case, _ in tornado_cases(given, tuple(elasticity_sets()), result.alignment, None, 0)}
    assert "speed" not in labels
    assert "pull" in labels


def test_coalitions_and_starting_worlds_take_them() -> None:
    joined = with_settings(
        load_scenario("washington-presses"), {"assumptions": {"trade_elasticity.C26": 2.0, "visit": 0.1}}
    )
    cases, _ = cases_of(joined, WORLD)
    by_set = [c for c in cases if c.closure == cases[0].closure]
    assert len({c.elasticities for c in by_set}) == len(by_set) > 5
    assert {c.economy.theta[C26] for c in cases} == {2.0}
    after = with_settings(load_scenario("us-russia-deal"), {"assumptions": {"trade_elasticity.B06": 8.0}})
    plain_start = starting_world(load_scenario("us-russia-deal"), WORLD)
    assert not np.array_equal(starting_world(after, WORLD).flow, plain_start.flow)
    politics = with_settings(load_scenario("us-russia-deal"), {"assumptions": {"visit": 0.1}})
    assert starting_world(politics, WORLD) is plain_start


def test_a_file_keeps_them(tmp_path: Path) -> None:
    given = scenario(feedback=2.0, trade_elasticity__C26=3.5)
    text = given.to_yaml()
    assert "assumptions: {feedback: 2, trade_elasticity.C26: 3.5}" in text
    assert parse_scenario(text).settings == given.settings
    (tmp_path / "parent.yaml").write_text(text, encoding="utf8")
    child = tmp_path / "child.yaml"
    child.write_text("multipolar: 1\nname: y\nextends: parent.yaml\nsettings: {horizon: 2028}\n", encoding="utf8")
    assert load_scenario(child).settings.assumptions == {"feedback": 2.0, "trade_elasticity.C26": 3.5}
    assert set(MOVE_TYPES) >= {m.kind for m in load_scenario(child).moves}


def test_comparisons_say_that_assumptions_differ() -> None:
    quick = {"sensitivity": False, "explain": False, "politics": False}
    one, other = simulate(scenario(), WORLD, **quick), simulate(scenario(trade_elasticity__C26=3.0), WORLD, **quick)
    console = Console(width=200, record=True, file=io.StringIO())
    comparison(console, one, other)
    assert "different assumptions, none and trade_elasticity.C26 3" in console.export_text()
    notices = _notices([one.to_dict(), other.to_dict()])
    assert any("different assumptions" in text for text in notices)
    assert not _notices([one.to_dict(), one.to_dict()])

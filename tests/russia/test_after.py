"""Starting after another scenario: the world after an equilibrium, chains, what is refused."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from economy.random_worlds import random_shocks, random_world
from multipolar import load_scenario, simulate
from multipolar.cli.tables import comparison
from multipolar.economy.after import world_after
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks
from multipolar.economy.welfare import real_income
from multipolar.engine import check
from multipolar.errors import InputError, ScenarioError
from multipolar.scenario import Scenario, scenario_schema
from multipolar.start import starting_world
from multipolar.world import World, load_world, save_world

HEAD = "multipolar: 1\nworld: fictional\nsettings: {horizon: 2026}\n"
DUTY = "moves:\n  - tariff: {by: ARC, on: LEM, add_pp: 40, from: 2026, id: duty}\n"
CLOSURES = ["own", "world", "balanced"]


def write(folder: Path, name: str, body: str, head: str = HEAD) -> Path:
    """A scenario file of this name."""
    path = folder / f"{name}.yaml"
    path.write_text(f"{head}name: {name}\n{body}", encoding="utf8")
    return path


def pair(folder: Path, first: str, second: str) -> Scenario:
    """The second scenario, to run after the first."""
    write(folder, "first", first)
    return load_scenario(write(folder, "second", f"after: first.yaml\n{second}"))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(CLOSURES))
def test_the_world_after_is_a_world_and_no_shock_changes_exactly_nothing(seed: int, closure: str) -> None:
    world = random_world(seed)
    economy = Economy(world)
    accounts = economy.accounts(closure)
    shocks = random_shocks(seed, accounts)
    shocks = dataclasses.replace(shocks, export_tax=np.zeros_like(shocks.export_tax))
    solution = economy.solve(shocks, closure)
    after = world_after(world, solution, "test")  # a World validates itself
    assert (after.flow.transpose(2, 1, 0) == solution.state.flow).all()
    assert (after.tariff.transpose(2, 1, 0) == shocks.tariff).all()
    assert (after.input_share == world.input_share).all()
    again = Economy(after)
    still = again.solve(no_shocks(again.accounts(closure)), closure)
    assert still.iterations == 0
    assert not real_income(still).any()
    assert (still.state.flow == still.base.flow).all()


@pytest.mark.parametrize("closure", CLOSURES)
def test_what_one_scenario_does_the_next_can_undo(tmp_path: Path, closure: str) -> None:
    with_closure = f"settings: {{horizon: 2026, deficits: {closure}}}\n"
    head = HEAD.replace("settings: {horizon: 2026}\n", with_closure)
    write(tmp_path, "first", DUTY, head)
    undo = "after: first.yaml\nmoves:\n  - tariff: {by: ARC, on: LEM, add_pp: -40, from: 2026}\n"
    there = simulate(load_scenario(tmp_path / "first.yaml"), sensitivity=False)
    back = simulate(load_scenario(write(tmp_path, "second", undo, head)), sensitivity=False)
    product = (1 + there.last.by_country["real_income_pct"] / 100) * (1 + back.last.by_country["real_income_pct"] / 100)
    assert abs(there.last.by_country["real_income_pct"]).max() > 0.01
    assert np.allclose(product, 1, rtol=0, atol=1e-8)
    observed = there.last.solution.base.flow
    assert np.allclose(back.last.solution.state.flow, observed, rtol=1e-7, atol=1e-7 * observed.max())


def test_one_after_another_is_the_same_as_both_at_once(tmp_path: Path) -> None:
    cost = "  - trade_cost: {between: [ARC, THU], cost_pct: 20, from: 2026}\n"
    third = "  - tariff: {by: THU, on: ARC, add_pp: 10, from: 2026}\n"
    write(tmp_path, "first", DUTY)
    write(tmp_path, "second", f"after: first.yaml\nmoves:\n{cost}")
    last = simulate(load_scenario(write(tmp_path, "third", f"after: second.yaml\nmoves:\n{third}")), sensitivity=False)
    both = simulate(load_scenario(write(tmp_path, "all", DUTY + cost + third)), sensitivity=False)
    assert np.allclose(last.last.solution.state.flow, both.last.solution.state.flow, rtol=1e-7, atol=1e-9)
    assert last.world.name.endswith(" after first after second")


def test_nothing_after_something_is_nothing_and_is_said(tmp_path: Path) -> None:
    result = simulate(pair(tmp_path, DUTY + "caveats: [handle with care]\n", ""))
    assert not result.last.by_country["real_income_pct"].any()
    assert result.warnings[0].startswith("starts after first: every change is relative to the world after it")
    assert result.warnings[1] == "handle with care"
    plain = result.to_dict()
    assert plain["world"]["sha256"] != load_world("fictional").sha256()
    assert "equilibrium of first" in plain["provenance"]["starts_after"]


def test_the_world_after_is_solved_once_and_uses_the_settings_of_the_run(tmp_path: Path, fictional: World) -> None:
    scenario = pair(tmp_path, DUTY, "")
    first = starting_world(scenario, fictional)
    assert starting_world(load_scenario(tmp_path / "second.yaml"), fictional) is first
    purged = scenario.model_copy(update={"settings": scenario.settings.model_copy(update={"deficits": "balanced"})})
    balance = starting_world(purged, fictional).flow.sum(axis=2)
    assert np.allclose(balance.sum(axis=0), balance.sum(axis=1))
    assert not np.allclose(first.flow.sum(axis=2).sum(axis=0), first.flow.sum(axis=2).sum(axis=1))


def test_a_world_after_can_be_saved_and_loaded(tmp_path: Path, fictional: World) -> None:
    after = starting_world(pair(tmp_path, DUTY, ""), fictional)
    save_world(after, tmp_path / "w.nc")
    assert load_world(tmp_path / "w.nc").sha256() == after.sha256()


def test_extends_inherits_the_start_and_the_schema_knows_it(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    pair(tmp_path, DUTY, "")
    child = load_scenario(write(tmp_path / "below", "child", "extends: ../second.yaml\n"))
    assert Path(str(child.after)).name == "first.yaml"
    assert starting_world(child, load_world("fictional")).name.endswith("after first")
    jsonschema.validate(child.to_dict(), scenario_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("moves:\n  - export_curb: {by: ARC, on: LEM, sectors: [MACH], tax_pct: 5}\n", "first holds export taxes"),
        ("moves:\n  - transfer: {by: ARC, to: LEM, usd_bn: 0.001}\n", "first holds transfers"),
        ("world: cp2015\n", r"second\.yaml:5: after: .*made for world 'cp2015'"),
        ("moves:\n  - tariff: {by: ARK, on: LEM, add_pp: 1}\n", r"first\.yaml:6: .*did you mean ARC"),
        ("after: second.yaml\n", "starts after itself"),
    ],
)
def test_what_cannot_be_started_from_is_refused_by_check_and_run(tmp_path: Path, first: str, message: str) -> None:
    head = HEAD.replace("world: fictional\n", "") if "world" in first else HEAD
    write(tmp_path, "first", first, head)
    path = write(tmp_path, "second", "after: first.yaml\n")
    with pytest.raises(InputError, match=message):
        check(str(path))
    with pytest.raises(InputError, match=message):
        simulate(load_scenario(path))


def test_a_start_that_does_not_exist_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"sanctions-2022.*did you mean sanctions-2023"):
        load_scenario(write(tmp_path, "s", "after: sanctions-2022\n"))


def test_check_does_not_solve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair(tmp_path, DUTY, "")
    monkeypatch.setattr(Economy, "solve", lambda *_: pytest.fail("solved"))
    assert check(str(tmp_path / "second.yaml")).after is not None


def test_a_comparison_says_that_the_starting_worlds_differ(tmp_path: Path) -> None:
    second = pair(tmp_path, DUTY, DUTY)
    runs = [simulate(s, sensitivity=False) for s in (load_scenario(tmp_path / "first.yaml"), second)]
    for a, b, said in ((0, 1, True), (1, 1, False)):
        console = Console(file=io.StringIO(), width=400)
        comparison(console, runs[a], runs[b])
        assert ("different starting worlds" in console.file.getvalue()) == said  # type: ignore[attr-defined]

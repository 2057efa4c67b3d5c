"""The split of changes by move: parts and remainder sum, order and labels do not matter, idle moves get nothing."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import numpy as np
import pytest

from multipolar import Result, load_scenario, load_world, simulate
from multipolar.schema import result_schema
from multipolar.split import OUTCOMES

INCOME = "real_income_pct"


def run(name: str | Path) -> Result:
    return simulate(load_scenario(str(name)), sensitivity=False)


def written(folder: Path, moves: list[str], name: str = "mine.yaml") -> Path:
    path = folder / name
    lines = ["multipolar: 1", "name: mine", "world: fictional", "moves:", *(f"  - {move}" for move in moves)]
    path.write_text("\n".join([*lines, "settings: {horizon: 2026}"]), encoding="utf8")
    return path


DUTY = "tariff: {by: ARC, on: LEM, add_pp: 30, from: 2026, id: duty}"
COST = "trade_cost: {between: [ARC, THU], cost_pct: 20, from: 2026, id: cost}"
BAN = "export_curb: {by: THU, on: LEM, sectors: goods, share: 0.5, from: 2026, id: curb}"
VISIT = "visit: {by: ARC, to: LEM, from: 2026, id: visit}"


@pytest.mark.parametrize("name", ["us-china-60-retaliation", "partners-join", "in-force-2026"])
def test_parts_and_remainder_sum_to_the_change(name: str) -> None:
    result = run(name)
    parts = result.split
    assert parts is not None
    for outcome, change in parts.change.items():
        total = parts.parts[outcome].sum(axis=0) + parts.remainder[outcome]
        np.testing.assert_allclose(total, change, atol=1e-9, equal_nan=True)
    assert abs(parts.remainder[INCOME]).max() < 1e-3 * abs(parts.change[INCOME]).max()
    np.testing.assert_array_equal(parts.change[INCOME], result.last.by_country[INCOME])


def test_every_outcome_is_the_variable_of_the_result() -> None:
    result = run("us-china-60-retaliation")
    assert result.split is not None
    for name, outcome in OUTCOMES.items():
        shown = result.last.by_sector if outcome.by_sector else result.last.by_country
        np.testing.assert_allclose(result.split.change[name], shown[name], rtol=1e-12)


def test_the_order_of_moves_does_not_matter(tmp_path: Path) -> None:
    there, back = run(written(tmp_path, [DUTY, COST, BAN])), run(written(tmp_path, [BAN, COST, DUTY], "back.yaml"))
    assert there.split is not None
    assert back.split is not None
    assert there.split.labels == tuple(reversed(back.split.labels)) == ("duty", "cost", "curb")
    np.testing.assert_allclose(there.split.parts[INCOME], back.split.parts[INCOME][::-1], atol=1e-9)


def test_a_move_that_changes_nothing_has_no_part(tmp_path: Path) -> None:
    result = run(written(tmp_path, [DUTY, VISIT, BAN]))
    assert result.split is not None
    assert result.split.labels == ("duty", "curb")
    assert result.split.moves == ((0,), (2,))


def test_one_move_has_the_whole_change(tmp_path: Path) -> None:
    result = run(written(tmp_path, [DUTY]))
    assert result.split is not None
    np.testing.assert_array_equal(result.split.parts[INCOME][0], result.last.by_country[INCOME])
    assert not result.split.remainder[INCOME].any()


def test_halves_of_a_move_share_alike(tmp_path: Path) -> None:
    half = "tariff: {by: ARC, on: LEM, add_pp: 15, from: 2026, id: %s}"
    result = run(written(tmp_path, [half % "one", half % "two"]))
    assert result.split is not None
    one, two = result.split.parts[INCOME]
    np.testing.assert_allclose(one, two, atol=1e-9)


def test_many_moves_are_taken_together_by_actor(tmp_path: Path) -> None:
    moves = [f"tariff: {{by: ARC, on: LEM, add_pp: {k + 1}, from: 2026}}" for k in range(12)]
    result = run(written(tmp_path, [*moves, BAN]))
    assert result.split is not None
    assert result.split.labels == ("tariff ARC (12 moves)", "export_curb THU")


def test_a_result_with_and_without_a_split_fits_the_schema(tmp_path: Path) -> None:
    scenario = load_scenario(str(written(tmp_path, [DUTY, BAN])))
    for explain in (True, False):
        plain = simulate(scenario, sensitivity=False, explain=explain).to_dict()
        jsonschema.validate(plain, result_schema())
        assert (plain["by_move"] is not None) == explain


def test_gifts_that_go_back_and_forth_are_split_too(tmp_path: Path) -> None:
    size = load_world("fictional").flow[0].sum() / 1000
    there = f"transfer: {{by: ARC, to: LEM, usd_bn: {2 * size}, from: 2026, id: there}}"
    back = f"transfer: {{by: LEM, to: ARC, usd_bn: {1.99 * size}, from: 2026, id: back}}"
    result = simulate(load_scenario(str(written(tmp_path, [there, back]))), sensitivity=False)
    assert result.last.by_country[INCOME].any()

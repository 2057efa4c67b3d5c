"""Stages of a run: the first is the last year, the last is `simulate`; nothing that ran before or beside them counts."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from multipolar import Scenario, World, load_scenario, simulate
from multipolar.ensemble import Inputs, PoolError, serial
from multipolar.ensemble.job import Chunk, Job
from multipolar.errors import InputError, NotSolvedError
from multipolar.result import COUNTRY_UNITS
from multipolar.stages import stages


def changed(name: str, at: int, **fields: Any) -> Scenario:
    """A packaged scenario with fields of one move changed."""
    scenario = load_scenario(name)
    moves = list(scenario.moves)
    moves[at] = moves[at].model_copy(update=fields)
    return scenario.model_copy(update={"moves": tuple(moves)})


def with_beliefs(name: str, beliefs: str) -> Scenario:
    scenario = load_scenario(name)
    return scenario.model_copy(update={"settings": scenario.settings.model_copy(update={"beliefs": beliefs})})


def last(scenario: Scenario, world: World) -> dict[str, Any]:
    (stage,) = stages(scenario, world, wanted=("last",))
    return stage.plain


def leaves(value: Any) -> Iterator[type]:
    if isinstance(value, dict):
        for key, inside in value.items():
            assert type(key) is str
            yield from leaves(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from leaves(inside)
    else:
        yield type(value)


@pytest.mark.parametrize(
    "name", ["us-china-60", "china-rare-earths", "taiwan-electronics", "us-russia-deal", "sanctions-lifted"]
)
def test_without_feedback_the_last_year_has_the_numbers_of_simulate(name: str, world: World) -> None:
    scenario = load_scenario(name)
    found, whole = last(scenario, world), simulate(scenario, world).to_dict()
    assert not found["feedback_pending"]
    for key in ("world", "status", "residual", "iterations", "headline"):
        assert found[key] == whole[key], key
    assert found["years"] == whole["years"][-1:]
    assert set(found["countries"]) == set(whole["countries"])
    for code, entry in found["countries"].items():
        assert set(entry) == {"name", *COUNTRY_UNITS}
        assert entry == {key: whole["countries"][code][key] for key in entry}
    assert set(found["satellites"]) == set(whole["satellites"])
    for code, entry in found["satellites"].items():
        assert set(entry) == {"name", "real_income_pct", "interval_pct", "approximate"}
        assert entry == {key: whole["satellites"][code][key] for key in entry}


def test_warnings_of_the_last_year_are_among_those_of_the_run(world: World) -> None:
    scenario = load_scenario("china-rare-earths")
    assert set(last(scenario, world)["warnings"]) <= set(simulate(scenario, world, sensitivity=False).warnings)


def test_the_last_stage_is_simulate(world: World) -> None:
    scenario = load_scenario("us-russia-deal")
    found = list(stages(scenario, world))
    assert [s.name for s in found] == ["last", "path", "ranges"]
    assert found[1].plain == simulate(scenario, world, sensitivity=False).to_dict()
    assert found[2].plain == simulate(scenario, world).to_dict()
    assert all(s.seconds > 0 for s in found)


def test_intervals_are_those_of_simulate(world: World) -> None:
    scenario = load_scenario("us-china-60")
    *_, found = stages(scenario, world, wanted=("ranges",), draws=3, seed=4, tornado=True)
    assert found.name == "intervals"
    assert found.plain == simulate(scenario, world, draws=3, seed=4).to_dict()
    *_, short = stages(scenario, world, wanted=(), draws=3, seed=4)
    assert short.plain["countries"]["USA"]["real_income_pct"] == found.plain["countries"]["USA"]["real_income_pct"]
    assert short.plain["draws"]["tornado"] == []


@pytest.mark.parametrize("name", ["us-china-60", "aid-or-loans-kenya", "china-rare-earths"])
def test_all_leaves_are_plain(name: str, world: World) -> None:
    for stage in stages(load_scenario(name), world):
        assert set(leaves(stage.plain)) <= {str, int, float, bool, type(None)}


def test_feedback_is_pending_where_it_has_a_size_and_moves_act_before_the_last_year(world: World) -> None:
    article = with_beliefs("us-china-60", "article")
    assert last(article, world)["feedback_pending"]
    one_year = article.settings.model_copy(update={"horizon": article.first_year})
    assert not last(article.model_copy(update={"settings": one_year}), world)["feedback_pending"]
    off = article.settings.model_copy(update={"feedback": False})
    assert not last(article.model_copy(update={"settings": off}), world)["feedback_pending"]


def test_cancelled_ends_between_stages_and_inside_them(world: World) -> None:
    scenario = load_scenario("us-china-60")
    assert list(stages(scenario, world, cancelled=lambda: True)) == []
    seen: list[str] = []
    for stage in stages(scenario, world, cancelled=lambda: bool(seen)):
        seen.append(stage.name)
    assert seen == ["last"]
    for asked in (3, 6):
        calls = itertools.count(1)
        names = [s.name for s in stages(scenario, world, cancelled=lambda a=asked, c=calls: next(c) >= a)]
        assert names == ["last"]


def test_a_run_whose_draws_wait_for_their_turn_is_left(world: World) -> None:
    waits: list[int] = []

    def busy(job: object, chunks: object) -> Iterator[list[Any]]:
        while len(waits) < 100:
            waits.append(1)
            yield []

    found = stages(load_scenario("us-china-60"), world, wanted=(), draws=2, pool=busy, cancelled=lambda: len(waits) > 2)
    assert list(found) == []
    assert len(waits) == 3


def test_draws_in_processes_begin_before_ranges_and_are_the_same(world: World) -> None:
    scenario, begun = load_scenario("us-china-60"), threading.Event()

    def beside(job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        begun.set()
        return serial(job, chunks)

    one_by_one = [s.plain for s in stages(scenario, world, wanted=("path", "ranges"), draws=3, seed=4)]
    found = stages(scenario, world, wanted=("path", "ranges"), draws=3, seed=4, pool=beside)
    assert next(found).plain == one_by_one[0]
    assert begun.wait(60)
    assert [s.plain for s in found] == one_by_one[1:]


def test_draws_that_nobody_waits_for_any_more_are_left(world: World) -> None:
    left = threading.Event()

    def endless(job: object, chunks: object) -> Iterator[list[Any]]:
        try:
            while True:
                time.sleep(0.01)
                yield []
        finally:
            left.set()

    found = stages(load_scenario("us-china-60"), world, wanted=("path", "ranges"), draws=2, pool=endless)
    assert next(found).name == "path"
    found.close()  # type: ignore[attr-defined]
    assert left.wait(60)


def test_what_goes_wrong_beside_is_said_when_draws_are_asked_for(world: World) -> None:
    def broken(job: object, chunks: object) -> Iterator[list[Any]]:
        raise PoolError("closed")
        yield []

    found = stages(load_scenario("us-china-60"), world, wanted=("path", "ranges"), draws=2, pool=broken)
    assert [next(found).name, next(found).name] == ["path", "ranges"]
    with pytest.raises(PoolError, match="closed"):
        next(found)


def test_errors_are_those_of_simulate(world: World) -> None:
    with pytest.raises(InputError, match="no stage 'first'"):
        list(stages(load_scenario("us-china-60"), world, wanted=("first",)))
    with pytest.raises(InputError, match="XYZ"):
        list(stages(changed("us-china-60", 0, by=("XYZ",)), world))
    scenario = load_scenario("us-china-60")
    early = scenario.model_copy(update={"settings": scenario.settings.model_copy(update={"horizon": 2000})})
    with pytest.raises(InputError, match="lies before the first move"):
        list(stages(early, world))


def test_no_equilibrium_is_an_error_and_no_numbers(world: World, tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        "multipolar: 1\nname: t\nmoves:\n  - sanction: {by: all, on: USA, sectors: all, both_ways: true, share: 1, from: 2026}\n",
        encoding="utf8",
    )
    with pytest.raises(NotSolvedError, match="USA is cut off"):
        next(stages(load_scenario(path), world))


def test_only_a_stage_that_is_wanted_comes(world: World) -> None:
    scenario = load_scenario("us-china-60")
    assert [s.name for s in stages(scenario, world, wanted=("path", "last"))] == ["last", "path"]
    assert list(stages(scenario, world, wanted=())) == []


def test_two_threads_get_the_answers_of_one(world: World) -> None:
    questions = [
        *(changed("us-china-60", 0, add_pp=duty) for duty in (5.0, 35.0, 60.0)),
        load_scenario("china-rare-earths"),
        load_scenario("us-russia-deal"),
        with_beliefs("us-china-60-retaliation", "article"),
        load_scenario("sanctions-lifted"),
    ]

    def answer(scenario: Scenario) -> list[dict[str, Any]]:
        return [s.plain for s in stages(scenario, world, wanted=("last", "path"))]

    with ThreadPoolExecutor(3) as threads:
        beside = list(threads.map(answer, questions * 2))
    for scenario, first, second in zip(questions, beside, beside[len(questions) :], strict=False):
        assert first == second == answer(scenario)

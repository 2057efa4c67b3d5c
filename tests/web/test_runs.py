"""Who is answered first, who is told to come back, and who is answered no more."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from multipolar.scenario import Scenario
from multipolar.stages import stages
from multipolar.web import create_app
from multipolar.web.json_text import dumps
from multipolar.web.lanes import Lane, Lanes
from multipolar.web.limits import Limits
from multipolar.web.problems import Problem
from multipolar.web.runs import Runs
from multipolar.web.static import Page
from web.live_server import Live, started

PEOPLE = 16


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    """Two threads, as the server has."""
    found = Lanes(2)
    yield found
    found.close()


def test_short_work_overtakes_long_work(lanes: Lanes) -> None:
    gate, order = threading.Event(), []
    first = lanes.submit(Lane.LONG, gate.wait)
    second = lanes.submit(Lane.LONG, lambda: order.append("long"))
    quick = [lanes.submit(Lane.SHORT, lambda: order.append("short")) for _ in range(5)]
    for future in quick:
        future.result(5)
    assert order == ["short"] * 5
    assert not second.done()
    gate.set()
    second.result(5)
    assert first.done()
    assert order[-1] == "long"


def test_draws_and_help_hold_up_nobody(lanes: Lanes) -> None:
    gate = threading.Event()
    waiting = [lanes.submit(lane, gate.wait) for lane in (Lane.DRAWS, Lane.DRAWS, Lane.HELP, Lane.HELP)]
    assert lanes.submit(Lane.LONG, lambda: 1).result(5) == 1
    assert lanes.submit(Lane.SHORT, lambda: 2).result(5) == 2
    gate.set()
    assert all(f.result(5) for f in waiting)


def test_work_of_each_lane_is_done_by_the_least_number_of_threads() -> None:
    least = Lanes(1, 1)
    assert [least.submit(lane, lambda: 3).result(5) for lane in Lane] == [3] * len(Lane)
    least.close()


@pytest.mark.parametrize(("threads", "helpers"), [(0, 1), (2, 0)])
def test_lanes_that_nobody_works_in_are_refused(threads: int, helpers: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        Lanes(threads, helpers)


def test_errors_come_back_and_cancelled_work_is_left_out(lanes: Lanes) -> None:
    with pytest.raises(ZeroDivisionError):
        lanes.submit(Lane.SHORT, lambda: 1 // 0).result(5)
    gate, done = threading.Event(), []
    held = [lanes.submit(Lane.SHORT, gate.wait) for _ in range(2)]
    left_out = lanes.submit(Lane.SHORT, lambda: done.append(1))
    assert left_out.cancel()
    gate.set()
    assert all(f.result(5) for f in held)
    assert lanes.submit(Lane.SHORT, lambda: 3).result(5) == 3
    assert not done


def test_the_latest_run_of_a_client_wins(lanes: Lanes) -> None:
    async def two() -> None:
        runs = Runs(lanes, Limits())
        older, other = runs.begin("page"), runs.begin("another")
        seen = asyncio.create_task(older.step(Lane.SHORT, lambda: _until(older.cancelled)))
        await asyncio.sleep(0.05)
        newer = runs.begin("page")
        with pytest.raises(Problem) as problem:
            await seen
        assert problem.value.kind == "superseded"
        assert not other.cancelled()
        assert await newer.step(Lane.SHORT, lambda: 7) == 7
        for run in (older, other, newer):
            runs.finish(run)
        assert len(runs) == 0

    asyncio.run(two())


def _until(true: Any) -> None:
    while not true():
        time.sleep(0.005)


def test_too_many_and_too_long(lanes: Lanes) -> None:
    async def asked() -> None:
        runs = Runs(lanes, dataclasses.replace(Limits(), waiting=2, request_seconds=0.1))
        first, _ = runs.begin(), runs.begin()
        with pytest.raises(Problem) as busy:
            runs.begin()
        assert (busy.value.status, busy.value.headers) == (429, {"retry-after": "1"})
        with pytest.raises(Problem) as late:
            await first.step(Lane.LONG, lambda: _until(first.cancelled))
        assert (late.value.status, late.value.kind) == (503, "timeout")
        runs.finish(first)
        assert runs.begin()

    asyncio.run(asked())


def test_a_run_ends_when_its_client_goes(lanes: Lanes) -> None:
    async def gone() -> None:
        runs = Runs(lanes, Limits())
        run = runs.begin()

        async def receive() -> dict[str, str]:
            return {"type": "http.disconnect"}

        await run.watch(receive)
        assert run.cancelled()
        with pytest.raises(Problem):
            await run.step(Lane.SHORT, lambda: 1)

    asyncio.run(gone())


def with_duty(scenario: dict[str, Any], duty: float) -> dict[str, Any]:
    """The scenario with another size of its first move."""
    (first, *others) = scenario["moves"]
    return {**scenario, "moves": [{"tariff": {**first["tariff"], "add_pp": duty}}, *others]}


def results(response: httpx.Response) -> list[Any]:
    """Stages without the time that they took."""
    assert response.status_code == 200, response.text
    return [(line["stage"], line.get("result")) for line in map(json.loads, response.text.splitlines())]


def test_sixteen_people_at_once_get_what_one_gets(live: Live, us_china: dict[str, Any]) -> None:
    def person(number: int) -> list[list[Any]]:
        with live.client(headers={"x-client": f"person-{number}"}) as own:
            found = []
            for step in range(4):
                sent = {"scenario": with_duty(us_china, 5.0 + 3 * number + step), "stages": ["last"]}
                if step == 3:
                    sent["stages"] = ["last", "path"]
                found.append(results(own.post("/api/simulate", json=sent)))
            return found

    with ThreadPoolExecutor(PEOPLE) as people:
        together = list(people.map(person, range(PEOPLE)))
    for number in (0, 7, 15):
        assert together[number] == person(number)
    scenario = Scenario.from_dict(with_duty(us_china, 5.0))
    assert together[0][0][0][1] == json.loads(dumps(next(stages(scenario)).plain))


def test_a_newer_request_ends_the_older_between_stages(live: Live, us_china: dict[str, Any]) -> None:
    with live.client(headers={"x-client": "mine"}) as one, live.client(headers={"x-client": "mine"}) as two:
        with one.stream("POST", "/api/simulate", json={"scenario": us_china}) as response:
            lines = response.iter_lines()
            assert '"stage":"last"' in next(lines)
            newer = two.post("/api/simulate", json={"scenario": us_china, "stages": ["last"]})
            rest = list(lines)
        assert newer.status_code == 200
        assert '"superseded"' in rest[-1]
        assert len(rest) < 3


def test_a_closed_connection_ends_its_run(live: Live, us_china: dict[str, Any]) -> None:
    with live.client() as own:
        with own.stream("POST", "/api/simulate", json={"scenario": us_china}) as response:
            next(response.iter_lines())
        deadline = time.perf_counter() + 20
        while own.get("/api/health").json()["running"]:
            assert time.perf_counter() < deadline
            time.sleep(0.02)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that takes two requests at once and gives each a moment."""
    limits = dataclasses.replace(Limits(), waiting=2, request_seconds=0.05, help_seconds=0.05)
    app = create_app(limits=limits, page=Page(tmp_path_factory.mktemp("empty")), warm=False)
    yield from started(app, limits)


def test_busy_and_late_are_documented_answers(narrow: Live, us_china: dict[str, Any]) -> None:
    def person(_: int) -> httpx.Response:
        with narrow.client() as own:
            return own.post("/api/simulate", json={"scenario": us_china})

    with ThreadPoolExecutor(8) as people:
        found = list(people.map(person, range(24)))
    statuses = {r.status_code for r in found}
    assert statuses <= {200, 429, 503}
    assert 429 in statuses
    for response in found:
        if response.status_code == 200:
            assert '"stage":"error"' in response.text or '"stage":"done"' in response.text
        else:
            assert response.headers["retry-after"]
    with narrow.client() as own:
        late = own.get("/api/questions/how-many-poles")
        assert (late.status_code, late.json()["error"]["kind"]) == (503, "timeout")
        assert own.get("/").status_code == 200


def test_the_server_warms_while_the_first_people_arrive(tmp_path: Any) -> None:
    app = create_app(page=Page(tmp_path))
    for live in started(app, Limits()):
        with live.client() as own:
            assert own.get("/api/health").json()["status"] in ("warming", "ready")
            deadline = time.perf_counter() + 120
            while own.get("/api/health").json()["status"] != "ready":
                assert time.perf_counter() < deadline
                time.sleep(0.1)

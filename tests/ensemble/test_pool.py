"""The pool of warm workers: the bytes of the serial run, cancelled at once, whole after a death, and closed without a trace."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from multipolar import Result, Scenario, load_world, simulate
from multipolar.ensemble import Cancelled, Pool, PoolError, with_draws
from multipolar.ensemble.turns import Shares

DRAWS, SEED = 12, 7


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two workers at the priority of the tests."""
    with Pool(2, priority=0) as made:
        yield made


@pytest.fixture(scope="module")
def point(mixed: Scenario) -> Result:
    """The mixed scenario without draws."""
    return simulate(mixed, sensitivity=False, explain=False)


@pytest.fixture(scope="module")
def run(point: Result) -> Result:
    """The same with draws, computed in this process."""
    return drawn(point)


def drawn(point: Result, n: int = DRAWS, **given: Any) -> Result:
    """A run with draws and without the cases of a tornado."""
    return with_draws(point, load_world("2022"), n, SEED, tornado=False, **given)


def assert_same(a: Result, b: Result) -> None:
    """Both have the same bytes in every number."""
    assert a.draws is not None and b.draws is not None  # noqa: PT018
    assert a.draws.numbers.keys() == b.draws.numbers.keys()
    for name, values in a.draws.numbers.items():
        assert values.tobytes() == b.draws.numbers[name].tobytes(), name


def test_a_pool_gives_the_bytes_of_the_serial_run_and_tells_its_progress(
    run: Result, point: Result, pool: Pool
) -> None:
    told: list[tuple[int, int]] = []
    found = drawn(point, scheduler=pool, progress=lambda _, k, n: told.append((k, n)))
    assert_same(run, found)
    assert [k for k, _ in told] == sorted({k for k, _ in told})
    assert told[-1][0] == told[-1][1]


def test_a_cancelled_run_ends_at_once_and_the_next_is_whole(run: Result, point: Result, pool: Pool) -> None:
    told: list[int] = []
    with pytest.raises(Cancelled):
        drawn(point, 400, scheduler=pool, cancelled=lambda: True, progress=lambda _, k, n: told.append(k))
    assert not told
    assert_same(run, drawn(point, scheduler=pool))


def test_a_run_that_waits_for_its_turn_can_be_cancelled(point: Result, pool: Pool) -> None:
    stop = threading.Event()

    def first() -> None:
        with pytest.raises(Cancelled):
            drawn(point, 800, scheduler=pool, cancelled=stop.is_set)

    thread = threading.Thread(target=first)
    thread.start()
    time.sleep(0.3)
    with pytest.raises(Cancelled):
        drawn(point, 4, scheduler=pool, cancelled=lambda: True)
    assert thread.is_alive()
    stop.set()
    thread.join()


def test_a_dead_worker_loses_nothing(run: Result, point: Result, pool: Pool) -> None:
    victims = pool.processes()
    killed: list[int] = []

    def kill_one(*_: object) -> None:
        if not killed:
            os.kill(victims[0], signal.SIGTERM)
            killed.append(victims[0])

    found = drawn(point, scheduler=pool, progress=kill_one)
    assert killed
    assert_same(run, found)
    assert_same(run, drawn(point, scheduler=pool))
    assert pool.processes() != victims


def test_a_closed_pool_refuses_and_leaves_no_process(point: Result) -> None:
    made = Pool(1, priority=0)
    pids = made.processes()
    made.close()
    made.close()
    with pytest.raises(PoolError, match="closed"):
        drawn(point, 4, scheduler=made)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_take_rows_of_neighbours_and_then_from_the_longest() -> None:
    shares = Shares(7, 2)
    assert [shares.take(0) for _ in range(3)] == [0, 1, 2]
    assert [shares.take(0), shares.take(1), shares.take(0)] == [6, 3, 5]
    shares.give_back(1)
    assert [shares.take(1), shares.take(1), shares.take(0)] == [1, 4, None]

"""Threads that compute: answers of milliseconds overtake those of seconds, and one thread is always kept for them."""

from __future__ import annotations

import enum
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

__all__ = ["Lane", "Lanes"]

T = TypeVar("T")


class Lane(enum.Enum):
    """How long a piece of work takes here: milliseconds; up to a second; or it waits for other processes, for draws, help or
    the reader of news."""

    SHORT = "short"
    LONG = "long"
    DRAWS = "draws"
    HELP = "help"
    READ = "read"


_TOGETHER = ((Lane.SHORT, Lane.LONG), (Lane.DRAWS,), (Lane.READ,), (Lane.HELP,))
"""Lanes that one thread takes work from, first the first; each lane stands here once, since its threads are woken together."""


class Lanes:
    """A few threads and a queue for each lane, first come, first served within it.

    Args:
        threads: that take short work first; all but one of them, at least one, may be busy with long work at once.
        helpers: threads that wait for helper processes, at least one.

    Raises:
        ValueError: fewer than one thread or helper: work would wait for ever.
    """

    def __init__(self, threads: int, helpers: int = 1) -> None:
        if threads < 1 or helpers < 1:
            raise ValueError(f"lanes need a thread and a helper at least, not {threads} and {helpers}")
        self._lock = threading.Lock()
        self._queues: dict[Lane, deque[tuple[Future[Any], Callable[[], Any]]]] = {lane: deque() for lane in Lane}
        self._most_long, self._long, self._closed = max(1, threads - 1), 0, False
        self._asked = time.monotonic()
        takes = [lanes for lanes, n in zip(_TOGETHER, (threads, 1, 1, helpers), strict=True) for _ in range(n)]
        woken = {lanes: threading.Condition(self._lock) for lanes in _TOGETHER}
        self._woken = {lane: condition for lanes, condition in woken.items() for lane in lanes}
        self._threads = [threading.Thread(target=self._work, args=(lanes,), daemon=True) for lanes in takes]
        for thread in self._threads:
            thread.start()

    def submit(self, lane: Lane, work: Callable[[], T]) -> Future[T]:
        """Queue a piece of work; cancelling the future takes it out of the queue.

        Args:
            lane: see `Lane`. work: called without arguments in one of the threads.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the lanes are closed")
            self._queues[lane].append((future, work))
            if lane is not Lane.HELP:
                self._asked = time.monotonic()
            self._woken[lane].notify()
        return future

    def waiting(self, lane: Lane) -> int:
        """How much waits in a lane."""
        with self._lock:
            return len(self._queues[lane])

    def quiet(self) -> float:
        """Seconds since somebody last asked for a run or a part of one."""
        with self._lock:
            return time.monotonic() - self._asked

    def close(self) -> None:
        """Leave out what waits and end after what runs; waits a few seconds for it."""
        with self._lock:
            self._closed = True
            for queue in self._queues.values():
                while queue:
                    queue.popleft()[0].cancel()
            for condition in self._woken.values():
                condition.notify_all()
        for thread in self._threads:
            thread.join(5)

    def _work(self, lanes: tuple[Lane, ...]) -> None:
        while (taken := self._take(lanes)) is not None:
            lane, future, work = taken
            try:
                if future.set_running_or_notify_cancel():
                    _run(future, work)
            finally:
                if lane is Lane.LONG:
                    with self._lock:
                        self._long -= 1
                        self._woken[lane].notify()  # another one may begin
            del taken, future, work  # a thread that waits holds on to nobody's answer

    def _take(self, lanes: tuple[Lane, ...]) -> tuple[Lane, Future[Any], Callable[[], Any]] | None:
        with self._lock:
            while not self._closed:
                for lane in lanes:
                    if self._queues[lane] and (lane is not Lane.LONG or self._long < self._most_long):
                        self._long += lane is Lane.LONG
                        return (lane, *self._queues[lane].popleft())
                self._woken[lanes[0]].wait()
        return None


def _run(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        found = work()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(found)

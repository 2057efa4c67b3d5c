"""Requests that compute: how many at once, one of each client, until when, and why one ends before its time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.types import Receive

from multipolar.web.lanes import Lane, Lanes
from multipolar.web.limits import Limits
from multipolar.web.problems import Problem

__all__ = ["Run", "Runs"]

T = TypeVar("T")


class Run:
    """One request that computes; lives on the event loop, while its work asks `cancelled` from other threads.

    Args:
        lanes: where work goes. deadline: time of the loop. client: the page that asked, if it said so.
    """

    def __init__(self, lanes: Lanes, deadline: float, client: str | None) -> None:
        self.client, self._lanes, self._deadline = client, lanes, deadline
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[Problem] = self._loop.create_future()
        self._flag = threading.Event()

    def cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._flag.is_set()

    def end(self, problem: Problem) -> None:
        """End it; the first reason stays."""
        self._flag.set()
        if not self._ended.done():
            self._ended.set_result(problem)

    async def step(self, lane: Lane, work: Callable[[], T]) -> T:
        """Have a piece of work done.

        Raises:
            Problem: the run was ended, or its time is over; work that had begun ends when it next asks `cancelled`.
        """
        if self._ended.done():
            raise self._ended.result()
        future = asyncio.wrap_future(self._lanes.submit(lane, work))
        left = self._deadline - self._loop.time()
        both: set[asyncio.Future[Any]] = {future, self._ended}
        done, _ = await asyncio.wait(both, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        if future in done and not self._ended.done():
            return future.result()
        if not done:
            self.end(Problem(503, "The answer took too long; ask for less, or later.", headers={"retry-after": "5"}))
        future.add_done_callback(_seen)
        future.cancel()
        raise self._ended.result()

    async def watch(self, receive: Receive) -> None:
        """End it when the client has gone."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.end(Problem(409, "The client has gone."))


class Runs:
    """All requests that compute or wait for it.

    Args:
        lanes: where work goes. limits: see `Limits`.
    """

    def __init__(self, lanes: Lanes, limits: Limits) -> None:
        self._lanes, self._limits = lanes, limits
        self._open: set[Run] = set()
        self._latest: dict[str, Run] = {}

    def __len__(self) -> int:
        return len(self._open)

    def begin(self, client: str | None = None, seconds: float | None = None) -> Run:
        """A new run; an older one of the same client ends.

        Args:
            client: the page that asks, if it says so. seconds: until its answer must be complete; None for the limit.

        Raises:
            Problem: too many wait.
        """
        older = self._latest.get(client) if client else None
        if older is not None:
            older.end(Problem(409, "A newer request of the same page took the place of this one."))
        if len(self._open) >= self._limits.waiting:
            raise Problem(429, "Too many requests wait for an answer; try again.", headers={"retry-after": "1"})
        end = asyncio.get_running_loop().time() + (seconds or self._limits.request_seconds)
        run = Run(self._lanes, end, client)
        self._open.add(run)
        if client:
            self._latest[client] = run
        return run

    def finish(self, run: Run) -> None:
        """A run whose answer is complete, or that nobody waits for."""
        run.end(Problem(409, "It is over."))
        self._open.discard(run)
        if run.client and self._latest.get(run.client) is run:
            del self._latest[run.client]


def _seen(future: asyncio.Future[T]) -> None:
    """Takes note of how abandoned work ended, so that nobody is told that nobody did."""
    if not future.cancelled():
        future.exception()

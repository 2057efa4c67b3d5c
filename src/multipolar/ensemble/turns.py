"""Turns of runs at a pool, and shares of its workers in a run."""

from __future__ import annotations

import itertools
import threading
from collections import deque

__all__ = ["PoolError", "Shares", "Turns"]


class PoolError(RuntimeError):
    """A pool that cannot compute: it was closed, a worker failed, or workers die of a chunk."""


class Turns:
    """First come, first served, for threads; until it is shut."""

    def __init__(self) -> None:
        self._last, self._shut = 0, False
        self._line: deque[int] = deque()
        self._moved = threading.Condition()

    def enter(self) -> int:
        """A ticket at the end of the line.

        Raises:
            PoolError: it was shut.
        """
        with self._moved:
            self._check()
            self._last += 1
            self._line.append(self._last)
            return self._last

    def first(self, ticket: int, seconds: float) -> bool:
        """Whether it is a ticket's turn, after some seconds at most.

        Raises:
            PoolError: it was shut.
        """
        with self._moved:
            self._moved.wait_for(lambda: self._shut or self._line[0] == ticket, seconds)
            self._check()
            return self._line[0] == ticket

    def leave(self, ticket: int) -> None:
        """Give up a place in the line."""
        with self._moved:
            self._line.remove(ticket)
            self._moved.notify_all()

    def check(self) -> None:
        """Refuse where it was shut.

        Raises:
            PoolError: it was.
        """
        with self._moved:
            self._check()

    def shut(self, seconds: float) -> bool:
        """Refuse all from now on, and give those in the line some seconds to leave; False where it was shut before."""
        with self._moved:
            before, self._shut = self._shut, True
            self._moved.notify_all()
            self._moved.wait_for(lambda: not self._line, seconds)
            return not before

    def _check(self) -> None:
        if self._shut:
            raise PoolError("draws: the pool of workers is closed.")


class Shares:
    """Places of chunks, each worker's in a row: neighbours share equilibria. Who is done takes from the longest row's end.

    Args:
        chunks: how many. workers: how many.
    """

    def __init__(self, chunks: int, workers: int) -> None:
        ends = [chunks * k // workers for k in range(workers + 1)]
        self._rows = [deque(range(a, b)) for a, b in itertools.pairwise(ends)]
        self._again: deque[int] = deque()

    def take(self, worker: int) -> int | None:
        """The place of the next chunk of a worker; None where nothing is left."""
        if self._again:
            return self._again.popleft()
        if self._rows[worker]:
            return self._rows[worker].popleft()
        longest = max(self._rows, key=len)
        return longest.pop() if longest else None

    def give_back(self, place: int) -> None:
        """A chunk that must be computed again."""
        self._again.append(place)

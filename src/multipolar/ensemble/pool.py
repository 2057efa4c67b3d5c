"""Processes that stay: a pool of warm workers that computes the draws of one run after another.

A server makes one at its start. Its workers have a low priority, so that a solve in the server comes first; a run that is no
longer wanted is left after the draw at hand; a worker that dies is replaced and its chunk computed again. Numbers are those of
the serial scheduler, bit by bit.
"""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from multipolar.ensemble import worker as told
from multipolar.ensemble.inputs import Inputs
from multipolar.ensemble.job import Chunk, Job
from multipolar.ensemble.turns import PoolError, Shares, Turns
from multipolar.threads import one_thread_each

__all__ = ["Pool", "PoolError", "warm_pool"]

HEARTBEAT = 0.02
"""Seconds after which a run that waits says so with an empty chunk, so that its caller can cancel it."""
PRIORITY = 15
"""Nice value of workers: beside a solve at the usual 0 they get some 3 % of a core."""
DEATHS = 3
"""A chunk that so many workers died of is given up; so is a pool of which so many die before they listen."""
DIED = "died"
"""What a pool hears of a worker that is no more."""
PATIENCE = 2.0
"""Seconds that runs and workers are given to end by themselves."""


@dataclasses.dataclass(eq=False)
class _Worker:
    """A process, the pipe to it, the world that it holds once it listens, whether it has practised, the run it knows, and
    the chunk that it is at."""

    process: BaseProcess
    pipe: Connection
    world_key: str | None = None
    warm: bool = False
    run: int = 0
    at: tuple[int, int] | None = None

    @classmethod
    def start(cls, priority: int) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=told.work, args=(there, priority), name="multipolar draws", daemon=True)
        with one_thread_each():
            process.start()
        there.close()
        return cls(process, here)

    def tell(self, *message: Any) -> None:
        """Send; that the worker is dead shows when it is listened to."""
        with contextlib.suppress(OSError):
            self.pipe.send(message)

    def end(self) -> None:
        """Ask it to end, and make it."""
        self.tell(told.STOP)
        self.pipe.close()
        self.process.join(PATIENCE if self.warm else 0)  # one that practises does not listen
        if self.process.is_alive():
            self.process.terminate()
            self.process.join()
        self.process.close()


class Pool:
    """A scheduler whose processes live until it is closed; runs take their turns, each with all workers.

    Args:
        workers: number of processes. priority: nice value that they take.
    """

    def __init__(self, workers: int, priority: int = PRIORITY) -> None:
        if workers < 1:
            raise ValueError(f"workers: {workers}; a pool has one at least.")
        self._priority, self._turns, self._deaths = priority, Turns(), 0
        self._workers = [_Worker.start(priority) for _ in range(workers)]

    def __call__(self, job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        """Numbers of every chunk once, in any order; an empty chunk now and then while nothing has come.

        Raises:
            PoolError: it is closed, or a chunk cannot be computed.
        """
        ticket = self._turns.enter()
        try:
            while not self._turns.first(ticket, HEARTBEAT):
                yield []
            yield from self._run(ticket, job, chunks)
        finally:
            self._turns.leave(ticket)

    def warm(self, seconds: float) -> bool:
        """Wait until all workers are warm; whether they are.

        Args:
            seconds: to wait at most.

        Raises:
            PoolError: it is closed, or workers die before they listen.
        """
        ticket, end = self._turns.enter(), time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                if self._turns.first(ticket, HEARTBEAT):
                    cold = [k for k, w in enumerate(self._workers) if not w.warm]
                    if not cold:
                        return True
                    self._heard(cold)
            return False
        finally:
            self._turns.leave(ticket)

    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers now."""
        return tuple(w.process.pid for w in self._workers if w.process.pid is not None)

    def close(self) -> None:
        """End all workers; a run in flight ends with an error. Closing twice does nothing."""
        if self._turns.shut(PATIENCE):
            for worker in self._workers:
                worker.end()

    def __enter__(self) -> Pool:
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _run(self, ticket: int, job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        """The chunks of a run whose turn it is."""
        shares, died, missing = Shares(len(chunks), len(self._workers)), Counter[int](), len(chunks)
        try:
            while missing:
                for k, worker in enumerate(self._workers):
                    if worker.at is None and worker.world_key is not None:
                        self._give(ticket, worker, job, chunks, shares.take(k))
                heard = self._heard(range(len(self._workers)))
                for answer, (run, place), found in heard:
                    if run != ticket:  # of a run that was cancelled
                        continue
                    if answer == told.DONE:
                        missing -= 1
                        yield found
                        continue
                    died[place] += answer == DIED
                    if answer == told.FAILED or died[place] == DEATHS:
                        raise PoolError(f"draws: workers cannot compute chunk {place}: {found}")
                    shares.give_back(place)
                if not heard:
                    yield []
        finally:
            for worker in self._workers:
                if worker.at is not None and worker.at[0] == ticket:
                    worker.tell(told.CANCEL)

    def _give(
        self, ticket: int, worker: _Worker, job: Job, chunks: Sequence[tuple[Inputs, ...]], place: int | None
    ) -> None:
        if place is None:
            return
        if worker.run != ticket:
            held = job.world_key == worker.world_key
            worker.tell(told.JOB, dataclasses.replace(job, world={}) if held else job)
            worker.run = ticket
        worker.tell(told.CHUNK, ticket, place, chunks[place])
        worker.at = (ticket, place)

    def _heard(self, places: Sequence[int]) -> list[tuple[str, tuple[int, int], Any]]:
        """What some workers have to say, within a heartbeat; those that died are replaced, and what they were at is lost."""
        ready = wait([self._workers[k].pipe for k in places], HEARTBEAT)
        self._turns.check()
        found = []
        for k in places:
            worker = self._workers[k]
            if worker.pipe not in ready:
                continue
            try:
                answer, *rest = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(k)
                if worker.at is not None:
                    found.append((DIED, worker.at, "they die of it"))
                continue
            if answer == told.READY:
                worker.world_key, self._deaths = rest[0], 0
                continue
            if answer == told.WARM:
                worker.warm = True
                continue
            worker.at = None
            found.append((answer, (rest[0], rest[1]), rest[2]))
        return found

    def _replace(self, k: int) -> None:
        """A new worker in the place of one that died."""
        worker = self._workers[k]
        self._deaths += worker.world_key is None
        if self._deaths >= DEATHS:
            raise PoolError(f"draws: {DEATHS} workers died before they listened.")
        self._workers[k] = _Worker.start(self._priority)
        worker.pipe.close()
        worker.process.join()
        worker.process.close()


def warm_pool(workers: int, priority: int = PRIORITY) -> Pool:
    """A pool whose workers begin to get warm: they load the world and compile, for some seconds in the background.

    Args:
        workers: number of processes; each takes some 600 MB. priority: nice value that they take.
    """
    return Pool(workers, priority)

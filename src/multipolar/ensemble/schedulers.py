"""Where draws are computed: one after another, or in processes of this machine; both give the same bytes.

A scheduler is any callable that takes a job and chunks of inputs and yields what `numbers_of` makes of each chunk, in any
order. Draws depend on nothing but their inputs, so that neither order nor number of workers changes a number.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Protocol

from multipolar.ensemble.inputs import Inputs
from multipolar.ensemble.job import Chunk, Job, numbers_of
from multipolar.threads import one_thread_each, one_thread_here

__all__ = ["Scheduler", "in_processes", "scheduler_of", "serial"]


class Scheduler(Protocol):
    """Computes chunks of draws somewhere."""

    def __call__(self, job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        """Yield the numbers of every chunk once, in any order; an empty chunk while it waits lets a caller cancel."""
        ...


def serial(job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
    """In this process, with one thread for linear algebra, so that the bytes are those of a worker's."""
    for chunk in chunks:
        with one_thread_here():
            found = numbers_of(job, chunk)
        yield found


def in_processes(workers: int) -> Scheduler:
    """In some processes of this machine, started afresh; an interrupted run ends them and loses nothing but itself.

    Args:
        workers: number of processes.
    """

    def run(job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        pool = ProcessPoolExecutor(min(workers, len(chunks)), multiprocessing.get_context("spawn"))
        try:
            with one_thread_each():
                waiting = [pool.submit(numbers_of, job, chunk) for chunk in chunks]
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return run


def scheduler_of(workers: int) -> Scheduler:
    """Serial for one worker, else processes."""
    return serial if workers <= 1 else in_processes(workers)

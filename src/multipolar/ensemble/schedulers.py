"""Where draws are computed: one after another, or in processes of this machine; both give the same bytes.

A scheduler is any callable that takes a job and chunks of inputs and yields what `numbers_of` makes of each chunk, in any
order. Draws depend on nothing but their inputs, so that neither order nor number of workers changes a number.
"""

from __future__ import annotations

import ctypes
import functools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np

from multipolar.ensemble.inputs import Inputs
from multipolar.ensemble.job import Chunk, Job, numbers_of

__all__ = ["ONE_THREAD", "Scheduler", "in_processes", "one_thread", "scheduler_of", "serial"]

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}
"""Variables that keep a worker to one thread: workers share the cores among them."""


class Scheduler(Protocol):
    """Computes chunks of draws somewhere."""

    def __call__(self, job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
        """Yield the numbers of every chunk once, in any order; an empty chunk while it waits lets a caller cancel."""
        ...


def serial(job: Job, chunks: Sequence[tuple[Inputs, ...]]) -> Iterator[Chunk]:
    """In this process, with one thread for linear algebra, so that the bytes are those of a worker's."""
    for chunk in chunks:
        with _one_thread_here():
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


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Variables that keep processes started inside to one thread each; what was set stays."""
    added = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update({name: ONE_THREAD[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


@contextmanager
def _one_thread_here() -> Iterator[None]:
    """One thread for numpy's linear algebra: the last digits of a factorisation depend on their number."""
    calls = _threads_of_openblas()
    before = 1 if calls is None else calls[0]()
    if calls is not None:
        calls[1](1)
    try:
        yield
    finally:
        if calls is not None:
            calls[1](before)


def one_thread() -> None:
    """One thread for numpy's linear algebra from now on, in a process that many share."""
    calls = _threads_of_openblas()
    if calls is not None:
        calls[1](1)


@functools.cache
def _threads_of_openblas() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Functions that read and set the threads of the OpenBLAS in numpy's wheels; None for another library.

    There `OMP_NUM_THREADS=1`, set before the start, does the same.
    """
    for path in sorted(Path(np.__file__).parent.parent.glob("numpy.libs/*openblas*")):
        library = ctypes.CDLL(str(path))
        for name in ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads"):
            if hasattr(library, name.format("set")):
                return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None

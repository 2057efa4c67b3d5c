"""Threads of numerical libraries: one for each piece of work, where several pieces share the cores."""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["one_thread", "one_thread_each", "one_thread_here"]

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}
"""Variables that libraries read when they are loaded: each keeps to one thread."""


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
def one_thread_here() -> Iterator[None]:
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
    """One thread for linear algebra from now on, in a process that many share; called before XLA starts."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    calls = _threads_of_openblas()
    if calls is not None:
        calls[1](1)


@functools.cache
def _threads_of_openblas() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Functions that read and set the threads of the OpenBLAS in numpy's wheels; None for another library.

    There `OMP_NUM_THREADS=1`, set before the start, does the same.
    """
    found = importlib.util.find_spec("numpy")
    folder = Path(found.origin).parent.parent if found and found.origin else Path()
    for path in sorted(folder.glob("numpy.libs/*openblas*")):
        library = ctypes.CDLL(str(path))
        for name in ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads"):
            if hasattr(library, name.format("set")):
                return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None

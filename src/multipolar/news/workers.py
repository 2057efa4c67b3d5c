"""Documents read one after another, or in processes of this machine; both give the same, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from multipolar.errors import InputError
from multipolar.news.document import Document
from multipolar.threads import one_thread_each

__all__ = ["each"]

Found = TypeVar("Found")
TURNS = 8
"""Portions for each process, so that none waits long for the slowest."""
MOST = 16
"""Documents in a portion, so that progress is seen and an interruption is heard."""


def each(read: Callable[[Document], Found], documents: Sequence[Document], workers: int = 1) -> Generator[Found]:
    """What a function makes of every document, in their order.

    Args:
        read: a pure function of a document, of a module's top level if there are several workers. documents: tagged.
        workers: processes, each started afresh.

    Raises:
        InputError: a process was ended from outside.
    """
    if min(workers, len(documents)) <= 1:
        yield from map(read, documents)
        return
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    pool = ProcessPoolExecutor(min(workers, len(documents)), multiprocessing.get_context("spawn"))
    portion = min(MOST, max(1, len(documents) // (TURNS * workers)))
    try:
        with one_thread_each():
            found = pool.map(read, documents, chunksize=portion)
        yield from found
    except BrokenProcessPool as error:
        raise InputError("a process that reads was ended, perhaps for want of memory; give fewer --workers.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)

"""A process beside the server that computes answers one at a time: Python runs one thread at once, processes run together."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from multipolar.web.problems import Problem, problem_of

__all__ = ["Helper", "uninterrupted"]

WAIT = 0.05


class Helper:
    """Starts its process with the first question, ends it where nobody waits for an answer any more.

    Used by one thread at a time.

    Args:
        nice: what the process adds to its nice value, so that answers of seconds leave the cores to those of milliseconds.
    """

    def __init__(self, nice: int) -> None:
        self._nice = nice
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._pipe: Connection | None = None
        self._held = False

    def ask(
        self,
        name: str,
        arguments: tuple[Any, ...],
        cancelled: Callable[[], bool],
        held: Callable[[], bool] = lambda: False,
    ) -> bytes:
        """The answer of a task.

        Args:
            name, arguments: see `multipolar.web.answers.compute`. cancelled: whether nobody waits any more.
            held: whether the process should leave the cores to others for now, where the system can hold one.

        Raises:
            Problem: what the task raised, or nobody waits. RuntimeError: the process died.
        """
        pipe = self._started()
        try:
            pipe.send((name, arguments))
            while not pipe.poll(WAIT):
                self._hold(held())
                if cancelled():
                    self.close()
                    raise Problem(409, "It is over.")
            found = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise RuntimeError(f"the process that computes {name} died") from error
        self._hold(False)
        if isinstance(found, bytes):
            return found
        raise Problem(**found)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._hold(False)  # a process that is held does not hear that it should end
            self._process.terminate()
            self._process.join(5)
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _hold(self, wanted: bool) -> None:
        if wanted != self._held and hasattr(signal, "SIGSTOP") and self._process.is_alive():
            os.kill(self._process.pid, signal.SIGSTOP if wanted else signal.SIGCONT)
            self._held = wanted

    def _started(self) -> Connection:
        if self._pipe is None or not self._process.is_alive():
            self.close()
            self._pipe, theirs = self._context.Pipe()
            self._held = False
            self._process = self._context.Process(target=_serve, args=(theirs, self._nice), daemon=True)
            with uninterrupted():
                self._process.start()
            theirs.close()
        return self._pipe


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl+C goes to the server alone, which decides when processes that start inside this end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, nice: int) -> None:
    """Answers until the pipe closes; runs in the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    if sys.platform != "win32":
        os.nice(nice)
    from multipolar.garbage import settle
    from multipolar.web.answers import compute

    settled = False
    while True:
        try:
            name, arguments = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(compute(name, arguments))
            if not settled:
                settle()
                settled = True
        except Exception as error:
            problem = problem_of(error)
            pipe.send({name: getattr(problem, name) for name in ("status", "message", "kind", "field", "line")})

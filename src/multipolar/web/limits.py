"""What the server takes on at most: sizes, times, and how much waits."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """Bounds of one server.

    Args:
        body_bytes: of a request. depth: of nested values in it. body_seconds: in which a body must have arrived.
        request_seconds: in which an answer must be complete, time in the queue included. help_seconds: the same for
            answers that take long (coalitions, questions with draws, files).
        waiting: most requests that compute or wait for it; the next one is told to come back.
        threads: for runs, and as many solver processes; one of the threads is kept for answers that take milliseconds.
        connections: most open ones. idle_seconds: after which a connection without a whole request is closed.
    """

    body_bytes: int = 256 * 1024
    depth: int = 24
    body_seconds: float = 10.0
    request_seconds: float = 60.0
    help_seconds: float = 300.0
    waiting: int = 64
    threads: int = 2
    connections: int = 200
    idle_seconds: float = 15.0

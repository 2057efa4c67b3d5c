"""Progress of long work: what it is called with, and the one who does not listen."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress", "silent"]

Progress = Callable[[str, int, int], None]
"""Called with what is done, steps done and steps in all."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""

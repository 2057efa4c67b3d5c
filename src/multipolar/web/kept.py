"""Answers that are kept because they depend on their question alone."""

from __future__ import annotations

import threading
from collections import OrderedDict

__all__ = ["Kept"]


class Kept:
    """Answers by question, for threads; the one that was not asked for longest goes.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes) -> bytes | None:
        """An answer that was kept.

        Args:
            key: the question.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def add(self, key: bytes, answer: bytes) -> None:
        """Keep an answer.

        Args:
            key: the question, all that the answer depends on.
        """
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

"""Sets of words, written as they are read."""

from __future__ import annotations

__all__ = ["words"]


def words(listed: str) -> frozenset[str]:
    """Words of a list with white space between them."""
    return frozenset(listed.split())

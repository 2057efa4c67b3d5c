"""Today's policy for a move: what stands in the world and the packaged tables before anybody acts."""

from multipolar.today.answers import Today, today

__all__ = ["Today", "today"]

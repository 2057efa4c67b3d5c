"""Attraction of poles: bounded and positive whatever the levers, and split by move and lever without remainder.

A_ip = a_ip exp(clip(z_ip, -limit, limit)) with z_ip = sum_m beta_m tanh(x_ipm / s_m). A lever saturates at its typical dose
s_m and the sum is clipped, so that no shock and no draw can break the second-order condition of the game or throw a
state beyond the poles. The change of A is a function of a sum of doses; its Aumann-Shapley parts along the straight
path are proportional to each dose, and exact.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.params.alignment import alignment_settings

__all__ = ["Attraction", "attraction", "attraction_limit"]

Array = npt.NDArray[np.float64]

TINY = 1e-150


@dataclass(frozen=True, eq=False)
class Attraction:
    """Attraction under levers, beside the baseline.

    Args:
        pull: [state, pole] new A. change: [state, pole] of A. index: [state, pole] z, before the clip.
        split: makes `parts`.
    """

    pull: Array
    change: Array
    index: Array
    split: Callable[[], Array]

    @functools.cached_property
    def parts(self) -> Array:
        """[move, lever, state, pole] parts of the change of A; they sum to it. Made when they are asked for."""
        return self.split()


def attraction(baseline: Array, doses: Array, beta: Array, typical: Array) -> Attraction:
    """Attraction of poles under doses of levers, with the part of every move and lever.

    Args:
        baseline: [state, pole] a, positive. doses: [move, lever, state, pole] x, in the unit of each lever.
        beta: [lever] change of log attraction at a large dose. typical: [lever] s, in the unit of the lever.
    """
    total = doses.sum(axis=0) / typical[:, None, None]
    bent = np.tanh(total)
    index = (beta[:, None, None] * bent).sum(axis=0)
    limit = attraction_limit()
    grown = np.expm1(np.clip(index, -limit, limit))

    def split() -> Array:
        # Part of each dose in tanh of their sum: proportional, with the slope at zero where the doses cancel.
        share = beta[:, None, None] * _ratio(bent, total) / typical[:, None, None]
        parts: Array = doses * share * (baseline * _ratio(grown, index))
        return parts

    return Attraction(baseline * (1 + grown), baseline * grown, index, split)


def attraction_limit() -> float:
    """Largest change of the log of attraction, either way (`params/alignment.yaml`)."""
    return alignment_settings()["attraction_limit"].value


def _ratio(value: Array, of: Array) -> Array:
    """value / of, and the limit 1 where both vanish."""
    small = abs(of) < TINY
    return np.where(small, 1.0, value / np.where(small, 1.0, of))

"""Likelihood of roll calls: expected scores and curvatures of ordered logit items under Gaussian positions.

A vote is 0, 1 or 2 among the choices that a roll call shows, from the lowest (no) to the highest (yes). With
eta = b theta, P(vote <= k) = F(cut_k - eta), F logistic. An item of two choices has one cut, the lower; its upper cut
is infinite and takes no part.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

__all__ = ["Expectations", "Items", "Panel", "expectations", "log_likelihood", "panel", "state_information"]

Array = npt.NDArray[np.float64]
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@dataclasses.dataclass(frozen=True, eq=False)
class Panel:
    """Votes of one year in the form that the sums need; all arrays are [roll call, state] but `three` and `middle`.

    Args:
        lower: 1.0 where the lower cut bounds the vote. upper: 1.0 where the upper cut does.
        below: 1.0 where a finite cut bounds the vote from above. lowest: 1.0 where the vote is the lowest choice.
        inside: 1.0 where the vote lies between two cuts. three: whether the item has three choices [roll call].
    """

    lower: Array
    upper: Array
    below: Array
    lowest: Array
    inside: Array
    three: npt.NDArray[np.bool_]

    @property
    def middle(self) -> Array:
        """Number of votes between the two cuts [roll call]."""
        total: Array = self.inside.sum(axis=1)
        return total


@dataclasses.dataclass(frozen=True, eq=False)
class Items:
    """Parameters of the roll calls of one year: discrimination, lower cut, upper cut (infinite with two choices)."""

    slope: Array
    low: Array
    high: Array

    def gap(self) -> tuple[Array, Array]:
        """1 / (e^d - 1) and e^d / (e^d - 1)^2 of the distance d between the cuts; 0 where there is one cut."""
        with np.errstate(over="ignore"):
            first = 1 / np.expm1(self.high - self.low)
        return first, first * (1 + first)

    def values(self) -> Array:
        """Slope, lower and upper cut [roll call, 3]; 0 in place of an infinite cut."""
        return np.stack([self.slope, self.low, np.where(np.isfinite(self.high), self.high, 0.0)], axis=1)

    def rescaled(self, centre: float, scale: float) -> Items:
        """The same items for positions (theta - centre) / scale."""
        shift = self.slope * centre
        return Items(self.slope * scale, self.low - shift, self.high - shift)

    def moved(self, step: Array) -> Items:
        """Parameters after a step [roll call, 3]."""
        return Items(self.slope + step[:, 0], self.low + step[:, 1], self.high + step[:, 2])


@dataclasses.dataclass(frozen=True, eq=False)
class Expectations:
    """Gradient and expected negative curvature of the log likelihood of one year.

    Args:
        state_score, state_info: [state]. item_score: [roll call, 3]. item_info: [roll call, 3, 3].
        cross: [roll call, 3, state], between items and positions, residuals left out so that the whole is positive.
        residual: expected score of each vote [roll call, state]; exact curvature takes it off the cross of the slope.
    """

    state_score: Array
    state_info: Array
    item_score: Array
    item_info: Array
    cross: Array
    residual: Array


def panel(ranks: npt.NDArray[np.int8], present: npt.NDArray[np.bool_], three: npt.NDArray[np.bool_]) -> Panel:
    """Votes of one year made ready.

    Args:
        ranks: 0, 1, 2 [roll call, state], of the choices that the roll call shows. present: whether a vote was cast.
        three: whether the roll call shows three choices [roll call].
    """
    lowest, middle, highest = (present & (ranks == k) for k in range(3))
    inside = middle & three[:, None]
    return Panel(
        lower=(lowest | middle).astype(float),
        upper=(inside | highest).astype(float),
        below=(lowest | inside).astype(float),
        lowest=lowest.astype(float),
        inside=inside.astype(float),
        three=three,
    )


def expectations(votes: Panel, items: Items, mean: Array, sd: Array) -> Expectations:
    """Sums over votes, with positions N(mean, sd^2) [state] integrated by Gauss-Hermite quadrature."""
    low, high = (_moments(cut, items.slope, mean, sd) for cut in (items.low, items.high))
    lower, upper = votes.lower, votes.upper
    below = votes.below
    score = lower * low[0] + upper * high[0] - below
    slope_score = (lower * low[3] + upper * high[3] - below * mean).sum(axis=1)
    inverse, square = items.gap()
    middle = votes.middle
    low_info, high_info = lower * low[1], upper * high[1]
    low_cross, high_cross = lower * low[2], upper * high[2]
    item_score = np.stack(
        [
            slope_score,
            votes.lowest.sum(axis=1) - (lower * low[0]).sum(axis=1) - inverse * middle,
            (1 + inverse) * middle - (upper * high[0]).sum(axis=1),
        ],
        axis=1,
    )
    info = np.zeros((len(items.slope), 3, 3))
    info[:, 0, 0] = (lower * low[4] + upper * high[4]).sum(axis=1)
    info[:, 1, 1] = low_info.sum(axis=1) + square * middle
    info[:, 2, 2] = high_info.sum(axis=1) + square * middle
    info[:, 0, 1] = info[:, 1, 0] = -low_cross.sum(axis=1)
    info[:, 0, 2] = info[:, 2, 0] = -high_cross.sum(axis=1)
    info[:, 1, 2] = info[:, 2, 1] = -square * middle
    slope = items.slope[:, None]
    cross = np.stack([slope * (low_cross + high_cross), -slope * low_info, -slope * high_info], axis=1)
    return Expectations(items.slope @ score, items.slope**2 @ (low_info + high_info), item_score, info, cross, score)


def _moments(cut: Array, slope: Array, mean: Array, sd: Array) -> Array:
    """E[S], E[v], E[theta v], E[theta S], E[theta^2 v] of S = F(cut - eta) and v = S (1 - S): [5, roll call, state]."""
    total = np.zeros((5, len(cut), len(mean)))
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        theta = mean + sd * node
        share = _logistic(cut[:, None] - slope[:, None] * theta)
        weighted = weight * share
        spread = weighted * (1 - share)
        total[0] += weighted
        total[1] += spread
        spread *= theta
        total[2] += spread
        total[3] += weighted * theta
        total[4] += spread * theta
    return total


def state_information(votes: Panel, items: Items, mean: Array, sd: Array) -> Array:
    """Expected negative curvature in each position alone [state]."""
    total = np.zeros(len(mean))
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        eta = items.slope[:, None] * (mean + sd * node)
        for cut, mask in ((items.low, votes.lower), (items.high, votes.upper)):
            share = _logistic(cut[:, None] - eta)
            total += weight * (items.slope**2 @ (mask * share * (1 - share)))
    return total


def _logistic(x: Array) -> Array:
    """1 / (1 + e^-x), without overflow."""
    out = np.negative(x)
    np.minimum(out, 700, out=out)
    np.exp(out, out=out)
    out += 1
    return np.reciprocal(out, out=out)


def log_likelihood(votes: Panel, items: Items, mean: Array, sd: Array) -> float:
    """Expected log likelihood of one year, by the same quadrature; -inf where cuts are out of order."""
    if (items.high <= items.low).any():
        return -np.inf
    three, total = votes.three, 0.0
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        eta = items.slope[:, None] * (mean + sd * node)
        low = items.low[:, None] - eta
        high = items.high[three, None] - eta[three]
        value = (votes.lowest * low - votes.lower * np.logaddexp(0, low)).sum()
        value += (votes.inside[three] * high - votes.upper[three] * np.logaddexp(0, high)).sum()
        total += weight * float(value)
    distance = (items.high - items.low)[votes.three]
    return total + float((votes.middle[votes.three] * np.log(-np.expm1(-distance))).sum())

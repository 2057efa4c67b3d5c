"""Random walks of positions: prior precision, and inverses of precisions that couple neighbouring years alone."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

__all__ = ["Factor", "Walk", "factorise", "marginals", "walk"]

Array = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True, eq=False)
class Walk:
    """Which years of which state belong to a random walk.

    Args:
        active: from the first to the last year with a vote [year, state]. first: the first of them.
        linked: a year and the next are both active [year - 1, state].
    """

    active: npt.NDArray[np.bool_]
    first: npt.NDArray[np.bool_]
    linked: npt.NDArray[np.bool_]

    def precision(self, step_variance: float, start_variance: float) -> tuple[Array, Array]:
        """Diagonal [year, state] and neighbour [year - 1, state] entries; 1 and 0 where a state is not active."""
        link = self.linked / step_variance
        diagonal = self.first / start_variance + ~self.active
        diagonal[1:] += link
        diagonal[:-1] += link
        return diagonal, -link


def walk(voted: npt.NDArray[np.bool_]) -> Walk:
    """Walks from the years in which states voted [year, state]."""
    began = np.logical_or.accumulate(voted, axis=0)
    active = began & np.logical_or.accumulate(voted[::-1], axis=0)[::-1]
    first = active & (np.cumsum(active, axis=0) == 1)
    return Walk(active, first, active[1:] & active[:-1])


def marginals(diagonal: Array, neighbour: Array) -> tuple[Array, Array]:
    """Variances [year, state] and covariances with the next year [year - 1, state] of independent walks.

    Source: forward elimination and backward recursion of a tridiagonal precision, one walk a column.
    """
    pivot = diagonal.copy()
    for t in range(1, len(pivot)):
        pivot[t] -= neighbour[t - 1] ** 2 / pivot[t - 1]
    variance, covariance = 1 / pivot, np.zeros_like(neighbour)
    for t in range(len(pivot) - 2, -1, -1):
        ratio = neighbour[t] / pivot[t]
        covariance[t] = -ratio * variance[t + 1]
        variance[t] += ratio**2 * variance[t + 1]
    return variance, covariance


@dataclasses.dataclass(frozen=True, eq=False)
class Factor:
    """A block-tridiagonal precision after elimination: inverse pivots [year, state, state], neighbours diagonal."""

    inverse: Array
    neighbour: Array

    def solve(self, right: Array) -> Array:
        """Solve for one right-hand side [year, state]."""
        x = right.copy()
        for t in range(1, len(x)):
            x[t] -= self.neighbour[t - 1] * (self.inverse[t - 1] @ x[t - 1])
        x[-1] = self.inverse[-1] @ x[-1]
        for t in range(len(x) - 2, -1, -1):
            x[t] = self.inverse[t] @ (x[t] - self.neighbour[t] * x[t + 1])
        return x

    def variances(self) -> Array:
        """Diagonal of the inverse [year, state]."""
        block = self.inverse[-1]
        found = [np.diag(block)]
        for t in range(len(self.inverse) - 2, -1, -1):
            side = self.inverse[t] * self.neighbour[t]
            block = self.inverse[t] + side @ block @ side.T
            found.append(np.diag(block))
        return np.array(found[::-1])


def factorise(blocks: Array, neighbour: Array) -> Factor:
    """Eliminate years forward.

    Args:
        blocks: symmetric positive [year, state, state]. neighbour: entries that tie a state to its next year.

    Raises:
        numpy.linalg.LinAlgError: the precision is not positive definite.
    """
    inverse = np.empty_like(blocks)
    for t, block in enumerate(blocks):
        pivot = block
        if t:
            pivot = block - neighbour[t - 1][:, None] * inverse[t - 1] * neighbour[t - 1]
        root = np.linalg.inv(np.linalg.cholesky(pivot))
        inverse[t] = root.T @ root
    return Factor(inverse, neighbour)

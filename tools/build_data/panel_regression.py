"""Regressions with fixed effects and clustered standard errors, in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Fit:
    """A regression: estimates and standard errors [k], observations, clusters, residuals [n]."""

    estimate: np.ndarray
    se: np.ndarray
    n: int
    clusters: int
    residual: np.ndarray

    def p_value(self, k: int = 0) -> float:
        """Two-sided, by Student's t with as many degrees of freedom as clusters less one."""
        return float(2 * stats.t.sf(abs(self.estimate[k] / self.se[k]), self.clusters - 1))


def group_means(values: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean of each row's group, [n, k]; groups are numbered from 0."""
    total = np.bincount(groups, weights)
    sums = np.stack([np.bincount(groups, weights * v) for v in values.T], axis=1)
    return (sums / np.maximum(total, 1e-300)[:, None])[groups]


def numbered(*labels: np.ndarray) -> np.ndarray:
    """One number from 0 for each combination of labels."""
    codes = np.zeros(len(labels[0]), int)
    for label in labels:
        found = np.unique(label, return_inverse=True)[1]
        codes = np.unique(codes * (found.max() + 1) + found, return_inverse=True)[1]
    return codes


def residual_of(
    values: np.ndarray, effects: list[np.ndarray], weights: np.ndarray | None = None, tolerance: float = 1e-10
) -> np.ndarray:
    """What fixed effects leave of values [n, k], by alternating projections (exact at the tolerance, relative)."""
    weights = np.ones(len(values)) if weights is None else weights
    left, scale = values.astype(float), np.abs(values).max(axis=0) + 1e-300
    for _ in range(2000):
        before = left
        for groups in effects:
            left = left - group_means(left, groups, weights)
        if len(effects) == 1 or (np.abs(left - before).max(axis=0) / scale).max() < tolerance:
            return left
    raise ArithmeticError("fixed effects: no convergence in 2000 rounds")


def clustered(x: np.ndarray, u: np.ndarray, clusters: np.ndarray, absorbed: int, weights: np.ndarray) -> np.ndarray:
    """Standard errors [k] clustered by group, with the factor G/(G-1) (n-1)/(n-k).

    Args:
        x: [n, k], net of fixed effects. u: [n], residuals. clusters: [n] from 0. weights: [n].
        absorbed: degrees of freedom of fixed effects that are not nested in the clusters.
    """
    n, k = x.shape
    bread = np.linalg.inv(x.T @ (weights[:, None] * x))
    scores = np.stack([np.bincount(clusters, weights * u * column) for column in x.T], axis=1)
    g = len(scores)
    return np.sqrt(np.diag(bread @ scores.T @ scores @ bread) * g / (g - 1) * (n - 1) / (n - k - absorbed))


def least_squares(y: np.ndarray, x: np.ndarray, effects: list[np.ndarray], clusters: np.ndarray) -> Fit:
    """Least squares with fixed effects; the first is nested in the clusters, the others are counted as parameters.

    Args:
        y: [n]. x: [n, k]. effects: group numbers [n]. clusters: [n] from 0.
    """
    net = residual_of(np.column_stack([y, x]), effects) if effects else np.column_stack([y, x])
    y_net, x_net = net[:, 0], net[:, 1:]
    estimate = np.linalg.lstsq(x_net, y_net, rcond=None)[0]
    u = y_net - x_net @ estimate
    absorbed = sum(int(e.max()) for e in effects[1:]) if len(effects) > 1 else 0
    se = clustered(x_net, u, clusters, absorbed, np.ones(len(y)))
    return Fit(estimate, se, len(y), int(clusters.max()) + 1, u)


def poisson(y: np.ndarray, x: np.ndarray, effects: list[np.ndarray], clusters: np.ndarray) -> Fit:
    """Poisson pseudo maximum likelihood with fixed effects (Santos Silva and Tenreyro 2006), by reweighted least squares.

    Args:
        y: [n], not negative; every group of every effect must have a positive flow. x: [n, k]. effects, clusters: as above.
    """
    mean = (y + y.mean()) / 2
    linear, before = np.log(mean), np.inf
    for _ in range(200):
        working = linear + (y - mean) / mean
        net = residual_of(np.column_stack([working, x]), effects, mean, 1e-8)
        x_net = net[:, 1:]
        estimate = np.linalg.solve(x_net.T @ (mean[:, None] * x_net), x_net.T @ (mean * net[:, 0]))
        linear = working - (net[:, 0] - x_net @ estimate)
        mean = np.exp(linear)
        deviance = float(2 * np.sum(np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mean), 0) - (y - mean)))
        if abs(deviance - before) < 1e-9 * (abs(deviance) + 1):
            u = y / mean - 1
            return Fit(estimate, clustered(x_net, u, clusters, 0, mean), len(y), int(clusters.max()) + 1, u)
        before = deviance
    raise ArithmeticError("poisson: no convergence in 200 rounds")

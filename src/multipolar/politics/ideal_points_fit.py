"""Fit of the dynamic ordinal item-response model: joint Newton steps, then the uncertainty of positions and items."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.errors import NotSolvedError
from multipolar.politics.ideal_points_chain import Factor, Walk, factorise, marginals, walk
from multipolar.politics.ideal_points_likelihood import (
    Expectations,
    Items,
    Panel,
    expectations,
    log_likelihood,
    state_information,
)

__all__ = ["Fit", "Priors", "State", "fit", "standard_errors"]

Array = npt.NDArray[np.float64]
WARM_UP, HALVINGS = 8, 12
HOLD = 1e4
"""Precision with which mean and spread of one year are held during a step: the votes leave them free."""
DRIFT = 0.1
"""Largest change of the yearly step at the end, as a share of the tolerance."""


@dataclasses.dataclass(frozen=True)
class Priors:
    """Weak normal priors that keep nearly unanimous items finite, on the scale of positions with mean 0 and sd 1.

    Args:
        slope_sd: of discriminations. cut_sd: of cuts. step_sd: prior guess of the yearly step, worth `step_weight`
            observed steps of one state: it keeps windows of two or three years from holding positions still.
    """

    slope_sd: float = 20.0
    cut_sd: float = 60.0
    step_sd: float = 0.15
    step_weight: float = 20.0


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    """Where the search stands.

    Args:
        mean, sd: positions and their uncertainty given the items [year, state]. items: by year.
        step_variance: of the random walk, a year. start_mean, start_variance: of first positions.
    """

    mean: Array
    sd: Array
    items: list[Items]
    step_variance: float
    start_mean: float
    start_variance: float


@dataclasses.dataclass(frozen=True, eq=False)
class Fit:
    """What was found.

    Args:
        state: positions and items, mean 0 and sd 1 over state-years with a vote, either sign.
        factor: joint precision of positions, the uncertainty of items included. iterations, change: of the search.
    """

    state: State
    factor: Factor
    iterations: int
    change: float


@dataclasses.dataclass(frozen=True, eq=False)
class _Problem:
    """What stays fixed during a fit."""

    panels: Sequence[Panel]
    voted: npt.NDArray[np.bool_]
    chain: Walk
    priors: Priors

    @property
    def weights(self) -> Array:
        """Prior precisions of slope, lower and upper cut."""
        return np.array([self.priors.slope_sd, self.priors.cut_sd, self.priors.cut_sd]) ** -2.0


def fit(
    panels: Sequence[Panel],
    voted: npt.NDArray[np.bool_],
    start: Array,
    priors: Priors,
    tolerance: float,
    max_iterations: int,
) -> Fit:
    """Maximise the variational bound over positions and items, with the yearly step by marginal likelihood.

    Args:
        panels: votes by year. voted: state cast a vote that year [year, state]. start: first positions [state].
        priors: of the model. tolerance: largest change of a position at the end, in standard deviations.
        max_iterations: Newton steps.

    Raises:
        NotSolvedError: no convergence.
    """
    problem = _Problem(panels, voted, walk(voted), priors)
    state = _begin(problem, start)
    change = np.inf
    for iteration in range(1, max_iterations + 1):
        length, moved = _search(problem, state, *_newton(problem, state)[:2])
        fresh = _settle(problem, moved)
        change = float(np.abs(fresh.mean - state.mean)[voted].max())
        drift = abs(fresh.step_variance**0.5 - state.step_variance**0.5)
        state = fresh
        if change < tolerance * length and drift < DRIFT * tolerance:
            return Fit(state, _newton(problem, state)[2], iteration, change)
    raise NotSolvedError(
        f"Ideal points did not settle in {max_iterations} iterations (last change {change:.2g} standard deviations).",
        "Raise max_iterations, or take a longer window or all issues: few roll calls leave positions open.",
    )


def _begin(problem: _Problem, start: Array) -> State:
    """Constant positions with items fitted to them."""
    active = problem.chain.active
    mean = np.where(active, start, 0.0)
    items = []
    for votes in problem.panels:
        lowest, middle = votes.lowest.sum(axis=1), votes.middle
        highest = (votes.lower + votes.upper - 2 * votes.inside - votes.lowest).sum(axis=1)
        low = np.log((lowest + 0.5) / (middle + highest + 0.5))
        high = np.log((lowest + middle + 0.5) / (highest + 0.5))
        high = np.where(votes.three, np.maximum(high, low + 0.05), np.inf)
        items.append(Items(np.zeros(len(low)), low, high))
    state = State(mean, np.where(active, 0.1, 0.0), items, problem.priors.step_sd**2, 0.0, 1.0)
    for _ in range(WARM_UP):
        found = [_item_step(problem, *parts) for parts in zip(problem.panels, items, state.mean, state.sd, strict=True)]
        items[:] = found
    return state


def _item_step(problem: _Problem, votes: Panel, items: Items, mean: Array, sd: Array) -> Items:
    """One Newton step in the items of a year at given positions, at most 1 long, cuts kept in order."""
    e = expectations(votes, items, mean, sd)
    score = e.item_score - problem.weights * items.values()
    step = np.linalg.solve(e.item_info + np.diag(problem.weights), score[:, :, None])[:, :, 0]
    closing = np.where(votes.three, step[:, 1] - step[:, 2], 0.0) / (items.high - items.low)
    return items.moved(step / np.maximum(np.maximum(1.0, np.abs(step).max(axis=1)), 2 * closing)[:, None])


def _newton(problem: _Problem, state: State) -> tuple[Array, list[Array], Factor]:
    """A Newton step in positions and items together, and the joint precision of positions.

    Where the exact curvature is not that of a maximum, votes against the grain are left out of it (Gauss-Newton).
    """
    found = [expectations(*parts) for parts in zip(problem.panels, state.items, state.mean, state.sd, strict=True)]
    try:
        return _eliminate(problem, state, found, exact=True)
    except np.linalg.LinAlgError:
        return _eliminate(problem, state, found, exact=False)


def _eliminate(
    problem: _Problem, state: State, found: Sequence[Expectations], exact: bool
) -> tuple[Array, list[Array], Factor]:
    """Solve for the step with the items of each year eliminated first."""
    diagonal, link = problem.chain.precision(state.step_variance, state.start_variance)
    gap = state.mean - state.start_mean
    right = -diagonal * gap
    right[1:] -= link * gap[:-1]
    right[:-1] -= link * gap[1:]
    right *= problem.chain.active
    blocks = np.empty((*gap.shape, gap.shape[1]))
    eliminated = []
    for t, (items, e) in enumerate(zip(state.items, found, strict=True)):
        root = np.linalg.inv(np.linalg.cholesky(e.item_info + np.diag(problem.weights)))
        cross = e.cross.copy()
        if exact:
            cross[:, 0] -= e.residual
        cross = root @ cross
        score = (root @ (e.item_score - problem.weights * items.values())[:, :, None])[:, :, 0]
        flat = cross.reshape(-1, gap.shape[1])
        blocks[t] = np.diag(diagonal[t] + e.state_info) - flat.T @ flat
        right[t] += e.state_score - flat.T @ score.ravel()
        eliminated.append((root, cross, score))
    anchor = int(np.argmax(problem.voted.sum(axis=1)))
    for direction in _standards(problem.voted[anchor], state.mean[anchor]):
        blocks[anchor] += HOLD * np.outer(direction, direction)
    factor = factorise(blocks, link)
    move = np.where(problem.chain.active, factor.solve(right), 0.0)
    steps = [
        np.einsum("rba,rb->ra", root, score - cross @ move[t]) for t, (root, cross, score) in enumerate(eliminated)
    ]
    return move, steps, factor


def _standards(voted: npt.NDArray[np.bool_], mean: Array) -> Array:
    """Shift and scale of all positions with a vote, orthogonal and of length 1 [2, ...]."""
    shift = voted / np.sqrt(voted.sum())
    scale = np.where(voted, mean, 0.0) - shift * float((shift * mean).sum())
    return np.asarray(np.stack([shift, scale / np.sqrt((scale**2).sum())]), dtype=float)


def standard_errors(found: Fit, voted: npt.NDArray[np.bool_]) -> Array:
    """Posterior standard deviations of standardised positions, items uncertain too [year, state].

    The factor holds mean and spread of one year; what is reported has those of the whole window fixed.
    """
    fixed = _standards(voted, found.state.mean)
    answer = np.stack([found.factor.solve(direction) for direction in fixed])
    product = np.einsum("ats,bts->ab", fixed, answer)
    variance = found.factor.variances() - 2 * (fixed * answer).sum(axis=0)
    variance += np.einsum("ats,ab,bts->ts", fixed, product, fixed)
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)), dtype=float)


def _search(problem: _Problem, state: State, move: Array, steps: list[Array]) -> tuple[float, State]:
    """The longest of the steps 1, 1/2, 1/4 ... that does not lower the bound."""
    before, length = _bound(problem, state), 1.0
    for _ in range(HALVINGS):
        items = [item.moved(length * step) for item, step in zip(state.items, steps, strict=True)]
        tried = dataclasses.replace(state, mean=state.mean + length * move, items=items)
        if _bound(problem, tried) >= before - 1e-9 * abs(before):
            return length, tried
        length /= 2
    raise NotSolvedError(
        "No step improves the fit of ideal points.", "Take a longer window or all issues, or loosen the tolerance."
    )


def _bound(problem: _Problem, state: State) -> float:
    """Expected log posterior of positions and items, up to terms that a step leaves alone."""
    chain = problem.chain
    total = -0.5 * float(((state.mean - state.start_mean)[chain.first] ** 2).sum()) / state.start_variance
    total -= 0.5 * float((np.diff(state.mean, axis=0)[chain.linked] ** 2).sum()) / state.step_variance
    for votes, items, mean, sd in zip(problem.panels, state.items, state.mean, state.sd, strict=True):
        total += log_likelihood(votes, items, mean, sd)
        total -= 0.5 * float((items.values() ** 2 @ problem.weights).sum())
    return total


def _settle(problem: _Problem, state: State) -> State:
    """Standardise positions, then bring their uncertainty and the random walk up to date."""
    chain = problem.chain
    centre, scale = float(state.mean[problem.voted].mean()), float(state.mean[problem.voted].std())
    mean = np.where(chain.active, (state.mean - centre) / scale, 0.0)
    items = [item.rescaled(centre, scale) for item in state.items]
    step, start = state.step_variance / scale**2, state.start_variance / scale**2
    diagonal, link = chain.precision(step, start)
    parts = zip(problem.panels, items, mean, state.sd / scale, strict=True)
    variance, covariance = marginals(diagonal + np.array([state_information(*part) for part in parts]), link)
    first = mean[chain.first]
    start_mean = float(first.mean())
    return State(
        mean,
        np.sqrt(np.where(chain.active, state.sd / scale * np.sqrt(variance), 0.0)),  # halfway: the whole way may cycle
        items,
        _step_variance(problem, mean, variance, covariance, step),
        start_mean,
        float(((first - start_mean) ** 2 + variance[chain.first]).mean()),
    )


def _step_variance(problem: _Problem, mean: Array, variance: Array, covariance: Array, now: float) -> float:
    """Variance of the yearly step at the maximum of its marginal posterior, by MacKay's fixed point."""
    linked, priors = problem.chain.linked, problem.priors
    uncertain = (variance[1:] + variance[:-1] - 2 * covariance)[linked]
    squares = float((np.diff(mean, axis=0)[linked] ** 2).sum()) + priors.step_weight * priors.step_sd**2
    return squares / (float((1 - uncertain / now).sum()) + priors.step_weight)

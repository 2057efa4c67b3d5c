"""Simulation study of ideal points: draw positions and votes from the model, estimate, count how often intervals hold."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.politics.ideal_points_estimate import IdealPointEstimate, estimate_ideal_points, vote_probabilities
from multipolar.politics.tables import Votes

__all__ = ["Coverage", "coverage", "simulate_votes"]

Array = npt.NDArray[np.float64]
Z_90 = 1.6448536269514722
"""Half width of a 90 % interval of a normal distribution, in sd."""


@dataclasses.dataclass(frozen=True)
class Coverage:
    """How one simulated window was recovered.

    Args:
        seed: of the draws. covered: share of state-years whose true position lies in its 90 % interval.
        covered_by_third: the same for the lowest, middle and highest third of true positions.
        correlation: of true and estimated positions. rmse: in sd of positions. mean_sd: posterior, mean.
        step_sd: of the walk, estimated. true_step_sd: that was drawn with. state_years, roll_calls: how many.
    """

    seed: int
    covered: float
    covered_by_third: tuple[float, float, float]
    correlation: float
    rmse: float
    mean_sd: float
    step_sd: float
    true_step_sd: float
    state_years: int
    roll_calls: int

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return dataclasses.asdict(self)


def simulate_votes(
    votes: Votes, fitted: IdealPointEstimate, seed: int, fitted_start: bool = False
) -> tuple[Votes, Array]:
    """Votes drawn from the model with the items, the yearly step and the absences of a fitted window.

    Args:
        votes: that were fitted. fitted: estimate of them. seed: of the draws.
        fitted_start: whether first positions are the fitted ones, skewed as they are; else N(0, 1) as in the prior.

    Returns:
        Votes of the fitted roll calls and states alone, and the true positions [state, year].
    """
    rng = np.random.default_rng(seed)
    shape = fitted.mean.shape
    drawn_start = rng.normal(size=shape[0])
    first = np.asarray(np.nanmean(fitted.mean, axis=1) if fitted_start else drawn_start, dtype=float)
    steps = rng.normal(0, fitted.step_sd, (shape[0], shape[1] - 1))
    theta: Array = np.concatenate([first[:, None], first[:, None] + np.cumsum(steps, axis=1)], axis=1)
    row = {int(r): k for k, r in enumerate(votes.rcid)}
    rows = np.array([row[int(r)] for r in fitted.items.rcid])
    columns = np.array([votes.states.index(s) for s in fitted.states])
    present = votes.vote[np.ix_(rows, columns)] > 0
    items = fitted.items
    vote = np.zeros(present.shape, dtype=np.int8)
    for k, year in enumerate(items.year):
        chance = vote_probabilities(
            theta[:, fitted.years.index(int(year))], items.discrimination[k], items.cut_abstain[k], items.cut_yes[k]
        )
        draw = rng.random(shape[0])
        vote[k] = 1 + (draw > chance[:, 0]) + (draw > chance[:, 0] + chance[:, 1])
    per_call = {
        name: getattr(votes, name)[rows]
        for name in ("rcid", "year", "session", "date", "title", "issue_flag", "important", "part")
    }
    drawn = dataclasses.replace(
        votes, states=fitted.states, vote=np.where(present, vote, 0).astype(np.int8), **per_call
    )
    return drawn, theta


def coverage(votes: Votes, fitted: IdealPointEstimate, seed: int, fitted_start: bool = False) -> Coverage:
    """Simulate a window, estimate it and compare with the truth, both with mean 0 and sd 1 over the same state-years.

    Args:
        votes, fitted, seed, fitted_start: as in `simulate_votes`.

    Raises:
        InputError: fewer than three state-years are left.
        NotSolvedError: the estimate did not settle.
    """
    drawn, truth = simulate_votes(votes, fitted, seed, fitted_start)
    found = estimate_ideal_points(
        drawn, fitted.years[0], fitted.years[-1], parts=True, positive=_highest(drawn.states, truth)
    )
    rows = [drawn.states.index(s) for s in found.states]
    known = np.isfinite(found.mean)
    true = truth[rows][known]
    if len(true) < 3:
        raise InputError(f"{len(true)} state-years are too few for a simulation study; take a longer window.")
    true = (true - true.mean()) / true.std()
    mean, sd = found.mean[known], found.sd[known]
    inside = np.abs(mean - true) <= Z_90 * sd
    order = np.array_split(np.argsort(true), 3)
    return Coverage(
        seed=seed,
        covered=float(inside.mean()),
        covered_by_third=(*(float(inside[part].mean()) for part in order),),  # type: ignore[arg-type]
        correlation=float(np.corrcoef(true, mean)[0, 1]),
        rmse=float(np.sqrt(np.mean((mean - true) ** 2))),
        mean_sd=float(sd.mean()),
        step_sd=found.step_sd,
        true_step_sd=fitted.step_sd,
        state_years=len(true),
        roll_calls=len(found.items.rcid),
    )


def _highest(states: tuple[str, ...], truth: Array) -> str:
    """The state with the highest true position on average, which fixes the sign."""
    return states[int(np.argmax(truth.mean(axis=1)))]

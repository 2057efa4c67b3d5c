"""Ideal points of states from roll calls: a dynamic ordinal item-response model, for any window and any issue."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.politics.ideal_points_fit import Fit, Priors, fit, standard_errors
from multipolar.politics.ideal_points_likelihood import Panel, panel
from multipolar.politics.tables import Votes

__all__ = ["IdealPointEstimate", "RollCallItems", "estimate_ideal_points", "informative", "vote_probabilities"]

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
YES, ABSTAIN, NO = 1, 2, 3
FEWEST = 5
"""Least number of roll calls on which states differ."""


@dataclasses.dataclass(frozen=True, eq=False)
class RollCallItems:
    """Fitted roll calls: P(at least abstain) = F(b theta - cut_abstain), P(yes) = F(b theta - cut_yes), F logistic.

    Args:
        rcid, year: [roll call] as in the votes. discrimination: b, per standard deviation of positions; positive where
            states close to the United States say yes. cut_abstain: -inf where nobody said no. cut_yes: inf where
            nobody said yes, equal to `cut_abstain` where nobody abstained.
    """

    rcid: npt.NDArray[np.int_]
    year: npt.NDArray[np.int_]
    discrimination: Array
    cut_abstain: Array
    cut_yes: Array

    def probabilities(self, rcid: int, positions: Array) -> Array:
        """Probabilities of yes, abstain and no of states at given positions, on one roll call [state, 3].

        Raises:
            InputError: the roll call is not among those fitted.
        """
        at = np.flatnonzero(self.rcid == rcid)
        if not len(at):
            raise InputError(f"roll call {rcid} is not among the {len(self.rcid)} fitted ones; see `items.rcid`.")
        k = int(at[0])
        return vote_probabilities(positions, self.discrimination[k], self.cut_abstain[k], self.cut_yes[k])


@dataclasses.dataclass(frozen=True, eq=False)
class IdealPointEstimate:
    """Positions in a window with their uncertainty; no unit: mean 0 and sd 1 over all state-years of the window.

    Args:
        states: ISO3. years: calendar years, all. issue: code, or None for all roll calls.
        mean, sd: of the posterior [state, year]; NaN where a state cast no vote that counts.
        n_votes: votes that count [state, year]. items: the roll calls. step_sd: of the random walk, a year.
        iterations: of the search. change: of the position that moved most in the last one, in sd.
        status: always `converged`; anything else raises.
    """

    states: tuple[str, ...]
    years: tuple[int, ...]
    issue: str | None
    mean: Array
    sd: Array
    n_votes: npt.NDArray[np.int_]
    items: RollCallItems
    step_sd: float
    iterations: int
    change: float
    status: str = "converged"

    def of(self, state: str) -> tuple[Array, Array]:
        """Mean and sd of a state by year.

        Raises:
            InputError: the state cast no vote in the window.
        """
        if state not in self.states:
            raise InputError(
                f"{state!r} cast no vote that counts in {self.years[0]}-{self.years[-1]}"
                f"{did_you_mean(state, self.states) or '; see `states`.'}"
            )
        k = self.states.index(state)
        return self.mean[k], self.sd[k]


def vote_probabilities(positions: Array, discrimination: float, cut_abstain: float, cut_yes: float) -> Array:
    """Probabilities of yes, abstain and no by position [state, 3].

    Args:
        positions: [state], on the scale of the estimate. discrimination, cut_abstain, cut_yes: of one roll call.
    """
    eta = discrimination * np.asarray(positions, dtype=float)
    with np.errstate(over="ignore"):
        yes = 1 / (1 + np.exp(cut_yes - eta))
        at_least_abstain = 1 / (1 + np.exp(cut_abstain - eta))
    return np.stack([yes, at_least_abstain - yes, 1 - at_least_abstain], axis=-1)


def informative(vote: npt.NDArray[np.int8]) -> Flags:
    """Roll calls on which states differ [roll call]; unanimous ones say nothing of positions."""
    kinds = np.stack([(vote == k).any(axis=1) for k in (YES, ABSTAIN, NO)])
    found: Flags = kinds.sum(axis=0) >= 2
    return found


def estimate_ideal_points(
    votes: Votes,
    first: int,
    last: int,
    issue: str | None = None,
    *,
    parts: bool = False,
    until: str | None = None,
    positive: str = "USA",
    priors: Priors | None = None,
    tolerance: float = 1e-3,
    max_iterations: int = 300,
) -> IdealPointEstimate:
    """Estimate yearly positions of all states in a window, with posterior standard deviations.

    Args:
        votes: roll calls. first, last: calendar years, both inside. issue: me, nu, di, co, hr or ec; None for all.
        parts: whether votes known to be on an amendment or a paragraph count. until: YYYY-MM-DD, last day that counts.
        positive: state whose mean position is positive. priors: of the items. tolerance: largest change of a position
            at the end, in sd. max_iterations: Newton steps.

    Raises:
        InputError: unknown issue, a window without enough roll calls, or `positive` cast no vote.
        NotSolvedError: the search did not settle.

    Source: Bailey, Strezhnev and Voeten (2017), J. Conflict Resolution 61(2), model; decision 023, the algorithm.
    """
    chosen = _chosen(votes, first, last, issue, parts, until)
    vote, year = votes.vote[chosen], votes.year[chosen]
    here: Flags = np.asarray((vote > 0).any(axis=0))
    states = tuple(s for s, there in zip(votes.states, here, strict=True) if there)
    if positive not in states:
        raise InputError(f"{positive!r}, which fixes the sign, cast no vote{did_you_mean(positive, states) or '.'}")
    vote, years = vote[:, here], tuple(range(first, last + 1))
    n_votes = np.array([(vote[year == y] > 0).sum(axis=0) for y in years])
    panels = [_panel(vote[year == y]) for y in years]
    start = _first_axis(vote) * np.sign(_first_axis(vote)[states.index(positive)] or 1.0)
    found = fit(panels, n_votes > 0, start, priors or Priors(), tolerance, max_iterations)
    return _estimate(found, states, years, issue, n_votes, positive, vote, votes.rcid[chosen], year)


def _chosen(votes: Votes, first: int, last: int, issue: str | None, parts: bool, until: str | None) -> Flags:
    """Roll calls that count [roll call]."""
    if issue is not None and issue not in votes.issues:
        raise InputError(
            f"unknown issue {issue!r}{did_you_mean(issue, votes.issues) or ''}; known: {', '.join(votes.issues)}."
        )
    window = (votes.year >= first) & (votes.year <= last)
    if issue is not None:
        window &= votes.issue_flag[:, votes.issues.index(issue)]
    if not parts:
        window &= votes.part != 1
    if until is not None:
        window &= votes.date <= until
    window[window] = informative(votes.vote[window])
    if (count := int(window.sum())) < FEWEST:
        raise InputError(
            f"{count} roll calls on which states differ in {first}-{last}{f', issue {issue}' if issue else ''}: at least "
            f"{FEWEST} are needed; votes run from {min(votes.date)} to {max(votes.date)}. Take a longer window."
        )
    return window


def _panel(vote: npt.NDArray[np.int8]) -> Panel:
    """Votes of a year as ranks among the choices that were taken, no lowest."""
    order = np.where(vote > 0, NO - vote, -1)
    taken = np.stack([(order == k).any(axis=1) for k in range(3)], axis=1)
    rank = np.cumsum(taken, axis=1) - 1
    ranks = np.take_along_axis(rank, np.maximum(order, 0), axis=1)
    return panel(ranks.astype(np.int8), vote > 0, taken.sum(axis=1) == 3)


def _first_axis(vote: npt.NDArray[np.int8]) -> Array:
    """First axis of standardised votes over the window, sd 1 [state]: where the search begins."""
    coded = np.where(vote > 0, NO - vote, np.nan)
    scaled = (coded - np.nanmean(coded, axis=1, keepdims=True)) / np.nanstd(coded, axis=1, keepdims=True)
    present = (vote > 0).astype(float)
    together = np.maximum(present.T @ present, 1)
    known = np.nan_to_num(scaled)
    axis: Array = np.linalg.eigh(known.T @ known / together)[1][:, -1]
    return np.asarray(axis / axis.std(), dtype=float)


def _estimate(
    found: Fit,
    states: Sequence[str],
    years: Sequence[int],
    issue: str | None,
    n_votes: npt.NDArray[np.int_],
    positive: str,
    vote: npt.NDArray[np.int8],
    rcid: npt.NDArray[np.int_],
    year: npt.NDArray[np.int_],
) -> IdealPointEstimate:
    """The fit with its sign, its gaps and its items in the order of the votes."""
    voted = n_votes > 0
    column = list(states).index(positive)
    sign = 1.0 if found.state.mean[voted[:, column], column].mean() > 0 else -1.0
    slope, low, high = (np.concatenate([getattr(i, k) for i in found.state.items]) for k in ("slope", "low", "high"))
    order = np.concatenate([np.flatnonzero(year == y) for y in years])
    has_no, has_abstain, has_yes = ((vote[order] == k).any(axis=1) for k in (NO, ABSTAIN, YES))
    items = RollCallItems(
        rcid=rcid[order],
        year=year[order],
        discrimination=sign * slope,
        cut_abstain=np.where(has_no, low, -np.inf),
        cut_yes=np.where(has_yes, np.where(has_no & has_abstain, high, low), np.inf),
    )
    return IdealPointEstimate(
        states=tuple(states),
        years=tuple(years),
        issue=issue,
        mean=np.where(voted, sign * found.state.mean, np.nan).T,
        sd=np.where(voted, standard_errors(found, voted), np.nan).T,
        n_votes=n_votes.T,
        items=items,
        step_sd=found.state.step_variance**0.5,
        iterations=found.iterations,
        change=found.change,
    )

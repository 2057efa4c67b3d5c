"""What each candidate gets when all have a stance: exact equilibria, closeness and rivalry, kept by profile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.cases import Case
from multipolar.coalition.profiles import Profile, Table
from multipolar.economy.equilibrium import Solution
from multipolar.economy.welfare import real_income

__all__ = ["ClosenessOf", "Game", "Parts", "Weights", "rivalry_of"]

Array = npt.NDArray[np.float64]

ClosenessOf = Callable[[Profile, Solution], Array]
"""Given stances and the equilibrium under them, [..., 2, candidate] change of closeness (a share, 0 to 1) to the
proposer and to the target, relative to no moves; leading axes, where there are some, are draws."""


@dataclass(frozen=True)
class Weights:
    """How the parts of a payoff count.

    Args:
        probability: that both powers carry out their threats. closeness: lambda, % of real income per unit (0-1) of
            closeness to the proposer. rivalry: % of real income that being in one coalition with a full rival costs.
    """

    probability: float
    closeness: float = 0.0
    rivalry: float = 0.0


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of all candidates' payoffs under one profile.

    Args:
        income: [2, candidate] change of log real income, %, without and with punishment. Money of an offer and of a
            loan's grant element is in it, through the equilibrium, and is not added again.
        closeness: [2, ..., 2, candidate] change of closeness to proposer and target, 0 without a model of it.
        rivalry: [candidate] strongest rivalry (0-1) with a fellow member; 0 for who does not join.
    """

    income: Array
    closeness: Array
    rivalry: Array

    def payoff(self, weights: Weights) -> Array:
        """[..., candidate] payoff, % of real income."""
        p = np.array([1 - weights.probability, weights.probability])
        gained = np.tensordot(p, self.closeness, axes=1)[..., 0, :]
        closer = weights.closeness * gained if weights.closeness else 0.0
        return np.asarray(p @ self.income + closer - weights.rivalry * self.rivalry)


class Game:
    """Candidates that decide at once, under one way to close and to calibrate the model.

    Args:
        case: closure and elasticities. table: what decisions do to the shocks. closeness_of: model of closeness; None
            leaves it at 0. rivals: [player, player] strength of rivalry, 0 to 1, the proposer first, then the
            candidates; None for none.
    """

    def __init__(
        self, case: Case, table: Table, closeness_of: ClosenessOf | None = None, rivals: Array | None = None
    ) -> None:
        self.case, self.table, self.closeness_of = case, table, closeness_of
        size = len(table.deals) + 1
        self.rivals = np.zeros((size, size)) if rivals is None else rivals
        self.solved = 0
        self._kept: dict[Profile, Parts] = {}

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.table.deals)

    def parts(self, profile: Profile) -> Parts:
        """Parts of the payoffs under a profile, solved once.

        Raises:
            NotSolvedError: no equilibrium.
        """
        if profile not in self._kept:
            self._kept[profile] = self.paid_parts(profile, ())
        return self._kept[profile]

    def paid_parts(self, profile: Profile, payments_usd_mn: Sequence[float]) -> Parts:
        """The same with payments of the proposer to each candidate; not kept.

        Args:
            profile: stances. payments_usd_mn: [candidate] million USD a year; empty for none.
        """
        free = self._outcome(profile, False, payments_usd_mn)
        drawn = self.table.draws_punishment(profile)
        hit = self._outcome(profile, True, payments_usd_mn) if drawn else free
        income, closeness = (np.stack([a, b]) for a, b in zip(free, hit, strict=True))
        return Parts(income, closeness, rivalry_of(self.rivals, profile))

    def payoff(self, profile: Profile, weights: Weights) -> Array:
        """[candidate] payoff under a profile, % of real income."""
        return self.parts(profile).payoff(weights)

    def income_usd_mn(self) -> Array:
        """[candidate] baseline income, million USD."""
        income = self.case.economy.accounts(self.case.closure).income
        return np.array([income[list(d.candidate)].sum() for d in self.table.deals])

    def _outcome(self, profile: Profile, punished: bool, payments: Sequence[float]) -> tuple[Array, Array]:
        """[candidate] change of log real income, %, and [..., 2, candidate] of closeness."""
        solution = self.case.solve(self.table.shocks(profile, punished=punished, payments_usd_mn=payments))
        self.solved += 1
        change, weight = real_income(solution), solution.base.income
        groups = [list(d.candidate) for d in self.table.deals]
        mean = np.array([change[g] @ weight[g] / weight[g].sum() for g in groups])
        if self.closeness_of is None:
            return 100 * np.log1p(mean), np.zeros((2, self.size))
        return 100 * np.log1p(mean), np.asarray(self.closeness_of(profile, solution), dtype=np.float64)


def rivalry_of(rivals: Array, profile: Profile) -> Array:
    """[candidate] strongest rivalry of a member with the proposer or a fellow member; 0 for who does not join.

    Args:
        rivals: [player, player] 0 to 1, the proposer first. profile: stances of the candidates.
    """
    inside = np.array([True, *(stance == "join" for stance in profile)])
    strongest = np.where(inside[None, :], rivals, 0.0).max(axis=1)
    return np.where(inside, strongest, 0.0)[1:]

"""Voting power in weighted games with vetoes: Shapley-Shubik and Banzhaf, exact, by generating functions.

The numbers of coalitions by size and weight are the coefficients of prod (1 + y x^w). A player is taken out by the
inverse recursion, without building the product anew. The largest class of players of one weight, such as the many
small members of a fund, is not multiplied out: its coalitions are binomial coefficients. All counts are whole numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError

__all__ = ["VotingGame", "VotingPower", "voting_power"]

LARGEST_IN_INT64 = 60
"""Players whose coalitions, 2 to that power, int64 counts exactly."""


@dataclass(frozen=True)
class VotingGame:
    """Who votes, with what weight, and what it takes to pass.

    A coalition wins if its weights reach the quota, it holds every veto player and it has at least `members_needed`
    members.

    Args:
        players: distinct names. weights: votes of each, whole numbers of 0 or more. quota: votes needed, at least 1.
        vetoes: players without whom nothing passes. members_needed: least number of members in favour, 0 where heads
            are not counted.

    Raises:
        InputError: names doubled, weights missing or negative, a quota that nobody or everybody always meets.
    """

    players: tuple[str, ...]
    weights: tuple[int, ...]
    quota: int
    vetoes: frozenset[str] = frozenset()
    members_needed: int = 0

    def __post_init__(self) -> None:
        if len(self.players) != len(self.weights) or len(set(self.players)) != len(self.players):
            raise InputError("voting game: give each player once, with one weight.")
        if not self.players or min(self.weights) < 0:
            raise InputError("voting game: needs players, and weights of 0 or more.")
        if not 1 <= self.quota <= sum(self.weights):
            raise InputError(f"voting game: quota {self.quota} must lie between 1 and all votes, {sum(self.weights)}.")
        if not self.vetoes <= set(self.players):
            raise InputError(
                f"voting game: {', '.join(sorted(self.vetoes - set(self.players)))} cannot veto: no player."
            )
        if not 0 <= self.members_needed <= len(self.players):
            raise InputError(
                f"voting game: {self.members_needed} members are more than the {len(self.players)} there are."
            )


@dataclass(frozen=True)
class VotingPower:
    """Power of every player in a game.

    Args:
        game: the game. shapley: Shapley-Shubik index, shares that sum to 1. swings: coalitions that each player turns
            from losing to winning. winning: winning coalitions.
    """

    game: VotingGame
    shapley: tuple[Fraction, ...]
    swings: tuple[int, ...]
    winning: int

    @property
    def banzhaf_share(self) -> tuple[Fraction, ...]:
        """Normalised Banzhaf index: swings over all swings."""
        total = sum(self.swings)
        return tuple(Fraction(s, total) for s in self.swings)

    @property
    def banzhaf_probability(self) -> tuple[Fraction, ...]:
        """Absolute Banzhaf index: chance to decide if each of the others says yes with probability one half."""
        return tuple(Fraction(s, 2 ** (len(self.game.players) - 1)) for s in self.swings)

    @property
    def ability_to_act(self) -> Fraction:
        """Share of coalitions that win (Coleman 1971, power of a collectivity to act)."""
        return Fraction(self.winning, 2 ** len(self.game.players))

    def of(self, player: str) -> tuple[Fraction, int]:
        """Shapley-Shubik index and swings of a player."""
        at = self.game.players.index(player)
        return self.shapley[at], self.swings[at]


def voting_power(game: VotingGame) -> VotingPower:
    """Exact Shapley-Shubik and Banzhaf indices (Shapley and Shubik 1954; Banzhaf 1965).

    Veto players are in every winning coalition, so that the others play a smaller game behind them; players of one
    weight are counted once.
    """
    free = [w for p, w in zip(game.players, game.weights, strict=True) if p not in game.vetoes]
    quota = max(0, game.quota - (sum(game.weights) - sum(free)))
    n, vetoes = len(game.players), len(game.vetoes)
    order = [math.factorial(s) * math.factorial(n - s - 1) for s in range(n)]
    counts = _Counts.of(free, quota)
    winning = [c if s + vetoes >= game.members_needed else 0 for s, c in enumerate(counts.at_least(quota))]
    by_weight = {w: _swings_by_size(counts.without(w), w, quota, game.members_needed - vetoes) for w in set(free)}
    shapley, swings = [], []
    for p, w in zip(game.players, game.weights, strict=True):
        sizes, shift = (winning, vetoes - 1) if p in game.vetoes else (by_weight[w], vetoes)
        swings.append(sum(sizes))
        shapley.append(Fraction(sum(c * order[s + shift] for s, c in enumerate(sizes) if c), math.factorial(n)))
    return VotingPower(game, tuple(shapley), tuple(swings), sum(winning))


def _swings_by_size(others: _Counts, weight: int, quota: int, heads: int) -> list[int]:
    """Coalitions of the others, by size, that a player of this weight turns into winning ones.

    Args:
        others: their counts. weight: of the player. quota: votes needed. heads: members needed besides the vetoes.
    """
    with_player, alone = others.at_least(quota - weight), others.at_least(quota)
    found = []
    for size, (joined, won) in enumerate(zip(with_player, alone, strict=True)):
        found.append(0 if size + 1 < heads else joined if size < heads else joined - won)
    return found


@dataclass(frozen=True)
class _Counts:
    """Coalitions by size and weight.

    Args:
        rows: counts [size, weight] among the players multiplied out, of weights below the quota; int64 where no count
            can exceed it, else Python integers. weight, crowd: votes of each of the largest class, and how many.
    """

    rows: npt.NDArray[Any]
    weight: int
    crowd: int

    @classmethod
    def of(cls, weights: Sequence[int], quota: int) -> _Counts:
        weight, crowd = Counter(weights).most_common(1)[0] if weights else (0, 0)
        named = [w for w in weights if w != weight]
        rows = np.zeros((len(named) + 1, quota), dtype=np.int64 if len(named) <= LARGEST_IN_INT64 else object)
        rows[0, :1] = 1
        for k, w in enumerate(named, start=1):
            if w < quota:
                for size in range(k, 0, -1):
                    rows[size, w:] += rows[size - 1, : quota - w]
        return cls(rows, weight, crowd)

    def without(self, weight: int) -> _Counts:
        """The counts with one player of this weight taken out."""
        if weight == self.weight:
            return _Counts(self.rows, weight, self.crowd - 1)
        rows = self.rows[:-1].copy()
        for size in range(1, len(rows)):
            if weight < rows.shape[1]:
                rows[size, weight:] -= rows[size - 1, : rows.shape[1] - weight]
        return _Counts(rows, self.weight, self.crowd)

    def at_least(self, quota: int) -> list[int]:
        """Coalitions of each size whose weight reaches a quota, which is at most that of `of`."""
        named = len(self.rows) - 1
        below = np.zeros((named + 1, self.rows.shape[1] + 1), dtype=self.rows.dtype)
        np.cumsum(self.rows, axis=1, out=below[:, 1:])
        found = [0] * (named + self.crowd + 1)
        for joined in range(self.crowd + 1):
            ways, needed = math.comb(self.crowd, joined), max(0, quota - joined * self.weight)
            for size in range(named + 1):
                found[size + joined] += ways * (math.comb(named, size) - int(below[size, needed]))
        return found

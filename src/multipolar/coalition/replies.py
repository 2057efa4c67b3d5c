"""Best replies over stances of all candidates: the equilibria that they lead to, and the cycles."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

import numpy as np

from multipolar.coalition.game import Game, Weights
from multipolar.coalition.outcome import CAUTION
from multipolar.coalition.profiles import Profile
from multipolar.coalition.stances import STANCES
from multipolar.progress import Progress, silent
from multipolar.result import SIGN_TOLERANCE_PCT

__all__ = ["Found", "Play", "best_reply", "played", "replaced"]

ENUMERATED = 6
"""Players up to which every profile is looked at."""


@dataclass(frozen=True)
class Found:
    """A profile that best replies end in, or the profiles that they go round in.

    Args:
        profiles: one for an equilibrium, more for a cycle. starts: how many starts end here; 0 for an equilibrium
            that only the enumeration found.
    """

    profiles: tuple[Profile, ...]
    starts: int


@dataclass(frozen=True)
class Play:
    """What best replies come to.

    Args:
        equilibria, cycles: most starts first. starts: number of them. enumerated: whether every profile was looked at.
        decided: candidates (positions) whose best stance is the same whether all others refuse or all join, and
            which take it at once when a random start is played; empty where every reply was computed.
    """

    equilibria: tuple[Found, ...]
    cycles: tuple[Found, ...]
    starts: int
    enumerated: bool
    decided: tuple[int, ...]


def replaced(profile: Profile, i: int, stance: str) -> Profile:
    """The profile with another stance of one candidate."""
    return (*profile[:i], stance, *profile[i + 1 :])


def best_reply(game: Game, weights: Weights, profile: Profile, i: int) -> str:
    """Stance of a candidate that pays most, given the others'; what prints as the same changes least."""
    value = {s: game.payoff(replaced(profile, i, s), weights)[i] for s in STANCES}
    most = max(value.values())
    return next(s for s in CAUTION if value[s] >= most - SIGN_TOLERANCE_PCT)


def played(
    game: Game,
    weights: Weights,
    *,
    random_starts: int,
    seed: int,
    every_reply: bool = False,
    progress: Progress | None = None,
) -> Play:
    """Equilibria that best replies lead to from all-join, all-refuse and random stances.

    Candidates reply in the order of the file until nobody changes. With more than `ENUMERATED` candidates, those whose
    best stance is the same at both ends (all others refuse, all others join) take it at once in a random start; from
    there on every reply is exact, so that each equilibrium named is one.

    Args:
        game: payoffs. weights: of their parts. random_starts, seed: stances drawn with equal probability.
        every_reply: take no short cut. progress: called after each start.

    Raises:
        NotSolvedError: no equilibrium of the economy under some profile.
    """
    report, n = progress or silent, game.size
    draws = np.random.default_rng(seed).integers(len(STANCES), size=(random_starts, n))
    starts: list[Profile] = [("join",) * n, ("refuse",) * n]
    starts += [tuple(STANCES[k] for k in row) for row in draws]
    short = n > ENUMERATED and not every_reply
    decided = _decided(game, weights) if short else {}
    ends: Counter[tuple[Profile, ...]] = Counter()
    for k, start in enumerate(starts):
        if k >= 2 and decided:
            given = tuple(decided.get(i, stance) for i, stance in enumerate(start))
            start = _settled(game, weights, given, [i for i in range(n) if i not in decided])[0]
        ends[_settled(game, weights, start, range(n))] += 1
        report("starts", k + 1, len(starts))
    if n <= ENUMERATED:
        for profile in itertools.product(STANCES, repeat=n):
            if all(best_reply(game, weights, profile, i) == profile[i] for i in range(n)):
                ends[(profile,)] += 0
    found = [Found(profiles, count) for profiles, count in ends.most_common()]
    return Play(
        equilibria=tuple(f for f in found if len(f.profiles) == 1),
        cycles=tuple(f for f in found if len(f.profiles) > 1),
        starts=len(starts),
        enumerated=n <= ENUMERATED,
        decided=tuple(decided),
    )


def _decided(game: Game, weights: Weights) -> dict[int, str]:
    """Candidates whose best stance is the same at both ends, with it."""
    ends = [(stance,) * game.size for stance in ("refuse", "join")]
    replies = [[best_reply(game, weights, end, i) for end in ends] for i in range(game.size)]
    return {i: low for i, (low, high) in enumerate(replies) if low == high}


def _settled(game: Game, weights: Weights, start: Profile, who: range | list[int]) -> tuple[Profile, ...]:
    """Where replies in turn end: one profile, or the cycle that they enter, from its least profile on."""
    profile, seen = start, [start]
    while True:  # stances are finite and replies depend on nothing else, so a profile comes back
        for i in who:
            profile = replaced(profile, i, best_reply(game, weights, profile, i))
        if profile in seen:
            cycle = seen[seen.index(profile) :]
            least = cycle.index(min(cycle))
            return tuple(cycle[least:] + cycle[:least])
        seen.append(profile)

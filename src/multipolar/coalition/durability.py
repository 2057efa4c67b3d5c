"""How often a coalition holds when what is uncertain is drawn: its curve against rivalry and against lambda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.game import ClosenessOf, Game, Weights
from multipolar.coalition.profiles import Profile
from multipolar.coalition.stability import LEAVES, ROUNDING_PCT, Margins, margins_of, members_of, stable_ends
from multipolar.economy.equilibrium import Solution
from multipolar.errors import InputError, NotSolvedError
from multipolar.labels import did_you_mean
from multipolar.progress import Progress, silent

__all__ = ["Curve", "Draw", "Durability", "durability", "jeffreys", "sampled_draws"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Draw:
    """One draw of what is uncertain.

    Args:
        elasticities: name of a set, a key of the games. probability: of punishment. closeness_of: the model of closeness
            under the parameters of this draw; None takes the game's. noise: [candidate] error of the difference
            in closeness (0-1) between staying and leaving; None for none. closeness_weight, rivalry_weight: where
            they are drawn too; None takes the central ones.
    """

    elasticities: str
    probability: float
    closeness_of: ClosenessOf | None = None
    noise: Array | None = None
    closeness_weight: float | None = None
    rivalry_weight: float | None = None


@dataclass(frozen=True)
class Curve:
    """Share of draws in which the coalition holds, against one weight.

    Args:
        weight: values. share: of draws at each. flip: first weight above 0 at which the majority of draws changes
            sides, exact; None where it never does.
    """

    weight: tuple[float, ...]
    share: tuple[float, ...]
    flip: float | None


@dataclass(frozen=True)
class Durability:
    """Share of draws in which no member gains by leaving.

    Args:
        draws: number used. share: of them, stable. low, high: 95 % interval of that share, Jeffreys. members: share of
            draws in which each member stays, by position. against_lambda, against_rivalry: see `Curve`.
        notes: draws left out.
    """

    draws: int
    share: float
    low: float
    high: float
    members: Mapping[int, float]
    against_lambda: Curve
    against_rivalry: Curve
    notes: tuple[str, ...]


def jeffreys(stable: int, draws: int) -> tuple[float, float]:
    """95 % interval of a share, equal tails of Beta(stable + 1/2, draws - stable + 1/2); ends are 0 and 1 at the rims.

    Source: Brown, Cai and DasGupta (2001), Statistical Science 16(2), section 4.1.2.
    """
    from scipy.stats import beta

    a, b = stable + 0.5, draws - stable + 0.5
    low = 0.0 if stable == 0 else float(beta.ppf(0.025, a, b))
    return low, 1.0 if stable == draws else float(beta.ppf(0.975, a, b))


def sampled_draws(
    sets: Sequence[str], probability: float, concentration: float, n: int, seed: int, noise_sd: float, size: int
) -> tuple[Draw, ...]:
    """Draws of an elasticity set, a probability of punishment and noise of closeness, independent of one another.

    Sets are taken in turn, so that each has its share. The probability is Beta with the stated mean; 0 and 1 are certain.

    Args:
        sets: names. probability: stated. concentration: sum of both parameters of the Beta. n, seed: of draws.
        noise_sd: of the difference in closeness, 0 for none. size: number of candidates.
    """
    rng = np.random.default_rng(seed)
    certain = probability in (0.0, 1.0)
    levels = rng.beta(max(probability * concentration, 1e-9), max((1 - probability) * concentration, 1e-9), n)
    noise = noise_sd * rng.standard_normal((n, size))
    return tuple(
        Draw(sets[k % len(sets)], probability if certain else float(levels[k]), noise=noise[k]) for k in range(n)
    )


def durability(
    games: Mapping[str, Game],
    profile: Profile,
    draws: Sequence[Draw],
    weights: Weights,
    *,
    lambdas: Sequence[float],
    rivalries: Sequence[float],
    progress: Progress | None = None,
) -> Durability | None:
    """Share of draws in which a coalition is internally stable, and its curves.

    Each set of elasticities is solved once; everything else is linear in what is drawn.

    Args:
        games: by elasticity set. profile: who joins. draws: see `Draw`. weights: central ones; the probability is
            that of each draw. lambdas, rivalries: weights at which the curves are computed.
        progress: called after each set.

    Returns:
        None where nobody joins, or where no draw could be solved.

    Raises:
        InputError: a draw names a set that no game has.
    """
    members = members_of(profile)
    if not members:
        return None
    lines, notes = _lines(games, profile, draws, weights, progress or silent)
    if not lines:
        return None
    constant, slope, rivalry, own_lambda, own_rivalry = (np.array(part) for part in zip(*lines, strict=True))
    at = _stays(constant + own_lambda * slope - own_rivalry * rivalry)
    low, high = jeffreys(int(at.all(axis=-1).sum()), len(lines))
    return Durability(
        draws=len(lines),
        share=float(at.all(axis=-1).mean()),
        low=low,
        high=high,
        members={i: float(at[:, k].mean()) for k, i in enumerate(members)},
        against_lambda=_curve(constant - own_rivalry * rivalry, slope, lambdas),
        against_rivalry=_curve(constant + own_lambda * slope, -rivalry, rivalries),
        notes=tuple(notes),
    )


def _stays(margin: Array) -> npt.NDArray[np.bool_]:
    """[draw, member] whether leaving in either way gains nothing."""
    return np.asarray((margin >= -ROUNDING_PCT).all(axis=-1))


HALF = 0.5
"""Share of draws from which on a coalition holds in the majority."""

Line = tuple[Array, Array, Array, Array, Array]
"""Margins without weights, their slopes in lambda and (negative) in rivalry, [member, option]; weights, [1, 1]."""


def _lines(
    games: Mapping[str, Game], profile: Profile, draws: Sequence[Draw], weights: Weights, report: Progress
) -> tuple[list[Line], list[str]]:
    """Every draw's margins as lines, and notes on sets that have no equilibrium."""
    lines: list[Line] = []
    notes = []
    names = list(dict.fromkeys(d.elasticities for d in draws))
    for k, name in enumerate(names):
        if name not in games:
            raise InputError(
                f"draws: no elasticity set {name!r}{did_you_mean(name, games)}; known: {', '.join(games)}."
            )
        here = [d for d in draws if d.elasticities == name]
        try:
            lines += _of_set(games[name], profile, here, weights)
        except NotSolvedError as error:
            notes.append(f"durability: {len(here)} draws with elasticities {name} left out ({error.reason}).")
        report("elasticity sets", k + 1, len(names))
    return lines, notes


def _of_set(game: Game, profile: Profile, draws: Sequence[Draw], weights: Weights) -> list[Line]:
    """Lines of the draws that share a set; those with a model of closeness of their own are asked at every solution."""
    members = members_of(profile)
    own = [d.closeness_of for d in draws if d.closeness_of is not None]
    central = margins_of(game, profile, members, LEAVES) if len(own) < len(draws) else None
    drawn = None
    if own:

        def ask(stances: Profile, solution: Solution) -> Array:
            return np.stack([model(stances, solution) for model in own])

        drawn = margins_of(Game(game.case, game.table, ask, game.rivals), profile, members, LEAVES)
    found, k = [], 0
    for draw in draws:
        if draw.closeness_of is None:
            assert central is not None  # noqa: S101 (computed where any draw has no model of its own)
            margins, slope = central, central.slope(draw.probability)
        else:
            assert drawn is not None  # noqa: S101
            margins, slope = drawn, drawn.slope(draw.probability)[k]
            k += 1
        found.append(_line(margins, slope, draw, weights))
    return found


def _line(margins: Margins, slope: Array, draw: Draw, weights: Weights) -> Line:
    """One draw's margins as a line in lambda and in rivalry."""
    noise = 0.0 if draw.noise is None else draw.noise[list(margins.who)][:, None]
    used = weights.closeness if draw.closeness_weight is None else draw.closeness_weight
    strife = weights.rivalry if draw.rivalry_weight is None else draw.rivalry_weight
    ones = np.ones((1, 1))
    return margins.constant(draw.probability), slope + noise, margins.rivalry, used * ones, strife * ones


def _curve(constant: Array, slope: Array, at: Sequence[float]) -> Curve:
    """Share of draws in which constant + slope x weight is at least 0 for all members and ways out, by weight.

    Each draw holds between two ends, so the majority can change sides only at one of them.
    """
    flat = len(constant), -1
    low, high = stable_ends(constant.reshape(flat), slope.reshape(flat))

    def share(weight: float) -> float:
        return float(((low <= weight) & (weight <= high)).mean())

    ends = np.concatenate([low, high])
    turns = np.unique(ends[np.isfinite(ends) & (ends >= 0)])
    beyond = np.append((turns[1:] + turns[:-1]) / 2, 2 * turns[-1:] + 1)
    start = share(0.0) >= HALF
    flips = (t for t, b in zip(turns.tolist(), beyond.tolist(), strict=True) if (share(b) >= HALF) != start)
    return Curve(tuple(at), tuple(share(w) for w in at), next(flips, None))

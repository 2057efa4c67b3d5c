"""Would a resolution pass: from positions in the General Assembly and the parameters of an item.

An item has a discrimination b and two cuts c1 < c2. With F the logistic function and t a state's position
P(no) = F(c1 - b t), P(yes) = 1 - F(c2 - b t), and the rest abstain (ordered logit; Bailey, Strezhnev and Voeten 2017
use the probit form). Positions carry a normal error of the size of a year's change, independent between states.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.politics.bodies import Rule
from multipolar.politics.tables import IdealPoints, ideal_points, ukraine_votes

__all__ = ["RECORDED", "Item", "Passage", "Positions", "chances", "fit_item", "passage", "positions", "recorded_item"]

Array = npt.NDArray[np.float64]

RECORDED = {"ES-11/1": 2022, "68/262": 2014}
"""Roll calls that an item can be fitted to, with their year."""
DRAWS, NODES, NOISE_YEARS = 200, 15, 10
VOTES = ("no", "abstain", "yes")
SMALLEST_GAP = 1e-6


@dataclass(frozen=True, eq=False)
class Item:
    """A resolution on the axis of positions.

    Args:
        title: in words. discrimination: b, above 0 if states closer to the United States say yes. cuts: c1 < c2.
        covariance: of (b, c1, log(c2 - c1)); zeros where the parameters are given, not fitted. fitted_to: roll call,
            year of positions and how many votes, or empty. correct: share of votes told right; modal: share of the most
            common vote, which saying the same for all would tell right; None where given.
    """

    title: str
    discrimination: float
    cuts: tuple[float, float]
    covariance: Array
    fitted_to: str = ""
    correct: float | None = None
    modal: float | None = None


@dataclass(frozen=True, eq=False)
class Positions:
    """Positions of one year with the error that they carry.

    Args:
        states: ISO3. values: [state] ideal points, no unit. year: of the positions. noise_sd: standard deviation of a
            year's change over the ten years before.
    """

    states: tuple[str, ...]
    values: Array
    year: int
    noise_sd: float


@dataclass(frozen=True)
class Passage:
    """Chance that a resolution passes.

    Args:
        item: title of the item. rule: in words. year: of the positions. probability: mean over draws of the item's
            parameters. interval: 5 and 95 % of them. counts: expected votes by kind, each with 5 and 95 %.
        without_veto: probability if nobody could block; None where nobody can. by_state: probabilities of no, abstain, yes.
        no_position: members without a position, who are not counted.
    """

    item: str
    rule: str
    year: int
    probability: float
    interval: tuple[float, float]
    counts: Mapping[str, tuple[float, float, float]]
    without_veto: float | None
    by_state: Mapping[str, tuple[float, float, float]]
    no_position: tuple[str, ...]


def positions(year: int | None = None, points: IdealPoints | None = None) -> Positions:
    """Positions of a year, with the standard deviation of yearly changes.

    Args:
        year: None takes the last. points: None takes the packaged ones.

    Raises:
        LabelError: no such year.
    """
    table = points or ideal_points()
    year = table.years[-1] if year is None else year
    values = table.at(year)
    last = table.years.index(year)
    changes = np.diff(table.values[:, max(0, last - NOISE_YEARS) : last + 1], axis=1)
    known = np.isfinite(values)
    states = tuple(s for s, k in zip(table.states, known, strict=True) if k)
    return Positions(states, values[known], year, float(np.nanstd(changes)))


def fit_item(title: str, votes: Mapping[str, str], where: Positions) -> Item:
    """Fit an item to recorded votes by maximum likelihood; who was absent is left out.

    Args:
        title: of the roll call. votes: `yes`, `no`, `abstain` or `absent` by state. where: positions of the states.

    Raises:
        InputError: fewer than two kinds of votes by states with a position.
    """
    used = [
        (where.values[where.states.index(s)], VOTES.index(v))
        for s, v in votes.items()
        if v in VOTES and s in where.states
    ]
    if len({k for _, k in used}) < 2:
        raise InputError(f"{title}: all votes by states with a position are alike; an item cannot be fitted.")
    theta, kind = np.array([t for t, _ in used]), np.array([k for _, k in used])

    def loss(x: Array) -> float:
        return -float(np.sum(np.log(np.maximum(_kinds(x, theta)[kind, np.arange(len(kind))], 1e-300))))

    start = min((np.array([b, -1.0, 0.0]) for b in (-1.0, 1.0)), key=loss)
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 5000})
    if not found.success:
        raise InputError(f"{title}: the item could not be fitted ({found.message}).")
    told = float(np.mean(_kinds(found.x, theta).argmax(axis=0) == kind))
    b, c1, gap = (float(v) for v in found.x)
    covariance: Array = np.linalg.inv(_hessian(loss, found.x)).astype(np.float64)
    words = f"{len(used)} recorded votes on {title}, positions of {where.year}"
    modal = float(np.bincount(kind).max() / len(kind))
    return Item(title, b, (c1, c1 + float(np.exp(gap))), covariance, words, told, modal)


@functools.cache
def recorded_item(resolution: str) -> Item:
    """The item of a recorded resolution, fitted on the positions of the year before, which do not hold the vote itself.

    Raises:
        InputError: not among `RECORDED`.
    """
    if resolution not in RECORDED:
        hint = did_you_mean(resolution, RECORDED) or f"; known: {', '.join(RECORDED)}."
        raise InputError(f"no recorded votes on resolution {resolution!r}{hint}")
    return fit_item(resolution, ukraine_votes(resolution), positions(RECORDED[resolution] - 1))


def chances(item: Item, theta: Array, noise_sd: float) -> Array:
    """[kind, state] chances of no, abstain and yes, averaged over the error of positions.

    Args:
        item: the item. theta: [state] positions. noise_sd: standard deviation of their error.
    """
    b, (low, high) = item.discrimination, item.cuts
    return _averaged(np.array([b, low, np.log(max(high - low, SMALLEST_GAP))]), theta, noise_sd)


def passage(
    item: Item,
    rule: Rule,
    members: tuple[str, ...],
    where: Positions,
    *,
    fixed: Mapping[str, str] | None = None,
    seed: int = 1,
    draws: int = DRAWS,
) -> Passage:
    """Chance that a resolution passes in a body where each member has one vote and all vote.

    Abstentions do not count under a share of votes (present and voting); under a number of votes they do not help. A
    veto is a no of a member that can block.

    Args:
        item: the resolution. rule: of the body. members: ISO3. where: positions. fixed: votes that are known or assumed, such
            as the no of the state that a resolution is about. seed, draws: of the item's parameters.

    Raises:
        InputError: no member has a position, or a fixed vote is of another state or no vote.
    """
    inside = [m for m in members if m in where.states]
    if not inside:
        raise InputError("would it pass: no member has a position.")
    theta = where.values[[where.states.index(m) for m in inside]]
    blocking = np.array([rule.vetoes == "all" or m in rule.vetoes for m in inside])
    b, (low, high) = item.discrimination, item.cuts
    centre = np.array([b, low, np.log(max(high - low, SMALLEST_GAP))])
    fitted = bool(item.covariance.any())
    xs = np.random.default_rng(seed).multivariate_normal(centre, item.covariance, draws) if fitted else centre[None]
    ps = np.array([_averaged(x, theta, where.noise_sd) for x in xs])
    for who, vote in (fixed or {}).items():
        if who not in inside or vote not in VOTES:
            raise InputError(f"vote of {who} as {vote!r}: needs a member with a position, and yes, no or abstain.")
        ps[:, :, inside.index(who)] = np.eye(len(VOTES))[VOTES.index(vote)]
    found = np.array([_passes(p, rule, blocking) for p in ps])
    sums = ps.sum(axis=2)
    spread = np.sqrt((ps * (1 - ps)).sum(axis=2))  # of a count, votes independent given the item
    noisy = sums + spread * np.random.default_rng(seed + 1).standard_normal(sums.shape)
    low_n, high_n = np.maximum(0, np.quantile(noisy, [0.05, 0.95], axis=0))
    counts = {v: (float(sums[:, k].mean()), float(low_n[k]), float(high_n[k])) for k, v in enumerate(VOTES)}
    mean = ps.mean(axis=0)
    free = Rule(rule.text, rule.votes, rule.share, rule.strict)
    low_p, high_p = (float(q) for q in np.quantile(found, [0.05, 0.95]))
    return Passage(
        item=item.title,
        rule=rule.text,
        year=where.year,
        probability=float(found.mean()),
        interval=(low_p, high_p),
        counts=counts,
        without_veto=float(np.mean([_passes(p, free, blocking & False) for p in ps])) if blocking.any() else None,
        by_state={m: (float(mean[0, i]), float(mean[1, i]), float(mean[2, i])) for i, m in enumerate(inside)},
        no_position=tuple(m for m in members if m not in where.states),
    )


def _kinds(x: Array, theta: Array) -> Array:
    """[kind, ...] chances of no, abstain and yes at (b, c1, log(c2 - c1))."""
    no, less_than_yes = expit(x[1] - x[0] * theta), expit(x[1] + np.exp(x[2]) - x[0] * theta)
    return np.stack([no, less_than_yes - no, 1 - less_than_yes])


def _averaged(x: Array, theta: Array, noise_sd: float) -> Array:
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    found: Array = _kinds(x, theta[:, None] + noise_sd * nodes) @ (weights / weights.sum())
    return found


def _passes(p: Array, rule: Rule, blocking: npt.NDArray[np.bool_]) -> float:
    """Exact chance that independent votes pass: the distribution of a sum, one state at a time."""
    share = rule.share or Fraction(0)
    # yes / (yes + no) >= a / d is the same as yes (d - a) - no a >= 0; a number of votes counts yes alone
    up, down = (1, 0) if rule.votes is not None else (share.denominator - share.numerator, share.numerator)
    if rule.vetoes == "all":
        return float(np.prod(1 - p[0]))
    n, zero = p.shape[1], down * p.shape[1]
    sums = np.zeros(zero + up * n + 1)
    sums[zero] = 1
    for (no, abstain, yes), veto in zip(p.T, blocking, strict=True):
        after = abstain * sums
        after[up:] += yes * sums[: len(sums) - up]
        if not veto:
            after[: len(sums) - down] += no * sums[down:]
        sums = after
    least = rule.votes if rule.votes is not None else int(rule.strict)
    return float(min(1.0, sums[zero + least :].sum()))


def _hessian(f: Callable[[Array], float], x: Array, step: float = 1e-3) -> Array:
    """Second derivatives by central differences."""
    n = len(x)
    found = np.zeros((n, n))
    steps = step * np.eye(n)
    for i in range(n):
        for j in range(n):
            a, b = steps[i], steps[j]
            found[i, j] = (f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)) / (4 * step**2)
    return found

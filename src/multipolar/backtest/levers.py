"""Levers of the alignment model as regressors of a forecast: what pulled a state to each power beyond what its anchor holds.

The game (docs/alignment.md) has, to first order around no moves,
  theta*_i - anchor_i = sum_m beta_m z_im,   z_im = sum_p (a / P) (theta_p - anchor_i) dx_ipm / (1 + rho + a),
with dx the change of tanh(dose) from its mean over the anchor's years. Memberships move the anchor itself, towards the power.
The forecast is the part lambda_h of the way to theta*, lambda_h being that of mean reversion.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import ANCHOR_YEARS, History, Locations, weights

__all__ = ["LeverPriors", "Pulls", "changes", "known_in", "levels", "pulls", "with_levers"]

Array = npt.NDArray[np.float64]

LEAST_YEARS = 3
"""Years of the anchor in which a dose must be known, the origin among them."""


@dataclass(frozen=True, eq=False)
class LeverPriors:
    """What is believed of the levers before any data.

    Args:
        names: of the levers. mean, sd: [lever] of beta. doses: [lever] s of tanh(x / s).
        pull: a, weight of all powers together. peers: rho.
    """

    names: tuple[str, ...]
    mean: Array
    sd: Array
    doses: Array
    pull: float
    peers: float

    def free(self, sd: float) -> LeverPriors:
        """The same levers with a wide prior around zero, so that data alone speak."""
        return LeverPriors(
            self.names, np.zeros_like(self.mean), np.full_like(self.sd, sd), self.doses, self.pull, self.peers
        )

    def only(self, name: str) -> LeverPriors:
        """One lever alone."""
        k = [self.names.index(name)]
        return LeverPriors((name,), self.mean[k], self.sd[k], self.doses[k], self.pull, self.peers)


@dataclass(frozen=True, eq=False)
class Pulls:
    """Regressors of the levers.

    Args:
        names: of the levers. z: [origin, state, lever] in ideal points for beta = 1; 0 where there is no data.
        known: [origin, state, lever] whether there is data.
    """

    names: tuple[str, ...]
    z: Array
    known: npt.NDArray[np.bool_]

    def only(self, name: str) -> Pulls:
        """One lever alone."""
        k = [self.names.index(name)]
        return Pulls((name,), self.z[:, :, k], self.known[:, :, k])

    def shuffled(self, order: npt.NDArray[np.int64]) -> Pulls:
        """States take one another's histories of levers, the same ones in every year.

        Args:
            order: [state] whose history each state takes.
        """
        return Pulls(self.names, self.z[:, order], self.known[:, order])


def changes(dose: Array, source: npt.NDArray[np.str_] | None, years: tuple[int, ...], origin: int) -> Array:
    """[state, pole] bent dose in the year of the origin less its mean over the anchor's years; NaN where too little is known.

    Args:
        dose: [state, pole, year] tanh(x / s). source: [state, pole, year] name of the series; years of another source than
            the origin's do not count. years: of the doses. origin: year.
    """
    return _against_anchor(dose, source, years, origin, (origin,))


def realised(
    dose: Array, source: npt.NDArray[np.str_] | None, years: tuple[int, ...], origin: int, horizon: int
) -> Array:
    """[state, pole] as `changes`, with the mean bent dose of the years after the origin, which no forecaster knows.

    Args:
        dose, source, years, origin: as there. horizon: years ahead; later years than the data are left out.
    """
    return _against_anchor(dose, source, years, origin, tuple(range(origin + 1, origin + horizon + 1)))


def _against_anchor(
    dose: Array, source: npt.NDArray[np.str_] | None, years: tuple[int, ...], origin: int, later: tuple[int, ...]
) -> Array:
    window = [years.index(y) for y in range(origin - ANCHOR_YEARS + 1, origin + 1) if y in years]
    ahead = [years.index(y) for y in later if y in years]
    nothing = np.full(dose.shape[:2], np.nan)
    if origin not in years or not ahead:
        return nothing
    last = years.index(origin)
    past, future = dose[:, :, window], dose[:, :, ahead]
    if source is not None:
        same = source[:, :, last, None]
        past = np.where(source[:, :, window] == same, past, np.nan)
        future = np.where(source[:, :, ahead] == same, future, np.nan)
    enough = (~np.isnan(past)).sum(axis=2) >= LEAST_YEARS
    usable = enough & ~np.isnan(dose[:, :, last]) & (~np.isnan(future)).any(axis=2)
    return np.where(usable, _mean(future) - _mean(past), np.nan)


def levels(dose: Array, years: tuple[int, ...], origin: int) -> Array:
    """[state, pole] bent dose in the year of the origin; NaN where it is not known."""
    if origin not in years:
        return np.full(dose.shape[:2], np.nan)
    level: Array = dose[:, :, years.index(origin)]
    return level


def _mean(values: Array) -> Array:
    """Mean over the last axis of what is known; 0 where nothing is."""
    known = ~np.isnan(values)
    mean: Array = np.where(known, values, 0.0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    return mean


def pulls(shifts: Mapping[str, Array], anchor: Array, poles: Array, priors: LeverPriors) -> Pulls:
    """Regressors from doses and distances; a lever is known for a state if it is known towards some power.

    Args:
        shifts: by lever [origin, state, pole] change or level of the bent dose, NaN where there is no data; for memberships
            in doses, not bent. anchor: [origin, state]. poles: [origin, pole] anchors of the powers. priors: of the levers.
    """
    whole = 1 + priors.peers + priors.pull
    gap = poles[:, None, :] - anchor[:, :, None]
    z, known = [], []
    for name in priors.names:
        shift = shifts[name]
        seen = ~np.isnan(shift) & ~np.isnan(gap)
        factor = np.sign(gap) / whole if name == "membership" else priors.pull / poles.shape[1] * gap / whole
        z.append(np.where(seen, factor * np.where(seen, shift, 0.0), 0.0).sum(axis=2))
        known.append(seen.any(axis=2))
    return Pulls(priors.names, np.stack(z, axis=2), np.stack(known, axis=2))


def known_in(pull: Pulls, origins: tuple[int, ...], least: int = 30) -> dict[str, tuple[int, ...]]:
    """By lever, the origins at which at least `least` states have data that are not all zero."""
    some = (pull.known.sum(axis=1) >= least) & (np.abs(pull.z).sum(axis=1) > 0)
    return {n: tuple(o for o, s in zip(origins, some[:, k], strict=True) if s) for k, n in enumerate(pull.names)}


@dataclass(frozen=True, eq=False)
class _Moments:
    """Sums over states within an origin, all variables less their mean over the states: z'z, z'y, z'g, y'y, y'g, g'g, n."""

    zz: Array
    zy: Array
    zg: Array
    yy: Array
    yg: Array
    gg: Array
    n: Array


def _moments(z: Array, change: Array, gap: Array) -> _Moments:
    known = ~np.isnan(change) & ~np.isnan(gap)
    n = known.sum(axis=1)

    def centred(values: Array) -> Array:
        filled = np.where(known, values, 0.0)
        return np.where(known, filled - filled.sum(axis=1, keepdims=True) / np.maximum(n, 1)[:, None], 0.0)

    y, g = centred(change), centred(gap)
    x = np.stack([centred(z[:, :, m]) for m in range(z.shape[2])], axis=2)
    return _Moments(
        np.einsum("tsj,tsk->tjk", x, x),
        np.einsum("tsj,ts->tj", x, y),
        np.einsum("tsj,ts->tj", x, g),
        (y * y).sum(axis=1),
        (y * g).sum(axis=1),
        (g * g).sum(axis=1),
        n.astype(float),
    )


def with_levers(
    base: Locations, history: History, pull: Pulls, priors: LeverPriors, horizon: int, half_life: Array
) -> Locations:
    """Mean reversion moved by the levers, their betas being the posterior of all forecasts whose target has come.

    Moves are compared within an origin, so that what moved all states is not laid on levers. Forecasts of h years overlap: they
    count as one in h. A state without data of a lever is forecast without it.

    Args:
        base: mean reversion. history: what was known and what came. pull: regressors. priors: of the betas.
        horizon: years ahead. half_life: [origin] years after which a past forecast counts half.
    """
    gap = history.anchor - history.now
    change = history.change(horizon)
    sums = _moments(pull.z, change, gap)
    count = len(history.origins)
    move, variance = base.move.copy(), base.variance.copy()
    for at in range(count):
        speed = _speed(base.move[at], gap[at])
        if speed <= 0:
            continue
        mean, spread = _posterior(sums, weights(at, count, horizon, half_life[at]), speed, priors, horizon)
        z = speed * pull.z[at]
        move[at] += z @ mean
        variance[at] += np.einsum("sj,jk,sk->s", z, spread, z)
    return Locations(move, variance)


def _speed(move: Array, gap: Array) -> float:
    """Share of the gap that mean reversion closes; 0 where no state has a gap."""
    some = ~np.isnan(gap) & (gap != 0)
    return float(np.median(move[some] / gap[some])) if some.any() else 0.0


def _posterior(sums: _Moments, w: Array, speed: float, priors: LeverPriors, horizon: int) -> tuple[Array, Array]:
    """Mean and covariance of the betas given the weighted sums."""
    precision = np.diag(priors.sd**-2.0)
    total = w @ sums.n
    if total <= 0:
        return priors.mean, np.diag(priors.sd**2)
    noise = (w @ (sums.yy - 2 * speed * sums.yg + speed**2 * sums.gg)) / total * horizon
    gram = speed**2 * np.einsum("t,tjk->jk", w, sums.zz) / noise
    cross = speed * (w @ (sums.zy - speed * sums.zg)) / noise
    spread = np.linalg.inv(gram + precision)
    return spread @ (cross + precision @ priors.mean), spread


def bent(name: str, values: Array, dose: float) -> Array:
    """tanh(x / s), but for memberships x / s, as the model has it."""
    return values / dose if name == "membership" else np.tanh(values / dose)


def decayed(visits: Array, years: float) -> Array:
    """Visits whose weight falls in a straight line to zero; [..., year].

    Args:
        visits: [..., year] count. years: until nothing is left.
    """
    total = np.zeros_like(visits)
    for back in range(math.ceil(years)):
        earlier = np.roll(visits, back, axis=-1)
        earlier[..., :back] = np.nan
        total = total + (1 - back / years) * earlier
    return total

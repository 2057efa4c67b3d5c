"""The default model: return to the anchor, moved by the levers of the alignment game with betas learnt up to the origin.

The game of `politics.game` is set up at every origin on the anchors known then. Its derivative in each beta is that lever's
regressor, its exact solution at the learnt betas gives theta*. Over h years a deviation from the anchor closes 1 - (1 - speed)^h of
the way to theta*, as `politics.motion` has it; the state's own way back to its anchor is that of mean reversion.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import History, Locations, weights
from multipolar.params.alignment import alignment_priors
from multipolar.politics.attraction import attraction
from multipolar.politics.game import Game, game_of, resting_change, transmitted

__all__ = ["Board", "LeverPriors", "board_of", "default_priors", "with_levers", "with_levers_to_first_order"]

Array = npt.NDArray[np.float64]

BELIEF = "literature"
"""Belief whose priors are used: the measured ones rest on the whole panel, years after the origin included."""
ANCHOR_LEVER = "membership"
"""The lever that shifts the anchor instead of attraction."""
NEUTRAL_SD = 0.1
"""Spread of a beta whose packaged prior may not be used, as wide as those of the other levers."""
LEARN_FROM = 1990
"""First origin whose doses teach: the order of the Cold War is another one."""


@dataclass(frozen=True, eq=False)
class LeverPriors:
    """What is believed of the levers before any data.

    Args:
        names: of the levers. mean, sd: [lever] of beta. typical: [lever] s of tanh(x / s).
        pull: a, baseline attraction of all powers together. peers: rho.
        speed: share of the way to theta* that a year closes.
    """

    names: tuple[str, ...]
    mean: Array
    sd: Array
    typical: Array
    pull: float
    peers: float
    speed: float

    def share(self, horizon: int) -> float:
        """Share of the way to theta* that some years close.

        Args:
            horizon: years ahead.
        """
        return float(1 - (1 - self.speed) ** horizon)

    def free(self, sd: float) -> LeverPriors:
        """The same levers with one wide prior around zero, so that data speak almost alone."""
        return dataclasses.replace(self, mean=np.zeros_like(self.mean), sd=np.full_like(self.sd, sd))


def default_priors(names: tuple[str, ...]) -> LeverPriors:
    """Priors of some levers from params/alignment.yaml, published studies and judgement.

    A prior that our own panel estimated knows years after the origins: it gives way to zero with a wide spread. The speed is the
    shipped one, which the panel did estimate; it scales all betas alike and knows nothing of levers.

    Args:
        names: of the levers.
    """
    priors = alignment_priors(BELIEF)
    ours = np.array([priors[n].grade.startswith("estimated") for n in names])
    mean, sd, typical = (np.array([getattr(priors[n], f) for n in names]) for f in ("mean", "sd", "dose"))
    structure = (priors[n].mean for n in ("pull", "peers", "speed"))
    return LeverPriors(names, np.where(ours, 0.0, mean), np.where(ours, NEUTRAL_SD, sd), typical, *structure)


@dataclass(frozen=True, eq=False)
class Board:
    """The game at every origin, under the doses observed there.

    Args:
        priors: of the levers. games: by number of the origin. doses: [origin, lever, state, pole], 0 where there are no data.
        z: [origin, state, lever] derivative of theta* in beta, ideal points.
    """

    priors: LeverPriors
    games: Mapping[int, Game]
    doses: Array
    z: Array

    def resting(self, at: int, beta: Array) -> Array:
        """[state] theta* less the anchor at an origin.

        Args:
            at: number of the origin. beta: [lever].
        """
        game, doses = self.games[at], self.doses[at]
        on_pull = [k for k, n in enumerate(self.priors.names) if n != ANCHOR_LEVER]
        found = attraction(game.pull, doses[None, on_pull], beta[on_pull], self.priors.typical[on_pull])
        return resting_change(game, found.pull, None, self._anchor_shift(at) @ beta)

    def _anchor_shift(self, at: int) -> Array:
        """[state, lever] shift of the anchor for beta = 1; 0 but for memberships."""
        return _anchor_shift(self.games[at], self.doses[at], self.priors)


def _anchor_shift(game: Game, doses: Array, priors: LeverPriors) -> Array:
    towards = np.sign(game.pole_position - game.position[:, None])
    shift = (doses / priors.typical[:, None, None] * towards).sum(axis=2)
    return np.where(np.array(priors.names) == ANCHOR_LEVER, shift.T, 0.0)


def board_of(history: History, poles: Array, peers: Array, shifts: Mapping[str, Array], priors: LeverPriors) -> Board:
    """Set up the game at every origin that has doses.

    Args:
        history: positions. poles: [origin, pole] anchors of the powers. peers: [origin, state, state] rows sum to 1 or 0.
        shifts: by lever [origin, state, pole] doses, NaN where there are no data. priors: of the levers to use.

    A power without an anchor at an origin pulls nobody there.
    """
    stacked = np.stack([shifts[n] for n in priors.names], axis=1)
    without = np.isnan(poles)
    doses = np.where(np.isnan(stacked) | without[:, None, None, :], 0.0, stacked)
    poles = np.where(without, 0.0, poles)
    z = np.zeros((*history.now.shape, len(priors.names)))
    games = {}
    late = np.array(history.origins) >= LEARN_FROM
    for at in np.flatnonzero(doses.any(axis=(1, 2, 3)) & late):
        game = _game(history.anchor[at], poles[at], peers[at], priors)
        bent = np.tanh(doses[at] / priors.typical[:, None, None])
        push = (game.pull * bent * (game.pole_position - game.position[:, None])).sum(axis=2).T
        push = np.where(np.array(priors.names) == ANCHOR_LEVER, 0.0, push)
        games[int(at)] = game
        z[at] = transmitted(game, game.pull, push + _anchor_shift(game, doses[at], priors))
    return Board(priors, games, doses, z)


def _game(anchor: Array, poles: Array, peers: Array, priors: LeverPriors) -> Game:
    """Game whose states rest at their anchors; those without one stand aside."""
    missing = np.isnan(anchor)
    held = np.where(missing, 0.0, anchor)
    weight = np.where(missing[:, None] | missing[None, :], 0.0, peers)
    total = weight.sum(axis=1, keepdims=True)
    weight = priors.peers * np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    pull = np.full((len(anchor), len(poles)), priors.pull / len(poles))
    return game_of(held, poles, weight, pull, missing)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums over states within an origin, of variables less their mean there: z'z, z'y, z'g, y'y, y'g, g'g, and cases."""

    zz: Array
    zy: Array
    zg: Array
    yy: Array
    yg: Array
    gg: Array
    n: Array


def _sums(z: Array, change: Array, gap: Array) -> _Sums:
    known = ~np.isnan(change) & ~np.isnan(gap)
    n = known.sum(axis=1).astype(float)

    def centred(values: Array) -> Array:
        filled = np.where(known, values, 0.0)
        return np.where(known, filled - filled.sum(axis=1, keepdims=True) / np.maximum(n, 1)[:, None], 0.0)

    y, g = centred(change), centred(gap)
    x = np.stack([centred(z[:, :, m]) for m in range(z.shape[2])], axis=2)
    return _Sums(
        zz=np.einsum("tsj,tsk->tjk", x, x),
        zy=np.einsum("tsj,ts->tj", x, y),
        zg=np.einsum("tsj,ts->tj", x, g),
        yy=(y * y).sum(axis=1),
        yg=(y * g).sum(axis=1),
        gg=(g * g).sum(axis=1),
        n=n,
    )


def with_levers(base: Locations, history: History, board: Board, horizon: int, half_life: Array) -> Locations:
    """Mean reversion moved by the levers, with the posterior of all forecasts whose target has come.

    Moves are compared within an origin, so that what moved all states is not laid on levers. Forecasts of h years overlap: h of
    them count as one. A state without data of a lever is forecast without it.

    Args:
        base: mean reversion. history: what was known and what came. board: the games. horizon: years ahead.
        half_life: [origin] years after which a past forecast counts half.
    """
    share = board.priors.share(horizon)
    move, variance = base.move.copy(), base.variance.copy()
    for at, mean, spread in _learnt(base, history, board, horizon, half_life):
        move[at] += share * board.resting(at, mean)
        variance[at] += share**2 * np.einsum("sj,jk,sk->s", board.z[at], spread, board.z[at])
    return Locations(move, variance)


def with_levers_to_first_order(
    base: Locations, history: History, board: Board, horizon: int, half_life: Array
) -> Locations:
    """As `with_levers`, with the game's derivative in place of its solution: quick enough for many placebos.

    Args:
        base, history, board, horizon, half_life: as there.
    """
    move = base.move.copy()
    for at, mean, _ in _learnt(base, history, board, horizon, half_life):
        move[at] += board.priors.share(horizon) * board.z[at] @ mean
    return Locations(move, base.variance)


def _learnt(
    base: Locations, history: History, board: Board, horizon: int, half_life: Array
) -> Iterator[tuple[int, Array, Array]]:
    """At every origin with doses: its number, and mean and covariance of the betas."""
    gap = history.anchor - history.now
    sums = _sums(board.z * board.priors.share(horizon), history.change(horizon), gap)
    count = len(history.origins)
    for at in board.games:
        w = weights(at, count, horizon, half_life[at])
        yield at, *_posterior(sums, w, _part(base.move[at], gap[at]), board.priors, horizon)


def _part(move: Array, gap: Array) -> float:
    """Share of the gap that mean reversion closes; 0 where no state has a gap."""
    some = ~np.isnan(gap) & (gap != 0)
    return float(np.median(move[some] / gap[some])) if some.any() else 0.0


def _posterior(sums: _Sums, w: Array, part: float, priors: LeverPriors, horizon: int) -> tuple[Array, Array]:
    """Mean and covariance of the betas given the weighted sums; what mean reversion explains is taken off first."""
    precision = np.diag(priors.sd**-2.0)
    total = float(w @ sums.n)
    if total <= 0:
        return priors.mean, np.diag(priors.sd**2)
    noise = float(w @ (sums.yy - 2 * part * sums.yg + part**2 * sums.gg)) / total * horizon
    gram = np.einsum("t,tjk->jk", w, sums.zz) / noise
    cross = w @ (sums.zy - part * sums.zg) / noise
    spread = np.linalg.inv(gram + precision)
    return spread @ (cross + precision @ priors.mean), spread

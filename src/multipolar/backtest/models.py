"""The models that are scored, run on one set of positions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.backtest.baselines import History, Locations, random_walk, reversion, reversion_with_peers
from multipolar.backtest.doses import LEVERS, Doses, changes, doses_of, levels, relative
from multipolar.backtest.levers import (
    Board,
    LeverPriors,
    board_of,
    default_priors,
    with_levers,
    with_levers_to_first_order,
)
from multipolar.backtest.origins import Forecasts, chosen_half_lives, forecasts
from multipolar.backtest.positions import POLES, Vintages, history_of, peer_anchors, peer_weights
from multipolar.politics import tables

__all__ = ["FIRST_ORIGIN", "MODELS", "WIDE", "Course", "course_of"]

Array = npt.NDArray[np.float64]

FIRST_ORIGIN = 2000
"""First origin that is scored; earlier ones teach only."""
WIDE = 1.0
"""Standard deviation of every beta where data are to speak almost alone."""
MODELS = {
    "random_walk": "no change",
    "mean_reversion": "part of the way back to the state's five-year mean",
    "peers": "mean reversion, and towards the mean of states that share groups",
    "default": "mean reversion moved by the levers known at the origin, in the alignment game with its priors",
    "relative": "the default with doses less their mean over third countries: who got more than others",
    "wide_prior": "the default with a wide prior, so that data speak almost alone",
    "levels": "levels of the levers in place of their changes, wide prior",
    "realised": "the default given the levers of the years after the origin, which no forecaster knows",
}
"""What is scored, by name."""


@dataclass(frozen=True, eq=False)
class Course:
    """All that the models need on one set of positions.

    Args:
        history: positions. poles: [origin, pole] anchors of the powers. peers: [origin, state, state] weights.
        doses: observed levers. half_lives: by horizon [origin], the same for every model so that they differ in their centres.
    """

    history: History
    poles: Array
    peers: Array
    doses: Doses
    half_lives: Mapping[int, Array]

    def shifts(self, of: Callable[[Doses, str, int], Array]) -> dict[str, Array]:
        """By lever [origin, state, pole] doses, taken by some rule."""
        return {name: np.stack([of(self.doses, name, o) for o in self.history.origins]) for name in LEVERS}

    @functools.cached_property
    def known_shifts(self) -> dict[str, Array]:
        """By lever [origin, state, pole] changes known at each origin."""
        return self.shifts(changes)

    @functools.cached_property
    def relative_shifts(self) -> dict[str, Array]:
        """By lever [origin, state, pole] changes less their mean over third countries."""
        third = ~np.isin(self.history.states, POLES)
        return {name: relative(shift, third) for name, shift in self.known_shifts.items()}

    @functools.cached_property
    def boards(self) -> dict[str, Board]:
        """Games of the models whose doses are known at the origin, by model."""
        priors = default_priors(tuple(LEVERS))
        return {
            "default": self.board(self.known_shifts, priors),
            "relative": self.board(self.relative_shifts, priors),
            "wide_prior": self.board(self.known_shifts, priors.free(WIDE)),
            "levels": self.board(self.shifts(levels), priors.free(WIDE)),
        }

    @functools.cached_property
    def bases(self) -> dict[int, Locations]:
        """Mean reversion by horizon."""
        return {h: reversion(self.history, h, half_life) for h, half_life in self.half_lives.items()}

    def board(self, shifts: Mapping[str, Array], priors: LeverPriors) -> Board:
        """Games under some doses.

        Args:
            shifts: by lever [origin, state, pole]. priors: of the levers to use.
        """
        return board_of(self.history, self.poles, self.peers, shifts, priors)

    def levered(self, board: Board, horizon: int) -> Locations:
        """Mean reversion with levers.

        Args:
            board: the games. horizon: years ahead.
        """
        return with_levers(self.bases[horizon], self.history, board, horizon, self.half_lives[horizon])

    def centres(self, model: str, horizon: int) -> Locations:
        """Centres of one of `MODELS`.

        Args:
            model: name. horizon: years ahead.
        """
        if model == "random_walk":
            return random_walk(self.history)
        if model == "mean_reversion":
            return self.bases[horizon]
        if model == "peers":
            anchors = peer_anchors(self.history, self.peers)
            return reversion_with_peers(self.history, anchors, horizon, self.half_lives[horizon])
        if model == "realised":
            ahead = self.shifts(functools.partial(changes, ahead=horizon))
            return self.levered(self.board(ahead, default_priors(tuple(LEVERS))), horizon)
        return self.levered(self.boards[model], horizon)

    def scored(self, centres: Locations, horizon: int) -> Forecasts:
        """Forecasts around some centres, with their scores.

        Args:
            centres: of a model. horizon: years ahead.
        """
        return forecasts(self.history, centres, horizon, self.half_lives[horizon], FIRST_ORIGIN)

    def errors(self, centres: Locations, horizon: int) -> Array:
        """[case] squared errors of centres alone, over all origins that are scored.

        Args:
            centres: of a model. horizon: years ahead.
        """
        error = (self.history.change(horizon) - centres.move)[np.array(self.history.origins) >= FIRST_ORIGIN]
        squared: Array = error[~np.isnan(error)] ** 2
        return squared

    def dealt(self, generator: np.random.Generator) -> npt.NDArray[np.int64]:
        """[state] whose doses each state takes in a placebo: a permutation of the third countries that have any.

        Args:
            generator: of random numbers.
        """
        late = np.array(self.history.origins) >= FIRST_ORIGIN
        some = [(~np.isnan(s[late])).any(axis=(0, 2)) for s in self.known_shifts.values()]
        third = ~np.isin(self.history.states, POLES)
        movable = np.flatnonzero(np.logical_or.reduce(some) & third)
        order = np.arange(len(self.history.states))
        order[movable] = generator.permutation(movable)
        return order

    def first_order(self, board: Board, horizon: int) -> Locations:
        """Mean reversion with levers, to first order in the betas.

        Args:
            board: the games. horizon: years ahead.
        """
        return with_levers_to_first_order(self.bases[horizon], self.history, board, horizon, self.half_lives[horizon])

    def dealt_board(self, shifts: Mapping[str, Array], order: npt.NDArray[np.int64]) -> Board:
        """The games with the model's priors and doses dealt to other states, the same ones at every origin.

        Args:
            shifts: by lever [origin, state, pole]. order: [state] whose doses each state takes.
        """
        dealt = {name: shift[:, order] for name, shift in shifts.items()}
        return self.board(dealt, default_priors(tuple(LEVERS)))


def course_of(vintages: Vintages) -> Course:
    """Make all ready on one set of positions.

    Args:
        vintages: positions by knowledge.
    """
    history = history_of(vintages)
    return Course(
        history,
        vintages.pole_anchors(),
        peer_weights(history.states, history.origins),
        doses_of(history.states, tables.ties(), tables.economies()),
        {h: chosen_half_lives(history, h) for h in history.horizons},
    )

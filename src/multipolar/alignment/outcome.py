"""What a run says of alignment: positions, closeness, hedging, reasons, and how strong the pull would have to be."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.alignment.doses import LEVERS, Doses
from multipolar.alignment.motion import CHANNELS, Parts, close_to, game_under, pulled
from multipolar.params.alignment import Prior
from multipolar.politics.closeness import engagement, hedging
from multipolar.politics.game import Game
from multipolar.politics.motion import widest_noise

__all__ = ["Alignment", "AlignmentYear", "Reason", "Required"]

Array = npt.NDArray[np.float64]

UPPER = 1.959964
"""Standard deviations above the mean where the upper end of an estimate lies (97.5 %)."""
NOTICED = 1e-12
"""Deviations and closeness that change by less are those of the baseline."""


@dataclass(frozen=True, eq=False)
class AlignmentYear:
    """Alignment in one year.

    Args:
        year: of the run. parts: deviations of positions by group, channel and pole. doses: of the levers, income and
            dependence included. tie: [state, pole] after the moves. dependence: [state, pole] goods trade, % of GDP.
    """

    year: int
    parts: Parts
    doses: Doses
    tie: Array
    dependence: Array


@dataclass(frozen=True)
class Reason:
    """A part of the change of a position: the moves, the channel, the pole, and the size in ideal points.

    Args:
        moves: label of the group. channel: lever, `membership`, or either passed on by peers. pole: pulled to or from.
        size: part of the change; all parts sum to it.
    """

    moves: str
    channel: str
    pole: str
    size: float


@dataclass(frozen=True)
class Required:
    """How strong a pull would have to be for a state to go half-way to a pole.

    Args:
        pole: half-way to it. times_estimate: multiple of the pull that the run computes; None where that is none or away.
        times_upper_end: multiple of the upper end (97.5 %) of the pull under the belief; None where the moves do not pull.
    """

    pole: str
    times_estimate: float | None
    times_upper_end: float | None


@dataclass(frozen=True, eq=False)
class Alignment:
    """Alignment of the members of the General Assembly with the poles, as a run leaves it.

    Args:
        base: where they stood. belief: whose parameters. values: of the parameters. priors: by name.
        labels: of groups of moves; the last is what several do together. years: one a year of the run.
        unknown: [state] without data on their economy, in a run that changes the economy.
    """

    base: Baseline
    belief: str
    values: Mapping[str, float]
    priors: Mapping[str, Prior]
    labels: tuple[str, ...]
    years: tuple[AlignmentYear, ...]
    unknown: npt.NDArray[np.bool_]

    @property
    def last(self) -> AlignmentYear:
        """The last year."""
        return self.years[-1]

    def change(self, year: AlignmentYear | None = None) -> Array:
        """[state] change of the position by the moves, ideal points; NaN where there are no data on the economy.

        Args:
            year: None takes the last.
        """
        return np.where(self.unknown, np.nan, (year or self.last).parts.total)

    def position(self, year: AlignmentYear | None = None) -> Array:
        """[state] position, ideal points; NaN as in `change`."""
        return self.base.position + self.change(year)

    @functools.cached_property
    def closeness_before(self) -> Array:
        """[state, pole] closeness before the moves."""
        return close_to(self.base, self.base.position, self.base.tie, self.base.dependence, self.values)

    def closeness(self, year: AlignmentYear | None = None) -> Array:
        """[state, pole] closeness, fractions that sum to one; NaN as in `change`, and towards oneself."""
        at = year or self.last
        return close_to(self.base, self.position(at), at.tie, at.dependence, self.values)

    def closeness_change(self, year: AlignmentYear | None = None) -> Array:
        """[state, pole] change of closeness."""
        change = self.closeness(year) - self.closeness_before
        return np.where(abs(change) < NOTICED, np.where(np.isnan(change), np.nan, 0.0), change)

    def hedging(self, year: AlignmentYear | None = None) -> Array:
        """[state] 0 all with one pole, 1 equally close to all."""
        return hedging(self.closeness(year))

    def engagement(self, year: AlignmentYear | None = None) -> Array:
        """[state] sum of ties over poles."""
        return engagement((year or self.last).tie)

    def noise(self) -> float:
        """Standard deviation of a position that comes from nothing in the model, in the long run, ideal points."""
        return widest_noise(self.values["speed"], self.values["noise_sd"])

    def reasons(self, state: str, count: int | None = None) -> list[Reason]:
        """Parts of the change of a state's position in the last year, largest first; all of them sum to the change.

        Args:
            state: ISO3. count: how many; None for all.
        """
        i, parts = self.base.states.index(state), self.last.parts
        found = []
        for values, tail in ((parts.direct, ""), (parts.peers, ", passed on by peers")):
            for g, c, p in zip(*np.nonzero(abs(values[..., i]) > 0), strict=True):
                size = float(values[g, c, p, i])
                found.append(Reason(self.labels[g], CHANNELS[c] + tail, self.base.poles[p], size))
        found.sort(key=lambda r: -abs(r.size))
        return found[:count]

    def required(self, state: str) -> list[Required]:
        """How many times the computed pull it would take to bring a state half-way to each pole, peers aside."""
        i, base = self.base.states.index(state), self.base
        game = self._game
        weight = game.own + game.peers[i].sum() + game.pull[i].sum()
        needed = np.log1p(weight / game.pull[i])  # half-way: the pull must grow by all that holds the state
        index, upper = self.index[i], self._upper_index[i]
        rows = []
        for p, pole in enumerate(base.poles):
            if not base.fixed[i]:
                times = [float(needed[p] / z) if z > NOTICED else None for z in (index[p], upper[p])]
                rows.append(Required(pole, *times))
        return rows

    @functools.cached_property
    def _game(self) -> Game:
        """The game at the baseline."""
        return game_under(self.base, self.values)

    @functools.cached_property
    def index(self) -> Array:
        """[state, pole] log change of attraction in the last year, before the bound."""
        return pulled(self._game, self.last.doses, self.values).index

    @functools.cached_property
    def _upper_index(self) -> Array:
        """[state, pole] the same with every lever at the end of its estimate that pulls more, within its bounds."""
        game = self._game
        found = np.zeros_like(self.base.tie)
        for name in LEVERS:
            prior = self.priors[name]
            ends = np.clip([prior.mean - UPPER * prior.sd, prior.mean + UPPER * prior.sd], prior.low, prior.high)
            alone = [{**self.values, **dict.fromkeys(LEVERS, 0.0), name: float(end)} for end in ends]
            found += np.max([pulled(game, self.last.doses, values).index for values in alone], axis=0)
        return found

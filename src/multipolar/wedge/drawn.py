"""Draws of the parameters of closeness and ties: spreads of numbers at a point, and thresholds by draw on one shared economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.wedge.game import Game, Place
from multipolar.wedge.outcome import Spread
from multipolar.wedge.thresholds import RIVAL, closeness_threshold, curve_of, position_shift, required_multiple

__all__ = ["At", "Drawn", "Thresholds", "spread_of"]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float] | Mapping[str, Array]

QUANTILES = (0.1, 0.9, 0.025, 0.975)


@dataclass(frozen=True)
class At:
    """Closeness, its change and ties at a point, [pole] spreads."""

    closeness: tuple[Spread, ...]
    change: tuple[Spread, ...]
    tie: tuple[Spread, ...]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Thresholds by draw.

    Args:
        shares: [draw] of the offer, infinite where the sweep does not get there. multiples: [draw] of what the whole
            offer does that it takes, infinite where it does nothing.
        reached: part of the draws that get there; None without draws.
    """

    shares: Array
    multiples: Array
    reached: float | None


@dataclass(frozen=True, eq=False)
class Drawn:
    """Draws of all parameters.

    Args:
        values: [draw] by name. count: of draws.
    """

    values: Mapping[str, Array]
    count: int

    def one(self, k: int) -> dict[str, float]:
        """The parameters of one draw."""
        return {name: float(v[k]) for name, v in self.values.items()}

    def at(self, game: Game, values: Values, place: Place) -> At:
        """Spreads at a point.

        Args:
            game: at hand. values: of the parameters at the point. place: equilibrium.
        """

        def numbers(given: Values) -> Array:
            before = game.closeness(0.0, 0.0, game.place(0.0, 0.0).dependence, given)
            after = game.closeness(place.share, place.answer, place.dependence, given)
            return np.stack([after, after - before, game.tie(place.share, place.answer, given)])

        point, drawn = numbers(values), numbers(self.values)
        spreads = [tuple(spread_of(float(point[w, p]), drawn[w, :, p]) for p in (0, 1)) for w in range(3)]
        return At(spreads[0], spreads[1], spreads[2])

    def thresholds(self, game: Game, size: float, fall: float, grid: Sequence[float]) -> Thresholds:
        """The threshold of closeness in every draw; all share the dependence that the economy gives.

        Args:
            game: solved on the grid. size: of the answer to the whole offer. fall: of closeness. grid: shares.
        """
        curve = curve_of(game, size, grid)
        start = game.closeness(0.0, 0.0, curve(0.0), self.values)[:, RIVAL]
        falls = np.array([start - game.closeness(s, size * s, curve(s), self.values)[:, RIVAL] for s in grid])
        shares, multiples = np.full(self.count, np.inf), np.full(self.count, np.inf)
        for k in np.flatnonzero((falls >= fall).any(axis=0)).tolist():
            share = closeness_threshold(game, size, self.one(k), fall, grid, curve)
            shares[k] = np.inf if share is None else share
        for k in range(self.count):
            multiple = required_multiple(game, size, self.one(k), fall)
            multiples[k] = np.inf if multiple is None else multiple
        return Thresholds(shares, multiples, float(np.isfinite(shares).mean()) if self.count else None)

    def shifts(self, game: Game, fall: float) -> Array:
        """[draw] shift of the target's position that does the same as a fall of closeness; infinite where none does.

        Args:
            game: at hand. fall: of closeness.
        """
        found = [position_shift(game, self.one(k), fall) for k in range(self.count)]
        return np.array([np.inf if shift is None else shift for shift in found])


def spread_of(point: float | None, draws: Array) -> Spread:
    """A number with quantiles over draws; a quantile among infinite draws is None.

    Args:
        point: None where there is none. draws: [draw], empty for none.
    """
    if len(draws) == 0:
        return Spread(point)
    found = np.quantile(draws, QUANTILES, method="inverted_cdf")
    return Spread(point, *(float(q) if np.isfinite(q) else None for q in found))

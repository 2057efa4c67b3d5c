"""Draws of the parameters of closeness and ties: spreads of numbers at a point, and thresholds by draw on one shared economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.wedge.game import Game, Place
from multipolar.wedge.outcome import Spread
from multipolar.wedge.thresholds import closeness_threshold, curve_of, required_multiple

__all__ = ["At", "Drawn", "Thresholds", "spread_of"]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float]

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

    def each(self) -> list[dict[str, float]]:
        """The parameters of every draw."""
        return [{name: float(v[k]) for name, v in self.values.items()} for k in range(self.count)]

    def at(self, game: Game, values: Values, place: Place) -> At:
        """Spreads at a point.

        Args:
            game: at hand. values: of the parameters at the point. place: equilibrium.
        """
        rest = game.place(0.0, 0.0).dependence
        rows = []
        for one in (values, *self.each()):
            before = game.closeness(0.0, 0.0, rest, one)
            after = game.closeness(place.share, place.answer, place.dependence, one)
            rows.append((after, after - before, game.tie(place.share, place.answer, one)))
        table = np.array(rows)
        spreads = [
            tuple(spread_of(float(table[0, what, pole]), table[1:, what, pole]) for pole in (0, 1)) for what in range(3)
        ]
        return At(spreads[0], spreads[1], spreads[2])

    def thresholds(self, game: Game, size: float, fall: float, grid: Sequence[float]) -> Thresholds:
        """The threshold of closeness in every draw; all share the dependence that the economy gives.

        Args:
            game: solved on the grid. size: of the answer to the whole offer. fall: of closeness. grid: shares.
        """
        curve, shares, multiples = curve_of(game, size, grid), [], []
        for one in self.each():
            share = closeness_threshold(game, size, one, fall, grid, curve)
            multiple = required_multiple(game, size, one, fall)
            shares.append(np.inf if share is None else share)
            multiples.append(np.inf if multiple is None else multiple)
        reached = float(np.isfinite(shares).mean()) if self.count else None
        return Thresholds(np.array(shares), np.array(multiples), reached)


def spread_of(point: float | None, draws: Array) -> Spread:
    """A number with quantiles over draws; a quantile among infinite draws is None.

    Args:
        point: None where there is none. draws: [draw], empty for none.
    """
    if len(draws) == 0:
        return Spread(point)
    found = np.quantile(draws, QUANTILES, method="inverted_cdf")
    return Spread(point, *(float(q) if np.isfinite(q) else None for q in found))

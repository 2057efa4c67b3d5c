"""The order among the world's economies before and after a run, and its main numbers in a draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar import measures
from multipolar.alignment import Baseline
from multipolar.economy.equilibrium import Solution
from multipolar.politics.order import OrderChange, order_of
from multipolar.politics.polarity import bloc_distance, inside_share, nearest_pole, polarisation, polarity
from multipolar.world import REST
from multipolar.world.groups import members

__all__ = ["DRAWN", "Economies"]

Array = npt.NDArray[np.float64]

DRAWN = ("n_eff", "n_eff_together", "polarisation", "bloc_distance", "trade_inside")
"""Numbers of the order that every draw has."""


@dataclass(frozen=True, eq=False)
class Economies:
    """The world's economies as states of the order; poles that are groups gather no bloc here.

    Args:
        states: ISO3. keep: their places among the world's countries. rows: among the states of alignment, -1 without a
            position. poles: those that are economies. together: states counted as one. joined: which of the states those are.
    """

    states: tuple[str, ...]
    keep: tuple[int, ...]
    rows: npt.NDArray[np.int_]
    poles: tuple[str, ...]
    together: tuple[str, ...]
    joined: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, countries: Sequence[str], base: Baseline) -> Economies | None:
        """The economies of a world, or None where fewer than two poles are among them.

        Args:
            countries: of the world. base: states and poles.
        """
        keep = tuple(k for k, c in enumerate(countries) if c != REST)
        states = tuple(countries[k] for k in keep)
        poles = tuple(p for p in base.poles if p in states)
        if len(poles) < 2:
            return None
        place = {s: i for i, s in enumerate(base.states)}
        rows = np.array([place.get(s, -1) for s in states])
        together = tuple(members("EU", base.years[1]))
        return cls(states, keep, rows, poles, together, np.isin(states, together))

    def change(self, solution: Solution, before: Array, after: Array) -> OrderChange:
        """The order before and after.

        Args:
            solution: of the last year. before, after: [state of alignment] positions.

        Raises:
            InputError: a pole without a position.
        """
        gdp, later = self._gdp(solution)
        inside = np.ix_(self.keep, self.keep)
        return order_of(
            self.states,
            gdp,
            later,
            self._of(before),
            self._of(after),
            measures.pair_flows(solution.base)[inside],
            measures.pair_flows(solution.state)[inside],
            poles=self.poles,
            together=self.together,
        )

    def drawn(self, solution: Solution, before: Array, after: Array, flows: tuple[Array, Array]) -> tuple[Array, Array]:
        """[number of `DRAWN`] after the moves and their change, as `change` has them, without the other numbers.

        Args:
            solution: of the last year. before, after: [state of alignment] positions. flows: [exporter, importer] of the
                world before and after.
        """
        positions = self._of(before)
        bloc = nearest_pole(positions, positions[[self.states.index(p) for p in self.poles]])
        inside, sides = np.ix_(self.keep, self.keep), []
        for gdp, where, trade in zip(self._gdp(solution), (positions, self._of(after)), flows, strict=True):
            one = np.append(gdp[~self.joined], gdp[self.joined].sum())
            distance = bloc_distance(where, gdp, bloc)[0, 1] if bloc.max() > 0 else np.nan
            sides.append(
                [
                    polarity(gdp).n_eff,
                    polarity(one).n_eff,
                    polarisation(where, gdp),
                    distance,
                    inside_share(trade[inside], bloc)[0],
                ]
            )
        old, new = np.array(sides)
        return new, new - old

    def _gdp(self, solution: Solution) -> tuple[Array, Array]:
        """GDP before, and after at constant prices."""
        keep = list(self.keep)
        gdp = solution.accounts.value_added[keep]
        return gdp, gdp * (1 + measures.real_income(solution)[keep])

    def _of(self, values: Array) -> Array:
        return np.where(self.rows >= 0, values[self.rows], np.nan)

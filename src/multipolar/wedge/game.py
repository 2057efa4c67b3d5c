"""A wedge in one world under one set of elasticities: equilibria by offer and answer, and what they leave of the target's ties."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment import Baseline, baseline_of
from multipolar.alignment.doses import TIES, doses_of
from multipolar.alignment.economic import dependence_change
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.named import economy_under
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.welfare import real_income
from multipolar.moves import Move
from multipolar.params.alignment import alignment_priors
from multipolar.params.russia_wedges import WEDGES
from multipolar.politics.closeness import closeness
from multipolar.scenario import Scenario, Settings
from multipolar.start import starting_world
from multipolar.wedge.sides import Sides
from multipolar.wedge.terms import Terms, moves_of, visit_of
from multipolar.world import World

__all__ = ["Game", "Place", "game_of"]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float] | Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Place:
    """What an equilibrium leaves.

    Args:
        share: of the offer. answer: part of the whole answer that the rival gives. solution: of the economy.
        dependence: [pole] of the target, goods trade, % of its GDP; poles are offerer, rival, target.
    """

    share: float
    answer: float
    solution: Solution
    dependence: Array


@dataclass(frozen=True, eq=False)
class Game:
    """Offer and answer in one world.

    Args:
        sides: who. terms: the whole offer and answer. scenario: settings and start, without moves. world, economy: after
            the sanctions. base: positions, ties and dependence before. row: of the target in it.
        warnings: of the moves, as they are met.
        offer, answer: [kind of dose, pole] doses of the target's ties at the whole offer and the whole answer.
    """

    sides: Sides
    terms: Terms
    scenario: Scenario
    world: World
    economy: Economy
    base: Baseline
    row: int
    offer: Array
    answer: Array
    warnings: list[str] = dataclasses.field(default_factory=list)
    _solved: dict[tuple[float, float], Place] = dataclasses.field(default_factory=dict)

    def place(self, share: float, answer: float) -> Place:
        """The equilibrium at a share of the offer and a part of the answer.

        Raises:
            NotSolvedError: there is none.
        """
        key = (share, answer)
        if key not in self._solved:
            offered, answered = moves_of(self.terms, self.sides, share, answer)
            names = _names(self.scenario, self.world, (*offered, *answered))
            shocks = shocks_from(self.economy.observed, names, self.terms.last)
            solution = self.economy.solve(shocks, self.scenario.settings.deficits)
            change = dependence_change(self.world, self.base, solution)[self.row]
            self.warnings.extend(text for text in names.warnings if text not in self.warnings)
            self._solved[key] = Place(share, answer, solution, self.base.dependence[self.row] + change)
        return self._solved[key]

    def tie(self, share: float, answer: float, values: Values) -> Array:
        """[..., pole] tie of the target as closeness counts it: votes and trade left out, within [-1, 1].

        Args:
            share: of the offer. answer: part of the whole answer. values: of the parameters, numbers or [draw].
        """
        per_dose = np.stack([np.asarray(values[n]) / dose for n, dose in zip(TIES, _typical(), strict=True)], axis=-1)
        change = per_dose @ (share * self.offer + answer * self.answer)
        return np.asarray(np.clip(self.base.tie[self.row] + change, -1.0, 1.0))

    def closeness(
        self, share: float, answer: float, dependence: Array, values: Values, position: float | None = None
    ) -> Array:
        """[..., pole] closeness of the target, fractions that sum to one over offerer and rival.

        Args:
            share, answer: as in `tie`. dependence: [pole] of a place. values: of the parameters.
            position: of the target; None takes its own, which no offer moves.
        """
        base = self.base
        own = base.position[self.row] if position is None else position
        distance = np.where(base.of_pole[self.row] > 0, np.nan, abs(own - base.pole_position) / base.spread)
        typical = alignment_priors("measured")["closeness_dependence"].dose
        a, b, c = (np.asarray(values[f"closeness_{name}"])[..., None] for name in ("distance", "tie", "dependence"))
        tie = self.tie(share, answer, values)
        return closeness(distance, tie, np.tanh(dependence / typical), (a, b, c))  # type: ignore[arg-type]

    def income_pct(self, place: Place, who: frozenset[str]) -> float | None:
        """Change of real income of some economies, weighted with their income, %; None where the world has none of them.

        Args:
            place: at hand. who: ISO3.
        """
        inside = [k for k, c in enumerate(self.world.countries) if c in who]
        if not inside:
            return None
        weight = place.solution.base.income[inside]
        return float(100 * (real_income(place.solution)[inside] @ weight) / weight.sum())

    def income_usd_bn(self, who: frozenset[str]) -> float:
        """Income of some economies before the offer, billion USD a year.

        Args:
            who: ISO3.
        """
        inside = [k for k, c in enumerate(self.world.countries) if c in who]
        return float(self.economy.accounts(self.scenario.settings.deficits).income[inside].sum() / 1000)


def game_of(sides: Sides, terms: Terms, settings: Settings, observed: World) -> Game:
    """The game under settings.

    Args:
        sides: who. terms: the whole offer and answer. settings: elasticities and closure. observed: the world before sanctions.

    Raises:
        InputError: the offer holds what the data lack. NotSolvedError: no world after the sanctions.
    """
    scenario = Scenario(multipolar=1, name="wedge", after=WEDGES, poles=sides.poles, settings=settings)
    world = starting_world(scenario, observed)
    base = baseline_of(sides.poles)
    row = base.states.index(sides.target)
    offered, answered = moves_of(terms, sides, 1.0, 1.0)

    def doses(moves: tuple[Move, ...]) -> Array:
        found = doses_of(_names(scenario, world, moves), base, (0,) * len(moves), terms.last)
        return np.asarray(found.tie.sum(axis=0)[:, row])

    offer = doses(offered) + terms.visits * doses((visit_of(terms, sides),))
    return Game(sides, terms, scenario, world, economy_under(world, settings), base, row, offer, doses(answered))


@functools.cache
def _typical() -> tuple[float, ...]:
    """[kind of dose] what one dose of a tie is, in the unit of the dose."""
    doses = [alignment_priors("measured")[name].dose for name in TIES]
    return tuple(dose if np.isfinite(dose) else 1.0 for dose in doses)


def _names(scenario: Scenario, world: World, moves: tuple[Move, ...]) -> Names:
    return Names(scenario.model_copy(update={"moves": moves}), world)

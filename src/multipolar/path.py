"""Walk the years: an equilibrium each, the alignment that it leaves, and the trade costs that alignment brings a year later."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment import (
    Alignment,
    AlignmentYear,
    Baseline,
    Economic,
    at_rest,
    baseline_of,
    economic_of,
    game_under,
    no_baseline,
    trade_cost_ratio,
    with_economy,
    year_on,
)
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, settled
from multipolar.errors import NotSolvedError
from multipolar.params.alignment import Prior, alignment_priors, point_values
from multipolar.progress import Progress, silent
from multipolar.result import YearOutcome
from multipolar.split import Split, move_groups, split
from multipolar.start import span_of, theta_of

__all__ = ["Walk", "walk"]

Array = npt.NDArray[np.float64]

FEEDBACK = "feedback of alignment on trade costs"
"""Label of what the feedback adds, in tables by move."""
TOGETHER = "several moves together"


@dataclass(frozen=True, eq=False)
class Walk:
    """All years of a run.

    Args:
        years: outcomes of the economy. alignment: of the states; None where it cannot be computed.
        split: changes of the last year by move, feedback included; None where it was not asked for or not solved.
        notes: sentences on what was not computed.
    """

    years: tuple[YearOutcome, ...]
    alignment: Alignment | None
    split: Split | None
    notes: tuple[str, ...]


@dataclass
class _Solver:
    """Solutions and splits of a run by what they depend on, so that each is found once.

    Args:
        economy: of the world. names: of the scenario. report: of progress.
    """

    economy: Economy
    names: Names
    report: Progress
    _shocks: dict[tuple[int, ...], Shocks] = dataclasses.field(default_factory=dict)
    _solved: dict[tuple[object, ...], Solution] = dataclasses.field(default_factory=dict)
    _parts: dict[int, Split] = dataclasses.field(default_factory=dict)
    _economic: dict[int, Economic] = dataclasses.field(default_factory=dict)

    def solution(self, year: int, cost: Array | None) -> Solution:
        """The equilibrium of a year's moves, with or without a ratio of trade costs [importer, exporter] on goods.

        Raises:
            NotSolvedError: there is none.
        """
        scenario = self.names.scenario
        stages = tuple(m.stage(year, self.names.first_year) for m in scenario.moves)
        theta = theta_of(self.economy, scenario, year)
        key = (stages, theta.tobytes(), None if cost is None else cost.tobytes())
        if key not in self._solved:
            if stages not in self._shocks:
                self._shocks[stages] = shocks_from(self.economy.observed, self.names, year)
            shocks = self._shocks[stages] if cost is None else self._dearer(self._shocks[stages], cost)
            self._solved[key] = self.economy.solve(shocks, scenario.settings.deficits, theta)
        return self._solved[key]

    def split(self, solution: Solution, year: int) -> Split:
        """Changes of a solution by move.

        Raises:
            NotSolvedError: no equilibrium at a point of the path.
        """
        if id(solution) not in self._parts:
            self._parts[id(solution)] = split(self.economy, solution, self.names, year, self.report)
        return self._parts[id(solution)]

    def economic(self, base: Baseline, group_of: tuple[int, ...], year: int) -> Economic:
        """Doses of real income and dependence in a year, without feedback; years that share a solution share them.

        Raises:
            NotSolvedError: real income of the year cannot be split by move.
        """
        solution = self.solution(year, None)
        if id(solution) not in self._economic:
            parts = self.split(solution, year)
            self._economic[id(solution)] = economic_of(
                self.economy, self.names, base, parts, solution, group_of, year
            )  # fmt: skip
        return self._economic[id(solution)]

    def _dearer(self, shocks: Shocks, cost: Array) -> Shocks:
        """The same shocks with trade costs of goods times a ratio."""
        trade_cost = shocks.trade_cost.copy()
        trade_cost[self.names.world.is_goods] *= cost
        return settled(dataclasses.replace(shocks, trade_cost=trade_cost))


def walk(
    economy: Economy, names: Names, *, explain: bool = True, politics: bool = True, progress: Progress | None = None
) -> Walk:
    """All years of a scenario; years with the same moves, elasticities and trade costs are solved once.

    Args:
        economy: of the world that the run starts from. names: of the scenario in it.
        explain: also split the last year by move. politics: also compute alignment and its feedback.
        progress: called after each year.

    Raises:
        NotSolvedError: no equilibrium for some year.
    """
    report = progress or silent
    solver = _Solver(economy, names, report)
    scenario, world = names.scenario, names.world
    reason = no_baseline(scenario.poles, world.year) if politics else ""
    notes = [reason] if reason else []
    drift = None if reason is not None else _Drift.of(names)
    first, last = span_of(scenario)
    years, cost = [], None
    for year in range(first, last + 1):
        solution = solver.solution(year, cost)
        active = tuple(at for at, m in enumerate(scenario.moves) if m.stage(year, first))
        years.append(YearOutcome(year, solution, active))
        if drift is not None:
            try:
                drift.advance(solver, year)
                cost = drift.trade_costs() if scenario.settings.feedback else None
            except NotSolvedError as error:
                notes.append(f"alignment: not computed; real income could not be split by move ({error.reason})")
                drift, cost = None, None
        report("years", year - first + 1, last - first + 1)
    parts = None
    if explain:
        try:
            parts = _with_feedback(solver.split(solver.solution(last, None), last), years[-1].solution)
        except NotSolvedError as error:
            notes.append(f"split by move: not computed ({error.reason})")
    return Walk(tuple(years), None if drift is None else drift.alignment(), parts, tuple(notes))


@dataclass
class _Drift:
    """Alignment on its way through the years.

    Args:
        names: of the scenario. base: states and poles. priors, values: of the parameters under the scenario's belief.
        labels: of groups of moves. group_of: [move]. years: so far. unknown: [state] without economic data so far.
    """

    names: Names
    base: Baseline
    priors: Mapping[str, Prior]
    values: Mapping[str, float]
    labels: tuple[str, ...]
    group_of: tuple[int, ...]
    years: list[AlignmentYear]
    unknown: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, names: Names) -> _Drift:
        """At rest, before the first year."""
        base = baseline_of(names.scenario.poles)
        priors = alignment_priors(names.scenario.settings.beliefs)
        groups = move_groups(names)
        group_of = {at: g for g, moves in enumerate(groups.values()) for at in moves}
        places = tuple(group_of[at] for at in range(len(names.scenario.moves)))
        labels = (*groups, TOGETHER)
        return cls(
            names, base, priors, point_values(priors), labels, places, [], np.zeros(len(base.states), dtype=bool)
        )

    def advance(self, solver: _Solver, year: int) -> None:
        """One year on.

        Raises:
            NotSolvedError: real income of the year cannot be split by move.
        """
        economic = solver.economic(self.base, self.group_of, year)
        self.unknown |= economic.unknown
        doses = with_economy(self.names, self.base, self.group_of, year, economic)
        before = self.years[-1].parts if self.years else at_rest(self.base, len(self.labels) - 1)
        game = game_under(self.base, self.values)
        self.years.append(year_on(self.base, game, before, doses, self.values, year))

    def trade_costs(self) -> Array | None:
        """[importer, exporter] ratio of next year's trade costs of goods; None where no distance has changed."""
        deviation = np.where(self.unknown, 0.0, self.years[-1].parts.total)
        return trade_cost_ratio(self.base, self.names.world.countries, deviation, self.values["feedback"])

    def alignment(self) -> Alignment:
        """What the years left."""
        belief = self.names.scenario.settings.beliefs
        return Alignment(self.base, belief, self.values, self.priors, self.labels, tuple(self.years), self.unknown)


def _with_feedback(parts: Split, solution: Solution) -> Split:
    """A split of the moves, with what the feedback adds to the change as a part of its own where there is any."""
    from multipolar.split import OUTCOMES

    change = {name: outcome.value(solution) for name, outcome in OUTCOMES.items()}
    added = {name: change[name] - parts.change[name] for name in change}
    if not any(np.nan_to_num(a).any() for a in added.values()):
        return parts
    return Split(
        labels=(*parts.labels, FEEDBACK),
        moves=(*parts.moves, ()),
        parts={name: np.concatenate([parts.parts[name], added[name][None]]) for name in change},
        remainder=parts.remainder,
        change=change,
    )

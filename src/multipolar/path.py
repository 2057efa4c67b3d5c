"""Walk the years: an equilibrium each, the alignment that it leaves, and the trade costs that alignment brings a year later."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from multipolar.alignment import (
    Alignment,
    AlignmentYear,
    Baseline,
    Doses,
    Economic,
    Resting,
    at_rest,
    baseline_of,
    economic_of,
    game_under,
    no_baseline,
    resting_under,
    trade_cost_ratio,
    with_economy,
    year_on,
)
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks
from multipolar.errors import NotSolvedError
from multipolar.params.alignment import point_values
from multipolar.progress import Progress, silent
from multipolar.reach import acts_on
from multipolar.result import YearOutcome
from multipolar.split import OUTCOMES, Split, move_groups, split
from multipolar.start import span_of, theta_of

__all__ = ["Answers", "Drift", "Walk", "Years", "may_feed_back", "no_drift", "walk", "walk_years"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

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


class Answers(Protocol):
    """What a walk through the years asks of the economy and of the moves, at the point or in a draw."""

    def solution(self, year: int, cost: Array | None) -> Solution:
        """The equilibrium of a year, with or without a ratio of trade costs [importer, exporter] on goods."""
        ...

    def doses(self, year: int) -> tuple[Doses, Mask]:
        """Doses of all levers in a year, and which states [state] have no data on their economy."""
        ...


@dataclass
class _Point:
    """Solutions, splits and doses of a run in which every move is carried out; each is found once.

    Args:
        economy: of the world. names: of the scenario. report: of progress. base: of alignment, None without it.
        group_of: [move] group of every move.
    """

    economy: Economy
    names: Names
    report: Progress
    base: Baseline | None = None
    group_of: tuple[int, ...] = ()
    _shocks: dict[tuple[int, ...], Shocks] = dataclasses.field(default_factory=dict)
    _solved: dict[tuple[object, ...], Solution] = dataclasses.field(default_factory=dict)
    _parts: dict[int, Split] = dataclasses.field(default_factory=dict)
    _economic: dict[int, Economic] = dataclasses.field(default_factory=dict)

    def solution(self, year: int, cost: Array | None) -> Solution:
        """See `Answers`.

        Raises:
            NotSolvedError: there is none.
        """
        scenario = self.names.scenario
        stages = tuple(m.stage(year, self.names.first_year) for m in scenario.moves)
        theta = theta_of(self.economy, scenario, year)
        key = (stages, theta.tobytes(), None if cost is None else cost.tobytes())
        if key not in self._solved and cost is not None:
            self._solved[key] = self.economy.solve_dearer(self.solution(year, None), cost)
        if key not in self._solved:
            if stages not in self._shocks:
                self._shocks[stages] = shocks_from(self.economy.observed, self.names, year)
            self._solved[key] = self.economy.solve(self._shocks[stages], scenario.settings.deficits, theta)
        return self._solved[key]

    def split(self, solution: Solution, year: int) -> Split:
        """Changes of a solution by move.

        Raises:
            NotSolvedError: no equilibrium at a point of the path.
        """
        if id(solution) not in self._parts:
            self._parts[id(solution)] = split(self.economy, solution, self.names, year, self.report)
        return self._parts[id(solution)]

    def doses(self, year: int) -> tuple[Doses, Mask]:
        """See `Answers`; years that share a solution share what the economy adds.

        Raises:
            NotSolvedError: real income of the year cannot be split by move.
        """
        assert self.base is not None  # noqa: S101 (asked for by a drift alone, which has one)
        solution = self.solution(year, None)
        if id(solution) not in self._economic:
            parts = self.split(solution, year)
            self._economic[id(solution)] = economic_of(
                self.economy, self.names, self.base, parts, solution, self.group_of, year
            )
        economic = self._economic[id(solution)]
        return with_economy(self.names, self.base, self.group_of, year, economic), economic.unknown


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
    scenario, last = names.scenario, span_of(names.scenario)[1]
    reason = no_drift(names, politics)
    groups = move_groups(names)
    place = {at: g for g, moves in enumerate(groups.values()) for at in moves}
    group_of = tuple(place[at] for at in range(len(scenario.moves)))
    base = None if reason is not None else baseline_of(scenario.poles)
    answers = _Point(economy, names, report, base, group_of)
    priors = scenario.settings.priors
    values = point_values(priors)
    drift = None if base is None else Drift(base, values, len(groups))
    found = walk_years(answers, names, drift, report)
    notes = [*([reason] if reason else []), *found.notes]
    parts = None
    if explain:
        try:
            parts = _with_feedback(answers.split(answers.solution(last, None), last), found.years[-1].solution)
        except NotSolvedError as error:
            notes.append(f"split by move: not computed ({error.reason})")
    alignment = None
    if found.drift is not None:
        labels, belief = (*groups, TOGETHER), scenario.settings.beliefs
        years, unknown = tuple(found.drift.years), found.drift.unknown
        alignment = Alignment(found.drift.base, belief, values, priors, labels, years, unknown)
    return Walk(found.years, alignment, parts, tuple(notes))


def no_drift(names: Names, politics: bool = True) -> str | None:
    """Why a run has no alignment, in a sentence; empty where it was not asked for, None where it has."""
    return no_baseline(names.scenario.poles, names.world.year) if politics else ""


def may_feed_back(names: Names) -> bool:
    """Whether alignment can change trade costs of the last year: it is on, has a size, and moves act on it before.

    Args:
        names: of the scenario in its world.
    """
    scenario = names.scenario
    first, last = span_of(scenario)
    if not scenario.settings.feedback or no_drift(names) is not None:
        return False
    moved = any(
        m.stage(year, first) and "alignment" in acts_on(m, scenario.moves)
        for m in scenario.moves
        for year in range(first, last)
    )
    return moved and point_values(scenario.settings.priors)["feedback"] != 0


@dataclass(frozen=True, eq=False)
class Years:
    """What a walk leaves: outcomes, the drift where it reached the end, and why it did not."""

    years: tuple[YearOutcome, ...]
    drift: Drift | None
    notes: tuple[str, ...]


def walk_years(answers: Answers, names: Names, drift: Drift | None, report: Progress = silent) -> Years:
    """One walk through the years: equilibrium, alignment, and the trade costs that alignment brings a year later.

    The point run and every draw walk here; they differ in their answers and in the values of their drift.

    Args:
        answers: of the economy and the moves. names: of the scenario in its world. drift: at rest; None without
            alignment. report: of progress.

    Raises:
        NotSolvedError: no equilibrium for some year.
    """
    scenario = names.scenario
    first, last = span_of(scenario)
    years, cost = [], None
    for year in range(first, last + 1):
        solution = answers.solution(year, cost)
        active = tuple(at for at, m in enumerate(scenario.moves) if m.stage(year, first))
        years.append(YearOutcome(year, solution, active))
        if drift is not None:
            try:
                drift.advance(*answers.doses(year), year)
            except NotSolvedError as error:  # years before this one hold feedback: all are walked anew without
                note = f"alignment: not computed; real income could not be split by move ({error.reason})"
                return dataclasses.replace(walk_years(answers, names, None, report), notes=(note,))
            cost = drift.trade_costs(names.world.countries) if scenario.settings.feedback else None
        report("years", year - first + 1, last - first + 1)
    return Years(tuple(years), drift, ())


class Drift:
    """Alignment on its way through the years, from rest before the first.

    Args:
        base: states and poles. values: of the parameters. groups: of moves that doses tell apart; None where the
            whole of a deviation is all that is asked for.
    """

    def __init__(self, base: Baseline, values: Mapping[str, float], groups: int | None) -> None:
        self.base, self.values, self._whole = base, values, groups is None
        self.years: list[AlignmentYear] = []
        self.unknown: Mask = np.zeros(len(base.states), dtype=bool)
        self._game, self._start = game_under(base, values), at_rest(base, groups)
        self._resting: Resting | None = None

    def advance(self, doses: Doses, unknown: Mask, year: int) -> None:
        """One year on.

        Args:
            doses: of the year, by group. unknown: [state] without economic data. year: at hand.
        """
        self.unknown = self.unknown | unknown
        before = self.years[-1].parts if self.years else self._start
        if self._resting is None or not self._resting.holds_for(doses):
            self._resting = resting_under(self.base, self._game, doses, self.values, whole=self._whole)
        self.years.append(year_on(before, self._resting, doses, self.values["speed"], year))

    def trade_costs(self, countries: tuple[str, ...]) -> Array | None:
        """[importer, exporter] ratio of next year's trade costs of goods; None where no distance has changed."""
        deviation = np.where(self.unknown, 0.0, self.years[-1].parts.total)
        return trade_cost_ratio(self.base, countries, deviation, self.values["feedback"])


def _with_feedback(parts: Split, solution: Solution) -> Split:
    """A split of the moves, with what the feedback adds to the change as a part of its own where there is any."""
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

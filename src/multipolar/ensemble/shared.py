"""What draws share: equilibria, doses and effects on satellites, each found once for what it depends on."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from multipolar.alignment import LEVERS, Baseline, Doses, dependence_change, doses_of
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.named import economy_under
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks
from multipolar.ensemble.inputs import uncertain_moves
from multipolar.errors import NotSolvedError
from multipolar.moves import PeaceDeal, SanctionsRelief
from multipolar.reach import acts_on_economy
from multipolar.satellites import Near, NearEffects
from multipolar.scenario import Scenario, with_settings
from multipolar.split import alone, move_groups, split
from multipolar.start import depends_on_elasticities, span_of, starting_world, theta_of
from multipolar.world import World

__all__ = ["Case", "DrawAnswers", "Kept", "Spoken"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
T = TypeVar("T")

POINTS = (3,)
"""Gauss points of the split of real income by pole in a draw; the point run takes 6 or 18."""
SOLUTIONS, NEARS, DOSES, SMALL = 12, 24, 64, 4096
"""Equilibria kept in memory, some 10 MB each, satellites under some moves, doses of a year, and small tables."""


class Kept:
    """What was made, by what it depends on; the oldest is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key, made now if it was not; an equilibrium that does not exist is not sought twice.

        Raises:
            NotSolvedError: as `make`, again each time.
        """
        if key not in self._made:
            try:
                self._made[key] = make()
            except NotSolvedError as error:
                self._made[key] = error
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        found: T = self._made[key]
        if isinstance(found, NotSolvedError):
            raise found
        return found


@dataclass(frozen=True, eq=False)
class Case:
    """A set of elasticities, with the scenario and the world that it starts from under it."""

    name: str
    scenario: Scenario
    world: World
    economy: Economy
    names: Names

    @functools.cached_property
    def near_moves(self) -> frozenset[int]:
        """Positions of the moves that touch the flows of satellites."""
        names = Names(self.scenario, self.world, with_satellites=True)
        moves = self.scenario.moves
        return frozenset(at for at, m in enumerate(moves) if names.concerns(m, m.from_ or names.first_year))

    @classmethod
    def of(cls, scenario: Scenario, observed: World, name: str) -> Case:
        """The case of a set.

        Args:
            scenario: of the run. observed: world before the scenario that it starts after. name: of the set.

        Raises:
            NotSolvedError: the scenario that it starts after has no equilibrium under the set.
        """
        then = with_settings(scenario, {"elasticities": name}) if depends_on_elasticities(scenario) else scenario
        world = starting_world(then, observed)
        return cls(name, then, world, economy_under(world, then.settings, name), Names(then, world))


@dataclass(eq=False)
class Spoken:
    """Doses of the moves themselves by year: of all that are certain together, and of each that is not.

    Args:
        names: of the scenario. base: states and poles.
    """

    names: Names
    base: Baseline
    _made: dict[int, tuple[Doses, Doses]] = field(default_factory=dict)

    def doses(self, year: int, carried: Sequence[bool]) -> Doses:
        """Doses of a year in one group; of a move not carried out what its announcement does.

        Args:
            year: at hand. carried: [move].
        """
        open_moves = uncertain_moves(self.names.scenario)
        if self._overlapping(open_moves):
            return self._anew(year, carried)
        if year not in self._made:
            place = {at: k + 1 for k, at in enumerate(open_moves)}
            group_of = [place.get(at, 0) for at in range(len(self.names.scenario.moves))] or [0]
            both = (doses_of(self.names, self.base, group_of, year, only_spoken=spoken) for spoken in (False, True))
            self._made[year] = tuple(both)  # type: ignore[assignment]
        full, spoken = self._made[year]
        done = [True, *(carried[at] for at in open_moves)]

        def together(a: Array, b: Array) -> Array:
            return np.asarray(sum(a[k] if yes else b[k] for k, yes in enumerate(done)))[None].copy()

        return Doses(
            together(full.attraction, spoken.attraction),
            together(full.organisations, spoken.organisations),
            together(full.tie, spoken.tie),
        )

    def _overlapping(self, open_moves: Sequence[int]) -> bool:
        """Whether sanctions lifted by several moves depend on which are carried out: the largest share counts."""
        moves = self.names.scenario.moves
        lifting = [at for at, m in enumerate(moves) if isinstance(m, SanctionsRelief | PeaceDeal)]
        return len(lifting) > 1 and any(at in open_moves for at in lifting)

    def _anew(self, year: int, carried: Sequence[bool]) -> Doses:
        """Doses of the moves carried out, and what the others do by being announced."""
        group_of = [0] * len(carried)
        done = {at for at, yes in enumerate(carried) if yes}
        parts = [
            doses_of(alone(self.names, awake), self.base, group_of, year, only_spoken=spoken)
            for awake, spoken in ((done, False), (set(range(len(carried))) - done, True))
        ]
        return Doses(
            parts[0].attraction + parts[1].attraction,
            parts[0].organisations + parts[1].organisations,
            parts[0].tie + parts[1].tie,
        )


@dataclass(eq=False)
class DrawAnswers:
    """Answers of the economy and the moves in one draw; see `path.Answers`.

    Args:
        case: of the draw's elasticities. carried: [move]. base: of alignment, None without it. spoken: doses of moves.
        solutions, nears, doses_made, small: what draws share. costs: ratios of trade costs met so far, by year.
        doses_before: of the year asked for last.
    """

    case: Case
    carried: tuple[bool, ...]
    base: Baseline | None
    spoken: Spoken | None
    solutions: Kept
    nears: Kept
    doses_made: Kept
    small: Kept
    costs: dict[int, Array] = field(default_factory=dict)
    doses_before: Doses | None = None
    _keys: dict[tuple[int, tuple[int, ...]], tuple[Hashable, ...]] = field(default_factory=dict)

    @functools.cached_property
    def awake(self) -> tuple[int, ...]:
        """Positions of the moves that change the economy in this draw."""
        moves = self.case.scenario.moves
        return tuple(at for at, m in enumerate(moves) if self.carried[at] and acts_on_economy(m, moves))

    @functools.cached_property
    def names(self) -> Names:
        """Of the scenario with all other moves asleep."""
        return self.small.get(("names", self.case.name, self.awake), lambda: alone(self.case.names, set(self.awake)))

    @functools.cached_property
    def last_year(self) -> int:
        """Of the run."""
        return span_of(self.case.scenario)[1]

    def key(self, year: int, awake: Sequence[int] | None = None) -> tuple[Hashable, ...]:
        """What the equilibrium of a year depends on."""
        chosen = self.awake if awake is None else tuple(awake)
        found = self._keys.get((year, chosen))
        if found is None:
            moves, first = self.case.scenario.moves, self.case.names.first_year
            stages = tuple((at, stage) for at in chosen if (stage := moves[at].stage(year, first)))
            theta = theta_of(self.case.economy, self.case.scenario, year).tobytes()
            found = self._keys[year, chosen] = (self.case.name, stages, theta)
        return found

    def solution(self, year: int, cost: Array | None) -> Solution:
        """See `path.Answers`; without a ratio of trade costs draws share it.

        With one, the last year is solved anew. Years before it keep the shared equilibrium, and their ratio is
        remembered: of them only real income is told, to which `feedback_share` brings the feedback of the last year.

        Raises:
            NotSolvedError: there is none.
        """
        if cost is not None:
            self.costs[year] = cost
        if cost is None or year < self.last_year:
            return self.solutions.get(self.key(year), lambda: self._solved(self._shocks(year), year))
        return self.case.economy.solve_dearer(self.solution(year, None), cost)

    def feedback_share(self, year: int) -> float:
        """Feedback in a year as a part of that in the last: changes of trade costs, projected on the last year's."""
        now = self.costs.get(year)
        if now is None or self.last_year not in self.costs:
            return 0.0
        there, size = self._last_change
        return float(np.vdot(now - 1, there)) / size if size > 0 else 0.0

    @functools.cached_property
    def _last_change(self) -> tuple[Array, float]:
        """[importer, exporter] change of trade costs in the last year, and its square summed."""
        there = self.costs[self.last_year] - 1
        return there, float(np.vdot(there, there))

    def _shocks(self, year: int) -> Shocks:
        economy, case = self.case.economy, self.case
        by_set = case.name if depends_on_elasticities(case.scenario) else ""
        key = ("shocks", by_set, self.key(year)[1])
        return self.solutions.get(key, lambda: shocks_from(economy.observed, self.names, year, part=True))

    def _solved(self, shocks: Shocks, year: int) -> Solution:
        case = self.case
        return case.economy.solve(shocks, case.scenario.settings.deficits, theta_of(case.economy, case.scenario, year))

    def near(
        self, year: int, solution: Solution, awake: Sequence[int] | None = None
    ) -> tuple[Near, NearEffects] | None:
        """Satellites in a year and the effects on them; draws share what the same moves do to their own flows.

        Args:
            year: of the moves. solution: of it. awake: positions of the moves that hold; None for all of the draw.
        """
        case = self.case
        awake = self.awake if awake is None else awake
        chosen = [at for at in awake if at in case.near_moves]
        by_set = case.name if depends_on_elasticities(case.scenario) else ""
        key = ("near", by_set, self.key(year, chosen)[1])

        def make() -> Near | None:
            scenario = alone(case.names, set(chosen)).scenario
            return Near.of(scenario, case.world, case.economy.observed, year)

        near = self.nears.get(key, make)
        if near is None:
            return None
        own = self.nears.get((*key, solution.theta.tobytes()), lambda: near.own(solution))
        return near, near.effects(solution, own)

    def doses(self, year: int) -> tuple[Doses, Mask]:
        """See `path.Answers`; all doses in one group.

        Raises:
            NotSolvedError: no equilibrium at a point of the path along which real income is split by pole.
        """
        key = (self.key(year), self.carried, year)
        found = self.doses_made.get(key, lambda: self._doses(year))
        self.doses_before = found[0]
        return found

    def _doses(self, year: int) -> tuple[Doses, Mask]:
        """As `doses`; where they are those of the year before they are the same object, which is quicker to see."""
        assert self.base is not None and self.spoken is not None  # noqa: S101, PT018 (asked for by a drift alone)
        found = self.spoken.doses(year, self.carried)
        income, dependence, unknown = self.small.get(("economic", self.key(year)), lambda: self._economic(year))
        outside = 1.0 - self.base.of_pole
        found.attraction[0, LEVERS.index("income")] += income * outside
        found.attraction[0, LEVERS.index("dependence")] += dependence * outside
        before = self.doses_before
        return (found if before is None or not before.equals(found) else before), unknown

    def _economic(self, year: int) -> tuple[Array, Array, Mask]:
        """Real income by the pole that answers for it and dependence, each [state, pole], and [state] without data."""
        base, case = self.base, self.case
        assert base is not None  # noqa: S101 (asked for by a drift alone)
        first = case.names.first_year
        awake = [at for at in self.awake if case.scenario.moves[at].stage(year, first)]
        nothing = np.zeros(base.tie.shape), np.zeros(base.tie.shape), np.zeros(len(base.states), dtype=bool)
        if not awake:
            return nothing
        solution = self.solution(year, None)
        by_poles: dict[str, list[int]] = {}
        for at in awake:
            by_poles.setdefault(",".join(self._poles(at)), []).append(at)
        parts = split(
            case.economy, solution, self.names, year, groups=by_poles, points=POINTS, outcomes=("real_income_pct",)
        )
        place = {c: k for k, c in enumerate(case.world.countries)}
        inside = [i for i, s in enumerate(base.states) if s in place]
        at_home = [place[base.states[i]] for i in inside]
        pieces, left = parts.parts["real_income_pct"], parts.remainder["real_income_pct"]
        size = abs(pieces).sum(axis=0)
        whole = pieces + left * np.divide(abs(pieces), size, out=np.zeros_like(pieces), where=size > 0)
        income = np.zeros(base.tie.shape)
        for row, moves in enumerate(parts.moves):
            income[inside] += whole[row][at_home][:, None] * self._share(moves[0])
        near, unknown = self._near_income(year, awake, solution)
        unknown[inside] = False
        return income + near, dependence_change(case.world, base, solution), unknown

    def _near_income(self, year: int, awake: list[int], solution: Solution) -> tuple[Array, Mask]:
        """[state, pole] real income of satellites by pole, and [state] without a number.

        As in the point run each group of moves is solved alone; what they do together no pole answers for.
        """
        base = self.base
        assert base is not None  # noqa: S101 (asked for by a drift alone)
        whole = self._near_pct(solution, year, self.awake)
        found, known = np.zeros(base.tie.shape), np.isfinite(whole)
        groups = [[at for at in moves if at in awake] for moves in move_groups(self.case.names).values()]
        several = [moves for moves in groups if moves]
        for moves in several:
            part = whole if len(several) == 1 else self._near_alone(year, tuple(moves))
            found += np.nan_to_num(part)[:, None] * self._share(moves[0])
            known &= np.isfinite(part)
        return found * known[:, None], ~known

    def _near_alone(self, year: int, moves: tuple[int, ...]) -> Array:
        """[state] real income of satellites, %, under a few moves alone; NaN where there is no equilibrium."""
        assert self.base is not None  # noqa: S101 (asked for by a drift alone)

        def make() -> Array:
            names = alone(self.case.names, set(moves))
            try:
                solution = self._solved(shocks_from(self.case.economy.observed, names, year, part=True), year)
            except NotSolvedError:
                return np.full(len(self.base.states), np.nan)  # type: ignore[union-attr]
            return self._near_pct(solution, year, moves)

        return self.small.get(("near alone", self.key(year, moves)), make)

    def _near_pct(self, solution: Solution, year: int, awake: tuple[int, ...]) -> Array:
        """[state] real income of satellites, %; NaN for states that are none, or have no first order."""
        assert self.base is not None  # noqa: S101 (asked for by a drift alone)
        found, satellites = np.full(len(self.base.states), np.nan), self.near(year, solution, awake)
        if satellites is not None:
            near, effects = satellites
            values = dict(zip(near.codes, effects.numbers["real_income_pct"].tolist(), strict=True))
            found[:] = [values.get(s, np.nan) for s in self.base.states]
        return found

    def _poles(self, at: int) -> tuple[str, ...]:
        return self.case.names.acting_poles(self.case.scenario.moves[at])

    def _share(self, at: int) -> Array:
        """[pole] share of a move that each pole answers for."""
        assert self.base is not None  # noqa: S101 (asked for by a drift alone)
        acting = self._poles(at)
        return np.array([p in acting for p in self.base.poles]) / max(len(acting), 1)

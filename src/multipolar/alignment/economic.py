"""What a solved year means for the levers of the economy: real income by who acted, and dependence on each pole."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment.baseline import Baseline
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.errors import NotSolvedError
from multipolar.reach import acts_on_economy
from multipolar.satellites import Near
from multipolar.split import Split, alone
from multipolar.world import World
from multipolar.world.groups import codes_of

__all__ = ["Economic", "acting", "dependence_change", "economic_of"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Economic:
    """Doses of the two levers of the economy in one year; the last group is what moves do together and none alone.

    Args:
        income: [group, state] change of real income, %. dependence: [group, state, pole] change of trade with the pole,
            points of GDP. unknown: [state] without accounts or customs data, where moves change the economy: no data.
    """

    income: Array
    dependence: Array
    unknown: npt.NDArray[np.bool_]


def acting(names: Names, poles: Sequence[str], group_of: Sequence[int], groups: int) -> Array:
    """[group, pole] share of a group of moves that a pole answers for: equal shares where several poles act together.

    Args:
        names: of the scenario. poles: in order. group_of: [move]. groups: how many.
    """
    share = np.zeros((groups, len(poles)))
    for at, move in enumerate(names.scenario.moves):
        share[group_of[at]] = [p in names.acting_poles(move) for p in poles]
    return np.asarray(share / np.maximum(share.sum(axis=1, keepdims=True), 1))


def economic_of(
    economy: Economy, names: Names, base: Baseline, split: Split, solution: Solution, group_of: Sequence[int], year: int
) -> Economic:
    """Real income and dependence by group of moves, in a year without the feedback of alignment on trade.

    Of the world's economies income is split by move without remainder but that of the split. Of satellites, and of
    dependence, each group is solved alone, and what it takes several to do stands in the last group.

    Args:
        economy: that was solved. names: of the scenario. base: states and poles. split: of the year's changes.
        solution: of all moves of the year. group_of: [move] group of every move. year: of the moves.
    """
    groups = max(group_of, default=-1) + 1
    income, dependence = np.zeros((groups + 1, len(base.states))), np.zeros((groups + 1, *base.tie.shape))
    several = _acting_groups(names, group_of, year)
    if not several:
        return Economic(income, dependence, np.zeros(len(base.states), dtype=bool))
    inside, place = _places(base, names)
    home = np.zeros(len(base.states), dtype=bool)
    home[inside] = True
    for row, split_moves in enumerate(split.moves):
        income[group_of[split_moves[0]], inside] += split.parts["real_income_pct"][row][place]
    whole = _answers(names, base, economy, solution, year)
    for group, moves in several.items() if len(several) > 1 else ():
        own = alone(names, set(moves))
        alone_solution = _solved(economy, own, year, solution)
        if alone_solution is None:  # satellites have no part of this group, dependence stays with the joint effects
            income[group, ~home] = np.nan
            continue
        part = _answers(own, base, economy, alone_solution, year)
        income[group] += np.where(home, 0.0, part.near)
        dependence[group] += part.dependence
    last = groups if len(several) > 1 else next(iter(several))
    income[last] += np.where(home, 0.0, whole.near - income.sum(axis=0))
    dependence[last] += whole.dependence - dependence.sum(axis=0)
    known = home | (whole.has_near & np.isfinite(income).all(axis=0))
    return Economic(np.where(known, income, 0.0), dependence, ~known)


def _acting_groups(names: Names, group_of: Sequence[int], year: int) -> dict[int, list[int]]:
    """Moves of a year that act on the economy, by group; some act on satellites alone, which no split shows."""
    found: dict[int, list[int]] = {}
    moves = names.scenario.moves
    for at, move in enumerate(moves):
        if move.stage(year, names.first_year) and acts_on_economy(move, moves):
            found.setdefault(group_of[at], []).append(at)
    return found


@dataclass(frozen=True, eq=False)
class _Answers:
    """What one solution says: real income of satellites, dependence of the world's economies.

    Args:
        near: [state] %, 0 where the state is no satellite, NaN where it has no first order. has_near: [state].
        dependence: [state, pole] points of GDP.
    """

    near: Array
    has_near: npt.NDArray[np.bool_]
    dependence: Array


def _answers(names: Names, base: Baseline, economy: Economy, solution: Solution, year: int) -> _Answers:
    near, values = Near.of(names.scenario, names.world, economy.observed, year), dict[str, float]()
    if near is not None:
        income = near.effects(solution).numbers["real_income_pct"]
        values = dict(zip(near.codes, income.tolist(), strict=True))
    return _Answers(
        np.array([values.get(s, 0.0) for s in base.states]),
        np.array([s in values for s in base.states]),
        dependence_change(names.world, base, solution),
    )


def dependence_change(world: World, base: Baseline, solution: Solution) -> Array:
    """[state, pole] change of goods trade with each pole, points of GDP; 0 for states outside the accounts.

    Args:
        world: that was solved on. base: states and poles. solution: before and after.
    """
    inside, place, of_pole = _partners(world.countries, base)
    goods = world.is_goods
    before, after = (s.flow[goods].sum(axis=0) for s in (solution.base, solution.state))
    change = (after + after.T - before - before.T) / solution.accounts.value_added[:, None]
    found = np.zeros(base.tie.shape)
    found[inside] = 100 * (change @ of_pole)[place]
    return np.where(base.of_pole > 0, 0.0, found)


@functools.lru_cache(maxsize=16)
def _partners(countries: tuple[str, ...], base: Baseline) -> tuple[list[int], list[int], Array]:
    """States with accounts, their places in the world, and [country, pole] 1 for members of a pole."""
    place = {c: k for k, c in enumerate(countries)}
    inside = [i for i, s in enumerate(base.states) if s in place]
    members = [codes_of((pole,), base.years[1]) for pole in base.poles]
    of_pole = np.array([[c in m for m in members] for c in countries], dtype=float)
    return inside, [place[base.states[i]] for i in inside], of_pole


def _solved(economy: Economy, names: Names, year: int, like: Solution) -> Solution | None:
    """The equilibrium of some of the moves, or None where there is none."""
    try:
        shocks = shocks_from(economy.observed, names, year, part=True)
        return economy.solve(shocks, like.closure, economy.theta if like.theta is economy.theta else like.theta)
    except NotSolvedError:
        return None


def _places(base: Baseline, names: Names) -> tuple[list[int], list[int]]:
    """States that the world has accounts of: positions among the states, and in the world."""
    inside, place, _ = _partners(names.world.countries, base)
    return inside, place

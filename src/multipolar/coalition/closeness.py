"""Closeness of candidates to proposer and target when each has a stance: trade that moves, and promises that come with an offer.

Real income is left out as a lever here, since payoffs hold it already. A candidate answers by itself: what peers would
pass on is left out too, so that thousands of profiles and draws cost little.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from multipolar.alignment import LEVERS, Baseline, baseline_of, dependence_change, doses_of, no_baseline, tie_change
from multipolar.coalition.durability import Draw
from multipolar.coalition.game import ClosenessOf
from multipolar.coalition.players import Players
from multipolar.coalition.profiles import Profile
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.params.alignment import alignment_priors, draw, point_values
from multipolar.politics.attraction import attraction
from multipolar.politics.closeness import closeness
from multipolar.scenario import Scenario, Settings
from multipolar.split import alone
from multipolar.start import span_of
from multipolar.world import World

__all__ = ["ClosenessModel", "closeness_model", "with_closeness"]

Array = npt.NDArray[np.float64]
Values = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class ClosenessModel:
    """What closeness of candidates is computed from, whatever the stances and parameters.

    Args:
        base: all states and poles; the first pole is the proposer, the second the target. world: that is solved.
        rows: [candidate] states of each. weight: [candidate] GDP of these states. offered, standing: doses of the moves on offer and of the
            others, attraction [lever, state, pole] and ties [kind, state, pole]. years: of the run.
    """

    base: Baseline
    world: World
    rows: tuple[npt.NDArray[np.int64], ...]
    weight: tuple[Array, ...]
    offered: tuple[Array, Array]
    standing: tuple[Array, Array]
    years: int
    _kept: list[tuple[Solution, Array]] = field(default_factory=list)

    def under(self, values: Values) -> ClosenessOf:
        """The model under values of the parameters.

        Args:
            values: of all parameters of alignment.
        """
        at = np.concatenate(self.rows)
        return functools.partial(self._change, values, at, self._closeness(values, at))

    def _change(
        self, values: Values, at: npt.NDArray[np.int64], before: Array, profile: Profile, solution: Solution
    ) -> Array:
        """[2, candidate] change of closeness to proposer and target under a profile and its equilibrium."""
        traded = self._traded(solution)[at]
        joined = np.repeat([stance == "join" for stance in profile], [len(r) for r in self.rows])[:, None]
        pulls, ties = (
            old[:, at] + joined * new[:, at] for old, new in zip(self.standing, self.offered, strict=True)
        )  # fmt: skip
        pulls[LEVERS.index("dependence")] += traded
        change = (self._closeness(values, at, pulls, ties, traded) - before)[:, :2]
        ends = np.cumsum([len(r) for r in self.rows])[:-1]
        means = [w @ c for w, c in zip(self.weight, np.split(change, ends), strict=True)]
        return np.array(means).T

    def _traded(self, solution: Solution) -> Array:
        """[state, pole] change of trade, points of GDP; of the last solution asked for it is kept, for draws share it."""
        if not self._kept or self._kept[0][0] is not solution:
            self._kept[:] = [(solution, dependence_change(self.world, self.base, solution))]
        return self._kept[0][1]

    def _closeness(
        self,
        values: Values,
        at: npt.NDArray[np.int64],
        pulls: Array | None = None,
        ties: Array | None = None,
        traded: Array | float = 0.0,
    ) -> Array:
        """[state, pole] closeness of some states, with doses or without."""
        base, priors = self.base, alignment_priors("measured")
        position, tie = base.position[at], base.tie[at]
        if pulls is not None and ties is not None:
            given = pulls.copy()
            given[LEVERS.index("guarantee")] *= values["credibility"]
            beta, typical = np.array([values[n] for n in LEVERS]), np.array([priors[n].dose for n in LEVERS])
            before = np.full(tie.shape, values["pull"] / len(base.poles))
            pull = attraction(before, given[None], beta, typical).pull
            push = ((pull - before) * (base.pole_position - position[:, None])).sum(axis=1)
            rest = push / (1 + values["peers"] + pull.sum(axis=1))
            position = position + rest * (1 - (1 - values["speed"]) ** self.years)
            tie = np.clip(tie + tie_change(ties, values), -1.0, 1.0)
        distance = np.where(base.of_pole[at] > 0, np.nan, abs(position[:, None] - base.pole_position) / base.spread)
        weights = (values["closeness_distance"], values["closeness_tie"], values["closeness_dependence"])
        dependence = np.tanh((base.dependence[at] + traded) / priors["closeness_dependence"].dose)
        return np.asarray(closeness(distance, tie, dependence, weights))


def closeness_model(scenario: Scenario, world: World, players: Players) -> ClosenessModel | None:
    """The model for the players of a scenario; None where a pole or a candidate has no position or no trade data.

    Args:
        scenario: with a coalition block. world: that it runs on. players: of it.
    """
    sides = (players.proposer.code, players.target.code)
    poles = (*sides, *(p for p in scenario.poles if p not in sides))
    if no_baseline(poles, world.year) is not None:
        return None
    base = baseline_of(poles)
    place = {s: i for i, s in enumerate(base.states)}
    rows = tuple(np.array([place[m] for m in p.members if m in place], dtype=np.int64) for p in players.candidates)
    if any(len(at) == 0 or not np.isfinite(base.tie[at] + base.dependence[at])[:, :2].all() for at in rows):
        return None
    names = Names(scenario.model_copy(update={"poles": poles}), world)
    offer = set() if scenario.coalition is None else set(scenario.coalition.offer)
    offered = {at for at, m in enumerate(scenario.moves) if m.id in offer}
    first, last = span_of(scenario)
    parts = []
    for awake in (offered, set(range(len(scenario.moves))) - offered):
        doses = doses_of(alone(names, awake), base, [0] * len(scenario.moves), last)
        parts.append((doses.attraction.sum(axis=0), doses.tie.sum(axis=0)))
    weight = tuple(base.gdp[at] / base.gdp[at].sum() for at in rows)
    return ClosenessModel(base, world, rows, weight, parts[0], parts[1], last - first + 1)


def with_closeness(draws: Sequence[Draw], model: ClosenessModel, settings: Settings, seed: int) -> tuple[Draw, ...]:
    """Draws with a model of closeness of their own, each under its own draw of the parameters.

    Args:
        draws: without. model: of closeness. settings: whose parameters. seed: of the draw.
    """
    drawn = draw(settings.priors, seed, len(draws))
    return tuple(
        replace(d, closeness_of=model.under({n: float(v[k]) for n, v in drawn.items()})) for k, d in enumerate(draws)
    )


def at_point(model: ClosenessModel, settings: Settings) -> ClosenessOf:
    """The model under the means of the parameters.

    Args:
        model: of closeness. settings: whose parameters.
    """
    return model.under(point_values(settings.priors))

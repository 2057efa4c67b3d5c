"""One draw: its walk through the years, and the numbers that it leaves."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar import measures
from multipolar.alignment import Baseline, baseline_of, close_to, ties_under
from multipolar.economy.equilibrium import Solution
from multipolar.ensemble.inputs import Inputs
from multipolar.ensemble.shared import DOSES, NEARS, SMALL, SOLUTIONS, Case, DrawAnswers, Kept, Spoken
from multipolar.path import Drift, Years, no_drift, walk_years
from multipolar.politics.closeness import engagement, hedging
from multipolar.result import YearOutcome
from multipolar.scenario import Scenario
from multipolar.stakes import Economies
from multipolar.world import World

__all__ = ["NORMAL_90", "Walker", "masked"]

Array = npt.NDArray[np.float64]
Single = npt.NDArray[np.float32]

NORMAL_90 = 1.644854
"""Half the width of an interval that holds nine in ten of a normal distribution, in standard deviations."""
NOTICED = 1e-12
"""Changes of closeness below this are rounding."""


class Walker:
    """Walks draws of one scenario on one world, and keeps what they share.

    Args:
        scenario: of the run. observed: world before the scenario that it starts after. politics: whether alignment is
            computed. pairs: positions of exporter and importer to report.
    """

    def __init__(self, scenario: Scenario, observed: World, politics: bool, pairs: Sequence[tuple[int, int]]) -> None:
        self._scenario, self._observed = scenario, observed
        self._pairs = tuple(np.array(pairs, dtype=int).reshape(-1, 2).T)
        self._cases, self._shared = Kept(64), (Kept(SOLUTIONS), Kept(NEARS), Kept(DOSES), Kept(SMALL))
        own = self._case(scenario.settings.elasticities)
        reason = no_drift(own.names, politics)
        self._base = None if reason is not None else baseline_of(scenario.poles)
        self._spoken = None if self._base is None else Spoken(own.names, self._base)
        self._order = None if self._base is None else Economies.of(own.world.countries, self._base)

    def _case(self, name: str) -> Case:
        return self._cases.get(name, lambda: Case.of(self._scenario, self._observed, name))

    def numbers(self, inputs: Inputs) -> tuple[dict[str, Single], str]:
        """Numbers of a draw by name (see `Draws`), and why alignment is missing; empty where it is not.

        Args:
            inputs: of the draw.

        Raises:
            NotSolvedError: no equilibrium for some year.
        """
        case, base = self._case(inputs.elasticities), self._base
        if base is not None and inputs.weights is not None:
            base = dataclasses.replace(base, tie=ties_under(base, inputs.weights))
        answers = DrawAnswers(case, inputs.carried, base, self._spoken, *self._shared)
        drift = None if base is None else Drift(base, inputs.values, None)
        found = walk_years(answers, answers.names, drift)
        last = found.years[-1]
        flows = measures.pair_flows(last.solution.base), measures.pair_flows(last.solution.state)
        numbers = _of_economies(answers, found.years) | self._of_pairs(*flows)
        numbers |= _of_satellites(answers, last, inputs.error)
        if found.drift is not None:
            numbers |= _of_states(found, found.drift, inputs.noise)
            numbers |= self._of_order(last.solution, numbers, flows)
        return {name: np.asarray(v, dtype=np.float32) for name, v in numbers.items()}, " ".join(found.notes)

    def _of_order(self, solution: Solution, numbers: dict[str, Array], flows: tuple[Array, Array]) -> dict[str, Array]:
        """The order after the moves and its change; both sides have the noise of positions."""
        if self._order is None:
            return {}
        after, change = numbers["state.alignment"][-1], numbers["state.alignment_change"][-1]
        found = self._order.drawn(solution, after - change, after, flows)
        return {f"order.{name}": v for name, v in zip(("after", "change"), found, strict=True)}

    def _of_pairs(self, before: Array, after: Array) -> dict[str, Array]:
        before, after = before[self._pairs], after[self._pairs]
        change = np.divide(after, before, out=np.full_like(after, np.nan), where=before > 0) - 1
        return {
            "pair.before_usd_mn": before,
            "pair.after_usd_mn": after,
            "pair.change_usd_mn": after - before,
            "pair.change_pct": 100 * change,
        }


def _of_economies(answers: DrawAnswers, years: Sequence[YearOutcome]) -> dict[str, Array]:
    """All variables of the last year, and real income in every year.

    Feedback of alignment on trade costs is exact in the last year; in the years before it is that of the last, in
    proportion to the trade costs that it changed (first order; the costs change by hundredths of a per cent).
    """
    last = years[-1]
    solutions = {id(y.solution): y.solution for y in years}  # most years share one
    found = {key: 100 * measures.real_income(solution) for key, solution in solutions.items()}
    income = np.array([found[id(y.solution)] for y in years])
    added = income[-1] - 100 * measures.real_income(answers.solution(last.year, None))
    income[:-1] += np.array([[answers.feedback_share(y.year)] for y in years[:-1]]).reshape(-1, 1) * added
    weight = np.array([y.solution.base.income for y in years])
    return {
        **{f"country.{name}": v for name, v in last.by_country.items()},
        **{f"sector.{name}": v for name, v in last.by_sector.items()},
        "income_by_year.real_income_pct": income,
        "world_by_year.world_real_income_pct": (income * weight).sum(axis=1) / weight.sum(axis=1),
    }


def _of_satellites(answers: DrawAnswers, last: YearOutcome, error: Array | None) -> dict[str, Array]:
    """Effects on satellites in the last year; real income with the error of the formula, which held nine in ten."""
    satellites = answers.near(last.year, last.solution)
    if satellites is None:
        return {}
    near, found = satellites
    numbers, (low, high) = found.numbers, found.interval_pct
    if error is not None:
        wrong = (high - low) / 2 / NORMAL_90 * error
        numbers["real_income_pct"] = numbers["real_income_pct"] + np.where(near.flows.transit, np.nan, wrong)
    return {f"satellite.{name}": v for name, v in numbers.items()}


def _of_states(found: Years, drift: Drift, noise: Array | None) -> dict[str, Array]:
    """Positions, closeness and ties by year; noise moves a position with and without the moves alike."""
    base, years = drift.base, drift.years
    shift = np.zeros((len(years), len(base.states))) if noise is None else noise
    change = np.where(drift.unknown, np.nan, np.array([y.parts.total for y in years]))
    poles = base.pole_position + shift @ base.pole_weight
    here = dataclasses.replace(base, pole_position=poles[:, None, :])  # of every year
    quiet = base.position + shift
    tie, dependence = (np.array([getattr(y, name) for y in years]) for name in ("tie", "dependence"))
    before = close_to(here, quiet, base.tie, base.dependence, drift.values)
    after = close_to(here, quiet + change, tie, dependence, drift.values)
    gap = after - before
    last = years[-1]
    return {
        "state.alignment": quiet + change,
        "state.alignment_change": change,
        "state.hedging": hedging(after),
        "state.engagement": np.where(drift.unknown, np.nan, engagement(tie)),
        "closeness.closeness": after,
        "closeness.closeness_change": np.where(abs(gap) < NOTICED, 0.0, gap),
        "tie.tie": last.tie,
        "tie.dependence_pct_gdp": last.dependence,
        "noise.position": shift[-1],
    }


def masked(numbers: dict[str, Single], base: Baseline, unknown: npt.NDArray[np.bool_]) -> None:
    """Take away every number of states that the point run has none of.

    Args:
        numbers: [draw, ...] by name, changed in place. base: states. unknown: [state] of the point run.
    """
    for name, values in numbers.items():
        part = name.partition(".")[0]
        if part in ("state", "closeness"):
            values[:, :, unknown] = np.nan
        elif part in ("tie", "noise"):
            values[:, unknown] = np.nan

"""A run in stages, the first within milliseconds: the last year, then the path of alignment, then ranges, then intervals.

What a page shows while its reader moves a slider. Every stage is a whole answer of its own, and the last one is the
answer of `simulate`, number by number. No stage depends on what was run before, nor on what runs beside it.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from multipolar.chokepoints import chokepoint_warnings, chokepoints_of
from multipolar.economy.named import economy_under
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.engine import point, with_ranges
from multipolar.ensemble import Cancelled, Scheduler, serial, with_draws
from multipolar.errors import InputError
from multipolar.export import run_to_dict, with_draws_to_dict, without_nan
from multipolar.labels import state_name
from multipolar.path import may_feed_back
from multipolar.progress import Progress
from multipolar.result import COUNTRY_UNITS, Result, YearOutcome
from multipolar.satellites import Near, NearEffects
from multipolar.scenario import Scenario
from multipolar.start import span_of, starting_world, theta_of
from multipolar.warn import warnings_of
from multipolar.world import World, load_world

__all__ = ["STAGES", "Stage", "stages"]

STAGES = ("last", "path", "ranges")
"""Stages that can be wanted, in order; `intervals` follow where draws are asked for."""


@dataclass(frozen=True)
class Stage:
    """One answer.

    Args:
        name: `last`, `path`, `ranges` or `intervals`. seconds: that this stage took once it was asked for; processes may
            have drawn before.
        plain: for `last` what the last year says without alignment, see `last_year`; else `Result.to_dict()`.
    """

    name: str
    seconds: float
    plain: dict[str, Any]


class _EndedError(Exception):
    """Nobody waits for the answer any more."""


def stages(
    scenario: Scenario,
    world: World | None = None,
    *,
    wanted: Sequence[str] = STAGES,
    draws: int = 0,
    seed: int = 0,
    tornado: bool = False,
    pool: Scheduler | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Stage]:
    """Answers to a scenario, from the quick to the full.

    Args:
        scenario: moves and settings. world: None loads the one that the scenario names.
        wanted: some of `STAGES`; they come in the order of `STAGES`.
        draws: how often to draw what is uncertain, for a last stage `intervals`; none with 0. seed: of the draws.
        tornado: also set each thing drawn to both its ends alone. pool: where draws are computed; None for this thread.
        cancelled: asked before every stage and every step of one; once it says so, no further stage comes. With a pool it
            is asked from two threads at once, so it may only look at something that all threads may read, such as an event.

    Raises:
        InputError: a name, setting or world that cannot be used, or a stage that does not exist.
        NotSolvedError: no equilibrium for some year under the chosen closure; no numbers are given.
    """
    unknown = [name for name in wanted if name not in STAGES]
    if unknown:
        raise InputError(f"stages: no stage {unknown[0]!r}; known: {', '.join(STAGES)}.")
    observed = world if world is not None else load_world(scenario.world)

    def step(what: str, done: int, total: int) -> None:
        if cancelled():
            raise _EndedError

    try:
        if "last" in wanted:
            step("stages", 0, 1)
            began = time.perf_counter()
            plain = last_year(scenario, observed)
            yield Stage("last", time.perf_counter() - began, plain)
        whole = [name for name in STAGES[1:] if name in wanted] + (["intervals"] if draws else [])
        how = _Draws(draws, seed, tornado, serial if pool is None else pool, cancelled)
        yield from _whole(scenario, observed, whole, how, step)
    except (_EndedError, Cancelled):
        return


@dataclass(frozen=True)
class _Draws:
    """What `intervals` are made of; see `stages`."""

    count: int
    seed: int
    tornado: bool
    pool: Scheduler
    cancelled: Callable[[], bool]


def _whole(scenario: Scenario, observed: World, names: Sequence[str], draws: _Draws, step: Progress) -> Iterator[Stage]:
    """Stages that are whole results, each made of the one before; processes draw while this one is at those in between.

    Args:
        names: of the stages, in order. draws: of `intervals`. step: called after each step.
    """
    if not names:
        return
    step("stages", 0, 1)
    began = time.perf_counter()
    result = point(scenario, observed, draws.seed if draws.count else None, step)
    ahead = _Ahead(result, observed, draws) if draws.count else None
    plain: dict[str, Any] | None = None
    try:
        for name in names:
            if plain is not None:
                step("stages", 0, 1)
                began = time.perf_counter()
            if name == "ranges":
                result = with_ranges(result, observed, step)
            if name == "intervals" and ahead is not None:
                result = ahead.added_to(result)
                plain = with_draws_to_dict(result.to_dict(intervals=False) if plain is None else plain, result)
            else:
                plain = result.to_dict()
            yield Stage(name, time.perf_counter() - began, plain)
    finally:
        if ahead is not None:
            ahead.leave()


class _Ahead:
    """Draws that are computed from the point run on, in processes; without any, when they are asked for.

    Args:
        result: of the point run. observed: world before the scenario that the run starts after. draws: what is asked for.
    """

    def __init__(self, result: Result, observed: World, draws: _Draws) -> None:
        self._point, self._observed, self._draws = result, observed, draws
        self._left = threading.Event()
        self._found: Future[Result] = Future()
        if draws.pool is not serial:
            threading.Thread(target=self._compute, daemon=True).start()

    def added_to(self, result: Result) -> Result:
        """A later stage of the point run, with its draws.

        Args:
            result: the point run, with or without ranges.

        Raises:
            Cancelled, NotSolvedError: as `with_draws`.
        """
        if self._draws.pool is serial:
            self._compute()
        found = self._found.result()
        told = found.warnings[len(self._point.warnings) :]
        return dataclasses.replace(result, draws=found.draws, warnings=(*result.warnings, *told))

    def leave(self) -> None:
        """Nobody waits for the draws any more."""
        self._left.set()

    def _compute(self) -> None:
        draws = self._draws
        try:
            found = with_draws(
                self._point,
                self._observed,
                draws.count,
                draws.seed,
                tornado=draws.tornado,
                scheduler=draws.pool,
                cancelled=lambda: self._left.is_set() or draws.cancelled(),
            )
        except BaseException as error:  # raised again where the draws are waited for
            self._found.set_exception(error)
        else:
            self._found.set_result(found)


def last_year(scenario: Scenario, observed: World) -> dict[str, Any]:
    """The last year of a run without alignment: what can be said within milliseconds, as plain values.

    The keys are those of `Result.to_dict()` as far as they hold without the years before; `feedback_pending` tells
    whether alignment may still change the numbers by its feedback on trade costs.

    Args:
        scenario: moves and settings. observed: world before the scenario that the run starts after.

    Raises:
        InputError, NotSolvedError: as `stages`.
    """
    world = starting_world(scenario, observed)
    check_names(scenario, world)
    economy, names = economy_under(world, scenario.settings), Names(scenario, world)
    first, last = span_of(scenario)
    shocks = shocks_from(economy.observed, names, last)
    solution = economy.solve(shocks, scenario.settings.deficits, theta_of(economy, scenario, last))
    active = tuple(at for at, m in enumerate(scenario.moves) if m.stage(last, first))
    year = YearOutcome(last, solution, active)
    chokepoints = chokepoints_of(economy, names, solution, active)
    near = Near.of(scenario, world, economy.observed, last)
    notes = (
        *warnings_of(scenario, world, first, year),
        *chokepoint_warnings(chokepoints),
        *names.warnings,
        *(near.warnings if near is not None else ()),
    )
    result = Result(scenario, world, (year,), {}, {}, notes, {}, chokepoints=chokepoints)
    return {
        **without_nan(run_to_dict(result)),
        "countries": _numbers(result),
        "satellites": {} if near is None else _near(near, near.effects(solution)),
        "feedback_pending": may_feed_back(names),
        "warnings": list(notes),
    }


def _numbers(result: Result) -> dict[str, Any]:
    """`COUNTRY_UNITS` by economy."""
    columns = zip(*(without_nan(result.last.by_country[name].tolist()) for name in COUNTRY_UNITS), strict=True)
    return {
        code: {"name": state_name(code), **dict(zip(COUNTRY_UNITS, numbers, strict=True))}
        for code, numbers in zip(result.world.countries, columns, strict=True)
    }


def _near(near: Near, found: NearEffects) -> dict[str, Any]:
    """Approximate real income by satellite."""
    income, transit = without_nan(found.numbers["real_income_pct"].tolist()), near.flows.transit.tolist()
    return {
        code: {
            "name": state_name(code),
            "real_income_pct": value,
            "interval_pct": None if value is None or passing else [low, high],
            "approximate": True,
        }
        for code, value, passing, low, high in zip(
            near.codes, income, transit, *(without_nan(e.tolist()) for e in found.interval_pct), strict=True
        )
    }

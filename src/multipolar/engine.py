"""simulate: a world and a scenario in, a Result out. Walks the years; holds no equations of its own."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import numpy as np
import numpy.typing as npt

from multipolar.economy.equations import CLOSURES
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.economy.welfare import real_income
from multipolar.errors import InputError, NotSolvedError
from multipolar.moves import MODELLED
from multipolar.params.elasticities import at_horizon, elasticity_sets, load_elasticities
from multipolar.result import ClosureOutcome, Result, YearOutcome
from multipolar.scenario import Scenario, Settings, load_scenario
from multipolar.world import World, load_world

__all__ = ["check", "simulate"]

Array = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
"""Called with what is done, steps done and steps in all."""

MAX_YEARS = 100


def simulate(
    scenario: Scenario,
    world: World | None = None,
    *,
    sensitivity: bool = True,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario: solve every year whose moves differ, the last year under all closures and elasticity sets.

    Args:
        scenario: moves and settings. world: None loads the one that the scenario names.
        sensitivity: also solve the last year under the other deficit closures and published elasticity sets.
        seed: of random draws; carried, nothing is drawn yet. progress: called after each step.

    Raises:
        InputError: a name, setting or world that cannot be used.
        NotSolvedError: no equilibrium for some year under the chosen closure; no numbers are given.
    """
    world = world if world is not None else load_world(scenario.world)
    check_names(scenario, world)
    settings = scenario.settings
    economy = _economy(world, settings.elasticities)
    names = Names(scenario, world)
    first, last = _span(scenario)
    report = progress or (lambda what, done, total: None)
    total = last - first + 1
    years: list[YearOutcome] = []
    known: dict[tuple[tuple[int, ...], bytes], Solution] = {}
    for year in range(first, last + 1):
        active = tuple(k for k, m in enumerate(scenario.moves) if m.active(year))
        theta = _theta(economy, scenario, year)
        key = (active, theta.tobytes())
        if key not in known:
            shocks = shocks_from(economy.accounts(settings.deficits), names, year)
            known[key] = economy.solve(shocks, settings.deficits, theta)
        years.append(YearOutcome(year, known[key], active))
        report("years", year - first + 1, total)
    closures: dict[str, ClosureOutcome] = {}
    ranges: dict[str, ClosureOutcome] = {}
    if sensitivity:
        closures = _closures(world, scenario, names, last, years[-1], report)
        ranges = _ranges(world, scenario, names, last, report)
    return Result(
        scenario=scenario,
        world=world,
        years=tuple(years),
        closures=closures,
        elasticity_outcomes=ranges,
        warnings=(*_warnings(scenario, last), *names.warnings),
        provenance=_provenance(scenario, world, economy, seed),
    )


def check(name: str, world: str | None = None) -> Scenario:
    """Read a scenario and check every name in it against its world, in every year, without solving.

    Raises:
        InputError: what is wrong, with line and field.
    """
    scenario = load_scenario(name)
    loaded = load_world(world or scenario.world)
    check_names(scenario, loaded)
    names = Names(scenario, loaded)
    economy = _economy(loaded, scenario.settings.elasticities)
    first, last = _span(scenario)
    for year in range(first, last + 1):
        shocks_from(economy.observed, names, year)
    return scenario


@functools.lru_cache(maxsize=24)
def _economy(world: World, elasticities: str) -> Economy:
    if elasticities == "world":
        return Economy(world)
    return Economy(world, load_elasticities(elasticities, world.sectors).theta)


def _span(scenario: Scenario) -> tuple[int, int]:
    """First and last year of the run."""
    first = scenario.first_year
    horizon = scenario.settings.horizon
    if horizon < first:
        raise InputError(f"{scenario.where('settings', 'horizon')}: {horizon} lies before the first move in {first}.")
    if horizon - first >= MAX_YEARS:
        raise InputError(
            f"{scenario.where('settings', 'horizon')}: {first} to {horizon} is more than {MAX_YEARS} years."
        )
    return first, horizon


def _theta(economy: Economy, scenario: Scenario, year: int) -> Array:
    """Elasticities in force in a year: the long-run ones, or those of the time since the first move."""
    if scenario.settings.adjustment == "long_run":
        return economy.theta
    return at_horizon(economy.theta, year - scenario.first_year + 1)


def _closures(
    world: World, scenario: Scenario, names: Names, year: int, chosen: YearOutcome, report: Progress
) -> dict[str, ClosureOutcome]:
    """Real income of the last year under every deficit closure; a closure without solution says why."""
    outcomes: dict[str, ClosureOutcome] = {}
    for k, closure in enumerate(CLOSURES):
        if closure == scenario.settings.deficits:
            outcomes[closure] = ClosureOutcome(real_income(chosen.solution), None)
        else:
            outcomes[closure] = _outcome(_economy(world, scenario.settings.elasticities), names, year, closure)
        report("deficit closures", k + 1, len(CLOSURES))
    return outcomes


def _ranges(world: World, scenario: Scenario, names: Names, year: int, report: Progress) -> dict[str, ClosureOutcome]:
    """Real income of the last year under every published elasticity set that covers the world's sectors."""
    outcomes = {}
    sets = list(elasticity_sets())
    for k, name in enumerate(sets):
        try:
            economy = _economy(world, name)
        except InputError:
            return {}  # a world with other sectors: the published sets do not apply
        outcomes[name] = _outcome(economy, names, year, scenario.settings.deficits)
        report("elasticity sets", k + 1, len(sets))
    return outcomes


def _outcome(economy: Economy, names: Names, year: int, closure: str) -> ClosureOutcome:
    """Real income of a year under one closure and set, or the reason why there is none."""
    try:
        shocks = shocks_from(economy.accounts(closure), names, year)
        solution = economy.solve(shocks, closure, _theta(economy, names.scenario, year))
        return ClosureOutcome(real_income(solution), None)
    except NotSolvedError as error:
        return ClosureOutcome(None, error.reason)


def _warnings(scenario: Scenario, last: int) -> list[str]:
    """What a reader must know before the numbers: kinds not modelled, threats, moves that ended, settings carried."""
    found = []
    idle: dict[str, int] = {}
    for move in scenario.moves:
        if move.kind not in MODELLED:
            idle[move.kind] = idle.get(move.kind, 0) + 1
        elif move.kind == "export_curb" and getattr(move, "commodities", None):
            idle["export_curb on commodities"] = idle.get("export_curb on commodities", 0) + 1
    for kind, count in idle.items():
        found.append(
            f"{kind}: not yet modelled; {count} {'move changes' if count == 1 else 'moves change'} no number of this run."
        )
    for status in ("announced", "threatened", "pledged", "called_for"):
        moves = [m for m in scenario.moves if m.status == status and m.kind in MODELLED]
        if moves:
            odds = sorted({m.probability for m in moves})
            shown = f"{odds[0]:g}" if len(odds) == 1 else f"{odds[0]:g} to {odds[-1]:g}"
            found.append(
                f"{len(moves)} {'move is' if len(moves) == 1 else 'moves are'} {status.replace('_', ' ')}, not in force "
                f"(probability {shown}): the numbers say what happens if carried out."
            )
    ended = [m for m in scenario.moves if m.until is not None and m.until < last]
    if ended:
        found.append(f"{len(ended)} of {len(scenario.moves)} moves end before {last}, the year shown.")
    defaults = Settings()
    for name in ("beliefs", "feedback"):
        if getattr(scenario.settings, name) != getattr(defaults, name):
            found.append(f"settings.{name}: not yet modelled; it changes no number of this run.")
    if scenario.coalition is not None:
        found.append("coalition: not yet modelled; the block is carried, its durability is not computed.")
    return found


def _provenance(scenario: Scenario, world: World, economy: Economy, seed: int | None) -> dict[str, object]:
    name = scenario.settings.elasticities
    chosen = None if name == "world" else load_elasticities(name, world.sectors)
    plain = json.dumps(scenario.to_dict(), sort_keys=True).encode()
    return {
        "multipolar_version": package_version(),
        "scenario_sha256": hashlib.sha256(plain).hexdigest(),
        "parameters_sha256": hashlib.sha256(economy.theta.tobytes()).hexdigest(),
        "seed": seed,
        "deficits": scenario.settings.deficits,
        "adjustment": scenario.settings.adjustment,
        "elasticities": {
            "name": name if chosen else world.attrs.get("elasticity_set", "world"),
            "source": chosen.source if chosen else _sources(world).get("trade_elasticity", "the world file"),
            "grade": chosen.grade if chosen else "estimated",
        },
        "sources": _sources(world),
        "licence": world.attrs.get("licence", "not stated in the world file"),
    }


def _sources(world: World) -> dict[str, str]:
    text = world.attrs.get("sources")
    if not isinstance(text, str):
        return {}
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError:
        return {"world": text}
    return {str(k): str(v) for k, v in parsed.items()} if isinstance(parsed, dict) else {"world": text}


def package_version() -> str:
    """Version of the installed package."""
    try:
        return version("multipolar")
    except PackageNotFoundError:
        return "not installed"

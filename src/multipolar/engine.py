"""simulate: a world and a scenario in, a Result out. Walks the years; holds no equations of its own."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import numpy as np
import numpy.typing as npt

from multipolar.alignment import baseline_of, doses_of
from multipolar.chokepoints import chokepoint_sources, chokepoint_warnings, chokepoints_of
from multipolar.economy.elasticities import set_name, theta_under
from multipolar.economy.equations import CLOSURES
from multipolar.economy.equilibrium import Economy
from multipolar.economy.named import economy_under
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.economy.welfare import real_income
from multipolar.errors import NotSolvedError
from multipolar.exposure import exposure_of_run
from multipolar.params.elasticities import covers, elasticity_sets, load_elasticities
from multipolar.path import no_drift, walk
from multipolar.progress import Progress, silent
from multipolar.result import ClosureOutcome, Result, YearOutcome
from multipolar.satellites import Satellites, satellites_of
from multipolar.scenario import Scenario, load_scenario, with_settings
from multipolar.stakes import check_institutions, stakes_of
from multipolar.start import assumptions_of, check_start, depends_on_elasticities, span_of, starting_world, theta_of
from multipolar.version import package_version
from multipolar.warn import warnings_of
from multipolar.world import World, load_world

__all__ = ["check", "check_scenario", "point", "simulate", "with_ranges"]

Array = npt.NDArray[np.float64]


def simulate(
    scenario: Scenario,
    world: World | None = None,
    *,
    sensitivity: bool = True,
    explain: bool = True,
    politics: bool = True,
    draws: int = 0,
    seed: int | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario: solve every year whose moves differ, the last year under all closures and elasticity sets.

    Args:
        scenario: moves and settings. world: None loads the one that the scenario names.
        sensitivity: also solve the last year under the other deficit closures and published elasticity sets.
        explain: also split the last year's changes by move.
        politics: also compute alignment with the poles, and what it does to trade costs a year later.
        draws: how often to draw what is uncertain; with them every number has an interval (docs/uncertainty.md).
        seed: of the draws, 0 by default. workers: processes that compute them; no number depends on how many.
        progress: called after each step.

    Raises:
        InputError: a name, setting or world that cannot be used.
        NotSolvedError: no equilibrium for some year under the chosen closure; no numbers are given.
    """
    observed = world if world is not None else load_world(scenario.world)
    used = (seed or 0) if draws else seed
    report = progress or silent
    result = point(scenario, observed, used, report, explain=explain, politics=politics)
    if sensitivity:
        result = with_ranges(result, observed, report)
    if not draws:
        return result
    from multipolar.ensemble import scheduler_of, with_draws

    return with_draws(result, observed, draws, used or 0, scheduler=scheduler_of(workers), progress=progress)


def point(
    scenario: Scenario,
    observed: World,
    seed: int | None = None,
    report: Progress = silent,
    *,
    explain: bool = True,
    politics: bool = True,
) -> Result:
    """The run in which every move is carried out, under central values and the closure and elasticities of the settings.

    Args:
        scenario: moves and settings. observed: world before the scenario that the run starts after. seed: for provenance.
        report: called after each step. explain, politics: as in `simulate`.

    Raises:
        InputError, NotSolvedError: as `simulate`.
    """
    world = starting_world(scenario, observed)
    check_names(scenario, world)
    economy = economy_under(world, scenario.settings)
    names = Names(scenario, world)
    found = walk(economy, names, explain=explain, politics=politics, progress=report)
    years = found.years
    chokepoints = chokepoints_of(economy, names, years[-1].solution, years[-1].active)
    near = satellites_of(scenario, world, economy.observed, years[-1].year, years[-1].solution)
    return Result(
        scenario=scenario,
        world=world,
        years=years,
        closures={},
        elasticity_outcomes={},
        warnings=(
            *warnings_of(scenario, world, years[0].year, years[-1]),
            *chokepoint_warnings(chokepoints),
            *found.notes,
            *names.warnings,
            *near.warnings,
        ),
        provenance={
            **_provenance(scenario, world, economy, seed, chokepoint_sources(chokepoints)),
            **_satellite_provenance(near),
        },
        split=found.split,
        alignment=found.alignment,
        stakes=stakes_of(names, years[-1].solution, found.alignment, exposure_of_run(observed), years[-1].year),
        exposure=exposure_of_run(world),
        chokepoints=chokepoints,
        satellites=near,
    )


def with_ranges(result: Result, observed: World, report: Progress = silent) -> Result:
    """A result with the last year under the other deficit closures and published elasticity sets as well.

    Args:
        result: of `point`. observed: world before the scenario that the run starts after. report: called after each step.
    """
    closures, sets = _sensitivity(result.scenario, observed, result.world, result.last, report)
    warnings = (*result.warnings, *_unsolved(closures, sets))
    return dataclasses.replace(result, closures=closures, elasticity_outcomes=sets, warnings=warnings)


def check(name: str, world: str | None = None) -> Scenario:
    """Read a scenario and check every name in it against its world, in every year, without solving.

    Raises:
        InputError: what is wrong, with line and field.
    """
    scenario = load_scenario(name)
    check_scenario(scenario, load_world(world or scenario.world))
    return scenario


def check_scenario(scenario: Scenario, world: World | None = None) -> None:
    """Check every name in a scenario against its world, in every year, without solving.

    Args:
        scenario: from a file, a text or plain values. world: None loads the one that it names.

    Raises:
        InputError: what is wrong, with field and, where known, line.
    """
    loaded = load_world(scenario.world) if world is None else world
    check_start(scenario, loaded)
    check_names(scenario, loaded)
    names = Names(scenario, loaded)
    economy = economy_under(loaded, scenario.settings)
    first, last = span_of(scenario)
    held = {tuple(m.stage(year, first) for m in scenario.moves): year for year in range(first, last + 1)}
    for year in held.values():
        shocks_from(economy.observed, names, year)
    if no_drift(names, True) is None:
        for year in held.values():
            doses_of(names, baseline_of(scenario.poles), [0] * len(scenario.moves), year)
    check_institutions(names, last)


def _sensitivity(
    scenario: Scenario, observed: World, world: World, chosen: YearOutcome, report: Progress
) -> tuple[dict[str, ClosureOutcome], dict[str, ClosureOutcome]]:
    """Real income of the last year under every deficit closure, and under every set that covers the world's sectors.

    Args:
        scenario: the run. observed: the world before the scenario that it starts after. world: the one it starts from.
        chosen: the last year as the settings have it. report: called after each step.
    """
    main, own = economy_under(world, scenario.settings), scenario.settings.deficits
    sets = [name for name in elasticity_sets() if covers(name, world.sectors)]
    steps = [(None, closure) for closure in CLOSURES] + [(name, own) for name in sets]
    outcomes = []
    for k, (name, closure) in enumerate(steps):
        theta = main.theta if name is None else theta_under(world, scenario.settings, name)
        if closure == own and (theta == main.theta).all():
            outcomes.append(ClosureOutcome(real_income(chosen.solution), None))
        else:
            outcomes.append(_outcome(scenario, observed, world, chosen, closure, name))
        report("closures and elasticity sets", k + 1, len(steps))
    n = len(CLOSURES)
    return dict(zip(CLOSURES, outcomes[:n], strict=True)), dict(zip(sets, outcomes[n:], strict=True))


def _outcome(
    scenario: Scenario, observed: World, world: World, like: YearOutcome, closure: str, elasticities: str | None
) -> ClosureOutcome:
    """Real income of a year under another closure or set, or the reason why there is none.

    Under another set the world that the run starts from and the sizes of energy deals are those of that set.
    """
    shocks = like.solution.shocks
    try:
        if elasticities is not None and depends_on_elasticities(scenario):
            scenario = with_settings(scenario, {"elasticities": elasticities})
            world = starting_world(scenario, observed)
            shocks = shocks_from(economy_under(world, scenario.settings).observed, Names(scenario, world), like.year)
        economy = economy_under(world, scenario.settings, elasticities)
        solution = economy.solve(shocks, closure, theta_of(economy, scenario, like.year))
        return ClosureOutcome(real_income(solution), None)
    except NotSolvedError as error:
        return ClosureOutcome(None, error.reason)


def _unsolved(*groups: dict[str, ClosureOutcome]) -> list[str]:
    """A sentence for every closure or set without a solution: the ranges leave it out."""
    return [
        f"{name}: no equilibrium ({outcome.reason}); the ranges leave it out."
        for group in groups
        for name, outcome in group.items()
        if outcome.reason is not None
    ]


def _provenance(
    scenario: Scenario, world: World, economy: Economy, seed: int | None, more_sources: dict[str, str]
) -> dict[str, object]:
    name, own = set_name(world, scenario.settings), assumptions_of(scenario, world)
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
            "name": name,
            "source": chosen.source if chosen else _sources(world).get("trade_elasticity", "the world file"),
            "grade": chosen.grade if chosen else "not stated in the world file",
        },
        **({"assumptions": own} if own else {}),
        "starts_after": world.attrs.get("after"),
        "sources": {**_sources(world), **more_sources},
        "licence": world.attrs.get("licence", "not stated in the world file"),
    }


def _satellite_provenance(near: Satellites) -> dict[str, object]:
    """What the approximate effects rest on; nothing where the world has no satellites."""
    return {"satellites": {"trade_elasticity": near.theta, "sources": dict(near.sources)}} if near.by_code else {}


def _sources(world: World) -> dict[str, str]:
    """Sources by variable; under `world` where the file gives one text for all."""
    given = world.attribute("sources")
    if isinstance(given, dict):
        return {str(k): str(v) for k, v in given.items()}
    return {"world": given} if isinstance(given, str) else {}

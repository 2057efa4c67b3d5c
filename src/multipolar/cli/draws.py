"""The command on draws: what each thing that is uncertain does to one outcome."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from multipolar.cli import run as runs
from multipolar.cli import tables
from multipolar.cli.options import (
    Adjustment,
    Deficits,
    Elasticities,
    Horizon,
    Json,
    Seed,
    Workers,
    WorldFile,
    out,
    print_json,
    progress,
)
from multipolar.errors import InputError

__all__ = ["tornado", "workers_for"]


def workers_for(asked: int | None, draws: int) -> int:
    """Processes to use: those asked for, else one a core, and one for few draws."""
    few = 16
    return asked or (1 if draws <= few else os.cpu_count() or 1)


def tornado(
    scenario: Annotated[str, typer.Argument(help="Packaged scenario or YAML file.")],
    who: Annotated[str | None, typer.Option(help="State, such as VNM; default: the world.")] = None,
    outcome: Annotated[
        str | None,
        typer.Option(help="Variable, with its pole: closeness_CHN; default: real income, or alignment_change outside."),
    ] = None,
    draws: Annotated[int, typer.Option(min=1, help="Number of draws.")] = 200,
    seed: Seed = None,
    workers: Workers = None,
    world: WorldFile = None,
    horizon: Horizon = None,
    deficits: Deficits = None,
    elasticities: Elasticities = None,
    adjustment: Adjustment = None,
    as_json: Json = False,
) -> None:
    """Which uncertainty matters: swing of an outcome over each thing drawn alone, and the spread that each explains."""
    if who is None and outcome not in (None, "world_real_income_pct"):
        raise InputError(f"--outcome {outcome}: say whose with --who, such as --who VNM.")
    overrides = {"horizon": horizon, "deficits": deficits, "elasticities": elasticities, "adjustment": adjustment}
    code = runs.states([who])[0] if who is not None else None
    prepared = runs.prepare(scenario, world, overrides)
    with progress(as_json) as report:
        result = runs.simulate(*prepared, seed, report, draws, workers_for(workers, draws), full=False)
    usual = "world_real_income_pct"
    if code is not None:
        usual = (
            "real_income_pct" if code in {*result.world.countries, *result.satellites.by_code} else "alignment_change"
        )
    found = result.tornado(outcome or usual, code)
    if as_json:
        print_json(found.to_dict())
    else:
        tables.tornado(out, found)

"""What commands share: options, one JSON object on standard output, a progress bar on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

__all__ = [
    "Adjustment",
    "Articles",
    "Beliefs",
    "DefaultSizes",
    "Deficits",
    "Elasticities",
    "Formats",
    "Horizon",
    "Json",
    "Out",
    "Seed",
    "Workers",
    "WorldFile",
    "out",
    "print_json",
    "progress",
]

out, err = Console(), Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
WorldFile = Annotated[
    str | None, typer.Option("--world", help="Packaged world or NetCDF file; default: the scenario's.")
]
Deficits = Annotated[str | None, typer.Option(help="Deficit closure: own, world or balanced; default: the scenario's.")]
Elasticities = Annotated[str | None, typer.Option(help="Elasticity set: FGO, IS, GYY, CP, U4, BSY, Shap, LL or world.")]
Horizon = Annotated[int | None, typer.Option(help="Last year; default: the scenario's.")]
Adjustment = Annotated[str | None, typer.Option(help="long_run or path (elasticities grow from the first year).")]
Beliefs = Annotated[
    str | None,
    typer.Option(help="Whose word on alignment counts: measured, literature or article; default: the scenario's."),
]
Seed = Annotated[
    int | None, typer.Option(min=0, help="Seed of the draws, 0 by default: the same seed, the same bytes.")
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes that draw; default: one a core. No number depends on it.")
]
DefaultSizes = Annotated[
    bool, typer.Option("--default-sizes", help="Take sizes that the file leaves open (null) from our table, judgement.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the report and the result files.")]
Formats = Annotated[
    str | None,
    typer.Option(help="With --out: all, or some of html, json, csv, parquet, nc, dta, xlsx with commas between."),
]
Articles = Annotated[Path | None, typer.Option(help="Folder with the articles that a scenario cites, to quote them.")]


def print_json(value: Any) -> None:
    """One JSON object on a line; numbers that are not finite are refused."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


@contextmanager
def progress(quiet: bool) -> Iterator[Any]:
    """A progress bar on standard error where a person watches; yields a callable or None."""
    if quiet or not err.is_terminal:
        yield None
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), console=err, transient=True) as bar:
        task = bar.add_task("solving", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)

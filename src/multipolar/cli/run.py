"""What the commands `run` and `compare` share: read, simulate, choose formats, write."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multipolar.errors import InputError

if TYPE_CHECKING:
    from multipolar.result import Result
    from multipolar.scenario import Scenario
    from multipolar.world import World

HTML = "html"
"""Format of the report, which is a file among others for `--formats`."""


def prepare(
    name: str, world: str | None, overrides: dict[str, Any], *, default_sizes: bool = False
) -> tuple[Scenario, World]:
    """The scenario with the options of the command line, and its world."""
    from multipolar.scenario import load_scenario, with_settings
    from multipolar.world import load_world

    loaded = load_scenario(name, default_sizes=default_sizes)
    scenario = with_settings(loaded, {k: v for k, v in overrides.items() if v is not None})
    return scenario, load_world(world or scenario.world)


def simulate(
    scenario: Scenario,
    world: World,
    seed: int | None,
    report: Any,
    draws: int = 0,
    workers: int = 1,
    *,
    full: bool = True,
) -> Result:
    """The run; `report` is called after each step, or None; not `full` leaves out ranges and the split by move."""
    from multipolar.engine import simulate as run

    return run(
        scenario,
        world,
        sensitivity=full,
        explain=full,
        draws=draws,
        seed=seed,
        workers=workers,
        progress=report,
    )


def states(asked: Sequence[str]) -> tuple[str, ...]:
    """Codes of states to show, given as codes or English names.

    Raises:
        InputError: a name that is no state, with the nearest one.
    """
    from multipolar.labels import code_of, did_you_mean, state_names

    found = []
    for name in asked:
        code = name.upper() if name.upper() in state_names() else code_of(name)
        if code is None:
            hint = did_you_mean(name, state_names()) or "; give an ISO3 code or an English name."
            raise InputError(f"--show {name}: no such state{hint}")
        found.append(code)
    return tuple(found)


def formats(
    asked: str | None, folder: Path | None, *, comparison: bool = False, draws: bool = False
) -> tuple[str, ...]:
    """Formats to write, checked before anything is solved; those by default where none is asked for.

    Raises:
        InputError: an unknown format, or no folder to write to.
    """
    from multipolar import export_files as files

    valid = files.COMPARISON_FORMATS if comparison else (*files.FORMATS, *((files.DRAWS,) if draws else ()))
    usual = files.DEFAULT_COMPARISON_FORMATS if comparison else files.DEFAULT_FORMATS
    if asked is None:
        return (HTML, *usual)
    if folder is None:
        raise InputError(f"--formats {asked}: there is no folder to write to; give one with --out.")
    if not draws and files.DRAWS in asked.split(","):
        raise InputError(f"--formats {asked}: this run has no draws to write; add --draws 200.")
    return files.chosen_formats(asked, (HTML, *valid))


def write(result: Result, folder: Path, chosen: tuple[str, ...], articles: Path | None) -> dict[str, Path]:
    """Report and files of a run, by format."""
    from multipolar.export_files import write_result
    from multipolar.report import write_report

    files: dict[str, Path] = {}
    folder.mkdir(parents=True, exist_ok=True)
    if HTML in chosen:  # first, so that the folder never holds new numbers beside an old report
        files[HTML] = folder / "report.html"
        write_report(result, files[HTML], command=_command_line(), articles=articles)
    return files | write_result(result, folder, [f for f in chosen if f != HTML])


def write_comparison(results: list[Result], folder: Path, chosen: tuple[str, ...]) -> dict[str, Path]:
    """Page and files of a comparison, by format."""
    from multipolar.export_files import write_comparison as write_files
    from multipolar.report import write_comparison as write_page

    files: dict[str, Path] = {}
    folder.mkdir(parents=True, exist_ok=True)
    if HTML in chosen:
        files[HTML] = folder / "comparison.html"
        write_page(results, files[HTML], command=_command_line())
    return files | write_files(results[0], results[1], folder, [f for f in chosen if f != HTML])


def _command_line() -> str:
    return shlex.join(["multipolar", *sys.argv[1:]])

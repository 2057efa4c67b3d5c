"""The command line: thin commands over the public functions of the package.

Exit codes: 0 done, 1 a replication that disagrees, 2 bad input, 3 no equilibrium, 130 interrupted.
"""

from __future__ import annotations

import dataclasses
import io
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from multipolar.atomic import write_atomic
from multipolar.cli import ask as asked
from multipolar.cli import backtest as backtests
from multipolar.cli import dependence, politics_order, tables
from multipolar.cli import run as runs
from multipolar.cli import serve as serve_command
from multipolar.cli import ties as tie_commands
from multipolar.cli import wedge as wedge_command
from multipolar.cli.articles import COMMANDS as OF_ARTICLES
from multipolar.cli.draws import tornado, workers_for
from multipolar.cli.options import (
    Adjustment,
    Articles,
    Beliefs,
    DefaultSizes,
    Deficits,
    Elasticities,
    Formats,
    Horizon,
    Json,
    Out,
    Seed,
    Workers,
    WorldFile,
    out,
    print_json,
    progress,
)
from multipolar.errors import InputError, MultipolarError, NotSolvedError

__all__ = ["app", "main", "scenario_app", "world_app"]

app = typer.Typer(
    help="Who pays, who gains: a model of the international order. Start with `multipolar run us-china-60`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
world_app = typer.Typer(help="Look at, export and check worlds.", no_args_is_help=True, rich_markup_mode=None)
scenario_app = typer.Typer(help="List, show and check scenario files.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(world_app, name="world")
app.add_typer(scenario_app, name="scenario")


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Who pays, who gains: a model of the international order. Start with `multipolar run us-china-60`."""
    if version:
        from multipolar.version import package_version

        typer.echo(package_version())
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(InputError.exit_code)


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="Packaged scenario or YAML file.")],
    world: WorldFile = None,
    horizon: Horizon = None,
    deficits: Deficits = None,
    elasticities: Elasticities = None,
    adjustment: Adjustment = None,
    beliefs: Beliefs = None,
    draws: Annotated[int, typer.Option(min=0, help="Draws of what is uncertain: intervals on every number.")] = 0,
    seed: Seed = None,
    workers: Workers = None,
    out_folder: Out = None,
    formats: Formats = None,
    articles: Articles = None,
    default_sizes: DefaultSizes = False,
    show: Annotated[list[str] | None, typer.Option(help="Also show this state, such as KEN; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Run a scenario: who pays, and who drifts to whom."""
    overrides = {
        "horizon": horizon,
        "deficits": deficits,
        "elasticities": elasticities,
        "adjustment": adjustment,
        "beliefs": beliefs,
    }
    if articles is not None and not articles.is_dir():
        raise InputError(f"--articles {articles}: no such folder.")
    chosen, wanted = runs.formats(formats, out_folder, draws=draws > 0), runs.states(show or [])
    with progress(as_json) as report:
        prepared = runs.prepare(scenario, world, overrides, default_sizes=default_sizes)
        result = runs.simulate(*prepared, seed, report, draws, workers_for(workers, draws))
    files: dict[str, Path] = {}
    if out_folder is not None:
        files = runs.write(result, out_folder, chosen, articles)
    if as_json:
        print_json({**result.to_dict(), "files": {k: str(v) for k, v in files.items()}} if files else result.to_dict())
        return
    tables.result(out, result, wanted)
    for path in files.values():
        typer.echo(f"wrote {path}")


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="First scenario.")],
    b: Annotated[str, typer.Argument(help="Second scenario.")],
    world: WorldFile = None,
    horizon: Horizon = None,
    deficits: Deficits = None,
    elasticities: Elasticities = None,
    adjustment: Adjustment = None,
    beliefs: Beliefs = None,
    out_folder: Out = None,
    formats: Annotated[str | None, typer.Option(help="With --out: all, or some of html, csv, xlsx.")] = None,
    as_json: Json = False,
) -> None:
    """Run two scenarios and show them side by side, with the difference."""
    overrides = {
        "horizon": horizon,
        "deficits": deficits,
        "elasticities": elasticities,
        "adjustment": adjustment,
        "beliefs": beliefs,
    }
    chosen = runs.formats(formats, out_folder, comparison=True)
    prepared = [runs.prepare(name, world, overrides) for name in (a, b)]
    if prepared[0][1].countries != prepared[1][1].countries:
        raise InputError(f"{a} and {b} run on different worlds; give both the same with --world.")
    with progress(as_json) as report:
        results = [runs.simulate(*pair, None, report) for pair in prepared]
    files: dict[str, Path] = {}
    if out_folder is not None:
        files = runs.write_comparison(results, out_folder, chosen)
    if as_json:
        difference = tables.differences(results[0], results[1])
        both = {"a": results[0].to_dict(), "b": results[1].to_dict(), "b_minus_a_real_income_pp": difference}
        both["b_minus_a_alignment_change"] = tables.alignment_differences(both["a"], both["b"])
        print_json({**both, "files": {k: str(v) for k, v in files.items()}} if files else both)
        return
    tables.comparison(out, results[0], results[1])
    for path in files.values():
        typer.echo(f"wrote {path}")


@app.command()
def matters(
    scenario: Annotated[str, typer.Argument(help="Packaged scenario or YAML file.")],
    who: Annotated[str, typer.Option(help="Whose outcome: an ISO3 code, a group or world.")] = "world",
    outcome: Annotated[str, typer.Option(help="real_income_pct, exports_pct, output_pct ...")] = "real_income_pct",
    sector: Annotated[str | None, typer.Option(help="Sector of an outcome that has sectors, such as C29.")] = None,
    by_sector: Annotated[bool, typer.Option("--by-sector", help="Rank levers on single sectors.")] = False,
    count: Annotated[int, typer.Option(help="How many levers to show.")] = 12,
    world: WorldFile = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="NetCDF file for the derivative in every cell.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What would matter most: levers ranked by what a small step does to an outcome of a scenario."""
    from multipolar.engine import simulate
    from multipolar.levers import what_matters
    from multipolar.scenario import load_scenario
    from multipolar.world import load_world

    if out_file is not None:
        _require_writable(out_file)
    loaded = load_world(world) if world else None
    result = simulate(load_scenario(scenario), loaded, sensitivity=False, explain=False)
    found = what_matters(result, outcome, who, sector=sector, by_sector=by_sector, count=count)
    if out_file is not None:
        write_atomic(out_file, lambda path: found.to_xarray().to_netcdf(path, engine="h5netcdf"))
    if as_json:
        print_json(found.to_dict())
        return
    tables.levers(out, found)
    if out_file is not None:
        typer.echo(f"wrote {out_file}")


@app.command()
def replicate(
    name: Annotated[
        str | None, typer.Argument(help="One replication, or orders-of-magnitude; default: all that must agree.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Recompute published tables and compare number by number."""
    from multipolar.published import replications

    rows = [row.to_dict() for row in replications(name)]
    if as_json:
        print_json(rows)
    else:
        tables.replication(out, rows)
    if any(row["ok"] is False for row in rows):
        raise typer.Exit(1)


@app.command()
def bench(
    quick: Annotated[bool, typer.Option("--quick", help="Fewer repetitions and smaller grids.")] = False,
    env: Annotated[
        Path | None, typer.Option(help="Folder for the environment of gegravity; default: user cache.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure speed on this machine: medians and ratios in one run, gegravity beside us."""
    from multipolar.bench import benchmarks

    with progress(as_json) as report:
        lines = [line.to_dict() for line in benchmarks(quick, env, report)]
    if as_json:
        print_json(lines)
    else:
        tables.benchmark(out, lines)


@world_app.command("show")
def world_show(
    world: Annotated[str, typer.Argument(help="Packaged world or NetCDF file.")] = "2022", as_json: Json = False
) -> None:
    """Size, totals, checks, sources and marks of a world."""
    from multipolar.world import load_world, world_summary

    summary = world_summary(load_world(world))
    if as_json:
        print_json(summary)
    else:
        tables.world(out, summary)


@world_app.command("export")
def world_export(
    target: Annotated[Path, typer.Argument(help="NetCDF file to write.")],
    world: Annotated[str, typer.Option(help="Packaged world or NetCDF file.")] = "2022",
    as_json: Json = False,
) -> None:
    """Write a world to a NetCDF file, to look at or to start your own from."""
    from multipolar.world import load_world, save_world

    _require_writable(target)
    save_world(load_world(world), target)
    _done({"wrote": str(target)}, f"wrote {target}", as_json)


@world_app.command("validate")
def world_validate(world: Annotated[str, typer.Argument(help="NetCDF file.")], as_json: Json = False) -> None:
    """Check a world file; exit 2 with what is wrong and where."""
    from multipolar.world import load_world

    loaded = load_world(world)
    size = f"{loaded.n_countries} economies, {loaded.n_sectors} sectors, {loaded.year}"
    _done({"valid": True, "name": loaded.name, "sha256": loaded.sha256()}, f"valid: {loaded.name}, {size}", as_json)


@world_app.command("repair")
def world_repair(
    source: Annotated[str, typer.Argument(help="NetCDF file, edited by hand.")],
    target: Annotated[Path, typer.Argument(help="NetCDF file to write.")],
    as_json: Json = False,
) -> None:
    """Make final demand non-negative after edits, by the smallest cross-entropy change of input shares."""
    from multipolar.world import repair_file, save_world

    _require_writable(target)
    repaired, size = repair_file(Path(source))
    save_world(repaired, target)
    share = f"{size.flows_moved_share:.4%} of input flows moved, {size.cells} cells were negative"
    _done({"wrote": str(target), **dataclasses.asdict(size)}, f"wrote {target}: {share}", as_json)


@scenario_app.command("list")
def scenario_list(as_json: Json = False) -> None:
    """Packaged scenarios."""
    from multipolar.scenario import load_scenario, packaged_scenarios

    loaded = {name: load_scenario(name) for name in packaged_scenarios()}
    if as_json:
        print_json([{"name": n, "title": s.name, "moves": len(s.moves), "world": s.world} for n, s in loaded.items()])
    else:
        tables.scenarios(out, loaded)


@scenario_app.command("show")
def scenario_show(
    name: Annotated[str, typer.Argument(help="Packaged scenario or YAML file.")],
    default_sizes: DefaultSizes = False,
    as_json: Json = False,
) -> None:
    """A scenario with `extends` resolved, as YAML (or JSON)."""
    from multipolar.scenario import load_scenario

    scenario = load_scenario(name, default_sizes=default_sizes)
    if as_json:
        return print_json(scenario.to_dict())
    typer.echo(scenario.to_yaml(), nl=False)


@scenario_app.command("validate")
def scenario_validate(
    name: Annotated[str, typer.Argument(help="Packaged scenario or YAML file.")],
    world: WorldFile = None,
    as_json: Json = False,
) -> None:
    """Check a scenario file against its world; exit 2 with line, field and nearest name."""
    from multipolar.engine import check

    scenario = check(name, world)
    _done(
        {"valid": True, "moves": len(scenario.moves)}, f"valid: {scenario.name}, {len(scenario.moves)} moves", as_json
    )


@scenario_app.command("schema")
def scenario_schema_command(
    what: Annotated[
        str, typer.Argument(help="scenario, result, coalition, answer, triangle, ties, bloc, region or wedge.")
    ] = "scenario",
) -> None:
    """JSON Schema of the scenario file, of the result object or of what another command prints with --json."""
    from multipolar.schema import schema_text

    typer.echo(schema_text(what))


app.command("ask")(asked.ask)
app.command("exposure")(dependence.exposure)
app.command("coalition")(dependence.coalition)
app.command("backtest")(backtests.backtest)
app.command("order")(politics_order.order)
app.command("institutions")(politics_order.institutions)
app.command("triangle")(tie_commands.triangle)
app.command("ties")(tie_commands.ties)
app.command("bloc")(tie_commands.bloc)
app.command("region")(tie_commands.region)
app.command("wedge")(wedge_command.wedge)
app.command("tornado")(tornado)
app.command("serve")(serve_command.serve)
for _name, _command in OF_ARTICLES.items():
    app.command(_name)(_command)


def _require_writable(target: Path) -> None:
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise InputError(f"{target}: not a file in an existing folder; give a file name such as world.nc.")


def _done(plain: dict[str, Any], text: str, as_json: bool) -> None:
    if as_json:
        print_json(plain)
    else:
        typer.echo(text)


def main() -> None:
    """Entry point: runs a command and turns our errors into one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # names and sources hold letters that other encodings lack
    try:
        app()
    except NotSolvedError as error:
        if "--json" in sys.argv:
            print_json({"status": "not solved", "reason": error.reason, "remedy": error.remedy})
        _fail(str(error), error.exit_code)
    except MultipolarError as error:
        if "--json" in sys.argv:
            print_json({"status": "bad input", "reason": str(error)})
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("interrupted.", 130)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # `| head`: the reader has what it wanted
            sys.exit(0)
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}.", InputError.exit_code)


def _fail(message: str, code: int) -> None:
    sys.stderr.write(f"error: {message}\n")
    sys.exit(code)

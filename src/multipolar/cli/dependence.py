"""Commands on dependence: who is exposed to whom, and who joins whom."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multipolar.atomic import write_atomic
from multipolar.cli import tables
from multipolar.cli.options import Json, out, print_json, progress
from multipolar.errors import InputError
from multipolar.labels import code_of, did_you_mean, state_name, state_names

__all__ = ["coalition", "exposure"]


def exposure(
    who: Annotated[str | None, typer.Argument(help="An economy or a pole; default: the most exposed to each.")] = None,
    pole: Annotated[str | None, typer.Option(help="Only this pole; any economy or group may stand as one.")] = None,
    world: Annotated[str | None, typer.Option(help="Packaged world or NetCDF file; default: 2022.")] = None,
    elasticities: Annotated[str | None, typer.Option(help="Elasticity set; default FGO, or that of the file.")] = None,
    recompute: Annotated[bool, typer.Option("--recompute", help="Solve anew: 312 equilibria, a few seconds.")] = False,
    ranges: Annotated[bool, typer.Option("--ranges", help="When solving anew: all published sets as well.")] = False,
    top: Annotated[int, typer.Option(min=1, help="How many of the most exposed to show.")] = 10,
    as_json: Json = False,
    out_file: Annotated[Path | None, typer.Option("--out", help="CSV file for the whole table.")] = None,
) -> None:
    """Who depends on whom: loss of real income if a great power stops all trade with an economy."""
    from multipolar.exposure import POLES, exposure_table
    from multipolar.exposure.packaged import poles_in
    from multipolar.world import load_world

    loaded = load_world(world or "2022")
    pole = (code_of(pole) or pole) if pole else None
    poles = POLES if pole in POLES else (pole,) if pole else poles_in(loaded)
    if not poles:
        raise InputError(f"world {loaded.name!r} has none of {', '.join(POLES)}; name a pole with --pole.")
    name = elasticities or ("FGO" if world in (None, "2022") else "world")
    solve = recompute or ranges
    with progress(as_json) as report:
        table = exposure_table(
            loaded, elasticities=name, poles=poles, ranges=ranges, recompute=solve, progress=report
        )  # fmt: skip
    chosen = _code(who, (*table.states, *table.poles), "STATE") if who else None
    shown = [pole] if pole else list(table.poles)
    if out_file is not None:
        text = table.to_csv()
        write_atomic(out_file, lambda path: path.write_text(text, encoding="utf8", newline="\n"))
    if as_json:
        pairs = [r for r in table.rows() if r["pole"] in shown and chosen in (None, r["state"], r["pole"])]
        print_json({**table.to_dict(), "pairs": pairs})
        return
    tables.exposure(out, table, chosen, shown, top)
    if out_file is not None:
        typer.echo(f"wrote {out_file}")


def _code(name: str, valid: tuple[str, ...], what: str) -> str:
    """A label by code or English name.

    Raises:
        InputError: unknown, with the nearest.
    """
    found = name if name in valid else name.upper() if name.upper() in valid else code_of(name)
    if found in valid:
        return str(found)
    known = name.upper() if name.upper() in state_names() else found
    if known in state_names():
        raise InputError(
            f"{what} {name!r}: {state_name(str(known))} has no accounts of its own in this world, so its exposure is not known."
        )
    raise InputError(
        f"{what} {name!r}: not in the table{did_you_mean(name, valid) or '; see `multipolar world show`.'}"
    )


def coalition(
    scenario: Annotated[str, typer.Argument(help="Packaged scenario or YAML file with a coalition block.")],
    world: Annotated[str | None, typer.Option(help="Packaged world or NetCDF file; default: the scenario's.")] = None,
    lambda_: Annotated[
        float | None,
        typer.Option("--lambda", min=0, help="Weight on closeness, % of income per unit; default: the scenario's."),
    ] = None,
    rivalry: Annotated[
        float | None,
        typer.Option(min=0, help="Cost of a rival inside, % of income; default: the scenario's."),
    ] = None,
    draws: Annotated[int, typer.Option(min=1, max=100000, help="Draws of the durability.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Of random starts and draws.")] = 0,
    symbolic_cost: Annotated[
        float | None, typer.Option(min=0, help="Costs below this are symbolic, % of real income; default 0.05.")
    ] = None,
    closeness_noise: Annotated[
        float | None, typer.Option(min=0, help="Shifts of closeness below this are noise, 0 to 1; default 0.02.")
    ] = None,
    lasting_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of draws from which it is lasting; default 0.66.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Third countries between two powers: join, hedge or refuse, one at a time and all at once; does it last?"""
    from multipolar.coalition import coalition_choices, coalition_game, default_thresholds
    from multipolar.scenario import load_scenario
    from multipolar.world import load_world

    asked, start = load_scenario(scenario), load_world(world) if world else None
    with progress(as_json) as report:
        choices = coalition_choices(asked, start, progress=report)
        game = coalition_game(
            asked,
            start,
            closeness_weight=lambda_,
            rivalry_weight=rivalry,
            draws=draws,
            seed=seed,
            limits=default_thresholds(symbolic_cost, closeness_noise, lasting_share),
            progress=report,
        )
    if as_json:
        print_json({**choices.to_dict(), "game": game.to_dict()})
        return
    tables.coalition(out, choices)
    tables.game(out, game)

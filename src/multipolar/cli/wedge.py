"""The command on wedges: what a power must offer to loosen a target from its rival."""

from __future__ import annotations

from typing import Annotated

import typer

from multipolar.cli.options import Deficits, Elasticities, Json, out, print_json, progress
from multipolar.cli.tables.wedge import wedge as shown
from multipolar.labels import code_of
from multipolar.world.groups import group_called, group_names

__all__ = ["wedge"]


def wedge(
    offerer: Annotated[str, typer.Option(help="Who offers, by ISO3 code or name, or a group such as EU.")] = "USA",
    on: Annotated[str, typer.Option(help="To whom; the state whose sanctions are fitted.")] = "RUS",
    against: Annotated[str, typer.Option(help="The rival whose tie with the target is to be loosened.")] = "CHN",
    with_allies: Annotated[bool, typer.Option("--with-allies", help="The offerer's allies lift theirs too.")] = False,
    threshold: Annotated[
        float | None, typer.Option(help="Fall of the target's closeness to the rival that counts; default 0.05.")
    ] = None,
    steps: Annotated[int, typer.Option(min=2, max=100, help="Steps of the sweep; thresholds are roots.")] = 5,
    draws: Annotated[int, typer.Option(min=0, max=100000, help="Draws of closeness and ties; 0: no intervals.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 0,
    ranges: Annotated[bool, typer.Option(help="Also solve under the other published elasticity sets.")] = True,
    deficits: Deficits = None,
    elasticities: Elasticities = None,
    as_json: Json = False,
) -> None:
    """Reverse Nixon: what must a power offer to loosen a target from its rival, and what does it cost?"""
    from multipolar.scenario import Scenario, with_settings
    from multipolar.wedge import wedge_sweep

    chosen = {k: v for k, v in (("deficits", deficits), ("elasticities", elasticities)) if v is not None}
    settings = with_settings(Scenario(multipolar=1, name="wedge"), chosen).settings
    with progress(as_json) as report:
        found = wedge_sweep(
            *(_side(name) for name in (offerer, on, against)),
            with_allies=with_allies,
            fall=threshold,
            settings=settings,
            ranges=ranges,
            steps=steps,
            draws=draws,
            seed=seed,
            progress=report,
        )
    if as_json:
        print_json(found.to_dict())
        return
    shown(out, found)


def _side(name: str) -> str:
    """A group or an ISO3 code by code or English name; other names are left to be refused with the field."""
    if name in group_names():
        return name
    return group_called(name) or code_of(name) or name.upper()

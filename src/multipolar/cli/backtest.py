"""The command that scores the alignment model against history."""

from __future__ import annotations

from typing import Annotated

import typer

from multipolar.cli import tables
from multipolar.cli.options import Json, out, print_json, progress

__all__ = ["backtest"]


def backtest(
    quick: Annotated[bool, typer.Option("--quick", help="Ten placebo draws instead of a hundred.")] = False,
    recompute: Annotated[
        bool, typer.Option("--recompute", help="Estimate the positions of every origin anew: some minutes.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Forecasts of positions from every origin since 2000, scored against what came and against simple baselines."""
    from multipolar.backtest import backtest as score
    from multipolar.backtest import backtest_to_dict

    with progress(as_json) as report:
        found = score(quick=quick, recompute=recompute, progress=report)
    if as_json:
        print_json(backtest_to_dict(found))
        return
    tables.backtest(out, found)

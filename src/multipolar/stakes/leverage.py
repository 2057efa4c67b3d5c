"""Pressure of one state on another: what withholding trade would cost each side."""

from __future__ import annotations

import math
from dataclasses import dataclass

from multipolar.economy.names import Names
from multipolar.exposure import ExposureTable
from multipolar.moves import Pressure
from multipolar.world.groups import codes_of

__all__ = ["Leverage", "leverage_of"]


@dataclass(frozen=True)
class Leverage:
    """What all trade withheld would cost, weight of the pressure applied to both sides alike.

    Args:
        by, on: who presses whom. weight: of the pressure, 0 to 1. target_loss_pct: of real income of the one pressed, with
            its range over elasticity sets; presser_loss_pct: of the one who presses. None without data.
        asymmetry: loss of the target over loss of the presser, in %. reason: why there are no numbers; empty where there are.
    """

    by: str
    on: str
    weight: float
    target_loss_pct: tuple[float, float, float] | None
    presser_loss_pct: tuple[float, float, float] | None
    asymmetry: float | None
    reason: str


def leverage_of(names: Names, table: ExposureTable | None, year: int) -> tuple[Leverage, ...]:
    """Leverage behind every `pressure` of a year, from the table of exposure in the world as observed.

    Args:
        names: of the scenario. table: of exposure; None where it is of another world. year: of the run.
    """
    found = []
    for move in names.scenario.moves:
        if isinstance(move, Pressure) and move.active(year):
            start = move.from_ or names.first_year
            sides = [sorted(codes_of(given, start)) for given in (move.by, move.on)]
            for by in names.acting_poles(move) or sides[0]:
                found += [_leverage(table, by, on, move.weight) for on in sides[1] if on not in (by, "all")]
    return tuple(found)


def _leverage(table: ExposureTable | None, by: str, on: str, weight: float) -> Leverage:
    if table is None or by not in table.poles or on not in table.states:
        what = (
            "the table of exposure is of another world" if table is None else f"no exposure of {on} to {by} is packaged"
        )
        return Leverage(by, on, weight, None, None, None, f"no data: {what}")
    at = table.states.index(on), table.poles.index(by)
    losses = [
        tuple(float(weight * column[at]) for column in columns)
        for columns in (
            (table.loss_pct, table.loss_low_pct, table.loss_high_pct),
            (table.pole_loss_pct, table.pole_loss_low_pct, table.pole_loss_high_pct),
        )
    ]
    if not math.isfinite(losses[0][0]):
        return Leverage(by, on, weight, None, None, None, table.reasons.get((on, by), "no data"))
    ratio = float(table.asymmetry[at])
    return Leverage(by, on, weight, losses[0], losses[1], ratio if math.isfinite(ratio) else None, "")  # type: ignore[arg-type]

"""Tables of intervals and of tornados."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed
from multipolar.labels import state_name

if TYPE_CHECKING:
    from multipolar.intervals import Tornado

__all__ = ["eighty", "tornado"]

BARS = 8


def eighty(value: Any, digits: int = 3) -> str:
    """The 80 % interval of a number of a result with draws."""
    if not isinstance(value, dict):
        return "no interval"
    return f"{signed(value['p10'], digits)} to {signed(value['p90'], digits)}"


def tornado(console: Console, found: Tornado, most: int = BARS) -> None:
    """Bars of one outcome, widest first.

    Args:
        console: to print on. found: the tornado. most: bars shown.
    """
    whose = "World" if found.who is None else state_name(found.who)
    title = f"{whose}: {found.outcome}, {found.unit}; point {signed(found.point, 4)}"
    table = Table(title=escape(title), title_justify="left")
    for column, justify in (
        ("drawn", "left"),
        ("low end", "right"),
        ("high end", "right"),
        ("at low", "right"),
        ("at high", "right"),
        ("explains", "right"),
    ):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for bar in found.bars[:most]:
        explained = "" if bar.explained is None else f"{bar.explained:.0%}"
        table.add_row(
            escape(bar.name), bar.low_value, bar.high_value, signed(bar.low, 4), signed(bar.high, 4), explained
        )
    console.print(table if found.bars else f"{escape(title)}: nothing drawn moves it.")
    if len(found.bars) > most:
        console.print(f"{len(found.bars) - most} smaller ones are not shown.")
    if found.bars:
        console.print(
            "Ends: 10 % and 90 % quantile of what is drawn, all else at the point. Explains: squared rank correlation."
        )

"""Tables of scores against annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from multipolar.news.evaluate import Evaluation, Share

__all__ = ["scores"]


def scores(console: Console, found: Evaluation) -> None:
    """Everything that an evaluation says."""
    table = Table("level", "rows", "recall", "precision", title="Many to many", title_justify="left")
    for (level, core), (recall, precision) in found.levels.items():
        table.add_row(level, "core" if core else "all", _cell(recall), _cell(precision))
    console.print(table)
    console.print(
        f"one to one: {found.matched} of {found.gold} rows by {found.predicted} events; recall {found.recall:.2f}, "
        f"precision {found.precision:.2f}, F1 {found.f1:.2f}; real or not {_cell(found.realis)}, "
        f"status {_cell(found.status)}",
        highlight=False,
        soft_wrap=True,
    )
    if found.direction is not None:
        recall, precision, turned = found.direction
        console.print(
            f"direction: recall {_cell(recall)}, precision {_cell(precision)}; {turned} of the missed read the wrong way round",
            highlight=False,
            soft_wrap=True,
        )
    if found.false_alarms is not None:
        console.print(f"sentences without act, with an event read: {_cell(found.false_alarms)}", highlight=False)
    if found.offsets is not None:
        console.print(f"evidence at its offsets: {_cell(found.offsets)}", highlight=False)
    _types(console, found)
    if found.furniture:
        table = Table("tag", "characters", title="Page furniture", title_justify="left")
        for tag, share in found.furniture.items():
            table.add_row(tag, _cell(share))
        console.print(table)


def _types(console: Console, found: Evaluation) -> None:
    table = Table("type", "recall", "precision", title="One to one, by type", title_justify="left")
    for kind in found.types:
        if kind.recall.of or kind.precision.of:
            table.add_row(kind.plover, _cell(kind.recall), _cell(kind.precision))
    console.print(table)
    table = Table("status", "found", "same status", "rightly real", title="By annotated status", title_justify="left")
    for row in found.statuses:
        if row.found.of:
            table.add_row(row.status, _cell(row.found), _cell(row.exact), _cell(row.realis))
    console.print(table)


def _cell(share: Share) -> str:
    return "none" if share.value is None else f"{share.value:.2f} ({share.hit}/{share.of})"

"""Tables of the backtest: models by horizon, levers one by one, placebos."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from multipolar.backtest import Backtest

__all__ = ["backtest"]


def backtest(console: Console, found: Backtest) -> None:
    """All tables, each with what it is, and the sentences that say what was found."""
    from multipolar.backtest.plain import HEADS, ablation_cells, placebo_cells, row_cells, sentences

    console.print(
        "Positions of third countries in ideal points (the United States, China and Russia are not scored). Gains are loss saved, "
        "± is the 90 % interval clustered by origin.",
        highlight=False,
    )
    for table in found.tables:
        first, last = min(r.first for r in table.rows), max(r.last for r in table.rows)
        console.print(
            _grid(f"{table.series}, origins {first}-{last}", HEADS["table"], (row_cells(r) for r in table.rows))
        )
        console.print(f"  {escape(table.meaning)}", highlight=False)
    console.print(_grid("levers one by one", HEADS["ablations"], (ablation_cells(a) for a in found.ablations)))
    count = found.placebos[0].shuffles
    title = f"placebo: doses dealt to other states, {count} times"
    console.print(_grid(title, HEADS["placebos"], (placebo_cells(p) for p in found.placebos)))
    for line in sentences(found):
        console.print(escape(line), highlight=False)


def _grid(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    grid = Table(title=title, title_justify="left")
    for head in heads:
        grid.add_column(head, justify="left" if head in ("model", "lever") else "right")
    for row in rows:
        grid.add_row(*row)
    return grid

"""Tables of replications, benchmarks, worlds and scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from multipolar.scenario import Scenario

__all__ = ["benchmark", "replication", "scenarios", "world"]


def replication(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Published against ours, number by number, one table a source; verdicts in words where no agreement is asked."""
    tested = [row for row in rows if row["ok"] is not None]
    for name in dict.fromkeys(row["name"] for row in rows):
        table = Table(title=f"{escape(name)}: published and recomputed", title_justify="left")
        mine = [row for row in rows if row["name"] == name]
        test = any(row["ok"] is not None for row in mine)
        last = ("tolerance", "agrees") if test else ("ours / published", "verdict")
        for column in ("quantity", "published", "ours", *last):
            table.add_column(column, justify="left" if column in ("quantity", "verdict") else "right")
        for row in mine:
            digits = 4 if row["tolerance"] is None or row["tolerance"] >= 5e-5 else 6
            known = (escape(row["quantity"]), f"{row['published']:.6g}", f"{row['ours']:.{digits}f}")
            if row["ok"] is None:
                ratio = f"{row['ours'] / row['published']:.2f}" if row["published"] else ""
                table.add_row(*known, ratio, escape(row["verdict"]))
            else:
                table.add_row(*known, f"{row['tolerance']:g}", "yes" if row["ok"] else "NO")
        console.print(table)
        for source in dict.fromkeys(row["source"] for row in mine):
            console.print(f"  {escape(source)}", highlight=False)
    if tested:
        console.print(f"{sum(row['ok'] for row in tested)} of {len(tested)} numbers agree.")
    if len(tested) < len(rows):
        console.print(f"{len(rows) - len(tested)} numbers are orders of magnitude: nothing here passes or fails.")


def benchmark(console: Console, lines: Sequence[Mapping[str, Any]]) -> None:
    """Measured numbers, one table a group."""
    for group in dict.fromkeys(line["group"] for line in lines):
        table = Table(title=escape(group), title_justify="left")
        for column in ("measured", "median", "best", "note"):
            table.add_column(column, justify="right" if column in ("median", "best") else "left")
        for line in lines:
            if line["group"] == group:
                shown = ["" if v is None else f"{v:.4g} {line['unit']}" for v in (line["value"], line["best"])]
                table.add_row(escape(line["what"]), *shown, escape(line["note"]))
        console.print(table)


def world(console: Console, summary: Mapping[str, Any]) -> None:
    """Totals, checks and provenance of a world."""
    console.print(f"[bold]{escape(str(summary['name']))}[/bold]  sha256 {summary['sha256']}")
    table = Table(show_header=False)
    for key, value in summary["totals"].items():
        table.add_row(escape(key), escape(f"{value:,.4g}" if isinstance(value, float) else str(value)))
    console.print(table)
    for key, value in summary["attributes"].items():
        if isinstance(value, dict):
            console.print(f"[bold]{escape(key)}[/bold]")
            for k, v in value.items():
                console.print(f"  {escape(str(k))}: {escape(str(v))}", highlight=False)
        else:
            console.print(f"[bold]{escape(key)}[/bold]: {escape(str(value))}", highlight=False)


def scenarios(console: Console, loaded: Mapping[str, Scenario]) -> None:
    """Names, titles and sizes of scenarios."""
    table = Table(title="Packaged scenarios: multipolar run NAME", title_justify="left")
    for column in ("name", "title", "moves", "world", "coalition"):
        table.add_column(column)
    for name, s in loaded.items():
        table.add_row(name, escape(s.name), str(len(s.moves)), s.world, "yes" if s.coalition else "")
    console.print(table)

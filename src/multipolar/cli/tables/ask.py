"""Tables of questions and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

__all__ = ["answer", "questions"]


def questions(console: Console, listed: Sequence[Mapping[str, Any]]) -> None:
    """All questions: name, row of the table of mechanisms, words."""
    table = Table(title="Questions: multipolar ask NAME", title_justify="left")
    for column in ("name", "row", "question"):
        table.add_column(column, no_wrap=column != "question")
    for q in listed:
        missing = f" (not yet: {q['missing']})" if q["missing"] else ""
        table.add_row(q["id"], q["mechanism"], escape(q["question"] + missing))
    console.print(table)


def answer(console: Console, plain: Mapping[str, Any]) -> None:
    """One answer and what stands behind it."""
    console.print(f"[bold]{escape(plain['question'])}[/bold]", highlight=False)
    console.print(escape(plain["answer"]), highlight=False)
    lines = {
        "reason": plain["reason"],
        "evidence": plain["grade"],
        "source": plain["source"],
        "computed by": plain["command"],
        "run next": plain["next"],
        "page": f"docs/{plain['page']}",
    }
    for name, text in lines.items():
        console.print(f"  {name}: {escape(text)}", highlight=False)
    console.print("  a conditional answer, not a forecast", highlight=False)

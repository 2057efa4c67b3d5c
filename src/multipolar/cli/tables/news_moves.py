"""Tables of candidate moves that were read from news, and of how they compare with other scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import safe

if TYPE_CHECKING:
    from multipolar.news.compare import Comparison
    from multipolar.news.propose import Proposal, Proposed

__all__ = ["proposal"]


def proposal(console: Console, found: Proposal, compared: Sequence[Comparison]) -> None:
    """Candidate moves, acts on which sources differ, acts that move nothing with the reason, and comparisons.

    Args:
        console: to print on. found: the moves. compared: with other scenarios.
    """
    table = Table(
        "move", "who", "whom", "size", "status", "from", "sentence", title="Candidate moves", title_justify="left"
    )
    for move in found.moves:
        table.add_row(*(escape(cell) for cell in _row(move)))
    console.print(table)
    for move in found.moves:
        if move.wider:
            _line(console, f"{move.fields['id']}: {move.wider}: write the sectors where you know them")
        for act in move.acts:
            for kind, told in act.conflicts.items():
                said = "; ".join(f"{d.text} ({d.file}, {d.start}-{d.end})" for d in told)
                _line(console, f"sources differ on {kind} of {move.fields['id']}: {said}")
    opened = sum(m.open for m in found.moves)
    remedy = ": write numbers, or run with --default-sizes" if opened else ""
    _line(
        console,
        f"{len(found.moves)} candidate moves, {opened} with an open size{remedy}; {len(found.facts)} acts move nothing",
    )
    _facts(console, found)
    for comparison in compared:
        for sentence in comparison.sentences():
            _line(console, sentence)


def _facts(console: Console, found: Proposal) -> None:
    """Acts that move nothing, by the reason."""
    reasons: dict[str, list[str]] = {}
    for fact in found.facts:
        reasons.setdefault(fact.reason, []).append(fact.act.key.removesuffix("-undated"))
    if not reasons:
        return
    table = Table(title="Acts that move nothing", title_justify="left")
    table.add_column("why", ratio=2)
    table.add_column("acts", justify="right")
    table.add_column("which", ratio=5)
    for reason, keys in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
        table.add_row(escape(reason), str(len(keys)), escape(", ".join(keys)))
    console.print(table)


def _line(console: Console, text: str) -> None:
    console.print(safe(text), highlight=False, soft_wrap=True)


def _row(move: Proposed) -> tuple[str, ...]:
    fields = move.fields
    who = next((_names(fields[n]) for n in ("by", "between", "who", "parties", "body") if n in fields), "")
    whom = next((_names(fields[n]) for n in ("on", "to", "against", "joins", "body") if n in fields), "")
    size = f"{move.size[0]} {'?' if move.size[1] is None else _number(move.size[1])}" if move.size else ""
    source = fields["source"]
    return (
        move.kind, who, whom, size, fields["status"].replace("_", " "), str(fields.get("from", "")),
        f"{source['file']} {source['start']}-{source['end']}",
    )  # fmt: skip


def _names(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)

"""Tables of what was read from news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from multipolar.cli.tables.words import safe

if TYPE_CHECKING:
    from multipolar.news.document import Document
    from multipolar.news.merge import Act
    from multipolar.news.read import Report
    from multipolar.news.records import Actor, Event
    from multipolar.news.store import Stored

__all__ = ["report", "stored"]

LONGEST = 240
"""Characters of a sentence that are shown."""


def report(console: Console, found: Report) -> None:
    """Events of each document, then what could not be read.

    Args:
        console: to print on. found: what reading gave.
    """
    notes = {note.file: note.text for note in found.notes}
    for document in found.documents:
        events = [event for event in found.events if event.file == document.file]
        _document(console, document, events, notes.get(document.file))
    _acts(console, [act for act in found.acts if len(act.files) > 1])
    if found.unreadable:
        table = Table("file", "why it was not read", title="Unreadable", title_justify="left")
        for problem in found.unreadable:
            table.add_row(safe(problem.file), safe(problem.reason))
        console.print(table)
    console.print(
        f"{_count(len(found.events), 'event')} of {_count(len(found.acts), 'act')}, {len(found.quotations)} quotations and {len(found.framings)} loaded phrases in "
        f"{_count(len(found.documents), 'document')}; {_count(len(found.repeats), 'repeated passage')}; {len(found.unreadable)} unreadable",
        highlight=False,
        soft_wrap=True,
    )


def stored(console: Console, done: Stored) -> None:
    """What a store took.

    Args:
        console: to print on. done: numbers of new rows.
    """
    console.print(
        f"store: {_count(done.documents, 'new document')}, {_count(done.events, 'new event')}, {done.known} held before",
        highlight=False,
        soft_wrap=True,
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _document(console: Console, document: Document, events: Sequence[Event], note: str | None) -> None:
    facts = [document.outlet, document.published, f"{document.encoding}, {len(document.raw):,} characters"]
    title = f"{document.file}: {document.title}" if document.title else document.file
    console.print(f"[bold]{safe(title)}[/bold]", highlight=False)
    console.print(safe("  " + ", ".join(fact for fact in facts if fact)), highlight=False)
    if note:
        console.print(safe(f"  {note}"), highlight=False)
    if not events:
        console.print("  no events", highlight=False)
        return
    table = Table()
    for column in ("who", "type", "status"):
        table.add_column(column)
    table.add_column("sentence", ratio=1)
    before = -1
    for event in events:
        mark = "and" if event.reciprocal else "to"
        against = f" against {_side(event.against)}" if event.against else ""
        who = f"{_side(event.source)} {mark} {_side(event.target)}{against}"
        sentence = "" if event.sentence_start == before else _short(event)
        before = event.sentence_start
        table.add_row(safe(who), event.plover, event.status.replace("_", " "), safe(sentence))
    console.print(table)


def _acts(console: Console, acts: Sequence[Act]) -> None:
    """Acts that several documents tell of, and on what they differ."""
    if not acts:
        return
    table = Table(title="Told by several documents", title_justify="left")
    for column in ("who", "type", "date"):
        table.add_column(column)
    table.add_column("documents", ratio=1)
    table.add_column("told differently", ratio=2)
    for act in acts:
        who = f"{_side(act.source)} {'and' if act.reciprocal else 'to'} {_side(act.target)}"
        differs = [
            f"{kind}: {' / '.join(dict.fromkeys(' '.join(d.text.split()) for d in details))}"
            for kind, details in act.conflicts.items()
        ]
        table.add_row(safe(who), act.plover, act.date or "", safe(", ".join(act.files)), safe("; ".join(differs)))
    console.print(table)


def _side(actors: Sequence[Actor]) -> str:
    return ", ".join(dict.fromkeys(actor.code for actor in actors))


def _short(event: Event) -> str:
    """The sentence, cut around the words where it is long."""
    text = " ".join(event.sentence.split())
    if len(text) <= LONGEST:
        return text
    at = max(0, min(event.start - event.sentence_start - 60, len(text) - LONGEST))
    return f"{'...' * bool(at)}{text[at : at + LONGEST]}{'...' * (at + LONGEST < len(text))}"

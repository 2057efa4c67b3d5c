"""What a sentence supposes: whom it concerns, what is done to whom in it, and its own move as a scenario."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from multipolar.brief.evidence import LATEST, said
from multipolar.brief.runs import SIZE_PP
from multipolar.news.attribution import attribute
from multipolar.news.document import Document
from multipolar.news.events import find_events
from multipolar.news.frames import packaged_frames
from multipolar.news.joining import Proposed
from multipolar.news.merge import merge
from multipolar.news.parse import Parsed
from multipolar.news.propose import propose
from multipolar.news.records import Mention
from multipolar.news.topics import table
from multipolar.news.words import words
from multipolar.params.default_sizes import sized_fields
from multipolar.scenario import Scenario
from multipolar.scenario.text import plain_text
from multipolar.world.groups import group_names, members

__all__ = ["Supposed", "own_scenario", "supposed"]

DONE = frozenset({"SANCTION", "THREATEN", "COERCE", "CONCEDE", "RETREAT"})
"""Types of acts that one does to another and that a packaged scenario may hold."""
TOLD = frozenset({"happened", "ongoing", "historical", "attempted"})
OFFERED = frozenset({"threatened", "pledged", "offered"})
TITLES = {
    "tariff": "duties of {by} on {on}",
    "import_ban": "a ban of {by} on imports from {on}",
    "export_curb": "curbs of {by} on exports to {on}",
    "sanction": "trade with {on} cut off by {by}",
    "sanctions_relief": "sanctions on {on} lifted by {by}",
}
"""Kinds of moves that a claim is run with, and what they are called."""
SCALES = {
    ("tariff", "add_pp"): "{:g} percentage points added",
    ("tariff", "set_pct"): "{:g} % of the value",
    ("export_curb", "share"): "{:.0%} of exports withheld",
    ("sanction", "share"): "{:.0%} of trade cut off",
    ("sanctions_relief", "share"): "{:.0%} of them lifted",
}
ARTICLES = {
    "all": "all states",
    "West": "the West",
    "Global_South": "the Global South",
    "Middle_East": "the Middle East",
}
UNDERGOES = words("face suffer lose get receive endure feel see undergo need come fall risk")
"""Verbs whose subject does nothing to anybody."""
CUTTING = re.compile(r"\b(?:sanction|embargo|blockad|boycott)|\bcut\w* off\b", re.IGNORECASE)
"""Words without which an act is no cut of trade: isolation is more and less."""
INVERTED = re.compile(r"(?:Should|Were|Had)\b")
FIRST = 2026
"""Year from which a claim's move holds."""


@dataclasses.dataclass(frozen=True)
class Supposed:
    """What a sentence supposes.

    Args:
        actors: codes named where it supposes; of the whole sentence where no clause does. acts: who does something to whom, by
            frame. doer: the subject of the clause, where it does something. move: that its supposition is in the scenario language; None where it is none.
    """

    actors: frozenset[str] = frozenset()
    acts: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    doer: frozenset[str] = frozenset()
    move: Proposed | None = None

    def concerns(self, entry: Mapping[str, Any]) -> bool:
        """Whether a packaged answer is about the same doer and the same target, or groups that hold them.

        Args:
            entry: of `conditions.yaml`; its by and to are whose move the scenario holds, beside who may be named with them.
        """
        if "to" not in entry:
            return True
        by, to = _members(entry["by"]), _members(entry["to"])
        if self.acts:
            return any(_members(d) & by and (_members(t) & to or "@WORLD" in t) for d, t in self.acts)
        if self.doer & to - by:
            return False
        return self.actors <= by | to | _members(entry.get("beside", ()))


def supposed(
    parsed: Parsed, named: Sequence[Mention], tokens: Mapping[int, Mention], document: Document, year: int, kind: str
) -> Supposed:
    """What a sentence supposes.

    Args:
        parsed: the sentence. named: its actors. tokens: the same by token. document: that holds it. year: that it speaks in.
        kind: condition, offer, or opinion, of which the acts are not looked for.
    """
    clause = _clause(parsed)
    inside = {a.code for i, m in tokens.items() if i in clause for a in m.actors}
    whole = {a.code for m in named for a in m.actors}
    actors = frozenset((inside or whole) - {"@WORLD"})
    doer = frozenset(
        a.code
        for t in parsed.span
        if t.i in clause and t.dep_ == "nsubj" and t.i in tokens and t.head.lemma_.lower() not in UNDERGOES
        for a in tokens[t.i].actors
    )
    if kind == "opinion":
        return Supposed(actors, (), doer)
    read = find_events([parsed], named, document, packaged_frames(), year)
    events = attribute(read, [parsed], [named], document, ())
    found = [e for e in events if e.plover in DONE and not e.method.startswith("model") and e.status not in TOLD]
    pairs = tuple((frozenset(a.code for a in e.source), frozenset(a.code for a in e.target)) for e in found)
    moves = [
        m
        for m in propose(merge(events, [document])).moves
        if m.kind in TITLES
        and (m.kind != "sanction" or CUTTING.search(parsed.span.text))
        and all(_open(a.status, kind) and not _guessed(a.events) for a in m.acts)
    ]
    spans = {(parsed.start(t), parsed.end(t)) for t in parsed.span if t.i in clause}
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    start, end = document.span(first, last)
    moves.sort(key=lambda m: not start <= m.acts[0].events[0].start < end)
    return Supposed(actors, pairs, doer, moves[0] if moves else None)


def _open(status: str, kind: str) -> bool:
    """Whether an act of this status is one that a claim supposes, or offers."""
    return status in OFFERED if kind == "offer" else status not in TOLD


def _guessed(events: Iterable[Any]) -> bool:
    return all(e.method.startswith("model") for e in events)


def _clause(parsed: Parsed) -> frozenset[int]:
    """Tokens of the clause that supposes; all where none does."""
    span = parsed.span
    for token in span:
        if token.dep_ == "mark" and token.lower_ in {"if", "unless", "whether"}:
            return frozenset(t.i for t in token.head.subtree)
    comma = next((t.i for t in span if t.text == ","), None)
    if comma is not None and INVERTED.match(span.text):
        return frozenset(range(span.start, comma))
    return frozenset(t.i for t in span)


def _members(codes: Iterable[str]) -> frozenset[str]:
    """Codes of actors with the members of groups among them."""
    found = set(codes)
    for code in codes:
        name = "EU" if code == "@EUROPE" else table()["groups"].get(code, code)
        if name in group_names():
            found |= {name, *members(name, LATEST)}
    return frozenset(found)


def own_scenario(move: Proposed) -> tuple[str, str, tuple[str, ...]]:
    """A claim's own move as a scenario: what it is called, YAML, and the sizes that the text leaves open.

    Args:
        move: of a kind in `TITLES`.
    """
    dropped = ("id", "status", "probability", "source", "note", "size", "from")
    fields = {k: v for k, v in move.fields.items() if k not in dropped} | {"from": FIRST}
    sizes = [name for name in sized_fields(move.kind) if name in fields]
    opened = [name for name in sizes if fields[name] is None]
    called = TITLES[move.kind].format(by=_called(fields["by"]), on=_called(fields["on"]))
    after = {"after": "sanctions-2023"} if move.kind == "sanctions_relief" else {}
    data = {
        "multipolar": 1,
        "name": called[0].upper() + called[1:],
        "world": 2022,
        **after,
        "moves": [{move.kind: fields}],
    }
    filled = Scenario.from_dict(data, default_sizes=True).moves[0].model_dump(by_alias=True)
    fields |= {name: SIZE_PP if move.kind == "tariff" else filled[name] for name in opened}
    if sizes:
        fields["size"] = "default, judgement" if opened else "stated in the text"
    shown = [SCALES[move.kind, name].format(fields[name]) for name in sizes if (move.kind, name) in SCALES]
    defaults = [f"{size}: {fields['size']}" for size in shown]
    return called, plain_text(data), (*defaults, *([move.wider] if move.wider else ()))


def _called(names: str | list[str]) -> str:
    codes = [names] if isinstance(names, str) else names
    return " and ".join(ARTICLES.get(code) or said((code,)) for code in codes)

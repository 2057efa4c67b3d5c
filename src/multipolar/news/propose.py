"""Acts become candidate moves of a scenario file: sizes as stated or left open, every move with the sentence it rests on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from multipolar.economy.names import check_names
from multipolar.engine import check_scenario
from multipolar.errors import InputError
from multipolar.moves import Move
from multipolar.news.document import Document
from multipolar.news.joining import LONGEST_NOTE, Fact, Proposed, answers, excluded, identified, joined
from multipolar.news.merge import Act, Source
from multipolar.news.records import Event
from multipolar.news.rules import Candidate, candidates
from multipolar.news.sameness import reference_of
from multipolar.news.scan import offers, scan, with_targets
from multipolar.news.topics import status_of_move
from multipolar.params.default_sizes import sized_fields
from multipolar.scenario import Document as Cited
from multipolar.scenario import Scenario
from multipolar.scenario.text import plain_text
from multipolar.world import load_world

__all__ = ["Fact", "Proposal", "Proposed", "propose"]

OPEN = "open: the text states no size"
STATED = "stated in the text"
LONGEST_SENTENCE = 1900


@dataclasses.dataclass(frozen=True)
class Proposal:
    """Candidate moves of a set of documents.

    Args:
        moves: in the order of the text. facts: acts that move nothing. documents: file and checksum of those cited.
    """

    moves: tuple[Proposed, ...]
    facts: tuple[Fact, ...]
    documents: tuple[Document, ...]

    def to_dict(self) -> dict[str, Any]:
        """The scenario as plain values in the layout of the file, open sizes None."""
        cited = {s.file for m in self.moves for s in m.sources}
        files = [d for d in self.documents if d.file in cited]
        relief = any(m.kind in ("sanctions_relief", "peace_deal") and _lifts(m) for m in self.moves)
        named = ", ".join(d.file for d in files[:3]) + (" and others" if len(files) > 3 else "")
        opened = sum(m.open for m in self.moves)
        return {
            "multipolar": 1,
            "name": f"Moves read from {len(files)} document{'s' if len(files) != 1 else ''}",
            "description": (
                f"Candidates read from {named}: {len(self.moves)} moves, {opened} of them with an open size (null); "
                f"{len(self.facts)} acts move nothing. Sides, kinds and statuses are read by rule, probabilities are "
                "judgement by status: review before use."
            ),
            "world": 2022,
            **({"after": "sanctions-2023"} if relief else {}),
            "poles": ["USA", "CHN", "RUS"],
            "documents": [{"file": d.file, "sha256": d.sha256} for d in files],
            "moves": [{m.kind: m.fields} for m in self.moves],
            "settings": {"horizon": 2035, "elasticities": "FGO", "deficits": "own"},
        }  # fmt: skip

    def moves_on(self, documents: Sequence[Cited]) -> tuple[Move, ...]:
        """Moves, open sizes filled, that rest on some of the documents; all where none of them was read.

        Args:
            documents: as a scenario cites them.
        """
        sums = {d.sha256 for d in documents}
        files = {d.file for d in self.documents if d.sha256 in sums}
        moves = self.scenario().moves if self.moves else ()
        return tuple(
            m for m, p in zip(moves, self.moves, strict=True) if not files or any(s.file in files for s in p.sources)
        )

    def to_plain(self) -> dict[str, Any]:
        """Scenario and the acts that move nothing, as plain values."""
        facts = [
            {"act": f.act.key, "file": f.act.events[0].file, "start": f.act.events[0].start, "end": f.act.events[0].end, "reason": f.reason}
            for f in self.facts
        ]  # fmt: skip
        return {
            "scenario": self.to_dict(),
            "open_sizes": [m.fields["id"] for m in self.moves if m.open],
            "wider": {m.fields["id"]: m.wider for m in self.moves if m.wider},
            "facts": facts,
        }

    def to_yaml(self) -> str:
        """The scenario file, to be reviewed: open sizes are null, acts that move nothing stand as comments at its end."""
        text = plain_text(self.to_dict())
        if self.facts:
            text += "# Acts that move nothing in the model:\n"
        for fact in self.facts:
            e = fact.act.events[0]
            words = " ".join(e.evidence.split())
            text += f"# - {fact.act.key} ({_printable(e.file)}, {e.start}-{e.end}): {_printable(words)[:120]}: {fact.reason}\n"
        return text

    def scenario(self) -> Scenario:
        """The scenario with open sizes taken from the table of defaults, labelled."""
        return Scenario.from_dict(self.to_dict(), default_sizes=True)


def propose(acts: Sequence[Act], documents: Sequence[Document] = ()) -> Proposal:
    """Candidate moves that acts stand for, and the acts that move nothing with the reason.

    Args:
        acts: merged. documents: of the acts; those not given have no checksum in the scenario.
    """
    by_file = {d.file: d for d in documents}
    starts: dict[tuple[str, int], list[int]] = {}
    for act in acts:
        for e in act.events:
            starts.setdefault((e.file, e.sentence_start), []).append(e.start)
    made: list[Proposed] = []
    facts: list[Fact] = []
    for act in (*with_targets(acts), *offers(acts, documents)):
        found, reason = candidates(act, starts)
        kept = [p for c in found if (p := _proposed(act, c, by_file)) is not None]
        if not kept and act.key:
            facts.append(Fact(act, reason or "no move"))
        made += kept
    made += [_scanned(*one, by_file) for one in scan(documents)]
    moves = excluded(answers(joined(made)), facts)
    moves, refused = _checked(moves)
    return Proposal(tuple(identified(moves)), (*facts, *refused), tuple(documents))


def _scanned(kind: str, fields: dict[str, Any], source: Source, note: str, documents: dict[str, Document]) -> Proposed:
    """A move that no act stands behind."""
    year = _year_of(documents.get(source.file), ())
    more = {"from": year} if year else {}
    size = {"size": OPEN} if None in fields.values() else {}
    note = f"{note} Read by its words; probability is judgement."
    plain = {
        **fields,
        **more,
        "status": "called_for",
        "probability": 0.2,
        "source": _passage(source),
        **size,
        "note": note,
    }
    return Proposed(kind, plain, (), (source,))


def _checked(moves: list[Proposed]) -> tuple[list[Proposed], list[Fact]]:
    """The moves that the scenario language and the world of 2022 take, one by one, and the acts of the others."""
    kept: list[Proposed] = []
    refused: list[Fact] = []
    world = load_world("2022")
    for move in moves:
        if move.kind == "retaliation":
            kept.append(move)
            continue
        after = {"after": "sanctions-2023"} if _lifts(move) else {}
        data = {"multipolar": 1, "name": "candidate", **after, "moves": [{move.kind: move.fields}]}
        try:
            scenario = Scenario.from_dict(data, default_sizes=True)
            check_names(scenario, world)
            if _lifts(move):
                check_scenario(scenario, world)
        except InputError as error:
            refused += [Fact(act, f"the scenario refuses it: {str(error).split(': ', 2)[-1]}") for act in move.acts]
            continue
        kept.append(move)
    return kept, refused


def _lifts(move: Proposed) -> bool:
    parties = {*move.fields.get("parties", ()), *move.fields.get("includes", ())}
    return move.kind == "sanctions_relief" or ("RUS" in parties and move.fields.get("lifts", 0) != 0)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _proposed(act: Act, candidate: Candidate, documents: dict[str, Document]) -> Proposed | None:
    """A candidate with status, probability, year, source, size and note."""
    mapped = status_of_move(act.status)
    if mapped is None:
        return None
    status, probability = mapped
    if candidate.status is not None and candidate.status != status:
        probability = 0.5 if probability == 1 else probability
        status = candidate.status
    fields = dict(candidate.fields)
    size = sized_fields(candidate.kind)
    opened = bool(size) and size[0] in fields and fields[size[0]] is None
    year = _year(act, documents)
    fields |= {"from": year} if year else {}
    fields |= {"status": status} | ({"probability": probability} if status != "in_force" else {})
    event = candidate.event or act.events[0]
    fields["source"] = _passage(Source(event.file, event.sentence_start, event.sentence_end, event.sentence))
    if opened or (act.amount is not None and size):
        fields["size"] = OPEN if opened else f"{STATED}: {act.amount.text}" if act.amount else STATED
    fields["note"] = _note(act, candidate, probability if status != "in_force" else None)
    return Proposed(candidate.kind, fields, (act,), wider=candidate.wider)


def _year(act: Act, documents: dict[str, Document]) -> int | None:
    if act.date and re.match(r"\d{4}", act.date) and not act.date.endswith("s"):
        return int(act.date[:4])
    return _year_of(documents.get(act.events[0].file), act.events)


def _year_of(document: Document | None, events: Sequence[Event]) -> int | None:
    reference = reference_of(document, events)
    return reference.last.year if reference else None


def _passage(source: Source) -> dict[str, Any]:
    sentence = _printable(" ".join(source.sentence.split()))[:LONGEST_SENTENCE]
    return {"file": source.file, "start": source.start, "end": source.end, "sentence": sentence}


def _note(act: Act, candidate: Candidate, probability: float | None) -> str:
    parts = [f"Read as {act.plover}, {act.status}, by {act.events[0].method or 'rule'}."]
    parts += [f"{note[:1].upper()}{note[1:]}." for note in (*candidate.notes, candidate.wider) if note]
    if probability is not None:
        parts.append("Probability is judgement by status.")
    others = [f"{s.file} {s.start}-{s.end}" for s in act.sources[1:8]]
    if others:
        parts.append(f"Also told in {'; '.join(others)}.")
    for kind, told in act.conflicts.items():
        said = "; ".join(f"{d.text} ({d.file} {d.start}-{d.end})" for d in told)
        parts.append(f"Sources differ on {kind}: {said}.")
    return _printable(" ".join(" ".join(parts).split()))[:LONGEST_NOTE]

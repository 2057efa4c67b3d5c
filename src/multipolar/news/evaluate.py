"""Scores of events that were read against annotations: pairs, types, statuses, direction, offsets, page furniture."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from multipolar.news.document import TAGS, Document
from multipolar.news.gold import Gold, GoldError, GoldEvent, Pair, codes_of, offset_of, read_rows, stands
from multipolar.news.records import REAL, STATUSES, TYPES, Event

__all__ = ["Evaluation", "Prediction", "Share", "StatusRow", "TypeRow", "evaluate", "load_events"]

LEVELS = ("dyad", "type", "full")


@dataclasses.dataclass(frozen=True)
class Prediction:
    """What is scored of one event.

    Args:
        doc: of its document. span: offsets of its sentence, else of its evidence, else None (then no overlap is asked
        for). words: start, end and text of the evidence, where given.
    """

    doc: str
    source: frozenset[str]
    target: frozenset[str]
    plover: str
    status: str | None
    reciprocal: bool
    span: tuple[int, int] | None
    words: tuple[int, int, str] | None


@dataclasses.dataclass(frozen=True)
class Share:
    """A count out of a total."""

    hit: int
    of: int

    @property
    def value(self) -> float | None:
        """hit / of; None of nothing."""
        return self.hit / self.of if self.of else None

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"hit": self.hit, "of": self.of, "share": self.value}


@dataclasses.dataclass(frozen=True)
class TypeRow:
    """One PLOVER type. Args: recall of rows annotated with it; precision of events read as it; both one to one."""

    plover: str
    recall: Share
    precision: Share


@dataclasses.dataclass(frozen=True)
class StatusRow:
    """One status. Args: found of the rows annotated with it; among those found, the same status, and the same reality."""

    status: str
    found: Share
    exact: Share
    realis: Share


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """All scores.

    Args:
        gold, predicted: counts. levels: recall and precision, many to many, by (level, core only). matched: pairs one to
        one. realis, status: of the matched, how many are rightly real or not, and have an accepted status.
        types, statuses: tables. direction: recall and precision of who does it to whom, and how many of the missed pairs
        were read the wrong way round. false_alarms: sentences without act in which one was read. offsets: events whose
        evidence stands in the raw text at their offsets. furniture: characters by tag, "all" included. Parts without
        material are None or empty.
    """

    gold: int
    predicted: int
    levels: Mapping[tuple[str, bool], tuple[Share, Share]]
    matched: int
    realis: Share
    status: Share
    types: tuple[TypeRow, ...]
    statuses: tuple[StatusRow, ...]
    direction: tuple[Share, Share, int] | None
    false_alarms: Share | None
    offsets: Share | None
    furniture: Mapping[str, Share]

    @property
    def recall(self) -> float:
        """Of annotated rows, one to one."""
        return self.matched / max(self.gold, 1)

    @property
    def precision(self) -> float:
        """Of events read, one to one."""
        return self.matched / max(self.predicted, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, one to one: a shared actor on each side and an accepted type."""
        return 2 * self.matched / max(self.gold + self.predicted, 1)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        both = ("recall", "precision")
        return {
            "gold": self.gold,
            "predicted": self.predicted,
            "levels": [
                {"level": level, "core": core, **{k: s.to_dict() for k, s in zip(both, shares, strict=True)}}
                for (level, core), shares in self.levels.items()
            ],
            "one_to_one": {"matched": self.matched, "recall": self.recall, "precision": self.precision, "f1": self.f1},
            "realis": self.realis.to_dict(),
            "status": self.status.to_dict(),
            "types": [{"plover": t.plover, **{k: getattr(t, k).to_dict() for k in both}} for t in self.types],
            "statuses": [
                {"status": s.status, **{k: getattr(s, k).to_dict() for k in ("found", "exact", "realis")}}
                for s in self.statuses
            ],
            "direction": None
            if self.direction is None
            else {
                "recall": self.direction[0].to_dict(),
                "precision": self.direction[1].to_dict(),
                "reversed": self.direction[2],
            },
            "false_alarms": self.false_alarms and self.false_alarms.to_dict(),
            "offsets": self.offsets and self.offsets.to_dict(),
            "furniture": {tag: share.to_dict() for tag, share in self.furniture.items()},
        }


def evaluate(
    gold: Gold,
    predicted: Iterable[Event | Prediction],
    texts: Mapping[str, str] | None = None,
    documents: Sequence[Document] = (),
) -> Evaluation:
    """Scores of events against annotations, by the rules of the project's scoring tool and beyond.

    An event counts at level dyad where both sides share an actor with a row that it overlaps in the text (either direction
    where the row is reciprocal), at level type where its type is accepted, at level full where both hold. The matching
    one to one is greedy in the order of the rows. Events of documents without annotation are left out.

    Args:
        gold: annotations. predicted: what was read; doc is the sentence's id for sentences.
        texts: raw texts by document, for the offsets. documents: what ingest made of the articles, for the furniture.
    """
    docs = gold.docs
    made = [p if isinstance(p, Prediction) else _of_event(p) for p in predicted]
    made = [p for p in made if p.doc in docs]
    near = _by_doc(made)
    golds: dict[str, list[GoldEvent]] = {}
    for row in gold.events:
        golds.setdefault(row.doc, []).append(row)
    levels = {(lv, core): _level(gold.events, golds, made, near, lv, core) for lv in LEVELS for core in (False, True)}
    pairs = _one_to_one(gold.events, near)
    known = {**(texts or {}), **{s.id: s.text for s in gold.sentences}}
    placed = [p for p in made if p.words and p.doc in known]
    silent = [s.id for s in gold.sentences if not s.events]
    return Evaluation(
        gold=len(gold.events),
        predicted=len(made),
        levels=levels,
        matched=len(pairs),
        realis=Share(sum((p.status in REAL) == (g.status in REAL) for g, p in pairs), len(pairs)),
        status=Share(sum(p.status in g.statuses for g, p in pairs), len(pairs)),
        types=_types(gold.events, made, pairs),
        statuses=_statuses(gold.events, pairs),
        direction=_direction(gold, near) if gold.sentences else None,
        false_alarms=Share(sum(doc in near for doc in silent), len(silent)) if silent else None,
        offsets=Share(sum(_exact(known[p.doc], p.words) for p in placed), len(placed)) if placed else None,
        furniture=_furniture(gold, documents) if gold.furniture and documents else {},
    )


def load_events(path: Path) -> tuple[Prediction, ...]:
    """Events of a file that `multipolar read` or another program wrote: JSON Lines, or one JSON array.

    Args:
        path: of objects with doc, source, target, plover, and where known status, reciprocal, the span of the evidence
        (start, end) and of its sentence (ss, se).

    Raises:
        GoldError: a row that lacks doc, source, target or plover, or whose offsets are no numbers.
    """
    made = []
    for where, row in read_rows(path):
        if "doc" not in row or not isinstance(row.get("plover"), str):
            raise GoldError(f"{where}, {'plover' if 'doc' in row else 'doc'}: missing; an event needs doc and plover.")
        fields = ("ss", "se") if "ss" in row else ("start", "end")
        span = (offset_of(row, fields[0], where), offset_of(row, fields[1], where)) if fields[0] in row else None
        words = row.get("evidence")
        given = isinstance(words, str) and "start" in row
        made.append(
            Prediction(
                doc=str(row["doc"]),
                source=codes_of(row, "source", where),
                target=codes_of(row, "target", where),
                plover=row["plover"],
                status=row.get("status"),
                reciprocal=bool(row.get("reciprocal", False)),
                span=span,
                words=(offset_of(row, "start", where), offset_of(row, "end", where), str(words)) if given else None,
            )
        )
    return tuple(made)


def _of_event(event: Event) -> Prediction:
    return Prediction(
        doc=event.doc,
        source=frozenset(a.code for a in event.source),
        target=frozenset(a.code for a in event.target),
        plover=event.plover,
        status=event.status,
        reciprocal=event.reciprocal,
        span=(event.sentence_start, event.sentence_end),
        words=(event.start, event.end, event.evidence),
    )


def _by_doc(made: Sequence[Prediction]) -> dict[str, list[Prediction]]:
    near: dict[str, list[Prediction]] = {}
    for p in made:
        near.setdefault(p.doc, []).append(p)
    return near


def _match(p: Prediction, g: GoldEvent, level: str) -> bool:
    if p.span is not None and (p.span[1] < g.start or p.span[0] > g.end):
        return False
    if level != "dyad" and p.plover not in g.types:
        return False
    if level == "type":
        return True
    forth = bool(p.source & g.source and p.target & g.target)
    return forth or (g.reciprocal and bool(p.source & g.target and p.target & g.source))


def _level(
    rows: Sequence[GoldEvent],
    golds: Mapping[str, Sequence[GoldEvent]],
    made: Sequence[Prediction],
    near: Mapping[str, Sequence[Prediction]],
    level: str,
    core: bool,
) -> tuple[Share, Share]:
    asked = [g for g in rows if g.core or not core]
    hit = sum(any(_match(p, g, level) for p in near.get(g.doc, ())) for g in asked)
    good = sum(any(_match(p, g, level) for g in golds.get(p.doc, ())) for p in made)
    return Share(hit, len(asked)), Share(good, len(made))


def _one_to_one(
    rows: Sequence[GoldEvent], near: Mapping[str, Sequence[Prediction]]
) -> list[tuple[GoldEvent, Prediction]]:
    used: set[tuple[str, int]] = set()
    pairs = []
    for g in rows:
        for i, p in enumerate(near.get(g.doc, ())):
            if (g.doc, i) not in used and _match(p, g, "full"):
                used.add((g.doc, i))
                pairs.append((g, p))
                break
    return pairs


def _types(
    rows: Sequence[GoldEvent], made: Sequence[Prediction], pairs: Sequence[tuple[GoldEvent, Prediction]]
) -> tuple[TypeRow, ...]:
    asked, found = Counter(g.plover for g in rows), Counter(g.plover for g, _ in pairs)
    said, right = Counter(p.plover for p in made), Counter(p.plover for _, p in pairs)
    return tuple(TypeRow(t, Share(found[t], asked[t]), Share(right[t], said[t])) for t in TYPES)


def _statuses(rows: Sequence[GoldEvent], pairs: Sequence[tuple[GoldEvent, Prediction]]) -> tuple[StatusRow, ...]:
    table = []
    for status in STATUSES:
        mine = [(g, p) for g, p in pairs if g.status == status]
        exact = sum(p.status in g.statuses for g, p in mine)
        realis = sum((p.status in REAL) == (status in REAL) for _, p in mine)
        asked = sum(g.status == status for g in rows)
        table.append(StatusRow(status, Share(len(mine), asked), Share(exact, len(mine)), Share(realis, len(mine))))
    return tuple(table)


def _direction(gold: Gold, near: Mapping[str, Sequence[Prediction]]) -> tuple[Share, Share, int]:
    found = asked = right = said = turned = 0
    for sentence in gold.sentences:
        mine = {
            pair.key: pair
            for p in near.get(sentence.id, ())
            for pair in (Pair(s, t, p.reciprocal) for s in p.source for t in p.target if s != t)
        }.values()
        hits = [any(_agree(pair, m) for m in mine) for pair in sentence.pairs]
        found, asked = found + sum(hits), asked + len(hits)
        right, said = right + sum(any(_agree(pair, m) for pair in sentence.pairs) for m in mine), said + len(mine)
        wrong = [m for m in mine if not any(_agree(pair, m) for pair in sentence.pairs)]
        missed = [pair for pair, hit in zip(sentence.pairs, hits, strict=True) if not hit]
        turned += sum(any((m.source, m.target) == (pair.target, pair.source) for m in wrong) for pair in missed)
    return Share(found, asked), Share(right, said), turned


def _agree(a: Pair, b: Pair) -> bool:
    forth = (a.source, a.target) == (b.source, b.target)
    return forth or ((a.reciprocal or b.reciprocal) and (a.source, a.target) == (b.target, b.source))


def _exact(text: str, words: tuple[int, int, str] | None) -> bool:
    return words is not None and stands(text, *words)


def _furniture(gold: Gold, documents: Sequence[Document]) -> dict[str, Share]:
    """Characters that are not white space, by annotated tag: how many bear it. Text that no block holds is never right."""
    hit, of = Counter[str](), Counter[str]()
    docs = gold.docs
    number: dict[str, int] = {tag: i for i, tag in enumerate(TAGS)}
    for document in documents:
        if document.doc not in docs:
            continue
        size = len(document.raw)
        wanted, got = np.zeros(size, dtype=np.int8), np.full(size, -1, dtype=np.int8)
        for span in gold.furniture:
            if span.doc == document.doc:
                wanted[span.start : span.end] = number[span.tag]
        for block in document.blocks:
            if block.end > block.start:
                start, end = document.span(block.start, block.end)
                got[start:end] = number[block.tag]
        dark = np.array([not c.isspace() for c in document.raw], dtype=bool)
        for tag, i in number.items():
            mine = dark & (wanted == i)
            of[tag] += int(mine.sum())
            hit[tag] += int((mine & (got == i)).sum())
    shares: dict[str, Share] = {tag: Share(hit[tag], of[tag]) for tag in TAGS if of[tag]}
    return {"all": Share(sum(hit.values()), sum(of.values())), **shares}

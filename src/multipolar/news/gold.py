"""Annotations to score against: events of articles, sentences with their pairs, page furniture; read and checked."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from multipolar.errors import InputError
from multipolar.news.document import TAGS
from multipolar.news.records import STATUSES, TYPES

__all__ = ["Gold", "GoldError", "GoldEvent", "GoldSentence", "GoldSpan", "Pair", "load_gold", "read_rows"]


class GoldError(InputError):
    """An annotation or a file of events that does not follow its schema; the message names file, line and field."""


@dataclasses.dataclass(frozen=True)
class Pair:
    """Who does something to whom, whatever it is.

    Args:
        source, target: codes. reciprocal: either direction is right.
    """

    source: str
    target: str
    reciprocal: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """The same for both directions of a reciprocal pair."""
        a, b = sorted((self.source, self.target)) if self.reciprocal else (self.source, self.target)
        return a, b, self.reciprocal


@dataclasses.dataclass(frozen=True)
class GoldEvent:
    """One annotated act.

    Args:
        id: of the row. doc: key of the article, or id of the sentence. start, end: of the evidence, in the raw text.
        source, target: codes. plover: first choice. types, statuses: all that are accepted. core: not marginal.
        evidence: the words, None where they are not shipped. where: file and line, for messages.
    """

    id: str
    doc: str
    start: int
    end: int
    source: frozenset[str]
    target: frozenset[str]
    plover: str
    types: frozenset[str]
    status: str
    statuses: frozenset[str]
    reciprocal: bool
    core: bool
    evidence: str | None
    where: str


@dataclasses.dataclass(frozen=True)
class GoldSentence:
    """One annotated sentence. Args: id, text; date (ISO) of its article; events in it; pairs of who does it to whom."""

    id: str
    text: str
    date: str | None
    events: tuple[GoldEvent, ...]
    pairs: tuple[Pair, ...]


@dataclasses.dataclass(frozen=True)
class GoldSpan:
    """A passage of page furniture. Args: doc; start, end in the raw text; tag; text, None where it is not shipped."""

    doc: str
    start: int
    end: int
    tag: str
    text: str | None
    where: str


@dataclasses.dataclass(frozen=True)
class Gold:
    """All annotations of some files.

    Args:
        events: of articles and of sentences. sentences, furniture: as named. folders: where the files stand.
        files: names of article files by key, where the rows name them.
    """

    events: tuple[GoldEvent, ...]
    sentences: tuple[GoldSentence, ...]
    furniture: tuple[GoldSpan, ...]
    folders: tuple[Path, ...]
    files: Mapping[str, str]

    @property
    def docs(self) -> frozenset[str]:
        """Keys of everything annotated, sentences without any event included."""
        parts = ({e.doc for e in self.events}, {s.id for s in self.sentences}, {f.doc for f in self.furniture})
        return frozenset().union(*parts)

    def wrong_offsets(self, texts: Mapping[str, str]) -> list[str]:
        """Places where the words at the offsets are not the evidence.

        Args:
            texts: raw texts by key; sentences need none.
        """
        known = {**texts, **{s.id: s.text for s in self.sentences}}
        rows = [(e.doc, e.start, e.end, e.evidence, e.where) for e in self.events]
        rows += [(f.doc, f.start, f.end, f.text, f.where) for f in self.furniture]
        return [
            f"{where}: not at {start} to {end} of {doc}"
            for doc, start, end, words, where in rows
            if doc in known
            and not (0 <= start < end <= len(known[doc]) and (words is None or stands(known[doc], start, end, words)))
        ]


def load_gold(*paths: Path) -> Gold:
    """Annotations of any of the three kinds; a row with `pairs` is a sentence, one with `tag` is furniture.

    Args:
        paths: JSON Lines files.

    Raises:
        GoldError: a file that is missing, empty or not JSON, a row that breaks its schema, an id that comes twice.
    """
    events: list[GoldEvent] = []
    sentences: list[GoldSentence] = []
    furniture: list[GoldSpan] = []
    files: dict[str, str] = {}
    seen: dict[str, str] = {}
    for path in paths:
        for where, row in read_rows(path):
            if "pairs" in row:
                sentences.append(_sentence(row, where))
                events += sentences[-1].events
            elif "tag" in row:
                furniture.append(_span(row, where))
            else:
                events.append(_event(row, where, _text(row, "doc", where), _text(row, "id", where)))
            if isinstance(row.get("file"), str):
                files[str(row["doc"])] = row["file"]
            key = f"{row.get('id')}" if "id" in row else where
            if key in seen:
                raise GoldError(f"{where}, id: {key!r} stands already at {seen[key]}; give each row an id of its own.")
            seen[key] = where
    folders = tuple(dict.fromkeys(p.parent for p in paths))
    return Gold(tuple(events), tuple(sentences), tuple(furniture), folders, files)


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and object of each row of a JSON Lines file, or of a file that holds one JSON array.

    Args:
        path: UTF-8 file.

    Raises:
        GoldError: not readable, not JSON, not objects, or no row at all.
    """
    try:
        text = path.read_bytes().decode("utf8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error))
        raise GoldError(f"{path}: {reason}; give a JSON Lines file.") from None
    pieces: list[tuple[str, Any]]
    if text.lstrip().startswith("["):
        pieces = [(f"{path.name}, row {i}", row) for i, row in enumerate(_json(text, path.name), 1)]
    else:
        lines = [(f"{path.name}, line {i}", line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
        pieces = [(where, _json(line, where)) for where, line in lines]
    if not pieces:
        raise GoldError(f"{path}: no rows; give a JSON Lines file with one object a line.")
    for where, row in pieces:
        if not isinstance(row, dict):
            raise GoldError(f"{where}: not a JSON object; give one object a line.")
        yield where, row


def codes_of(row: Mapping[str, Any], field: str, where: str) -> frozenset[str]:
    """Codes of one side of a row: a list of codes or of objects with a code.

    Raises:
        GoldError: neither of the two.
    """
    value = row.get(field)
    found = [a.get("code") if isinstance(a, dict) else a for a in value] if isinstance(value, list) else [None]
    if not all(isinstance(c, str) and c for c in found):
        raise GoldError(f'{where}, {field}: give a list of codes such as ["USA"].')
    return frozenset(str(c) for c in found)


def offset_of(row: Mapping[str, Any], field: str, where: str) -> int:
    """A whole number of characters.

    Raises:
        GoldError: something else.
    """
    value = row.get(field)
    if type(value) is not int or value < 0:
        raise GoldError(f"{where}, {field}: {value!r} is no offset; give a whole number of characters from the start.")
    return value


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise GoldError(f"{where}: no JSON ({error}); give one object a line.") from None


def _text(row: Mapping[str, Any], field: str, where: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise GoldError(f"{where}, {field}: missing; give a text.")
    return value


def _one_of(value: Any, allowed: tuple[str, ...], field: str, where: str) -> str:
    if value not in allowed:
        raise GoldError(f"{where}, {field}: {value!r} is unknown; give one of {', '.join(allowed)}.")
    return str(value)


def _several_of(row: Mapping[str, Any], field: str, allowed: tuple[str, ...], where: str) -> frozenset[str]:
    value = row.get(field, [])
    if not isinstance(value, list):
        raise GoldError(f"{where}, {field}: give a list.")
    return frozenset(_one_of(v, allowed, field, where) for v in value)


def _flag(row: Mapping[str, Any], field: str, default: bool, where: str) -> bool:
    value = row.get(field, default)
    if not isinstance(value, bool):
        raise GoldError(f"{where}, {field}: {value!r} is neither true nor false.")
    return value


def _event(row: Mapping[str, Any], where: str, doc: str, key: str) -> GoldEvent:
    start, end = offset_of(row, "start", where), offset_of(row, "end", where)
    if end <= start:
        raise GoldError(f"{where}, end: {end} does not lie behind start {start}.")
    plover = _one_of(row.get("plover"), TYPES, "plover", where)
    status = _one_of(row.get("status"), STATUSES, "status", where)
    return GoldEvent(
        id=key,
        doc=doc,
        start=start,
        end=end,
        source=codes_of(row, "source", where),
        target=codes_of(row, "target", where),
        plover=plover,
        types=_several_of(row, "plover_alt", TYPES, where) | {plover},
        status=status,
        statuses=_several_of(row, "status_alt", STATUSES, where) | {status},
        reciprocal=_flag(row, "reciprocal", False, where),
        core=_flag(row, "core", True, where),
        evidence=_text(row, "evidence", where) if "evidence" in row else None,
        where=where,
    )


def _sentence(row: Mapping[str, Any], where: str) -> GoldSentence:
    key, text, date = _text(row, "id", where), _text(row, "text", where), row.get("date")
    for field in ("events", "pairs"):
        if not isinstance(row.get(field), list) or not all(isinstance(r, dict) for r in row[field]):
            raise GoldError(f"{where}, {field}: give a list of objects, empty where there are none.")
    if date is not None:
        date = _text(row, "date", where)
    events = tuple(_event(e, f"{where}, events[{i}]", key, f"{key}.{i}") for i, e in enumerate(row["events"]))
    pairs = tuple(
        Pair(_text(p, "source", w), _text(p, "target", w), _flag(p, "reciprocal", False, w))
        for w, p in ((f"{where}, pairs[{i}]", p) for i, p in enumerate(row["pairs"]))
    )
    return GoldSentence(key, text, date, events, pairs)


def _span(row: Mapping[str, Any], where: str) -> GoldSpan:
    text = _text(row, "text", where) if "text" in row else None
    tag = _one_of(row.get("tag"), TAGS, "tag", where)
    doc = _text(row, "doc", where)
    return GoldSpan(doc, offset_of(row, "start", where), offset_of(row, "end", where), tag, text, where)


def stands(text: str, start: int, end: int, words: str) -> bool:
    """Whether words stand at offsets of a raw text; line breaks of the raw text count as blanks."""
    return text[start:end].split() == words.split() and not text[start:end][:1].isspace()

"""All stages of reading news in a row: files to documents, documents to events, quotations and framing phrases."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from multipolar.errors import InputError
from multipolar.news.attribution import attribute
from multipolar.news.dates import dated, year_of
from multipolar.news.document import Block, Document
from multipolar.news.duplicates import tag_repeats
from multipolar.news.events import find_events
from multipolar.news.frames import packaged_frames
from multipolar.news.framing import find_framings
from multipolar.news.furniture import READ, tag_blocks
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.ingest import Unreadable, read_file
from multipolar.news.language import not_english
from multipolar.news.merge import Act, merge
from multipolar.news.parse import parse
from multipolar.news.quotations import find_speech, quotation
from multipolar.news.records import Event, Framing, Quotation
from multipolar.news.voices import first_person
from multipolar.news.workers import each
from multipolar.progress import Progress, silent

if TYPE_CHECKING:
    from multipolar.news.endpoint import Endpoint

__all__ = ["Note", "Reading", "Repeat", "Report", "place_of", "prepare", "read_document", "read_documents", "read_news"]

PATIENCE = 3
"""Documents in a row without a usable answer after which an endpoint is not asked again."""


@dataclasses.dataclass(frozen=True)
class Note:
    """What a reader must know of a document that was opened: why it was not read for events, as of which year, or by what model.

    Args:
        file: name of the document. text: in words.
    """

    file: str
    text: str


@dataclasses.dataclass(frozen=True)
class Repeat:
    """A passage that repeats another one.

    Args:
        file, start, end: where it stands, raw offsets. twin_file, twin_start, twin_end: what it repeats.
    """

    file: str
    start: int
    end: int
    twin_file: str
    twin_start: int
    twin_end: int


@dataclasses.dataclass(frozen=True)
class Reading:
    """What one document yields.

    Args:
        events: in the order of the text, offsets in the raw file. quotations, framings: likewise. note: on how it was read.
        undated: the year that it is read in, where it states no day of publication, in words.
        answered: whether the model that was asked gave a usable answer; None where none was asked.
        refused: what the user must set right, where the model refused from the start.
    """

    events: tuple[Event, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    framings: tuple[Framing, ...] = ()
    note: str | None = None
    undated: str = ""
    answered: bool | None = None
    refused: str | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class Report:
    """What reading files yields, in the order in which they were given.

    Args:
        documents: with tags. events: one for each passage that tells of an act; repeated passages are in `duplicates`,
        events of one act share `coref_event`. acts: what events tell of, each once, with all its sources.
        quotations, framings: of all documents. repeats: passages that repeat others. unreadable: files without an article,
        and why. notes: documents that were not read for events, and why, or how they were read.
    """

    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    acts: tuple[Act, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    framings: tuple[Framing, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[Note, ...] = ()


def read_news(
    paths: Iterable[str | os.PathLike[str]],
    progress: Progress | None = None,
    *,
    workers: int = 1,
    endpoint: Endpoint | None = None,
) -> Report:
    """Events, quotations and framing phrases of news files; what cannot be read is reported and stops nothing.

    Args:
        paths: texts, web pages, or JSONL with one article a line. progress: called after each document.
        workers: processes that read; nothing in the report depends on their number. endpoint: model that finds the events
        in place of our frames; those stand in where it does not answer, and after `PATIENCE` documents in a row without
        an answer for all that are left.

    Raises:
        InputError: the extra `news` is not installed, or an endpoint that refuses key, address or model.
    """
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    for path in paths:
        for one in read_file(path):
            if isinstance(one, Document):
                documents.append(one)
            else:
                unreadable.append(one)
    report = read_documents(_told_apart(documents), progress, strict=False, workers=workers, endpoint=endpoint)
    return dataclasses.replace(report, unreadable=tuple(unreadable))


def read_documents(
    documents: Sequence[Document],
    progress: Progress | None = None,
    *,
    strict: bool = True,
    workers: int = 1,
    endpoint: Endpoint | None = None,
) -> Report:
    """All stages after `ingest`.

    Args:
        documents: not yet tagged. progress: called after each. strict: whether a fault of ours in one document stops all;
        otherwise it is noted, and the others go on. workers, endpoint: as for `read_news`.

    Raises:
        InputError: the extra `news` is not installed.
    """
    told, tagged = progress or silent, prepare(documents)
    notes: list[Note] = []
    found: list[Reading] = []
    outcomes = _outcomes(tagged, strict, workers, endpoint)
    for number, (document, (reading, why)) in enumerate(zip(tagged, outcomes, strict=True)):
        if note := why or "; ".join(part for part in (reading.undated, reading.note) if part):
            notes.append(Note(document.file, note))
        found.append(reading)
        told(f"reading {document.file}", number + 1, len(tagged))
    repeats = tuple(r for document in tagged for r in _repeats(document))
    acts = merge(_with_duplicates([event for one in found for event in one.events], tagged), tagged)
    place = {document.file: number for number, document in enumerate(tagged)}
    return Report(
        documents=tagged,
        events=tuple(sorted((e for act in acts for e in act.events), key=lambda e: (place[e.file], e.start, e.end))),
        acts=acts,
        quotations=tuple(q for one in found for q in one.quotations),
        framings=tuple(f for one in found for f in one.framings),
        repeats=repeats,
        notes=tuple(notes),
    )


def _outcomes(
    tagged: Sequence[Document], strict: bool, workers: int, endpoint: Endpoint | None
) -> Iterator[tuple[Reading, str | None]]:
    """What each document yields, in their order; an endpoint that stays silent is not asked to the end."""
    asked, silence, heard = 0, 0, False
    with contextlib.closing(
        each(functools.partial(_outcome, strict=strict, endpoint=endpoint), tagged, workers)
    ) as some:
        for outcome in some:
            heard = heard or outcome[0].answered is True
            if outcome[0].refused and not heard:
                raise InputError(outcome[0].refused)
            yield outcome
            asked += 1
            silence = 0 if outcome[0].answered else silence + (outcome[0].answered is False)
            if silence == PATIENCE:
                break
    if endpoint is None or asked == len(tagged):
        return
    note = f"read by our frames: {endpoint.model} was not asked again after {PATIENCE} documents in a row without a usable answer"
    for reading, why in each(functools.partial(_outcome, strict=strict, endpoint=None), tagged[asked:], workers):
        yield dataclasses.replace(reading, note=note), why


def prepare(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Documents with the kind of every block, repeated passages among them, and the day of publication where it is told.

    Args:
        documents: as `ingest` gives them, in the order of reading.
    """
    tagged = (tag_blocks(document) for document in documents)
    return tag_repeats([dated(document) for document in tagged])


def read_document(document: Document, endpoint: Endpoint | None = None) -> Reading:
    """Events, quotations and framing phrases of one document: a pure function of it, unless an endpoint is asked.

    Args:
        document: tagged. endpoint: as for `read_news`.

    Raises:
        InputError: the extra `news` is not installed.
    """
    parsed = parse(document)
    year, whence = year_of(document)
    mentions = find_mentions(parsed, Gazetteer.packaged(), document.published, document)
    flat = tuple(mention for group in mentions for mention in group)
    speech = find_speech(parsed, mentions, document)
    events, note, answered, refused = None, None, None, None
    if endpoint is not None:
        from multipolar.news.endpoint import Forbidden, Unanswered, endpoint_events

        try:
            events, note = endpoint_events(endpoint, document, parsed, flat)
            answered = True
        except Unanswered as why:
            answered = False
            refused = why.wrong if isinstance(why, Forbidden) else None
            note = f"read by our frames, as {endpoint.model} gave no usable answer: {why}"
    if events is None:
        voiced = (*flat, *first_person(parsed, speech, flat))
        events = find_events(parsed, voiced, document, packaged_frames(), year)
    quotations = tuple(quotation(one, document) for one in speech)
    voiced_events = attribute(events, parsed, mentions, document, speech)
    undated = f"no date found; read as of {year}, {whence}" if whence else ""
    return Reading(voiced_events, quotations, find_framings(document, quotations), note, undated, answered, refused)


def _outcome(document: Document, strict: bool, endpoint: Endpoint | None) -> tuple[Reading, str | None]:
    """What a document yields, and why not where it yields nothing."""
    why = _why_not(document)
    if why:
        return Reading(), why
    try:
        return read_document(document, endpoint), None
    except InputError:
        raise
    except Exception as fault:
        if strict:
            raise
        return Reading(), f"not read for events, by a fault of this program: {type(fault).__name__}: {fault}"


def _why_not(document: Document) -> str | None:
    """Why a document has nothing that is read for events."""
    text = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.tag in READ)
    if text:
        why = not_english(text)
        return f"{why}; it is not read for events" if why else None
    repeats = any(b.tag == "duplicate" for b in document.blocks)
    return "all of it repeats other documents" if repeats else "nothing but page furniture"


def _told_apart(documents: Sequence[Document]) -> list[Document]:
    """Documents with keys of their own: of files with one name in several folders the second gets ~2."""
    seen: dict[str, int] = {}
    found = []
    for document in documents:
        seen[document.doc] = seen.get(document.doc, 0) + 1
        count = seen[document.doc]
        if count > 1:
            document = dataclasses.replace(document, doc=f"{document.doc}~{count}", file=f"{document.file}~{count}")
        found.append(document)
    return found


def _repeats(document: Document) -> list[Repeat]:
    return [
        Repeat(document.file, *document.span(block.start, block.end), block.twin[0], block.twin[1], block.twin[2])
        for block in document.blocks
        if block.twin is not None
    ]


def _with_duplicates(events: Sequence[Event], documents: Sequence[Document]) -> tuple[Event, ...]:
    """Events with the places where their document says the same again."""
    blocks: dict[str, list[tuple[Document, Block, int, int]]] = {}
    for document in documents:
        for block in document.blocks:
            if block.twin is not None and block.twin[0] == document.file:
                blocks.setdefault(document.doc, []).append((document, block, *block.twin[1:]))
    found = []
    for event in events:
        places = tuple(
            place_of(document, block, event.evidence)
            for document, block, start, end in blocks.get(event.doc, ())
            if start <= event.start and event.end <= end
        )
        found.append(dataclasses.replace(event, duplicates=places) if places else event)
    return tuple(found)


def place_of(document: Document, block: Block, words: str) -> tuple[int, int]:
    """Raw offsets of the words in a block, or of the block where it tells them otherwise."""
    wanted = " ".join(words.split()).casefold()
    text = document.text[block.start : block.end]
    lower = text.casefold()
    at = lower.find(wanted) if len(lower) == len(text) else text.find(wanted)
    if at < 0 or not wanted:
        return document.span(block.start, block.end)
    return document.span(block.start + at, block.start + at + len(wanted))

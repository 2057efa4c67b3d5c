"""Events as records and files: JSON Lines, CSV and Parquet."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multipolar.atomic import write_atomic
from multipolar.errors import InputError
from multipolar.news.records import Actor, Event, Framing, Quotation

if TYPE_CHECKING:
    import pyarrow as pa

    from multipolar.news.merge import Act
    from multipolar.news.read import Report

__all__ = ["FIELDS", "FORMATS", "act_to_dict", "check_target", "event_id", "event_to_dict", "events_to_jsonl", "framing_to_dict", "quotation_to_dict", "report_records", "report_to_dict", "write_events"]  # fmt: skip

FIELDS: dict[str, str] = {
    "id": "key of the event: the same words with the same reading have the same one",
    "doc": "short key of the document: the number before an underscore in its name, else the name without its ending",
    "file": "name of the file; of JSONL with the line, `name.jsonl:12`",
    "evidence": "the words, as they stand in the raw file",
    "start": "offset of the first character of the evidence in the decoded file",
    "end": "offset one past its last character",
    "sentence": "the sentence around it, as it stands in the raw file",
    "ss": "offset of the first character of the sentence",
    "se": "offset one past its last character",
    "source": "who acts: list of {code, person}",
    "target": "on whom: list of {code, person}",
    "against": "against whom, where a third side is named: list of {code, person}",
    "plover": "type, one of PLOVER's sixteen",
    "status": "what became of it: happened, ongoing, ... feared, hypothetical",
    "instrument": "means, in a word, or null",
    "issue": "matter, in a word, or null",
    "date": "ISO date, shortened to what is known, or null",
    "date_text": "the words that date it, or null",
    "date_basis": "publication, stated or relative, or null",
    "date_precision": "day, week, month, year or decade, or null",
    "attributed_to": "who says so, or null",
    "quote": "quoted words in it, or null",
    "reciprocal": "whether direction does not matter",
    "amount": "stated size, {value, unit, text}, or null",
    "coref_event": "label that all passages on one act share, or null",
    "duplicates": "list of [start, end]: where the document says the same again",
    "confidence": "probability that pair and type are right",
    "method": "frame that found it, model, order, or the endpoint that was asked",
    "tag": "kind of block: body, heading, caption or related",
}
"""Fields of an event's record in order, with their meaning."""

FORMATS = (".jsonl", ".csv", ".parquet")
LETTER = re.compile(r"[^\W_]+")
LONG = 12
"""Words of a sentence from which it is the same news in whatever document it stands."""


def event_id(event: Event, sha256: str = "") -> str:
    """Key of an event by its words and their reading; of a short sentence by its document too.

    Args:
        event: any. sha256: of its document's bytes.
    """
    words = [word.casefold() for word in LETTER.findall(event.sentence)]
    where = [] if len(words) >= LONG else [sha256 or event.file, str(event.sentence_start)]
    before = len(LETTER.findall(event.sentence[: max(event.start - event.sentence_start, 0)]))
    sides = [[a.code for a in side] for side in (event.source, event.target)]
    key = json.dumps([" ".join(words), where, before, sides, event.plover, event.method])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def event_to_dict(event: Event, sha256: str = "") -> dict[str, Any]:
    """The record of an event, keys as in `FIELDS`.

    Args:
        event: any. sha256: of its document's bytes, for the key of a short sentence.
    """
    amount = event.amount
    made: dict[str, Any] = {
        "id": event_id(event, sha256),
        "ss": event.sentence_start,
        "se": event.sentence_end,
        "source": _actors(event.source),
        "target": _actors(event.target),
        "against": _actors(event.against),
        "amount": None if amount is None else {"value": amount.value, "unit": amount.unit, "text": amount.text},
        "duplicates": [list(place) for place in event.duplicates],
    }
    return {name: made[name] if name in made else getattr(event, name) for name in FIELDS}


def quotation_to_dict(quotation: Quotation) -> dict[str, Any]:
    """The record of a quotation.

    Args:
        quotation: any.
    """
    q = quotation
    return {
        "file": q.file, "start": q.start, "end": q.end, "text": q.text, "speaker": _actors(q.speaker), "name": q.name,
        "cue": q.cue, "open": q.open, "direct": q.direct,
    }  # fmt: skip


def framing_to_dict(framing: Framing) -> dict[str, Any]:
    """The record of a framing phrase.

    Args:
        framing: any.
    """
    f = framing
    return {
        "file": f.file, "phrase": f.phrase, "start": f.start, "end": f.end, "text": f.text,
        "speaker": _actors(f.speaker), "outlet": f.outlet,
    }  # fmt: skip


def _actors(side: Sequence[Actor]) -> list[dict[str, str | None]]:
    return [{"code": actor.code, "person": actor.person} for actor in side]


def report_to_dict(report: Report) -> dict[str, Any]:
    """The object that `multipolar read --json` prints.

    Args:
        report: of `read_news`.
    """
    notes = {note.file: note.text for note in report.notes}
    return {
        "documents": [
            {
                "doc": d.doc, "file": d.file, "sha256": d.sha256, "encoding": d.encoding, "title": d.title,
                "outlet": d.outlet, "published": d.published, "note": notes.get(d.file),
                "blocks": [
                    {"tag": b.tag, "start": start, "end": end, "twin": None if b.twin is None else list(b.twin)}
                    for b in d.blocks
                    for start, end in (d.span(b.start, b.end),)
                ],
            }
            for d in report.documents
        ],
        "events": report_records(report),
        "acts": [act_to_dict(act) for act in report.acts],
        "quotations": [quotation_to_dict(q) for q in report.quotations],
        "framings": [framing_to_dict(f) for f in report.framings],
        "repeats": [dataclasses.asdict(r) for r in report.repeats],
        "unreadable": [{"file": u.file, "reason": u.reason} for u in report.unreadable],
    }  # fmt: skip


def report_records(report: Report) -> list[dict[str, Any]]:
    """Records of all events of a report.

    Args:
        report: of `read_news`.
    """
    hashes = {d.file: d.sha256 for d in report.documents}
    return [event_to_dict(event, hashes.get(event.file, "")) for event in report.events]


def act_to_dict(act: Act) -> dict[str, Any]:
    """The record of an act: what it is, all its sources, and what they tell differently.

    Args:
        act: of a report.
    """
    amount = act.amount
    return {
        "key": act.key, "plover": act.plover, "status": act.status, "source": _actors(act.source),
        "target": _actors(act.target), "against": _actors(act.against), "instrument": act.instrument, "issue": act.issue,
        "date": act.date, "date_basis": act.date_basis, "date_precision": act.date_precision,
        "reciprocal": act.reciprocal,
        "amount": None if amount is None else {"value": amount.value, "unit": amount.unit, "text": amount.text},
        "sources": [dataclasses.asdict(source) for source in act.sources],
        "conflicts": {kind: [dataclasses.asdict(d) for d in details] for kind, details in act.conflicts.items()},
    }  # fmt: skip


def events_to_jsonl(records: Sequence[dict[str, Any]]) -> str:
    """Records as JSON Lines.

    Args:
        records: of `event_to_dict`.
    """
    return "".join(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in records)


def write_events(records: Sequence[dict[str, Any]], path: Path) -> None:
    """Writes events to a file whose ending says how; whole or not at all.

    Args:
        records: of `event_to_dict`. path: ends in .jsonl, .csv or .parquet.

    Raises:
        InputError: another ending, or no such folder.
        OSError: the file cannot be written.
    """
    check_target(path)
    write: dict[str, Callable[[Path], object]] = {
        ".jsonl": lambda to: to.write_text(events_to_jsonl(records), encoding="utf8"),
        ".csv": lambda to: _write_csv(records, to),
        ".parquet": lambda to: _write_parquet(records, to),
    }
    write_atomic(path, write[path.suffix.lower()])


def check_target(path: Path) -> None:
    """Refuses a file for events that cannot be written, before anything is read.

    Args:
        path: to write to.

    Raises:
        InputError: an ending that is none of `FORMATS`, a folder, or no such folder.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path}: events are written as {', '.join(FORMATS)}; give a name that ends so.")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path}: not a file in an existing folder; give a name such as events.jsonl.")


def _write_csv(records: Sequence[dict[str, Any]], path: Path) -> None:
    """One event a row: codes and persons with semicolons between, text that looks like a formula behind a quote."""
    import pandas as pd

    from multipolar.export_files.neutral import harmless_text

    rows = [_flat(record) for record in records]
    columns = list(_flat(dict.fromkeys(FIELDS)))
    harmless_text(pd.DataFrame(rows, columns=columns)).to_csv(path, index=False, encoding="utf-8")


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if name in {"source", "target", "against"}:
            flat[name] = ";".join(actor["code"] for actor in value or ())
            flat[f"{name}_person"] = ";".join(actor["person"] or "" for actor in value or ()).strip(";")
        elif name == "amount":
            flat |= {f"amount_{key}": (value or {}).get(key) for key in ("value", "unit", "text")}
        elif name == "duplicates":
            flat[name] = ";".join(f"{start}-{end}" for start, end in value or ())
        else:
            flat[name] = value
    return flat


def _write_parquet(records: Sequence[dict[str, Any]], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(records), schema=_schema()), path)


def _schema() -> pa.Schema:
    """Types of the columns; the same whatever the events."""
    import pyarrow as pa

    actors = pa.list_(pa.struct([("code", pa.string()), ("person", pa.string())]))
    whole, text = pa.int64(), pa.string()
    types = {
        **dict.fromkeys(("start", "end", "ss", "se"), whole), **dict.fromkeys(("source", "target", "against"), actors),
        "reciprocal": pa.bool_(), "duplicates": pa.list_(pa.list_(whole)), "confidence": pa.float64(),
        "amount": pa.struct([("value", pa.float64()), ("unit", text), ("text", text)]),
    }  # fmt: skip
    return pa.schema([(name, types.get(name, text)) for name in FIELDS])

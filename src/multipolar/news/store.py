"""A DuckDB file that keeps what was read: append-only by the hash of each document's bytes."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from multipolar.errors import InputError
from multipolar.news.document import Document
from multipolar.news.export import event_to_dict, framing_to_dict, quotation_to_dict
from multipolar.news.read import Report, place_of
from multipolar.version import package_version

__all__ = ["SCHEMA", "VERSION", "Stored", "check_store", "store_report", "stored_events"]

VERSION = 1
SCHEMA = """
CREATE TABLE about (schema_version INTEGER NOT NULL);
CREATE TABLE documents (
    sha256 VARCHAR PRIMARY KEY, file VARCHAR NOT NULL, doc VARCHAR NOT NULL, title VARCHAR, outlet VARCHAR, published VARCHAR,
    encoding VARCHAR NOT NULL, characters BIGINT NOT NULL, note VARCHAR, reader VARCHAR NOT NULL);
CREATE TABLE events (id VARCHAR PRIMARY KEY, sha256 VARCHAR NOT NULL, plover VARCHAR NOT NULL, status VARCHAR NOT NULL,
    source VARCHAR[] NOT NULL, target VARCHAR[] NOT NULL, date VARCHAR, confidence DOUBLE NOT NULL, record JSON NOT NULL);
CREATE TABLE evidence (id VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL,
    repeats BOOLEAN NOT NULL, text VARCHAR NOT NULL, PRIMARY KEY (id, sha256, first));
CREATE TABLE quotations (sha256 VARCHAR NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL, text VARCHAR NOT NULL,
    record JSON NOT NULL);
CREATE TABLE framings (sha256 VARCHAR NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL, phrase VARCHAR NOT NULL,
    record JSON NOT NULL);
CREATE TABLE unreadable (file VARCHAR NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (file, reason));
"""
"""Tables of a store; `record` holds the whole record as JSON, `first` and `last` are offsets in the decoded file."""


@dataclasses.dataclass(frozen=True)
class Stored:
    """What a report added to a store.

    Args:
        documents, events, quotations: new ones. known: documents whose bytes it held before, and left as they were.
    """

    documents: int
    events: int
    quotations: int
    known: int


def store_report(report: Report, path: Path) -> Stored:
    """Adds documents that the store does not hold, with all that was read from them, in one transaction.

    A sentence of twelve words or more that is read the same way in another document is the same event: its place is added
    to the evidence.

    Args:
        report: of `read_news`. path: of the store; a new one is made.

    Raises:
        InputError: DuckDB is missing, or the file is none of its files, has another schema or is in use.
    """
    connection = _opened(path)
    try:
        held = {row[0] for row in connection.execute("SELECT sha256 FROM documents").fetchall()}
        fresh: dict[str, Document] = {}
        for document in report.documents:
            if document.sha256 not in held:
                fresh.setdefault(document.sha256, document)
        failures = {(u.file, u.reason) for u in report.unreadable}
        failures -= {
            (file, reason) for file, reason in connection.execute("SELECT file, reason FROM unreadable").fetchall()
        }
        known = len({d.sha256 for d in report.documents}) - len(fresh)
        if not fresh and not failures:
            return Stored(0, 0, 0, known)
        connection.execute("BEGIN TRANSACTION")
        _insert(connection, "unreadable", sorted(failures))
        events, quotations = _put(connection, report, fresh) if fresh else (0, 0)
        connection.execute("COMMIT")
        return Stored(len(fresh), events, quotations, known)
    except _errors() as error:
        raise _refused(path, error) from error
    finally:
        connection.close()


def check_store(path: Path) -> None:
    """Refuses a store that cannot be used, before anything is read; makes no file.

    Args:
        path: of a store, or of one to be made.

    Raises:
        InputError: no such folder, or a file that is no store of this version.
    """
    if path.is_file():
        _opened(path).close()
    elif path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path}: not a file in an existing folder; give a name such as news.duckdb.")


def stored_events(path: Path) -> list[dict[str, Any]]:
    """Records of all events of a store, in the order in which they were added.

    Args:
        path: of the store.

    Raises:
        InputError: no such store, or one that cannot be read.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such store.")
    connection = _opened(path)
    try:
        return [json.loads(row[0]) for row in connection.execute("SELECT record FROM events ORDER BY rowid").fetchall()]
    finally:
        connection.close()


def _errors() -> tuple[type[Exception], ...]:
    import duckdb

    return (duckdb.Error,)


def _refused(path: Path, error: Exception) -> InputError:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    if "lock" in text.lower():
        return InputError(f"{path}: in use by another program; close it, or name another store.")
    if "not a valid DuckDB" in text or "serialization" in text.lower():
        return InputError(f"{path}: no DuckDB file; name another store.")
    return InputError(f"{path}: DuckDB says: {text}")


def _opened(path: Path) -> Any:
    """A connection to a store with the schema of this version."""
    try:
        import duckdb
    except ImportError:
        raise InputError("A store needs DuckDB: run `make news` or pip install 'multipolar[news]'.") from None
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path}: not a file in an existing folder; give a name such as news.duckdb.")
    try:
        connection = duckdb.connect(str(path))
    except duckdb.Error as error:
        raise _refused(path, error) from error
    try:
        names = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
        if not names:
            connection.execute("BEGIN TRANSACTION;" + SCHEMA)
            connection.execute("INSERT INTO about VALUES (?)", [VERSION])
            connection.execute("COMMIT")
            return connection
        row = connection.execute("SELECT schema_version FROM about").fetchone() if "about" in names else None
    except duckdb.Error as error:
        connection.close()
        raise _refused(path, error) from error
    if row is None or row[0] != VERSION:
        connection.close()
        what = "no store of news" if row is None else f"schema version {row[0]}, this program writes {VERSION}"
        raise InputError(f"{path}: {what}; name another store and read the files again.")
    return connection


def _put(connection: Any, report: Report, fresh: dict[str, Document]) -> tuple[int, int]:
    """Inserts all rows of the new documents; gives the numbers of new events and quotations."""
    reader = f"multipolar {package_version()}"
    notes = {note.file: note.text for note in report.notes}
    new = {id(document) for document in fresh.values()}
    by_file = {d.file: d for d in report.documents}
    rows = [
        (d.sha256, d.file, d.doc, d.title, d.outlet, d.published, d.encoding, len(d.raw), notes.get(d.file), reader)
        for d in fresh.values()
    ]
    _insert(connection, "documents", rows)
    held = {row[0] for row in connection.execute("SELECT id FROM events").fetchall()}
    events: list[tuple[Any, ...]] = []
    evidence: dict[tuple[str, str, int], tuple[Any, ...]] = {}
    for record, document, start, end, repeats in _places(report, by_file):
        if id(document) not in new:
            continue
        key = (record["id"], document.sha256, start)
        evidence.setdefault(key, (*key, end, repeats or record["id"] in held, document.raw[start:end]))
        if record["id"] not in held:
            held.add(record["id"])
            sides = [[actor["code"] for actor in record[side]] for side in ("source", "target")]
            events.append((record["id"], document.sha256, record["plover"], record["status"], *sides, record["date"],
                           record["confidence"], json.dumps(record, ensure_ascii=False)))  # fmt: skip
    quotations = [
        (by_file[q.file].sha256, q.start, q.end, q.text, json.dumps(quotation_to_dict(q), ensure_ascii=False))
        for q in report.quotations
        if id(by_file[q.file]) in new
    ]
    framings = [
        (by_file[f.file].sha256, f.start, f.end, f.phrase, json.dumps(framing_to_dict(f), ensure_ascii=False))
        for f in report.framings
        if id(by_file[f.file]) in new
    ]
    for table, values in (
        ("events", events),
        ("evidence", [*evidence.values()]),
        ("quotations", quotations),
        ("framings", framings),
    ):
        _insert(connection, table, values)
    return len(events), len(quotations)


def _insert(connection: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows into a table of our own, in one statement."""
    if rows:
        import pyarrow as pa

        columns = [pa.array([row[n] for row in rows]) for n in range(len(rows[0]))]
        connection.register("fresh", pa.table(columns, names=[f"c{n}" for n in range(len(columns))]))
        connection.execute(f"INSERT INTO {table} SELECT * FROM fresh")  # noqa: S608
        connection.unregister("fresh")


def _places(report: Report, by_file: dict[str, Document]) -> Iterator[tuple[dict[str, Any], Document, int, int, bool]]:
    """Every event with every place where it is told: its own first, then repeated passages of its and other documents."""
    for event in report.events:
        document = by_file[event.file]
        record = event_to_dict(event, document.sha256)
        yield record, document, event.start, event.end, False
        for start, end in event.duplicates:
            yield record, document, start, end, True
        for repeat in report.repeats:
            inside = repeat.twin_start <= event.start and event.end <= repeat.twin_end
            if repeat.twin_file == event.file and repeat.file != event.file and inside:
                other = by_file[repeat.file]
                block = next(b for b in other.blocks if other.span(b.start, b.end) == (repeat.start, repeat.end))
                yield record, other, *place_of(other, block, event.evidence), True

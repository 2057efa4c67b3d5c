"""The store takes every document once, and refuses files that are none of its own."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from multipolar.errors import InputError
from multipolar.news.export import FIELDS, event_id, event_to_dict, write_events
from multipolar.news.ingest import ingest
from multipolar.news.read import Report, read_news
from multipolar.news.records import Actor, Amount, Event
from multipolar.news.store import store_report, stored_events

FIRST = "Canada imposed a 25 percent tariff on Brazilian steel on Monday, and officials in Ottawa said that it would stay in force."
SECOND = "Mexico and Peru signed a trade agreement in Lima, where the two sides had met for a third round of talks since May."


def event(**changes: object) -> Event:
    """An event of our own."""
    fields: dict[str, object] = {
        "doc": "a", "file": "a.txt", "evidence": "Canada imposed", "start": 0, "end": 14, "sentence": FIRST, "sentence_start": 0,
        "sentence_end": len(FIRST), "source": (Actor("CAN", "=Ann"), Actor("@WEST")), "target": (Actor("BRA"),),
        "plover": "SANCTION", "status": "happened", "amount": Amount(25.0, "pct", "25 percent"), "duplicates": ((200, 214),),
    }  # fmt: skip
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def read(folder: Path, **texts: str) -> Report:
    """A report on files of these texts."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf8")
    return read_news([*paths, folder / "missing.txt"])


def rows(store: Path, query: str) -> list[tuple[object, ...]]:
    """Answer of a query."""
    with duckdb.connect(str(store)) as connection:
        return connection.execute(query).fetchall()


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    store = tmp_path / "news.duckdb"
    report = read(tmp_path, one=f"{FIRST}\n\n{FIRST}\n\n{SECOND}")
    done = store_report(report, store)
    assert (done.documents, done.known) == (1, 0)
    assert done.events == len(report.events) >= 2
    before = store.read_bytes()
    again = store_report(read(tmp_path, one=f"{FIRST}\n\n{FIRST}\n\n{SECOND}"), store)
    assert (again.documents, again.events, again.known) == (0, 0, 1)
    assert store.read_bytes() == before
    told = rows(
        store,
        "SELECT first, last, repeats, text FROM evidence JOIN events USING (id) WHERE plover = 'SANCTION' ORDER BY first",
    )
    assert [row[2] for row in told] == [False, True]
    assert told[0][3] == told[1][3]
    assert rows(store, "SELECT reason FROM unreadable") == [("no such file; check its name and folder",)]
    assert [record["id"] for record in stored_events(store)] == [event_to_dict(e)["id"] for e in report.events]


def test_the_same_sentence_elsewhere_is_evidence_and_no_event(tmp_path: Path) -> None:
    store = tmp_path / "news.duckdb"
    first = store_report(read(tmp_path, one=FIRST), store)
    more = store_report(read(tmp_path, two=f"{SECOND}\n\n{FIRST}"), store)
    assert (first.documents, more.documents) == (1, 1)
    sanction = rows(store, "SELECT id FROM events WHERE plover = 'SANCTION'")
    assert len(sanction) == 1
    assert (
        len(
            rows(
                store, "SELECT DISTINCT evidence.sha256 FROM evidence JOIN events USING (id) WHERE plover = 'SANCTION'"
            )
        )
        == 2
    )
    together = tmp_path / "both.duckdb"
    store_report(read(tmp_path, one=FIRST, two=f"{SECOND}\n\n{FIRST}"), together)
    query = "SELECT id, first, last, repeats, text FROM evidence ORDER BY ALL"
    assert rows(together, query) == rows(store, query)


def test_files_that_are_no_store_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("no store" * 1000)
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        connection.execute("CREATE TABLE about (schema_version INTEGER); INSERT INTO about VALUES (0)")
    for name, message in (("text", "no DuckDB file"), ("other", "no store of news"), ("old", "schema version 0")):
        with pytest.raises(InputError, match=message):
            store_report(Report(), tmp_path / f"{name}.duckdb")
    for path in (tmp_path, tmp_path / "none" / "a.duckdb"):
        with pytest.raises(InputError, match="not a file in an existing folder"):
            store_report(Report(), path)
    with pytest.raises(InputError, match="no such store"):
        stored_events(tmp_path / "none.duckdb")


def test_records_and_files(tmp_path: Path) -> None:
    record = event_to_dict(event())
    assert list(record) == list(FIELDS)
    assert record["source"] == [{"code": "CAN", "person": "=Ann"}, {"code": "@WEST", "person": None}]
    assert record["amount"] == {"value": 25.0, "unit": "pct", "text": "25 percent"}
    for suffix in ("jsonl", "csv", "parquet"):
        write_events([record, event_to_dict(event(evidence="=1+1", amount=None))], tmp_path / f"a.{suffix}")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf8").splitlines()
    assert json.loads(lines[0]) == record
    import pandas as pd

    table = pd.read_csv(tmp_path / "a.csv", keep_default_na=False)
    assert table["evidence"].tolist() == ["Canada imposed", "'=1+1"]
    assert table["source_person"].tolist() == ["'=Ann", "'=Ann"]
    assert table["duplicates"][0] == "200-214"
    back = pd.read_parquet(tmp_path / "a.parquet")
    assert back["amount"][0] == record["amount"]
    assert back["amount"][1] is None
    assert [a["code"] for a in back["source"][0]] == ["CAN", "@WEST"]
    for path, message in (
        (tmp_path / "a.xlsx", "give a name that ends so"),
        (tmp_path / "no" / "a.csv", "existing folder"),
    ):
        with pytest.raises(InputError, match=message):
            write_events([], path)


def test_files_without_events_have_their_columns(tmp_path: Path) -> None:
    import pandas as pd

    for suffix in ("jsonl", "csv", "parquet"):
        write_events([], tmp_path / f"a.{suffix}")
    assert (tmp_path / "a.jsonl").read_text() == ""
    assert "amount_value" in pd.read_csv(tmp_path / "a.csv").columns
    assert list(pd.read_parquet(tmp_path / "a.parquet").columns) == list(FIELDS)


def test_keys_tell_readings_apart() -> None:
    assert event_id(event()) == event_id(event(doc="b", file="b.txt", start=100, end=114, sentence_start=100))
    assert event_id(event()) != event_id(event(plover="COERCE"))
    short = {"sentence": "Canada left.", "evidence": "Canada left"}
    assert event_id(event(**short), "x") != event_id(event(**short), "y")
    assert ingest(b"Canada left.", "a.txt").sha256

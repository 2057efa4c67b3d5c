"""Files of all kinds in a row: what is read, what is reported, and that repeated words tell nothing twice."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from multipolar.news import dates, read
from multipolar.news.document import Document
from multipolar.news.ingest import ingest
from multipolar.news.read import Report, read_documents, read_news

FIRST = "Canada imposed a 25 percent tariff on Brazilian steel on Monday, and officials in Ottawa said that it would stay in force for a year."
SECOND = "Mexico and Peru signed a trade agreement in Lima, where the two sides had met for a third round of talks since the summer began."


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Several files, some of which cannot be read."""
    folder = tmp_path_factory.mktemp("news")
    files = {
        "one.txt": f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n".encode(),
        "two.txt": f"{SECOND}\n".encode(),
        "arabic.txt": "قال الرئيس إن الاتفاق مع الصين خطوة أولى نحو السلام في المنطقة. وقالت روسيا إنها توافق.".encode(),
        "zipped.txt": gzip.compress(FIRST.encode()),
        "empty.txt": b"",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return read_news([folder / "empty.txt", folder / "one.txt", folder, folder / "zipped.txt", folder / "arabic.txt",
                      folder / "two.txt", folder / "none.txt"])  # fmt: skip


def test_the_others_go_on(report: Report) -> None:
    assert [d.file for d in report.documents] == ["one.txt", "arabic.txt", "two.txt"]
    assert [Path(u.file).name for u in report.unreadable][0::2] == ["empty.txt", "zipped.txt"]
    assert len(report.unreadable) == 4
    assert all(u.reason for u in report.unreadable)


def test_other_languages_give_no_events(report: Report) -> None:
    (note,) = [n for n in report.notes if n.file == "arabic.txt"]
    (other,) = [n for n in report.notes if n.file == "two.txt"]
    assert note.file == "arabic.txt"
    assert "Arabic" in note.text
    assert (other.file, other.text) == ("two.txt", "all of it repeats other documents")
    assert not [e for e in report.events if e.file == "arabic.txt"]


def test_repeated_words_tell_nothing_twice(report: Report) -> None:
    assert {e.file for e in report.events} == {"one.txt"}
    tariff = next(e for e in report.events if e.plover == "SANCTION")
    assert ([a.code for a in tariff.source], [a.code for a in tariff.target]) == (["CAN"], ["BRA"])
    raw = report.documents[0].raw
    ((start, end),) = tariff.duplicates
    assert start > tariff.end
    assert raw[start:end] == raw[tariff.start : tariff.end] == tariff.evidence
    assert [(r.file, r.twin_file) for r in report.repeats] == [("one.txt", "one.txt"), ("two.txt", "one.txt")]


def test_reading_again_gives_the_same(report: Report) -> None:
    documents = [ingest(d.raw.encode(), d.file) for d in report.documents]
    assert read_documents(documents).events == report.events


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for path, text in ((tmp_path / "x.txt", FIRST), (tmp_path / "a" / "x.txt", SECOND)):
        path.write_text(text)
    found = read_news([tmp_path / "x.txt", tmp_path / "a" / "x.txt"])
    assert [d.doc for d in found.documents] == ["x", "x~2"]


def test_a_fault_in_one_document_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read.read_document

    def faulty(document: Document, *others: object) -> read.Reading:
        if document.file == "a.txt":
            raise KeyError("x")
        return real(document)

    monkeypatch.setattr(read, "read_document", faulty)
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text)
    found = read_news([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [note.file for note in found.notes if "fault" in note.text] == ["a.txt"]
    assert "KeyError" in found.notes[0].text
    assert found.events
    with pytest.raises(KeyError):
        read_documents([ingest(FIRST.encode(), "a.txt")])


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    read_documents([ingest(FIRST.encode(), "a.txt"), ingest(SECOND.encode(), "b.txt")], lambda *step: told.append(step))
    assert told == [("reading a.txt", 1, 2), ("reading b.txt", 2, 2)]


def test_workers_change_nothing() -> None:
    documents = [ingest(text.encode(), f"{k}.txt") for k, text in enumerate((FIRST, SECOND, FIRST + SECOND))]
    alone, together = read_documents(documents), read_documents(documents, workers=2)
    assert together.events == alone.events != ()
    assert (together.quotations, together.framings) == (alone.quotations, alone.framings)
    assert (together.repeats, together.notes) == (alone.repeats, alone.notes)
    assert [act.key for act in together.acts] == [act.key for act in alone.acts]


def test_the_year_of_a_text_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = ingest(b"Canada imposed tariffs on Brazil. In 2019 Brazil had called Canada a friend.\n", "one.txt")
    asked: list[str] = []
    years = dates._years
    monkeypatch.setattr(dates, "_years", lambda text: [asked.append(text), years(text)][1])
    report = read_documents([document])
    assert [note.text for note in report.notes] == ["no date found; read as of 2019, the last year that the text names"]
    assert asked.count(document.text) == 1

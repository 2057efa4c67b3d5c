"""Dates: the calendar by hand, expressions in own sentences, publication, and reference to known events."""

from __future__ import annotations

import dataclasses

import pytest

pytest.importorskip("spacy")
from multipolar.brief.article import brief_document
from multipolar.news.anchors import anchors
from multipolar.news.dates import NOW, dated, find_dates, publication, year_of
from multipolar.news.ingest import ingest
from multipolar.news.parse import parse
from multipolar.news.read import read_documents
from news.helpers import plain_document

WEDNESDAY = "2024-05-15"

EXPRESSIONS = [
    ("Canada taxed Brazilian steel on January 21, 2025.", "on January 21, 2025", "2025-01-21", "stated", "day"),
    ("Canada taxed Brazilian steel on 3 March 2024.", "on 3 March 2024", "2024-03-03", "stated", "day"),
    ("The talks of Feb. 4, 2022 went well.", "Feb. 4, 2022", "2022-02-04", "stated", "day"),
    ("Exports fell in March 2023.", "in March 2023", "2023-03", "stated", "month"),
    ("Exports fell in 2024.", "in 2024", "2024", "stated", "year"),
    ("Japan courted China in the 1970s.", "in the 1970s", "1970s", "stated", "decade"),
    ("Japan courted China in the late 1990s.", "in the late 1990s", "1990s", "stated", "decade"),
    ("The ministers met on Tuesday.", "on Tuesday", "2024-05-14", "relative", "day"),
    ("The ministers met on Wednesday.", "on Wednesday", "2024-05-15", "relative", "day"),
    ("They will meet next Monday.", "next Monday", "2024-05-20", "relative", "day"),
    ("They met last Wednesday.", "last Wednesday", "2024-05-08", "relative", "day"),
    ("The minister left yesterday.", "yesterday", "2024-05-14", "relative", "day"),
    ("Kenya banned the imports on December 30.", "on December 30", "2023-12-30", "relative", "day"),
    ("Kenya banned the imports last month.", "last month", "2024-04", "relative", "month"),
    ("Kenya banned the imports last year.", "last year", "2023", "relative", "year"),
    ("Over the past week, envoys called on Cairo.", "Over the past week", "2024-05-15", "relative", "week"),
    ("Two weeks ago envoys called on Cairo.", "Two weeks ago", "2024-05-01", "relative", "week"),
    ("Ties improved over the years.", "over the years", None, "relative", "year"),
    ("A day after Biden's inauguration, envoys called.", "A day after Biden's inauguration", "2021-01-21", "relative", "day"),
    ("Prices rose since Russia's invasion of Ukraine.", "since Russia's invasion of Ukraine", "2022-02-24", "relative", "day"),
    ("On the eve of the Vilnius summit they met.", "On the eve of the Vilnius summit", "2023-07-10", "relative", "day"),
    ("In the wake of the fall of the Berlin Wall they met.", "In the wake of the fall of the Berlin Wall", "1989-11-09", "relative", "week"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "date", "basis", "precision"), EXPRESSIONS, ids=[e[1] for e in EXPRESSIONS])
def test_an_expression_is_found_and_resolved(text, words, date, basis, precision) -> None:
    document = dataclasses.replace(plain_document(text), published=WEDNESDAY)
    (found,) = find_dates(parse(document), document)
    assert document.text[found.start : found.end] == found.text
    assert (found.text, found.date, found.basis, found.precision) == (words, date, basis, precision)


@pytest.mark.parametrize(
    "text",
    ["He may visit.", "A march in Paris drew 2,000 people.", "They sold 2024 tonnes.", "In 2000 shops sales fell."],
)
def test_words_that_only_look_like_dates_are_left(text: str) -> None:
    document = plain_document(text)
    assert all(d.precision == "year" and d.date == "2000" for d in find_dates(parse(document), document))


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    document = plain_document("The ministers met on Tuesday. Kenya banned imports last month.")
    assert [d.date for d in find_dates(parse(document), document)] == [None, None]


def test_a_text_without_stamp_is_dated_by_the_event_that_it_refers_to() -> None:
    text = "They talked on Tuesday. The talk followed Trump's inauguration by a day, that is, it was held a day after the inauguration."
    document = plain_document(text)
    assert [d.date for d in find_dates(parse(document), document)] == ["2025-01-21", "2025-01-21"]


def test_a_year_chooses_among_events_of_one_name() -> None:
    document = plain_document("Weeks before Trump's inauguration in 2017 he called Taipei.")
    assert [d.date for d in find_dates(parse(document), document)] == ["2017-01-20", "2017"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("NAIROBI, April 15, 2023 (Wire) -- Kenya banned the imports.", "2023-04-15"),
        ("NAIROBI, April 15 (Wire) -- Kenya banned the imports in 2023 and wants more by 2030.", "2023-04-15"),
        ("NAIROBI, 15 April 2023 -- Kenya banned the imports.", "2023-04-15"),
        ("NAIROBI, 15 April -- Kenya banned the imports in 2023 and wants more by 2030.", "2023-04-15"),
        ("Kenya bans imports\nPublished: 3 March 2024\nKenya banned the imports.", "2024-03-03"),
        ("Kenya bans imports\nMarch 3, 2024\nKenya banned the imports.", "2024-03-03"),
        ("Kenya banned the imports on March 3, 2024, and since then prices have risen by a fifth.", None),
    ],
)
def test_publication(text: str, date: str | None) -> None:
    assert publication(plain_document(text)) == date


def test_metadata_come_first() -> None:
    document = dataclasses.replace(plain_document("Posted: 3 March 2024"), published="2024-03-02T10:00:00Z")
    assert publication(document) == "2024-03-02"


def test_the_table_of_known_events_is_in_order_and_named() -> None:
    table = anchors()
    assert len(table) > 60
    assert all(a.what for a in table)
    assert len({(a.date, a.what) for a in table}) == len(table)


@pytest.mark.parametrize(
    ("text", "year", "told"),
    [
        ("LIMA, May 3, 2019 (Wire) -- Peru banned the imports that it had allowed since 2015.", 2019, False),
        ("Peru banned the imports in 2015 and again in 2018. By 2024 all are to be gone, and until 2025 none will pay.", 2018, True),
        ("Peru plans a port for the year 2049.", NOW, True),
        ("LIMA, May 3 (Wire) -- Peru wants to be carbon neutral in 2045.", NOW, True),
        ("LIMA, May 3 (Wire) -- Peru, which hosted a summit in 1956, banned imports.", NOW, True),
        ("LIMA, May 3, 1956 (Wire) -- Peru banned imports.", 1956, False),
        ("Peru banned the imports.", NOW, True),
        ("Peru banned the imports in 1971.", NOW, True),
    ],
)  # fmt: skip
def test_brief_and_reader_take_one_year_and_say_so(text: str, year: int, told: bool) -> None:
    document = ingest(text.encode(), "a.txt")
    assert year_of(dated(document))[0] == year
    found = brief_document(document)
    assert found.year == year
    notes = [note.text for note in read_documents([document]).notes]
    assert [f"read as of {year}" in note for note in notes] == [True] * told
    assert [f"held against {year}" in note for note in found.notes] == [True] * told


def test_a_past_decade_is_one_as_seen_from_the_year_of_the_article() -> None:
    for year, status in (("2006", "happened"), ("2024", "historical")):
        text = f"In 2004 Peru signed a treaty with Chile. Rain fell in {year}, and the roads were wet."
        (event,) = read_documents([ingest(text.encode(), "a.txt")]).events
        assert event.status == status

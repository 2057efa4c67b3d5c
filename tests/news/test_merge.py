"""Events about one act become one act, within and across documents; what sources tell differently stands side by side."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

pytest.importorskip("spacy")
from multipolar.news.details import Text, conflicts, details_in, following
from multipolar.news.ingest import ingest
from multipolar.news.merge import merge
from multipolar.news.read import Report, read_documents, read_news
from multipolar.news.records import Actor, Event
from multipolar.news.sameness import interval_of

SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "news" / "articles"


def _read(**texts: str) -> Report:
    return read_documents([ingest(text.encode(), f"{name}.txt") for name, text in texts.items()])


def _event(file: str, start: int = 0, **fields: object) -> Event:
    words = "They spoke."
    base = Event(
        file, f"{file}.txt", words, start, start + len(words), words, start, start + len(words),
        (Actor("JPN"),), (Actor("VNM"),), "CONSULT", "happened", instrument="call",
    )  # fmt: skip
    return dataclasses.replace(base, **fields)  # type: ignore[arg-type]


def _day(date: str) -> dict[str, str]:
    return {"date": date, "date_basis": "stated", "date_precision": "day"}


def test_reports_of_one_day_are_one_act_and_those_of_other_weeks_are_not() -> None:
    acts = merge([
        _event("a", **_day("2024-03-04")), _event("b", **_day("2024-03-05")), _event("c", **_day("2024-03-18")),
    ])  # fmt: skip
    assert [act.files for act in acts] == [("a.txt", "b.txt"), ("c.txt",)]
    assert len({act.key for act in acts}) == 2
    assert {e.coref_event for e in acts[0].events} == {acts[0].key}


def test_direction_counts_for_a_duty_and_not_for_a_call() -> None:
    turned = {"source": (Actor("VNM"),), "target": (Actor("JPN"),)}
    assert len(merge([_event("a", **_day("2024-03-04")), _event("b", **_day("2024-03-04"), **turned)])) == 1
    duty = {"plover": "SANCTION", "instrument": "tariff"}
    assert (
        len(merge([_event("a", **_day("2024-03-04"), **duty), _event("b", **_day("2024-03-04"), **duty, **turned)]))
        == 2
    )


def test_a_visit_is_no_call_and_a_threat_no_deed() -> None:
    events = [
        _event("a", instrument="call", **_day("2024-03-04")),
        _event("a", 50, instrument="visit", **_day("2024-03-04")),
    ]
    assert len(merge(events)) == 2
    events = [_event("a", status="threatened", plover="SANCTION"), _event("a", 50, plover="SANCTION")]
    assert len(merge(events)) == 2


def test_an_undated_mention_joins_the_dated_act_of_its_document_but_no_act_of_another() -> None:
    acts = merge([_event("a", **_day("2024-03-04")), _event("a", 90), _event("b")])
    assert [len(act.events) for act in acts] == [2, 1]


def test_a_lasting_relation_is_one_act_whatever_the_day() -> None:
    ties = {"plover": "COOPERATE", "status": "ongoing", "instrument": None}
    assert len(merge([_event("a", **ties), _event("b", **ties)])) == 1


@pytest.mark.parametrize(
    ("date", "precision", "basis", "first", "last"),
    [
        ("2024-03-04", "day", "stated", "2024-03-04", "2024-03-04"),
        ("2024-02", "month", "stated", "2024-02-01", "2024-02-29"),
        ("2023-12", "month", "stated", "2023-12-01", "2023-12-31"),
        ("2024", "year", "stated", "2024-01-01", "2024-12-31"),
        ("1970s", "decade", "stated", "1970-01-01", "1979-12-31"),
        ("2024-03-08", "week", "publication", "2024-03-01", "2024-03-08"),
    ],
)
def test_days_within_which_an_act_lies(date: str, precision: str, basis: str, first: str, last: str) -> None:
    found = interval_of(_event("a", date=date, date_precision=precision, date_basis=basis))
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


CALL_ONE = """Tokyo, March 4, 2024

Japanese Prime Minister Fumio Kishida held a video conference with Vietnamese Prime Minister Pham Minh Chinh on Monday. The talks came hours after Vietnam signed a mineral pact. The two leaders discussed trade during their two-hour conversation.
"""
CALL_TWO = """Japan and Vietnam talk trade
Published: March 5, 2024

Vietnamese Prime Minister Pham Minh Chinh spoke by phone with Japanese Prime Minister Fumio Kishida on Monday, a day after Vietnam signed a mineral pact.

The 90-minute call between Japan and Vietnam went well, officials said.
"""


def test_two_articles_on_one_call_become_one_act_with_both_tellings() -> None:
    report = _read(one=CALL_ONE, two=CALL_TWO)
    (call,) = [
        a for a in report.acts if a.plover == "CONSULT" and {"JPN", "VNM"} == {x.code for x in a.source + a.target}
    ]
    assert call.files == ("one.txt", "two.txt")
    assert call.date == "2024-03-04"
    told = {kind: [(d.value, d.file) for d in held] for kind, held in call.conflicts.items()}
    assert told["channel"] == [("video", "one.txt"), ("phone", "two.txt")]
    assert told["duration"] == [("120 minutes", "one.txt"), ("90 minutes", "two.txt")]
    assert [d.text for d in call.conflicts["timing"]] == [
        "hours after Vietnam signed a mineral pact", "a day after Vietnam signed a mineral pact",
    ]  # fmt: skip
    raw = {d.file: d.raw for d in report.documents}
    assert all(raw[d.file][d.start : d.end] == d.text for d in call.details)
    assert all(raw[s.file][s.start : s.end] == s.sentence for s in call.sources)


def test_repeated_paragraphs_give_no_second_event_and_stay_as_sources() -> None:
    paragraph = "Canada imposed a 25 percent tariff on Brazilian steel on March 4, 2024, officials said after a long dispute over prices."
    once, twice = _read(a=paragraph), _read(a=f"{paragraph}\n\nMore was to come.\n\n{paragraph}", b=paragraph)
    assert len(once.events) == len(twice.events) > 0
    assert len(once.acts) == len(twice.acts)
    assert twice.acts[0].files == ("a.txt", "b.txt")
    assert [s.repeats for s in twice.acts[0].sources] == [False, True, True]


def test_articles_of_different_months_are_two_acts() -> None:
    report = _read(one=CALL_ONE, two=CALL_TWO.replace("March", "April").replace("Monday", "April 1"))
    calls = [a for a in report.acts if a.plover == "CONSULT" and "VNM" in {x.code for x in a.source + a.target}]
    assert len({f for a in calls for f in a.files}) == 2
    assert all(len(a.files) == 1 for a in calls)


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("They spoke by telephone.", "channel", "phone"),
        ("They met face to face.", "channel", "in person"),
        ("Both sent a letter to Cairo.", "channel", "in writing"),
        ("The call lasted for two hours.", "duration", "120 minutes"),
        ("It was an hour-and-a-half call.", "duration", "90 minutes"),
        ("After a three-day visit she left.", "duration", "4320 minutes"),
        ("It came just hours after Biden's inauguration.", "timing", "some hours after 2021-01-20"),
        ("It came one day after Biden's inauguration.", "timing", "1 day after 2021-01-20"),
    ],
)
def test_details(words: str, kind: str, value: str) -> None:
    found = [d for d in details_in(Text("a.txt", 10, 10 + len(words), words)) if d.kind == kind]
    assert [d.value for d in found] == [value]
    assert words[found[0].start - 10 : found[0].end - 10] == found[0].text


def test_equal_statements_are_no_conflict() -> None:
    first = details_in(Text("a.txt", 0, 40, "It came one day after Biden's inauguration, by phone."))
    second = details_in(Text("b.txt", 0, 40, "They phoned a day after the inauguration of Joe Biden."))
    assert conflicts([*first, *second]) == {}


def test_a_sentence_that_goes_on_about_the_act_is_read_on() -> None:
    raw = "They spoke. The call came at night. Rain fell."
    place = following(raw, 11)
    assert place is not None
    assert raw[slice(*place)] == "The call came at night."
    assert following(raw, place[1]) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the annotated articles")
def test_two_annotated_articles_on_one_call() -> None:
    files = sorted(SHARED.glob("00[34]_*.txt"))
    report = read_news(files)
    calls = [a for a in report.acts if a.plover == "CONSULT" and len(a.files) == 2]
    assert len(calls) == 1
    assert {x.code for x in calls[0].source + calls[0].target} == {"CHN", "RUS"}
    told = calls[0].conflicts
    assert {(d.value, d.file[:3]) for d in told["channel"]} == {("video", "003"), ("phone", "004")}
    assert {(d.value, d.file[:3]) for d in told["timing"]} == {
        ("some hours after 2025-01-20", "003"), ("1 day after 2025-01-20", "004"),
    }  # fmt: skip
    raw = {d.file: d.raw for d in report.documents}
    assert all(raw[d.file][d.start : d.end] == d.text for d in calls[0].details)

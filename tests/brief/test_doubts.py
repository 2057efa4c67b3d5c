"""What keeps a claim from being tested: denials, gaps, years after the data, bodies and numbers that no table of ours holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from multipolar.brief import Brief
from multipolar.brief.article import brief_document
from multipolar.cli.commands import app
from multipolar.cli.tables.brief import _short
from multipolar.news.ingest import ingest


def held(text: str, day: str = "2 May 2023", year: int | None = None) -> Brief:
    return brief_document(ingest(f"{day}\n\n{text}".encode(), "x.txt"), year)


def verdicts(text: str, kind: str, day: str = "2 May 2023", year: int | None = None) -> list[str]:
    return [c.finding.verdict for c in held(text, day, year).claims if c.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Poland is a member of the eurozone.",
        "Sweden joined the euro area.",
        "Norway is a member of the EU customs union.",
        "Russia is a member of the G8.",
    ],
)
def test_a_body_that_is_not_listed_is_not_taken_for_another(text: str) -> None:
    assert set(verdicts(text, "membership")) <= {"not testable"}


@pytest.mark.parametrize(
    "text",
    ["France is an EU member state.", "Germany is a member of the European Union.", "Japan is a member of the G7."],
)
def test_listed_bodies_are_known_by_their_names(text: str) -> None:
    assert verdicts(text, "membership") == ["supported"]


def test_sanctions_that_are_new_are_not_those_on_record() -> None:
    assert verdicts("Britain announced new sanctions on Russia.", "sanctions", "2 May 2025") == ["not testable"]
    assert verdicts("Britain imposed new sanctions on Russia.", "sanctions", "2 May 2022") == ["supported"]


def test_a_gap_in_the_data_on_sanctions_contradicts_nothing() -> None:
    found = held("American sanctions on France were renewed.", "2 May 2020").claims
    assert [c.finding.verdict for c in found if c.kind == "sanctions"] == ["not testable"]
    assert "gaps" in found[0].finding.reason
    assert verdicts("Russia is isolated by Brazil.", "isolation", "2 May 2020") == ["not testable"]
    assert verdicts("American sanctions on Iran remain in force.", "sanctions", "2 May 2020") == ["supported"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is false that China is Brazil's largest trading partner.", "trading partner"),
        ("Critics wrongly claim that China is Brazil's largest trading partner.", "trading partner"),
        ("It is a myth that China is Brazil's largest trading partner.", "trading partner"),
        ("Germany is not the world's largest exporter.", "rank in the world"),
        ("China, no longer the world's largest exporter, slowed.", "rank in the world"),
        ("The alliance between France and Britain has ended.", "alliance"),
        ("The alliance between France and Britain is dead.", "alliance"),
        ("The rivalry between India and Pakistan is long gone.", "rivalry"),
        ("The rivalry between India and Pakistan is no more.", "rivalry"),
        ("The end of the alliance between France and Britain came as a shock.", "alliance"),
        ("The claim that Brazil is a member of BRICS is false.", "membership"),
        ("Britain, a former member of the European Union, trades less.", "membership"),
    ],
)
def test_what_the_text_denies_or_ends_is_not_held_against_the_data(text: str, kind: str) -> None:
    claims = [c for c in held(text).claims if c.kind == kind]
    assert [c.finding.verdict for c in claims] == ["not testable"] * len(claims)
    assert claims
    assert "denies" in claims[0].finding.reason


@pytest.mark.parametrize("said", ["Officials deny that", "It is not true that", "Nobody believes that"])
def test_what_somebody_denies_is_never_supported(said: str) -> None:
    claims = held(f"{said} China is Brazil's largest trading partner.").claims
    assert {c.finding.verdict for c in claims} <= {"not testable"}


@pytest.mark.parametrize(
    "text",
    [
        "The rivalry between India and Pakistan has not faded.",
        "The rivalry between India and Pakistan did not prevent talks.",
        "China rejected the plan, while the rivalry between India and Pakistan went on.",
    ],
)
def test_a_rivalry_that_goes_on_is_held_against_the_data(text: str) -> None:
    assert verdicts(text, "rivalry") == ["supported"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States has the world's largest military.", "not testable"),
        ("China has the world's largest army.", "not testable"),
        ("The United States is the world's largest military spender.", "supported"),
        ("China is the world's largest economy.", "not testable"),
        ("China is the world's largest economy by nominal GDP.", "contradicted"),
        ("China is the world's largest economy at purchasing power parity.", "not testable"),
        ("China, the world's second-largest economy, grew.", "supported"),
    ],
)
def test_ranks_need_a_measure(text: str, expected: str) -> None:
    found = [c.finding for c in held(text).claims if c.kind == "rank in the world"]
    assert [f.verdict for f in found] == [expected]
    if "second" in text:
        assert "market rates" in found[0].reason


def test_years_after_the_data_are_not_testable() -> None:
    partner = "China was Brazil's largest trading partner"
    assert verdicts(f"{partner} in 2023.", "trading partner", "2 May 2026") == ["supported"]
    assert verdicts(f"{partner} in 2024.", "trading partner", "2 May 2026") == ["not testable"]
    assert verdicts(f"{partner}.", "trading partner", "2 May 2026") == ["supported"]
    assert verdicts(f"{partner}.", "trading partner", year=2027) == ["not testable"]
    assert verdicts("Finland is a member of NATO.", "membership", year=2050) == ["not testable"]
    assert verdicts("India and Pakistan are rivals.", "rivalry", "2 May 2026") == ["supported"]
    assert verdicts("India and Pakistan are rivals.", "rivalry", year=2032) == ["not testable"]
    assert verdicts("Chile and Japan are rivals.", "rivalry", "2 May 2026") == ["not testable"]
    assert verdicts("China is a manufacturing superpower.", "manufacturing", "2 May 2026") == ["supported"]
    assert verdicts("China is a manufacturing superpower.", "manufacturing", year=2029) == ["not testable"]
    assert verdicts("India and Pakistan are longtime rivals.", "rivalry", "2 May 2026") == ["supported"]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("The United States imposed tariffs of 145 percent on Chinese goods.", "3 March 2025", "not testable"),
        ("The United States imposed tariffs of 145 percent on Chinese goods.", "3 May 2025", "supported"),
        (
            "The United States imposed tariffs of 145 percent on Chinese goods in April 2025.",
            "3 May 2026",
            "supported",
        ),
        (
            "The United States imposed tariffs of 145 percent on Chinese goods in September 2025.",
            "3 May 2026",
            "not testable",
        ),
        ("The United States imposed tariffs of 900 percent on Chinese goods.", "3 May 2026", "not testable"),
    ],
)
def test_rates_are_held_against_the_duty_of_their_day(text: str, day: str, expected: str) -> None:
    assert verdicts(text, "tariff", day) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The United States and Britain are part of an alliance of more than thirty states.", "alliance"),
        ("Germany is one of Britain's five largest markets.", "trading partner"),
        ("Trade between Mexico and the United States grew by 300 percent in 2021.", "trend of trade"),
    ],
)
def test_a_number_that_is_not_tested_leaves_the_claim_open(text: str, kind: str) -> None:
    found = [c.finding for c in held(text, "2 May 2021").claims if c.kind == kind]
    assert [f.verdict for f in found] == ["not testable"]
    assert "number" in found[0].reason


def test_a_text_that_is_not_read_says_why() -> None:
    text = (
        "Die Vereinigten Staaten und Japan sind Verbündete, und der Handel mit China ist in dem Jahr nicht gewachsen. "
        * 3
    )
    found = brief_document(ingest(text.encode(), "de.txt"))
    assert found.claims == ()
    assert "not English" in found.notes[0]
    assert found.to_dict()["notes"] == list(found.notes)


def test_the_terminal_says_why_in_place_of_no_claims(tmp_path: Path) -> None:
    article = tmp_path / "de.txt"
    article.write_text(
        "Der Handel mit China ist in dem Jahr nicht gewachsen, sagte der Minister auf dem Gipfel. " * 3, "utf8"
    )
    result = CliRunner().invoke(app, ["brief", str(article)])
    assert result.exit_code == 0
    assert "not English" in result.output
    assert "claims held" not in result.output


def test_a_missing_date_is_told() -> None:
    found = brief_document(ingest(b"Finland is a member of NATO.", "x.txt"))
    assert found.notes == ("no date found; held against 2026, as the text names no year from 1990 on, use --year",)
    assert held("Finland is a member of NATO.").notes == ()
    assert brief_document(ingest(b"Finland is a member of NATO.", "x.txt"), 2024).notes == ()


def test_a_page_never_replaces_the_article(tmp_path: Path) -> None:
    article = tmp_path / "a.html"
    article.write_text("<p>Finland is a member of NATO.</p>", "utf8")
    before = article.read_bytes()
    for name, words in (("a.html", "article itself"), ("b.txt", "end in .html"), ("no/b.html", "mkdir -p")):
        result = CliRunner().invoke(app, ["brief", str(article), "--out", str(tmp_path / name)])
        assert result.exit_code != 0
        assert words in f"{result.exception}{result.output}"
    assert article.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def test_figures_are_cut_at_a_word() -> None:
    assert _short("one two three", 11) == "one two..."
    assert _short("one two", 7) == "one two"

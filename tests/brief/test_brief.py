"""Briefs of own articles: verdicts, exact offsets, limits of the data, and no claim where there is none."""

from __future__ import annotations

import dataclasses
import os
from functools import cache
from pathlib import Path

import pytest

from brief.brief_texts import EXPECTED, TEXTS
from multipolar.brief import VERDICTS, Brief
from multipolar.brief.article import brief_article, brief_document, sample_text
from multipolar.news.ingest import ingest

SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", Path(__file__).parents[3] / "shared")) / "data/news/articles"


@cache
def brief_of(name: str) -> Brief:
    text = sample_text() if name == "sample" else TEXTS[name].encode()
    return brief_document(ingest(text, f"{name}.txt"))


@pytest.mark.parametrize(
    ("name", "kind", "side", "verdict"), [(n, *rest) for n, rows in EXPECTED.items() for rest in rows]
)
def test_unseen_claims_get_the_verdict_of_a_careful_reader(name: str, kind: str, side: str, verdict: str) -> None:
    found = [c for c in brief_of(name).claims if c.kind == kind and side in c.about]
    assert [c.finding.verdict for c in found] == [verdict] * len(found)
    assert found


@pytest.mark.parametrize("name", ["sample", *TEXTS])
def test_quotations_stand_in_the_raw_text(name: str) -> None:
    raw = (sample_text() if name == "sample" else TEXTS[name].encode()).decode()
    for claim in brief_of(name).claims:
        assert raw[claim.start : claim.end] == claim.quotation
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.quotation == claim.quotation.strip()
        assert claim.finding.verdict in VERDICTS
        assert claim.finding.reason.endswith(".")
        if claim.finding.verdict != "not testable":
            figure = claim.finding.figure
            assert figure is not None
            assert figure.source
            assert figure.vintage


def test_nothing_is_claimed_where_nothing_is() -> None:
    assert brief_of("plain").claims == ()


def test_a_year_after_the_data_is_not_testable() -> None:
    text = b"Trade between China and Russia hit a record high in 2025, and in 2031 it will double."
    found = [c for c in brief_document(ingest(text, "late.txt")).claims if c.kind == "record trade"]
    assert [c.finding.verdict for c in found] == ["not testable"]
    assert "2023" in found[0].finding.reason


def test_the_sample_shows_every_verdict() -> None:
    counts = brief_of("sample").counts()
    assert all(counts.values())
    plain = brief_of("sample").to_dict()
    assert plain["counts"] == counts
    assert [c["number"] for c in plain["claims"]] == list(range(1, len(plain["claims"]) + 1))


def test_a_rivalry_that_no_data_know_can_be_run_as_an_assumption() -> None:
    text = b"Moscow and New Delhi have been held back by the longstanding enmity between Russia and India."
    (claim,) = (c for c in brief_document(ingest(text, "x.txt")).claims if c.kind == "rivalry")
    assert claim.finding.verdict == "contradicted"
    from multipolar.scenario import parse_scenario

    scenario = parse_scenario(claim.finding.scenario)
    assert scenario.coalition is not None
    assert ("RUS", "IND") in {tuple(pair) for pair in scenario.coalition.rivals} or ("IND", "RUS") in {
        tuple(pair) for pair in scenario.coalition.rivals
    }


@pytest.mark.parametrize("name", ["sample", "gulf", "africa"])
def test_scenarios_of_claims_are_valid(name: str) -> None:
    from multipolar.engine import check_scenario
    from multipolar.scenario import parse_scenario

    for claim in brief_of(name).claims:
        if claim.finding.scenario:
            check_scenario(parse_scenario(claim.finding.scenario))
            assert claim.finding.defaults


def test_the_packaged_sample_is_found_by_name() -> None:
    assert brief_article("sample").file == "sample.txt"


def test_the_year_can_be_set() -> None:
    found = brief_document(ingest(b"Finland is a member of NATO.", "x.txt"), year=2010)
    assert [c.finding.verdict for c in found.claims] == ["contradicted"]
    later = brief_document(ingest(b"Finland is a member of NATO.", "x.txt"), year=2024)
    assert [c.finding.verdict for c in later.claims] == ["supported"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five articles are not at hand")
def test_eight_claims_of_each_article_get_a_verdict() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        found = brief_article(path)
        assert len(found.claims) >= 8, path.name
        raw = path.read_bytes().decode("utf8")
        for claim in found.claims:
            assert raw[claim.start : claim.end] == claim.quotation
    rivals = [c for c in brief_article(sorted(SHARED.glob("000*"))[0]).claims if c.kind == "rivalry"]
    assert any(c.finding.verdict == "contradicted" and set(c.about) == {"Russia", "India"} for c in rivals)


def test_brief_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        brief_of("sample").year = 1  # type: ignore[misc]


def test_the_page_shows_what_is_printed() -> None:
    import io
    import re

    from rich.console import Console

    from multipolar.cli.tables.brief import brief as shown

    out = io.StringIO()
    shown(Console(file=out, width=200), brief_of("sample"))
    page = (Path(__file__).parents[2] / "docs/brief.md").read_text("utf8")
    block = re.search(r"```\n\$ multipolar brief sample\n(.*?)```", page, re.DOTALL)
    assert block is not None
    for line in block[1].splitlines():
        assert line.rstrip() in out.getvalue(), line


def test_what_is_no_more_is_no_claim_that_it_is() -> None:
    assert not [c for c in brief_of("pacific").claims if c.kind == "membership"]


def test_packaged_answers_are_those_of_the_questions() -> None:
    from multipolar.brief.runs import answers
    from multipolar.questions import ask, questions

    table = {q.id: q for q in questions()}
    assert set(table) <= set(answers())
    for name in ("which-pair-breaks-the-bloc", "what-props-china-russia", "who-stands-with-russia"):
        found, fresh = answers()[name], ask(table[name])
        assert found.sentence == fresh.sentence
        assert found.value == pytest.approx(fresh.value)
    for entry in answers().values():
        assert entry.interval is not None or entry.interval_of
        assert "no interval without" not in entry.sentence


def test_conditions_name_known_answers() -> None:
    from multipolar.brief.runs import _conditions, answers

    assert {entry["answer"] for entry in _conditions()} <= set(answers())


def test_partners_and_trade_of_pairs() -> None:
    from multipolar.politics.pair_trade import pair_flows, partners

    flows = pair_flows()
    assert flows.years == tuple(range(2011, 2024))
    assert flows.flows["CHN", "USA"][2023] == pytest.approx(440_500, rel=0.01)
    ranked = partners("DEU", 2023)
    assert [p.rank for p in ranked[:3]] == [1, 2, 3]
    assert sum(p.share for p in ranked) == pytest.approx(1)
    assert flows.between("VNM", "MYS")[2022] > 0


@pytest.mark.parametrize(
    "text",
    [
        "Trade of China and Russia rose to $, they say.",
        "The United States imposed a tariff of 0% on China.",
        "The United States imposed tariffs of 1,000 percent on China.",
        f"Over the past {'9' * 5000} years trade of China and Russia grew.",
        "Taiwan and Kosovo stay out of it, and Taiwan is neutral in the war in Ukraine.",
        "India is the 500th largest exporter in the world.",
        "Costa Rica has the largest military in the world.",
        "North Korea curbed exports of chips to Tuvalu.",
    ],
)
def test_odd_numbers_and_states_without_data_stop_no_brief(text: str) -> None:
    from multipolar.engine import check_scenario
    from multipolar.scenario import parse_scenario

    for claim in brief_document(ingest(text.encode(), "odd.txt"), year=2026).claims:
        assert text[claim.start : claim.end] == claim.quotation
        if claim.finding.scenario:
            check_scenario(parse_scenario(claim.finding.scenario))


@pytest.mark.parametrize(
    ("text", "rate"),
    [("duties of 25 percent", 25), ("a 12.5% duty", 12.5), ("a 1,000-percent duty", 1000), ("a duty", None)],
)
def test_rates_are_read_whole(text: str, rate: float | None) -> None:
    from multipolar.brief.words import percent

    assert percent(text) == rate


@pytest.mark.parametrize("content", ["[]", '[{"text": "China met Russia."}, {"text": "France met Spain."}]'])
def test_a_file_without_an_article_or_with_several_is_refused(tmp_path: Path, content: str) -> None:
    from multipolar.errors import InputError

    path = tmp_path / "articles.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"holds \d articles"):
        brief_article(path)


def test_what_steers_a_terminal_is_not_printed() -> None:
    import io

    from rich.console import Console

    from multipolar.cli.tables.brief import brief as shown

    out = io.StringIO()
    found = brief_document(ingest(b"China and \x1b[2JRussia have been rivals for decades.", "[red]x.txt"))
    shown(Console(file=out, width=200), found)
    assert "\x1b" not in out.getvalue()
    assert "[red]x.txt" in out.getvalue()


def test_files_that_are_no_article(tmp_path: Path) -> None:
    from multipolar.errors import InputError

    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "China is a member of BRICS."}\n{"text": "Poland is a member of NATO."}\n', "utf8")
    with pytest.raises(InputError, match="2 articles"):
        brief_article(many)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(InputError):
        brief_article(empty)
    with pytest.raises(InputError):
        brief_article(tmp_path / "missing.txt")


def test_the_page_is_one_file_that_escapes_what_it_shows(tmp_path: Path) -> None:
    from multipolar.report import write_brief

    text = "China & Russia <b>script</b>: the enmity between Russia and India, <script>alert(1)</script> they say."
    found = brief_document(ingest(text.encode(), "<img src=x>.txt"))
    page = tmp_path / "brief.html"
    write_brief(found, page, command="multipolar brief x.txt")
    written = page.read_text("utf8")
    assert "<script>alert(1)" not in written
    assert "<img src=x>" not in written
    assert "contradicted" in written
    assert "✗" in written
    assert "http" not in written.replace("http-equiv", "")

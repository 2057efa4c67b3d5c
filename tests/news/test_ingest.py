"""Bytes of all kinds become documents with exact offsets, or are reported with the reason."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar.news.document import Document
from multipolar.news.ingest import Unreadable, ingest, read_file, read_path
from multipolar.news.language import not_english

STORY = "Canada’s minister met Brazil’s envoy on Monday. The two sides signed a deal on wheat, officials said.\n"


def check_offsets(document: Document) -> None:
    """Offsets never fall, stay inside, and blocks cover the text but for one character between two of them."""
    first, last = document.first, document.last
    assert len(first) == len(last) == len(document.text)
    assert (np.diff(first) >= 0).all()
    assert (np.diff(last) >= 0).all()
    assert (first <= last).all()
    assert not len(last) or (first[0] >= 0 and last[-1] <= len(document.raw))
    at = 0
    for block in document.blocks:
        assert block.start == at
        assert block.end > block.start
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
        start, end = document.span(block.start, block.end)
        assert start < end
        at = block.end + 1
    assert at == len(document.text) + 1


def texts(document: Document) -> list[str]:
    """Texts of the blocks."""
    return [document.text[b.start : b.end] for b in document.blocks]


def test_plain_text_stands_where_it_stood() -> None:
    found = ingest(STORY.encode(), "folder/012_story.txt")
    check_offsets(found)
    assert (found.file, found.doc, found.encoding) == ("012_story.txt", "012", "utf-8")
    for i, char in enumerate(found.text):
        assert found.raw[found.first[i] : found.last[i]] == char


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32-le", "utf-32-le"), ("utf-32-be", "utf-32-be"), ("cp1252", "windows-1252"),
        ("mac_roman", "mac_roman"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(encoding: str, name: str) -> None:
    found = ingest(STORY.encode(encoding), "a.txt")
    assert found.encoding == name
    assert found.raw == STORY
    assert found.text == STORY.strip()


def test_latin_1_and_declared_encodings() -> None:
    assert ingest("Señor Núñez visited São Paulo and spoke of the deal.".encode("latin-1"), "a").text[:5] == "Señor"
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Škoda of Plzeň exports to Poland.</p></body></html>'
    found = ingest(page.encode("iso-8859-2"), "a.html")
    assert found.raw == page
    assert "Škoda of Plzeň" in found.text


def test_mixed_encodings_in_one_file() -> None:
    data = "Canada’s offer — a first. ".encode() + "Brazil’s answer: “no”.".encode("cp1252")
    found = ingest(data, "a.txt")
    assert found.text == "Canada’s offer — a first. Brazil’s answer: “no”."
    assert found.encoding == "utf-8 and windows-1252"
    check_offsets(found)


@pytest.mark.parametrize("times", [1, 2])
def test_mojibake_is_repaired_with_offsets(times: int) -> None:
    wrong = STORY.strip()
    for _ in range(times):
        wrong = "".join(
            chr(b) if b in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([b]).decode("cp1252") for b in wrong.encode()
        )
    found = ingest(wrong.encode(), "a.txt")
    assert found.text == STORY.strip()
    at = found.text.index("Brazil")
    start, end = found.span(at, at + 6)
    assert found.raw[start:end] == "Brazil"
    start, end = found.span(6, 7)
    assert (
        len(found.raw[start:end]) == (3 if times == 1 else 8 if "\x80" in found.raw else end - start) or end - start > 1
    )


def test_accents_that_are_right_stay() -> None:
    text = "Câmara, Âncora and Ãndia are written so; the Åland islands and Ärzte too. “Quoted” — naïve café."
    assert ingest(text.encode(), "a.txt").text == text


def test_invisible_characters_ligatures_and_entities() -> None:
    found = ingest(
        "The of\ufb01ce\u200b of Ben\u0303a said\xa0\u201cno\u201d &amp; left &#8211; at&nbsp;once.\u00ad".encode(),
        "a.txt",
    )
    assert found.text == "The office of Beña said “no” & left – at once."
    check_offsets(found)
    at = found.text.index("office")
    assert found.raw[slice(*found.span(at, at + 6))] == "of\ufb01ce"


WRAPPED = """Canada has urged partners in the region to keep their markets open, and
Brazil welcomed that. Its minister said that talks on a long-
term deal had begun.
Mexico remains cautious. Analysts expect that it will wait for what Canada
offers.

Trade Talks Go On
Peru, however, signed on Tuesday. Its president called it a first step that
others should follow.
"""


def test_hard_wrapped_lines_become_paragraphs() -> None:
    found = ingest(WRAPPED.encode(), "a.txt")
    check_offsets(found)
    assert [t[:6] for t in texts(found)] == ["Canada", "Mexico", "Trade ", "Peru, "]
    assert "long-term deal" in found.text
    assert texts(found)[2] == "Trade Talks Go On"
    start, end = found.span(found.blocks[0].start, found.blocks[0].end)
    assert found.raw[start:end].startswith("Canada")
    assert found.raw[start:end].endswith("begun.")


def test_a_word_divided_at_the_end_of_a_line_is_put_together() -> None:
    text = "The govern-\nment of Peru signed, and the\ngovernment of Chile followed after a\nlong day of talks.\n"
    assert ingest(text.encode(), "a.txt").text.startswith("The government of Peru signed, and the government")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_all_kinds(end: str) -> None:
    found = ingest(WRAPPED.replace("\n", end).encode(), "a.txt")
    check_offsets(found)
    assert len(found.blocks) == 4


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Canada and Brazil: A Closer TieThe two states signed a pact on wheat on Monday. The pact and the Tie hold.",
         "Canada and Brazil: A Closer Tie"),
        ("Canada and Brazil: A Closer Tie The two states signed a pact on wheat on Monday.", "Canada and Brazil: A Closer Tie"),
    ],
)  # fmt: skip
def test_headings_that_run_into_text_are_split(text: str, heading: str) -> None:
    found = ingest(text.encode(), "a.txt")
    check_offsets(found)
    assert texts(found)[0] == heading
    assert texts(found)[1].startswith("The two states")


@pytest.mark.parametrize(
    "text",
    [
        "President Donald McDonald said that the two sides would meet again soon in Ottawa.",
        "Chinese Giant TikTok said that it will open a new office in Brazil this year.",
        "Foreign Minister Ana Lima of Peru said on Monday that she would not go.",
        "The United Nations Security Council on Monday adopted a resolution on the matter.",
    ],
)
def test_names_are_no_headings(text: str) -> None:
    assert texts(ingest(text.encode(), "a.txt")) == [text]


BAD = [
    (b"", "empty; give"), (b" \n\t ", "empty; give"), (b"\x00\x01\x02\x03" * 100, "save the article as UTF-8 text"), (b"text with a \x00 in it", "null byte"),
    (gzip.compress(STORY.encode()), "gunzip"), (b"%PDF-1.7 stream", "PDF"), (b"PK\x03\x04....word/document.xml", "DOCX"),
    (b"PK\x03\x04....", "ZIP"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"{\\rtf1 text}", "RTF"),
    (bytes(range(1, 32)) * 20, "binary"), (b"a" * 8_000_001, "too large"), (b"<p></p><p></p><div></div>", "no text"),
    (b"\xff\xfe", "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_what_cannot_be_read_is_said(data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=reason):
        ingest(data, "a.txt")
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = read_file(tmp_path / "a.txt")
    assert isinstance(found, Unreadable)
    assert reason in found.reason


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "folder"), (tmp_path / "none", "no such file"), ("a\0b", "not a file name")):
        (found,) = read_file(path)
        assert isinstance(found, Unreadable)
        assert reason in found.reason
    os.mkfifo(tmp_path / "pipe")
    (found,) = read_file(tmp_path / "pipe")
    assert isinstance(found, Unreadable)
    assert "no regular file" in found.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.txt").chmod(0)
    (found,) = read_file(tmp_path / "a.txt")
    assert isinstance(found, Unreadable)
    assert "permission" in found.reason


def test_a_huge_line_is_refused_without_being_read(tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as stream:
        stream.truncate(50_000_000)
    (found,) = read_file(tmp_path / "a.txt")
    assert isinstance(found, Unreadable)
    assert "too large: 50.0 MB, at most 8 MB" in found.reason


HOSTILE = {
    "tags without end": b"<p><p><p>" + b'<a "' * 100_000,
    "nested": b"<div>" * 400_000 + b"text",
    "comments without end": b"<p><p><p>" + b"<!--" * 400_000,
    "scripts without end": b"<p><p><p>" + b"<script>" * 200_000,
    "brackets": b"<p><p><p>" + b"<" * 120_000,
    "quotes": b"<p><p><p>" + b"<a b='\"> " * 10_000 + b'"',
    "line breaks": b"\n" * 2_000_000 + b"x",
    "marks": b"a" + "\u0301".encode() * 200_000,
    "wrong marks": "\u00e2\u20ac\u2122".encode() * 50_000,
    "links": b"[a](http://b" * 20_000,
    "capitals": b"Aa " * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_read_or_refused(name: str) -> None:
    """Each takes a fraction of a second; a rule whose time grows with the square of the length would take hours."""
    try:
        check_offsets(ingest(HOSTILE[name], "a.txt"))
    except Unreadable as problem:
        assert problem.reason


def test_jsonl_has_an_article_a_line(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": STORY, "title": "A deal", "date": "2024-05-06T10:00:00Z", "source": "The Post", "url": "u"}),
        "{broken", "[1]", json.dumps({"title": "no text"}), json.dumps({"text": "A \\u00e9 caf\u00e9 in \ud800 Peru."}), "",
        json.dumps({"text": 3}), "[" * 100_000,
    ]  # fmt: skip
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(rows), encoding="utf8")
    found = list(read_file(path))
    documents = [one for one in found if isinstance(one, Document)]
    problems = [one for one in found if isinstance(one, Unreadable)]
    assert [d.file for d in documents] == ["many.jsonl:1", "many.jsonl:5"]
    assert (documents[0].doc, documents[0].title, documents[0].outlet) == ("many:1", "A deal", "The Post")
    assert documents[0].published == "2024-05-06"
    assert documents[0].raw == STORY
    assert documents[1].raw == "A \\u00e9 caf\u00e9 in \ufffd Peru."
    assert [p.file.rsplit(":", 1)[1] for p in problems] == ["2", "3", "4", "7", "8"]
    with pytest.raises(Unreadable, match=r"many\.jsonl:2"):
        read_path(path)


def test_jsonl_is_known_by_its_first_line_and_json_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(json.dumps({"text": STORY}) + "\n")
    assert read_path(tmp_path / "a.txt")[0].doc == "a:1"
    (tmp_path / "b.json").write_text(json.dumps([{"text": STORY}, {"text": STORY}], indent=2))
    assert [d.file for d in read_path(tmp_path / "b.json")] == ["b.json:1", "b.json:2"]
    (tmp_path / "c.json").write_text(json.dumps({"text": STORY}, indent=2))
    assert [d.doc for d in read_path(tmp_path / "c.json")] == ["c"]


HUNGARIAN = "A kormány szerint a tárgyalások a jövő héten is folytatódnak, de a megállapodás nem lesz könnyű, mert a felek messze vannak egymástól."
SWAHILI = "Rais alisema kuwa mazungumzo na China yataendelea wiki ijayo na kwamba serikali itatoa taarifa kamili baada ya mkutano huo mjini Nairobi."


def test_other_languages_are_known() -> None:
    assert "Arabic" in str(not_english("قال الرئيس إن الاتفاق مع الصين خطوة أولى نحو السلام في المنطقة."))
    assert "Hebrew" in str(not_english("ראש הממשלה אמר כי ההסכם עם סין הוא צעד ראשון"))
    assert "Chinese" in str(not_english("中国外交部发言人表示,中国将继续与俄罗斯合作。"))
    german = "Der Minister sagte, dass die Verhandlungen mit China nicht einfach seien und das Land auf eine Antwort wartet, die im Mai kommt."
    assert "not English" in str(not_english(german))
    assert not_english(STORY) is None
    assert not_english("Russia attacks Ukraine") is None
    headlines = "Russia attacks Ukraine grain ports. China warns Japan over islands. Brazil, Peru sign trade deal. India bans rice exports."
    assert not_english(f"{headlines} Canada vows answer to US tariffs. Kenya expels envoy after row.") is None
    assert (
        not_english(
            "In a statement, Kenya's Foreign Ministry strongly condemned an Eritrean drone strike on Garissa, a big market town, on Oct. 3 evening"
        )
        is None
    )
    for other in HUNGARIAN, SWAHILI:
        assert "not English" in str(not_english(other))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_random_bytes_never_crash(data: bytes) -> None:
    try:
        found = ingest(data, "a.txt")
    except Unreadable as problem:
        assert problem.reason
    else:
        check_offsets(found)
        found.text.encode()


SNIPPETS = st.sampled_from(
    ["<p>", "</p>", "<div class='nav'>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#8217;", "&bogus;", "â€™", "\ufb01", "e\u0301",
     "\r\n", "\n\n", "<br>", "<a href=\"", "'", '"', ">", "<", "<![CDATA[", "\u202e", "Canada said. ", "Brazil’s ", "<td>", "<h1>", "\ud7ff"]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SNIPPETS | st.text(max_size=8), max_size=40))
def test_random_markup_never_crashes_and_keeps_offsets(parts: list[str]) -> None:
    try:
        found = ingest("".join(parts).encode("utf-8", "replace"), "a.html")
    except Unreadable:
        return
    check_offsets(found)

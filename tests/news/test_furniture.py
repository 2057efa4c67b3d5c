"""Blocks of messy pages are told apart, repeated passages are found, and nothing is lost."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from multipolar.news import duplicates, furniture_words
from multipolar.news.document import Document
from multipolar.news.duplicates import tag_repeats
from multipolar.news.furniture import tag_blocks
from multipolar.news.ingest import ingest, read_path
from news.pages import PAGES, SOURCES

SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "news"


LONG = (
    "Kenya signed an agreement with China on Wednesday to extend its railway to the border with Uganda and to repair two "
    "bridges on the way to the town."
)


def tagged(*texts: str) -> tuple[Document, ...]:
    """Documents with all their tags."""
    return tag_repeats([tag_blocks(ingest(text.encode(), f"{n}.txt")) for n, text in enumerate(texts)])


def by_character(document: Document) -> list[str]:
    """Tag of every raw character; body where no block stands."""
    found = ["body"] * len(document.raw)
    for block in document.blocks:
        start, end = document.span(block.start, block.end)
        found[start:end] = [block.tag] * (end - start)
    return found


def right(document: Document, gold: list[tuple[int, int, str]]) -> float:
    """Share of the characters, without white space, whose tag is right."""
    truth = ["body"] * len(document.raw)
    for start, end, tag in gold:
        truth[start:end] = [tag] * (end - start)
    mine = by_character(document)
    counted = [i for i, char in enumerate(document.raw) if not char.isspace()]
    return sum(mine[i] == truth[i] for i in counted) / len(counted)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("name", PAGES)
def test_tags_of_messy_texts(name: str, gap: str) -> None:
    text, gold = "", []
    for tag, block in PAGES[name]:
        text += " " if text.endswith((") -", ") --", "KATHMANDU:")) else gap if text else ""
        gold.append((len(text), len(text) + len(block), tag))
        text += block
    (found,) = tagged(text)
    shown = [(b.tag, found.text[b.start : b.end]) for b in found.blocks]
    assert right(found, gold) >= 0.97, shown


@pytest.mark.parametrize("name", SOURCES)
def test_tags_of_web_pages(name: str) -> None:
    source, gold = SOURCES[name]
    (found,) = tagged(source)
    shown = [(b.tag, found.text[b.start : b.end]) for b in found.blocks]
    assert shown == gold
    for block in found.blocks:
        start, end = found.span(block.start, block.end)
        words = found.text[block.start : block.end].split()
        assert found.raw[start:end].startswith(words[0])


def test_what_a_page_states_of_itself() -> None:
    found = ingest(SOURCES["modern"][0].encode(), "a.html")
    assert found.title == "Vietnam rejects a proposal by Laos on the river dam"
    assert (found.outlet, found.published) == ("Example News", "2021-04-08")


def test_near_repeats_within_and_across_documents() -> None:
    one = LONG
    near = one.replace("Wednesday", "Thursday")
    other = "Uganda has not said whether it will build its part of the line, which would cost more than the state earns in a year."
    first, second = tagged(
        f"{one}\n\n{other}\n\n{near}",
        f"{other.upper()}\n\nSomething else happened in Peru, where nobody had expected it.",
    )
    assert [b.tag for b in first.blocks] == ["body", "body", "duplicate"]
    assert first.blocks[2].twin == ("0.txt", 0, len(one))
    assert [b.tag for b in second.blocks] == ["duplicate", "body"]
    assert second.blocks[0].twin == ("0.txt", len(one) + 2, len(one) + 2 + len(other))


def test_many_passages_are_compared_by_minhash(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [LONG, "Peru refused to sign the treaty on fishing that Chile and Ecuador had proposed at a meeting in Lima last summer.",
             LONG.replace("Wednesday", "Thursday")]  # fmt: skip
    few = tagged(*texts)
    monkeypatch.setattr(duplicates, "FEW", 0)
    many = tagged(*texts)
    assert [d.blocks for d in many] == [d.blocks for d in few]
    assert [d.blocks[0].tag for d in many] == ["body", "body", "duplicate"]


def test_two_paragraphs_run_together_repeat_both() -> None:
    one = "Kenya signed an agreement with China on Wednesday to extend its railway to the border with Uganda and to repair bridges."
    two = "Uganda has not said whether it will build its part of the line, which would cost more than the state earns in a year."
    (found,) = tagged(f"{one}\n\n{two}\n\n{one} {two}")
    assert [b.tag for b in found.blocks] == ["body", "body", "duplicate"]


def test_alike_is_not_the_same() -> None:
    for a, b in (("China", "Japan"), ("two bridges", "9 bridges")):
        swapped = LONG.replace(a, b)
        (found,) = tagged(f"{LONG}\n\n{swapped}")
        assert [b.tag for b in found.blocks] == ["body", "body" if a == "China" else "duplicate"]
    turned = LONG.replace("Kenya", "X").replace("China", "Kenya").replace("X", "China")
    assert [b.tag for b in tagged(f"{LONG}\n\n{turned}")[0].blocks] == ["body", "body"]
    one = "Kenya exported goods worth 3 billion dollars to China in 2019, and Uganda exported goods worth 1 billion dollars."
    two = "Peru refused to sign the treaty on fishing that Chile and Ecuador had proposed at a meeting in Lima last summer."
    (found,) = tagged(f"{one}\n\n{two}")
    assert [b.tag for b in found.blocks] == ["body", "body"]


def test_prose_is_not_furniture() -> None:
    sentences = [
        "Subscribers to the fund include Norway and Japan, which pledged 3 billion dollars.",
        "Read by a clerk, the letter from Moscow accused Kyiv of breaking the truce.",
        "China said that it would share the data with Pakistan.",
        "The two leaders shook hands in Geneva on June 16, 2021, and agreed to return their ambassadors.",
        "By Friday, Turkey had closed the strait to warships.",
        "Thanks to Qatar, the two sides met again.",
        "Related talks between Iran and France broke down.",
        "Comments by the minister angered India.",
        "Posts along the border were shelled by Sudan.",
        "Both sides agreed.",
        "Reporting by state media in Cuba accused Spain of meddling.",
        "The writer of the letter, Peru said, had insulted Chile.",
        "In this case, Denmark asked Norway for help.",
        "Our reporters were expelled from Chad, the agency said.",
        "Watch groups in Geneva accused Myanmar of using mines.",
        "Moscow - which had threatened to leave the pact - stayed.",
        "The AFP reported that Chad had expelled the envoy of Germany.",
    ]
    (found,) = tagged("\n\n".join(sentences))
    assert [b.tag for b in found.blocks] == ["body"] * len(sentences)


def test_markdown() -> None:
    text = "# Chile signs\n\n**Chile** signed [a treaty](https://example.org/a) with Peru on Monday.\n\n## Next steps\n\nBoth states must now ratify the treaty."
    (found,) = tagged(text)
    shown = [(b.tag, found.text[b.start : b.end]) for b in found.blocks]
    assert shown == [
        ("heading", "Chile signs"), ("body", "Chile signed a treaty with Peru on Monday."), ("heading", "Next steps"),
        ("body", "Both states must now ratify the treaty."),
    ]  # fmt: skip
    assert found.title == "Chile signs"


def test_hostile_lines_take_no_time() -> None:
    lines = [
        "copy link " * 60,
        "x" * 690,
        "Published " * 60,
        "By A " * 120,
        "A > " * 150,
        "- " * 340,
        "(" * 690,
        "a." * 340,
        "Photo: " * 90,
        "Tags " * 120,
    ]
    began = time.perf_counter()
    for line in lines:
        for name in furniture_words.__all__:
            pattern = getattr(furniture_words, name)
            if hasattr(pattern, "search"):
                pattern.search(line[:700])
                pattern.fullmatch(line[:700])
    assert time.perf_counter() - began < 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles are not here")
def test_annotated_articles() -> None:
    rows = [json.loads(line) for line in (SHARED / "annotation" / "dev_furniture.jsonl").read_text("utf8").splitlines()]
    shares = []
    for path in sorted((SHARED / "articles").glob("00[012]_*.txt")):
        (found,) = tag_repeats([tag_blocks(read_path(path)[0])])
        shares.append(right(found, [(r["start"], r["end"], r["tag"]) for r in rows if r["file"] == path.name]))
    assert min(shares) >= 0.95

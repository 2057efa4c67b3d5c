"""An article in hand: dropped or pasted, its claims judged, its events marked in the text, its moves tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from page.axe import violations

pytestmark = pytest.mark.page

PATIENCE = 90_000
ARTICLE = """Canada strikes back

OTTAWA, March 3, 2025 - Canada imposed a 25 percent tariff on steel from the United States on Monday.
The US threatened to raise duties on Canadian cars. France lent Vietnam $2 billion for a railway.
"""


def reading(visit: Callable[..., Any]) -> Any:
    """The view with the article pasted and read."""
    page = visit("#/news?preset=us-china-60").ready().page
    page.get_by_label("Text of an article").fill(ARTICLE)
    page.get_by_role("button", name="Read this text").click()
    page.get_by_role("button", name="Who does what to whom").wait_for(timeout=PATIENCE)
    return page


def test_the_sample_article_is_read_and_its_claims_are_judged(visit: Callable[..., Any]) -> None:
    page = visit("#/news?preset=us-china-60").ready().page
    page.get_by_role("button", name="Try the sample article").click()
    claim = page.locator("section.found ol li").first
    claim.wait_for(timeout=PATIENCE)
    verdict = claim.locator(".verdict strong").inner_text()
    assert verdict.split(maxsplit=1)[1] in ("supported", "contradicted", "not testable", "assumption")
    claim.locator("blockquote button").click()
    marked = page.locator("mark.picked").all_inner_texts()
    quoted = claim.locator("blockquote").inner_text().strip("“”\n ")
    assert quoted.startswith(" ".join("".join(marked).split())[:40]), "the words of the claim are shown in the text"


def test_events_stand_beside_their_words(visit: Callable[..., Any]) -> None:
    page = reading(visit)
    page.get_by_role("button", name="Who does what to whom").click()
    rows = page.get_by_role("region", name="Events of").locator("tbody tr")
    told = rows.evaluate_all("rows => rows.map(r => [...r.children].map(c => c.innerText.trim()))")
    assert any(row[0] == "Canada" and row[2] == "United States" and "restricts" in row[1] for row in told), told
    rows.first.locator("button").click()
    assert page.locator("mark.picked").count() >= 1


def test_moves_that_are_ticked_come_under_the_hand(visit: Callable[..., Any]) -> None:
    page = reading(visit)
    page.get_by_role("button", name="Moves to try").click()
    boxes = page.locator("section.found input[type=checkbox]")
    count = boxes.count()
    assert count >= 2
    boxes.last.uncheck()
    page.get_by_role("button", name="in the simulator").click()
    page.locator("main[data-busy='']").wait_for(timeout=PATIENCE)
    assert page.locator("article.card").count() == count - 1
    assert page.get_by_role("article", name="Tariff").count() >= 1


def test_files_are_taken_and_what_cannot_be_read_is_named(visit: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "steel.txt").write_text(ARTICLE)
    (tmp_path / "empty.txt").write_text(" \n")
    page = visit("#/news?preset=us-china-60").ready().page
    page.get_by_label("Files").set_input_files([tmp_path / "steel.txt", tmp_path / "empty.txt"])
    page.get_by_role("button", name="Who does what to whom").wait_for(timeout=PATIENCE)
    assert "empty.txt could not be read" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Take empty.txt away").click()
    page.get_by_role("alert").wait_for(state="detached", timeout=PATIENCE)
    assert page.get_by_role("region", name="Text of steel.txt").count() == 1


def test_too_much_at_once_is_said_and_nothing_is_lost(visit: Callable[..., Any]) -> None:
    page = reading(visit)
    page.get_by_text("Or paste a text").click()
    page.get_by_label("Text of an article").fill("Norway met Chad. " * 20_000)
    page.get_by_role("button", name="Read this text").click()
    assert "multipolar read" in page.get_by_role("alert").inner_text()
    assert page.locator("mark").count() >= 1, "what was read before is still there"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_part_is_for_everybody(visit: Callable[..., Any], width: int, scheme: str) -> None:
    page = (
        visit("#/news?preset=us-china-60", viewport={"width": width, "height": 900}, color_scheme=scheme).ready().page
    )
    page.get_by_role("button", name="Try the sample article").click()
    page.locator("section.found ol li").first.wait_for(timeout=PATIENCE)
    for name in ("Claims and verdicts", "Moves to try", "Who does what to whom", "Who says what"):
        page.get_by_role("button", name=name).click()
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

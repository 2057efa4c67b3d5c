"""The one-file report: downloaded from the page, opened from a disk without a network, the same numbers, nothing to change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from page.axe import violations

pytestmark = pytest.mark.page

PATIENCE = 90_000


@pytest.fixture(scope="module")
def report(browser: Any, server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of US-China 60 % with Vietnam's drawer open, as a reader would save it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{server}/#/simulator?preset=us-china-60&state=VNM")
    page.wait_for_function(
        "() => ['ranges', 'intervals'].includes(document.getElementById('main').dataset.reached)", timeout=PATIENCE
    )
    page.get_by_role("button", name="Export").click()
    with page.expect_download(timeout=PATIENCE) as saved:
        page.get_by_role("button", name="Download report").click()
    path = tmp_path_factory.mktemp("report") / saved.value.suggested_filename
    saved.value.save_as(path)
    context.close()
    return path


@pytest.fixture
def opened(visit: Callable[..., Any], report: Path) -> Callable[..., Any]:
    """Open the file without a network."""
    return lambda **options: visit(report.as_uri(), offline=True, **options)


def test_it_is_one_file_that_asks_for_nothing(opened: Callable[..., Any], report: Path) -> None:
    text = report.read_text(encoding="utf8")
    print(f"report: {report.name}, {report.stat().st_size / 1e6:.2f} MB")
    assert report.name == "us-tariffs-of-60-on-china.html"
    assert report.stat().st_size < 4e6
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', text)
    assert re.search(r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-", text)
    file = opened()
    file.page.get_by_role("region", name="Vietnam").wait_for(timeout=PATIENCE)
    assert file.requests == [report.as_uri()]
    assert file.page.title() == "US tariffs of 60 % on China, Multipolar"


def test_it_holds_what_the_page_showed(opened: Callable[..., Any]) -> None:
    page = opened().page
    drawer = page.get_by_role("region", name="Vietnam")
    assert "+0.535" in drawer.inner_text()
    assert drawer.locator("figure.figure").count() >= 2
    drawer.get_by_role("button", name=re.compile("^Close")).click()
    results = page.get_by_role("region", name="Results")
    assert "\N{MINUS SIGN}0.119" in results.inner_text()
    assert "Cambodia" in results.locator("figure.figure").first.text_content()
    for tab in ("Exports", "Closeness, change", "Real income"):
        page.get_by_role("tab", name=tab, exact=True).click()
        assert page.get_by_role("region", name="Map").locator("svg.map [data-iso3=VNM]").count() == 1, tab
    notes = page.get_by_role("region", name="Sources, provenance and scenario file")
    for words in ("Fontagne", "OECD", "SHA-256", "add_pp: 60", "CC BY 4.0", "Fox News"):
        assert words in notes.inner_text(), words


def test_its_other_views_open_without_a_server(opened: Callable[..., Any]) -> None:
    page = opened().page
    views = page.get_by_role("navigation", name="Views")
    assert views.get_by_role("button").all_inner_texts() == ["Result", "Order", "Assumptions", "How it works"]
    for view, words in {"Order": "poles", "Assumptions": "elasticit", "How it works": "model"}.items():
        views.get_by_role("button", name=view).click()
        page.wait_for_function(
            "words => document.getElementById('main').innerText.toLowerCase().includes(words)", arg=words
        )
        assert page.locator("main [role=alert]").count() == 0, view
        assert "multipolar serve still running" not in page.locator("main").inner_text(), view


def test_nothing_in_it_can_be_changed(opened: Callable[..., Any]) -> None:
    page = opened().page
    levers = page.get_by_role("region", name="Levers", exact=True)
    assert "United States" in levers.inner_text()
    inputs = levers.locator("input, select, textarea")
    assert inputs.count() >= 1
    assert all(inputs.nth(at).is_disabled() for at in range(inputs.count()))
    for name in ("Undo", "Share", "Export", "Import", "Questions and scenarios"):
        assert page.get_by_role("button", name=name).count() == 0, name
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Assumptions").click()
    fields = page.locator("main :is(input:not([type=search]), textarea)")
    assert [fields.nth(at).get_attribute("id") for at in range(fields.count()) if fields.nth(at).is_enabled()] == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(opened: Callable[..., Any], scheme: str, width: int) -> None:
    page = opened(viewport={"width": width, "height": 900}, color_scheme=scheme).page
    page.get_by_role("region", name="Vietnam").wait_for(timeout=PATIENCE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_it_shows_headline_economies_and_file(opened: Callable[..., Any]) -> None:
    page = opened(java_script_enabled=False).page
    assert page.locator("noscript h1").inner_text() == "US tariffs of 60 % on China"
    rows = page.locator("noscript table tbody tr")
    assert rows.count() == 80, "79 economies and the rest of the world"
    vietnam = rows.filter(has_text="VNM")
    assert vietnam.locator("td").first.inner_text() == "+0.535"
    assert "add_pp: 60" in page.locator("noscript pre").inner_text()


def test_its_data_is_json_for_other_programs(report: Path) -> None:
    found = re.search(
        r'<script type="application/json" id="multipolar-report">(.*?)</script>',
        report.read_text(encoding="utf8"),
        re.DOTALL,
    )
    assert found
    data = json.loads(found[1])
    assert data["layout"] == 1
    income = data["result"]["countries"]["VNM"]["real_income_pct"]
    assert round(income["point"] if data["result"]["draws"] else income, 3) == 0.535
    assert {path.split("?")[0] for path in data["answers"]} >= {"api/parameters", "api/order"}

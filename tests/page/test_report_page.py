"""The report in a real browser: nothing from outside, no script errors, usable by keyboard, no sideways scroll."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from multipolar import load_scenario, simulate
from multipolar.report import write_report

pytestmark = pytest.mark.page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the default scenario."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(simulate(load_scenario("us-china-60")), path, command="multipolar run us-china-60")
    return path


def open_page(browser: Any, report: Path, **options: Any) -> tuple[Any, list[str], list[str]]:
    """A page with the report, its console errors and its requests."""
    page = browser.new_context(**options).new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("request", lambda r: requests.append(r.url))
    page.goto(report.as_uri())
    return page, errors, requests


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opens_without_errors_requests_or_sideways_scroll(browser: Any, report: Path, width: int, scheme: str) -> None:
    page, errors, requests = open_page(browser, report, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert errors == []
    assert requests == [report.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text() == "US tariffs of 60 % on China"
    assert page.locator("svg").count() >= 1


def test_works_without_scripts(browser: Any, report: Path) -> None:
    page, errors, _ = open_page(browser, report, java_script_enabled=False)
    assert errors == []
    assert page.locator("table").count() >= 4


def test_the_map_changes_by_keyboard(browser: Any, report: Path) -> None:
    page, errors, _ = open_page(browser, report)
    radios = page.locator("input[type=radio]")
    assert radios.count() >= 6
    radios.first.focus()
    page.keyboard.press("ArrowRight")
    assert radios.nth(1).is_checked()
    assert errors == []


def test_alignment_has_a_map_of_its_own_and_a_table_to_search(browser: Any, report: Path) -> None:
    page, errors, _ = open_page(browser, report)
    tabs = page.locator("#alignment input[type=radio]")
    assert tabs.count() == 5
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    assert tabs.nth(1).is_checked()
    assert page.locator("#show-a").is_checked(), "the maps of economy and alignment are apart"
    assert page.locator("#alignment .legend-h").is_visible()
    assert not page.locator("#alignment .legend-g").is_visible()
    page.fill("#find-state", "viet")
    assert page.locator("#found-state").inner_text().startswith("1 of 183 states: Vietnam")
    assert page.locator("#found").inner_text() == ""
    page.fill("#find-state", "")
    head = page.locator("#alignment-table thead th").nth(1)
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert errors == []


def test_every_control_has_a_name_and_every_table_a_caption(browser: Any, report: Path) -> None:
    page, _, _ = open_page(browser, report)
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input,button,select')].filter(e => !(e.labels?.length || e.ariaLabel "
        "|| e.textContent.trim() || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML)"
    )
    assert unnamed == []
    assert page.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption).length") == 0
    assert page.evaluate("document.documentElement.lang") == "en"

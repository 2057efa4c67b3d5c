"""Every view, light and dark, at every width: no violation of axe's rules, no sideways scroll, a table for every chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from page.axe import violations

pytestmark = pytest.mark.page

VIEWS = {
    "simulator": "#/simulator?preset=us-china-60",
    "country": "#/simulator?preset=us-china-60&state=VNM",
    "news": "#/news?preset=us-china-60",
    "order": "#/order?preset=us-china-60",
    "compare": "#/compare?preset=us-china-60&compare=us-china-60,us-china-60-retaliation",
    "assumptions": "#/assumptions?preset=us-china-60",
    "how": "#/how?preset=us-china-60",
}
"""Views with what must be on them to be worth a look."""
TALL = 900


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(visit: Callable[..., Any], view: str, scheme: str, width: int) -> None:
    page = visit(VIEWS[view], viewport={"width": width, "height": TALL}, color_scheme=scheme)
    page.ready()
    assert violations(page.page) == []


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_scrolls_sideways(visit: Callable[..., Any], view: str, width: int) -> None:
    opened = visit(VIEWS[view], viewport={"width": width, "height": TALL})
    opened.ready()
    wide = opened.page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.width && box.right > width + 1 && !e.closest('.scroll, svg, .unseen, .skip');
        }).map(e => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)}`)""",
        width,
    )
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, wide[:5]


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_has_its_table(visit: Callable[..., Any], view: str) -> None:
    page = visit(VIEWS[view]).ready().page
    bare = page.evaluate(
        """[...document.querySelectorAll('svg')].filter(e => e.getBoundingClientRect().width > 60 && !e.closest('.figure')
            && !e.closest('[aria-hidden=true]')).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert bare == [], "drawings outside a figure have no table"
    figures = page.locator("figure.figure:visible")
    if view in ("simulator", "country", "order", "compare"):
        assert figures.count() >= 1
    for at in range(figures.count()):
        figure = figures.nth(at)
        title = figure.locator("figcaption").inner_text()
        figure.get_by_role("button", name="Show as a table").click()
        rows = figure.locator("table tbody tr")
        assert rows.count() >= 1, title
        heads = figure.locator("table thead th").count()
        assert heads >= 2, title
        assert rows.first.locator("th, td").count() == heads, title
        assert figure.locator("table caption").count() == 1, title
        figure.get_by_role("button", name="Show the picture").click()


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name_and_is_reached_by_keyboard(visit: Callable[..., Any], view: str) -> None:
    page = visit(VIEWS[view]).ready().page
    controls = "document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)')"
    unreachable = page.evaluate(
        f"[...{controls}].filter(e => e.tabIndex < 0 && !e.disabled && e.getBoundingClientRect().width "
        "&& !e.closest('[role=tablist], [role=listbox], [role=radiogroup], [role=toolbar], [role=grid], svg'))"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert unreachable == []
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").count() == 1

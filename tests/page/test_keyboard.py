"""The simulator by keyboard alone: from the first key to a scenario of one's own, a state, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.page

PATIENCE = 90_000
FURTHEST = 300
"""Presses of Tab after which what is sought cannot be reached."""


def tab_to(page: Any, selector: str, text: str = "") -> int:
    """Press Tab until the focus is on something; the number of presses."""
    for presses in range(1, FURTHEST):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """([selector, text]) => {
                const e = document.activeElement;
                return e.matches(selector) && `${e.getAttribute('aria-label') ?? ''} ${e.textContent}`.includes(text);
            }""",
            [selector, text],
        )
        if here:
            return presses
    return pytest.fail(f"{selector} {text!r} is not reached by Tab")


def focus_is_seen(page: Any) -> bool:
    """Whether what has the focus shows it."""
    return page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e);
            return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.closest('svg') !== null; }"""
    )


def test_question_lever_map_and_drawer_by_keyboard(visit: Callable[..., Any]) -> None:
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Who pays for US tariffs of 60 % on China?").wait_for(timeout=PATIENCE)

    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    tab_to(page, "button", "Who pays for US tariffs of 60 % on China?")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    opened.ready()

    tab_to(page, "input[data-lever]")
    assert focus_is_seen(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.getElementById('main').dataset.busy !== 'last'")
    number = page.get_by_role("region", name="Levers", exact=True).get_by_role("spinbutton")
    assert float(number.input_value()) > 60
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("35")
    page.keyboard.press("Tab")
    opened.ready()
    assert number.input_value() == "35"

    tab_to(page, "svg.map [tabindex='0']")
    page.keyboard.type("viet")
    assert page.evaluate("document.activeElement.getAttribute('data-iso3')") == "VNM"
    assert re.search(r"Vietnam, .*%", page.evaluate("document.activeElement.getAttribute('aria-label')"))
    page.keyboard.press("Enter")
    drawer = page.get_by_role("region", name="Vietnam")
    drawer.wait_for(timeout=PATIENCE)
    assert page.evaluate("document.activeElement.id") == "drawer-h"
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached", timeout=PATIENCE)
    assert page.evaluate("document.activeElement.getAttribute('data-iso3')") == "VNM", (
        "the focus goes back to where it was"
    )

    page.keyboard.press("ControlOrMeta+z")
    assert number.input_value() != "35"


def test_a_lever_is_added_and_taken_out_by_keyboard(visit: Callable[..., Any]) -> None:
    opened = visit("#/simulator?preset=us-china-60")
    opened.ready()
    page = opened.page
    tab_to(page, "input[role=combobox]")
    page.keyboard.type("tariff china usa")
    page.get_by_role("option").first.wait_for(timeout=PATIENCE)
    page.keyboard.press("Enter")
    cards = page.locator("[data-card]")
    page.wait_for_function("() => document.querySelectorAll('[data-card]').length === 2", timeout=PATIENCE)
    assert re.search("China.*United States", cards.last.get_attribute("aria-label"))
    opened.ready()
    page.locator("#main").focus()
    for _ in range(2):
        tab_to(page, "button", "Remove")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('[data-card]').length === 1", timeout=PATIENCE)


def test_views_and_tabs_by_keyboard(visit: Callable[..., Any]) -> None:
    opened = visit("#/simulator?preset=us-china-60")
    opened.ready()
    page = opened.page
    tab_to(page, "[role=tab][aria-selected=true]", "Real income")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Exports"
    page.wait_for_function(
        "() => document.querySelector('[role=tab][aria-selected=true]').textContent.trim() === 'Exports'"
    )
    page.locator("a.skip").focus()
    tab_to(page, "nav button", "Order")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="How many poles, how tense").wait_for(timeout=PATIENCE)

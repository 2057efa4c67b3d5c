"""The map and the drawer in a browser: reached by keyboard and finger, repainted in place, reasons that sum, no numbers without an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.page

US_CHINA = "#/simulator?preset=us-china-60"
NUMBER = re.compile(r"[+\u2212]?\d+\.\d+")


def focused(page: Any) -> str:
    label: str = page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id")
    return label


def test_states_are_reached_and_opened_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit(US_CHINA).ready().page
    page.locator("svg.map [tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    assert focused(page).startswith("Canada, +0.080 %, range")
    page.keyboard.type("vie")
    assert focused(page).startswith("Vietnam, +0.535 %")
    page.keyboard.press("End")
    assert focused(page).startswith("Zimbabwe")
    page.keyboard.type("vie")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer-h")
    assert focused(page) == "drawer-h"
    page.keyboard.press("Escape")
    page.wait_for_selector("#drawer-h", state="detached")
    assert focused(page).startswith("Vietnam")


def test_a_small_state_has_a_target_of_24_pixels_and_is_found_by_name(visit: Callable[..., Any]) -> None:
    page = visit(US_CHINA).ready().page
    box = page.locator("svg.map circle[data-iso3=MUS]").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 11, box["y"] + box["height"] / 2)
    assert page.locator("#drawer-h").inner_text().startswith("Mauritius")
    page.fill("#map-find", "sao tome")
    page.keyboard.press("Enter")
    page.locator("#drawer-h", has_text="S\u00e3o Tom\u00e9").wait_for()


def test_a_lever_repaints_shapes_in_place(visit: Callable[..., Any]) -> None:
    page = visit(US_CHINA).ready().page
    page.evaluate(
        """() => {
            window.seen = { classes: 0, nodes: 0 };
            new MutationObserver((list) => { for (const m of list) m.type === 'attributes' ? window.seen.classes++ : window.seen.nodes++; })
                .observe(document.querySelector('svg.map'), { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'd'] });
        }"""
    )
    slider = page.get_by_role("region", name="Levers").locator("input[type=range]").first
    slider.evaluate("e => { e.value = '5'; e.dispatchEvent(new Event('input', { bubbles: true })); }")
    page.locator("svg.map path[data-iso3=USA]:not(.m3)").wait_for()
    seen = page.evaluate("window.seen")
    assert seen["nodes"] == 0
    assert 0 < seen["classes"] < 180


def test_reasons_sum_to_the_change(visit: Callable[..., Any]) -> None:
    page = visit("#/simulator?preset=us-china-60-retaliation&state=VNM").ready().page
    sums = page.locator(".drawer p.sum").all_inner_texts()
    assert len(sums) == 2
    for text in sums:
        whole, change = NUMBER.findall(text)[:2]
        assert whole == change


def test_a_pull_too_weak_to_see_shows_what_it_would_take(visit: Callable[..., Any]) -> None:
    page = visit(f"{US_CHINA}&tab=alignment_change").ready().page
    panel = page.get_by_role("tabpanel")
    assert "Cambodia to move half-way to the United States the pull would have to be 3.5 times" in panel.inner_text()
    assert panel.locator("svg.map").count() == 0
    panel.get_by_role("button", name="Show the map all the same").click()
    assert panel.locator("svg.map").count() == 1


def test_the_digits_are_those_of_the_command_line(visit: Callable[..., Any]) -> None:
    page = visit(US_CHINA).ready().page
    results = page.get_by_role("region", name="Results").inner_text()
    for number in ("\u22120.119 %", "+1.091 %", "+0.535 %", "\u22120.328 %", "\u22120.308 %"):
        assert number in results


def test_on_a_phone_the_map_comes_to_the_hand_that_moves_a_lever(visit: Callable[..., Any]) -> None:
    page = visit(US_CHINA, viewport={"width": 390, "height": 844}).ready().page
    slider = page.get_by_role("region", name="Levers", exact=True).get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        """() => { const box = document.querySelector('svg.map').getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight; }"""
    )
    world, hand = page.locator("svg.map").bounding_box(), slider.bounding_box()
    assert world["y"] + world["height"] <= hand["y"] or hand["y"] + hand["height"] <= world["y"]
    page.keyboard.press("Shift+Tab")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.stage')).position !== 'fixed'")


def test_partners_are_told_by_their_whole_name_or_code(visit: Callable[..., Any]) -> None:
    page = visit(f"{US_CHINA}&state=CAN").ready().page
    chart = page.get_by_role("group", name="Flows that change most")
    chart.locator("g.row").nth(8).wait_for()
    rows = chart.locator("g.row").evaluate_all(
        "rows => rows.map((r) => [r.querySelector('.name').textContent.trim(), r.querySelector('title')?.textContent ?? ''])"
    )
    names = page.evaluate(
        "async () => (await (await fetch('api/catalogue')).json()).states.map((s) => [s.iso3, s.name])"
    )
    name_of = dict(names)
    whole = {f"{way} {name}" for way in ("to", "from") for name in (*name_of.values(), "Rest of the world")}
    for label, title in rows:
        way, code = label.split(" ", 1)
        assert label in whole or title.startswith(f"{way} {name_of.get(code, 'Rest of the world')}: "), rows
    assert any(title for _, title in rows), "none is too long here, so that nothing was tested"


PATTERNS = """() => {
    const built = [...document.querySelectorAll('main pattern')].map((p) => p.id);
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join();
    const used = rules + [...document.querySelectorAll('main [fill^=url]')].map((e) => e.getAttribute('fill')).join();
    const named = [...used.matchAll(/url\\("?#([\\w-]+)"?\\)/g)].map((found) => found[1]);
    return { idle: built.filter((id) => !named.includes(id)), absent: [...new Set(named)].filter((id) => !built.includes(id)), built };
}"""


def test_a_map_builds_the_patterns_that_it_uses(visit: Callable[..., Any]) -> None:
    page = visit("#/simulator?preset=east-west-decoupling").ready().page
    found = page.evaluate(PATTERNS)
    assert found["idle"] == []
    assert found["absent"] == []
    assert {"map-hatch", "map-lines", "map-unsure-p1", "key-hatch", "key-near-m3"} <= set(found["built"])
    page.goto(page.url.split("#")[0] + "#/compare?compare=us-china-60,east-west-decoupling")
    page.wait_for_function("() => document.querySelectorAll('main svg pattern[id^=mini]').length > 4", timeout=90_000)
    small = page.evaluate(PATTERNS)
    assert small["idle"] == []
    assert [name for name in small["absent"] if not name.startswith("map-")] == []
    assert any("-near-" in name for name in small["built"])


OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll('.plot text')].map((t) => [t.textContent.trim(), t.getBoundingClientRect()]);
    const circles = [...document.querySelectorAll('.plot circle')].map((c) => c.getBoundingClientRect());
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    return {
        names: document.querySelectorAll('.plot text.name').length,
        texts: boxes.flatMap(([one, a], k) => boxes.slice(k + 1).filter(([, b]) => meet(a, b)).map(([other]) => [one, other])),
        covered: boxes.filter(([, a]) => circles.some((c) => c.left + c.width / 2 > a.left && c.left + c.width / 2 < a.right
            && c.top + c.height / 2 > a.top + 2 && c.top + c.height / 2 < a.bottom - 2)).map(([text]) => text),
    };
}"""


@pytest.mark.parametrize(("size", "least"), [((1440, 900), 20), ((390, 844), 9)])
def test_names_in_the_triangle_lie_over_nothing(visit: Callable[..., Any], size: tuple[int, int], least: int) -> None:
    page = visit("#/order?preset=us-china-60", viewport={"width": size[0], "height": size[1]}).settled().page
    page.wait_for_selector(".plot text.name")
    found = page.evaluate(OVERLAPS)
    assert found["texts"] == []
    assert found["covered"] == []
    assert found["names"] >= least

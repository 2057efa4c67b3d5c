"""What people come for: a first insight, a scenario of one's own, sharing it, comparing, taking it home."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.page

RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"
ROW = re.compile(
    r"^│ ([A-Z]{3}) [^│]*│ +([+-][\d.]+) │ ([^│]+?) +│ +([+-][\d.]+) │ +([+-][\d.]+) │ +([+-][\d.]+) │", re.MULTILINE
)
PAIR = re.compile(r"^│ ([A-Z]{3}) [^│]*│ +([+-][\d.]+) │ +([+-][\d.]+) │ +([+-][\d.]+) │", re.MULTILINE)
PATIENCE = 90_000
"""Milliseconds; a machine may be busy, and nothing here is a measure of speed but the first journey."""


def printed(*arguments: str) -> str:
    """What the command line prints."""
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "COLUMNS": "160"}, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def by_command() -> dict[str, dict[str, str]]:
    """Economies of `multipolar run us-china-60` as printed: the numbers of a row by name."""
    rows = ROW.findall(printed("run", "us-china-60"))
    assert len(rows) >= 8
    names = ("Real income", "range", "Real wage", "Exports", "Duty revenue, change")
    return {iso3: dict(zip(names, row, strict=True)) for iso3, *row in rows}


def ascii_minus(text: str) -> str:
    """The page writes a true minus, the terminal a hyphen."""
    return text.replace("\N{MINUS SIGN}", "-")


def map_table(page: Any) -> dict[str, str]:
    """Values on the map by code, from its table."""
    figure = page.get_by_role("region", name="Map").locator("figure.figure").first
    figure.get_by_role("button", name="Show as a table").click()
    rows = figure.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    figure.get_by_role("button", name="Show the picture").click()
    return {row[1]: f"{float(ascii_minus(row[2])):+.3f}" for row in rows if row[2] != "no data"}


def facts(page: Any, state: str) -> dict[str, str]:
    """Headline and first number of each fact in the drawer of a state."""
    drawer = page.get_by_role("region", name=state)
    rows = drawer.locator("table").first.locator("tbody tr")
    found = rows.evaluate_all(
        "rows => rows.map(r => [r.querySelector('th').textContent, r.querySelector('strong').textContent])"
    )
    income = ascii_minus(drawer.locator(".big").first.inner_text())
    return {name: ascii_minus(value).split(" ")[0] for name, value in [("Real income", income), *found]}


def inside(page: Any, iso3: str) -> list[float]:
    """A point of the screen inside a state on the map, the one furthest from its edges: where a hand would click."""
    return page.evaluate(
        """iso3 => {
            const shape = document.querySelector(`svg.map [data-iso3=${iso3}]`), box = shape.getBBox();
            shape.scrollIntoView({ block: 'center' });
            let best = null, widest = -1;
            for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
                const at = new DOMPoint(box.x + box.width * i / 40, box.y + box.height * j / 40);
                if (!shape.isPointInFill(at)) continue;
                let room = 0;
                while (room < 20 && [[1, 0], [-1, 0], [0, 1], [0, -1]].every(([x, y]) =>
                    shape.isPointInFill(new DOMPoint(at.x + x * room, at.y + y * room)))) room += 0.25;
                if (room > widest) [best, widest] = [at, room];
            }
            const there = best.matrixTransform(shape.getScreenCTM());
            return [there.x, there.y];
        }""",
        iso3,
    )


def open_state(page: Any, name: str) -> None:
    """Find a state by name and open its drawer."""
    box = page.get_by_label("Find a state")
    box.fill(name)
    box.press("Enter")
    page.get_by_role("region", name=name).wait_for(timeout=PATIENCE)


def build_60(page: Any) -> None:
    """Make US-China 60 % from levers: take out what is there, find the tariff by words, type its size."""
    levers = page.get_by_role("region", name="Levers", exact=True)
    levers.get_by_role("button", name=re.compile("^Remove")).first.click()
    box = levers.get_by_role("combobox", name="Add a lever")
    box.fill("tariff usa china")
    levers.get_by_role("option").first.wait_for(timeout=PATIENCE)
    first = levers.get_by_role("option").first.inner_text()
    assert "United States" in first
    assert "China" in first
    box.press("Enter")
    number = levers.get_by_role("spinbutton", name=re.compile("United States"))
    number.fill("60")
    number.press("Tab")


def test_from_first_visit_to_reason_in_under_a_minute(visit: Callable[..., Any]) -> None:
    clicks = 0
    start = time.monotonic()
    page = visit().page
    page.get_by_role("button", name="Who pays for US tariffs of 60 % on China?").click(timeout=PATIENCE)
    clicks += 1
    page.wait_for_function(
        "() => document.querySelector('svg.map [data-iso3=VNM]').classList.contains('p3')", timeout=PATIENCE
    )
    page.mouse.click(*inside(page, "VNM"))
    clicks += 1
    drawer = page.get_by_role("region", name="Vietnam")
    drawer.get_by_role("heading", name="Why real income changes").wait_for(timeout=PATIENCE)
    reason = drawer.locator("figure.figure").first
    assert "+0.535" in drawer.inner_text()
    assert "terms of trade" in reason.locator("svg").text_content()
    took = time.monotonic() - start
    print(f"first insight after {took:.1f} s and {clicks} clicks")
    assert took < 60
    assert clicks <= 3


def test_a_page_that_is_left_alone_asks_once(visit: Callable[..., Any]) -> None:
    made = visit("#/simulator?preset=us-china-60").settled("intervals")
    made.page.wait_for_timeout(1000)
    assert len([url for url in made.requests if url.endswith("/api/simulate")]) == 2, "the last year, then the rest"


def test_the_question_brings_its_answer_with_interval_and_evidence(visit: Callable[..., Any]) -> None:
    page = visit().page
    page.get_by_role("button", name="Who pays for US tariffs of 60 % on China?").click(timeout=PATIENCE)
    door = page.get_by_role("region", name="Questions and scenarios")
    door.get_by_text("Evidence").wait_for(timeout=PATIENCE)
    text = door.inner_text()
    assert "United States" in text
    assert re.search(r"Interval\s+\S*\d", text)


def test_the_address_keeps_the_question(visit: Callable[..., Any]) -> None:
    page = visit("#/simulator?q=who-pays-60").ready().page
    door = page.get_by_role("region", name="Questions and scenarios")
    door.get_by_text("Evidence").wait_for(timeout=PATIENCE)
    assert "Who pays for US tariffs of 60 % on China?" in door.inner_text()
    page.wait_for_function(
        "() => ['q=who-pays-60', 'preset=us-china-60'].every((part) => location.hash.includes(part))", timeout=PATIENCE
    )


def test_levers_found_by_words_give_the_numbers_of_the_command_line(
    visit: Callable[..., Any], by_command: dict[str, dict[str, str]]
) -> None:
    opened = visit("#/simulator?preset=us-china-60")
    opened.ready()
    page = opened.page
    build_60(page)
    page.wait_for_function("() => document.getElementById('main').dataset.busy !== 'last'")
    opened.ready()
    values = map_table(page)
    assert {iso3: values[iso3] for iso3 in by_command} == {iso3: row["Real income"] for iso3, row in by_command.items()}
    for iso3, name in (("VNM", "Vietnam"), ("CHN", "China"), ("MEX", "Mexico")):
        open_state(page, name)
        shown = facts(page, name)
        for fact in ("Real income", "Real wage", "Exports", "Duty revenue, change"):
            assert shown[fact] == by_command[iso3][fact], (iso3, fact)


def test_an_address_shared_opens_the_same_scenario_afresh(visit: Callable[..., Any], server: str) -> None:
    opened = visit("#/simulator?preset=us-china-60&state=VNM")
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    opened.ready()
    page = opened.page
    slider = page.get_by_role("region", name="Levers", exact=True).get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    opened.ready()
    page.get_by_role("button", name="Share").click()
    page.get_by_text("Address copied").first.wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(f"{server}/#/simulator?")
    assert "preset" not in address
    again = visit(address)
    again.ready()
    assert facts(page, "Vietnam") == facts(again.page, "Vietnam")
    assert map_table(page) == map_table(again.page)
    box = '[data-card] input[type="number"]'
    assert again.page.locator(box).input_value() == page.locator(box).input_value() != "60"


def test_undo_redo_and_reset_lead_back(visit: Callable[..., Any]) -> None:
    opened = visit("#/simulator?preset=us-china-60")
    opened.ready()
    page = opened.page
    box = page.get_by_role("region", name="Levers", exact=True).get_by_role("spinbutton")
    for value in ("30", "45"):
        box.fill(value)
        box.press("Tab")
    page.get_by_role("button", name="Undo").click()
    assert box.input_value() == "30"
    page.get_by_role("button", name="Redo").click()
    assert box.input_value() == "45"
    page.get_by_role("button", name="Reset", exact=True).first.click()
    assert box.input_value() == "60"
    page.wait_for_function("() => location.hash.includes('preset=us-china-60')")


def test_two_scenarios_compared_give_the_numbers_of_the_command_line(visit: Callable[..., Any]) -> None:
    economies, _ = printed("compare", "us-china-60", "us-china-60-retaliation").split("Alignment, change of position")
    expected = {iso3: row for iso3, *row in PAIR.findall(economies)}
    assert {"USA", "CHN", "VNM"} <= set(expected)
    page = visit("#/compare?preset=us-china-60&compare=us-china-60").ready().page
    page.get_by_label("Packaged scenario").select_option("us-china-60-retaliation")
    table = page.get_by_role("table", name=re.compile("of states in 2 scenarios"))
    table.wait_for(timeout=PATIENCE)
    for iso3, name in (("USA", "United States"), ("CHN", "China"), ("VNM", "Vietnam")):
        page.get_by_label("Find", exact=True).fill(name)
        cells = table.locator("tbody tr", has=page.get_by_role("rowheader", name=name, exact=True)).locator("td.number")
        shown = [ascii_minus(text).split("\n")[0].split("(")[0].strip() for text in cells.all_inner_texts()]
        assert shown == expected[iso3], iso3


def test_the_yaml_of_the_page_is_a_file_of_the_command_line(visit: Callable[..., Any], tmp_path: Path) -> None:
    opened = visit("#/simulator?preset=us-china-60-retaliation")
    opened.ready()
    page = opened.page
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="YAML").click()
    path = tmp_path / "page.yaml"
    saved.value.save_as(path)
    values = map_table(page)
    rows = {iso3: income for iso3, income, *_ in ROW.findall(printed("run", str(path)))}
    assert {iso3: values[iso3] for iso3 in rows} == rows


def test_tables_and_pictures_are_saved_in_the_browser(visit: Callable[..., Any], tmp_path: Path) -> None:
    page = visit("#/simulator?preset=us-china-60").ready().page
    figure = page.get_by_role("region", name="Map").locator("figure.figure").first
    starts = {"CSV": b"State,", "SVG": b"<svg", "PNG": b"\x89PNG"}
    for kind, start in starts.items():
        with page.expect_download() as saved:
            figure.get_by_role("button", name=re.compile(f"as {kind}$")).click()
        path = tmp_path / kind
        saved.value.save_as(path)
        assert path.read_bytes().startswith(start), kind
        assert path.stat().st_size > 2000, kind


def test_the_answer_follows_the_lever_and_goes_back(visit: Callable[..., Any], tmp_path: Path) -> None:
    page = visit("#/simulator?q=who-pays-60").ready().page
    door = page.get_by_role("region", name="Questions and scenarios")
    sentence, told = door.locator(".sentence"), door.locator(".of")
    sentence.wait_for()
    before, top = sentence.inner_text(), page.locator(".simulator").bounding_box()["y"]
    assert "Answer for this scenario" in told.inner_text()
    slider = page.get_by_role("region", name="Levers").locator("input[type=range]").first
    slider.evaluate("e => { e.value = '30'; e.dispatchEvent(new Event('input', { bubbles: true })); }")
    told.get_by_text("Answer for the unchanged scenario").wait_for()
    assert sentence.inner_text() == before
    assert page.locator(".simulator").bounding_box()["y"] == top, "the levers moved under the hand"
    told.get_by_text("Answer for the scenario as you changed it").wait_for(timeout=PATIENCE)
    changed = sentence.inner_text()
    drawn = page.get_by_role("region", name="Results").locator("g.row", has_text="China").first.text_content()
    size = re.search(r"China (\S+) %", changed)
    assert size
    assert size[1] in drawn, (changed, drawn)
    page.reload()
    told.get_by_text("Answer for the scenario as you changed it").wait_for(timeout=PATIENCE)
    assert sentence.inner_text() == changed
    told.get_by_role("button", name="Back to the scenario of the question").click()
    told.get_by_text("Answer for this scenario").wait_for(timeout=PATIENCE)
    assert sentence.inner_text() == before


def test_an_answer_that_takes_a_minute_is_marked_as_that_of_the_unchanged_scenario(visit: Callable[..., Any]) -> None:
    page = visit("#/simulator?q=who-joins-washington").ready().page
    door = page.get_by_role("region", name="Questions and scenarios")
    door.locator(".sentence").wait_for(timeout=PATIENCE)
    slider = page.get_by_role("region", name="Levers").locator("input[type=range]").first
    slider.evaluate("e => { e.value = '5'; e.dispatchEvent(new Event('input', { bubbles: true })); }")
    told = door.locator(".answer.old .of")
    told.get_by_text("compute it in the view Order").wait_for()
    told.get_by_role("button", name="Back to the scenario of the question").click()
    door.locator(".of").get_by_text("Answer for this scenario").wait_for()

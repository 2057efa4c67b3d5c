"""The section on alignment: parts that sum, nobody left out, intervals where numbers were drawn, honest where nothing moves."""

from __future__ import annotations

import copy
import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.alignment import words
from multipolar.labels import state_names
from multipolar.report import write_comparison, write_report
from multipolar.report.alignment import _waterfall, alignment_section
from multipolar.report.alignment_compared import alignment_compared
from multipolar.report.alignment_map import CHANGE, POSITION, alignment_map, closeness_scale, level_legend
from multipolar.report.numbers import signed
from multipolar.scenario import with_settings


def run_under(belief: str, name: str = "us-china-60") -> Result:
    """A run without the work that alignment does not need."""
    return simulate(with_settings(load_scenario(name), {"beliefs": belief}), sensitivity=False)


@pytest.fixture(scope="module")
def believed() -> Result:
    """Under what the articles take for granted, so that positions move."""
    return run_under("article")


@pytest.fixture(scope="module")
def measured() -> Result:
    """Under the default belief, so that tariffs move no position."""
    return run_under("measured")


@pytest.fixture(scope="module")
def section(believed: Result) -> dict[str, Any]:
    return alignment_section(believed, believed.to_dict())


def drawn(value: float, spread: float) -> dict[str, float]:
    """A number as runs with draws give it."""
    return {
        "point": value,
        "p10": value - spread,
        "p90": value + spread,
        "p025": value - 2 * spread,
        "p975": value + 2 * spread,
    }


def with_draws(plain: dict[str, Any], spread: float) -> dict[str, Any]:
    """Plain values in which the changes of alignment have intervals."""
    found = copy.deepcopy(plain)
    for row in found["alignment"]["states"].values():
        row["alignment"] = drawn(row["alignment"], spread)
        row["alignment_change"] = drawn(row["alignment_change"], spread)
        for name in ("closeness", "closeness_change"):
            row[name] = {p: None if v is None else drawn(v, spread) for p, v in row[name].items()}
        row["hedging"] = drawn(row["hedging"], spread)
    return found


def test_a_number_is_read_with_and_without_its_interval() -> None:
    assert words.number(0.2) == words.Number(0.2)
    assert words.number(None) is None
    assert words.number(drawn(0.2, 0.3)) == words.Number(0.2, 0.2 - 0.3, 0.5)
    assert words.Number(0.2, -0.1, 0.5).uncertain
    assert not words.Number(0.2, 0.1, 0.5).uncertain
    assert words.point({**drawn(0.0, 1.0), "point": None}) is None


def test_reasons_sum_to_the_change(section: dict[str, Any], believed: Result) -> None:
    assert section["panels"]
    assert believed.alignment is not None
    for panel in section["panels"]:
        parts = math.fsum(part["size"] for part in panel["parts"])
        assert parts == pytest.approx(panel["total"]["change"].point, abs=words.TOLD)
        place = believed.alignment.base.states.index(panel["code"])
        assert panel["total"]["change"].point == pytest.approx(believed.alignment.change()[place], abs=1e-12)


def test_a_waterfall_starts_where_the_part_before_ends() -> None:
    bars, whole, zero = _waterfall([3.0, -1.0, -4.0])
    assert [(b.x, b.width, b.falls) for b in bars] == [(80.0, 120.0, False), (160.0, 40.0, True), (0.0, 160.0, True)]
    assert (whole.x, whole.width, whole.falls, zero) == (0.0, 80.0, True, 80.0)


def test_every_state_is_a_row_or_has_a_reason_why_not(section: dict[str, Any], believed: Result) -> None:
    listed = {row["code"] for row in section["rows"]}
    lost = sum(entry["count"] for entry in section["no_data"])
    assert len(listed) + lost == len(state_names())
    assert listed - set(believed.world.countries), "members of the United Nations outside the accounts"
    assert "Taiwan" in " ".join(entry["names"] for entry in section["no_data"])


def test_rows_come_from_the_largest_change_and_say_who_is_a_pole(section: dict[str, Any]) -> None:
    free = [row for row in section["rows"] if not row["is_pole"]]
    assert [row["code"] for row in section["rows"][-3:]] == ["CHN", "RUS", "USA"]
    sizes = [round(abs(row["change"].point), 3) for row in free[:20]]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sum(c["value"] for c in row["closeness"]) == pytest.approx(100) for row in free)


def test_where_nothing_moves_the_report_says_why_and_what_it_would_take(measured: Result) -> None:
    assert measured.alignment is not None
    aligned = measured.to_dict()["alignment"]
    sentence = words.still(measured.alignment, aligned)
    assert "real income and dependence on trade" in sentence
    assert "centred on zero" in sentence
    nearest = words.nearest_half_way(aligned)
    assert nearest is not None
    state, pole, value = nearest
    required = {r.pole: r.times_upper_end for r in measured.alignment.required(state)}
    assert required[pole] == value
    assert f"{words.times(value)} times the upper end" in sentence
    assert all(
        value <= (row["required_half_way"][p]["times_upper_end"] or np.inf)
        for row in aligned["states"].values()
        for p in row["required_half_way"]
    )
    section = alignment_section(measured, measured.to_dict())
    assert section["panels"] == []
    assert sentence == section["still"]


def test_the_summary_names_state_pole_way_and_evidence(believed: Result, section: dict[str, Any]) -> None:
    assert believed.alignment is not None
    top = section["panels"][0]
    assert top["name"] in section["summary"]
    assert "towards the United States" in section["summary"]
    assert top["parts"][0]["channel"] in section["summary"]
    assert "weak evidence" in section["summary"]
    assert words.still(believed.alignment, believed.to_dict()["alignment"]) == ""


def test_grades_are_weak_where_any_part_is_a_judgement_or_a_null() -> None:
    assert not words.weak("estimated")
    assert not words.weak("published")
    for grade in ("judgement", "estimated (null), association", "sign published, size judgement", "weak"):
        assert words.weak(grade)


def test_intervals_are_shown_and_the_uncertain_sign_is_muted(believed: Result) -> None:
    plain = with_draws(believed.to_dict(), 0.05)
    section = alignment_section(believed, plain)
    assert section["drawn"]
    changes = {row["code"]: row["change"] for row in section["rows"]}
    shapes = {s.title.split("\n")[0]: s for s in section["map"]["shapes"]}
    assert changes["KHM"].low > 0
    assert not shapes["Cambodia"].uncertain
    assert changes["KEN"].uncertain
    assert shapes["Kenya"].uncertain
    assert "80 % interval" in shapes["Kenya"].title
    assert section["map"]["uncertain"] == sum(s.uncertain for s in section["map"]["shapes"]) > 0
    assert "80 % interval" in section["summary"]


def test_a_report_and_a_comparison_with_draws_show_the_intervals(
    believed: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = with_draws(believed.to_dict(), 0.05)
    monkeypatch.setattr(Result, "to_dict", lambda _, **given: plain)
    write_report(believed, tmp_path / "r.html", command="multipolar run x")
    write_comparison([believed, believed], tmp_path / "c.html", command="multipolar compare a b")
    change = words.number(plain["alignment"]["states"]["KEN"]["alignment_change"])
    assert change is not None
    shown = f"{signed(change.low, 3)} to {signed(change.high, 3)}"
    for name in ("r.html", "c.html"):
        text = (tmp_path / name).read_text(encoding="utf8")
        row = text[text.index('id="alignment-table"') :]
        row = row[row.index('<span class="code">KEN</span>') :].split("</tr>")[0]
        assert shown in row
        assert "sign uncertain" in row
    assert "sign uncertain: the 80 % interval crosses zero" in (tmp_path / "r.html").read_text(encoding="utf8")


def test_the_map_has_fixed_scales_and_hatches_what_is_not_known(measured: Result) -> None:
    found = alignment_map(measured.to_dict()["alignment"])
    shapes = {s.title.split("\n")[0].split(":")[0]: s for s in found["shapes"]}
    assert shapes["Taiwan"].steps == {}
    assert "no position" in shapes["Taiwan"].title
    assert shapes["Crimea"].steps == {}
    assert shapes["Crimea"].disputed
    china, usa = shapes["China"].steps, shapes["United States"].steps
    assert china["j"] == china["h"] == "void", "a pole is not close to itself, and its position is fixed"
    assert usa["g"] == "q6"
    assert [tab["scale"].key for tab in found["tabs"]] == ["g", "h", "i", "j", "k"]
    for scale in (POSITION, closeness_scale(0, "USA")):
        assert len(level_legend(scale)) == 7
        assert [scale.step(v) for v in scale.limits] == [f"q{k}" for k in range(1, 7)]
        assert scale.step(None) == "void"
    assert CHANGE.step(0.05) == "z"


def test_without_alignment_the_section_says_why(measured: Result, tmp_path: Path) -> None:
    reason = "alignment: not computed; positions and ties are those of today, the world is that of 1993"
    none = dataclasses.replace(measured, alignment=None, warnings=(reason,))
    section = alignment_section(none, none.to_dict())
    assert section == {"known": False, "reason": reason}
    write_report(none, tmp_path / "r.html", command="multipolar run x")
    assert "not computed; positions and ties" in (tmp_path / "r.html").read_text(encoding="utf8")


def test_a_comparison_shows_both_and_the_difference(believed: Result, measured: Result, tmp_path: Path) -> None:
    plains = [measured.to_dict(), believed.to_dict()]
    found = alignment_compared(plains)
    first = found["rows"][0]
    changes = [run["alignment"]["states"][first["code"]]["alignment_change"] for run in plains]
    close = [run["alignment"]["states"][first["code"]]["closeness"]["CHN"] for run in plains]
    assert first["difference"] == pytest.approx(changes[1] - changes[0])
    assert first["apart"][1] == pytest.approx(100 * (close[1] - close[0]))
    assert first["gap"] == max(row["gap"] for row in found["rows"])
    write_comparison([measured, believed], tmp_path / "c.html", command="multipolar compare a b")
    text = (tmp_path / "c.html").read_text(encoding="utf8")
    assert 'id="alignment-table"' in text
    assert "different beliefs on alignment" in text
    none = dataclasses.replace(measured, alignment=None)
    assert alignment_compared([none.to_dict(), plains[1]]) == {"known": False}

"""The packaged backtest: what it must show, its JSON, its command and its page."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import yaml
from rich.console import Console

from multipolar.backtest import Backtest, backtest, backtest_schema, backtest_to_dict
from multipolar.backtest.estimates import ORIGINS, packaged_estimates
from multipolar.backtest.plain import HEADS, TITLES, ablation_cells, placebo_cells, row_cells, sentences
from multipolar.backtest.positions import POLES, history_of, published, re_estimated
from multipolar.cli import tables
from multipolar.politics.tables import ideal_points

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "backtest.md").read_text("utf8")
MUST = yaml.safe_load((ROOT / "tests" / "data" / "backtest.yaml").read_text("utf8"))
HORIZONS = (1, 3, 5, 8)


@pytest.fixture(scope="module")
def found() -> Backtest:
    """The quick version: the tables are those of the full one, the placebos fewer."""
    return backtest(quick=True)


def test_random_walk_errs_as_much_as_is_known(found: Backtest) -> None:
    for horizon, known in MUST["random_walk_rmse"].items():
        assert abs(found.table("leaky").row("random_walk", horizon).rmse - known) <= MUST["tolerance"]


def test_no_model_gains_so_much_that_a_leak_is_likely(found: Backtest) -> None:
    gains = [r.rmse_gain["random_walk"].gain_pct for t in found.tables for r in t.rows if r.model != "random_walk"]
    assert max(gains) < MUST["suspicious_gain_pct"]


def test_honest_intervals_hold_what_they_say(found: Backtest) -> None:
    for horizon in MUST["coverage_horizons"]:
        row = found.table("honest").row("default", horizon)
        assert abs(row.coverage_50_pct - 50) <= MUST["coverage_points"]
        assert abs(row.coverage_90_pct - 90) <= MUST["coverage_points"]


def test_a_missed_coverage_is_said(found: Backtest) -> None:
    table = found.table("honest")
    missed = dataclasses.replace(table.row("default", 5), coverage_50_pct=44.0)
    rows = tuple(missed if (r.model, r.horizon) == ("default", 5) else r for r in table.rows)
    lines = sentences(dataclasses.replace(found, tables=(dataclasses.replace(table, rows=rows),)))
    assert [line for line in lines if "NOT within" in line and line.startswith("honest: at 5 years")]
    assert not [line for line in sentences(found) if line.startswith("honest:") and "NOT within" in line]


def test_shuffled_doses_do_not_beat_true_ones_and_relative_ones_add_nothing(found: Backtest) -> None:
    for p in found.placebos:
        if p.model == "relative":
            assert p.mean_pct < 0.1
            assert p.low_pct <= 0.1


def test_every_table_has_many_origins_and_all_models(found: Backtest) -> None:
    spans = {"honest": 2019, "honest_published": 2024, "leaky": 2024}
    for table in found.tables:
        assert {(r.model, r.horizon) for r in table.rows} == {(m, h) for m in TITLES for h in HORIZONS}
        for row in table.rows:
            assert row.first == 2000
            assert row.last == min(spans[table.series] - row.horizon, 2019 if table.series != "leaky" else 2024)
            assert row.origins == row.last - row.first + 1
            assert row.cases > 150 * row.origins


def test_powers_are_not_scored() -> None:
    for vintages in (published(1990), re_estimated(packaged_estimates(), own_truth=True)):
        history = history_of(vintages)
        for pole in POLES:
            assert np.isnan(history.truth[:, history.states.index(pole)]).all()
            assert not np.isnan(vintages.pole_anchors()[-1]).any()


def test_packaged_estimates_know_no_later_votes_and_follow_the_published() -> None:
    estimates, points = packaged_estimates(), ideal_points()
    assert estimates.origins == ORIGINS
    for origin in (1991, 2000, 2010, 2019):
        known = dict(zip(points.states, points.at(origin), strict=True))
        ours = estimates.position[ORIGINS.index(origin), :, 0]
        theirs = np.array([known.get(s, np.nan) for s in estimates.states])
        both = ~np.isnan(ours) & ~np.isnan(theirs)
        assert np.corrcoef(ours[both], theirs[both])[0, 1] > 0.95
    late = estimates.states.index("SSD")
    assert np.isnan(estimates.position[: ORIGINS.index(2011), late]).all(), "South Sudan joined in 2011"


def test_the_scale_of_an_origin_is_that_of_the_published_points_up_to_it() -> None:
    vintages = re_estimated(packaged_estimates(), own_truth=False)
    t = vintages.origins.index(2005)
    columns = [vintages.years.index(2005 - back) for back in range(5)]
    reference = vintages.truth[:, columns]
    both = ~np.isnan(vintages.recent[t]) & ~np.isnan(reference)
    slope, level = np.polyfit(vintages.recent[t][both], reference[both], 1)
    assert (slope, level) == pytest.approx((1.0, 0.0), abs=1e-9)


def test_json_follows_its_schema(found: Backtest) -> None:
    plain = json.loads(json.dumps(backtest_to_dict(found), allow_nan=False))
    jsonschema.validate(plain, backtest_schema())
    broken = {**plain, "tables": [{**plain["tables"][0], "extra": 1}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, backtest_schema())


def test_the_command_shows_all_rows(found: Backtest, capsys: Any) -> None:
    with (console := Console(width=220, record=True)):
        tables.backtest(console, found)
    text = console.export_text()
    capsys.readouterr()
    for title in TITLES.values():
        assert title in text
    assert "Levers add" in text


def _rows_of(heads: tuple[str, ...]) -> list[str]:
    """Rows of all tables of the page that have these heads."""
    head = re.escape("| " + " | ".join(heads) + " |")
    return [line for block in re.findall(rf"{head}\n\|[-:| ]+\n((?:\|.*\n)+)", PAGE) for line in block.splitlines()]


def test_the_page_shows_the_tables_that_are_computed(found: Backtest) -> None:
    ours = ["| " + " | ".join(row_cells(r)) + " |" for t in found.tables for r in t.rows]
    assert _rows_of(HEADS["table"]) == ours


def test_the_page_shows_the_levers_one_by_one(found: Backtest) -> None:
    assert _rows_of(HEADS["ablations"]) == ["| " + " | ".join(ablation_cells(a)) + " |" for a in found.ablations]


def test_the_page_shows_the_placebos(found: Backtest) -> None:
    """The page has a hundred draws, of which the quick version makes the first ten: same truth, near means."""
    shown = [[cell.strip() for cell in line.strip("| ").split("|")] for line in _rows_of(HEADS["placebos"])]
    quick = [placebo_cells(p) for p in found.placebos]
    assert [row[:3] for row in shown] == [list(cells[:3]) for cells in quick]
    for row, p in zip(shown, found.placebos, strict=True):
        low, high = (float(v) for v in row[4].split(" to "))
        assert low - 0.05 <= p.mean_pct <= high + 0.05


def test_the_page_says_what_the_command_says(found: Backtest) -> None:
    text = " ".join(PAGE.split())
    for line in sentences(found):
        if not line.startswith("Placebo"):
            assert line in text, line


def test_the_findings_quote_the_tables(found: Backtest) -> None:
    text = " ".join(PAGE.split("What the command concludes")[0].split())
    for model in ("default", "relative"):
        for horizon in HORIZONS:
            gain = found.table("honest").row(model, horizon).rmse_gain["mean_reversion"]
            assert f"{gain.gain_pct:.2f} ± {gain.plus_minus_pct:.2f} %" in text, (model, horizon)
    late = [found.table("honest_published").row("default", h).late_50_pct for h in (3, 5)]
    assert f"({min(late):.0f} to {max(late):.0f} % in the 50 % interval" in text
    walk = found.table("honest").row("random_walk", 8).rmse
    assert (
        max(found.table("honest").row("default", h).rmse_gain["mean_reversion"].gain_pct for h in HORIZONS) / 100 * walk
        < 1e-3
    )

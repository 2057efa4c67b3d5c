"""Alignment in files: the same numbers everywhere, states outside the accounts are in, missing says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xarray as xr

from multipolar import Result, load_scenario, simulate
from multipolar.alignment.arrays import POLE_UNITS
from multipolar.export_files import write_comparison, write_result
from multipolar.export_files.alignment_sheet import of_alignment
from multipolar.result import COUNTRY_UNITS
from multipolar.scenario import with_settings

OUTSIDE = "KEN"


def run_under(belief: str) -> Result:
    """A short run in which Kenya is outside the accounts."""
    scenario = with_settings(load_scenario("us-china-60"), {"beliefs": belief, "horizon": 2027})
    return simulate(scenario, sensitivity=False, explain=False)


@pytest.fixture(scope="module")
def result() -> Result:
    return run_under("article")


@pytest.fixture(scope="module")
def files(result: Result, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_result(result, tmp_path_factory.mktemp("aligned"), "all")


def row_of(sheet: Any, code: str, year: int) -> dict[str, Any]:
    """The row of a state and year by the names in the header."""
    head, *lines = sheet.iter_rows(values_only=True)
    names = [str(cell).split("\n")[0] for cell in head]
    return next(dict(zip(names, line, strict=True)) for line in lines if line[:2] == (year, code))


def test_a_state_outside_the_accounts_is_in_every_file(files: dict[str, Path], result: Result) -> None:
    assert OUTSIDE not in result.world.countries
    expected = result.to_dict()["alignment"]["states"][OUTSIDE]
    numbers = {
        "alignment": expected["alignment"],
        "alignment_change": expected["alignment_change"],
        "hedging": expected["hedging"],
        "engagement": expected["engagement"],
        "closeness_CHN": expected["closeness"]["CHN"],
        "closeness_change_USA": expected["closeness_change"]["USA"],
    }
    assert numbers["alignment_change"] != 0
    tidy = pd.read_csv(files["csv"])
    kept = tidy[(tidy["country"] == OUTSIDE) & (tidy["year"] == 2027)].set_index("variable")["value"]
    stata = pd.read_stata(files["dta"], convert_categoricals=False)
    row = stata[(stata["iso3"] == OUTSIDE) & (stata["sector"] == 0) & (stata["year"] == 2027)].iloc[0]
    line = row_of(openpyxl.load_workbook(files["xlsx"])["alignment"], OUTSIDE, 2027)
    for name, value in numbers.items():
        assert kept[name] == pytest.approx(value, rel=1e-12)
        assert row[name] == value
        assert line[name] == value


def test_netcdf_has_years_states_and_poles_with_units(files: dict[str, Path], result: Result) -> None:
    expected = result.to_dict()["alignment"]["states"]
    with xr.open_dataset(files["nc"], engine="h5netcdf") as data:
        assert data.attrs["belief"] == "article"
        for name, unit in POLE_UNITS.items():
            assert data[name].dims == ("year", "state", "pole")
            assert data[name].attrs["units"] == unit
            assert float(data[name].sel(year=2027, state=OUTSIDE, pole="CHN")) == expected[OUTSIDE][name]["CHN"]
        assert data["alignment"].dims == ("year", "state")
        assert float(data["hedging"].sel(year=2027, state="VNM")) == expected["VNM"]["hedging"]
        assert np.isnan(float(data["closeness"].sel(year=2027, state="CHN", pole="CHN")))
        for name in ("alignment", "engagement", "tie", "dependence_pct_gdp"):
            assert np.isnan(data[name].sel(year=2027, state="CUB").values).all(), f"{name} of a state without data"


def test_the_sheet_lists_states_without_data_with_the_reason(files: dict[str, Path], result: Result) -> None:
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames[:4] == ["read me", "countries", "alignment", "sectors"]
    reasons = result.to_dict()["alignment"]["no_data"]
    for code in ("TWN", "CUB"):
        row = row_of(book["alignment"], code, 2027)
        assert row["no data"] == reasons[code]
        assert row["alignment"] is None
        assert row["closeness_CHN"] is None
    assert row_of(book["alignment"], "VNM", 2027)["first reason"].startswith("us-duty: ")
    heads = [str(cell.value).split("\n")[0] for cell in book["countries"][1]]
    assert not [name for name in heads if of_alignment(name)], "alignment has a sheet of its own"
    assert set(COUNTRY_UNITS) < set(heads)
    told = {row[0]: row[1] for row in book["read me"].iter_rows(values_only=True)}
    assert told["belief"].startswith("article: ")
    assert "wanders by" in told["noise of positions"]


def test_a_comparison_has_alignment_of_both_and_the_difference(result: Result, tmp_path: Path) -> None:
    other = run_under("measured")
    files = write_comparison(other, result, tmp_path, "all")
    book = openpyxl.load_workbook(files["xlsx"])
    head, *lines = book["alignment"].iter_rows(values_only=True)
    names = [str(cell).split("\n")[0] for cell in head]
    row = dict(zip(names, next(line for line in lines if line[0] == OUTSIDE), strict=True))
    change = result.to_dict()["alignment"]["states"][OUTSIDE]["alignment_change"]
    assert row["alignment_change, A"] == 0
    assert row["alignment_change, B"] == row["alignment_change, B less A"] == change
    tidy = pd.read_csv(files["csv"])
    kept = tidy[(tidy["country"] == OUTSIDE) & (tidy["year"] == 2027) & (tidy["variable"] == "alignment_change")]
    assert kept["b_minus_a"].iloc[0] == pytest.approx(change, rel=1e-12)

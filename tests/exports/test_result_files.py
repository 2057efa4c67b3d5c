"""Files of a result, opened again with other libraries: equal to the last bit, missing stays missing, no formulas."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar import Result, load_scenario, simulate
from multipolar.errors import InputError
from multipolar.export_files import (
    DEFAULT_FORMATS,
    FORMATS,
    chosen_formats,
    comparison_frame,
    write_comparison,
    write_result,
)
from multipolar.export_files.neutral import STARTS, harmless, harmless_text, looks_like_formula
from multipolar.export_files.workbook import Column, Sheet, workbook_bytes
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS

EVIL = "=cmd|'/C calc'!A0"
SCENARIO = f"""\
multipolar: 1
name: "{EVIL}"
description: "+1+1"
world: fictional
caveats: ["@SUM(1)", "  -2+3"]
moves:
  - tariff: {{by: ARC, on: LEM, add_pp: 20, from: 2026, source: "{EVIL}", note: "\\t=1+1", size: "-5 % or so", id: "+a"}}
  - visit: {{by: CHN, to: USA, source: {{file: "=a.txt", start: 1, end: 2, sentence: "@x"}}}}
settings: {{horizon: 2027}}
"""


def result_of(folder: Path, text: str, name: str = "s.yaml") -> Result:
    """A run of a scenario given as text."""
    path = folder / name
    path.write_text(text, encoding="utf8")
    return simulate(load_scenario(path))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run on the fictional world whose texts look like formulas, and whose numbers have gaps."""
    return result_of(tmp_path_factory.mktemp("scenario"), SCENARIO)


@pytest.fixture(scope="module")
def files(result: Result, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every format of that run."""
    return write_result(result, tmp_path_factory.mktemp("files"), "all")


@pytest.fixture(scope="module")
def book(files: dict[str, Path]) -> openpyxl.Workbook:
    """The workbook, read by another library."""
    return openpyxl.load_workbook(files["xlsx"])


def rows_of(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """Rows of a sheet by the names in its header, units left out."""
    rows = book[sheet].iter_rows(values_only=True)
    names = [str(cell).split("\n")[0] for cell in next(rows)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def same(value: float | None, expected: float) -> bool:
    """Equal to the last bit, or missing in both."""
    return (value is None and bool(np.isnan(expected))) or value == expected


def tidy(result: Result) -> dict[tuple[int, str, str, str], float]:
    """The tidy table by year, country, sector and variable."""
    frame = result.to_frame()
    keys = zip(frame.year, frame.country, frame.sector, frame.variable, strict=True)
    return dict(zip(keys, frame.value, strict=True))


def test_all_formats_are_written_and_the_default_is_a_part(files: dict[str, Path], result: Result) -> None:
    assert tuple(files) == FORMATS
    assert all(path.stat().st_size > 0 for path in files.values())
    assert set(DEFAULT_FORMATS) < set(FORMATS)
    assert np.isnan(result.to_frame().value).any(), "the fixture must hold missing values"


def test_stata_holds_the_tidy_table_to_the_last_bit(files: dict[str, Path], result: Result) -> None:
    table = pd.read_stata(files["dta"], convert_categoricals=False)
    expected = tidy(result)
    variables = [*COUNTRY_UNITS, *SECTOR_UNITS]
    assert list(table.columns) == ["year", "iso3", "economy", "sector_code", "sector", *variables]
    seen = 0
    for row in table.to_dict("records"):
        for name in variables:
            key = (row["year"], row["iso3"], row["sector_code"], name)
            assert same(None if np.isnan(row[name]) else row[name], expected.get(key, np.nan))
            seen += key in expected
    assert seen == len(expected)
    assert all(len(name) <= 32 for name in table.columns)


def test_stata_has_labels_and_units(files: dict[str, Path], result: Result) -> None:
    with pd.io.stata.StataReader(files["dta"]) as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
        assert reader.data_label == f"Multipolar: {EVIL}"
    for name, unit in {**COUNTRY_UNITS, **SECTOR_UNITS}.items():
        assert labels[name] == unit[:80]
    assert values["sector"] == {0: "total", 1: "FOOD Food", 2: "MACH Machines", 3: "SERV Services"}
    assert set(values["economy"]) == {1, 2, 3}


def test_units_fit_into_labels_and_names_into_stata() -> None:
    for name, unit in {**COUNTRY_UNITS, **SECTOR_UNITS}.items():
        assert len(name) <= 32, name
        assert len(unit) <= 80, f"{unit} is cut in the Stata label"


def test_stata_notes_are_where_the_format_wants_them(files: dict[str, Path], result: Result) -> None:
    content = files["dta"].read_bytes()
    at = content.index(b"<map>") + 5
    places = struct.unpack("<14Q", content[at : at + 112])
    tags = [b"<stata_dta>", b"<map>", b"<variable_types>", b"<varnames>", b"<sortlist>", b"<formats>"]
    tags += [b"<value_label_names>", b"<variable_labels>", b"<characteristics>", b"<data>", b"<strls>"]
    tags += [b"<value_labels>", b"</stata_dta>"]
    for place, tag in zip(places, tags, strict=False):
        assert content[place : place + len(tag)] == tag
    assert places[13] == len(content)
    for warning in result.warnings:
        assert f"warning: {warning}".encode() in content
    assert b"unit of real_income_pct: % change, exact" in content


def test_workbook_holds_the_tidy_table_to_the_last_bit(book: openpyxl.Workbook, result: Result) -> None:
    assert book.sheetnames == ["read me", "countries", "sectors", "pairs", "years", "closures", "moves"]
    expected, last = tidy(result), result.last.year
    for row in rows_of(book, "countries"):
        for name in COUNTRY_UNITS:
            assert same(row[name], expected[last, row["code"], "", name])
    for row in rows_of(book, "sectors"):
        for name in SECTOR_UNITS:
            assert same(row[name], expected[last, row["code"], row["sector"], name])
    years = rows_of(book, "years")
    for row in years:
        for name in COUNTRY_UNITS:
            assert same(row[name], expected[row["year"], row["code"], "", name])
    assert len(years) == result.world.n_countries * len(result.years)
    assert len(rows_of(book, "sectors")) == result.world.n_countries * result.world.n_sectors


def test_workbook_holds_pairs_closures_and_ranges(book: openpyxl.Workbook, result: Result) -> None:
    for row, pair in zip(rows_of(book, "pairs"), result.pairs(100), strict=True):
        assert {name: row[name] for name in pair} == pair
    for n, row in enumerate(rows_of(book, "closures")):
        for name, outcome in result.closures.items():
            assert outcome.real_income is not None
            assert row[f"deficits {name}"] == 100 * outcome.real_income[n]
    ranges = result.real_income_range_pct()
    for row in rows_of(book, "countries"):
        assert (row["real_income_low_pct"], row["real_income_high_pct"]) == ranges[row["code"]]


def test_workbook_says_what_a_reader_must_know(book: openpyxl.Workbook, result: Result) -> None:
    text = "\n".join(str(cell) for row in book["read me"].iter_rows(values_only=True) for cell in row)
    for needed in (EVIL, "+1+1", "not a forecast", "'no data', never zero", *result.warnings, result.world.sha256()):
        assert needed in text
    header = [str(cell.value) for cell in book["countries"][1]]
    for name, unit in COUNTRY_UNITS.items():
        assert f"{name}\n{unit}" in header
    assert book["countries"].freeze_panes == "C2"
    assert book["countries"]["C2"].number_format == "0.000"
    assert book["pairs"]["C2"].number_format == "#,##0.0"
    moves = rows_of(book, "moves")
    assert [m["acts on"] for m in moves] == ["economy, alignment", "alignment"]
    assert moves[0]["what"] == "by: ARC; on: LEM; add_pp: 20.0; sectors: goods"


def test_workbook_has_no_formulas_and_keeps_texts(files: dict[str, Path], book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and looks_like_formula(cell.value):
                    assert cell.quotePrefix, f"{cell.value} becomes a formula when the cell is edited"
    move = rows_of(book, "moves")[0]
    assert (move["source"], move["note"], move["size"], move["id"]) == (EVIL, "\t=1+1", "-5 % or so", "+a")
    with zipfile.ZipFile(files["xlsx"]) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
            assert b"externalLink" not in content


def test_same_run_same_bytes(result: Result, files: dict[str, Path], tmp_path: Path) -> None:
    again = write_result(result, tmp_path, ["dta", "xlsx", "csv"])
    for name, path in again.items():
        assert path.read_bytes() == files[name].read_bytes(), name


@settings(max_examples=20)
@given(st.lists(st.floats(), min_size=30, max_size=60))
def test_any_number_survives_a_workbook(values: list[float]) -> None:
    rows = [[value, "end"] for value in [*values, None]]
    content = workbook_bytes([Sheet("s", [Column("x"), Column("y", kind="text")], rows)], "t")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["s"]
    read = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    for value, found in zip([*values, None], read, strict=True):
        assert found == value if value is not None and np.isfinite(value) else found is None


def test_texts_too_long_for_a_cell_are_refused() -> None:
    with pytest.raises(InputError, match="longer than"):
        workbook_bytes([Sheet("s", [Column("x", kind="text")], [["x" * 40_000]])], "t")


@given(st.text(max_size=20))
def test_no_text_is_a_formula_after_it_was_made_harmless(text: str) -> None:
    made = harmless(text)
    assert not looks_like_formula(made)
    assert made.lstrip()[:1] not in tuple(STARTS)
    assert made.endswith(text)


@pytest.mark.parametrize("text", [EVIL, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0-1", "＝1"])
def test_formulas_are_known(text: str) -> None:
    assert looks_like_formula(text)
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "USA", "% change: x", "1-2", "a=b", "'=1", "Côte d'Ivoire"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_csv_numbers_are_untouched_and_texts_quoted(files: dict[str, Path], result: Result) -> None:
    frame = pd.DataFrame({"=name": ["=1", "b", None], "value": [-1.5, np.nan, 2.0]})
    safe = harmless_text(frame)
    assert list(safe.columns) == ["'=name", "value"]
    assert safe["'=name"].tolist()[:2] == ["'=1", "b"]
    assert safe["value"].equals(frame["value"])
    with files["csv"].open(encoding="utf8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row, (_, expected) in zip(rows, result.to_frame().iterrows(), strict=True):
        assert same(float(row["value"]) if row["value"] else None, expected["value"])
        assert (row["country"], row["sector"], row["unit"]) == (expected.country, expected.sector, expected.unit)


def test_comparison_holds_both_and_the_difference(result: Result, tmp_path: Path) -> None:
    other = result_of(tmp_path, SCENARIO.replace("20", "30", 1).replace("horizon: 2027", "horizon: 2026"))
    frame = comparison_frame(result, other)
    assert list(frame.columns) == ["year", "country", "sector", "variable", "unit", "a", "b", "b_minus_a"]
    assert len(frame) == len(result.to_frame())
    later = frame[frame.year == 2027]
    assert later.b.isna().all(), "a year that one run lacks is missing, not zero"
    assert later.b_minus_a.isna().all()
    files = write_comparison(result, other, tmp_path / "c", "all")
    table = pd.read_csv(files["csv"], keep_default_na=False, na_values=[""], dtype={"sector": str})
    assert np.array_equal(table.b_minus_a, frame.b_minus_a, equal_nan=True)
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames == ["read me", "countries", "sectors", "moves"]
    here = frame[(frame.year == 2026) & (frame.variable == "real_income_pct")].set_index("country")
    for row in rows_of(book, "countries"):
        for name, title in (("a", "A"), ("b", "B"), ("b_minus_a", "B less A")):
            assert row[f"real_income_pct, {title}"] == here.loc[row["code"], name]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_formats_are_checked_with_the_nearest_name() -> None:
    assert chosen_formats("xlsx, CSV", FORMATS) == ("csv", "xlsx")
    assert chosen_formats("all", FORMATS) == FORMATS
    with pytest.raises(InputError, match=r"unknown format 'xslx'; did you mean xlsx\?"):
        chosen_formats("csv,xslx", FORMATS)
    with pytest.raises(InputError, match="unknown format ''; known: json"):
        chosen_formats("", FORMATS)


def test_a_full_disk_is_an_error_with_the_name_of_the_file(result: Result, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for suffix in FORMATS:
        target = tmp_path / f"result.{suffix}"
        target.write_bytes(b"old")
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
        try:
            with pytest.raises(OSError, match="too large") as caught:
                write_result(result, tmp_path, [suffix])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert caught.value.filename == str(target)
        assert target.read_bytes() == b"old"
    assert {p.name for p in tmp_path.iterdir()} == {f"result.{s}" for s in FORMATS}


def test_netcdf_by_way_of_memory_is_whole(files: dict[str, Path], result: Result) -> None:
    with xr.open_dataset(files["nc"], engine="h5netcdf") as data:
        assert data.attrs["title"] == EVIL
        assert np.array_equal(data["output_pct"].values[-1], result.last.by_sector["output_pct"], equal_nan=True)


@pytest.fixture(scope="module")
def curbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, dict[str, Path]]:
    """A run on the world of 2022 with curbs and states outside the accounts, in every format."""
    folder = tmp_path_factory.mktemp("curbed")
    found = simulate(load_scenario("china-rare-earths"), sensitivity=False, explain=False)
    return found, write_result(found, folder, "all")


def test_every_table_holds_the_curb_beside_the_long_run(curbed: tuple[Result, dict[str, Path]]) -> None:
    result, files = curbed
    japan = next(row for row in result.chokepoints[0].importers if row.iso3 == "JPN")
    wanted = {"curb_leontief_pct": japan.leontief_pct, "curb_short_run_pct": japan.short_run_pct[1]}
    assert japan.interval_pct is not None
    wanted["curb_low_pct"] = japan.interval_pct[0]
    tidy = pd.read_csv(files["csv"])
    rows = tidy[(tidy["country"] == "JPN") & (tidy["sector"] == "rare_earths")].set_index("variable")["value"]
    stata = pd.read_stata(files["dta"], convert_categoricals=False)
    row = stata[(stata["iso3"] == "JPN") & (stata["sector_code"] == "rare_earths")].iloc[0]
    sheet = openpyxl.load_workbook(files["xlsx"])["chokepoints"]
    head, *lines = sheet.iter_rows(values_only=True)
    names = [str(cell).split("\n")[0] for cell in head]
    line = dict(zip(names, next(found for found in lines if found[0] == "JPN"), strict=True))
    for variable, value in wanted.items():
        assert rows[variable] == pytest.approx(value, rel=1e-12)
        assert row[variable] == value
        assert line[variable] == value


def test_the_workbook_holds_states_outside_the_accounts(curbed: tuple[Result, dict[str, Path]]) -> None:
    result, files = curbed
    book = openpyxl.load_workbook(files["xlsx"])
    codes = {row[0] for row in book["countries"].iter_rows(min_row=2, values_only=True)}
    assert codes == {*result.world.countries, *result.satellites.by_code}
    assert book.sheetnames[:2] == ["read me", "chokepoints"]

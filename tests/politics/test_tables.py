"""The packaged political tables: keys, years, known values, checksums, and no raw text."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import yaml
from pyarrow.parquet import read_table

from multipolar.errors import LabelError
from multipolar.politics import concentration, economies, ideal_points, ties, ukraine_votes, votes

FOLDER = resources.files("multipolar").joinpath("data/politics")
CHECKS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data/politics_checks.yaml").read_text("utf8"))
PROVENANCE: dict[str, Any] = yaml.safe_load(FOLDER.joinpath("provenance.yaml").read_text("utf8"))
KEYS = {
    "ideal_points": ["iso3", "year"],
    "ties": ["iso3", "power", "year"],
    "economies": ["iso3", "year"],
    "concentration": ["measure", "year"],
    "ukraine": ["resolution", "iso3"],
    "pair_trade": ["exporter", "importer", "year"],
}
COUNT = 25
"""Named powers."""


def tie(feature: str, state: str, power: str) -> dict[int, float]:
    """Known values of a feature of a pair, by year."""
    table = ties()
    row = table.series(feature)[table.states.index(state), table.powers.index(power)]
    return {y: float(v) for y, v in zip(table.years, row, strict=True) if np.isfinite(v)}


def years_on(feature: str, state: str, power: str) -> list[int]:
    return [y for y, v in tie(feature, state, power).items() if v == 1]


def poles(measure: str) -> dict[int, Any]:
    return {row.year: row for row in concentration() if row.measure == measure}


@pytest.mark.parametrize("name", KEYS)
def test_keys_name_one_row_and_have_no_nulls(name: str) -> None:
    table = read_table(io.BytesIO(FOLDER.joinpath(f"{name}.parquet").read_bytes()))
    keys = [table.column(k).to_pylist() for k in KEYS[name]]
    rows = list(zip(*keys, strict=True))
    assert len(rows) == len(set(rows)) > 0
    assert all(None not in row for row in rows)
    if "iso3" in KEYS[name]:
        assert all(re.fullmatch("[A-Z]{3}", code) for code in set(table.column("iso3").to_pylist()))


def test_every_file_has_its_provenance_and_its_checksum() -> None:
    files = {f.name for f in FOLDER.iterdir() if f.name.endswith((".parquet", ".nc"))}
    assert set(PROVENANCE) == files
    for name, entry in PROVENANCE.items():
        assert entry["table_sha256"] == hashlib.sha256(FOLDER.joinpath(name).read_bytes()).hexdigest(), name
        assert entry["source"], name
        assert all(len(entry[key]) >= 3 for key in ("licence", "years", "computed")), name
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in entry["sha256_of_inputs"].values())


def test_tables_are_small_and_hold_no_more_than_they_say() -> None:
    assert sum(len(f.read_bytes()) for f in FOLDER.iterdir() if f.is_file()) < 2_000_000
    with h5py.File(io.BytesIO(FOLDER.joinpath("votes.nc").read_bytes()), "r") as file:
        assert "descr" not in file
    assert max(len(t) for t in votes().title) <= 100
    raw = ["milex", "cinc", "dispnum", "atop", "case_id", "objective", "flow1", "ioname"]
    for name in KEYS:
        columns = read_table(io.BytesIO(FOLDER.joinpath(f"{name}.parquet").read_bytes())).column_names
        assert not [c for c in columns if any(r in c for r in raw)], name


def test_reading_loads_no_pandas() -> None:
    code = (
        "import sys, multipolar.politics as p; p.ties(), p.votes(), p.concentration(); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_ideal_points_are_those_published() -> None:
    table = ideal_points()
    assert table.values.shape == (len(table.states), len(table.years))
    assert (table.years[0], table.years[-1]) == (1946, 2024)
    for year in (1972, 2024):
        for state, expected in CHECKS[f"ideal_points_{year}"].items():
            assert table.at(year)[table.states.index(state)] == pytest.approx(expected, abs=0.005), state
    assert not table.values.flags.writeable


def test_states_without_a_seat_have_no_ideal_point() -> None:
    table = ideal_points()
    taiwan = dict(zip(table.years, np.isfinite(table.of("TWN")), strict=True))
    assert taiwan[1970]
    assert not any(known for year, known in taiwan.items() if year > 1971)
    assert "HKG" not in table.states
    assert not np.isfinite(table.of("CHN")[: table.years.index(1971)]).any()
    with pytest.raises(LabelError, match="no 'HKG'"):
        table.of("HKG")


def test_states_that_are_gone_have_codes_and_years_of_their_own() -> None:
    table = ideal_points()
    for state, first, last in (("DDR", 1973, 1989), ("YMD", 1967, 1989), ("CSK", 1946, 1992), ("YUG", 1946, 1992)):
        known = np.flatnonzero(np.isfinite(table.of(state)))
        assert (table.years[known[0]], table.years[known[-1]]) == (first, last), state
    assert np.isfinite(table.of("RUS")[0])
    assert table.years[np.flatnonzero(np.isfinite(table.of("SRB")))[0]] == 2000


def test_votes_are_those_of_the_record() -> None:
    table, expected = votes(), CHECKS["votes"]
    assert table.vote.shape == (expected["roll_calls"], len(table.states))
    assert [int((table.vote == code).sum()) for code in (1, 2, 3)] == [expected[k] for k in ("yes", "abstain", "no")]
    assert len(set(table.rcid.tolist())) == expected["roll_calls"]
    assert set(np.unique(table.vote)) == {0, 1, 2, 3}
    assert table.issues == ("me", "nu", "di", "co", "hr", "ec")
    assert table.issue_flag.shape == (expected["roll_calls"], 6)
    assert (min(table.date), max(table.date)) == ("1946-01-01", "2020-01-14")
    assert (table.year == [int(d[:4]) for d in table.date]).all()
    seat = table.vote[:, [table.states.index("CHN"), table.states.index("TWN")]] > 0
    assert not seat.all(axis=1).any()
    assert max(table.date[seat[:, 1]]) < "1971-10-25" < min(table.date[seat[:, 0]])


@pytest.mark.parametrize("resolution", CHECKS["ukraine"])
def test_votes_on_ukraine_have_the_totals_of_the_record(resolution: str) -> None:
    recorded = list(ukraine_votes(resolution).values())
    assert len(recorded) == 193
    for vote, count in CHECKS["ukraine"][resolution].items():
        assert recorded.count(vote) == count, vote


def test_an_unknown_resolution_feature_or_year_is_named() -> None:
    with pytest.raises(LabelError, match="did you mean ES-11/1"):
        ukraine_votes("ES-11/2")
    with pytest.raises(LabelError, match="did you mean rivalry"):
        ties().values("rivalri", 2000)
    with pytest.raises(LabelError, match="the table has 1946 to 2024"):
        ties().values("pact", 2030)


def test_ties_are_of_states_with_powers() -> None:
    table = ties()
    assert len(table.powers) == COUNT
    assert set(table.powers) <= set(table.states)
    for feature in table.features:
        assert table.series(feature).shape == (len(table.states), COUNT, len(table.years))
        own = [table.series(feature)[table.states.index(p), i] for i, p in enumerate(table.powers)]
        assert not np.isfinite(own).any(), feature


def test_no_values_lie_outside_the_years_of_a_series() -> None:
    table, years = ties(), PROVENANCE["ties.parquet"]["years"]
    for feature in ("pact", "rivalry", "hostile", "sanction_by_power", "sanction_on_power", "shared_igos"):
        assert f"{table.span(feature)[0]}-{table.span(feature)[1]}" == years[feature], feature
    assert table.span("finance_usd_mn") == (2000, 2021)
    assert table.span("exports_usd_mn") == table.span("imports_usd_mn") == (2000, 2023)
    visits = table.series("visits_by_power")
    travellers = [p for i, p in enumerate(table.powers) if np.isfinite(visits[:, i]).any()]
    assert travellers == ["CHN", "USA"]
    assert max(tie("visits_by_power", "RUS", "CHN")) == 2020
    assert max(tie("visits_by_power", "GBR", "USA")) == 2024
    lenders = [p for i, p in enumerate(table.powers) if np.isfinite(table.series("finance_usd_mn")[:, i]).any()]
    assert lenders == ["CHN"]


def test_flags_are_symmetric_between_powers() -> None:
    table = ties()
    rows = [table.states.index(p) for p in table.powers]
    for feature in ("pact", "rivalry", "hostile", "shared_igos"):
        square = table.series(feature)[rows]
        np.testing.assert_array_equal(square, square.transpose(1, 0, 2), err_msg=feature)
    np.testing.assert_array_equal(
        table.series("sanction_by_power")[rows], table.series("sanction_on_power")[rows].transpose(1, 0, 2)
    )
    np.testing.assert_array_equal(
        table.series("exports_usd_mn")[rows], table.series("imports_usd_mn")[rows].transpose(1, 0, 2)
    )


@pytest.mark.parametrize("case", CHECKS["pacts"], ids=lambda c: f"{c['state']}-{c['power']}")
def test_pacts_run_as_the_treaties_do(case: dict[str, Any]) -> None:
    expected = list(range(case["first"], case["last"] + 1))
    assert years_on("pact", case["state"], case["power"]) == expected


@pytest.mark.parametrize("case", CHECKS["rivalries"], ids=lambda c: f"{c['state']}-{c['power']}")
def test_rivalries_run_as_published(case: dict[str, Any]) -> None:
    expected = [year for first, last in case["spans"] for year in range(first, last + 1)]
    assert years_on("rivalry", case["state"], case["power"]) == expected


def test_after_2018_a_pact_outside_the_treaties_is_not_known_rather_than_absent() -> None:
    assert 2019 not in tie("pact", "JPN", "USA")
    table = ties()
    value, of = table.latest("pact", 2024)
    place = table.states.index("JPN"), table.powers.index("USA")
    assert (value[place], of[place]) == (1, 2018)
    place = table.states.index("FIN"), table.powers.index("USA")
    assert (value[place], of[place]) == (1, 2023 + 1)
    value, of = table.latest("finance_usd_mn", 1999)
    assert not np.isfinite(value).any()
    assert not np.isfinite(of).any()


def test_sanctions_stand_for_groups_in_the_years_of_membership() -> None:
    assert years_on("sanction_by_power", "RUS", "USA")[-9:] == list(range(2014, 2023))
    assert years_on("sanction_by_power", "RUS", "FRA")[-9:] == list(range(2014, 2023))
    assert not {2014, 2022} & set(years_on("sanction_by_power", "RUS", "IND"))
    assert {1990, 2022} <= set(years_on("sanction_by_power", "PRK", "USA"))


@pytest.mark.parametrize("case", CHECKS["visits"], ids=lambda c: f"{c['power']}-{c['host']}")
def test_presidents_travelled_in_the_years_of_the_record(case: dict[str, Any]) -> None:
    trips = tie("visits_by_power", case["host"], case["power"])
    assert [year for year, count in trips.items() if count > 0 and year > 1950] == case["years"]


@pytest.mark.parametrize("case", CHECKS["disputes"], ids=lambda c: f"{c['state']}-{c['power']}")
def test_disputes_are_where_they_were(case: dict[str, Any]) -> None:
    found = years_on("hostile", case["state"], case["power"])
    assert case["year"] in found if case["year"] else not found


def trade_checks() -> list[tuple[int, str, float]]:
    found = []
    for name, flows in CHECKS.items():
        if match := re.fullmatch(r"(icio|baci)_(\d{4})_usd_bn", name):
            found += [(int(match[2]), pair, value) for pair, value in flows.items()]
    return found


@pytest.mark.parametrize(("year", "pair", "expected"), trade_checks())
def test_trade_is_that_of_the_source(year: int, pair: str, expected: float) -> None:
    seller, buyer = pair.split("_")
    assert tie("exports_usd_mn", seller, buyer)[year] / 1000 == pytest.approx(expected, abs=0.06)
    assert tie("imports_usd_mn", buyer, seller)[year] / 1000 == pytest.approx(expected, abs=0.06)


def test_every_trade_figure_says_where_it_comes_from() -> None:
    table = ties()
    known = np.isfinite(table.series("exports_usd_mn")) | np.isfinite(table.series("imports_usd_mn"))
    np.testing.assert_array_equal(known, table.trade_source != "")
    by_year = {y: set(table.trade_source[:, :, i].ravel()) - {""} for i, y in enumerate(table.years)}
    assert by_year[1999] == by_year[2024] == set()
    assert by_year[2010] == {"cow"}
    assert by_year[2014] == {"cow", "icio"}
    assert by_year[2015] == by_year[2022] == {"icio"}
    assert by_year[2023] == {"baci"}
    china = table.powers.index("CHN")
    assert table.trade_source[table.states.index("IRN"), china, table.years.index(2014)] == "cow"
    assert table.trade_source[table.states.index("IRN"), china, table.years.index(2018)] == ""


def test_chinese_finance_sums_to_the_published_total() -> None:
    total = np.nansum(ties().series("finance_usd_mn")) / 1e6
    assert total == pytest.approx(CHECKS["chinese_finance_usd_tn"], abs=0.01)


def test_economies_are_those_of_the_world_bank() -> None:
    table = economies()
    year = table.years.index(2023)
    for state, expected in CHECKS["wdi_gdp_2023_usd_tn"].items():
        assert table.gdp_usd_mn[table.states.index(state), year] / 1e6 == pytest.approx(expected, abs=0.006)
    assert not np.isfinite(table.gdp_usd_mn[table.states.index("TWN")]).any()
    assert "WLD" not in table.states
    military = np.flatnonzero(np.isfinite(table.military_usd_mn).any(axis=0))
    assert table.years[military[-1]] == 2020
    known = np.isfinite(table.exports_usd_mn) | np.isfinite(table.imports_usd_mn)
    np.testing.assert_array_equal(known, table.trade_source != "")


def test_a_total_of_trade_is_no_less_than_the_trade_with_the_powers() -> None:
    table, pairs = economies(), ties()
    for i, year in enumerate(table.years):
        if year not in (2005, 2022, 2023):
            continue
        with_powers = np.nansum(pairs.values("exports_usd_mn", year), axis=1)
        for state in ("KHM", "DEU", "VNM", "CHN"):
            total = table.exports_usd_mn[table.states.index(state), i]
            assert 0 < with_powers[pairs.states.index(state)] < total


@pytest.mark.parametrize("measure", ["cinc_raw", "cinc_normalised"])
def test_effective_number_of_poles_is_the_known_one(measure: str) -> None:
    for year, expected in CHECKS["n_eff"][measure].items():
        digits = len(str(expected).split(".")[1])
        assert round(poles(measure)[year].n_eff, digits) == expected, year


@pytest.mark.parametrize("measure", ["gdp_eu_as_one", "gdp_eu_of_the_year"])
def test_poles_by_gdp_depend_on_who_is_the_european_union(measure: str) -> None:
    for year, expected in CHECKS[measure].items():
        assert round(poles(measure)[year].n_eff, 1) == expected, year


def test_indices_of_concentration_agree_with_each_other() -> None:
    assert {row.measure for row in concentration()} == {
        *("gdp", "gdp_eu_as_one", "gdp_eu_of_the_year", "cinc_raw", "cinc_normalised", "military", "trade")
    }
    for row in concentration():
        assert row.n_eff == pytest.approx(1 / row.hhi)
        expected = np.sqrt((row.hhi - 1 / row.states) / (1 - 1 / row.states))
        assert row.ray_singer == pytest.approx(expected), (row.measure, row.year)
        shares = [share for _, share in row.top]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) < 1.01
        assert sum(s**2 for s in shares) <= row.hhi + 1e-3
        assert len({name for name, _ in row.top}) == len(row.top), (row.measure, row.year)


def test_the_page_on_data_shows_what_is_packaged() -> None:
    text = (Path(__file__).parents[2] / "docs/data.md").read_text("utf8")
    assert f"positions of {len(ideal_points().states)} states" in text
    assert f"of {len(ties().states)} states with {COUNT} powers" in text
    section = text.split("## Political tables")[1].split("\n## ")[0]
    for feature in (*ties().features, "trade_source"):
        assert f"`{feature}`" in section, feature
    years = [int(y) for y in re.findall(r"\d{4}", section.split("| Effective number of poles")[1].split("\n")[0])]
    measures = {row.measure for row in concentration()}
    for measure in measures:
        row = next(line for line in section.splitlines() if line.startswith(f"| `{measure}`"))
        known = poles(measure)
        expected = [f"{known[y].n_eff:.2f}" if y in known else "" for y in years]
        assert [cell.strip() for cell in row.split("|")[2:-1]] == expected, measure
    sales = tie("exports_usd_mn", "CHN", "USA")
    assert (
        f"are {sales[2010] / 1000:.0f} billion USD in 2010 in the first and {sales[2011] / 1000:.0f} in 2011"
        in " ".join(section.split())
    )

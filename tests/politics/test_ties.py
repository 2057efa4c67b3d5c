"""Ties: each component by hand, missing ones left out, vintages, doses, and what the data know of pairs."""

from __future__ import annotations

import itertools

import jsonschema
import numpy as np
import pytest

from multipolar.errors import InputError, LabelError
from multipolar.params.read import read_table
from multipolar.politics.blocs import bloc_cohesion, bloc_schema
from multipolar.politics.dyad_components import COMPONENTS, memberships, trade_intensity, voting_agreement
from multipolar.politics.dyads import TieTable, draw_weights, pair_tie, tie, tie_components, tie_weights
from multipolar.politics.pair_history import history_schema, pair_history, pair_trade, record_check
from multipolar.politics.pair_trade import pair_flows
from multipolar.politics.tables import ties

SOFT = ("votes", "trade", "dependence_on", "dependence_by")


@pytest.fixture(scope="module")
def latest() -> TieTable:
    """All powers, 2024, carried forward twelve years."""
    return tie_components(2024, carry=12)


def test_voting_agreement_is_one_at_no_distance_and_nought_at_the_mean() -> None:
    everyone = np.array([0.0, 1.0, 3.0, np.nan])
    apart = [abs(a - b) for a, b in itertools.combinations(everyone[:3], 2)]
    found = voting_agreement(everyone, np.array([0.0]), everyone)[:, 0]
    assert found[0] == 1
    assert found[1] == pytest.approx(1 - 1 / np.mean(apart))
    assert found[2] == pytest.approx(1 - 3 / np.mean(apart))
    assert np.isnan(found[3])
    assert voting_agreement(np.array([9.0]), np.array([0.0]), everyone)[0, 0] == -1


def test_trade_as_predicted_is_nought_and_four_times_it_is_one() -> None:
    even = np.outer([1.0, 2.0, 3.0], [4.0, 5.0])
    assert np.allclose(trade_intensity(even, 4.0), 0)
    skewed = np.array([[100.0, 0.0], [1.0, 300.0]])
    assert trade_intensity(skewed, 4.0)[0, 1] == -1
    assert np.isnan(trade_intensity(np.array([[1.0, np.nan], [2.0, 3.0]]), 4.0)[0, 1])
    assert np.isnan(trade_intensity(np.full((2, 2), np.nan), 4.0)).all()


def test_shared_organisations_are_measured_against_the_mean_of_the_power() -> None:
    found = memberships(np.array([[10.0], [20.0], [30.0], [np.nan]]), 2.0)[:, 0]
    assert found[1] == 0
    assert found[2] == -found[0] > 0
    assert np.isnan(found[3])


@pytest.mark.parametrize("year", [1955, 1985, 2010, 2020])
def test_components_stay_in_their_ranges_and_nobody_has_a_tie_with_itself(year: int) -> None:
    table, entries = tie_components(year), read_table("ties")["components"]
    for c, name in enumerate(COMPONENTS):
        known = table.values[:, :, c][np.isfinite(table.values[:, :, c])]
        low, high = entries[name]["range"]
        assert ((known >= low) & (known <= high)).all(), name
    for power in table.powers:
        assert np.isnan(table.values[table.at(power, power)]).all()
    assert np.array_equal(table.vintage > 0, np.isfinite(table.values))
    assert set(np.unique(table.vintage)) <= {0, year}


def test_the_tie_is_the_mean_of_what_is_known() -> None:
    table, weight = tie_components(2010), tie_weights()
    row, column = table.at("KEN", "CHN")
    values = dict(zip(COMPONENTS, table.values[row, column], strict=True))
    known = {n: v for n, v in values.items() if np.isfinite(v)}
    expected = sum(weight[n] * v for n, v in known.items()) / sum(weight[n] for n in known)
    assert tie(table)[row, column] == pytest.approx(expected)
    rest = {n: v for n, v in known.items() if n not in SOFT}
    expected = sum(weight[n] * v for n, v in rest.items()) / sum(weight[n] for n in rest)
    assert tie(table, leave_out=SOFT)[row, column] == pytest.approx(expected)
    assert tie(table, {"pact": 1.0})[row, column] == values["pact"]


def test_drawn_weights_give_one_layer_a_draw_around_the_centre(latest: TieTable) -> None:
    weights = draw_weights(300, 1)
    layers = tie(latest, weights, leave_out=SOFT)
    assert layers.shape == (300, len(latest.states), len(latest.powers))
    assert np.allclose(layers[7], tie(latest, weights[7], leave_out=SOFT), equal_nan=True)
    row, column = latest.at("JPN", "USA")
    assert layers[:, row, column].std() > 0.01
    assert np.median(weights, axis=0) == pytest.approx(list(tie_weights().values()), rel=0.15)


def test_missing_components_are_left_out_not_read_as_nought() -> None:
    table = tie_components(1972)
    pair = pair_tie(table, "CHN", "RUS")
    for name in ("trade", "dependence_on", "dependence_by", "finance"):
        assert pair.components[name] is None
        assert pair.vintage[name] is None
    assert pair.value == pytest.approx(sum(s for s in pair.shares.values() if s is not None))
    assert np.isnan(tie_components(2010).values[table.states.index("TWN") :][:1, :, COMPONENTS.index("votes")]).all()


def test_carrying_forward_is_asked_for_and_shows_its_vintage(latest: TieTable) -> None:
    bare = tie_components(2024)
    assert bare.vintages(("RUS",))["organisations"] is None
    carried = latest.vintages(("CHN", "RUS"))
    assert carried["organisations"] == (2014, 2014)
    assert carried["sanctions"] == (2022, 2022)
    assert carried["rivalry"] == (2020, 2020)
    assert carried["votes"] is not None
    assert carried["votes"][1] == 2024
    finance = latest.vintages(("CHN",))["finance"]
    assert finance is not None
    assert finance[1] == 2021
    assert carried["dispute"] is None
    assert latest.vintages(("CHN",))["visits"] is None
    assert latest.vintages(("USA",))["visits"] == (2024, 2024)
    row, column = latest.at("FIN", "USA")
    assert (latest.values[row, column, COMPONENTS.index("pact")]) == 1
    assert latest.vintage[row, column, COMPONENTS.index("pact")] == 2024
    assert tie_components(2024, carry=3).vintages()["organisations"] is None


def test_doses_move_the_tie_the_expected_way_and_only_there(latest: TieTable) -> None:
    base, (row, column) = tie(latest, leave_out=SOFT), latest.at("KEN", "CHN")
    moved = {
        (name, size): tie(latest.dosed({("KEN", "CHN", name): size}), leave_out=SOFT)
        for name, size in (("sanctions", -1.0), ("pact", 1.0), ("sanctions", -0.5), ("organisations", 0.0))
    }
    assert moved["sanctions", -1.0][row, column] < moved["sanctions", -0.5][row, column] < base[row, column]
    assert moved["pact", 1.0][row, column] > base[row, column]
    assert np.array_equal(moved["organisations", 0.0], base, equal_nan=True)
    for other in moved.values():
        elsewhere = np.ones(base.shape, dtype=bool)
        elsewhere[row, column] = False
        assert np.array_equal(other[elsewhere], base[elsewhere], equal_nan=True)
    twice = latest.dosed({("KEN", "CHN", "sanctions"): -1.0}).dosed({("KEN", "CHN", "sanctions"): -1.0})
    assert tie(twice, leave_out=SOFT)[row, column] == moved["sanctions", -1.0][row, column]


def test_a_filled_component_makes_a_dose_start_at_no_change(latest: TieTable) -> None:
    filled, (row, column) = latest.filled("visits"), latest.at("KEN", "CHN")
    small = tie(filled.dosed({("KEN", "CHN", "visits"): 1e-9}))[row, column]
    assert small == pytest.approx(tie(filled)[row, column], abs=1e-8)
    assert tie(filled.dosed({("KEN", "CHN", "visits"): 0.5}))[row, column] > tie(filled)[row, column]
    assert np.isnan(filled.values[filled.at("CHN", "CHN")][COMPONENTS.index("visits")])


def test_a_group_is_the_mean_of_its_powers(latest: TieTable) -> None:
    united = latest.with_group("EU", ("DEU", "FRA", "ITA", "POL"))
    row, column = united.at("KEN", "EU")
    parts = [latest.values[latest.at("KEN", p)] for p in ("DEU", "FRA", "ITA")]
    assert united.values[row, column] == pytest.approx(np.mean(parts, axis=0), nan_ok=True)
    own = united.values[united.at("FRA", "EU")][COMPONENTS.index("pact")]
    assert own == 1
    with pytest.raises(InputError, match="new name"):
        latest.with_group("EU", ("POL",))


def test_a_pair_is_the_same_from_both_ends_with_dependence_turned_round(latest: TieTable) -> None:
    ahead, back = pair_tie(latest, "CHN", "RUS"), pair_tie(latest, "RUS", "CHN")
    assert ahead.value == pytest.approx(back.value)
    assert ahead.components["dependence_on"] == pytest.approx(back.components["dependence_by"])
    on, by = (back.components[n] for n in ("dependence_on", "dependence_by"))
    assert on is not None
    assert by is not None
    assert on > by


def test_what_the_rivalry_data_know() -> None:
    table = ties()
    rivalry = table.series("rivalry")

    def ever(a: str, b: str) -> bool:
        return bool(np.nanmax(rivalry[table.states.index(a), table.powers.index(b)]) == 1)

    assert not ever("RUS", "IND")
    assert not ever("IND", "RUS")
    assert ever("IND", "CHN")
    assert ever("IND", "PAK")


def test_india_and_china_are_the_pair_that_breaks_the_three() -> None:
    found = bloc_cohesion(("RUS", "IND", "CHN"), 2024, carry=12)
    assert next(iter(found.weakest)) == "IND-CHN"
    assert found.weakest["IND-CHN"] > 0.9
    assert {found.ties[0].a, found.ties[0].b} == {"IND", "CHN"}
    assert min(found.ties[0].shares.items(), key=lambda x: x[1] or 0)[0] == "rivalry"
    assert found.interval[0] < found.mean < found.interval[1]
    assert found.camps[0].second == ("IND",)
    assert found.tension.exact
    jsonschema.validate(found.to_dict(), bloc_schema())


def test_more_rivalry_inside_lowers_cohesion_and_outside_does_nothing(latest: TieTable) -> None:
    members = ("RUS", "IND", "CHN")
    base = bloc_cohesion(members, 2024, table=latest)
    means = []
    for size in (-0.5, -1.0):
        doses = {("RUS", "IND", "rivalry"): size, ("IND", "RUS", "rivalry"): size}
        means.append(bloc_cohesion(members, 2024, table=latest.dosed(doses)).mean)
    assert means[1] < means[0] < base.mean
    outside = latest.dosed({("RUS", "USA", "rivalry"): 1.0, ("PAK", "IND", "rivalry"): 1.0})
    assert bloc_cohesion(members, 2024, table=outside).mean == base.mean


def test_blocs_compare_as_they_should_and_say_who_is_left_out() -> None:
    nato, brics, eu = (bloc_cohesion((n,), 2024, carry=12) for n in ("NATO", "BRICS", "EU"))
    assert nato.mean > brics.mean
    assert eu.mean > nato.mean
    assert {"IRN", "SAU"} == set(next(iter(brics.weakest)).split("-"))
    assert set(eu.members) == {"DEU", "FRA", "ITA"}
    assert len(eu.left_out) == 24
    assert brics.weighted is not None
    assert brics.size_year == 2023
    jsonschema.validate(nato.to_dict(), bloc_schema())
    early = bloc_cohesion(("USA", "GBR", "FRA"), 1955)
    assert (early.weighted, early.size_year, early.camps) == (None, None, ())


def test_the_trade_record_of_2024_is_consistent_and_not_verified() -> None:
    check = record_check("CHN", "RUS", 2024)
    assert check.verdict == "consistent, not verified"
    assert "2023" in check.reason
    assert record_check("CHN", "RUS", 2023).verdict == "supported"
    assert record_check("CHN", "RUS", 2015).verdict == "contradicted"
    assert record_check("USA", "RUS", 2024).verdict == "not verified"
    assert [t.source for t in pair_trade("CHN", "RUS") if t.year in (2005, 2015, 2023)] == ["cow", "icio", "baci"]
    with pytest.raises(InputError, match="no data up to 1990"):
        record_check("CHN", "RUS", 1990)


def test_the_history_of_a_pair_names_props_and_strains() -> None:
    found = pair_history("CHN", "RUS", (1955, 1985, 2024), carry=12)
    assert [t.year for t in found.ties] == [1955, 1985, 2024]
    assert [t.value is not None and t.value > 0 for t in found.ties] == [True, False, True]
    assert found.props[0] == "votes"
    assert found.strains == ()
    last = found.ties[-1]
    assert last.interval is not None
    assert last.value is not None
    assert last.interval[0] < last.value < last.interval[1]
    assert pair_history("CHN", "IND", (2024,), carry=12).strains[0] == "rivalry"
    jsonschema.validate({**found.to_dict(), "record": None}, history_schema())
    with pytest.raises(InputError, match="no data on TWN and CHN in 1947"):
        pair_history("TWN", "CHN", (1947,), leave_out=[c for c in COMPONENTS if c != "finance"])


def test_errors_name_the_nearest() -> None:
    table = tie_components(2010)
    with pytest.raises(LabelError, match="did you mean visits"):
        tie(table, {"visit": 1.0})
    with pytest.raises(LabelError, match="one of them a named power"):
        pair_tie(table, "KEN", "UGA")
    with pytest.raises(InputError, match="none negative"):
        tie(table, np.full(len(COMPONENTS), -1.0))
    with pytest.raises(InputError, match="1946 to 2024"):
        tie_components(1900)
    with pytest.raises(InputError, match="at least 0"):
        tie_components(2000, carry=-1)
    with pytest.raises(LabelError, match="did you mean IND"):
        bloc_cohesion(("RUS", "Inda"), 2010)
    with pytest.raises(InputError, match="needs two or more"):
        bloc_cohesion(("CSTO",), 2010)


def test_every_component_has_source_grade_and_reason() -> None:
    for name, entry in read_table("ties")["components"].items():
        for key in ("weight", "range", "formula", "why", "source", "grade"):
            assert key in entry, f"{name} lacks {key}"
        assert entry["grade"] in ("estimated", "published", "judgement")


def test_trade_that_neither_side_reported_is_no_zero() -> None:
    silent = pair_flows().silent
    assert list(silent) == [2023]
    assert len(silent[2023]) == 76
    assert {"RUS", "BLR", "KOR", "VNM", "POL", "GEO"} <= silent[2023]
    table, year = ties(), ties().years.index(2023)
    belarus, russia, china = table.states.index("BLR"), table.powers.index("RUS"), table.powers.index("CHN")
    exports = table.series("exports_usd_mn")
    assert np.isnan(exports[belarus, russia, year])
    assert exports[belarus, china, year] > 0
    assert exports[table.states.index("ISR"), table.powers.index("SAU"), year] == 0
    assert pair_trade("BLR", "RUS")[-1].year == 2022

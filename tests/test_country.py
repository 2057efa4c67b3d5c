"""One state of a run: its own partners and its trail between the poles."""

from __future__ import annotations

import jsonschema
import pytest

from multipolar.country import country_schema, country_view
from multipolar.engine import simulate
from multipolar.errors import InputError
from multipolar.scenario import Scenario, load_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("us-china-60")


def test_agrees_with_the_run(scenario: Scenario) -> None:
    view = country_view(scenario, "MEX")
    jsonschema.validate(view, country_schema())
    whole = simulate(scenario).to_dict()
    assert all("MEX" in (row["exporter"], row["importer"]) for row in view["pairs"])
    largest = next(row for row in whole["pairs"] if "MEX" in (row["exporter"], row["importer"]))
    assert view["pairs"][0] == largest
    sizes = [abs(row["change_usd_mn"]) for row in view["pairs"]]
    assert len(sizes) == 20
    assert sizes == sorted(sizes, reverse=True)
    state = whole["alignment"]["states"]["MEX"]
    assert view["years"][-1]["closeness"] == state["closeness"]
    assert view["years"][-1]["alignment"] == state["alignment"]
    assert [year["year"] for year in view["years"]] == [year["year"] for year in whole["years"]]


def test_outside_the_accounts_and_without_votes(scenario: Scenario) -> None:
    mongolia, taiwan = (country_view(scenario, code) for code in ("MNG", "TWN"))
    assert mongolia["pairs"] == []
    assert mongolia["years"]
    assert taiwan["pairs"]
    assert taiwan["years"] == []


def test_unknown_state(scenario: Scenario) -> None:
    with pytest.raises(InputError, match="no state 'XYZ'"):
        country_view(scenario, "XYZ")

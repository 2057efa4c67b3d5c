"""What each address answers is what the command line and the library say."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import jsonschema
import pandas as pd
import pytest
import yaml

from multipolar import load_scenario, load_world, simulate
from multipolar.catalogue import catalogue, parameters
from multipolar.country import country_view
from multipolar.json_schema import closed
from multipolar.politics.order_asked import order_asked
from multipolar.questions import answer_to_dict, ask, find_question
from multipolar.schema import result_schema
from multipolar.stages import stages
from multipolar.today import today
from multipolar.web import create_app
from multipolar.web.openapi import document

Scenario = dict[str, Any]


def plain(value: Any) -> Any:
    """A value as it comes out of JSON."""
    return json.loads(json.dumps(value))


def lines(response: httpx.Response) -> list[dict[str, Any]]:
    """Lines of a stream."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.text.splitlines()]


def test_a_run_comes_in_stages_and_ends_with_the_result(client: httpx.Client, us_china: Scenario) -> None:
    found = lines(client.post("/api/simulate", json={"scenario": us_china}))
    assert [line["stage"] for line in found] == ["last", "path", "ranges", "done"]
    assert all(line["seconds"] > 0 for line in found[:-1])
    whole = plain(simulate(load_scenario("us-china-60")).to_dict())
    assert found[2]["result"] == whole
    jsonschema.validate(found[2]["result"], result_schema())
    last = plain(next(stages(load_scenario("us-china-60"))).plain)
    assert found[0]["result"] == last
    assert found[-1] == {"stage": "done"}


def test_only_what_is_wanted_comes(client: httpx.Client, us_china: Scenario) -> None:
    found = lines(client.post("/api/simulate", json={"scenario": us_china, "stages": ["last"]}))
    assert [line["stage"] for line in found] == ["last", "done"]


def test_draws_follow_the_points(client: httpx.Client) -> None:
    by, on = load_world("fictional").countries[:2]
    asked = {"multipolar": 1, "name": "mine", "world": "fictional", "poles": [by, on]}
    asked["moves"] = [{"tariff": {"by": by, "on": on, "add_pp": 9}}]
    sent = {"scenario": asked, "stages": ["last"], "draws": 3, "seed": 5}
    first, second = (lines(client.post("/api/simulate", json=sent)) for _ in range(2))
    assert [line["stage"] for line in first] == ["last", "intervals", "done"]
    assert first[1]["result"] == second[1]["result"]
    assert set(first[1]["result"]["countries"][by]["real_income_pct"]) == {"point", "p10", "p90", "p025", "p975"}


@pytest.mark.parametrize(
    ("move", "field"),
    [
        ({"tariff": {"by": "USB", "on": "CHN", "add_pp": 1}}, "moves[0].tariff.by"),
        ({"tariff": {"by": "USA", "on": "CHN", "add_pp": "many"}}, "moves[0].tariff.add_pp"),
        ({"tarif": {}}, "moves[0].tarif"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_solved(
    client: httpx.Client, us_china: Scenario, move: dict[str, Any], field: str
) -> None:
    response = client.post("/api/simulate", json={"scenario": {**us_china, "moves": [move]}})
    assert response.status_code == 422
    assert response.json()["error"]["kind"] == "input"
    assert response.json()["error"]["field"] == field


def test_no_equilibrium_is_no_fault_of_the_server(client: httpx.Client, us_china: Scenario) -> None:
    ban = {"sanction": {"by": "all", "on": "USA", "sectors": "all", "both_ways": True, "share": 1, "from": 2026}}
    response = client.post("/api/simulate", json={"scenario": {**us_china, "moves": [ban]}})
    assert response.status_code == 422
    assert response.json()["error"]["kind"] == "not_solved"
    assert "USA is cut off" in response.json()["error"]["message"]


@pytest.mark.parametrize("name", ["/etc/passwd", "../us-china-60", "us-china-60.yaml", "file:///etc/passwd"])
@pytest.mark.parametrize("field", ["world", "after", "extends"])
def test_no_file_that_a_client_names_is_read(client: httpx.Client, us_china: Scenario, name: str, field: str) -> None:
    response = client.post("/api/simulate", json={"scenario": {**us_china, field: name}, "stages": ["last"]})
    assert response.status_code == 422
    assert response.json()["error"]["field"] == field
    response = client.post("/api/scenario", json={"yaml": yaml.safe_dump({**us_china, field: name})})
    assert response.status_code == 422
    assert client.post("/api/scenario", json={"name": name}).status_code == 422


def test_a_scenario_is_the_same_by_name_text_and_values(client: httpx.Client) -> None:
    by_name = client.post("/api/scenario", json={"name": "us-china-60-retaliation"}).json()
    by_text = client.post("/api/scenario", json={"yaml": by_name["yaml"]}).json()
    by_value = client.post("/api/scenario", json={"scenario": by_name["scenario"]}).json()
    assert by_name == by_text
    assert (by_value["scenario"], by_value["sha256"]) == (by_name["scenario"], by_name["sha256"])
    assert client.post("/api/scenario", json={"yaml": by_value["yaml"]}).json() == by_value
    result = simulate(load_scenario("us-china-60-retaliation"), sensitivity=False, explain=False, politics=False)
    assert by_name["sha256"] == result.provenance["scenario_sha256"]


def test_an_unknown_name_is_told_when_a_scenario_is_read(client: httpx.Client, us_china: Scenario) -> None:
    text = "multipolar: 1\nname: x\nmoves:\n- tariff: {by: USA, on: CHNA, add_pp: 3}\n"
    error = client.post("/api/scenario", json={"yaml": text}).json()["error"]
    assert (error["line"], error["field"]) == (4, "moves[0].tariff.on")
    moves = [{"tariff": {"by": "USA", "on": "CHNA", "add_pp": 3}}]
    error = client.post("/api/scenario", json={"scenario": {**us_china, "moves": moves}}).json()["error"]
    assert error["field"] == "moves[0].tariff.on"


def test_wrong_yaml_is_told_with_its_line(client: httpx.Client) -> None:
    text = "multipolar: 1\nname: x\nmoves:\n- tariff: {by: USA, on: CHN, ad_pp: 3}\n"
    error = client.post("/api/scenario", json={"yaml": text}).json()["error"]
    assert error["line"] == 4
    assert error["field"].startswith("moves[0].tariff")
    assert "add_pp" in error["message"]


@pytest.mark.parametrize(
    "body", [{}, {"name": "a", "yaml": "b"}, {"name": 3}, {"name": None}, {"extra": 1, "name": "us-china-60"}, [], "x"]
)
def test_other_shapes_are_refused(client: httpx.Client, body: Any) -> None:
    response = client.post("/api/scenario", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["kind"] == "input"


@pytest.mark.parametrize(
    "change", [{"stages": []}, {"stages": ["first"]}, {"draws": 201}, {"draws": -1}, {"draws": True}, {"draws": "5"}, {"seed": 2**40}]
)  # fmt: skip
def test_runs_within_bounds_only(client: httpx.Client, us_china: Scenario, change: dict[str, Any]) -> None:
    response = client.post("/api/simulate", json={"scenario": us_china, **change})
    assert response.status_code == 422
    assert response.json()["error"]["field"].startswith(next(iter(change)))


def test_catalogue_and_parameters(client: httpx.Client) -> None:
    assert client.get("/api/catalogue").json() == plain(catalogue())
    assert client.get("/api/parameters?belief=article").json() == plain({"parameters": parameters("article")})
    assert client.get("/api/parameters").json() == plain({"parameters": parameters("measured")})
    assert client.get("/api/parameters?belief=mine").status_code == 422


def test_policy_of_today(client: httpx.Client, us_china: Scenario) -> None:
    (found,) = client.post("/api/today", json={"scenario": us_china}).json()["today"]
    assert found == plain(today(load_scenario("us-china-60"))[0].to_dict())
    assert found["value"] > 0
    assert found["source"]


def test_a_state_of_a_run(client: httpx.Client, us_china: Scenario) -> None:
    sent = {"scenario": us_china, "iso3": "VNM"}
    for _ in range(2):
        assert client.post("/api/country", json=sent).json() == plain(country_view(load_scenario("us-china-60"), "VNM"))
    wrong = client.post("/api/country", json={**sent, "iso3": "XXX"})
    assert wrong.status_code == 422
    assert "iso3" in wrong.json()["error"]["message"]


def test_order(client: httpx.Client) -> None:
    assert client.get("/api/order?years=2020:2022").json() == plain(order_asked("2020:2022"))
    assert client.get("/api/order").json() == plain(order_asked())
    assert "lies after" in client.get("/api/order?years=2022:2020").json()["error"]["message"]
    assert client.get("/api/order?years=twenty").status_code == 422


def test_questions(client: httpx.Client) -> None:
    name = "how-many-poles"
    found = find_question(name)
    assert client.get(f"/api/questions/{found.id}").json() == plain(answer_to_dict(ask(found)))
    missing = client.get("/api/questions/who-drifts-to-beijin")
    assert missing.status_code == 404
    assert "who-drifts-to-beijing" in missing.json()["error"]["message"]


def test_a_question_is_answered_of_a_changed_scenario(client: httpx.Client) -> None:
    found = find_question("who-pays-60")
    packaged = load_scenario("us-china-60")
    moves = [m.model_copy(update={"add_pp": 30.0}) if m.kind == "tariff" else m for m in packaged.moves]
    changed = packaged.model_copy(update={"moves": tuple(moves)})
    answers = [client.post(f"/api/questions/{found.id}", json={"scenario": s.to_dict()}) for s in (packaged, changed)]
    assert answers[0].json() == plain(answer_to_dict(ask(found)))
    assert answers[1].json() == plain(answer_to_dict(ask(found, scenario=changed)))
    assert abs(answers[1].json()["value"]) < abs(answers[0].json()["value"])
    assert client.post("/api/questions/who-pays", json={"scenario": changed.to_dict()}).status_code == 404
    none = client.post("/api/questions/how-many-poles", json={"scenario": changed.to_dict()})
    assert (none.status_code, "not from a scenario" in none.json()["error"]["message"]) == (422, True)
    both = client.post("/api/questions/ukraine-without-china", json={"scenario": changed.to_dict()})
    assert (both.status_code, "only one was changed" in both.json()["error"]["message"]) == (422, True)
    bare = packaged.model_copy(update={"moves": ()}).to_dict()
    empty = client.post("/api/questions/when-lending-stops-attracting", json={"scenario": bare})
    assert (empty.status_code, "no entry" in empty.json()["error"]["message"]) == (422, True)


@pytest.mark.parametrize("name", ["csv", "xlsx", "stata", "parquet", "netcdf", "yaml"])
def test_files(client: httpx.Client, us_china: Scenario, name: str) -> None:
    response = client.post("/api/export", json={"scenario": us_china, "format": name})
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    if name == "csv":
        frame = pd.read_csv(io.BytesIO(response.content))
        whole = simulate(load_scenario("us-china-60")).to_frame()
        pd.testing.assert_series_equal(frame["value"], whole["value"])
    if name == "yaml":
        assert yaml.safe_load(response.text)["name"] == us_china["name"]


def test_coalition_needs_its_block(client: httpx.Client, us_china: Scenario) -> None:
    response = client.post("/api/coalition", json={"scenario": us_china})
    assert response.status_code == 422
    assert "coalition" in response.json()["error"]["message"]


def test_every_address_is_documented_with_its_statuses(client: httpx.Client) -> None:
    whole = client.get("/api/openapi.json").json()
    assert whole["openapi"].startswith("3.1")
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            assert {"200", "403"} <= set(operation["responses"]), path
            assert (method == "post") == ("415" in operation["responses"]), path
            assert operation["summary"]
    references = set(_values(whole, "$ref"))
    assert {r.removeprefix("#/components/schemas/") for r in references} <= set(whole["components"]["schemas"])


def _values(value: Any, key: str) -> list[str]:
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [v for held in value.values() for v in _values(held, key)]
    return [v for held in value for v in _values(held, key)] if isinstance(value, list) else []


def test_answers_are_as_documented(client: httpx.Client, us_china: Scenario) -> None:
    app = create_app(warm=False)
    schemas = document(app)["components"]["schemas"]
    app.state.service.close()
    text = json.dumps(schemas).replace("#/components/schemas/", "#/$defs/")
    names = {
        "Catalogue": client.get("/api/catalogue").json(),
        "Parameters": client.get("/api/parameters").json(),
        "ReadScenario": client.post("/api/scenario", json={"name": "us-china-60"}).json(),
        "ProblemBody": client.post("/api/scenario", json={"name": "nothing"}).json(),
        "Today": client.post("/api/today", json={"scenario": us_china}).json(),
        "Country": client.post("/api/country", json={"scenario": us_china, "iso3": "VNM"}).json(),
        "Health": client.get("/api/health").json(),
        "Simulate": {"scenario": us_china, "draws": 3},
    }
    whole = {"$defs": json.loads(text), **closed({name: {"$ref": f"#/$defs/{name}"} for name in names})}
    jsonschema.validate(names, whole)

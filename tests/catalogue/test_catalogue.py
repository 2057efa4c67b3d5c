"""The catalogue: every kind and field of a move has words, sliders stay within the model, names resolve, evidence is the tables'."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from multipolar import Scenario, load_world
from multipolar.alignment import baseline_of, doses_of
from multipolar.alignment.doses import LEVERS, TIES
from multipolar.catalogue import catalogue, parameters
from multipolar.catalogue.kinds import THROUGH_ECONOMY, words
from multipolar.economy.accounts import accounts_of
from multipolar.economy.names import Names, check_names
from multipolar.economy.policy import shocks_from
from multipolar.labels import state_names
from multipolar.moves import MOVE_TYPES
from multipolar.params.alignment import BELIEFS, alignment_priors, quantile
from multipolar.params.commodities import commodities
from multipolar.params.elasticities import elasticity_sets
from multipolar.params.read import read_table
from multipolar.politics.bodies import bodies
from multipolar.questions import questions
from multipolar.scenario import packaged_scenarios
from multipolar.world.groups import group_names

KINDS = {kind["kind"]: kind for kind in catalogue()["kinds"]}
ANSWERED = {"tariff": {"by": "CHN", "on": "USA", "add_pp": 5, "id": "first", "from": 2026}}


def chosen(kind: str, /, **changed: Any) -> dict[str, Any]:
    """A scenario with a new lever of a kind, as a page would make it."""
    fields: dict[str, Any] = {}
    for field in KINDS[kind]["fields"]:
        if field["new"] is not None and field["name"] not in ("status", "probability", "until", "id"):
            fields[field["name"]] = field["new"]
    if kind == "retaliation":
        fields["against"] = "first"
    groups = {f["name"]: f["one_of"] for f in KINDS[kind]["fields"] if f["one_of"]}
    for name in changed:
        rivals = [other for other, group in groups.items() if group == groups.get(name) and other != name]
        fields = {n: v for n, v in fields.items() if n not in rivals}
    after = {"after": KINDS[kind]["after"]} if KINDS[kind]["after"] else {}
    return {"multipolar": 1, "name": "new lever", **after, "moves": [ANSWERED, {kind: {**fields, **changed}}]}


def test_it_is_plain_json_and_small() -> None:
    assert len(json.dumps(catalogue(), allow_nan=False)) < 300_000
    assert catalogue() is catalogue()


def test_every_kind_and_field_has_words() -> None:
    assert set(KINDS) == set(MOVE_TYPES)
    for kind, model in MOVE_TYPES.items():
        assert {f["name"] for f in KINDS[kind]["fields"]} == {f.alias or n for n, f in model.model_fields.items()}, kind
        assert KINDS[kind]["group"] in words().groups
        assert KINDS[kind]["mechanism"].endswith(".")
        assert KINDS[kind]["lever"] in {None, *(f["name"] for f in KINDS[kind]["fields"])}
        for field in KINDS[kind]["fields"]:
            assert field["label"], (kind, field)
            if field["type"] in ("number", "share"):
                assert field["min"] < field["max"], (kind, field)
                assert field["step"] > 0
            if field["type"] in ("name", "names"):
                assert set(field["of"]) <= set(catalogue()), (kind, field)
                assert field["of"]
            if field["type"] == "choice":
                assert field["choices"]


@pytest.mark.parametrize("kind", MOVE_TYPES)
def test_a_new_lever_and_both_ends_of_its_sliders_are_valid(kind: str) -> None:
    world = load_world("2022")
    ends: list[dict[str, Any]] = [{}]
    for field in KINDS[kind]["fields"]:
        if field["min"] is not None:
            cast = int if field["type"] == "year" else float
            ends += [{field["name"]: cast(field["min"])}, {field["name"]: cast(field["max"])}]
        ends += [{field["name"]: choice} for choice in field["choices"] if field["with"] is None]
    for changed in ends:
        scenario = Scenario.from_dict(chosen(kind, **changed), packaged_only=True)
        check_names(scenario, world)
    shocks_from(accounts_of(world), Names(Scenario.from_dict(chosen(kind)), world), 2026)


@pytest.mark.parametrize("kind", MOVE_TYPES)
def test_evidence_names_what_a_kind_feeds(kind: str) -> None:
    scenario = Scenario.from_dict(chosen(kind))
    base = baseline_of(scenario.poles)
    doses = doses_of(Names(scenario, load_world("2022")), base, (0, 1), 2026)
    fed = {name for at, name in enumerate(LEVERS) if doses.attraction[1, at].any()}
    fed |= {name for at, name in enumerate(TIES) if doses.tie[1, at].any()}
    fed |= {"membership"} if doses.organisations[1].any() else set()
    told = {e["parameter"] for e in KINDS[kind]["evidence"]} - {None}
    assert fed <= told, kind
    assert ("economy" in KINDS[kind]["acts_on"]) == (set(THROUGH_ECONOMY) <= told)
    assert {e["on"] for e in KINDS[kind]["evidence"]} == set(KINDS[kind]["acts_on"])


def test_evidence_comes_from_the_tables() -> None:
    for kind in KINDS.values():
        assert kind["evidence"]
        for piece in kind["evidence"]:
            assert piece["grade"]
            assert piece["source"]
            for belief in piece["beliefs"]:
                if piece["parameter"] is not None:
                    prior = alignment_priors(belief)[piece["parameter"]]
                    assert (piece["grade"], piece["source"]) == (prior.grade, prior.source)
        told = [(b, e["parameter"]) for e in kind["evidence"] if e["parameter"] for b in e["beliefs"]]
        assert len(set(told)) == len(told)
        assert {b for b, _ in told} in (set(), set(BELIEFS))


def test_all_names_are_listed() -> None:
    found = catalogue()
    world = load_world("2022")
    assert [s["code"] for s in found["sectors"]] == list(world.sectors)
    kinds = {s["iso3"]: s["kind"] for s in found["states"]}
    assert {c for c, kind in kinds.items() if kind == "economy"} == set(world.countries)
    assert kinds["KEN"] == "satellite"
    assert kinds["PRK"] == "position only"
    assert set(kinds) >= set(state_names())
    assert len(kinds) == len(found["states"])
    assert {g["name"] for g in found["groups"]} == {*group_names(), "all"}
    assert {c["name"] for c in found["commodities"]} == set(commodities())
    assert {b["name"] for b in found["bodies"]} == set(bodies())
    assert {t["name"] for t in found["theatres"]} == set(read_table("theatres")["theatres"])
    assert {s["name"] for s in found["elasticity_sets"]} == {"world", *elasticity_sets()}
    assert {b["name"] for b in found["beliefs"]} == set(BELIEFS)
    usa = next(s for s in found["states"] if s["iso3"] == "USA")
    assert 20_000 < usa["gdp_usd_bn"] < 40_000
    assert found["gdp_year"] >= 2022


@pytest.mark.parametrize(
    ("word", "kind", "name"),
    [
        ("america", "states", "USA"),
        ("washington", "states", "USA"),
        ("uk", "states", "GBR"),
        ("rare earths", "commodities", "rare_earths"),
        ("chips", "commodities", "electronics"),
        ("chips", "sectors", "C26"),
        ("electronics", "sectors", "C26"),
        ("cars", "sectors", "C29"),
        ("gas", "products", "natural_gas"),
        ("g77", "groups", "Global_South"),
        ("indo-pacific", "theatres", "Asia"),
    ],
)
def test_words_find_names(word: str, kind: str, name: str) -> None:
    key = {"states": "iso3", "sectors": "code"}.get(kind, "name")
    hits = [entry[key] for entry in catalogue()[kind] if word in [w.lower() for w in entry["words"]]]
    assert name in hits


def test_scenarios_and_questions_are_listed_with_what_to_open() -> None:
    found = catalogue()
    assert [s["name"] for s in found["scenarios"]] == list(packaged_scenarios())
    assert all(s["title"] for s in found["scenarios"])
    assert [q["id"] for q in found["questions"]] == [q.id for q in questions()]
    by_id = {q["id"]: (q["tab"], q["pole"], q["state"], q["scenario"]) for q in found["questions"]}
    assert by_id["who-pays-60"] == ("real_income_pct", None, "USA", "us-china-60")
    assert by_id["who-drifts-to-beijing"] == ("closeness_change", "CHN", "SAU", "outreach-bri")
    assert by_id["when-lending-stops-attracting"] == (None, None, "KEN", "aid-or-loans-kenya")
    assert by_id["who-joins-washington"] == (None, None, "MEX", "washington-presses")
    assert by_id["how-many-poles"] == (None, None, None, None)


@pytest.mark.parametrize("belief", BELIEFS)
def test_parameters_are_those_of_the_tables(belief: str) -> None:
    rows = {row["name"]: row for row in parameters(belief)}
    assert len(rows) == len(parameters(belief))
    json.dumps(list(rows.values()), allow_nan=False)
    for name, prior in alignment_priors(belief).items():
        row = rows[name]
        assert (row["value"], row["low"], row["high"], row["sd"]) == (prior.mean, prior.low, prior.high, prior.sd)
        assert (row["grade"], row["distribution"]) == (prior.grade, prior.distribution)
        assert row["range"] == quantile(prior, np.array([0.05, 0.95])).tolist()
    world = load_world("2022")
    for sector, theta in zip(world.sectors, world.trade_elasticity, strict=True):
        row = rows[f"trade_elasticity.{sector}"]
        assert row["value"] == theta
        assert row["by_set"]["FGO"] == theta
        assert row["low"] <= row["range"][0] <= theta <= row["range"][1] <= row["high"]
    for row in rows.values():
        assert row["source"], row
        assert row["grade"], row
        assert row["meaning"], row
        assert row["editable"] != bool(row["why_not"]), row
    assert {n for n, row in rows.items() if row["editable"]} == {
        *alignment_priors(belief),
        *(f"trade_elasticity.{s}" for s in world.sectors),
    } - {"arms"}
    assert rows["coalition.lasting_share"]["value"] == 0.66
    assert rows["tie_weight.pact"]["value"] == 1.5

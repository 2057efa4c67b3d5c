"""Exposure: the packaged table is that of the packaged world, embargoes are embargoes, and nothing else is counted."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from multipolar import cli, exposure_table, load_scenario, simulate
from multipolar.economy.equilibrium import Economy
from multipolar.errors import InputError
from multipolar.exposure import POLES
from multipolar.exposure.embargo import computed, embargo, pair_losses_pct
from multipolar.exposure.packaged import packaged_exposure, poles_in
from multipolar.exposure.table import COLUMNS
from multipolar.params.elasticities import elasticity_sets
from multipolar.report import write_report
from multipolar.world import World
from multipolar.world.groups import members

EXPECTED: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "exposure.yaml").read_text("utf8"))
POINTS = 1e-6


def positions(world: World, pole: str) -> list[int]:
    """Economies of a pole."""
    inside = members(pole, world.year) if pole == "EU" else (pole,)
    return [n for n, c in enumerate(world.countries) if c in inside]


@pytest.mark.parametrize(("state", "pole"), EXPECTED["sample"])
def test_the_packaged_table_is_what_the_model_says(world: World, state: str, pole: str) -> None:
    row = packaged_exposure().pair(state, pole)
    losses = pair_losses_pct(world, "FGO", world.countries.index(state), positions(world, pole))
    assert losses == pytest.approx((row["loss_pct"], row["pole_loss_pct"]), abs=POINTS)


def test_the_packaged_ranges_are_those_of_all_sets(world: World) -> None:
    state, pole = EXPECTED["sample_under_all_sets"]
    row, at = packaged_exposure().pair(state, pole), world.countries.index(state)
    found = np.array([pair_losses_pct(world, name, at, positions(world, pole)) for name in elasticity_sets()])
    assert set(packaged_exposure().range_over) == set(elasticity_sets())
    assert found[:, 0].min() == pytest.approx(row["loss_low_pct"], abs=POINTS)
    assert found[:, 0].max() == pytest.approx(row["loss_high_pct"], abs=POINTS)
    assert found[:, 1].max() == pytest.approx(row["pole_loss_high_pct"], abs=POINTS)


def test_the_packaged_table_is_not_stale(world: World) -> None:
    folder = resources.files("multipolar").joinpath("data")
    facts = yaml.safe_load(folder.joinpath("exposure-2022.yaml").read_text(encoding="utf8"))
    text = folder.joinpath("exposure-2022.csv").read_bytes()
    assert facts["world_sha256"] == world.sha256(), "run tools/build_data/exposure.py"
    assert facts["table_sha256"] == hashlib.sha256(text).hexdigest()
    assert packaged_exposure().to_csv().encode() == text


def test_every_pair_has_a_number_or_a_reason(world: World) -> None:
    table = packaged_exposure()
    assert table.poles == POLES
    assert table.states == tuple(c for c in world.countries if c != "ROW")
    union = set(members("EU", 2022))
    for row in table.rows():
        missing = row["state"] == row["pole"] or (row["pole"] == "EU" and row["state"] in union)
        assert (row["loss_pct"] is None) == missing == bool(row["reason"])
        if not missing:
            assert 0 < row["loss_low_pct"] <= row["loss_pct"] <= row["loss_high_pct"] < 100
            assert row["asymmetry"] == pytest.approx(row["loss_pct"] / row["pole_loss_pct"])
    assert table.of("DEU")["EU"] is None
    assert table.of("ROW") == dict.fromkeys(POLES)


@pytest.mark.parametrize("pole", EXPECTED["near_the_top"])
def test_who_is_near_the_top(pole: str) -> None:
    expected = EXPECTED["near_the_top"][pole]
    assert set(expected["states"]) <= set(packaged_exposure().ranked(pole)[: expected["among"]])


def test_losses_follow_trade_over_gdp() -> None:
    expected = EXPECTED["correlation_with_trade_over_gdp"]
    assert packaged_exposure().correlation() == pytest.approx(expected["value"], abs=expected["tolerance"])


def test_an_embargo_stops_trade_both_ways_and_no_other(fictional: World) -> None:
    economy = Economy(fictional)
    solution = economy.solve(embargo(economy.balanced, [2], [0]), "balanced")
    flow = solution.state.flow
    assert not flow[:, 0, 2].any()
    assert not flow[:, 2, 0].any()
    assert flow[:, 0, 1].sum() > 0
    assert flow[:, 2, 1].sum() > 0


def test_the_purge_of_deficits_is_not_counted(fictional: World) -> None:
    flow = fictional.flow.copy()
    flow[1, 2], flow[2, 1] = 0, 0
    apart = fictional.replace(
        flow=flow, input_share=fictional.input_share * 0.5, value_added_share=np.full((3, 3), 0.8)
    )
    deficits = Economy(apart).observed.deficit
    assert abs(deficits).max() > 1
    table = computed(apart, "world", ("LEM",))
    assert table.pair("THU", "LEM")["loss_pct"] == pytest.approx(0, abs=1e-9)
    assert table.pair("ARC", "LEM")["loss_pct"] > 0.1


def test_a_world_of_ones_own(fictional: World) -> None:
    steps: list[tuple[int, int]] = []
    table = exposure_table(
        fictional, elasticities="world", poles=("ARC",), progress=lambda what, done, total: steps.append((done, total))
    )
    assert steps[-1] == (3, 3)
    assert np.isnan(table.loss_low_pct).all()
    assert table.reasons == {("ARC", "ARC"): "a state with itself"}
    trade = fictional.flow[2, 0].sum() + fictional.flow[0, 2].sum()
    value_added = (fictional.value_added_share[2] * fictional.flow[2].sum(axis=0)).sum()
    assert table.pair("THU", "ARC")["trade_pct_gdp"] == pytest.approx(100 * trade / value_added)
    rows = list(csv.DictReader(io.StringIO(table.to_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert [r["loss_pct"] == "" for r in rows] == [True, False, False]
    assert len(table.to_frame()) == 3
    assert poles_in(fictional) == ()


def test_the_packaged_table_answers_only_for_its_world_and_set(world: World, fictional: World) -> None:
    assert exposure_table() is packaged_exposure()
    assert exposure_table(world, elasticities="world") is packaged_exposure()
    with pytest.raises(InputError, match=r"pole: USA .United States. is not in the data"):
        exposure_table(fictional, elasticities="world")
    with pytest.raises(InputError, match="did you mean FGO"):
        exposure_table(world, elasticities="FGOO")
    with pytest.raises(InputError, match="'ROW' is the rest of the world"):
        exposure_table(world, poles=("ROW",))


def test_a_run_carries_the_table_of_its_world_only(tmp_path: Path, fictional: World) -> None:
    result = simulate(load_scenario("us-china-60"), sensitivity=False)
    countries = result.to_dict()["countries"]
    assert countries["VNM"]["exposure"] == packaged_exposure().of("VNM")
    assert countries["ROW"]["exposure"] == dict.fromkeys(POLES)
    write_report(result, tmp_path / "a.html", command="multipolar run us-china-60")
    text = (tmp_path / "a.html").read_text(encoding="utf8").replace("\u00a0", " ")
    loss = packaged_exposure().pair("VNM", "CHN")["loss_pct"]
    section = text.split('<section id="dependence"')[1].split("</section>")[0]
    assert f"{loss:.2f}" in section
    assert "Who depends on whom" in section
    other = dataclasses.replace(result, exposure=None)
    assert other.to_dict()["countries"]["VNM"]["exposure"] == dict.fromkeys(POLES)
    write_report(other, tmp_path / "b.html", command="multipolar run us-china-60")
    assert "multipolar exposure --world FILE" in (tmp_path / "b.html").read_text(encoding="utf8")


def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Exit code and what is printed."""
    monkeypatch.setattr(sys, "argv", ["multipolar", "exposure", *arguments])
    code = 0
    try:
        cli.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, out, _ = call(capsys, monkeypatch, "--top", "1", "--out", str(tmp_path / "t.csv"))
    assert code == 0
    assert "IRL" in out
    assert "BLR" in out
    assert "MEX" not in out
    packaged = resources.files("multipolar").joinpath("data/exposure-2022.csv").read_bytes()
    assert (tmp_path / "t.csv").read_bytes() == packaged
    code, out, _ = call(capsys, monkeypatch, "Vietnam")
    assert "Vietnam would lose 4.96 % if China stopped trading with it (rank 3 of 78); China would lose 0.133 %." in out
    code, out, _ = call(capsys, monkeypatch, "germany", "--pole", "EU")
    assert "Germany and the EU: not defined (Germany is a member of EU" in out
    code, out, _ = call(capsys, monkeypatch, "EU", "--json")
    pairs = json.loads(out)["pairs"]
    assert len(pairs) == 79
    assert {p["pole"] for p in pairs} == {"EU"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Vietnm"], "did you mean VNM (Vietnam)?"),
        (["--pole", "Indai"], "did you mean IND (India)?"),
        (["--world", "fictional"], "name a pole with --pole"),
        (["--elasticities", "FGOO"], "did you mean FGO?"),
    ],
)
def test_errors_name_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    code, out, err = call(capsys, monkeypatch, *arguments)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1

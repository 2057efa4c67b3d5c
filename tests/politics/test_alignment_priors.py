"""Priors of the alignment model: complete, drawn within bounds, and equal to what the panel gives on the packaged tables."""

from __future__ import annotations

import csv
import importlib
import math
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml

from multipolar.errors import InputError
from multipolar.params import alignment, alignment_units
from multipolar.params.alignment import (
    BELIEFS,
    Prior,
    alignment_priors,
    alignment_settings,
    draw,
    point_values,
    visit_weight,
)
from multipolar.politics.noise import noise_scale
from multipolar.politics.peers import peer_weights
from multipolar.politics.tables import ideal_points

ROOT = Path(__file__).parents[2]
GRADE_WORDS = ("estimated", "published", "judgement", "weak", "medium")


@pytest.fixture(scope="module")
def tools() -> Iterator[dict[str, ModuleType]]:
    """The scripts that compute and print the estimates."""
    names = ("panel_regression", "alignment_motion", "alignment_beliefs", "alignment_panel", "alignment_tables")
    sys.path.insert(0, str(ROOT / "tools" / "build_data"))
    try:
        yield {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.pop(0)
        for name in names:
            sys.modules.pop(name, None)


def packaged_rows() -> list[dict[str, str]]:
    text = resources.files("multipolar").joinpath("params/alignment_panel.csv").read_text(encoding="utf8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("belief", BELIEFS)
def test_every_parameter_says_where_it_comes_from(belief: str) -> None:
    priors = alignment_priors(belief)
    assert {"income", "dependence", "loans", "aid", "visit", "guarantee", "sanction", "membership"} <= set(priors)
    assert {"speed", "noise_sd", "peers", "pull", "closeness_distance", "closeness_tie", "feedback"} <= set(priors)
    for prior in priors.values():
        assert prior.source
        assert prior.meaning
        assert prior.unit
        assert any(word in prior.grade for word in GRADE_WORDS), prior
        assert prior.section == "structure" or prior.dose > 0, prior.name


def test_beliefs_have_the_same_parameters_and_differ_where_they_should() -> None:
    by = {belief: alignment_priors(belief) for belief in BELIEFS}
    assert set(by["measured"]) == set(by["literature"]) == set(by["article"])
    for name in ("income", "dependence", "loans", "visit"):
        assert by["measured"][name].mean == 0.0
        assert by["article"][name].mean > by["literature"][name].mean
    assert by["measured"]["sanction"].mean < 0


def test_estimated_blocks_and_the_file_of_estimates_match() -> None:
    table = yaml.safe_load(resources.files("multipolar").joinpath("params/alignment.yaml").read_text(encoding="utf8"))
    asked = {
        name
        for section in ("levers", "ties", "structure")
        for name, entry in table[section].items()
        if "estimated" in (entry.get(key) for key in (*BELIEFS, "any"))
    }
    text = resources.files("multipolar").joinpath("params/alignment_estimates.yaml").read_text(encoding="utf8")
    assert asked == set(yaml.safe_load(text))


@pytest.mark.parametrize("belief", BELIEFS)
def test_draws_reproduce_stay_in_bounds_and_have_the_moments(belief: str) -> None:
    priors = alignment_priors(belief)
    many, again = draw(priors, 7, 20_000), draw(priors, 7, 500)
    for name, prior in priors.items():
        assert np.array_equal(many[name][:500], again[name])
        assert (many[name] >= prior.low).all()
        assert (many[name] <= prior.high).all()
        assert many[name].mean() == pytest.approx(prior.mean, abs=0.05 * prior.sd + 0.01)
        assert many[name].std() == pytest.approx(prior.sd, rel=0.1)
    assert not np.array_equal(draw(priors, 8, 500)["income"], again["income"])
    assert abs(np.corrcoef(many["income"], many["visit"])[0, 1]) < 0.03


def test_a_parameter_keeps_its_draws_when_others_come_or_go() -> None:
    priors = alignment_priors("measured")
    alone = draw({"visit": priors["visit"]}, 3, 50)["visit"]
    assert np.array_equal(alone, draw(priors, 3, 50)["visit"])


def test_the_same_draw_has_the_same_rank_under_every_belief() -> None:
    ranks = [np.argsort(draw(alignment_priors(belief), 3, 200)["income"]) for belief in BELIEFS]
    assert np.array_equal(ranks[0], ranks[1])
    assert np.array_equal(ranks[0], ranks[2])


def test_credibility_spans_the_published_rates() -> None:
    low, high = np.quantile(draw(alignment_priors("measured"), 1, 50_000)["credibility"], [0.05, 0.95])
    assert low == pytest.approx(0.22, abs=0.03)
    assert high == pytest.approx(0.75, abs=0.03)


def test_bounds_cut_a_distribution_without_heaping() -> None:
    prior = Prior("x", "levers", "m", "u", 1.0, "d", 0.0, 1.0, "normal", -0.5, 0.5, "s", "judgement", "")
    values = draw({"x": prior}, 1, 5_000)["x"]
    assert np.mean(np.abs(values) > 0.499) < 0.01
    assert point_values({"x": prior}) == {"x": 0.0}


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean measured"):
        alignment_priors("mesured")
    with pytest.raises(InputError, match="did you mean head_of_state"):
        visit_weight("head_of_sate")


def test_a_belief_without_numbers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no numbers for the belief 'article'"):
        alignment._block("x", {"measured": {"mean": 0}}, "article")
    monkeypatch.setattr(alignment, "read_table", lambda name: {})
    with pytest.raises(InputError, match="no numbers"):
        alignment._block("x", {"any": "estimated"}, "measured")


def test_visits_weigh_by_rank_and_calls_less() -> None:
    ranks = ("head_of_state", "head_of_government", "minister", "envoy")
    weights = [visit_weight(rank) for rank in ranks]
    assert weights == sorted(weights, reverse=True)
    assert visit_weight(None) == visit_weight("minister")
    assert visit_weight("envoy", call=True) == pytest.approx(0.2 * alignment_settings()["call_weight"].value)


def test_units_convert_there_and_back() -> None:
    pull, peers = 0.6, 0.3
    sd = alignment_units.spread_of_bound(0.05, pull, peers)
    assert alignment_units.share_of_beta(1.959964 * sd, pull, peers) == pytest.approx(0.05, rel=1e-6)
    small = alignment_units.beta_of_slope(1e-6, pull, peers)
    closed = alignment_units.share_of_beta(small, pull, peers, doses=20.0)
    assert closed == pytest.approx(1e-6, rel=1e-4)
    rho = alignment_units.peers_of_slope(0.2, pull)
    assert rho / (1 + rho + pull) == pytest.approx(0.2)
    assert alignment_units.iceberg_pct(-5 * math.log(1.01), 5.0) == pytest.approx(1.0)
    assert alignment_units.adjusted_share(0.5, 2) == 0.75


def test_income_of_the_measured_belief_closes_five_percent_at_its_upper_end() -> None:
    priors = alignment_priors("measured")
    upper = priors["income"].mean + 1.959964 * priors["income"].sd
    closed = alignment_units.share_of_beta(upper, priors["pull"].mean, priors["peers"].mean)
    assert closed == pytest.approx(0.05, abs=5e-4)


def test_fixed_effects_and_clustered_errors_against_dummies(tools: dict[str, ModuleType]) -> None:
    """The same regression with a column for every effect and the sandwich summed cluster by cluster."""
    rng = np.random.default_rng(5)
    state, year = (g.ravel() for g in np.meshgrid(np.arange(12), np.arange(9), indexing="ij"))
    keep = rng.random(len(state)) > 0.2
    state, year = state[keep], year[keep]
    x = rng.normal(size=(len(state), 2)) + 0.1 * state[:, None]
    y = 0.5 * x[:, 0] - x[:, 1] + state - 0.3 * year + rng.normal(size=12)[state] * x[:, 0]
    fit = tools["panel_regression"].least_squares(y, x, [state, year], state)
    dummies = [(state == s).astype(float) for s in range(12)] + [(year == t).astype(float) for t in range(1, 9)]
    full = np.column_stack([x, *dummies])
    solved = np.linalg.solve(full.T @ full, full.T @ y)
    u = y - full @ solved
    meat = sum(np.outer(full[state == s].T @ u[state == s], full[state == s].T @ u[state == s]) for s in range(12))
    bread = np.linalg.inv(full.T @ full)
    n = len(y)
    factor = 12 / 11 * (n - 1) / (n - 2 - 8)
    expected = np.sqrt(np.diag(bread @ meat @ bread) * factor)[:2]
    assert fit.estimate == pytest.approx(solved[:2], rel=1e-8)
    assert fit.se == pytest.approx(expected, rel=1e-8)


def test_poisson_against_newton_with_dummies(tools: dict[str, ModuleType]) -> None:
    """Coefficient and clustered error of a Poisson regression with a column for every effect, by plain Newton steps."""
    rng = np.random.default_rng(6)
    first, second = (g.ravel() for g in np.meshgrid(np.arange(15), np.arange(10), indexing="ij"))
    x = rng.normal(size=150)
    y = rng.poisson(np.exp(2 - 0.4 * x + 0.03 * first - 0.02 * second)).astype(float)
    fit = tools["panel_regression"].poisson(y, x[:, None], [first, second], first)
    dummies = [(first == s).astype(float) for s in range(15)] + [(second == t).astype(float) for t in range(1, 10)]
    full = np.column_stack([x, *dummies])
    solved = np.linalg.lstsq(full, np.log(y + 0.5), rcond=None)[0]
    for _ in range(50):
        mean = np.exp(full @ solved)
        solved = solved + np.linalg.solve(full.T @ (mean[:, None] * full), full.T @ (y - mean))
    mean = np.exp(full @ solved)
    bread = np.linalg.inv(full.T @ (mean[:, None] * full))
    scores = np.stack([full[first == s].T @ (y - mean)[first == s] for s in range(15)])
    error = math.sqrt((bread @ scores.T @ scores @ bread)[0, 0] * 15 / 14 * 149 / 149)
    assert fit.estimate[0] == pytest.approx(solved[0], rel=1e-6)
    assert fit.se[0] == pytest.approx(error, rel=1e-6)


def test_packaged_estimates_are_those_of_the_packaged_tables(tools: dict[str, ModuleType]) -> None:
    """Motion, peers and one lever, computed anew."""
    panel, motion = tools["alignment_panel"], tools["alignment_motion"]
    data = panel.panel()
    for name, (mean, se) in motion.motion_estimates(data.theta, panel.FIRST).items():
        prior = alignment_priors("measured")[name]
        assert (prior.mean, prior.sd) == pytest.approx((mean, se), abs=6e-5)
    visits = next(lever for lever in data.levers if lever.name == "visits")
    rows = list(panel.lever_rows(data, visits, placebos=0)) + motion.peer_rows(data.states, data.theta, panel.FIRST)
    rows += [panel.cross_section(data), *motion.motion_rows(data.theta, panel.FIRST)]
    packaged = {tuple(r[k] for k in LABELS): r for r in packaged_rows()}
    assert len(rows) > 50
    for row in rows:
        old = packaged[tuple(str(getattr(row, k)) for k in LABELS)]
        assert float(old["estimate"]) == pytest.approx(row.estimate, rel=2e-4, abs=1e-8)
        if old["se"]:
            assert float(old["se"]) == pytest.approx(row.se, rel=2e-4)


LABELS = ("lever", "power", "outcome", "specification", "horizon", "sample")


def test_packaged_estimates_follow_from_the_packaged_rows(tools: dict[str, ModuleType]) -> None:
    """The table of estimates is what its rows give, so neither can be edited alone."""
    beliefs, motion = tools["alignment_beliefs"], tools["alignment_motion"]
    kinds = {"horizon": int, "n": int, "clusters": int} | dict.fromkeys(
        ("estimate", "se", "p"), lambda v: float(v or "nan")
    )
    rows = [motion.Row(**{k: kinds.get(k, str)(v) for k, v in r.items()}) for r in packaged_rows()]
    priors = alignment_priors("measured")
    moved = {name: (priors[name].mean, priors[name].sd) for name in ("speed", "noise_sd", "anchor_drift_sd")}
    for name, block in beliefs.estimates(rows, moved).items():
        assert priors[name].mean == pytest.approx(block["mean"], abs=2e-3), name
        assert priors[name].sd == pytest.approx(block["sd"], abs=2e-3), name
        assert priors[name].grade == block["grade"], name


def test_nulls_are_published() -> None:
    fed = [r for r in packaged_rows() if r["specification"] == "changes by position" and r["power"] == "all"]
    assert sum(float(r["p"]) > 0.05 for r in fed) > len(fed) / 2


def test_implied_errors_match_those_seen(tools: dict[str, ModuleType]) -> None:
    """What the page says of motion: 9 % too small a year ahead, within 3 % from two years on."""
    motion = tools["alignment_motion"]
    point = point_values(alignment_priors("measured"))
    seen = {
        int(r["horizon"]): float(r["note"].split()[4].rstrip(","))
        for r in packaged_rows()
        if r["lever"] == "return to the anchor"
    }
    for horizon, error in seen.items():
        implied = motion.implied_sd(point["speed"], point["noise_sd"], point["anchor_drift_sd"], horizon)
        assert implied == pytest.approx(error, rel=0.1 if horizon == 1 else 0.04)


def test_noise_by_state_covers_what_it_says(tools: dict[str, ModuleType]) -> None:
    """Intervals of the return to the anchor hold their share within five points; one noise for all does not."""
    motion, point = tools["alignment_motion"], point_values(alignment_priors("measured"))
    points = ideal_points()
    theta = points.values[:, points.years.index(1980) :]
    anchor = motion.anchors(theta)
    for horizon in (3, 5):
        common = motion.implied_sd(point["speed"], point["noise_sd"], point["anchor_drift_sd"], horizon)
        scores = []
        for t in range(20, theta.shape[1] - horizon):
            guess = anchor[:, t] + (1 - point["speed"]) ** horizon * (theta - anchor)[:, t]
            scores.append(np.stack([theta[:, t + horizon] - guess, noise_scale(theta[:, : t + 1])]) / common)
        error, scale = np.concatenate(scores, axis=1)
        own, one = error / (scale * common), error
        own, one = (abs(z[np.isfinite(z)]) for z in (own, one))
        assert np.mean(own < 0.6745) == pytest.approx(0.5, abs=0.05)
        assert np.mean(own < 1.6449) == pytest.approx(0.9, abs=0.05)
        assert np.mean(one < 0.6745) > 0.6


def test_noise_by_state_is_one_on_average_and_without_a_past() -> None:
    positions = np.random.default_rng(1).normal(size=(50, 11)).cumsum(axis=1)
    positions[7, :9] = np.nan
    scale = noise_scale(positions)
    assert scale[7] == 1.0
    assert np.mean(np.delete(scale, 7) ** 2) == pytest.approx(1.0)


def test_the_page_has_the_tables_of_the_parameters(tools: dict[str, ModuleType]) -> None:
    text = (ROOT / "docs" / "alignment-parameters.md").read_text(encoding="utf8")
    assert tools["alignment_tables"].filled(text) == text


def test_peers_are_those_who_share_small_groups() -> None:
    states = ("VNM", "MYS", "POL", "DEU", "KEN", "USA", "TUV")
    weights = peer_weights(states, 2024, without=("USA",))
    assert np.diag(weights).tolist() == [0.0] * len(states)
    assert weights[:, 5].tolist() == [0.0] * len(states)
    assert weights[:6].sum(axis=1) == pytest.approx(np.ones(6))
    assert weights[6].sum() == 0.0
    assert weights[0, 1] > weights[0, 4]
    assert weights[2, 3] > 0.9
    order = [3, 0, 6, 1, 5, 2, 4]
    shuffled = peer_weights([states[i] for i in order], 2024, without=("USA",))
    assert np.allclose(shuffled, weights[np.ix_(order, order)])

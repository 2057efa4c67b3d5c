"""Ideal points: derivatives, random walks, agreement with the published series, coverage, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import yaml

from multipolar.bench.politics_lines import ideal_point_lines
from multipolar.errors import InputError, NotSolvedError
from multipolar.politics.ideal_points_chain import factorise, marginals, walk
from multipolar.politics.ideal_points_estimate import (
    IdealPointEstimate,
    estimate_ideal_points,
    informative,
    vote_probabilities,
)
from multipolar.politics.ideal_points_likelihood import (
    Items,
    Panel,
    expectations,
    log_likelihood,
    panel,
    state_information,
)
from multipolar.politics.ideal_points_published import correlations, published_like
from multipolar.politics.ideal_points_simulation import coverage, simulate_votes
from multipolar.politics.tables import Votes, votes

EXPECTED = yaml.safe_load((Path(__file__).parents[1] / "data" / "ideal_points.yaml").read_text(encoding="utf8"))
Array = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def decade() -> IdealPointEstimate:
    """The window that the published points are compared in."""
    return estimate_ideal_points(votes(), 2010, 2019)


@pytest.fixture(scope="module")
def short() -> IdealPointEstimate:
    """Three years: quick to estimate again."""
    return estimate_ideal_points(votes(), 2017, 2019)


@pytest.fixture(scope="module")
def small() -> tuple[Panel, Items, Array, Array]:
    """Six roll calls of thirty states, two of them with two choices, a tenth of votes missing."""
    rng = np.random.default_rng(0)
    three = np.array([True, True, True, False, False, True])
    ranks = rng.integers(0, 3, (6, 30))
    ranks[~three] = np.minimum(ranks[~three], 1)
    votes_of = panel(ranks.astype(np.int8), rng.random((6, 30)) < 0.9, three)
    items = Items(2 * rng.normal(size=6), -rng.random(6), np.where(three, rng.random(6), np.inf))
    return votes_of, items, rng.normal(size=30), np.full(30, 0.2)


def derivative(function: object, size: int) -> Array:
    """Central differences along each axis."""
    return np.array([(function(h) - function(-h)) / 2e-5 for h in 1e-5 * np.eye(size)])  # type: ignore[operator]


def test_scores_and_curvatures_are_those_of_the_expected_likelihood(small: tuple[Panel, Items, Array, Array]) -> None:
    votes_of, items, mean, sd = small
    found = expectations(votes_of, items, mean, sd)
    score = derivative(lambda h: log_likelihood(votes_of, items, mean + h, sd), 30)
    assert np.allclose(found.state_score, score, atol=1e-7)

    def moved(h: Array) -> Items:
        return items.moved(h.reshape(6, 3))

    item_score = derivative(lambda h: log_likelihood(votes_of, moved(h), mean, sd), 18).reshape(6, 3)
    assert np.allclose(found.item_score, item_score, atol=1e-7)
    info = derivative(lambda h: expectations(votes_of, moved(h), mean, sd).item_score.ravel(), 18)
    blocks = np.array([info[3 * r : 3 * r + 3, 3 * r : 3 * r + 3] for r in range(6)])
    assert np.allclose(found.item_info, -blocks, atol=1e-7)
    own = derivative(lambda h: expectations(votes_of, items, mean + h, sd).state_score, 30)
    assert np.allclose(found.state_info, -np.diag(own), atol=1e-7)
    assert np.allclose(state_information(votes_of, items, mean, sd), found.state_info, atol=1e-12)
    cross = derivative(lambda h: expectations(votes_of, items, mean + h, sd).item_score.ravel(), 30).T.reshape(6, 3, 30)
    exact = found.cross.copy()
    exact[:, 0] -= found.residual
    assert np.allclose(exact, -cross, atol=1e-7)


def test_likelihood_is_the_sum_of_log_probabilities(small: tuple[Panel, Items, Array, Array]) -> None:
    votes_of, items, mean, sd = small
    total = 0.0
    for r in range(6):
        both = items.high[r] if votes_of.three[r] else items.low[r]
        chance = vote_probabilities(mean, float(items.slope[r]), float(items.low[r]), float(both))
        top = votes_of.lower[r] + votes_of.upper[r] - 2 * votes_of.inside[r] - votes_of.lowest[r]
        for column, chosen in ((2, votes_of.lowest[r]), (1, votes_of.inside[r]), (0, top)):
            total += float(np.log(chance[chosen == 1, column]).sum())
    assert log_likelihood(votes_of, items, mean, np.zeros_like(sd)) == pytest.approx(total, abs=1e-9)


def test_walks_and_their_inverses_are_the_dense_ones() -> None:
    rng = np.random.default_rng(1)
    voted = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 0]], dtype=bool)
    chain = walk(voted)
    assert chain.active.T.tolist() == [[1, 1, 1, 1], [0, 1, 1, 1], [1, 1, 1, 0]]
    diagonal, link = chain.precision(0.04, 1.0)
    blocks = np.array([np.diag(d) + (a := rng.normal(size=(3, 3))) @ a.T for d in diagonal])
    dense = np.zeros((12, 12))
    for t in range(4):
        dense[3 * t : 3 * t + 3, 3 * t : 3 * t + 3] = blocks[t]
        if t < 3:
            dense[3 * t : 3 * t + 3, 3 * t + 3 : 3 * t + 6] = np.diag(link[t])
            dense[3 * t + 3 : 3 * t + 6, 3 * t : 3 * t + 3] = np.diag(link[t])
    factor, right = factorise(blocks, link), rng.normal(size=(4, 3))
    inverse = np.linalg.inv(dense)
    assert np.allclose(factor.solve(right).ravel(), inverse @ right.ravel())
    assert np.allclose(factor.variances().ravel(), np.diag(inverse))
    variance, covariance = marginals(diagonal + 2, link)
    own = np.linalg.inv(np.diag(diagonal[:, 0] + 2) + np.diag(link[:, 0], 1) + np.diag(link[:, 0], -1))
    assert np.allclose(variance[:, 0], np.diag(own))
    assert np.allclose(covariance[:, 0], np.diag(own, 1))


def test_positions_agree_with_the_published_ones(decade: IdealPointEstimate) -> None:
    asked = EXPECTED["published"]
    overall, by_year = correlations(decade)
    assert overall >= asked["least_correlation_overall"]
    assert list(by_year) == list(range(2010, 2020))
    assert min(by_year.values()) >= asked["least_correlation_within_a_year"], by_year
    both = np.isfinite(decade.mean) & np.isfinite(published_like(decade))
    assert both.sum() == np.isfinite(decade.mean).sum() == 1929


def test_scale_and_sign_are_as_said(decade: IdealPointEstimate) -> None:
    known = decade.mean[np.isfinite(decade.mean)]
    assert known.mean() == pytest.approx(0, abs=1e-9)
    assert known.std() == pytest.approx(1, abs=1e-9)
    assert (decade.of("USA")[0] > 2).all()
    assert decade.of("CHN")[0].mean() < 0
    assert (np.isfinite(decade.mean) == np.isfinite(decade.sd)).all()
    assert (np.isfinite(decade.mean) == (decade.n_votes > 0)).all()
    assert (decade.sd[np.isfinite(decade.sd)] > 0.01).all()
    assert decade.status == "converged"


def test_ninety_per_cent_intervals_cover() -> None:
    window = estimate_ideal_points(votes(), 2015, 2019)
    found = [coverage(votes(), window, seed, fitted_start=seed == 2) for seed in (1, 2)]
    asked = EXPECTED["coverage"]
    for one in found:
        assert one.state_years > 900
        assert asked["least"] <= one.covered <= asked["most"], one
        assert one.correlation > 0.98
        assert one.step_sd == pytest.approx(one.true_step_sd, rel=0.3)


def test_fewer_votes_leave_more_doubt(short: IdealPointEstimate) -> None:
    data = votes()
    vote = data.vote.copy()
    vote[np.arange(len(vote)) % 4 > 0, data.states.index("FRA")] = 0
    thin = estimate_ideal_points(dataclasses.replace(data, vote=vote), 2017, 2019)
    assert (thin.of("FRA")[1] > 1.3 * short.of("FRA")[1]).all()
    assert thin.of("GBR")[1] == pytest.approx(short.of("GBR")[1], rel=0.1)


def test_items_predict_the_votes(short: IdealPointEstimate) -> None:
    data = votes()
    right = total = 0
    for k, rcid in enumerate(short.items.rcid):
        row = data.vote[data.rcid.tolist().index(rcid)][[data.states.index(s) for s in short.states]]
        there = row > 0
        positions = short.mean[there, short.years.index(int(short.items.year[k]))]
        chance = short.items.probabilities(int(rcid), positions)
        assert np.allclose(chance.sum(axis=1), 1)
        assert (chance >= 0).all()
        assert abs(chance[:, 0].mean() - (row[there] == 1).mean()) < 0.05
        right += int((chance.argmax(axis=1) + 1 == row[there]).sum())
        total += int(there.sum())
    assert right / total > 0.9


def test_a_choice_that_nobody_took_has_no_probability(short: IdealPointEstimate) -> None:
    data, items = votes(), short.items
    at = [data.rcid.tolist().index(r) for r in items.rcid]
    assert (np.isneginf(items.cut_abstain) == ~(data.vote[at] == 3).any(axis=1)).all()
    two = (items.cut_abstain == items.cut_yes) & np.isfinite(items.cut_yes)
    assert (two == ((data.vote[at] == 3).any(axis=1) & ~(data.vote[at] == 2).any(axis=1))).all()
    assert (items.cut_abstain <= items.cut_yes).all()


def test_unanimous_and_absent_say_nothing(short: IdealPointEstimate) -> None:
    data = votes()
    assert informative(np.array([[1, 1, 0], [1, 2, 0], [0, 0, 0]], dtype=np.int8)).tolist() == [False, True, False]
    unanimous = {int(r) for r in data.rcid[~informative(data.vote)]}
    assert not unanimous & set(short.items.rcid.tolist())
    order = np.random.default_rng(3).permutation(len(data.states))
    shuffled = dataclasses.replace(
        data, states=(*(data.states[i] for i in order), "ZZZ"), vote=np.c_[data.vote[:, order], 0 * data.vote[:, 0]]
    )
    again = estimate_ideal_points(shuffled, 2017, 2019)
    assert "ZZZ" not in again.states
    rows = [again.states.index(s) for s in short.states]
    assert np.allclose(again.mean[rows], short.mean, atol=1e-6, equal_nan=True)


def test_votes_after_a_day_do_not_count(short: IdealPointEstimate) -> None:
    data = votes()
    early = estimate_ideal_points(data, 2017, 2019, until="2018-06-30")
    later = data.rcid[data.date > "2018-06-30"]
    assert not set(later.tolist()) & set(early.items.rcid.tolist())
    assert np.isnan(early.mean[:, early.years.index(2019)]).all()
    cut = data.date <= "2018-06-30"
    fields = ("rcid", "year", "session", "date", "title", "issue_flag", "important", "part", "vote")
    gone = dataclasses.replace(data, **{name: getattr(data, name)[cut] for name in fields})
    assert np.allclose(estimate_ideal_points(gone, 2017, 2019).mean, early.mean, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize("issue", ["me", "hr"])
def test_positions_on_an_issue(issue: str) -> None:
    data = votes()
    found = estimate_ideal_points(data, 2014, 2019, issue)
    flagged = data.rcid[data.issue_flag[:, data.issues.index(issue)]]
    assert len(flagged) == EXPECTED["roll_calls_by_issue"][issue]
    assert set(found.items.rcid.tolist()) <= set(flagged.tolist())
    assert np.nanmean(found.of("USA")[0]) > np.nanmean(found.of("FRA")[0]) > np.nanmean(found.of("CUB")[0])


def test_what_cannot_be_estimated_is_refused() -> None:
    data = votes()
    with pytest.raises(InputError, match="did you mean me"):
        estimate_ideal_points(data, 2010, 2012, "mee")
    with pytest.raises(InputError, match=r"0 roll calls .* 2021-2024.*votes run from .* to 2020-01-14.*longer window"):
        estimate_ideal_points(data, 2021, 2024)
    with pytest.raises(InputError, match="'TWN', which fixes the sign, cast no vote"):
        estimate_ideal_points(data, 2018, 2019, positive="TWN")
    with pytest.raises(NotSolvedError, match=r"did not settle in 2 iterations.*Raise max_iterations"):
        estimate_ideal_points(data, 2018, 2019, max_iterations=2)


def test_what_is_asked_for_must_be_there(short: IdealPointEstimate) -> None:
    with pytest.raises(InputError, match="'DDR' cast no vote that counts in 2017-2019"):
        short.of("DDR")
    with pytest.raises(InputError, match="roll call 3 is not among"):
        short.items.probabilities(3, np.zeros(2))


def test_simulated_votes_keep_absences_and_follow_the_items(short: IdealPointEstimate) -> None:
    data: Votes = votes()
    drawn, truth = simulate_votes(data, short, seed=4)
    again, same = simulate_votes(data, short, seed=4)
    assert (drawn.vote == again.vote).all()
    assert (truth == same).all()
    rows = [data.rcid.tolist().index(r) for r in drawn.rcid]
    columns = [data.states.index(s) for s in drawn.states]
    assert ((drawn.vote > 0) == (data.vote[np.ix_(rows, columns)] > 0)).all()
    k = int(np.argmax(np.abs(short.items.discrimination)))
    sign = np.sign(short.items.discrimination[k])
    year = short.years.index(int(short.items.year[k]))
    yes = drawn.vote[k] == 1
    assert sign * (truth[yes, year].mean() - truth[(drawn.vote[k] > 1), year].mean()) > 0.5


def test_the_benchmark_says_how_long_it_takes() -> None:
    lines = ideal_point_lines(quick=True)
    assert [line.unit for line in lines] == ["s", "s"]
    assert all(line.value is not None and line.value > 0 for line in lines)


def test_the_estimator_does_not_hide_the_packaged_series() -> None:
    import multipolar.politics
    import multipolar.politics.ideal_points_estimate

    assert multipolar.politics.ideal_points().values.shape[1] == len(multipolar.politics.ideal_points().years)

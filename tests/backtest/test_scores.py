"""Scores against hand calculations and independent formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from multipolar.backtest.scores import clustered_error, compare, covered, crps_ensemble, crps_gaussian, origin_means


def _crps_by_integration(truth: float, cdf, points: list[float]) -> float:
    """Integral of the squared difference of the distribution function and the step at the truth."""
    low = integrate.quad(lambda x: cdf(x) ** 2, -30, truth, points=[p for p in points if p < truth], limit=500)[0]
    high = integrate.quad(lambda x: (1 - cdf(x)) ** 2, truth, 30, points=[p for p in points if p > truth], limit=500)[0]
    return low + high


@pytest.mark.parametrize(("truth", "mean", "sd"), [(0.3, 0.0, 1.0), (-1.2, 0.4, 0.17), (2.0, 2.0, 0.5)])
def test_gaussian_crps_is_the_integral(truth: float, mean: float, sd: float) -> None:
    found = crps_gaussian(np.array([truth]), np.array([mean]), np.array([sd]))[0]
    assert found == pytest.approx(_crps_by_integration(truth, stats.norm(mean, sd).cdf, []), abs=1e-7)


@pytest.mark.parametrize("truth", [-2.0, 0.1, 0.4, 5.0])
def test_ensemble_crps_is_the_integral_of_its_steps(truth: float) -> None:
    members = np.array([0.4, -1.0, 0.2, 0.2, 1.7])
    by_steps = _crps_by_integration(truth, lambda x: float((members <= x).mean()), sorted(set(members)))
    assert crps_ensemble(np.array([truth]), members[None])[0] == pytest.approx(by_steps, abs=1e-7)


def test_ensemble_crps_by_hand() -> None:
    """Members 0 and 1, truth 2: mean distance 1.5, half the mean distance of pairs 0.25."""
    assert crps_ensemble(np.array([2.0]), np.array([[0.0, 1.0]]))[0] == pytest.approx(1.25)


def test_many_members_of_a_gaussian_score_as_the_gaussian() -> None:
    members = stats.norm.ppf((np.arange(2000) + 0.5) / 2000)
    truth = np.array([-1.0, 0.0, 2.5])
    exact = crps_gaussian(truth, np.zeros(3), np.ones(3))
    np.testing.assert_allclose(crps_ensemble(truth, np.tile(members, (3, 1))), exact, atol=1e-3)


def test_coverage_by_hand() -> None:
    members = np.tile(np.arange(100.0), (4, 1))
    truth = np.array([10.0, 30.0, 50.0, 97.0])
    assert covered(truth, members, 0.5).tolist() == [False, True, True, False]
    assert covered(truth, members, 0.9).tolist() == [True, True, True, False]


def test_means_by_origin_average_to_the_mean_of_all_cases() -> None:
    values, origin = np.array([1.0, 2.0, 3.0, 10.0]), np.array([2001, 2000, 2000, 2001])
    assert origin_means(values, origin).tolist() == [2.5, 5.5]
    assert origin_means(values[:3], origin[:3]).mean() == pytest.approx(2.0)


def test_one_step_error_is_the_sample_error_of_the_mean() -> None:
    """At h = 1 the correction turns the variance with divisor n into that with n - 1."""
    series = np.array([1.0, 4.0, -2.0, 0.5, 3.0])
    assert clustered_error(series, 1) == pytest.approx(stats.sem(series))


def test_three_step_error_by_hand() -> None:
    """The largest of three sums of autocovariances: plain, with weights 2/3 and 1/3, and none."""
    series = np.array([4.0, 3.0, 2.0, -1.0, -2.0, 0.0])
    away = series - 1.0
    lags = [float((away[k:] * away[: 6 - k]).sum()) / 6 for k in range(3)]
    assert lags == pytest.approx([28 / 6, 15 / 6, -2 / 6])
    sums = (lags[0] + 2 * (lags[1] + lags[2]), lags[0] + 2 * (2 / 3 * lags[1] + 1 / 3 * lags[2]), lags[0])
    correction = (6 + 1 - 6 + 3 * 2 / 6) / 6
    assert clustered_error(series, 3) == pytest.approx(math.sqrt(max(sums) / 6 / correction))


def test_chance_autocovariances_do_not_shrink_an_error() -> None:
    """1, 2, 3, 4, 0, 2: the plain sum of autocovariances vanishes, yet the mean is not known exactly."""
    series = np.array([1.0, 2.0, 3.0, 4.0, 0.0, 2.0])
    correction = (6 + 1 - 6 + 3 * 2 / 6) / 6
    assert clustered_error(series, 3) == pytest.approx(math.sqrt(10 / 6 / 6 / correction))


def test_error_allows_for_overlap() -> None:
    steps = np.random.default_rng(1).standard_normal(400)
    overlapping = np.convolve(steps, np.ones(4), "valid")
    assert clustered_error(overlapping, 4) > 1.5 * clustered_error(overlapping, 1)


def test_too_few_origins_have_no_error() -> None:
    assert math.isnan(clustered_error(np.array([1.0, 2.0, 3.0]), 3))


def test_comparison_of_known_losses() -> None:
    """Losses 4 against 1 in every case: half the root, three quarters of the mean, no doubt."""
    origin = np.repeat(np.arange(2000, 2010), 5)
    noise = np.repeat(np.random.default_rng(2).uniform(0.9, 1.1, 10), 5)
    rooted = compare(noise, 4 * noise, origin, 1, root=True)
    assert rooted.gain_pct == pytest.approx(50.0)
    assert (rooted.low_pct, rooted.high_pct) == pytest.approx((50.0, 50.0))
    plain = compare(noise, 4 * noise, origin, 1)
    assert plain.gain_pct == pytest.approx(75.0)
    assert plain.statistic > 0
    assert (plain.origins, plain.cases) == (10, 50)


def test_statistic_is_the_t_test_over_origins_at_one_step() -> None:
    random = np.random.default_rng(3)
    origin = np.repeat(np.arange(2000, 2012), 20)
    ours, theirs = random.exponential(1.0, 240), random.exponential(1.2, 240)
    found = compare(ours, theirs, origin, 1)
    by_origin = (theirs - ours).reshape(12, 20).mean(axis=1)
    expected = stats.ttest_1samp(by_origin, 0.0)
    assert found.statistic == pytest.approx(float(expected.statistic))
    assert found.p_value == pytest.approx(float(expected.pvalue))


def test_equal_forecasts_gain_nothing_in_nine_of_ten_worlds() -> None:
    """The 90 % interval holds the true gain, zero, about nine times in ten although cases of one origin are alike."""
    random = np.random.default_rng(4)
    origin, inside, worlds = np.repeat(np.arange(20), 30), 0, 300
    for _ in range(worlds):
        shared = random.standard_normal((2, 20)).repeat(30, axis=1)
        losses = (shared + 0.5 * random.standard_normal((2, 600))) ** 2
        found = compare(losses[0], losses[1], origin, 1)
        inside += found.low_pct <= 0 <= found.high_pct
    assert 0.85 <= inside / worlds <= 0.95

"""Baselines and forecast distributions on histories whose law is known; nothing from after an origin enters it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from backtest.worlds import history_from, reverting
from multipolar.backtest.baselines import History, random_walk, reversion, reversion_with_peers, weights
from multipolar.backtest.origins import chosen_half_lives, forecasts


def test_weights_by_hand() -> None:
    """At origin 5 with h = 2, forecasts 0 to 3 have come; the last counts in full, one half-life earlier a half."""
    np.testing.assert_allclose(weights(5, 7, 2, 1.0), [1 / 8, 1 / 4, 1 / 2, 1, 0, 0, 0])
    assert weights(5, 7, 2, np.inf).tolist() == [1, 1, 1, 1, 0, 0, 0]


def test_speed_is_least_squares_on_what_has_come() -> None:
    history, _ = reverting(states=12, years=20)
    half_life = np.full(len(history.origins), 4.0)
    found = reversion(history, 3, half_life).move
    at = 10
    w = np.sqrt(weights(at, len(half_life), 3, 4.0)[: at - 2, None] * np.ones((1, 12))).ravel()
    gap, moved = (history.anchor - history.now)[: at - 2].ravel(), history.change(3)[: at - 2].ravel()
    slope = np.linalg.lstsq((w * gap)[:, None], w * moved, rcond=None)[0][0]
    np.testing.assert_allclose(found[at], slope * (history.anchor - history.now)[at])


def test_peers_are_found_where_they_pull() -> None:
    random = np.random.default_rng(5)
    position = np.zeros((40, 30))
    position[0] = random.standard_normal(30)
    for t in range(1, 40):
        position[t] = (
            position[t - 1] + 0.3 * (position[t - 1].mean() - position[t - 1]) + 0.1 * random.standard_normal(30)
        )
    history = history_from(position)
    others = (history.anchor.sum(axis=1, keepdims=True) - history.anchor) / 29
    half_life = np.full(len(history.origins), np.inf)
    alone, together = (
        forecasts(history, centres, 1, half_life, 1985)
        for centres in (reversion(history, 1, half_life), reversion_with_peers(history, others, 1, half_life))
    )
    assert together.squared.mean() < 0.9 * alone.squared.mean()


def test_a_state_without_peers_only_returns_to_its_own() -> None:
    history, _ = reverting(states=50, years=20, drift=0.1)
    half_life = np.full(len(history.origins), np.inf)
    nobody = np.full_like(history.now, np.nan)
    alone = reversion(history, 1, half_life).move
    np.testing.assert_allclose(reversion_with_peers(history, nobody, 1, half_life).move[6:], alone[6:], atol=1e-12)


@pytest.mark.parametrize("horizon", [1, 3])
def test_intervals_hold_what_they_say(horizon: int) -> None:
    history, _ = reverting(states=100)
    half_life = chosen_half_lives(history, horizon)
    found = forecasts(history, reversion(history, horizon, half_life), horizon, half_life, 1985)
    assert abs(found.inside_50.mean() - 0.5) < 0.03
    assert abs(found.inside_90.mean() - 0.9) < 0.03
    walk = forecasts(history, random_walk(history), horizon, half_life, 1985)
    assert found.crps.mean() < walk.crps.mean()
    assert abs(found.sd.mean() / found.error.std() - 1) < 0.1


def _future_changed(history: History, origin: int) -> History:
    """The same history with everything after an origin replaced."""
    t = history.origins.index(origin)
    truth = history.truth.copy()
    for k, h in enumerate(history.horizons):
        truth[max(t - h + 1, 0) :, :, k] = 99.0
    now, anchor = history.now.copy(), history.anchor.copy()
    now[t + 1 :] = anchor[t + 1 :] = -99.0
    return dataclasses.replace(history, truth=truth, now=now, anchor=anchor)


@pytest.mark.parametrize("horizon", [1, 3])
def test_nothing_after_the_origin_enters_its_forecast(horizon: int) -> None:
    history, _ = reverting(states=20, years=40)
    origin = 1990
    t = history.origins.index(origin)
    changed = _future_changed(history, origin)
    results = []
    for world in (history, changed):
        half_life = chosen_half_lives(world, horizon)
        centres = reversion(world, horizon, half_life)
        scored = forecasts(world, centres, horizon, half_life, 1975)
        results.append((half_life[t], centres.move[t], scored.sd[scored.origin == origin]))
    (life, move, sd), (life_changed, move_changed, sd_changed) = results
    assert life == life_changed
    np.testing.assert_array_equal(move, move_changed)
    np.testing.assert_array_equal(sd, sd_changed)
    assert not np.array_equal(history.change(horizon)[t], changed.change(horizon)[t])

"""The game of positions: rest at the baseline, additivity, bounds, oddness at zero; a case solved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.politics.attraction import attraction, attraction_limit
from multipolar.politics.closeness import closeness, engagement, hedging
from multipolar.politics.game import Game, game_of, resting_change, transmitted
from multipolar.politics.motion import fading, moved, widest_noise


def _random(seed: int, states: int = 7, poles: int = 3) -> Game:
    draw = np.random.default_rng(seed)
    position = draw.normal(size=states)
    peers = draw.uniform(size=(states, states))
    np.fill_diagonal(peers, 0)
    peers *= 0.3 / peers.sum(axis=1, keepdims=True)
    fixed = np.arange(states) < poles
    return game_of(position, position[:poles], peers, np.full((states, poles), 1 / 3), fixed)


def test_one_state_by_hand() -> None:
    """d = 1, one pole at 2, a state at 0 with A = 1/2: doubling A to 1 moves it by (1 - 1/2) 2 / (1 + 1) = 1/2."""
    game = game_of(
        np.array([2.0, 0.0]), np.array([2.0]), np.zeros((2, 2)), np.full((2, 1), 0.5), np.array([True, False])
    )
    assert game.anchor[1] == pytest.approx(-1.0)  # it would stand at -1 if nobody pulled
    change = resting_change(game, np.array([[0.5], [1.0]]))
    assert change.tolist() == pytest.approx([0.0, 0.5])


@given(st.integers(0, 10_000))
def test_no_change_of_attraction_is_no_change_of_position(seed: int) -> None:
    game = _random(seed)
    assert not resting_change(game, game.pull.copy()).any()


@given(st.integers(0, 10_000))
def test_states_rest_where_they_are(seed: int) -> None:
    game = _random(seed)
    right = game.own * game.anchor + game.pull @ game.pole_position
    right[game.fixed] = game.position[game.fixed]
    assert np.linalg.solve(game.system(game.pull), right) == pytest.approx(game.position, abs=1e-12)


@given(st.integers(0, 10_000), st.floats(0.01, 50))
def test_parts_sum_and_attraction_is_bounded(seed: int, size: float) -> None:
    game, draw = _random(seed), np.random.default_rng(seed)
    doses = size * draw.normal(size=(4, 5, 7, 3))
    beta, typical = draw.normal(size=5), draw.uniform(0.5, 2, size=5)
    found = attraction(game.pull, doses, beta, typical)
    assert found.parts.sum(axis=(0, 1)) == pytest.approx(found.pull - game.pull, abs=1e-12)
    assert (found.pull >= game.pull * np.exp(-attraction_limit()) * (1 - 1e-12)).all()
    assert (found.pull <= game.pull * np.exp(attraction_limit()) * (1 + 1e-12)).all()
    pushes = (found.parts * (game.pole_position - game.position[:, None])).sum(axis=-1).reshape(20, 7).T
    whole = resting_change(game, found.pull)
    assert transmitted(game, found.pull, pushes).sum(axis=1) == pytest.approx(whole, abs=1e-12)
    new = game.position + whole
    assert new.min() >= min(game.position.min(), game.anchor.min()) - 1e-9
    assert new.max() <= max(game.position.max(), game.anchor.max()) + 1e-9


def test_doses_that_cancel_have_parts_that_cancel() -> None:
    doses = np.zeros((2, 1, 1, 1))
    doses[0], doses[1] = 1.0, -1.0
    found = attraction(np.ones((1, 1)), doses, np.array([0.5]), np.array([2.0]))
    assert found.pull[0, 0] == 1.0
    assert found.parts[:, 0, 0, 0].tolist() == pytest.approx([0.25, -0.25])


@given(st.integers(0, 10_000))
def test_the_derivative_at_zero_is_odd(seed: int) -> None:
    game, draw = _random(seed), np.random.default_rng(seed)
    doses, beta, typical = draw.normal(size=(1, 3, 7, 3)), draw.normal(size=3), np.ones(3)
    h = 1e-5
    up, down = (resting_change(game, attraction(game.pull, s * doses, beta, typical).pull) / h for s in (h, -h))
    assert up == pytest.approx(-down, abs=1e-3 * (abs(up).max() + 1e-9))
    slope = (up - down) / 2
    fine = [resting_change(game, attraction(game.pull, s * doses, beta, typical).pull) / 1e-7 for s in (1e-7, -1e-7)]
    assert fine[0] == pytest.approx(slope, abs=1e-6 * max(1.0, abs(slope).max()))
    assert -fine[1] == pytest.approx(slope, abs=1e-6 * max(1.0, abs(slope).max()))


def test_parts_move_as_the_whole_does() -> None:
    parts = np.array([[0.1, -0.2], [0.3, 0.4]])
    whole, step = np.zeros(2), np.zeros((2, 2))
    for _ in range(5):
        whole, step = moved(whole, parts.sum(axis=0), 0.3), moved(step, parts, 0.3)
    assert step.sum(axis=0) == pytest.approx(whole, abs=1e-15)


def test_noise_fades_to_its_long_run_spread() -> None:
    sd, speed = np.full(4000, 0.15), np.full(4000, 0.4)
    path = fading(np.random.default_rng(1).standard_normal((4000, 30, 1)) * sd[:, None, None], speed)
    assert path[:, 0].std() == pytest.approx(0.15, rel=0.05)
    assert path[:, -1].std() == pytest.approx(widest_noise(0.4, 0.15), rel=0.05)


def test_closeness_sums_to_one_and_leaves_out_what_is_missing() -> None:
    distance = np.array([[0.0, 1.0, 1.0], [np.nan, 1.0, 2.0], [np.nan, np.nan, 1.0]])
    zero = np.zeros((3, 3))
    found = closeness(distance, zero, zero, (1.0, 1.0, 1.0))
    assert np.nansum(found, axis=1)[:2] == pytest.approx([1, 1])
    assert found[0, 0] / found[0, 1] == pytest.approx(np.e)
    assert np.isnan(found[1, 0])
    assert found[1, 1] / found[1, 2] == pytest.approx(np.e)
    assert np.isnan(found[2]).all()
    equal = closeness(np.ones((1, 3)), np.zeros((1, 3)), np.zeros((1, 3)), (1.0, 1.0, 1.0))
    assert hedging(equal) == pytest.approx([1.0])
    assert hedging(np.array([[1.0, 0.0, 0.0]])) == pytest.approx([0.0])
    assert engagement(np.array([[0.2, np.nan, -0.1], [np.nan] * 3])).tolist() == pytest.approx(
        [0.1, np.nan], nan_ok=True
    )


def test_closeness_rises_with_nearness_tie_and_dependence() -> None:
    base = closeness(np.ones((1, 2)), np.zeros((1, 2)), np.zeros((1, 2)), (1.0, 1.0, 1.0))
    for k, change in enumerate((-0.5, 0.5, 0.5)):
        given = [np.ones((1, 2)), np.zeros((1, 2)), np.zeros((1, 2))]
        given[k][0, 0] += change
        assert closeness(*given, (1.0, 1.0, 1.0))[0, 0] > base[0, 0]

"""Levers: found where they act, silent where they do not, learnt as ridge regression has it."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pytest

from backtest.worlds import history_from, reverting
from multipolar.backtest.baselines import History, reversion, weights
from multipolar.backtest.doses import LEVERS, changes, decayed, doses_of, levels
from multipolar.backtest.levers import (
    NEUTRAL_SD,
    Board,
    LeverPriors,
    board_of,
    default_priors,
    with_levers,
    with_levers_to_first_order,
)
from multipolar.backtest.origins import forecasts
from multipolar.params.alignment import alignment_priors
from multipolar.politics.tables import Economies, Ties

Array = npt.NDArray[np.float64]
NAMES = ("dependence", "membership")
WIDE = LeverPriors(NAMES, np.zeros(2), np.full(2, 2.0), np.array([5.0, 10.0]), 0.6, 0.3, 0.4)


def _world(strength: float, seed: int = 7) -> tuple[History, Board, dict[str, Array], Array]:
    """A history in which doses of dependence pull with a known strength; its board, doses and powers."""
    random = np.random.default_rng(seed)
    years, states = 60, 80
    poles = np.tile([2.0, -1.0, -0.5], (years, 1))
    doses = {n: 4 * random.standard_normal((years, states, 3)) for n in NAMES}
    peers = np.zeros((years, states, states))
    quiet, lasting = reverting(seed, states, years)
    first = board_of(
        History(quiet.states, tuple(range(1990, 1990 + years)), lasting, lasting, np.zeros((years, states, 1)), (1,)),
        poles, peers, doses, WIDE,
    )  # fmt: skip
    push = np.zeros((years, states))
    push[1:] = strength * first.z[:-1, :, 0]
    loud, _ = reverting(seed, states, years, push=push)
    late = History(loud.states, tuple(o + 40 for o in loud.origins), loud.now, loud.anchor, loud.truth, loud.horizons)
    shifts = {n: d[4:] for n, d in doses.items()}
    return late, board_of(late, poles[4:], peers[4:], shifts, WIDE), shifts, poles[4:]


def _gain(history: History, board: Board) -> float:
    half_life = np.full(len(history.origins), np.inf)
    base = reversion(history, 1, half_life)
    scored = [
        forecasts(history, c, 1, half_life, 2025) for c in (base, with_levers(base, history, board, 1, half_life))
    ]
    return 1 - float(np.sqrt(scored[1].squared.mean() / scored[0].squared.mean()))


def test_levers_that_act_are_found_and_shuffled_ones_are_not() -> None:
    history, board, shifts, poles = _world(0.5)
    assert _gain(history, board) > 0.03
    random = np.random.default_rng(8)
    peers = np.zeros((len(poles), 80, 80))
    dealt = []
    for _ in range(5):
        order = random.permutation(80)
        dealt.append(_gain(history, board_of(history, poles, peers, {n: s[:, order] for n, s in shifts.items()}, WIDE)))
    assert max(dealt) < 0.01


def test_levers_that_do_not_act_add_nothing() -> None:
    history, board, _, _ = _world(0.0)
    assert abs(_gain(history, board)) < 0.01


def test_posterior_is_ridge_regression_within_origins() -> None:
    """Forecasts at one origin against a regression written out case by case."""
    history, board, _, _ = _world(0.5)
    half_life, horizon, at = np.full(len(history.origins), 6.0), 3, 30
    base = reversion(history, horizon, half_life)
    gap, change = history.anchor - history.now, history.change(horizon)
    part, share = float(base.move[at, 0] / gap[at, 0]), 1 - 0.6**3
    w = weights(at, len(history.origins), horizon, 6.0)
    centre = lambda v: v - v.mean(axis=0, keepdims=True)  # noqa: E731
    rows = [t for t in range(len(w)) if w[t] > 0]
    x = np.concatenate([np.sqrt(w[t]) * share * centre(board.z[t]) for t in rows])
    y = np.concatenate([np.sqrt(w[t]) * centre(change[t] - part * gap[t]) for t in rows])
    noise = horizon * float(y @ y) / sum(w[t] * 80 for t in rows)
    lifted = np.vstack([x / np.sqrt(noise), np.diag(1 / WIDE.sd)])
    beta = np.linalg.lstsq(lifted, np.concatenate([y / np.sqrt(noise), np.zeros(2)]), rcond=None)[0]
    found = with_levers_to_first_order(base, history, board, horizon, half_life).move[at]
    np.testing.assert_allclose(found, base.move[at] + share * board.z[at] @ beta, atol=1e-10)
    exact = with_levers(base, history, board, horizon, half_life).move[at]
    np.testing.assert_allclose(exact, base.move[at] + share * board.resting(at, beta), atol=1e-10)


def test_regressors_are_the_derivative_of_the_game() -> None:
    _, board, _, _ = _world(0.5)
    at, step = 20, 1e-6
    for k in range(2):
        beta = step * np.eye(2)[k]
        slope = (board.resting(at, beta) - board.resting(at, -beta)) / (2 * step)
        np.testing.assert_allclose(slope, board.z[at, :, k], atol=1e-7)
    assert not board.resting(at, np.zeros(2)).any()


def test_no_doses_leave_mean_reversion() -> None:
    history, _ = reverting(states=10, years=50)
    later = History(
        history.states, tuple(o + 40 for o in history.origins), history.now, history.anchor, history.truth, (1, 3)
    )
    count = len(later.origins)
    nothing = {n: np.full((count, 10, 3), np.nan) for n in NAMES}
    board = board_of(later, np.tile([2.0, -1.0, -0.5], (count, 1)), np.zeros((count, 10, 10)), nothing, WIDE)
    half_life = np.full(count, np.inf)
    base = reversion(later, 1, half_life)
    np.testing.assert_array_equal(with_levers(base, later, board, 1, half_life).move, base.move)


def test_priors_do_not_rest_on_the_panel() -> None:
    """The backtest must not learn from coefficients that were estimated on years after its origins."""
    chosen = default_priors(tuple(LEVERS))
    for name, mean, sd in zip(chosen.names, chosen.mean, chosen.sd, strict=True):
        prior = alignment_priors("literature")[name]
        if prior.grade.startswith("estimated"):
            assert (mean, sd) == (0.0, NEUTRAL_SD), name
        else:
            assert (mean, sd) == (prior.mean, prior.sd), name


def _ties(features: dict[str, Array], source: Array) -> Ties:
    years = tuple(range(2000, 2000 + source.shape[2]))
    return Ties(("AAA", "BBB"), ("CHN", "RUS", "USA"), years, MappingProxyType(features), source)


def test_doses_by_hand() -> None:
    """Trade of 3 + 1 on a GDP of 100 is 4 %; a change is taken within one series and not without three known years."""
    shape = (2, 3, 8)
    trade = np.tile(np.arange(1.0, 9.0), (2, 3, 1))
    source = np.full(shape, "cow", dtype="U4")
    source[1, :, 5:] = "icio"
    features = {
        name: np.zeros(shape) for name in ("finance_usd_mn", "visits_by_power", "sanction_by_power", "shared_igos")
    }
    features |= {"exports_usd_mn": 3 * trade, "imports_usd_mn": trade}
    gdp = np.full((2, 8), 100.0)
    named = np.full((2, 8), "cow", dtype="U4")
    economies = Economies(("AAA", "BBB"), tuple(range(2000, 2008)), *[gdp] * 5, named)
    found = doses_of(("AAA", "BBB", "CCC"), _ties(features, source), economies)
    assert found.level["dependence"][0, 0].tolist() == [4.0 * t for t in range(1, 9)]
    assert np.isnan(found.level["dependence"][2]).all()
    assert changes(found, "dependence", 2004)[0, 0] == pytest.approx(4 * (5 - 3))
    assert changes(found, "dependence", 2004, ahead=2)[0, 0] == pytest.approx(4 * (6.5 - 3))
    assert np.isnan(changes(found, "dependence", 2001)).all(), "two years of an anchor are too few"
    assert np.isnan(changes(found, "dependence", 2006)[1]).all(), "two years of the new series are too few"
    assert changes(found, "dependence", 2007)[1, 0] == pytest.approx(4 * (8 - 7))
    assert levels(found, "dependence", 2006)[1, 0] == 28.0
    assert np.isnan(changes(found, "dependence", 2030)).all()


def test_visits_fade_over_two_years() -> None:
    found = decayed(np.array([0.0, 2.0, 0.0, 0.0, 1.0]), 2.0)
    assert np.isnan(found[0])
    assert found[1:].tolist() == [2.0, 1.0, 0.0, 1.0]


def test_history_helper_has_no_future() -> None:
    position = np.arange(20.0)[:, None] * np.ones((1, 3))
    history = history_from(position)
    assert history.now[0, 0] == 4.0
    assert history.anchor[0, 0] == 2.0
    assert history.change(3)[0, 0] == 3.0
    assert np.isnan(history.change(3)[-3:]).all()

"""Landscape, frustration and key player against known answers, brute force and identities."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from multipolar.errors import InputError
from multipolar.politics import frustration as module
from multipolar.politics.frustration import frustration
from multipolar.politics.key_player import bonacich, intercentrality
from multipolar.politics.landscape import LARGEST, energy, local_minima
from multipolar.published import replications


@pytest.mark.parametrize(("name", "count"), [("unix-landscape", 3), ("key-player", 6)])
def test_known_answers(name: str, count: int) -> None:
    rows = replications(name)
    assert len(rows) == count
    assert all(row.ok is True for row in rows), [row for row in rows if not row.ok]


def signed_graph(seed: int, n: int, density: float = 0.7) -> np.ndarray:
    random = np.random.default_rng(seed)
    half = np.triu(random.normal(size=(n, n)).round(2), 1) * (random.random((n, n)) < density)
    return half + half.T


def names(n: int) -> tuple[str, ...]:
    return tuple(f"S{i}" for i in range(n))


def test_minima_are_those_that_brute_force_finds() -> None:
    n, random = 7, np.random.default_rng(3)
    size, propensity = random.uniform(0.5, 3, n), signed_graph(4, n)
    expected = set()
    for tail in itertools.product((False, True), repeat=n - 1):
        side = np.array((False, *tail))
        level = energy(size, propensity, side)
        turned = [energy(size, propensity, side ^ (np.arange(n) == k)) for k in range(n)]
        if min(turned) >= level:
            expected.add((round(level, 9), tuple(np.array(names(n))[~side])))
    found = local_minima(names(n), size, propensity)
    assert {(round(c.energy, 9), c.first) for c in found} == expected
    assert [c.energy for c in found] == sorted(c.energy for c in found)
    assert all(c.strict for c in found)


def test_friends_form_one_bloc_and_enemies_two_camps() -> None:
    friends = local_minima(names(4), np.ones(4), np.ones((4, 4)))
    assert (friends[0].second, friends[0].energy) == ((), 0.0)
    hostile = np.array([[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]], dtype=float)
    camps = local_minima(("A", "B", "C", "D"), np.ones(4), hostile)[0]
    assert (camps.first, camps.second, camps.energy) == (("A", "B"), ("C", "D"), -8.0)


def test_a_state_that_stands_with_nobody_is_indifferent() -> None:
    ties = np.array([[0, -1, 0], [-1, 0, 0], [0, 0, 0]], dtype=float)
    found = local_minima(("A", "B", "C"), np.ones(3), ties)
    assert [c.strict for c in found] == [False, False]
    assert {c.energy for c in found} == {-2.0}


@pytest.mark.parametrize(
    ("count", "size", "propensity", "words"),
    [
        (LARGEST + 1, np.ones(LARGEST + 1), np.zeros((LARGEST + 1,) * 2), "frustration index for more"),
        (2, np.array([1.0, 0.0]), np.zeros((2, 2)), "above 0"),
        (2, np.ones(2), np.array([[0, np.nan], [np.nan, 0]]), "without data"),
        (2, np.ones(2), np.array([[0.0, 1.0], [0.0, 0.0]]), "symmetric"),
        (3, np.ones(2), np.zeros((2, 2)), "do not fit 3"),
    ],
)
def test_landscapes_without_an_answer_are_refused(
    count: int, size: np.ndarray, propensity: np.ndarray, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        local_minima(names(count), size, propensity)


@pytest.mark.parametrize("seed", range(6))
def test_frustration_is_the_least_over_all_divisions(seed: int) -> None:
    n = 8
    tie = signed_graph(seed, n)
    least = min(
        sum(
            abs(tie[i, j])
            for i, j in itertools.combinations(range(n), 2)
            if tie[i, j] and (tie[i, j] > 0) != (c[i] == c[j])
        )
        for c in itertools.product((0, 1), repeat=n)
    )
    exact = frustration(names(n), tie)
    assert exact.index == pytest.approx(least)
    assert exact.exact
    assert exact.gap == 0
    assert sum(abs(w) for _, _, w in exact.frustrated) == pytest.approx(exact.index)
    bounded = frustration(names(n), tie, exact_to=0)
    assert bounded.bound <= least + 1e-9 <= bounded.index + 2e-9


@pytest.mark.parametrize("n", [3, 6, 9, 12])
def test_all_enemies(n: int) -> None:
    """A complete graph of negative ties leaves n(n-1)/2 - floor(n^2/4) of them inside camps."""
    found = frustration(names(n), np.eye(n) - np.ones((n, n)))
    assert found.index == n * (n - 1) / 2 - n * n // 4
    assert found.exact


def test_two_camps_are_balanced_whatever_their_labels() -> None:
    side = np.array([1, -1, 1, 1, -1, -1, 1.0])
    found = frustration(names(7), np.outer(side, side))
    assert (found.index, found.bound, found.frustrated) == (0, 0, ())
    assert found.camps == (("S0", "S2", "S3", "S6"), ("S1", "S4", "S5"))
    switched = signed_graph(2, 7)
    flipped = switched * np.outer(side, side)
    assert frustration(names(7), switched).index == pytest.approx(frustration(names(7), flipped).index)


def test_forty_nodes_are_exact_and_more_have_a_bound_and_a_gap() -> None:
    side = np.where(np.arange(40) % 3 == 0, -1.0, 1.0)
    noise = np.triu(np.random.default_rng(0).random((40, 40)) < 0.12, 1)
    tie = np.outer(side, side) * np.where(noise | noise.T, -1, 1)
    found = frustration(names(40), tie)
    assert found.exact
    assert 0 < found.index <= noise.sum()
    more = frustration(names(45), signed_graph(1, 45, 0.3))
    assert not more.exact
    assert 0 < more.bound < more.index < more.negative
    assert more.gap == more.index - more.bound


def test_out_of_time_keeps_the_bound_and_says_that_it_is_not_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.02)
    found = frustration(names(36), np.sign(signed_graph(5, 36, 1.0)))
    assert not found.exact
    assert found.bound < found.index


def test_nobody_tied_and_one_sided_ties() -> None:
    assert frustration(names(3), np.full((3, 3), np.nan)).index == 0
    with pytest.raises(InputError, match="symmetric"):
        frustration(names(2), np.array([[0.0, 1.0], [0.5, 0.0]]))


def test_intercentrality_is_what_is_lost_with_the_node() -> None:
    network, decay = (signed_graph(0, 8) > 0).astype(float), 0.08
    whole = bonacich(network, decay).sum()
    for k, own in enumerate(intercentrality(network, decay)):
        rest = np.delete(np.delete(network, k, 0), k, 1)
        assert own == pytest.approx(whole - bonacich(rest, decay).sum())


def test_a_decay_at_which_paths_do_not_sum_is_refused() -> None:
    with pytest.raises(InputError, match=r"below 0\.5"):
        bonacich(np.ones((3, 3)) - np.eye(3), 0.5)
    with pytest.raises(InputError, match="without negative"):
        bonacich(-np.ones((3, 3)), 0.1)

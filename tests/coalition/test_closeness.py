"""Closeness in coalitions: connected to alignment, zero without moves, larger for joiners of promises, drawn with parameters."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar import load_scenario, load_world
from multipolar.coalition.closeness import at_point, closeness_model, with_closeness
from multipolar.coalition.durability import Draw
from multipolar.coalition.players import players_of
from multipolar.economy.named import economy_of
from multipolar.economy.shocks import no_shocks
from multipolar.scenario import Scenario, Settings

BLOCK = """multipolar: 1
name: offers
moves:
  - guarantee: {by: USA, to: [VNM, THA], level: 0.5, id: promise, from: 2026}
  - tariff: {by: USA, on: CHN, add_pp: 20, id: duty, from: 2026}
coalition: {proposer: USA, target: CHN, candidates: [VNM, THA], offer: [promise, duty]}
settings: {horizon: 2030}
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path = tmp_path_factory.mktemp("coalition") / "s.yaml"
    path.write_text(BLOCK)
    return load_scenario(path)


def test_without_moves_nobody_comes_closer_and_a_promise_counts_for_joiners_alone(asked: Scenario) -> None:
    world = load_world("2022")
    model = closeness_model(asked, world, players_of(asked, world))
    assert model is not None
    economy = economy_of(world, "FGO")
    still = economy.solve(no_shocks(economy.observed))
    ask = at_point(model, Settings())
    refused, joined = ask(("refuse", "refuse"), still), ask(("join", "refuse"), still)
    assert refused == pytest.approx(np.zeros((2, 2)), abs=1e-12)
    assert joined[0, 0] > 1e-4  # Vietnam comes closer to the proposer
    assert joined[1, 0] < 0  # and less close to the target
    assert joined[:, 1] == pytest.approx([0, 0], abs=1e-12)  # Thailand, who refuses, does not move


def test_draws_have_parameters_of_their_own_and_repeat(asked: Scenario) -> None:
    world = load_world("2022")
    model = closeness_model(asked, world, players_of(asked, world))
    assert model is not None
    economy = economy_of(world, "FGO")
    still = economy.solve(no_shocks(economy.observed))
    draws = [Draw("FGO", 0.5) for _ in range(6)]
    first, again = (
        [d.closeness_of(("join", "join"), still)[0, 0] for d in with_closeness(draws, model, Settings(), 3)]  # type: ignore[misc]
        for _ in range(2)
    )
    assert first == again
    assert len({round(v, 12) for v in first}) == 6


def test_players_without_positions_have_no_closeness(asked: Scenario) -> None:
    world = load_world("2022")
    block = asked.coalition
    assert block is not None
    taiwan = asked.model_copy(update={"coalition": block.model_copy(update={"candidates": ("TWN",)})})
    assert closeness_model(taiwan, world, players_of(taiwan, world)) is None

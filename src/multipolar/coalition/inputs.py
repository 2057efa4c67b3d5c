"""What a coalition game is played with: weights, rivals, and a game for each elasticity set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.coalition.cases import Case
from multipolar.coalition.choices import strategic_sectors
from multipolar.coalition.game import ClosenessOf, Game, Weights
from multipolar.coalition.players import Players
from multipolar.coalition.profiles import Table, table_of
from multipolar.coalition.stances import deal_of
from multipolar.errors import InputError, ScenarioError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table
from multipolar.scenario import Coalition, Punishment, Scenario
from multipolar.start import span_of
from multipolar.world import World
from multipolar.world.groups import CUSTOMS_UNIONS, members

__all__ = ["games_of", "named_rivals", "rivals_of", "weights_of"]

Array = npt.NDArray[np.float64]


def _block(scenario: Scenario) -> Coalition:
    block = scenario.coalition
    assert block is not None  # noqa: S101 (players_of refuses a scenario without one)
    return block


def weights_of(scenario: Scenario, closeness: float | None, rivalry: float | None) -> Weights:
    """Weights as given, else of the coalition block, else the defaults of `params/coalition.yaml`.

    Raises:
        ScenarioError: one that is below 0.
    """
    block, table = _block(scenario), read_table("coalition")

    def first(given: float | None, stated: float | None, name: str) -> float:
        value = next(float(v) for v in (given, stated, table[name]["value"]) if v is not None)
        if not value >= 0:
            raise ScenarioError(f"{scenario.where('coalition', name)}: {value:g} is not a weight; give 0 or more.")
        return value

    return Weights(
        probability=(block.punishment or Punishment()).probability,
        closeness=first(closeness, block.closeness_weight, "closeness_weight"),
        rivalry=first(rivalry, block.rivalry_weight, "rivalry_weight"),
    )


def games_of(
    scenario: Scenario,
    observed: World,
    players: Players,
    cases: Sequence[Case],
    closeness_of: ClosenessOf | None,
    rivals: Array,
) -> dict[str, Game]:
    """A game for each elasticity set under the scenario's own closure, its own set first.

    Args:
        scenario: with a coalition block. observed: world before any scenario that it starts after. players: of it.
        cases: see `cases_of`. closeness_of: model of closeness. rivals: [player, player] 0 to 1.
    """
    block = _block(scenario)
    chosen = strategic_sectors(scenario, observed, block.strategic_sectors)
    tables: dict[tuple[int, int], Table] = {}
    games = {}
    for case in cases:
        if case.closure != cases[0].closure:
            continue
        key = id(case.scenario), id(case.world)
        if key not in tables:
            strategic = np.array([s in chosen for s in case.world.sectors])
            accounts, year = case.economy.observed, span_of(case.scenario)[1]
            deals = [
                deal_of(case.scenario, case.world, accounts, players, player, strategic, year)
                for player in players.candidates
            ]
            tables[key] = table_of(deals, block.punishment or Punishment())
        games[case.elasticities] = Game(case, tables[key], closeness_of, rivals)
    return games


def rivals_of(scenario: Scenario, players: Players) -> Array:
    """[player, player] 1 for the pairs of the coalition block, the proposer first, then the candidates.

    Raises:
        ScenarioError: a name that is neither the proposer nor a candidate.
    """
    codes = [players.proposer.code, *(p.code for p in players.candidates)]
    unions = {state: u for u in CUSTOMS_UNIONS if u in codes for state in members(u, scenario.first_year)}
    found = np.zeros((len(codes), len(codes)))
    for pair in _block(scenario).rivals:
        at = []
        for name in pair:
            code = unions.get(name, name)
            if code not in codes:
                where = scenario.where("coalition", "rivals")
                hint = did_you_mean(name, codes) or f"; known: {', '.join(codes)}"
                raise ScenarioError(f"{where}: {name!r} is neither the proposer nor a candidate{hint}")
            at.append(codes.index(code))
        found[at[0], at[1]] = found[at[1], at[0]] = 1.0
    np.fill_diagonal(found, 0.0)
    return found


def named_rivals(rivals: Array, codes: tuple[str, ...]) -> tuple[tuple[str, str, float], ...]:
    """Pairs of rivals with their strength.

    Args:
        rivals: [player, player] 0 to 1. codes: of the players, the proposer first.

    Raises:
        InputError: an array of another shape.
    """
    if rivals.shape != (len(codes), len(codes)):
        raise InputError(f"rivals: an array of {len(codes)} x {len(codes)} is needed, the proposer first.")
    pairs = np.argwhere(np.triu(rivals) > 0).tolist()
    return tuple((codes[a], codes[b], float(rivals[a, b])) for a, b in pairs)

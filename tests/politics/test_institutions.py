"""Voting power against enumeration and known indices; reforms, withdrawals and whether a resolution passes."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from multipolar.cli.commands import app
from multipolar.errors import InputError
from multipolar.moves import MOVE_TYPES
from multipolar.politics.bodies import Rule, bodies, body_called, game_of
from multipolar.politics.institutions import power_after_reform, power_after_withdrawal, power_of
from multipolar.politics.resolutions import Item, Positions, chances, fit_item, passage, positions, recorded_item
from multipolar.politics.tables import ukraine_votes
from multipolar.politics.voting_power import VotingGame, voting_power
from multipolar.published import replications
from multipolar.scenario import load_scenario
from multipolar.schema import SCHEMAS


@st.composite
def games(draw: st.DrawFn) -> VotingGame:
    """Small games with vetoes and counts of heads."""
    weights = tuple(draw(st.lists(st.integers(0, 6), min_size=1, max_size=6).filter(any)))
    players = tuple("abcdef"[: len(weights)])
    vetoes = frozenset(draw(st.sets(st.sampled_from(players))))
    return VotingGame(players, weights, draw(st.integers(1, sum(weights))), vetoes, draw(st.integers(0, len(players))))


def enumerated(game: VotingGame) -> tuple[list[Fraction], list[int], int]:
    """Indices by trying every coalition."""
    n = len(game.players)
    needed = {game.players.index(v) for v in game.vetoes}

    def wins(coalition: tuple[int, ...]) -> bool:
        enough = sum(game.weights[i] for i in coalition) >= game.quota and len(coalition) >= game.members_needed
        return enough and needed <= set(coalition)

    shapley, swings = [], []
    for i in range(n):
        pivotal = [
            c
            for k in range(n)
            for c in combinations([j for j in range(n) if j != i], k)
            if wins((*c, i)) and not wins(c)
        ]
        orders = sum(math.factorial(len(c)) * math.factorial(n - len(c) - 1) for c in pivotal)
        shapley.append(Fraction(orders, math.factorial(n)))
        swings.append(len(pivotal))
    return shapley, swings, sum(wins(c) for k in range(n + 1) for c in combinations(range(n), k))


@given(games())
@settings(max_examples=150, deadline=None)
def test_generating_functions_agree_with_enumeration(game: VotingGame) -> None:
    found = voting_power(game)
    assert (list(found.shapley), list(found.swings), found.winning) == enumerated(game)
    assert sum(found.shapley) == 1


@given(games(), st.integers(2, 5))
@settings(max_examples=80, deadline=None)
def test_a_dummy_and_a_change_of_unit_change_nothing(game: VotingGame, factor: int) -> None:
    found = voting_power(game)
    scaled = VotingGame(
        game.players, tuple(w * factor for w in game.weights), game.quota * factor, game.vetoes, game.members_needed
    )
    assert voting_power(scaled).shapley == found.shapley
    if not game.members_needed:
        dummy = voting_power(VotingGame((*game.players, "dummy"), (*game.weights, 0), game.quota, game.vetoes))
        assert dummy.shapley == (*found.shapley, 0)
        assert dummy.swings == (*(2 * s for s in found.swings), 0)


def test_counts_beyond_int64_are_exact() -> None:
    distinct = VotingGame(tuple(map(str, range(70))), tuple(range(1, 71)), 1300)
    found = voting_power(distinct)
    assert sum(found.shapley) == 1
    mirrored = VotingGame(distinct.players, distinct.weights, sum(distinct.weights) - 1300 + 1)
    assert voting_power(mirrored).shapley == found.shapley, "a game and its dual give equal power"


def test_known_indices_agree() -> None:
    rows = replications("voting-power")
    assert len(rows) == 13
    assert all(row.ok for row in rows), [row for row in rows if not row.ok]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"players": ("a", "a")}, "each player once"),
        ({"weights": (1, -1)}, "0 or more"),
        ({"quota": 3}, "quota 3 must lie between 1 and all votes, 2"),
        ({"vetoes": frozenset("z")}, "z cannot veto"),
        ({"members_needed": 3}, "3 members are more than the 2"),
    ],
)
def test_impossible_games_are_refused(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"players": ("a", "b"), "weights": (1, 1), "quota": 2}
    with pytest.raises(InputError, match=message):
        VotingGame(**{**good, **change})


def test_bodies_hold_what_their_rules_need() -> None:
    members = {"UNSC": 15, "UNGA": 193, "WTO": 166, "IMF": 191, "WB": 189}
    assert {name: len(body.weights) for name, body in bodies().items()} == members
    for body in bodies().values():
        assert body.source
        assert body.grade in ("published", "estimated", "judgement")
        if body.unit == "% of votes":
            assert sum(body.weights.values()) == 100
        for rule in body.rules.values():
            assert sum(voting_power(game_of(body.weights, rule)).shapley) == 1
        assert all(p.source for p in body.reforms.values())


def test_names_of_bodies() -> None:
    assert body_called("security council").name == "UNSC"
    assert body_called("World Trade Organization").name == "WTO"
    with pytest.raises(InputError, match="did you mean UNSC"):
        body_called("UNCS")


def test_only_the_united_states_can_block_alone_in_the_fund() -> None:
    assert [line.name for line in power_of("IMF").lines if line.blocks[0]] == ["USA"]
    assert not any(line.blocks[0] for line in power_of("IMF", "special").lines)
    assert [line.name for line in power_of("WB").lines if line.blocks[0]] == ["USA"]


def test_a_withdrawal_moves_power_to_those_who_stay() -> None:
    change = power_after_withdrawal("IMF", "United States")
    assert change.of("USA").shapley[1] is None
    assert change.of("CHN").shapley[1] > change.of("CHN").shapley[0]  # type: ignore[operator]
    assert not any(line.blocks[1] for line in change.lines)
    total = sum(line.count * (line.shapley[1] or 0.0) for line in change.lines)
    assert total == pytest.approx(1, abs=1e-12)
    wto = power_after_withdrawal("WTO", "USA")
    assert wto.of("CHN").shapley == pytest.approx((1 / 166, 1 / 165), abs=1e-15)
    assert any("bound" in note for note in wto.notes)
    council = power_after_withdrawal("UNSC", "USA")
    assert any("veto of USA" in note for note in council.notes)
    with pytest.raises(InputError, match="did you mean"):
        power_after_withdrawal("UNSC", "DNL")


def test_reforms_of_the_council() -> None:
    ends = power_after_reform("UNSC", name="no-veto")
    assert [line.shapley[1] for line in ends.lines] == pytest.approx([1 / 15] * 15)
    more_vetoes = power_after_reform("UNSC", name="african-union")
    assert sum(bool(line.blocks[1]) for line in more_vetoes.lines) == 11
    assert more_vetoes.ability_to_act[1] < more_vetoes.ability_to_act[0]  # type: ignore[index]
    assert len(power_after_reform("UNSC", name="g4").lines) == 25


def test_equal_proportions_change_nothing() -> None:
    change = power_after_reform("IMF", name="sixteenth-review")
    assert all(line.shapley[0] == line.shapley[1] for line in change.lines)


def test_words_without_numbers_are_not_computed() -> None:
    change = power_after_reform("UNSC", weights="less for the USA", quota="unchanged")
    assert change.reason == "no numbers given"
    assert change.lines == ()
    assert {p.name for p in change.reference} == set(bodies()["UNSC"].reforms)
    assert power_after_reform("IMF", quota="fairer").reason == "no numbers given"
    assert power_after_reform("IMF").reason == "no numbers given"


def test_numbers_are_computed_and_a_larger_share_gives_more_power() -> None:
    found = [power_after_reform("IMF", weights={"China": w}).of("CHN").shapley[1] for w in (6.08, 8, 12)]
    assert found == sorted(found)
    assert power_after_reform("IMF", weights={"CHN": 6.08}, quota="two thirds").of("CHN").shapley[1] is not None
    with pytest.raises(InputError, match=r"quota 1\.5"):
        power_after_reform("IMF", quota=1.5)
    with pytest.raises(InputError, match="0 or more"):
        power_after_reform("IMF", weights={"CHN": -1})


def test_the_moves_of_the_fourth_article_can_be_computed() -> None:
    moves = [m for m in load_scenario("article-004").moves if m.kind in ("institution_reform", "withdrawal")]
    assert {type(m) for m in moves} <= {MOVE_TYPES["institution_reform"], MOVE_TYPES["withdrawal"]}
    found = {}
    for move in moves:
        plain: Any = move
        if move.kind == "withdrawal":
            found[move.id] = power_after_withdrawal(plain.body, plain.who)
        else:
            found[move.id] = power_after_reform(plain.body, weights=plain.weights, quota=plain.quota)
    assert found["reform-un"].reason == "no numbers given"
    assert found["reform-wto"].reason is None
    assert all(line.shapley[0] == line.shapley[1] for line in found["reform-wto"].lines)
    assert found["us-distance"].of("CHN").shapley[1] == pytest.approx(1 / 165)


STATES = ("A", "B", "C", "D", "E")
FIVE = Positions(STATES, np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), 2024, 0.2)
ITEM = Item("a draft", 2.0, (-1.0, 0.5), np.zeros((3, 3)))


def test_chances_sum_to_one_and_rise_with_position() -> None:
    found = chances(ITEM, FIVE.values, FIVE.noise_sd)
    assert found.sum(axis=0) == pytest.approx(np.ones(5))
    assert (np.diff(found[2]) > 0).all()
    assert (np.diff(found[0]) < 0).all()


def passes_by_enumeration(p: np.ndarray, rule: Rule, blocking: set[int]) -> float:
    """Chance of passing over all 3^n outcomes."""
    total = 0.0
    for k in range(3 ** p.shape[1]):
        votes = [k // 3**i % 3 for i in range(p.shape[1])]
        yes, no = votes.count(2), votes.count(0)
        if rule.votes is not None:
            ok = yes >= rule.votes
        else:
            share = rule.share or Fraction(0)
            ok = yes > share * (yes + no) if rule.strict else yes >= share * (yes + no)
        if ok and not any(votes[i] == 0 for i in blocking):
            total += math.prod(p[v, i] for i, v in enumerate(votes))
    return total


@pytest.mark.parametrize(
    "rule",
    [
        Rule("two thirds", share=Fraction(2, 3)),
        Rule("majority", share=Fraction(1, 2), strict=True),
        Rule("three", votes=3, vetoes=("A", "E")),
        Rule("consensus", share=Fraction(1), vetoes="all"),
    ],
)
def test_passing_agrees_with_enumeration(rule: Rule) -> None:
    blocking = set(range(5)) if rule.vetoes == "all" else {STATES.index(v) for v in rule.vetoes}
    expected = passes_by_enumeration(chances(ITEM, FIVE.values, FIVE.noise_sd), rule, blocking)
    assert passage(ITEM, rule, STATES, FIVE).probability == pytest.approx(expected, abs=1e-12)


def test_a_veto_stops_and_an_easier_item_passes_more_often() -> None:
    rule = Rule("three, A may block", votes=3, vetoes=("A",))
    assert passage(ITEM, rule, STATES, FIVE, fixed={"A": "no"}).probability == 0
    hard = Item("hard", 2.0, (0.0, 1.5), np.zeros((3, 3)))
    assert passage(hard, rule, STATES, FIVE).probability < passage(ITEM, rule, STATES, FIVE).probability
    assert passage(ITEM, rule, (*STATES, "TWN"), FIVE).no_position == ("TWN",)
    with pytest.raises(InputError, match="vote of Z"):
        passage(ITEM, rule, STATES, FIVE, fixed={"Z": "no"})


def test_a_fit_recovers_its_parameters() -> None:
    random = np.random.default_rng(3)
    where = Positions(tuple(map(str, range(3000))), random.normal(0, 1, 3000), 2000, 0.0)
    p = chances(ITEM, where.values, 0.0)
    drawn = (random.random(3000) > p.cumsum(axis=0)).sum(axis=0)
    item = fit_item("drawn", {s: ("no", "abstain", "yes")[k] for s, k in zip(where.states, drawn, strict=True)}, where)
    errors = np.array([item.discrimination - 2.0, item.cuts[0] + 1.0]) / np.sqrt(np.diag(item.covariance)[:2])
    assert (abs(errors) < 3).all()
    with pytest.raises(InputError, match="alike"):
        fit_item("alike", dict.fromkeys(where.states, "yes"), where)


def test_the_recorded_vote_is_told_better_than_by_its_most_common_kind() -> None:
    item = recorded_item("ES-11/1")
    assert item.discrimination > 0
    assert item.correct > item.modal  # type: ignore[operator]
    found = passage(item, bodies()["UNGA"].rule(), tuple(bodies()["UNGA"].weights), positions(2021), draws=20)
    recorded = list(ukraine_votes("ES-11/1").values())
    assert found.counts["yes"][1] <= recorded.count("yes") + recorded.count("absent")
    assert found.probability > 0.99
    council = bodies()["UNSC"]
    blocked = passage(item, council.rule(), council.councils[2022], positions(2021), fixed={"RUS": "no"}, draws=20)
    assert blocked.probability == 0
    assert blocked.without_veto > 0.95  # type: ignore[operator]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["UNSC"],
        ["UNSC", "--reform", "g4"],
        ["WTO", "--leaves", "USA"],
        ["IMF", "--votes", "CHN=12", "--quota", "0.7"],
        ["IMF", "--quota", "fairer"],
        ["UNSC", "--resolution", "ES-11/1", "--against", "RUS"],
    ],
)
def test_the_command_answers_and_its_json_fits_the_schema(arguments: list[str]) -> None:
    run = CliRunner().invoke(app, ["institutions", *arguments, "--json"])
    assert run.exit_code == 0, run.output
    Draft202012Validator(SCHEMAS["institutions"]()).validate(json.loads(run.stdout))
    shown = CliRunner().invoke(app, ["institutions", *arguments])
    assert shown.exit_code == 0
    assert "None" not in shown.stdout
    assert "nan" not in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["UNCS"], "did you mean UNSC"),
        (["UNSC", "--reform", "g5"], "did you mean g4"),
        (["UNSC", "--reform", "g4", "--leaves", "USA"], "one change at a time"),
        (["WTO", "--resolution", "ES-11/1"], "choose UNGA or UNSC"),
        (["UNGA", "--resolution", "ES-11/2"], "did you mean ES-11/1"),
        (["UNGA", "--against", "RUS"], "go with --resolution"),
        (["IMF", "--votes", "CHN"], "such as CHN=12"),
        (["--reform", "g4"], "name the body first"),
        (["UNSC", "--rule", "substanse"], "did you mean substance"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], message: str) -> None:
    run = CliRunner().invoke(app, ["institutions", *arguments])
    assert isinstance(run.exception, InputError)
    assert run.exception.exit_code == 2
    assert message in str(run.exception)

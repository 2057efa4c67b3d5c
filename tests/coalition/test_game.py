"""Coalition games: profiles agree with ordinary runs, directions are right, what is linear turns where it says."""

from __future__ import annotations

import dataclasses
import json
import math
import sys
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from multipolar import cli, load_scenario, simulate
from multipolar.coalition import Draw, coalition_choices, coalition_game, default_thresholds, durability, players_of
from multipolar.coalition.cases import cases_of
from multipolar.coalition.durability import jeffreys, sampled_draws
from multipolar.coalition.game import Game, Weights, rivalry_of
from multipolar.coalition.inputs import games_of
from multipolar.coalition.price import price_of
from multipolar.coalition.replies import best_reply, played
from multipolar.coalition.stability import LEAVES, margins_of, stable_ends, stable_span
from multipolar.coalition.verdict import verdict_of
from multipolar.economy.equilibrium import Solution
from multipolar.errors import InputError, ScenarioError
from multipolar.params.read import read_table
from multipolar.scenario import Scenario
from multipolar.schema import SCHEMAS
from multipolar.world import World, load_world

DUTY = "  - tariff: {by: ARC, on: LEM, add_pp: 30, from: 2026, id: duty}\n"
BLOCK = (
    "coalition:\n  proposer: ARC\n  target: LEM\n  candidates: [%s]\n  offer: [%s]\n"
    "  strategic_sectors: [MACH]\n  punishment: {by_proposer_pp: %g, by_target_pp: %g, probability: %s}\n"
)


def scenario(folder: Path, moves: str, block: str = "") -> Scenario:
    """A scenario of one year from moves and a coalition block."""
    path = folder / "test.yaml"
    head = "multipolar: 1\nname: test\nworld: fictional\nsettings: {horizon: 2026}\n"
    path.write_text(f"{head}moves:\n{moves}{block}", encoding="utf8")
    return load_scenario(path)


@pytest.fixture(scope="session")
def twins() -> World:
    """The fictional world with Thule cut into two halves that trade with each other as with themselves."""
    world = load_world("fictional")
    at = [0, 1, 2, 2]
    part = np.array([1.0, 1.0, 0.5, 0.5])
    flow = world.flow[np.ix_(at, at)] * part[:, None, None] * part[None, :, None]
    arrays = {"value_added_share": world.value_added_share[at], "input_share": world.input_share[at]}
    tariff = world.tariff[np.ix_(at, at)]
    return world.replace(name="twins", countries=("ARC", "LEM", "THA", "THB"), flow=flow, tariff=tariff, **arrays)


def game(asked: Scenario, world: World, closeness_of: Any = None, rivals: Any = None) -> Game:
    """The game under the scenario's own settings."""
    players, cases = players_of(asked, world), cases_of(asked, world)[0]
    return next(iter(games_of(asked, world, players, cases[:1], closeness_of, rivals).values()))


def twin_game(folder: Path, world: World, *punishment: float, closeness_of: Any = None, rivals: Any = None) -> Game:
    """Both halves asked to join the duty."""
    block = BLOCK % ("THA, THB", "duty", *punishment)
    return game(scenario(folder, DUTY, block), world, closeness_of, rivals)


def ordinary(folder: Path, world: World, moves: str) -> dict[str, float]:
    """Log real income, %, when the same moves are written out as a plain scenario."""
    run = simulate(scenario(folder, moves), world, sensitivity=False).country("real_income_pct")
    return {code: 100 * math.log1p(value / 100) for code, value in run.items()}


def closer(stances: tuple[str, ...], solution: Solution) -> np.ndarray:
    """A joiner comes closer to the proposer by a tenth, a hedger by a fiftieth."""
    gained = [{"join": 0.1, "hedge": 0.02, "refuse": 0.0}[s] for s in stances]
    return np.array([gained, [-g for g in gained]])


def test_profiles_are_ordinary_runs(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 20, 10, 0.25)
    join = "  - tariff: {by: %s, on: LEM, add_pp: 30, from: 2026}\n"
    hit = "  - tariff: {by: %s, on: %s, add_pp: %g, sectors: %s, from: 2026}\n"
    written = {
        ("join", "refuse"): (join % "THA", hit % ("LEM", "THA", 10, "goods") + hit % ("ARC", "THB", 20, "goods")),
        ("join", "join"): (join % "[THA, THB]", hit % ("LEM", "[THA, THB]", 10, "goods")),
        ("hedge", "refuse"): (
            join.replace("add_pp: 30", "add_pp: 30, sectors: MACH") % "THA",
            hit % ("LEM", "THA", 10, "MACH") + hit % ("ARC", "THA", 20, "FOOD") + hit % ("ARC", "THB", 20, "goods"),
        ),
    }
    for profile, (free, punished) in written.items():
        parts = asked.parts(profile)
        for k, moves in enumerate((DUTY + free, DUTY + free + punished)):
            run = ordinary(tmp_path, twins, moves)
            assert parts.income[k] == pytest.approx([run["THA"], run["THB"]], abs=1e-7), profile
        expected = 0.75 * parts.income[0] + 0.25 * parts.income[1]
        assert asked.payoff(profile, Weights(0.25)) == pytest.approx(expected, abs=1e-12)


def test_an_offer_between_two_candidates_needs_both(tmp_path: Path, twins: World) -> None:
    offer = "  - trade_cost: {between: [THA, THB], cost_pct: -10, from: 2026, id: link}\n"
    asked = game(scenario(tmp_path, DUTY + offer, BLOCK % ("THA, THB", "duty, link", 0, 0, 1)), twins)
    alone = ordinary(tmp_path, twins, DUTY + "  - tariff: {by: THA, on: LEM, add_pp: 30, from: 2026}\n")
    assert asked.parts(("join", "refuse")).income[0] == pytest.approx([alone["THA"], alone["THB"]], abs=1e-7)
    both = ordinary(tmp_path, twins, DUTY + offer + "  - tariff: {by: [THA, THB], on: LEM, add_pp: 30, from: 2026}\n")
    assert asked.parts(("join", "join")).income[0] == pytest.approx([both["THA"], both["THB"]], abs=1e-7)


def test_money_on_offer_counts_once_and_for_joiners_alone(tmp_path: Path, twins: World) -> None:
    money = "  - transfer: {by: ARC, to: [THA, THB], usd_bn: 0.002, from: 2026, id: money}\n"
    asked = game(scenario(tmp_path, money, BLOCK % ("THA, THB", "money", 0, 0, 1)), twins)
    half = money.replace("[THA, THB]", "THA").replace("0.002", "0.001")
    run = ordinary(tmp_path, twins, half)
    parts = asked.parts(("join", "refuse"))
    assert parts.income[0] == pytest.approx([run["THA"], run["THB"]], abs=1e-7)
    assert parts.income[0, 0] > parts.income[0, 1]


def test_one_candidate_plays_its_own_choice(tmp_path: Path) -> None:
    asked = scenario(tmp_path, DUTY, BLOCK % ("THU", "duty", 20, 10, 0.5))
    alone, found = coalition_choices(asked).candidate("THU"), coalition_game(asked, draws=16)
    for stance, payoff in alone.payoffs.items():
        parts = game(asked, load_world("fictional")).parts((stance,))
        by_hand = [100 * math.log1p(x / 100) for x in (payoff.unpunished_pct, payoff.punished_pct)]
        assert parts.income[:, 0] == pytest.approx(by_hand, abs=1e-9)
    assert [f.profiles for f in found.play.equilibria] == [((alone.best,),)]
    assert found.play.enumerated


def test_symmetric_candidates_get_equal_payoffs(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 20, 10, 0.5)
    for stance in ("join", "hedge", "refuse"):
        one, other = asked.payoff((stance, stance), Weights(0.5))
        assert one == pytest.approx(other, abs=1e-9)
    one, other = (asked.payoff(p, Weights(0.5)) for p in (("join", "refuse"), ("refuse", "join")))
    assert one == pytest.approx(other[::-1], abs=1e-9)
    assert abs(one[0] - one[1]) > 1e-3


def joiners(asked: Game, weights: Weights) -> int:
    """Members in the equilibrium with most of them."""
    play = played(asked, weights, random_starts=5, seed=0)
    return max(f.profiles[0].count("join") for f in play.equilibria)


def test_a_larger_punishment_of_refusers_raises_joining(tmp_path: Path, twins: World) -> None:
    counts = [joiners(twin_game(tmp_path, twins, pp, 5, 1), Weights(1.0)) for pp in (0, 20, 300)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, 2)


def test_lambda_raises_joining_from_the_flip_point_on(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 0, 10, 0.5, closeness_of=closer)
    inside = margins_of(asked, ("join", "join"), (0, 1), LEAVES)
    span = stable_span(inside.constant(0.5), inside.slope(0.5))
    assert span is not None
    assert span.low > 0
    assert span.high is None
    for lam, expected in ((0.999 * span.low, 0), (1.01 * span.low, 2)):
        assert (best_reply(asked, Weights(0.5, lam), ("join", "join"), 0) == "join") == (expected == 2)
    assert joiners(asked, Weights(0.5)) < joiners(asked, Weights(0.5, 3 * span.low))
    assert inside.at(Weights(0.5, span.low)).min() == pytest.approx(0, abs=1e-9)


def test_no_punishment_is_the_same_as_a_punishment_of_nothing(tmp_path: Path, twins: World) -> None:
    asked = scenario(tmp_path, DUTY, BLOCK % ("THA, THB", "duty", 0, 0, 0.7))
    found = coalition_game(asked, twins, draws=8).to_dict()
    block = asked.coalition
    assert block is not None
    without = asked.model_copy(update={"coalition": block.model_copy(update={"punishment": None})})
    other = coalition_game(without, twins, draws=8).to_dict()
    for key in ("equilibria", "cycles", "solved"):
        assert found[key] == other[key]
    sides = zip(found["coalitions"], other["coalitions"], strict=True)
    for one, same in ((m, n) for a, b in sides for m, n in zip(a["members"], b["members"], strict=True)):
        assert one.keys() == same.keys()
        for name, value in one.items():  # two solves, each to 1e-11
            assert value == (pytest.approx(same[name], rel=1e-8) if isinstance(value, float) else same[name]), name


def test_nothing_asked_leaves_everyone_out_and_any_coalition_symbolic(tmp_path: Path, twins: World) -> None:
    asked = scenario(tmp_path, DUTY, (BLOCK % ("THA, THB", "duty", 0, 0, 1)).replace("[duty]", "[]"))
    found = coalition_game(asked, twins, draws=8)
    assert [f.profiles for f in found.play.equilibria] == [(("refuse", "refuse"),)]
    proposed = found.coalitions[0]
    assert [m.margin_pct for m in proposed.members] == [0, 0]
    assert proposed.internally_stable
    assert (proposed.price_usd_mn, proposed.verdict.word) == (0, "symbolic")


def test_a_rival_inside_costs_members_alone(tmp_path: Path, twins: World) -> None:
    rivals = np.zeros((3, 3))
    rivals[1, 2] = rivals[2, 1] = 0.5
    assert rivalry_of(rivals, ("join", "join")).tolist() == [0.5, 0.5]
    assert rivalry_of(rivals, ("join", "refuse")).tolist() == [0, 0]
    asked = twin_game(tmp_path, twins, 300, 1, 1, rivals=rivals)
    inside = margins_of(asked, ("join", "join"), (0, 1), LEAVES)
    span = stable_span(inside.at(Weights(1.0)), -inside.rivalry)
    assert span is not None
    assert span.high is not None
    assert inside.at(Weights(1.0, 0, span.high)).min() == pytest.approx(0, abs=1e-9)
    assert joiners(asked, Weights(1.0)) == 2
    assert joiners(asked, Weights(1.0, 0, 1.01 * span.high)) < 2


def test_the_price_keeps_every_member_and_is_paid_in_the_equilibrium(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 0, 25, 1)
    paid = price_of(asked, ("join", "join"), Weights(1.0))
    assert paid.payments_usd_mn is not None
    a, b = paid.payments_usd_mn
    assert a == pytest.approx(b, rel=1e-3)
    assert paid.total_usd_mn == a + b > 0
    duties = "  - tariff: {by: [THA, THB], on: LEM, add_pp: 30, from: 2026}\n"
    duties += "  - tariff: {by: LEM, on: [THA, THB], add_pp: 25, from: 2026}\n"
    gifts = "".join(
        f"  - transfer: {{by: ARC, to: {who}, usd_bn: {usd / 1000!r}, from: 2026}}\n"
        for who, usd in (("THA", a), ("THB", b))
    )
    stays = ordinary(tmp_path, twins, DUTY + duties + gifts)["THA"]
    left = duties.replace("[THA, THB]", "THB")
    leaves = ordinary(tmp_path, twins, DUTY + left + gifts.splitlines(keepends=True)[1])["THA"]
    assert stays == pytest.approx(leaves, abs=1e-4)
    assert price_of(twin_game(tmp_path, twins, 300, 1, 1), ("join", "join"), Weights(1.0)).total_usd_mn == 0


class Made(Game):
    """A game of two or more with payoffs from a function of the profile."""

    def __init__(self, size: int, pays: Any) -> None:
        self._size, self._pays = size, pays

    @property
    def size(self) -> int:
        """Number of candidates."""
        return self._size

    def payoff(self, profile: tuple[str, ...], weights: Weights) -> Any:
        """[candidate] as made."""
        return np.array(self._pays(profile), dtype=float)


def test_replies_find_both_ends_of_a_coordination_game() -> None:
    def pays(profile: tuple[str, ...]) -> list[float]:
        return [profile.count(s) if s != "hedge" else -1 for s in profile]

    for size in (3, 7):
        play = played(Made(size, pays), Weights(1), random_starts=20, seed=1)
        assert {f.profiles[0] for f in play.equilibria} == {("join",) * size, ("refuse",) * size}
        assert sum(f.starts for f in play.equilibria) == play.starts == 22
        assert play.enumerated == (size == 3)
        assert not play.cycles
        assert not play.decided


def test_replies_report_a_cycle_and_no_equilibrium() -> None:
    def pays(profile: tuple[str, ...]) -> list[float]:
        same = profile[0] == profile[1]
        return [-9 if s == "hedge" else float(same if k == 0 else not same) for k, s in enumerate(profile)]

    play = played(Made(2, pays), Weights(1), random_starts=4, seed=0)
    assert not play.equilibria
    assert sum(f.starts for f in play.cycles) == 6
    assert len(play.cycles) == 1


def test_a_short_cut_finds_what_every_reply_finds() -> None:
    rng = np.random.default_rng(3)
    base, pull = rng.normal(0, 1, (8, 3)), rng.normal(0, 0.4, (8, 8))

    def pays(profile: tuple[str, ...]) -> Any:
        joined = np.array([s == "join" for s in profile], dtype=float)
        own = [base[i, ("join", "hedge", "refuse").index(s)] for i, s in enumerate(profile)]
        return np.array(own) + joined * (np.abs(pull) @ joined)

    short = played(Made(8, pays), Weights(1), random_starts=20, seed=0)
    full = played(Made(8, pays), Weights(1), random_starts=20, seed=0, every_reply=True)
    assert short.decided
    assert {f.profiles for f in short.equilibria} == {f.profiles for f in full.equilibria}


lines = st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=6)


@given(lines, st.floats(0, 20))
def test_ends_enclose_exactly_the_weights_for_which_all_margins_hold(given_lines: Any, weight: float) -> None:
    constant, slope = (np.array(part) for part in zip(*given_lines, strict=True))
    low, high = stable_ends(constant, slope)
    margin = (constant + slope * weight).min()
    if low <= weight <= high:
        assert margin >= -1e-6
    else:
        assert margin <= 1e-6


def test_jeffreys_cuts_equal_tails() -> None:
    low, high = jeffreys(30, 100)

    def density(x: float) -> float:
        return x**29.5 * (1 - x) ** 69.5

    whole = quad(density, 0, 1)[0]
    assert quad(density, 0, low)[0] / whole == pytest.approx(0.025, abs=1e-6)
    assert quad(density, high, 1)[0] / whole == pytest.approx(0.025, abs=1e-6)
    assert jeffreys(0, 10)[0] == 0
    assert jeffreys(10, 10)[1] == 1


def test_durability_is_the_share_of_draws_in_which_all_margins_hold(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 60, 5, 0.5, closeness_of=closer)
    profile, levels = ("join", "join"), np.linspace(0, 0.6, 21)
    inside = margins_of(asked, profile, (0, 1), LEAVES)
    draws = [Draw("own", float(p)) for p in levels]
    held = durability({"own": asked}, profile, draws, Weights(0.5), lambdas=[0, 5, 50], rivalries=[0, 1])
    assert held is not None
    by_hand = np.mean([inside.at(Weights(p)).min() >= 0 for p in levels])
    assert 0 < by_hand < 1
    assert held.share == held.against_lambda.share[0] == held.against_rivalry.share[0] == by_hand
    assert held.low < held.share < held.high
    assert held.against_lambda.share == tuple(sorted(held.against_lambda.share))
    flip = held.against_lambda.flip
    assert flip is not None
    for lam, majority in ((0.999 * flip, False), (1.001 * flip, True)):
        assert (np.mean([inside.at(Weights(p, lam)).min() >= 0 for p in levels]) >= 0.5) == majority
    assert durability({"own": asked}, ("refuse", "hedge"), draws, Weights(0.5), lambdas=[0], rivalries=[0]) is None
    with pytest.raises(InputError, match="did you mean own"):
        durability({"own": asked}, profile, [Draw("onw", 0.5)], Weights(0.5), lambdas=[0], rivalries=[0])


def test_draws_may_bring_closeness_and_weights_of_their_own(tmp_path: Path, twins: World) -> None:
    asked = twin_game(tmp_path, twins, 0, 10, 0.5)
    span = margins_of(twin_game(tmp_path, twins, 0, 10, 0.5, closeness_of=closer), ("join", "join"), (0, 1), LEAVES)
    flip = stable_span(span.constant(0.5), span.slope(0.5))
    assert flip is not None
    draws = [
        Draw("own", 0.5, closer, None, 1.01 * flip.low),
        Draw("own", 0.5, closer, None, 0.99 * flip.low),
        Draw("own", 0.5, closer, np.array([-0.2, -0.2]), 1.01 * flip.low),
        Draw("own", 0.5, None, None, 1.01 * flip.low),
    ]
    found = [
        durability({"own": asked}, ("join", "join"), draws[:k], Weights(0.5), lambdas=[0], rivalries=[0])
        for k in (1, 2, 3, 4)
    ]
    assert [f.share * f.draws for f in found if f] == pytest.approx([1, 1, 1, 1])


def test_sampled_draws_repeat_and_keep_the_stated_mean() -> None:
    one, two = (sampled_draws(("A", "B"), 0.3, 10, 4000, 7, 0.02, 3) for _ in range(2))
    levels = np.array([d.probability for d in one])
    assert levels.tolist() == [d.probability for d in two]
    assert levels.mean() == pytest.approx(0.3, abs=0.01)
    assert levels.var() == pytest.approx(0.3 * 0.7 / 11, rel=0.1)
    assert sum(d.elasticities == "A" for d in one) == 2000
    assert np.std([d.noise for d in one]) == pytest.approx(0.02, rel=0.05)
    for certain in (0.0, 1.0):
        assert {d.probability for d in sampled_draws(("A",), certain, 10, 5, 0, 0, 1)} == {certain}


def test_words() -> None:
    limits = default_thresholds()
    held = {n: _held(n) for n in (10, 90)}
    assert verdict_of({"A": -0.04}, {"A": 0.01}, {"A": 0.1}, held[90], limits).word == "symbolic"
    assert verdict_of({"A": -0.04}, {"A": 0.03}, {"A": 0.1}, held[90], limits).word == "lasting"
    assert verdict_of({"A": -0.06}, None, {"A": 0.1}, held[90], limits).word == "lasting"
    assert verdict_of({"A": -0.06}, None, {"A": 0.1}, held[10], limits).word == "fragile"
    gone = verdict_of({"A": -0.06, "B": 0.0}, None, {"A": 0.1, "B": -0.2}, held[90], limits)
    assert gone.word == "fragile"
    assert any("1 of 2 members gain by leaving, B most (0.200 %)" in r for r in gone.reasons)
    assert verdict_of({"A": -0.06}, None, {"A": 0.1}, None, limits).word == "fragile"
    assert verdict_of({"A": -0.06}, None, {"A": 1}, held[90], default_thresholds(0.1)).word == "symbolic"


def _held(percent: int) -> Any:
    """A durability with a share."""
    asked = Made(1, lambda profile: [0.0])
    asked.parts = lambda profile: _parts(profile)  # type: ignore[method-assign]
    draws = [Draw("own", 1.0 if k < percent else 0.0) for k in range(100)]
    return durability({"own": asked}, ("join",), draws, Weights(0.5), lambdas=[0], rivalries=[0])


def _parts(profile: tuple[str, ...]) -> Any:
    from multipolar.coalition.game import Parts

    value = 1.0 if profile[0] == "join" else 0.0
    return Parts(np.array([[-value], [value]]), np.zeros((2, 2, 1)), np.zeros(1))


def test_errors(tmp_path: Path, twins: World) -> None:
    block = BLOCK % ("THA, THB", "duty", 0, 0, 1)
    with pytest.raises(ScenarioError, match=r"coalition.closeness_weight: 2 needs a model of closeness"):
        coalition_game(scenario(tmp_path, DUTY, block + "  closeness_weight: 2\n"), twins)
    with pytest.raises(ScenarioError, match="'LEM' is neither the proposer nor a candidate"):
        coalition_game(scenario(tmp_path, DUTY, block + "  rivals: [[LEM, THA]]\n"), twins)
    with pytest.raises(ScenarioError, match=r"coalition.closeness_weight"):
        scenario(tmp_path, DUTY, block + "  closeness_weight: -2\n")
    with pytest.raises(InputError, match="at least one draw"):
        coalition_game(scenario(tmp_path, DUTY, block), twins, draws=0)
    with pytest.raises(InputError, match="3 x 3"):
        coalition_game(scenario(tmp_path, DUTY, block), twins, rivals=np.zeros((2, 2)))


def test_every_parameter_says_what_it_is() -> None:
    for name, entry in read_table("coalition").items():
        assert {"value", "meaning", "source", "grade", "range"} <= set(entry), name


def test_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = BLOCK % ("THU", "duty", 20, 10, 0.5) + "  rivals: [[ARC, THU]]\n"
    scenario(tmp_path, DUTY, text)
    printed = {}
    flags = ["--draws", "24", "--seed", "3", "--rivalry", "0.25", "--symbolic-cost", "9"]
    for more in ([], ["--json"]):
        monkeypatch.setattr(sys, "argv", ["multipolar", "coalition", str(tmp_path / "test.yaml"), *flags, *more])
        cli.app(standalone_mode=False)
        printed[bool(more)] = capsys.readouterr().out
    plain = json.loads(printed[True])
    jsonschema.validate(plain, SCHEMAS["coalition"]())
    played_game = plain["game"]
    assert (played_game["seed"], played_game["weights"]["rivalry"]) == (3, 0.25)
    assert played_game["rivals"] == [{"between": ["ARC", "THU"], "strength": 1.0}]
    proposed = played_game["coalitions"][0]
    assert (proposed["durability"]["draws"], proposed["verdict"]) == (24, "symbolic")
    for words in ("All at once", "proposed: symbolic", "Symbolic: costs below 9 %"):
        assert words in " ".join(printed[False].split())


def test_what_is_computed_twice_is_the_same(tmp_path: Path, twins: World) -> None:
    asked = scenario(tmp_path, DUTY, BLOCK % ("THA, THB", "duty", 20, 10, 0.5))
    one, two = (coalition_game(asked, twins, draws=16, seed=5).to_dict() for _ in range(2))
    assert one == two
    assert dataclasses.asdict(default_thresholds(lasting_share=0.9))["lasting_share"] == 0.9

"""Play a scenario's coalition: equilibria, stability, price, durability and the word for each coalition found."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.coalition.cases import cases_of
from multipolar.coalition.closeness import at_point, closeness_model, with_closeness
from multipolar.coalition.durability import Draw, durability, sampled_draws
from multipolar.coalition.game import ClosenessOf, Game, Weights
from multipolar.coalition.game_outcome import CoalitionGame, CoalitionStudy, Leaving, Member
from multipolar.coalition.inputs import games_of, named_rivals, rivals_of, weights_of
from multipolar.coalition.players import Players, players_of
from multipolar.coalition.price import price_of
from multipolar.coalition.profiles import Profile
from multipolar.coalition.replies import Play, played
from multipolar.coalition.stability import (
    LEAVES,
    ROUNDING_PCT,
    Margins,
    Span,
    margins_of,
    members_of,
    stable_span,
)
from multipolar.coalition.verdict import Thresholds, default_thresholds, verdict_of
from multipolar.errors import InputError, ScenarioError
from multipolar.params.read import read_table
from multipolar.progress import Progress, silent
from multipolar.result import SIGN_TOLERANCE_PCT
from multipolar.scenario import Scenario
from multipolar.start import assumption_notes, span_of, start_notes
from multipolar.world import World, load_world

__all__ = ["coalition_game"]

Array = npt.NDArray[np.float64]

DRAWS, POINTS, FINEST = 200, 22, 1e-3
"""Draws of the durability where none are given; points of its curves, and the least weight above 0 over the largest."""


@dataclass(frozen=True, eq=False)
class _Setting:
    """What every coalition of a scenario is studied with."""

    games: dict[str, Game]
    main: Game
    weights: Weights
    draws: tuple[Draw, ...]
    limits: Thresholds
    codes: tuple[str, ...]


def coalition_game(
    scenario: Scenario,
    world: World | None = None,
    *,
    closeness_of: ClosenessOf | None = None,
    closeness_weight: float | None = None,
    rivalry_weight: float | None = None,
    rivals: Array | None = None,
    draws: int | Sequence[Draw] = DRAWS,
    seed: int = 0,
    limits: Thresholds | None = None,
    every_reply: bool = False,
    progress: Progress | None = None,
) -> CoalitionGame:
    """All candidates of a scenario decide at once: where that ends, whether it holds, and what it costs to hold it.

    Args:
        scenario: with a coalition block. world: None loads the one that the scenario names.
        closeness_of: model of closeness, see `ClosenessOf`; None takes that of alignment, where the players have the data
            for it. Without any, lambda must be 0.
        closeness_weight, rivalry_weight: in place of those of the block. rivals: [player, player] 0-1, the proposer
            first, in place of the pairs of the block. draws: how many to sample, or the draws themselves.
        seed: of starts and draws. limits: thresholds of the words. every_reply: no short cut in random starts.
        progress: called as the work goes on.

    Raises:
        ScenarioError: no block, a name in it that cannot be used, or a weight on closeness without a model of it.
        InputError: no draws, or one that names an unknown set. NotSolvedError: no equilibrium under some profile of stances.
    """
    observed = world if world is not None else load_world(scenario.world)
    players = players_of(scenario, observed)
    weights = weights_of(scenario, closeness_weight, rivalry_weight)
    model = closeness_model(scenario, observed, players) if closeness_of is None else None
    closeness_of = closeness_of or (at_point(model, scenario.settings) if model else None)
    _require_closeness(scenario, weights, closeness_of)
    codes = tuple(p.code for p in players.candidates)
    pairs = rivals_of(scenario, players) if rivals is None else np.asarray(rivals, dtype=np.float64)
    named_pairs = named_rivals(pairs, (players.proposer.code, *codes))
    cases, left_out = cases_of(scenario, observed)
    games = games_of(scenario, observed, players, cases, closeness_of, pairs)
    limits = limits or default_thresholds()
    sampled = _drawn(draws, games, weights, seed, limits)
    if model is not None and isinstance(draws, int):
        sampled = with_closeness(sampled, model, scenario.settings, seed)
    setting = _Setting(games, next(iter(games.values())), weights, sampled, limits, codes)
    play = played(
        setting.main,
        weights,
        random_starts=int(read_table("coalition")["random_starts"]["value"]),
        seed=seed,
        every_reply=every_reply,
        progress=progress,
    )
    assumed = assumption_notes(scenario, cases[0].world)
    notes = (*start_notes(scenario), *scenario.caveats, *assumed, *left_out, *_notes(play, codes, closeness_of))
    return _outcome(scenario, players, setting, play, named_pairs, seed, notes, progress or silent)


def _require_closeness(scenario: Scenario, weights: Weights, closeness_of: ClosenessOf | None) -> None:
    """Refuse a weight on closeness where nothing computes it.

    Raises:
        ScenarioError: the weight is not 0.
    """
    if weights.closeness and closeness_of is None:
        raise ScenarioError(
            f"{scenario.where('coalition', 'closeness_weight')}: {weights.closeness:g} needs a model of closeness, and "
            "the players have no positions or trade data for one; set it to 0."
        )


def _drawn(
    draws: int | Sequence[Draw], games: dict[str, Game], weights: Weights, seed: int, limits: Thresholds
) -> tuple[Draw, ...]:
    """The draws as given, or as many as asked.

    Raises:
        InputError: there are none.
    """
    if isinstance(draws, int):
        main = next(iter(games.values()))
        noise = limits.closeness_noise if main.closeness_of else 0.0
        spread = float(read_table("coalition")["probability_concentration"]["value"])
        draws = sampled_draws(tuple(games), weights.probability, spread, max(draws, 0), seed, noise, main.size)
    if not draws:
        raise InputError("draws: at least one draw is needed.")
    return tuple(draws)


def _outcome(
    scenario: Scenario,
    players: Players,
    setting: _Setting,
    play: Play,
    rivals: tuple[tuple[str, str, float], ...],
    seed: int,
    notes: tuple[str, ...],
    report: Progress,
) -> CoalitionGame:
    """Everything that is reported of a game that has been played."""
    first, last = span_of(scenario)
    ends = [f.profiles[0] for f in play.equilibria]
    coalitions = _studies(setting, play, report)
    return CoalitionGame(
        scenario=scenario.name,
        year=last,
        years=last - first + 1,
        proposer=players.proposer.code,
        target=players.target.code,
        candidates=setting.codes,
        weights=setting.weights,
        closeness_modelled=setting.main.closeness_of is not None,
        rivals=rivals,
        seed=seed,
        tolerance_pct=SIGN_TOLERANCE_PCT,
        play=play,
        payoffs={profile: tuple(setting.main.payoff(profile, setting.weights).tolist()) for profile in ends},
        coalitions=coalitions,
        limits=setting.limits,
        solved=sum(g.solved for g in setting.games.values()),
        notes=notes,
    )


def _studies(setting: _Setting, play: Play, report: Progress) -> tuple[CoalitionStudy, ...]:
    """The coalition as proposed, then that of each equilibrium in which someone joins."""
    proposed = ("join",) * setting.main.size
    profiles = {proposed: "proposed"}
    for k, found in enumerate(play.equilibria):
        if members_of(found.profiles[0]):
            profiles.setdefault(found.profiles[0], f"equilibrium {k + 1}")
    return tuple(_study(setting, name, profile, report) for profile, name in profiles.items())


def _study(setting: _Setting, name: str, profile: Profile, report: Progress) -> CoalitionStudy:
    """Stability, price, durability and word of one coalition."""
    game, weights = setting.main, setting.weights
    inside = margins_of(game, profile, members_of(profile), LEAVES)
    outsiders = tuple(i for i in range(game.size) if profile[i] != "join")
    outside = margins_of(game, profile, outsiders, ("join",))
    price = price_of(game, profile, weights)
    held = durability(
        setting.games,
        profile,
        setting.draws,
        weights,
        lambdas=_grid("closeness_weight"),
        rivalries=_grid("rivalry_weight"),
        progress=report,
    )
    least = inside.at(weights).min(axis=-1, initial=np.inf)
    gains = -outside.at(weights)[..., 0]
    found = [_member(setting, profile, inside, k, price.payments_usd_mn) for k in range(len(inside.who))]
    shifts = None if game.closeness_of is None else {m.code: m.closeness_shift or 0.0 for m in found}
    return CoalitionStudy(
        name=name,
        stances=profile,
        members=tuple(found),
        outsiders=tuple(Leaving(setting.codes[i], float(g)) for i, g in zip(outsiders, gains, strict=True)),
        internally_stable=bool((least >= -ROUNDING_PCT).all()),
        externally_stable=bool((gains <= SIGN_TOLERANCE_PCT).all()),
        price_usd_mn=price.total_usd_mn,
        durability=held,
        holds_for_lambda=_span(inside, weights, None, "closeness"),
        holds_for_rivalry=_span(inside, weights, None, "rivalry"),
        verdict=verdict_of(
            {m.code: m.cost_pct for m in found}, shifts, {m.code: m.margin_pct for m in found}, held, setting.limits
        ),
        notes=tuple(n for n in (price.note, *(held.notes if held else ())) if n),
    )


def _grid(name: str) -> list[float]:
    """Points of a curve: 0, then from a thousandth of the largest value that the parameter may take, in equal ratios."""
    high = float(read_table("coalition")[name]["range"][1])
    return [0.0, *(high * FINEST ** (k / (POINTS - 2)) for k in range(POINTS - 2, -1, -1))]


def _span(inside: Margins, weights: Weights, k: int | None, what: str) -> Span | None:
    """Weights for which one member, or all, stay; in closed form."""
    rows = slice(None) if k is None else slice(k, k + 1)
    p = weights.probability
    if what == "closeness":
        constant = dataclasses.replace(weights, closeness=0.0)
        return stable_span(inside.at(constant)[rows], inside.slope(p)[rows])
    return stable_span(inside.at(dataclasses.replace(weights, rivalry=0.0))[rows], -inside.rivalry[rows])


def _member(setting: _Setting, profile: Profile, inside: Margins, k: int, payments: tuple[float, ...] | None) -> Member:
    """One member: its margin, where it would go, what its commitments cost, and where its mind turns."""
    weights, i = setting.weights, inside.who[k]
    margins = inside.at(weights)[k]
    least, refuse = int(margins.argmin()), LEAVES.index("refuse")
    p = weights.probability
    return Member(
        code=setting.codes[i],
        payoff_pct=float(setting.main.payoff(profile, weights)[i]),
        margin_pct=float(margins[least]),
        leaves_to=LEAVES[least],
        income_margin_pct=float(inside.constant(p)[k, least]),
        cost_pct=float(inside.income[0, k, refuse]),
        closeness_shift=float(inside.slope(p)[k, refuse]) if setting.main.closeness_of else None,
        rivalry=float(inside.rivalry[k, refuse]),
        payment_usd_mn=None if payments is None else payments[i],
        stays_for_lambda=_span(inside, weights, k, "closeness"),
        stays_for_rivalry=_span(inside, weights, k, "rivalry"),
    )


def _notes(play: Play, codes: tuple[str, ...], closeness_of: ClosenessOf | None) -> list[str]:
    """What a reader must know of how the game was played."""
    found = []
    if closeness_of is None:
        found.append("closeness is not in these payoffs: no model of it is connected, and lambda changes nothing.")
    if play.decided:
        names = ", ".join(codes[i] for i in play.decided)
        found.append(
            f"screened: in random starts {names} take at once the stance that is best both if all others refuse and if all "
            "join; every reply after that is exact."
        )
    return found

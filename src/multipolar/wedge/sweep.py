"""Sweep the offer against a passive and an answering rival; thresholds by root finding, draws of the parameters, sets as ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multipolar.economy.elasticities import set_name, theta_under
from multipolar.errors import InputError, NotSolvedError
from multipolar.params.alignment import draw, point_values
from multipolar.params.elasticities import covers, elasticity_sets
from multipolar.params.read import read_table
from multipolar.progress import Progress, silent
from multipolar.scenario import Settings
from multipolar.wedge.answers import answers, best_answer, restoring_size
from multipolar.wedge.drawn import Drawn, spread_of
from multipolar.wedge.game import Game, Place, game_of
from multipolar.wedge.outcome import Point, Response, Span, Spread, Turning, Wedge
from multipolar.wedge.sides import Sides, sides_of
from multipolar.wedge.terms import Terms, default_terms
from multipolar.wedge.thresholds import closeness_threshold, pattern_threshold, position_shift, required_multiple
from multipolar.wedge.ties import pair_values, pairs_of, triangle_at
from multipolar.wedge.words import notes_of, terms_in_words
from multipolar.world import World, load_world

__all__ = ["wedge_sweep"]

Values = Mapping[str, float]
STEPS = 5


@dataclass(frozen=True, eq=False)
class _Run:
    """What both sweeps share.

    Args:
        games: of the chosen elasticities first, then of the other sets, by name. values: of the parameters at the point.
        drawn: draws of them. fall: of closeness that counts. grid: shares.
    """

    games: Mapping[str, Game]
    values: Values
    drawn: Drawn
    fall: float
    grid: tuple[float, ...]

    @property
    def main(self) -> Game:
        return next(iter(self.games.values()))


def wedge_sweep(
    offerer: str = "USA",
    on: str = "RUS",
    against: str = "CHN",
    *,
    with_allies: bool = False,
    fall: float | None = None,
    terms: Terms | None = None,
    world: World | None = None,
    settings: Settings | None = None,
    ranges: bool = True,
    steps: int = STEPS,
    draws: int = 0,
    seed: int = 0,
    progress: Progress | None = None,
) -> Wedge:
    """Sweep what a power offers a target to loosen its tie with a rival; a comparative static, not a prediction.

    Args:
        offerer, on, against: ISO3 or a group; the target is the state whose sanctions are fitted. with_allies: the
            offerer's allies lift theirs in the same share. fall: of the target's closeness to the rival that counts;
            None takes `params/wedge.yaml`, as for terms. world: before the sanctions; None takes 2022.
        settings: deficits and elasticities. ranges: also solve under the other published elasticity sets.
        steps: of the sweep from 0 to the whole offer. draws: of the parameters of closeness and ties. seed: of draws.
        progress: called after each step.

    Raises:
        InputError: a side without data, or a number that cannot be used.
        NotSolvedError: no equilibrium under the chosen settings.
    """
    fall = _checked(fall, steps, draws, seed)
    observed, terms = load_world("2022") if world is None else world, terms or default_terms()
    rules = Settings.model_validate({**(settings or Settings()).model_dump(), "horizon": terms.last})
    sides = sides_of(offerer, on, against, with_allies, observed, terms.first)
    games, left_out = _games(sides, terms, rules, observed, ranges)
    priors = rules.priors
    values, grid = point_values(priors), tuple(k / steps for k in range(steps + 1))
    run = _Run(games, values, Drawn(draw(priors, seed, draws), draws), fall, grid)
    main, tried = run.main, answers(run.main, values)
    report, size = progress or silent, best_answer(tried).size
    return Wedge(
        sides=sides,
        fall=fall,
        passive=_response(run, "passive", 0.0, report),
        answering=_response(run, "answering", size, report),
        answers=tried,
        restoring=restoring_size(main, values),
        position_shift=spread_of(position_shift(main, values, fall), run.drawn.shifts(main, fall)),
        world=main.world.name,
        world_sha256=main.world.sha256(),
        deficits=rules.deficits,
        elasticities=set_name(main.world, rules),
        range_over=tuple(games),
        draws=draws,
        seed=seed,
        terms=terms_in_words(terms, sides),
        notes=(*left_out, *notes_of(main)),
    )


def _checked(fall: float | None, steps: int, draws: int, seed: int) -> float:
    """The fall that counts, with the other numbers checked.

    Raises:
        InputError: one that cannot be used.
    """
    fall = float(read_table("wedge")["threshold"]["value"]) if fall is None else fall
    if not 0 < fall < 1:
        raise InputError(f"threshold: {fall:g} is no fall of closeness; give a number between 0 and 1, such as 0.05.")
    if steps < 2 or draws < 0 or seed < 0:
        raise InputError(
            f"wedge: steps {steps}, draws {draws}, seed {seed}: at least 2 steps; draws and seed not negative."
        )
    return fall


def _games(
    sides: Sides, terms: Terms, rules: Settings, observed: World, ranges: bool
) -> tuple[dict[str, Game], tuple[str, ...]]:
    """The game under the chosen elasticities, then under every other set that covers the world; notes on those left out."""
    main = game_of(sides, terms, rules, observed)
    own = set_name(main.world, rules)
    games, notes = {own: main}, []
    for name in elasticity_sets() if ranges else ():
        sectors = main.world.sectors
        if covers(name, sectors) and not np.array_equal(theta_under(observed, rules, name), main.economy.theta):
            try:
                then = Settings.model_validate({**rules.model_dump(), "elasticities": name})
                game = game_of(sides, terms, then, observed)
                game.place(1.0, 1.0)
                games[name] = game
            except NotSolvedError as error:
                notes.append(f"elasticities {name}: not solved ({error.reason}); the ranges leave it out.")
    return games, tuple(notes)


def _response(run: _Run, name: str, size: float, report: Progress) -> Response:
    """The sweep against one behaviour of the rival."""
    points = []
    for k, share in enumerate(run.grid):
        places = {n: g.place(share, size * share) for n, g in run.games.items()}
        points.append(_point(run, places))
        report(f"rival {name}", k + 1, len(run.grid))
    return Response(name, size, tuple(points), _turning(run, size))


def _point(run: _Run, places: Mapping[str, Place]) -> Point:
    """One share of the offer, with quantiles over draws and ranges over sets."""
    game, place = run.main, next(iter(places.values()))
    poles = game.sides.poles[:2]
    at = run.drawn.at(game, run.values, place)
    triangle = triangle_at(game, place)
    groups = {
        "target": game.sides.within(game.sides.target),
        "offerer": game.sides.within(game.sides.offerer),
        "rival": game.sides.within(game.sides.rival),
        "allies": frozenset(game.sides.allies),
    }
    names = [f"{a}-{b}" for a, b in pairs_of(game)]
    return Point(
        share=place.share,
        answer=place.answer,
        closeness={p: at.closeness[k] for k, p in enumerate(poles)},
        closeness_change={p: at.change[k] for k, p in enumerate(poles)},
        tie={p: at.tie[k] for k, p in enumerate(poles)},
        dependence_pct_gdp={p: float(place.dependence[k]) for k, p in enumerate(poles)},
        real_income_pct={what: _income(run, places, who) for what, who in groups.items()},
        pair_ties=dict(zip(names, pair_values(game, place).tolist(), strict=True)),
        pattern=triangle.pattern,
        roles=dict(triangle.roles),
        likelihood=dict(triangle.likelihood),
    )


def _income(run: _Run, places: Mapping[str, Place], who: frozenset[str]) -> Span | None:
    """Change of real income with its range over sets, %."""
    found = [run.games[name].income_pct(place, who) for name, place in places.items()]
    known = [v for v in found if v is not None]
    return Span(known[0], min(known), max(known)) if known else None


def _turning(run: _Run, size: float) -> Turning:
    """The threshold of a sweep and what it costs."""
    game = run.main
    shares = {n: closeness_threshold(g, size, run.values, run.fall, run.grid) for n, g in run.games.items()}
    by_closeness, by_pattern = next(iter(shares.values())), pattern_threshold(game, size, run.grid)
    known = [(s, by) for s, by in ((by_closeness, "closeness"), (by_pattern, "pattern")) if s is not None]
    share, by = min(known) if known else (None, None)
    at = 1.0 if share is None else share
    offerer = game.sides.within(game.sides.offerer)
    places = {n: g.place(at, size * at) for n, g in run.games.items()}
    cost = _income(run, places, offerer)
    assert cost is not None  # noqa: S101 (sides_of requires the offerer in the world)
    worth = [run.games[n].income_usd_bn(offerer) * run.games[n].income_pct(p, offerer) / 100 for n, p in places.items()]  # type: ignore[operator]
    drawn = run.drawn.thresholds(game, size, run.fall, run.grid)
    multiple = required_multiple(game, size, run.values, run.fall)
    return Turning(
        share=share,
        by=by,
        closeness_share=spread_of(by_closeness, drawn.shares),
        pattern_share=by_pattern,
        reached_in_draws=drawn.reached,
        by_elasticities=shares,
        required_multiple=Spread(None) if multiple is None else spread_of(multiple, drawn.multiples),
        cost_at=at,
        offerer_real_income_pct=cost,
        offerer_usd_bn=Span(worth[0], min(worth), max(worth)),
    )

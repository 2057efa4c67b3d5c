"""What a draw is given: elasticities, parameters, weights of ties, moves carried out, noise of positions, satellites' errors.

Each has a random stream of its own, named after what it is and seeded with the run's seed. So the first k of n draws are
those of k; a parameter, move or state more changes no other stream; and two scenarios with one seed share all that
they have in common.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.alignment import Baseline
from multipolar.moves import Retaliation
from multipolar.params.alignment import draw, stream
from multipolar.params.elasticities import covers, elasticity_sets
from multipolar.politics import ideal_points
from multipolar.politics.dyads import draw_weights
from multipolar.politics.motion import drifting_anchors, fading
from multipolar.politics.noise import noise_scale
from multipolar.scenario import Scenario
from multipolar.start import span_of
from multipolar.world import World, satellite_codes, satellite_data

__all__ = ["Inputs", "carried_out", "drawn", "move_name", "sets_for", "uncertain_moves"]

Array = npt.NDArray[np.float64]

STREAMS_KEPT = 500
"""Runs of at most so many draws keep their noise of a year: 1 MB at most."""

NOISE_KEPT = STREAMS_KEPT * 30
"""Runs of at most so many draws times years keep their noise: 25 MB at most, and 4 MB at 200 draws of ten years."""


@dataclass(frozen=True, eq=False)
class Inputs:
    """What one draw is given.

    Args:
        place: of the draw. elasticities: name of a set. values: of the behavioural parameters, by name.
        carried: [move] whether it is carried out. weights: [component] of ties; None takes those of the parameters.
        noise: [year, state] disturbance of positions; None for none. error: [satellite] in standard deviations of its
            error; None for none.
    """

    place: int
    elasticities: str
    values: Mapping[str, float]
    carried: tuple[bool, ...]
    weights: Array | None = None
    noise: Array | None = None
    error: Array | None = None


def sets_for(scenario: Scenario, world: World) -> tuple[str, ...]:
    """Published sets that cover the sectors of a world; the scenario's own where none does.

    Args:
        scenario: with its setting. world: that it runs on.
    """
    found = tuple(name for name in elasticity_sets() if covers(name, world.sectors))
    return found or (scenario.settings.elasticities,)


def uncertain_moves(scenario: Scenario) -> tuple[int, ...]:
    """Positions of the moves with a probability below 1, and of retaliations to them."""
    found: list[int] = []
    for at, move in enumerate(scenario.moves):
        if move.probability < 1 or _answered(scenario, at) in found:
            found.append(at)
    return tuple(found)


def _answered(scenario: Scenario, at: int) -> int | None:
    """Position of the move that a retaliation answers."""
    move = scenario.moves[at]
    if not isinstance(move, Retaliation):
        return None
    return next((k for k, m in enumerate(scenario.moves[:at]) if m.id == move.against), None)


def carried_out(scenario: Scenario, chosen: Mapping[int, bool]) -> tuple[bool, ...]:
    """[move] whether it is carried out; nobody retaliates for what was not done.

    Args:
        scenario: with moves. chosen: by position, those not named are carried out.
    """
    found: list[bool] = []
    for at in range(len(scenario.moves)):
        answered = _answered(scenario, at)
        found.append(chosen.get(at, True) and (answered is None or found[answered]))
    return tuple(found)


def move_name(scenario: Scenario, at: int) -> str:
    """Name of a move's stream: its id, or its position."""
    return f"move {scenario.moves[at].id or at}"


def drawn(scenario: Scenario, world: World, base: Baseline | None, n: int, seed: int) -> tuple[Inputs, ...]:
    """The inputs of n draws.

    Args:
        scenario: settings, moves and years. world: whose sectors and satellites count. base: of alignment; None
            without it. n: number of draws. seed: not negative.
    """
    sets = sets_for(scenario, world)
    which = np.floor(stream(seed, "elasticities").random(n) * len(sets)).astype(int)
    values = draw(scenario.settings.priors, seed, n)
    done = {
        at: stream(seed, move_name(scenario, at)).random(n) < scenario.moves[at].probability
        for at in uncertain_moves(scenario)
    }
    weights = draw_weights(n, stream(seed, "weights of ties"))
    noise = None if base is None else _noise(scenario, base, values, seed, n)
    errors = _errors(world, seed, n)
    return tuple(
        Inputs(
            place=k,
            elasticities=sets[which[k]],
            values={name: float(v[k]) for name, v in values.items()},
            carried=carried_out(scenario, {at: bool(d[k]) for at, d in done.items()}),
            weights=weights[k],
            noise=None if noise is None else noise[k],
            error=None if errors is None else errors[k],
        )
        for k in range(n)
    )


def _noise(scenario: Scenario, base: Baseline, values: Mapping[str, Array], seed: int, n: int) -> Array:
    """[draw, year, state] of positions: what fades, and what follows a place of rest that walks; read-only.

    Every draw and calendar year has a stream, over all states that ever had a position. Noise begins in the year after
    the last position, whenever the moves do, so that two scenarios have the same in a year; restless states have more.
    A server asks for it again with every input of a slider, which changes nothing in it.
    """
    sizes = tuple(values[name].tobytes() for name in ("noise_sd", "anchor_drift_sd", "speed"))
    first, last = span = span_of(scenario)
    kept = n * (last - first + 1) <= NOISE_KEPT
    return (_kept_noise if kept else _new_noise)(base.states, span, sizes, seed, n)


def _new_noise(states: tuple[str, ...], span: tuple[int, int], sizes: tuple[bytes, ...], seed: int, n: int) -> Array:
    """See `_noise`; of the parameters it takes the draws as bytes, by which it can be kept."""
    (first, last), points = span, ideal_points()
    everyone, start = points.states, min(first, points.years[-1] + 1)
    rows = [everyone.index(s) for s in states]
    noise_sd, drift_sd, speed = (np.frombuffer(size) for size in sizes)

    def steps(what: str) -> Array:
        by_year = [_streams(what, seed, n, year) for year in range(start, last + 1)]
        return np.stack(by_year, axis=1)[:, :, rows]

    fresh = steps("noise") * noise_sd[:, None, None] * noise_scale(points.values)[rows]
    walking = steps("anchor") * drift_sd[:, None, None]
    found = (fading(fresh, speed) + drifting_anchors(walking, speed))[:, first - start :]
    found.setflags(write=False)
    return np.asarray(found)


_kept_noise = functools.lru_cache(maxsize=4)(_new_noise)
"""Of the last few runs that are not too long, see NOISE_KEPT."""


def _streams(what: str, seed: int, n: int, year: int) -> Array:
    """[draw, state] standard normal numbers of a calendar year, over all states that ever had a position.

    They depend on no scenario, so that runs of one server share them; those of long runs would fill the memory.
    """
    return _kept_streams(what, seed, n, year) if n <= STREAMS_KEPT else _new_streams(what, seed, n, year)


def _new_streams(what: str, seed: int, n: int, year: int) -> Array:
    states = len(ideal_points().states)
    found = np.array([stream(seed, f"{what} {k} {year}").standard_normal(states) for k in range(n)])
    found.setflags(write=False)
    return found


_kept_streams = functools.lru_cache(maxsize=64)(_new_streams)


def _errors(world: World, seed: int, n: int) -> Array | None:
    """[draw, satellite] in standard deviations of the error; None for worlds without satellites."""
    codes, known = satellite_codes(world), satellite_data().codes
    if not codes:
        return None
    rows = [known.index(c) for c in codes]
    return stream(seed, "errors of satellites").standard_normal((n, len(known)))[:, rows]

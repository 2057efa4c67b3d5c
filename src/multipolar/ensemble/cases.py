"""Cases of a tornado: one thing that is drawn at one end, all else at the point."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from multipolar.alignment import LEFT_OUT, LEVERS, TIES, Alignment
from multipolar.ensemble.inputs import Inputs, carried_out, move_name, uncertain_moves
from multipolar.intervals import Case
from multipolar.params.alignment import point_values, quantile
from multipolar.politics.dyads import COMPONENTS, tie_weights, weights_at
from multipolar.scenario import Scenario

__all__ = ["cases_of", "meanings_of", "point_of"]

Array = npt.NDArray[np.float64]

ENDS = {"low": 0.1, "high": 0.9}
NORMAL_80 = 1.281552
"""Quantile of 90 % of a normal distribution."""


def point_of(scenario: Scenario) -> Inputs:
    """The inputs of the point run: central values, all moves carried out, no noise.

    Args:
        scenario: of the run.
    """
    values = point_values(scenario.settings.priors)
    return Inputs(-1, scenario.settings.elasticities, values, (True,) * len(scenario.moves))


def cases_of(
    scenario: Scenario, sets: Sequence[str], alignment: Alignment | None, noise_sd: Array | None, satellites: int
) -> tuple[tuple[Case, Inputs], ...]:
    """The point, then both ends of everything that is drawn and can move a number of this scenario.

    Args:
        scenario: of the run. sets: of elasticities that are drawn. alignment: of the point run; None without.
        noise_sd: [year] spread of the noise of positions. satellites: how many.
    """
    point = point_of(scenario)
    found = [(Case("point", "", ""), point), *_elasticities(point, sets), *_moves(scenario, point)]
    if alignment is not None:
        found += _parameters(scenario, point, alignment)
        found += _weights(point)
        found += _noise(point, alignment, noise_sd)
    if satellites:
        for end, z in (("low", -NORMAL_80), ("high", NORMAL_80)):
            case = Case("error of satellites", end, f"{z:+.2f} sd")
            found.append((case, dataclasses.replace(point, error=np.full(satellites, z))))
    return tuple((case, dataclasses.replace(i, place=-1 - k)) for k, (case, i) in enumerate(found))


def meanings_of(scenario: Scenario) -> dict[str, str]:
    """What each thing drawn is, in words, with the grade of its numbers.

    Args:
        scenario: of the run.
    """
    priors = scenario.settings.priors
    moves = {move_name(scenario, at): scenario.moves[at] for at in uncertain_moves(scenario)}
    return {
        "elasticities": "set of trade elasticities",
        **{name: f"{p.meaning} ({p.grade})" for name, p in priors.items()},
        **{name: f"{m.kind} is carried out, probability {m.probability:g}" for name, m in moves.items()},
        **{f"weight of {c} in ties": f"weight of {c} in ties (judgement)" for c in COMPONENTS},
        "noise of positions": "position, from nothing in the model (estimated)",
        "error of satellites": "error of the first-order formula",
    }


def _elasticities(point: Inputs, sets: Sequence[str]) -> Iterator[tuple[Case, Inputs]]:
    for name in sets if len(sets) > 1 else ():
        yield Case("elasticities", name, name), dataclasses.replace(point, elasticities=name)


def _moves(scenario: Scenario, point: Inputs) -> Iterator[tuple[Case, Inputs]]:
    for at in uncertain_moves(scenario):
        for end, done in (("low", False), ("high", True)):
            case = Case(move_name(scenario, at), end, "carried out" if done else "not carried out")
            yield case, dataclasses.replace(point, carried=carried_out(scenario, {at: done}))


def _parameters(scenario: Scenario, point: Inputs, alignment: Alignment) -> Iterator[tuple[Case, Inputs]]:
    """Parameters that touch a dose of the run, and those that always count."""
    still = _untouched(alignment)
    for name, prior in scenario.settings.priors.items():
        held = name in scenario.settings.assumptions
        if name in still or held or (name == "feedback" and not scenario.settings.feedback):
            continue
        for end, level in ENDS.items():
            value = float(quantile(prior, np.array([level]))[0])
            values: Mapping[str, float] = {**point.values, name: value}
            yield Case(name, end, f"{value:.3g}"), dataclasses.replace(point, values=values)


def _untouched(alignment: Alignment) -> set[str]:
    """Parameters of levers and ties that no move has a dose of, and those of the noise alone."""
    years = alignment.years
    still = {"noise_sd", "anchor_drift_sd", "arms"}
    still |= {n for k, n in enumerate(LEVERS) if not any(y.doses.attraction[:, k].any() for y in years)}
    still |= {n for k, n in enumerate(TIES) if not any(y.doses.tie[:, k].any() for y in years)}
    if not any(y.doses.organisations.any() for y in years):
        still.add("membership")
    return still | ({"credibility"} if "guarantee" in still else set())


def _weights(point: Inputs) -> Iterator[tuple[Case, Inputs]]:
    centre = np.array(list(tie_weights().values()))
    for k, name in enumerate(COMPONENTS):
        if name in LEFT_OUT:
            continue
        for end, level in ENDS.items():
            weights = centre.copy()
            weights[k] = weights_at(level)[k]
            yield (
                Case(f"weight of {name} in ties", end, f"{weights[k]:.3g}"),
                dataclasses.replace(point, weights=weights),
            )


def _noise(point: Inputs, alignment: Alignment, sd: Array | None) -> Iterator[tuple[Case, Inputs]]:
    """Every state but the poles a little up or down: states do not answer each other's noise."""
    if sd is None:
        return
    free = ~alignment.base.fixed
    for end, z in (("low", -NORMAL_80), ("high", NORMAL_80)):
        yield (
            Case("noise of positions", end, f"{z * sd[-1]:+.2f}"),
            dataclasses.replace(point, noise=z * sd[:, None] * free),
        )

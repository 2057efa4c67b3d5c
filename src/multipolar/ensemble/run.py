"""Draws of a run: compute them somewhere, gather them, and say what the intervals hold and leave out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Sequence

import numpy as np
import numpy.typing as npt

from multipolar.alignment import Baseline
from multipolar.ensemble.cases import cases_of, meanings_of
from multipolar.ensemble.inputs import Inputs, drawn, move_name, sets_for, uncertain_moves
from multipolar.ensemble.job import Job, Piece
from multipolar.ensemble.schedulers import Scheduler, serial
from multipolar.ensemble.walker import masked
from multipolar.errors import InputError, NotSolvedError
from multipolar.intervals import Case, Draws, LeftOut
from multipolar.politics.dyads import COMPONENTS
from multipolar.progress import Progress, silent
from multipolar.result import Result
from multipolar.scenario import Scenario
from multipolar.stakes import DRAWN
from multipolar.world import World, satellite_codes

__all__ = ["MOST", "Cancelled", "with_draws"]

Single = npt.NDArray[np.float32]

MOST = 100_000
CHUNK = 4
"""Draws that a worker takes at once: few, since at the end of a run workers wait for the last chunk."""


class Cancelled(Exception):
    """A run with draws that its caller did not want any more."""


def with_draws(
    result: Result,
    observed: World,
    n: int,
    seed: int,
    *,
    tornado: bool = True,
    scheduler: Scheduler = serial,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """A result with draws, and with sentences on what its intervals hold.

    Args:
        result: of the point run. observed: world before the scenario that the run starts after. n: number of draws.
        seed: of all streams, not negative. tornado: also set each thing drawn to both its ends alone. scheduler: where they are computed.
        progress: called after each chunk. cancelled: asked after each chunk, and while a pool has none; True ends the run.

    Raises:
        InputError: no draws, too many, or a negative seed. NotSolvedError: not one draw has an equilibrium.
        Cancelled: the run is no longer wanted.
    """
    if not 1 <= n <= MOST or seed < 0:
        raise InputError(f"draws: {n} with seed {seed}; give 1 to {MOST:,} draws and a seed of 0 or more.")
    scenario, alignment = result.scenario, result.alignment
    base = None if alignment is None else alignment.base
    inputs = drawn(scenario, observed, base, n, seed)
    sets, near = sets_for(scenario, observed), len(satellite_codes(observed))
    cases = cases_of(scenario, sets, alignment, _spread(inputs), near) if tornado else ()
    job = Job.of(scenario, observed, alignment is not None, _pairs(result))
    found = _computed(job, [*inputs, *(i for _, i in cases)], scheduler, progress or silent, cancelled)
    draws = _gathered(result, inputs, [found[i.place] for i in inputs], seed, sets)
    draws = _with_cases(draws, cases, [found[i.place] for _, i in cases], base)
    if alignment is not None:
        for numbers in (draws.numbers, draws.case_numbers):
            masked(dict(numbers), alignment.base, alignment.unknown)
    return dataclasses.replace(result, draws=draws, warnings=(*result.warnings, *_sentences(scenario, draws)))


def _spread(inputs: Sequence[Inputs]) -> npt.NDArray[np.float64] | None:
    """[year] standard deviation of the noise of positions over draws and states; None without noise."""
    noise = [i.noise for i in inputs if i.noise is not None]
    return np.asarray(np.array(noise).std(axis=(0, 2))) if noise else None


def _pairs(result: Result) -> list[tuple[int, int]]:
    place = result.world.countries.index
    return [(place(row["exporter"]), place(row["importer"])) for row in result.pairs()]


def _computed(
    job: Job, inputs: Sequence[Inputs], scheduler: Scheduler, report: Progress, cancelled: Callable[[], bool] | None
) -> dict[int, Piece]:
    """Pieces by place; draws that share equilibria go to a worker together."""
    order = sorted(inputs, key=lambda i: (i.elasticities, i.carried, i.place))
    chunks = [tuple(order[k : k + CHUNK]) for k in range(0, len(order), CHUNK)]
    found: dict[int, Piece] = {}
    running = scheduler(job, chunks)
    try:
        for chunk in running:
            if cancelled is not None and cancelled():
                raise Cancelled
            found |= {piece.place: piece for piece in chunk}
            if chunk:
                report("draws", len(found), len(inputs))
    finally:
        if isinstance(running, Generator):
            running.close()  # a pool leaves the run now, not when the iterator is forgotten
    return found


def _gathered(
    result: Result, inputs: Sequence[Inputs], pieces: Sequence[Piece], seed: int, sets: tuple[str, ...]
) -> Draws:
    """Draws with an equilibrium side by side; the others named."""
    kept = [(i, p.numbers) for i, p in zip(inputs, pieces, strict=True) if p.numbers is not None]
    lost = [LeftOut(p.place, "alignment" if p.numbers else "all", p.reason) for p in pieces if p.reason]
    if not kept:
        raise NotSolvedError(
            f"None of {len(pieces)} draws has an equilibrium; the first: {lost[0].reason}",
            "Run the scenario without draws, or under another deficit closure.",
        )
    scenario = result.scenario
    chosen = [i for i, _ in kept]
    odds = {move_name(scenario, at): scenario.moves[at].probability for at in uncertain_moves(scenario)}
    drawn_values = {
        "elasticities": np.array([sets.index(i.elasticities) for i in chosen], dtype=float),
        **{name: np.array([i.values[name] for i in chosen]) for name in scenario.settings.priors},
        **{
            move_name(scenario, at): np.array([float(i.carried[at]) for i in chosen])
            for at in uncertain_moves(scenario)
        },
    }
    weights = np.array([i.weights for i in chosen])
    drawn_values |= {f"weight of {c} in ties": weights[:, k] for k, c in enumerate(COMPONENTS)}
    return Draws(
        seed=seed,
        asked=len(inputs),
        used=tuple(i.place for i in chosen),
        left_out=tuple(lost),
        labels=_labels(result),
        numbers=_stacked([numbers for _, numbers in kept]),
        inputs=drawn_values,
        sets=sets,
        odds=odds,
        meanings=meanings_of(scenario),
    )


def _labels(result: Result) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {
        "year": tuple(y.year for y in result.years),
        "country": result.world.countries,
        "sector": result.world.sectors,
        "satellite": satellite_codes(result.world),
        "pair": tuple(f"{row['exporter']} to {row['importer']}" for row in result.pairs()),
    }
    if result.alignment is not None:
        found |= {"state": result.alignment.base.states, "pole": result.alignment.base.poles, "measure": DRAWN}
    return found


def _stacked(rows: Sequence[dict[str, Single]]) -> dict[str, Single]:
    """[draw, ...] by name; NaN in a draw without the number."""
    names = dict.fromkeys(name for row in rows for name in row)
    found = {}
    for name in names:
        shape = next(row[name].shape for row in rows if name in row)
        missing = np.full(shape, np.nan, dtype=np.float32)
        found[name] = np.stack([row.get(name, missing) for row in rows])
    return found


def _with_cases(
    draws: Draws, cases: Sequence[tuple[Case, Inputs]], pieces: Sequence[Piece], base: Baseline | None
) -> Draws:
    """The same draws with the cases of a tornado that have an equilibrium; none where the point has none."""
    kept = [(case, p.numbers) for (case, _), p in zip(cases, pieces, strict=True) if p.numbers is not None]
    if not pieces or pieces[0].numbers is None or (base is not None and "state.alignment" not in pieces[0].numbers):
        return draws
    numbers = _stacked([n for _, n in kept])
    return dataclasses.replace(draws, cases=tuple(case for case, _ in kept), case_numbers=numbers)


def _sentences(scenario: Scenario, draws: Draws) -> list[str]:
    """What a reader must know of the intervals."""
    found = [
        f"intervals: over {len(draws.used)} draws of elasticities ({', '.join(draws.sets)}, equally likely), parameters "
        "of alignment, ties and noise of positions; they hold what was drawn, and no error of data or model."
    ]
    if draws.odds:
        low, high = min(draws.odds.values()), max(draws.odds.values())
        odds = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        one = "1 move is" if len(draws.odds) == 1 else f"{len(draws.odds)} moves are"
        found.append(
            f"intervals: {one} carried out in some draws only (probability {odds}, independent of one another); the "
            "point says what happens if every move is carried out, so it may lie outside its interval."
        )
    for what, said in (("all", "without an equilibrium, left out"), ("alignment", "without alignment")):
        gaps = [gap for gap in draws.left_out if gap.what == what]
        if gaps:
            found.append(f"draws: {len(gaps)} of {draws.asked} {said} ({gaps[0].reason}).")
    partly = {name.partition(".")[2] for name in draws.gaps}
    if partly:
        found.append(
            f"intervals of {', '.join(sorted(partly))}: some draws have no number for some economies; the interval "
            "is over those that have."
        )
    return found

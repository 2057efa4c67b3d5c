"""A job: what all draws of a run share, in a form that another process can be given."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.ensemble.inputs import Inputs
from multipolar.ensemble.walker import Walker
from multipolar.errors import NotSolvedError, ScenarioError
from multipolar.scenario import Scenario
from multipolar.world import World

__all__ = ["Chunk", "Job", "Piece", "numbers_of"]

Single = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Piece:
    """One draw: its numbers by name, None where it has no equilibrium, and why anything is missing."""

    place: int
    numbers: dict[str, Single] | None
    reason: str


Chunk = list[Piece]


@dataclass(frozen=True, eq=False)
class Job:
    """A scenario, the observed world and what to report.

    Args:
        key: equal for equal jobs. scenario: of the run. world: fields of the observed world. politics: whether alignment
            is computed. pairs: positions of exporter and importer whose flows are reported.
    """

    key: str
    scenario: Scenario
    world: dict[str, Any]
    politics: bool
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, scenario: Scenario, world: World, politics: bool, pairs: Sequence[tuple[int, int]]) -> Job:
        """The job of a run.

        Args:
            scenario: of it. world: as observed, before the scenario that it starts after. politics, pairs: see `Job`.
        """
        fields = {f.name: getattr(world, f.name) for f in dataclasses.fields(world)}
        fields["attrs"] = dict(world.attrs)
        chosen = tuple(pairs)
        key = repr((scenario.to_dict(), str(scenario.file), world.sha256(), politics, chosen))
        return cls(key, scenario, fields, politics, chosen)


@functools.lru_cache(maxsize=2)
def _walker(key: _Keyed) -> Walker:
    job = key.job
    return Walker(job.scenario, World(**job.world), job.politics, job.pairs)


@dataclass(frozen=True)
class _Keyed:
    """A job by its key, so that a process makes its walker once."""

    key: str
    job: Job = dataclasses.field(compare=False)


def numbers_of(job: Job, chunk: Sequence[Inputs]) -> Chunk:
    """Numbers of some draws; this is what a scheduler calls, here or in another process.

    Args:
        job: what they share. chunk: their inputs.
    """
    walker, found = _walker(_Keyed(job.key, job)), []
    for inputs in chunk:
        try:
            found.append(Piece(inputs.place, *walker.numbers(inputs)))
        except NotSolvedError as error:
            found.append(Piece(inputs.place, None, error.reason))
        except ScenarioError as error:  # some of the moves cannot be carried out without the others
            found.append(Piece(inputs.place, None, str(error)))
    return found

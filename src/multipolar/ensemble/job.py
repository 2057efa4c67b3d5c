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

__all__ = ["Chunk", "Job", "Piece", "hold", "numbers_of", "world_key"]

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
        key: equal for equal jobs. scenario: of the run. world_key: equal for equal worlds. world: fields of the observed
            world; empty where the process that is given the job holds that world. politics: whether alignment is
            computed. pairs: positions of exporter and importer whose flows are reported.
    """

    key: str
    scenario: Scenario
    world_key: str
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
        place = world_key(world)
        key = repr((scenario.to_dict(), str(scenario.file), place, politics, chosen))
        return cls(key, scenario, place, fields, politics, chosen)


def world_key(world: World) -> str:
    """Equal for worlds of the same content, attributes included.

    Args:
        world: the data.
    """
    return repr((world.name, world.sha256(), sorted(world.attrs.items())))


_held: dict[str, World] = {}


def hold(world: World) -> None:
    """Keep a world in this process, so that jobs on it need not bring it and share the economies made of it.

    Args:
        world: the data.
    """
    _held[world_key(world)] = world


@functools.lru_cache(maxsize=2)
def _brought(key: _Keyed) -> World:
    return World(**key.job.world)


def _world(job: Job) -> World:
    return _held[job.world_key] if job.world_key in _held else _brought(_Keyed(job.world_key, job))


@functools.lru_cache(maxsize=2)
def _walker(key: _Keyed) -> Walker:
    job = key.job
    return Walker(job.scenario, _world(job), job.politics, job.pairs)


@dataclass(frozen=True)
class _Keyed:
    """A job by a key, so that a process makes its walker, or the world that it brings, once."""

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

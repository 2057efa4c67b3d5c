"""A process that computes draws for as long as its pool lives; see `pool`."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from multipolar.ensemble.cases import point_of
from multipolar.ensemble.inputs import sets_for
from multipolar.ensemble.job import Chunk, Job, hold, numbers_of, world_key
from multipolar.garbage import settle
from multipolar.scenario import load_scenario, with_settings
from multipolar.world import World, load_world

__all__ = ["CANCEL", "CHUNK", "DONE", "FAILED", "JOB", "LEFT", "READY", "STOP", "WARM", "work"]

JOB, CHUNK, CANCEL, STOP = "job", "chunk", "cancel", "stop"
"""What a worker is told: a job, the inputs of some draws of it, to leave the chunk at hand, to end."""
READY, WARM, DONE, LEFT, FAILED = "ready", "warm", "done", "left", "failed"
"""What it answers: that it listens, with the key of the world it holds; that it has practised; a chunk's numbers; that it
left the chunk; an error."""

PRACTICE = "us-china-60-retaliation"
"""Walked once under every elasticity set before the first job: moves of two poles compile all that draws use."""


def work(pipe: Connection, priority: int) -> None:
    """Compute what the pipe asks for until it closes; get warm while it asks for nothing.

    Args:
        pipe: to the pool. priority: added to the nice value of the process: others that want the cores come first.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the pool ends its workers itself
    if hasattr(os, "nice"):
        os.nice(priority)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(pipe)
    os._exit(0)  # nothing is left to write, and the solver's threads take seconds to end


def _serve(pipe: Connection) -> None:
    world = load_world()
    hold(world)
    pipe.send((READY, world_key(world)))
    job: Job | None = None
    practice: Iterator[str] | None = _practice(world)
    while True:
        while practice is not None and not pipe.poll():
            if next(practice, None) is None:
                practice = None
                settle()
                pipe.send((WARM, None))
        message = pipe.recv()
        if message[0] == STOP:
            return
        if message[0] == JOB:
            job = message[1]
        elif message[0] == CHUNK and job is not None:
            pipe.send(_answer(pipe, job, *message[1:]))


def _answer(pipe: Connection, job: Job, ticket: int, place: int, chunk: Any) -> tuple[Any, ...]:
    """Numbers of a chunk; or that it was left, since something else is asked for: only a cancelled run is interrupted."""
    found: Chunk = []
    try:
        for inputs in chunk:
            if pipe.poll():
                return LEFT, ticket, place, None
            found += numbers_of(job, (inputs,))
    except Exception:
        return FAILED, ticket, place, traceback.format_exc()
    return DONE, ticket, place, found


def _practice(world: World) -> Iterator[str]:
    """Compile and keep what draws on a world use, a set of elasticities at a time.

    Args:
        world: the data.
    """
    scenario = load_scenario(PRACTICE)
    short = with_settings(scenario, {"horizon": scenario.first_year + 1})
    job, point = Job.of(short, world, True, [(0, 1)]), point_of(short)
    for name in sets_for(short, world):
        numbers_of(job, [dataclasses.replace(point, elasticities=name)])
        yield name

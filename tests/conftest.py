"""Shared fixtures: the worlds and their economies, loaded once."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from multipolar.economy.equilibrium import Economy
from multipolar.economy.runtime import cache_directory
from multipolar.world import World, load_world

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)  # a slow machine fails no test
settings.load_profile("repeatable")

for size in ("COLUMNS", "LINES"):  # of a terminal, which xdist sets too: tests say themselves how wide they print
    os.environ.pop(size, None)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # JAX writes its cache in place: another could read half a file
    os.environ["MULTIPOLAR_CACHE"] = str(cache_directory() / "tests" / worker)


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged world of 2022."""
    return load_world("2022")


@pytest.fixture(scope="session")
def economy(world: World) -> Economy:
    """Its economy with the elasticities of the world file."""
    return Economy(world)


@pytest.fixture(scope="session")
def fictional() -> World:
    """The three-country world, small enough to check by hand."""
    return load_world("fictional")

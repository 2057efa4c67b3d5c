"""Fixtures of the server's tests."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from multipolar import load_scenario
from multipolar.web import create_app
from multipolar.web.limits import Limits
from web.live_server import Live, page_of, started


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server with short times and a small page."""
    limits = dataclasses.replace(Limits(), body_seconds=1.0, idle_seconds=2.0)
    app = create_app(limits=limits, page=page_of(tmp_path_factory.mktemp("page")), warm=False)
    yield from started(app, limits)


@pytest.fixture
def client(live: Live) -> Iterator[httpx.Client]:
    """One person's browser."""
    with live.client() as found:
        yield found


@pytest.fixture(scope="session")
def us_china() -> dict[str, Any]:
    """Duties of 60 points, in the layout of the file."""
    return load_scenario("us-china-60").to_dict()

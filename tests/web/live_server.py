"""A server in a thread of the tests, asked over a socket as a browser would."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from multipolar.web.connections import protocol
from multipolar.web.limits import Limits
from multipolar.web.static import Page

__all__ = ["Live", "page_of", "started"]


@dataclasses.dataclass(frozen=True)
class Live:
    """A running server."""

    app: FastAPI
    port: int

    @property
    def url(self) -> str:
        """Address without a path."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, **options: Any) -> httpx.Client:
        """A client of it; one of many people where several are made."""
        return httpx.Client(base_url=self.url, **{"timeout": 120, "trust_env": False, **options})


def started(app: FastAPI, limits: Limits) -> Iterator[Live]:
    """Run an application until the caller is done with it."""
    config = uvicorn.Config(
        app,
        port=0,
        http=protocol(limits.idle_seconds),
        ws="none",
        log_level="warning",
        server_header=False,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Live(app, server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(20)


def page_of(folder: Path) -> Page:
    """A page with a hashed asset, a packed one and a shell of the report."""
    assets = folder / "assets"
    assets.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Multipolar</title>" + " " * 2000, "utf8")
    (assets / "index-B1c2D3e4.js").write_text("export {};\n" * 500, "utf8")
    (assets / "index-B1c2D3e4.js.br").write_bytes(b"packed by the build")
    (assets / "report.html").write_text("<!doctype html>", "utf8")
    return Page(folder)

"""Chromium, the server with the built page, and visits that watch for errors and for requests that leave the machine."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync", "--no-first-run"]
RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"
STARTS_IN = 120.0


def tool(name: str) -> ModuleType:
    """A script of `tools/` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def node() -> str:
    """A Node program that fits the page: that of the path or that of the environment."""
    building = tool("build_page")
    fitting = [program for program, _ in building.candidates() if building.fits(building.version(program))]
    assert fitting, "these tests need Node.js; .ci/run installs it"
    return fitting[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium of the machine, headless."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    assert executable, "these tests need Chromium; .ci/run installs it"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of `multipolar serve` with the built page."""
    import multipolar

    static = Path(multipolar.__file__).parent / "web" / "static"
    assert (static / "index.html").exists(), "these tests need the built page: make page"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as out:
        command = [sys.executable, "-c", RUN, "serve", "--port", str(port)]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "COLUMNS": "100"})
        try:
            address = f"http://127.0.0.1:{port}"
            wait(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; fails with what it said where it ended."""
    end = time.monotonic() + STARTS_IN
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf8")
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=5):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not answer: {log.read_text(encoding='utf8')}")


@dataclass
class Visit:
    """A page of its own context, with what went wrong on it and what it asked for."""

    page: Any
    context: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note script errors and requests from now on."""
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("request", lambda r: self.requests.append(r.url))

    def settled(self, what: str = "ranges") -> Visit:
        """Wait until the page shows a run at least as far as a stage, and is not solving a newer input."""
        stages = ["last", "path", "ranges", "intervals"]
        self.page.wait_for_function(
            """wanted => {
                const { reached, busy } = document.getElementById('main').dataset;
                return wanted.includes(reached) && busy !== 'last';
            }""",
            arg=stages[stages.index(what) :],
            timeout=90_000,
        )
        return self

    def ready(self, what: str = "ranges") -> Visit:
        """The same, and no part of the view still says that it is loading."""
        self.settled(what)
        self.page.wait_for_function(
            "() => !document.querySelector('main [data-loading], main [aria-busy=true]')", timeout=90_000
        )
        return self


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Callable[..., Visit]]:
    """Open the page at an address; at the end of the test nothing may have failed and no request may have left."""
    opened: list[Visit] = []

    def go(place: str = "", **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        made = Visit(context.new_page(), context)
        made.watch()
        opened.append(made)
        made.page.goto(place if "://" in place else f"{server}/{place}")
        return made

    yield go
    for each in opened:
        each.context.close()
    for each in opened:
        assert each.errors == []
        outside = [url for url in each.requests if not url.startswith((server, "data:", "blob:", "file:"))]
        assert outside == [], "requests left the machine"

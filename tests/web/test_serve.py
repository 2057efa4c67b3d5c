"""The command: it tells its address when it is ready, stops when told, and says what is missing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest
from typer.testing import CliRunner

from multipolar.cli import app
from multipolar.cli import serve as command
from multipolar.errors import InputError

RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"


def test_serve_is_ready_when_it_says_so_and_stops_when_told() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line + process.stderr.read()
        health = httpx.get(f"{found[0]}api/health", trust_env=False).json()
        assert health["status"] == "ready"
        assert httpx.get(found[0], trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        said = process.stderr.read()
        assert "compiling the solver" in said
        assert "Traceback" not in said


def test_a_port_that_is_taken_is_told_at_once() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", RUN, "serve", "--port", str(port)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert re.fullmatch(rf"error: --host 127.0.0.1 --port {port}: cannot listen there \(.*\); try another port\.\n", done.stderr)  # fmt: skip


def test_without_the_extra_it_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = command.importlib.util.find_spec
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name))
    result = CliRunner().invoke(app, ["serve"])
    assert isinstance(result.exception, InputError)
    assert "pip install 'multipolar[web]'" in str(result.exception)
    assert "make serve" in str(result.exception)
    assert "uvicorn" in str(result.exception)


def test_one_thread_for_each_solve() -> None:
    code = (
        "import os, numpy; from multipolar.threads import _threads_of_openblas as t, one_thread; one_thread();"
        "print(os.environ['XLA_FLAGS'], t() is None or t()[0]())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "multi_thread_eigen=false" in done.stdout
    assert done.stdout.split()[-1] in ("1", "True")


def test_the_solver_is_not_loaded_before_threads_are_set() -> None:
    code = "import sys, multipolar.cli, multipolar.cli.serve, multipolar.web.serve; print('jax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

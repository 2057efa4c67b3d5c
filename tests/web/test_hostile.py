"""Clients that speak no HTTP, or speak it slowly or wrongly: the server answers others all the while."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from web.live_server import Live


@contextlib.contextmanager
def connected(live: Live) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.create_connection(("127.0.0.1", live.port), 10) as found:
        yield found


def rest(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    found = b""
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(65536):
            found += part
    return found


POST = b"POST /api/scenario HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

BROKEN = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    "words": b"hello there, how are you\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "negative length": POST + b"Content-Length: -5\r\n\r\nhello",
    "length in words": POST + b"Content-Length: five\r\n\r\nhello",
    "large header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: x\r\n" * 50_000 + b"\r\n",
    "long address": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "wrong chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    "unknown coding": POST + b"Transfer-Encoding: gzip\r\n\r\nhello",
    "bare line feed in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    "no host": b"GET /api/health HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_broken_http(live: Live, client: httpx.Client, sent: bytes) -> None:
    with connected(live) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        answer = rest(connection)
    assert not answer or answer.split()[1].startswith(b"4"), answer[:100]
    assert client.get("/api/health").status_code == 200


@pytest.mark.parametrize(
    "start",
    [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", POST + b"Content-Length: 50\r\n\r\n", POST + b"Transfer-Encoding: chunked\r\n\r\n4\r\n{\"na"],
    ids=["nothing", "half a line", "half a header", "no body", "half a chunk"],
)  # fmt: skip
def test_slow_clients_are_let_go(live: Live, client: httpx.Client, start: bytes) -> None:
    """Each sends a byte now and then; the server neither waits for ever nor for anybody else."""
    began = time.perf_counter()
    with connected(live) as connection:
        connection.sendall(start)
        connection.settimeout(0.3)
        answer, ended = b"", False
        while time.perf_counter() - began < 10 and not ended:
            try:
                part = connection.recv(65536)
                answer, ended = answer + part, not part
                if part:
                    continue
            except TimeoutError:
                with contextlib.suppress(ConnectionError):
                    connection.sendall(b" " if start else b"")
            except ConnectionError:
                ended = True
            began_other = time.perf_counter()
            assert client.get("/api/health").status_code == 200
            assert time.perf_counter() - began_other < 2
    assert ended
    assert not answer or answer.split()[1] in (b"400", b"408")


def test_many_slow_clients_do_not_keep_others_out(live: Live, client: httpx.Client) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(connected(live)).sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert client.get("/api/health").status_code == 200
        for _ in range(60):
            stack.enter_context(connected(live)).sendall(b"GET / HTTP/1.1\r\nHost: loc")
        with live.client() as other:
            assert other.get("/api/health").status_code in (200, 503)
    deadline = time.perf_counter() + 10
    with live.client() as other:
        while other.get("/api/health").status_code != 200:
            assert time.perf_counter() < deadline
            time.sleep(0.1)


def test_who_does_not_read_is_let_go(live: Live, client: httpx.Client, us_china: dict[str, Any]) -> None:
    body = json.dumps({"scenario": us_china, "stages": ["path"]}).encode()
    head = b"POST /api/simulate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", live.port))
        with contextlib.suppress(ConnectionError):
            for _ in range(40):
                connection.sendall(head % len(body) + body)
                time.sleep(0.02)
        deadline = time.perf_counter() + 30
        while client.get("/api/health").json()["running"]:
            assert time.perf_counter() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/assets/../../app.py", "/assets/%2e%2e/%2e%2e/app.py", "//etc/passwd", "/assets/..\\..\\app.py", "/%00", "/assets/", "/assets", "/static/index.html"],
)  # fmt: skip
def test_no_way_out_of_the_page(live: Live, path: str) -> None:
    with connected(live) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = rest(connection)
    assert answer.split()[1] in (b"400", b"404"), answer[:200]
    assert b"root:" not in answer


def test_an_upgrade_is_not_followed(live: Live) -> None:
    with connected(live) as connection:
        connection.sendall(
            b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert rest(connection).split()[1] in (b"200", b"400", b"403")

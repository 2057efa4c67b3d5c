"""Requests from elsewhere, in other forms and of other sizes are refused, and every answer carries its headers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from multipolar.web.guard import HEADERS, LOCAL, Guard
from multipolar.web.limits import Limits

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/assets/index-B1c2D3e4.js", 200),
        ("GET", "/api/health", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("GET", "/api/simulate", 405),
        ("PUT", "/api/simulate", 405),
        ("DELETE", "/api/catalogue", 405),
        ("OPTIONS", "/api/simulate", 405),
        ("POST", "/", 405),
        ("POST", "/api/simulate", 415),
    ],
)
def test_every_answer_carries_the_headers(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert "server" not in response.headers
    assert not any(name.startswith("access-control") for name in response.headers)
    if path.startswith("/api/"):
        assert response.headers["cache-control"] == "no-store"
    if status >= 400:
        assert set(response.json()) == {"error"}
    if status == 405:
        assert response.headers["allow"]


def test_the_policy_lets_nothing_in_from_outside() -> None:
    policy = HEADERS["content-security-policy"]
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"])
def test_own_hosts(client: httpx.Client, host: str) -> None:
    assert client.get("/api/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "localhost:80:80", "a@localhost", "192.168.1.5", "[::2]"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/health"])
def test_foreign_hosts(client: httpx.Client, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 403
    assert response.json()["error"]["kind"] == "forbidden"


def test_own_origin(client: httpx.Client, us_china: dict[str, Any]) -> None:
    sent = {"scenario": us_china}
    own = str(client.base_url).rstrip("/")
    assert client.post("/api/scenario", json=sent, headers={"origin": own}).status_code == 200
    for origin in ("http://evil.example", "null", own.replace("http", "https"), own + "0", "http://localhost"):
        assert client.post("/api/scenario", json=sent, headers={"origin": origin}).status_code == 403
    for site in ("cross-site", "same-site"):
        assert client.get("/api/order", headers={"sec-fetch-site": site}).status_code == 403
        assert client.get("/", headers={"sec-fetch-site": site}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/json; charset=utf-16"]
)  # fmt: skip
def test_other_content(client: httpx.Client, kind: str) -> None:
    response = client.post("/api/scenario", content=b'{"name": "us-china-60"}', headers={"content-type": kind})
    assert response.status_code == 415


BAD: dict[str, bytes] = {
    "not JSON": b"{",
    "nothing": b"",
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"scenario": {"a": Infinity}}',
    "beyond double precision": b'{"scenario": {"a": 1e999}}',
    "long integer": b'{"scenario": {"a": ' + b"9" * 5000 + b"}}",
    "not UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "half surrogate": b'{"name": "\\ud800"}',
    "key twice": b'{"name": "us-china-60", "name": "us-china-60"}',
    "key twice, deep": b'{"scenario": {"moves": [{"a": 1, "a": 2}]}}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
    "a little too deep": b'{"scenario": ' + b'{"a":' * 30 + b"1" + b"}" * 31,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
@pytest.mark.parametrize("path", ["/api/simulate", "/api/scenario"])
def test_malformed_bodies(client: httpx.Client, path: str, body: bytes) -> None:
    response = client.post(path, content=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert response.json()["error"]["kind"] == "malformed"
    assert len(response.content) < 400


@pytest.mark.parametrize(
    "path", ["/api/simulate", "/api/scenario", "/api/export", "/api/coalition", "/api/nowhere", "/"]
)
def test_large_bodies(client: httpx.Client, path: str) -> None:
    size = Limits().body_bytes
    response = client.post(path, content=b" " * (size + 1), headers=JSON)
    assert response.status_code == 413
    assert client.post(path, content=b" " * size, headers=JSON).status_code in (400, 404, 405)


def test_sixty_megabytes(client: httpx.Client) -> None:
    whole = b" " * 60_000_000
    assert client.post("/api/simulate", content=whole, headers=JSON).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(60):
            yield whole[:1_000_000]

    assert client.post("/api/simulate", content=chunks(), headers=JSON).status_code == 413
    assert client.get("/api/health").status_code == 200


def test_a_chunked_body_is_read_like_any(client: httpx.Client) -> None:
    whole = json.dumps({"name": "us-china-60"}).encode()
    response = client.post("/api/scenario", content=(whole[k : k + 3] for k in range(0, len(whole), 3)), headers=JSON)
    assert response.status_code == 200


def answered(app: Any, **scope: Any) -> tuple[int, dict[str, str]]:
    """Status and headers of a request that goes straight to an application."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asked = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")], **scope}
    asyncio.run(app(asked, receive, send))
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def test_a_fault_of_ours_is_told_without_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("secret")

    status, headers = answered(Guard(broken))
    assert status == 500
    assert headers["x-content-type-options"] == "nosniff"
    assert "secret" in caplog.text


def test_a_server_for_the_network_takes_literal_addresses_and_no_names() -> None:
    async def fine(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    guard = Guard(fine, LOCAL, addresses=True)
    for host, status in ((b"192.168.1.5:8000", 200), (b"[fe80::1]:8000", 200), (b"evil.example", 403), (b"1.2.3", 403)):
        assert answered(guard, headers=[(b"host", host)])[0] == status
    assert answered(guard, headers=[])[0] == 403
    assert answered(guard, headers=[(b"host", b"localhost")] * 2)[0] == 403
    for length in (b"-1", b"x", b"1e3", "٣".encode(), b"1" * 5000):
        assert answered(guard, headers=[(b"host", b"localhost"), (b"content-length", length)])[0] in (400, 413)

"""What every request passes before anything reads it, and the headers that every answer carries."""

from __future__ import annotations

import asyncio
import ipaddress
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from multipolar.web.limits import Limits
from multipolar.web.problems import Problem, answer_problem, internal, problem_of

__all__ = ["HEADERS", "LOCAL", "Guard"]

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names under which a server on this machine may be addressed."""

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer: scripts, styles and connections of this server alone, in nobody's frame."""

HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::\d{1,5})?")
API = "/api/"


class Guard:
    """Refuses foreign hosts and origins, other content than JSON, and bodies that are too large or too slow.

    Args:
        app: what comes after. hosts: names that the `Host` header may have. addresses: whether it may also be any
            literal address, for a server that listens on all of them: no site can give one of those another meaning.
        limits: see `Limits`.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOCAL, addresses: bool = False, limits: Limits | None = None) -> None:  # fmt: skip
        self.app, self.hosts, self.addresses, self.limits = app, hosts, addresses, limits or Limits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = _Answer(send, scope["path"])
        try:
            self._check(scope)
            await self.app(scope, _Body(receive, self.limits), answer)
        except Exception as error:  # the last place where a fault of ours can become an answer
            if answer.begun:
                internal(error)
                raise
            await answer_problem(problem_of(error))(scope, receive, answer)

    def _check(self, scope: Scope) -> None:
        """Raises a problem where the request may not be answered."""
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        host = self._host(given.get("host", []))
        for origin in given.get("origin", []):
            if origin != f"{scope.get('scheme', 'http')}://{host}":
                raise Problem(403, "This server answers its own page alone: the Origin header names another site.")
        if scope["path"].startswith(API) and {"cross-site", "same-site"} & set(given.get("sec-fetch-site", [])):
            raise Problem(403, "This server answers its own page alone: another site asked.")
        lengths = given.get("content-length", [])
        if any(not text.isascii() or not text.isdigit() for text in lengths) or len(set(lengths)) > 1:
            raise Problem(400, "The Content-Length header is not one number.")
        if lengths and (len(lengths[0]) > 12 or int(lengths[0]) > self.limits.body_bytes):
            raise self.too_large(self.limits)
        if scope["method"] == "POST" and scope["path"].startswith(API):
            kinds = given.get("content-type", [])
            if len(kinds) != 1 or not _is_json(kinds[0]):
                raise Problem(415, "Send JSON, with the header Content-Type: application/json.")

    def _host(self, given: list[str]) -> str:
        found = HOST.fullmatch(given[0]) if len(given) == 1 else None
        name = found[1].lower() if found else ""
        if not found or not (name in self.hosts or (self.addresses and _is_address(name))):
            raise Problem(403, "The Host header is not a name of this server; open it as localhost or 127.0.0.1.")
        return given[0].lower()

    @staticmethod
    def too_large(limits: Limits) -> Problem:
        """The problem of a body beyond the limit."""
        return Problem(413, f"The body is larger than {limits.body_bytes:,} bytes.")


class _Body:
    """A body, counted as it arrives, whatever its headers say, in the time that it is given."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self.receive, self.limits = receive, limits
        self.size, self.complete, self.end = 0, False, 0.0

    async def __call__(self) -> Message:
        if self.complete:
            return await self.receive()
        now = asyncio.get_running_loop().time()
        self.end = self.end or now + self.limits.body_seconds
        try:
            async with asyncio.timeout_at(self.end):
                message = await self.receive()
        except TimeoutError as error:
            raise Problem(408, "The body did not arrive in time.", headers={"connection": "close"}) from error
        self.size += len(message.get("body", b""))
        self.complete = not message.get("more_body", False)
        if self.size > self.limits.body_bytes:
            raise Guard.too_large(self.limits)
        return message


class _Answer:
    """Adds the headers of every answer and remembers whether it began."""

    def __init__(self, send: Send, path: str) -> None:
        self.send, self.begun = send, False
        self.added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        if path.startswith(API):
            self.added.append((b"cache-control", b"no-store"))

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": [*message.get("headers", []), *self.added]}
        await self.send(message)


def _is_json(kind: str) -> bool:
    name, _, rest = kind.partition(";")
    return name.strip().lower() == "application/json" and rest.strip().lower() in (
        "",
        "charset=utf-8",
        'charset="utf-8"',
    )


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True

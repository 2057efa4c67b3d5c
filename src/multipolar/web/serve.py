"""Run the server: threads pinned, address taken, engine warm, and only then is the address told."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable

from multipolar.threads import one_thread

__all__ = ["serve"]

ALL = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound by us


def serve(host: str, port: int, said: Callable[[str], None], ready: Callable[[str], None]) -> None:
    """Serve the page until it is stopped.

    Args:
        host, port: to listen at; port 0 takes a free one. said: called with what is being done before it is ready.
        ready: called with the address.

    Raises:
        InputError: the address cannot be used.
    """
    bound = _bound(host, port)
    one_thread()  # many people share the cores, and solves that each want all of them wait for one another
    import uvicorn

    from multipolar.web.app import create_app
    from multipolar.web.connections import protocol
    from multipolar.web.guard import LOCAL
    from multipolar.web.limits import Limits
    from multipolar.web.service import Service
    from multipolar.web.static import Page

    limits = Limits()
    service = Service(limits, Page())
    service.warm(said)
    name = f"[{host}]" if ":" in host else host
    app = create_app(hosts=LOCAL | {name.lower()}, addresses=host in ALL, service=service)
    config = uvicorn.Config(
        app,
        http=protocol(limits.idle_seconds),
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=32 * 1024,
    )
    shown = "127.0.0.1" if host in ALL else name
    ready(f"http://{shown}:{bound.getsockname()[1]}/")
    with contextlib.suppress(KeyboardInterrupt):  # the way to stop it is no error
        uvicorn.Server(config).run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address, taken before anything slow is done.

    Raises:
        InputError: it cannot be had.
    """
    from multipolar.errors import InputError

    if not host.strip():
        raise InputError("--host: give an address, such as 127.0.0.1.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)  # asyncio sends at once only where the protocol is named
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"--host {host} --port {port}: cannot listen there ({reason}); try another port.") from error
    return found

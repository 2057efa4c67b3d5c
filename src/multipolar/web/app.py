"""The application: routes, page, guard, and the engine that warms while the first people arrive."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response

from multipolar.version import package_version
from multipolar.web.guard import LOCAL, Guard
from multipolar.web.json_text import dumps
from multipolar.web.limits import Limits
from multipolar.web.openapi import document
from multipolar.web.problems import handlers
from multipolar.web.routes import router
from multipolar.web.service import Service
from multipolar.web.static import Page

__all__ = ["create_app"]


def create_app(
    *,
    hosts: frozenset[str] = LOCAL,
    addresses: bool = False,
    limits: Limits | None = None,
    page: Page | None = None,
    warm: bool = True,
    service: Service | None = None,
) -> FastAPI:
    """The server of the page, to be run by any ASGI server.

    Args:
        hosts: names that the Host header may have. addresses: whether it may also be any literal address.
        limits: see `Limits`. page: files of the page; None for the built one. warm: whether to warm the engine at start.
        service: one that was made, and warmed, before; then limits and page are its own.
    """
    held = service or Service(limits or Limits(), page or Page())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if warm and not held.ready.is_set():
            threading.Thread(target=held.warm, daemon=True).start()
        yield
        held.close()

    off: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None, "redirect_slashes": False}
    app = FastAPI(
        title="Multipolar", version=package_version(), lifespan=lifespan, exception_handlers=dict(handlers), **off
    )
    app.state.service = held
    app.add_middleware(Guard, hosts=hosts, addresses=addresses, limits=held.limits)
    app.include_router(router)
    _add_files(app, held.page)
    return app


def _add_files(app: FastAPI, page: Page) -> None:
    """The OpenAPI document and the files of the page."""
    found: list[bytes] = []

    @app.get("/api/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        if not found:
            found.append(dumps(document(app)))
        return Response(found[0], media_type="application/json")

    for name in page.paths:
        app.add_api_route(f"/{name}", _file(page, name), methods=["GET", "HEAD"], include_in_schema=False)


def _file(page: Page, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return page.answer(name, request.headers)

    return answer

"""The command that serves the page."""

from __future__ import annotations

import importlib.util
from typing import Annotated

import typer

from multipolar.cli.options import err
from multipolar.errors import InputError

__all__ = ["serve"]

NEEDS = ("fastapi", "orjson", "uvicorn")


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0 lets others on the network in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Serve the page: drag a lever, and the world repaints. Stop with Ctrl+C."""
    missing = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if missing:
        raise InputError(
            f"the server needs {', '.join(missing)}: in a clone run `make serve`, else install them with "
            "`python -m pip install 'multipolar[web]'`."
        )
    from multipolar.web.serve import serve as run

    def ready(address: str) -> None:
        typer.echo(f"Multipolar is at {address} (Ctrl+C stops it)")
        if open_:
            typer.launch(address)

    run(host, port, lambda step: err.print(f"{step} ..."), ready)

"""The server of the page: a stateless API over the same runs as the command line, and the built page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multipolar.web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Load the application when it is first used: threads are pinned before the solver is imported."""
    if name == "create_app":
        from multipolar.web.app import create_app

        return create_app
    raise AttributeError(f"module 'multipolar.web' has no attribute {name!r}")

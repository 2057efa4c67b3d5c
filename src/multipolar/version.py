"""Version of the installed package."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

__all__ = ["package_version"]


def package_version() -> str:
    """Version of the installed package, or words that say it is not installed."""
    try:
        return version("multipolar")
    except PackageNotFoundError:
        return "not installed"

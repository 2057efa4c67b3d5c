"""A quick start: spaCy imported without its command line, and many objects made without garbage collection."""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

__all__ = ["import_spacy", "uncollected"]

COMMAND = "spacy.cli.info"
"""What `import spacy` takes from spaCy's command line, and with it clients of the network, templates and option parsers."""


class _StandIn(ModuleType):
    """Stands for the module of the command while spaCy is imported; asked for more than `info` it loads the module."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {COMMAND!r} has no attribute {name!r}")
        by_itself = COMMAND.rpartition(".")[0] not in sys.modules
        return _info if by_itself and name == "info" else getattr(_command(), name)


def import_spacy() -> ModuleType:
    """SpaCy without its command line, unless it is imported already; decision 039 tells why.

    `spacy.info` and `import spacy.cli` work afterwards as they always do.

    Raises:
        ImportError: spaCy is not installed.
    """
    if "spacy" not in sys.modules and COMMAND not in sys.modules:
        sys.modules[COMMAND] = _StandIn(COMMAND)
        try:
            return importlib.import_module("spacy")
        finally:
            _remove()
    return importlib.import_module("spacy")


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: while many objects are made that all stay, it searches them again and again and finds nothing."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _info(*args: Any, **kwargs: Any) -> Any:
    """What `spacy.info` does: the function of the command line, loaded when it is called."""
    return _command().info(*args, **kwargs)


def _command() -> ModuleType:
    _remove()
    return importlib.import_module(COMMAND)


def _remove() -> None:
    if isinstance(sys.modules.get(COMMAND), _StandIn):
        del sys.modules[COMMAND]

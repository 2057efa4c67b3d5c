"""What commands share: one JSON object on standard output, a progress bar on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

__all__ = ["print_json", "progress"]

err = Console(stderr=True)


def print_json(value: Any) -> None:
    """One JSON object on a line; numbers that are not finite are refused."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


@contextmanager
def progress(quiet: bool) -> Iterator[Any]:
    """A progress bar on standard error where a person watches; yields a callable or None."""
    if quiet or not err.is_terminal:
        yield None
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), console=err, transient=True) as bar:
        task = bar.add_task("solving", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)

"""Commands that take articles, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from multipolar.cli.brief import brief
from multipolar.cli.read import read
from multipolar.cli.score import score

__all__ = ["COMMANDS"]

COMMANDS: Mapping[str, Callable[..., Any]] = {"brief": brief, "read": read, "score": score}

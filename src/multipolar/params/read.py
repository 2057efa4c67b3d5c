"""Reads the packaged tables of parameters."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml

__all__ = ["read_table"]


@functools.cache
def read_table(name: str) -> dict[str, Any]:
    """A packaged YAML table, read once; not to be changed by who reads it.

    Args:
        name: file name without suffix, in `params`.
    """
    text = resources.files("multipolar").joinpath(f"params/{name}.yaml").read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table

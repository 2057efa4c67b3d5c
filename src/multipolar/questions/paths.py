"""Paths into plain objects: keys with dots between, `[0]` for a place in a list, `[state=EST]` for the entry that has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from multipolar.errors import InputError
from multipolar.labels import did_you_mean

__all__ = ["at", "number"]

STEP = re.compile(r"([^.\[\]]+)|\[(-?\d+)\]|\[([^=\]]+)=([^\]]+)\]")


def at(plain: Any, path: str) -> Any:
    """The value at a path; None where an object on the way has no number, such as a state without data.

    Args:
        plain: an object of plain values. path: such as `stakes.commitments[state=EST].index`.

    Raises:
        InputError: no such key or entry, with the nearest.
    """
    found = plain
    for step in STEP.finditer(path):
        if found is None:
            return None
        key, place, field, wanted = step.groups()
        if key is not None:
            found = _inside(found, key, path)
        elif place is not None:
            found = _entry(found, int(place), path)
        else:
            found = next((e for e in found if str(e.get(field)) == wanted), None)
            if found is None:
                raise InputError(f"{path}: no entry whose {field} is {wanted}.")
    return found


def _inside(found: Any, key: str, path: str) -> Any:
    if not isinstance(found, Mapping) or key not in found:
        known = list(found) if isinstance(found, Mapping) else []
        raise InputError(f"{path}: no {key!r} here{did_you_mean(key, known) or '.'}")
    return found[key]


def _entry(found: Any, place: int, path: str) -> Any:
    if not isinstance(found, list | tuple) or not -len(found) <= place < len(found):
        raise InputError(
            f"{path}: no entry {place} in a list of {len(found) if isinstance(found, list | tuple) else 0}."
        )
    return found[place]


def number(value: Any) -> float | None:
    """A value as a number; the point of an object with intervals; None where there is none.

    Args:
        value: a number, an object with `point`, or None.
    """
    if isinstance(value, Mapping):
        value = value.get("point")
    return None if value is None else float(value)

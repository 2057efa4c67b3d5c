"""Sizes taken for moves whose size is left open, where a run asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multipolar.params.read import read_table

__all__ = ["DEFAULT_SIZE", "default_sizes", "sized_fields"]

DEFAULT_SIZE = "default size, judgement"
"""What `size` of a move says whose size was taken from the table."""


def sized_fields(kind: str) -> tuple[str, ...]:
    """Fields of a kind of move that may be left open; the first is the size itself.

    Args:
        kind: of the move.
    """
    entry = read_table("default_sizes")["kinds"].get(kind)
    return tuple(entry["fields"]) if entry else ()


def default_sizes(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the fields that may be left open, with the note on where they come from under `note`.

    Args:
        kind: of the move. fields: of the move, as a file holds them.
    """
    entry = read_table("default_sizes")["kinds"][kind]
    fits: dict[str, Any] = next((case for case in entry.get("cases", ()) if _fits(case["when"], fields)), {})
    values = {name: fits.get(name, value) for name, value in entry["fields"].items()}
    return {**values, "note": fits.get("note", entry["note"])}


def _fits(when: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    for name, wanted in when.items():
        held = fields.get(name, "in_force" if name == "status" else None)
        names = set(held) if isinstance(held, list | tuple) else {held}
        if isinstance(wanted, list):
            if names != set(wanted):
                return False
        elif wanted not in names:
            return False
    return True

"""Sizes that a file leaves open: refused with the remedy, or filled from the table of defaults and labelled."""

from __future__ import annotations

from typing import Any

from multipolar.params.default_sizes import DEFAULT_SIZE, default_sizes, sized_fields
from multipolar.scenario.places import Path, Places, problem

__all__ = ["sized"]


def sized(kind: str, fields: dict[str, Any], places: Places, at: Path, file: str, *, fill: bool) -> dict[str, Any]:
    """The fields of a move with its open size refused or filled; unchanged where the size is given.

    Args:
        kind: of the move. fields: as the file holds them; null is an open size. places, at, file: for messages.
        fill: whether defaults are taken.

    Raises:
        ScenarioError: an open size, unless defaults are taken, with file, line, field and remedy.
    """
    may = sized_fields(kind)
    open_fields = [name for name in may if name in fields and fields[name] is None]
    if not open_fields or (open_fields[0] != may[0] and not fill):
        return fields
    defaults = default_sizes(kind, fields)
    if not fill:
        name = open_fields[0]
        message = (
            f"the size is left open (null): write a number, or let `multipolar run` take all open sizes from its table "
            f"with --default-sizes (here {defaults[name]:g}, judgement)"
        )
        raise problem(places, (*at, name), message, file)
    return {**fields, **{name: defaults[name] for name in open_fields}, "size": DEFAULT_SIZE}

"""Theatres between which a power moves its attention."""

from __future__ import annotations

from collections.abc import Callable

from multipolar.labels import did_you_mean
from multipolar.params.read import read_table
from multipolar.world.groups import group_names

__all__ = ["theatre"]


def theatre(name: str, problem: Callable[[str], Exception]) -> tuple[str, ...]:
    """Codes and groups of a theatre: one of `params/theatres.yaml`, or a group of states.

    Args:
        name: as written. problem: makes the error of a message.

    Raises:
        the error that `problem` makes: neither a theatre nor a group, with the nearest name.
    """
    table = read_table("theatres")["theatres"]
    if name in table:
        return tuple(table[name]["states"])
    if name in group_names():
        return (name,)
    known = [*table, *group_names()]
    raise problem(
        f"unknown theatre {name!r}{did_you_mean(name, known) or f'; known: {chr(44).join(table)} and groups.'}"
    )

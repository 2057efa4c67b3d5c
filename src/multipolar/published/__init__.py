"""Published tables that we reproduce, one module each."""

from __future__ import annotations

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.published.caliendo_parro_2015 import nafta
from multipolar.published.comparison import Comparison

__all__ = ["REPLICATIONS", "Comparison", "replications"]

REPLICATIONS = {"caliendo-parro-2015": nafta}
"""Every replication by name."""


def replications(name: str | None = None) -> list[Comparison]:
    """Recompute one published table, or all.

    Raises:
        InputError: unknown name.
    """
    if name is not None and name not in REPLICATIONS:
        hint = did_you_mean(name, REPLICATIONS) or f"; known: {', '.join(REPLICATIONS)}."
        raise InputError(f"unknown replication {name!r}{hint}")
    chosen = REPLICATIONS if name is None else {name: REPLICATIONS[name]}
    return [row for replicate in chosen.values() for row in replicate()]

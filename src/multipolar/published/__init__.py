"""Published tables that we reproduce, one module each."""

from __future__ import annotations

import importlib

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.published.comparison import Comparison

__all__ = ["ORDERS", "REPLICATIONS", "Comparison", "replications"]

REPLICATIONS = {
    "caliendo-parro-2015": "caliendo_parro_2015:nafta",
    "gegravity-0.3": "gegravity:canada_japan",
    "domestic-share-identity": "domestic_shares:identity",
    "voting-power": "voting_power:known_indices",
    "cinc-polarity": "polarity:cinc_polarity",
    "ideal-points-2017": "ideal_points_2017:agreement",
    "strategic-triangle": "triangle:sign_patterns",
    "unix-landscape": "blocs:unix",
    "key-player": "blocs:key_player",
}
"""Every replication by name, with its module and function: ours must agree."""

ORDERS = {"orders-of-magnitude": "orders_of_magnitude:orders_of_magnitude"}
"""Comparisons that ask for no agreement; run by name alone."""


def replications(name: str | None = None) -> list[Comparison]:
    """Recompute one published table, or all that must agree.

    Raises:
        InputError: unknown name.
    """
    known = {**REPLICATIONS, **ORDERS}
    if name is not None and name not in known:
        hint = did_you_mean(name, known) or f"; known: {', '.join(known)}."
        raise InputError(f"unknown replication {name!r}{hint}")
    rows: list[Comparison] = []
    for place in REPLICATIONS.values() if name is None else (known[name],):
        module, _, function = place.partition(":")
        rows += getattr(importlib.import_module(f"multipolar.published.{module}"), function)()
    return rows

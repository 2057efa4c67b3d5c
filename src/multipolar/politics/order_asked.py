"""The order for years that someone names, as the object that `order --json` prints."""

from __future__ import annotations

import re
from typing import Any

from multipolar.errors import InputError
from multipolar.politics.order_history import HORIZON, order_history, project_order
from multipolar.politics.order_plain import order_plain
from multipolar.politics.trade_blocs import trade_by_groups, trade_by_nearest_pole
from multipolar.world import load_world

__all__ = ["order_asked"]

SHOWN = (1946, 1960, 1975, 1990, 2000, 2011, 2016, 2022, 2023)
"""Years of the table by default."""


def order_asked(
    years: str | None = None, horizon: int = HORIZON, world: str = "2022", *, called: str = "years"
) -> dict[str, Any]:
    """The past of the order, its stated trends and trade inside blocs, as plain values.

    Args:
        years: such as 2011:2022, or one; None takes a choice. horizon: years ahead of the trends, 1 to 30.
        world: packaged name or NetCDF file, for trade inside blocs. called: what messages call `years`.

    Raises:
        InputError: years not of that form or outside the tables, a horizon or a world that cannot be used.
    """
    found = order_history(_years(years, called))
    loaded = load_world(world)
    trade = [trade_by_nearest_pole(loaded), trade_by_groups(loaded)]
    return order_plain(found, project_order(horizon), trade)


def _years(given: str | None, called: str) -> tuple[int, ...]:
    if given is None:
        return SHOWN
    match = re.fullmatch(r"([0-9]{4})(?::([0-9]{4}))?", given.strip())
    if not match:
        raise InputError(f"{called} {given}: write a first and a last year, such as 2011:2022.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise InputError(f"{called} {given}: {first} lies after {last}.")
    return tuple(range(first, last + 1))

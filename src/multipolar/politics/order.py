"""The order before and after a run: how many poles, how far apart, how much trade stays inside blocs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.politics.polarity import (
    NO_BLOC,
    bimodality,
    bloc_distance,
    dispersion,
    inside_share,
    nearest_pole,
    polarisation,
    polarity,
)

__all__ = ["ORDER_UNITS", "POLES", "Order", "OrderChange", "order_at", "order_of"]

Array = npt.NDArray[np.float64]

POLES = ("USA", "CHN")
"""Poles of the blocs by default. Russia lies beside China on the axis, so that a third bloc would split one side."""
ORDER_UNITS = {
    "n_eff": "effective number of poles by GDP, 1 / sum of squared shares",
    "n_eff_together": "the same with the members of a group as one",
    "ray_singer": "Ray-Singer concentration of GDP, 0 to 1",
    "dispersion": "standard deviation of positions, weighted with GDP",
    "bimodality": "bimodality coefficient of positions, weighted with GDP; above 0.556 suggests two groups",
    "polarisation": "Esteban-Ray polarisation of positions, alpha 1, weighted with GDP",
    "bloc_distance": "distance between the GDP-weighted mean positions of the first two blocs",
    "trade_inside": "share of trade between states that stays inside a bloc",
    "trade_covered": "share of trade between states with both ends in a bloc",
}
"""What the numbers of `Order` mean."""


@dataclass(frozen=True)
class Order:
    """The order at one time; units in `ORDER_UNITS`, None is no data.

    Args:
        blocs: pole and how many states are nearest to it.
        without_position: states that have a size and no position, in no bloc.
    """

    n_eff: float
    n_eff_together: float | None
    ray_singer: float
    dispersion: float | None = None
    bimodality: float | None = None
    polarisation: float | None = None
    bloc_distance: float | None = None
    trade_inside: float | None = None
    trade_covered: float | None = None
    blocs: tuple[tuple[str, int], ...] = ()
    without_position: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderChange:
    """The order before and after.

    Args:
        before, after: the order. blocs_fixed: whether states stay in the bloc of before.
    """

    before: Order
    after: Order
    blocs_fixed: bool

    def to_dict(self) -> dict[str, Any]:
        """As JSON prints it: before, after, change by measure."""
        plain = [dataclasses.asdict(x) for x in (self.before, self.after)]
        change = {}
        for name in ORDER_UNITS:
            old, new = (p[name] for p in plain)
            change[name] = None if old is None or new is None else new - old
        sides = [{**p, "blocs": dict(p["blocs"]), "without_position": list(p["without_position"])} for p in plain]
        return {"before": sides[0], "after": sides[1], "change": change, "blocs_fixed": self.blocs_fixed}


def order_at(
    states: Sequence[str],
    gdp: Array,
    positions: Array | None = None,
    trade: Array | None = None,
    *,
    poles: Sequence[str] = POLES,
    together: Sequence[str] = (),
    bloc: npt.NDArray[np.int_] | None = None,
) -> Order:
    """The order at one time.

    Args:
        states: ISO3, the labels of all arrays. gdp: [state] any unit, NaN is no data. positions: [state] ideal points, NaN
            where a state has none; None leaves out what needs them. trade: [exporter, importer] any unit, or None.
        poles: states that blocs gather around. together: states counted as one, such as the members of the EU.
        bloc: [state] places among the poles, `NO_BLOC` for none; None puts each state to the nearest pole.

    Raises:
        InputError: arrays of another size, a pole that is not among the states or has no position.
    """
    n = len(states)
    for what, shape in (("gdp", gdp.shape), ("positions", (n,) if positions is None else positions.shape)):
        if shape != (n,):
            raise InputError(f"order: {what} has shape {shape}, but there are {n} states.")
    if trade is not None and trade.shape != (n, n):
        raise InputError(f"order: trade has shape {trade.shape}, but there are {n} states.")
    sizes = polarity(gdp)
    one = _merged(states, gdp, together) if together else None
    sized = Order(sizes.n_eff, None if one is None else polarity(one).n_eff, sizes.ray_singer)
    if positions is None:
        return sized
    blocs = nearest_pole(positions, _pole_positions(states, positions, poles)) if bloc is None else bloc
    distance = bloc_distance(positions, gdp, blocs)
    inside, covered = (None, None) if trade is None else inside_share(trade, blocs)
    return dataclasses.replace(
        sized,
        dispersion=dispersion(positions, gdp),
        bimodality=_known(bimodality(positions, gdp)),
        polarisation=polarisation(positions, gdp),
        bloc_distance=_known(distance[0, 1]) if len(distance) > 1 else None,
        trade_inside=_known(inside),
        trade_covered=_known(covered),
        blocs=tuple((pole, int((blocs == k).sum())) for k, pole in enumerate(poles)),
        without_position=tuple(
            s for s, b, g in zip(states, blocs, gdp, strict=True) if b == NO_BLOC and np.isfinite(g)
        ),
    )


def order_of(
    states: Sequence[str],
    gdp_before: Array,
    gdp_after: Array,
    positions_before: Array | None = None,
    positions_after: Array | None = None,
    trade_before: Array | None = None,
    trade_after: Array | None = None,
    *,
    poles: Sequence[str] = POLES,
    together: Sequence[str] = (),
    blocs_fixed: bool = True,
) -> OrderChange:
    """The order before and after a run.

    Args:
        states: ISO3, the labels of all arrays. The others as in `order_at`. blocs_fixed: keep states in the bloc that
            they were in before, so that a change of trade is not a change of labels.

    Raises:
        InputError: as `order_at`.
    """
    before = order_at(states, gdp_before, positions_before, trade_before, poles=poles, together=together)
    bloc = None
    if blocs_fixed and positions_before is not None:
        bloc = nearest_pole(positions_before, _pole_positions(states, positions_before, poles))
    after = order_at(states, gdp_after, positions_after, trade_after, poles=poles, together=together, bloc=bloc)
    return OrderChange(before, after, blocs_fixed)


def _pole_positions(states: Sequence[str], positions: Array, poles: Sequence[str]) -> Array:
    for pole in poles:
        if pole not in states:
            raise InputError(f"order: pole {pole!r} is not among the states{did_you_mean(pole, states) or '.'}")
        if not np.isfinite(positions[states.index(pole)]):
            raise InputError(f"order: pole {pole} has no position: no data.")
    return positions[[states.index(p) for p in poles]]


def _merged(states: Sequence[str], sizes: Array, together: Sequence[str]) -> Array:
    """Sizes with some states added up."""
    inside = np.isin(np.array(states), list(together)) & np.isfinite(sizes)
    return np.append(sizes[~inside], sizes[inside].sum())


def _known(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(value)

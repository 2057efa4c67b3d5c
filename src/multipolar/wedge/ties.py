"""The three ties of a wedge from their components, with those that offer, answer and trade move.

Moved are sanctions between offerer and target, scaled by what is left of them (the target's own go with the
offerer's), the offerer's visits, and trade and dependence of each pair by what the economy gives. Votes, pacts, rivalry,
organisations and finance stay.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from multipolar import measures
from multipolar.economy.equilibrium import Solution
from multipolar.params.read import read_table
from multipolar.politics import ties
from multipolar.politics.dyad_components import trade_intensity
from multipolar.politics.dyads import TieTable, pair_tie, tie_components, tie_weights
from multipolar.politics.triangle import Triangle, strategic_triangle
from multipolar.wedge.game import Game, Place

__all__ = ["pair_values", "pairs_of", "table_after", "triangle_at"]

Array = npt.NDArray[np.float64]

LATEST, CARRY = 2024, 12
"""Year of the ties, and how far components are carried forward, as in the command on triangles."""


def pairs_of(game: Game) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
    """Offerer and rival, offerer and target, rival and target."""
    offerer, rival, target = game.sides.poles
    return (offerer, rival), (offerer, target), (rival, target)


def table_after(game: Game, place: Place) -> TieTable:
    """Components of ties after an equilibrium; groups among the sides are means over their members.

    Args:
        game: whose sides. place: its equilibrium.
    """
    table = _before()
    doses = _trade_doses(game, table, place.solution)
    sides, entries = game.sides, read_table("ties")["components"]
    for power in sorted(sides.within(sides.offerer) & set(table.powers)):
        scale, seen = entries["visits"]["scale"], _value(table, sides.target, power, "visits")
        after = np.tanh(np.arctanh(seen) + game.terms.visits * place.share / scale)
        doses[sides.target, power, "visits"] = float(after - seen)
        for state, other in ((sides.target, power), (power, sides.target)):
            lifted = -game.terms.relief * place.share * _value(table, state, other, "sanctions")
            doses[state, other, "sanctions"] = lifted
    table = table.dosed({key: dose for key, dose in doses.items() if np.isfinite(dose)})
    for side in sides.poles:
        if side not in table.powers:
            table = table.with_group(side, sorted(sides.within(side)))
    return table


def pair_values(game: Game, place: Place) -> Array:
    """[pair] the three ties in the order of `pairs_of`.

    Args:
        game: whose sides. place: its equilibrium.
    """
    table, weights = table_after(game, place), tie_weights()
    values = [pair_tie(table, a, b, weights).value for a, b in pairs_of(game)]
    return np.array([np.nan if v is None else v for v in values])


def triangle_at(game: Game, place: Place) -> Triangle:
    """Pattern and roles of the three sides.

    Args:
        game: whose sides. place: its equilibrium.

    Raises:
        InputError: a pair without any data.
    """
    return strategic_triangle(LATEST, game.sides.poles, table=table_after(game, place))


@functools.cache
def _before() -> TieTable:
    return tie_components(LATEST, carry=CARRY)


def _value(table: TieTable, state: str, power: str, component: str) -> float:
    if state not in table.states or power not in table.powers:
        return float("nan")
    row, column = table.at(state, power)
    return float(table.values[row, column, table.components.index(component)])


def _trade_doses(game: Game, table: TieTable, solution: Solution) -> dict[tuple[str, str, str], float]:
    """Changes of trade and dependence of all pairs across the sides, by state, power and component."""
    year, trade, before = _trade(table)
    change = _flow_change(game, solution)
    after, met = trade.copy(), []
    for one, other in pairs_of(game):
        for a, b in ((one, other), (other, one)):
            for state in sorted(game.sides.within(a) & set(table.states)):
                for power in sorted(game.sides.within(b) & set(table.powers)):
                    i, p = table.at(state, power)
                    if trade[i, p] > 0 and table.vintage[i, p, table.components.index("trade")] == year:
                        after[i, p] = max(trade[i, p] + change.get((state, power), 0.0), 1e-9 * trade[i, p])
                        met.append((state, power, i, p))
    intensity = trade_intensity(after, read_table("ties")["components"]["trade"]["scale"])
    doses = {}
    for state, power, i, p in met:
        doses[state, power, "trade"] = float(intensity[i, p] - before[i, p])
        for name in ("dependence_on", "dependence_by"):
            value = _value(table, state, power, name)
            doses[state, power, name] = float(np.tanh(np.arctanh(value) * after[i, p] / trade[i, p]) - value)
    return doses


def _trade(table: TieTable) -> tuple[int, Array, Array]:
    """Year of the last trade, trade [state, power] million USD, and its intensity."""
    year = int(table.vintage[:, :, table.components.index("trade")].max())
    return (year, *_trade_of(year))


@functools.lru_cache(maxsize=2)
def _trade_of(year: int) -> tuple[Array, Array]:
    data = ties()
    trade = data.values("exports_usd_mn", year) + data.values("imports_usd_mn", year)
    return trade, trade_intensity(trade, read_table("ties")["components"]["trade"]["scale"])


def _flow_change(game: Game, solution: Solution) -> dict[tuple[str, str], float]:
    """Change of trade both ways, million USD, of all pairs across the sides that the world has."""
    flows = measures.pair_flows(solution.state) - measures.pair_flows(solution.base)
    both, place = flows + flows.T, {c: k for k, c in enumerate(game.world.countries)}
    inside = [c for side in game.sides.poles for c in game.sides.within(side) if c in place]
    return {(a, b): float(both[place[a], place[b]]) for a in inside for b in inside if a != b}

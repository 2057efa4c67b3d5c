"""Sanctions on Russia lifted: shares of the wedges of `sanctions-2023` removed from a world that holds them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from types import MappingProxyType

from multipolar.economy.names import Names
from multipolar.economy.shocks import Shocks
from multipolar.moves import Move, PeaceDeal, SanctionsRelief, TradeCost
from multipolar.predecessors import predecessors
from multipolar.scenario import load_scenario

__all__ = ["WEDGES", "fitted_wedges", "lift_sanctions"]

WEDGES = "sanctions-2023"
"""The packaged scenario that holds the wedges."""
SANCTIONED = "RUS"

Pair = tuple[str, str]


@functools.cache
def fitted_wedges() -> MappingProxyType[Pair, float]:
    """Log trade-cost wedges of `sanctions-2023` by importer and exporter, read from its moves."""
    wedges: dict[Pair, float] = {}
    for move in load_scenario(WEDGES).moves:
        if isinstance(move, TradeCost) and move.by is not None and move.on is not None:
            wedges[move.by[0], move.on[0]] = math.log1p(move.cost_pct / 100)
    return MappingProxyType(wedges)


def lift_sanctions(shocks: Shocks, names: Names, year: int) -> None:
    """Remove the shares that the moves of a scenario lift; the trade costs of `shocks` are changed in place.

    Trade costs of goods fall by exp(-share times log wedge). Where several moves lift sanctions on one pair the largest
    share counts: alternatives and overlapping sides are not added up.

    Args:
        shocks: of the other moves. names: of the scenario in its world. year: which moves hold.

    Raises:
        ScenarioError: the scenario does not start after `sanctions-2023`, or a move names no pair with a wedge.
    """
    shares: dict[Pair, float] = {}
    for at, move in enumerate(names.scenario.moves):
        if move.active(year):
            for pair, share in _lifted(move, at, names):
                shares[pair] = max(share, shares.get(pair, 0.0))
    goods = [j for j in range(names.world.n_sectors) if names.world.is_goods[j]]
    for (importer, exporter), share in shares.items():
        n, i = names.world.countries.index(importer), names.world.countries.index(exporter)
        shocks.trade_cost[goods, n, i] *= math.exp(-share * fitted_wedges()[importer, exporter])


def _lifted(move: Move, at: int, names: Names) -> Iterator[tuple[Pair, float]]:
    """Pairs (importer, exporter) whose wedge a move lifts, and the share."""
    year = move.from_ or names.first_year
    if isinstance(move, SanctionsRelief):
        by, on = names.states(at, "by", move.by, year), names.states(at, "on", move.on, year)
        found = _with_wedge(at, names, "by", [(a, b) for a in by for b in on if a != b])
        yield from ((pair, move.share) for pair in found)
    elif isinstance(move, PeaceDeal) and move.lifts > 0:
        inside = names.states(at, "parties", move.parties, year)
        inside += names.states(at, "includes", move.includes, year) if move.includes else []
        out = set(names.states(at, "excludes", move.excludes, year)) if move.excludes else set()
        pairs = [(c, SANCTIONED) for c in inside if c != SANCTIONED and c not in out]
        found = _with_wedge(at, names, "parties", pairs if SANCTIONED in inside else [])
        yield from ((pair, move.lifts) for pair in found if fitted_wedges()[pair] > 0)
        if move.reconstruction_usd_bn > 0:
            names.warn("peace_deal: reconstruction is carried, not simulated: the move does not say who pays.")


def _with_wedge(at: int, names: Names, what: str, sides: list[Pair]) -> list[Pair]:
    """Pairs in both directions that have a wedge; says which partners have none."""
    if WEDGES not in (name for name, _ in predecessors(names.scenario)):
        message = f"there is no sanction to lift in the world as observed; add `after: {WEDGES}` to the scenario"
        raise names.problem(at, what, message)
    wedges = fitted_wedges()
    both = {pair for a, b in sides for pair in ((a, b), (b, a))}
    found = sorted(both & set(wedges))
    if not found:
        message = f"{WEDGES} holds no wedge between these states; name {SANCTIONED} on one side and a partner with data"
        raise names.problem(at, what, message)
    bare = sorted(
        {a if b == SANCTIONED else b for a, b in both if SANCTIONED in (a, b)} - {c for p in found for c in p}
    )
    if bare:
        names.warn(f"{WEDGES}: no wedge on trade with {', '.join(bare)}; nothing is lifted there.")
    return found

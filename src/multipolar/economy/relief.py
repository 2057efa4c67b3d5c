"""Sanctions on Russia lifted: shares of the wedges of `sanctions-2023` removed from a world that holds them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from multipolar.economy.drafts import Draft
from multipolar.economy.names import Names
from multipolar.moves import Move, PeaceDeal, SanctionsRelief, TradeCost
from multipolar.params.russia_wedges import SANCTIONED, WEDGES, russia_wedges, wedge_costs_pct
from multipolar.predecessors import predecessors
from multipolar.scenario import Scenario
from multipolar.world.groups import codes_of

__all__ = ["held_wedges", "lift_sanctions", "lifting_sides"]

SAME_PCT = 1e-9
"""Costs of a wedge in a file and in the table that differ by less are one, percentage points."""

Pair = tuple[str, str]


def held_wedges(before: Scenario) -> tuple[set[Pair], set[Pair]]:
    """Pairs (importer, exporter) whose fitted wedge a scenario leaves in the world after it, and those with another cost.

    The moves tell, not the name of the file: a copy and a file that extends `sanctions-2023` count as the original.
    A wedge is a trade cost in one direction on all goods, of the size in the table; costs that other moves put on top
    leave it as it is.

    Args:
        before: solved for its own last year.
    """
    table, costs = wedge_costs_pct(), dict[Pair, list[float]]()
    for move in before.moves:
        if not (isinstance(move, TradeCost) and move.active(before.settings.horizon)):
            continue
        if move.by is not None and move.on is not None and move.sectors == ("goods",):
            for pair in ((importer, exporter) for importer in move.by for exporter in move.on):
                costs.setdefault(pair, []).append(move.cost_pct)
    given = {pair: found for pair, found in costs.items() if pair in table}
    same = {pair for pair, found in given.items() if any(abs(cost - table[pair]) < SAME_PCT for cost in found)}
    return same, set(given) - same


def lift_sanctions(draft: Draft, names: Names, year: int) -> None:
    """Remove the shares that the moves of a scenario lift; in place.

    Trade costs of goods fall by exp(-share times log wedge). Where several moves lift sanctions on one pair the largest
    share counts: alternatives and overlapping sides are not added up.

    Args:
        draft: with the other moves. names: of the scenario in its world. year: which moves hold.

    Raises:
        ScenarioError: the scenario does not start after the wedges of `sanctions-2023` or a copy of them, they were
            changed on the way, or a move names no pair with a wedge.
    """
    shares: dict[Pair, float] = {}
    for at, move in enumerate(names.scenario.moves):
        if move.active(year):
            for pair, share in _lifted(move, at, names):
                shares[pair] = max(share, shares.get(pair, 0.0))
    goods = [j for j in range(names.world.n_sectors) if names.world.is_goods[j]]
    for (importer, exporter), share in shares.items():
        n, i = names.world.countries.index(importer), names.world.countries.index(exporter)
        draft.array("trade_cost")[goods, n, i] *= math.exp(-share * russia_wedges()[importer, exporter])


def lifting_sides(move: PeaceDeal, year: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Codes of who lifts sanctions under a peace deal, and of whom they lie on; None where it lifts none.

    Parties and those included lift what they hold against the sanctioned state, if that is at the table; who is
    excluded lifts nothing.

    Args:
        move: the deal. year: of the membership of groups.
    """
    inside = codes_of((*move.parties, *(move.includes or ())), year)
    senders = inside - codes_of(move.excludes or (), year) - {SANCTIONED}
    if move.lifts == 0 or SANCTIONED not in inside or not senders:
        return None
    return tuple(sorted(senders)), (SANCTIONED,)


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
        yield from ((pair, move.lifts) for pair in found if russia_wedges()[pair] > 0)
        if move.reconstruction_usd_bn > 0:
            names.warn("peace_deal: reconstruction is carried, not simulated: the move does not say who pays.")


def _with_wedge(at: int, names: Names, what: str, sides: list[Pair]) -> list[Pair]:
    """Pairs in both directions whose wedge the starting world holds; says which partners have none."""
    both = {pair for a, b in sides for pair in ((a, b), (b, a))}
    held, changed = set[Pair](), set[Pair]()
    for _, before in predecessors(names.scenario):
        same, other = held_wedges(before)
        held, changed = held | same, changed | other
    changed -= held
    if not held | changed:
        message = f"there is no sanction to lift in the world that this run starts from; add `after: {WEDGES}`"
        raise names.problem(at, what, f"{message} to the scenario, or start after a file that extends it")
    if both & changed:
        importer, exporter = min(both & changed)
        message = f"the starting world holds another trade cost of {importer} on goods from {exporter} than {WEDGES}"
        raise names.problem(at, what, f"{message}, of which no share can be lifted; start after the wedges as they are")
    found = sorted(both & held)
    if not found:
        message = f"{WEDGES} holds no wedge between these states; name {SANCTIONED} on one side and a partner with data"
        raise names.problem(at, what, message)
    bare = sorted(
        {a if b == SANCTIONED else b for a, b in both if SANCTIONED in (a, b)} - {c for p in found for c in p}
    )
    if bare:
        names.warn(f"{WEDGES}: no wedge on trade with {', '.join(bare)}; nothing is lifted there.")
    return found

"""Energy and mineral deals: sales that a buyer and a seller agree on, and what sanctions of others cut from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.drafts import Draft
from multipolar.economy.elasticities import theta_under
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.errors import LabelError
from multipolar.labels import did_you_mean
from multipolar.moves import EnergyDeal, Sanction
from multipolar.params.commodities import commodities
from multipolar.params.commodity_flows import commodity_table
from multipolar.params.energy import dealt_products, held_by

__all__ = ["Deal", "deal_notes", "deals_of", "deliver"]

Array = npt.NDArray[np.float64]
Cells = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]
USD_BN = 1000.0
"""Million USD in a billion."""


@dataclass(frozen=True, eq=False)
class Deal:
    """One energy deal in the cells that it touches.

    Args:
        label: for people. sectors: codes, empty where one is named directly. exposed: to sanctions.
        cells: positions (sector, importer, exporter), each [cell]. flow: [cell] baseline, million USD.
        asked: [cell] what the deal adds at baseline prices, million USD. kept: [cell] share that sanctions leave.
        ratio: [cell] of trade costs.
    """

    label: str
    sectors: tuple[str, ...]
    exposed: bool
    cells: Cells
    flow: Array
    asked: Array
    kept: Array
    ratio: Array


def deliver(accounts: Accounts, draft: Draft, names: Names, year: int) -> None:
    """Lower trade costs, in place, by the energy deals that hold in a year.

    Args:
        accounts: the baseline. draft: with the other moves. names: of the scenario in its world. year: which moves hold.

    Raises:
        ScenarioError: an unknown commodity, or a deal between states without baseline trade.
    """
    for deal in deals_of(accounts, names, year):
        draft.array("trade_cost")[deal.cells] *= deal.ratio


def deals_of(accounts: Accounts, names: Names, year: int) -> list[Deal]:
    """The energy deals of a scenario that hold in a year.

    A deal adds an amount a to a baseline flow F through a fall of trade costs, d = (1 + a / F)^(-1 / theta): the partial
    response of an Armington flow, with costs, prices and spending held. Amounts are spread over sellers, buyers
    and sectors in proportion to flows. `share` is of the seller's exports of the commodity
    itself where its flows are in the data, at most of those of its sector. theta is the long-run elasticity of the
    scenario's settings. An exposed deal
    loses the shares that sanctions of third parties on the seller withhold: a is multiplied by 1 - share for each.

    Raises:
        ScenarioError: as `deliver`.
    """
    theta = theta_under(names.world, names.scenario.settings)
    moves = enumerate(names.scenario.moves)
    return [
        _deal(at, m, accounts, names, year, theta) for at, m in moves if isinstance(m, EnergyDeal) and m.active(year)
    ]


def _deal(at: int, move: EnergyDeal, accounts: Accounts, names: Names, year: int, theta: Array) -> Deal:
    first = move.from_ or names.first_year
    sectors, by_product = _sectors(at, move, names)
    countries = names.world.countries
    sellers = [countries.index(c) for c in names.states(at, "by", move.by, first)]
    buyers = [countries.index(c) for c in names.states(at, "to", move.to, first)]
    grid = [(j, n, i) for j in sectors for n in buyers for i in sellers if n != i]
    cells = _columns([cell for cell in grid if accounts.flow[cell] > 0])
    flow = accounts.flow[cells]
    _require_trade(at, move, names, grid, cells)
    if move.usd_bn is not None:
        asked = flow * (move.usd_bn * USD_BN / flow.sum())
    else:
        exports = np.minimum(
            accounts.flow[sectors].sum(axis=(0, 1)) - np.einsum("jnn->n", accounts.flow[sectors]),
            _own_exports(move, names),
        )
        bought = np.bincount(cells[2], flow, len(countries))
        asked = flow * ((move.share or 0.0) * exports / np.where(bought > 0, bought, 1.0))[cells[2]]
    kept = _kept(names, year, cells) if move.sanction_exposed else np.ones_like(flow)
    ratio = (1 + asked * kept / flow) ** (-1 / theta[cells[0]])
    label = f"{'+'.join(move.by)} to {'+'.join(move.to)}, {move.commodity.replace('_', ' ')}"
    label += f" (sector {' and '.join(names.world.sectors[j] for j in sectors)})"
    return Deal(label, by_product, move.sanction_exposed, cells, flow, asked, kept, ratio)


def _own_exports(move: EnergyDeal, names: Names) -> Array:
    """[country] exports of the commodity itself, million USD; infinite where only its sector's exports are known."""
    world, unknown = names.world, np.full(names.world.n_countries, np.inf)
    product = dealt_products().get(move.commodity.lower())
    commodity = commodities().get(product.name) if product else None
    if commodity is None or not commodity.codes:
        return unknown
    try:
        flows = commodity_table(commodity, world.countries, world.sectors).flow.values()
    except LabelError:
        names.warn(
            f"energy_deal, {move.commodity}: its own flows are not known in this world; shares are of its sector."
        )
        return unknown
    total = np.sum([*flows], axis=0)
    return np.asarray(total.sum(axis=0) - np.diag(total))


def _columns(cells: list[tuple[int, int, int]]) -> Cells:
    table = np.array(cells, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _sectors(at: int, move: EnergyDeal, names: Names) -> tuple[list[int], tuple[str, ...]]:
    """Positions of the sectors of a product, with their codes, or of a sector named directly, without."""
    world, known = names.world.sectors, dealt_products()
    if move.commodity in world:
        return [world.index(move.commodity)], ()
    product = known.get(move.commodity.lower())
    if product is None:
        if move.commodity in commodities():
            message = f"no flow of {move.commodity} is in the data, only shares of output; name a sector of the world"
            raise names.problem(at, "commodity", message)
        hint = (
            did_you_mean(move.commodity, [*known, *world]) or f"; known: {', '.join(known)}, or a sector of the world"
        )
        raise names.problem(at, "commodity", f"unknown commodity {move.commodity!r}{hint}")
    lacking = [s for s in product.sectors if s not in world]
    if lacking:
        message = (
            f"{move.commodity} is sold in sector {lacking[0]}, which this world lacks; name one of its sectors instead"
        )
        raise names.problem(at, "commodity", message)
    return [world.index(s) for s in product.sectors], product.sectors


def _require_trade(at: int, move: EnergyDeal, names: Names, grid: list[tuple[int, int, int]], cells: Cells) -> None:
    """Refuse a deal without any baseline trade; say where part of it has none."""
    if len(cells[0]) == 0:
        message = f"no trade of {move.commodity} from seller to buyer in the baseline; a lower cost cannot create it"
        raise names.problem(at, "to", message)
    for column, what in ((2, "by"), (1, "to")):
        have = set(cells[column].tolist())
        bare = sorted({names.world.countries[c[column]] for c in grid} - {names.world.countries[k] for k in have})
        if bare:
            verb = "sell" if what == "by" else "buy"
            names.warn(
                f"energy_deal, {move.commodity}: {', '.join(bare)} {verb} none in the baseline and are left out."
            )


def _kept(names: Names, year: int, cells: Cells) -> Array:
    """[cell] share of an exposed deal that sanctions of third parties on the seller leave."""
    countries = np.array(names.world.countries)
    kept = np.ones(len(cells[0]))
    for at, move in enumerate(names.scenario.moves):
        if not isinstance(move, Sanction) or not move.active(year):
            continue
        first = move.from_ or names.first_year
        by, on = (names.states(at, what, getattr(move, what), first) for what in ("by", "on"))
        hit = np.isin(countries[cells[2]], on) & np.isin(cells[0], names.sectors(at, "sectors", move.sectors))
        third = np.array([len(set(by) - {countries[n], countries[i]}) > 0 for n, i in zip(*cells[1:], strict=True)])
        kept = np.where(hit & third, kept * (1 - move.share), kept)
    return kept


def deal_notes(names: Names, solution: Solution, year: int) -> list[str]:
    """Sentences on the deals of a year: what was asked for, what the equilibrium gives, what sanctions can reach.

    Args:
        names: of the scenario in its world. solution: of the year. year: which moves hold.
    """
    deals = deals_of(solution.accounts, names, year)
    notes = []
    for deal in deals:
        before, after = deal.flow.sum() / USD_BN, solution.state.flow[deal.cells].sum() / USD_BN
        asked, kept = deal.asked.sum() / USD_BN, (deal.asked * deal.kept).sum() / USD_BN
        cut = f", {kept:.2f} of it left by sanctions" if kept < asked else ""
        held = [f"{sector} holds {held_by(sector)}" for sector in deal.sectors]
        whole = f" The deal acts on whole sectors: {'; '.join(held)}." if held else ""
        notes.append(
            f"energy_deal {deal.label}: {asked:.2f} billion USD a year asked for at baseline prices{cut}; in the "
            f"equilibrium, all moves together, trade goes from {before:.2f} to {after:.2f}.{whole}"
        )
    total = sum(deal.asked.sum() for deal in deals) / USD_BN
    if total > 0:
        free = sum(deal.asked.sum() for deal in deals if not deal.exposed) / USD_BN
        notes.append(
            f"energy deals: {free:.2f} of {total:.2f} billion USD a year ({free / total:.0%}) are out of reach of sanctions, "
            "as the file says (sanction_exposed: false)."
        )
    return notes

"""Inputs that can be withheld: where an importer gets them, and what in its economy needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from multipolar.chokepoints.losses import Exposure
from multipolar.economy.accounts import Accounts
from multipolar.params.commodities import Commodity, needs_of, proxy_note, short_run
from multipolar.params.commodity_flows import CommodityTable
from multipolar.world import World

__all__ = ["Input", "commodity_input", "sector_input"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Input:
    """One input: a commodity, or all products of a sector.

    Args:
        name: commodity or sector code. title: in words. kind: commodity or sector.
        supply: [importer, source] million USD, own supply on the diagonal, NaN there where it is unknown. exposure: what needs it.
        dependence: [using sector, importer] share of the sector that depends, 0 to 1.
        needs: share of value added that depends, by sector; empty where it differs by importer. grade: of the needs.
        output_share: [country] share of world output; None without data. in_equilibrium: whether a curb enters it.
        limits: sentences on what the figures leave out.
        holes: flows that exist and are not in the data, (importer, exporter) as positions, with the reason.
        left_out: [importer] million USD of value added of services that use it and are not counted; None where judged needs decide.
    """

    name: str
    title: str
    kind: str
    supply: Array
    exposure: Exposure
    dependence: Array
    needs: Mapping[str, float]
    grade: str
    output_share: Array | None
    in_equilibrium: bool
    limits: tuple[str, ...]
    holes: Mapping[tuple[int, int], str]
    left_out: Array | None


def commodity_input(commodity: Commodity, table: CommodityTable | None, accounts: Accounts, world: World) -> Input:
    """A commodity as an input.

    Args:
        commodity: its definition. table: its flows and shares; None for one that stands for a sector.
        accounts: the baseline. world: labels.
    """
    if table is None:
        proxy = sector_input(world.sectors.index(commodity.sector_flows), accounts, world)
        return replace(proxy, name=commodity.name, title=commodity.title)
    needs = needs_of(commodity.name)
    share = np.array([needs.shares.get(s, 0.0) for s in world.sectors])
    dependent = share[:, None] * accounts.value_added_share * accounts.receipts
    depends = dependent.sum(axis=0)
    if table.world_value is not None and table.output_share is not None:
        supply = np.tile(table.output_share, (world.n_countries, 1))
        used = table.world_value * depends / depends.sum()
    else:
        supply = np.sum(list(table.flow.values()), axis=0)
        if table.own_supply is not None:
            np.fill_diagonal(supply, table.own_supply)
        used = supply.sum(axis=1)
    total = used + depends
    cost_share = np.divide(used, total, out=np.zeros_like(used), where=total > 0)
    return Input(
        name=commodity.name,
        title=commodity.title,
        kind="commodity",
        supply=supply,
        exposure=Exposure(dependent, np.broadcast_to(cost_share, dependent.shape), accounts.income),
        dependence=np.broadcast_to(share[:, None], dependent.shape),
        needs=needs.shares,
        grade=needs.grade,
        output_share=table.output_share,
        in_equilibrium=not commodity.output_only,
        limits=_commodity_limits(commodity),
        holes=table.holes,
        left_out=None,
    )


def _commodity_limits(commodity: Commodity) -> tuple[str, ...]:
    found = [f"covers {commodity.stage}; not in the data: {commodity.missing}"]
    if commodity.output_only:
        found.append(
            f"supply of every importer is taken from shares of world output ({commodity.output_stage}); the size of the market "
            "is judgement; no equilibrium part, so that the interval holds no long run and is too narrow"
        )
    elif not commodity.own_counted:
        found.append(
            f"own supply of importers is counted as none: the output in the data ({commodity.output_stage}) is of "
            "another stage than the trade"
        )
    return tuple(found)


def sector_input(sector: int, accounts: Accounts, world: World) -> Input:
    """All products of a sector as an input; who needs them is read from the input shares of the world.

    A using sector depends on it wholly where it is at least `full_need_cost_share` of cost, and in proportion below. Goods sectors
    only: what services buy is mostly upkeep of equipment, and they do not stop within months without it.

    Args:
        sector: position. accounts: the baseline. world: labels.
    """
    full = short_run("full_need_cost_share")
    used = accounts.input_share[sector]
    every = np.minimum(1.0, used / full.central)
    need = every * world.is_goods[:, None]
    value_added = accounts.value_added_share * accounts.receipts
    dependent = need * value_added
    cost = used * accounts.receipts
    cost_share = np.divide(cost, cost + dependent, out=np.zeros_like(cost), where=cost > 0)
    limits = [
        f"a using sector is taken to depend wholly on it from {100 * full.central:g} % of cost up, in proportion below (judgement); at "
        f"{100 * full.low:g} or {100 * full.high:g} % Leontief is larger or smaller (Taiwan's electronics, all importers: by about a half and a third)",
        "needs are read from input shares of the world's table; what households and investors buy directly is not counted",
    ]
    note = proxy_note(world.sectors[sector])
    return Input(
        name=world.sectors[sector],
        title=world.sector_names[sector],
        kind="sector",
        supply=accounts.flow[sector].copy(),
        exposure=Exposure(dependent, cost_share, accounts.income),
        dependence=need,
        needs={},
        grade=full.grade,
        output_share=accounts.receipts[sector] / max(accounts.receipts[sector].sum(), 1e-300),
        in_equilibrium=True,
        limits=(*([note] if note else []), *limits),
        holes={},
        left_out=((every - need) * value_added).sum(axis=0),
    )

"""How much of a buyer's imports of a material or a sector comes from a seller, in the accounts of 2022."""

from __future__ import annotations

from multipolar.brief.evidence import said, states_of
from multipolar.brief.records import Figure
from multipolar.params.commodities import commodities
from multipolar.params.commodity_flows import commodity_table, table_source
from multipolar.world import World, load_world

__all__ = ["supplied"]


def supplied(by: str, on: str, what: str, kind: str) -> Figure | None:
    """Share of what one side buys abroad that the other sells; None where no flows by pair are known.

    Args:
        by, on: seller and buyer, ISO3 or group. what: name of a commodity or code of a sector. kind: `commodity` or `sector`.
    """
    world = load_world("2022")
    flow, title, source = _flow(world, what, kind)
    sellers, buyers = ([k for k, c in enumerate(world.countries) if c in states_of(s, world.year)] for s in (by, on))
    if flow is None or not sellers or not buyers:
        return None
    outside = [n for n in buyers if n not in sellers]
    total = sum(float(flow[n][i]) for n in outside for i in range(len(world.countries)) if i != n)
    sold = sum(float(flow[n][i]) for n in outside for i in sellers)
    if total <= 0:
        return None
    text = f"{sold / total:.0%} of what {said((on,))} bought abroad of {title} came from {said((by,))}, {sold / 1000:,.3g} billion USD"
    return Figure(text, source, str(world.year), 100 * sold / total, "% of imports")


def _flow(world: World, what: str, kind: str) -> tuple[list[list[float]] | None, str, str]:
    """[importer, exporter] flows, million USD, their title and source."""
    if kind == "sector":
        place = world.sectors.index(what)
        return world.flow[:, :, place].T.tolist(), world.sector_names[place].lower(), "OECD ICIO 2022"
    commodity = commodities()[what]
    if commodity.sector_flows:
        place = world.sectors.index(commodity.sector_flows)
        return world.flow[:, :, place].T.tolist(), commodity.title, "OECD ICIO 2022"
    table = commodity_table(commodity, world.countries, world.sectors)
    if not table.flow:
        return None, commodity.title, ""
    return sum(table.flow.values()).tolist(), commodity.title, table_source("commodity_flows")  # type: ignore[union-attr]

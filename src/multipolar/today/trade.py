"""Today's duties, flows and wedges for moves on trade, money and energy."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from multipolar.economy.relief import lifting_sides
from multipolar.moves import (
    EnergyDeal,
    ExportCurb,
    ImportBan,
    PeaceDeal,
    SanctionsRelief,
    Tariff,
    TradeAgreement,
    TradeCost,
)
from multipolar.params.commodities import Commodity
from multipolar.params.commodity_flows import CommodityTable, table_source
from multipolar.params.energy import dealt_products
from multipolar.params.russia_wedges import SANCTIONED, wedge_costs_pct
from multipolar.today.shared import Asked, Today, called, no_data, source_of

__all__ = ["agreement", "ban", "curb", "deal", "relief", "tariff", "trade_cost"]

Pair = tuple[int, int]
"""Importer and exporter, as positions in the world."""
WEDGE_SOURCE = "own fit to Russia's trade of 2022 and 2023, CEPII BACI (params/russia_wedges.csv)"


def _pairs(asked: Asked, importers: Iterable[int], exporters: Iterable[int], *, duties: bool) -> list[Pair]:
    """Pairs of two sides; a state with itself is none, nor with a duty are members of one customs union."""
    codes, year = asked.world.countries, asked.year
    return [
        (n, i)
        for n, i in itertools.product(importers, exporters)
        if n != i and not (duties and asked.names.same_union(codes[n], codes[i], year))
    ]


def _between(asked: Asked, between: tuple[str, ...], *, duties: bool) -> list[Pair]:
    """Pairs of a move between names: inside the one that is alone, else across them in both directions."""
    if len(between) == 1:
        inside = asked.economies("between", between)
        return _pairs(asked, inside, inside, duties=duties)
    sides = [asked.economies("between", (name,)) for name in between]
    found = [pair for a, b in itertools.permutations(sides, 2) for pair in _pairs(asked, a, b, duties=duties)]
    return list(dict.fromkeys(found))


def _sides(asked: Asked, move: TradeCost | TradeAgreement, *, duties: bool) -> tuple[list[Pair], str]:
    """Pairs of a move with two ways to say who, and the words for it."""
    if move.between is not None:
        return _between(asked, move.between, duties=duties), f"between {called(move.between)}"
    by, on = move.by or (), move.on or ()
    pairs = _pairs(asked, asked.economies("by", by), asked.economies("on", on), duties=duties)
    return pairs, f"of {called(by)} from {called(on)}"


def _flow_of(asked: Asked, pairs: list[Pair], sectors: list[int]) -> float:
    """Imports over pairs and sectors, million USD."""
    flow = asked.world.flow
    return float(sum(flow[i, n, sectors].sum() for n, i in pairs))


def _duty(asked: Asked, pairs: list[Pair], sectors: list[int]) -> float | None:
    """Mean duty over pairs and sectors, weighted by imports, per cent; None where nothing is traded."""
    flow, tariff = asked.world.flow, asked.world.tariff
    paid = sum(float((flow[i, n, sectors] * tariff[i, n, sectors]).sum()) for n, i in pairs)
    base = _flow_of(asked, pairs, sectors)
    return 100 * paid / base if base > 0 else None


def _sector_words(asked: Asked, given: tuple[str, ...]) -> str:
    """Sectors for a sentence."""
    if len(given) > 2:
        return f"{len(given)} sectors"
    names = dict(zip(asked.world.sectors, asked.world.sector_names, strict=True))
    words = {"all": "goods and services", "goods": "goods", "services": "services"}
    return " and ".join(words.get(g) or names.get(g, g).lower() for g in given)


def tariff(move: Tariff, asked: Asked) -> Today:
    """Mean duty of one side on the other, weighted by imports.

    Args:
        move: what is asked about. asked: it in its world.
    """
    field = "set_pct" if move.set_pct is not None else "add_pp"
    importers = asked.economies("by", move.by)
    exporters = asked.economies("on", move.on)
    pairs = _pairs(asked, importers, exporters, duties=True)
    if not pairs and importers and exporters:
        return no_data("no duty lies inside a customs union, or between a state and itself", field)
    duty = _duty(asked, pairs, asked.sectors(move.sectors))
    if duty is None:
        return no_data(_nothing(asked, called(move.by), called(move.on)), field)
    text = (
        f"duties of {called(move.by)}: {duty:.1f} % on {_sector_words(asked, move.sectors)} from {called(move.on)} in the "
        f"mean, weighted by imports of {asked.world.year}"
    )
    return Today(duty, "%", text, source_of(asked.world, "tariff"), field, duty if field == "set_pct" else 0.0)


def _nothing(asked: Asked, one: str, other: str) -> str:
    return f"one of {one} and {other} has no accounts of its own in {asked.world.name}, or the two do not trade these"


def curb(move: ExportCurb, asked: Asked) -> Today:
    """How much of a buyer's imports comes from the seller.

    Args:
        move: what is asked about. asked: it in its world.
    """
    field = "share" if move.share is not None else "tax_pct"
    sellers, buyers = asked.economies("by", move.by), asked.economies("on", move.on)
    if move.sectors is not None:
        sectors, words = asked.sectors(move.sectors), _sector_words(asked, move.sectors)
        flow = asked.world.flow[:, :, sectors].sum(axis=2).T
        source = source_of(asked.world, "flow")
    else:
        tables = asked.names.commodities(asked.index, move.commodities or ())
        flows = [(c.title, _commodity_flow(asked, c, table)) for c, table in tables]
        known = {title: f for title, f in flows if f is not None}
        if not known:
            return no_data(
                f"{_listed(c.title for c, _ in tables)}: only shares of world output are known, no flows by pair", field
            )
        words = _listed(known)
        if len(known) < len(flows):
            words += f" (of {_listed(title for title, f in flows if f is None)} no flows by pair are known)"
        flow, source = np.sum(list(known.values()), axis=0), table_source("commodity_flows")
    abroad = flow * (1.0 - np.eye(len(flow)))
    outside = [n for n in buyers if n not in sellers]
    total, supplied = float(abroad[outside].sum()), float(abroad[np.ix_(outside, sellers)].sum())
    if total <= 0:
        return no_data(_nothing(asked, called(move.on), called(move.by)), field)
    share = 100 * supplied / total
    text = (
        f"{share:.0f} % of what {called(move.on)} bought abroad of {words} came from {called(move.by)}, "
        f"{supplied / 1000:,.3g} billion USD in {asked.world.year}"
    )
    return Today(share, "% of imports", text, source, field, 0.0)


def _listed(titles: Iterable[str]) -> str:
    """Commodities for a sentence."""
    given = list(titles)
    return " and ".join(given) if len(given) < 3 else f"{len(given)} commodities"


def _commodity_flow(asked: Asked, commodity: Commodity, table: CommodityTable | None) -> np.ndarray | None:
    """[importer, exporter] flow of a commodity, million USD; None where no flows by pair are known."""
    if table is None:
        flow: np.ndarray = asked.world.flow[:, :, asked.world.sectors.index(commodity.sector_flows)].T
        return flow
    return None if commodity.output_only else np.sum(list(table.flow.values()), axis=0)


def ban(move: ImportBan, asked: Asked) -> Today:
    """What is imported now, all of which a ban can refuse.

    Args:
        move: what is asked about. asked: it in its world.
    """
    buyers, sellers = asked.economies("by", move.by), asked.economies("on", move.on)
    pairs = [(n, i) for n in buyers for i in sellers if n != i]
    flow = _flow_of(asked, pairs, asked.sectors(move.sectors)) / 1000
    if flow <= 0:
        return no_data(
            f"no imports of {called(move.by)} from {called(move.on)} in the accounts of {asked.world.name}", "share"
        )
    text = (
        f"imports of {_sector_words(asked, move.sectors)} from {called(move.on)} by {called(move.by)}: "
        f"{flow:,.3g} billion USD in {asked.world.year}"
    )
    return Today(flow, "billion USD a year", text, source_of(asked.world, "flow"), "share", 0.0)


def trade_cost(move: TradeCost, asked: Asked) -> Today:
    """Trade between the sides: what the cost applies to.

    Args:
        move: what is asked about. asked: it in its world.
    """
    pairs, words = _sides(asked, move, duties=False)
    flow = _flow_of(asked, pairs, asked.sectors(move.sectors)) / 1000
    if flow <= 0:
        return no_data(f"no trade {words} in the accounts of {asked.world.name}", "cost_pct")
    text = f"imports {words}: {flow:,.4g} billion USD of {_sector_words(asked, move.sectors)} in {asked.world.year}; costs are those behind it"
    return Today(flow, "billion USD a year", text, source_of(asked.world, "flow"), "cost_pct", 0.0)


def agreement(move: TradeAgreement, asked: Asked) -> Today:
    """Mean duty between the sides.

    Args:
        move: what is asked about. asked: it in its world.
    """
    pairs, words = _sides(asked, move, duties=True)
    duty = _duty(asked, pairs, asked.sectors(move.sectors))
    if duty is None:
        return no_data(f"no trade {words} that bears duties in the accounts of {asked.world.name}", "tariffs_to_pct")
    text = f"imports {words}: mean duty of {duty:.1f} % on {_sector_words(asked, move.sectors)}, weighted by imports of {asked.world.year}"
    return Today(duty, "%", text, source_of(asked.world, "tariff"), "tariffs_to_pct", duty)


def relief(move: SanctionsRelief | PeaceDeal, asked: Asked) -> Today:
    """Rise of trade costs with Russia since 2022 that stands to be lifted.

    Args:
        move: what is asked about. asked: it in its world.
    """
    field = "share" if isinstance(move, SanctionsRelief) else "lifts"
    if isinstance(move, SanctionsRelief):
        one, other = asked.codes(move.by), asked.codes(move.on)
    else:
        lifting = lifting_sides(move.model_copy(update={"lifts": 1.0}), asked.year)
        if lifting is None:
            return no_data(f"no sanctions on {called((SANCTIONED,))} are at the table", field)
        one, other = lifting
    both = {pair for a in one for b in other for pair in ((a, b), (b, a))}
    known = {
        pair: cost
        for pair, cost in wedge_costs_pct().items()
        if pair in both and set(pair) <= set(asked.world.countries)
    }
    if not known:
        return no_data(
            f"no wedge between these states; name {called((SANCTIONED,))} on one side and a partner with data", field
        )
    at = {code: k for k, code in enumerate(asked.world.countries)}
    goods = asked.world.is_goods
    weights = [float(asked.world.flow[at[i], at[n], goods].sum()) for n, i in known]
    if not any(weights):
        return no_data("these states do not trade goods in the accounts", field)
    mean = float(np.average(list(known.values()), weights=weights))
    text = (
        f"trade costs with {called((SANCTIONED,))} stand {mean:.0f} % above those of 2022 on the mean of {len(known)} flows, "
        f"weighted by trade of {asked.world.year}: what is left after sanctions, war and evasion"
    )
    return Today(mean, "% of the trade cost", text, WEDGE_SOURCE, field, 0.0)


def deal(move: EnergyDeal, asked: Asked) -> Today:
    """What the seller sells the buyer of the product's sectors.

    Args:
        move: what is asked about. asked: it in its world.
    """
    field = "usd_bn" if move.usd_bn is not None else "share"
    product = dealt_products().get(move.commodity)
    if product is None:
        return no_data(f"{move.commodity!r} is no product of the tables", field)
    held = [s for s in product.sectors if s in asked.world.sectors]
    if not held:
        return no_data(f"this world has no sector that holds {product.name.replace('_', ' ')}", field)
    sellers, buyers = asked.economies("by", move.by), asked.economies("to", move.to)
    places = [asked.world.sectors.index(s) for s in held]
    flow = _flow_of(asked, _pairs(asked, buyers, sellers, duties=False), places) / 1000
    sold = _flow_of(asked, _pairs(asked, range(asked.world.n_countries), sellers, duties=False), places) / 1000
    if sold <= 0:
        return no_data(f"{called(move.by)} exports nothing of sector {' and '.join(held)} in the accounts", field)
    names = dict(zip(asked.world.sectors, asked.world.sector_names, strict=True))
    words = " and ".join(names[s].lower() for s in held)
    text = (
        f"purchases of {words} by {called(move.to)} from {called(move.by)}: {flow:,.3g} billion USD in "
        f"{asked.world.year}, {flow / sold:.0%} of the seller's exports of them"
    )
    return Today(flow, "billion USD a year", text, source_of(asked.world, "flow"), field, 0.0)

"""What a run says of the satellites of its world: effects, intervals and reasons, and who has no data at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_from
from multipolar.economy.welfare import real_income
from multipolar.labels import state_name, state_names
from multipolar.moves import ExportCurb
from multipolar.satellites.formula import Effects, Flows, OwnShocks, Partners, effects, no_own_shocks
from multipolar.satellites.inputs import goods_theta, own_shocks, partners_of, widened
from multipolar.satellites.judging import interval, shock_size
from multipolar.scenario import Scenario
from multipolar.world import REST, SatelliteData, World, satellite_codes, satellite_data

__all__ = ["SATELLITE_UNITS", "Satellite", "Satellites", "satellites_of"]

Array = npt.NDArray[np.float64]

SATELLITE_UNITS = {
    "real_income_pct": "% change, first order, approximate",
    "wage_pct": "% change of the wage, first order, in units of world value added",
    "export_demand_pct": "% change of export demand at an unchanged wage, first order",
    "import_cost_pct": "% change of what its imports cost abroad, first order, in units of world value added",
    "exports_pct_gdp": "goods exports 2023, % of GDP",
    "imports_pct_gdp": "goods imports 2023, % of GDP",
}
"""Variables by satellite and their units."""

RECENT = 2022
"""A GDP of an earlier year is named with its year."""
TELLING = 5e-6
"""Smallest part of a change that is worth a reason (fraction): it would print as 0.000 %."""
NO_DATA = "no data: in neither the accounts nor the goods trade of 2023"


@dataclass(frozen=True)
class Satellite:
    """One satellite: its numbers (`SATELLITE_UNITS`; NaN where there is none), interval and reasons.

    Args:
        interval_pct: low and high of real income, None where there is none. why: sentences.
    """

    name: str
    numbers: Mapping[str, float]
    interval_pct: tuple[float, float] | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class Satellites:
    """All satellites of a run in its last year, and the states without data.

    Args:
        by_code: ISO3 to satellite. no_data: ISO3 to reason. theta: elasticity of goods used. warnings: sentences.
        sources: of their data, by variable.
    """

    by_code: Mapping[str, Satellite] = field(default_factory=lambda: MappingProxyType({}))
    no_data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    theta: float | None = None
    warnings: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def satellites_of(scenario: Scenario, world: World, observed: Accounts, year: int, solution: Solution) -> Satellites:
    """First-order effects on the satellites of a world in a solved year; empty for worlds without satellites.

    Args:
        scenario: its moves also act on the satellites. world: solved on. observed: its accounts as observed.
        year: which moves hold. solution: of that year, under the run's closure.

    Raises:
        ScenarioError: as `shocks_from`.
    """
    codes = satellite_codes(world)
    if not codes:
        return Satellites()
    data, goods, rest = satellite_data(), world.is_goods, world.countries.index(REST)
    rows = np.array([data.codes.index(c) for c in codes])
    flows = Flows(data.flow[rows], data.flow[:, rows].T, data.gdp[rows])
    places = {c: k for k, c in enumerate((*world.countries, *codes))}
    partners = np.array([places[c] for c in data.codes])
    theta, changes = goods_theta(solution, goods), partners_of(solution, goods)
    names = Names(scenario, world, with_satellites=True)
    own = no_own_shocks(flows)
    concerned = [
        at for at, m in enumerate(scenario.moves) if m.active(year) and names.concerns(m, m.from_ or names.first_year)
    ]
    if concerned:
        wide = widened(observed, rest, data.gdp[rows])
        shocks = shocks_from(wide, names, year)
        own = own_shocks(
            observed, goods, rest, wide.tariff, shocks, theta, np.array([places[c] for c in codes]), partners
        )
    at = np.where(partners < world.n_countries, partners, rest)
    theirs = Partners(changes.demand[at], changes.price[at], changes.cost[at])
    found = effects(flows, theirs, own, theta, solution.closure)
    exact = 100 * real_income(solution)
    given = 100 * own.transfer / flows.gdp  # exact: money is counted, not estimated
    low, high = (given + bound for bound in interval(100 * found.real_income - given, shock_size(world, exact)))
    entries = {
        code: _satellite(
            code, s, data, flows, found, (low[s], high[s]), _reasons(s, data, flows, theirs, own, found, theta)
        )
        for s, code in enumerate(codes)
    }
    lacking = {c: NO_DATA for c in state_names() if c not in world.countries and c not in data.codes}
    return Satellites(entries, lacking, theta, tuple(_unseen(names, concerned)), data.sources)


def _unseen(names: Names, concerned: list[int]) -> list[str]:
    """A warning about moves on services, of which nothing is known for satellites."""
    moves = names.scenario.moves
    goods = names.world.is_goods
    given = [(at, sectors) for at in concerned if (sectors := getattr(moves[at], "sectors", None))]
    blind = sum(not goods[names.sectors(at, "sectors", sectors)].any() for at, sectors in given)
    one = "1 move acts" if blind == 1 else f"{blind} moves act"
    said = f"satellites: {one} on services only, without effect there: of satellites only goods trade is known."
    curbs = any(isinstance(m, ExportCurb) and m.commodities is not None for m in (moves[at] for at in concerned))
    materials = (
        "satellites: curbs on commodities are without effect there: only the total of their goods trade is known."
    )
    return ([said] if blind else []) + ([materials] if curbs else [])


def _satellite(
    code: str,
    s: int,
    data: SatelliteData,
    flows: Flows,
    found: Effects,
    bounds: tuple[float, float],
    reasons: list[str],
) -> Satellite:
    gdp, transit = flows.gdp[s], bool(flows.transit[s])
    numbers = {
        "real_income_pct": 100 * found.real_income[s],
        "wage_pct": 100 * found.wage[s],
        "export_demand_pct": 100 * found.demand[s],
        "import_cost_pct": 100 * found.import_cost[s],
        "exports_pct_gdp": 100 * flows.exports[s].sum() / gdp,
        "imports_pct_gdp": 100 * flows.imports[s].sum() / gdp,
    }
    known = bool(np.isfinite(found.real_income[s]))
    if transit:
        reasons.append("imports exceed GDP (transit, ships): scaled down to GDP; weak evidence, no interval")
    year = int(data.gdp_year[data.codes.index(code)])
    if year < RECENT:
        reasons.append(f"GDP of {year}")
    return Satellite(
        name=state_name(code),
        numbers={k: float(v) for k, v in numbers.items()},
        interval_pct=(float(bounds[0]), float(bounds[1])) if known and not transit else None,
        why=tuple(reasons),
    )


def _reasons(
    s: int, data: SatelliteData, flows: Flows, theirs: Partners, own: OwnShocks, found: Effects, theta: float
) -> list[str]:
    """What drives a number, in words: the partners that matter most, and moves on its own flows."""
    sold = flows.exports[s] / max(flows.exports[s].sum(), 1e-9)
    bought = flows.imports[s] / max(flows.imports[s].sum(), 1e-9)
    reasons = []
    if not np.isfinite(found.real_income[s]):
        cut = max((found.exports_cut[s], "exports"), (found.imports_cut[s], "imports"))
        reasons.append(f"no first order: moves cut off {cut[0]:.0%} of its {cut[1]}")
    for what, parts in (
        ("export demand", sold * (theta * theirs.price + theirs.demand + own.exports_change[s])),
        ("cost of imports", bought * (theirs.cost + own.import_price[s])),
    ):
        most = int(np.argmax(abs(parts)))
        if abs(parts[most]) > TELLING:
            reasons.append(
                f"{what} {100 * parts.sum():+.3f} %, largest part {state_name(data.codes[most])} ({100 * parts[most]:+.3f})"
            )
    if own.transfer[s]:
        reasons.append(f"transfers {own.transfer[s]:+,.0f} million USD a year")
    if own.exports_change[s].any() or own.imports_change[s].any():
        reasons.append("moves act on its own trade: sectors as in the rest of the world's trade with each partner")
    return reasons

"""What a run says of the satellites of its world: effects, intervals and reasons, and who has no data at all."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts, read_only
from multipolar.economy.drafts import PairShocks
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import pair_shocks_from
from multipolar.economy.welfare import real_income
from multipolar.labels import state_name, state_names
from multipolar.moves import ExportCurb
from multipolar.satellites.formula import Effects, Flows, OwnShocks, Partners, effects, no_own_shocks
from multipolar.satellites.inputs import goods_theta, own_shocks, partners_of, without_satellites
from multipolar.satellites.judging import interval, shock_size
from multipolar.scenario import Scenario
from multipolar.world import REST, SatelliteData, World, satellite_codes, satellite_data, silent_codes

__all__ = ["SATELLITE_UNITS", "Near", "NearEffects", "Satellite", "Satellites", "satellites_of"]

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int_]

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
    near = Near.of(scenario, world, observed, year)
    if near is None:
        return Satellites()
    found = near.effects(solution)
    entries = dict(zip(near.codes, _entries(near, found), strict=True))
    lacking = dict.fromkeys(_lacking(world), NO_DATA)
    return Satellites(entries, lacking, found.theta, near.warnings, near.data.sources)


@functools.lru_cache(maxsize=12)
def _lacking(world: World) -> tuple[str, ...]:
    """States that are in neither the accounts nor the goods trade of 2023."""
    known = {*world.countries, *satellite_data().codes}
    return tuple(c for c in state_names() if c not in known)


@dataclass(frozen=True, eq=False)
class NearEffects:
    """Effects on all satellites of one solution, without words.

    Args:
        effects: see `Effects`. partners, own, theta: what they come from. interval_pct: low and high of real income.
    """

    effects: Effects
    partners: Partners
    own: OwnShocks
    theta: float
    interval_pct: tuple[Array, Array]

    @property
    def numbers(self) -> dict[str, Array]:
        """[satellite] of the names in `SATELLITE_UNITS` that moves change."""
        found = self.effects
        return {
            "real_income_pct": 100 * found.real_income,
            "wage_pct": 100 * found.wage,
            "export_demand_pct": 100 * found.demand,
            "import_cost_pct": 100 * found.import_cost,
        }


@dataclass(frozen=True, eq=False)
class Near:
    """Satellites of a world under the moves of a year, before anything is solved.

    Args:
        codes: ISO3. world: with its accounts as `observed`. names: of the scenario, with places for satellites.
        concerned: positions of the moves that touch them. data: goods trade and GDP of 2023. flows: of the satellites.
        shocks: what the moves change; None where no move touches them.
        places: positions of the satellites on the axis of the shocks. partners: of the partners.
    """

    codes: tuple[str, ...]
    world: World
    observed: Accounts
    names: Names
    concerned: list[int]
    data: SatelliteData
    flows: Flows
    shocks: PairShocks | None
    places: Places
    partners: Places

    @classmethod
    def of(cls, scenario: Scenario, world: World, observed: Accounts, year: int) -> Near | None:
        """Satellites in a year; None for worlds without them.

        Args:
            scenario: its moves also act on the satellites. world: solved on. observed: its accounts. year: of the moves.

        Raises:
            ScenarioError: as `shocks_from`.
        """
        codes = satellite_codes(world)
        if not codes:
            return None
        data, (flows, places, partners) = satellite_data(), _trade_of(world.countries, codes)
        names = Names(scenario, world, with_satellites=True)
        concerned = [
            at
            for at, m in enumerate(scenario.moves)
            if m.active(year) and names.concerns(m, m.from_ or names.first_year)
        ]
        shocks = None
        if concerned:
            accounts = without_satellites(observed, world.countries.index(REST), flows.gdp)
            shocks = pair_shocks_from(accounts, names, year)
        return cls(codes, world, observed, names, concerned, data, flows, shocks, places, partners)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on moves of which nothing is known for satellites."""
        return tuple(_unseen(self.names, self.concerned))

    def own(self, solution: Solution) -> OwnShocks:
        """What the moves do to the satellites' own flows; of a solution it takes the elasticities alone."""
        world = self.world
        if self.shocks is None:
            return no_own_shocks(self.flows)
        goods, rest = world.is_goods, world.countries.index(REST)
        theta = goods_theta(solution, goods)
        return own_shocks(self.observed, goods, rest, self.shocks, theta, self.places, self.partners)

    def effects(self, solution: Solution, own: OwnShocks | None = None) -> NearEffects:
        """First-order effects of a solution of the year's moves.

        Args:
            solution: solved, under the run's closure. own: as of `own`, if already made.
        """
        world, goods = self.world, self.world.is_goods
        rest = world.countries.index(REST)
        theta, changes = goods_theta(solution, goods), partners_of(solution, goods)
        own = self.own(solution) if own is None else own
        at = np.where(self.partners < world.n_countries, self.partners, rest)
        theirs = Partners(changes.demand[at], changes.price[at], changes.cost[at])
        found = effects(self.flows, theirs, own, theta, solution.closure)
        exact = 100 * real_income(solution)
        given = 100 * own.transfer / self.flows.gdp  # exact: money is counted, not estimated
        low, high = (given + bound for bound in interval(100 * found.real_income - given, shock_size(world, exact)))
        return NearEffects(found, theirs, own, theta, (low, high))


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


@functools.lru_cache(maxsize=8)
def _trade_of(countries: tuple[str, ...], codes: tuple[str, ...]) -> tuple[Flows, Places, Places]:
    """Flows of satellites, and positions of them and of their partners behind the economies of a world."""
    data = satellite_data()
    rows = np.array([data.codes.index(c) for c in codes])
    axis = {c: k for k, c in enumerate((*countries, *codes))}
    places, partners = (np.array([axis[c] for c in given]) for given in (codes, data.codes))
    return read_only(Flows(data.flow[rows], data.flow[:, rows].T, data.gdp[rows])), places, partners


def _entries(near: Near, found: NearEffects) -> list[Satellite]:
    """All satellites with numbers, intervals and reasons."""
    flows, data, effect = near.flows, near.data, found.effects
    traded = {
        "exports_pct_gdp": 100 * flows.exports.sum(axis=1) / flows.gdp,
        "imports_pct_gdp": 100 * flows.imports.sum(axis=1) / flows.gdp,
    }
    columns = {name: values.tolist() for name, values in {**found.numbers, **traded}.items()}
    bounds = list(zip(*(ends.tolist() for ends in found.interval_pct), strict=True))
    known, transit = np.isfinite(effect.real_income).tolist(), flows.transit.tolist()
    years = dict(zip(data.codes, data.gdp_year.tolist(), strict=True))
    silent, entries = silent_codes(), []
    for s, (code, reasons) in enumerate(zip(near.codes, _reasons(near, found), strict=True)):
        if transit[s]:
            reasons.append("imports exceed GDP (transit, ships): scaled down to GDP; weak evidence, no interval")
        if code in silent:
            reasons.append(
                f"its trade with {len(silent) - 1} others that had not reported 2023, Russia and South Korea among them, is missing"
            )
        if years[code] < RECENT:
            reasons.append(f"GDP of {years[code]}")
        numbers = {name: column[s] for name, column in columns.items()}
        held = bounds[s] if known[s] and not transit[s] else None
        entries.append(Satellite(state_name(code), numbers, held, tuple(reasons)))
    return entries


def _reasons(near: Near, found: NearEffects) -> list[list[str]]:
    """What drives each number, in words: the partners that matter most, and moves on its own flows."""
    flows, theirs, own, effect = near.flows, found.partners, found.own, found.effects
    sold, bought = (flow / np.maximum(flow.sum(axis=1, keepdims=True), 1e-9) for flow in (flows.exports, flows.imports))
    channels = [
        ("export demand", sold * (found.theta * theirs.price + theirs.demand + own.exports_change)),
        ("cost of imports", bought * (theirs.cost + own.import_price)),
    ]
    told = [_largest(what, parts, near.data.codes) for what, parts in channels]
    on_own = {*np.flatnonzero(own.exports_change.any(axis=1)), *np.flatnonzero(own.imports_change.any(axis=1))}
    given, known = own.transfer.tolist(), np.isfinite(effect.real_income).tolist()
    reasons = []
    for s in range(len(near.codes)):
        here = [sentence for channel in told if (sentence := channel[s])]
        if not known[s]:
            cut = max((effect.exports_cut[s], "exports"), (effect.imports_cut[s], "imports"))
            here.insert(0, f"no first order: moves cut off {cut[0]:.0%} of its {cut[1]}")
        if given[s]:
            here.append(f"transfers {given[s]:+,.0f} million USD a year")
        if s in on_own:
            here.append("moves act on its own trade: sectors as in the rest of the world's trade with each partner")
        reasons.append(here)
    return reasons


def _largest(what: str, parts: Array, partners: Sequence[str]) -> list[str]:
    """[satellite] a change and its largest part in words; empty where no part is worth it.

    Args:
        parts: [satellite, partner] of the change.
    """
    rows, most = np.arange(len(parts)), [int(k) for k in np.argmax(abs(parts), axis=1)]
    total, part = (100 * parts.sum(axis=1)).tolist(), (100 * parts[rows, most]).tolist()
    return [
        f"{what} {total[s]:+.3f} %, largest part {state_name(partners[at])} ({part[s]:+.3f})"
        if abs(part[s]) > 100 * TELLING
        else ""
        for s, at in enumerate(most)
    ]

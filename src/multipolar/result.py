"""Result: everything a run has to say, with units, as arrays, frames, plain values or files."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from multipolar import measures
from multipolar.alignment import Alignment
from multipolar.chokepoints import Chokepoint, hardest_hit_to_list
from multipolar.economy.equilibrium import Solution
from multipolar.economy.trade import growth_pct
from multipolar.errors import InputError
from multipolar.exposure import ExposureTable
from multipolar.intervals import Draws, Tornado, tornado_of
from multipolar.labels import state_name
from multipolar.satellites import Satellites
from multipolar.scenario import Scenario
from multipolar.split import Split
from multipolar.stakes import Stakes
from multipolar.world import REST, World

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

__all__ = ["ClosureOutcome", "Result", "YearOutcome"]

Array = npt.NDArray[np.float64]

SIGN_TOLERANCE_PCT = 0.0005
"""Changes and margins smaller than this print as 0.000 and do not count as a change of sign."""
PAIRS_SHOWN, RANKED = 20, 5

COUNTRY_UNITS = {
    "real_income_pct": "% change, exact: income over final prices",
    "real_wage_pct": "% change: wage over final prices",
    "price_pct": "% change of final prices, in units of world value added",
    "terms_of_trade_pct": "% of income, first order",
    "volume_of_trade_pct": "% of income, first order",
    "exports_pct": "% change of value, in units of world value added",
    "imports_pct": "% change of value before duty, in units of world value added",
    "duty_revenue_pct_gdp": "% of GDP, new level",
    "duty_revenue_change_pp_gdp": "percentage points of GDP, change",
    "buyers_bear_pct": "% of raised duties borne by the importer's buyers; missing where no duty rose",
    "labour_reallocation_pct": "% of workers who change sector",
}
"""Variables by country and their units."""

SECTOR_UNITS = {"output_pct": "% change of output volume", "labour_pct": "% change of employment"}
"""Variables by country and sector and their units."""


@dataclasses.dataclass(frozen=True, eq=False)
class YearOutcome:
    """One year: its solution and the positions of the moves that hold."""

    year: int
    solution: Solution
    active: tuple[int, ...]

    @functools.cached_property
    def real_income_pct(self) -> Array:
        """[country] exact change of real income, per cent: all that is told of years before the last."""
        return 100 * measures.real_income(self.solution)

    @functools.cached_property
    def by_country(self) -> dict[str, Array]:
        """Variables of `COUNTRY_UNITS`, each [country]."""
        s = self.solution
        terms, volume = measures.decomposition(s)
        before, after = measures.duty_revenue(s)
        return {
            "real_income_pct": self.real_income_pct,
            "real_wage_pct": 100 * measures.real_wage(s),
            "price_pct": 100 * (measures.price_index(s) - 1),
            "terms_of_trade_pct": 100 * terms,
            "volume_of_trade_pct": 100 * volume,
            "exports_pct": growth_pct(measures.exports(s.base), measures.exports(s.state)),
            "imports_pct": growth_pct(measures.imports(s.base), measures.imports(s.state)),
            "duty_revenue_pct_gdp": 100 * after,
            "duty_revenue_change_pp_gdp": 100 * (after - before),
            "buyers_bear_pct": 100 * measures.pass_through(s),
            "labour_reallocation_pct": 100 * measures.labour_reallocation(s),
        }

    @functools.cached_property
    def by_sector(self) -> dict[str, Array]:
        """Variables of `SECTOR_UNITS`, each [country, sector]."""
        return {
            "output_pct": 100 * measures.output_by_sector(self.solution),
            "labour_pct": 100 * measures.labour_by_sector(self.solution),
        }

    def world_real_income_pct(self) -> float:
        """Mean change of real income, weighted with baseline income, in per cent."""
        weight = self.solution.base.income
        return float(self.real_income_pct @ weight / weight.sum())


@dataclasses.dataclass(frozen=True, eq=False)
class ClosureOutcome:
    """Real income (fraction, [country]) under another closure or elasticity set, or why there is none."""

    real_income: Array | None
    reason: str | None


def _solved(outcomes: Mapping[str, ClosureOutcome]) -> Array:
    """[outcome, country] real income in per cent of those that have a solution."""
    rows = [100 * o.real_income for o in outcomes.values() if o.real_income is not None]
    return np.array(rows) if rows else np.empty((0, 0))


def _crosses_zero(table: Array) -> npt.NDArray[np.bool_]:
    """[country] whether outcomes lie on both sides of zero by more than the tolerance."""
    below, above = table.min(axis=0) < -SIGN_TOLERANCE_PCT, table.max(axis=0) > SIGN_TOLERANCE_PCT
    return np.asarray(below & above)


@dataclasses.dataclass(frozen=True, eq=False)
class Result:
    """The outcome of a scenario.

    Args:
        scenario, world: what was run on what. years: one outcome a year; the last is the headline.
        closures: real income of the last year under each deficit closure.
        elasticity_outcomes: the same under each published elasticity set.
        warnings: sentences a reader must see. provenance: version, hashes, seed, sources.
        split: changes of the last year by move; None where it was not asked for or not solved.
        exposure: losses if a pole stops all trade; None where the packaged table is of another world.
        chokepoints: curbs on single inputs in the last year, long run, short run and Leontief side by side.
        satellites: approximate effects on states outside the world's accounts, last year; empty where it has none.
        alignment: of the members of the General Assembly with the poles, by year; None where it was not computed.
        stakes: the order, bodies, leverage, promises, debt and energy in the last year.
        draws: the numbers in every draw of what is uncertain; None in a run without draws.
    """

    scenario: Scenario
    world: World
    years: tuple[YearOutcome, ...]
    closures: Mapping[str, ClosureOutcome]
    elasticity_outcomes: Mapping[str, ClosureOutcome]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    split: Split | None = None
    exposure: ExposureTable | None = None
    chokepoints: tuple[Chokepoint, ...] = ()
    satellites: Satellites = dataclasses.field(default_factory=Satellites)
    alignment: Alignment | None = None
    stakes: Stakes = dataclasses.field(default_factory=Stakes)
    draws: Draws | None = None

    @property
    def last(self) -> YearOutcome:
        """The last year, whose numbers are the headline."""
        return self.years[-1]

    def country(self, variable: str) -> dict[str, float]:
        """One variable of the last year by ISO3; see `COUNTRY_UNITS`."""
        return dict(zip(self.world.countries, self.last.by_country[variable].tolist(), strict=True))

    def sign_changes(self) -> dict[str, bool]:
        """Whether the sign of a country's real income differs between closures, by ISO3; empty with fewer than two."""
        table = _solved(self.closures)
        if len(table) < 2:
            return {}
        return dict(zip(self.world.countries, _crosses_zero(table).tolist(), strict=True))

    def real_income_range_pct(self) -> dict[str, tuple[float, float]]:
        """Smallest and largest change of real income over closures and elasticity sets; empty with fewer than two."""
        table = _solved({**self.closures, **self.elasticity_outcomes})
        if len(table) < 2:
            return {}
        low, high = table.min(axis=0).tolist(), table.max(axis=0).tolist()
        return dict(zip(self.world.countries, zip(low, high, strict=True), strict=True))

    def range_over(self) -> str:
        """What the ranges span, in words; empty where there are none."""
        parts = [(self.closures, "deficit closures"), (self.elasticity_outcomes, "published elasticity sets")]
        return " and ".join(what for outcomes, what in parts if len(_solved(outcomes)) > 1)

    def sign_notes(self) -> dict[str, str]:
        """Why the sign of an economy's real income is uncertain, in words, by ISO3; only those where it is."""
        changes, table = self.sign_changes(), _solved({**self.closures, **self.elasticity_outcomes})
        crosses = _crosses_zero(table).tolist() if len(table) > 1 else [False] * self.world.n_countries
        notes = {}
        for code, crossing in zip(self.world.countries, crosses, strict=True):
            if changes.get(code):
                notes[code] = "sign uncertain: closures differ"
            elif crossing:
                notes[code] = "sign uncertain: range crosses zero"
        return notes

    def data_notes(self) -> dict[str, str]:
        """What a reader must know of an economy's data, by ISO3: input coefficients that are borrowed."""
        borrowed = self.world.attribute("borrowed_coefficients")
        if not isinstance(borrowed, dict):
            return {}
        return {str(code): f"input coefficients borrowed: {what}" for code, what in borrowed.items()}

    def pairs(self, count: int = PAIRS_SHOWN) -> list[dict[str, Any]]:
        """The pairs whose trade changes most in the last year, largest first, million USD."""
        before = measures.pair_flows(self.last.solution.base)
        after = measures.pair_flows(self.last.solution.state)
        order = np.argsort(-abs(after - before), axis=None, kind="stable")[:count]
        rows = []
        for i, n in zip(*np.unravel_index(order, before.shape), strict=True):
            old, new = float(before[i, n]), float(after[i, n])
            if new != old:
                rows.append(
                    {
                        "exporter": self.world.countries[i],
                        "importer": self.world.countries[n],
                        "before_usd_mn": old,
                        "after_usd_mn": new,
                        "change_usd_mn": new - old,
                        "change_pct": 100 * (new / old - 1) if old > 0 else None,
                    }
                )
        return rows

    def headline(self) -> dict[str, Any]:
        """Year, who is hit hardest by a curb, world real income, largest losers and gainers in the long run.

        The rest-of-world aggregate is not ranked.
        """
        change = {c: v for c, v in self.country("real_income_pct").items() if c != REST}
        ranked = sorted(change, key=lambda c: change[c])
        losers = [c for c in ranked[:RANKED] if change[c] < -SIGN_TOLERANCE_PCT]
        gainers = [c for c in ranked[::-1][:RANKED] if change[c] > SIGN_TOLERANCE_PCT]

        def rows(codes: list[str]) -> list[dict[str, Any]]:
            return [{"iso3": c, "name": state_name(c), "real_income_pct": change[c]} for c in codes]

        return {
            "year": self.last.year,
            "chokepoints": hardest_hit_to_list(self.chokepoints, RANKED),
            "world_real_income_pct": self.last.world_real_income_pct(),
            "losers": rows(losers),
            "gainers": rows(gainers),
        }

    def tornado(self, outcome: str = "world_real_income_pct", who: str | None = None) -> Tornado:
        """What each thing drawn does alone to an outcome of the last year, and how much of its spread it explains.

        Args:
            outcome: `world_real_income_pct`, or a variable of an economy, state or satellite, with the pole where it has
                one: `closeness_CHN`. who: ISO3 code; None for the world.

        Raises:
            InputError: no such outcome or state, or a run without draws.
        """
        if self.draws is None:
            raise InputError("tornado: this run has no draws; run it with draws=200 or --draws 200.")
        from multipolar.export import unit_of

        return tornado_of(self.draws, outcome, who, unit_of(outcome))

    def to_dict(self, *, intervals: bool = True) -> dict[str, Any]:
        """The result as one plain object (JSON Schema: `result.schema.json`); missing numbers are null.

        Args:
            intervals: with draws, give every number they know as {point, p10, p90, p025, p975}; else the point alone.
        """
        from multipolar.export import result_to_dict

        return result_to_dict(self, intervals=intervals)

    def to_xarray(self) -> xr.Dataset:
        """Labelled arrays: by year and country, by year, country and sector, and trade of the last year by pair and sector."""
        from multipolar.export import result_to_xarray

        return result_to_xarray(self)

    def to_frame(self) -> pd.DataFrame:
        """Tidy table: year, country, sector (empty for totals), variable, value, unit."""
        from multipolar.export import result_to_frame

        return result_to_frame(self)

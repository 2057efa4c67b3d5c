"""Chokepoints of a solved year: one entry for each curb and input, long run, short run and Leontief side by side."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from multipolar.chokepoints.curbs import Curb, curbs_in_force
from multipolar.chokepoints.entries import Chokepoint, ImporterLoss
from multipolar.chokepoints.inputs import Input, commodity_input, sector_input
from multipolar.chokepoints.losses import leontief_loss, nest_output, second_order_loss, short_run_loss
from multipolar.chokepoints.supply import effective_supply, withheld_share
from multipolar.chokepoints.words import common_limits, hole_limits, services_limit
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names
from multipolar.economy.policy import shocks_of_curb
from multipolar.economy.welfare import real_income
from multipolar.errors import NotSolvedError
from multipolar.params.commodities import short_run

__all__ = ["chokepoints_of"]

Array = npt.NDArray[np.float64]

SMALL_CUT = 0.10
"""Share of supply withheld up to which the second-order formula is printed."""
OWN_UNKNOWN = "own supply is not known: its exports exceed its estimated output"
NO_SUPPLY = "no supply of it in the data"
"""Why an importer has no figures."""
THIN = 0.1
"""Part of the world's mean purchases per dependent value added below which an importer is marked thin (judgement)."""


def chokepoints_of(
    economy: Economy, names: Names, solution: Solution, active: tuple[int, ...]
) -> tuple[Chokepoint, ...]:
    """Every curb in force with its figures; the long run is solved again where other moves or shorter elasticities hold.

    Args:
        economy: the world with its elasticities. names: of the scenario; takes warnings. solution: of the year.
        active: positions of the moves that hold in the year.
    """
    curbs = curbs_in_force(names, active)
    plain = len(active) == 1 and bool((solution.theta == economy.theta).all())
    return tuple(_entry(economy, names, curb, solution, only=plain and curb.alone) for curb in curbs)


def _entry(economy: Economy, names: Names, curb: Curb, solution: Solution, *, only: bool) -> Chokepoint:
    found = _input(economy, names, curb)
    long_run, reason = _long_run(economy, names, curb, solution, found, only=only)
    at = {code: n for n, code in enumerate(names.world.countries)}
    exporters = [at[code] for code in curb.exporters]
    share = curb.single.share or 0.0
    importers = _importers(names, found, [at[code] for code in curb.importers], exporters, share, long_run)
    return Chokepoint(
        move=curb.label,
        input=found.name,
        title=found.title,
        kind=found.kind,
        exporters=curb.exporters,
        share=share,
        output_share_pct=float("nan")
        if found.output_share is None
        else 100 * float(found.output_share[exporters].sum()),
        needs=found.needs,
        needs_grade=found.grade,
        limits=(
            *hole_limits(names.world.countries, found.holes, exporters, importers),
            *found.limits,
            *services_limit(importers),
            *reason,
            *common_limits(bool(found.needs), found.grade),
        ),
        importers=importers,
    )


def _input(economy: Economy, names: Names, curb: Curb) -> Input:
    accounts, world = economy.observed, names.world
    if curb.single.commodities is not None:
        [(commodity, table)] = names.commodities(curb.at, curb.single.commodities)
        return commodity_input(commodity, table, accounts, world)
    [sector] = names.sectors(curb.at, "sectors", curb.single.sectors or ())
    return sector_input(sector, accounts, world)


def _long_run(
    economy: Economy, names: Names, curb: Curb, solution: Solution, found: Input, *, only: bool
) -> tuple[Array, tuple[str, ...]]:
    """Real income under the curb alone, fraction, [country]; NaN with the reason where there is none."""
    missing = np.full(names.world.n_countries, np.nan)
    if not found.in_equilibrium:
        return missing, ()
    if only:
        return real_income(solution), ()
    shocks = shocks_of_curb(economy.observed, names, curb.at, curb.single, curb.year)
    try:
        return real_income(economy.solve(shocks, solution.closure)), ()
    except NotSolvedError as error:
        return missing, (f"long run: no equilibrium with this curb alone ({error.reason})",)


@dataclasses.dataclass(frozen=True, eq=False)
class _Columns:
    """Figures of all countries as arrays, fractions; see `ImporterLoss`."""

    imports: Array
    supply: Array
    left: Array
    left_range: tuple[Array, Array]
    short: tuple[Array, Array, Array]
    leontief: Array
    leontief_range: tuple[Array, Array]
    services: Array
    second: Array
    sectors: Array


def _importers(
    names: Names, found: Input, importers: list[int], exporters: list[int], share: float, long_run: Array
) -> tuple[ImporterLoss, ...]:
    left = np.ones_like(found.supply)
    left[:, exporters] = 1 - share
    np.fill_diagonal(left, 1.0)
    met = {n: why for (n, i), why in found.holes.items() if i in exporters}
    thin = _thin(found)
    found = _with_holes(found, exporters)
    columns = _columns(found, left)
    amounts = found.supply.sum(axis=1) if found.in_equilibrium else np.full(len(left), np.nan)
    depends = found.exposure.dependent.sum(axis=0) / found.exposure.income
    users = [j for j in range(names.world.n_sectors) if found.exposure.dependent[j].any()]
    rows = []
    for n in importers:
        rows.append(
            ImporterLoss(
                iso3=names.world.countries[n],
                income_usd_mn=float(found.exposure.income[n]),
                supply_usd_mn=float(amounts[n]),
                withheld_pct_of_imports=100 * float(columns.imports[n]),
                withheld_pct_of_supply=100 * float(columns.supply[n]),
                supply_loss_pct=100 * float(1 - columns.left[n]),
                supply_loss_range_pct=tuple(sorted(100 * float(1 - q[n]) for q in columns.left_range)),  # type: ignore[arg-type]
                long_run_pct=float("nan") if n in met else 100 * float(long_run[n]),
                short_run_pct=tuple(-100 * float(v[n]) for v in columns.short),  # type: ignore[arg-type]
                leontief_pct=-100 * float(columns.leontief[n]),
                leontief_range_pct=tuple(sorted(-100 * float(v[n]) for v in columns.leontief_range)),  # type: ignore[arg-type]
                services_left_out_pct=-100 * float(columns.services[n]),
                second_order_pct=-100 * float(columns.second[n]),
                dependent_pct_of_income=100 * float(depends[n]),
                thin=bool(thin[n]),
                output_by_sector_pct={names.world.sectors[j]: -100 * float(columns.sectors[j, n]) for j in users},
                no_data=met[n] if n in met else _unknown(found.supply[n], n, columns.left[n]),
            )
        )
    return tuple(rows)


def _with_holes(found: Input, exporters: list[int]) -> Input:
    """The input with NaN for the flows of these exporters that are not in the data."""
    supply = found.supply.copy()
    for n, i in found.holes:
        if i in exporters:
            supply[n, i] = np.nan
    return dataclasses.replace(found, supply=supply)


def _unknown(supply: Array, n: int, left: float) -> str:
    """Why an importer without a hole has no figures; empty where it has."""
    if not np.isnan(left):
        return ""
    return OWN_UNKNOWN if np.isnan(supply[n]) else NO_SUPPLY


def _thin(found: Input) -> npt.NDArray[np.bool_]:
    """[importer] whether it buys next to none of the input for what depends on it."""
    if not found.in_equilibrium:
        return np.zeros(len(found.supply), dtype=bool)
    bought, depends = found.supply.sum(axis=1), found.exposure.dependent.sum(axis=0)
    return np.asarray(bought * depends.sum() < THIN * np.nansum(bought) * depends)


def _columns(found: Input, left: Array) -> _Columns:
    sources, rest = short_run("elasticity_over_sources"), short_run("elasticity_of_input")
    foreign = found.supply.copy()
    np.fill_diagonal(foreign, 0.0)
    gone = withheld_share(found.supply, left)
    q = effective_supply(found.supply, left, sources.central)
    small = np.where(gone < SMALL_CUT, q, np.nan)
    value_added = found.exposure.dependent
    ends = effective_supply(found.supply, left, sources.high), effective_supply(found.supply, left, sources.low)
    left_out = np.full_like(q, np.nan) if found.left_out is None else found.left_out
    fall = 1 - nest_output(q[None, :], found.exposure.cost_share, rest.central)
    return _Columns(
        imports=withheld_share(foreign, left),
        supply=gone,
        left=q,
        left_range=ends,
        short=(
            short_run_loss(found.exposure, q, rest.high),
            short_run_loss(found.exposure, q, rest.central),
            short_run_loss(found.exposure, q, rest.low),
        ),
        leontief=leontief_loss(found.exposure, q),
        leontief_range=(leontief_loss(found.exposure, ends[0]), leontief_loss(found.exposure, ends[1])),
        services=left_out * (1 - q) / found.exposure.income,
        second=second_order_loss(found.exposure, small, rest.central),
        sectors=np.where(value_added > 0, fall * found.dependence, 0.0),
    )

"""What would matter most: the derivative of an outcome in every lever, ranked.

Exact at the scenario's equilibrium, by one adjoint solve; local, so good for small changes of a lever.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from multipolar.economy.adjoint import Gradient, gradient
from multipolar.economy.named import economy_under
from multipolar.economy.names import sector_hint
from multipolar.economy.outcomes import OUTCOMES
from multipolar.errors import InputError
from multipolar.labels import did_you_mean, state_name
from multipolar.result import Result
from multipolar.world.groups import CUSTOMS_UNIONS, members, positions_of

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["KINDS", "OUTCOMES", "Kind", "Lever", "Levers", "in_words", "what_matters"]

Array = npt.NDArray[np.float64]


class Kind(NamedTuple):
    """A kind of lever and the step that its effects are for.

    Args:
        per: the step, as JSON states it. unit: of the step in one cell. step: for tables.
        words: with places for `by`, `on` and `sector`.
        cells: [sector, importer, exporter] derivatives per step, of a gradient and the run that it was taken in.
    """

    per: str
    unit: str
    step: str
    words: str
    cells: Callable[[Gradient, Result], Array]


KINDS = {
    "tariff": Kind(
        "per +1 percentage point of duty on goods",
        "percentage point of duty",
        "+1 point",
        "duty of {by} on {sector} from {on}",
        lambda found, result: found.tariff / 100,
    ),
    "export_tax": Kind(
        "per +1 percentage point of export tax on goods",
        "percentage point of export tax",
        "+1 point",
        "export tax of {by} on {sector} to {on}",
        lambda found, result: found.export_tax / 100,
    ),
    "trade_cost": Kind(
        "per +1 % of trade cost of goods, both directions",
        "%",
        "+1 %",
        "trade cost of {sector} between {by} and {on}",
        lambda found, result: found.trade_cost * result.last.solution.shocks.trade_cost / 100,
    ),
}
"""Kinds of levers by name."""


@dataclass(frozen=True)
class Lever:
    """One lever and what a small step of it does.

    Args:
        kind: of `KINDS`. by, on: who sets it and whom it meets; two sides of a trade cost. sector: code, or `goods`.
        effect: change of the outcome per step, in its unit.
    """

    kind: str
    by: str
    on: str
    sector: str
    effect: float

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {**vars(self), "per": KINDS[self.kind].per}


@dataclass(frozen=True, eq=False)
class Levers:
    """Levers of one outcome.

    Args:
        outcome: name in `OUTCOMES`. unit: of it. who: `world`, a group or an economy. sector: of the outcome, or None.
        value: the outcome in the scenario. year: of it. ranked: levers by size of effect, largest first.
        result: the run. derivatives: in every cell.
    """

    outcome: str
    unit: str
    who: str
    sector: str | None
    value: float
    year: int
    ranked: tuple[Lever, ...]
    result: Result
    derivatives: Gradient

    def to_dict(self) -> dict[str, Any]:
        """As `multipolar matters --json` prints it."""
        keys = ("outcome", "unit", "who", "sector", "value", "year")
        levers = [lever.to_dict() for lever in self.ranked]
        return {**{k: getattr(self, k) for k in keys}, "levers": levers, "warnings": list(self.result.warnings)}

    def to_xarray(self) -> xr.Dataset:
        """Derivatives in every cell, [exporter, importer, sector], per percentage point or per cent."""
        import xarray as xr

        world, axes = self.result.world, ("exporter", "importer", "sector")
        data: dict[str, Any] = {}
        for name, kind in KINDS.items():
            cells = kind.cells(self.derivatives, self.result).transpose(2, 1, 0)
            data[name] = (axes, cells, {"units": f"{self.unit} per {kind.unit}"})
        labels = np.array(world.countries, dtype=object)
        coords = {"exporter": labels, "importer": labels, "sector": np.array(world.sectors, dtype=object)}
        return xr.Dataset(data, coords=coords, attrs={"outcome": self.outcome, "who": self.who, "year": self.year})


def what_matters(
    result: Result,
    outcome: str = "real_income_pct",
    who: str = "world",
    *,
    sector: str | None = None,
    by_sector: bool = False,
    count: int = 12,
) -> Levers:
    """Rank every tariff, export tax and trade cost by what a small step of it does to an outcome.

    Levers are those of whole customs unions; without `by_sector` one lever moves all goods.

    Args:
        result: a run; the derivative is taken in its last year. outcome: one of `OUTCOMES`.
        who: an economy, a group (weighted with baseline income) or `world`.
        sector: of an outcome that has sectors. by_sector: rank levers on single sectors. count: how many.

    Raises:
        InputError: unknown outcome, economy or sector, or no data for it.
    """
    if outcome not in OUTCOMES:
        raise InputError(f"outcome: unknown {outcome!r}{did_you_mean(outcome, OUTCOMES) or _known(OUTCOMES)}")
    if count < 1:
        raise InputError(f"count: {count} is not a number of levers; give 1 or more.")
    solution = result.last.solution
    weights = _weights(result, outcome, who, sector)
    economy = economy_under(result.world, result.scenario.settings)
    found = gradient(economy, solution, outcome, weights)
    ranked = _ranked(result, found, by_sector, count)
    unit = OUTCOMES[outcome].unit
    return Levers(outcome, unit, who, sector, found.value, result.last.year, tuple(ranked), result, found)


def _known(names: Mapping[str, object]) -> str:
    return f"; choose {', '.join(names)}."


def _weights(result: Result, outcome: str, who: str, sector: str | None) -> Array:
    """Weights of an outcome by country, or by country and sector; they sum to 1."""
    world, wanted = result.world, OUTCOMES[outcome]
    everyone = tuple(range(world.n_countries))
    inside = everyone if who == "world" else positions_of(world, who, result.last.year, what="who", also=("world",))
    at = list(inside)
    weights = np.zeros(world.n_countries)
    weights[at] = result.last.solution.base.income[at]
    weights /= weights.sum()
    if not wanted.by_sector:
        if sector is not None:
            raise InputError(f"sector: {outcome} has no sectors; leave sector out or ask for output_pct.")
        return weights
    if sector not in world.sectors:
        known = ", ".join(f"{c} {n}" for c, n in zip(world.sectors, world.sector_names, strict=True))
        hint = sector_hint(world, sector or "") or f"; choose {known}."
        raise InputError(f"sector: {outcome} needs a sector, not {sector!r}{hint}")
    table = np.zeros((world.n_countries, world.n_sectors))
    table[:, world.sectors.index(sector)] = weights
    if np.isnan(wanted.value(result.last.solution)[table > 0]).any():
        raise InputError(f"sector: {who} makes no {sector}; no data.")
    return table


@functools.lru_cache(maxsize=8)
def _sides(countries: tuple[str, ...], year: int) -> dict[str, list[int]]:
    """Actors that set a duty: customs unions and the other economies, with the positions of their members."""
    sides: dict[str, list[int]] = {}
    for at, country in enumerate(countries):
        union = next((u for u in CUSTOMS_UNIONS if country in members(u, year)), country)
        sides.setdefault(union, []).append(at)
    return sides


def _ranked(result: Result, found: Gradient, by_sector: bool, count: int) -> list[Lever]:
    """The levers with the largest effects, largest first."""
    world = result.world
    sides = _sides(world.countries, result.last.year)
    member = np.zeros((len(sides), world.n_countries))
    for row, positions in enumerate(sides.values()):
        member[row, positions] = 1
    names, goods = list(sides), np.flatnonzero(world.is_goods)
    levers = []
    for name, kind in KINDS.items():
        pairs = member @ kind.cells(found, result)[goods] @ member.T
        if not by_sector:
            pairs = pairs.sum(axis=0, keepdims=True)
        pairs = pairs * (1 - np.eye(len(names)))
        if name == "trade_cost":
            pairs = np.triu(np.ones_like(pairs)) * (pairs + pairs.transpose(0, 2, 1))
        for k in np.argsort(-abs(pairs), axis=None)[:count]:
            j, n, i = np.unravel_index(k, pairs.shape)
            sector = world.sectors[goods[j]] if by_sector else "goods"
            setter, other = (names[i], names[n]) if name == "export_tax" else (names[n], names[i])
            levers.append(Lever(name, setter, other, sector, float(pairs[j, n, i])))
    return sorted((lever for lever in levers if lever.effect), key=lambda lever: -abs(lever.effect))[:count]


def in_words(lever: Lever) -> tuple[str, str]:
    """A lever and its step in words."""
    kind = KINDS[lever.kind]
    return kind.words.format(by=_name(lever.by), on=_name(lever.on), sector=lever.sector), kind.step


def _name(code: str) -> str:
    return code if code in CUSTOMS_UNIONS else state_name(code)

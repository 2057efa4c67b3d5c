"""Exposure: what an economy loses if a great power stops all trade with it, and what that costs the power."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import yaml

from multipolar.economy.accounts import Accounts
from multipolar.economy.named import economy_of
from multipolar.economy.shocks import Shocks, no_shocks, settled
from multipolar.economy.welfare import real_income
from multipolar.errors import InputError, NotSolvedError
from multipolar.json_schema import closed, described
from multipolar.labels import did_you_mean, state_name
from multipolar.params.elasticities import covers, elasticity_sets, named
from multipolar.progress import Progress, silent
from multipolar.version import package_version
from multipolar.world import World, load_world
from multipolar.world.groups import group_names, members

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COLUMNS",
    "POLES",
    "ExposureTable",
    "computed",
    "embargo",
    "exposure_by_pole",
    "exposure_of_run",
    "exposure_schema",
    "exposure_table",
    "packaged_exposure",
    "pair_losses_pct",
    "poles_in",
]

Array = npt.NDArray[np.float64]
Positions = Sequence[int]

POLES = ("USA", "CHN", "RUS", "EU")
"""The powers of the packaged table."""
AGGREGATE = "ROW"
NUMBERS = (
    "loss_pct",
    "loss_low_pct",
    "loss_high_pct",
    "pole_loss_pct",
    "pole_loss_low_pct",
    "pole_loss_high_pct",
    "trade_pct_gdp",
)
COLUMNS = ("state", "pole", *NUMBERS, "reason")
"""Columns of the packaged table and of the CSV file that `multipolar exposure --out` writes."""
PACKAGED_TABLE, PACKAGED_FACTS = "data/exposure-2022.csv", "data/exposure-2022.yaml"


@dataclass(frozen=True, eq=False)
class ExposureTable:
    """Losses of real income if a pole and a state stop all trade with each other, pair by pair.

    Args:
        world, year, world_sha256: the data. elasticities: name of the set. range_over: sets that the ranges span.
        version: of Multipolar. states, poles: labels of the axes.
        loss_pct: [state, pole] loss of the state's real income, per cent, positive is a loss; NaN where not defined.
        loss_low_pct, loss_high_pct: smallest and largest over `range_over`; NaN where not computed or where a set has no
            solution.
        pole_loss_pct, pole_loss_low_pct, pole_loss_high_pct: the same for the pole, weighted over its members.
        trade_pct_gdp: [state, pole] observed exports to and imports from the pole over the state's value added.
        reasons: why a pair has no number, by (state, pole).
    """

    world: str
    year: int
    world_sha256: str
    elasticities: str
    range_over: tuple[str, ...]
    version: str
    states: tuple[str, ...]
    poles: tuple[str, ...]
    loss_pct: Array
    loss_low_pct: Array
    loss_high_pct: Array
    pole_loss_pct: Array
    pole_loss_low_pct: Array
    pole_loss_high_pct: Array
    trade_pct_gdp: Array
    reasons: dict[tuple[str, str], str]

    @functools.cached_property
    def asymmetry(self) -> Array:
        """Loss of the state over loss of the pole, [state, pole]; NaN where either is not a loss."""
        both = (self.loss_pct > 0) & (self.pole_loss_pct > 0)
        return np.divide(self.loss_pct, self.pole_loss_pct, out=np.full_like(self.loss_pct, np.nan), where=both)

    def of(self, state: str) -> dict[str, float | None]:
        """Loss in per cent by pole; None where it is not defined or the state is not in the table."""
        if state not in self.states:
            return dict.fromkeys(self.poles)
        row = self.loss_pct[self.states.index(state)].tolist()
        return {p: None if np.isnan(v) else v for p, v in zip(self.poles, row, strict=True)}

    def ranked(self, pole: str) -> list[str]:
        """States by their loss if the pole stops trade, largest first; those without a number are left out."""
        losses = self.loss_pct[:, self.poles.index(pole)]
        order = np.argsort(-losses, kind="stable")
        return [self.states[k] for k in order if not np.isnan(losses[k])]

    def correlation(self, pole: str | None = None) -> float:
        """Correlation of the loss with trade over GDP, over the states of a pole or over all pairs."""
        columns = [self.poles.index(pole)] if pole else list(range(len(self.poles)))
        loss, trade = self.loss_pct[:, columns].ravel(), self.trade_pct_gdp[:, columns].ravel()
        known = ~np.isnan(loss)
        return float(np.corrcoef(loss[known], trade[known])[0, 1]) if known.sum() > 1 else float("nan")

    def pair(self, state: str, pole: str) -> dict[str, Any]:
        """One pair as plain values: the numbers of `COLUMNS`, `asymmetry` and `reason`; missing is None."""
        at = (self.states.index(state), self.poles.index(pole))
        values = {name: float(getattr(self, name)[at]) for name in (*NUMBERS, "asymmetry")}
        plain = {name: None if np.isnan(v) else v for name, v in values.items()}
        return {"state": state, "pole": pole, **plain, "reason": self.reasons.get((state, pole), "")}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every pair as `pair` gives it, state by state."""
        return (self.pair(state, pole) for state in self.states for pole in self.poles)

    def facts(self) -> dict[str, Any]:
        """What the numbers rest on."""
        return {
            "world": self.world,
            "year": self.year,
            "world_sha256": self.world_sha256,
            "elasticities": self.elasticities,
            "range_over": list(self.range_over),
            "deficits": "balanced",
            "multipolar_version": self.version,
        }

    def to_dict(self) -> dict[str, Any]:
        """The object that `multipolar exposure --json` prints: facts, correlations and every pair."""
        correlations = {p: self.correlation(p) for p in self.poles} | {"all": self.correlation()}
        plain = {k: None if np.isnan(v) else v for k, v in correlations.items()}
        return {**self.facts(), "correlation_with_trade_over_gdp": plain, "pairs": list(self.rows())}

    def to_frame(self) -> pd.DataFrame:
        """One row a pair, columns as in `COLUMNS` and the asymmetry."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def to_csv(self) -> str:
        """The table as CSV text, missing numbers empty, twelve significant digits."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in self.rows():
            shown = {k: "" if v is None else f"{v:.12g}" if isinstance(v, float) else v for k, v in row.items()}
            writer.writerow(shown)
        return out.getvalue()


def embargo(accounts: Accounts, state: Positions, pole: Positions) -> Shocks:
    """All trade between two sides stops, goods and services, both ways.

    Args:
        accounts: the baseline. state, pole: positions of the economies on either side.
    """
    shocks = no_shocks(accounts)
    for importers, exporters in ((state, pole), (pole, state)):
        shocks.availability[:, np.asarray(importers)[:, None], np.asarray(exporters)] = 0
    return settled(shocks)


def exposure_table(
    world: World | None = None,
    *,
    elasticities: str = "FGO",
    poles: Sequence[str] = POLES,
    ranges: bool = False,
    recompute: bool = False,
    progress: Progress | None = None,
) -> ExposureTable:
    """Exposure of every economy to every pole, from the packaged table where it applies, otherwise computed.

    Args:
        world: None takes the packaged world of 2022. elasticities: name of a set, or `world` for that of the file.
        poles: economies or groups. ranges: where it is computed, span all published sets that cover the world.
        recompute: compute even where the packaged table applies. progress: called after each pair.

    Raises:
        InputError: a pole that the world does not have, or an unknown set.
        NotSolvedError: no pair of any kind could be solved.
    """
    world = world if world is not None else load_world("2022")
    theta = economy_of(world, elasticities).theta
    known = named(theta, world.sectors) or elasticities
    packaged = packaged_exposure()
    fits = packaged.world_sha256 == world.sha256() and packaged.elasticities == known
    if fits and not recompute and tuple(poles) == packaged.poles:
        return packaged
    return computed(world, known, tuple(poles), ranges, progress)


def poles_in(world: World) -> tuple[str, ...]:
    """The poles of the packaged table that a world has; possibly none."""
    united = set(members("EU", world.year)) & set(world.countries)
    return tuple(p for p in POLES if p in world.countries or (p == "EU" and united))


def _members(world: World, pole: str) -> tuple[int, ...]:
    """Positions of the economies that make up a pole."""
    if pole in world.countries and pole != AGGREGATE:
        return (world.countries.index(pole),)
    inside = members(pole, world.year) if pole in group_names() else ()
    found = tuple(world.countries.index(c) for c in inside if c in world.countries)
    if not found:
        hint = did_you_mean(pole, [*world.countries, *group_names()])
        raise InputError(f"pole {pole!r}: no economy or group of world {world.name!r}{hint or '.'}")
    return found


def computed(
    world: World, main: str, poles: tuple[str, ...], ranges: bool = False, progress: Progress | None = None
) -> ExposureTable:
    """Solve every pair under the main set and, for ranges, under every other set that covers the world.

    Args:
        world: the data. main: name of the set. poles: economies or groups. ranges: also the other sets.
        progress: called after each pair.

    Raises:
        InputError, NotSolvedError: as in `exposure_table`.
    """
    report = progress or silent
    others = [name for name in elasticity_sets() if name != main and covers(name, world.sectors)] if ranges else []
    sets = [main, *others]
    states = tuple(c for c in world.countries if c != AGGREGATE)
    sides = {pole: _members(world, pole) for pole in poles}
    losses = np.full((len(sets), 2, len(states), len(poles)), np.nan)
    trade, reasons = np.full((len(states), len(poles)), np.nan), _undefined(world, states, sides)
    observed = economy_of(world, main).observed
    flows = _flows_of(observed)
    steps = len(sets) * len(states) * len(poles)
    for step, (k, s, p) in enumerate(np.ndindex(len(sets), len(states), len(poles))):
        state, pole = states[s], poles[p]
        if (state, pole) not in reasons:
            n, m = world.countries.index(state), list(sides[pole])
            trade[s, p] = 100 * (flows[n, m].sum() + flows[m, n].sum()) / observed.value_added[n]
            try:
                losses[k, :, s, p] = pair_losses_pct(world, sets[k], n, m)
            except NotSolvedError as error:
                if k == 0:
                    reasons[state, pole] = f"no equilibrium: {error.reason}"
        report("embargoes", step + 1, steps)
    if np.isnan(losses[0]).all():
        raise NotSolvedError("No embargo between any pair could be solved.", "Try another elasticity set.")
    low, high = (losses.min(axis=0), losses.max(axis=0)) if ranges else (np.full_like(losses[0], np.nan),) * 2
    return ExposureTable(
        world.name, world.year, world.sha256(), main, tuple(sets) if ranges else (), package_version(), states, poles,
        losses[0, 0], low[0], high[0], losses[0, 1], low[1], high[1], trade, reasons,
    )  # fmt: skip


def _flows_of(accounts: Accounts) -> Array:
    """Trade between countries in the baseline, [exporter, importer], million USD, domestic sales left out."""
    flows = accounts.flow.sum(axis=0).T.copy()
    np.fill_diagonal(flows, 0)
    return np.asarray(flows)


def pair_losses_pct(world: World, elasticities: str, state: int, pole: Positions) -> tuple[float, float]:
    """Loss of the state and of the pole in per cent of real income, from the balanced baseline, positive is a loss.

    Args:
        world: the data. elasticities: name of a set. state, pole: positions of the economies.

    Raises:
        NotSolvedError: no equilibrium without this trade.
    """
    economy = economy_of(world, elasticities)
    solution = economy.solve(embargo(economy.balanced, [state], pole), "balanced")
    loss, inside = -100 * real_income(solution), list(pole)
    weight = solution.base.income[inside]
    return float(loss[state]), float(loss[inside] @ weight / weight.sum())


def _undefined(world: World, states: tuple[str, ...], sides: dict[str, tuple[int, ...]]) -> dict[tuple[str, str], str]:
    """Pairs that have no embargo, and why."""
    reasons = {}
    for pole, inside in sides.items():
        for state in states:
            if world.countries.index(state) in inside:
                own = f"{state_name(state)} is a member of {pole}: its trade inside the union is not foreign trade"
                reasons[state, pole] = "a state with itself" if state == pole else own
    return reasons


@functools.cache
def packaged_exposure() -> ExposureTable:
    """The packaged table: world of 2022, four poles, ranges over the published elasticity sets."""
    folder = resources.files("multipolar")
    rows = list(csv.DictReader(folder.joinpath(PACKAGED_TABLE).read_text(encoding="utf8").splitlines()))
    facts = yaml.safe_load(folder.joinpath(PACKAGED_FACTS).read_text(encoding="utf8"))
    states, poles = (tuple(dict.fromkeys(r[axis] for r in rows)) for axis in ("state", "pole"))
    shape = (len(states), len(poles))
    arrays = {n: np.array([float(r[n] or "nan") for r in rows]).reshape(shape) for n in NUMBERS}
    reasons = {(r["state"], r["pole"]): r["reason"] for r in rows if r["reason"]}
    return ExposureTable(
        world=facts["world"],
        year=facts["year"],
        world_sha256=facts["world_sha256"],
        elasticities=facts["elasticities"],
        range_over=tuple(facts["range_over"]),
        version=facts["multipolar_version"],
        states=states,
        poles=poles,
        reasons=reasons,
        **arrays,
    )


@functools.lru_cache(maxsize=4)
def exposure_of_run(world: World) -> ExposureTable | None:
    """The packaged table if a run's world is the one that it was computed on, else None."""
    table = packaged_exposure()
    return table if table.world_sha256 == world.sha256() else None


def exposure_by_pole(table: ExposureTable | None, state: str) -> dict[str, float | None]:
    """Loss in per cent by pole for one economy of a result; None where there is no number."""
    return dict.fromkeys(POLES) if table is None else table.of(state)


def exposure_schema() -> dict[str, Any]:
    """JSON Schema of `exposure_by_pole`."""
    text = "% of real income lost (positive is a loss) if the pole stopped all trade; null: no data"
    return closed({pole: described(text) for pole in POLES})

"""Embargoes between a state and a pole: shocks, losses of a pair, and of all pairs of a world."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.named import economy_of
from multipolar.economy.shocks import Shocks, no_shocks, settled
from multipolar.economy.welfare import real_income
from multipolar.errors import InputError, NotSolvedError
from multipolar.exposure.table import ExposureTable
from multipolar.labels import state_name
from multipolar.params.elasticities import covers, elasticity_sets
from multipolar.progress import Progress, silent
from multipolar.version import package_version
from multipolar.world import REST, World
from multipolar.world.groups import positions_of

__all__ = ["computed", "embargo", "pair_losses_pct"]

Array = npt.NDArray[np.float64]
Positions = Sequence[int]


def embargo(accounts: Accounts, state: Positions, pole: Positions) -> Shocks:
    """All trade between two sides stops, goods and services, both ways.

    Args:
        accounts: the baseline. state, pole: positions of the economies on either side.
    """
    shocks = no_shocks(accounts)
    for importers, exporters in ((state, pole), (pole, state)):
        shocks.availability[:, np.asarray(importers)[:, None], np.asarray(exporters)] = 0
    return settled(shocks)


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
    states = tuple(c for c in world.countries if c != REST)
    sides = _sides(world, poles)
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


def _sides(world: World, poles: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Positions of the economies that make up each pole; the rest of the world is none."""
    named = world.countries.index(REST) if REST in world.countries else None
    sides = {pole: positions_of(world, pole, world.year, what="pole") for pole in poles}
    for pole, inside in sides.items():
        if inside == (named,):
            raise InputError(f"pole: {pole!r} is the rest of the world, no power; name an economy or a group.")
    return sides


def _undefined(world: World, states: tuple[str, ...], sides: dict[str, tuple[int, ...]]) -> dict[tuple[str, str], str]:
    """Pairs that have no embargo, and why."""
    reasons = {}
    for pole, inside in sides.items():
        for state in states:
            if world.countries.index(state) in inside:
                own = f"{state_name(state)} is a member of {pole}: its trade inside the union is not foreign trade"
                reasons[state, pole] = "a state with itself" if state == pole else own
    return reasons

"""Solve: shocks and a closure in, a checked Solution out."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts, accounts_of
from multipolar.economy.equations import CLOSURES, coefficients, residuals
from multipolar.economy.feasibility import require_feasible
from multipolar.economy.preconditioner import country_blocks
from multipolar.economy.runtime import prepare_jax
from multipolar.economy.shocks import Offers, Shocks, dearer, dearer_offers, no_shocks, offers_of, part_of
from multipolar.economy.solver import Experience, LoopResult, accelerate, no_experience
from multipolar.economy.state import State, largest_residual, new_accounts, state_from
from multipolar.errors import InputError, NotSolvedError
from multipolar.world import World

__all__ = ["Economy", "Solution", "practise", "solve_accounts", "unchanged"]

Array = npt.NDArray[np.float64]
T = TypeVar("T")

ACCEPTED = 1e-9
"""Largest log residual of an accepted solution, recomputed from scratch."""
TARGET, ITERATIONS = 1e-11, 120
"""Residual aimed at, and most iterations of one attempt."""
OTHER_KEPT = 24
"""Things kept for elasticities of other horizons, a preconditioner of 1 MB and a baseline each."""
SMALLEST_STEP, WAYPOINT = 1 / 64, 1e-6
"""Shortest part of a shock taken at once, and the residual that is good enough on the way."""


@dataclass(frozen=True, eq=False)
class Solution:
    """A solved equilibrium.

    Args:
        status: a sentence; `converged` when the residual is accepted. residual: largest log residual, recomputed.
        iterations: of the accelerated loop. closure: rule for deficits.
        theta: [sector] elasticities used. long_run_theta: [sector] those of the economy.
        accounts: the baseline it is compared with. shocks: what changed. base, state: before and after.
    """

    status: str
    residual: float
    iterations: int
    closure: str
    theta: Array
    long_run_theta: Array
    accounts: Accounts
    shocks: Shocks
    base: State
    state: State

    @functools.cached_property
    def unknowns(self) -> Array:
        """[country, 1 + 2 J] unknowns of the loop, in logs of ratios to the baseline."""
        spending, before, bought = self.state.spending, self.accounts.spending, self.state.spending > 0
        grown = np.log(np.where(bought, spending / np.where(bought, before, 1.0), 1.0))
        found = np.concatenate([np.log(self.state.wage)[:, None], np.log(self.state.price).T, grown.T], axis=1)
        found.setflags(write=False)
        return found


class Economy:
    """A world with its elasticities, ready to be solved many times; caches nothing but what depends on these alone.

    Args:
        world: the data. theta: [sector] long-run trade elasticities; None takes the world's own.
    """

    def __init__(self, world: World, theta: Array | None = None) -> None:
        prepare_jax()
        self.world = world
        self.theta = world.trade_elasticity if theta is None else theta
        self._kept: dict[tuple[str, str], Any] = {}
        self._other: dict[tuple[tuple[str, str], bytes], Any] = {}

    @functools.cached_property
    def observed(self) -> Accounts:
        """Accounts as observed, deficits included."""
        return accounts_of(self.world)

    @functools.cached_property
    def balanced(self) -> Accounts:
        """Accounts after deficits are purged: the baseline of closure `balanced`."""
        accounts, shocks = self.observed, no_shocks(self.observed)
        labels = (self.world.countries, self.world.sectors)
        state, _, _ = solve_accounts(accounts, shocks, self.theta, "balanced", *labels)
        return new_accounts(accounts, state, shocks)

    def accounts(self, closure: str) -> Accounts:
        """The baseline that a closure starts from.

        Raises:
            InputError: unknown closure.
        """
        if closure not in CLOSURES:
            raise InputError(f"deficits: unknown closure {closure!r}; choose {', '.join(CLOSURES)}.")
        return self.balanced if closure == "balanced" else self.observed

    def solve(self, shocks: Shocks, closure: str = "own", theta: Array | None = None) -> Solution:
        """Solve conditions 1-7 for one set of shocks.

        Args:
            shocks: see `Shocks`. closure: `own`, `world` or `balanced`.
            theta: [sector] elasticities where they differ from the economy's (a shorter horizon).

        Raises:
            NotSolvedError: no equilibrium exists or none was found to 1e-9; with reason and remedy.
        """
        accounts, labels = self.accounts(closure), (self.world.countries, self.world.sectors)
        used = self.theta if theta is None else theta
        blocks = self._blocks(closure, used)
        experience = self._practice(closure, used)
        found = solve_accounts(accounts, shocks, used, closure, *labels, blocks, experience)
        base = self._keep(("base", closure), used, lambda: unchanged(accounts, used, closure))
        state, residual, iterations = found
        return Solution("converged", residual, iterations, closure, used, self.theta, accounts, shocks, base, state)

    def solve_dearer(self, solution: Solution, ratio: Array) -> Solution:
        """The equilibrium of the same shocks with trade costs of goods times a ratio, sought from the one without it.

        It depends on that solution and the ratio alone. Small changes need fewer iterations, and offers are not made anew.

        Args:
            solution: of this economy, with its own elasticities or those of a horizon. ratio: [importer, exporter].

        Raises:
            NotSolvedError: as `solve`.
        """
        accounts, theta, closure, goods = solution.accounts, solution.theta, solution.closure, self.world.is_goods
        shocks = dearer(solution.shocks, goods, ratio)
        offers = dearer_offers(solution.state.offers, goods, ratio, theta)
        experience = self._practice(closure, theta)
        start = _Start(solution.unknowns, self._blocks(closure, theta), experience)
        state, residual, _, found = _attempt(
            accounts, shocks, offers, theta, closure, solution.state.spending > 0, start
        )
        if residual > ACCEPTED:
            return self.solve(shocks, closure, theta)
        used = int(found.iterations)
        return dataclasses.replace(solution, residual=residual, iterations=used, shocks=shocks, state=state)

    def blocks(self, solution: Solution) -> jax.Array:
        """Preconditioner that a solution of this economy was found with; see `country_blocks`."""
        return self._blocks(solution.closure, solution.theta)

    def _blocks(self, closure: str, theta: Array) -> jax.Array:
        accounts = self.accounts(closure)
        return self._keep(("blocks", closure), theta, lambda: jnp.asarray(country_blocks(accounts, theta, closure)))

    def experience(self, solution: Solution) -> Experience | None:
        """What the loop started with when a solution of this economy was sought; see `practise`."""
        return self._practice(solution.closure, solution.theta)

    def _practice(self, closure: str, theta: Array) -> Experience | None:
        """What the loop starts with; elasticities of another horizon are used once or twice: practice would not pay."""
        if theta is not self.theta:
            return None
        accounts, blocks = self.accounts(closure), self._blocks(closure, theta)
        return self._keep(("experience", closure), theta, lambda: practise(accounts, theta, closure, blocks))

    def _keep(self, key: tuple[str, str], theta: Array, make: Callable[[], T]) -> T:
        """What depends on the baseline and elasticities alone is made once; of other horizons the last few are kept."""
        where: dict[Any, Any] = self._kept
        full: Any = key
        if theta is not self.theta:
            where, full = self._other, (key, theta.tobytes())
            if len(where) >= OTHER_KEPT and full not in where:
                where.clear()
        kept: T | None = where.get(full)
        if kept is None:  # another thread may forget it meanwhile, so it is not looked up again
            kept = where[full] = make()
        return kept


def solve_accounts(
    accounts: Accounts,
    shocks: Shocks,
    theta: Array,
    closure: str,
    countries: tuple[str, ...],
    sectors: tuple[str, ...],
    blocks: jax.Array | None = None,
    experience: Experience | None = None,
) -> tuple[State, float, int]:
    """Solve from any baseline accounts, an equilibrium or not.

    The whole shock is tried at once; where that fails it is taken in parts, each solved from the one before.

    Args:
        accounts: the baseline. shocks, theta, closure: as in `Economy.solve`.
        countries, sectors: labels for messages. blocks: preconditioner at the baseline, if already made.
        experience: what the loop remembers of a practice run at the baseline, if any.

    Returns:
        state, largest log residual recomputed from the definitions, iterations.

    Raises:
        NotSolvedError: no equilibrium exists or none was found to 1e-9; with reason and remedy.
    """
    prepare_jax()
    bought = require_feasible(accounts, shocks, closure, countries, sectors)
    n_sectors, n_countries = accounts.spending.shape
    guess = np.zeros((n_countries, 1 + 2 * n_sectors))
    if blocks is None:
        blocks = jnp.asarray(country_blocks(accounts, theta, closure))
    done, step, used, worst = 0.0, 1.0, 0, "the first step"
    while step >= SMALLEST_STEP:
        reach = min(1.0, done + step)
        part = shocks if reach == 1 else part_of(shocks, accounts, reach)
        start = _Start(guess, blocks, experience)
        offers = offers_of(accounts, part, theta)
        state, residual, worst, found = _attempt(accounts, part, offers, theta, closure, bought, start)
        used += int(found.iterations)
        if reach == 1 and residual <= ACCEPTED:
            return state, residual, used
        if reach < 1 and float(found.residual) <= WAYPOINT:
            experience = None
            done, step, guess = reach, 2 * step, np.asarray(found.state)
            blocks = jnp.asarray(country_blocks(new_accounts(accounts, state, part), theta, closure))
        else:
            step /= 2
    raise NotSolvedError(
        f"The equilibrium was not found: {used} iterations brought {done:.0%} of the shock; the largest residual is then "
        f"in {worst}.",
        "Try deficits: balanced, a smaller shock, or share: 0.99 in place of a full ban.",
    )


@dataclass(frozen=True, eq=False)
class _Start:
    """Where an attempt starts: unknowns, preconditioner, and what the loop remembers."""

    guess: Array
    blocks: jax.Array
    experience: Experience | None


def _attempt(
    accounts: Accounts,
    shocks: Shocks,
    offers: Offers,
    theta: Array,
    closure: str,
    bought: npt.NDArray[np.bool_],
    start: _Start,
) -> tuple[State, float, str, LoopResult]:
    """One run of the loop: the state, its largest residual recomputed, the condition that has it, and the loop's end."""
    data, guess = coefficients(accounts, shocks, offers, theta, closure, bought), start.guess
    flags = (offers.net is not offers.foreign,)
    with jax.enable_x64(True):
        known = no_experience(guess.size) if start.experience is None else start.experience
        found = accelerate(residuals, flags, guess, start.blocks, data, known, TARGET, ITERATIONS)
    unknowns = _unpack(np.asarray(found.state), accounts, shocks, bought)
    state = state_from(accounts, shocks, offers, theta, closure, unknowns)
    return state, *largest_residual(accounts, state), found


def practise(accounts: Accounts, theta: Array, closure: str, blocks: jax.Array) -> Experience:
    """Steps of a practice run: from a small fixed displacement of all unknowns back to the baseline.

    The slowest directions of the loop are those of the baseline, whatever the shock; a solve that starts with them in
    memory needs a quarter fewer iterations (docs/decisions/002). The run knows no shock, so answers stay a
    function of the question alone.
    """
    neutral, bought = no_shocks(accounts), accounts.spending > 0
    data = coefficients(accounts, neutral, offers_of(accounts, neutral, theta), theta, closure, bought)
    n_sectors, n_countries = bought.shape
    start = 0.01 * np.random.default_rng(0).standard_normal((n_countries, 1 + 2 * n_sectors))
    start[:, 1:] *= np.tile(bought.T, 2)
    with jax.enable_x64(True):
        found = accelerate(residuals, (False,), start, blocks, data, no_experience(start.size), WAYPOINT, ITERATIONS)
    learnt: Experience = found.experience
    return learnt


def unchanged(accounts: Accounts, theta: Array, closure: str) -> State:
    """The baseline as a state, by the same formulas as any other, so that no shock is exactly no change."""
    ones, neutral = np.ones_like(accounts.spending), no_shocks(accounts)
    offers = offers_of(accounts, neutral, theta)
    return state_from(accounts, neutral, offers, theta, closure, (ones[0], ones, accounts.spending))


def _unpack(
    state: Array, accounts: Accounts, shocks: Shocks, bought: npt.NDArray[np.bool_]
) -> tuple[Array, Array, Array]:
    """Wages, prices and spending of a solver state, normalised to world value added."""
    n_sectors = len(accounts.spending)
    income = np.exp(state[:, 0]) * shocks.labour * accounts.value_added
    wage = np.exp(state[:, 0]) * accounts.value_added.sum() / income.sum()
    if not state.any():
        wage = np.ones_like(wage)
    price = np.exp(state[:, 1 : 1 + n_sectors].T)
    return wage, price, np.where(bought, accounts.spending * np.exp(state[:, 1 + n_sectors :].T), 0.0)

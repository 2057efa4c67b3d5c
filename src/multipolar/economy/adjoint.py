"""Derivatives of an equilibrium: one outcome in every instrument, or every outcome in a few directions.

The equilibrium is a zero x of g(x, p). For an outcome L(x, p) the implicit function theorem gives
dL/dp = L_p + g_p' l with g_x' l = -L_x (adjoint), and for a direction dp of the instruments
dL = L_p dp + L_x dx with g_x dx = -g_p dp (tangent). Both linear systems are solved by the accelerated loop that
solves the equilibrium, with the same preconditioner (docs/mathematics.md, Derivatives).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import aligned_copy
from multipolar.economy.equations import Coefficients, coefficients, residuals
from multipolar.economy.equilibrium import ITERATIONS, Economy, Solution
from multipolar.economy.outcomes import OUTCOMES, formula_of
from multipolar.economy.shocks import Shocks
from multipolar.economy.solver import Experience, iterate, no_experience
from multipolar.errors import NotSolvedError

__all__ = ["Gradient", "gradient", "response", "responses"]

Array = npt.NDArray[np.float64]

LINEAR_TARGET, LINEAR_ACCEPTED = 1e-11, 1e-8
"""Residual of the linear systems, relative to the largest entry of the right-hand side: aimed at, and accepted."""
INSTRUMENTS = ("paid", "foreign", "net", "home", "transfer")
"""Coefficients through which policies act."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """Derivatives of one outcome; per unit of a fraction or ratio, axes [sector, importer, exporter].

    Args:
        value: the outcome. unit: of the outcome.
        tariff: per unit of the duty (1 = 100 percentage points). export_tax: the same. trade_cost: per unit of the ratio d.
        transfer: [country] per million USD received, whoever pays; differences of two are what a gift does.
        iterations: of the linear loop. residual: of it, relative.
    """

    value: float
    unit: str
    tariff: Array
    export_tax: Array
    trade_cost: Array
    transfer: Array
    iterations: int
    residual: float


def _problem(solution: Solution) -> tuple[Array, Coefficients]:
    """State of the loop and coefficients of a solution; receipts net of export tax stand apart, taxed or not."""
    accounts, state = solution.accounts, solution.state
    x, bought = solution.unknowns, state.spending > 0
    data = coefficients(accounts, solution.shocks, state.offers, solution.theta, solution.closure, bought)
    net: Any = state.offers.net
    return x, data._replace(net=net)


def _instruments(data: Coefficients) -> tuple[jax.Array, ...]:
    return tuple(getattr(data, name) for name in INSTRUMENTS)


def _with(data: Coefficients, instruments: tuple[jax.Array, ...]) -> Coefficients:
    return data._replace(**dict(zip(INSTRUMENTS, instruments, strict=True)))


@functools.partial(jax.jit, static_argnums=0)
def _seeds(name: str, x: jax.Array, data: Coefficients, weights: jax.Array) -> tuple[jax.Array, tuple[jax.Array, ...]]:
    """Derivative of the weighted outcome in the state and in the instruments, each held against the other."""
    _, pull = jax.vjp(lambda x, p: formula_of(name, x, _with(data, p), True), x, _instruments(data))
    direct: tuple[jax.Array, tuple[jax.Array, ...]] = pull(weights)
    return direct


@jax.jit
def _adjoint(
    x: jax.Array, data: Coefficients, blocks: jax.Array, direct_x: jax.Array, direct_p: tuple[jax.Array, ...]
) -> tuple[jax.Array, ...]:
    """Gradient in the policies from the direct derivatives: see the module."""
    _, pull_gap = jax.vjp(lambda x: residuals(x, data, True), x)
    size = jnp.max(jnp.abs(direct_x)) + 1e-300
    found = iterate(
        lambda multiplier: direct_x / size + pull_gap(multiplier)[0],
        jnp.zeros_like(x),
        blocks.transpose(0, 2, 1),
        no_experience(x.size),
        LINEAR_TARGET,
        ITERATIONS,
    )
    _, pull_instruments = jax.vjp(lambda p: residuals(x, _with(data, p), True), _instruments(data))
    through = pull_instruments(found.state)[0]
    total = tuple(d + size * t for d, t in zip(direct_p, through, strict=True))
    return *_by_policy(data, total), found.iterations, found.residual


def _by_policy(data: Coefficients, total: tuple[jax.Array, ...]) -> tuple[jax.Array, ...]:
    """From coefficients to policies, in logs of 1 + duty, 1 + export tax and trade cost; home sales left out.

    The offers hold (1 + tau')^-theta, foreign ones over 1 + tau' once more, net ones over 1 + e' too.
    """
    paid, foreign, net, _, transfer = total
    theta = data.theta[:, :, None]
    abroad = 1 - jnp.eye(data.value_added.shape[0])
    at_paid, at_foreign, at_net = paid * data.paid, foreign * data.foreign, net * data.net
    every = theta * (at_paid + at_foreign + at_net)
    return -(every + at_foreign + at_net) * abroad, -(every + at_net) * abroad, -every * abroad, transfer


def gradient(economy: Economy, solution: Solution, outcome: str, weights: Array) -> Gradient:
    """Derivative of a weighted outcome in every tariff, export tax, trade cost and transfer, by one linear solve.

    Args:
        economy: that was solved. solution: of it, where the derivative is taken.
        outcome: one of `OUTCOMES`. weights: shape of the outcome; [country] or [country, sector].

    Raises:
        NotSolvedError: the linear system was not solved to 1e-8.
    """
    what = OUTCOMES[outcome]
    slope = np.where(weights == 0, 0.0, what.slope(solution) * weights)
    x, data = _problem(solution)
    blocks = economy.blocks(solution)
    with jax.enable_x64(True):
        direct = _seeds(outcome, x, data, slope)
        found = [np.asarray(part) for part in _adjoint(x, data, blocks, *direct)]
    duty, export_tax, trade_cost, transfer, iterations, residual = found
    _require_solved(float(residual))
    shocks = solution.shocks
    return Gradient(
        value=float(np.where(weights == 0, 0.0, what.value(solution) * weights).sum()),
        unit=what.unit,
        tariff=duty / (1 + shocks.tariff),
        export_tax=export_tax / (1 + shocks.export_tax),
        trade_cost=trade_cost / shocks.trade_cost,
        transfer=transfer,
        iterations=int(iterations),
        residual=float(residual),
    )


@functools.partial(jax.jit, static_argnums=(0, 1))
def _tangent(
    names: tuple[str, ...],
    taxed: bool,
    x: jax.Array,
    data: Coefficients,
    blocks: jax.Array,
    memory: Experience,
    direction: tuple[jax.Array, ...],
) -> tuple[Any, ...]:
    """Change of all outcomes per unit of a direction of the coefficients: see the module.

    Args:
        taxed: whether exports are taxed, or the direction taxes them; where not, one product in four is saved.
    """
    _, direct = jax.jvp(lambda p: residuals(x, _with(data, p), taxed), (_instruments(data),), (direction,))
    _, push = jax.linearize(lambda x: residuals(x, data, taxed), x)
    size = jnp.max(jnp.abs(direct)) + 1e-300
    start = jnp.zeros_like(x)
    found = iterate(lambda dx: direct / size + push(dx), start, blocks, memory, LINEAR_TARGET, ITERATIONS)
    _, changes = jax.jvp(
        lambda x, p: [formula_of(name, x, _with(data, p), taxed) for name in names],
        (x, _instruments(data)),
        (size * found.state, direction),
    )
    return changes, found.residual


def response(economy: Economy, solution: Solution, direction: Shocks, outcomes: tuple[str, ...]) -> dict[str, Array]:
    """Change of outcomes per unit of a direction, by one linear solve.

    Args:
        economy: that was solved. solution: of it, where the derivative is taken.
        direction: changes, not levels, of tariff, export_tax, trade_cost, availability and transfer; its productivity
            and labour are not read. outcomes: names in `OUTCOMES`.

    Raises:
        NotSolvedError: the linear system was not solved to 1e-8.
    """
    return responses(economy, solution, [direction], outcomes)[0]


def responses(
    economy: Economy, solution: Solution, directions: Sequence[Shocks], outcomes: tuple[str, ...]
) -> list[dict[str, Array]]:
    """Change of outcomes per unit of several directions, by one linear solve each.

    Args:
        economy, solution, outcomes: as in `response`. directions: as the one there.

    Raises:
        NotSolvedError: as `response`.
    """
    x, data = _problem(solution)
    blocks, learnt, offers = economy.blocks(solution), economy.experience(solution), solution.state.offers
    slopes = {name: OUTCOMES[name].slope(solution) for name in outcomes}
    found = []
    for direction in directions:
        taxed, moved = offers.net is not offers.foreign, _offers_moved(solution, direction)
        taxed = taxed or bool(direction.export_tax.any())
        with jax.enable_x64(True):
            memory = no_experience(x.size) if learnt is None else learnt
            changes, residual = _tangent(outcomes, taxed, x, data, blocks, memory, moved)
        _require_solved(float(residual))
        found.append({name: slopes[name] * np.asarray(change) for name, change in zip(outcomes, changes, strict=True)})
    return found


def _offers_moved(solution: Solution, direction: Shocks) -> tuple[Array, ...]:
    """Change of the coefficients in `INSTRUMENTS` per unit of a direction of the shocks."""
    offers, shocks, accounts = solution.state.offers, solution.shocks, solution.accounts
    parts = {name: getattr(direction, name) for name in ("tariff", "export_tax", "trade_cost", "availability")}
    touched = np.zeros(offers.paid.shape, dtype=bool)
    for part in parts.values():
        touched |= part != 0
    at = np.nonzero(touched)
    duty, tax, cost, left = (part[at] for part in parts.values())
    new_duty, new_tax, ratio = 1 + shocks.tariff[at], 1 + shocks.export_tax[at], shocks.trade_cost[at]
    duty, tax, theta = duty / new_duty, tax / new_tax, solution.theta[at[0]]
    change = -theta * offers.paid[at] * (cost / ratio + duty + tax)
    opened = np.flatnonzero(left)
    wedge = (ratio * new_duty * new_tax / (1 + accounts.tariff[at]))[opened]
    change[opened] += accounts.share[at][opened] * wedge ** -theta[opened] * left[opened]
    abroad = change / new_duty - offers.foreign[at] * duty
    received = abroad / new_tax - offers.net[at] * tax
    moved, zero = [], np.broadcast_to(np.float64(0), offers.paid.shape)
    for values in (change, abroad, received):
        moved.append(aligned_copy(zero))
        moved[-1][at] = values
    return *moved, np.zeros_like(offers.home), direction.transfer


def _require_solved(residual: float) -> None:
    if not residual <= LINEAR_ACCEPTED:
        raise NotSolvedError(
            f"The derivative was not found: relative residual {residual:.1e}.",
            "Take it at a smaller shock, or compare two runs that differ by one lever.",
        )

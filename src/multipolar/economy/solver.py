"""One accelerated fixed-point loop: Anderson acceleration with a preconditioner, safeguards and restarts, in JAX."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp

__all__ = ["LoopResult", "accelerate"]

DEPTH = 6
GROWTH = 20.0
"""A step that multiplies the best residual by more than this is taken back."""
LONGEST = 3.0
"""Longest move of any unknown in one step, in logs."""


class LoopResult(NamedTuple):
    """Where the loop stopped: the best state, its largest residual, iterations used."""

    state: jax.Array
    residual: jax.Array
    iterations: jax.Array


class _Memory(NamedTuple):
    """State of the loop; `steps` and `changes` hold the last steps and the changes of the residual they made."""

    state: jax.Array
    step: jax.Array
    size: jax.Array
    best: jax.Array
    best_step: jax.Array
    best_size: jax.Array
    steps: jax.Array
    changes: jax.Array
    gram: jax.Array
    filled: jax.Array
    damping: jax.Array
    iterations: jax.Array


def _combine(memory: _Memory) -> jax.Array:
    """Anderson's step: the residual less the part that the remembered changes explain (least squares).

    The normal equations are kept up to date, one row an iteration, with columns scaled to length one: at
    this depth they lose no iteration against a QR factorisation and cost a third of it (docs/decisions/002).
    """
    diagonal = jnp.diag(memory.gram)
    used = diagonal > 0
    length = jnp.where(used, jnp.sqrt(diagonal), 1.0)
    scaled = memory.gram / (length[:, None] * length[None, :]) + jnp.diag(jnp.where(used, 1e-13, 1.0))
    target = (memory.changes @ memory.step) / length
    weights = jax.scipy.linalg.solve(scaled, target, assume_a="pos") / length
    weights = jnp.where(jnp.isfinite(weights).all(), weights, 0.0)
    return memory.step - weights @ memory.changes - weights @ memory.steps


def _kept(memory: _Memory, state: jax.Array, step: jax.Array, size: jax.Array, move: jax.Array) -> _Memory:
    """The memory after a step that is kept."""
    slot = memory.filled % DEPTH
    change = step - memory.step
    changes = memory.changes.at[slot].set(change)
    row = changes @ change
    better = size < memory.best_size
    return memory._replace(
        state=state,
        step=step,
        size=size,
        best=jnp.where(better, state, memory.best),
        best_step=jnp.where(better, step, memory.best_step),
        best_size=jnp.minimum(size, memory.best_size),
        steps=memory.steps.at[slot].set(move),
        changes=changes,
        gram=memory.gram.at[slot].set(row).at[:, slot].set(row),
        filled=memory.filled + 1,
        iterations=memory.iterations + 1,
    )


def _taken_back(memory: _Memory) -> _Memory:
    """The memory after a step that led astray: back to the best state, nothing remembered, smaller first step."""
    return memory._replace(
        state=memory.best,
        step=memory.best_step,
        size=memory.best_size,
        steps=jnp.zeros_like(memory.steps),
        changes=jnp.zeros_like(memory.changes),
        gram=jnp.zeros_like(memory.gram),
        filled=jnp.zeros_like(memory.filled),
        damping=memory.damping * 0.5,
        iterations=memory.iterations + 1,
    )


@functools.partial(jax.jit, static_argnums=(0, 1))
def accelerate(
    function: Callable[..., jax.Array],
    flags: tuple[bool, ...],
    start: jax.Array,
    blocks: jax.Array,
    data: tuple[jax.Array, ...],
    tolerance: float,
    limit: int,
) -> LoopResult:
    """Find a zero of `function(state, data, *flags)`, rows preconditioned by `blocks`.

    Args:
        function: residual of the same shape as the state, [row, column]. flags: static arguments of it.
        start: first state. blocks: [row, column, column] approximate inverse of minus the Jacobian, row by row.
        data: arrays of the problem. tolerance: largest absolute residual accepted. limit: most iterations.
    """

    def evaluate(flat: jax.Array) -> tuple[jax.Array, jax.Array]:
        gap = function(flat.reshape(start.shape), data, *flags)
        return jnp.matmul(blocks, gap[..., None])[..., 0].ravel(), jnp.max(jnp.abs(gap))

    def advance(memory: _Memory) -> _Memory:
        move = jnp.where(memory.filled > 0, _combine(memory), memory.damping * memory.step)
        move = move * jnp.minimum(1.0, LONGEST / jnp.max(jnp.abs(move)))
        state = memory.state + move
        step, size = evaluate(state)
        good = jnp.isfinite(size) & (size <= GROWTH * memory.best_size)
        moved: _Memory = jax.lax.cond(good, lambda: _kept(memory, state, step, size, move), lambda: _taken_back(memory))
        return moved

    first = start.ravel()
    step, size = evaluate(first)
    size = jnp.where(jnp.isfinite(size), size, jnp.inf)
    empty, zero = jnp.zeros((DEPTH, first.size)), jnp.zeros((), dtype=int)
    gram = jnp.zeros((DEPTH, DEPTH))
    memory = _Memory(first, step, size, first, step, size, empty, empty, gram, zero, jnp.ones(()), zero)
    memory = jax.lax.while_loop(
        lambda m: (m.best_size > tolerance) & (m.iterations < limit) & (m.damping > 1e-6), advance, memory
    )
    return LoopResult(memory.best.reshape(start.shape), memory.best_size, memory.iterations)

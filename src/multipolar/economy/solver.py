"""One accelerated fixed-point loop: Anderson acceleration with a preconditioner, safeguards and restarts, in JAX."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp

__all__ = ["Experience", "LoopResult", "accelerate", "iterate", "no_experience"]

DEPTH = 12
GROWTH = 20.0
"""A step that multiplies the best residual by more than this is taken back."""
LONGEST = 3.0
"""Longest move of any unknown in one step, in logs."""


Experience = tuple[jax.Array, jax.Array]
"""Steps and the changes of the residual they made, each [DEPTH, row x column], in single precision: they only point the way."""


def no_experience(size: int) -> Experience:
    """An empty memory for a state of a size."""
    return jnp.zeros((DEPTH, size), jnp.float32), jnp.zeros((DEPTH, size), jnp.float32)


class LoopResult(NamedTuple):
    """Where the loop stopped: the best state, its largest residual, iterations used, and its memory of the last steps."""

    state: jax.Array
    residual: jax.Array
    iterations: jax.Array
    experience: Experience


class _Memory(NamedTuple):
    """State of the loop; `steps` and `changes` hold the last steps and the changes of the residual they made."""

    state: jax.Array
    step: jax.Array
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
    step = memory.step.astype(memory.changes.dtype)
    target = jnp.where(used, memory.changes @ step, 0.0).astype(length.dtype) / length
    weights = jax.scipy.linalg.solve(scaled, target, assume_a="pos") / length
    weights = jnp.where(jnp.isfinite(weights).all(), weights, 0.0).astype(step.dtype)
    return memory.step - (weights @ memory.changes + weights @ memory.steps)


def _remembered(memory: _Memory, state: jax.Array, step: jax.Array, size: jax.Array, move: jax.Array) -> _Memory:
    """The memory after a move: kept with its change of the residual, or taken back to the best state if it led astray.

    Taking back empties the Gram matrix alone, which makes every remembered column unused; so the large arrays are
    updated in place whichever way it goes.
    """
    good = jnp.isfinite(size) & (size <= GROWTH * memory.best_size)
    slot = memory.filled % DEPTH
    change = jnp.where(good, step - memory.step, 0.0).astype(memory.changes.dtype)
    changes = memory.changes.at[slot].set(change)
    used = (jnp.diag(memory.gram) > 0) | (jnp.arange(DEPTH) == slot)
    row = jnp.where(used, changes @ change, 0.0).astype(memory.gram.dtype)
    gram = memory.gram.at[slot].set(row).at[:, slot].set(row)
    better = good & (size < memory.best_size)
    best, best_step = jnp.where(better, state, memory.best), jnp.where(better, step, memory.best_step)
    return _Memory(
        state=jnp.where(good, state, best),
        step=jnp.where(good, step, best_step),
        best=best,
        best_step=best_step,
        best_size=jnp.where(better, size, memory.best_size),
        steps=memory.steps.at[slot].set(move.astype(changes.dtype)),
        changes=changes,
        gram=jnp.where(good, gram, 0.0),
        filled=jnp.where(good, memory.filled + 1, 0),
        damping=jnp.where(good, memory.damping, memory.damping / 2),
        iterations=memory.iterations + 1,
    )


def iterate(
    function: Callable[[jax.Array], jax.Array],
    start: jax.Array,
    blocks: jax.Array,
    experience: Experience,
    tolerance: float | jax.Array,
    limit: int,
) -> LoopResult:
    """Find a zero of `function(state)`, rows preconditioned by `blocks`; for use inside compiled code.

    Args:
        function: residual of the same shape as the state, [row, column]. start: first state.
        blocks: [row, column, column] approximate inverse of minus the Jacobian, row by row; single precision is
            enough, since a step only has to point the right way.
        experience: steps and the changes of the residual they made in a related problem; `no_experience` for none.
        tolerance: largest absolute residual accepted. limit: most iterations.
    """

    def evaluate(flat: jax.Array) -> tuple[jax.Array, jax.Array]:
        gap = function(flat.reshape(start.shape))
        step = jnp.matmul(blocks, gap.astype(blocks.dtype)[..., None])[..., 0]
        return step.ravel().astype(gap.dtype), jnp.max(jnp.abs(gap))

    def advance(memory: _Memory) -> _Memory:
        move = jnp.where(memory.filled > 0, _combine(memory), memory.damping * memory.step)
        move = move * jnp.minimum(1.0, LONGEST / jnp.max(jnp.abs(move)))
        state = memory.state + move
        step, size = evaluate(state)
        return _remembered(memory, state, step, size, move)

    first = start.ravel()
    step, size = evaluate(first)
    size = jnp.where(jnp.isfinite(size), size, jnp.inf)
    steps, changes = experience
    gram, zero = (changes @ changes.T).astype(first.dtype), jnp.zeros((), dtype=int)
    filled = jnp.where(jnp.diag(gram).sum() > 0, DEPTH, zero)
    memory = _Memory(first, step, first, step, size, steps, changes, gram, filled, jnp.ones(()), zero)
    memory = jax.lax.while_loop(
        lambda m: (m.best_size > tolerance) & (m.iterations < limit) & (m.damping > 1e-6), advance, memory
    )
    best = memory.best.reshape(start.shape)
    return LoopResult(best, memory.best_size, memory.iterations, (memory.steps, memory.changes))


@functools.partial(jax.jit, static_argnums=(0, 1))
def accelerate(
    function: Callable[..., jax.Array],
    flags: tuple[bool, ...],
    start: jax.Array,
    blocks: jax.Array,
    data: tuple[jax.Array, ...],
    experience: Experience,
    tolerance: float,
    limit: int,
) -> LoopResult:
    """Find a zero of `function(state, data, *flags)`: `iterate`, compiled once per function and flags.

    Args:
        function: residual of the same shape as the state. flags: static arguments of it. data: arrays of the problem.
        start, blocks, experience, tolerance, limit: as in `iterate`.
    """
    return iterate(lambda state: function(state, data, *flags), start, blocks, experience, tolerance, limit)

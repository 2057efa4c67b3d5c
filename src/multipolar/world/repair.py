"""Make final demand non-negative by the smallest cross-entropy change of the input coefficients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["RepairSize", "repair"]

Array = npt.NDArray[np.float64]

MARGIN = 1e-6
"""Least share of a good's use that is left to final demand."""


@dataclass(frozen=True)
class RepairSize:
    """How far the repair went: cells that were negative, their sum over spending, and coefficients moved."""

    cells: int
    negative_share_of_spending: float
    coefficients_moved: float
    coefficients_sum: float
    flows_moved_share: float
    most_moved: str


def repair_country(inputs: Array, output: Array, use: Array, iterations: int = 20000) -> Array:
    """Project one country's intermediate flows on {row sums <= use, column sums unchanged} in Kullback-Leibler distance.

    Block ascent on the dual: columns are scaled to their sums, rows down to their cap where it binds.

    Args:
        inputs: [input, sector] cost shares. output: [sector] receipts. use: [input] purchases, same unit.

    Raises:
        ValueError: the projection did not converge.
    """
    flows = inputs * output
    columns = flows.sum(axis=0)
    cap = use * (1 - MARGIN)
    row = np.ones(len(use))
    for _ in range(iterations):
        weighted = row @ flows
        column = np.divide(columns, weighted, out=np.ones_like(columns), where=weighted > 0)
        wanted = flows @ column
        new = np.minimum(1, np.divide(cap, wanted, out=np.ones_like(cap), where=wanted > 0))
        done = np.max(abs(new - row)) < 1e-13
        row = new
        if done:
            break
    else:
        raise ValueError("the cross-entropy repair did not converge")
    weighted = row @ flows
    column = np.divide(columns, weighted, out=np.ones_like(columns), where=weighted > 0)
    if np.any((weighted <= 0) & (columns > 0)):
        raise ValueError("a sector has lost all its inputs in the repair")
    return np.asarray(inputs * row[:, None] * column[None, :])


def repair(countries: tuple[str, ...], inputs: Array, output: Array, use: Array) -> tuple[Array, RepairSize]:
    """Repair every country; report the size of the change.

    Args:
        inputs: [country, input, sector]. output: [country, sector]. use: [country, sector].
    """
    before = use - np.einsum("nkj,nj->nk", inputs, output)
    fixed = np.stack([repair_country(g, y, u) for g, y, u in zip(inputs, output, use, strict=True)])
    moved = abs(fixed - inputs).sum(axis=(1, 2))
    flow_moved = (abs(fixed - inputs) * output[:, None, :]).sum()
    weight = output / output.sum()
    size = RepairSize(
        cells=int((before < 0).sum()),
        negative_share_of_spending=float(-before[before < 0].sum() / use.sum()),
        coefficients_moved=float((abs(fixed - inputs).sum(axis=1) * weight).sum()),
        coefficients_sum=float((inputs.sum(axis=1) * weight).sum()),
        flows_moved_share=float(flow_moved / (inputs * output[:, None, :]).sum()),
        most_moved=countries[int(np.argmax(moved))],
    )
    return fixed, size

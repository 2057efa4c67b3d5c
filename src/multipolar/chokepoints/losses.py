"""From less of an input to less income: the exact short run, its second-order approximation and the Leontief bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Exposure", "leontief_loss", "nest_output", "second_order_loss", "short_run_loss"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Exposure:
    """What hangs on an input.

    Args:
        dependent: [using sector, importer] value added that needs the input, million USD.
        cost_share: [using sector, importer] share of the input in the nest of input and value added that depends on it.
        income: [importer] million USD.
    """

    dependent: Array
    cost_share: Array
    income: Array


def nest_output(supply: Array, cost_share: Array, elasticity: float) -> Array:
    """Output of a CES nest over its baseline when the input is cut and the rest is fixed.

    Z = [(1-b) + b Q^((s-1)/s)]^(s/(s-1)), docs/chokepoints.md, equation 2; 0 where nothing is left of an input with a share.

    Args:
        supply: Q, what is left of the input, 0 to 1. cost_share: b, 0 to 1. elasticity: s between input and rest, below 1.
    """
    power = 1 - 1 / elasticity
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.logaddexp(np.log1p(-cost_share), np.log(cost_share) + power * np.log(supply))
    output = np.where(cost_share > 0, np.exp(inside / power), 1.0)
    return np.where(np.isnan(supply), np.nan, output)


def short_run_loss(exposure: Exposure, supply: Array, elasticity: float) -> Array:
    """Loss of real income in the short run, fraction of income, [importer]: sum_k V_k (1 - Z_k) / I, equation 3.

    Args:
        exposure: what hangs on the input. supply: [importer] effective supply over its baseline. elasticity: of the nest.
    """
    lost = 1 - nest_output(supply[None, :], exposure.cost_share, elasticity)
    return np.asarray((exposure.dependent * lost).sum(axis=0) / exposure.income)


def second_order_loss(exposure: Exposure, supply: Array, elasticity: float) -> Array:
    """The same to second order in ln Q, fraction of income, [importer]: good for small cuts only, equation 4.

    Baqaee and Farhi (2019) for the form; at large cuts it is off by orders of magnitude, so callers print it below 10 % only.

    Args:
        exposure, supply, elasticity: as in `short_run_loss`; supply above 0.
    """
    q, b = np.log(supply)[None, :], exposure.cost_share
    change = b * q + 0.5 * b * (1 - b) * (1 - 1 / elasticity) * q**2
    return np.asarray(-(exposure.dependent * change).sum(axis=0) / exposure.income)


def leontief_loss(exposure: Exposure, supply: Array) -> Array:
    """Loss without any substitution, fraction of income, [importer]: all dependent value added falls with supply, equation 5.

    Args:
        exposure, supply: as in `short_run_loss`.
    """
    return np.asarray(exposure.dependent.sum(axis=0) * (1 - supply) / exposure.income)

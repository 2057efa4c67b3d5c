"""Preconditioner: the exact response of each country to itself, inverted once per baseline.

Most of the work of a fixed-point loop goes into domestic feedback: own wages into own prices, own inputs, own
income. Its Jacobian is block diagonal by country, known in closed form and small, so it is inverted outright;
the loop is left with what travels through trade (docs/decisions/002).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts

__all__ = ["country_blocks"]

Array = npt.NDArray[np.float64]


def _over(numerator: Array, denominator: Array) -> Array:
    """Quotient, 0 where the denominator is 0."""
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def country_blocks(accounts: Accounts, theta: Array, closure: str) -> npt.NDArray[np.float32]:
    """Inverse of (identity minus own-country derivative) of the conditions at a state, for every country.

    Args:
        accounts: state at which the derivative is taken. theta: [sector]. closure: rule for deficits.

    Returns:
        [country, 1 + 2 J, 1 + 2 J] in single precision, in the layout of `equations.residuals`.
    """
    n_sectors, n_countries = accounts.spending.shape
    size = 1 + 2 * n_sectors
    slope = np.empty((n_countries, size, size))
    home = np.einsum("jnn->jn", accounts.flow)
    landed = accounts.flow.sum(axis=2)
    shipped = accounts.flow.sum(axis=1)
    for n in range(n_countries):
        own = (home[:, n], landed[:, n], shipped[:, n])
        slope[n] = _own_slope(accounts, theta, closure, n, own)
    return np.asarray(np.linalg.inv(np.eye(size) - slope), dtype=np.float32)


def _own_slope(a: Accounts, theta: Array, closure: str, n: int, own: tuple[Array, Array, Array]) -> Array:
    """Derivative of country n's own wage, price and spending updates in its own log wage, prices and spending."""
    home, landed, shipped = own
    n_sectors = len(theta)
    inputs, spending = a.input_share[:, :, n], a.spending[:, n]
    bought = spending > 0
    wage = np.zeros(1 + 2 * n_sectors)
    wage[0] = 1
    demand = np.eye(1 + 2 * n_sectors)[1 + n_sectors :]
    cost = np.concatenate([a.value_added_share[:, [n]], inputs.T, np.zeros((n_sectors, n_sectors))], axis=1)
    home_share = np.einsum("jnn->jn", a.share)[:, n]
    per_pull = demand + (theta * home_share)[:, None] * cost
    receipts = -theta[:, None] * cost + _over(home, shipped)[:, None] * per_pull
    landed_change = landed[:, None] * per_pull - (theta * home)[:, None] * cost
    imports_change = (landed_change - home[:, None] * (per_pull - theta[:, None] * cost)).sum(axis=0)
    exports_change = -((shipped - home) * theta) @ cost
    finance = a.deficit[n] if closure != "balanced" else 0.0
    finance_change = (finance if closure == "own" else 0.0) * wage
    income = a.value_added[n] * wage + spending @ demand - landed_change.sum(axis=0) + finance_change
    use = inputs @ (a.receipts[:, [n]] * receipts) + a.final_share[:, [n]] * income
    balance = _balance_slope(
        (exports_change, (shipped - home).sum(), max(finance, 0.0)),
        (imports_change, (landed - home).sum(), max(-finance, 0.0)),
        finance_change,
        a.value_added[n],
    )
    slope = np.zeros((1 + 2 * n_sectors, 1 + 2 * n_sectors))
    slope[0] = wage + balance if balance.any() else 0.0
    slope[1 : 1 + n_sectors] = np.where(bought[:, None], home_share[:, None] * cost, 0)
    slope[1 + n_sectors :] = np.where(bought[:, None], _over(use, np.repeat(spending[:, None], use.shape[1], 1)), 0)
    return slope


def _balance_slope(
    exports: tuple[Array, float, float], imports: tuple[Array, float, float], finance_change: Array, scale: float
) -> Array:
    """Derivative of log((exports + finance) / (imports - finance)); 0 for a country cut off from all trade."""
    up, down = exports[1] + exports[2], imports[1] + imports[2]
    if min(up, down) <= 1e-14 * scale:
        return np.zeros_like(finance_change)
    gain = exports[0] + (finance_change if exports[2] > 0 else 0)
    loss = imports[0] - (finance_change if imports[2] > 0 else 0)
    return np.asarray(gain / up - loss / down)

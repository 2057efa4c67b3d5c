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
    slope = _own_slopes(accounts, theta, closure)
    return np.asarray(np.linalg.inv(np.eye(slope.shape[1]) - slope), dtype=np.float32)


def _own_slopes(a: Accounts, theta: Array, closure: str) -> Array:
    """Derivative of each country's own wage, price and spending updates in its own log wage, prices and spending.

    Returns:
        [country, 1 + 2 J, 1 + 2 J]; arrays inside are [country, sector, unknown].
    """
    n_sectors, n_countries = a.spending.shape
    size = 1 + 2 * n_sectors
    home = np.einsum("jnn->nj", a.flow)
    landed, shipped, spending = a.flow.sum(axis=2).T, a.flow.sum(axis=1).T, a.spending.T
    bought = np.asarray(spending > 0)
    wage = np.eye(size)[0]
    demand = np.eye(size)[1 + n_sectors :]
    cost = np.zeros((n_countries, n_sectors, size))
    cost[:, :, 0], cost[:, :, 1 : 1 + n_sectors] = a.value_added_share.T, a.input_share_by_use
    dearer = theta[:, None] * cost
    home_share = np.einsum("jnn->nj", a.share)
    per_pull = demand + home_share[:, :, None] * dearer
    receipts = _over(home, shipped)[:, :, None] * per_pull - dearer
    landed_change = landed[:, :, None] * per_pull - home[:, :, None] * dearer
    imports_change = (landed_change - home[:, :, None] * (per_pull - dearer)).sum(axis=1)
    exports_change = -np.einsum("nj,njk->nk", shipped - home, dearer)
    finance = a.deficit if closure != "balanced" else np.zeros(n_countries)
    finance_change = (finance if closure == "own" else np.zeros(n_countries))[:, None] * wage
    income = a.value_added[:, None] * wage + spending @ demand - landed_change.sum(axis=1) + finance_change
    use = np.matmul(a.input_share_by_input, a.receipts.T[:, :, None] * receipts)
    use += a.final_share.T[:, :, None] * income[:, None, :]
    balance = _balance_slopes(
        (exports_change, (shipped - home).sum(axis=1), np.maximum(finance, 0)),
        (imports_change, (landed - home).sum(axis=1), np.maximum(-finance, 0)),
        finance_change,
        a.value_added,
    )
    slope = np.zeros((n_countries, size, size))
    slope[:, 0] = np.where(balance.any(axis=1, keepdims=True), wage + balance, 0)
    slope[:, 1 : 1 + n_sectors] = np.where(bought[:, :, None], home_share[:, :, None] * cost, 0)
    slope[:, 1 + n_sectors :] = _over(use, np.broadcast_to(spending[:, :, None], use.shape))
    return slope


def _balance_slopes(
    exports: tuple[Array, Array, Array], imports: tuple[Array, Array, Array], finance_change: Array, scale: Array
) -> Array:
    """Derivatives of log((exports + finance) / (imports - finance)); 0 for a country cut off from all trade."""
    up, down = exports[1] + exports[2], imports[1] + imports[2]
    open_ = np.minimum(up, down) > 1e-14 * scale
    gain = exports[0] + np.where(exports[2][:, None] > 0, finance_change, 0)
    loss = imports[0] - np.where(imports[2][:, None] > 0, finance_change, 0)
    up, down = np.where(open_, up, 1)[:, None], np.where(open_, down, 1)[:, None]
    return np.where(open_[:, None], gain / up - loss / down, 0)

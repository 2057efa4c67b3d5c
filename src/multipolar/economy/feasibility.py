"""What has no solution is said before the solver is asked: goods without supplier, trade that cannot balance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.shocks import Shocks
from multipolar.errors import NotSolvedError

__all__ = ["active_goods", "require_feasible"]

Mask = npt.NDArray[np.bool_]


def active_goods(accounts: Accounts, shocks: Shocks) -> tuple[Mask, Mask]:
    """Goods that are bought after the shocks, and links that can carry trade.

    A good is bought where final demand wants it or a sector that still sells needs it.

    Returns:
        bought [sector, country], open links [sector, importer, exporter].
    """
    links: Mask = np.logical_and(accounts.share > 0, shocks.availability > 0)
    needs = accounts.input_share > 0
    wanted = np.logical_and(accounts.final_share > 0, accounts.spending > 0)
    bought: Mask = np.asarray(wanted, dtype=bool)
    while True:
        sells = np.asarray(np.logical_and(links, bought[:, :, None]).any(axis=1))
        used = np.asarray(np.logical_and(needs, sells[None]).any(axis=1))
        now: Mask = np.asarray(wanted | (used & (accounts.spending > 0)), dtype=bool)
        if (now == bought).all():
            return bought, links
        bought = now


def require_feasible(
    accounts: Accounts, shocks: Shocks, closure: str, countries: tuple[str, ...], sectors: tuple[str, ...]
) -> Mask:
    """Goods bought, [sector, country], or a refusal with reason and remedy.

    Raises:
        NotSolvedError: a good that is wanted has no supplier left, or a closure asks for trade that bans exclude.
    """
    finance = (accounts.deficit if closure != "balanced" else 0) + shocks.transfer
    if shocks.availability.min() > 0:
        return accounts.spending > 0
    bought, links = active_goods(accounts, shocks)
    stranded = bought & ~links.any(axis=2)
    if stranded.any():
        cells = [f"{sectors[j]} in {countries[n]}" for j, n in np.argwhere(stranded)]
        shown = ", ".join(cells[:3]) + (f" and {len(cells) - 3} more" if len(cells) > 3 else "")
        raise NotSolvedError(
            f"No supplier is left for {shown}: every source is banned, so its price has no bound.",
            "Withhold less than everything (share: 0.99), or use a high trade_cost in place of the ban.",
        )
    trades = np.asarray((links & bought[:, :, None] & (accounts.flow > 0)).any(axis=0))
    np.fill_diagonal(trades, False)
    _require_balance(accounts, trades, np.asarray(finance), closure, countries)
    return bought


def _require_balance(
    accounts: Accounts, trades: Mask, finance: npt.NDArray[np.float64], closure: str, countries: tuple[str, ...]
) -> None:
    """Refuse a group of countries that can only sell or only buy when its books must balance."""
    from scipy.sparse import csr_matrix  # a quarter of a second that only bans need
    from scipy.sparse.csgraph import connected_components

    _, group = connected_components(csr_matrix(trades), connection="strong")
    for g in np.argsort(np.bincount(group), kind="stable"):  # the smallest group is the one to name
        inside = group == g
        imports = bool(trades[inside][:, ~inside].any())
        exports = bool(trades[~inside][:, inside].any())
        net = float(finance[inside].sum())
        if abs(net) <= 1e-12 * float(accounts.value_added.sum()):
            net = 0.0
        who = ", ".join(c for c, i in zip(countries, inside, strict=True) if i)
        if (exports and not imports and net >= 0) or (imports and not exports and net <= 0):
            cut, can = ("buy", "sell") if exports else ("sell", "buy")
            raise NotSolvedError(
                f"{who} may {can} abroad but not {cut}: with deficits `{closure}` no finite wage balances its payments.",
                "Ban both directions (both_ways: true), or leave a small share open (share: 0.99).",
            )
        if not exports and not imports and net != 0 and inside.sum() < len(countries):
            raise NotSolvedError(
                f"{who} is cut off from all trade but has a deficit or surplus under deficits `{closure}`.",
                "Use deficits: balanced, which purges deficits first, or leave a small share open (share: 0.99).",
            )

"""Stakes of a run in sentences, for people; every number has its unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multipolar.labels import state_name
from multipolar.politics.institutions import PowerChange
from multipolar.stakes.commitments import Commitment
from multipolar.stakes.debt import Debt
from multipolar.stakes.leverage import Leverage
from multipolar.stakes.outcome import Stakes

__all__ = ["order_sentence", "stakes_sentences"]

ORDER = (
    ("effective poles by GDP", "n_eff", 2, 1, ""),
    ("polarisation", "polarisation", 3, 1, ""),
    ("trade inside blocs", "trade_inside", 1, 100, " % of trade"),
)
"""Name, key, decimals, factor and unit of what a sentence tells of the order."""
SHOWN = 5
"""States and members named in a sentence."""


def order_sentence(order: Mapping[str, Any] | None) -> str | None:
    """The order after the moves in a sentence, with the change and its 80 % interval; None where it was not computed.

    Args:
        order: plain, as in `Result.to_dict()`.
    """
    if order is None:
        return None
    told = []
    for name, key, digits, factor, unit in ORDER:
        after, change = order["after"][key], order["change"][key]
        point = after["point"] if isinstance(after, dict) else after
        if point is None or change is None:
            continue
        span = ""
        if isinstance(change, dict):
            low, high = (f"{factor * change[end]:+.{digits + 1}f}" for end in ("p10", "p90"))
            change, span = change["point"], f", 80 % of draws {low} to {high}"
        told.append(
            f"{name} {factor * point:.{digits}f}{unit} ({factor * change:+.{digits + 1}f}{' points' * bool(unit)}{span})"
        )
    return f"The order after the moves, and the change: {'; '.join(told)}." if told else None


def stakes_sentences(stakes: Stakes) -> list[str]:
    """What is at stake beside incomes and positions, one sentence a matter; empty where the moves touch none of it.

    Args:
        stakes: of a run.
    """
    found = [_leverage(x) for x in stakes.leverage]
    if any(c.treaty for c in stakes.commitments):
        found.append(_commitments(stakes.commitments))
    if stakes.debts:
        found.append(_debts(stakes.debts))
    if stakes.energy is not None:
        found.append(
            f"Energy deals: {stakes.energy.free_usd_bn:.1f} of {stakes.energy.total_usd_bn:.1f} billion USD a year are out of "
            "reach of sanctions."
        )
    return [*found, *(_power(change) for change in stakes.institutions), *stakes.notes]


def _leverage(x: Leverage) -> str:
    names = f"{state_name(x.by)} on {state_name(x.on)}"
    if x.target_loss_pct is None or x.presser_loss_pct is None:
        return f"Pressure of {names}: {x.reason}."
    sides = ", ".join(
        f"{state_name(who)} {loss[0]:.2f} % of real income ({loss[1]:.2f} to {loss[2]:.2f} over elasticity sets)"
        for who, loss in ((x.on, x.target_loss_pct), (x.by, x.presser_loss_pct))
    )
    return f"Pressure of {names}, weight {x.weight:g}: all trade withheld would cost {sides}."


def _commitments(found: tuple[Commitment, ...]) -> str:
    """States with a pact alone: nothing was promised to the others."""
    told = [f"{state_name(c.state)} {c.index:.2f}" for c in found if c.treaty][:SHOWN]
    return (
        f"Exposure to a broken commitment, 0 to 1, an index of threat, nearness and spending, no sum of money: {', '.join(told)}"
        f"{' and others' if len(found) > SHOWN else ''}."
    )


def _debts(found: tuple[Debt, ...]) -> str:
    told = []
    for d in found[:SHOWN]:
        turn = "every size attracts" if d.turning_usd_bn is None else f"up to {d.turning_usd_bn:.3g} billion USD"
        told.append(f"{state_name(d.borrower)} lent {d.lent_usd_bn:.3g}, attracted {turn}")
    more = f" ({len(found) - SHOWN} more borrowers in the files)" if len(found) > SHOWN else ""
    return f"Loans, billion USD, and the size at which more stops attracting: {'; '.join(told)}{more}."


def _power(change: PowerChange) -> str:
    if change.reason is not None:
        proposals = ", ".join(p.name for p in change.reference)
        return f"{change.body.name}, {change.what}: {change.reason}; standing proposals to compare: {proposals}."
    told = []
    for line in sorted(change.lines, key=lambda x: -abs((x.shapley[1] or 0.0) - (x.shapley[0] or 0.0)))[:SHOWN]:
        before, after = (f"{100 * v:.2f}" if v is not None else "none" for v in line.shapley)
        told.append(f"{line.name} {before} to {after}")
    return f"{change.body.name}, {change.what}: Shapley-Shubik power in % of each, {'; '.join(told)}."

"""Lasting, symbolic or fragile: the word for a coalition, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.coalition.durability import Durability
from multipolar.params.read import read_table

__all__ = ["WORDS", "Thresholds", "Verdict", "default_thresholds", "verdict_of"]

WORDS = ("lasting", "symbolic", "fragile")
"""What a coalition can be called."""


@dataclass(frozen=True)
class Thresholds:
    """Where the words begin.

    Args:
        symbolic_cost_pct: % of real income; commitments that move each member's by less are symbolic.
        closeness_noise: a shift of closeness (0-1) below this is noise. lasting_share: of draws in which it must hold.
    """

    symbolic_cost_pct: float
    closeness_noise: float
    lasting_share: float


@dataclass(frozen=True)
class Verdict:
    """One of `WORDS` and sentences why."""

    word: str
    reasons: tuple[str, ...]


def default_thresholds(
    symbolic_cost_pct: float | None = None, closeness_noise: float | None = None, lasting_share: float | None = None
) -> Thresholds:
    """Thresholds of `params/coalition.yaml`, with those given in their place."""
    given = {
        "symbolic_cost_pct": symbolic_cost_pct,
        "closeness_noise": closeness_noise,
        "lasting_share": lasting_share,
    }
    table = read_table("coalition")
    return Thresholds(**{k: float(table[k]["value"]) if v is None else v for k, v in given.items()})


def verdict_of(
    costs_pct: dict[str, float],
    shifts: dict[str, float] | None,
    margins_pct: dict[str, float],
    held: Durability | None,
    limits: Thresholds,
) -> Verdict:
    """The word for one coalition.

    Symbolic comes first: who commits to nothing that costs or moves anything stays for no reason that could fail.

    Args:
        costs_pct: per member, change of real income by its own commitments, %, nobody punished. shifts: per member,
            change of closeness to the proposer by them; None where closeness is not modelled.
        margins_pct: per member, of staying over its best way out, %. held: over draws, None where there are none.
        limits: thresholds.
    """
    dear = max(costs_pct, key=lambda c: abs(costs_pct[c]))
    cost = f"The commitments of {dear} move its real income by {costs_pct[dear]:+.3f} %"
    cheap = abs(costs_pct[dear]) < limits.symbolic_cost_pct
    reasons = [f"{cost}, {'below' if cheap else 'not below'} {limits.symbolic_cost_pct:g} %."]
    still = True
    if shifts is None:
        reasons.append("The shift of closeness is not known: no model of it is connected.")
    else:
        far = max(shifts, key=lambda c: abs(shifts[c]))
        still = abs(shifts[far]) < limits.closeness_noise
        where = "below" if still else "not below"
        reasons.append(
            f"{far} moves by {shifts[far]:+.3f} in closeness, {where} its noise of {limits.closeness_noise:g}."
        )
    if cheap and still:
        return Verdict("symbolic", tuple(reasons))
    weak = [code for code, margin in margins_pct.items() if margin < 0]
    if weak:
        least = min(weak, key=lambda code: margins_pct[code])
        reasons.append(
            f"{len(weak)} of {len(margins_pct)} members gain by leaving, {least} most ({-margins_pct[least]:.3f} %)."
        )
    if held is None:
        reasons.append("Its durability is not known: no draw could be solved.")
        return Verdict("fragile", tuple(reasons))
    firm = held.share >= limits.lasting_share
    reasons.append(
        f"It holds in {held.share:.0%} of {held.draws} draws ({held.low:.0%} to {held.high:.0%}), "
        f"{'at least' if firm else 'fewer than'} {limits.lasting_share:.0%}."
    )
    return Verdict("lasting" if firm and not weak else "fragile", tuple(reasons))

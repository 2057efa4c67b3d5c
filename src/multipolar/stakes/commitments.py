"""Who is exposed to a broken commitment: an index from treaty, distance, rivalry and spending, not a sum of money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.alignment import Baseline, threatened
from multipolar.economy.names import Names
from multipolar.moves import Guarantee
from multipolar.params.alignment import alignment_settings
from multipolar.politics import distances, economies
from multipolar.world.groups import codes_of

__all__ = ["Commitment", "commitments_of"]


@dataclass(frozen=True)
class Commitment:
    """Exposure of a state to a commitment of a pole that is in doubt.

    Args:
        state, pole: ISO3. index: 0 to 1, mean of the three parts below for a state with a pact, else 0.
        treaty: whether there is a defence pact. threat: 0 to 1, rivalry or dispute with a named power.
        nearness: 0 to 1, exp(-km / scale) to the nearest other pole; None without a distance.
        spending_gap: 0 to 1, how far military spending falls short of 2 % of GDP; None without data.
        doubt: how much credibility the moves take away, of a full guarantee.
        index_low, index_high: smallest and largest index if any one of the parts is left out, for the weights are judgement.
    """

    state: str
    pole: str
    index: float
    treaty: bool
    threat: float
    nearness: float | None
    spending_gap: float | None
    doubt: float
    index_low: float
    index_high: float


def commitments_of(names: Names, base: Baseline, year: int) -> tuple[Commitment, ...]:
    """Exposure of all states whose guarantee by a pole is put in doubt by a move, most exposed first.

    Args:
        names: of the scenario. base: states and poles. year: of the run.
    """
    doubts: dict[tuple[int, int], float] = {}
    part = alignment_settings()["threat_doubt"].value
    for move in names.scenario.moves:
        doubtful = isinstance(move, Guarantee) and move.level < 0
        named = move.to if isinstance(move, Guarantee) else threatened(move, names.scenario.moves)
        if not move.active(year) or not named or (isinstance(move, Guarantee) and not doubtful):
            continue
        targets = codes_of(tuple(named), move.from_ or names.first_year)
        size = -move.level if isinstance(move, Guarantee) else part
        for pole in names.acting_poles(move):
            p = base.poles.index(pole)
            for i, state in enumerate(base.states):
                if (state in targets or "all" in targets) and not base.of_pole[i, p]:
                    doubts[i, p] = min(1.0, doubts.get((i, p), 0.0) + size)
    found = [_commitment(base, i, p, size) for (i, p), size in doubts.items()]
    return tuple(sorted(found, key=lambda c: (-c.index, c.state)))


def _commitment(base: Baseline, i: int, p: int, doubt: float) -> Commitment:
    state, pole, treaty = base.states[i], base.poles[p], bool(base.pact[i, p])
    nearness, gap = _nearness(base, state, pole), _spending_gap(state)
    parts = [v for v in (float(base.threat[i]), nearness, gap) if v is not None]
    index = float(np.mean(parts)) if treaty else 0.0
    less = [float(np.mean(np.delete(parts, k))) for k in range(len(parts))] if treaty and len(parts) > 1 else [index]
    return Commitment(state, pole, index, treaty, float(base.threat[i]), nearness, gap, doubt, min(less), max(less))


def _nearness(base: Baseline, state: str, guarantor: str) -> float | None:
    """Nearness of the nearest pole other than the guarantor."""
    scale = alignment_settings()["nearness_km"].value
    others = [c for p in base.poles if p != guarantor for c in codes_of((p,), base.years[1])]
    km = [d for c in others if (d := distances().get((state, c))) is not None]
    return float(np.exp(-min(km) / scale)) if km else None


def _spending_gap(state: str) -> float | None:
    """Shortfall of military spending against 2 % of GDP, in the last year with data, as a fraction of 2 %."""
    table = economies()
    if state not in table.states:
        return None
    row = table.states.index(state)
    share = table.military_usd_mn[row] / table.gdp_usd_mn[row]
    known = share[np.isfinite(share)]
    goal = alignment_settings()["military_goal_pct_gdp"].value / 100
    return float(max(0.0, 1 - known[-1] / goal)) if known.size else None

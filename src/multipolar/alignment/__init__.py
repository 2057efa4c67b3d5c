"""Alignment of a run: from moves and a solved economy to who drifts to whom, with every part of the change."""

from multipolar.alignment.baseline import LEFT_OUT, Baseline, baseline_of, no_baseline, ties_under
from multipolar.alignment.doses import LEVERS, TIES, Doses, doses_of, threatened
from multipolar.alignment.economic import Economic, dependence_change, economic_of
from multipolar.alignment.money import finance_of, turning_point
from multipolar.alignment.motion import CHANNELS, Parts, close_to, game_under, tie_change
from multipolar.alignment.outcome import Alignment, AlignmentYear, Reason, Required
from multipolar.alignment.plain import (
    ALIGNMENT_UNITS,
    alignment_of_state,
    alignment_rows,
    alignment_schema,
    alignment_to_dict,
)
from multipolar.alignment.steps import Resting, at_rest, resting_under, trade_cost_ratio, with_economy, year_on

__all__ = [
    "ALIGNMENT_UNITS",
    "CHANNELS",
    "LEFT_OUT",
    "LEVERS",
    "TIES",
    "Alignment",
    "AlignmentYear",
    "Baseline",
    "Doses",
    "Economic",
    "Parts",
    "Reason",
    "Required",
    "Resting",
    "alignment_of_state",
    "alignment_rows",
    "alignment_schema",
    "alignment_to_dict",
    "at_rest",
    "baseline_of",
    "close_to",
    "dependence_change",
    "doses_of",
    "economic_of",
    "finance_of",
    "game_under",
    "no_baseline",
    "resting_under",
    "threatened",
    "tie_change",
    "ties_under",
    "trade_cost_ratio",
    "turning_point",
    "with_economy",
    "year_on",
]

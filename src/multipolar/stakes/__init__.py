"""What is at stake in a run beside incomes and positions: the order, bodies, leverage, promises, debt, energy."""

from multipolar.stakes.commitments import Commitment
from multipolar.stakes.debt import Debt
from multipolar.stakes.leverage import Leverage
from multipolar.stakes.order import DRAWN, Economies
from multipolar.stakes.outcome import EnergyReach, Stakes, check_institutions, stakes_of
from multipolar.stakes.plain import stakes_schema, stakes_to_dict
from multipolar.stakes.words import order_sentence, stakes_sentences

__all__ = [
    "DRAWN",
    "Commitment",
    "Debt",
    "Economies",
    "EnergyReach",
    "Leverage",
    "Stakes",
    "check_institutions",
    "order_sentence",
    "stakes_of",
    "stakes_schema",
    "stakes_sentences",
    "stakes_to_dict",
]

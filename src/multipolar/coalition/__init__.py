"""Third countries between two powers: what joining, hedging and refusing bring each of them, one at a time."""

from multipolar.coalition.choices import coalition_choices
from multipolar.coalition.outcome import CandidateChoice, CoalitionChoices, Payoff, coalition_schema
from multipolar.coalition.players import Player, Players, players_of
from multipolar.coalition.stances import STANCES, Deal, shocks_of

__all__ = [
    "STANCES",
    "CandidateChoice",
    "CoalitionChoices",
    "Deal",
    "Payoff",
    "Player",
    "Players",
    "coalition_choices",
    "coalition_schema",
    "players_of",
    "shocks_of",
]

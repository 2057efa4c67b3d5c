"""Third countries between two powers: what joining, hedging and refusing bring, one at a time and all at once."""

from multipolar.coalition.choices import coalition_choices
from multipolar.coalition.durability import Draw, durability
from multipolar.coalition.game import ClosenessOf
from multipolar.coalition.game_outcome import CoalitionGame
from multipolar.coalition.outcome import CandidateChoice, CoalitionChoices, Payoff, coalition_schema
from multipolar.coalition.players import Player, Players, players_of
from multipolar.coalition.stances import STANCES, Deal, shocks_of
from multipolar.coalition.study import coalition_game
from multipolar.coalition.verdict import Thresholds, default_thresholds

__all__ = [
    "STANCES",
    "CandidateChoice",
    "ClosenessOf",
    "CoalitionChoices",
    "CoalitionGame",
    "Deal",
    "Draw",
    "Payoff",
    "Player",
    "Players",
    "Thresholds",
    "coalition_choices",
    "coalition_game",
    "coalition_schema",
    "default_thresholds",
    "durability",
    "players_of",
    "shocks_of",
]

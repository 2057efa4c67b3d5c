"""Tables of the command line, each a function of a console and of what it shows."""

from multipolar.cli.tables.alignment import alignment_differences
from multipolar.cli.tables.backtest import backtest
from multipolar.cli.tables.coalition_game import game
from multipolar.cli.tables.dependence import coalition, exposure
from multipolar.cli.tables.draws import tornado
from multipolar.cli.tables.listings import benchmark, replication, scenarios, world
from multipolar.cli.tables.order import bodies, order, passage, voting_power
from multipolar.cli.tables.results import comparison, differences, levers, result

__all__ = [
    "alignment_differences",
    "backtest",
    "benchmark",
    "bodies",
    "coalition",
    "comparison",
    "differences",
    "exposure",
    "game",
    "levers",
    "order",
    "passage",
    "replication",
    "result",
    "scenarios",
    "tornado",
    "voting_power",
    "world",
]

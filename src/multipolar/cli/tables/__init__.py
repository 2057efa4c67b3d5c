"""Tables of the command line, each a function of a console and of what it shows."""

from multipolar.cli.tables.dependence import coalition, exposure
from multipolar.cli.tables.draws import tornado
from multipolar.cli.tables.listings import benchmark, replication, scenarios, world
from multipolar.cli.tables.results import comparison, differences, levers, result

__all__ = [
    "benchmark",
    "coalition",
    "comparison",
    "differences",
    "exposure",
    "levers",
    "replication",
    "result",
    "scenarios",
    "tornado",
    "world",
]

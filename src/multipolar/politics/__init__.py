"""Politics: positions in the General Assembly, ties of states with powers, size and its concentration, as packaged."""

from multipolar.politics.tables import (
    Concentration,
    Economies,
    IdealPoints,
    Ties,
    Votes,
    concentration,
    distances,
    economies,
    ideal_points,
    ties,
    ukraine_votes,
    votes,
)

__all__ = [
    "Concentration",
    "Economies",
    "IdealPoints",
    "Ties",
    "Votes",
    "concentration",
    "distances",
    "economies",
    "ideal_points",
    "ties",
    "ukraine_votes",
    "votes",
]

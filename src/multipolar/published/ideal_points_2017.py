"""Bailey, Strezhnev and Voeten (2017): ideal points of states, estimated anew from the votes."""

from __future__ import annotations

from multipolar.politics.ideal_points_estimate import estimate_ideal_points
from multipolar.politics.ideal_points_published import correlations
from multipolar.politics.tables import votes
from multipolar.published.comparison import Comparison, expected

__all__ = ["agreement"]


def agreement() -> list[Comparison]:
    """Correlation of our positions with the published ones, over all state-years and in the year where it is lowest."""
    data = expected("ideal_points_2017.yaml")
    overall, by_year = correlations(estimate_ideal_points(votes(), data["first"], data["last"]))
    window = f"ideal points {data['first']}-{data['last'] % 100}"
    return [
        Comparison(
            name=data["name"],
            quantity=quantity,
            published=data[key]["correlation"],
            ours=ours,
            tolerance=data[key]["tolerance"],
            source=data["source"],
        )
        for key, quantity, ours in (
            ("overall", f"{window}: r with the published", overall),
            ("lowest_year", f"{window}: lowest r within a year", min(by_year.values())),
        )
    ]

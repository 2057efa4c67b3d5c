"""Effective number of poles by material capabilities, in three years."""

from __future__ import annotations

from multipolar.politics.tables import concentration
from multipolar.published.comparison import Comparison, expected

__all__ = ["cinc_polarity"]


def cinc_polarity() -> list[Comparison]:
    """The packaged concentration of raw CINC shares beside the known numbers."""
    data = expected("polarity.yaml")
    ours = {c.year: c.n_eff for c in concentration() if c.measure == data["measure"]}
    return [
        Comparison(
            name=data["name"],
            quantity=f"effective number of poles, raw CINC shares, {year}",
            published=known["value"],
            ours=ours[year],
            tolerance=known["tolerance"],
            source=data["source"],
        )
        for year, known in data["n_eff"].items()
    ]

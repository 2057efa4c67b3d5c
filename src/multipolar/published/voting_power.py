"""Voting power in bodies whose indices are known: the UN Security Council and the first council of the EEC."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from multipolar.politics.voting_power import VotingGame, voting_power
from multipolar.published.comparison import Comparison, expected

__all__ = ["known_indices"]


def known_indices() -> list[Comparison]:
    """Shapley-Shubik indices and Banzhaf swings, kind of member by kind."""
    data, rows = expected("voting_power.yaml"), []
    for entry in data["games"]:
        found = voting_power(_game(entry))
        for kind, published in entry["shapley"].items():
            shapley, swings = found.of(f"{kind} 1")
            pairs = [("Shapley-Shubik index", float(Fraction(str(published))), float(shapley))]
            if kind in entry.get("swings", {}):
                pairs.append(("Banzhaf swings", float(entry["swings"][kind]), float(swings)))
            for what, known, ours in pairs:
                quantity = f"{entry['title']}: {what} of a member, {kind}"
                rows.append(Comparison(data["name"], quantity, known, ours, data["tolerance"], entry["source"]))
    return rows


def _game(entry: dict[str, Any]) -> VotingGame:
    weights = {f"{kind} {k + 1}": w for kind, (w, count) in entry["weights"].items() for k in range(count)}
    vetoes = frozenset(name for name in weights if name.split()[0] == entry.get("vetoes"))
    return VotingGame(tuple(weights), tuple(weights.values()), entry["quota"], vetoes)

"""Roles in the strategic triangle under all eight patterns of signs."""

from __future__ import annotations

from multipolar.politics.triangle import pattern_of
from multipolar.published.comparison import Comparison, expected

__all__ = ["sign_patterns"]

POWERS = ("A", "B", "C")


def sign_patterns() -> list[Comparison]:
    """For each pattern, how many of the three powers have the role that the theory gives them."""
    data = expected("triangle.yaml")
    rows = []
    for signs, roles in data["patterns"].items():
        pattern, ours = pattern_of([s == "+" for s in signs], POWERS)
        same = sum(ours[power] == role for power, role in zip(POWERS, roles, strict=True))
        quantity = f"roles in {signs} ({pattern}): {', '.join(roles)}; powers with their role"
        rows.append(Comparison(data["name"], quantity, len(roles), same, data["tolerance"], data["source"]))
    return rows

"""One published number beside ours."""

from __future__ import annotations

import dataclasses
from importlib import resources
from typing import Any

import yaml

__all__ = ["Comparison", "expected", "in_words"]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A published number, ours, and the verdict.

    Args:
        name: replication. quantity: what, with unit and the deficit closure. published, ours: the numbers.
        tolerance: half a unit of the last printed digit, or as the source states; None where the published number is
            an order of magnitude from other data or another model, which no agreement is asked of.
        source: paper, table, row. verdict: in words, how the two compare and why they differ.
    """

    name: str
    quantity: str
    published: float
    ours: float
    tolerance: float | None
    source: str
    verdict: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether ours lies within the tolerance of the published number; None where no agreement is asked."""
        if self.tolerance is None:
            return None
        return abs(self.ours - self.published) <= self.tolerance * (1 + 1e-12) + 1e-12

    def to_dict(self) -> dict[str, Any]:
        """As `replicate --json` prints it."""
        return {**dataclasses.asdict(self), "ok": self.ok}


def in_words(published: float, ours: float) -> str:
    """How two numbers compare: same order where they differ by less than a factor of two, else the factor or the sign."""
    if published * ours < 0:
        return "opposite sign"
    if published == 0 or ours == 0:
        return "no effect on one side"
    ratio = ours / published
    if 0.5 <= ratio <= 2:
        return "same order"
    names = {3: "a third of it", 4: "a quarter of it", 5: "a fifth of it"}
    if ratio > 2:
        return f"{ratio:.1f} times as large"
    share = round(1 / ratio)
    return names.get(share, f"one {share}th of it" if share > 5 else "less than half of it")


def expected(file: str) -> dict[str, Any]:
    """Expected numbers of a replication, from its data file."""
    text = resources.files("multipolar.published").joinpath(file).read_text(encoding="utf8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content

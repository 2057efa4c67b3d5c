"""One published number beside ours."""

from __future__ import annotations

import dataclasses
from importlib import resources
from typing import Any

import yaml

__all__ = ["Comparison", "expected"]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A published number, ours, and the verdict.

    Args:
        name: replication. quantity: what, with unit and the deficit closure. published, ours: the numbers.
        tolerance: half a unit of the last printed digit, or as the source states. source: paper, table, row.
    """

    name: str
    quantity: str
    published: float
    ours: float
    tolerance: float
    source: str

    @property
    def ok(self) -> bool:
        """Whether ours lies within the tolerance of the published number."""
        return abs(self.ours - self.published) <= self.tolerance + 1e-12

    def to_dict(self) -> dict[str, Any]:
        """As `replicate --json` prints it."""
        return {**dataclasses.asdict(self), "ok": self.ok}


def expected(file: str) -> dict[str, Any]:
    """Expected numbers of a replication, from its data file."""
    text = resources.files("multipolar.published").joinpath(file).read_text(encoding="utf8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content

"""The data of gegravity's example: what is estimated, and what the experiment changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.published.comparison import expected
from multipolar.published.structural_gravity import Gravity, load_sample, trade_freeness

__all__ = ["Example", "example"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Example:
    """The packaged example: data, trade costs before and after to the power 1 - sigma, [exporter, importer]."""

    gravity: Gravity
    before: Array
    after: Array
    sigma: float
    data: dict[str, Any]


def example() -> Example:
    """gegravity's example: `pta` becomes 1 both ways between Canada and Japan."""
    data, gravity = expected("gegravity.yaml"), load_sample()
    a, b = (gravity.countries.index(c) for c in data["agreement"])
    pta = gravity.variables["pta"].copy()
    pta[a, b] = pta[b, a] = 1
    before = trade_freeness(gravity.variables, data["estimates"])
    after = trade_freeness({**gravity.variables, "pta": pta}, data["estimates"])
    return Example(gravity, before, after, float(data["sigma"]), data)

"""The table of losses by pair of state and pole, with its rankings and its plain forms."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "NUMBERS", "ExposureTable"]

Array = npt.NDArray[np.float64]

NUMBERS = (
    "loss_pct",
    "loss_low_pct",
    "loss_high_pct",
    "pole_loss_pct",
    "pole_loss_low_pct",
    "pole_loss_high_pct",
    "trade_pct_gdp",
)
"""Figures of a pair, by their names in the table."""
COLUMNS = ("state", "pole", *NUMBERS, "reason")
"""Columns of the packaged table and of the CSV file that `multipolar exposure --out` writes."""


@dataclass(frozen=True, eq=False)
class ExposureTable:
    """Losses of real income if a pole and a state stop all trade with each other, pair by pair.

    Args:
        world, year, world_sha256: the data. elasticities: name of the set. range_over: sets that the ranges span.
        version: of Multipolar. states, poles: labels of the axes.
        loss_pct: [state, pole] loss of the state's real income, per cent, positive is a loss; NaN where not defined.
        loss_low_pct, loss_high_pct: smallest and largest over `range_over`; NaN where not computed or where a set has no
            solution.
        pole_loss_pct, pole_loss_low_pct, pole_loss_high_pct: the same for the pole, weighted over its members.
        trade_pct_gdp: [state, pole] observed exports to and imports from the pole over the state's value added.
        reasons: why a pair has no number, by (state, pole).
    """

    world: str
    year: int
    world_sha256: str
    elasticities: str
    range_over: tuple[str, ...]
    version: str
    states: tuple[str, ...]
    poles: tuple[str, ...]
    loss_pct: Array
    loss_low_pct: Array
    loss_high_pct: Array
    pole_loss_pct: Array
    pole_loss_low_pct: Array
    pole_loss_high_pct: Array
    trade_pct_gdp: Array
    reasons: dict[tuple[str, str], str]

    @functools.cached_property
    def asymmetry(self) -> Array:
        """Loss of the state over loss of the pole, [state, pole]; NaN where either is not a loss."""
        both = (self.loss_pct > 0) & (self.pole_loss_pct > 0)
        return np.divide(self.loss_pct, self.pole_loss_pct, out=np.full_like(self.loss_pct, np.nan), where=both)

    def of(self, state: str) -> dict[str, float | None]:
        """Loss in per cent by pole; None where it is not defined or the state is not in the table."""
        if state not in self.states:
            return dict.fromkeys(self.poles)
        row = self.loss_pct[self.states.index(state)].tolist()
        return {p: None if np.isnan(v) else v for p, v in zip(self.poles, row, strict=True)}

    def ranked(self, pole: str) -> list[str]:
        """States by their loss if the pole stops trade, largest first; those without a number are left out."""
        losses = self.loss_pct[:, self.poles.index(pole)]
        order = np.argsort(-losses, kind="stable")
        return [self.states[k] for k in order if not np.isnan(losses[k])]

    def correlation(self, pole: str | None = None) -> float:
        """Correlation of the loss with trade over GDP, over the states of a pole or over all pairs."""
        columns = [self.poles.index(pole)] if pole else list(range(len(self.poles)))
        loss, trade = self.loss_pct[:, columns].ravel(), self.trade_pct_gdp[:, columns].ravel()
        known = ~np.isnan(loss)
        return float(np.corrcoef(loss[known], trade[known])[0, 1]) if known.sum() > 1 else float("nan")

    def pair(self, state: str, pole: str) -> dict[str, Any]:
        """One pair as plain values: the numbers of `COLUMNS`, `asymmetry` and `reason`; missing is None."""
        at = (self.states.index(state), self.poles.index(pole))
        values = {name: float(getattr(self, name)[at]) for name in (*NUMBERS, "asymmetry")}
        plain = {name: None if np.isnan(v) else v for name, v in values.items()}
        return {"state": state, "pole": pole, **plain, "reason": self.reasons.get((state, pole), "")}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every pair as `pair` gives it, state by state."""
        return (self.pair(state, pole) for state in self.states for pole in self.poles)

    def facts(self) -> dict[str, Any]:
        """What the numbers rest on."""
        return {
            "world": self.world,
            "year": self.year,
            "world_sha256": self.world_sha256,
            "elasticities": self.elasticities,
            "range_over": list(self.range_over),
            "deficits": "balanced",
            "multipolar_version": self.version,
        }

    def to_dict(self) -> dict[str, Any]:
        """The object that `multipolar exposure --json` prints: facts, correlations and every pair."""
        correlations = {p: self.correlation(p) for p in self.poles} | {"all": self.correlation()}
        plain = {k: None if np.isnan(v) else v for k, v in correlations.items()}
        return {**self.facts(), "correlation_with_trade_over_gdp": plain, "pairs": list(self.rows())}

    def to_frame(self) -> pd.DataFrame:
        """One row a pair, columns as in `COLUMNS` and the asymmetry."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def to_csv(self) -> str:
        """The table as CSV text, missing numbers empty, twelve significant digits."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in self.rows():
            shown = {k: "" if v is None else f"{v:.12g}" if isinstance(v, float) else v for k, v in row.items()}
            writer.writerow(shown)
        return out.getvalue()

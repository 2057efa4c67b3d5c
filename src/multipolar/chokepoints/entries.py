"""What the layer has to say of one curb on one input, importer by importer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Chokepoint", "ImporterLoss"]


@dataclass(frozen=True)
class ImporterLoss:
    """One importer under one curb; changes of real income in per cent, losses negative, NaN where there is no data.

    Args:
        iso3: importer. income_usd_mn: its income in the data. supply_usd_mn: its supply of the input, own included; NaN where only shares are known.
        withheld_pct_of_imports, withheld_pct_of_supply: share that no longer comes.
        supply_loss_pct: fall of effective supply. supply_loss_range_pct: over the range of the elasticity over sources.
        long_run_pct: of this curb alone, in the equilibrium.
        short_run_pct: by elasticity between input and rest: high, central, low (the least loss first).
        leontief_pct: no substitution. leontief_range_pct: over the range of the elasticity over sources, the largest loss first. second_order_pct: only where less than 10 % of supply is withheld.
        services_left_out_pct: what services that use it would add to Leontief at most; NaN where judged needs decide.
        dependent_pct_of_income: value added of the sectors that need the input, weighted with the share that does.
        thin: whether it buys less than a tenth of the world's mean per dependent value added, so that it probably uses the
            input inside parts and not itself.
        output_by_sector_pct: output of using sectors, central short run.
        no_data: why there are no figures of what is lost; empty with figures.
    """

    iso3: str
    income_usd_mn: float
    supply_usd_mn: float
    withheld_pct_of_imports: float
    withheld_pct_of_supply: float
    supply_loss_pct: float
    supply_loss_range_pct: tuple[float, float]
    long_run_pct: float
    short_run_pct: tuple[float, float, float]
    leontief_pct: float
    leontief_range_pct: tuple[float, float]
    second_order_pct: float
    services_left_out_pct: float
    dependent_pct_of_income: float
    thin: bool
    output_by_sector_pct: Mapping[str, float]
    no_data: str

    @property
    def interval_pct(self) -> tuple[float, float] | None:
        """From the largest loss to the smallest over long run, short run and Leontief; None without any.

        The largest loss is that of Leontief over the range of the elasticity over sources, unless the long run is worse. Without a long run the upper end is NaN: the short run alone would make the interval look narrow.
        """
        known = [v for v in self.figures if not math.isnan(v)]
        if not known or math.isnan(self.leontief_pct):
            return None
        return min(*known, self.leontief_range_pct[0]), math.nan if math.isnan(self.long_run_pct) else max(known)

    @property
    def figures(self) -> tuple[float, ...]:
        """Long run, short run (three elasticities) and Leontief, per cent."""
        return (self.long_run_pct, *self.short_run_pct, self.leontief_pct)


@dataclass(frozen=True)
class Chokepoint:
    """One curb on one input.

    Args:
        move: id of the move, or its place in the list. input: commodity or sector code. title: in words.
        kind: commodity or sector. exporters: who withholds. share: of each flow, 0 to 1.
        output_share_pct: of the exporters in world output; NaN without data.
        needs: share of value added that depends on the input, by sector; empty where it is read from input shares.
        needs_grade: grade of these shares. limits: what the figures leave out. importers: at whom it aims, in the order of the world.
    """

    move: str
    input: str
    title: str
    kind: str
    exporters: tuple[str, ...]
    share: float
    output_share_pct: float
    needs: Mapping[str, float]
    needs_grade: str
    limits: tuple[str, ...]
    importers: tuple[ImporterLoss, ...]

    @property
    def mean_pct(self) -> tuple[float, ...]:
        """`ImporterLoss.figures` of all importers together, weighted with income; each over those that have it, NaN without any."""
        means = []
        for values in zip(*(row.figures for row in self.importers), strict=True):
            weights = [row.income_usd_mn for row, v in zip(self.importers, values, strict=True) if not math.isnan(v)]
            total = sum(
                v * row.income_usd_mn for row, v in zip(self.importers, values, strict=True) if not math.isnan(v)
            )
            means.append(total / sum(weights) if weights else math.nan)
        return tuple(means)

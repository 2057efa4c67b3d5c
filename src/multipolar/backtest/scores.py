"""Scores of forecasts: squared error, CRPS, coverage, and comparisons whose errors are clustered by origin.

Errors of one origin share their world, so an origin counts as one observation. Errors of overlapping horizons repeat each other,
so comparisons allow for correlation up to h - 1 origins (Diebold and Mariano 1995, doi:10.1080/07350015.1995.10524599) and carry the
small-sample correction of Harvey, Leybourne and Newbold (1997, doi:10.1016/S0169-2070(96)00719-4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special, stats

__all__ = [
    "Comparison",
    "clustered_error",
    "compare",
    "covered",
    "crps_ensemble",
    "crps_gaussian",
    "origin_means",
]

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEVEL = 0.9
"""Level of every interval of a comparison: from the 5th to the 95th percentile."""


def crps_gaussian(truth: Array, mean: Array, sd: Array) -> Array:
    """Continuous ranked probability score of Gaussian forecasts, in the unit of the truth.

    Args:
        truth, mean, sd: arrays of one shape; sd > 0.

    Source: Gneiting and Raftery (2007), JASA 102(477):359-378, equation 21.
    """
    z = (truth - mean) / sd
    density = np.exp(-0.5 * z**2) / math.sqrt(2 * math.pi)
    score: Array = sd * (z * (2 * special.ndtr(z) - 1) + 2 * density - 1 / math.sqrt(math.pi))
    return score


def crps_ensemble(truth: Array, members: Array) -> Array:
    """Continuous ranked probability score of equally likely members, in the unit of the truth.

    Args:
        truth: [case]. members: [case, member] or [member], the same for every case.

    Source: E|X - y| - E|X - X'| / 2, Gneiting and Raftery (2007), equation 20; the second term by ranks.
    """
    ordered = np.sort(np.atleast_2d(members), axis=1)
    n = ordered.shape[1]
    ranks = 2 * np.arange(1, n + 1) - n - 1
    spread = (ordered * ranks).sum(axis=1) / n**2
    near: Array = np.abs(ordered - truth[:, None]).mean(axis=1) - spread
    return near


def covered(truth: Array, members: Array, level: float) -> Bools:
    """Whether the truth lies in the central interval of its members.

    Args:
        truth: [case]. members: [case, member]. level: of the interval, such as 0.9.
    """
    low, high = np.quantile(members, [(1 - level) / 2, (1 + level) / 2], axis=1, method="hazen")
    inside: Bools = (truth >= low) & (truth <= high)
    return inside


def origin_means(values: Array, origin: npt.NDArray[np.int64]) -> Array:
    """One value per origin, scaled so that their plain mean is the mean over all cases; [origin], in order of time.

    Args:
        values: [case] losses or their differences. origin: [case] year of the forecast.
    """
    years = np.unique(origin)
    sums = np.array([values[origin == y].sum() for y in years])
    return sums * len(years) / len(values)


def clustered_error(series: Array, horizon: int) -> float:
    """Standard error of the mean of one value per origin, for forecasts h steps ahead from origins a year apart.

    Args:
        series: [origin]. horizon: years ahead; autocovariances to h - 1 count. NaN where there are not more than h origins.

    The variance is the largest of three: with the plain sum of autocovariances, with Bartlett's falling weights, and without any.
    Sums of autocovariances of a dozen origins are often too small by chance, and then the error would be too.
    """
    n = len(series)
    if n <= horizon or n < 3:
        return float("nan")
    away = series - series.mean()
    lags = [float(away[k:] @ away[: n - k]) / n for k in range(horizon)]
    plain = lags[0] + 2 * sum(lags[1:])
    falling = lags[0] + 2 * sum((1 - k / horizon) * c for k, c in enumerate(lags[1:], 1))
    variance = max(plain, falling, lags[0])
    correction = (n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n
    return math.sqrt(variance / n / correction)


@dataclass(frozen=True)
class Comparison:
    """A model against a baseline on the same cases.

    Args:
        gain_pct: loss saved, in per cent of the baseline's; positive is better than the baseline.
        low_pct, high_pct: 90 % interval, clustered by origin; NaN with too few origins.
        statistic: Diebold-Mariano, corrected; positive favours the model. p_value: two-sided, t with origins - 1 degrees.
        origins, cases: numbers of each.
    """

    gain_pct: float
    low_pct: float
    high_pct: float
    statistic: float
    p_value: float
    origins: int
    cases: int

    @property
    def plus_minus_pct(self) -> float:
        """Half the width of the interval, in percentage points."""
        return (self.high_pct - self.low_pct) / 2


def compare(
    model: Array, baseline: Array, origin: npt.NDArray[np.int64], horizon: int, *, root: bool = False
) -> Comparison:
    """Compare the losses of two forecasts of the same cases.

    Args:
        model, baseline: [case] losses. origin: [case] years. horizon: years ahead.
        root: losses are squared errors, and the gain is that of their root mean.
    """
    ours, theirs = origin_means(model, origin), origin_means(baseline, origin)
    ratio = ours.mean() / theirs.mean()
    slope = 0.5 / math.sqrt(ratio) if root else 1.0
    gain = 1 - (math.sqrt(ratio) if root else ratio)
    error = clustered_error(slope * (ours - ratio * theirs) / theirs.mean(), horizon)
    n = len(ours)
    reach = error * float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) if n > 1 else float("nan")
    difference = theirs - ours
    spread = clustered_error(difference, horizon)
    statistic = float(difference.mean() / spread) if spread > 0 else float("nan")
    return Comparison(
        gain_pct=100 * gain,
        low_pct=100 * (gain - reach),
        high_pct=100 * (gain + reach),
        statistic=statistic,
        p_value=float(2 * stats.t.sf(abs(statistic), n - 1)),
        origins=n,
        cases=len(model),
    )

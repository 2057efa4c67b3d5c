"""Ideal points measured at length: coverage of 90 % intervals in simulated windows, and r with the published points.

python benchmarks/ideal_points.py coverage --seeds 20
python benchmarks/ideal_points.py decades
python benchmarks/ideal_points.py issues

The figures are in docs/ideal-points.md. Nothing passes or fails; a window that does not settle is printed with its reason.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from scipy.stats import spearmanr

from multipolar.errors import MultipolarError
from multipolar.politics.ideal_points_estimate import estimate_ideal_points
from multipolar.politics.ideal_points_published import correlations, published_like
from multipolar.politics.ideal_points_simulation import coverage
from multipolar.politics.tables import votes

WINDOWS = [(2010, 2019, None), (2010, 2019, "hr"), (1980, 1989, None)]
DECADES = [*((y, y + 9) for y in range(1950, 2020, 10))]


def study(seeds: int) -> None:
    """Coverage by window and by where simulated positions start."""
    for first, last, issue in WINDOWS:
        fitted = estimate_ideal_points(votes(), first, last, issue)
        for fitted_start in (False, True):
            found = [coverage(votes(), fitted, seed, fitted_start) for seed in range(seeds)]
            shares = np.array([c.covered for c in found])
            thirds = np.mean([c.covered_by_third for c in found], axis=0)
            ratio = np.mean([c.step_sd / c.true_step_sd for c in found])
            print(
                f"{first}-{last} {issue or 'all'} {'fitted' if fitted_start else 'N(0, 1)'} start, {seeds} seeds: covered "
                f"{shares.mean():.3f} ({shares.min():.3f} to {shares.max():.3f}), by third {np.round(thirds, 3)}, r "
                f"{np.mean([c.correlation for c in found]):.4f}, rmse {np.mean([c.rmse for c in found]):.3f}, posterior sd "
                f"{np.mean([c.mean_sd for c in found]):.3f}, step over true {ratio:.3f}",
                flush=True,
            )


def agreement(windows: list[tuple[int, int, str | None]]) -> None:
    """Correlation with the published points, overall and in the worst and best year."""
    for first, last, issue in windows:
        start = time.process_time()
        try:
            estimate = estimate_ideal_points(votes(), first, last, issue)
        except MultipolarError as error:
            print(f"{first}-{last} {issue or 'all'}: {error}", flush=True)
            continue
        seconds = time.process_time() - start
        overall, by_year = correlations(estimate)
        theirs = published_like(estimate)
        both = np.isfinite(theirs) & np.isfinite(estimate.mean)
        rank = float(spearmanr(theirs[both], estimate.mean[both]).statistic)
        worst, best = min(by_year, key=by_year.__getitem__), max(by_year, key=by_year.__getitem__)
        print(
            f"{first}-{last} {issue or 'all'}: r {overall:.4f}, rank {rank:.4f}, lowest {by_year[worst]:.4f} ({worst}), highest "
            f"{by_year[best]:.4f} ({best}), {len(estimate.items.rcid)} roll calls, {estimate.iterations} iterations, step "
            f"{estimate.step_sd:.3f}, {seconds:.1f} s of processor",
            flush=True,
        )


def main() -> None:
    """Run one of the studies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["coverage", "decades", "issues"])
    parser.add_argument("--seeds", type=int, default=20)
    arguments = parser.parse_args()
    if arguments.what == "coverage":
        study(arguments.seeds)
    elif arguments.what == "decades":
        agreement([(first, last, None) for first, last in DECADES])
    else:
        agreement([(2000, 2019, issue) for issue in votes().issues] + [(2010, 2019, issue) for issue in votes().issues])


if __name__ == "__main__":
    main()

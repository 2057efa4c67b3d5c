"""Estimate positions at every origin from the votes up to it, for the backtest.

python tools/build_data/backtest_origins.py --out src/multipolar/data/politics

It takes no raw data: run it after the votes, and backtest_page.py after it. About six minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from multipolar.backtest.estimates import ORIGINS, WINDOW, estimate_origins

from politics_write import record, write_parquet


def _say(what: str, done: int, total: int) -> None:
    sys.stdout.write(f"{what} ({done} of {total})\n")
    sys.stdout.flush()


def main() -> None:
    """Write the table and where it comes from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    found = estimate_origins(_say)
    origin, state, back = np.nonzero(~np.isnan(found.position))
    years = np.array(found.origins)[origin]
    table = pd.DataFrame(
        {
            "origin": years.astype("int16"),
            "iso3": np.array(found.states)[state],
            "year": (years - back).astype("int16"),
            "position": found.position[origin, state, back].astype("float32"),
        }
    )
    path = args.out / "origins.parquet"
    write_parquet(table, path, ["origin", "iso3", "year"])
    facts = {
        "source": "Own estimates from votes.nc by multipolar.politics.ideal_points_estimate.",
        "licence": "as votes.nc",
        "years": f"origins {ORIGINS[0]}-{ORIGINS[-1]}, each with its last {found.position.shape[2]} years",
        "computed": f"One estimate an origin on the {WINDOW} calendar years of votes that end with it, all issues, mean 0 and "
        "sd 1 over the window's state-years; no vote after 31 December of the origin.",
    }
    record(path, args.out, ["votes.nc"], facts)


if __name__ == "__main__":
    main()

"""Build the packaged extract of the gegravity example: 30 economies, manufacturing, 2006.

    python tools/build_data/gegravity.py --raw ../shared/data --out src/multipolar/published

Columns and order stay those of the source, less the year (the same in every row) and `international` (1 where exporter
and importer differ).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from pathlib import Path

HEADER = """\
# The example data of the Python package gegravity 0.3: 30 economies, manufacturing, 2006, million USD.
# Derived from examples/sample_data_set.dlm, GitHub peter-herman/gegravity, MIT licence, Copyright (c) 2021 Peter R. Herman;
# the licence notice is on the page docs/data-licence.md. Columns `year` (2006) and `international` (exporter is not importer) left out.
# sha256 of the input: {sha256}. Built by tools/build_data/gegravity.py.
"""
COLUMNS = ("exporter", "importer", "trade", "Y", "E", "pta", "contiguity", "common_language", "lndist")


def main() -> None:
    """Check what is left out, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    raw = args.raw / "gegravity_sample" / "sample_data_set.dlm"
    rows = list(csv.DictReader(raw.read_text(encoding="utf8").splitlines()))
    for row in rows:
        if row["year"] != "2006" or int(row["international"]) != (row["exporter"] != row["importer"]):
            raise ValueError(f"{row['exporter']} to {row['importer']}: year or international is not as assumed")
    lines = [",".join(row[c] for c in COLUMNS) for row in rows]
    text = HEADER.format(sha256=hashlib.sha256(raw.read_bytes()).hexdigest())
    target = args.out / "gegravity_sample.csv"
    target.write_text(text + "\n".join([",".join(COLUMNS), *sorted(lines)]) + "\n", encoding="utf8")
    print(f"{target}: {len(lines)} pairs")


if __name__ == "__main__":
    main()

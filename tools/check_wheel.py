"""Check that a built wheel holds what the package needs at run time.

python tools/check_wheel.py dist
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

NEEDED = (
    "multipolar/data/world-2022.nc",
    "multipolar/data/world-cp2015.nc",
    "multipolar/data/map_110m.json",
    "multipolar/data/states.csv",
    "multipolar/data/memberships.csv",
    "multipolar/params/trade_elasticity.yaml",
    "multipolar/published/caliendo_parro_2015_table2.yaml",
    "multipolar/scenarios/us-china-60.yaml",
)


def main() -> None:
    """Fail with the names of what is missing."""
    wheels = sorted(Path(sys.argv[1]).glob("multipolar-*.whl"), key=lambda p: p.stat().st_mtime)
    if not wheels:
        sys.exit(f"no wheel in {sys.argv[1]}")
    names = set(zipfile.ZipFile(wheels[-1]).namelist())
    missing = [n for n in NEEDED if n not in names]
    if missing:
        sys.exit(f"{wheels[-1].name} lacks {', '.join(missing)}")
    print(f"{wheels[-1].name}: {wheels[-1].stat().st_size / 1e6:.1f} MB, complete")


if __name__ == "__main__":
    main()

"""Build the table of exposure of the packaged world of 2022 to the poles, with ranges over the elasticity sets.

python tools/build_data/exposure.py --out src/multipolar/data

It takes no raw data: run it after the world and the elasticities. About 25 seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import yaml

from multipolar.exposure import POLES
from multipolar.exposure.embargo import computed
from multipolar.world import load_world


def main() -> None:
    """Write the table and what it rests on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    table = computed(load_world("2022"), "FGO", POLES, ranges=True)
    text = table.to_csv()
    facts = {
        **table.facts(),
        "table_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "built_by": "tools/build_data/exposure.py",
        "licence": "CC BY 4.0, derived from world-2022.nc: its sources and terms apply (docs/data-licence.md)",
        "loss": "% of real income, positive is a loss; trade in goods and services stops both ways, one pair at a time",
    }
    (args.out / "exposure-2022.csv").write_text(text, encoding="utf8", newline="\n")
    written = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=110)
    (args.out / "exposure-2022.yaml").write_text(written, encoding="utf8", newline="\n")
    sys.stdout.write(f"exposure-2022.csv: {len(table.states)} states, {', '.join(table.poles)}\n")


if __name__ == "__main__":
    main()

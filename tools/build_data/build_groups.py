"""Build the table of dated memberships: who belongs to which organisation, region or grouping.

Sources: ``memberships/memberships.csv`` in the folder of raw data (organisations; own compilation,
state of late 2025) and ``groups_own.yaml`` beside this script (regions and composites; own
compilation). Both may be redistributed under the licence of the project.

    python tools/build_data/build_groups.py --raw ../shared/data --out src/multipolar/data
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import yaml

RENAMED = {"UNSC-P5": "P5"}


@dataclass(frozen=True, order=True)
class Membership:
    """One spell of a state in a group.

    Dates are YYYY, YYYY-MM or YYYY-MM-DD. Empty ``joined`` means no dated start, empty ``left``
    that the state is still a member; ``uncertain`` is 1 where the date or the membership is open
    to doubt.
    """

    group: str
    iso3: str
    joined: str = ""
    left: str = ""
    uncertain: int = 0
    note: str = ""


COLUMNS = ["iso3", "group", *[f.name for f in fields(Membership)][2:]]


def read_organisations(path: Path) -> list[Membership]:
    """Read the dated memberships of organisations."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Membership(
                group=RENAMED.get(row["organisation"], row["organisation"]),
                iso3=row["iso3"],
                joined=row["joined"],
                left=row["left"],
                uncertain=int(row["uncertain"]),
                note=row["note"],
            )
            for row in csv.DictReader(file)
        ]


def listed(group: str, entry: dict[str, Any]) -> list[Membership]:
    """Turn the undated members of an own group into rows."""
    note = entry.get("note", "")
    sure = [Membership(group, iso3, note=note) for iso3 in entry["members"]]
    unsure = [
        Membership(group, iso3, uncertain=1, note=f"{note}; {reason}")
        for iso3, reason in entry.get("unsure", {}).items()
    ]
    return sure + unsure


def merge_spells(spells: list[Membership], group: str) -> list[Membership]:
    """Merge the overlapping spells of one state into spells of a composite group.

    Each row keeps the doubt of the spell that opens it, and names that spell in its note.
    """
    merged: list[Membership] = []
    for spell in sorted(spells, key=lambda s: (s.joined, s.group)):
        last = merged[-1] if merged else None
        if last and (not last.left or spell.joined <= last.left):
            left = max(last.left, spell.left) if last.left and spell.left else ""
            merged[-1] = replace(last, left=left)
        else:
            merged.append(replace(spell, group=group, note=f"by {spell.group}"))
    return merged


def union(group: str, parts: list[str], rows: list[Membership]) -> list[Membership]:
    """Return the members of any of the parts, from the earliest joining to the last leaving.

    Raises ValueError when a part is not a known group.
    """
    if unknown := set(parts) - {row.group for row in rows}:
        raise ValueError(f"{group}: unknown groups {sorted(unknown)}")
    spells: dict[str, list[Membership]] = {}
    for row in rows:
        if row.group in parts:
            spells.setdefault(row.iso3, []).append(row)
    return [merged for own in spells.values() for merged in merge_spells(own, group)]


def build(organisations: list[Membership], own: dict[str, Any]) -> list[Membership]:
    """Return all memberships, sorted by group, state and date."""
    rows = list(organisations)
    for group, entry in own.items():
        rows += listed(group, entry) + union(group, entry.get("union_of", []), organisations)
    return sorted(rows)


def check(rows: list[Membership], states: Path) -> None:
    """Raise ValueError when a code is not in the table of states or a spell is listed twice."""
    with states.open(encoding="utf-8", newline="") as file:
        known = {row["iso3"] for row in csv.DictReader(file)}
    if unknown := {row.iso3 for row in rows} - known:
        raise ValueError(f"not in states.csv: {sorted(unknown)}")
    keys = [(row.group, row.iso3, row.joined) for row in rows]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise ValueError(f"listed twice: {twice}")


def to_csv(rows: list[Membership]) -> bytes:
    """Write the rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        group, iso3, *rest = astuple(row)
        writer.writerow([iso3, group, *rest])
    return text.getvalue().encode()


def main() -> None:
    """Write memberships.csv and report its rows and checksum."""
    parser = argparse.ArgumentParser(description="Build memberships.csv.")
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw data")
    parser.add_argument("--out", type=Path, default=Path("src/multipolar/data"))
    args = parser.parse_args()
    own = yaml.safe_load(Path(__file__).with_name("groups_own.yaml").read_text("utf-8"))
    rows = build(read_organisations(args.raw / "memberships" / "memberships.csv"), own)
    check(rows, args.out / "states.csv")
    content = to_csv(rows)
    target = args.out / "memberships.csv"
    target.write_bytes(content)
    print(f"{target}: {len(rows)} rows, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()

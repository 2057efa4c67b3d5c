"""Build the names of actors that news are read with: states, demonyms, capitals, seats of power, groups, armed groups.

All tables are our own compilation from general knowledge (news_*_own.*); names of states come from the packaged states.csv too.
Usage: news_actors.py [folder of the package's news data]
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from news_write import DATA, record

HERE = Path(__file__).resolve().parent
COLUMNS = ("name", "code", "kind", "person", "rule", "note")
OWN = ("news_states_own.csv", "news_groups_own.csv", "news_armed_own.csv", "news_masks_own.txt", "news_rules_own.csv")

NO_PLURAL = ("ese", "ish", "ch", "iss", "s", "z", "men", "i-Kiribati", "Batswana", "Basotho", "Malagasy", "Ivorien")
"""Endings of demonyms that name the people without an s."""

HISTORICAL = {
    "Soviet Union": "predecessor of Russia",
    "USSR": "predecessor of Russia",
    "Yugoslavia": "counted as Serbia",
    "Czechoslovakia": "own code, until 1992",
    "East Germany": "own code, until 1990",
}

Row = tuple[str, str, str, str, str, str]


def _split(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _plurals(demonym: str) -> Iterator[str]:
    yield demonym
    if not demonym.endswith(NO_PLURAL):
        yield f"{demonym}s"


def _states() -> Iterator[Row]:
    names = {r["iso3"]: [r["name"], *_split(r["aliases"])] for r in _csv(DATA.parent / "states.csv")}
    for row in _csv(HERE / "news_states_own.csv"):
        code = row["iso3"]
        for name in [*names.get(code, []), *_split(row["names"])]:
            yield name, code, "state", "", "", HISTORICAL.get(name.removeprefix("the "), "")
        for demonym in _split(row["demonyms"]):
            for form in _plurals(demonym):
                yield form, code, "demonym", "", "", ""
        for column, kind in (("capitals", "capital"), ("seats", "seat"), ("cities", "city")):
            for name in _split(row[column]):
                yield name, code, kind, "", "", ""
    listed = {row["iso3"] for row in _csv(HERE / "news_states_own.csv")}
    for code in sorted(set(names) - listed - {"ROW"}):
        for name in names[code]:
            yield name, code, "state", "", "", ""


def _others() -> Iterator[Row]:
    for row in _csv(HERE / "news_groups_own.csv"):
        for name in _split(row["names"]):
            forms = _plurals(name) if row["kind"] == "demonym" else [name]
            for form in forms:
                yield form, row["code"], row["kind"], "", "", ""
    for row in _csv(HERE / "news_armed_own.csv"):
        for name in _split(row["names"]):
            yield name, row["iso3"], "armed", row["person"], "", ""
    for name in (HERE / "news_masks_own.txt").read_text(encoding="utf8").splitlines():
        yield name, "", "mask", "", "", ""


def _csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf8").splitlines()))


def table(rows: Iterable[Row]) -> list[Row]:
    """Names without repetition, the first meaning of a name counts, with the rules of news_rules_own.csv.

    Args:
        rows: of all sources, in order of precedence.
    """
    rules = {(r["name"], r["code"]): r for r in _csv(HERE / "news_rules_own.csv")}
    dropped = {name for (name, code), r in rules.items() if r["rule"] == "drop"}
    seen: dict[str, Row] = {}
    for name, code, kind, person, rule, note in rows:
        plain = name.removeprefix("the ").removeprefix("The ")
        own = rules.get((plain, code)) or rules.get((plain, ""))
        if own is not None and own["rule"] != "drop":
            rule, note = own["rule"], own["note"] or note
        if plain in dropped or plain in seen:
            continue
        seen[plain] = (plain, code, kind, person, rule or ("the" if plain != name and plain[0].islower() else ""), note)
    return sorted(seen.values())


def main() -> None:
    """Write names.csv and its provenance."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else DATA) / "names.csv"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    special: list[Row] = [
        (r["name"], r["code"], r["kind"], "", r["rule"], r["note"])
        for r in _csv(HERE / "news_rules_own.csv")
        if r["kind"]
    ]
    writer.writerows(table([*special, *_states(), *_others()]))
    path.write_text(out.getvalue(), encoding="utf8", newline="\n")
    record(
        path,
        inputs=[],
        own=OWN,
        facts={
            "source": "own compilation from general knowledge, and the packaged table of states",
            "licence": "that of the project",
        },
        packaged=["states.csv"],
    )


if __name__ == "__main__":
    main()

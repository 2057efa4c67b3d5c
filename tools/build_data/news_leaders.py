"""Build the table of leaders: who held power where and when, from our own compilation and from Wikidata (CC0, of 2022).

Usage: news_leaders.py [folder of the package's news data]
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import re
import sys
from pathlib import Path

import yaml

from news_write import DATA, SHARED, record

HERE = Path(__file__).resolve().parent
OWN = "news_leaders_own.yaml"
WIKIDATA = SHARED / "leaders" / "wikidata_world_leaders_2021.csv"
COLUMNS = ("code", "person", "names", "short", "gender", "office", "start", "end", "doubtful", "source")

TERM = re.compile(
    r"^(?P<name>[^=()\d?]+?)(?:=(?P<short>[^:()\d?]*)(?::(?P<other>[^()\d?]+?))?)?\s*(?P<woman>\(f\))?\s*"
    r"(?P<start>\d{4}(?:-\d\d){0,2})(?P<unsure>\??)(?:\.\.(?P<end>\d{4}(?:-\d\d){0,2})(?P<unsure_end>\??))?$"
)
SUFFIXES = {"Jr", "Jr.", "Sr.", "II", "III", "IV", "V", "VI", "X"}


@dataclasses.dataclass(frozen=True)
class Term:
    """One person in one office."""

    code: str
    person: str
    names: str
    short: str
    gender: str
    office: str
    start: str
    end: str
    doubtful: bool
    source: str


def _day(date: str, last: bool = False) -> str:
    """A date to the day: the middle of a month or of a year that is known no better."""
    return {4: f"{date}-07-01", 7: f"{date}-15", 10: date}[len(date)]


def _short(person: str) -> str:
    """The surname: the last word that is no suffix, and the part behind an article joined by a hyphen."""
    words = [w for w in person.split() if w not in SUFFIXES]
    last = words[-1]
    return f"{last}|{last[3:]}" if last[:3].lower() in ("al-", "el-") else last


def _terms(code: str, office: str, text: str) -> list[Term]:
    found: list[Term] = []
    known: dict[str, tuple[str, str, str]] = {}
    pieces = [p.strip() for p in text.split(";") if p.strip()]
    starts: list[re.Match[str] | None] = []
    for piece in pieces:
        match = TERM.match(piece)
        if match is None:
            raise ValueError(f"{code} {office}: cannot read {piece!r}")
        starts.append(match)
    for number, match in enumerate(starts):
        assert match is not None  # noqa: S101
        person = match["name"].strip()
        following = starts[number + 1] if number + 1 < len(starts) else None
        end = match["end"] or (following["start"] if following else "")
        unsure = bool(match["unsure"] or match["unsure_end"]) or len(match["start"]) < 10
        unsure = unsure or (bool(end) and len(end) < 10)
        if person == "-":
            continue
        if match["short"] is not None or person not in known:
            known[person] = (
                match["other"] or "",
                (match["short"] or "").strip() or _short(person),
                "f" if match["woman"] else "m",
            )
        names, short, gender = known[person]
        start, last = _day(match["start"]), _day(end) if end else ""
        datetime.date.fromisoformat(start)
        if last and last < start:
            raise ValueError(f"{code} {office} {person}: ends before it begins")
        found.append(Term(code, person, names, short, gender, office, start, last, unsure, "own"))
    return found


def own_terms() -> list[Term]:
    """All terms of our own table, names and gender of a person alike in all of them."""
    entries = yaml.safe_load((HERE / OWN).read_text(encoding="utf8"))
    terms = [
        t for code, offices in entries.items() for office, text in offices.items() for t in _terms(code, office, text)
    ]
    merged: dict[tuple[str, str], tuple[str, str, str]] = {}
    for t in terms:
        names, short, gender = merged.get((t.code, t.person), ("", "", "m"))
        merged[t.code, t.person] = (
            names or t.names,
            short if "|" in short or (short != t.short and short) else t.short,
            "f" if "f" in (gender, t.gender) else "m",
        )
    return [dataclasses.replace(t, names=n, short=s, gender=g) for t in terms for n, s, g in [merged[t.code, t.person]]]


def main() -> None:
    """Write leaders.csv and its provenance."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else DATA) / "leaders.csv"
    terms = own_terms()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for t in sorted(terms, key=lambda t: (t.code, t.office, t.start)):
        writer.writerow([*dataclasses.astuple(t)[:8], int(t.doubtful), t.source])
    path.write_text(out.getvalue(), encoding="utf8", newline="\n")
    record(
        path,
        [WIKIDATA] if WIKIDATA.is_file() else [],
        [OWN],
        {
            "source": {"own": "own compilation from general knowledge", "wikidata": "Wikidata, CC0"},
            "licence": "own part: that of the project; Wikidata CC0",
        },
    )


if __name__ == "__main__":
    main()

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
import unicodedata
from pathlib import Path

import yaml

from news_write import DATA, SHARED, record

HERE = Path(__file__).resolve().parent
OWN = "news_leaders_own.yaml"
WIKIDATA = SHARED / "leaders" / "wikidata_world_leaders_2021.csv"
OFFICES = {"president": "president", "prime minister": "prime minister"}
"""Words in Wikidata's labels of positions, and our names of the offices."""

SCRAPED = "2022-10-31"
"""Wikidata's open ends are those of its scrape; later holders are not in it."""

CODES = {
    name.lower(): row["iso3"]
    for row in csv.DictReader((DATA.parent / "states.csv").read_text(encoding="utf8").splitlines())
    for name in (row["name"], *row["aliases"].split(";"))
    if name
}
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


def _read(code: str, office: str, text: str) -> list[tuple[str, str, re.Match[str], str]]:
    """Entries of one office, each with the date on which the next one begins."""
    matches: list[re.Match[str]] = []
    for piece in (p.strip() for p in text.split(";")):
        if not piece:
            continue
        match = TERM.match(piece)
        if match is None:
            raise ValueError(f"{code} {office}: cannot read {piece!r}")
        matches.append(match)
    following = [m["start"] for m in matches[1:]] + [""]
    return [(code, office, m, n) for m, n in zip(matches, following, strict=True)]


def own_terms() -> list[Term]:
    """All terms of our own table; names and gender of a person are the same in all of them."""
    entries = yaml.safe_load((HERE / OWN).read_text(encoding="utf8"))
    read = [
        item
        for code, offices in entries.items()
        for office, text in offices.items()
        for item in _read(code, office, text)
    ]
    people: dict[tuple[str, str], dict[str, str]] = {}
    for code, _, match, _ in read:
        known = people.setdefault((code, match["name"].strip()), {})
        for key in ("short", "other", "woman"):
            if match[key]:
                known.setdefault(key, match[key].strip())
    return [_term(*item, people[item[0], item[2]["name"].strip()]) for item in read if item[2]["name"].strip() != "-"]


def _term(code: str, office: str, match: re.Match[str], following: str, known: dict[str, str]) -> Term:
    person = match["name"].strip()
    end = match["end"] or following
    unsure = bool(match["unsure"] or match["unsure_end"]) or len(match["start"]) < 10 or 0 < len(end) < 10
    start, last = _day(match["start"]), _day(end) if end else ""
    datetime.date.fromisoformat(start)
    if last and datetime.date.fromisoformat(last) < datetime.date.fromisoformat(start):
        raise ValueError(f"{code} {office} {person}: ends before it begins")
    gender = "f" if "woman" in known else "m"
    short = known.get("short") or _short(person)
    return Term(code, person, known.get("other", ""), short, gender, office, start, last, unsure, "own")


def _parts(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return set(plain.lower().replace("-", " ").split())


def wikidata_terms(own: list[Term]) -> list[Term]:
    """Heads of state and government of Wikidata whom our own table lacks; known to the year, until 2022.

    Args:
        own: terms of our own table; who shares two words of a name with one of its persons in a state is left out.
    """
    known: dict[str, list[set[str]]] = {}
    for term in own:
        known.setdefault(term.code, []).extend(_parts(n) for n in (term.person, *term.names.split("|")))
    found: list[Term] = []
    for row in csv.DictReader(WIKIDATA.read_text(encoding="utf8").splitlines()):
        code = CODES.get(row["country"].lower(), "")
        person, label = row["officeholderLabel"].split(",")[0], row["positionLabel"].lower()
        if any(len(_parts(person) & parts) >= 2 for parts in known.get(code, ())):
            continue
        if (
            code in ("VAT", "TWN", "ESH")
            or " of " in person
            or not code
            or not row["start_year"]
            or any(c.isdigit() for c in person)
        ):
            continue
        office = next((o for word, o in OFFICES.items() if word in label), "")
        if not office or person in ("Charles III", "Elizabeth II", "Emmanuel Macron"):
            continue
        start, end = f"{row['start_year']}-07-01", f"{row['end_year']}-07-01" if row["end_year"] else SCRAPED
        found.append(Term(code, person, "", _short(person), "", office, start, max(start, end), True, "wikidata"))
    return found


def main() -> None:
    """Write leaders.csv and its provenance."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else DATA) / "leaders.csv"
    terms = own_terms()
    terms += wikidata_terms(terms)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for t in sorted(terms, key=lambda t: (t.code, t.office, t.start)):
        writer.writerow([*dataclasses.astuple(t)[:8], int(t.doubtful), t.source])
    path.write_text(out.getvalue(), encoding="utf8", newline="\n")
    facts = {
        "source": {
            "own": "own compilation from general knowledge, state of 2025 and part of 2026; doubtful dates are flagged",
            "wikidata": "Wikidata, scrape of October 2022 (every-politician-scrapers/world-leaders-2021): who is not in our own",
        },
        "licence": "own: that of the project; Wikidata: CC0",
        "years": "1990-2026, and some earlier leaders whom texts still name",
        "computed": "a start or an end known to the month or the year stands at its middle, doubtful = 1",
    }
    record(path, [WIKIDATA], [OWN], facts, ["states.csv"])


if __name__ == "__main__":
    main()

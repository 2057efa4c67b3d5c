"""The packaged names and leaders, and the trie in which they are looked up."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import functools
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from multipolar.news.gazetteer.words import key_of, spellings
from multipolar.news.lean import uncollected
from multipolar.news.records import Actor

__all__ = ["END", "Gazetteer", "Leader", "Name", "Spell"]

END = ""
"""Key under which a node of the trie holds the names that end there; no word is empty."""

FOLDER = "data/news"
RANKS = {
    "leader": 5, "president": 4, "prime minister": 4, "chancellor": 4, "commission president": 4, "head": 4, "king": 3,
    "crown prince": 3, "armed leader": 3, "serb leader": 3, "paramilitary leader": 3, "opposition leader": 3, "warlord": 3,
}  # fmt: skip
"""Weights of offices; all others weigh 2."""


@dataclasses.dataclass(frozen=True)
class Name:
    """A name that stands for an actor, or for nothing (kind mask).

    Args:
        words: as written. code, kind, person: of the actor (person: an armed group's own name). rule: when it counts:
        the (after `the` only), weak (needs support), home
        (not behind another state), or nothing. leader: numbers of leaders who bear it.
        short: whether it is a surname alone.
    """

    words: tuple[str, ...]
    code: str
    kind: str
    person: str | None = None
    rule: str = ""
    leaders: tuple[int, ...] = ()
    short: bool = False


@dataclasses.dataclass(frozen=True)
class Spell:
    """Time in an office.

    Args:
        office: such as president. start, end: ISO dates, end empty while in office. doubtful: whether the dates are unsure.
    """

    office: str
    start: str
    end: str
    doubtful: bool = False

    def distance(self, when: str) -> float:
        """Years between a day and the term, 0 within it.

        Args:
            when: ISO date.
        """
        if when < self.start:
            return _years(when, self.start)
        if self.end and when > self.end:
            return _years(self.end, when)
        return 0.0

    def covers(self, when: str) -> bool:
        """Whether a day lies in the term; unsure dates must be at least three months away.

        Args:
            when: ISO date.
        """
        if self.distance(when) > 0.0:
            return False
        near = _years(self.start, when) < 0.25 or (bool(self.end) and _years(when, self.end) < 0.25)
        return not (self.doubtful and near)


@dataclasses.dataclass(frozen=True)
class Leader:
    """A person who held power.

    Args:
        code: state or organisation. person: full name. gender: m, f or empty. spells: offices held, oldest first.
    """

    code: str
    person: str
    gender: str
    spells: tuple[Spell, ...]

    @property
    def last(self) -> str:
        """Day on which the last office ended; far in the future while in office."""
        return max(s.end or "9999" for s in self.spells)

    def rank(self, when: str | None) -> int:
        """Weight of the highest office, among those held at most two years from a day.

        Args:
            when: ISO date, or None for any time.
        """
        spells = [s for s in self.spells if when is None or s.distance(when) <= 2.0] or self.spells
        return max(RANKS.get(s.office, 2) for s in spells)

    def distance(self, when: str) -> float:
        """Years between a day and the nearest term, 0 within one.

        Args:
            when: ISO date.
        """
        return min(s.distance(when) for s in self.spells)


class Gazetteer:
    """Names of actors in a trie over words.

    Args:
        names: all entries. leaders: persons, to whom entries of kind leader point by number.
    """

    def __init__(self, names: Iterable[Name], leaders: Iterable[Leader]) -> None:
        self.leaders: tuple[Leader, ...] = tuple(leaders)
        self.names: tuple[Name, ...] = tuple(names)
        self.trie: dict[str, Any] = {}
        for name in self.names:
            node = self.trie
            for word in name.words:
                node = node.setdefault(key_of(word), {})
            node.setdefault(END, []).append(name)
        self.people: dict[Actor, Leader] = {Actor(x.code, x.person): x for x in self.leaders}
        self.states = frozenset(n.code for n in self.names if n.kind == "state")
        self.by_code: dict[str, tuple[int, ...]] = {}
        for number, leader in enumerate(self.leaders):
            self.by_code[leader.code] = (*self.by_code.get(leader.code, ()), number)

    @classmethod
    def packaged(cls) -> Gazetteer:
        """The gazetteer that comes with the package; read once."""
        return _packaged()


@functools.cache
def _packaged() -> Gazetteer:
    with uncollected():
        leaders, names = _leaders(_rows("leaders.csv"))
        return Gazetteer([*_names(_rows("names.csv")), *names], leaders)


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files("multipolar").joinpath(FOLDER, file).read_text(encoding="utf8")
    return list(csv.DictReader(text.splitlines()))


def _names(rows: list[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        name, rule = row["name"], row["rule"]
        if name.startswith("the "):
            name, rule = name[4:], "the"
        yield Name(spellings(name), row["code"], row["kind"], row["person"] or None, rule)


def _leaders(rows: list[dict[str, str]]) -> tuple[list[Leader], list[Name]]:
    """Persons, and their full names and surnames as entries that list all bearers."""
    people: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        people.setdefault((row["code"], row["person"]), []).append(row)
    leaders: list[Leader] = []
    bearers: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for (code, person), terms in people.items():
        spells = tuple(Spell(t["office"], t["start"], t["end"], t["doubtful"] == "1") for t in terms)
        number = len(leaders)
        leaders.append(Leader(code, person, terms[0]["gender"], tuple(sorted(spells, key=lambda s: s.start))))
        full = dict.fromkeys((person, *(n for t in terms for n in t["names"].split("|") if n)))
        short = dict.fromkeys(n for t in terms for n in t["short"].split("|") if n)
        for names, is_short in ((full, False), (short, True)):
            for name in names:
                held = bearers.setdefault((spellings(name), is_short), [])
                if number not in held:
                    held.append(number)
    entries = [Name(words, "", "leader", None, "", tuple(held), short) for (words, short), held in bearers.items()]
    return leaders, entries


def _years(first: str, last: str) -> float:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days / 365.25

"""Which leader a name means: by the date of the article, and by who the text names in full."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence

from multipolar.news.gazetteer.context import NO_TITLE, Title
from multipolar.news.gazetteer.tables import Gazetteer, Leader, Name
from multipolar.news.gazetteer.words import key_of, word_list
from multipolar.news.records import Actor

__all__ = ["Cast", "Choice"]

NEAR = 2.0
"""Years outside a term within which a surname alone is still taken for its bearer."""

LONG = 12.0
"""Years outside a term after which the full name of a minister may be somebody else's."""

TOP = 3
"""Rank from which an office is high: heads of state and government, of organisations, crown princes."""

STARTERS = frozenset(
    (
        "may", "ban", "begin", "park", "long", "brown", "major", "day", "rice", "young", "song", "straw", "snow", "fox", "lake",
        "horn", "hills", "moon", "mark", "key", "price", "power", "cook", "short", "hunt", "black", "white", "green", "king",
        "grant", "bishop", "gates", "gross", "drew", "perry", "wade", "gore", "an", "to", "no", "so", "han", "sang",
    )
)  # fmt: skip
"""English words that are surnames of leaders too; at the start of a sentence they count as words."""

FAMOUS = "1990"
"""US presidents who left office later are meant by their surname for good."""

CIVIL_STATES = frozenset(("USA", "GBR"))
"""States of which a text need not speak for Mr and a usual surname to mean their leader."""

PRESIDENT = 4
"""Rank of heads of state; a US president in office needs no other hint of his state."""

SURNAMES = word_list("surnames.txt")
"""Surnames that many people bear who hold no office."""


def _day(when: str | None) -> str | None:
    """An ISO date to the day, a month or a year at its middle; None for what is no date."""
    if not when:
        return None
    text = {4: f"{when}-07-01", 7: f"{when}-15"}.get(len(when), when[:10])
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


@dataclasses.dataclass(frozen=True)
class Choice:
    """A leader and how sure the name is."""

    leader: int
    sure: float


class Cast:
    """Leaders whom a document names in full, and the rest by date.

    Args:
        gazetteer: with the leaders. when: ISO date of the document, or None. full: entries found of full names.
        codes: actors that the document names otherwise.
    """

    def __init__(
        self, gazetteer: Gazetteer, when: str | None, full: Iterable[Name], codes: frozenset[str] = frozenset()
    ) -> None:
        self.gazetteer = gazetteer
        self.when = _day(when)
        self.codes = codes
        self.named: dict[int, None] = {}
        for name in full:
            choice = self.choose(name)
            if choice is not None:
                self.named[choice.leader] = None

    def _distance(self, number: int) -> float:
        leader = self.gazetteer.leaders[number]
        if self.when is not None:
            return leader.distance(self.when)
        return 0.0 if leader.last == "9999" else 1.0

    def _merit(self, number: int) -> tuple[float, ...]:
        """In order of weight: a high office, mentioned state, in office, weight of the office, sure dates, nearness."""
        leader = self.gazetteer.leaders[number]
        distance = self._distance(number)
        rank = leader.rank(self.when)
        recent = -distance if self.when is not None else float(leader.last[:4])
        return rank >= TOP, leader.code in self.codes, distance == 0.0, rank, not leader.spells[-1].doubtful, recent

    def choose(self, name: Name, title: Title = NO_TITLE, initial: bool = False) -> Choice | None:
        """The leader whom a name means, or None.

        Args:
            name: entry of kind leader. title: what stands before it. initial: whether it is the first word of a
            sentence, where every word has a capital.
        """
        leaders = self.gazetteer.leaders
        if not name.short:
            known = [n for n in name.leaders if leaders[n].rank(None) >= TOP or self._distance(n) <= LONG]
            return Choice(max(known, key=lambda n: self._merit_in_full(n)), 1.0) if known else None
        bearers = [n for n in name.leaders if not title.gender or leaders[n].gender in (title.gender, "")]
        if not bearers:
            return None
        named = [n for n in bearers if n in self.named]
        if named:
            return Choice(max(named, key=self._merit), 0.98)
        if initial and not title.weight and key_of(name.words[-1]) in STARTERS:
            return None
        best = max(bearers, key=self._merit)
        if self.when is not None:
            near = [n for n in bearers if self._distance(n) <= NEAR]
            best = max(near, key=self._merit) if near else best
        return self._alone(name, best, title)

    def _merit_in_full(self, number: int) -> tuple[float, ...]:
        high, mentioned, inside, rank, _, recent = self._merit(number)
        return inside, -self._distance(number) if self.when is not None else recent, mentioned, high, rank, recent

    def _alone(self, name: Name, number: int, title: Title) -> Choice | None:
        """A surname of somebody whom the text does not name in full."""
        leader = self.gazetteer.leaders[number]
        distance = self._distance(number)
        key = key_of(name.words[-1])
        usual = key in SURNAMES or key in STARTERS
        titled = title.weight == 2 or (
            title.weight == 1 and not (usual and leader.code not in self.codes | CIVIL_STATES)
        )
        high, mentioned = leader.rank(self.when) >= TOP, leader.code in self.codes
        near = distance <= NEAR if self.when is not None else distance == 0.0
        ruling = distance == 0.0 and leader.code == "USA" and leader.rank(self.when) == PRESIDENT
        if near and high:
            sure = 0.95 if titled or mentioned or not usual or ruling else 0.0
        elif near or titled:
            sure = 0.75 if (titled or mentioned) and not (usual and not titled) else 0.0
        else:
            sure = 0.0
        past = self.when is None or leader.spells[0].start < self.when
        famous = leader.code == "USA" and leader.rank(None) == PRESIDENT and leader.last > FAMOUS
        if not sure and past and high and (not usual or (titled and mentioned)):
            sure = 0.6
        elif not sure and past and famous and (mentioned or self.when is None):
            sure = 0.7
        return Choice(number, sure) if sure else None

    def leader(self, actor: Actor) -> Leader | None:
        """The leader of the table whom an actor with a person is, or None.

        Args:
            actor: of a mention.
        """
        return self.gazetteer.people.get(actor)

    def held(self, actor: Actor, offices: Sequence[str]) -> bool:
        """Whether a person holds or held one of the offices.

        Args:
            actor: of a mention. offices: of the table.
        """
        leader = self.gazetteer.people.get(actor)
        return leader is not None and any(s.office in offices for s in leader.spells)

    def holder(self, code: str, offices: Sequence[str]) -> Actor:
        """Who holds an office: named in the text, or in office at its date; without a person where that is unknown.

        Args:
            code: of the state or organisation. offices: in order of preference.
        """
        leaders = self.gazetteer.leaders
        for office in offices:
            for number in self.named:
                if leaders[number].code == code and any(s.office == office for s in leaders[number].spells):
                    return Actor(code, leaders[number].person)
        if self.when is None:
            return Actor(code)
        for office in offices:
            for number in self.gazetteer.by_code.get(code, ()):
                for spell in leaders[number].spells:
                    if spell.office == office and spell.covers(self.when):
                        return Actor(code, leaders[number].person)
        return Actor(code)

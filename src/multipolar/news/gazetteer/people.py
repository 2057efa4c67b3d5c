"""Which leader a name means: by the date of the article, and by who the text names in full."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from multipolar.news.gazetteer.tables import Gazetteer, Leader, Name
from multipolar.news.records import Actor

__all__ = ["Cast", "Choice"]

NEAR = 2.0
"""Years outside a term within which a surname alone is still taken for its bearer."""


@dataclasses.dataclass(frozen=True)
class Choice:
    """A leader and how sure the name is."""

    leader: int
    sure: float


class Cast:
    """Leaders whom a document names in full, and the rest by date.

    Args:
        gazetteer: with the leaders. when: ISO date of the document, or None. full: entries found of full names.
    """

    def __init__(self, gazetteer: Gazetteer, when: str | None, full: Iterable[Name]) -> None:
        self.gazetteer = gazetteer
        self.when = when[:10] if when and len(when) >= 10 else None
        self.named: dict[int, None] = {}
        for name in full:
            self.named[self._best(name.leaders)] = None

    def _distance(self, number: int) -> float:
        leader = self.gazetteer.leaders[number]
        if self.when is not None:
            return leader.distance(self.when)
        return 0.0 if leader.last == "9999" else 1.0

    def _best(self, numbers: Sequence[int]) -> int:
        leaders = self.gazetteer.leaders
        if self.when is not None:
            return min(numbers, key=lambda n: (self._distance(n), -leaders[n].rank(self.when)))
        return max(numbers, key=lambda n: (leaders[n].last, leaders[n].rank(None)))

    def choose(self, name: Name, titled: bool) -> Choice | None:
        """The leader whom a name means, or None.

        Args:
            name: entry of kind leader. titled: whether a title or an office stands before it.
        """
        if not name.short:
            return Choice(self._best(name.leaders), 1.0)
        named = [n for n in name.leaders if n in self.named]
        if named:
            return Choice(self._best(named), 0.98)
        near = [n for n in name.leaders if self.when is None or self._distance(n) <= NEAR]
        if near:
            best = self._best(near)
            top = self.gazetteer.leaders[best].rank(self.when) >= 3
            if top or titled:
                return Choice(best, 0.95 if top else 0.85)
        return None

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
                    if spell.office == office and spell.distance(self.when) == 0.0 and not spell.doubtful:
                        return Actor(code, leaders[number].person)
        return Actor(code)

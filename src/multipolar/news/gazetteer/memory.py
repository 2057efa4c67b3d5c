"""What a text has spoken of so far, and which of it a pronoun or a description stands for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.syntax import Place
from multipolar.news.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Memory", "Seen"]

DEPTH = 3
"""Sentences back in which an antecedent is looked for."""

ASIDE = frozenset(("modifier", "against", "pro", "city", "group"))
"""Kinds of mentions that are none of 'the two countries'."""

ROLE = {
    ("subject", "head"): 2.0, ("subject", "modifier"): 1.0, ("subject", "inside"): 0.3, ("object", "head"): 0.7,
    ("object", "modifier"): -0.3, ("object", "inside"): 0.2, ("other", "head"): 0.3, ("other", "modifier"): -0.5,
    ("other", "inside"): 0.1,
}  # fmt: skip
AGE = (3.0, 1.6, 0.8, 0.3)
MOST, OFTEN = 5.0, 0.4
"""What nearness counts at most for one of a pair, and each mention in the text so far."""


@dataclasses.dataclass(frozen=True)
class Seen:
    """Something spoken of.

    Args:
        sentence: its number. start: in the text. actors: empty for what is no actor of ours. kind: of the mention.
        gender: m, f, n for states, or empty. plural: whether `they` can stand for it. place: in its sentence.
    """

    sentence: int
    start: int
    actors: tuple[Actor, ...]
    kind: str
    gender: str
    plural: bool
    place: Place | None


class Memory:
    """Mentions of the last sentences and the latest of each actor."""

    def __init__(self) -> None:
        self.recent: list[Seen] = []
        self.last: dict[str, Seen] = {}
        self.armed: Seen | None = None
        self.counts: dict[str, int] = {}
        self.persons: dict[Actor, Seen] = {}

    def add(self, seen: Seen) -> None:
        """Keep a mention.

        Args:
            seen: in order of the text.
        """
        self.recent = [s for s in self.recent if seen.sentence - s.sentence <= DEPTH]
        self.recent.append(seen)
        if seen.kind == "armed":
            self.armed = seen
        for actor in seen.actors:
            self.last[actor.code] = seen
            self.counts[actor.code] = self.counts.get(actor.code, 0) + 1
            if actor.person and seen.kind != "armed":
                self.persons[actor] = seen

    def best(
        self,
        sentence: int,
        start: int,
        fits: Callable[[Seen], bool],
        clause: Token | None = None,
        depth: int = DEPTH,
        pull: float = 1.0,
    ) -> tuple[Seen, float] | None:
        """The most salient mention in front of a place, and its lead over the next one.

        Args:
            sentence, start: the place. fits: which mentions count. clause: subject of the clause, preferred.
            depth: sentences back. pull: weight of the role against nearness, 1 for subjects and possessives.
        """
        ranked: list[tuple[float, Seen]] = []
        for seen in self.recent:
            age = sentence - seen.sentence
            if age > depth or (age == 0 and seen.start >= start) or not fits(seen):
                continue
            score = AGE[age] + (0.001 if pull == 1.0 else 0.01) * (seen.start - start if age == 0 else seen.start - 100)
            if seen.place is not None:
                score += pull * _weight(seen, seen.place)
                if clause is not None and age == 0 and seen.place.phrase.i == clause.i and seen.place.part != "inside":
                    score += 1.5 * pull
            ranked.append((score, seen))
        if not ranked:
            return None
        totals: dict[tuple[Actor, ...], float] = {}
        for score, seen in ranked:
            totals[seen.actors] = totals.get(seen.actors, 0.0) + 0.2 * max(score, 0.0)
        ranked = [(0.8 * score + totals[seen.actors], seen) for score, seen in ranked]
        ranked.sort(key=lambda pair: -pair[0])
        top, seen = ranked[0]
        rival = next((s for s, other in ranked[1:] if other.actors != seen.actors), top - 2.0)
        return seen, top - rival

    def pair(
        self,
        sentence: int,
        start: int,
        persons: bool,
        count: int = 2,
        clause: Token | None = None,
        allowed: frozenset[str] | None = None,
    ) -> tuple[Actor, ...]:
        """The two (or three) states or leaders that the text has just spoken of most; empty where there are not as many.

        Args:
            sentence, start: the place. persons: whether leaders are asked for. count: how many. clause: subject of the
            clause, which is none of them unless it names them all. allowed: codes of which they are.
        """
        before = self._before(sentence, start)
        doer = _doer(before, sentence, clause)
        explicit = self.best(
            sentence,
            start,
            lambda s: len(_distinct(s.actors, persons, allowed)) == count and not doer & {a.code for a in s.actors},
            None,
            2,
        )
        if explicit is not None and explicit[0].sentence >= sentence - 1:
            return tuple(_distinct(explicit[0].actors, persons, allowed))
        weights = self._weights(before, sentence, persons, allowed)
        top = list({a.code: a for a in sorted(weights, key=lambda a: weights[a]) if a.code not in doer}.values())[::-1][
            :count
        ]
        return tuple(sorted(top)) if len(top) == count else ()

    def other(self, sentence: int, start: int, clause: Token | None, allowed: frozenset[str]) -> Actor | None:
        """The state besides the doer of a clause that the text speaks of most: its neighbour.

        Args:
            sentence, start: the place. clause: subject of the clause. allowed: codes of states.
        """
        before = self._before(sentence, start)
        doer = _doer(before, sentence, clause, 9) or _last_subject(before, sentence)
        weights = self._weights(before, sentence, False, allowed)
        left = [actor for actor in weights if actor.code not in doer]
        return max(left, key=lambda a: weights[a], default=None) if doer else None

    def _before(self, sentence: int, start: int) -> list[Seen]:
        """Mentions before a place, as far back as memory reaches, save those named in passing."""
        near = (s for s in self.recent if sentence - s.sentence <= DEPTH and (s.sentence < sentence or s.start < start))
        return [s for s in near if s.kind not in ASIDE]

    def _weights(
        self, before: list[Seen], sentence: int, persons: bool, allowed: frozenset[str] | None
    ) -> dict[Actor, float]:
        """How much the text speaks of each actor: near a place, and all in all."""
        weights: dict[Actor, float] = {}
        for seen in before:
            for actor in _distinct(seen.actors, persons, allowed):
                subject = seen.place is not None and seen.place.role == "subject"
                weights[actor] = weights.get(actor, 0.0) + AGE[sentence - seen.sentence] + 0.5 * subject
        if not persons:
            for actor in _distinct((Actor(code) for code in self.counts), persons, allowed):
                weights.setdefault(actor, 0.0)
        often = {actor: OFTEN * min(self.counts.get(actor.code, 0), 16) for actor in weights}
        return {actor: min(weight, MOST) + often[actor] for actor, weight in weights.items()}


def _doer(before: list[Seen], sentence: int, clause: Token | None, most: int = 1) -> set[str]:
    """Codes of the subject of a clause, if there are no more than that."""
    if clause is None:
        return set()
    own = [s for s in before if s.sentence == sentence and s.place is not None and s.place.phrase.i == clause.i]
    codes = {a.code for s in own for a in s.actors if s.place is not None and s.place.part == "head"}
    return codes if len(codes) <= most else set()


def _last_subject(before: list[Seen], sentence: int) -> set[str]:
    """Codes of the last actors of a sentence that are the subject of a verb; none where it has no such subject."""
    for seen in reversed(before):
        place = seen.place
        subject = place is not None and place.role == "subject" and place.part == "head"
        if seen.sentence == sentence and subject and seen.actors:
            return {a.code for a in seen.actors}
    return set()


def _weight(seen: Seen, place: Place) -> float:
    """Weight of the grammatical role: subjects of main clauses lead."""
    weight = ROLE[place.role, place.part] + 0.1 * len(seen.actors) * (seen.kind == "pair")
    if place.role == "subject" and place.part == "head" and place.verb is not None and place.verb.dep_ == "ROOT":
        weight += 0.5
    if seen.kind == "demonym" and place.part != "head" and place.role != "subject":
        weight -= 0.7
    return weight


def _distinct(actors: Iterable[Actor], persons: bool, allowed: frozenset[str] | None) -> list[Actor]:
    """Persons of different states, or states, without repetition."""
    kept = [a for a in actors if not a.code.startswith("@") and (allowed is None or a.code in allowed)]
    if persons:
        return list({a.code: a for a in kept if a.person}.values())
    return [Actor(code) for code in dict.fromkeys(a.code for a in kept)]

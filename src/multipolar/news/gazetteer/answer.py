"""What descriptions stand for, by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.gazetteer.describe import BODIES, OFFICES, Description
from multipolar.news.gazetteer.memory import Memory, Seen
from multipolar.news.gazetteer.people import Cast
from multipolar.news.gazetteer.refer import Answer
from multipolar.news.gazetteer.syntax import Place, subject_of, verb_of
from multipolar.news.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["describe"]

STATES = frozenset(
    [
        "countries",
        "nations",
        "states",
        "capitals",
        "neighbours",
        "neighbors",
        "peoples",
        "militaries",
        "armies",
        "republics",
        "governments",
        "economies",
        "superpowers",
        "country",
        "nation",
        "government",
    ]
)
"""Nouns of pairs that are states, not organisations."""


def _doer(place: Place) -> Token | None:
    """Subject of the clause in which a description is the object, or is told to do something."""
    verb = place.verb
    if verb is None:
        return None
    if place.role != "subject":
        return subject_of(verb)
    told = any(c.tag_ == "TO" for c in verb.children)
    above = verb_of(verb) if told else None
    return subject_of(above) if above is not None else None


def describe(found: Description, sentence: int, start: int, place: Place, memory: Memory, cast: Cast) -> Answer | None:
    """Actors for whom a description stands, or None.

    Args:
        found: the description. sentence, start: where it stands. place: in its sentence. memory: what came before.
        cast: leaders of the document.
    """
    if found.sort in ("leaders", "parties"):
        persons = found.sort == "leaders"
        clause = _doer(place)
        allowed = cast.gazetteer.states if found.noun.lower() in STATES else None
        actors = memory.pair(sentence, start, persons, found.count, clause, allowed)
        if not actors and persons:
            actors = memory.pair(sentence, start, False, found.count, clause, allowed)
            return (actors, 0.6) if actors else None
        return (actors, 0.85) if actors else None
    if found.sort == "other":
        own = subject_of(place.verb) if place.verb is not None else None
        other = memory.other(sentence, start, own, cast.gazetteer.states)
        return ((other,), 0.7) if other is not None else None
    if found.sort == "koreas":
        return _koreas(found.noun, memory)
    if found.sort == "holder":
        return _holder(found.noun, sentence, memory, cast)
    if found.noun in BODIES:
        codes = BODIES[found.noun]
        known = [s for c, s in memory.last.items() if c in codes]
        known += [memory.armed] if memory.armed is not None and "armed" in codes else []
        last = max(known, key=lambda s: (s.sentence, s.start), default=None)
        if last is None:
            return None
        if last.kind == "armed":
            return last.actors, 0.8
        return tuple(Actor(c) for c in dict.fromkeys(a.code for a in last.actors) if c in codes), 0.8
    return _state(found.noun, sentence, start, memory)


def _koreas(noun: str, memory: Memory) -> Answer | None:
    """The Koreas, or one of them by its direction where the text speaks of either."""
    if noun == "Koreas":
        return (Actor("KOR"), Actor("PRK")), 1.0
    known = [s.sentence for c, s in memory.last.items() if c in ("KOR", "PRK")]
    return ((Actor("PRK" if noun == "North" else "KOR"),), 0.9) if known else None


def _state(noun: str, sentence: int, start: int, memory: Memory) -> Answer | None:
    """The state of which a text speaks of its government, its army, or the country."""

    def fits(seen: Seen) -> bool:
        return (
            len({a.code for a in seen.actors}) == 1 and seen.gender in ("n", "m", "f") and len(seen.actors[0].code) == 3
        )

    found = memory.best(sentence, start, fits, None, 3, 1.0 if noun in ("country", "nation") else 0.3)
    if found is None:
        usa = memory.last.get("USA") if noun == "administration" else None
        return ((Actor("USA"),), 0.6) if usa is not None else None
    return (Actor(found[0].actors[0].code),), 0.7


def _holder(noun: str, sentence: int, memory: Memory, cast: Cast) -> Answer | None:
    """The last leader spoken of who holds or held the office."""
    offices = OFFICES.get(noun, (noun,))
    people = sorted(memory.persons.items(), key=lambda pair: (-pair[1].sentence, -pair[1].start))
    for actor, seen in people:
        if sentence - seen.sentence <= 12 and cast.held(actor, offices):
            return (actor,), 0.85 if sentence - seen.sentence <= 3 else 0.7
    return None

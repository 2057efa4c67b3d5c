"""What a mention leaves in memory: gender, number, place; coordinations; officials whom the table of leaders lacks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.context import OFFICIALS, PEOPLE
from multipolar.news.gazetteer.memory import Seen
from multipolar.news.gazetteer.people import Cast
from multipolar.news.gazetteer.syntax import SUBJECTS, Place, place_of
from multipolar.news.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["bystanders", "joined", "officials", "seen_of"]

FAMILY_FIRST = frozenset(("CHN", "TWN", "HKG", "KOR", "PRK", "SGP", "VNM", "HUN", "KHM"))
"""States whose people put the family name first."""
PERSONS = PEOPLE | frozenset(
    (
        "analyst", "economist", "expert", "professor", "man", "woman", "person", "journalist", "reporter", "researcher",
        "scholar", "author", "worker", "farmer", "executive", "founder", "lawyer", "judge", "candidate", "critic", "trader",
    )
)  # fmt: skip
PLURAL = frozenset(("NNS", "NNPS"))


def seen_of(sentence: int, mention: Mention, place: Place, cast: Cast) -> Iterator[Seen]:
    """What a mention leaves in memory: itself, and the persons of whom its noun phrase speaks.

    Args:
        sentence: its number. mention: with offsets in the sentence. place: in it. cast: leaders of the document.
    """
    actors, kind = mention.actors, mention.kind
    if kind in ("modifier", "against", "pro"):
        return
    people = place.phrase.lemma_.lower() in PEOPLE
    modifies = place.part == "modifier" or (place.part == "inside" and people)
    persons = kind in ("leader", "official") or (
        kind in ("description", "pronoun", "possessive") and bool(actors[0].person)
    )
    if len(actors) > 1:
        yield Seen(sentence, mention.start, actors, kind, "", True, place)
    elif persons and kind != "armed":
        leader = cast.leader(actors[0])
        gender = (leader.gender or "?") if leader is not None else "?"
        yield Seen(sentence, mention.start, actors, kind, gender, False, place)
    elif kind == "group" or actors[0].code.startswith("@"):
        plural = place.root.tag_ in PLURAL or (kind == "demonym" and place.phrase.tag_ in PLURAL)
        yield Seen(sentence, mention.start, actors, kind, "" if plural else "n", plural, place)
    elif modifies and place.phrase.tag_ in PLURAL and (people or kind == "demonym"):
        yield Seen(sentence, mention.start, actors, kind, "n", False, place)
        yield Seen(sentence, mention.start, _codes(actors), kind, "", True, place)
    elif modifies and people:
        yield Seen(sentence, mention.start, actors, kind, "n", False, place)
        yield Seen(sentence, mention.start, _codes(actors), kind, "?", False, place)
    else:
        plural = place.root.tag_ in PLURAL and kind == "demonym"
        yield Seen(sentence, mention.start, actors, kind, "" if plural else "n", plural, place)
        if kind == "armed":
            yield Seen(sentence, mention.start, actors, kind, "", True, place)


def _codes(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    return tuple(Actor(a.code) for a in actors)


def joined(sentence: int, text: str, mentions: list[tuple[Mention, Place]]) -> list[Seen]:
    """Coordinations of different actors: China and Russia, Xi and Putin, China-Russia relations.

    Args:
        sentence: its number. text: of it. mentions: by name, with their places.
    """
    found: list[Seen] = []
    by_first: dict[int, list[tuple[Mention, Place]]] = {}
    for mention, place in mentions:
        if mention.kind not in ("modifier", "against", "pro"):
            by_first.setdefault(place.first.i, []).append((mention, place))
    for members in by_first.values():
        actors = tuple(dict.fromkeys(a for m, _ in members for a in m.actors))
        if len({a.code for a in actors}) > 1:
            found.append(Seen(sentence, members[-1][0].start, actors, "pair", "", True, members[0][1]))
    found += _lists(sentence, text, mentions)
    for (left, place), (right, _) in itertools.pairwise(mentions):
        if text[left.end : right.start] in ("-", "–", "—") and left.actors != right.actors:
            found.append(Seen(sentence, right.start, (*left.actors, *right.actors), "pair", "", True, place))
    return found


def _lists(sentence: int, text: str, mentions: list[tuple[Mention, Place]]) -> Iterator[Seen]:
    """Names with nothing but commas and an `and` between them, whatever the parser makes of them."""
    run: list[tuple[Mention, Place]] = []
    ended = False
    for mention, place in [*mentions, (None, None)]:
        gap = text[run[-1][0].end : mention.start].strip() if run and mention is not None else None
        if run and (gap is None or gap not in (",", "and", ", and", "&") or ended):
            actors = tuple(dict.fromkeys(a for m, _ in run for a in m.actors))
            if ended and len(run) > 2 and len({a.code for a in actors}) > 2:
                yield Seen(sentence, run[-1][0].start, actors, "pair", "", True, run[-1][1])
            run, ended = [], False
        if mention is None or place is None:
            return
        ended = bool(run) and gap != ","
        run.append((mention, place))


def bystanders(sentence: int, tokens: list[Token], starts: list[int], places: list[Place]) -> list[Seen]:
    """Subjects that are no actors of ours, to which pronouns refer all the same: analysts, a professor, Yun Sun.

    Args:
        sentence: its number. tokens, starts: of it. places: of the mentions in it.
    """
    known = {p.phrase.i for p in places} | {p.root.i for p in places}
    found: list[Seen] = []
    for token, start in zip(tokens, starts, strict=True):
        if token.dep_ not in SUBJECTS or token.i in known:
            continue
        if token.tag_ == "NNS":
            gender, plural = "", True
        elif (token.tag_ == "NN" and token.lemma_ in PERSONS) or (
            token.tag_ == "NNP" and any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in token.children)
        ):
            gender, plural = "?", False
        else:
            continue
        found.append(Seen(sentence, start, (), "bystander", gender, plural, place_of([token])))
    return found


def officials(
    tokens: list[Token], starts: list[int], names: list[Mention], places: list[Place], people: dict[str, Actor]
) -> tuple[list[Mention], list[Place]]:
    """Adds persons whom the table lacks, as officials of the state that their noun phrase names, and their surnames later.

    Args:
        tokens, starts: of the sentence. names, places: mentions found. people: surnames met in the document; grows.
    """
    inside = {i for m in names for i, s in enumerate(starts) if m.start <= s < m.end}
    added: list[tuple[Mention, Place]] = []
    for number, token in enumerate(tokens):
        if token.pos_ != "PROPN" or number in inside or not token.text[0].isupper():
            continue
        if token.dep_ == "compound" and token.head.pos_ == "PROPN":
            continue
        chain = _chain(number, tokens, inside)
        actor = _official(token, chain, tokens, names, places)
        if actor is None and len(chain) == 1:
            actor = people.get(token.text)
        if actor is None:
            continue
        people[token.text] = actor
        if actor.code in FAMILY_FIRST and len(chain) > 1:
            people[tokens[chain[0]].text] = actor
        mention = Mention(starts[chain[0]], starts[number] + len(token), (actor,), "official", 0.8)
        added.append((mention, place_of([tokens[i] for i in chain])))
    if not added:
        return names, places
    both = sorted([*zip(names, places, strict=True), *added], key=lambda pair: pair[0].start)
    return [m for m, _ in both], [p for _, p in both]


def _chain(number: int, tokens: list[Token], inside: set[int]) -> list[int]:
    """The person's name that ends here: capitalised proper nouns in a row, without titles."""
    chain = [number]
    while chain[0] > 0:
        left = tokens[chain[0] - 1]
        if left.pos_ != "PROPN" or chain[0] - 1 in inside or left.lower_ in OFFICIALS or not left.text[0].isupper():
            break
        chain.insert(0, chain[0] - 1)
    return chain


def _official(
    token: Token, chain: list[int], tokens: list[Token], names: list[Mention], places: list[Place]
) -> Actor | None:
    """The actor for a person whose noun phrase names an office and a state."""
    if not 2 <= len(chain) <= 3 or tokens[chain[0]].lower_ in ("the", "foreign"):
        return None
    office = any(
        c.lower_ in OFFICIALS or c.lemma_.lower() in OFFICIALS
        for c in token.children
        if c.dep_ in ("compound", "appos", "amod")
    )
    office = office or any(
        a.dep_ == "appos" and a.head.i == token.i and a.lemma_.lower() in OFFICIALS for a in token.children
    )
    if not office and token.dep_ == "appos":
        office = token.head.lemma_.lower() in OFFICIALS
    if not office:
        return None
    phrase = token.head if token.dep_ == "appos" else token
    for mention, place in zip(names, places, strict=True):
        if (
            mention.kind in ("state", "demonym", "capital", "seat", "organisation", "office")
            and place.phrase.i == phrase.i
        ):
            person = " ".join(tokens[i].text for i in chain)
            return Actor(mention.actors[0].code, person) if token.dep_ not in SUBJECTS or person else None
    return None

"""Actors that noun phrases name: by their heads, else by their possessors and modifiers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention
from multipolar.news.subjects import next_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["BACKED", "Named", "compounded", "conjuncts", "mentions_by_token", "named"]

INSIDE = frozenset({"compound", "amod", "poss", "nmod", "nummod", "npadvmod"})
OF = frozenset({"of", "from", "including", "like", "by"})
PLACES = frozenset({"in", "across", "among", "at"})
PEOPLE = frozenset(
    [
        "ally", "partner", "leader", "official", "country", "nation", "state", "government", "force", "part", "company",
        "firm", "friend", "member", "minister", "diplomat", "people", "envoy", "neighbour", "neighbor", "capital",
        "lawmaker", "rival", "troop", "soldier", "protester", "region", "supporter", "target", "position", "base", "city",
        "demonstrator", "police", "party", "parliament", "activist", "worker", "student", "politician", "crowd", "mob", "hacker",
        "town", "village", "site", "facility", "airport", "airfield", "camp", "province", "coast", "territory", "civilian", "resident",
        "villager", "refugee", "hospital", "embassy", "consulate", "prisoner", "detainee", "hostage", "port", "island", "suburb",
        "newspaper", "fighter", "militia", "gunman", "insurgent", "separatist", "judge", "prosecutor", "opposition", "court", "military", "army", "rebel", "militant", "group", "authority",
    ]
)  # fmt: skip
VOICES = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokespeople", "representative", "negotiator"])
"""Who speaks for whom is named behind `for`: a spokesman for the Kenyan ministry."""
MADE = frozenset(
    [
        "launch",
        "fire",
        "send",
        "lob",
        "make",
        "produce",
        "build",
        "assemble",
        "manufacture",
        "grow",
        "mine",
        "brew",
        "distil",
        "raise",
    ]
)
"""Participles behind goods: cars made in a country are its cars."""
WORLD = "@WORLD"
"""States that a common noun leaves open: its neighbours, other countries."""
TIED = frozenset({"linked", "based", "born", "bound", "speaking", "registered", "flagged", "occupied", "style"})
"""Participles in compounds with a name that tells where somebody belongs, and not who does it."""
BACKED = frozenset(
    [
        "backed",
        "brokered",
        "made",
        "built",
        "supplied",
        "armed",
        "trained",
        "funded",
        "sponsored",
        "supported",
        "allied",
        "aligned",
    ]
)
"""The same, where a name beside it tells who does it: rebels of one state whom another backs."""
HELPED = tuple(f"-{word}" for word in sorted(BACKED))
FELLOW = frozenset(
    [
        "ally",
        "member",
        "partner",
        "neighbour",
        "neighbor",
        "rival",
        "archrival",
        "foe",
        "archfoe",
        "candidate",
        "aspirant",
        "power",
        "nation",
    ]
)
"""Nouns right before a name that say what its state is to another: NATO ally Canada."""
SIDELONG = frozenset({"against", "pro"})
"""Kinds of mentions in compounds such as anti-Western and pro-Russian, which do not name the doer."""

RELATIONAL = frozenset(
    ["ally", "partner", "neighbour", "neighbor", "rival", "friend", "enemy", "counterpart", "adversary", "foe", "guest"]
)
VICTIM = frozenset(
    [
        "invasion", "killing", "bombing", "occupation", "annexation", "attack", "treatment", "murder", "assassination",
        "seizure", "persecution", "destruction", "shelling", "blockade", "siege", "siegeing", "war", "encirclement",
        "condemnation", "criticism", "support", "recognition", "shooting", "poisoning", "abduction",
    ]
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Named:
    """Actors of a slot and the tokens that name them.

    Args:
        actors: in order, each once. tokens: positions of their mentions. sure: the least sure of their mentions.
    """

    actors: tuple[Actor, ...] = ()
    tokens: tuple[int, ...] = ()
    sure: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.actors)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the actors."""
        return frozenset(actor.code for actor in self.actors)

    def without(self, other: Named) -> Named:
        """The same without the actors of another.

        Args:
            other: whose actors go, by code.
        """
        left = tuple(actor for actor in self.actors if actor.code not in other.codes)
        return Named(left, self.tokens if left else (), self.sure)


def mentions_by_token(parsed: Parsed, mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Mention of each token of a sentence, by the token's position; one with a person goes before one without.

    Args:
        parsed: the sentence. mentions: that overlap it, offsets in the cleaned text.
    """
    found: dict[int, Mention] = {}
    for mention in mentions:
        for token in parsed.span:
            if parsed.start(token) < mention.end and parsed.end(token) > mention.start:
                old = found.get(token.i)
                if old is None or (mention.actors and mention.actors[0].person and not old.actors[0].person):
                    found[token.i] = mention
    return found


def conjuncts(token: Token) -> Iterator[Token]:
    """A token and what is joined to it by commas, 'and', 'or'.

    Args:
        token: first of the series.
    """
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            yield from conjuncts(child)


def named(heads: Iterable[Token], mentions: Mapping[int, Mention], opposed: bool = False) -> Named:
    """Actors that noun phrases name: by their heads, else by what stands inside, relative clauses left out.

    Args:
        heads: heads of the phrases. mentions: by position of token. opposed: whether the heads are
        those of compounds such as anti-Western, which otherwise name nobody.
    """
    if opposed:
        tokens = sorted({head.i for head in heads if head.i in mentions})
    else:
        tokens = sorted({t.i for head in heads for t in _mentioned(head, mentions, 0)})
    actors: dict[str, Actor] = {}
    for i in tokens:
        for actor in mentions[i].actors:
            if actor.code not in actors or (actor.person and not actors[actor.code].person):
                actors[actor.code] = actor
    if len(actors) > 1:
        actors.pop(WORLD, None)
    return Named(tuple(actors.values()), tuple(tokens), min((mentions[i].sure for i in tokens), default=1.0))


def _mentioned(head: Token, mentions: Mapping[int, Mention], depth: int) -> list[Token]:
    if depth > 5:
        return []
    found = [head] if _stands(head, mentions) else _inside(head, mentions, depth)
    if found == [head] and _vague(head, mentions):
        found = [t for t in _inside(head, mentions, depth) if not _vague(t, mentions)] or found
    for child in head.children:
        listed = child.dep_ == "appos" and head.i in mentions and _other_state(head, child, mentions)
        if child.dep_ == "pobj" and mentions.get(head.i) is not None and mentions.get(head.i) is mentions.get(child.i):
            found += _mentioned(child, mentions, depth + 1)
        joined = child.dep_ == "conj" and child.i > head.i and child.pos_ not in {"VERB", "AUX"}
        if listed or (joined and next_verb(child) is None):
            found += _mentioned(child, mentions, depth + 1)
        elif child.dep_ == "appos" and head.i in mentions and child.i in mentions:
            for inner in child.children:
                if inner.dep_ == "conj" and inner.pos_ == "PROPN" and next_verb(inner) is None:
                    found += _mentioned(inner, mentions, depth + 1)
        elif found and child.dep_ == "prep" and child.lower_ in {"including", "like"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found += _mentioned(inner, mentions, depth + 1)
    return found


def _other_state(head: Token, child: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether an apposition is the next of a list (Brazil, Colombia and Canada), and not another word for the first."""
    first, second = mentions[head.i], mentions.get(child.i)
    if second is None or lemma(child) in RELATIONAL or second.kind not in {"state", "capital", "group", "organisation"}:
        return False
    return not {a.code for a in first.actors} & {a.code for a in second.actors}


def _stands(head: Token, mentions: Mapping[int, Mention]) -> bool:
    mention = mentions.get(head.i)
    return mention is not None and mention.kind not in SIDELONG and not compounded(head, mentions)


def _vague(token: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether a common noun stands for some states, which a name beside it tells: European Community partners."""
    return token.pos_ == "NOUN" and all(actor.code == WORLD for actor in mentions[token.i].actors)


def compounded(token: Token, mentions: Mapping[int, Mention], ties: frozenset[str] = TIED) -> bool:
    """Whether a name only tells what somebody is tied to: militants linked to a group, a firm based in a state.

    Args:
        token: of the name. mentions: by position of token. ties: participles that join the name to what is meant.
    """
    doc, last = token.doc, token.i
    while mentions.get(last + 1) is mentions[token.i]:
        last += 1
    if last + 2 >= len(doc) or doc[last + 1].text != "-":
        return False
    return doc[last + 2].lower_ in ties


def _inside(head: Token, mentions: Mapping[int, Mention], depth: int) -> list[Token]:
    found: list[Token] = []
    base = lemma(head)
    if base in FELLOW:
        for child in head.children:
            if child.dep_ == "appos" and child.i == head.i + 1 and _stands(child, mentions):
                return _mentioned(child, mentions, depth + 1)
    for child in head.children:
        if child.dep_ in INSIDE and not (child.dep_ == "poss" and base in RELATIONAL) and not _opposed(child):
            found += _mentioned(child, mentions, depth + 1)
    found = [t for t in found if not (compounded(t, mentions, BACKED) or t.lower_.endswith(HELPED))] or found
    owned = bool(found)
    for child in head.children:
        if child.dep_ == "prep" and not owned and _belongs(base, child.lower_):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found += _mentioned(inner, mentions, depth + 1)
    if not found:
        made = (c for c in head.children if c.dep_ == "acl" and lemma(c) in MADE)
        for prep in (
            p
            for verb in made
            for p in verb.children
            if p.dep_ in {"prep", "agent"} and p.lower_ in {"in", "by", "from"}
        ):
            for inner in prep.children:
                if inner.dep_ == "pobj":
                    found += _mentioned(inner, mentions, depth + 1)
    if not found:
        for child in head.children:
            if child.dep_ == "appos":
                found += _mentioned(child, mentions, depth + 1)
    return found


def _belongs(base: str, preposition: str) -> bool:
    if preposition == "of":
        return base not in VICTIM
    if preposition == "for":
        return base in VOICES
    return preposition in OF or (preposition in PLACES and base in PEOPLE)


def _opposed(token: Token) -> bool:
    i = token.i
    return i > 1 and token.doc[i - 1].text == "-" and token.doc[i - 2].lower_ in {"anti", "pro", "ex"}

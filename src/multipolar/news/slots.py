"""Arguments of a trigger word: its syntactic slots, and the actors that a noun phrase names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Named", "conjuncts", "governor_subject", "mentions_by_token", "named", "slots", "trigger_kind"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECTS = frozenset({"nsubj", "csubj"})
CLAUSES = frozenset({"xcomp", "ccomp", "acl", "relcl", "advcl", "pcomp"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
INSIDE = frozenset({"compound", "amod", "poss", "nmod", "appos", "nummod", "npadvmod"})
OF = frozenset({"of", "from", "including", "like", "as"})
PEOPLE = _set(
    "ally partner leader official country nation state government force force part company firm friend member minister "
    "diplomat people envoy neighbour neighbor capital lawmaker rival troop soldier protester region supporter"
)
OBJECT_CONTROL = _set(
    "urge ask tell force persuade press pressure order call invite allow enable encourage convince request lobby warn "
    "want expect push compel prompt lead cause help require instruct command beg implore entreat coax entice appeal "
    "accuse suspect condemn criticise criticize blame prevent stop bar dissuade discourage deter praise thank punish ban "
    "block keep exclude isolate fault"
)
LIGHT = _set(
    "make take give hold have launch impose put issue voice express conduct carry sign reach seek announce offer "
    "provide begin start open pursue continue intensify step stage mount wage face get send lift ease raise extend do "
    "deliver pay host renew resume strengthen deepen boost end agree enter engage keep maintain establish build forge use "
    "apply levy slap"
)


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

    def without(self, other: Named) -> Named:
        """The same without the actors of another.

        Args:
            other: whose actors go, by code.
        """
        codes = {actor.code for actor in other.actors}
        left = tuple(actor for actor in self.actors if actor.code not in codes)
        return Named(left, self.tokens if left else (), self.sure)


def mentions_by_token(parsed: Parsed, mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Mention of each token of a sentence, by the token's position.

    Args:
        parsed: the sentence. mentions: of the document or of the sentence, offsets in the cleaned text.
    """
    first, last = parsed.sentence.start, parsed.sentence.end
    here = [m for m in mentions if m.start < last and m.end > first]
    found: dict[int, Mention] = {}
    for token in parsed.span:
        start, end = parsed.start(token), parsed.end(token)
        for mention in here:
            if mention.start < end and mention.end > start:
                found[token.i] = mention
                break
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


def named(heads: Iterable[Token], mentions: Mapping[int, Mention]) -> Named:
    """Actors that noun phrases name: by their heads, else by what stands inside, relative clauses left out.

    Args:
        heads: heads of the phrases. mentions: by position of token.
    """
    actors: dict[str, Actor] = {}
    tokens: list[int] = []
    sure = 1.0
    for head in heads:
        for token in _mentioned(head, mentions, 0):
            mention = mentions[token.i]
            tokens.append(token.i)
            sure = min(sure, mention.sure)
            for actor in mention.actors:
                actors.setdefault(actor.code, actor)
    return Named(tuple(actors.values()), tuple(sorted(set(tokens))), sure)


def _mentioned(head: Token, mentions: Mapping[int, Mention], depth: int) -> list[Token]:
    found: list[Token] = []
    if depth > 5:
        return found
    if head.i in mentions:
        found.append(head)
    else:
        for child in head.children:
            if child.dep_ in INSIDE and child.dep_ != "appos":
                found += _mentioned(child, mentions, depth + 1)
            elif child.dep_ == "prep" and _belongs(head, child):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        found += _mentioned(inner, mentions, depth + 1)
        if not found:
            for child in head.children:
                if child.dep_ == "appos":
                    found += _mentioned(child, mentions, depth + 1)
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i:
            found += _mentioned(child, mentions, depth + 1)
        elif child.dep_ == "prep" and child.lower_ in {"including", "like"} and head.i in mentions:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found += _mentioned(inner, mentions, depth + 1)
    return found


def _belongs(head: Token, prep: Token) -> bool:
    return prep.lower_ in OF or (prep.lower_ in {"in", "across", "among", "at"} and head.lemma_.lower() in PEOPLE)


def trigger_kind(token: Token) -> str | None:
    """Which index of frames a token is looked up in: verbs, nouns, adjectives, or None.

    Args:
        token: of a parsed sentence.
    """
    if token.pos_ == "VERB" and not (token.dep_ in {"amod", "compound"} and token.i < token.head.i):
        return "verbs"
    if token.pos_ in {"NOUN", "PROPN"} or (token.tag_ == "VBG" and token.dep_ in {"pobj", "dobj", "nsubj"}):
        return "nouns"
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ROOT", "conj", "amod"}:
        return "adjectives"
    return None


def slots(token: Token, kind: str) -> dict[str, list[Token]]:
    """Heads of the phrases in each slot of a trigger.

    Args:
        token: the trigger. kind: verbs, nouns or adjectives.
    """
    found: dict[str, list[Token]] = {}
    if kind == "verbs":
        _verb(token, found)
    elif kind == "nouns":
        _noun(token, found)
    else:
        _adjective(token, found)
    return found


def _verb(verb: Token, found: dict[str, list[Token]]) -> None:
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            _add(found, "object", _resolved(child, verb))
            if child.dep_ == "dobj":
                _prepositions(child, found)
        elif child.dep_ == "dative":
            if child.pos_ == "ADP":
                _add_preposition(child, found)
                _extend(found, "indirect", [t for t in child.children if t.dep_ == "pobj"])
            else:
                _add(found, "indirect", child)
        elif child.dep_ == "nsubj":
            _add(found, "subject", _resolved(child, verb))
        elif child.dep_ == "agent":
            _extend(found, "subject", [t for t in child.children if t.dep_ == "pobj"])
        elif child.dep_ in {"attr", "oprd"}:
            _add(found, "complement", child)
        elif child.dep_ in {"ccomp", "xcomp"}:
            _clause(child, found)
    _prepositions(verb, found)
    _extend(found, "complement", found.get("as", ()))
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    if reduced:
        found.setdefault("object", []).append(verb.head)
    elif "subject" not in found and not passive:
        _extend(found, "subject", governor_subject(verb))
    elif passive and "object" not in found:
        _extend(found, "object", governor_subject(verb))


def governor_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Subject that a verb inherits from what governs it: infinitives, participles, conjuncts, relative clauses.

    Args:
        verb: one without a subject of its own. depth: of the recursion, which is bounded.
    """
    head = verb.head
    if depth > 5 or head is verb:
        return []
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ == "acl":
        return [head] if verb.tag_ == "VBG" else _owner(head, depth)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "conj"}:
        if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_ in OBJECT_CONTROL:
            objects = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
            if objects:
                return objects
        return _subject_of(head, depth)
    return []


def _subject_of(head: Token, depth: int) -> list[Token]:
    own = [_resolved(c, head) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if own:
        return own
    if head.pos_ in {"VERB", "AUX", "ADJ"}:
        return governor_subject(head, depth + 1)
    return _owner(head, depth)


def _owner(noun: Token, depth: int) -> list[Token]:
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners = owners or [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"} and not owners:
            owners = [c for c in child.children if c.dep_ == "pobj"]
    verb = noun.head
    subject: list[Token] = []
    if noun.dep_ in {"dobj", "attr"} and depth < 5:
        subject = _subject_of(verb, depth + 1)
    return [*owners, *subject] if owners else subject


def _of_preposition(prep: Token, depth: int) -> list[Token]:
    head = prep.head
    if head.pos_ in {"VERB", "AUX"}:
        if head.lemma_ in OBJECT_CONTROL:
            objects = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
            if objects:
                return objects
        return _subject_of(head, depth + 1)
    if head.pos_ == "ADJ":
        return _subject_of(head.head, depth + 1)
    return _owner(head, depth)


def _resolved(token: Token, verb: Token) -> Token:
    if token.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return token


def _clause(verb: Token, found: dict[str, list[Token]]) -> None:
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    _add(found, "infinitive" if infinitive else "that", verb)
    _extend(found, "modal", [c for c in verb.children if c.tag_ == "MD"])
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "agent"}:
            _add(found, "clause", child)
            if child.dep_ == "nsubj" and verb.dep_ == "ccomp" and infinitive:
                _add(found, "object", child)
        elif child.dep_ == "prep":
            _extend(found, "clause", [t for t in child.children if t.dep_ == "pobj"])


def _noun(noun: Token, found: dict[str, list[Token]]) -> None:
    for child in noun.children:
        if child.dep_ == "poss":
            _add(found, "possessor", child)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            _add(found, "modifier", child)
        elif child.dep_ == "acl":
            if child.tag_ == "VBN":
                _extend(found, "subject", [t for c in child.children if c.dep_ == "agent" for t in c.children])
            _prepositions(child, found)
        elif child.dep_ == "relcl":
            _extend(found, "subject", [c for c in child.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE])
    _prepositions(noun, found)
    head = noun.head
    if noun.dep_ == "conj":
        head = noun.head.head
    if head.pos_ in {"VERB", "AUX"} and noun.dep_ in {"dobj", "attr", "conj", "nsubjpass"}:
        _light(head, noun, found)
    elif noun.dep_ == "pobj" and head.head.pos_ in {"VERB", "AUX"}:
        _light(head.head, noun, found)
    elif noun.dep_ == "pobj" and head.head.pos_ == "NOUN" and "possessor" not in found:
        _extend(found, "subject", [c for c in head.head.children if c.dep_ == "poss"])


def _light(verb: Token, noun: Token, found: dict[str, list[Token]]) -> None:
    own = set(found)
    inner: dict[str, list[Token]] = {}
    _verb(verb, inner)
    for slot, tokens in inner.items():
        tokens = [t for t in tokens if t is not noun and t not in noun.subtree and noun not in t.subtree]
        if tokens and (slot not in own or slot == "subject"):
            _extend(found, slot, tokens)


def _adjective(adjective: Token, found: dict[str, list[Token]]) -> None:
    if adjective.dep_ == "amod":
        _add(found, "subject", adjective.head)
    elif adjective.dep_ in {"acomp", "oprd", "conj"}:
        _extend(found, "subject", _subject_of(adjective.head, 0))
        _prepositions(adjective.head, found)
    for child in adjective.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            _clause(child, found)
    _prepositions(adjective, found)


def _prepositions(head: Token, found: dict[str, list[Token]]) -> None:
    for child in head.children:
        if child.dep_ in {"prep", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB", "ADV"}:
            _add_preposition(child, found)
        elif child.dep_ == "prt":
            _prepositions(child, found)


def _add_preposition(prep: Token, found: dict[str, list[Token]]) -> None:
    for child in prep.children:
        if child.dep_ == "pobj":
            _add(found, prep.lower_, child)
        elif child.dep_ in {"prep", "pcomp"} and child.pos_ == "ADP":
            _add_preposition(child, found)
        elif child.dep_ == "pcomp":
            _clause(child, found)


def _add(found: dict[str, list[Token]], slot: str, token: Token) -> None:
    tokens = found.setdefault(slot, [])
    if token not in tokens:
        tokens.append(token)


def _extend(found: dict[str, list[Token]], slot: str, tokens: Iterable[Token]) -> None:
    for token in tokens:
        _add(found, slot, token)

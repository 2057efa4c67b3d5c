"""Arguments of a trigger word: which phrases stand in its syntactic slots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.status import LIGHT

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Held", "governing_verb", "inherited_subject", "is_passive", "slots", "trigger_kinds"]

Held = dict[str, list["Token"]]
"""Heads of the phrases in each slot."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


RELATIVE = frozenset({"who", "which", "that", "whom"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod"})
DASHES = frozenset({"-", "–", "—", "/"})
OBJECT_CONTROL = _set(
    "urge ask tell force persuade press pressure order call invite allow enable encourage convince request lobby warn "
    "want expect push compel prompt lead cause help require instruct command beg implore entreat coax entice appeal "
    "accuse suspect condemn criticise criticize blame prevent stop bar dissuade discourage deter praise thank punish ban "
    "block keep exclude isolate fault get bring engage cajole goad bully coerce woo chide rebuke deter"
)
NOUN_TAGS = frozenset({"NOUN", "PROPN", "NUM"})


def trigger_kinds(token: Token) -> tuple[str, ...]:
    """Indices of frames in which a token is looked up, best first: verbs, nouns, adjectives.

    The small model takes verbs of headlines for nouns, and nouns for verbs; the shape of the tree decides.

    Args:
        token: of a parsed sentence.
    """
    pos, dep = token.pos_, token.dep_
    if pos == "VERB" or (pos == "AUX" and dep not in {"aux", "auxpass"}):
        if dep in {"amod", "compound"} and token.i < token.head.i:
            return ("adjectives",) if token.tag_ == "VBN" else ()
        if token.tag_ == "VBG" and dep in {"pobj", "dobj", "nsubj", "pcomp", "csubj"}:
            return ("verbs", "nouns")
        return ("verbs", "adjectives", "nouns") if token.tag_ in {"VBN", "VBG"} else ("verbs", "nouns")
    if pos in {"NOUN", "PROPN"}:
        shaped = dep == "ROOT" or any(c.dep_ in {"dobj", "nsubj", "nsubjpass", "xcomp", "aux"} for c in token.children)
        return ("verbs", "nouns") if shaped and dep != "pobj" else ("nouns", "verbs")
    if pos in {"ADJ", "ADV"}:
        return ("adjectives", "verbs") if dep in {"ROOT", "acl", "ccomp", "advcl"} else ("adjectives",)
    return ("nouns",) if pos in {"X", "ADP"} and dep in {"dobj", "pobj"} else ()


def slots(token: Token, kind: str) -> Held:
    """Heads of the phrases in each slot of a trigger.

    Args:
        token: the trigger. kind: verbs, nouns or adjectives.
    """
    found: Held = {}
    if kind == "verbs":
        _verb(token, found)
    elif kind == "nouns":
        _noun(token, found)
    else:
        _adjective(token, found)
    return found


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject is acted on: by its auxiliary, or in headlines by its agent.

    Args:
        verb: the verb.
    """
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubjpass", "auxpass"}:
        return True
    agent = any(c.lower_ == "by" and any(_is_name(t) for t in _objects(c)) for c in verb.children)
    return agent and "dobj" not in deps and "aux" not in deps


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or any(c.pos_ in {"PROPN", "ADJ"} and c.text[:1].isupper() for c in token.children)


def _verb(verb: Token, found: Held) -> None:
    passive = is_passive(verb)
    for child in verb.children:
        _verb_child(verb, child, passive, found)
    _prepositions(verb, found)
    if passive and "by" in found and "subject" not in found:
        found["subject"] = found["by"]
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and (verb.dep_ == "acl" or passive):
        if "object" not in found and verb.head.pos_ in NOUN_TAGS:
            found["object"] = [verb.head]
    elif passive and "object" not in found:
        _extend(found, "object", inherited_subject(verb))
    elif not passive and "subject" not in found:
        _extend(found, "subject", inherited_subject(verb))
    if "object" not in found and "that" not in found:
        _extend(found, "object", _shared_object(verb))
    _extend(found, "complement", found.get("as", ()))


def _verb_child(verb: Token, child: Token, passive: bool, found: Held) -> None:
    dep = child.dep_
    if dep == "dobj" or dep == "nsubjpass" or (dep == "nsubj" and passive):
        _add(found, "object", _resolved(child, verb))
        _prepositions(child, found)
        _phrase(child, "object", found)
    elif dep == "nsubj" or (dep == "csubj" and child.pos_ in NOUN_TAGS):
        _add(found, "subject", _resolved(child, verb))
        _phrase(child, "subject", found)
    elif dep == "dative":
        if child.pos_ == "ADP":
            _extend(found, "indirect", _objects(child))
        else:
            _add(found, "indirect", child)
    elif dep == "agent":
        _extend(found, "subject", _objects(child))
    elif dep in {"attr", "oprd", "acomp"}:
        _add(found, "complement", child)
        _prepositions(child, found)
        if dep == "oprd" and child.pos_ in NOUN_TAGS and "object" not in found and not passive:
            _add(found, "object", child)
    elif dep in {"ccomp", "xcomp"} or (dep == "advcl" and child.tag_ == "VB"):
        _clause(child, found, dep != "advcl")


def _phrase(noun: Token, slot: str, found: Held) -> None:
    inner: Held = {}
    _prepositions(noun, inner)
    for child in noun.children:
        if child.dep_ == "poss":
            _add(inner, "possessor", child)
        elif child.dep_ in MODIFIERS:
            _modifier(child, inner)
    for name, tokens in inner.items():
        found[f"{slot}/{name}"] = tokens


def _shared_object(verb: Token) -> list[Token]:
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if not later or any(c.dep_ in {"prep", "ccomp", "xcomp", "prt", "agent"} for c in verb.children):
        return []
    first = later[0]
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in first.children):
        return []
    return [c for c in first.children if c.dep_ == "dobj"]


def inherited_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Subject that a verb takes from what governs it: of infinitives, participles, conjuncts, relative clauses.

    Args:
        verb: one without a subject of its own. depth: of the recursion, which is bounded.
    """
    head, dep = verb.head, verb.dep_
    if depth > 5 or head == verb:
        return []
    if dep == "relcl":
        return [head]
    if dep == "acl":
        return [head] if verb.tag_ == "VBG" else _owner(head, depth)
    if dep in {"pcomp", "pobj"} and head.pos_ in {"ADP", "SCONJ", "VERB"}:
        return _through_preposition(head, depth)
    if dep in {"xcomp", "ccomp"} and lemma(head) in OBJECT_CONTROL:
        objects = _direct(head)
        if objects:
            return objects
    if dep in {"xcomp", "ccomp", "advcl", "conj", "dep"}:
        return _subject_of(head, depth)
    if dep == "appos" or (dep == "dobj" and verb.tag_ == "VBG"):
        return _subject_of(head, depth)
    return []


def _direct(verb: Token) -> list[Token]:
    return [_resolved(c, verb) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}] or [
        t for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "to", "upon"} for t in _objects(c)
    ]


def _subject_of(head: Token, depth: int) -> list[Token]:
    own = [_resolved(c, head) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if own:
        return own
    if head.pos_ in {"VERB", "AUX", "ADJ", "ADV"}:
        return inherited_subject(head, depth + 1)
    return _owner(head, depth)


def _owner(noun: Token, depth: int) -> list[Token]:
    if depth > 5:
        return []
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners = owners or [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"}:
            owners = [*owners, *_objects(child)]
    if noun.dep_ in {"dobj", "attr"}:
        return [*owners, *_subject_of(noun.head, depth + 1)]
    if noun.dep_ == "pobj" and noun.head.head.pos_ in {"VERB", "AUX"}:
        return [*owners, *_subject_of(noun.head.head, depth + 1)]
    return owners


def _through_preposition(prep: Token, depth: int) -> list[Token]:
    head = prep.head
    if head.pos_ in {"VERB", "AUX"}:
        if lemma(head) in OBJECT_CONTROL and prep.lower_ in {"of", "for", "from", "over", "into", "in", "as"}:
            objects = _direct(head)
            if objects:
                return objects
        return _subject_of(head, depth + 1)
    if head.pos_ == "ADJ":
        return _subject_of(head.head, depth + 1)
    return _owner(head, depth)


def _resolved(token: Token, verb: Token) -> Token:
    return verb.head if token.lower_ in RELATIVE and verb.dep_ == "relcl" else token


def _clause(verb: Token, found: Held, complement: bool = True) -> None:
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    _add(found, "infinitive" if infinitive else "that", verb)
    _extend(found, "modal", [c for c in verb.children if c.tag_ == "MD"])
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            _add(found, "clause", child)
            if child.dep_ == "nsubj" and verb.dep_ == "ccomp" and infinitive and complement:
                _add(found, "object", child)
            if child.dep_ == "dobj":
                _extend(found, "clause", [t for p in child.children if p.dep_ == "prep" for t in _objects(p)])
        elif child.dep_ in {"prep", "agent", "dative"}:
            _extend(found, "clause", _objects(child) or [child])
        elif child.dep_ == "xcomp":
            inner: Held = {}
            _clause(child, inner)
            _extend(found, "clause", inner.get("clause", ()))


def _noun(noun: Token, found: Held) -> None:
    for child in noun.children:
        _noun_child(child, found)
    if noun.dep_ == "compound" and noun.head.pos_ in NOUN_TAGS:
        _outer_noun(noun.head, noun, found)
    _prepositions(noun, found)
    if noun.dep_ == "conj":
        first = noun.head
        for child in first.children:
            if child.i < first.i and "possessor" not in found and "modifier" not in found:
                _noun_child(child, found)
    verb = governing_verb(noun)
    if verb is not None and "possessor" not in found:
        _light(verb, noun, found)
    if noun.dep_ == "nsubjpass" and lemma(noun.head) in LIGHT:
        _extend(found, "subject", [t for c in noun.head.children if c.dep_ == "agent" for t in _objects(c)])
        _prepositions(noun.head, found)
    elif noun.dep_ == "nsubj":
        _prepositions(noun.head, found)


def _outer_noun(outer: Token, noun: Token, found: Held) -> None:
    for child in outer.children:
        if child != noun and child.dep_ in {"poss", *MODIFIERS}:
            _noun_child(child, found)
    _prepositions(outer, found)


def _noun_child(child: Token, found: Held) -> None:
    dep = child.dep_
    if dep == "poss":
        _add(found, "possessor", child)
    elif dep in MODIFIERS:
        _modifier(child, found)
    elif dep == "acl":
        if child.tag_ == "VBN":
            _extend(found, "subject", [t for c in child.children if c.dep_ == "agent" for t in _objects(c)])
        _prepositions(child, found)
        _extend(found, "object", [c for c in child.children if c.dep_ == "dobj"])
    elif dep == "relcl":
        passive = is_passive(child)
        for inner in child.children:
            if inner.dep_ == "nsubj" and inner.lower_ not in RELATIVE and not passive:
                _add(found, "subject", inner)
            elif inner.dep_ == "agent":
                _extend(found, "subject", _objects(inner))
        _prepositions(child, found)


def _modifier(child: Token, found: Held) -> None:
    doc, i = child.doc, child.i
    before = doc[i - 2].lower_ if i > 1 and doc[i - 1].text in DASHES else ""
    _add(found, "anti" if before == "anti" else "modifier", child)
    for inner in child.children:
        if (
            inner.dep_ in MODIFIERS and inner.i < i and (before or inner.pos_ in {"PROPN", "ADJ"})
        ) or inner.dep_ == "conj":
            _modifier(inner, found)


def governing_verb(noun: Token) -> Token | None:
    """Verb that a noun depends on as object, complement or through prepositions and nouns without owners.

    Args:
        noun: the noun.
    """
    word = noun
    for _ in range(6):
        dep, head = word.dep_, word.head
        if dep == "conj":
            word = head
            continue
        if dep not in {"dobj", "attr", "pobj", "prep", "dative", "nsubjpass", "oprd"}:
            return None
        if head.pos_ in {"VERB", "AUX"}:
            if dep == "prep" and any(c.dep_ == "dobj" and c.pos_ == "PROPN" for c in head.children):
                return None
            return head
        if word != noun and word.pos_ in NOUN_TAGS and any(c.dep_ == "poss" for c in word.children):
            return None
        word = head
    return None


def _light(verb: Token, noun: Token, found: Held) -> None:
    inner: Held = {}
    _verb(verb, inner)
    for slot, tokens in inner.items():
        if slot in {"clause", "infinitive", "that", "modal"} or (slot in found and slot != "subject"):
            continue
        _extend(found, slot, [t for t in tokens if t != noun and not t.is_ancestor(noun) and not noun.is_ancestor(t)])


def _adjective(adjective: Token, found: Held) -> None:
    dep, head = adjective.dep_, adjective.head
    if dep in {"amod", "acl", "relcl"}:
        _add(found, "subject", head)
    else:
        own = [c for c in adjective.children if c.dep_ == "nsubj"]
        _extend(found, "subject", own or _subject_of(head, 0))
        if head.pos_ in {"VERB", "AUX"}:
            _prepositions(head, found)
    for child in adjective.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            _clause(child, found)
    _prepositions(adjective, found)


def _prepositions(head: Token, found: Held) -> None:
    for child in head.children:
        dep = child.dep_
        if dep in {"prep", "dative", "agent"}:
            _add_preposition(child, found)
        elif dep == "prt" or (dep == "advmod" and child.i > head.i):
            _prepositions(child, found)


def _add_preposition(prep: Token, found: Held, depth: int = 0) -> None:
    if prep.lower_ == "according" or depth > 3:
        return
    for child in prep.children:
        dep = child.dep_
        if dep == "pobj":
            _add(found, prep.lower_, child)
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ != "of" and inner.lower_ not in found:
                    _add_preposition(inner, found, depth + 1)
        elif dep == "prep":
            _add_preposition(child, found, depth + 1)
        elif dep == "pcomp":
            _add(found, prep.lower_, child)
            _clause(child, found)


def _objects(prep: Token) -> list[Token]:
    return [c for c in prep.children if c.dep_ == "pobj"]


def _add(found: Held, slot: str, token: Token) -> None:
    tokens = found.setdefault(slot, [])
    if token not in tokens:
        tokens.append(token)


def _extend(found: Held, slot: str, tokens: Iterable[Token]) -> None:
    for token in tokens:
        _add(found, slot, token)

"""Arguments of a trigger word: which phrases stand in its syntactic slots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.status import CLAUSAL, LIGHT
from multipolar.news.subjects import RELATIVE, companions, inherited_subject, objects_of, resolved, speaker, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["MEASURES", "Held", "is_passive", "slots", "trigger_kinds"]

Held = dict[str, list["Token"]]
"""Heads of the phrases in each slot."""


MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod"})
UNDERGONE_BY_NOBODY = frozenset(
    ["stand", "stick", "abide", "pass", "come", "go", "live", "swear", "rise", "fall", "grow", "travel", "arrive", "do"]
)
NAMING = frozenset(["call", "brand", "label", "term", "dub", "name", "deem", "declare", "pronounce", "judge"])
"""Verbs with two objects, of which the second tells what the first is."""
DASHES = frozenset({"-", "–", "—", "/"})
OVERRULED = frozenset(["objection", "opposition", "veto", "protest", "resistance", "dissent", "reservation"])
"""What an act is done over, by others than those that it is done to."""
MEASURES = frozenset(
    [
        "impact", "effect", "series", "wave", "imposition", "threat", "prospect", "round", "consequence", "burden", "set", "cost",
        "use", "raft", "resumption", "start", "end", "continuation", "expansion", "escalation", "possibility", "risk", "campaign",
    ]
)  # fmt: skip
"""Nouns whose phrases belong to the act that their of-phrase names: the impact of tariffs on exports."""
OFFICES = frozenset(
    [
        "spokesman", "spokeswoman", "spokesperson", "official", "minister", "ministry", "government", "diplomat", "lawmaker",
        "parliament", "authority", "president", "leader", "prosecutor", "court", "police", "army", "general", "commander", "aide",
    ]
)  # fmt: skip
"""Whose state the place at the head of a sentence tells."""
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
        if token.tag_ == "VBG" and any(c.dep_ in {"det", "amod", "poss"} for c in token.children):
            return ("nouns",)
        if token.tag_ == "VBG" and dep in {"pobj", "dobj", "nsubj", "pcomp", "csubj"}:
            return ("verbs", "nouns")
        return ("verbs", "adjectives", "nouns") if token.tag_ in {"VBN", "VBG"} else ("verbs", "nouns")
    if pos in {"NOUN", "PROPN"}:
        shaped = any(c.dep_ in {"dobj", "nsubj", "nsubjpass", "xcomp", "aux"} for c in token.children)
        return ("verbs", "nouns") if dep == "ROOT" or (shaped and dep in CLAUSAL) else ("nouns",)
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
    if verb.tag_ not in {"VBN", "VBD"} or lemma(verb) in UNDERGONE_BY_NOBODY:
        return False
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubjpass", "auxpass"}:
        return True
    if deps & {"oprd", "attr", "ccomp", "xcomp"}:
        return False
    agent = any(c.lower_ == "by" and any(_is_name(t) for t in objects_of(c)) for c in verb.children)
    return agent and "dobj" not in deps and "aux" not in deps


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or any(c.pos_ in {"PROPN", "ADJ"} and c.text[:1].isupper() for c in token.children)


def _verb(verb: Token, found: Held) -> None:
    passive = is_passive(verb)
    by = speaker(verb)
    if by is not None:
        _add(found, "subject", by)
        if verb.dep_ != "ROOT":
            _clause(verb.head, found)
    for child in verb.children:
        if child != by:
            _verb_child(verb, child, passive, found)
        if child.lower_ == "to" and child.i and child.nbor(-1).lower_ == "up":
            _extend(found, "object", [t for t in objects_of(child) if any(c.pos_ == "NUM" for c in t.children)])
    _prepositions(verb, found)
    _including(verb, found)
    if passive and "by" in found and "subject" not in found:
        found["subject"] = found["by"]
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and (verb.dep_ == "acl" or passive):
        if "object" not in found and verb.head.pos_ in NOUN_TAGS:
            found["object"] = [verb.head]
    elif passive and "object" not in found:
        _extend(found, "object", inherited_subject(verb))
    elif not passive and "subject" not in found:
        _extend(found, "subject", inherited_subject(verb))
        if verb.dep_ == "acl" and verb.head.dep_ in {"dobj", "attr", "pobj"}:
            governor = _governing_verb(verb.head)
            _extend(found, "subject/outer", subject_of(governor) if governor is not None else ())
    if passive or "object" in found or "that" in found:
        pass
    else:
        _extend(found, "object", _shared_object(verb))
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if len(objects) == 2 and lemma(verb) in NAMING:
        found["object"] = objects[:1]
        _add(found, "complement", objects[1])
    _extend(found, "complement", found.get("as", ()))
    if any(lemma(t) in OFFICES for t in found.get("subject", ())):
        _extend(found, "subject/place", _leading_place(verb))


def _leading_place(verb: Token) -> list[Token]:
    """Where a sentence begins: In Beijing, a spokesman for the foreign ministry said."""
    first = next(iter(verb.sent), verb)
    named = first.text == "In" and any(t.pos_ == "PROPN" and first.nbor().i == t.i for t in objects_of(first))
    return objects_of(first) if named else []


def _verb_child(verb: Token, child: Token, passive: bool, found: Held) -> None:
    dep = child.dep_
    if dep == "dobj" or dep == "nsubjpass" or (dep == "nsubj" and passive):
        _add(found, "object", resolved(child, verb))
        _extend(found, "object", _whose(child))
        _prepositions(child, found)
        _phrase(child, "object", found)
    elif dep == "nsubj" or (dep in {"csubj", "npadvmod"} and child.pos_ == "PROPN" and child.i < verb.i):
        _add(found, "subject", resolved(child, verb))
        _extend(found, "subject", (*companions(child), *_whose(child)))
        _phrase(child, "subject", found)
    elif dep == "dative":
        if child.pos_ == "ADP":
            _extend(found, "indirect", objects_of(child))
        else:
            _add(found, "indirect", child)
    elif dep == "agent":
        _extend(found, "subject", objects_of(child))
    elif dep in {"attr", "oprd", "acomp"}:
        _add(found, "complement", child)
        _prepositions(child, found)
        if dep == "oprd" and child.pos_ in NOUN_TAGS and "object" not in found and not passive:
            _add(found, "object", child)
    elif dep in {"ccomp", "xcomp"} or (dep == "advcl" and child.tag_ == "VB"):
        _clause(child, found, dep != "advcl")


def _whose(noun: Token) -> list[Token]:
    """Who a noun belongs to by its 'whose'."""
    if not any(c.dep_ == "poss" and c.lower_ == "whose" for c in noun.children):
        return []
    return next(([verb.head] for verb in noun.ancestors if verb.dep_ == "relcl"), [])


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


def _including(verb: Token, found: Held) -> None:
    """Examples set off by a comma belong to the phrase before them: partners in Africa, including Kenya."""
    for child in verb.children:
        if child.lower_ in {"including", "notably"} and child.dep_ == "prep":
            before = [
                (max(t.i for t in tokens), slot) for slot, tokens in found.items()
                if "/" not in slot and slot != "including" and max(t.i for t in tokens) < child.i
            ]  # fmt: skip
            if before and max(before)[1] not in {"subject", "infinitive", "that", "modal"}:
                _extend(found, max(before)[1], objects_of(child))


def _shared_object(verb: Token) -> list[Token]:
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if not later or any(c.dep_ in {"prep", "ccomp", "xcomp", "prt", "agent"} for c in verb.children):
        return []
    first = later[0]
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in first.children):
        return []
    return [c for c in first.children if c.dep_ == "dobj"]


def _clause(verb: Token, found: Held, complement: bool = True) -> None:
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    _add(found, "infinitive" if infinitive else "that", verb)
    _extend(found, "modal", [c for c in verb.children if c.tag_ == "MD"])
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            _add(found, "clause", child)
            bare = verb.tag_ in {"VB", "VBP"} and lemma(verb.head) == "let"
            if child.dep_ == "nsubj" and verb.dep_ == "ccomp" and (infinitive or bare) and complement:
                _add(found, "object", child)
            if child.dep_ == "dobj":
                _extend(found, "clause", [t for p in child.children if p.dep_ == "prep" for t in objects_of(p)])
        elif child.dep_ in {"prep", "agent", "dative"}:
            _extend(found, "clause", objects_of(child) or [child])
        elif child.dep_ in {"xcomp", "ccomp"}:
            inner: Held = {}
            _clause(child, inner)
            _extend(found, "clause/clause", inner.get("clause", ()))
        if child.dep_ in {"attr", "acomp"} or (child.dep_ == "xcomp" and verb.pos_ == "AUX"):
            _add(found, "predicate", child)


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
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in MEASURES:
        _outer_noun(noun.head.head, noun, found)
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and "possessor" in found:
        _extend(found, "subject", subject_of(noun.head.head))
    verb = _governing_verb(noun)
    if verb is not None and ("possessor" not in found or noun.dep_ == "attr"):
        _light(verb, noun, found)
    if noun.dep_ == "nsubjpass" and lemma(noun.head) in LIGHT:
        _extend(found, "subject", [t for c in noun.head.children if c.dep_ == "agent" for t in objects_of(c)])
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
        _extend(found, "possessor", _whose(child.head) or [child])
    elif dep in MODIFIERS:
        _modifier(child, found)
    elif (dep == "acl" and child.tag_ == "VB") or (
        dep in {"acl", "ccomp"} and any(c.dep_ == "mark" for c in child.children)
    ):
        _clause(child, found)
    elif dep == "acl":
        if child.tag_ == "VBN":
            _extend(found, "subject", [t for c in child.children if c.dep_ == "agent" for t in objects_of(c)])
        _prepositions(child, found)
        _extend(found, "object", [c for c in child.children if c.dep_ == "dobj"])
    elif dep == "relcl":
        passive = is_passive(child)
        for inner in child.children:
            if inner.dep_ == "nsubj" and inner.lower_ not in RELATIVE and not passive:
                _add(found, "subject", inner)
            elif inner.dep_ == "agent":
                _extend(found, "subject", objects_of(inner))
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


def _governing_verb(noun: Token) -> Token | None:
    """Verb that a noun depends on as object, complement or through prepositions and nouns without owners."""
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
        if slot in {"clause", "infinitive", "that", "modal", "predicate"} or (slot in found and slot != "subject"):
            continue
        whole = verb.head if verb.dep_ == "relcl" and slot == "subject" else None
        kept = [t for t in tokens if t != noun and (t == whole or not t.is_ancestor(noun)) and not noun.is_ancestor(t)]
        _extend(found, slot, kept)


def _adjective(adjective: Token, found: Held) -> None:
    dep, head = adjective.dep_, adjective.head
    if dep in {"amod", "acl", "relcl"}:
        _add(found, "subject", head)
    else:
        own = [c for c in adjective.children if c.dep_ == "nsubj"]
        _extend(found, "subject", own or subject_of(head, 0))
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
        if dep == "pobj" and prep.lower_ == "over" and lemma(child) in OVERRULED:
            return
        if dep == "pobj":
            _add(found, prep.lower_, child)
            owned = any(inner.dep_ == "poss" and inner.pos_ == "PROPN" for inner in child.children)
            for inner in child.children:
                if inner.dep_ == "prep" and not owned and inner.lower_ != "of" and inner.lower_ not in found:
                    _add_preposition(inner, found, depth + 1)
        elif dep == "prep":
            _add_preposition(child, found, depth + 1)
        elif dep == "pcomp":
            _add(found, prep.lower_, child)
            _clause(child, found)


def _add(found: Held, slot: str, token: Token) -> None:
    tokens = found.setdefault(slot, [])
    if token not in tokens:
        tokens.append(token)


def _extend(found: Held, slot: str, tokens: Iterable[Token]) -> None:
    for token in tokens:
        _add(found, slot, token)

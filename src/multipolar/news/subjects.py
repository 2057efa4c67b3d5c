"""Subjects that verbs inherit from what governs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "RELATIVE",
    "SPEECH",
    "companions",
    "inherited_subject",
    "lost_subject",
    "next_verb",
    "objects_of",
    "resolved",
    "speaker",
    "subject_of",
]

RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECT_CONTROL = words(
    "urge ask tell force persuade press pressure order call invite allow enable encourage convince request lobby warn "
    "want expect push compel prompt lead cause help require instruct command beg implore entreat coax entice appeal "
    "accuse suspect condemn criticise criticize blame prevent stop bar dissuade discourage deter praise thank punish ban "
    "block keep exclude isolate fault get bring engage cajole goad bully coerce woo chide rebuke deter"
)

ADDRESSED = words(
    "demand call request appeal plea order invitation suggestion pressure advice ultimatum warning urging bidding"
)
"""Nouns whose infinitive is done by whom they are addressed to, not by their owner."""
GRANTED = words(
    "right decision plan attempt effort intention bid offer refusal willingness readiness move freedom ability"
)
"""Nouns whose infinitive is done by whom `of` names: the right of Cuban ships to sail."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
JOINING = frozenset({"join", "follow"})
TOGETHER = frozenset({"along", "together"})
SPEECH = words(
    "say add tell warn complain declare insist note claim argue reply growl remark announce state charge allege explain boast "
    "lament protest fume quip retort vow promise admit acknowledge concede conclude observe stress caution report"
)


def companions(noun: Token) -> list[Token]:
    """Who does it with a subject: Spain, together with Ireland; Oman alongside Iran.

    Args:
        noun: head of the subject.
    """
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ not in {"prep", "advmod"} or child.i < noun.i:
            continue
        if child.lower_ == "alongside":
            found += objects_of(child)
        elif child.lower_ in TOGETHER:
            found += [t for inner in child.children if inner.lower_ == "with" for t in objects_of(inner)]
        elif child.lower_ == "with" and noun.doc[child.i - 1].lower_ in TOGETHER:
            found += objects_of(child)
    return found


def speaker(verb: Token) -> Token | None:
    """Who speaks where the verb of speech stands before him, whom the parser then takes for its object: , said the envoy.

    Args:
        verb: any verb.
    """
    before = verb.dep_ in {"conj", "dep", "parataxis"} or any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    if lemma(verb) not in SPEECH or not before or verb.i < 2:
        return None
    if verb.nbor(-1).text not in {",", '"', "”", "'", "’"} or any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children
    ):
        return None
    after = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    return after[0] if len(after) == 1 else None


def next_verb(noun: Token) -> Token | None:
    """Verb right behind a noun that the parser joins to an object before it: X condemned Y and [noun said ...].

    Args:
        noun: any noun.
    """
    if noun.dep_ != "conj" or not any(c.dep_ == "cc" and noun.head.i < c.i < noun.i for c in noun.head.children):
        return None
    behind = [c.right_edge.i for c in noun.children if c.dep_ == "appos" and c.i > noun.i]
    place = max([noun.i, *behind]) + 1
    while place < len(noun.doc) and noun.doc[place].pos_ in {"ADV", "AUX"} and noun.doc[place].head.i > place:
        place += 1
    if place == len(noun.doc):
        return None
    verb = noun.doc[place]
    bare = not any(c.dep_ in {"nsubj", "nsubjpass", "mark"} and c.i < verb.i for c in verb.children)
    told = verb.tag_ in FINITE or any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb if verb.pos_ == "VERB" and verb.dep_ in {"conj", "advcl", "ccomp", "dep"} and bare and told else None


def lost_subject(verb: Token) -> Token | None:
    """Subject that the parser joined to an object before it: X denies arming Y and [its minister] blasted Z.

    Args:
        verb: in a finite form.
    """
    place = verb.i - 1
    while place > 0 and verb.doc[place].pos_ in {"ADV", "AUX"} and verb.doc[place].head == verb:
        place -= 1
    noun = verb.doc[place] if place >= 0 else verb
    noun = noun.head if noun.dep_ == "appos" else noun
    return noun if noun.pos_ in {"PROPN", "NOUN"} and next_verb(noun) == verb else None


def inherited_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Subject that a verb takes from what governs it: of infinitives, participles, conjuncts, relative clauses.

    Args:
        verb: one without a subject of its own. depth: of the recursion, which is bounded.
    """
    head, dep = verb.head, verb.dep_
    if depth > 5 or head == verb:
        return []
    if dep in {"relcl", "acl"} and _whole_of(head) is not None:
        return subject_of(_whole_of(head) or head, depth + 1)
    lost = lost_subject(verb)
    if lost is not None:
        return [lost]
    if dep == "conj" and verb.tag_ in FINITE and head.tag_ == "VB" and any(c.tag_ == "TO" for c in head.children):
        return _told_by(head, depth)
    if dep == "relcl":
        return [head, *(subject_of(head.head, depth + 1) if head.dep_ == "attr" else ())]
    if dep == "acomp":
        return subject_of(head, depth + 1)
    if dep == "acl":
        return [head] if verb.tag_ == "VBG" else _owner(head, depth)
    if dep in {"pcomp", "pobj"} and head.pos_ in {"ADP", "SCONJ", "VERB"}:
        return _through_preposition(head, depth)
    if dep in {"xcomp", "ccomp"} and lemma(head) in OBJECT_CONTROL:
        objects = _direct(head)
        if objects:
            return objects
    if dep in {"xcomp", "ccomp", "advcl", "conj", "dep"}:
        return subject_of(head, depth)
    if dep == "appos" or (dep == "dobj" and verb.tag_ == "VBG"):
        return subject_of(head, depth)
    return []


def _whole_of(noun: Token) -> Token | None:
    """Copula whose subject is one of those that a noun names: Kenya was among the countries that, one of the first to."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in {"among", "of"}:
        return None
    above = prep.head
    if prep.lower_ == "of":
        above = above.head if above.lower_ in {"one", "some", "two", "three", "part"} and above.dep_ == "attr" else prep
    return above if lemma(above) in {"be", "become", "remain"} else None


def _told_by(verb: Token, depth: int) -> list[Token]:
    """Subject of the verb in the past above an infinitive: urged X to go and accused Y."""
    while verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj", "pcomp"} and verb.tag_ not in FINITE:
        verb = verb.head
    return subject_of(verb, depth + 1) if verb.tag_ in FINITE else []


def _direct(verb: Token) -> list[Token]:
    return [resolved(c, verb) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}] or [
        t for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "to", "upon"} for t in objects_of(c)
    ]


def subject_of(head: Token, depth: int = 0) -> list[Token]:
    """Subjects of a verb, its own or inherited; of a noun, whom it belongs to.

    Args:
        head: verb, adjective or noun. depth: of the recursion, which is bounded.
    """
    own = [resolved(c, head) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
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
            owners = [*owners, *objects_of(child)]
    if _owns_alone(noun):
        return owners
    if noun.dep_ in {"dobj", "attr"}:
        return [*owners, *subject_of(noun.head, depth + 1)]
    if noun.dep_ == "pobj" and noun.head.head.pos_ in {"VERB", "AUX"}:
        return [*owners, *subject_of(noun.head.head, depth + 1)]
    return owners


def _owns_alone(noun: Token) -> bool:
    """Whether the infinitive behind a noun is its owner's alone: backs Iceland's bid to join, not its own bid."""
    base = lemma(noun)
    if base in ADDRESSED or not any(c.dep_ in {"acl", "relcl"} and c.tag_ == "VB" for c in noun.children):
        return False
    named = any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.children)
    return named or (base in GRANTED and any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children))


def _through_preposition(prep: Token, depth: int) -> list[Token]:
    head = prep.head
    if head.pos_ in {"VERB", "AUX"}:
        if lemma(head) in OBJECT_CONTROL and prep.lower_ in {"of", "for", "from", "over", "into", "in", "as"}:
            objects = _direct(head)
            if objects:
                return objects
        joined = _direct(head) if lemma(head) in JOINING and prep.lower_ == "in" else []
        return [*subject_of(head, depth + 1), *joined]
    if head.pos_ == "ADJ":
        return subject_of(head.head, depth + 1)
    return _owner(head, depth)


def resolved(token: Token, verb: Token) -> Token:
    """The antecedent of a relative pronoun; any other word itself.

    Args:
        token: argument of the verb. verb: of the relative clause, or any other.
    """
    if token.tag_ == "VBG" and token.dep_ == "nsubj":
        return next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), token)
    if token.lower_ not in RELATIVE or verb.dep_ != "relcl":
        return token
    whole = _whole_of(verb.head)
    subjects = subject_of(whole) if whole is not None else []
    return subjects[0] if subjects else verb.head


def objects_of(prep: Token) -> list[Token]:
    """Nouns that a preposition governs.

    Args:
        prep: the preposition.
    """
    return [c for c in prep.children if c.dep_ == "pobj"]

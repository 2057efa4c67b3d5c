"""What is done by states, each for itself, or only felt: acts in form, but none between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.records import Mention
from multipolar.news.subjects import subject_of
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["each_for_itself", "is_felt"]

OWN = words("own domestic internal national respective")
"""Adjectives of what belongs to each alone, behind 'their'."""
TOGETHER = words(
    "each joint jointly together mutual mutually common shared bilateral reciprocal between both reciprocally another"
)
MUTUAL = words(
    "exchange swap trade share link merge connect combine pool meet cooperate unite coordinate recognise recognize open align"
)
"""Verbs of what can only be done with another."""
FELT = words(
    "puzzle surprise worry alarm please embarrass delight disappoint astonish amaze stun shock baffle bewilder confuse unsettle unnerve "
    "perplex dismay trouble concern frighten scare spook daunt relieve gratify bore impress thrill upset sadden depress rattle startle "
    "stagger haunt fascinate intrigue cheer hearten dishearten frustrate discomfit disquiet perturb mystify horrify panic fluster dazzle"
)
"""Verbs of a state of mind."""
CLAUSES = frozenset({"csubj", "csubjpass"})
PLACES = frozenset({"dobj", "pobj", "nsubjpass"})


def each_for_itself(match: Match) -> bool:
    """Whether two who are named together promise or do what concerns each alone: both pledged to settle their own claims.

    Args:
        match: of a frame.
    """
    trigger = match.token
    if not match.frame.reciprocal or any(i > trigger.i for i in (*match.source.tokens, *match.target.tokens)):
        return False
    inner = [t for t in trigger.subtree if t.i > trigger.i]
    said = {t.lower_ for t in inner}
    if said & (TOGETHER - {"each"}) or ("each" in said and "other" in said) or lemma(trigger) in MUTUAL:
        return False
    return any(t.lower_ in OWN and _is_possessed(t) and not any(lemma(a) in MUTUAL for a in t.ancestors) for t in inner)


def is_felt(verb: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether a verb tells what a thing does to somebody's mind, which is no act between states: the vote alarmed Warsaw.

    Args:
        verb: the trigger. mentions: by position of token.
    """
    if verb.pos_ not in {"VERB", "AUX"} or lemma(verb) not in FELT:
        return False
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" and lemma(c) == "have" for c in verb.children)
    if passive:
        causes = [noun for c in verb.children if c.dep_ in {"agent", "prep"} for noun in c.children]
    else:
        causes = subject_of(verb) or [c for c in verb.children if c.dep_ in CLAUSES]
        if not causes:
            return False
    return not any(cause.i in mentions and _acts(mentions[cause.i]) for cause in causes)


def _acts(mention: Mention) -> bool:
    """Whether a name stands for who acts, not for whose thing it is."""
    return mention.kind not in {"possessive", "against", "pro", "modifier"}


def _is_possessed(adjective: Token) -> bool:
    noun = adjective.head
    return noun.dep_ in PLACES and any(c.dep_ == "poss" and c.lower_ in {"their", "its"} for c in noun.children)

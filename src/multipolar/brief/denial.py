"""Claims that the text itself denies, or says to be no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["DENIED", "denied"]

DENIED = "The text denies it or says that it ended; it is not held against the data"
DENY = words(
    "deny refute debunk disprove rebut myth falsehood fiction hoax lie misconception fallacy fantasy illusion rumor rumour canard "
    "pretend pretence pretense fabrication false untrue wrong wrongly falsely incorrect incorrectly mistaken mistakenly erroneous "
    "erroneously inaccurate inaccurately bogus fake baseless unfounded groundless nonsense alleged allegedly supposed "
    "supposedly purported purportedly mythical imaginary nonexistent non-existent"
)
"""Words that say of a matter that it is not so."""
DISPUTE = words("reject dispute dismiss contest contradict question doubt challenge")
"""Words that deny what stands in a clause under them: `rejects that`; with a thing as their object they take it for granted."""
END = words(
    "end cease expire collapse dissolve abandon terminate abolish scrap lapse die vanish disappear evaporate fade demise death "
    "breakup break-up dissolution termination expiry disintegrate disband discontinue fizzle crumble bury revoke annul cancel"
)
UNREAL = words("impossible unthinkable unimaginable improbable unlikely elusive inconceivable")
"""What a matter is said to be where it is not: `cooperation seemed impossible`."""
OVER = words("dead gone over defunct extinct finished dissolved history")
FORMER = words("former ex onetime one-time erstwhile once formerly previously bygone")
NOT = words("not n't n’t never no neither nor none nobody hardly scarcely barely nowhere longer without cannot")
WHOLE = re.compile(
    r"\b(contrary to|myths?|wrongly|falsely|mistakenly|until recently|used to|untrue|not true|it is false|debunk\w*|hoax|misconception|fake news"
    r"|(claim|idea|notion|assertion|story) (that|which) (is|was) (false|wrong|baseless))\b",
    re.IGNORECASE,
)
"""Words that cast doubt on a sentence wherever they stand in it."""
CLAUSE = frozenset({"ccomp", "acl", "pcomp", "csubj", "xcomp", "csubjpass"})
OWN = frozenset({"appos", "relcl", "advcl"})
"""Relations that begin a statement of its own, which nothing above it denies."""
FAR = 12


def denied(token: Token, *, taken_for_granted: bool, moves: bool = False) -> bool:
    """Whether the text denies what a trigger says, or says that it ended.

    Args:
        token: the trigger. taken_for_granted: whether a negated verb leaves it standing: `the rivalry did not prevent`.
            moves: whether a verb of ending tells of a fall: `trade has collapsed`.
    """
    word, clause, asides = token, True, _cues(token)
    nots, ends = _nots(token), bool(asides & FORMER)
    if asides & DENY or WHOLE.search(token.sent.text) or _no_longer(token):
        return True
    for _ in range(FAR):
        head = word.head
        if head.i == word.i or word.dep_ in OWN:
            break
        if word.dep_ == "conj":
            word = head
            continue
        under, lemma = word.dep_ in CLAUSE, head.lemma_.lower()
        around = _cues(head) if head.pos_ in {"VERB", "AUX"} or under else {lemma}
        if (around & DENY and not _nots(head)) or (under and (around & DISPUTE or _nots(head))):
            return True
        if lemma == "far" or (lemma == "use" and under):
            return True
        if clause:
            ends = ends or (lemma in END and not moves) or head.lower_ in OVER or bool(around & OVER) or _gone(head)
            if any(_unreal(c) for c in head.children):
                return True
            copular = head.lemma_.lower() in {"be", "remain", "become"} and word.dep_ in {"attr", "acomp"}
            if head.pos_ in {"VERB", "AUX"}:
                gone = any(c.lower_ == "longer" for c in head.children)
                nots += _nots(head) if copular or not taken_for_granted or gone or ends else 0
                ends = ends or (copular and bool(around & FORMER))
                clause = False
        word = head
    return bool(ends) != (nots % 2 == 1)


def _unreal(word: Token) -> bool:
    """Whether a predicate says that its subject is not so; `unlikely to harm` speaks of the harm."""
    told = word.dep_ in {"acomp", "oprd"} and word.lemma_.lower() in UNREAL
    return told and not any(c.dep_ in {"xcomp", "ccomp"} for c in word.children)


def _no_longer(token: Token) -> bool:
    """Whether `no longer` stands in a noun's own phrase, whatever it hangs on."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    first = token.left_edge.i
    before = " ".join(t.lower_ for t in token.doc[max(first - 2, token.sent.start) : token.i])
    return "no longer" in before or before.startswith(("formerly ", "once ", ", once", ", formerly"))


def _gone(verb: Token) -> bool:
    """Whether a verb says first that a thing is no more: `gone is the alliance`, `it is no more`."""
    first = any(c.i < verb.i and c.lower_ in {"gone", "dead", "defunct", "extinct"} for c in verb.children)
    more = any(c.lower_ == "more" and c.i > 0 and c.nbor(-1).lower_ == "no" for c in verb.children)
    return first or (more and verb.lemma_.lower() == "be")


def _cues(word: Token) -> set[str]:
    """A verb's own lemma, and what stands at it: adverbs, adjectives, what it is said to be, what reports it."""
    found = {word.lemma_.lower()} if word.pos_ in {"VERB", "AUX"} else set()
    for child in word.children:
        if child.dep_ in {"advmod", "acomp", "attr", "amod", "prt", "oprd", "compound", "nmod"}:
            if child.dep_ == "prep" or any(c.dep_ == "pobj" for c in child.children):
                continue
            found |= {child.lemma_.lower(), child.lower_}
        elif child.dep_ == "parataxis" or (child.dep_ == "ccomp" and child.i < word.i):
            found |= {c.lower_ for c in child.children if c.dep_ == "advmod"} & DENY
    return found


def _nots(word: Token) -> int:
    """One where a word stands negated; `no longer` counts once."""
    return int(
        any(
            (c.dep_ in {"neg", "preconj", "advmod"} and c.lower_ in NOT)
            or (c.dep_ == "det" and c.lower_ in {"no", "neither"})
            or (c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ in {"nobody", "none", "nothing"})
            for c in word.children
        )
    )

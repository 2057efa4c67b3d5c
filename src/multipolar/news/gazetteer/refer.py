"""What pronouns stand for, by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.news.gazetteer.memory import Memory, Seen
from multipolar.news.gazetteer.syntax import SUBJECTS, co_arguments, is_expletive, subject_of, verb_of
from multipolar.news.records import Actor
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PRONOUNS", "Answer", "pronoun"]

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
}
POSSESSIVE = frozenset(("his", "her", "its", "their", "hers", "theirs"))
BODY_NOUNS = frozenset(
    [
        "company",
        "firm",
        "group",
        "court",
        "party",
        "agency",
        "newspaper",
        "paper",
        "bank",
        "team",
        "club",
        "university",
        "report",
        "study",
        "committee",
        "commission",
        "council",
        "parliament",
        "corporation",
        "maker",
        "manufacturer",
        "giant",
        "institute",
        "organisation",
        "organization",
        "outlet",
        "station",
        "magazine",
        "industry",
        "market",
        "family",
        "city",
        "province",
    ]
)
ABSTRACT = frozenset(
    [
        "be",
        "raise",
        "represent",
        "mean",
        "show",
        "reflect",
        "underscore",
        "mark",
        "come",
        "signal",
        "cause",
        "create",
        "affect",
        "remain",
        "heighten",
        "usher",
        "involve",
        "include",
        "depend",
        "highlight",
        "contain",
        "require",
        "lead",
        "happen",
        "occur",
        "cost",
        "last",
        "help",
        "hurt",
        "undermine",
        "matter",
        "work",
        "fail",
    ]
)
"""Verbs of which an abstract noun is as likely a subject as a state."""

THINGS = frozenset(
    [
        "ratify",
        "sign",
        "back",
        "block",
        "approve",
        "adopt",
        "report",
        "call",
        "do",
        "make",
        "say",
        "reject",
        "accept",
        "publish",
        "implement",
        "describe",
        "discuss",
        "reach",
        "conclude",
        "announce",
        "propose",
        "welcome",
        "send",
        "use",
        "see",
        "know",
        "take",
        "get",
        "have",
        "put",
        "believe",
        "think",
        "find",
        "keep",
        "read",
        "write",
        "repeat",
        "deny",
        "condemn",
        "criticize",
        "criticise",
        "slam",
        "denounce",
        "hail",
        "praise",
        "oppose",
        "support",
        "fear",
        "expect",
        "attend",
        "host",
        "boycott",
        "confirm",
        "consider",
        "want",
        "need",
        "lift",
        "cancel",
        "renew",
        "extend",
        "violate",
        "breach",
        "postpone",
        "delay",
        "test",
        "build",
        "buy",
        "sell",
    ]
) | words(
    "rule turn brush dismiss refuse decline spurn rebuff wave throw shrug decry deplore blast brand label term dub honour honor respect "
    "abandon scrap drop shelve undo"
)
"""Verbs whose object `it` is an agreement, a measure or a saying, not a state."""

ENVOYS = words("ambassador envoy diplomat consul attaché attache")
EXPELLING = words("expel summon oust eject throw arrest declare")
ADJUNCT = frozenset(("advcl", "acl", "pcomp", "relcl", "prep"))
TOWARDS = frozenset(("against", "with", "to", "from", "toward", "towards", "between"))
WILLING = frozenset(
    [
        "ready",
        "willing",
        "open",
        "prepared",
        "concerned",
        "worried",
        "wary",
        "determined",
        "eager",
        "reluctant",
        "committed",
        "able",
        "unable",
    ]
)
Answer = tuple[tuple[Actor, ...], float]
"""Actors and the probability that they are right."""


def pronoun(token: Token, sentence: int, start: int, memory: Memory, ahead: list[Seen]) -> Answer | None:
    """Actors for whom a pronoun stands, or None.

    Args:
        token: the pronoun. sentence, start: where it stands. memory: what came before. ahead: named later in the sentence.
    """
    sort = PRONOUNS[token.lower_]
    if sort == "n" and token.lower_ == "it" and is_expletive(token):
        return None
    if sort == "n" and token.dep_ in SUBJECTS and token.head.lemma_ in ABSTRACT and _thing(token):
        return None
    if token.lower_ == "it" and _is_thing(token):
        return None
    possessive = token.dep_ == "poss" or token.lower_ in POSSESSIVE
    others = possessive and _sent_away(token)
    barred = (
        set()
        if (possessive and not others) or token.lower_.endswith(("self", "selves"))
        else co_arguments(token.head if others else token)
    )
    clause = _clause(token, possessive)

    doers = _doers(sentence, barred, memory)

    def fits(seen: Seen) -> bool:
        if not _agrees(seen, sort) or (doers and {a.code for a in seen.actors} <= doers):
            return False
        place = seen.place
        own = seen.sentence == sentence and place is not None
        if not own or place is None:
            return True
        return place.first.i not in barred and (place.part == "inside" or place.phrase.i not in barred)

    forward = _ahead(token, ahead, sort)
    pull = 1.0 if possessive or token.dep_ in SUBJECTS or barred == set() else 0.3
    found = memory.best(sentence, start, fits, clause, 3 if sort in "mf" else 2, pull)
    if forward is not None and (found is None or found[0].sentence < sentence):
        return forward.actors, 0.75
    if sort in "np" and clause is not None and _foreign(clause, sentence, memory, sort):
        return None
    if found is None:
        meant = possessive or (token.lower_ == "they" and token.dep_ in SUBJECTS)
        return _two(sentence, start, memory) if sort == "p" and meant else None
    seen, lead = found
    base = 0.85 if sort in "mf" else 0.7 if sort == "n" else 0.65
    sure = base + (0.1 if lead >= 1.0 else 0.0) - (0.1 if lead < 0.3 else 0.0) - 0.05 * (sentence - seen.sentence)
    return (seen.actors, round(sure, 2)) if seen.actors else None


def _sent_away(token: Token) -> bool:
    """Whether a possessive tells whose envoy it is that somebody else expels or summons."""
    noun, verb = token.head, token.head.head
    return noun.lemma_ in ENVOYS and noun.dep_ == "dobj" and verb.lemma_ in EXPELLING


def _doers(sentence: int, barred: set[int], memory: Memory) -> set[str]:
    """Codes of what stands beside a pronoun under its verb, which it cannot stand for either."""
    beside = (s for s in memory.recent if s.sentence == sentence and s.place is not None and s.place.part == "head")
    return {a.code for s in beside for a in s.actors if s.place is not None and s.place.phrase.i in barred}


def _is_thing(it: Token) -> bool:
    """Whether an `it` is the object of what is done to things: ratify it, on it."""
    if it.dep_ == "pobj":
        return it.head.lower_ not in TOWARDS
    return it.dep_ in ("dobj", "nsubjpass") and it.head.lemma_ in THINGS


def _thing(it: Token) -> bool:
    """Whether a noun that is no name, such as an agreement, is the subject of a clause in front of an `it`."""
    if any(c.dep_ == "acomp" and c.lemma_ in WILLING for c in it.head.children):
        return False
    if any(t.dep_ in SUBJECTS and t.tag_ == "NN" for t in it.sent if t.i < it.i):
        return True
    first = it.sent.start
    if first == 0 or any(t.dep_ in SUBJECTS and t.pos_ == "PROPN" for t in it.sent if t.i < it.i):
        return False
    before = it.doc[first - 1].sent.root
    return any(c.dep_ in SUBJECTS and c.tag_ == "NN" for c in before.children)


def _agrees(seen: Seen, sort: str) -> bool:
    if sort == "p":
        return seen.plural
    if sort == "n":
        return seen.gender == "n" and not seen.plural
    return seen.gender in (sort, "?")


def _clause(token: Token, possessive: bool) -> Token | None:
    """Subject of the pronoun's own clause for a possessive, of the clause above for a subject."""
    verb = verb_of(token)
    if verb is None:
        return None
    own = subject_of(verb)
    told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < token.i), None) if possessive else None
    if told is not None and own is not None and token.i in {t.i for t in own.subtree}:
        first = subject_of(told)
        return first if first is not None and first.i < token.i else None
    if possessive and token.lower_ == "its" and own is not None and own.tag_ in {"NNS", "NNPS"}:
        own = None
    if own is not None and (own.i == token.i or token.i in {t.i for t in own.subtree}):
        own = None
    if own is None and verb.head.i != verb.i:
        above = verb_of(verb)
        own = subject_of(above) if above is not None else None
    return own if own is not None and own.i < token.i else None


def _foreign(clause: Token, sentence: int, memory: Memory, sort: str) -> bool:
    """Whether the clause has a subject of its own that is no actor of ours, but can say and do things."""
    if any(s.sentence == sentence and s.place is not None and s.place.phrase.i == clause.i for s in memory.recent):
        return False
    if sort == "n":
        return clause.lemma_.lower() in BODY_NOUNS or (clause.pos_ == "PROPN" and clause.text[0].isupper())
    return clause.tag_ == "NNS" and clause.dep_ in SUBJECTS and clause.head.lemma_ in SAYING


SAYING = frozenset(
    [
        "say",
        "argue",
        "believe",
        "think",
        "warn",
        "note",
        "suggest",
        "expect",
        "claim",
        "add",
        "tell",
        "fear",
        "hope",
        "report",
        "caution",
        "insist",
        "complain",
    ]
)


def _ahead(token: Token, ahead: list[Seen], sort: str) -> Seen | None:
    """A name that follows as the subject of the main clause: during his visit, Xi said."""
    verb = verb_of(token)
    if verb is None:
        return None
    above = {verb.i, *(a.i for a in verb.ancestors)}
    for seen in ahead:
        place = seen.place
        if place is None or place.role != "subject" or place.part != "head" or not _agrees(seen, sort):
            continue
        if place.verb is None or place.verb.i not in above or token.i >= place.phrase.left_edge.i:
            continue
        if verb.i != place.verb.i and not any(
            v.dep_ in ADJUNCT for v in (verb, *verb.ancestors) if v.i != place.verb.i
        ):
            continue
        between = token.doc[token.i : place.phrase.left_edge.i]
        return seen if place.verb.i == verb.i or any(t.text == "," for t in between) else None
    return None


def _two(sentence: int, start: int, memory: Memory) -> Answer | None:
    """Two states or leaders spoken of side by side, for `their` without a plural in front of it."""
    near = [
        s for s in memory.recent if sentence - s.sentence <= 1 and not s.plural and s.kind not in ("modifier", "city")
    ]
    near = [s for s in near if s.sentence < sentence or s.start < start]
    codes = dict.fromkeys(a.code for s in near for a in s.actors)
    return (tuple(Actor(c) for c in codes), 0.5) if len(codes) == 2 else None

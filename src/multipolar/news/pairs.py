"""Who does it to whom where no frame matches: a general rule over subjects, objects and prepositions."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING

from multipolar.news.lemmas import lemma
from multipolar.news.naming import Named, named
from multipolar.news.parse import Parsed
from multipolar.news.records import Mention
from multipolar.news.slots import Held, is_passive, slots
from multipolar.news.status import VERB_CUES

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Pair", "find_pairs", "only_pair", "undergone"]

VERB_OTHERS = (
    "object", "indirect", "against", "on", "at", "with", "to", "toward", "towards", "upon", "over", "into", "onto", "for",
    "from", "of", "about", "alongside", "around", "near", "off", "by", "between", "among", "in", "inside", "through", "clause",
)  # fmt: skip
NOUN_DOERS = ("by", "possessor", "from", "subject", "modifier", "of")
NOUN_OTHERS = (
    "against", "on", "with", "to", "toward", "towards", "of", "over", "for", "at", "into", "about", "anti", "from", "subject",
    "object", "modifier",
)  # fmt: skip
RECEIVING = frozenset(
    [
        "receive",
        "get",
        "suffer",
        "endure",
        "win",
        "obtain",
        "secure",
        "face",
        "borrow",
        "hear",
        "draw",
        "buy",
        "gain",
        "earn",
    ]
)
SILENT = frozenset(
    [
        "be", "lie", "border", "flow", "study", "teach", "compare", "rise", "say", "think", "believe", "have", "seem", "bear",
        "grow", "rank", "resemble", "speak", "fall", "slip", "live", "outrun", "include", "become", "mean", "note", "add",
        "know", "happen", "exist", "stretch", "reach", "see", "according", "fill", "play", "finish", "score", "depend", "differ",
        "rely", "host",
    ]
)  # fmt: skip
SUFFERING = frozenset({"die", "perish", "languish", "starve", "drown", "suffer"})
WHERE = frozenset({"in", "inside", "at", "from", "under", "of", "by"})
ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ism", "ship", "sal", "ure", "cy", "al", "ing")
ABSTRACT = frozenset(
    [
        "move", "pivot", "role", "effort", "policy", "push", "focus", "plan", "interest", "threat", "economy", "model", "trade",
        "tie", "war", "rise", "approach", "stance", "strategy", "view", "rhetoric", "return", "influence", "idea", "fear", "hope",
        "history", "growth", "debt", "price", "market", "claim", "border", "power", "fate", "future", "past", "desire", "goal",
        "attempt", "reaction", "response", "concern", "absence", "shift", "impact", "effect", "crisis", "deal", "order", "wine",
        "cheese", "tourist", "student", "yen", "dollar", "bank account", "export", "import", "victory", "defeat", "success",
    ]
)  # fmt: skip
BODIES = frozenset(
    [
        "government", "administration", "delegation", "coalition", "opposition", "parliament", "union", "embassy", "organisation",
        "organization", "institution", "ministry", "leadership", "commission", "bank", "agency", "battalion", "warship", "intelligence",
        "force", "strike", "envoy", "expedition", "mission", "general", "official", "department", "police", "troop", "army", "fire",
    ]
)  # fmt: skip
NAMELESS: frozenset[str] = frozenset()
MUTUAL = frozenset({"between", "among"})
MEDIATION = frozenset({"mediation", "arbitration", "diplomacy", "mission"})
"""What somebody does between two others, who do nothing themselves."""


@dataclasses.dataclass(frozen=True, eq=False)
class Pair:
    """Two sides that a word links.

    Args:
        token: the word. kind: verbs or nouns. source, target: the sides. slots: where each stood. mutual: no direction.
    """

    token: Token
    kind: str
    source: Named
    target: Named
    slots: tuple[str, str]
    mutual: bool = False


def find_pairs(parsed: Parsed, mentions: Mapping[int, Mention], nouns: Container[str]) -> tuple[Pair, ...]:
    """Pairs that verbs and nouns of a sentence link, in order of the words.

    Args:
        parsed: the sentence. mentions: by position of token. nouns: lemmas that name acts.
    """
    if len({actor.code for mention in mentions.values() for actor in mention.actors}) < 2:
        return ()
    found: list[Pair] = []
    for token in parsed.span:
        if token.i in mentions:
            continue
        if token.pos_ == "VERB" and lemma(token) not in SILENT and token.dep_ not in {"amod", "compound"}:
            found += _of_verb(token, slots(token, "verbs"), mentions, nouns)
        elif token.pos_ == "NOUN" and _names_act(lemma(token), nouns) and lemma(token) not in MEDIATION:
            found += _of_noun(token, slots(token, "nouns"), mentions)
    return tuple(found)


def _abstract(token: Token, mentions: Mapping[int, Mention], nouns: Container[str]) -> bool:
    base = lemma(token)
    return token.i not in mentions and (base in ABSTRACT or _names_act(base, nouns)) and base not in BODIES


def only_pair(parsed: Parsed, mentions: Mapping[int, Mention]) -> Pair | None:
    """The two states that a sentence is about, joined by its highest verb: one in the subject, the other in what follows.

    Args:
        parsed: a sentence in which two actors stand. mentions: by position of token.
    """
    for verb in sorted((t for t in parsed.span if t.pos_ == "VERB"), key=lambda t: sum(1 for _ in t.ancestors)):
        if lemma(verb) in SILENT or lemma(verb) == "deny" or any(c.dep_ == "neg" for c in verb.children):
            continue
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
        doer = _all_named(subjects, mentions, NAMELESS)
        others = [c for c in verb.children if c.i > verb.i and c.dep_ not in {"nsubj", "conj", "punct"}]
        other = _all_named(others, mentions, doer.codes)
        if len(doer.actors) == len(other.actors) == 1:
            if is_passive(verb) and (undergone(verb, other) or _meanwhile(verb, mentions, other)):
                return Pair(verb, "verbs", other, doer, ("subject", "object"))
            return Pair(verb, "verbs", doer, other, ("subject", "object"))
    return None


def _meanwhile(verb: Token, mentions: Mapping[int, Mention], other: Named) -> bool:
    """Whether the other is doer of a clause that tells when or how it came: were killed when Chad shelled a post."""
    for clause in verb.children:
        timed = any(
            c.lower_ in {"when", "after", "as", "while"} and c.dep_ in {"mark", "advmod"} for c in clause.children
        )
        subjects = [c for c in clause.children if c.dep_ == "nsubj"]
        if clause.dep_ == "advcl" and timed and named(subjects, mentions).codes & other.codes:
            return True
    return False


def undergone(verb: Token, other: Named) -> bool:
    """Whether a passive's subject suffers it at the hands or in the place of another: seized by X, held in X; not sent to X.

    Args:
        verb: in the passive. other: named behind it.
    """
    place = verb.doc[other.tokens[0]]
    path = [place, *place.ancestors]
    first = next((t for t in path if t.head == verb), place)
    return (
        verb in path
        and first.dep_ in {"agent", "prep"}
        and first.lower_ not in {"to", "into", "as", "for", "against"}
        and (first.lower_ != "on" or place.dep_ in {"amod", "poss", "compound"})
    )


def _all_named(heads: list[Token], mentions: Mapping[int, Mention], known: frozenset[str]) -> Named:
    places = [
        t.i for head in heads for t in head.subtree if t.i in mentions and mentions[t.i].kind not in {"pro", "against"}
    ]
    actors = {a.code: a for i in places for a in mentions[i].actors if a.code not in known}
    here = tuple(i for i in places if any(a.code in actors for a in mentions[i].actors))
    return Named(tuple(actors.values()), here, min((mentions[i].sure for i in here), default=1.0))


def _names_act(base: str, nouns: Container[str]) -> bool:
    return base in nouns or base.endswith(ENDINGS)


def _of_verb(verb: Token, held: Held, mentions: Mapping[int, Mention], nouns: Container[str]) -> Iterator[Pair]:
    source = named(held.get("subject", ()), mentions)
    if not source or lemma(verb) == "deny" or any(_abstract(t, mentions, nouns) for t in held["subject"]):
        return
    denying = VERB_CUES.get(lemma(verb)) == "none"
    for slot in VERB_OTHERS:
        if denying and slot == "clause":
            return
        target = named(held.get(slot, ()), mentions).without(source)
        if not target:
            continue
        if (slot in {"from", "by"} and lemma(verb) in RECEIVING) or (slot in WHERE and lemma(verb) in SUFFERING):
            yield Pair(verb, "verbs", target, source, (slot, "subject"))
        else:
            yield Pair(verb, "verbs", source, target, ("subject", slot), slot in MUTUAL)
        return


def _of_noun(noun: Token, held: Held, mentions: Mapping[int, Mention]) -> Iterator[Pair]:
    for slot in MUTUAL:
        both = named(held.get(slot, ()), mentions)
        if len(both.actors) > 1:
            first, rest = (
                Named(both.actors[:1], both.tokens[:1], both.sure),
                Named(both.actors[1:], both.tokens[1:], both.sure),
            )
            yield Pair(noun, "nouns", first, rest, (slot, slot), True)
            return
    for doer in NOUN_DOERS:
        source = named(held.get(doer, ()), mentions)
        if not source:
            continue
        for other in NOUN_OTHERS:
            target = named(held.get(other, ()), mentions, other == "anti").without(source)
            if target and other != doer:
                yield Pair(noun, "nouns", source, target, (doer, other))
                return

"""Lists of single sentences: each line was picked because it reports an act, which running text was not."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.lemmas import lemma
from multipolar.news.match import Match
from multipolar.news.naming import BACKED, Named, compounded, named
from multipolar.news.pairs import Pair, only_pair, undergone
from multipolar.news.parse import Parsed
from multipolar.news.records import Mention
from multipolar.news.slots import is_passive
from multipolar.news.status import VERB_CUES
from multipolar.news.subjects import SPEECH, objects_of, speaker, subject_of
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_list", "nearest_target", "pair_by_order", "standing_alone"]

LONGEST = 60
"""Words of a line, at most."""
PAIRED = 0.8
"""Share of lines that name two actors, at least: 0.95 in lists that were picked for their acts, mostly 0.4 to 0.7 in articles."""

LINKED = words(
    "he she it they but however this that these those meanwhile his her its their also and yet still so then mr mrs ms"
)
"""First words that lean on a sentence before: usual in articles, rare in lists."""

POINTING = frozenset({"pronoun", "possessive"})
BESIDE = frozenset({"pro", "against"})
PARTS = frozenset({"compound", "amod", "poss", "nmod", "conj"})
COMPARED = words("deny than unlike versus compare rank rival")
HARMS = words(
    "kill wound injure hit destroy bomb shell strike attack damage flatten raze level shoot fire cross enter violate intrude"
)
"""What somebody suffers who tells of it without naming anybody else."""
IDLE = words("be lie border flow rise fall grow live study teach sell resemble outnumber trail lag export")


def is_list(parsed: Sequence[Parsed], mentions: Sequence[Mention], document: Document) -> bool:
    """Whether nearly every block is one sentence that stands by itself, and nearly all of several name two actors.

    Args:
        parsed: all sentences of the document. mentions: its actors, in order. document: theirs.
    """
    if not parsed:
        return False
    blocks: dict[int, int] = {}
    for sentence in parsed:
        blocks[sentence.sentence.block] = blocks.get(sentence.sentence.block, 0) + 1
    lines = len(blocks)
    single = sum(count == 1 for count in blocks.values())
    linked = sum(sentence.span[0].lower_ in LINKED for sentence in parsed)
    longest = max(len(sentence.span) for sentence in parsed)
    if single < 0.9 * lines or linked > 0.1 * lines or longest > 2 * LONGEST:
        return False
    return lines == 1 or _with_pairs(parsed, mentions) >= PAIRED * len(parsed)


def _with_pairs(parsed: Sequence[Parsed], mentions: Sequence[Mention]) -> int:
    """Number of sentences that name two actors, as paragraphs of one sentence in an article often do not."""
    starts = [sentence.sentence.start for sentence in parsed]
    codes: dict[int, set[str]] = {}
    for mention in mentions:
        if mention.kind not in POINTING:
            here = codes.setdefault(bisect.bisect_right(starts, mention.start), set())
            here.update(actor.code for actor in mention.actors)
    return sum(len(some) > 1 for some in codes.values())


def standing_alone(mentions: Mapping[int, Mention]) -> dict[int, Mention]:
    """Mentions of a line without what pronouns and descriptions would take from other lines.

    Args:
        mentions: of the line, by position of token.
    """
    codes = {a.code for mention in mentions.values() if mention.kind not in POINTING for a in mention.actors}
    kept: dict[int, Mention] = {}
    made: dict[int, Mention] = {}
    for place, mention in mentions.items():
        if mention.kind in POINTING and not all(actor.code in codes for actor in mention.actors):
            here = tuple(actor for actor in mention.actors if actor.code in codes)
            if not here:
                continue
            mention = made.setdefault(id(mention), dataclasses.replace(mention, actors=here))
        kept[place] = mention
    return kept


def nearest_target(
    waiting: Sequence[Match], linked: Sequence[Match | Pair], mentions: Mapping[int, Mention]
) -> Match | None:
    """The highest act of a line that lacks a target, with the first other actor that its clause names.

    Args:
        waiting: matches without a target. linked: words that link two sides. mentions: by position of token.
    """
    for match in sorted(waiting, key=lambda m: (_depth(m.token), *(-r for r in m.rank))):
        verbal = match.token.pos_ in {"VERB", "AUX"} or match.kind == "nouns"
        if not verbal or any(_covers(other, match) for other in linked):
            continue
        for token in (*match.token.subtree, *_condition(match.token)):
            beside = token.i not in mentions or _beside(token, mentions) or _another_clause(token, match.token)
            if beside or (token.i < match.token.i and token in match.token.subtree):
                continue
            target = whole_side(token, mentions).without(match.source)
            if target:
                return dataclasses.replace(match, target=target)
        target = Named() if linked else _sufferer(match, mentions)
        if target:
            return dataclasses.replace(match, target=target)
    return None


def _sufferer(match: Match, mentions: Mapping[int, Mention]) -> Named:
    """Who says that somebody did harm, without saying to whom: Lebanon said Israeli strikes killed fifty people."""
    if lemma(match.token) not in HARMS:
        return Named()
    tellers = (verb for verb in match.token.ancestors if lemma(verb) in SPEECH and verb.pos_ == "VERB")
    teller = next(tellers, None)
    return named(subject_of(teller), mentions).without(match.source) if teller is not None else Named()


def _condition(verb: Token) -> list[Token]:
    """Words of the clause with 'if' or 'unless' on which an act depends."""
    clauses = (c for word in (verb, *verb.ancestors) for c in word.children if c.dep_ == "advcl")
    marked = (c for c in clauses if any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children))
    return [token for clause in marked for token in clause.subtree]


def _another_clause(token: Token, verb: Token) -> bool:
    """Whether a word under a verb belongs to a verb joined to it that has a subject or speaker of its own."""
    for word in (token, *token.ancestors):
        if word == verb:
            return False
        subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children)
        if word.dep_ in {"conj", "parataxis"} and word.pos_ == "VERB" and (subject or speaker(word) is not None):
            return True
    return False


def _covers(other: Match | Pair, match: Match) -> bool:
    """Whether another act of the same doer, or one above it, stands in the line already."""
    above = other.token == match.token or other.token.is_ancestor(match.token)
    same = bool(other.source.codes & match.source.codes)
    return (above and same) or (isinstance(other, Match) and (above or same))


def pair_by_order(parsed: Parsed, mentions: Mapping[int, Mention], pairs: Sequence[Pair]) -> Pair | None:
    """Doer and other of a line in which nothing else was found: by the main verb, else in the order of the text.

    Args:
        parsed: the sentence. mentions: by position of token. pairs: what its verbs and nouns link.
    """
    root = parsed.span.root
    if len(parsed.span) > LONGEST or any(lemma(t) in COMPARED for t in parsed.span):
        return None
    if lemma(root) in IDLE and not any(t.pos_ == "VERB" and lemma(t) not in IDLE for t in parsed.span):
        return None
    found = _agent(parsed, mentions) or _spoken(root, mentions) or _highest(pairs) or only_pair(parsed, mentions)
    if found is not None:
        return found
    sides: list[Named] = []
    for i in sorted(mentions):
        known = Named(tuple(actor for side in sides for actor in side.actors))
        token = parsed.span.doc[i]
        if not _beside(token, mentions):
            side = whole_side(token, mentions).without(known)
            sides += [side] if side else []
    if len(sides) < 2:
        return _together(root, sides[0]) if sides else None
    first, second = sides[:2]
    verb = _verb_between(parsed, first.tokens[-1], second.tokens[0]) or root
    place = parsed.span.doc[second.tokens[0]]
    if (_after_by(place) and is_passive(verb)) or _suffers(parsed.span.doc[first.tokens[0]], second):
        first, second = second, first
    return Pair(verb, "verbs", first, second, ("subject", "object"))


def whole_side(token: Token, mentions: Mapping[int, Mention]) -> Named:
    """A named actor with those that are joined to it: Indian and Japanese ships.

    Args:
        token: of a mention. mentions: by position of token.
    """
    head = token
    while head.dep_ in PARTS and head.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        head = head.head
    side = named([head], mentions)
    return side if token.i in side.tokens else named([token], mentions)


def _agent(parsed: Parsed, mentions: Mapping[int, Mention]) -> Pair | None:
    """Who did it by a passive, and the first other whom the line names before: in Chad, forty were shot by Libyan guards."""
    for verb in sorted((t for t in parsed.span if t.pos_ == "VERB" and is_passive(t)), key=_depth):
        agents = [c for c in verb.children if c.dep_ == "agent" or c.lower_ == "by"]
        doer = named([t for agent in agents for t in objects_of(agent)], mentions)
        if not doer:
            continue
        subject = [t for c in verb.children if c.dep_ == "nsubjpass" for t in c.subtree]
        for token in (*subject, *parsed.span):
            if token.i in mentions and token.i < agents[0].i and not _beside(token, mentions):
                side = whole_side(token, mentions).without(doer)
                if side:
                    return Pair(verb, "verbs", doer, side, ("subject", "object"))
    return None


def _spoken(root: Token, mentions: Mapping[int, Mention]) -> Pair | None:
    """Who speaks of whom, where all that a line reports is what somebody said."""
    if lemma(root) not in SPEECH:
        return None
    subjects = [c for c in root.children if c.dep_ == "nsubj"]
    doer = named(subjects, mentions)
    others = [c for c in root.children if c.dep_ in {"ccomp", "parataxis"}]
    if not doer or not others or subjects[0].i < others[0].i:
        return None
    told = [t for t in others[0].subtree if t.i in mentions and mentions[t.i].kind not in BESIDE]
    sides = [side for side in (whole_side(token, mentions).without(doer) for token in told) if side]
    if not sides or any(side.codes != sides[0].codes for side in sides):
        return None
    other = root.doc[sides[0].tokens[0]]
    if _after_by(other) and is_passive(others[0]):
        return Pair(root, "verbs", sides[0], doer, ("by", "subject"))
    return Pair(root, "verbs", doer, sides[0], ("subject", "object"))


def _highest(pairs: Sequence[Pair]) -> Pair | None:
    verbs = [pair for pair in pairs if pair.kind == "verbs" and not _mentions_only(pair)]
    return min(verbs, key=lambda pair: _depth(pair.token), default=None)


def _mentions_only(pair: Pair) -> bool:
    """Whether a verb only tells what one says or fears of another."""
    base = lemma(pair.token)
    return VERB_CUES.get(base) == "feared" or (base in SPEECH and pair.slots[1] == "clause")


def _together(root: Token, side: Named) -> Pair | None:
    """Two who are joined to each other and to nobody else: Jakarta and Beijing will fish together."""
    if len(side.actors) < 2:
        return None
    first, rest = (Named(part, side.tokens, side.sure) for part in (side.actors[:1], side.actors[1:]))
    return Pair(root, "verbs", first, rest, ("subject", "object"), True)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _beside(token: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether a name does not tell who acts: anti-Western, backed by Iran, according to Israel."""
    if mentions[token.i].kind in BESIDE or compounded(token, mentions, BACKED):
        return True
    return any(a.lower_ == "according" for a in token.ancestors)


def _suffers(token: Token, other: Named) -> bool:
    """Whether a name belongs to the subject of a passive, and the other to the agent or place."""
    subject = next((t for t in (token, *token.ancestors) if t.dep_ in {"nsubj", "nsubjpass"}), token)
    return subject.dep_ == "nsubjpass" and is_passive(subject.head) and undergone(subject.head, other)


def _verb_between(parsed: Parsed, first: int, second: int) -> Token | None:
    return next((t for t in parsed.span if first < t.i < second and t.pos_ == "VERB"), None)


def _after_by(token: Token) -> bool:
    return any(a.lower_ == "by" for a in token.ancestors)

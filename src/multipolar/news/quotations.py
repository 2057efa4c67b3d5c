"""Direct speech, scare quotes and reported speech, with who speaks and the word that says so."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.marks import Marked, find_marked
from multipolar.news.records import Actor, Mention, Quotation
from multipolar.news.speech import (
    NAMING,
    NOUN_CUES,
    SAYING,
    SPEAKING,
    actors_of,
    affiliation,
    ancestors,
    name_of,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from multipolar.news.parse import Parsed

__all__ = ["Speech", "find_quotations", "find_speech", "quotation"]

NEAR = 14
"""Tokens after a closing mark within which the word that attributes it must come."""
WHOLE = 0.6
"""Part of a clause that must lie between marks for it to be direct and no reported speech."""
SO_CALLED = re.compile(r"\b(so[- ]called|self-described|self-styled)\s+[“‘\"'«]?$", re.I)
HELD = frozenset(
    {"fear", "claim", "belief", "view", "concern", "accusation", "warning", "hope", "assertion", "allegation", "worry"}
)
"""Nouns whose possessor holds what follows them."""
AS_NAMED = re.compile(
    r"\b(?:termed|dubbed|called|labell?ed|described as|known as|branded|billed as)\s+(?:an?\s+|the\s+)?[“‘\"'«]?$", re.I
)


@dataclasses.dataclass(frozen=True)
class Voice:
    """Who speaks.

    Args:
        actors, name: as in `Quotation`. cue: the word that attributes. house: where the speaker works, if said.
    """

    actors: tuple[Actor, ...] = ()
    name: str | None = None
    cue: str | None = None
    house: str | None = None


@dataclasses.dataclass(frozen=True)
class Speech:
    """Words put into a mouth, in the cleaned text.

    Args:
        start, end: of the words. sentence: number of the sentence in which they start. voice: who. direct, open: as in
        `Quotation`. cue_at: offset of the word that attributes them.
    """

    start: int
    end: int
    sentence: int
    voice: Voice
    direct: bool
    open: bool = False
    cue_at: int | None = None


def find_quotations(
    parsed: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], document: Document
) -> tuple[Quotation, ...]:
    """Quotations of a document in order, direct and reported, with raw offsets.

    Args:
        parsed: its sentences. mentions: of each sentence. document: it.
    """
    return tuple(quotation(s, document) for s in find_speech(parsed, mentions, document))


def quotation(speech: Speech, document: Document) -> Quotation:
    """Words put into a mouth as a record with raw offsets.

    Args:
        speech: where they stand in the cleaned text. document: of it.
    """
    start, end = document.span(speech.start, speech.end)
    voice = speech.voice
    return Quotation(
        document.file,
        start,
        end,
        document.raw[start:end],
        voice.actors,
        voice.name,
        voice.cue,
        speech.open,
        speech.direct,
    )


def find_speech(
    parsed: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], document: Document
) -> tuple[Speech, ...]:
    """As `find_quotations`, with places in the cleaned text and the number of the sentence.

    Args:
        parsed: its sentences. mentions: of each sentence. document: it.
    """
    found: list[Speech] = []
    before: tuple[Marked, Speech] | None = None
    for marked in find_marked(document):
        number = _sentence_at(parsed, marked.start)
        if number is None:
            continue
        voice, cue_at = _voice(parsed, mentions, document, marked, number)
        if voice is None and before is not None:
            voice = _carried(parsed, document, *before, marked, number)
        speech = Speech(marked.start, marked.end, number, voice or Voice(), True, marked.open, cue_at)
        if marked.depth == 0:
            before = marked, speech
        found.append(speech)
    found = _backwards(found, document)
    for number, p in enumerate(parsed):
        found += [s for s in _reported(p, number, mentions[number], document) if not _direct(s, found)]
    return _known_again(sorted(found, key=lambda s: (s.start, -s.end)))


def _known_again(found: Sequence[Speech]) -> tuple[Speech, ...]:
    """A speaker named by the last name alone speaks for whom the full name did: 'Kremlin aide Anna Orlova', then 'Orlova'."""
    known: dict[str, Voice] = {}
    result = []
    for speech in found:
        voice = speech.voice
        last = (voice.name or "").split(" ")[-1]
        if last[:1].isupper() and voice.actors and " " in (voice.name or ""):
            known.setdefault(last, voice)
        elif last in known and voice.name == last and not voice.actors:
            speech = dataclasses.replace(speech, voice=dataclasses.replace(voice, actors=known[last].actors))
        result.append(speech)
    return tuple(result)


def _sentence_at(parsed: Sequence[Parsed], place: int) -> int | None:
    low, high = 0, len(parsed)
    while low < high:
        middle = (low + high) // 2
        if parsed[middle].sentence.end <= place:
            low = middle + 1
        else:
            high = middle
    return low if low < len(parsed) and parsed[low].sentence.start <= place else None


def _voice(
    parsed: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], document: Document, marked: Marked, number: int
) -> tuple[Voice | None, int | None]:
    """The speaker of marked words: named after them, over them, or in front of them."""
    for search in (_after, _over, _in_front):
        found = search(parsed, document, marked, number)
        if found is None:
            continue
        k, cue, who = found
        p = parsed[k]
        at = p.start(cue)
        if who is None:
            return Voice(cue=cue.text), at
        return Voice(actors_of(p, who, mentions[k]), name_of(p, who), cue.text, affiliation(p, who)), at
    text = document.text[max(0, marked.start - 40) : marked.start]
    cued = SO_CALLED.search(text) or AS_NAMED.search(text)
    return (Voice(cue=cued[0].rstrip("“‘\"'« ").split()[0]), None) if cued else (None, None)


Found = tuple[int, "Token", "Token | None"]


def _after(parsed: Sequence[Parsed], document: Document, marked: Marked, number: int) -> Found | None:
    """'"...," Lee said' and '"...," said Lee': the clause behind the mark."""
    text = document.text
    tail = text[marked.end - 1 : marked.end + 2]
    if not re.match(r"[,?!…—–-]|.[”’\"'»]?[,—–]", tail) or marked.open:
        return None
    stop = re.search(r"\n|[“\"«]", text[marked.end + 1 : marked.end + 240])
    limit = marked.end + 1 + (stop.start() if stop else 239)
    k = number
    while k < len(parsed) and parsed[k].sentence.end <= marked.end + 1:
        k += 1
    if k >= len(parsed) or parsed[k].sentence.start > limit:
        return None
    p = parsed[k]
    tokens = [t for t in p.span if p.start(t) > marked.end and p.start(t) < limit and not t.is_space]
    for token in tokens[:NEAR]:
        if token.lemma_.lower() in SPEAKING and token.pos_ == "VERB":
            who = subject(token) or _beside(token, tokens)
            if who is not None and p.start(who) >= marked.end:
                return k, token, who
    according = next((t for t in tokens[:4] if t.lower_ == "according"), None)
    return _according(k, according) if according is not None else None


def _beside(verb: Token, tokens: Sequence[Token]) -> Token | None:
    """The noun phrase next to a verb whose parse gives no subject: in front of it, else behind it."""
    nouns = [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON")]
    front = [t for t in nouns if t.i < verb.i]
    if front:
        return front[-1]
    return next((t for t in nouns if t.i > verb.i and t.dep_ not in ("compound", "poss")), None)


def _according(k: int, according: Token) -> Found | None:
    for token in according.subtree:
        if token.dep_ == "pobj":
            return k, according, token
    return None


def _over(parsed: Sequence[Parsed], document: Document, marked: Marked, number: int) -> Found | None:
    """The verb or noun that governs the quoted words: 'what Beijing calls "..."', 'vowed to ...', "Kyiv's fears of ..."."""
    p = parsed[number]
    inside = [t for t in p.span if p.start(t) >= marked.start and p.end(t) <= marked.end and not t.is_punct]
    if not inside:
        return None
    top = next((t for t in inside if t.head.i < inside[0].i or t.head.i > inside[-1].i or t.head.i == t.i), inside[0])
    own = {t.i for t in inside}
    for token in ancestors(top):
        if token.i in own:
            continue
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in SPEAKING:
            if token.dep_ == "xcomp" and token.head.lemma_.lower() in SPEAKING:
                continue
            who = subject(token)
            if who is not None or lemma in NAMING:
                return number, token, _naming_subject(token) if who is None else who
        if token.pos_ in ("NOUN", "PROPN") and lemma in NOUN_CUES:
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            if owner is not None:
                return number, token, owner
    according = next(
        (t for t in p.span if t.lower_ == "according" and t.i + 1 < len(t.doc) and t.nbor().lower_ == "to"), None
    )
    return _according(number, according) if according is not None else None


def _naming_subject(verb: Token) -> Token | None:
    """The noun in front of a naming verb whose parse gives no subject: 'what Beijing calls'."""
    if verb.tag_ == "VBN" and not any(c.lower_ in ("has", "have", "had") for c in verb.children):
        return None
    left = [t for t in verb.sent if verb.i - 4 <= t.i < verb.i and t.pos_ in ("PROPN", "NOUN", "PRON")]
    return left[-1] if left and left[-1].lower_ not in ("what", "which", "that", "who") else None


def _in_front(parsed: Sequence[Parsed], document: Document, marked: Marked, number: int) -> Found | None:
    """'Lee said: "..."', and the nearest word in front that attributes what the parse does not join to it."""
    p = parsed[number]
    lead = document.text[max(0, marked.start - 3) : marked.start]
    k = number
    if (
        number
        and p.sentence.start >= marked.start - 2
        and ":" in document.text[max(0, marked.start - 4) : marked.start]
    ):
        k, p = number - 1, parsed[number - 1]
        if p.sentence.block != marked.block:
            return None
    tokens = [t for t in p.span if p.end(t) <= marked.start]
    joined = re.search(r"[:,]\W*$", lead) is not None
    for token in reversed(tokens[-NEAR:] if joined else tokens[-6:]):
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in SPEAKING:
            who = subject(token) or (_beside(token, [t for t in tokens if t.i < token.i][-5:]) if joined else None)
            if who is not None:
                return k, token, who
    return None


def _carried(
    parsed: Sequence[Parsed], document: Document, marked: Marked, speech: Speech, now: Marked, number: int
) -> Voice | None:
    """The speaker of the passage before, where this one goes on with it or is nested in it."""
    if marked.start <= now.start and now.end <= marked.end:
        return None
    voice = dataclasses.replace(speech.voice, cue=None)
    if marked.continues and now.block == marked.block + 1:
        return voice
    starts = now.start - parsed[number].sentence.start <= 1
    between = document.text[marked.end : now.start]
    if now.block == marked.block and starts and number - speech.sentence <= 3 and len(between) < 200:
        return voice
    return None


def _backwards(found: list[Speech], document: Document) -> list[Speech]:
    """Paragraphs of one quotation that get their speaker only at its end."""
    result = list(found)
    for k in range(len(result) - 2, -1, -1):
        here, following = result[k], result[k + 1]
        gap = document.text[here.end : following.start]
        if here.open and here.voice == Voice() and "\n" in gap and not gap.strip('\n\r\t “"«„'):
            result[k] = dataclasses.replace(here, voice=dataclasses.replace(following.voice, cue=None))
    return result


def _reported(p: Parsed, number: int, mentions: Sequence[Mention], document: Document) -> list[Speech]:
    """Complement clauses of verbs of saying, and clauses with 'according to'."""
    found = []
    for token in p.span:
        lemma = token.lemma_.lower()
        clause = _finite(token) if token.pos_ == "VERB" and lemma in SAYING else None
        if clause is not None:
            who = subject(token)
            if who is not None:
                found.append(_clause(p, number, mentions, list(clause.subtree), token, who))
        elif token.pos_ == "VERB" and lemma in NAMING and (named := _named(token)):
            who = subject(token) or _naming_subject(token)
            if who is not None:
                found.append(_clause(p, number, mentions, named, token, who))
        elif (held := _held(token)) is not None:
            found.append(_clause(p, number, mentions, held[1], token, held[0]))
        elif token.lower_ == "according" and token.dep_ == "prep":
            source = _according(number, token)
            if source is None or source[2] is None or token.head.pos_ not in ("VERB", "AUX"):
                continue
            own = {t.i for t in token.subtree}
            rest = [t for t in token.head.subtree if t.i not in own]
            side = [t for t in rest if t.i > token.i] or [t for t in rest if t.i < token.i]
            found.append(_clause(p, number, mentions, side, token, source[2]))
    return [s for s in found if s is not None]


def _finite(verb: Token) -> Token | None:
    """The head of the clause that a verb of saying takes, with a subject of its own."""
    for child in verb.children:
        if child.dep_ == "ccomp" and any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in child.children):
            return child
    return None


def _held(token: Token) -> tuple[Token, list[Token]] | None:
    """Who says or holds what, told by 'as Lee points out', 'Lee voiced interest in', "Lee's fears of"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in SAYING and token.dep_ == "advcl":
        if not any(c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep") for c in token.children):
            return None
        own = {t.i for t in token.subtree}
        who, rest = subject(token), [t for t in token.head.subtree if t.i not in own]
        return (who, [t for t in rest if t.i > token.i] or rest) if who is not None else None
    if token.pos_ == "VERB" and lemma in ("express", "voice"):
        thing, who = next((c for c in token.children if c.dep_ == "dobj"), None), subject(token)
        return (who, list(thing.subtree)) if thing is not None and who is not None else None
    if token.pos_ == "NOUN" and lemma in HELD:
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        rest = [t for c in token.children if c.i > token.i and c.dep_ in ("prep", "acl", "relcl") for t in c.subtree]
        return (owner, rest) if owner is not None and rest else None
    return None


def _named(verb: Token) -> list[Token]:
    """What 'what Lee calls ...' and 'what Lee sees as ...' name; empty without 'what'."""
    if not any(c.lower_ == "what" for c in verb.children):
        return []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            return [t for t in child.subtree if t.i != child.i]
        if child.dep_ in ("oprd", "dobj", "attr", "ccomp") and child.lower_ != "what" and child.i > verb.i:
            return list(child.subtree)
    return []


def _clause(
    p: Parsed, number: int, mentions: Sequence[Mention], tokens: list[Token], cue: Token, who: Token
) -> Speech | None:
    kept = sorted(tokens, key=lambda t: t.i)
    while kept and (kept[0].is_punct or kept[0].is_space or kept[0].lower_ == "that"):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].is_space):
        kept = kept[:-1]
    kept = [t for t in kept if t.i < cue.i] if kept and kept[0].i < cue.i <= kept[-1].i else kept
    if len(kept) < 2:
        return None
    voice = Voice(actors_of(p, who, mentions), name_of(p, who), cue.text, affiliation(p, who))
    return Speech(p.start(kept[0]), p.end(kept[-1]), number, voice, False, cue_at=p.start(cue))


def _direct(reported: Speech, direct: Sequence[Speech]) -> bool:
    """Whether most of a clause stands between marks."""
    covered = sum(max(0, min(reported.end, s.end) - max(reported.start, s.start)) for s in direct if s.direct)
    return covered > WHOLE * (reported.end - reported.start)

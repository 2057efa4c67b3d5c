"""Events: frames matched to the words of a sentence, their sides filled by actors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.frames import Frame, Frames
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Event, Mention
from multipolar.news.slots import Named, conjuncts, mentions_by_token, named, slots, trigger_kind
from multipolar.news.status import is_negated, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_events"]

KINDS = {"verbs": ("verbs", "nouns"), "nouns": ("nouns", "verbs"), "adjectives": ("adjectives",)}


@dataclasses.dataclass(frozen=True, eq=False)
class _Match:
    token: Token
    frame: Frame
    source: Named
    target: Named
    against: Named
    rank: tuple[int, ...]


def find_events(
    parsed: Iterable[Parsed], mentions: Iterable[Mention], document: Document, frames: Frames
) -> tuple[Event, ...]:
    """Events of a document's sentences, in order of the text.

    Args:
        parsed: its sentences. mentions: its actors. document: for offsets. frames: to match.
    """
    every = sorted(mentions, key=lambda m: (m.start, -m.end))
    found = []
    for sentence in parsed:
        here = mentions_by_token(sentence, every)
        if here:
            found += [_event(match, sentence, document) for match in _matches(sentence, here, frames)]
    return tuple(found)


def _matches(parsed: Parsed, mentions: Mapping[int, Mention], frames: Frames) -> Iterator[_Match]:
    for token in parsed.span:
        kind = trigger_kind(token)
        if kind is None or token.i in mentions:
            continue
        best = max(_candidates(token, kind, mentions, frames), key=lambda m: m.rank, default=None)
        if best is not None:
            yield best


def _candidates(token: Token, kind: str, mentions: Mapping[int, Mention], frames: Frames) -> Iterator[_Match]:
    lemma = token.lemma_.lower()
    for table in KINDS[kind]:
        entries = getattr(frames, table).get(lemma, ())
        if not entries:
            continue
        held = slots(token, table)
        for rest, frame in entries:
            if _words_stand(token, rest, table) and _holds(frame, held):
                match = _filled(token, frame, held, mentions, len(rest))
                if match is not None:
                    yield match


def _words_stand(token: Token, rest: tuple[str, ...], kind: str) -> bool:
    if not rest:
        return True
    if kind == "nouns":
        first = token.i - len(rest)
        return first >= 0 and all(
            word in {token.doc[first + k].lower_, token.doc[first + k].lemma_.lower()} for k, word in enumerate(rest)
        )
    near = [c for c in token.children if c.i > token.i]
    near += [d for c in near if c.dep_ in {"prt", "dobj", "advmod", "prep"} for d in c.children]
    words = {w for t in near for w in (t.lower_, t.lemma_.lower())}
    return all(word in words for word in rest)


def _holds(frame: Frame, held: Mapping[str, list[Token]]) -> bool:
    return all(_has(held, slot, words) for slot, words in frame.needs) and not any(
        _has(held, slot, words) for slot, words in frame.bars
    )


def _has(held: Mapping[str, list[Token]], slot: str, words: frozenset[str]) -> bool:
    parts = ("infinitive", "that") if slot == "clause" else (slot,)
    found = {word for part in parts for word in _lemmas(held, part)}
    return bool(found & words) or ("*" in words and bool(found))


def _lemmas(held: Mapping[str, list[Token]], slot: str) -> set[str]:
    words: set[str] = set()
    for head in held.get(slot, ()):
        for token in conjuncts(head):
            lemma = token.lemma_.lower()
            words |= {lemma, token.lower_}
            words |= {f"{c.lower_} {lemma}" for c in token.children if c.dep_ in {"compound", "amod"}}
    return words


def _filled(
    token: Token, frame: Frame, held: Mapping[str, list[Token]], mentions: Mapping[int, Mention], words: int
) -> _Match | None:
    source, place = _side(frame.source, frame, held, mentions, Named())
    if "pair" in frame.target and len(source.actors) > 1:
        target, _ = _side(tuple(s for s in frame.target if s != "pair"), frame, held, mentions, source)
        if not target:
            source, target = (
                Named(source.actors[:1], source.tokens, source.sure),
                Named(source.actors[1:], source.tokens),
            )
            return _Match(token, frame, source, target, Named(), (len(frame.needs) + words, 0, 0))
    target, other = _side(frame.target, frame, held, mentions, source)
    if not source or not target:
        return None
    against, _ = _side(frame.against, frame, held, mentions, source)
    return _Match(token, frame, source, target, against, (len(frame.needs) + words, -place, -other))


def _side(
    names: tuple[str, ...], frame: Frame, held: Mapping[str, list[Token]], mentions: Mapping[int, Mention], other: Named
) -> tuple[Named, int]:
    for place, slot in enumerate(names):
        if slot.startswith("@"):
            return Named((Actor(slot),)), place + 100
        if slot == "pair":
            heads = [*held.get("between", ()), *held.get("subject", ())]
        elif slot == "possessor" and slot not in held and "of" not in (*frame.source, *frame.target, *frame.against):
            heads = held.get("of", [])
        else:
            heads = held.get(slot, [])
        side = named(heads, mentions).without(other)
        if side and (slot != "pair" or len(side.actors) > 1):
            return side, place
    return Named(), 0


def _event(match: _Match, parsed: Parsed, document: Document) -> Event:
    places = [match.token.i, *match.source.tokens, *match.target.tokens]
    doc = match.token.doc
    first, last = doc[min(places)], doc[max(places)]
    start, end = document.span(parsed.start(first), parsed.end(last))
    sentence_start, sentence_end = document.span(parsed.sentence.start, parsed.sentence.end)
    frame = match.frame
    return Event(
        doc=document.doc, file=document.file, evidence=document.raw[start:end], start=start, end=end,
        sentence=document.raw[sentence_start:sentence_end], sentence_start=sentence_start, sentence_end=sentence_end,
        source=match.source.actors, target=match.target.actors, against=match.against.actors,
        plover="REJECT" if is_negated(match.token) else frame.type, status=status_of(match.token, frame.status),
        instrument=frame.instrument, issue=frame.issue, reciprocal=frame.reciprocal,
        confidence=0.9 * min(match.source.sure, match.target.sure), method=frame.id,
        tag=document.blocks[parsed.sentence.block].tag if document.blocks else "body",
    )  # fmt: skip

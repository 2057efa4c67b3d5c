"""Events of a document: what frames find, one event for each act, with its status; then pairs without a frame."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from multipolar.news.answers import answered
from multipolar.news.classify import features, packaged_classifier
from multipolar.news.context import completed
from multipolar.news.counterpart import counterparts, mediated
from multipolar.news.dating import steps_to_date
from multipolar.news.document import Document
from multipolar.news.frames import Frame, Frames
from multipolar.news.lemmas import lemma
from multipolar.news.lists import is_list, nearest_target, pair_by_order, standing_alone
from multipolar.news.match import Match, Reading, read_frames
from multipolar.news.naming import Named, mentions_by_token
from multipolar.news.pairs import Pair, find_pairs, only_pair
from multipolar.news.parse import Parsed
from multipolar.news.placing import event_at
from multipolar.news.records import Event, Mention
from multipolar.news.selves import each_for_itself, is_felt
from multipolar.news.status import Cue, is_cut, past_decade, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_events"]

SEPARATE = frozenset({"conj", "relcl", "ccomp", "parataxis", "csubj"})
ADJUNCTS = frozenset({"during", "after", "before", "amid", "following", "despite", "since", "ahead"})
SPORT = re.compile(
    r"\b(?:World Cup|extra time|penalty shoot-?out|semi-?finals?|quarter-?finals?|friendly match|marathon|(?:its|their) match"
    r"|grand slam|grand prix|hat-trick|gold medal|silver medal|bronze medal|wickets?|innings|knockout stage)\b",
    re.IGNORECASE,
)
"""Contests of states that are no acts."""
STANDING = frozenset(
    [
        "relationship", "relation", "tie", "partnership", "alliance", "tension", "distrust", "mistrust", "friendship", "bond",
        "link", "stance", "influence", "competition", "animosity", "strategy",
    ]
)  # fmt: skip
"""Nouns of states of affairs: an act only with a verb of change, which is a frame's trigger by itself."""
CONTESTS = frozenset(
    ["fight", "battle", "struggle", "push", "war", "fighting", "combat", "clash", "duel", "offensive", "campaign"]
)
ARMED = re.compile(
    r"\b(?:troops?|soldiers?|arm(?:y|ies)|arms|armed|weapon\w*|missiles?|rockets?|drones?|tanks?|artillery|shell(?:s|ed|ing)|bomb\w*|air ?strikes?"
    r"|kill\w*|wound\w*|dead|deaths?|died|casualt\w*|invasion|invad\w*|front ?lines?|border|fighters?|militar\w+|forces|navy|warships?|rebels?"
    r"|militants?|guerrilla\w*|ceasefire|cease-fire|truce)\b",
    re.IGNORECASE,
)
PEACEFUL = re.compile(
    r"\b(?:trade|tariffs?|dut(?:y|ies)|econom\w+|commerc\w+|markets?|influence|supremacy|dominance|primacy|technolog\w+|prices?|talent"
    r"|cars?|chips?|semiconductors?|currenc\w+|subsid\w+|ideolog\w+|diplomatic|rhetorical|words)\b",
    re.IGNORECASE,
)
LEAST_ACT = 0.5
"""Probability that a pair without a frame is an act, below which it is left out."""
DIRECT = frozenset(
    {"object", "indirect", "to", "against", "on", "at", "with", "subject", "toward", "for", "from", "into", "of"}
)
LEAST_SHARE = 0.5
"""Probability of the type of such a pair, below which it is left out, unless the sentence is about these two alone."""
RUNNING_SHARE = 0.6
"""The same in running text, most of whose sentences report no act."""
KIND = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "RETREAT"})


def find_events(
    parsed: Iterable[Parsed], mentions: Iterable[Mention], document: Document, frames: Frames, year: int
) -> tuple[Event, ...]:
    """Events of a document's sentences, in order of the text.

    Args:
        parsed: its sentences. mentions: its actors, in any order. document: for offsets and date. frames: to match.
        year: that it speaks in.
    """
    parsed = tuple(parsed)
    every = sorted(mentions, key=lambda m: (m.start, -m.end))
    listed = is_list(parsed, every, document)
    found: list[Event] = []
    place = 0
    for sentence in parsed:
        while place < len(every) and every[place].end <= sentence.sentence.start:
            place += 1
        stop = place
        while stop < len(every) and every[stop].start < sentence.sentence.end:
            stop += 1
        if stop > place:
            here = mentions_by_token(sentence, every[place:stop])
            if listed:
                here = standing_alone(here)
            coded = _sentence_events(sentence, here, document, frames, [] if listed else found, listed, year)
            if listed and not coded:
                coded = _by_order(sentence, here, document, frames)
            found += coded
    return tuple(found)


def _sentence_events(
    parsed: Parsed,
    mentions: Mapping[int, Mention],
    document: Document,
    frames: Frames,
    earlier: list[Event],
    listed: bool,
    year: int,
) -> list[Event]:
    heading = bool(document.blocks) and document.blocks[parsed.sentence.block].tag == "heading"
    if SPORT.search(parsed.span.text) or (heading and not listed):
        return []
    reading = read_frames(parsed, mentions, frames)
    more = completed(reading.waiting, reading.matches, earlier)
    running = not listed and not heading
    if running:
        more += mediated(reading.waiting, [*reading.matches, *more], earlier)
    more += answered(reading.waiting, [*reading.matches, *more], earlier, mentions)
    if running:
        more += counterparts(reading.waiting, [*reading.matches, *more], earlier, mentions)
    pairs = find_pairs(parsed, mentions, frames.nouns)
    last = nearest_target(reading.waiting, [*reading.matches, *more, *pairs], mentions) if listed else None
    more += [last] if last is not None else []
    reading = dataclasses.replace(reading, matches=(*reading.matches, *more))
    cues: dict[int, Cue] = {i: frame.embeds for i, frame in reading.embedding.items() if frame.embeds}
    events = []
    for match in _single(reading):
        if heading and (match.kind != "verbs" or not _is_sentence(parsed)):
            continue
        if match.kind == "nouns" and not match.frame.needs and _stands_still(match.token):
            continue
        if match.kind == "nouns" and match.frame.type in KIND - {"CONCEDE", "RETREAT"} and is_cut(match.token):
            continue
        if each_for_itself(match) or (running and is_felt(match.token, mentions)):
            continue
        status = status_of(match.token, match.frame.status, cues)
        plover = match.frame.type
        if plover == "ASSAULT" and _figurative(match.token, parsed.span.text):
            plover = "REJECT"
        if status == "none":
            if not _rejects(match):
                continue
            plover, status = "REJECT", "happened"
        elif status in {"happened", "ongoing"} and _of_old(parsed, match.token, year):
            status = "historical"
        events += [_event(part, plover, status, parsed, document) for part in _parts(match)]
    if heading and not _is_sentence(parsed):
        return events
    taken = {match.token for match in reading.matches}
    pairs = tuple(pair for pair in pairs if pair.token not in taken or pair.slots[1] not in {"about", "over"})
    return [*events, *_pair_events(parsed, mentions, document, events, cues, frames, listed, pairs)]


def _by_order(parsed: Parsed, mentions: Mapping[int, Mention], document: Document, frames: Frames) -> list[Event]:
    if SPORT.search(parsed.span.text):
        return []
    pair = pair_by_order(parsed, mentions, find_pairs(parsed, mentions, frames.nouns))
    if pair is None or _apart(pair):
        return []
    status = status_of(pair.token, "happened", {})
    plover, share, act = packaged_classifier().best(features(pair, frames))
    if status == "none":
        if not _refuses(pair.token):
            return []
        plover, status = "REJECT", "happened"
    elif act < LEAST_ACT:
        return []
    frame = Frame("order", ("subject",), ("object",), plover, "", {}, reciprocal=pair.mutual)
    match = Match(pair.token, pair.kind, frame, pair.source, pair.target, Named(), False, ())
    return [_event(match, plover, status, parsed, document, share)]


def _pair_events(
    parsed: Parsed,
    mentions: Mapping[int, Mention],
    document: Document,
    events: list[Event],
    cues: Mapping[int, Cue],
    frames: Frames,
    listed: bool,
    pairs: Sequence[Pair],
) -> list[Event]:
    known = {frozenset({a.code, b.code}) for e in events for a in e.source for b in e.target}
    found: list[Event] = []
    sides = [{a.code for a in (*e.source, *e.target, *e.against)} for e in events]
    codes = len({actor.code for mention in mentions.values() for actor in mention.actors})
    last = only_pair(parsed, mentions) if listed and codes == 2 and not events else None
    for pair in [*pairs, *([last] if last else [])]:
        both = {frozenset({a.code, b.code}) for a in pair.source.actors for b in pair.target.actors}
        if both <= known or any(pair.source.codes | pair.target.codes <= side for side in sides):
            continue
        status = status_of(pair.token, "happened", cues)
        if status == "none":
            continue
        if (pair.kind == "nouns" and lemma(pair.token) in STANDING) or (not listed and is_felt(pair.token, mentions)):
            continue
        plover, share, act = packaged_classifier().best(features(pair, frames))
        if (plover in KIND and any("against" in slot for slot in pair.slots)) or _apart(pair):
            continue
        alone = listed and codes == 2 and not events and not found and pair.kind == "verbs" and pair.slots[1] in DIRECT
        if act < LEAST_ACT or (share < (LEAST_SHARE if listed else RUNNING_SHARE) and not alone):
            continue
        known |= both
        frame = Frame("model", ("subject",), ("object",), plover, "", {}, reciprocal=pair.mutual)
        match = Match(pair.token, pair.kind, frame, pair.source, pair.target, Named(), False, ())
        found.append(_event(match, plover, status, parsed, document, share))
    return found


def _of_old(parsed: Parsed, token: Token, year: int) -> bool:
    """Whether the clause of an act speaks of a past decade."""
    found = past_decade(parsed.span.text, year)
    if found is None:
        return False
    words = parsed.span.char_span(*found.span(), alignment_mode="expand")
    return words is None or steps_to_date(token, list(words)) is not None


def _figurative(token: Token, sentence: str) -> bool:
    """Whether a fight is one of words or trade: its word names other contests too, and no arms or casualties are told."""
    if lemma(token) not in CONTESTS or ARMED.search(sentence):
        return False
    back = any(c.lower_ == "back" for c in token.children)
    return back or PEACEFUL.search(sentence) is not None


def _apart(pair: Pair) -> bool:
    """Whether a semicolon or 'while' stands between two sides, each of which then has a clause of its own."""
    places = sorted([*pair.source.tokens, *pair.target.tokens])
    return bool(places) and any(t.lower_ in {";", "while", "whereas"} for t in pair.token.doc[places[0] : places[-1]])


def _is_sentence(parsed: Parsed) -> bool:
    """Whether a heading says something with a verb and its subject, and not only names a topic."""
    root = parsed.span.root
    return root.pos_ == "VERB" and any(c.dep_ in {"nsubj", "nsubjpass", "npadvmod"} for c in root.children)


def _stands_still(noun: Token) -> bool:
    return lemma(noun) in STANDING and noun.dep_ not in {"nsubj", "nsubjpass", "ROOT"}


def _parts(match: Match) -> list[Match]:
    """A visit to several states is several acts."""
    if match.frame.instrument != "visit" or len(match.target.actors) < 2 or match.frame.reciprocal:
        return [match]
    return [
        dataclasses.replace(match, target=dataclasses.replace(match.target, actors=(a,))) for a in match.target.actors
    ]


def _rejects(match: Match) -> bool:
    return match.frame.type in KIND and _refuses(match.token)


def _refuses(verb: Token) -> bool:
    modals = {"will", "would", "wo", "can", "ca", "could", "shall"}
    return any(c.dep_ == "neg" for c in verb.children) and any(c.lower_ in modals for c in verb.children)


def _single(reading: Reading) -> list[Match]:
    """One match for each act: where one trigger stands under another with the same sides, one of them."""
    dropped: set[int] = set()
    matches = reading.matches
    for inner in matches:
        for outer in matches:
            if outer is inner or outer.token.i in dropped or inner.token.i in dropped or not _same_sides(outer, inner):
                continue
            if _under(inner.token, outer.token):
                weaker = outer if _gives_way(outer, inner) else inner
                dropped.add(weaker.token.i)
    return [match for match in matches if match.token.i not in dropped]


def _gives_way(outer: Match, inner: Match) -> bool:
    if outer.literal != inner.literal:
        return outer.literal
    return False


def _same_sides(a: Match, b: Match) -> bool:
    straight = bool(a.source.codes & b.source.codes) and bool(a.target.codes & b.target.codes)
    either = a.frame.reciprocal or b.frame.reciprocal
    crossed = bool(a.source.codes & b.target.codes) and bool(a.target.codes & b.source.codes)
    one_sided = (a.literal or b.literal) and bool(a.source.codes & b.source.codes)
    return straight or (either and crossed) or one_sided


def _under(inner: Token, outer: Token) -> bool:
    word = inner
    for _ in range(5):
        if word.dep_ == "prep" and word.lower_ in ADJUNCTS:
            return False
        if word.dep_ == "advcl" and not any(c.tag_ == "TO" for c in word.children):
            return False
        if word.dep_ in SEPARATE and word.pos_ in {"VERB", "AUX"} and not (word.dep_ == "ccomp" and word.head == outer):
            return False
        word = word.head
        if word == outer:
            return True
    return False


def _event(match: Match, plover: str, status: Cue, parsed: Parsed, document: Document, share: float = 0.8) -> Event:
    places = [match.token.i, *match.source.tokens, *match.target.tokens]
    doc = match.token.doc
    first, last = doc[min(places)], doc[max(places)]
    frame = match.frame
    return event_at(
        document,
        parsed,
        parsed.start(first),
        parsed.end(last),
        source=match.source.actors,
        target=match.target.actors,
        against=match.against.actors,
        plover=plover,
        status="happened" if status == "none" else status,
        instrument=frame.instrument,
        issue=frame.issue,
        reciprocal=frame.reciprocal,
        confidence=round((0.6 if match.literal else share) * min(match.source.sure, match.target.sure), 3),
        method=frame.id,
        word=document.span(parsed.start(match.token), parsed.end(match.token))[0],
    )

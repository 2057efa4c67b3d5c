"""All mentions of actors in a document, sentence by sentence."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.document import Document
from multipolar.news.gazetteer.answer import describe
from multipolar.news.gazetteer.context import is_administration, is_part_of_name, title_of
from multipolar.news.gazetteer.describe import Description, descriptions, office_after, office_before, offices_for
from multipolar.news.gazetteer.europe import is_union
from multipolar.news.gazetteer.memory import Memory
from multipolar.news.gazetteer.people import Cast
from multipolar.news.gazetteer.ranks import without_ranks
from multipolar.news.gazetteer.refer import PRONOUNS, pronoun
from multipolar.news.gazetteer.scan import Hit, scan
from multipolar.news.gazetteer.seen import bystanders, joined, officials, seen_of
from multipolar.news.gazetteer.style import Style, style_of
from multipolar.news.gazetteer.syntax import place_of
from multipolar.news.gazetteer.tables import Gazetteer
from multipolar.news.gazetteer.vague import vague_groups
from multipolar.news.gazetteer.words import Word, split_words
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_mentions"]

ASIDE = frozenset(("related", "caption", "boilerplate"))
"""Blocks that nothing in the running text refers back to."""


@dataclasses.dataclass(frozen=True)
class Line:
    """A sentence as it is read here.

    Args:
        number: among the sentences. parsed: its parse. text: between its offsets. words: of the text. style: how it is
        written. tokens: of the parser; starts: their offsets in the text.
    """

    number: int
    parsed: Parsed
    text: str
    words: list[Word]
    style: Style
    tokens: list[Token]
    starts: list[int]

    def inside(self, start: int, end: int) -> list[Token]:
        """The parser's tokens of a passage of the text.

        Args:
            start, end: in the sentence's text.
        """
        first = max(bisect.bisect_right(self.starts, start) - 1, 0)
        last = bisect.bisect_left(self.starts, end)
        return self.tokens[first : max(last, first + 1)]


def find_mentions(
    parsed: Sequence[Parsed], gazetteer: Gazetteer, when: str | None = None, document: Document | None = None
) -> tuple[tuple[Mention, ...], ...]:
    """Mentions of actors, for each sentence in order of their start and without overlap.

    Args:
        parsed: sentences of one document in order. gazetteer: names. when: ISO date of the article, where known.
        document: gives the kinds of blocks; without it all text counts as body.
    """
    lines = [_line(n, p, document) for n, p in enumerate(parsed)]
    written = frozenset(w.key for x in lines if not x.style.lower for w in x.words[1:] if w.capital)
    hits = [_fitting(x, scan(x.words, x.style, gazetteer, written)) for x in lines]
    hits = _settle(hits)
    strong = frozenset(h.name.code for hs in hits for h in hs if h.sure > 0.5)
    full = [h.name for hs in hits for h in hs if h.name.kind == "leader" and not h.name.short]
    cast = Cast(gazetteer, when, full, strong)
    memory, aside, people = Memory(), Memory(), dict[str, Actor]()
    found = []
    for line, own in zip(lines, hits, strict=True):
        names = _names(line, [h for h in own if h.sure > 0.5 or h.name.code in strong], cast, gazetteer)
        if line.style.tag in ASIDE:
            aside = Memory()
        found.append(_resolve(line, names, aside if line.style.tag in ASIDE else memory, cast, people))
    return tuple(found)


def _line(number: int, parsed: Parsed, document: Document | None) -> Line:
    first = parsed.sentence.start - parsed.offset - parsed.span.start_char
    text = parsed.span.text[first : first + parsed.sentence.end - parsed.sentence.start]
    tag = document.blocks[parsed.sentence.block].tag if document is not None and document.blocks else "body"
    words = split_words(text)
    tokens = list(parsed.span)
    starts = [parsed.offset + t.idx - parsed.sentence.start for t in tokens]
    return Line(number, parsed, text, words, style_of(words, tag), tokens, starts)


def _fitting(line: Line, hits: list[Hit]) -> list[Hit]:
    taken = frozenset(n for h in hits for n in range(h.first, h.last + 1))
    kept = []
    for hit in hits:
        tokens = line.inside(line.words[hit.first].start, line.words[hit.last].end)
        if not is_part_of_name(line.words, hit, tokens, line.style, taken) and not _is_american_town(line, hit, hits):
            kept.append(hit)
    return without_ranks(line.words, kept, line.inside)


def _settle(hits: list[list[Hit]]) -> list[list[Hit]]:
    """Georgia and Congo: the US state where the text names another one and nothing of the Caucasus; the one of Brazzaville."""
    every = [h.name for hs in hits for h in hs]
    home = any(n.code == "USA" and n.kind == "city" for n in every)
    abroad = any(n.code in ("RUS", "ARM", "AZE") or (n.code == "GEO" and n.words != GEORGIA) for n in every)
    if home and not abroad:
        hits = [[h for h in hs if h.name.words != GEORGIA] for hs in hits]
    if any(n.code == "COG" for n in every) and not any(n.code == "COD" and n.words not in CONGO for n in every):
        hits = [[_brazzaville(h) if h.name.words in CONGO else h for h in hs] for hs in hits]
    return hits


def _brazzaville(hit: Hit) -> Hit:
    return dataclasses.replace(hit, name=dataclasses.replace(hit.name, code="COG"))


GEORGIA = ("Georgia",)
CONGO = (("Congo",), ("Congolese",))


def _is_american_town(line: Line, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a state of the US stands behind the comma: Cairo, Illinois."""
    after = next((h for h in hits if h.first == hit.last + 2), None)
    if after is None or after.name.code != "USA" or after.name.kind != "city" or hit.name.code == "USA":
        return False
    return line.words[hit.last + 1].key == "," and hit.name.kind in ("state", "capital", "city")


def _names(line: Line, hits: list[Hit], cast: Cast, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions by name, and offices that stand beside the name of a state; offsets in the sentence's text."""
    found: list[Mention] = []
    words = line.words
    for hit in hits:
        start, end = words[hit.first].start, words[hit.last].end
        if found and (start < found[-1].end or (hit.name.rule == "home" and _abroad(line.text, found[-1], start))):
            continue
        if hit.name.kind == "leader":
            choice = cast.choose(hit.name, title_of(words, hit), hit.first == 0)
            if choice is not None:
                leader = gazetteer.leaders[choice.leader]
                last = is_administration(words, hit)
                actor = Actor(leader.code, leader.person if last is None else None)
                end = end if last is None else words[last].end
                found.append(Mention(start, end, (actor,), "leader" if last is None else "office", choice.sure))
            continue
        office = office_after(words, hit) or office_before(words, hit) if hit.kind in STATES else None
        inside = line.inside(start, end)
        actor = Actor("EU") if is_union(hit, inside, line.text) else Actor(hit.name.code, hit.name.person)
        if office is not None:
            held = cast.holder(actor.code, offices_for(office.office, actor.code))
            start, end = words[office.first].start, words[office.last].end
            found = [m for m in found if m.end <= start]
            found.append(Mention(start, end, (held,), "description", 0.9 if held.person else 1.0))
        else:
            found.append(Mention(start, end, (actor,), hit.kind, hit.sure))
    return found


def _abroad(text: str, before: Mention, start: int) -> bool:
    """Whether a parliament belongs to another state that stands right in front of it."""
    return text[before.end : start].strip() in ("", "'s", "’s", "'", "’") and before.actors[0].code != "USA"


STATES = frozenset(("state", "demonym", "organisation"))


def _resolve(
    line: Line, names: list[Mention], memory: Memory, cast: Cast, people: dict[str, Actor]
) -> tuple[Mention, ...]:
    """Mentions of a sentence in order, with what refers back; the memory is carried on."""
    places = [place_of(line.inside(m.start, m.end)) for m in names]
    names, places = officials(line.tokens, line.starts, names, places, people)
    seen = [s for m, p in zip(names, places, strict=True) for s in seen_of(line.number, m, p, cast)]
    seen += bystanders(line.number, line.tokens, line.starts, places)
    seen += joined(line.number, line.text, list(zip(names, places, strict=True)))
    seen.sort(key=lambda s: s.start)
    found = list(names)
    done = 0
    for start, end, what in _references(line, names):
        while done < len(seen) and seen[done].start < start:
            memory.add(seen[done])
            done += 1
        place = place_of(line.inside(start, end))
        if isinstance(what, Description):
            answer = describe(what, line.number, start, place, memory, cast)
            kind = "description"
        else:
            answer = pronoun(what, line.number, start, memory, seen[done:])
            kind = "possessive" if what.dep_ == "poss" else "pronoun"
        if answer is None or not answer[0]:
            continue
        found = [m for m in found if m.end <= start or end <= m.start]
        while done < len(seen) and seen[done].start < end:
            done += 1
        mention = Mention(start, end, answer[0], kind, answer[1])
        found.append(mention)
        for one in seen_of(line.number, mention, place, cast):
            memory.add(one)
    for one in seen[done:]:
        memory.add(one)
    found += vague_groups(line.text, line.tokens, line.starts, found)
    offset = line.parsed.sentence.start
    moved = (dataclasses.replace(m, start=m.start + offset, end=m.end + offset) for m in found)
    return tuple(sorted(moved, key=lambda m: m.start))


def _references(line: Line, names: list[Mention]) -> list[tuple[int, int, Description | Token]]:
    """Pronouns and descriptions in order, apart from each other and from names; 'the two neighbours' may hold a group."""
    found: list[tuple[int, int, Description | Token]] = []
    for item in descriptions(line.text):
        over = [m for m in names if m.start < item.end and item.start < m.end]
        wide = item.sort in ("leaders", "parties") and all(m.kind == "group" for m in over)
        if (not over or wide) and not any(item.start < f[1] and f[0] < item.end for f in found):
            found.append((item.start, item.end, item))
    taken = [*((m.start, m.end) for m in names), *((f[0], f[1]) for f in found)]
    for token, start in zip(line.tokens, line.starts, strict=True):
        if token.lower_ in PRONOUNS and not any(start < e and s < start + len(token) for s, e in taken):
            found.append((start, start + len(token), token))
    return sorted(found, key=lambda f: f[0])

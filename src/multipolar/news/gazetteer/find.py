"""All mentions of actors in a document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.news.document import Document
from multipolar.news.gazetteer.people import Cast
from multipolar.news.gazetteer.scan import Hit, scan
from multipolar.news.gazetteer.style import style_of
from multipolar.news.gazetteer.tables import Gazetteer
from multipolar.news.gazetteer.words import Word, split_words
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention

__all__ = ["find_mentions"]

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "president",
        "premier",
        "minister",
        "chancellor",
        "secretary",
        "king",
        "queen",
        "prince",
        "emperor",
        "leader",
        "chief",
        "general",
        "marshal",
        "chairman",
        "sheikh",
        "emir",
        "sultan",
        "sir",
        "lord",
        "dr",
        "ayatollah",
        "pope",
        "senator",
        "ambassador",
        "envoy",
        "taoiseach",
        "commissioner",
        "director",
        "representative",
        "administration",
    ]
)


def find_mentions(
    parsed: Sequence[Parsed], gazetteer: Gazetteer, when: str | None = None, document: Document | None = None
) -> tuple[tuple[Mention, ...], ...]:
    """Mentions of actors, for each sentence in order of their start and without overlap.

    Args:
        parsed: sentences of one document in order. gazetteer: names. when: ISO date of the article, where known.
        document: gives the kinds of blocks; without it all text counts as body.
    """
    texts = [_text(p) for p in parsed]
    words = [split_words(t) for t in texts]
    styles = [style_of(w, _tag(p, document)) for w, p in zip(words, parsed, strict=True)]
    written = frozenset(w.key for ws, s in zip(words, styles, strict=True) if not s.lower for w in ws[1:] if w.capital)
    hits = [scan(w, s, gazetteer, written) for w, s in zip(words, styles, strict=True)]
    full = [h.name for hs in hits for h in hs if h.kind == "leader" and not h.name.short]
    cast = Cast(gazetteer, when, full)
    return tuple(
        tuple(m for h in hs if (m := _mention(h, w, p.sentence.start, cast, gazetteer)) is not None)
        for hs, w, p in zip(hits, words, parsed, strict=True)
    )


def _text(parsed: Parsed) -> str:
    first = parsed.sentence.start - parsed.offset - parsed.span.start_char
    return parsed.span.text[first : first + parsed.sentence.end - parsed.sentence.start]


def _tag(parsed: Parsed, document: Document | None) -> str:
    return document.blocks[parsed.sentence.block].tag if document is not None and document.blocks else "body"


def _mention(hit: Hit, words: list[Word], offset: int, cast: Cast, gazetteer: Gazetteer) -> Mention | None:
    start, end = offset + words[hit.first].start, offset + words[hit.last].end
    if hit.name.kind != "leader":
        return Mention(start, end, (Actor(hit.name.code, hit.name.person),), hit.kind, hit.sure)
    around = {words[i].key for i in (hit.first - 1, hit.last + 1) if 0 <= i < len(words)}
    choice = cast.choose(hit.name, bool(around & TITLES))
    if choice is None:
        return None
    leader = gazetteer.leaders[choice.leader]
    return Mention(start, end, (Actor(leader.code, leader.person),), "leader", choice.sure)

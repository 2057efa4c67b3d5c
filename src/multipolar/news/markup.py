"""From a web page to blocks of text with exact offsets in its source, and which of them are the article."""

from __future__ import annotations

import dataclasses
import html
import logging
import re
from collections.abc import Sequence
from typing import Literal

from multipolar.news.encoding import repaired
from multipolar.news.lines import paragraphs
from multipolar.news.mapped import Mapped
from multipolar.news.tags import TagReader, Tags
from multipolar.news.words import words

__all__ = ["Hint", "Page", "PageError", "Piece", "is_markup", "read_page", "resolved"]

Hint = Literal["heading", "boilerplate", "caption", "related"]
ORDER: tuple[Hint, ...] = ("related", "boilerplate", "caption", "heading")
"""Of nested elements the first of these wins."""

BLOCKS = words(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav ol optgroup option p pre "
    "section select summary table tbody tfoot thead title tr ul"
)
VOID = words("area base br col embed hr img input link meta param source track wbr")
HINTS: dict[str, Hint] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("nav", "footer", "aside", "form", "button", "select", "address", "menu", "dialog"), "boilerplate"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
CLASSES: tuple[tuple[Hint, re.Pattern[str]], ...] = (
    (
        "related",
        re.compile(r"(?:^|[\s_-])(?:related|recommend\w*|read-?more|read-?next|more-?stories|trending|most-?(?:read|viewed)|"
                   r"popular|also-?(?:read|like)|taboola|outbrain|teasers?)(?:$|[\s_-])"),
    ),
    ("caption", re.compile(r"(?:^|[\s_-])(?:\w*caption|photo-?credit|image-?credit|wp-caption-text)(?:$|[\s_-])")),
    (
        "boilerplate",
        re.compile(r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|share|sharing|social|comments?|"
                   r"comment-?(?:list|form)|disqus|cookies?|consent|gdpr|newsletter|subscribe|subscription|paywall|promo|"
                   r"advert\w*|ads?|sponsor\w*|byline|author-?(?:bio|box|info)|dateline|timestamp|pub-?date|post-?meta|"
                   r"entry-?meta|tags|tag-?list|toolbar|popup|modal|skip-?link|screen-reader-text|sr-only|visually-hidden|"
                   r"pagination|copyright)(?:$|[\s_-])"),
    ),
)  # fmt: skip
ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
CLOSED_ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|img|mark|p|q|s|small|span|strong|sub|sup|u)\b[^<>\n]{0,300}>", re.IGNORECASE
)
WHOLE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE)
SOME = re.compile(r"<(?:p|div|h[1-6]|li|ul|ol|section|table|figure|blockquote)\b[^<>]{0,300}>", re.IGNORECASE)
LINK = re.compile(
    r"!?\[(?=[^\[\]\n]{0,300}\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\))|(?<=[^\[\]\n])\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\)|\*\*|__(?=\S)|(?<=\S)__"
)
"""Marks of links and of bold type in Markdown."""

LINEBREAK = {ord(c): 0x20 for c in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
NO_LETTER = re.compile(r"[\W_]+")
DEEPEST = 400
LONGEST = 600_000
"""Characters of a page, scripts aside, beyond which trafilatura is not asked."""

MOST_TAGS = 100_000
"""Tags and runs of text between them that a page may have; the largest of news have a tenth."""


class PageError(Exception):
    """A page that is larger than any of news; the message says in what."""


@dataclasses.dataclass(frozen=True, eq=False)
class Piece:
    """One block of a page.

    Args:
        text: cleaned, with offsets. hint: what the elements around it say. level: 1 to 6 of a heading, else 0.
        linked: share of its characters that are links.
    """

    text: Mapped
    hint: Hint | None
    level: int = 0
    linked: float = 0.0


@dataclasses.dataclass(frozen=True, eq=False)
class Page:
    """Blocks of a page in order, and what the page states of itself.

    Args:
        pieces: blocks; those outside the article are hinted as boilerplate. title, outlet, published (ISO date): if stated.
    """

    pieces: tuple[Piece, ...]
    title: str | None
    outlet: str | None
    published: str | None


def is_markup(raw: str) -> bool:
    """Whether a text is a web page or a part of one.

    Args:
        raw: decoded file; its first 200,000 characters are looked at.
    """
    head = raw[:200_000]
    return bool(WHOLE.search(head[:20_000])) or sum(1 for _ in SOME.finditer(head)) >= 3


def resolved(text: Mapped) -> Mapped:
    """A plain text without stray inline tags, entities and Markdown's marks for links and bold type.

    Args:
        text: with its offsets.
    """
    text = text.sub(INLINE, lambda m: "\n" if re.match(r"</?(?:br|p)\b", m[0], re.IGNORECASE) else "")
    text = text.sub(LINK, "")
    return text.sub(CLOSED_ENTITY, lambda m: html.unescape(m[0]))


def read_page(raw: str) -> Page:
    """Blocks of a web page; trafilatura decides which of them are the article, the page's own elements where it cannot.

    Args:
        raw: source of the page.

    Raises:
        PageError: more tags than a page of news has.
    """
    walk = _Walk(raw)
    kept: list[str] = []
    for number, token in enumerate(TagReader(raw).tokens()):
        if number > MOST_TAGS:
            raise PageError(f"more than {MOST_TAGS:,} tags")
        kept.append(raw[token.start : token.end])
        walk.take(token)
    walk.flush()
    source = "".join(kept)  # without scripts, styles and comments
    article = _article(source) if len(source) <= LONGEST else None
    facts = walk.facts
    title = facts.get("og:title") or facts.get("h1") or (article.title if article else None) or facts.get("title")
    outlet = facts.get("og:site_name") or (article.outlet if article else None)
    published = _iso(facts.get("published")) or _iso(facts.get("time")) or (article.published if article else None)
    pieces = _chosen(walk.pieces, article.lines if article else (), title)
    return Page(tuple(pieces), title, outlet, published)


class _Walk:
    """Elements open around the place in the source, and the block that is being collected."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.pieces: list[Piece] = []
        self.facts: dict[str, str] = {}
        self.stack: list[tuple[str, Hint | None]] = []
        self.counts = dict.fromkeys(ORDER, 0)
        self.opened: dict[str, int] = {}
        self.parts: list[Mapped] = []
        self.linked = 0
        self.hints: set[Hint | None] = set()

    def take(self, token: Tags) -> None:
        """One tag or run of text."""
        if token.kind == "text":
            self._text(token)
        elif token.kind == "open":
            self._open(token)
        else:
            self._close(token.name)

    def _text(self, token: Tags) -> None:
        part = Mapped.of(self.raw, token.start, token.end)
        if not self.opened.get("pre"):
            part = part.translated(LINEBREAK)
        part = part.sub(ENTITY, lambda m: html.unescape(m[0]))
        if self.opened.get("title"):
            self.facts.setdefault("title", _plain(part.text))
            return
        self.parts.append(part)
        if size := len(part.text.strip()):
            self.hints.add(next((kind for kind in ORDER if self.counts[kind]), None))
            self.linked += size if self.opened.get("a") else 0

    def _open(self, token: Tags) -> None:
        name = token.name
        if name == "meta":
            self._meta(token.attributes())
        elif name == "br":
            self.parts.append(dataclasses.replace(Mapped.of(self.raw, token.start, token.start + 1), text="\n"))
        if name == "time" and "datetime" in (found := token.attributes()):
            self.facts.setdefault("time", found["datetime"])
        if name in BLOCKS:
            self.flush()
        elif name in {"td", "th"} and self.parts:
            self.parts.append(dataclasses.replace(Mapped.of(self.raw, token.start, token.start + 1), text=" "))
        if name in VOID or token.closed or len(self.stack) >= DEEPEST:
            return
        if name in {"p", "li", "option"} and self.stack and self.stack[-1][0] == name:
            self._close(name)
        hint = _hint(name, token.attributes())
        self.stack.append((name, hint))
        self.opened[name] = self.opened.get(name, 0) + 1
        if hint:
            self.counts[hint] += 1

    def _close(self, name: str) -> None:
        if name in BLOCKS:
            self.flush()
        if not self.opened.get(name):
            return
        while self.stack:
            top, hint = self.stack.pop()
            self.opened[top] -= 1
            if hint:
                self.counts[hint] -= 1
            if top == name:
                return

    def _meta(self, found: dict[str, str]) -> None:
        name, content = (
            (found.get("property") or found.get("name") or found.get("itemprop") or "").lower(),
            found.get("content"),
        )
        if not content:
            return
        if name in {"article:published_time", "datepublished", "date", "pubdate", "dc.date", "publishdate"}:
            self.facts.setdefault("published", content)
        elif name in {"og:title", "og:site_name"}:
            self.facts.setdefault(name, _plain(html.unescape(content)))

    def flush(self) -> None:
        """Ends the block: its paragraphs become pieces."""
        (parts, self.parts), (hints, self.hints) = (self.parts, []), (self.hints, set())
        size = sum(len(part.text.strip()) for part in parts)
        linked, self.linked = self.linked / max(size, 1), 0
        if not size:
            return
        hint = hints.pop() if len(hints) == 1 else None
        level = next((int(name[1]) for name, _ in reversed(self.stack) if re.fullmatch("h[1-6]", name)), 0)
        whole = repaired(Mapped.joined(parts))
        for text in paragraphs(whole):
            self.pieces.append(Piece(text, hint, level, linked))
            if level == 1 and hint == "heading":
                self.facts.setdefault("h1", text.text)


def _hint(name: str, attributes: dict[str, str]) -> Hint | None:
    style = attributes.get("style", "").replace(" ", "").lower()
    if "hidden" in attributes or "display:none" in style:
        return "boilerplate"
    if name in {"html", "body", "main", "article"}:
        return None
    named = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}".lower()
    for hint, pattern in CLASSES:
        if pattern.search(named[:400]):
            return hint
    return HINTS.get(name)


@dataclasses.dataclass(frozen=True)
class _Article:
    lines: tuple[str, ...]
    title: str | None
    outlet: str | None
    published: str | None


def _article(raw: str) -> _Article | None:
    """What trafilatura takes for the article; None where it finds none or fails."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(raw, with_metadata=True, include_comments=False, include_tables=True)
    except Exception:  # whatever a hostile page does to the parser, its own elements still say what is text
        return None
    if found is None or not (text := getattr(found, "text", None)):
        return None
    return _Article(
        tuple(line for line in text.split("\n") if line.strip()),
        getattr(found, "title", None) or None,
        getattr(found, "sitename", None) or None,
        _iso(getattr(found, "date", None)),
    )


def _chosen(pieces: Sequence[Piece], lines: Sequence[str], title: str | None) -> list[Piece]:
    """Pieces with those outside the article hinted as boilerplate; by their own hints where the article is too small."""
    keys = {_key(line) for line in lines}
    whole = " ".join(_key(line) for line in lines)
    prose = sum(len(p.text) for p in pieces if p.hint is None and p.linked < 0.5 and len(p.text) > 80)
    if len(whole) < 0.4 * prose or not whole:
        return [dataclasses.replace(p, hint="boilerplate") if p.hint is None and p.linked > 0.8 else p for p in pieces]
    name, found = _key(title or ""), []
    for piece in pieces:
        key = _key(piece.text.text)
        inside = key in keys or (len(key) >= 30 and key in whole) or (len(key) > 60 and key[5:55] in whole)
        hint = piece.hint
        if inside and hint == "boilerplate" and len(key) >= 60:
            hint = None
        elif not inside and (hint is None or (hint == "heading" and piece.level != 1 and key != name)):
            hint = "boilerplate"
        found.append(dataclasses.replace(piece, hint=hint))
    return found


def _key(text: str) -> str:
    return NO_LETTER.sub("", text).casefold()


def _plain(text: str) -> str:
    return " ".join(text.split())[:500]


def _iso(value: str | None) -> str | None:
    match = re.match(r"\s*((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)", value or "")
    return match[1] if match else None

"""What each block of a document is: text, heading, caption, a line on another article, or the page around it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from multipolar.news.document import Block, Document, Tag
from multipolar.news.furniture_words import (
    BIO,
    CAPTION,
    CLOSING,
    COMMENT,
    COMMENTS,
    DATELINE,
    LABEL,
    NAVIGATION,
    NOTICE,
    OPENER,
    RELATED,
    SIGN_OFF,
    TITLED,
)
from multipolar.news.lines import BULLET, finished, title_like, tokens

__all__ = ["READ", "tag_blocks"]

READ: tuple[Tag, ...] = ("body", "heading", "caption", "related")
"""Tags of blocks in which events are looked for; boilerplate is no news, a duplicate has been read."""

QUESTION = re.compile(
    r"^(?:What|How|Why|Who|When|Where|Which|Will|Can|Could|Is|Are|Does|Do|Did|Should|Has|Have)\b.*\?$"
)
INITIALS = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+$")
MARKDOWN = re.compile(r"^#{1,6}\s+")
RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONG_LABEL = 30
LONG_TITLE = 24
"""Words beyond which a line is no label and no heading."""

LONGEST = 900
"""Characters of a block beyond which its words are not looked at."""

LEAST_PROSE = 6
"""Words of a sentence that ends an article; what follows the last of them is the page."""


def tag_blocks(document: Document) -> Document:
    """The document with the kind of each block; datelines (as text) and sign-offs (as furniture) become blocks of their own.

    What markup says of a block stays, unless its words say that it is furniture. Plain text is judged by its words, by
    whether it is prose, and by its place: before the first sentence stand title and labels, after the last one nothing
    of the article.

    Args:
        document: as `ingest` gives it.
    """
    blocks = _cut(document)
    texts = [document.text[block.start : block.end] for block in blocks]
    tags: list[Tag] = [_by_words(text, block.tag) for text, block in zip(texts, blocks, strict=True)]
    prose = [t == "body" and (_is_prose(text) or _is_dateline(text)) for text, t in zip(texts, tags, strict=True)]
    sentences = [n for n, yes in enumerate(prose) if yes]
    if sentences:
        _head(texts, tags, sentences[0])
        _middle(texts, tags, prose, sentences)
        _related_runs(texts, tags, prose)
        _tail(texts, tags, prose, sentences)
        _closing(texts, tags, prose)
        _comments(texts, tags)
    else:
        _headlines(texts, tags)
    blocks = [dataclasses.replace(_bare(b, t, tag), tag=tag) for b, t, tag in zip(blocks, texts, tags, strict=True)]
    title = document.title or _title(texts, tags)
    outlet, published = document.outlet, document.published
    return dataclasses.replace(document, blocks=tuple(blocks), title=title, outlet=outlet, published=published)


def _cut(document: Document) -> list[Block]:
    """Blocks with the dateline before the first sentence and the sign-off after the last one cut off."""
    found: list[Block] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        start, end = block.start, block.end
        cut = block.tag == "body" and not CAPTION.search(text[:LONGEST])
        if cut and (line := DATELINE.match(text)) and _is_prose(text[line.end() :]) and _is_place(line[0]):
            found.append(Block(start, start + line.end()))
            start += line.end() + 1
        sign = SIGN_OFF.search(document.text[start:end]) if cut else None
        if sign and sign.start():
            found.append(dataclasses.replace(block, start=start, end=start + sign.start()))
            found.append(Block(start + sign.start() + 1, end, "boilerplate"))
        else:
            found.append(dataclasses.replace(block, start=start, end=end))
    return found


def _is_dateline(text: str) -> bool:
    """Whether a block is nothing but a dateline."""
    line = DATELINE.match(f"{text} ")
    return line is not None and line.end() == len(text) and _is_place(text)


def _is_place(line: str) -> bool:
    """Whether what stands before a dash is a dateline: capitals, an agency in brackets or a date."""
    name = re.split(r"[,(–—-]", line, maxsplit=1)[0].strip()
    return (name.isupper() and len(name) > 2) or "(" in line


def _is_prose(text: str) -> bool:
    """Whether a block is a sentence or several: ends as one, and is no title that ends in a question or an abbreviation."""
    if not finished(text) or len(tokens(text)) < 4:
        return False
    full_stop = text.rstrip("\"'”’»)]")[-1:] == "." and not INITIALS.search(text)
    return full_stop or len(tokens(text)) > LONG_TITLE or not title_like(text)


def _by_words(text: str, tag: Tag) -> Tag:
    """What the words of a block say it is, else what it was."""
    if tag in {"boilerplate", "related", "caption"}:
        return tag
    if len(text) > LONGEST:
        return tag
    count = len(tokens(text))
    if count <= LONG_LABEL and OPENER.fullmatch(text.rstrip(" .:!»>→…|")):
        return "related"
    if count <= LONG_LABEL and LABEL.fullmatch(text.strip(" .:!»>→…|")):
        return "boilerplate"
    if tag == "body" and count <= 90:
        if RELATED.search(text):
            return "related"
        if CAPTION.search(text):
            return "caption"
    if count <= 80 and NOTICE.search(text):
        return "boilerplate"
    return tag


def _is_title(text: str, first: bool = False) -> bool:
    """Whether a line may be a heading: no sentence, not long, and beginning as headings do."""
    count = len(tokens(text))
    if not count or count > LONG_TITLE or text[0].islower() or text.rstrip()[-1] in ".,;:":
        return False
    if BULLET.match(text) and not MARKDOWN.match(text):
        return False
    if finished(text):
        return title_like(text) or (count <= 14 and bool(QUESTION.match(text)))
    return title_like(text) or count <= (LONG_TITLE if first else 14)


def _is_navigation(text: str) -> bool:
    found = [word.lower() for word in tokens(RUN_TOGETHER.sub(" ", text) if text.count(" ") <= 3 else text)]
    return bool(found) and sum(word in NAVIGATION for word in found) >= 0.7 * len(found)


def _head(texts: Sequence[str], tags: list[Tag], first: int) -> None:
    """Before the first sentence: titles, and labels of one or two words."""
    free = [n for n in range(first) if tags[n] == "body"]
    titles = [
        n for n in free if len(tokens(texts[n])) >= 3 and _is_title(texts[n], True) and not _is_navigation(texts[n])
    ]
    if not titles and not any(tag == "heading" for tag in tags[:first]):
        titles = [n for n in free if len(tokens(texts[n])) == 2 and _is_title(texts[n])][-1:]
    for n in free:
        tags[n] = "heading" if n in titles else "body" if len(tokens(texts[n])) > LONG_TITLE else "boilerplate"


def _middle(texts: Sequence[str], tags: list[Tag], prose: Sequence[bool], sentences: Sequence[int]) -> None:
    """Between the sentences: headings, and titles of other pages."""
    for n in range(sentences[0] + 1, sentences[-1]):
        if tags[n] != "body" or prose[n]:
            continue
        if TITLED.match(texts[n]):
            tags[n] = "related"
        elif _is_title(texts[n]):
            tags[n] = "heading"


def _related_runs(texts: Sequence[str], tags: list[Tag], prose: Sequence[bool]) -> None:
    """Lines after the opening of a list of other articles, up to the next sentence."""
    running = False
    for n, text in enumerate(texts):
        if tags[n] == "related" and OPENER.fullmatch(text.rstrip(" .:!»>→…|")):
            running = True
        elif prose[n]:
            running = False
        elif running and tags[n] in {"body", "heading"}:
            tags[n] = "boilerplate" if _is_navigation(text) else "related"


def _tail(texts: Sequence[str], tags: list[Tag], prose: Sequence[bool], sentences: Sequence[int]) -> None:
    """After the last sentence of some length: short sentences that follow at once are text, the rest is the page."""
    long = [n for n in sentences if len(tokens(texts[n])) >= LEAST_PROSE] or list(sentences)
    if len(sentences) >= 4:
        for n in long[-2:]:
            if BIO.match(texts[n]) and len(tokens(texts[n])) <= 80:
                tags[n] = "boilerplate"
    kept = [n for n in long if tags[n] == "body"]
    at_once = True
    for n in range((kept[-1] if kept else long[-1]) + 1, len(texts)):
        at_once = at_once and tags[n] == "body" and prose[n]
        if tags[n] in {"body", "heading"} and not at_once:
            tags[n] = "related" if TITLED.match(texts[n]) else "boilerplate"


def _closing(texts: Sequence[str], tags: list[Tag], prose: Sequence[bool]) -> None:
    """After what closes an article comes the page, if less than half of the sentences stand there."""
    sizes = [len(text) if yes else 0 for text, yes in zip(texts, prose, strict=True)]
    for n, text in enumerate(texts):
        if tags[n] in {"boilerplate", "related"} and CLOSING.fullmatch(text.strip(" .:!»>→…|")):
            before, after = sum(sizes[:n]), sum(sizes[n + 1 :])
            if before and after <= 0.5 * before and sum(prose[:n]) >= 2:
                tags[n + 1 :] = ["related" if t == "related" else "boilerplate" for t in tags[n + 1 :]]
                return


def _comments(texts: Sequence[str], tags: list[Tag]) -> None:
    """Readers' comments to the end, where the heading of them and what stands between them are found."""
    for n, text in enumerate(texts):
        if COMMENTS.fullmatch(text.rstrip(" .:!")) and any(COMMENT.search(other) for other in texts[n + 1 :]):
            tags[n:] = ["boilerplate"] * (len(tags) - n)
            return


def _headlines(texts: Sequence[str], tags: list[Tag]) -> None:
    """A document without a sentence: lines of some words are headings."""
    for n, text in enumerate(texts):
        if tags[n] == "body":
            fits = len(tokens(text)) >= 3 and not _is_navigation(text)
            tags[n] = "heading" if fits and _is_title(text) else "body" if fits else "boilerplate"


def _bare(block: Block, text: str, tag: Tag) -> Block:
    """A heading without the marks that make it one in Markdown."""
    mark = MARKDOWN.match(text) if tag == "heading" else None
    return dataclasses.replace(block, start=block.start + mark.end()) if mark and mark.end() < len(text) else block


def _title(texts: Sequence[str], tags: Sequence[Tag]) -> str | None:
    """The first heading, if at most one paragraph stands before it."""
    for n, tag in enumerate(tags):
        if tag == "heading":
            body = sum(1 for other in tags[:n] if other == "body")
            return MARKDOWN.sub("", texts[n]) if body <= 1 else None
    return None

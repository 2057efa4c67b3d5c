"""Passages between quotation marks: straight and curly, single and double, nested, over several paragraphs, and open ones."""

from __future__ import annotations

import dataclasses
import re

from multipolar.news.document import Block, Document

__all__ = ["Marked", "find_marked"]

OPENING = {"“": "“", "„": "„", "«": "«", "‹": "‹", "‘": "‘", "‚": "‘"}
CLOSING = {"”": ("“", "„"), "“": ("„",), "»": ("«",), "›": ("‹",), "’": ("‘",), '"': ('"', "“"), "'": ("'",)}
SINGLE = {"‘", "'"}
BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/“‘\"'„«]")
ELISION = re.compile(r"['‘’](?:\d\ds?\b|(?:tis|twas|em|til|cause|n|round)\b)", re.I)
BEFORE_CLOSING = re.compile(r"[\w.,;:!?…)%\]—–-]")


@dataclasses.dataclass(frozen=True)
class Marked:
    """Words between marks.

    Args:
        start, end: in the cleaned text, without the marks. block: its number. depth: 0 for the outermost.
        open: the closing mark is missing. continues: the next paragraph goes on with it. single: single marks.
    """

    start: int
    end: int
    block: int
    depth: int = 0
    open: bool = False
    continues: bool = False
    single: bool = False


def find_marked(document: Document) -> tuple[Marked, ...]:
    """All passages between quotation marks, in order; boilerplate is left out.

    Args:
        document: with its blocks.
    """
    found: list[Marked] = []
    blocks = [(k, b) for k, b in enumerate(document.blocks or _lines(document.text)) if b.tag != "boilerplate"]
    for place, (number, block) in enumerate(blocks):
        text = document.text[block.start : block.end]
        following = document.text[blocks[place + 1][1].start :][:1] if place + 1 < len(blocks) else ""
        for m in _in_block(text, following):
            found.append(dataclasses.replace(m, start=m.start + block.start, end=m.end + block.start, block=number))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _lines(text: str) -> tuple[Block, ...]:
    """Lines as blocks, for a document without any."""
    return tuple(Block(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))


def _in_block(text: str, following: str) -> list[Marked]:
    """Marked passages of one paragraph.

    Args:
        text: of the paragraph. following: first character of the next.
    """
    stack: list[tuple[str, int]] = []
    found: list[Marked] = []
    for m in re.finditer(r"[“”„«»‹›‘’‚\"']", text):
        at, mark = m.start(), m[0]
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        if mark in "'’" and before.isalnum() and after.isalnum():
            continue
        partner = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] in CLOSING.get(mark, ())), None)
        opens = _opens(text, at, before, after)
        closes = partner is not None and not (opens and mark in "\"'" and BEFORE_OPENING.match(before))
        if closes and partner is not None:
            if mark in "'’" and _possessive(text, at, before, after):
                continue
            opener, start = stack[partner]
            found += _unclosed(text, stack[partner + 1 :], at, partner + 1)
            del stack[partner:]
            if at > start:
                found.append(Marked(start, at, 0, partner, single=opener in SINGLE))
        elif opens:
            stack.append((OPENING.get(mark, mark), at + 1))
    found += _unclosed(text, stack, len(text), 0, continues=following in ("“", '"', "«", "„"))
    return found


def _opens(text: str, at: int, before: str, after: str) -> bool:
    mark = text[at]
    if after.isspace() or (mark not in OPENING and mark not in "\"'"):
        return False
    if mark not in SINGLE:
        return mark != '"' or bool(BEFORE_OPENING.match(before))
    if not BEFORE_OPENING.match(before) or ELISION.match(text, at):
        return False
    ends = "’" if mark == "‘" else "'"
    return any(
        BEFORE_CLOSING.match(text[k - 1]) and not text[k + 1 : k + 2].isalnum()
        for k in (m.start() for m in re.finditer(ends, text[at + 2 :]))
        for k in (k + at + 2,)
    )


def _possessive(text: str, at: int, before: str, after: str) -> bool:
    """Whether a mark is the apostrophe of a plural: after s, before a word, with the true closing mark still to come."""
    if before not in "sS" or not re.match(r"\s+[a-z]", text[at + 1 :]):
        return False
    rest = text[at + 1 :]
    for m in re.finditer(r"['’‘]", rest):
        if m[0] == "‘":
            return False
        left, right = rest[m.start() - 1 : m.start()], rest[m.end() : m.end() + 1]
        if not right.isalnum() and BEFORE_CLOSING.match(left or " "):
            return True
    return False


def _unclosed(
    text: str, opened: list[tuple[str, int]], limit: int, depth: int, continues: bool = False
) -> list[Marked]:
    """Passages whose closing mark is missing: to the limit where the paragraph starts with the mark, else to the sentence's end."""
    found = []
    for mark, start in opened:
        if mark in SINGLE:
            continue
        whole = start == 1 or continues
        stop = limit if whole else start + _sentence_length(text[start:limit])
        end = start + len(text[start:stop].rstrip())
        if end > start:
            found.append(Marked(start, end, 0, depth, open=True, continues=continues))
    return found


def _sentence_length(text: str) -> int:
    """Characters up to the end of the first sentence."""
    m = re.search(r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?…]+(?=\s+[A-Z“\"]|\s*$)", text)
    return m.end() if m else len(text)

"""From lines to paragraphs: hard-wrapped lines joined again, headings that run into text split off."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from multipolar.news.mapped import Mapped
from multipolar.news.words import words

__all__ = ["finished", "paragraphs", "title_like", "tokens"]

BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
END = re.compile(r"""[.!?…]["'”’»)\]*_]*$""")
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)$"
)
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
SPACE = re.compile(r"\s+")
BULLET = re.compile(r"^(?:[•●▪◦‣∙·*–—-]\s|\(?\d{1,2}[.)]\s|#{1,6}\s)")
SMALL = words(
    "a an the and or but nor as at by for from in into of off on onto over per than to toward towards under up upon via "
    "vs with within without about after against amid among around before behind between beyond despite during its his her "
    "their our is are was were be been has have had will would can could may might should must not no that which who whose "
    "what this these those it he she they we i if when while where how why"
)
"""Words that titles write small, and that end no line by themselves."""

STARTERS = words(
    "The A An As In On At For With While When After Before But And However It Its This That These Those There He She They We "
    "His Her Their If Since Despite During Although Though By From Over Under Amid Among Many Some Most Both Last Earlier "
    "Meanwhile According"
)
GLUE = re.compile(r"(?<=[a-z?!”’])(?=[A-Z][a-z]*['’]?[a-z]* [a-z])|(?<=[\w?!”’])\s(?=[A-Z][a-z]* )")
FUSED = frozenset({"TikTok", "YouTube", "BlackRock", "WhatsApp", "LinkedIn", "PayPal", "SpaceX", "JPMorgan", "FedEx"})
LONGEST = 12_000
"""Characters of a block; a longer paragraph is cut at the end of a sentence."""


@dataclasses.dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    indent: int
    gap: bool


def tokens(text: str) -> list[str]:
    """Words of a text."""
    return WORD.findall(text)


def finished(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(END.search(text.rstrip()))


def title_like(text: str) -> bool:
    """Whether a line is written as titles are: at least three in four of its longer words begin with a capital."""
    words = [w for w in tokens(text) if w.lower() not in SMALL]
    capital = sum(1 for w in words if not w[0].islower())
    return len(words) >= 2 and capital >= 0.75 * len(words)


def paragraphs(text: Mapped) -> list[Mapped]:
    """Paragraphs of a plain text, each on one line, white space collapsed; headings that run into text stand alone.

    Args:
        text: repaired, with its line breaks.
    """
    lines = _lines(text.text)
    width, known = _width(lines), frozenset(tokens(text.text))
    found: list[Mapped] = []
    group: list[_Line] = []
    for line in lines:
        if group and not _joins(group[-1], line, width):
            found += _split(_joined(text, group, known), known)
            group = []
        group.append(line)
    if group:
        found += _split(_joined(text, group, known), known)
    return found


def _lines(text: str) -> list[_Line]:
    found, start, gap = [], 0, False
    for at in itertools.chain(BREAK.finditer(text), (None,)):
        end = at.start() if at else len(text)
        line = text[start:end]
        if line.strip():
            found.append(_Line(start, end, line.strip(), len(line) - len(line.lstrip()), gap))
            gap = False
        else:
            gap = True
        start = at.end() if at else end
    return found


def _open(line: str) -> bool:
    """Whether a line cannot end here: comma, hyphen, opening bracket or a small word last."""
    last = line.rsplit(None, 1)[-1]
    return line[-1] in ",-–—(/&" or (last.lower() in SMALL and not (last[0].isupper() and title_like(line)))


def _width(lines: Sequence[_Line]) -> int | None:
    """Columns at which the text was wrapped, or None where one line is one paragraph."""
    lengths = [
        len(a.text)
        for a, b in itertools.pairwise(lines)
        if not b.gap and 30 <= len(a.text) <= 160 and not finished(a.text) and (b.text[0].islower() or _open(a.text))
    ]
    if len(lengths) < 3 and (len(lengths) < 1 or len(lengths) < 0.3 * (len(lines) - 1)):
        return None
    return sorted(lengths)[int(0.97 * (len(lengths) - 1) + 0.5)]


def _joins(a: _Line, b: _Line, width: int | None) -> bool:
    """Whether the second line goes on where the first one stops."""
    lower, done = b.text[0].islower(), finished(a.text)
    if BULLET.match(b.text):
        return False
    if b.gap:
        return lower and not done and len(a.text) >= 40 and not title_like(a.text)
    if done and lower and ABBREVIATION.search(a.text):
        return True
    if width is None:
        return not done and len(a.text) >= 30 and (lower or _open(a.text)) and not title_like(a.text)
    if b.indent >= a.indent + 2:
        return False
    full = len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width
    if done or a.text[-1] == ":":
        return full and len(a.text) <= 1.2 * width
    return lower or _open(a.text) or full or not _heads(a.text, width)


def _heads(line: str, width: int) -> bool:
    """Whether an unfinished line that had room for another word is a heading."""
    count = len(tokens(line))
    short = count <= 10 and len(line) <= 0.6 * width and not re.search(r"[.!?;,] ", line)
    return not line[0].islower() and (title_like(line) or line.isupper() or short)


def _joined(text: Mapped, group: Sequence[_Line], known: frozenset[str]) -> Mapped:
    """Lines as one, a word that a hyphen divides at the end of a line put together if the text writes it so elsewhere."""
    parts, put = [], []
    for number, line in enumerate(group):
        start = line.start + line.indent
        part = text.part(start, start + len(line.text))
        after = group[number + 1].text if number + 1 < len(group) else ""
        glue = " "
        if len(line.text) > 1 and line.text[-1] == "-" and line.text[-2].isalpha() and after[:1].isalpha():
            glue = ""
            word = (tokens(line.text[:-1]) or [""])[-1] + (tokens(after) or [""])[0]
            if word in known or word.lower() in known:
                part = part.part(0, len(part) - 1)
        parts.append(part)
        put.append(glue)
    return _glued(parts, put).sub(SPACE, " ").stripped()


def _glued(parts: Sequence[Mapped], put: Sequence[str]) -> Mapped:
    whole: list[Mapped] = []
    run: list[Mapped] = []
    for part, glue in zip(parts, put, strict=True):
        run.append(part)
        if glue:
            whole.append(Mapped.joined(run))
            run = []
    return Mapped.joined([*whole, Mapped.joined(run)], " ")


def _split(block: Mapped, known: frozenset[str]) -> list[Mapped]:
    """A paragraph, its heading before it where one runs into it, in pieces of bounded length."""
    if not block.text:
        return []
    at = _heading_end(block.text, known)
    parts = [block.part(0, at).stripped(), block.part(at, len(block)).stripped()] if at else [block]
    return [piece for part in parts for piece in _bounded(part) if piece.text]


def _heading_end(text: str, known: frozenset[str]) -> int:
    """Where a heading that runs into the text ends: titles, then a sentence; 0 if there is none.

    Either a capital follows a small letter without a space ('Envoys|While prices fall') where both words stand alone
    elsewhere or the second begins sentences, or a word that begins sentences follows a title without a mark between them
    ('A Wider Pact |The two sides said').
    """
    if not finished(text):
        return 0
    head = text[:240]
    for match in GLUE.finditer(head):
        left, right = head[: match.start()], text[match.end() :]
        words, follows = tokens(left), tokens(right[:120])
        if len(words) < 3 or len(follows) < 6 or not title_like(left) or re.search(r"[.!?] ", left):
            continue
        starts = follows[0] in STARTERS
        if match.start() == match.end():
            fits = words[-1] in known and (starts or follows[0] in known) and words[-1] + follows[0] not in FUSED
        else:
            fits = starts and words[-1].lower() not in SMALL and left[-1] not in ",;:"
        if fits and sum(1 for w in follows[1:7] if w[0].islower()) >= 3:
            return match.start()
    return 0


def _bounded(block: Mapped) -> list[Mapped]:
    pieces, at = [], 0
    while len(block) - at > LONGEST:
        window = block.text[at : at + LONGEST]
        end = max(window.rfind(mark) for mark in (". ", "? ", "! ")) + 1 or window.rfind(" ") or LONGEST
        end = end if end > 0 else LONGEST
        pieces.append(block.part(at, at + end).stripped())
        at += end
    return [*pieces, block.part(at, len(block)).stripped()]

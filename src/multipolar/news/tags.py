"""Tags of a web page with their places in its source, in one pass whose time grows with its length alone."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import Literal

from multipolar.news.words import words

__all__ = ["TagReader", "Tags"]

NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:_-]{0,40})")
ATTRIBUTE = re.compile(r"""([A-Za-z_:@][\w:.@-]{0,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
RAW = words("script style noscript template svg math canvas object audio video iframe textarea")
"""Elements whose content is no text of the page."""


@dataclasses.dataclass(frozen=True)
class Tags:
    """A tag or a run of text between tags.

    Args:
        kind: open, close or text. start, end: in the source. name: of a tag, lower case. source: of a tag, what follows its
        name. closed: whether it closes itself.
    """

    kind: Literal["open", "close", "text"]
    start: int
    end: int
    name: str = ""
    source: str = ""
    closed: bool = False

    def attributes(self) -> dict[str, str]:
        """Attributes by lower-case name, the first of each, entities resolved."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.source[:4000]):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
        return found


class TagReader:
    """Reads a source once; a quotation mark that is never closed costs a bounded number of looks ahead.

    Args:
        raw: source of the page.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.looks = 4 * len(raw) + 10_000
        self.last = raw.rfind(">")

    def tokens(self) -> Iterator[Tags]:
        """Tags and runs of text in order; comments, scripts and styles are left out."""
        raw, at, size = self.raw, 0, len(self.raw)
        while at < size:
            start = raw.find("<", at)
            if start < 0:
                start = size
            if start > at:
                yield Tags("text", at, start)
            if start == size:
                return
            at, token = self._tag(start)
            if token is None:
                continue
            yield token
            if token.kind == "open" and token.name in RAW and not token.closed:
                at = self._skip(token.name, at)
                yield Tags("close", at, at, token.name)

    def _tag(self, start: int) -> tuple[int, Tags | None]:
        """Where the reading goes on, and the tag that begins at the place."""
        raw = self.raw
        if raw.startswith("<!--", start):
            end = raw.find("-->", start + 4)
            return (end + 3 if end >= 0 else len(raw)), None
        if raw.startswith("<![CDATA[", start):
            return start + 9, None
        if raw.startswith(("<!", "<?"), start):
            end = raw.find(">", start)
            return (end + 1 if end >= 0 else len(raw)), None
        match = NAME.match(raw, start + 1)
        if match is None:
            return start + 1, Tags("text", start, start + 1)
        end = self._end(match.end())
        if end < 0:
            return start + 1, Tags("text", start, start + 1)
        source = raw[match.end() : end]
        name = match[1].lower()
        if match[0].startswith("/"):
            return end + 1, Tags("close", start, end + 1, name)
        return end + 1, Tags(
            "open", start, end + 1, name, source, source.endswith("/") and name not in {"p", "div", "a"}
        )

    def _end(self, at: int) -> int:
        """Place of the bracket that closes a tag, quoted ones passed over; -1 if there is none."""
        raw = self.raw
        if at > self.last:
            return -1
        plain = raw.find(">", at)
        while self.looks > 0 and at <= self.last:
            close = raw.find(">", at)
            self.looks -= close - at
            quotes = [q for q in (raw.find('="', at, close), raw.find("='", at, close)) if q >= 0]
            if not quotes:
                return close
            quote = min(quotes) + 1
            after = raw.find(raw[quote], quote + 1)
            if after < 0:
                self.looks -= len(raw) - quote
                return plain
            self.looks -= after - quote
            at = after + 1
        return plain

    def _skip(self, name: str, at: int) -> int:
        """Place of the tag that closes an element without text, or of the end."""
        match = re.compile(rf"</{name}\s*>?", re.IGNORECASE).search(self.raw, at)
        return match.start() if match else len(self.raw)

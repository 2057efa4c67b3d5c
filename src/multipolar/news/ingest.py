"""From files to documents: what can be read, with exact offsets, and why the rest cannot."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from multipolar.errors import InputError
from multipolar.news.document import Block, Document, document_key
from multipolar.news.encoding import decode, is_binary, repaired
from multipolar.news.lines import paragraphs
from multipolar.news.mapped import Mapped
from multipolar.news.markup import PageError, is_markup, read_page, resolved

__all__ = ["LARGEST", "LARGEST_LINES", "LONGEST", "Unreadable", "ingest", "ingest_text", "read_file", "read_path"]

EMPTY = "empty; give a file that holds an article"
LARGEST = 8_000_000
"""Bytes of one article or web page."""

LONGEST = 1_000_000
"""Characters of the cleaned text of one article."""

LARGEST_LINES = 1_000_000_000
"""Bytes of a file with one article a line."""

MAGIC = (
    (b"\x1f\x8b", "compressed with gzip; unpack it first (gunzip)"),
    (b"BZh", "compressed with bzip2; unpack it first (bunzip2)"),
    (b"\xfd7zXZ\0", "compressed with xz; unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first (unzstd)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and name the files in it"),
    (b"Rar!", "a RAR archive; unpack it and name the files in it"),
    (b"%PDF", "a PDF; save its text as a .txt file, for example with pdftotext"),
    (b"{\\rtf", "a rich text file (RTF); save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file; save it as plain text"),
    (b"\x89PNG", "a picture (PNG); no text is read from pictures"),
    (b"\xff\xd8\xff", "a picture (JPEG); no text is read from pictures"),
    (b"GIF8", "a picture (GIF); no text is read from pictures"),
    (b"PAR1", "a Parquet file; export its articles as JSONL with the keys text, title, date, url and source"),
    (
        b"SQLite format 3\0",
        "an SQLite database; export its articles as JSONL with the keys text, title, date, url and source",
    ),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
OFFICE = (
    (b"word/", "a Word document (DOCX); save it as plain text"),
    (b"xl/", "a workbook (XLSX); save its texts as CSV or JSONL"),
    (b"ppt/", "a presentation (PPTX); save it as plain text"),
    (b"opendocument.text", "an OpenDocument text (ODT); save it as plain text"),
    (b"epub", "an e-book (EPUB); save it as plain text"),
)
LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
DATELINE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


class Unreadable(InputError):
    """A file, or a line of one, from which no article can be read.

    Args:
        file: its name as given. reason: what it is and what to do, without a full stop.
    """

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{file}: {reason}.")


def ingest(data: bytes, file: str) -> Document:
    """One article from the bytes of a text or a web page.

    Args:
        data: the bytes. file: name that the document gets, its folders left out.

    Raises:
        Unreadable: it is empty, too large, compressed, binary or of another format; says which and what to do.
    """
    name = Path(file).name or file
    _refuse(data, file)
    raw, encoding = decode(data)
    found = _document(raw, name, document_key(name), hashlib.sha256(data).hexdigest(), encoding)
    if not found.text:
        raise Unreadable(file, "holds no text; save the article's words as a text or a web page")
    return found


def ingest_text(text: str, name: str) -> Document:
    """One article from characters that somebody handed over; offsets count them as they are.

    Args:
        text: of an article or a web page. name: file and key of the document, kept as given.

    Raises:
        Unreadable: it is empty, too large, has null characters, or one article a line.
    """
    data = text.encode()
    if "\0" in text:
        raise Unreadable(name, f"binary or damaged: null character at character {text.index(chr(0))}")
    _refuse(data, name)
    if _has_lines(name, data):
        raise Unreadable(name, "one article a line (JSONL); read it with: multipolar read FILE")
    found = _document(text, name, name, hashlib.sha256(data).hexdigest(), "utf-8")
    if not found.text:
        raise Unreadable(name, "holds no text")
    return found


def read_path(path: str | os.PathLike[str]) -> list[Document]:
    """Articles of a file: one of a text or a web page, one a line of JSONL.

    Args:
        path: of the file.

    Raises:
        Unreadable: the file, or the first line of JSONL that is none.
    """
    found = list(read_file(path))
    for one in found:
        if isinstance(one, Unreadable):
            raise one
    return [one for one in found if isinstance(one, Document)]


def read_file(path: str | os.PathLike[str]) -> Iterator[Document | Unreadable]:
    """Articles of a file, and what in it cannot be read.

    JSONL has one article a line, an object with the keys text, and perhaps title, date, url, source and id. The raw text
    of such a document is the value of its text key after JSON's escapes are resolved, so offsets count characters of that
    value; its file is named `name.jsonl:12` after the line, its sha256 is of the bytes of the line.

    Args:
        path: of the file.
    """
    opened = os.fspath(path)
    given = opened.encode("utf8", "backslashreplace").decode("utf8")  # a name may hold bytes that are no UTF-8
    try:
        _look(Path(opened), given)
        with open(opened, "rb") as stream:
            head = stream.read(65_536)
            stream.seek(0)
            if _has_lines(given, head):
                yield from _lines(stream, given)
                return
            data = stream.read(LARGEST + 1)
        if Path(given).suffix.lower() == ".json":
            yield from _json(data, given)
        else:
            yield ingest(data, given)
    except Unreadable as problem:
        yield problem
    except OSError as error:
        yield Unreadable(given, _os_reason(error))
    except ValueError as error:  # a null byte in a path
        yield Unreadable(given, f"not a file name: {error}")


def _look(path: Path, given: str) -> None:
    """Refuses what need not be opened."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(given, "a folder; name the files in it, for example with a * at the end")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(given, "no regular file (a device, pipe or socket); save its text in a file first")
    limit = LARGEST_LINES if path.suffix.lower() in LINES else LARGEST
    if status.st_size > limit:
        raise _large(given, status.st_size, limit)


def _large(file: str, size: int, limit: int) -> Unreadable:
    remedy = "" if limit == LARGEST_LINES else ", or write one article a line as JSONL"
    return Unreadable(file, f"too large: {size / 1e6:.1f} MB, at most {limit / 1e6:g} MB are read; split it{remedy}")


def _long(file: str) -> Unreadable:
    return Unreadable(
        file, f"too large: more than {LONGEST // 1_000_000} million characters of text; split it into articles"
    )


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check its name and folder"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its rights or copy it"
    return (error.strerror or str(error)).rstrip(".").lower()


def _refuse(data: bytes, file: str) -> None:
    """Refuses bytes that are no text."""
    if not data.strip():
        raise Unreadable(file, EMPTY)
    if len(data) > LARGEST:
        raise _large(file, len(data), LARGEST)
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Unreadable(file, what)
    if data.startswith(b"PK\x03\x04"):
        what = next(
            (name for mark, name in OFFICE if mark in data[:200_000]), "a ZIP archive; unpack it and name its files"
        )
        raise Unreadable(file, what)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or decode(data[:4096])[1].startswith(
        ("utf-16", "utf-32")
    )
    if not wide and b"\0" in data:
        raise Unreadable(file, f"binary or damaged: null byte at byte {data.index(0)}; save the article as UTF-8 text")
    if not wide and is_binary(data):
        raise Unreadable(
            file, "binary: many control characters, no text in a known encoding; save the article as UTF-8 text"
        )


def _has_lines(given: str, head: bytes) -> bool:
    """Whether a file is JSONL: by its name, or because its first line is an object with a text."""
    suffix = Path(given).suffix.lower()
    if suffix in LINES:
        return True
    if suffix == ".json" or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "text" in found


def _lines(stream: Any, given: str) -> Iterator[Document | Unreadable]:
    number, any_line = 0, False
    while line := stream.readline(LARGEST + 1):
        number += 1
        where = f"{given}:{number}"
        if len(line) > LARGEST:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST + 1)
            yield Unreadable(where, f"too large: more than {LARGEST / 1e6:g} MB on one line; split the article")
        elif number == 1 and any(line.startswith(magic) for magic, _ in MAGIC):
            yield Unreadable(given, next(what for magic, what in MAGIC if line.startswith(magic)))
            return
        elif line.strip():
            try:
                yield _record(json.loads(_utf8(line, where)), where, line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield Unreadable(where, f"no JSON object: {getattr(error, 'msg', 'nested too deeply')}")
            except Unreadable as problem:
                yield problem
        any_line = any_line or bool(line.strip())
    if not any_line:
        yield Unreadable(given, EMPTY)


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(where, f"JSON must be UTF-8; byte {error.start + 1} is not") from None


def _json(data: bytes, given: str) -> Iterator[Document | Unreadable]:
    """An object, or a list of them, written over several lines."""
    _refuse(data, given)
    try:
        found = json.loads(_utf8(data, given))
    except (json.JSONDecodeError, RecursionError) as error:
        yield Unreadable(given, f"no JSON: {getattr(error, 'msg', 'nested too deeply')}")
        return
    several = isinstance(found, list)
    for number, one in enumerate(found if several else [found], 1):
        where = f"{given}:{number}" if several else given
        try:
            yield _record(one, where, json.dumps(one, sort_keys=True).encode())
        except Unreadable as problem:
            yield problem


def _record(found: Any, where: str, line: bytes) -> Document:
    """The document of one JSON object."""
    if not isinstance(found, dict):
        raise Unreadable(where, 'no JSON object; one article is {"text": ...}')
    text = found.get("text")
    if not isinstance(text, str):
        raise Unreadable(where, "no key text with the article; other keys are title, date, url, source and id")
    if len(text) > LARGEST:
        raise _large(where, len(text), LARGEST)
    raw = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text
    name = Path(where).name
    stem, _, number = name.rpartition(":")
    key = f"{document_key(stem)}:{number}" if stem else document_key(name)
    told = {k: found[k] for k in ("title", "date", "source") if isinstance(found.get(k), str) and found[k].strip()}
    date = DATELINE_DATE.search(told.get("date", ""))
    document = _document(raw, name, key, hashlib.sha256(line.strip()).hexdigest(), "utf-8", title=told.get("title"),
                         outlet=told.get("source"), published=date[0] if date else None)  # fmt: skip
    if not document.text:
        raise Unreadable(where, "its text is empty")
    return document


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def _document(
    raw: str, file: str, doc: str, sha256: str, encoding: str, *, title: str | None = None, outlet: str | None = None,
    published: str | None = None,
) -> Document:  # fmt: skip
    """Cleaned blocks of a raw text, put together with a line break between them."""
    tags: list[Any]
    if is_markup(raw):
        try:
            page = read_page(raw)
        except PageError as problem:
            raise Unreadable(file, f"no page of news: {problem}") from None
        parts, tags = [piece.text for piece in page.pieces], [piece.hint or "body" for piece in page.pieces]
        title, outlet, published = title or page.title, outlet or page.outlet, published or page.published
    elif len(raw) - raw.count(" ") - raw.count("\n") > LONGEST:
        raise _long(file)
    else:
        parts = paragraphs(repaired(resolved(Mapped.of(raw))))
        tags = ["body"] * len(parts)
    if sum(len(part) for part in parts) > LONGEST:
        raise _long(file)
    whole, blocks, at = Mapped.joined(parts, "\n"), [], 0
    for part, tag in zip(parts, tags, strict=True):
        blocks.append(Block(at, at + len(part), tag))
        at += len(part) + 1
    if published is None and (named := DATELINE_DATE.search(file)):
        published = named[0]
    return Document(file, doc, sha256, encoding, raw, whole.text, np.ascontiguousarray(whole.first),
                    np.ascontiguousarray(whole.last), tuple(blocks), title, outlet, published)  # fmt: skip

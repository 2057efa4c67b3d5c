"""From bytes to characters: byte order marks, declared and detected encodings, mixed ones, and text that was decoded wrongly."""

from __future__ import annotations

import codecs
import re
import unicodedata

from multipolar.news.mapped import Mapped

__all__ = ["decode", "is_binary", "repaired"]

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "windows-1252"
MIXED = "utf-8 and windows-1252"
"""Name of what is UTF-8 but for single bytes; those are read as Windows-1252."""

RARE = 0.08
"""Share of bytes beyond ASCII below which a file that is not UTF-8 is taken for Western text."""

SAMPLE = 65_536
CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
MAC_QUOTES = re.compile(rb"[A-Za-z]\xd5(?:s|t|re|ve|ll)\b|\xd2[A-Za-z]|[.,?!]\xd3")
WESTERN_QUOTES = re.compile(rb"[A-Za-z]\x92(?:s|t|re|ve|ll)\b|\x93[A-Za-z]|[.,?!]\x94|[A-Za-z][\xe0-\xff]")


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding of single bytes: over 2 % control characters.

    Args:
        data: of a file; the first 64 KB are looked at.
    """
    sample = data[:SAMPLE]
    return len(sample) - len(sample.translate(None, CONTROL)) > 0.02 * len(sample)


def decode(data: bytes) -> tuple[str, str]:
    """Characters of a file and the name of its encoding; a byte order mark is no character of the text.

    Marks come first, then UTF-16 and UTF-32 by their zeros, UTF-8, UTF-8 with stray bytes, what the file declares, and
    last what its bytes look like (charset-normalizer), Western unless many bytes are beyond ASCII.

    Args:
        data: not empty.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    valid = sum(len(match) for match in MULTIBYTE.findall(data))
    if valid > 0.5 * beyond:
        return data.decode("utf-8", errors="multipolar-western"), MIXED
    name = _declared(data) or _detected(data, beyond)
    if name == WESTERN:
        return data.decode("cp1252", errors="multipolar-western"), WESTERN
    return data.decode(name, errors="replace"), name


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that a decoder refuses, as Windows-1252; its five holes as the controls of Latin-1, as browsers do."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_one(byte) for byte in bad), error.end


def _one(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error("multipolar-western", _western)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zeros in every second byte, or in three of four."""
    sample = data[: SAMPLE - SAMPLE % 4]
    if len(sample) < 4 or len(data) % 2 or b"\0" not in sample:
        return None
    zeros = [sample[at::4].count(0) / len(sample[at::4]) for at in range(4)]
    if len(data) % 4 == 0 and min(zeros[1:]) > 0.9 > zeros[0] + 0.5:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(zeros[:3]) > 0.9 > zeros[3] + 0.5:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _declared(data: bytes) -> str | None:
    """The encoding that a page or an XML file states, if it is known and can be right."""
    for match in DECLARED.finditer(data[:4096]):
        try:
            name = codecs.lookup(match[1].decode("ascii")).name
        except (LookupError, ValueError):
            continue
        if name in {"iso8859-1", "cp1252", "ascii"}:
            return WESTERN
        if name.startswith(("utf-", "utf_")) or not _is_text_encoding(name):
            continue
        try:
            data.decode(name)
        except (UnicodeError, ValueError):
            continue
        return name
    return None


def _is_text_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):  # base64, rot13 and the like are no encodings of text
        return False
    return name not in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


def _detected(data: bytes, beyond: int) -> str:
    """What bytes that are no UTF-8 look like."""
    if len(MAC_QUOTES.findall(data[:SAMPLE])) > len(WESTERN_QUOTES.findall(data[:SAMPLE])):
        return "mac_roman"
    if beyond < RARE * len(data):
        return WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    return WESTERN if name in {"cp1252", "latin_1", "ascii", "utf_8"} or not _is_text_encoding(name) else name


CONTINUES = "".join(dict.fromkeys([*(_one(byte) for byte in range(0x80, 0xC0)), *map(chr, range(0x80, 0xA0))]))
AGAIN = f"[{re.escape(CONTINUES)}]"
WRONG = re.compile(
    rf"[\u00c2-\u00c5]{AGAIN}|[\u00e2\u00ef]{AGAIN}{{2}}|\u00f0{AGAIN}{{3}}|\u00e2\u20ac(?=[\s.,;:!?)]|$)"
)
BYTES = {_one(byte): byte for byte in range(0x80, 0x100)} | {chr(byte): byte for byte in range(0x80, 0xA0)}
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc]+"
)
LIGATURES = re.compile("[\ufb00-\ufb04\u2026]")
COMBINED = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
SPACES = {
    ord(c): 0x20
    for c in "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
ALIKE = {0x2010: 0x2D, 0x2011: 0x2D, 0x02BC: 0x2019, 0x2032: 0x2019, 0x201B: 0x2018}
"""Hyphens and apostrophes that look like the usual ones."""


def _redecoded(match: re.Match[str]) -> str:
    if match[0] == "\u00e2\u20ac":  # the last byte of a closing mark has no character in Windows-1252 and was lost
        return "\u201d"
    try:
        return bytes(BYTES[c] for c in match[0]).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return match[0]


def repaired(text: Mapped) -> Mapped:
    """Text without what decoding and copying did to it; line breaks stay.

    UTF-8 that was read as Windows-1252, once or twice, is read again; invisible characters go, ligatures and combining
    marks become letters, all kinds of spaces become the usual one.

    Args:
        text: with its offsets.
    """
    for _ in range(2):
        text = text.sub(WRONG, _redecoded)
    text = text.sub(INVISIBLE, "")
    text = text.sub(LIGATURES, lambda m: unicodedata.normalize("NFKC", m[0]) if m[0] != "\u2026" else m[0])
    text = text.sub(COMBINED, lambda m: unicodedata.normalize("NFC", m[0]))
    return text.translated(SPACES | ALIKE)

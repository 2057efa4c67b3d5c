"""The built page, read once into memory: what is not among its files cannot be asked for."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

__all__ = ["BUILT", "Page"]

BUILT = Path(__file__).parent / "static"
"""Where the build of `frontend/` goes."""

HASHED = re.compile(r"^assets/.*-[A-Za-z0-9_-]{8}\.\w+$")
INDEX, PACKED = "index.html", ("br", "gz")
SMALL = 1000
"""Bytes below which packing saves nothing."""
NOT_BUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Multipolar: the page is not built</title></head>
<body>
<h1>The page is not built</h1>
<p>The server runs and its API answers, but the page is missing. In the folder of the source, with Node 20 or newer, run</p>
<pre>make serve</pre>
<p>It builds the page and starts the server again. A wheel of Multipolar holds the page already built.</p>
<p>The API: <a href="/api/openapi.json">/api/openapi.json</a>, <a href="/api/health">/api/health</a>.</p>
</body>
</html>
"""
EXACT = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json"}
"""Types that must not depend on the tables of a machine."""


@dataclass(frozen=True)
class _File:
    kind: str
    plain: bytes
    packed: dict[str, bytes]
    etag: str
    cache: str


class Page:
    """Files of the page by path.

    Args:
        folder: that the build wrote; may be missing.
    """

    def __init__(self, folder: Path = BUILT) -> None:
        found = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
        names = {p.relative_to(folder).as_posix(): p for p in found}
        self._files = {name: _file(name, path, names) for name, path in names.items() if not _is_packed(name, names)}
        self.built = INDEX in self._files
        if self.built:
            self._files[""] = self._files[INDEX]

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths that there are, without their first slash; those of the first page also where it is not built."""
        return tuple(dict.fromkeys(("", INDEX, *self._files)))

    def answer(self, path: str, headers: Mapping[str, str]) -> Response:
        """The response for one of `paths`.

        Args:
            path: without its first slash. headers: of the request, by name in lower case.
        """
        if path not in self._files:
            return Response(NOT_BUILT, 200, {"cache-control": "no-store"}, "text/html")
        file = self._files[path]
        told = {"cache-control": file.cache, "etag": file.etag, "vary": "accept-encoding"}
        if file.etag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=told)
        accepted = _accepted(headers.get("accept-encoding", ""))
        coding = next((c for c in ("br", "gzip") if c in accepted and c in file.packed), None)
        body = file.plain
        if coding is not None:
            body, told["content-encoding"] = file.packed[coding], coding
        return Response(body, 200, told, file.kind)


def _is_packed(name: str, names: dict[str, Path]) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending in PACKED and stem in names


def _file(name: str, path: Path, names: dict[str, Path]) -> _File:
    plain = path.read_bytes()
    kind = EXACT.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = {}
    if f"{name}.br" in names:
        packed["br"] = names[f"{name}.br"].read_bytes()
    if f"{name}.gz" in names:
        packed["gzip"] = names[f"{name}.gz"].read_bytes()
    elif len(plain) > SMALL and (kind.startswith("text/") or kind in EXACT.values()):
        packed["gzip"] = gzip.compress(plain, 9, mtime=0)
    cache = "public, max-age=31536000, immutable" if HASHED.match(name) else "no-cache"
    etag = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return _File(kind, plain, packed, etag, cache)


def _accepted(header: str) -> set[str]:
    """Codings that a client accepts; one with weight 0 is none."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            found.add(name.strip())
    return found

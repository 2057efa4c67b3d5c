"""The built page: packed where the browser takes it, kept where its name says what is in it."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx

from multipolar.web.static import Page
from web.live_server import page_of


def test_the_page_is_asked_for_anew_and_its_parts_are_not(client: httpx.Client) -> None:
    for path in ("/", "/index.html"):
        page = client.get(path)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["cache-control"] == "no-cache"
        assert client.get(path, headers={"if-none-match": page.headers["etag"]}).status_code == 304
    part = client.get("/assets/index-B1c2D3e4.js", headers={"accept-encoding": "identity"})
    assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert part.headers["content-type"] == "text/javascript; charset=utf-8"
    assert client.get("/assets/report.html").headers["cache-control"] == "no-cache"
    assert client.head("/").headers["content-length"]
    assert client.head("/").content == b""


def test_packed_files(client: httpx.Client) -> None:
    path = "/assets/index-B1c2D3e4.js"
    for accepted, coding in (("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("gzip;q=0.5", "gzip"), ("identity", None)):
        with client.stream("GET", path, headers={"accept-encoding": accepted}) as response:
            raw = b"".join(response.iter_raw())
        assert response.headers.get("content-encoding") == coding
        assert response.headers["vary"] == "accept-encoding"
        if coding == "gzip":
            assert gzip.decompress(raw) == b"export {};\n" * 500
        if coding == "br":
            assert raw == b"packed by the build"
    assert client.get(path + ".br").status_code == 404


def test_a_page_that_is_not_built_says_what_to_run(tmp_path: Path) -> None:
    page = Page(tmp_path / "nothing")
    assert not page.built
    assert page.paths == ("", "index.html")
    assert b"make serve" in page.answer("", {}).body
    (tmp_path / "built").mkdir()
    assert page_of(tmp_path / "built").built

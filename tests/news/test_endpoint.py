"""A language model behind an endpoint: what is sent, what of its answers is kept, and what happens when it fails."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from multipolar.errors import InputError
from multipolar.news.endpoint import Endpoint
from multipolar.news.ingest import ingest
from multipolar.news.read import Report, read_documents
from news.test_read_command import run

TEXT = (
    "Canada imposed a 25 percent tariff on Brazilian steel on 3 March 2021, officials said. "
    "Brazil's envoy in Ottawa called it a slap in the face, and the two governments will meet in May."
)
KEPT = {
    "evidence": "Canada imposed a 25 percent tariff on Brazilian steel", "source": ["CAN"], "target": ["BRA"],
    "plover": "SANCTION", "status": "happened", "reciprocal": False, "instrument": "tariff",
}  # fmt: skip


class Server:
    """A model that always says the same.

    Args:
        answer: status and body of every answer. asked: bodies and headers of all requests.
    """

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] = (200, b"{}")
        self.asked: list[tuple[dict[str, Any], dict[str, str]]] = []

    def says(self, *events: object) -> None:
        """Answers with events from now on."""
        content = json.dumps({"events": list(events)})
        self.answer = (200, json.dumps({"choices": [{"message": {"content": content}}]}).encode())


@pytest.fixture
def model() -> Iterator[tuple[Server, Endpoint]]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append((json.loads(body), dict(self.headers)))
            self.send_response(server.answer[0])
            if 300 <= server.answer[0] < 400:
                self.send_header("Location", f"http://localhost:{http.server_port}/elsewhere")
            self.end_headers()
            self.wfile.write(server.answer[1])

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield server, Endpoint(f"http://127.0.0.1:{http.server_port}/v1", "small", "secret", seconds=20)
    http.shutdown()
    http.server_close()


def read(endpoint: Endpoint | None) -> Report:
    return read_documents([ingest(TEXT.encode(), "a.txt")], endpoint=endpoint)


def test_what_the_text_bears_out_is_an_event_with_its_place_and_date(model: tuple[Server, Endpoint]) -> None:
    server, endpoint = model
    server.says(KEPT)
    found = read(endpoint)
    (event,) = found.events
    assert TEXT[event.start : event.end] == event.evidence == KEPT["evidence"]
    assert event.sentence == TEXT[: TEXT.index(". ") + 1]
    assert ([a.code for a in event.source], [a.code for a in event.target]) == (["CAN"], ["BRA"])
    assert (event.plover, event.date, event.method) == ("SANCTION", "2021-03-03", "endpoint:small")
    assert event.amount is not None
    assert event.amount.value == 25
    assert "1 kept" in found.notes[0].text
    body, headers = server.asked[0]
    assert body["model"] == "small"
    assert body["messages"][1]["content"] == TEXT
    assert headers["Authorization"] == "Bearer secret"
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"evidence": "Canada bombed Brazil"}, "whose words are not in one sentence of the text"),
        ({"evidence": "officials said. Brazil's envoy"}, "whose words are not in one sentence of the text"),
        ({"evidence": ""}, "whose words are not in one sentence of the text"),
        ({"source": ["FRA"]}, "with actors that the text does not name"),
        ({"target": []}, "with actors that the text does not name"),
        ({"target": ["CAN"]}, "of an actor on itself"),
        ({"plover": "PARTY"}, "with an unknown type or status"),
        ({"status": "maybe"}, "with an unknown type or status"),
        ({"source": "CAN"}, "not of the form asked for"),
    ],
)
def test_the_rest_is_counted_and_left_out(model: tuple[Server, Endpoint], change: dict[str, Any], why: str) -> None:
    server, endpoint = model
    server.says(KEPT, {**KEPT, **change}, KEPT)
    found = read(endpoint)
    assert len(found.events) == 1
    assert found.notes[0].text.endswith(f"1 kept; left out: 1 {why}")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b"down"), "HTTP status 500"),
        ((302, b""), "HTTP status 302"),
        ((200, b"\xff\xfe"), "not the JSON"),
        ((200, b'{"choices": []}'), "not the JSON"),
        ((200, b'{"choices": [{"message": {"content": "{\\"events\\": 3}"}}]}'), "not the JSON"),
        ((200, b"[" * 100_000), "not the JSON"),
        ((200, b" " * 4_000_001), "more than 4 MB"),
    ],
)
def test_frames_stand_in_where_it_does_not_answer(
    model: tuple[Server, Endpoint], answer: tuple[int, bytes], why: str
) -> None:
    server, endpoint = model
    server.answer = answer
    found = read(endpoint)
    assert found.events == read(None).events != ()
    assert why in found.notes[0].text
    assert len(server.asked) == 1  # and nobody else was asked


@pytest.mark.parametrize(
    ("status", "key", "why"),
    [
        (401, "secret", "refuses the key in MULTIPOLAR_MODEL_KEY"),
        (401, "", "asks for a key; set MULTIPOLAR_MODEL_KEY"),
        (403, "secret", "no access to the model small"),
        (404, "secret", "has no model small"),
    ],
)
def test_what_no_document_makes_right_ends_the_reading(
    model: tuple[Server, Endpoint], status: int, key: str, why: str
) -> None:
    server, endpoint = model
    server.answer = (status, b"")
    texts = [ingest(TEXT.encode(), f"{name}.txt") for name in "ab"]
    with pytest.raises(InputError, match=rf"endpoint {endpoint.url}: .*{why}.*\(HTTP status {status}\)"):
        read_documents(texts, endpoint=Endpoint(endpoint.url, "small", key))
    assert len(server.asked) == 1


def test_one_refused_text_ends_no_reading_that_has_begun(model: tuple[Server, Endpoint]) -> None:
    server, endpoint = model
    server.says(KEPT)

    def turn(step: str, number: int, of: int) -> None:
        server.says(KEPT)
        if number == 1:
            server.answer = (403, b"refused")

    texts = [ingest(f"{town} is cold. {TEXT}".encode(), f"{town}.txt") for town in ("Ottawa", "Halifax", "Regina")]
    found = read_documents(texts, turn, endpoint=endpoint)
    assert ["1 kept" in note.text for note in found.notes] == [True, False, True]
    assert "HTTP status 403" in found.notes[1].text


def test_a_silent_server_is_not_asked_for_every_document(model: tuple[Server, Endpoint]) -> None:
    server, endpoint = model
    server.answer = (500, b"down")
    towns = ("Ottawa", "Toronto", "Halifax", "Regina", "Quebec")
    texts = [ingest(f"{town} is cold. {TEXT}".encode(), f"{town}.txt") for town in towns]
    german = ingest(b"Der Minister sprach gestern mit den Botschaftern, und sie haben nicht viel gesagt." * 4, "g.txt")
    documents = [*texts[:2], german, *texts[2:]]
    found = read_documents(documents, endpoint=endpoint)
    assert len(server.asked) == 3
    assert ["HTTP status 500" in n.text for n in found.notes] == [True, True, False, True, False, False]
    assert all("not asked again after 3 documents" in n.text for n in found.notes[4:])
    assert found.events == read_documents(documents).events


def test_an_answer_ends_the_silence(model: tuple[Server, Endpoint]) -> None:
    server, endpoint = model
    towns = ("Ottawa", "Toronto", "Halifax", "Regina", "Quebec")

    def turn(step: str, number: int, of: int) -> None:
        server.answer = (500, b"down")
        if number == 2:
            server.says(KEPT)

    server.answer = (500, b"down")
    texts = [ingest(f"{town} is cold. {TEXT}".encode(), f"{town}.txt") for town in towns]
    found = read_documents(texts, turn, endpoint=endpoint)
    assert len(server.asked) == 5
    assert ["1 kept" in n.text for n in found.notes] == [False, False, True, False, False]


def test_a_proxy_is_not_asked_for_this_machine(model: tuple[Server, Endpoint], monkeypatch: pytest.MonkeyPatch) -> None:
    server, endpoint = model
    server.says(KEPT)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert "1 kept" in read(endpoint).notes[0].text


def test_a_server_of_another_protocol() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"220 mail\r\n")
                connection.recv(65536)

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        found = read(Endpoint(f"http://127.0.0.1:{listening.getsockname()[1]}/v1", "small", seconds=10))
        thread.join(10)
    assert found.events == read(None).events
    assert "gave no usable answer" in found.notes[0].text


def test_nobody_listens() -> None:
    found = read(Endpoint("http://127.0.0.1:1/v1", "small"))
    assert found.events == read(None).events
    assert "no connection" in found.notes[0].text


@pytest.mark.parametrize(
    "url", ["ftp://x/v1", "v1", "http://example.org/v1", "file:///etc/passwd", "http://", "http://[::1/v1"]
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="endpoint"):
        Endpoint(url, "small")


def test_the_command(model: tuple[Server, Endpoint], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, endpoint = model
    server.says(KEPT)
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.setenv("MULTIPOLAR_MODEL_KEY", "from-the-environment")
    assert run(monkeypatch, path, "--endpoint", endpoint.url, "--model", "small", "--json") == 0
    assert server.asked[0][1]["Authorization"] == "Bearer from-the-environment"
    assert run(monkeypatch, path, "--endpoint", endpoint.url) == 2

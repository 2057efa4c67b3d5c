"""Events from a language model behind an endpoint, if the user names one: kept only where the text bears them out.

The endpoint speaks the chat protocol that OpenAI made common. An answer is an event only if its words stand in one sentence of
the document, the document names its actors, and its values are of our vocabulary; everything else is counted and left out.
"""

from __future__ import annotations

import dataclasses
import functools
import http.client
import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from multipolar.errors import InputError
from multipolar.news.document import Document
from multipolar.news.furniture import READ
from multipolar.news.gazetteer import Gazetteer
from multipolar.news.parse import Parsed
from multipolar.news.placing import event_at
from multipolar.news.records import STATUSES, TYPES, Actor, Event, Mention, Status

__all__ = ["KEY_VARIABLE", "Endpoint", "Forbidden", "Unanswered", "endpoint_events"]

KEY_VARIABLE = "MULTIPOLAR_MODEL_KEY"
"""Variable with the key: on a command line it would show in lists of processes."""

PASSAGE = 12_000
"""Characters sent at a time."""
LARGEST = 4_000_000
"""Bytes of an answer that are read."""
UNKNOWN = 0.5
"""Confidence of an answer: it has no calibrated one."""


class Unanswered(Exception):
    """An endpoint that gave no usable answer on one document; the message says why."""


class Forbidden(Unanswered):
    """An endpoint that refuses: the key, if it has answered nothing yet; else this text.

    Args:
        why: message. wrong: what the user must set right in the first case.
    """

    def __init__(self, why: str, wrong: str) -> None:
        super().__init__(why)
        self.wrong = wrong


@dataclasses.dataclass(frozen=True)
class Endpoint:
    """Where a language model answers.

    Args:
        url: base address, such as http://127.0.0.1:11434/v1. model: its name there. key: secret, sent as bearer token.
        seconds: longest wait for one answer.

    Raises:
        InputError: no web address, or one that sends text and key in the clear over a network.
    """

    url: str
    model: str
    key: str = dataclasses.field(default="", repr=False)
    seconds: float = 120.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise InputError(f"endpoint {self.url}: not a web address ({error}).") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(f"endpoint {self.url}: not a web address; give one such as http://127.0.0.1:11434/v1.")
        if parts.scheme == "http" and not self.local:
            raise InputError(f"endpoint {self.url}: would send the text unencrypted; give an https address.")

    @property
    def local(self) -> bool:
        """Whether it is on this machine."""
        return urlsplit(self.url).hostname in {"127.0.0.1", "::1", "localhost"}


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another address: text and key were given for this one."""

    def redirect_request(self, *args: Any, **named: Any) -> None:
        """None: the redirect becomes an error with its status."""


def _opener(endpoint: Endpoint) -> urllib.request.OpenerDirector:
    """Requests without redirects, and to this machine without a proxy."""
    return urllib.request.build_opener(_Stays, *([urllib.request.ProxyHandler({})] if endpoint.local else []))


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    evidence: str
    source: list[str]
    target: list[str]
    plover: str
    status: str
    reciprocal: bool = False
    instrument: str | None = None


def endpoint_events(
    endpoint: Endpoint, document: Document, parsed: Sequence[Parsed], mentions: Sequence[Mention]
) -> tuple[tuple[Event, ...], str]:
    """Events that a model finds and the text bears out, in order of the text, and what was made of its answers in words.

    Args:
        endpoint: to ask. document: tagged. parsed: its sentences. mentions: its actors.

    Raises:
        Unanswered: no connection, an error, or an answer that is not the JSON asked for. Forbidden: refused from the start.
        InputError: key, address or model that no document will make right.
    """
    named = {actor.code for mention in mentions for actor in mention.actors}
    events: dict[tuple[Any, ...], Event] = {}
    refused: Counter[str] = Counter()
    for number, passage in enumerate(_passages(document)):
        try:
            answers = _ask(endpoint, passage)
        except Forbidden as error:
            if number:
                raise Unanswered(str(error)) from error
            raise
        for raw in answers:
            found = _event(raw, endpoint, document, parsed, named)
            if isinstance(found, Event):
                events.setdefault((found.start, found.end, found.source, found.target, found.plover), found)
            else:
                refused[found] += 1
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(refused.items()))
    told = f"events by {endpoint.model}, confidence not calibrated: {len(events)} kept"
    ordered = sorted(events.values(), key=lambda e: (e.start, e.end, e.plover))
    return tuple(ordered), f"{told}; left out: {why}" if why else told


def _passages(document: Document) -> Iterator[str]:
    """Texts of the blocks that are read, together up to a size."""
    held: list[str] = []
    for block in document.blocks:
        if block.tag not in READ:
            continue
        text = document.text[block.start : block.end]
        if held and sum(map(len, held)) + len(text) > PASSAGE:
            yield "\n\n".join(held)
            held = []
        held.append(text)
    if held:
        yield "\n\n".join(held)


def _ask(endpoint: Endpoint, passage: str) -> list[Any]:
    """What the model answers on a passage, unchecked."""
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": _prompt()}, {"role": "user", "content": passage}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "events", "strict": True, "schema": _schema()},
        },
    }
    headers = {
        "Content-Type": "application/json",
        **({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}),
    }
    address = endpoint.url.rstrip("/") + "/chat/completions"
    request = urllib.request.Request(address, json.dumps(body).encode(), headers, method="POST")  # noqa: S310  (scheme checked)
    try:
        with _opener(endpoint).open(request, timeout=endpoint.seconds) as response:
            told = response.read(LARGEST + 1)
        if len(told) > LARGEST:
            raise Unanswered(f"an answer of more than {LARGEST // 1_000_000} MB")
        content = json.loads(told)["choices"][0]["message"]["content"]
        events = json.loads(content)["events"]
    except urllib.error.HTTPError as error:
        if (wrong := _wrong(endpoint, error.code)) is not None:
            told_user = f"endpoint {endpoint.url}: {wrong} (HTTP status {error.code})."
            if error.code == 403:
                raise Forbidden("HTTP status 403", told_user) from error
            raise InputError(told_user) from error
        raise Unanswered(f"HTTP status {error.code}") from error
    except http.client.HTTPException as error:
        raise Unanswered("the server does not speak HTTP") from error
    except OSError as error:
        raise Unanswered(f"no connection: {getattr(error, 'reason', error)}") from error
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise Unanswered("the answer is not the JSON that was asked for") from error
    if not isinstance(events, list):
        raise Unanswered("the answer is not the JSON that was asked for")
    return events


def _wrong(endpoint: Endpoint, status: int) -> str | None:
    """What the user must set right where a status tells that no text will be answered; None for other statuses."""
    if status in {401, 403}:
        refused = f"refuses the key in {KEY_VARIABLE}" if endpoint.key else f"asks for a key; set {KEY_VARIABLE}"
        return f"{refused}, or gives no access to the model {endpoint.model}"
    if status == 404:
        return f"has no model {endpoint.model}, or is not the base address, which mostly ends in /v1"
    return None


def _event(raw: Any, endpoint: Endpoint, document: Document, parsed: Sequence[Parsed], named: set[str]) -> Event | str:
    """An answer as an event, or why it is none."""
    try:
        answer = _Answer.model_validate(raw, strict=True)
    except ValidationError:
        return "not of the form asked for"
    source, target = dict.fromkeys(answer.source), dict.fromkeys(answer.target)
    if answer.plover not in TYPES or answer.status not in STATUSES:
        return "with an unknown type or status"
    if not source or not target or not {*source, *target} <= named:
        return "with actors that the text does not name"
    if set(source) == set(target):
        return "of an actor on itself"
    place = _sentence_of(answer.evidence.strip(), document, parsed)
    if place is None:
        return "whose words are not in one sentence of the text"
    start, sentence = place
    status: Status = next(known for known in STATUSES if known == answer.status)
    return event_at(
        document,
        sentence,
        start,
        start + len(answer.evidence.strip()),
        source=tuple(map(Actor, source)),
        target=tuple(map(Actor, target)),
        plover=answer.plover,
        status=status,
        instrument=answer.instrument,
        reciprocal=answer.reciprocal,
        confidence=UNKNOWN,
        method=f"endpoint:{endpoint.model}",
    )


def _sentence_of(words: str, document: Document, parsed: Sequence[Parsed]) -> tuple[int, Parsed] | None:
    """Where words stand in the cleaned text, and the sentence that holds them all."""
    if not words:
        return None
    for one in parsed:
        start = document.text.find(words, one.sentence.start, one.sentence.end)
        if start >= 0:
            return start, one
    return None


@functools.cache
def _prompt() -> str:
    text = resources.files("multipolar").joinpath("data/news/model_prompt.txt").read_text(encoding="utf8")
    states = Gazetteer.packaged().states
    groups = sorted({n.code for n in Gazetteer.packaged().names if n.code and n.code not in states})
    return text.replace("{groups}", ", ".join(groups))


def _schema() -> dict[str, Any]:
    """Form of the answer."""
    codes = {"type": "array", "items": {"type": "string"}}
    properties = {
        "evidence": {"type": "string"},
        "source": codes,
        "target": codes,
        "plover": {"type": "string", "enum": list(TYPES)},
        "status": {"type": "string", "enum": list(STATUSES)},
        "reciprocal": {"type": "boolean"},
        "instrument": {"type": ["string", "null"]},
    }
    one = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"events": {"type": "array", "items": one}},
        "required": ["events"],
        "additionalProperties": False,
    }

"""Articles over the API: read, judged, refused."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

ARTICLE = (
    "Canada imposed a 25 percent tariff on steel from the United States on Monday. "
    "France 🥖 lent Vietnam $2 billion for a railway.\n"
)


def read(client: httpx.Client, *texts: str) -> dict[str, Any]:
    """The answer on some articles."""
    documents = [{"name": f"{k}.txt", "text": text} for k, text in enumerate(texts)]
    found = client.post("/api/news", json={"documents": documents}, timeout=60)
    assert found.status_code == 200, found.text
    answer: dict[str, Any] = found.json()
    return answer


def test_events_carry_exact_offsets_of_what_was_sent(client: httpx.Client) -> None:
    answer = read(client, ARTICLE)
    assert answer["events"]
    for event in answer["events"]:
        assert ARTICLE[event["start"] : event["end"]] == event["evidence"]
    assert {e["source"][0]["code"] for e in answer["events"]} >= {"CAN", "FRA"}
    assert answer["names"]["CAN"] == "Canada"


@pytest.mark.parametrize("before", ["\ufeff", "🇫🇷 ", "\r\n\t"])
def test_offsets_count_every_character_that_was_sent(client: httpx.Client, before: str) -> None:
    answer = read(client, before + ARTICLE)
    assert answer["events"]
    for event in answer["events"]:
        assert (before + ARTICLE)[event["start"] : event["end"]] == event["evidence"]


def test_a_name_is_kept_whatever_it_holds(client: httpx.Client) -> None:
    documents = [
        {"name": "U.S./China 1", "text": ARTICLE},
        {"name": "EU/China 1", "text": "Japan and India signed a pact."},
    ]
    answer = client.post("/api/news", json={"documents": documents}, timeout=60).json()
    assert [one["file"] for one in answer["documents"]] == ["U.S./China 1", "EU/China 1"]
    assert {event["file"] for event in answer["events"]} == {"U.S./China 1", "EU/China 1"}
    assert answer["suggestions"]


def test_lines_of_json_are_no_article(client: httpx.Client) -> None:
    answer = read(client, '{"text": "Japan and India signed a pact."}\n', ARTICLE)
    assert "JSONL" in answer["unreadable"][0]["reason"]
    assert answer["events"]


def test_the_suggested_scenario_runs(client: httpx.Client) -> None:
    answer = read(client, ARTICLE)
    assert len(answer["suggestions"]) == len(answer["scenario"]["moves"]) >= 2
    kinds = [next(iter(move)) for move in answer["scenario"]["moves"]]
    assert "tariff" in kinds
    checked = client.post("/api/scenario", json={"scenario": answer["scenario"]}, timeout=60)
    assert checked.status_code == 200, checked.text


def test_what_cannot_be_read_stops_nothing(client: httpx.Client) -> None:
    answer = read(client, "", ARTICLE)
    assert [one["file"] for one in answer["unreadable"]] == ["0.txt"]
    assert answer["events"]


def test_claims_are_judged(client: httpx.Client) -> None:
    sample = client.get("/api/news/sample").json()
    found = client.post("/api/brief", json=sample, timeout=60)
    assert found.status_code == 200, found.text
    brief = found.json()
    assert sum(brief["counts"].values()) == len(brief["claims"]) >= 3
    for claim in brief["claims"]:
        assert sample["text"][claim["start"] : claim["end"]] == claim["quotation"]


@pytest.mark.parametrize(
    "body",
    [
        {"documents": []},
        {"documents": [{"name": "a", "text": "x"}, {"name": "a", "text": "y"}]},
        {"documents": [{"name": "", "text": "x"}]},
        {"documents": [{"name": "a", "text": 7}]},
        {},
    ],
)
def test_bad_bodies_are_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    found = client.post("/api/news", json=body)
    assert found.status_code == 422
    assert found.json()["error"]["message"]


def test_an_article_that_cannot_be_read_has_no_brief(client: httpx.Client) -> None:
    found = client.post("/api/brief", json={"name": "empty.txt", "text": "  "}, timeout=60)
    assert found.status_code == 422
    assert "empty.txt" in found.json()["error"]["message"]

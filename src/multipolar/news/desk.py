"""What a page shows of articles that were handed to it as texts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.labels import state_name
from multipolar.news.document import Document
from multipolar.news.export import report_to_dict
from multipolar.news.ingest import Unreadable, ingest_text
from multipolar.news.merge import Act
from multipolar.news.propose import Proposal, propose
from multipolar.news.read import read_documents
from multipolar.params.default_sizes import sized_fields

__all__ = ["actor_name", "read_texts"]

WORDS = {"@WORLD": "other states at large", "@US_ALLIES": "allies of the United States", "@WEST": "the West"}


def read_texts(texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What was read in some articles, as plain values; offsets count the characters of each text as given.

    Args:
        texts: name and text of each; names differ.

    Raises:
        InputError: the extra `news` is not installed.
    """
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    for name, text in texts:
        try:
            documents.append(ingest_text(text, name))
        except Unreadable as error:
            unreadable.append(error)
    report = dataclasses.replace(read_documents(documents, strict=False), unreadable=tuple(unreadable))
    plain = report_to_dict(report)
    sides = [actor["code"] for e in plain["events"] for part in ("source", "target", "against") for actor in e[part]]
    voices = [actor["code"] for what in ("quotations", "framings") for q in plain[what] for actor in q["speaker"]]
    keys = {id(event): record["id"] for event, record in zip(report.events, plain["events"], strict=True)}
    proposal = propose(report.acts, report.documents)
    return {
        **plain,
        "acts": [_act(act, keys) for act in report.acts],
        "names": {code: actor_name(code) for code in sorted({*sides, *voices})},
        **_suggested(proposal),
        "idle": [{"events": _keys(fact.act, keys), "reason": fact.reason} for fact in proposal.facts],
    }


def actor_name(code: str) -> str:
    """English name of an actor of an event.

    Args:
        code: ISO3, an organisation, or a group with @.
    """
    if code in WORDS:
        return WORDS[code]
    if code.startswith("@"):
        return code[1:].replace("_", " ").title()
    return state_name(code)


def _act(act: Act, keys: Mapping[int, str]) -> dict[str, Any]:
    """Keys of the events of an act, and what its sources tell differently."""
    differences = [
        {"what": what, "values": [{"text": d.text, "file": d.file, "start": d.start, "end": d.end} for d in told]}
        for what, told in act.conflicts.items()
    ]
    return {"events": _keys(act, keys), "differences": differences}


def _keys(act: Act, keys: Mapping[int, str]) -> list[str]:
    return [keys[id(event)] for event in act.events if id(event) in keys]


def _suggested(proposal: Proposal) -> dict[str, Any]:
    """The suggested scenario with default sizes, and for each of its moves the words behind it, the sizes left open and what stands for its goods."""
    if not proposal.moves:
        return {"scenario": None, "suggestions": []}
    scenario = proposal.scenario().to_dict()
    found = []
    for suggested, move in zip(proposal.moves, scenario["moves"], strict=True):
        passage = suggested.fields["source"]
        found.append(
            {
                "move": move,
                "file": passage["file"],
                "start": passage["start"],
                "end": passage["end"],
                "sentence": passage.get("sentence") or "",
                "open": [name for name in sized_fields(suggested.kind) if suggested.fields.get(name, 0) is None],
                "status": suggested.fields.get("status", "in_force"),
                "wider": suggested.wider,
            }
        )
    return {"scenario": scenario, "suggestions": found}

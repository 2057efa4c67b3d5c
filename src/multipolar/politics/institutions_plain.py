"""What `multipolar institutions` prints, as plain values with their JSON Schema."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from multipolar.json_schema import DRAFT, NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, by_key, closed, described
from multipolar.politics.bodies import Body, bodies
from multipolar.politics.institutions import Line, PowerChange

if TYPE_CHECKING:
    from multipolar.politics.resolutions import Item, Passage, Positions

__all__ = ["bodies_plain", "institutions_schema", "passage_plain", "power_plain"]

PAIRS = {
    "weight": "votes of each, in the unit of the body",
    "shapley": "Shapley-Shubik index of each, a fraction of 1",
    "banzhaf": "normalised Banzhaf index of each, a fraction of 1",
}


def bodies_plain() -> dict[str, Any]:
    """The bodies of the table."""
    return {"bodies": [_body(body) for body in bodies().values()]}


def power_plain(change: PowerChange) -> dict[str, Any]:
    """Voting power before and after."""
    ability, fallback = change.ability_to_act, change.body.fallback
    return {
        "body": _body(change.body),
        "what": change.what,
        "rule": _pair(change.rule),
        "reason": change.reason,
        "ability_to_act": None if ability is None else _pair(ability),
        "lines": [_line(line) for line in change.lines],
        "reference": [
            {"name": p.name, "title": p.title, "source": p.source, "verified": p.verified} for p in change.reference
        ],
        "fallback": None if fallback is None else {k: fallback[k] for k in ("text", "source", "year", "rates")},
        "notes": list(change.notes),
    }


def passage_plain(body: Body, found: Passage, item: Item, where: Positions) -> dict[str, Any]:
    """Chance that a resolution passes, with what it rests on."""
    return {
        "body": _body(body),
        **dataclasses.asdict(found),
        "interval": list(found.interval),
        "counts": {kind: list(values) for kind, values in found.counts.items()},
        "by_state": {s: dict(zip(("no", "abstain", "yes"), p, strict=True)) for s, p in found.by_state.items()},
        "no_position": list(found.no_position),
        "noise_sd": where.noise_sd,
        "discrimination": item.discrimination,
        "cuts": list(item.cuts),
        "fitted_to": item.fitted_to,
        "told_right": item.correct,
        "modal_vote": item.modal,
    }


def institutions_schema() -> dict[str, Any]:
    """JSON Schema of the three shapes that `institutions --json` prints."""
    body = _body_schema()
    listing = closed({"bodies": {"type": "array", "items": body}})
    return {"anyOf": [listing, _power_schema(body), _passage_schema(body)], "$schema": DRAFT}


def _body_schema() -> dict[str, Any]:
    fields = dict.fromkeys(("name", "title", "date", "source", "grade", "checked", "unit", "note"), TEXT)
    more = {"verified": {"type": "boolean"}, "members": {"type": "integer"}}
    return closed({**fields, **more, "rules": by_key(TEXT), "reforms": by_key(TEXT)})


def _power_schema(body: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {"name": TEXT, "count": {"type": "integer"}}
    for name, meaning in PAIRS.items():
        line[name] = closed({"before": described(meaning), "after": described(meaning)})
    flag = {"type": ["boolean", "null"]}
    line["swings"] = closed({key: {"type": ["string", "null"], "pattern": r"^\d+$"} for key in ("before", "after")})
    line["blocks"] = closed({"before": flag, "after": flag})
    reference = closed({"name": TEXT, "title": TEXT, "source": TEXT, "verified": {"type": "boolean"}})
    rate = closed({"bound": NUMBER, "applied": NUMBER, "verified": {"type": "boolean"}})
    fallback = closed({"text": TEXT, "source": TEXT, "year": {"type": "integer"}, "rates": by_key(rate)})
    ability = described("share of coalitions that win")
    return closed(
        {
            "body": body,
            "what": TEXT,
            "rule": closed({"before": TEXT, "after": TEXT}),
            "reason": {"type": ["string", "null"]},
            "ability_to_act": {"anyOf": [{"type": "null"}, closed({"before": ability, "after": ability})]},
            "lines": {"type": "array", "items": closed(line)},
            "reference": {"type": "array", "items": reference},
            "fallback": {"anyOf": [{"type": "null"}, fallback]},
            "notes": TEXTS,
        }
    )


def _passage_schema(body: dict[str, Any]) -> dict[str, Any]:
    two = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
    three = {"type": "array", "items": NUMBER, "minItems": 3, "maxItems": 3}
    kinds = ("no", "abstain", "yes")
    return closed(
        {
            "body": body,
            "item": TEXT,
            "rule": TEXT,
            "year": {"type": "integer", "description": "of the positions"},
            "probability": NUMBER,
            "interval": {**two, "description": "5 and 95 % over draws of the item's parameters"},
            "counts": closed({key: {**three, "description": "expected votes, 5 and 95 %"} for key in kinds}),
            "without_veto": described("probability if nobody could block; null where nobody can"),
            "by_state": by_key(closed(dict.fromkeys(kinds, NUMBER))),
            "no_position": TEXTS,
            "noise_sd": described("standard deviation of a position's error"),
            "discrimination": NUMBER,
            "cuts": two,
            "fitted_to": TEXT,
            "told_right": NUMBER_OR_NULL,
            "modal_vote": NUMBER_OR_NULL,
        }
    )


def _body(body: Body) -> dict[str, Any]:
    return {
        **{
            name: getattr(body, name)
            for name in ("name", "title", "date", "source", "grade", "checked", "unit", "note")
        },
        "verified": body.verified,
        "members": len(body.weights),
        "rules": {name: rule.text for name, rule in body.rules.items()},
        "reforms": {name: proposal.title for name, proposal in body.reforms.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    swings = tuple(None if s is None else str(s) for s in line.swings)  # larger than JSON numbers hold exactly
    pairs = {name: _pair(getattr(line, name)) for name in PAIRS}
    return {"name": line.name, "count": line.count, **pairs, "swings": _pair(swings), "blocks": _pair(line.blocks)}


def _pair(values: tuple[Any, ...]) -> dict[str, Any]:
    before, after = values
    return {"before": before, "after": after}

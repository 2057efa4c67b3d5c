"""The OpenAPI document: what goes in, what comes out, and every status."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from multipolar.coalition import coalition_schema
from multipolar.country import country_schema
from multipolar.json_schema import NUMBER, TEXT, Schema, closed
from multipolar.politics.order_plain import order_schema
from multipolar.questions import answer_schema
from multipolar.scenario import scenario_schema
from multipolar.schema import result_schema
from multipolar.stages import STAGES
from multipolar.version import package_version
from multipolar.web.answers import FILES
from multipolar.web.bodies import (
    ArticleBody,
    CountryBody,
    ExportBody,
    NewsBody,
    ScenarioBody,
    ScenarioSource,
    SimulateBody,
)
from multipolar.web.problems import Fault, ProblemBody

__all__ = ["document", "file_answer", "json_answer", "problems", "sent", "stream_answer"]

PARTS = "#/components/schemas/"
SAID = {
    400: "The body is no JSON, or the request no HTTP.",
    403: "The Host or Origin header is foreign.",
    404: "There is no such thing.",
    408: "The body did not arrive in time.",
    409: "A newer run of the same page took the place of this one.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Something in the request cannot be used, or the scenario has no equilibrium (kind `not_solved`).",
    429: "Too many requests wait; Retry-After says when to try again.",
    500: "A fault of the server.",
    503: "The answer took too long, or too many connections are open.",
}
PARAMETER = ["name", "section", "meaning", "unit", "value", "source", "grade", "editable"]
TODAY = ["value", "unit", "text", "source", "field", "at", "reason"]
NEWS = ["documents", "events", "acts", "quotations", "framings", "names", "unreadable", "scenario", "suggestions", "idle"]  # fmt: skip
BRIEF = ["file", "title", "published", "sha256", "sentences", "year", "counts", "claims"]
LISTS = {
    "kinds": ["kind", "label", "group", "mechanism", "acts_on", "evidence", "fields"],
    "states": ["iso3", "name", "kind"],
    "groups": ["name", "label", "members"],
    "sectors": ["code", "name", "goods"],
    "commodities": ["name", "label"],
    "scenarios": ["name", "title", "description"],
    "questions": ["id", "mechanism", "question", "page"],
}
"""Keys that every entry of a list of the catalogue has."""


def _part(name: str) -> Schema:
    return {"$ref": PARTS + name}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Answers that carry an error, by status."""
    return {s: {"description": SAID[s], "content": {"application/json": {"schema": _part("ProblemBody")}}} for s in statuses}  # fmt: skip


def json_answer(name: str) -> dict[str, Any]:
    """An answer that is one JSON object.

    Args:
        name: of its schema.
    """
    return {"description": "Done.", "content": {"application/json": {"schema": _part(name)}}}


def stream_answer() -> dict[str, Any]:
    """The answer of a run: lines of JSON."""
    said = "A line for each stage as soon as it is there, then a line `done` or `error`."
    return {"description": said, "content": {"application/x-ndjson": {"schema": _part("StageLine")}}}


def file_answer() -> dict[str, Any]:
    """An answer that is a file."""
    kinds: dict[str, Any] = {kind: {"schema": {}} for _, kind in FILES.values()}
    return {"description": "The file.", "content": kinds}


def sent(name: str) -> dict[str, Any]:
    """What a request must send.

    Args:
        name: of the schema of its body.
    """
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": _part(name)}}}}


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document."""
    found = get_openapi(
        title="Multipolar",
        version=package_version(),
        description="The API behind the page of `multipolar serve`. Stateless; numbers as in `Result.to_dict()`.",
        routes=app.routes,
    )
    parts = found.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        parts.pop(name, None)
    for name, schema in _schemas().items():
        _add(parts, name, schema)
    return found


def _schemas() -> dict[str, Schema]:
    """Schemas by name; those of requests refer to that of the scenario."""
    bodies: dict[str, type[BaseModel]] = {
        "Simulate": SimulateBody,
        "ScenarioOnly": ScenarioBody,
        "StateOfRun": CountryBody,
        "ScenarioSource": ScenarioSource,
        "Export": ExportBody,
    }
    news: dict[str, type[BaseModel]] = {"Article": ArticleBody, "Articles": NewsBody}
    found: dict[str, Schema] = {name: model.model_json_schema() for name, model in bodies.items()}
    for schema in found.values():
        schema["properties"]["scenario"] = _part("Scenario")
    source = found["ScenarioSource"]["properties"]
    found["ScenarioSource"] = {"oneOf": [closed({name: source[name]}) for name in ("name", "scenario")]}
    found["ScenarioSource"]["oneOf"].append(closed({"yaml": {**TEXT, "description": "text of a scenario file"}}))
    found["ScenarioSource"]["oneOf"][0]["properties"]["name"] = {**TEXT, "maxLength": 200}
    line = {"stage": {"enum": [*STAGES, "intervals"]}, "seconds": NUMBER, "result": {"anyOf": [_part("Result"), _part("LastYear")]}}  # fmt: skip
    fault = closed({"stage": {"const": "error"}, "error": _part("Fault")})
    return {
        "Catalogue": _catalogue(),
        "Parameters": closed({"parameters": {"type": "array", "items": {"type": "object", "required": PARAMETER}}}),
        "Today": closed({"today": {"type": "array", "items": {"type": "object", "required": TODAY}}}),
        "Scenario": scenario_schema(),
        "Result": result_schema(),
        "LastYear": {"type": "object", "description": "Part of Result: the last year without alignment."},
        "Country": country_schema(),
        "Coalition": coalition_schema(),
        "Order": order_schema(),
        "Answer": answer_schema(),
        "News": {"type": "object", "required": NEWS, "description": "What was read in the articles; see docs/news.md."},
        "Brief": {"type": "object", "required": BRIEF, "description": "Claims with their verdicts; see docs/brief.md."},
        **found,
        **{name: model.model_json_schema() for name, model in news.items()},
        "ReadScenario": closed({"scenario": _part("Scenario"), "yaml": TEXT, "sha256": TEXT}),
        "StageLine": {"oneOf": [closed(line), closed({"stage": {"const": "done"}}), fault]},
        "Fault": Fault.model_json_schema(),
        "ProblemBody": ProblemBody.model_json_schema(),
    }


def _catalogue() -> Schema:
    """Lists of choices; what each of them holds is in docs/server.md."""
    lists = {name: {"type": "array", "items": {"type": "object", "required": keys}} for name, keys in LISTS.items()}
    return {"type": "object", "properties": lists, "required": list(lists)}


def _add(parts: dict[str, Any], name: str, schema: Schema) -> None:
    """A schema among the components; its own definitions under names that start with its name."""
    plain = {key: value for key, value in schema.items() if key not in ("$schema", "$defs")}
    own = schema.get("$defs", {})

    def placed(value: Any) -> Any:
        if isinstance(value, dict):
            moved = {k: placed(v) for k, v in value.items()}
            ref = moved.get("$ref")
            if isinstance(ref, str) and ref.startswith("#/$defs/"):
                moved["$ref"] = f"{PARTS}{name}_{ref.removeprefix('#/$defs/')}"
            return moved
        return [placed(v) for v in value] if isinstance(value, list) else value

    parts[name] = placed(plain)
    for key, definition in own.items():
        parts[f"{name}_{key}"] = placed(definition)

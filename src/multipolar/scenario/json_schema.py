"""JSON Schema of the scenario file."""

from __future__ import annotations

import json
from typing import Any

from multipolar.moves import MOVE_TYPES
from multipolar.scenario.model import MAX_MOVES, Scenario

__all__ = ["scenario_schema"]


def scenario_schema() -> dict[str, Any]:
    """JSON Schema of the scenario file."""
    schema = Scenario.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    kinds = {}
    for kind, model in MOVE_TYPES.items():
        move = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(move.pop("$defs", {}))
        kinds[kind] = move
    schema["properties"]["moves"] = {
        "type": "array",
        "maxItems": MAX_MOVES,
        "items": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": kinds,
        },
    }
    schema["properties"]["extends"] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    schema["properties"]["drop"] = {"type": "array", "items": {"type": "string"}}
    schema["properties"]["world"] = {"anyOf": [{"type": "string"}, {"type": "integer"}], "default": "2022"}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    definitions.pop("Move", None)
    return dict(json.loads(json.dumps(schema)))

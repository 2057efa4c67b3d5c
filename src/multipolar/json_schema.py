"""Pieces of JSON Schema that every part of a result is described with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = [
    "DRAFT",
    "INTERVAL",
    "NUMBER",
    "NUMBER_OR_NULL",
    "TEXT",
    "TEXTS",
    "Schema",
    "by_key",
    "closed",
    "described",
    "drawn",
]

Schema = dict[str, Any]

NUMBER: Schema = {"type": "number"}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def closed(properties: Mapping[str, Any], **more: Any) -> Schema:
    """An object with all properties required and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def by_key(value: Schema) -> Schema:
    """An object of any keys, ISO3 codes or sectors, with values of one kind."""
    return {"type": "object", "additionalProperties": value}


def described(text: str) -> Schema:
    """A number, null where missing, with its unit or meaning."""
    return {**NUMBER_OR_NULL, "description": text}


INTERVAL: Schema = closed(dict.fromkeys(("point", "p10", "p90", "p025", "p975"), NUMBER))
"""A number of a run with draws: the point run, and quantiles over the draws."""


def drawn(text: str = "", *, null: bool = True) -> Schema:
    """A number, or an interval in a run with draws; null where missing.

    Args:
        text: unit or meaning. null: whether it may be missing.
    """
    found: Schema = {"anyOf": [NUMBER_OR_NULL if null else NUMBER, INTERVAL]}
    return {**found, "description": text} if text else found

"""Complaints of the validation in our words, with line, field and nearest name."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from multipolar.errors import ScenarioError
from multipolar.labels import did_you_mean
from multipolar.scenario.model import Settings
from multipolar.scenario.places import Path, Places, problem

__all__ = ["from_pydantic"]

TYPE_TAGS = {"str", "Passage", "LoanTerms", "float", "int", "dict"}
"""Names of union branches that pydantic puts into the location of an error."""


def from_pydantic(error: ValidationError, places: Places, file: str, at: Path, fields: Sequence[str]) -> ScenarioError:
    """The first complaint of pydantic in our words, with line, field and nearest name.

    Args:
        error: the complaints. places, file: of the scenario. at: path of what was validated. fields: its fields.
    """
    problems = sorted(error.errors(), key=lambda p: p["type"] != "extra_forbidden")  # a misspelt field first
    first = problems[0]
    path = (*at, *(p for p in first["loc"] if not (isinstance(p, str) and ("[" in p or p in TYPE_TAGS))))
    message = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        name = str(first["loc"][-1])
        nested = len(first["loc"]) > 1
        known = sorted(Settings.model_fields) if first["loc"][0] == "settings" else [] if nested else fields
        listed = f"; known: {', '.join(known)}" if known else ""
        message = f"unknown field {name!r}{did_you_mean(name, known) or listed}"
    elif first["type"] == "missing":
        message = "is missing"
    elif first["type"] != "value_error" and not isinstance(first["input"], dict | list):
        message = f"{message} (found {str(first['input'])[:60]!r})"
        if first["type"] == "less_than_equal" and first["ctx"]["le"] == 1:
            message += "; a share is a fraction: write 0.3 for 30 %"
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return problem(places, path, message + more, file)

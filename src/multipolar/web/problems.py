"""Errors as the client sees them: one object, one status, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from multipolar.errors import InputError, MultipolarError, NotSolvedError
from multipolar.web.json_text import dumps

__all__ = ["KINDS", "Problem", "ProblemBody", "answer_problem", "from_validation", "handlers", "internal", "problem_of"]

log = logging.getLogger("multipolar.web")

KINDS = {
    400: "malformed",
    403: "forbidden",
    404: "not_found",
    405: "method",
    408: "timeout",
    409: "superseded",
    413: "too_large",
    415: "content_type",
    422: "input",
    429: "busy",
    500: "internal",
    503: "timeout",
}
"""Kind of error by status; 422 is `not_solved` where the input is fine but has no equilibrium."""


class Fault(BaseModel):
    """What is wrong."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(description="input, not_solved, superseded, busy, timeout, internal, or what the request breaks")
    message: str = Field(description="one sentence for a person")
    field: str | None = Field(default=None, description="path of the value, such as scenario.moves[0].tariff.by")
    line: int | None = Field(default=None, description="line of the YAML text")


class ProblemBody(BaseModel):
    """Body of every answer that is not the one asked for."""

    model_config = ConfigDict(extra="forbid")

    error: Fault


class Problem(Exception):
    """An answer that is not the one asked for.

    Args:
        status: of HTTP. message: one sentence. kind: None for that of the status. field, line: where, if known.
        headers: more of them.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str | None = None,
        field: str | None = None,
        line: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.kind = status, message, kind or KINDS[status]
        self.field, self.line, self.headers = field, line, dict(headers or {})

    def to_dict(self) -> dict[str, Any]:
        """The object `{"error": {...}}`; field and line only where they are known."""
        where = {"field": self.field, "line": self.line}
        error = {"kind": self.kind, "message": self.message, **{k: v for k, v in where.items() if v is not None}}
        return {"error": error}


def internal(error: BaseException) -> Problem:
    """A fault of ours: it goes to the log, and the client learns that it happened."""
    log.error("a request failed", exc_info=error)
    return Problem(500, "The server made a mistake; its log says which. The request may be sent again.")


def problem_of(error: BaseException) -> Problem:
    """Any error as a problem."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, NotSolvedError):
        return Problem(422, str(error), kind="not_solved")
    if isinstance(error, InputError | MultipolarError):
        return Problem(422, str(error), field=getattr(error, "field", None), line=getattr(error, "line", None))
    if isinstance(error, ValidationError):
        return from_validation(error.errors())
    return internal(error)


def from_validation(errors: Any) -> Problem:
    """The first complaint of pydantic, with the field."""
    first = sorted(errors, key=lambda e: e["type"] != "extra_forbidden")[0]
    path = [part for part in first["loc"] if part not in ("body", "query", "path", "header")]
    field = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".") or None
    message = str(first["msg"]).removeprefix("Value error, ")
    found = first.get("input")
    if isinstance(found, str | int | float) and first["type"] not in ("value_error", "extra_forbidden"):
        message += f" (found {ascii(found)[:60]})"
    said = f"{field}: {message}." if field else f"{message}."
    return Problem(422, said if said.isprintable() else ascii(said)[1:-1], field=field)


def answer_problem(problem: Problem) -> Response:
    """The response that carries a problem."""
    return Response(dumps(problem.to_dict()), problem.status, problem.headers, "application/json")


async def _on_problem(request: Request, error: Exception) -> Response:
    return answer_problem(problem_of(error))


async def _on_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return answer_problem(internal(error))
    said = {
        404: "There is nothing at this address; /api/openapi.json lists what there is.",
        405: "This address does not take that method.",
    }
    status = error.status_code if error.status_code in KINDS else 400
    return answer_problem(Problem(status, said.get(status, str(error.detail)), headers=error.headers))


async def _on_validation(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        return answer_problem(internal(error))
    return answer_problem(from_validation(error.errors()))


handlers: dict[Any, Any] = {
    Problem: _on_problem,
    MultipolarError: _on_problem,
    HTTPException: _on_http,
    RequestValidationError: _on_validation,
}
"""What answers which exception."""

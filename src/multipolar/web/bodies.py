"""What clients send: JSON read strictly, and the shapes that it may have."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.requests import Request

from multipolar.web.limits import Limits
from multipolar.web.problems import Problem

__all__ = [
    "MOST_DRAWS",
    "ArticleBody",
    "Belief",
    "CountryBody",
    "ExportBody",
    "NewsBody",
    "ScenarioBody",
    "ScenarioSource",
    "SimulateBody",
    "body_of",
    "loads",
]

MOST_DRAWS = 200
Belief = Literal["measured", "literature", "article"]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ScenarioBody(_Body):
    """A scenario in the layout of the file, as JSON."""

    scenario: dict[str, Any]


class CountryBody(ScenarioBody):
    """One state of a run."""

    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class SimulateBody(ScenarioBody):
    """A run: which stages of it, and how many draws after them."""

    stages: Annotated[list[Literal["last", "path", "ranges"]], Field(min_length=1, max_length=3)] = [
        "last",
        "path",
        "ranges",
    ]
    draws: int = Field(default=0, ge=0, le=MOST_DRAWS)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    tornado: bool = False


class ExportBody(ScenarioBody):
    """A run as a file."""

    format: Literal["csv", "xlsx", "stata", "parquet", "netcdf", "yaml"]


class ArticleBody(_Body):
    """One article: the text of a file and its name."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    text: str


class NewsBody(_Body):
    """Articles that are read together."""

    documents: Annotated[list[ArticleBody], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        names = [one.name for one in self.documents]
        if len(set(names)) < len(names):
            raise ValueError("two documents have one name; offsets could not say which is meant")
        return self


class ScenarioSource(_Body):
    """Where a scenario comes from: exactly one of a packaged name, the text of a file, and values."""

    name: Annotated[str, Field(max_length=200)] | None = None
    yaml: str | None = None
    scenario: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(getattr(self, name) is not None for name in ("name", "yaml", "scenario")) != 1:
            raise ValueError("give exactly one of name, yaml and scenario")
        return self


B = TypeVar("B", bound=_Body)


async def body_of(request: Request, shape: type[B], limits: Limits) -> B:
    """The body of a request in the shape that it must have.

    Args:
        request: not yet read. shape: of the body. limits: see `Limits`.

    Raises:
        Problem: not JSON. ValidationError: JSON of another shape.
    """
    return shape.model_validate(loads(await request.body(), limits.depth))


def loads(data: bytes, depth: int) -> Any:
    """Plain values from JSON in UTF-8.

    Args:
        data: the text. depth: deepest nesting that is taken.

    Raises:
        Problem: not UTF-8, not JSON (NaN, infinities and half surrogates among it), a key twice, a number beyond
            double precision, or nested too deep.
    """
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        reason = error.msg.split(":")[0].rstrip(".")
        raise Problem(400, f"The body is not JSON in UTF-8 ({reason}, line {error.lineno}).") from error
    _check_depth(found, depth)
    return json.loads(data, object_pairs_hook=_once, parse_float=_finite, parse_int=_small)


def _check_depth(value: Any, depth: int) -> None:
    level = [value]
    for _ in range(depth + 1):
        nested = [v for v in level if isinstance(v, dict | list)]
        if not nested:
            return
        level = [v for n in nested for v in (n.values() if isinstance(n, dict) else n)]
    raise Problem(400, f"The body is nested more than {depth} levels deep.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise Problem(400, f"The key {doubled[:60]!r} stands twice in one object of the body.")
    return found


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Problem(400, f"The number {text[:30]} of the body is beyond double precision.")
    return value


def _small(text: str) -> int:
    if len(text) > 18:
        raise Problem(400, f"The number {text[:30]} of the body has too many digits.")
    return int(text)

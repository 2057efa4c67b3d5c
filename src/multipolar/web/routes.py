"""The addresses of the API."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from multipolar.country import country_view
from multipolar.engine import check_scenario
from multipolar.labels import did_you_mean
from multipolar.questions import questions
from multipolar.scenario import Scenario, load_scenario, packaged_scenarios, parse_scenario
from multipolar.today import today
from multipolar.version import package_version
from multipolar.web.answers import FILES
from multipolar.web.bodies import (
    MOST_DRAWS,
    ArticleBody,
    Belief,
    CountryBody,
    ExportBody,
    NewsBody,
    ScenarioBody,
    ScenarioSource,
    SimulateBody,
    body_of,
)
from multipolar.web.json_text import dumps
from multipolar.web.lanes import Lane
from multipolar.web.openapi import file_answer, json_answer, problems, sent, stream_answer
from multipolar.web.problems import Problem
from multipolar.web.reading import sample_article
from multipolar.web.service import Service, names_of
from multipolar.web.streams import StageStream

__all__ = ["router"]

router = APIRouter(prefix="/api")
JSON = "application/json"
SEEDS = 2**31 - 1

Client = Annotated[
    str | None,
    Header(
        pattern=r"^[A-Za-z0-9._-]{1,64}$", description="Random name of the page; its newest run ends the older one."
    ),
]


class Health(BaseModel):
    """How the server is."""

    status: str = Field(description="ready, or warming: then the first answers take longer")
    step: str = Field(description="what is being done")
    version: str
    running: int = Field(description="requests that compute or wait for it")
    page: bool = Field(description="whether the page is built")


def _service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


async def _computed(request: Request, lane: Lane, work: Any, seconds: float | None = None) -> Any:
    """Have something computed in a lane, unless the client goes or the time is over.

    Args:
        request: with its body read. lane: see `Lane`. work: called with the run. seconds: None for the usual limit.
    """
    runs = _service(request).runs
    run = runs.begin(seconds=seconds)
    watching = asyncio.create_task(run.watch(request.receive))
    try:
        return await run.step(lane, lambda: work(run))
    finally:
        watching.cancel()
        runs.finish(run)


async def _helped(request: Request, task: str, *arguments: Any, keep: bool = True) -> bytes:
    """An answer of the helper process, from memory where it was asked before.

    Args:
        request: with its body read. task, arguments: see `multipolar.web.answers.compute`. keep: for next time.
    """
    service = _service(request)
    known = service.answers.get(dumps([task, *arguments])) if keep else None
    if known is not None:
        return known
    ask = functools.partial(service.helped if keep else service.ask, task, arguments)
    found: bytes = await _computed(request, Lane.HELP, lambda run: ask(run.cancelled), service.limits.help_seconds)
    return found


@router.get("/health", responses=problems(403))
async def health(request: Request) -> Health:
    """Whether the server is ready."""
    service = _service(request)
    status = "ready" if service.ready.is_set() else "warming"
    return Health(
        status=status,
        step=service.step,
        version=package_version(),
        running=len(service.runs),
        page=service.page.built,
    )


@router.get("/catalogue", responses={200: json_answer("Catalogue"), **problems(403, 429, 500, 503)})
async def catalogue(request: Request) -> Response:
    """What there is to choose from: kinds of moves with their fields, states, scenarios, questions."""
    service = _service(request)
    return Response(await _computed(request, Lane.LONG, lambda run: service.catalogue()), media_type=JSON)


@router.get("/parameters", responses={200: json_answer("Parameters"), **problems(403, 422, 429, 500, 503)})
async def parameters(request: Request, belief: Belief = "measured") -> Response:
    """Every parameter of behaviour: value, range, source, grade, and whether it can be set in a scenario."""
    service = _service(request)
    return Response(await _computed(request, Lane.LONG, lambda run: service.parameters(belief)), media_type=JSON)


@router.post("/simulate", responses={200: stream_answer(), **problems(400, 403, 408, 409, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("Simulate"))  # fmt: skip
async def simulate(request: Request, x_client: Client = None) -> Response:
    """Run a scenario: one line of JSON for each stage as soon as it is there, then `{"stage": "done"}`."""
    service = _service(request)
    asked = await body_of(request, SimulateBody, service.limits)
    run = service.runs.begin(x_client)
    return StageStream(service.runs, run, service.lines(asked, run), names_of(asked))


@router.post("/scenario", responses={200: json_answer("ReadScenario"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("ScenarioSource"))  # fmt: skip
async def scenario(request: Request) -> Response:
    """A scenario by packaged name, from YAML or from JSON: checked, with what it extends written out."""
    given = await body_of(request, ScenarioSource, _service(request).limits)
    return Response(await _computed(request, Lane.SHORT, lambda run: _read(given)), media_type=JSON)


def _read(given: ScenarioSource) -> bytes:
    if given.name is not None:
        if given.name not in packaged_scenarios():
            hint = did_you_mean(given.name, packaged_scenarios()) or "; /api/catalogue lists them."
            raise Problem(422, f"name {given.name!a}: not a packaged scenario{hint}", field="name")
        found = load_scenario(given.name)
    elif given.yaml is not None:
        found = parse_scenario(given.yaml, packaged_only=True)
        check_scenario(found)
    else:
        found = Scenario.from_dict(given.scenario or {}, packaged_only=True)
        check_scenario(found)
    plain = found.to_dict()
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    return dumps({"scenario": plain, "yaml": found.to_yaml(), "sha256": digest})


@router.post("/today", responses={200: json_answer("Today"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("ScenarioOnly"))  # fmt: skip
async def policy_today(request: Request) -> Response:
    """What policy is today for each move: the tick on its slider."""
    given = await body_of(request, ScenarioBody, _service(request).limits)
    return Response(await _computed(request, Lane.SHORT, lambda run: _today(given.scenario)), media_type=JSON)


def _today(scenario: dict[str, Any]) -> bytes:
    found = today(Scenario.from_dict(scenario, packaged_only=True))
    return dumps({"today": [entry.to_dict() for entry in found]})


@router.post("/country", responses={200: json_answer("Country"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("StateOfRun"))  # fmt: skip
async def country(request: Request) -> Response:
    """One state of a run: the flows of its own trade that change most, and its closeness to the poles in each year."""
    service = _service(request)
    given = await body_of(request, CountryBody, service.limits)
    key = dumps([given.scenario, given.iso3])
    found = service.views.get(key)
    if found is None:
        found = await _computed(request, Lane.LONG, lambda run: _country(given))
        service.views.add(key, found)
    return Response(found, media_type=JSON)


def _country(given: CountryBody) -> bytes:
    return dumps(country_view(Scenario.from_dict(given.scenario, packaged_only=True), given.iso3))


@router.post("/coalition", responses={200: json_answer("Coalition"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("ScenarioOnly"))  # fmt: skip
async def coalition(request: Request) -> Response:
    """Who joins whom: the object of `multipolar coalition --json`. Takes long; the same question is answered from memory."""
    given = await body_of(request, ScenarioBody, _service(request).limits)
    return Response(await _helped(request, "coalition", given.scenario), media_type=JSON)


@router.get("/order", responses={200: json_answer("Order"), **problems(403, 422, 429, 500, 503)})
async def order(
    request: Request,
    years: Annotated[str | None, Query(pattern=r"^[0-9]{4}(:[0-9]{4})?$", description="Such as 1990:2024.")] = None,
) -> Response:
    """How many poles, how far apart, how tense: the object of `multipolar order --json`."""
    return Response(await _helped(request, "order", years), media_type=JSON)


Asked = Annotated[str, Path(json_schema_extra={"enum": [q.id for q in questions()]})]


def _known(name: str) -> str:
    names = [q.id for q in questions()]
    if name not in names:
        raise Problem(404, f"There is no question {ascii(name)[:80]}{did_you_mean(name, names) or '.'}")
    return name


@router.get("/questions/{name}", responses={200: json_answer("Answer"), **problems(403, 404, 422, 429, 500, 503)})
async def question(
    request: Request,
    name: Asked,
    draws: Annotated[int, Query(ge=0, le=MOST_DRAWS)] = 0,
    seed: Annotated[int, Query(ge=0, le=SEEDS)] = 0,
) -> Response:
    """A question answered in a sentence: the object of `multipolar ask NAME --json`."""
    return Response(await _helped(request, "question", _known(name), draws, seed), media_type=JSON)


@router.post("/questions/{name}", responses={200: json_answer("Answer"), **problems(400, 403, 404, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("ScenarioOnly"))  # fmt: skip
async def question_of(request: Request, name: Asked) -> Response:
    """The same of another scenario than the packaged one, such as one whose levers were moved."""
    given = await body_of(request, ScenarioBody, _service(request).limits)
    return Response(await _helped(request, "question", _known(name), 0, 0, given.scenario), media_type=JSON)


@router.post("/news", responses={200: json_answer("News"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("Articles"))  # fmt: skip
async def news(request: Request) -> Response:
    """Articles read together: events with their words, quotations, and the moves that they suggest."""
    service = _service(request)
    given = await body_of(request, NewsBody, service.limits)
    texts = [(one.name, one.text) for one in given.documents]
    return Response(await _read_by(request, "news", texts), media_type=JSON)


@router.get("/news/sample", responses={200: json_answer("Article"), **problems(403, 429, 500, 503)})
async def news_sample(request: Request) -> Response:
    """An article of our own to try the reader with."""
    return Response(dumps(sample_article()), media_type=JSON)


@router.post("/brief", responses={200: json_answer("Brief"), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("Article"))  # fmt: skip
async def brief(request: Request) -> Response:
    """Each claim of an article held against data and model: the object of `multipolar brief --json`."""
    given = await body_of(request, ArticleBody, _service(request).limits)
    return Response(await _read_by(request, "brief", given.name, given.text), media_type=JSON)


async def _read_by(request: Request, task: str, *arguments: Any) -> bytes:
    """An answer of the process that reads news."""
    service = _service(request)
    ask = functools.partial(service.read, task, arguments)
    found: bytes = await _computed(request, Lane.READ, lambda run: ask(run.cancelled), service.limits.help_seconds)
    return found


@router.post("/export", responses={200: file_answer(), **problems(400, 403, 408, 413, 415, 422, 429, 500, 503)}, openapi_extra=sent("Export"))  # fmt: skip
async def export(request: Request) -> Response:
    """The result of a scenario, or the scenario itself as YAML, as a file."""
    service = _service(request)
    given = await body_of(request, ExportBody, service.limits)
    ending, kind = FILES[given.format]
    if given.format == "yaml":
        content = await _computed(request, Lane.SHORT, lambda run: _yaml(given.scenario))
    else:
        content = await _helped(request, "export", given.scenario, given.format, keep=False)
    stem = "scenario" if given.format == "yaml" else "result"
    disposition = f'attachment; filename="{stem}.{ending}"'
    return Response(content, headers={"content-disposition": disposition}, media_type=kind)


def _yaml(scenario: dict[str, Any]) -> bytes:
    return Scenario.from_dict(scenario, packaged_only=True).to_yaml().encode()

"""Answers as bytes that other processes compute: the quick ones on all cores, the long ones beside the slider."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from multipolar.coalition import coalition_choices, coalition_game
from multipolar.engine import simulate
from multipolar.errors import InputError
from multipolar.export_files import write_result
from multipolar.politics.order_asked import order_asked
from multipolar.questions import answer_to_dict, ask, questions
from multipolar.scenario import Scenario
from multipolar.stages import Stage, stages
from multipolar.web.json_text import dumps
from multipolar.web.reading import brief_of, news_of

__all__ = ["FILES", "TASKS", "compute", "line_of"]

FILES = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "stata": ("dta", "application/x-stata"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "netcdf": ("nc", "application/x-netcdf"),
    "yaml": ("yaml", "application/yaml; charset=utf-8"),
}
"""Ending and content type of a file by the name of its format."""


def _coalition(scenario: dict[str, Any]) -> bytes:
    """What `coalition --json` prints."""
    asked = Scenario.from_dict(scenario, packaged_only=True)
    if asked.coalition is None:
        raise InputError("coalition: the scenario has no such block; it names proposer, target and candidates.")
    return dumps({**coalition_choices(asked).to_dict(), "game": coalition_game(asked).to_dict()})


def _order(years: str | None) -> bytes:
    """What `order --json` prints."""
    return dumps(order_asked(years))


def _question(name: str, draws: int, seed: int, scenario: dict[str, Any] | None = None) -> bytes:
    """What `ask NAME --json` prints; of a scenario in place of the question's own, where one is given."""
    found = next(q for q in questions() if q.id == name)
    given = None if scenario is None else Scenario.from_dict(scenario, packaged_only=True)
    return dumps(answer_to_dict(ask(found, scenario=given, draws=draws, seed=seed)))


def _export(scenario: dict[str, Any], name: str) -> bytes:
    """A result file of `run --formats`."""
    result = simulate(Scenario.from_dict(scenario, packaged_only=True))
    ending = FILES[name][0]
    with tempfile.TemporaryDirectory(prefix="multipolar-") as folder:
        return write_result(result, Path(folder), [ending])[ending].read_bytes()


def _last(scenario: dict[str, Any]) -> bytes:
    """The first stage of a run, as a line of its stream."""
    return line_of(next(stages(Scenario.from_dict(scenario, packaged_only=True), wanted=("last",))))


def line_of(stage: Stage) -> bytes:
    """A stage as a line of a stream."""
    return dumps({"stage": stage.name, "seconds": stage.seconds, "result": stage.plain})


TASKS: dict[str, Callable[..., bytes]] = {
    "last": _last,
    "coalition": _coalition,
    "order": _order,
    "question": _question,
    "export": _export,
    "news": news_of,
    "brief": brief_of,
}
"""What can be asked for, by name."""


def compute(name: str, arguments: tuple[Any, ...]) -> bytes:
    """An answer of `TASKS`.

    Args:
        name: of the task. arguments: plain values.
    """
    return TASKS[name](*arguments)

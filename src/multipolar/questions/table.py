"""The table of questions: what each asks, where its answer is computed, and how it is checked."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from multipolar.errors import InputError
from multipolar.move_base import Frozen

__all__ = ["Change", "Check", "Question", "Ranking", "Reason", "Source", "Verdict", "questions"]


class Change(Frozen):
    """A change of what a question is computed from.

    Args:
        move: id of a move. fields: its new values. add: moves to add, each `{kind: fields}`. drop: ids to leave out.
        arguments: of the command, in place of the question's own. settings: of the scenario.
    """

    move: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    add: tuple[dict[str, dict[str, Any]], ...] = ()
    drop: tuple[str, ...] = ()
    arguments: dict[str, Any] = Field(default_factory=dict)
    settings: dict[str, Any] = Field(default_factory=dict)


class Check(Frozen):
    """How a question is tested.

    Args:
        quick: makes the run cheap; part of every run of the check. larger: a larger dose. goes: where the answer must go.
        field: what the larger dose moves, where the answer itself knows no dose. placebo: must do nothing to the answer.
    """

    quick: Change = Change()
    larger: Change
    goes: Literal["up", "down"]
    field: str | None = None
    placebo: Change


class Verdict(Frozen):
    """A word for the size of an answer: `{verdict}` in a sentence is the first whose bound lies above it.

    Args:
        below: bound of the absolute answer, in its unit; none for the last. words: as they open the sentence.
    """

    below: float | None = None
    words: str


class Source(Frozen):
    """Where an answer is computed: a run of a packaged scenario, or a command with its arguments."""

    scenario: str | None = None
    command: str | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.scenario is None) == (self.command is None):
            raise ValueError("give exactly one of scenario and command")
        return self


class Ranking(Frozen):
    """States, or whatever else a part of the object lists, by the size of a field; `{most}` or `{least}` in a sentence.

    Args:
        over: path of an object or a list. field: path inside each entry. label: field that names an entry of a list.
        count: how many. scale, digits, signed: how the numbers are written. sign: only positive or only negative ones.
        first: whether the largest in size come first, or the lowest values.
    """

    over: str
    field: str
    label: str | None = None
    count: int = 3
    scale: float = 1.0
    digits: int = 3
    signed: bool = True
    sign: Literal["any", "up", "down"] = "any"
    first: Literal["largest", "least"] = "largest"


class Reason(Frozen):
    """How the top channel of an answer is found; exactly one is given.

    Args:
        split: country whose real income is split by move. position: state whose change of position is. closeness: state
            and pole. largest: path of an object, its largest number, or the largest among `of`. text: path of a text.
        words: fixed words, for identities.
    """

    split: str | None = None
    position: str | None = None
    closeness: tuple[str, str] | None = None
    largest: str | None = None
    text: str | None = None
    words: str | None = None
    of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Self:
        ways = ("split", "position", "closeness", "largest", "text", "words")
        if sum(getattr(self, name) is not None for name in ways) != 1:
            raise ValueError("give exactly one way to find the reason")
        return self


class Question(Frozen):
    """A question and everything that its answer needs.

    Args:
        id, mechanism, question: name, row of the table of mechanisms, and the question in plain words.
        missing: what a later release must bring; such a question has no answer yet.
        source: where it is computed. against: scenario whose value is taken off.
        answer: path of the number. scale, unit, digits, signed: how it is written.
        interval: path of a pair, two paths, `exact`, or `draws` where only draws give one; span: what it spans, in words.
        paired_income: economy whose difference of real income between both scenarios has a range over closures and sets.
        parts: more paths for the sentence. percent: those of them that are fractions and are told times 100. ranking, least: see `Ranking`. verdicts: see `Verdict`.
        sentence: template with `{answer}`, `{verdict}`, `{most}`, `{least}` and parts, after `_before` those of `against`.
        reason: top channel. parameters: names in `params/alignment.yaml` that the answer rests on. grade, evidence: in
            words, with the source. next: command to run next. page: of the documentation. check: how it is tested.
    """

    id: str
    mechanism: str
    question: str
    missing: str = ""
    source: Source | None = None
    against: str | None = None
    answer: str = ""
    scale: float = 1.0
    unit: str = ""
    digits: int = 3
    signed: bool = False
    interval: str | tuple[str, str] = "draws"
    span: str = ""
    paired_income: str | None = None
    parts: dict[str, str] = Field(default_factory=dict)
    percent: tuple[str, ...] = ()
    ranking: Ranking | None = None
    least: Ranking | None = None
    verdicts: tuple[Verdict, ...] = ()
    sentence: str = ""
    reason: Reason | None = None
    parameters: tuple[str, ...] = ()
    grade: str = ""
    evidence: str = ""
    next: str = ""
    page: str = ""
    check: Check | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed = ("source", "answer", "unit", "sentence", "reason", "grade", "evidence", "next", "page", "check")
        lacking = [name for name in needed if not getattr(self, name)]
        if not self.missing and lacking:
            raise ValueError(f"a question that is answered needs {', '.join(lacking)}")
        return self

    @property
    def scenario(self) -> str | None:
        """Name of the packaged scenario that it is answered from; none for other commands."""
        if self.source is None:
            return None
        found = self.source.scenario or self.source.arguments.get("scenario")
        return None if found is None else str(found)

    @property
    def command(self) -> str:
        """What to type for everything behind the answer; empty where there is none yet."""
        if self.source is None:
            return ""
        if self.source.scenario is not None:
            return f"multipolar run {self.source.scenario}"
        words = [self.source.command or ""]
        for name, value in self.source.arguments.items():
            if name in INNER:
                continue
            option = [f"--{name}"] if name in OPTIONS else []
            words += [*option, *(str(w) for w in (value if isinstance(value, list) else [value]))]
        return " ".join(["multipolar", *words])


OPTIONS, INNER = ("horizon", "without", "reform", "leaves"), ("part", "draws")
"""Arguments of a command that are typed as options, and those that only say which part of its output is asked for."""


@functools.cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the table.

    Raises:
        InputError: an entry that cannot be read, with its place.
    """
    text = resources.files("multipolar").joinpath("questions/questions.yaml").read_text(encoding="utf8")
    found = []
    for at, entry in enumerate(yaml.safe_load(text)["questions"]):
        try:
            found.append(Question.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            name = entry.get("id", f"entry {at + 1}")
            raise InputError(f"questions.yaml: {name}: {where or 'entry'}: {first['msg']}") from error
    return tuple(found)

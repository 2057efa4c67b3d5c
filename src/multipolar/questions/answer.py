"""The answer to a question: one sentence with number, unit and interval, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from multipolar.errors import InputError
from multipolar.labels import state_name, state_names
from multipolar.progress import Progress
from multipolar.questions.evidence import grade_of
from multipolar.questions.paths import at, number
from multipolar.questions.reasons import reason_of
from multipolar.questions.sources import Found, found_for
from multipolar.questions.spans import Span, span_of
from multipolar.questions.table import Change, Question, Ranking, Reason
from multipolar.scenario import Scenario, load_scenario

__all__ = ["Answer", "ask"]


class _Missing:
    """Stands for a number that there is none of, in every format."""

    def __format__(self, spec: str) -> str:
        return "no data"


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    Args:
        question: what was asked. value: the number, in its unit; None without data. interval: low and high, or None;
            interval_of: what it spans, or why there is none. sentence: the answer. reason: top channel.
        grade: of the evidence; weak: whether it tells no sign. draws: how many the interval rests on; 0 without.
    """

    question: Question
    value: float | None
    interval: tuple[float, float] | None
    interval_of: str
    sentence: str
    reason: str
    grade: str
    weak: bool
    draws: int = 0


def ask(
    question: Question,
    *changes: Change,
    scenario: Scenario | None = None,
    draws: int = 0,
    seed: int = 0,
    ranges: bool = True,
    progress: Progress | None = None,
) -> Answer:
    """Answer a question.

    Args:
        question: that has a source. changes: of what it is computed from; of them the scenario that it is compared with
            takes the settings alone. scenario: in place of the question's own, such as that with other levers; a reason in
            fixed words is then left out, as it was written for the other. draws: for the interval, 0 for none; seed: of them. ranges: also solve other closures and sets where the interval spans them.
        progress: called after each step.

    Raises:
        InputError: a question without an answer yet or without a scenario, one that compares two scenarios where another is
            given, or a path that leads nowhere.
        NotSolvedError: no equilibrium.
    """
    if scenario is not None and question.scenario is None:
        raise InputError(f"question {question.id}: it is answered from a command, not from a scenario.")
    if scenario is not None and question.against is not None:
        raise InputError(
            f"question {question.id}: it compares {question.scenario} with {question.against}, and only one was changed. "
            "Ask it without a scenario, or run both changed scenarios and compare them."
        )
    wide = ranges and draws == 0 and (question.paired_income is not None or "range" in str(question.interval))
    found = found_for(question, *changes, scenario=scenario, ranges=wide, draws=draws, seed=seed, progress=progress)
    other = None
    if question.against is not None:
        same = [Change(settings=change.settings) for change in changes]
        against = load_scenario(question.against)
        other = found_for(question, *same, scenario=against, ranges=wide, draws=draws, seed=seed, progress=progress)
    value = _value(question, found, other)
    span = span_of(question, found, other, value, draws=draws, ranges=wide)
    belief = "measured" if found.result is None else found.result.scenario.settings.beliefs
    grade, weak = grade_of(question, belief)
    return Answer(
        question=question,
        value=value,
        interval=span.ends,
        interval_of=span.what,
        sentence=_sentence(question, found, other, value, span),
        reason=reason_of(question.reason, found, other) if _tells(question.reason, scenario) else "",
        grade=grade,
        weak=weak,
        draws=span.draws,
    )


def _tells(reason: Reason | None, scenario: Scenario | None) -> TypeGuard[Reason]:
    return reason is not None and (scenario is None or reason.words is None)


def _value(question: Question, found: Found, other: Found | None) -> float | None:
    """The number of the answer in its unit."""
    value = number(at(found.plain, question.answer))
    if other is not None and value is not None:
        less = number(at(other.plain, question.answer))
        value = None if less is None else value - less
    return None if value is None else question.scale * value


def _sentence(question: Question, found: Found, other: Found | None, value: float | None, span: Span) -> str:
    """The template with its numbers filled in."""
    sign = "+" if question.signed else ""

    def written(x: float) -> str:
        return f"{x:{sign},.{question.digits}f}"

    answer = "no data" if value is None else f"{written(value)} {question.unit}"
    if span.ends is not None:
        answer += f" ({written(span.ends[0])} to {written(span.ends[1])}, {span.what})"
    elif span.what:
        answer += f" ({span.what})"
    fields = {name: _part(question, found, name) for name in question.parts}
    if other is not None:
        fields |= {f"{name}_before": _part(question, other, name) for name in question.parts}
    for name, ranking in (("most", question.ranking), ("least", question.least)):
        if ranking is not None:
            fields[name] = _first(ranking, found.plain)
    if question.verdicts:
        fields["verdict"] = _verdict(question, value)
    return question.sentence.format(answer=answer, **fields)


def _verdict(question: Question, value: float | None) -> str:
    if value is None:
        return "No data"
    return next(v.words for v in question.verdicts if v.below is None or abs(value) < v.below)


def _part(question: Question, found: Found, name: str) -> Any:
    """A number, a text or a list of names for a template."""
    value = at(found.plain, question.parts[name])
    if isinstance(value, list | tuple):
        return ", ".join(state_name(str(v)) for v in value) or "none"
    if isinstance(value, str):
        return state_name(value)
    size = number(value)
    return _Missing() if size is None else size * (100 if name in question.percent else 1)


def _first(ranking: Ranking, plain: Mapping[str, Any]) -> str:
    """Names and sizes of the first entries of a ranking."""
    listed = at(plain, ranking.over)
    if isinstance(listed, Mapping):
        entries = list(listed.items())
    else:
        entries = [(str(at(e, ranking.label or "name")), e) for e in listed]
    sizes = [(name, number(at(e, ranking.field))) for name, e in entries if not _is_pole(e)]
    known = [(name, ranking.scale * v) for name, v in sizes if v is not None and _wanted(ranking, v)]
    known.sort(key=lambda pair: pair[1] if ranking.first == "least" else -abs(pair[1]))
    plus = "+" if ranking.signed else ""
    named = [
        f"{state_name(n) if n in state_names() else n} ({v:{plus}.{ranking.digits}f})"
        for n, v in known[: ranking.count]
    ]
    return ", ".join(named) or "nobody"


def _is_pole(entry: Any) -> bool:
    return isinstance(entry, Mapping) and entry.get("is_pole") is True


def _wanted(ranking: Ranking, value: float) -> bool:
    return ranking.sign == "any" or (value > 0) == (ranking.sign == "up")

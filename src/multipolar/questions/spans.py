"""Intervals of answers: over draws where they were asked for, else over closures and sets, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.questions.paths import at, number
from multipolar.questions.sources import Found
from multipolar.questions.table import Question

__all__ = ["NO_INTERVAL", "Span", "span_of"]

NO_INTERVAL = "no interval without --draws"


@dataclass(frozen=True)
class Span:
    """Low and high end in the unit of the answer, or None; what they span, or why there are none; draws behind them."""

    ends: tuple[float, float] | None
    what: str
    draws: int = 0


def span_of(
    question: Question, found: Found, other: Found | None, value: float | None, *, draws: int, ranges: bool
) -> Span:
    """The interval of an answer.

    Args:
        question: what was asked. found, other: what it is answered from. value: the answer. draws: asked for.
        ranges: whether other closures and sets were solved.
    """
    if value is None:
        return Span(None, "")
    if question.interval == "exact":
        return Span(None, question.span or "exact")
    drawn = _drawn(question, found, other) if draws else None
    if drawn is not None:
        return Span(drawn, f"80 % of {draws} draws", draws)
    if question.paired_income is not None and other is not None:
        ends = _paired(found.plain, other.plain, question.paired_income) if ranges else None
        return Span(ends, question.span if ends else NO_INTERVAL)
    pair = None if question.interval == "draws" else _pair(found.plain, question.interval)
    if pair is None:
        return Span(None, NO_INTERVAL)
    low, high = sorted(question.scale * end for end in pair)
    return Span((low, high), question.span)


def _drawn(question: Question, found: Found, other: Found | None) -> tuple[float, float] | None:
    """10 and 90 % of the draws; None where the answer is not drawn."""
    if other is not None:
        return _drawn_difference(question, found, other)
    value = at(found.plain, question.answer)
    if not isinstance(value, Mapping) or value.get("p10") is None:
        return None
    low, high = sorted(question.scale * value[end] for end in ("p10", "p90"))
    return low, high


def _drawn_difference(question: Question, found: Found, other: Found) -> tuple[float, float] | None:
    """10 and 90 % of the difference, draw by draw: both runs share their random numbers by name and seed."""
    columns = [_column(side, question.answer) for side in (found, other)]
    if columns[0] is None or columns[1] is None:
        return None
    shared = sorted(set(columns[0]) & set(columns[1]))
    gaps = [question.scale * (columns[0][k] - columns[1][k]) for k in shared]
    low, high = np.nanquantile(gaps, [0.1, 0.9]).tolist()
    return low, high


def _column(found: Found, path: str) -> dict[int, float] | None:
    """Values of a number of a country, or of closeness of a state, by draw; None for other paths or without draws."""
    draws = None if found.result is None else found.result.draws
    if draws is None:
        return None
    keys = path.split(".")
    if keys[0] == "countries" and len(keys) == 3:
        values = draws.numbers[f"country.{keys[2]}"][:, draws.place("country", keys[1])]
    elif keys[0] == "alignment" and len(keys) == 5 and keys[3] == "closeness_change":
        i, p = draws.place("state", keys[2]), draws.place("pole", keys[4])
        values = draws.numbers["closeness.closeness_change"][:, -1, i, p]
    else:
        return None
    return dict(zip(draws.used, values.tolist(), strict=True))


def _pair(plain: Mapping[str, Any], interval: str | tuple[str, str]) -> tuple[float, float] | None:
    """Both ends at a path, or at two; None where there are none."""
    if isinstance(interval, str):
        given = at(plain, interval)
        ends = [None, None] if given is None else [number(e) for e in given]
    else:
        ends = [number(at(plain, path)) for path in interval]
    low, high = ends[0], ends[1]
    return None if low is None or high is None else (low, high)


def _paired(plain: Mapping[str, Any], other: Mapping[str, Any], country: str) -> tuple[float, float] | None:
    """Smallest and largest difference of real income between two runs over closures and sets that both solved."""
    gaps = []
    for group in ("closures", "elasticity_sets"):
        for name, outcome in plain[group].items():
            two = [o["real_income_pct"] for o in (outcome, other[group].get(name, {"real_income_pct": None}))]
            if all(values is not None for values in two):
                gaps.append(two[0][country] - two[1][country])
    return (min(gaps), max(gaps)) if len(gaps) > 1 else None

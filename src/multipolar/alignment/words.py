"""Alignment in words: numbers with their intervals, who moves most and why, how good the evidence is, why nobody moves.

Everything here reads the plain values of `alignment_to_dict`, in which a number is a number or, with draws, an object
that holds the point and its quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.alignment.doses import LEVERS
from multipolar.alignment.outcome import Alignment
from multipolar.labels import state_in_text
from multipolar.params.alignment import alignment_settings

__all__ = [
    "BELIEFS_IN_WORDS",
    "CLOSER",
    "MOVED",
    "PEERS",
    "TOLD",
    "Number",
    "alignment_settings",
    "channel_words",
    "evidence",
    "grades",
    "most_moved",
    "nearest_half_way",
    "number",
    "point",
    "pole_words",
    "shown_reasons",
    "still",
    "summary",
    "times",
    "weak",
]

MOVED, CLOSER = 5e-4, 5e-4
TOLD = 5e-5
"""Changes of a position (ideal points) and of closeness (fractions) that are smaller are not listed; parts below the last are summed."""
PEERS = ", passed on by peers"
"""What a channel carries where a state takes over the movement of its peers."""
WEAK = ("weak", "judgement", "null", "association", "contested", "provisional")
MOST_TIMES = 10_000

BELIEFS_IN_WORDS = {
    "measured": "what our own estimates find; where they find nothing the mean is zero",
    "literature": "what published studies find",
    "article": "what the articles take for granted",
}
"""What each belief takes its parameters from."""
CHANNELS_IN_WORDS = {
    "income": "real income",
    "dependence": "dependence on trade",
    "loans": "loans",
    "aid": "aid",
    "visit": "visits and calls",
    "guarantee": "guarantees and doubts",
    "sanction": "sanctions",
    "pressure": "pressure",
    "attention": "attention",
    "membership": "shared organisations",
}


@dataclass(frozen=True)
class Number:
    """A number and, where it was drawn, its 80 % interval.

    Args:
        point: at the means of the parameters. low, high: 10 and 90 % of the draws; None without draws.
    """

    point: float
    low: float | None = None
    high: float | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the interval holds zero inside."""
        return self.low is not None and self.high is not None and self.low < 0 < self.high


def number(value: Any) -> Number | None:
    """A number of the plain values, with or without draws; None where there is none.

    Args:
        value: a number, an object with `point`, `p10` and `p90`, or None.
    """
    if isinstance(value, Mapping):
        return None if value["point"] is None else Number(value["point"], value["p10"], value["p90"])
    return None if value is None else Number(float(value))


def point(value: Any) -> float | None:
    """The point of a number of the plain values; None where there is none."""
    found = number(value)
    return None if found is None else found.point


def channel_words(channel: str) -> str:
    """A channel as people say it: 'aid', 'real income, passed on by peers'."""
    own = channel.removesuffix(PEERS)
    return CHANNELS_IN_WORDS[own] + channel[len(own) :]


def pole_words(pole: str) -> str:
    """A pole inside a sentence."""
    return state_in_text(pole)


def evidence(found: Alignment, channel: str) -> str:
    """Grade of the evidence for a channel under the belief of a run.

    Args:
        found: alignment of the run. channel: as in the reasons.
    """
    return found.priors[channel.removesuffix(PEERS)].grade


def weak(grade: str) -> bool:
    """Whether a grade is weak: a judgement, a null, an association or a contested finding in any part of it."""
    return any(word in grade for word in WEAK)


def grades(found: Alignment, reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """How good the evidence is for the channels of some reasons, a text each: 'aid: weak evidence, judgement'.

    Args:
        found: alignment of the run. reasons: as `shown_reasons` gives them.
    """
    known = {r["in_words"].removesuffix(PEERS): evidence(found, r["channel"]) for r in reasons}
    return [f"{what}: {'weak evidence' if weak(grade) else 'evidence'}, {grade}" for what, grade in known.items()]


def _size(row: Mapping[str, Any], name: str) -> float:
    return abs(point(row[name]) or 0.0)


def _closer(row: Mapping[str, Any]) -> float:
    return max((abs(point(v) or 0.0) for v in row["closeness_change"].values()), default=0.0)


def most_moved(plain: Mapping[str, Any], count: int | None = None) -> list[str]:
    """States whose position, and then whose closeness, changes most; poles and states that stay are left out.

    Args:
        plain: of `alignment_to_dict`. count: how many; None for all.
    """
    states = plain["states"]
    moved = [
        s
        for s, row in states.items()
        if not row["is_pole"] and (_size(row, "alignment_change") > MOVED or _closer(row) > CLOSER)
    ]
    moved.sort(key=lambda s: (-round(_size(states[s], "alignment_change"), 3), -_closer(states[s])))
    return moved[:count]


def times(value: float) -> str:
    """A multiple as people say it."""
    if value > MOST_TIMES:
        return f"more than {MOST_TIMES:,}"
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def nearest_half_way(plain: Mapping[str, Any]) -> tuple[str, str, float] | None:
    """State, pole and multiple of the upper end of the estimate where the least would bring a state half-way to a pole.

    Args:
        plain: of `alignment_to_dict`. None where the moves pull nobody.
    """
    found = [
        (value, state, pole)
        for state, row in plain["states"].items()
        for pole, value in _upper_ends(row)
        if value is not None
    ]
    if not found:
        return None
    value, state, pole = min(found)
    return state, pole, value


def _upper_ends(row: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    for pole, needed in row["required_half_way"].items():
        yield pole, point(needed["times_upper_end"])


def _touched(found: Alignment) -> list[str]:
    """Levers that the moves of the last year touch."""
    used = np.abs(found.last.doses.attraction).max(axis=(0, 2, 3)) > 0
    named = [name for name, there in zip(LEVERS, used.tolist(), strict=True) if there]
    return [*named, *(["membership"] if found.last.doses.organisations.any() else [])]


def still(found: Alignment, plain: Mapping[str, Any]) -> str:
    """Why no position moves, in a sentence or two, and what it would take; empty where one does.

    Args:
        found: alignment of the run. plain: the same as plain values.
    """
    if any(_size(row, "alignment_change") > MOVED for row in plain["states"].values()):
        return ""
    touched = [name for name in _touched(found) if name in CHANNELS_IN_WORDS]
    if not touched:
        return "No state's position moves: the moves in force in the last year touch nothing that acts on positions."
    centred = [CHANNELS_IN_WORDS[name] for name in touched if found.values[name] == 0]
    if len(centred) == len(touched):
        return (
            f"No state's position moves: the moves act through {_listed(centred)}, and under the belief {found.belief} "
            f"the pull of {'that' if len(centred) == 1 else 'these'} on votes is centred on zero.{_needed(plain)}"
        )
    return f"No state's position moves by more than {MOVED:g} ideal points: the doses are small.{_needed(plain)}"


def _needed(plain: Mapping[str, Any]) -> str:
    nearest = nearest_half_way(plain)
    if nearest is None:
        return ""
    state, pole, value = nearest
    return (
        f" The nearest is {pole_words(state)}: for it to go half-way to {pole_words(pole)} the pull would have to be "
        f"{times(value)} times the upper end of the estimate."
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def shown_reasons(row: Mapping[str, Any], count: int) -> tuple[list[dict[str, Any]], float]:
    """The largest reasons of a state with `channel` in words, and the sum of all others; together the whole change.

    Args:
        row: of a state in the plain values. count: how many reasons.
    """
    told = [
        {**reason, "in_words": channel_words(reason["channel"]), "size": point(reason["ideal_points"]) or 0.0}
        for reason in row["why"]
    ]
    listed = [reason for reason in told[:count] if abs(reason["size"]) >= TOLD]
    rest = sum(reason["size"] for reason in told[len(listed) :]) + (point(row["why_rest"]) or 0.0)
    return listed, rest


def summary(found: Alignment, plain: Mapping[str, Any]) -> str:
    """Alignment of a run in one sentence, or two where nobody moves.

    Args:
        found: alignment of the run. plain: the same as plain values.
    """
    reason = still(found, plain)
    if reason:
        return reason
    states = plain["states"]
    top = max((s for s in states if not states[s]["is_pole"]), key=lambda s: _size(states[s], "alignment_change"))
    row, change = states[top], number(states[top]["alignment_change"]) or Number(0.0)
    first = max(row["why"], key=lambda r: abs(point(r["ideal_points"]) or 0.0))
    first = {**first, "in_words": channel_words(first["channel"]), "size": point(first["ideal_points"]) or 0.0}
    towards = "towards" if first["size"] * (plain["pole_positions"][first["pole"]] - _before(row)) > 0 else "away from"
    spread = (
        "" if change.low is None or change.high is None else f" (80 % interval {change.low:+.3f} to {change.high:+.3f})"
    )
    quality = "; weak evidence" if weak(evidence(found, first["channel"])) else ""
    return (
        f"Alignment: {pole_words(top)} moves most, {change.point:+.3f} ideal points{spread}, {towards} "
        f"{pole_words(first['pole'])}, mainly through {first['in_words']} ({first['moves']}); a position that no move "
        f"touches wanders by {point(plain['noise_sd']):.2f}{quality}."
    )


def _before(row: Mapping[str, Any]) -> float:
    return (point(row["alignment"]) or 0.0) - (point(row["alignment_change"]) or 0.0)

"""The section on alignment: who moves towards whom, why, what it would take, and what all of it rests on."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.alignment import Alignment
from multipolar.alignment.words import (
    BELIEFS_IN_WORDS,
    TOLD,
    Number,
    alignment_settings,
    grades,
    most_moved,
    number,
    point,
    pole_words,
    shown_reasons,
    still,
    summary,
    times,
    weak,
)
from multipolar.report.alignment_map import MOST_POLES, alignment_map
from multipolar.report.charts import Bar
from multipolar.report.economies import begin, display_name
from multipolar.report.numbers import MINUS, signed, words
from multipolar.result import Result

__all__ = ["alignment_section"]

PANELS, PARTS = 4, 8
"""States whose reasons are drawn, and reasons told one by one."""
WIDTH, THINNEST = 200.0, 0.8
"""Length of an axis in its own units, and of the shortest bar."""
NOTICED = 1.96
"""Standard deviations of the noise that a change must pass to be told from it."""


def alignment_section(result: Result, plain: Mapping[str, Any]) -> dict[str, Any]:
    """What the template needs; `known` is False where alignment was not computed.

    Args:
        result: the run. plain: its `to_dict()`.
    """
    found, aligned = result.alignment, plain["alignment"]
    if found is None or aligned is None:
        told = [w for w in result.warnings if w.startswith("alignment: ")]
        return {"known": False, "reason": told[0] if told else "alignment: not asked for"}
    panels = [_panel(found, aligned, state) for state in most_moved(aligned) if aligned["states"][state]["why"]]
    return {
        "known": True,
        "summary": _typeset(summary(found, aligned)),
        "still": still(found, aligned),
        "belief": found.belief,
        "belief_means": BELIEFS_IN_WORDS[found.belief],
        "year": aligned["year"],
        "positions_of": aligned["positions_of"],
        "noise": point(aligned["noise_sd"]),
        "noticed": NOTICED * (point(aligned["noise_sd"]) or 0.0),
        "poles": [{"code": p, "name": begin(display_name(p))} for p in aligned["poles"]],
        "map": alignment_map(aligned),
        "most_poles": MOST_POLES,
        "panels": panels[:PANELS],
        "rows": _rows(aligned),
        "no_data": _no_data(aligned["no_data"]),
        "parameters": _parameters(found, aligned),
        "settings": list(alignment_settings().values()),
        "vintages": aligned["vintages"],
        "drawn": any(number_.low is not None for number_ in _changes(aligned)),
    }


def _typeset(sentence: str) -> str:
    """A sentence with true minus signs."""
    return sentence.replace(" -0", f" {MINUS}0").replace("(-", f"({MINUS}")


def _changes(aligned: Mapping[str, Any]) -> list[Number]:
    found = (number(row["alignment_change"]) for row in aligned["states"].values())
    return [value for value in found if value is not None]


def _panel(found: Alignment, aligned: Mapping[str, Any], state: str) -> dict[str, Any]:
    """Reasons of one state as a waterfall with its table, and what it would take to go half-way to each pole."""
    row = aligned["states"][state]
    reasons, rest = shown_reasons(row, PARTS)
    change = number(row["alignment_change"]) or Number(0.0)
    parts = [
        {
            "moves": reason["moves"],
            "channel": reason["in_words"],
            "pole": reason["pole"],
            "size": reason["size"],
        }
        for reason in reasons
    ]
    if abs(rest) >= TOLD:
        parts.append({"moves": "all others", "channel": "", "pole": "", "size": rest})
    bars, whole, zero = _waterfall([float(part["size"]) for part in parts])
    noise = point(aligned["noise_sd"]) or 0.0
    return {
        "name": display_name(state),
        "code": state,
        "parts": [{**part, "bar": drawn} for part, drawn in zip(parts, bars, strict=True)],
        "total": {"change": change, "bar": whole},
        "zero": zero,
        "noise_share": abs(change.point) / noise if noise else None,
        "noticed": abs(change.point) > NOTICED * noise,
        "evidence": grades(found, reasons),
        "half_way": [
            f"{begin(pole_words(pole))}: {_needed(row['required_half_way'][pole])}" for pole in row["required_half_way"]
        ],
    }


def _needed(required: Mapping[str, Any]) -> str:
    own, upper = point(required["times_estimate"]), point(required["times_upper_end"])
    if own is None and upper is None:
        return "the moves do not pull it there"
    first = "the estimate does not pull it there" if own is None else f"{times(own)} times the pull of this run"
    return first if upper is None else f"{first}; {times(upper)} times the upper end of the estimate"


def _waterfall(sizes: Sequence[float]) -> tuple[list[Bar], Bar, float]:
    """Bars that each start where the one before ends, the bar of their sum, and the place of zero, on one axis.

    Args:
        sizes: of the parts, in the order drawn.
    """
    sums = [0.0]
    for size in sizes:
        sums.append(sums[-1] + size)
    low, width = min(sums), (max(sums) - min(sums)) or 1.0

    def drawn(start: float, end: float) -> Bar:
        left, right = sorted(WIDTH * (value - low) / width for value in (start, end))
        return Bar(round(left, 1), max(round(right - left, 1), THINNEST), end < start)

    bars = [drawn(start, end) for start, end in itertools.pairwise(sums)]
    return bars, drawn(0.0, sums[-1]), round(WIDTH * -low / width, 1)


def _rows(aligned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a state, largest change of position first, then of closeness; poles at the end."""
    states, order = aligned["states"], most_moved(aligned)
    rank = {state: k for k, state in enumerate(order)}
    ranked = sorted(states, key=lambda s: (states[s]["is_pole"], rank.get(s, len(order)), states[s]["name"]))
    return [_row(state, states[state], aligned) for state in ranked]


def _row(state: str, row: Mapping[str, Any], aligned: Mapping[str, Any]) -> dict[str, Any]:
    noise = point(aligned["noise_sd"]) or 0.0
    change = number(row["alignment_change"])
    needed = [(v, p) for p, r in row["required_half_way"].items() if (v := point(r["times_upper_end"])) is not None]
    least = min(needed, default=None)
    return {
        "code": state,
        "name": display_name(state),
        "is_pole": row["is_pole"],
        "position": point(row["alignment"]),
        "change": change,
        "noise_share": None if change is None or not noise else abs(change.point) / noise,
        "closeness": [_closeness(row, pole) for pole in aligned["poles"]],
        "hedging": point(row["hedging"]),
        "engagement": point(row["engagement"]),
        "ties": [point(row["tie"][pole]) for pole in aligned["poles"]],
        "needed": None if least is None else {"times": least[0], "in_words": times(least[0]), "pole": least[1]},
    }


def _closeness(row: Mapping[str, Any], pole: str) -> dict[str, Any]:
    """Closeness in per cent and its change in points, with the interval of the change where it was drawn."""
    after, change = point(row["closeness"][pole]), number(row["closeness_change"][pole])
    moved = None if change is None else 100 * change.point
    span = None if change is None or change.low is None else (100 * change.low, 100 * (change.high or 0.0))
    return {
        "value": None if after is None else 100 * after,
        "change": None if moved is None else 0.0 if abs(moved) < 5e-3 else moved,
        "span": None if span is None else f"{signed(span[0], 1)} to {signed(span[1], 1)}",
        "uncertain": change is not None and change.uncertain,
    }


def _no_data(lost: Mapping[str, str]) -> list[dict[str, Any]]:
    """States and territories without data, by reason."""
    reasons: dict[str, list[str]] = {}
    for code, reason in lost.items():
        reasons.setdefault(reason, []).append(display_name(code))
    return [{"reason": reason, "count": len(n), "names": words(sorted(n))} for reason, n in reasons.items()]


def _parameters(found: Alignment, aligned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every parameter of the run with its source and grade."""
    rows = []
    for name, value in aligned["parameters"].items():
        prior = found.priors[name]
        dose = "" if not prior.dose_unit else f"per {prior.dose:g} {prior.dose_unit}"
        rows.append(
            {
                "name": name,
                "section": prior.section,
                "meaning": prior.meaning,
                "value": point(value),
                "sd": prior.sd,
                "unit": prior.unit,
                "dose": dose,
                "source": prior.source,
                "grade": prior.grade,
                "weak": weak(prior.grade),
                "note": prior.note,
            }
        )
    return rows

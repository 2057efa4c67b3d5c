"""The top channel of an answer: the move, the lever or the component that does most of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from multipolar.alignment import Alignment, close_to
from multipolar.alignment.doses import TIES
from multipolar.params.alignment import alignment_priors
from multipolar.questions.paths import at, number
from multipolar.questions.sources import Found
from multipolar.questions.table import Reason

__all__ = ["reason_of"]

STILL = 1e-9


def reason_of(reason: Reason, found: Found, other: Found | None = None) -> str:
    """The top channel in words; says so where nothing acts.

    Args:
        reason: how to find it. found: what the question is answered from. other: what is taken off, if anything.
    """
    if reason.split is not None:
        return _by_move(found.plain, reason.split)
    if reason.position is not None:
        return _position(found.plain, reason.position)
    if reason.closeness is not None:
        alignment = None if found.result is None else found.result.alignment
        before = None if other is None or other.result is None else other.result.alignment
        return "no data" if alignment is None else _closeness(alignment, before, *reason.closeness)
    if reason.largest is not None:
        given = at(found.plain, reason.largest)
        sizes = {k: number(given[k]) for k in reason.of or given}
        top = max((k for k in sizes if sizes[k] is not None), key=lambda k: abs(sizes[k] or 0.0))
        return f"{top.replace('_', ' ')} ({sizes[top]:+.3f})"
    if reason.text is not None:
        return str(at(found.plain, reason.text))
    return reason.words or ""


def _by_move(plain: Mapping[str, Any], country: str) -> str:
    """The group of moves with the largest part of the change of real income, and its part."""
    split = plain["by_move"]
    if split is None:
        return "no data: the change was not split by move"
    parts = {m["label"]: number(m["real_income_pct"][country]) or 0.0 for m in split["moves"]}
    top = max(parts, key=lambda label: abs(parts[label]))
    whole = number(plain["countries"][country]["real_income_pct"]) or 0.0
    return f"{top} ({parts[top]:+.3f} of {whole:+.3f})"


def _position(plain: Mapping[str, Any], state: str) -> str:
    """The largest part of the change of a position: moves, channel, pole and size."""
    why = at(plain, f"alignment.states.{state}.why")
    if not why:
        return "no move acts on its position: the channels that they touch are centred on zero"
    top = why[0]
    return (
        f"{top['moves']}, through {top['channel']} of {top['pole']} ({number(top['ideal_points']):+.4f} ideal points)"
    )


def _closeness(found: Alignment, less: Alignment | None, state: str, pole: str) -> str:
    """Which of position, ties and trade changes closeness most, alone, and the move behind a tie."""
    base, last = found.base, found.last
    i, p = base.states.index(state), base.poles.index(pole)
    start: tuple[Any, Any, Any] = (base.position[i], base.tie[i], base.dependence[i])
    if less is not None:
        start = (less.position()[i], less.last.tie[i], less.last.dependence[i])
    ends = {
        "its position": (found.position()[i], *start[1:]),
        "its ties": (start[0], last.tie[i], start[2]),
        "its trade": (*start[:2], last.dependence[i]),
    }
    before = _share(found, i, p, *start)
    parts = {name: _share(found, i, p, *end) - before for name, end in ends.items()}
    top = max(parts, key=lambda name: abs(parts[name]))
    if abs(parts[top]) < STILL:
        return "nothing: no move acts on it"
    told = f"{100 * parts[top]:+.2f} points"
    if top == "its ties":
        kind, moves = _tie_move(found, i, () if less is None else less.labels)
        return f"{top}, by {kind} ({moves}), {told}"
    return f"{top}, {told}"


def _share(found: Alignment, i: int, p: int, position: Any, tie: Any, dependence: Any) -> float:
    """Closeness of one state to a pole under other values of its own; the other states are as they were."""
    base = found.base
    theta, ties, trade = base.position.copy(), base.tie.copy(), base.dependence.copy()
    theta[i], ties[i], trade[i] = position, tie, dependence
    return float(close_to(base, theta, ties, trade, found.values)[i, p])


def _tie_move(found: Alignment, i: int, known: tuple[str, ...]) -> tuple[str, str]:
    """Kind of dose and label of moves that change the ties of a state most, moves that are known left out."""
    priors = alignment_priors("measured")
    per_dose = [found.values[k] / (priors[k].dose if np.isfinite(priors[k].dose) else 1.0) for k in TIES]
    sizes = abs(np.array(per_dose)[None, :, None] * found.last.doses.tie[:, :, i, :]).max(axis=2)
    sizes[[label in known for label in found.labels[: len(sizes)]]] = 0.0
    g, k = np.unravel_index(int(sizes.argmax()), sizes.shape)
    return TIES[int(k)].removeprefix("tie_").replace("_", " "), found.labels[int(g)]

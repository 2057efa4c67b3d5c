"""Labels: states by ISO3, exact alignment of axes, and the nearest valid name."""

from __future__ import annotations

import csv
import difflib
import functools
from collections.abc import Iterable, Sequence
from importlib import resources

import numpy as np

from multipolar.errors import LabelError

__all__ = ["align", "code_of", "did_you_mean", "nearest", "state_in_text", "state_name", "state_names", "state_words"]

WITH_ARTICLE = frozenset(("ARE", "BHS", "CAF", "COM", "DOM", "GBR", "GMB", "MDV", "MHL", "NLD", "PHL", "SLB", "USA"))
"""States that a sentence calls by `the`."""


@functools.cache
def _states() -> tuple[dict[str, str], dict[str, str]]:
    """Names by ISO3, and ISO3 by lower-case name or alias."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    text = resources.files("multipolar").joinpath("data/states.csv").read_text(encoding="utf8")
    for row in csv.DictReader(text.splitlines()):
        names[row["iso3"]] = row["name"]
        for name in (row["name"], *row["aliases"].split(";")):
            if name:
                codes[name.lower()] = row["iso3"]
    return names, codes


def state_names() -> dict[str, str]:
    """English short names of all states and territories that we know, by ISO3."""
    return dict(_states()[0])


def state_name(iso3: str) -> str:
    """English short name of a state, or the code itself where we know none."""
    return _states()[0].get(iso3, iso3)


def state_in_text(iso3: str) -> str:
    """Name of a state inside a sentence, with its article."""
    return f"the {state_name(iso3)}" if iso3 in WITH_ARTICLE else state_name(iso3)


def state_words(iso3: str) -> list[str]:
    """Other names of a state, in lower case; empty where we know none."""
    names, codes = _states()
    return [name for name, code in codes.items() if code == iso3 and name != names[iso3].lower()]


def code_of(name: str) -> str | None:
    """ISO3 code of a state by its English name or a common other name; None if we know none."""
    return _states()[1].get(name.strip().lower())


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """A clause naming the nearest valid label, by code or by English name; empty if nothing is near.

    Args:
        name: the label that was not found.
        valid: the labels that would be accepted.
    """
    choices = list(valid)
    code = code_of(name)
    if code in choices:
        return f"; did you mean {code} ({state_name(code)})?"
    best = nearest(name, choices)
    if best is not None:
        full = _states()[0].get(best)
        return f"; did you mean {best}{f' ({full})' if full else ''}?"
    by_name = difflib.get_close_matches(name.lower(), _states()[1], n=1, cutoff=0.75)
    if by_name and _states()[1][by_name[0]] in choices:
        code = _states()[1][by_name[0]]
        return f"; did you mean {code} ({state_name(code)})?"
    return ""


def nearest(name: str, valid: Iterable[str], cutoff: float = 0.5) -> str | None:
    """The nearest label, whatever its case; None if nothing is near.

    Args:
        name: what was written. valid: the labels that would be accepted. cutoff: least similarity, 0 to 1.
    """
    lowered = {c.lower(): c for c in valid}
    near = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=cutoff)
    return lowered[near[0]] if near else None


def align(have: Sequence[str], want: Sequence[str], what: str) -> np.ndarray:
    """Positions in `have` of every label of `want`; the two must hold the same labels.

    Args:
        have: labels of the array at hand.
        want: labels of the array it must meet.
        what: name of the axis for the message.

    Raises:
        LabelError: a label is missing, unknown or doubled.
    """
    if len(set(have)) != len(have):
        doubled = sorted({h for h in have if list(have).count(h) > 1})
        raise LabelError(f"{what}: {', '.join(doubled)} appears more than once; each label must be unique.")
    missing = [w for w in want if w not in set(have)]
    extra = [h for h in have if h not in set(want)]
    if missing or extra:
        parts = [f"missing {', '.join(missing)}"] if missing else []
        parts += [f"unknown {', '.join(extra)}"] if extra else []
        raise LabelError(f"{what}: labels do not match: {'; '.join(parts)}.")
    position = {h: i for i, h in enumerate(have)}
    return np.array([position[w] for w in want], dtype=int)

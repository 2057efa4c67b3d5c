"""The sheet on alignment: members of the General Assembly by year, and those without data with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from multipolar.alignment import Alignment, alignment_to_dict
from multipolar.alignment.words import BELIEFS_IN_WORDS, shown_reasons
from multipolar.export_files.workbook import Column, Sheet
from multipolar.labels import state_name

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["alignment_about", "alignment_sheet", "of_alignment"]

STEMS = {"alignment", "closeness", "hedging", "engagement"}


def of_alignment(variable: str) -> bool:
    """Whether a variable of the tidy table is one of alignment."""
    return variable.split("_")[0] in STEMS


def alignment_about(found: Alignment | None) -> list[tuple[str, str]]:
    """What a reader must know of alignment, as pairs of subject and sentence; empty without alignment.

    Args:
        found: alignment of a run.
    """
    if found is None:
        return []
    first, last = found.base.years
    return [
        ("belief", f"{found.belief}: {BELIEFS_IN_WORDS[found.belief]}; grades of all parameters are in the report"),
        ("positions", f"ideal points, mean of {first} to {last}; higher is closer to the United States"),
        ("noise of positions", f"a position that no move touches wanders by {found.noise():.3f} (standard deviation)"),
    ]


def alignment_sheet(found: Alignment | None, frame: pd.DataFrame) -> list[Sheet]:
    """One row a year and state, then those without data; no sheet without alignment.

    Args:
        found: alignment of the run. frame: rows of the tidy table that are of alignment.
    """
    plain = alignment_to_dict(found)
    if found is None or plain is None or frame.empty:
        return []
    units = dict(zip(frame["variable"], frame["unit"], strict=True))
    wide = frame.pivot(index=["year", "country"], columns="variable", values="value")[list(units)]
    last = found.last.year
    rows: list[list[Any]] = [
        [year, code, state_name(code), *values, _first_reason(plain, code) if year == last else None, None]
        for (year, code), values in zip(wide.index, wide.to_numpy().tolist(), strict=True)
    ]
    none = [None] * len(units)
    rows += [[last, code, state_name(code), *none, None, reason] for code, reason in plain["no_data"].items()]
    columns = [
        Column("year", kind="count"),
        Column("code", kind="text"),
        Column("state", kind="text"),
        *(Column(name, unit) for name, unit in units.items()),
        Column("first reason", "move, way and pole; last year", kind="text"),
        Column("no data", "why there is no number", kind="text"),
    ]
    return [Sheet("alignment", columns, rows, 3)]


def _first_reason(plain: dict[str, Any], code: str) -> str | None:
    """The largest part of the change of a position in words."""
    row = plain["states"].get(code)
    reasons = [] if row is None else shown_reasons(row, 1)[0]
    return f"{reasons[0]['moves']}: {reasons[0]['in_words']}, {reasons[0]['pole']}" if reasons else None

"""The report of a run: one self-contained HTML file that a policy analyst can read, print and pass on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from multipolar.atomic import write_atomic
from multipolar.brief.records import Brief
from multipolar.errors import InputError
from multipolar.report.briefs import brief_context
from multipolar.report.page import render

if TYPE_CHECKING:
    from multipolar.result import Result

__all__ = ["write_brief", "write_comparison", "write_report"]

COMPARED = (2, 4)
"""Fewest and most scenarios that fit side by side."""


def write_report(result: Result, path: Path, *, command: str, articles: Path | None = None) -> None:
    """Write the report of one run as a single HTML file that loads nothing from outside.

    Args:
        result: the run. path: the file, written whole or not at all. command: the command line, shown for
            reproduction. articles: folder with the documents that moves cite; the folder of the scenario is
            searched as well. A sentence is quoted only if the checksum of its document matches.
    """
    from multipolar.report.document import report_context  # loads the model, which the page of a brief does not need

    _write(path, render("report.html.j2", report_context(result, command, articles)))


def write_comparison(results: Sequence[Result], path: Path, *, command: str) -> None:
    """Write two to four runs side by side: maps and a table of real income, as one HTML file.

    Args:
        results: the runs, in the order shown. path: the file. command: the command line, shown for reproduction.

    Raises:
        InputError: fewer than two or more than four results.
    """
    from multipolar.report.comparison import comparison_context

    if not COMPARED[0] <= len(results) <= COMPARED[1]:
        raise InputError(f"A comparison takes {COMPARED[0]} to {COMPARED[1]} scenarios, not {len(results)}.")
    _write(path, render("comparison.html.j2", comparison_context(results, command)))


def write_brief(brief: Brief, path: Path, *, command: str) -> None:
    """Write the brief of an article: its claims as cards and as a table, as one HTML file that loads nothing from outside.

    Args:
        brief: the claims. path: the file. command: the command line, shown for reproduction.
    """
    _write(path, render("brief.html.j2", brief_context(brief, command)))


def _write(path: Path, page: str) -> None:
    write_atomic(path, lambda temporary: temporary.write_text(page, encoding="utf8", newline="\n"))

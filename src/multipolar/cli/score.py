"""The command that scores events against annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multipolar.cli.options import Json, out, print_json, progress
from multipolar.cli.read import require_news
from multipolar.cli.tables.score import scores as shown

__all__ = ["score"]


def score(
    gold: Annotated[list[Path], typer.Argument(help="Annotations: JSON Lines of events, sentences or furniture.")],
    events: Annotated[
        Path | None, typer.Option(help="Events to score; default: read the annotated sentences and articles now.")
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(help="Folder of the annotated articles; default: beside the annotations.")
    ] = None,
    naive: Annotated[
        bool, typer.Option("--naive", help="Score the rule 'first actor on second' on the sentences instead.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Score events that were read from news against annotations: pairs, types, statuses, direction, furniture."""
    from multipolar.news.evaluate import evaluate, load_events
    from multipolar.news.gold import load_gold
    from multipolar.news.trial import first_on_second, raw_texts, read_annotated

    wanted = load_gold(*gold)
    if events is None:
        require_news()
    if naive:
        found = evaluate(wanted, first_on_second(wanted))
    elif events is not None:
        found = evaluate(wanted, load_events(events), raw_texts(wanted, articles))
    else:
        with progress(as_json) as report:
            trial = read_annotated(wanted, articles, report)
        found = evaluate(wanted, trial.events, trial.texts, trial.documents)
    if as_json:
        print_json(found.to_dict())
        return
    shown(out, found)

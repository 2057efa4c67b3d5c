"""The command `ask`: questions in plain words, answered in a sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from multipolar.cli.options import Json, out, print_json, progress
from multipolar.cli.tables import ask as shown

__all__ = ["ask"]


def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="A question by its name or in words; default: list them.")
    ] = None,
    draws: Annotated[int, typer.Option(min=0, max=100_000, help="Draws for the interval; 0 for none.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 0,
    as_json: Json = False,
) -> None:
    """Twenty questions: each answered in one sentence, with interval, reason, evidence and what to run next."""
    from multipolar.questions import answer_to_dict, find_question, question_to_dict, questions
    from multipolar.questions import ask as answered

    if not question:
        listed = [question_to_dict(q) for q in questions()]
        if as_json:
            print_json(listed)
        else:
            shown.questions(out, listed)
        return
    found = find_question(" ".join(question))
    with progress(as_json) as report:
        plain = answer_to_dict(answered(found, draws=draws, seed=seed, progress=report))
    if as_json:
        print_json(plain)
    else:
        shown.answer(out, plain)

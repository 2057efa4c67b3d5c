"""Compute the packaged answers that a brief gives for conditions and predictions: the twenty questions, and a few more.

python tools/build_data/brief_answers.py --out src/multipolar/data [--draws 100]

It takes no raw data: run it after everything else. Some minutes with draws. Questions without an interval of their own get one
from draws.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from multipolar.engine import simulate
from multipolar.questions import ask, questions
from multipolar.questions.paths import at, number
from multipolar.questions.table import Question
from multipolar.scenario import load_scenario
from multipolar.version import package_version

DRAWN = "no interval without --draws"


def answered(question: Question, draws: int) -> dict[str, Any]:
    """The answer to a question as it is packaged.

    Args:
        question: of the table. draws: for those whose interval needs them; 0 leaves them without.
    """
    found = ask(question)
    if found.interval is None and draws and DRAWN in found.interval_of:
        found = ask(question, draws=draws)
    return {
        "sentence": found.sentence,
        "value": found.value,
        "unit": question.unit,
        "interval": list(found.interval) if found.interval else None,
        "interval_of": found.interval_of,
        "source": question.evidence,
        "command": question.command,
        "next": question.next,
        "weak": found.weak,
        "size": found.grade,
    }


def own(entry: dict[str, Any]) -> dict[str, Any]:
    """An answer of the file of conditions, from a run of its scenario.

    Args:
        entry: of `answers`.
    """
    plain = simulate(load_scenario(entry["scenario"]), explain=False, politics=False).to_dict()
    value = number(at(plain, entry["path"]))
    parts = {name: number(at(plain, path)) for name, path in entry["parts"].items()}
    interval = [number(v) for v in at(plain, entry["interval"])]
    text = f"{value:+,.{entry['digits']}f} {entry['unit']}"
    whole = interval[0] is not None and interval[1] is not None
    return {
        "sentence": entry["sentence"].format(answer=text, **parts),
        "value": value,
        "unit": entry["unit"],
        "interval": interval if whole else None,
        "interval_of": entry["interval_of"],
        "source": entry["source"],
        "command": f"multipolar run {entry['scenario']}",
        "next": f"multipolar matters {entry['scenario']}",
        "weak": False,
        "size": entry["size"],
    }


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=100)
    given = parser.parse_args()
    conditions = resources.files("multipolar").joinpath("brief/conditions.yaml").read_text(encoding="utf8")
    found: dict[str, Any] = {}
    for question in questions():
        if not question.missing:
            found[question.id] = answered(question, given.draws)
            sys.stdout.write(f"{question.id}: {found[question.id]['sentence']}\n")
            sys.stdout.flush()
    for entry in yaml.safe_load(conditions)["answers"]:
        found[entry["id"]] = own(entry)
        sys.stdout.write(f"{entry['id']}: {found[entry['id']]['sentence']}\n")
    table = hashlib.sha256(resources.files("multipolar").joinpath("questions/questions.yaml").read_bytes()).hexdigest()
    facts = {"multipolar_version": package_version(), "draws": given.draws, "questions_sha256": table, "answers": found}
    written = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=110)
    (given.out / "brief_answers.yaml").write_text(written, encoding="utf8", newline="\n")


if __name__ == "__main__":
    main()

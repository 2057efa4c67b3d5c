"""Scores by hand-made rows, by the project's scoring tool on random events, and the messages of broken files."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from multipolar.cli import app
from multipolar.news.document import Block, Document
from multipolar.news.evaluate import Evaluation, Share, evaluate, load_events
from multipolar.news.gold import Gold, GoldError, load_gold
from multipolar.news.records import STATUSES, TYPES, Actor, Event

SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", Path(__file__).parents[2].parent / "shared"))
TOOL, DEV = SHARED / "tools/score_events.py", SHARED / "data/news/annotation/dev_gold.jsonl"

ROW: dict[str, Any] = {
    "id": "a-1", "doc": "a", "start": 10, "end": 20, "source": ["USA"], "target": [{"code": "CHN", "person": None}],
    "plover": "SANCTION", "plover_alt": ["COERCE"], "status": "happened", "reciprocal": False, "core": True,
}  # fmt: skip
READ: dict[str, Any] = {
    "doc": "a", "start": 12, "end": 18, "source": ["USA"], "target": ["CHN"], "plover": "COERCE", "status": "ongoing",
}  # fmt: skip


def _write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf8")
    return path


def _scored(tmp_path: Path, rows: list[dict[str, Any]], read: list[dict[str, Any]]) -> Evaluation:
    gold = load_gold(_write(tmp_path / "gold.jsonl", *rows))
    return evaluate(gold, load_events(_write(tmp_path / "read.jsonl", *read)))


def test_an_accepted_type_in_the_same_place_is_a_hit(tmp_path: Path) -> None:
    found = _scored(tmp_path, [ROW], [READ])
    assert (found.matched, found.f1) == (1, 1.0)
    assert found.realis == Share(1, 1)
    assert found.status == Share(0, 1)
    assert {t.plover: t.recall for t in found.types}["SANCTION"] == Share(1, 1)
    assert {t.plover: t.precision for t in found.types}["COERCE"] == Share(1, 1)


@pytest.mark.parametrize(
    ("change", "dyad", "kind", "full"),
    [
        ({"start": 30, "end": 40}, 0, 0, 0),
        ({"ss": 0, "se": 100, "start": 30, "end": 40}, 1, 1, 1),
        ({"plover": "AID"}, 1, 0, 0),
        ({"source": ["CHN"], "target": ["USA"]}, 0, 1, 0),
        ({"source": ["USA", "GBR"]}, 1, 1, 1),
        ({"doc": "b"}, 0, 0, 0),
    ],
)
def test_levels(tmp_path: Path, change: dict[str, Any], dyad: int, kind: int, full: int) -> None:
    levels = _scored(tmp_path, [ROW], [{**READ, **change}]).levels
    assert [levels[lv, False][0].hit for lv in ("dyad", "type", "full")] == [dyad, kind, full]


def test_direction_does_not_matter_where_the_row_is_reciprocal(tmp_path: Path) -> None:
    turned = {**READ, "source": ["CHN"], "target": ["USA"]}
    assert _scored(tmp_path, [{**ROW, "reciprocal": True}], [turned]).matched == 1


def test_one_event_is_matched_once(tmp_path: Path) -> None:
    found = _scored(tmp_path, [ROW, {**ROW, "id": "a-2"}], [READ])
    assert (found.matched, found.recall, found.precision) == (1, 0.5, 1.0)
    assert found.levels["full", False][0] == Share(2, 2)


def test_marginal_rows_are_left_out_of_core(tmp_path: Path) -> None:
    found = _scored(tmp_path, [ROW, {**ROW, "id": "a-2", "core": False, "start": 50, "end": 60}], [READ])
    assert found.levels["full", True][0] == Share(1, 1)
    assert found.levels["full", False][0] == Share(1, 2)


def _sentence(pairs: list[dict[str, Any]], events: list[dict[str, Any]], key: str = "s-1") -> dict[str, Any]:
    return {"id": key, "text": "The United States taxed China.", "date": None, "events": events, "pairs": pairs}


@pytest.mark.parametrize(
    ("pair", "read", "recall", "precision", "turned"),
    [
        (("USA", "CHN", False), ("USA", "CHN", False), 1, 1, 0),
        (("USA", "CHN", False), ("CHN", "USA", False), 0, 0, 1),
        (("USA", "CHN", True), ("CHN", "USA", False), 1, 1, 0),
        (("USA", "CHN", False), ("CHN", "USA", True), 1, 1, 0),
        (("USA", "CHN", False), ("USA", "RUS", False), 0, 0, 0),
    ],
)
def test_direction(
    tmp_path: Path, pair: tuple[str, str, bool], read: tuple[str, str, bool], recall: int, precision: int, turned: int
) -> None:
    row = _sentence([dict(zip(("source", "target", "reciprocal"), pair, strict=True))], [])
    event = {"doc": "s-1", "source": [read[0]], "target": [read[1]], "reciprocal": read[2], "plover": "AID"}
    gold = load_gold(_write(tmp_path / "g.jsonl", row))
    found = evaluate(gold, load_events(_write(tmp_path / "e.jsonl", event, event)))
    assert found.direction == (Share(recall, 1), Share(precision, 1), turned)
    assert found.false_alarms == Share(1, 1)


def test_offsets_and_furniture_count_characters(tmp_path: Path) -> None:
    raw = "Title\n\nUSA taxes China. Share this"
    document = Document(
        "a.txt", "a", "", "utf-8", raw, raw, _steps(raw, 0), _steps(raw, 1),
        (Block(0, 5, "heading"), Block(7, 23), Block(24, 34, "related")),
    )  # fmt: skip
    event = Event(
        "a", "a.txt", "taxes", 11, 16, raw[7:23], 7, 23, (Actor("USA"),), (Actor("CHN"),), "SANCTION", "happened"
    )
    gold = load_gold(
        _write(tmp_path / "g.jsonl", {**ROW, "start": 7, "end": 22, "evidence": raw[7:22]}),
        _write(
            tmp_path / "f.jsonl",
            {"doc": "a", "start": 0, "end": 5, "tag": "heading"},
            {"doc": "a", "start": 24, "end": 34, "tag": "boilerplate", "text": "Share this"},
        ),
    )
    found = evaluate(gold, [event, dataclasses.replace(event, start=12)], {"a": raw}, [document])
    assert found.offsets == Share(1, 2)
    assert found.furniture == {
        "all": Share(5 + 14, 5 + 14 + 9), "body": Share(14, 14), "heading": Share(5, 5), "boilerplate": Share(0, 9)
    }  # fmt: skip
    assert gold.wrong_offsets({"a": raw}) == []
    assert gold.wrong_offsets({"a": "x" + raw}) == [
        "g.jsonl, line 1: not at 7 to 22 of a",
        "f.jsonl, line 2: not at 24 to 34 of a",
    ]
    json.dumps(found.to_dict(), allow_nan=False)


def _steps(raw: str, plus: int) -> Any:
    import numpy as np

    return np.arange(len(raw), dtype=np.int64) + plus


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "gold.jsonl, line 1: no JSON"),
        ("[]", "no rows"),
        ("", "no rows"),
        ("3", "gold.jsonl, line 1: not a JSON object"),
        ({**ROW, "plover": "HUG"}, "gold.jsonl, line 1, plover: 'HUG' is unknown"),
        ({**ROW, "plover_alt": ["HUG"]}, "line 1, plover_alt: 'HUG' is unknown"),
        ({**ROW, "status": None}, "line 1, status: None is unknown"),
        ({**ROW, "source": "USA"}, "line 1, source: give a list of codes"),
        ({**ROW, "target": [{"person": "Xi"}]}, "line 1, target: give a list of codes"),
        ({**ROW, "start": -1}, "line 1, start: -1 is no offset"),
        ({**ROW, "start": True}, "line 1, start: True is no offset"),
        ({**ROW, "end": 10}, "line 1, end: 10 does not lie behind"),
        ({**ROW, "core": "yes"}, "line 1, core: 'yes' is neither"),
        ({**ROW, "doc": None}, "line 1, doc: missing"),
        (_sentence([{"source": "USA"}], []), "line 1, pairs[0], target: missing"),
        (_sentence([], [{**ROW, "plover": 1}]), "line 1, events[0], plover: 1 is unknown"),
        (_sentence([], 3), "line 1, events: give a list"),  # type: ignore[arg-type]
        ({"doc": "a", "start": 0, "end": 1, "tag": "advert"}, "line 1, tag: 'advert' is unknown"),
    ],
)
def test_errors_name_file_line_and_field(tmp_path: Path, row: Any, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(row if isinstance(row, str) else json.dumps(row), encoding="utf8")
    with pytest.raises(GoldError, match=re.escape(message)):
        load_gold(path)


def test_ids_are_unique_and_files_exist(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"stands already at gold\.jsonl, line 1"):
        load_gold(_write(tmp_path / "gold.jsonl", ROW, ROW))
    with pytest.raises(GoldError, match="No such file"):
        load_gold(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(GoldError, match="not UTF-8"):
        load_gold(tmp_path / "latin.jsonl")


@pytest.mark.parametrize("field", ["doc", "plover", "source"])
def test_events_without_a_needed_field(tmp_path: Path, field: str) -> None:
    with pytest.raises(GoldError, match=f"line 1, {field}"):
        load_events(_write(tmp_path / "e.jsonl", {k: v for k, v in READ.items() if k != field}))


def test_the_command_scores_a_file(tmp_path: Path) -> None:
    gold, read = _write(tmp_path / "gold.jsonl", ROW), _write(tmp_path / "read.jsonl", READ)
    done = CliRunner().invoke(app, ["score", str(gold), "--events", str(read), "--json"])
    assert json.loads(done.stdout)["one_to_one"]["f1"] == 1.0
    done = CliRunner().invoke(app, ["score", str(gold), "--events", str(read)])
    assert "1 of 1 rows by 1 events" in done.stdout
    assert "SANCTION" in done.stdout


def _random_events(gold: Gold, seed: int) -> list[dict[str, Any]]:
    draw = random.Random(seed)  # noqa: S311
    made = []
    for row in gold.events:
        for _ in range(draw.choice((0, 1, 1, 2))):
            source, target = sorted(row.source), sorted(row.target)
            if draw.random() < 0.3:
                source, target = target, source
            plover = row.plover if draw.random() < 0.6 else draw.choice(TYPES)
            near = draw.randint(-60, 60)
            made.append(
                {"doc": row.doc, "source": source, "target": target, "plover": plover, "status": draw.choice(STATUSES),
                 "start": max(0, row.start + near), "end": row.end + near}
            )  # fmt: skip
    return made


@pytest.mark.skipif(not TOOL.is_file(), reason="the shared folder is not there")
@pytest.mark.parametrize("seed", range(3))
def test_as_the_scoring_tool(tmp_path: Path, seed: int) -> None:
    gold = load_gold(DEV)
    read = _write(tmp_path / "read.jsonl", *_random_events(gold, seed))
    said = subprocess.run(
        [sys.executable, TOOL, "--gold", DEV, "--pred", read], capture_output=True, text=True, check=True
    ).stdout
    found = evaluate(gold, load_events(read))
    lines = [
        f"{lv:5s} {'core' if core else 'all ':4s} R {r.value:.2f} ({r.hit}/{r.of}) P {p.value:.2f} ({p.hit}/{p.of})"
        for (lv, core), (r, p) in found.levels.items()
    ]
    lines.append(
        f"one-to-one full: tp {found.matched} P {found.precision:.2f} R {found.recall:.2f} F1 {found.f1:.2f} | "
        f"realis accuracy {found.realis.value or 0:.2f} | predictions {found.predicted}"
    )
    assert said.splitlines() == lines

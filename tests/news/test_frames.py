"""Every packaged frame codes its own example; the loader refuses what it does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar.news.frames import Frame, FrameError, load_frames, loader, pack_frames, packaged_frames
from multipolar.news.frames.loader import PACKED
from multipolar.news.records import Event

pytest.importorskip("spacy")
from news.helpers import read_text

GOOD = """
- id: sanction.impose-tariff
  verbs: [impose]
  with: {object: [tariff]}
  source: [subject]
  target: [on, against]
  type: SANCTION
  example: "Canada imposed a 25 percent tariff on Brazilian steel."
  expect: {source: [CAN], target: [BRA]}
"""


def _codes(event: Event, side: str) -> set[str]:
    return {actor.code for actor in getattr(event, side)}


def _right(event: Event, frame: Frame) -> bool:
    source, target = set(frame.expect["source"]), set(frame.expect["target"])
    sides = (_codes(event, "source"), _codes(event, "target"))
    if frame.instrument == "visit" and sides[1] < target:  # a visit to two states is two acts
        target = sides[1]
    return (
        event.plover in {frame.type, *frame.also}
        and (sides == (source, target) or (frame.reciprocal and sides == (target, source)))
        and _codes(event, "against") >= set(frame.expect.get("against", ()))
        and event.status in (*frame.expect.get("status", ()), *(() if "status" in frame.expect else (event.status,)))
    )


@pytest.mark.parametrize("frame", packaged_frames().frames, ids=lambda frame: frame.id)
def test_example_gives_its_event(frame: Frame) -> None:
    events = read_text(frame.example, packaged_frames())
    found = [(e.method, _codes(e, "source"), _codes(e, "target"), e.plover, e.status) for e in events]
    assert any(_right(event, frame) for event in events), (
        f"{frame.example!r} gives {found}, expected {dict(frame.expect)}"
    )


def test_pack_stands_for_the_files() -> None:
    """Where this fails, run tools/pack_frames.py."""
    assert PACKED.read_text("utf8") == pack_frames()


def test_pack_gives_the_same_frames() -> None:
    loaded = load_frames(sorted(Path(loader.__file__).parent.glob("*.yaml")))
    assert packaged_frames().frames == loaded.frames
    assert packaged_frames().verbs == loaded.verbs


def test_words_of_yaml_stay_words(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(GOOD)
    (frame,) = load_frames([tmp_path / "own.yaml"]).frames
    assert frame.target == ("on", "against")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "type: SANCTION",
            "type: SANCTIONS",
            ["own.yaml", "sanction.impose-tariff", "SANCTIONS", "did you mean 'SANCTION'"],
        ),
        ("target: [on", "target: [onn", ["onn", "did you mean"]),
        ("  verbs:", "  verb:", ["key 'verb'", "'verbs'"]),
        ("target: [on, against]", "target: on", ["must be a list"]),
        ("  verbs: [impose]\n", "", ["exactly one"]),
        ("id: sanction.", "id: sanctions.", ["sanction.slug"]),
        ("expect: {source: [CAN], target: [BRA]}", "expect: {source: [CAN]}", ["expect.target"]),
        ("  type: SANCTION\n", "", ["type is missing"]),
    ],
)
def test_loader_names_what_is_wrong(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in GOOD
    (tmp_path / "own.yaml").write_text(GOOD.replace(old, new))
    with pytest.raises(FrameError) as error:
        load_frames([tmp_path / "own.yaml"])
    assert all(word in str(error.value) for word in words), str(error.value)


def test_ids_are_unique(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD)
    with pytest.raises(FrameError, match=r"b\.yaml: sanction\.impose-tariff stands already in a\.yaml"):
        load_frames([tmp_path / "a.yaml", tmp_path / "b.yaml"])

"""Our annotations are valid and exact, and reading them does not get worse."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from multipolar.news.gold import Gold, load_gold
from multipolar.news.records import STATUSES, TYPES

GOLD = Path(__file__).parent / "gold"
PARTS = ("dev", "heldout")


def _load(part: str, pattern: str) -> Gold:
    return load_gold(*sorted((GOLD / part).glob(pattern)))


@pytest.mark.parametrize("part", PARTS)
def test_sentences_cover_all_types_and_statuses(part: str) -> None:
    gold = _load(part, "sentences.jsonl")
    assert len(gold.sentences) >= 180
    assert gold.wrong_offsets({}) == []
    assert {e.plover for e in gold.events} == set(TYPES)
    assert {e.status for e in gold.events} == set(STATUSES)
    assert sum(not s.events for s in gold.sentences) >= 25
    assert max(Counter(s.text for s in gold.sentences).values()) == 1


@pytest.mark.parametrize("part", PARTS)
def test_pairs_are_those_of_the_events(part: str) -> None:
    for sentence in _load(part, "sentences.jsonl").sentences:
        wanted = {(s, t) for e in sentence.events for s in e.source for t in e.target if s != t}
        wanted |= {(t, s) for e in sentence.events if e.reciprocal for s in e.source for t in e.target if s != t}
        given = {(p.source, p.target) for p in sentence.pairs}
        assert given | {(p.target, p.source) for p in sentence.pairs if p.reciprocal} == wanted, sentence.id


@pytest.mark.parametrize("part", PARTS)
def test_codes_are_states_organisations_or_groups(part: str) -> None:
    for event in _load(part, "*.jsonl").events:
        for code in event.source | event.target:
            assert re.fullmatch(r"@?[A-Z][A-Z_0-9]+", code), event.where


def test_no_sentence_is_in_both_parts() -> None:
    dev, held = ({s.text for s in _load(part, "sentences.jsonl").sentences} for part in PARTS)
    assert not dev & held


@pytest.mark.parametrize("path", sorted(GOLD.glob("*/article-9*.jsonl")), ids=lambda p: p.stem)
def test_offsets_of_articles_are_exact(path: Path) -> None:
    gold = load_gold(path, path.with_name(path.name.replace("article", "furniture")))
    texts = {doc: (path.parent / name).read_bytes().decode("utf8") for doc, name in gold.files.items()}
    assert gold.wrong_offsets(texts) == []
    assert len(texts) == 1
    assert 300 <= len(next(iter(texts.values())).split()) <= 700
    assert len(gold.events) >= 15
    assert all(e.evidence for e in gold.events)


@pytest.mark.parametrize("path", sorted(GOLD.glob("*/*-00*.jsonl")), ids=lambda p: p.stem)
def test_annotations_of_articles_that_are_not_ours_hold_no_text(path: Path) -> None:
    text = path.read_text(encoding="utf8")
    assert not re.search(r'"(evidence|sentence|text|quote|date_text|note)"', text)


FLOORS: dict[str, dict[str, float]] = {
    "dev/sentences.jsonl": {"f1": 0.73, "precision": 0.74, "realis": 0.88, "direction_recall": 0.78},
    "dev/*-90[123].jsonl": {"f1": 0.63, "precision": 0.70, "realis": 0.86, "furniture": 0.98},
    "dev/*-909.jsonl": {"f1": 0.70, "precision": 0.76, "realis": 0.90, "furniture": 0.97},
    "dev/*-91[01].jsonl": {"f1": 0.55, "precision": 0.68, "realis": 0.90, "furniture": 0.95},
    "heldout/sentences.jsonl": {"f1": 0.49, "precision": 0.51, "realis": 0.86, "direction_recall": 0.63},
    "heldout/plain.jsonl": {"f1": 0.83, "precision": 0.84, "realis": 0.95, "direction_recall": 0.88},
    "heldout/*-90*.jsonl": {"f1": 0.51, "precision": 0.72, "realis": 0.88, "furniture": 0.95},
}
"""A little under what was measured: guards against decline, not targets, and not to be tuned to."""


@pytest.mark.parametrize("pattern", FLOORS)
def test_reading_stays_above_its_floors(pattern: str) -> None:
    pytest.importorskip("spacy")
    from multipolar.news.evaluate import evaluate
    from multipolar.news.trial import read_annotated

    gold = load_gold(*sorted(GOLD.glob(pattern)))
    trial = read_annotated(gold)
    found = evaluate(gold, trial.events, trial.texts, trial.documents)
    measured = {"f1": found.f1, "precision": found.precision, "realis": found.realis.value or 0.0}
    if found.direction:
        measured["direction_recall"] = found.direction[0].value or 0.0
    if found.furniture:
        measured["furniture"] = found.furniture["all"].value or 0.0
    floors = FLOORS[pattern]
    assert {name: value for name, value in measured.items() if value < floors.get(name, 0.0)} == {}, "below its floor"
    assert found.offsets
    assert found.offsets.hit == found.offsets.of


def test_the_naive_rule_is_beaten() -> None:
    pytest.importorskip("spacy")
    from multipolar.news.evaluate import evaluate
    from multipolar.news.trial import first_on_second, read_annotated

    gold = load_gold(GOLD / "dev/sentences.jsonl")
    read, naive = evaluate(gold, read_annotated(gold).events), evaluate(gold, first_on_second(gold))
    assert read.direction
    assert naive.direction
    assert all((a.value or 0) > (b.value or 0) for a, b in zip(read.direction[:2], naive.direction[:2], strict=True))

"""Fit the type classifier of news events to the frames' examples and to own annotated sentences; report its calibration.

    PYTHONPATH=src python tools/fit_event_types.py [--write]

Reads src/multipolar/news/frames/*.yaml and the sentences and articles of tests/news/gold/dev; writes src/multipolar/data/news/classifier.npz.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from multipolar.news.classify import NO_EVENT, features
from multipolar.news.document import Document
from multipolar.news.frames import Frames, packaged_frames
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.ingest import read_path
from multipolar.news.naming import mentions_by_token
from multipolar.news.pairs import Pair, find_pairs
from multipolar.news.parse import parse
from multipolar.news.read import prepare

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests/news/gold/dev"
TARGET = ROOT / "src/multipolar/data/news/classifier.npz"
STRENGTHS = (0.1, 0.2, 0.4, 0.8, 1.6)
OWN_WEIGHT = 2.0
"""Weight of a pair of an annotated sentence against one of a frame's example, which was written to be clear."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One pair with its label.

    Args:
        words: features. label: type, or NONE. also: types accepted beside it. group: sentence. own: of an annotated sentence.
    """

    words: dict[str, float]
    label: str
    also: tuple[str, ...]
    group: str
    own: bool


def main() -> int:
    """Fit, report and, with --write, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the coefficients")
    arguments = parser.parse_args()
    frames = packaged_frames()
    rows = [*_examples(frames), *_sentences(frames), *_articles(frames)]
    own = np.array([row.own for row in rows])
    scores = {strength: _left_out(rows, own, strength) for strength in STRENGTHS}
    labels = sorted({row.label for row in rows})
    truth = np.array([labels.index(row.label) for row in rows])
    best = min(STRENGTHS, key=lambda s: _loss(scores[s][own], truth[own], 1.0))
    tuned = minimize_scalar(lambda t: _loss(scores[best][own], truth[own], t), bounds=(0.3, 5.0), method="bounded")
    _report([row for row in rows if row.own], labels, _shares(scores[best][own], float(tuned.x)), best, float(tuned.x))
    if arguments.write:
        model, names = _fit(rows, best)
        weights = _weights(model, labels, len(names))
        kept = np.abs(weights[0]).max(axis=1) > 0.02
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            TARGET, words=np.array(names)[kept], classes=np.array(labels), weights=weights[0][kept].astype(np.float32),
            bias=weights[1], temperature=np.array(tuned.x),
        )  # fmt: skip
        sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {int(kept.sum())} features, {TARGET.stat().st_size:,} bytes\n")
    return 0


def _pairs(text: str, published: str | None) -> tuple[Pair, ...]:
    places = np.arange(len(text))
    document = Document("own.txt", "own", "", "utf-8", text, text, places, places + 1, published=published)
    return tuple(pair for pair, _ in _of_document(document))


def _of_document(document: Document) -> list[tuple[Pair, int]]:
    """Pairs with the raw offset of their word."""
    parsed = parse(document)
    groups = find_mentions(parsed, Gazetteer.packaged(), document.published, document)
    nouns = packaged_frames().nouns
    return [
        (pair, document.span(start, start + 1)[0])
        for one, group in zip(parsed, groups, strict=True)
        for pair in find_pairs(one, mentions_by_token(one, group), nouns)
        for start in [one.start(pair.token)]
    ]


def _sides(pair: Pair, source: set[str], target: set[str], reciprocal: bool) -> bool:
    straight = bool(pair.source.codes & source and pair.target.codes & target)
    return straight or (reciprocal and bool(pair.source.codes & target and pair.target.codes & source))


def _examples(frames: Frames) -> list[Row]:
    rows = []
    for frame in frames.frames:
        source, target = set(frame.expect["source"]), set(frame.expect["target"])
        for pair in _pairs(frame.example, None):
            if _sides(pair, source, target, frame.reciprocal):
                words = dict.fromkeys(features(pair, frames), 1.0)
                rows.append(Row(words, frame.type, frame.also, frame.example, own=False))
    return rows


def _sentences(frames: Frames) -> list[Row]:
    rows = []
    lines = [line for path in sorted(GOLD.glob("sentences*.jsonl")) for line in path.read_text("utf8").splitlines()]
    for line in lines:
        entry: dict[str, Any] = json.loads(line)
        known = {(p["source"], p["target"]) for p in entry["pairs"]}
        known |= {(b, a) for a, b in known}
        for pair in _pairs(entry["text"], entry["date"]):
            words = dict.fromkeys(features(pair, frames), 1.0)
            start, end = pair.token.idx, pair.token.idx + len(pair.token)
            fits = [
                event for event in entry["events"]
                if _sides(pair, set(event["source"]), set(event["target"]), event["reciprocal"])
            ]  # fmt: skip
            fits.sort(key=lambda e: not (e["start"] <= start and end <= e["end"]))
            if fits:
                rows.append(Row(words, fits[0]["plover"], tuple(fits[0]["plover_alt"]), entry["id"], own=True))
            elif not any((a, b) in known for a in pair.source.codes for b in pair.target.codes):
                rows.append(Row(words, NO_EVENT, (), entry["id"], own=True))
    return rows


def _articles(frames: Frames) -> list[Row]:
    """Pairs of own annotated articles: those that no annotation within their words supports are no acts."""
    rows = []
    for gold in sorted(GOLD.glob("article-*.jsonl")):
        events = [json.loads(line) for line in gold.read_text("utf8").splitlines()]
        (document,) = prepare(read_path(GOLD / events[0]["file"]))
        for pair, place in _of_document(document):
            near = [e for e in events if e["start"] - 150 <= place <= e["end"] + 150]
            fits = [e for e in near if _sides(pair, _codes(e, "source"), _codes(e, "target"), e["reciprocal"])]
            fits.sort(key=lambda e: not e["start"] <= place <= e["end"])
            label, also = (fits[0]["plover"], tuple(fits[0]["plover_alt"])) if fits else (NO_EVENT, ())
            words = dict.fromkeys(features(pair, frames), 1.0)
            rows.append(Row(words, label, also, f"{document.doc} {place // 300}", own=True))
    return rows


def _codes(event: dict[str, Any], side: str) -> set[str]:
    return {actor["code"] for actor in event[side]}


def _fit(rows: Sequence[Row], strength: float) -> tuple[LogisticRegression, list[str]]:
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([row.words for row in rows])
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(matrix, [row.label for row in rows], [OWN_WEIGHT if row.own else 1.0 for row in rows])
    return model, list(vectorizer.get_feature_names_out())


def _weights(model: LogisticRegression, labels: list[str], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    weights, bias = np.zeros((count, len(labels))), np.full(len(labels), -10.0)
    for row, name in enumerate(model.classes_):
        weights[:, labels.index(name)], bias[labels.index(name)] = model.coef_[row], model.intercept_[row]
    return weights, bias


def _left_out(rows: list[Row], own: NDArray[Any], strength: float) -> NDArray[Any]:
    labels = sorted({row.label for row in rows})
    scores = np.zeros((len(rows), len(labels)))
    folds = GroupKFold(5).split(rows, groups=[row.group for row in rows])
    for train, test in folds:
        model, names = _fit([rows[i] for i in train], strength)
        weights, bias = _weights(model, labels, len(names))
        place = {name: i for i, name in enumerate(names)}
        for i in test:
            known = [place[word] for word in rows[i].words if word in place]
            scores[i] = weights[known].sum(axis=0) + bias
    return scores


def _shares(scores: NDArray[Any], temperature: float) -> NDArray[Any]:
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _loss(scores: NDArray[Any], truth: NDArray[Any], temperature: float) -> float:
    return float(-np.log(_shares(scores, temperature)[np.arange(len(truth)), truth] + 1e-12).mean())


def _report(rows: list[Row], labels: list[str], shares: NDArray[Any], strength: float, temperature: float) -> None:
    guess, sure = shares.argmax(axis=1), shares.max(axis=1)
    right = np.array([labels[g] == r.label or labels[g] in r.also for g, r in zip(guess, rows, strict=True)])
    act = 1.0 - shares[:, labels.index(NO_EVENT)]
    is_act = np.array([row.label != NO_EVENT for row in rows])
    lines = [
        f"{len(rows)} pairs of own sentences, each left out: C {strength}, temperature {temperature:.2f}",
        f"type right {right.mean():.2f}; among acts {right[is_act].mean():.2f}; mean probability {sure.mean():.2f}",
        f"act or none: Brier {((act - is_act) ** 2).mean():.3f} (share of acts {is_act.mean():.2f})",
    ]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        chosen = (sure >= low) & (sure < low + 0.2 + (low == 0.8))
        if chosen.any():
            lines.append(
                f"  {low:.1f}-{low + 0.2:.1f}: {chosen.sum():4d} said {sure[chosen].mean():.2f} right {right[chosen].mean():.2f}"
            )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())

"""What a brief is made of: candidates found in the text, findings on them, claims with their words, the brief itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

__all__ = ["MARKS", "VERDICTS", "Brief", "Candidate", "Claim", "Figure", "Finding", "Stance", "Verdict"]

Verdict = Literal["supported", "contradicted", "not testable", "assumption"]
VERDICTS: tuple[Verdict, ...] = ("supported", "contradicted", "not testable", "assumption")
MARKS: Mapping[Verdict, str] = {"supported": "✓", "contradicted": "✗", "not testable": "?", "assumption": "→"}
"""Symbol of each verdict, always beside its word."""

Stance = Literal["asserted", "aimed", "felt", "conditional"]
"""How the text holds a claim: as a fact, as what somebody aims at or says, as a feeling, as what may come."""


@dataclasses.dataclass(frozen=True)
class Figure:
    """What the data or the model say.

    Args:
        text: number with its unit, in words. source: publisher. vintage: years of the data. value, unit: the main number.
        interval: low and high; interval_of: what it spans, or why there is none.
    """

    text: str
    source: str
    vintage: str
    value: float | None = None
    unit: str = ""
    interval: tuple[float, float] | None = None
    interval_of: str = ""


@dataclasses.dataclass(frozen=True)
class Finding:
    """What comes of a claim.

    Args:
        verdict: see `VERDICTS`. reason: one sentence. figure: None where nothing was found. limits: of the data.
        command: to run for more. scenario: YAML to save and run, empty for none. defaults: sizes that we set, labelled.
    """

    verdict: Verdict
    reason: str
    figure: Figure | None = None
    limits: str = ""
    command: str = ""
    scenario: str = ""
    defaults: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Candidate:
    """A claim as found in the text.

    Args:
        kind: what it is about, which names its check. pattern: that found it. sentence: its number among the sentences.
        start, end: of its words in the cleaned text. a, b: codes of the sides; of symmetric kinds `b` may be empty.
        stance: see `Stance`. years: first and last that the text names, None where it names none. options: of the pattern.
        text: the words, lower case. named: last year that the words name themselves; `since 2005` and `the past decade` name none.
    """

    kind: str
    pattern: str
    sentence: int
    start: int
    end: int
    a: tuple[str, ...]
    b: tuple[str, ...] = ()
    stance: Stance = "asserted"
    years: tuple[int, int] | None = None
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    text: str = ""
    named: int | None = None


@dataclasses.dataclass(frozen=True)
class Claim:
    """A claim with its words and what came of it.

    Args:
        number: from 1, in the order of the text. kind: what it is about. file: of the article. quotation: the words, as they
            stand in the raw file between start and end. sentence_start, sentence_end: of the sentence around them.
        about: names of the sides. finding: verdict, figure and reason. repeats: raw offsets of the same passage elsewhere.
        stance: how the text holds it.
    """

    number: int
    kind: str
    file: str
    quotation: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    about: tuple[str, ...]
    finding: Finding
    stance: Stance = "asserted"
    repeats: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class Brief:
    """All claims of an article.

    Args:
        file, title, published: of the article. sha256: of its bytes. sentences: how many were read. claims: in order of the text.
        year: that the claims were held against where they name none. notes: why nothing was read, or that no date was found.
    """

    file: str
    title: str
    published: str | None
    sha256: str
    sentences: int
    year: int
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()

    def counts(self) -> dict[Verdict, int]:
        """Number of claims by verdict."""
        return {v: sum(c.finding.verdict == v for c in self.claims) for v in VERDICTS}

    def to_dict(self) -> dict[str, Any]:
        """The object that `multipolar brief --json` prints."""
        return {
            "file": self.file,
            "title": self.title,
            "published": self.published,
            "sha256": self.sha256,
            "sentences": self.sentences,
            "year": self.year,
            "notes": list(self.notes),
            "counts": self.counts(),
            "claims": [_plain(c) for c in self.claims],
        }


def _plain(claim: Claim) -> dict[str, Any]:
    found = dataclasses.asdict(claim)
    finding = found.pop("finding")
    figure = finding["figure"]
    if figure is not None and figure["interval"] is not None:
        figure["interval"] = list(figure["interval"])
    finding["defaults"] = list(finding["defaults"])
    return {**found, "about": list(claim.about), "repeats": [list(r) for r in claim.repeats], **finding}

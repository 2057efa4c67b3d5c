"""What reading yields: actors, mentions, quotations, framing phrases, events, and what several sources say of one act."""

from __future__ import annotations

import dataclasses
from typing import Literal

__all__ = [
    "REAL",
    "STATUSES",
    "TYPES",
    "Actor",
    "Amount",
    "Event",
    "Framing",
    "Mention",
    "Quotation",
    "Status",
]

Status = Literal[
    "happened", "ongoing", "historical", "attempted", "threatened", "pledged", "offered", "proposed", "intended",
    "expected", "called_for", "feared", "hypothetical",
]  # fmt: skip
STATUSES: tuple[Status, ...] = Status.__args__  # type: ignore[attr-defined]
REAL = frozenset({"happened", "ongoing", "historical", "threatened", "attempted"})
"""Statuses of acts that took place: a threat and an attempt are acts, whatever became of them."""

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's categories (Open Event Data Alliance 2021), cooperative to conflictive."""


@dataclasses.dataclass(frozen=True, order=True)
class Actor:
    """Who acts or is acted on.

    Args:
        code: ISO3, an organisation (NATO, EU, UN, WTO), or a group with @ (@WEST). person: full name, where one is named.
    """

    code: str
    person: str | None = None


@dataclasses.dataclass(frozen=True)
class Mention:
    """A passage that stands for actors.

    Args:
        start, end: in the cleaned text. actors: one, or several for 'the two leaders'. kind: how it was found: state,
        demonym, capital, seat, leader, group, organisation, office, pronoun, possessive, description.
        sure: probability that it is right.
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    kind: str
    sure: float = 1.0


@dataclasses.dataclass(frozen=True)
class Quotation:
    """Words put into a mouth.

    Args:
        start, end: raw offsets of the words without the marks. speaker: actors, empty where unknown. name: the speaker as
        written. cue: the word that attributes it. open: whether the closing mark is missing. direct: marks stand around it;
        otherwise it is reported speech. text: the words.
    """

    file: str
    start: int
    end: int
    text: str
    speaker: tuple[Actor, ...] = ()
    name: str | None = None
    cue: str | None = None
    open: bool = False
    direct: bool = True


@dataclasses.dataclass(frozen=True)
class Framing:
    """A loaded phrase and who uses it.

    Args:
        phrase: entry of the lexicon. start, end: raw offsets. speaker: actors who are quoted with it; empty: the outlet's own.
    """

    file: str
    phrase: str
    start: int
    end: int
    text: str
    speaker: tuple[Actor, ...] = ()
    outlet: str | None = None


@dataclasses.dataclass(frozen=True)
class Amount:
    """A size stated in the text.

    Args:
        value: number. unit: usd_mn, pct, pp, share, count, or a currency as written with _mn (eur_mn). text: as written.
    """

    value: float
    unit: str
    text: str


@dataclasses.dataclass(frozen=True)
class Event:
    """Who does what to whom, in which status, by which words. Offsets are characters of the raw file.

    Args:
        doc, file: of the document. evidence, start, end: the words. sentence, sentence_start, sentence_end: around them.
        source, target, against: actors of each side. plover: type. status: of the act. instrument, issue: free words.
        date (ISO), date_text, date_basis (publication, stated, relative), date_precision (day, week, month, year, decade).
        attributed_to: who says so. quote: quoted words in it. reciprocal: direction does not matter. amount: stated size.
        coref_event: label shared by rows of one act. duplicates: raw offsets of repeated passages. confidence: probability
        that pair and type are right. method: frame, or model. tag: kind of the block. word: where the verb or noun that tells
        of the act begins, None where it is not known.
    """

    doc: str
    file: str
    evidence: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    plover: str
    status: Status
    instrument: str | None = None
    issue: str | None = None
    date: str | None = None
    date_text: str | None = None
    date_basis: str | None = None
    date_precision: str | None = None
    attributed_to: str | None = None
    quote: str | None = None
    reciprocal: bool = False
    coref_event: str | None = None
    duplicates: tuple[tuple[int, int], ...] = ()
    against: tuple[Actor, ...] = ()
    amount: Amount | None = None
    confidence: float = 1.0
    method: str = ""
    tag: str = "body"
    word: int | None = None
